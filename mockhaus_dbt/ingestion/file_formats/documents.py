"""Records that are one semi-structured value each, made by our own readers and handed to DuckDB."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.ingestion.file_formats.base import VALUE_FIELD, Reading, RowError, Rows, named
from mockhaus_dbt.translation.functions.semistructured import exactly

_MARK = b"\xef\xbb\xbf"
_LARGEST = 16_777_216
#: a byte that is no UTF-8, as surrogateescape keeps it.
ESCAPED_BYTE = re.compile("[\udc80-\udcff]")


def hexed(content: bytes) -> str:
    """Bytes as error messages show those that are no UTF-8."""
    return "".join(chr(b) if 32 <= b < 127 else f"0x{b:02X}" for b in content)


def decoded(content: bytes, lenient: bool, skip_mark: bool) -> str:
    """The text of a file of documents in UTF-8. Bytes that are none are the fault of the document that they stand in.

    Args:
        content: of the file.
        lenient: such bytes become U+FFFD; otherwise :func:`no_utf8` finds them.
        skip_mark: a byte order mark is left out.
    """
    content = without_mark(content) if skip_mark else content
    return content.decode("utf-8", "replace" if lenient else "surrogateescape")


def no_utf8(text: str, start: int, end: int) -> tuple[int, SqlError] | None:
    """Where in a document the first byte stands that is no UTF-8, and the error 100144 of it; None for none.

    Args:
        text: of :func:`decoded`.
        start, end: of the document.
    """
    found = ESCAPED_BYTE.search(text, start, end)
    if found is None:
        return None
    shown = hexed(text[start : found.end()].encode("utf-8", "surrogateescape"))
    return found.start(), error("utf8_value", value=shown)


def is_utf8(content: bytes) -> bool:
    """Whether a content is UTF-8."""
    if content.isascii():
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def has_mark(content: bytes) -> bool:
    """Whether a content in UTF-8 begins with a byte order mark."""
    return content.startswith(_MARK)


def without_mark(content: bytes) -> bytes:
    """A content in UTF-8 without its byte order mark."""
    return content.removeprefix(_MARK)


def document_rows(
    reading: Reading, documents: Iterable[tuple[int, str]], errors: list[RowError], parsed: int | None = None
) -> Rows:
    """Rows of documents.

    Args:
        reading: of the file.
        documents: number of the record, and its JSON text; they may be made while errors are found.
        errors: of records that cannot be read; still empty where the documents are not made yet.
        parsed: how many records there are; None for as many as documents and errors.
    """
    target = reading.work()
    longest = count = 0
    with open(target, "w", encoding="utf-8", errors="replace") as stream:
        for number, text in documents:
            line = json.dumps([number, text], ensure_ascii=False)
            longest = max(longest, len(line))
            count += 1
            stream.write(line + "\n")
    document = "(CAST(json ->> '$[1]' AS JSON))"
    sql = (
        f"(SELECT CAST(json ->> '$[0]' AS BIGINT) AS row_number, CAST({exactly(document)} AS JSON) AS c1 "
        f"FROM read_ndjson_objects({named(target)}, hive_partitioning=false, "
        f"maximum_object_size={max(_LARGEST, 4 * longest + 100)}))"
    )
    total = parsed if parsed is not None else count + len(errors)
    return Rows(sql, (VALUE_FIELD,), True, errors, None, total, target)

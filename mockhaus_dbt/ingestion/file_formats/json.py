"""TYPE = JSON: documents one after another, one on a line (NDJSON), separated by commas, or in an outer array.

A document that spans DuckDB's reader and ours alike goes through DuckDB's; the exact reader places errors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.ingestion.file_formats.base import (
    COMPRESSIONS,
    VALUE_FIELD,
    FileFormat,
    Option,
    Reading,
    RowError,
    Rows,
)
from mockhaus_dbt.ingestion.file_formats.csv_records import Lines
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.functions.semistructured import normalised
from mockhaus_dbt.translation.json_text import Reader

_BETWEEN = re.compile(r"[ \t\r\n,]*")
#: documents up to this size go through DuckDB's reader.
_LARGEST = 16_777_216


class JsonFormat(FileFormat):
    """JSON documents."""

    type: ClassVar[str] = "JSON"
    OPTIONS: ClassVar[dict[str, Option]] = {
        "FILE_EXTENSION": Option("String", None),
        "DATE_FORMAT": Option("String", "AUTO"),
        "TIME_FORMAT": Option("String", "AUTO"),
        "TIMESTAMP_FORMAT": Option("String", "AUTO"),
        "BINARY_FORMAT": Option("String", "HEX", words=("HEX", "BASE64", "UTF8", "UTF-8")),
        "TRIM_SPACE": Option("Boolean", False),
        "NULL_IF": Option("List", ["\\N"]),
        "COMPRESSION": Option("String", "AUTO", values=("AUTO", "GZIP", "BZ2", "NONE"), words=COMPRESSIONS),
        "ENABLE_OCTAL": Option("Boolean", False, values=(False,)),
        "ALLOW_DUPLICATE": Option("Boolean", False),
        "STRIP_OUTER_ARRAY": Option("Boolean", False),
        "STRIP_NULL_VALUES": Option("Boolean", False),
        "IGNORE_UTF8_ERRORS": Option("Boolean", False),
        "REPLACE_INVALID_CHARACTERS": Option("Boolean", False),
        "SKIP_BYTE_ORDER_MARK": Option("Boolean", True),
        "MULTI_LINE": Option("Boolean", True),
    }

    def read(self, reading: Reading) -> Rows:
        """The documents of a file, each in the VARIANT field ``c1``."""
        content = self.bytes_of(reading.path)
        simple = not (self["STRIP_OUTER_ARRAY"] or self["STRIP_NULL_VALUES"] or self["ALLOW_DUPLICATE"])
        simple = simple and self["MULTI_LINE"] and self.compression(reading.path) in _DUCKDB_COMPRESSION
        if simple and not reading.exact and _one_a_line(content):
            return self._fast(reading)
        return self._exact(reading, content)

    def value_rows(self, reading: Reading) -> Rows:
        return self.read(reading)

    def _fast(self, reading: Reading) -> Rows:
        compression = _DUCKDB_COMPRESSION[self.compression(reading.path)]
        sql = (
            f"(SELECT CAST({normalised('json')} AS JSON) AS c1 FROM read_ndjson_objects("
            f"{literal(str(reading.path))}, compression='{compression}', maximum_object_size={_LARGEST}))"
        )
        return Rows(sql, (VALUE_FIELD,))

    # ------------------------------------------------------------------------------------------------ exact path

    def _exact(self, reading: Reading, content: bytes) -> Rows:
        text = self._text(reading, content)
        errors: list[RowError] = []
        places = Lines(text)
        starts: list[int] = []
        target = reading.work()
        with open(target, "w", encoding="utf-8", errors="replace") as stream:
            for document in _documents(text, self.options):
                starts.append(document.start)
                if document.reason is None:
                    stream.write(json.dumps([len(starts), document.text], ensure_ascii=False) + "\n")
                    continue
                line, character = places.place(document.at)
                message = f"Error parsing JSON: {document.reason}"
                errors.append(RowError(len(starts), message, 100069, "22P02", line, character, "$1"))
        document_sql = "(CAST(json ->> '$[1]' AS JSON))"
        sql = (
            f"(SELECT CAST(json ->> '$[0]' AS BIGINT) AS row_number, CAST({normalised(document_sql)} AS JSON) AS c1 "
            f"FROM read_ndjson_objects({literal(str(target))}, "
            f"maximum_object_size={max(_LARGEST, 3 * len(content) + 100)}))"
        )

        def locate(row: int, _index: int) -> tuple[int, int]:
            return places.place(starts[row - 1])

        return Rows(sql, (VALUE_FIELD,), True, errors, locate, len(starts), target)

    def _text(self, reading: Reading, content: bytes) -> str:
        if content[:3] == b"\xef\xbb\xbf" and self["SKIP_BYTE_ORDER_MARK"]:
            content = content[3:]
        lenient = self["IGNORE_UTF8_ERRORS"] or self["REPLACE_INVALID_CHARACTERS"]
        try:
            return content.decode("utf-8", "replace" if lenient else "strict")
        except UnicodeDecodeError as e:
            line = content.count(b"\n", 0, e.start) + 1
            character = e.start - content.rfind(b"\n", 0, e.start)
            bad = RowError(1, "Invalid UTF8 detected in string", 100144, "22000", line, character, "$1")
            raise bad.raised(reading.name) from None


@dataclass
class _Document:
    """A document of a file: where it starts and its text, or why it cannot be read and where."""

    start: int
    text: str = ""
    reason: str | None = None
    at: int = 0


def _documents(text: str, options: Mapping[str, Any]) -> Iterator[_Document]:
    """The documents of a text. Behind one that cannot be read, the next line comes."""
    position = _past(_BETWEEN, text, 0)
    closing = bool(options["STRIP_OUTER_ARRAY"]) and text.startswith("[", position)
    position += closing
    while True:
        position = _past(_BETWEEN, text, position)
        if closing and text.startswith("]", position):
            closing = False
            position += 1
            continue
        if position >= len(text):
            if closing:
                yield _Document(position, reason="incomplete array value", at=position)
            return
        document, position = _document(text, position, options)
        if document.reason is None and not options["MULTI_LINE"] and "\n" in text[document.start : position]:
            document.reason, document.at = "document spans several lines", document.start
        yield document


def _past(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _document(text: str, start: int, options: Mapping[str, Any]) -> tuple[_Document, int]:
    """The document at a position, and where it ends."""
    try:
        value, end = _STRICT.raw_decode(text, start)
        made = _stripped(value) if options["STRIP_NULL_VALUES"] else text[start:end]
        return _Document(start, made), end
    except (ValueError, RecursionError):
        pass  # not JSON as the standard has it: Snowflake reads more
    reader = Reader(text, bool(options["ALLOW_DUPLICATE"]))
    reader.at = start
    try:
        made = reader.value()
        if options["STRIP_NULL_VALUES"]:
            made = _stripped(_STRICT.decode(made))
        return _Document(start, made), reader.at
    except RecursionError:
        reason = "document is nested too deeply"
    except ValueError as e:
        reason = str(e)
    line = text.find("\n", start)
    bad = _Document(start, reason=reason, at=min(max(reader.at - 1, start), len(text)))
    return bad, len(text) if line < 0 else line


class _Number(float):
    """A number that remembers how it was written, so that no digit is lost."""

    written: str


def _number(text: str) -> _Number:
    made = _Number(0)
    made.written = text
    return made


def _stripped(value: Any) -> str:
    """JSON text without the fields that are null (STRIP_NULL_VALUES)."""
    if isinstance(value, dict):
        kept = (f"{json.dumps(k, ensure_ascii=False)}:{_stripped(v)}" for k, v in value.items() if v is not None)
        return "{" + ",".join(kept) + "}"
    if isinstance(value, list):
        if any(v is None for v in value):
            raise UnsupportedError("STRIP_NULL_VALUES with null elements of arrays")
        return "[" + ",".join(map(_stripped, value)) + "]"
    return value.written if isinstance(value, _Number) else json.dumps(value, ensure_ascii=False)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_: str) -> Any:
    raise ValueError


_STRICT = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_constant=_refuse, parse_int=_number, parse_float=_number
)


def _none(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) != len(pairs):
        raise ValueError


def _one_a_line(content: bytes) -> bool:
    """Whether every line is one valid document without fields of the same name, so that DuckDB reads it alike."""
    if content[:3] == b"\xef\xbb\xbf" or b"\0" in content or b"\r" in content.replace(b"\r\n", b"\n"):
        return False

    # Numbers are not looked at, the hook keeps nothing: this is a check, and has to be fast.
    check = json.JSONDecoder(object_pairs_hook=_none, parse_constant=_refuse, parse_int=len, parse_float=len)
    try:
        for line in content.decode("utf-8").split("\n"):
            if line and not line.isspace():
                if len(line) > _LARGEST // 4:
                    return False
                check.decode(line)
    except (ValueError, RecursionError):
        return False
    return True


_DUCKDB_COMPRESSION = {"NONE": "uncompressed", "GZIP": "gzip"}

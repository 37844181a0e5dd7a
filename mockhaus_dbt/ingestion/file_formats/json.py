"""TYPE = JSON: documents one after another, one on a line (NDJSON), separated by commas, or in an outer array.

A document that spans DuckDB's reader and ours alike goes through DuckDB's; the exact reader places errors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, ClassVar

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion.file_formats import look_ahead
from mockhaus_dbt.ingestion.file_formats.base import (
    SMALL,
    VALUE_FIELD,
    FileFormat,
    Lines,
    Option,
    Reading,
    RowError,
    Rows,
    Source,
)
from mockhaus_dbt.ingestion.file_formats.compression import whole_lines
from mockhaus_dbt.ingestion.file_formats.documents import (
    ESCAPED_BYTE,
    decoded,
    document_rows,
    has_mark,
    is_utf8,
    no_utf8,
)
from mockhaus_dbt.ingestion.file_formats.json_columns import LARGEST, documents, read_columns
from mockhaus_dbt.ingestion.file_formats.json_documents import normalised_documents, sound_documents
from mockhaus_dbt.ingestion.file_formats.json_scan import Look, Looker, no_key_twice
from mockhaus_dbt.ingestion.file_formats.look_ahead import LookAhead
from mockhaus_dbt.ingestion.file_formats.options import (
    FILE_EXTENSION,
    IGNORE_UTF8_ERRORS,
    REPLACE_INVALID_CHARACTERS,
    SKIP_BYTE_ORDER_MARK,
    binary_format,
    compression,
    formatted,
    null_if,
    trim_space,
)
from mockhaus_dbt.translation.json_text import Reader
from mockhaus_dbt.translation.types import SqlType
from mockhaus_dbt.translation.variants import MISSING

#: an escape of half a character.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_HALF_BYTES = re.compile(_HALF.pattern.encode())
_PAIR = re.compile(rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}")
_BETWEEN = re.compile(r"[ \t\r\n,]*")


class JsonFormat(FileFormat):
    """JSON documents."""

    type: ClassVar[str] = "JSON"
    OPTIONS: ClassVar[dict[str, Option]] = {
        "FILE_EXTENSION": FILE_EXTENSION,
        "DATE_FORMAT": formatted("DATE"),
        "TIME_FORMAT": formatted("TIME"),
        "TIMESTAMP_FORMAT": formatted("TIMESTAMP"),
        "BINARY_FORMAT": binary_format(),
        "TRIM_SPACE": trim_space(),
        "NULL_IF": null_if(),
        "COMPRESSION": compression(),
        "ENABLE_OCTAL": Option("Boolean", False, effect="Numbers that begin with 0 are octal."),
        "ALLOW_DUPLICATE": Option(
            "Boolean", False, effect="Of object fields of one name the last one counts; otherwise they are an error."
        ),
        "STRIP_OUTER_ARRAY": Option("Boolean", False, effect="The elements of outer arrays are the records."),
        "STRIP_NULL_VALUES": Option(
            "Boolean", False, effect="Object fields that are null are left out, null elements of arrays are undefined."
        ),
        "IGNORE_UTF8_ERRORS": IGNORE_UTF8_ERRORS,
        "REPLACE_INVALID_CHARACTERS": REPLACE_INVALID_CHARACTERS,
        "SKIP_BYTE_ORDER_MARK": SKIP_BYTE_ORDER_MARK,
        "MULTI_LINE": Option("Boolean", True, effect="A document may go over several lines, else it is an error."),
    }

    def read(self, reading: Reading) -> Rows:
        """The documents of a file, each in the VARIANT field ``c1``."""
        asked = self["STRIP_OUTER_ARRAY"] or self["STRIP_NULL_VALUES"] or self["ALLOW_DUPLICATE"]
        if not reading.exact and not asked and self["MULTI_LINE"]:
            reading, rows = self._alike(reading)
            if rows is not None:
                return rows
            path = self._plain(reading)
            if path is not None:
                return self._fast(path)
        return self._exact(reading, self.bytes_of(reading.path) if reading.packed else reading.path.read_bytes())

    def columns(
        self, reading: Reading, wanted: Callable[[list[str]], Mapping[str, SqlType]]
    ) -> Rows | None:
        """The fields of the documents as columns of the types that they are wanted in, where that can be had.

        Args:
            reading: the file.
            wanted: gives types by key; other fields are VARIANT.

        Returns:
            rows whose reading may fail where Snowflake's would not; None where the file is not for that.
        """
        asked = self["STRIP_NULL_VALUES"] or self["TRIM_SPACE"] or self["ALLOW_DUPLICATE"]
        if reading.exact or reading.types is None or asked:
            return None
        if not (self["MULTI_LINE"] and self["SKIP_BYTE_ORDER_MARK"]):
            return None
        moments = any(t is not None and t.name == "TIMESTAMP_NTZ" for t in reading.types)
        size = reading.path.stat().st_size
        looker = Looker(moments, size <= SMALL)
        large = size > 2 * look_ahead.BEGINNING and reading.packed and self.compression(reading.path) == "NONE"
        path, ahead = reading.path, None
        if reading.ahead and large:
            ahead = self._look_ahead(reading, looker)
        else:
            path = self._looked(reading, looker)
        look = looker.finish() if ahead is None else ahead.seen
        rows = None
        try:
            rows = read_columns(reading, path, looker, look, wanted, self["NULL_IF"], ahead)
        finally:
            if rows is None and ahead is not None:
                ahead.stop()
        return rows

    @staticmethod
    def _look_ahead(reading: Reading, looker: Looker) -> LookAhead[Look] | None:
        """A look that goes on, where the first objects have the same fields; otherwise all is looked at."""
        pieces = reading.pieces("NONE")
        look_ahead.take(looker, pieces, look_ahead.BEGINNING)
        seen = looker.look
        if seen.quotes_of_each and not (seen.nulls or seen.odd or reading.gaps):
            return LookAhead(looker, pieces, lambda look: look.objects)
        look_ahead.take(looker, pieces)
        return None

    def _looked(self, reading: Reading, looker: Looker) -> Path:
        """A file with the content, uncompressed; a look is taken at it."""
        compression = self.compression(reading.path) if reading.packed else "NONE"
        found = reading.pieces(compression)
        if compression == "NONE":
            look_ahead.take(looker, found)
            return reading.path
        path = reading.work()
        with open(path, "wb", buffering=0) as stream:
            for piece in found:
                stream.write(piece)
                looker.take(piece)
        return path

    def _alike(self, reading: Reading) -> tuple[Reading, Rows | None]:
        """The documents, where a look and a condition on each show that DuckDB reads them as Snowflake does; otherwise
        what is left to read."""
        if not self["SKIP_BYTE_ORDER_MARK"]:
            return reading, None
        looker = Looker(False, True, keys=True)
        path = self._looked(reading, looker)
        look = looker.finish()
        condition = sound_documents(looker.first_lines, look)
        if path != reading.path:
            reading = replace(reading, path=path, packed=False, content=None)
        if condition is None:
            return reading, None
        source = documents(path)
        if not reading.may_fail:
            if reading.attempt(f"SELECT count(*) FROM {source} WHERE {condition}") != [(look.lines,)]:
                return reading, None
            condition = ""
        rows = Rows(normalised_documents(source, condition), (VALUE_FIELD,), raw=f"(SELECT json AS c1 FROM {source})")
        rows.typed, rows.otherwise = reading.may_fail, "texts" if reading.may_fail else ""
        rows.reads, rows.records, rows.lines = path, look.lines, look.lines
        return reading, rows

    def _plain(self, reading: Reading) -> Path | None:
        """A file with the content, uncompressed, where DuckDB reads it as Snowflake does."""
        compression = self.compression(reading.path) if reading.packed else "NONE"
        found = reading.pieces(compression)
        if compression == "NONE":
            return reading.path if all(map(_one_a_line, whole_lines(found))) else None
        path = reading.work()
        plain = True
        with open(path, "wb", buffering=0) as stream:
            for block in whole_lines(found):
                stream.write(block)
                plain = plain and _one_a_line(block)
        return path if plain else None

    def value_rows(self, reading: Reading) -> Rows:
        return self.read(reading)

    def _fast(self, path: Path) -> Rows:
        source = documents(path)
        return Rows(normalised_documents(source), (VALUE_FIELD,), raw=f"(SELECT json AS c1 FROM {source})")

    # ------------------------------------------------------------------------------------------------ exact path

    def _exact(self, reading: Reading, content: bytes) -> Rows:
        lenient = self["IGNORE_UTF8_ERRORS"] or self["REPLACE_INVALID_CHARACTERS"]
        text = decoded(content, lenient, self["SKIP_BYTE_ORDER_MARK"])
        errors: list[RowError] = []
        places = Lines(text)
        starts: list[int] = []

        def documents() -> Iterator[tuple[int, str]]:
            for document in _documents(text, self.options):
                starts.append(document.start)
                if not len(starts) & 0xFFF:
                    reading.alive()
                if document.reason is None and document.fault is None:
                    yield len(starts), document.text
                    continue
                line, character = places.place(document.at)
                errors.append(_error(len(starts), document, line, character))

        rows = document_rows(reading, documents(), errors)
        rows.locate = lambda row, _index: places.place(starts[row - 1])
        rows.source = Source(places, dict(enumerate(pairwise([*starts, len(text)]), 1)))
        return rows


@dataclass
class _Document:
    """A document of a file: where it starts and its text, or why it cannot be read and where."""

    start: int
    text: str = ""
    reason: str | None = None
    at: int = 0
    #: what is wrong with its bytes.
    fault: SqlError | None = None


def _documents(text: str, options: Mapping[str, Any]) -> Iterator[_Document]:
    """The documents of a text. Behind one that cannot be read, the next line comes."""
    position, closing = 0, False
    valid = text.isascii() or not ESCAPED_BYTE.search(text)
    while True:
        position = _past(_BETWEEN, text, position)
        if options["STRIP_OUTER_ARRAY"] and text.startswith("]" if closing else "[", position):
            closing = not closing
            position += 1
            continue
        if position >= len(text):
            if closing:
                yield _Document(position, reason="incomplete array value", at=position)
            return
        document, position = _document(text, position, options)
        if document.reason is None and not options["MULTI_LINE"] and "\n" in text[document.start : position]:
            document.reason, document.at = "document spans several lines", document.start
        bad = None if valid else no_utf8(text, document.start, position)
        if bad is not None:
            document.at, document.fault = bad
        yield document


def _error(number: int, document: _Document, line: int, character: int) -> RowError:
    """Why a document cannot be read."""
    fault = document.fault
    if fault is not None:
        return RowError(number, fault.message, fault.errno, fault.sqlstate, line, character, "$1")
    return RowError(number, f"Error parsing JSON: {document.reason}", 100069, "22P02", line, character, "$1")


def _past(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _document(text: str, start: int, options: Mapping[str, Any]) -> tuple[_Document, int]:
    """The document at a position, and where it ends."""
    try:
        value, end = _STRICT.raw_decode(text, start)
        made = _stripped(value) if options["STRIP_NULL_VALUES"] else text[start:end]
        return _whole(_Document(start, made)), end
    except (ValueError, RecursionError):
        pass  # not JSON as the standard has it: Snowflake reads more
    reader = (_OctalReader if options["ENABLE_OCTAL"] else Reader)(text, bool(options["ALLOW_DUPLICATE"]))
    reader.at = start
    try:
        made = reader.value()
        if options["STRIP_NULL_VALUES"]:
            made = _stripped(_STRICT.decode(made))
        return _whole(_Document(start, made)), reader.at
    except RecursionError:
        reason = "document is nested too deeply"
    except ValueError as e:
        reason = str(e)
    line = text.find("\n", start)
    bad = _Document(start, reason=reason, at=min(max(reader.at - 1, start), len(text)))
    return bad, len(text) if line < 0 else line


def _whole(document: _Document) -> _Document:
    """A document, which is bad where a string in it has half a character."""
    text = document.text
    if not (text.isascii() and not _HALF.search(text)):
        try:
            (json.dumps(json.loads(text), ensure_ascii=False) if _HALF.search(text) else text).encode()
        except UnicodeEncodeError:
            document.reason, document.at = "bad escape in a string", document.start
    return document


class _OctalReader(Reader):
    """Reads numbers that begin with 0 as octal (ENABLE_OCTAL)."""

    def value(self) -> str:
        found = _OCTAL.fullmatch(self.peek())
        if found is None:
            return super().value()
        self.take()
        return f"{found[1]}{int(found[2], 8)}"


_OCTAL = re.compile(r"(-?)0([0-7]+)")


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
        return "[" + ",".join(MISSING if v is None else _stripped(v) for v in value) + "]"
    return value.written if isinstance(value, _Number) else json.dumps(value, ensure_ascii=False)


def _refuse(_: str) -> Any:
    raise ValueError


_STRICT = json.JSONDecoder(
    object_pairs_hook=no_key_twice, parse_constant=_refuse, parse_int=_number, parse_float=_number
)


def _none(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) != len(pairs):
        raise ValueError


#: nested so often, a document may make the stack of a thread too small, which ends the process.
_DEEP = 500
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def _deep(line: bytes) -> bool:
    """Whether a document may be nested more than :data:`_DEEP` times; brackets in its texts may make it look so."""
    if line.count(b"[") + line.count(b"{") <= _DEEP:
        return False
    left = line.translate(None, _NO_BRACKETS)
    for _ in range(_DEEP):
        shorter = left.replace(b"[]", b"").replace(b"{}", b"")
        if not shorter:
            return False
        if len(shorter) == len(left):
            return True
        left = shorter
    return True


def _is_text(block: bytes) -> bool:
    """Whether it is UTF-8, and no escape in it is half a character; Arrow's parser does not look."""
    if b"\\u" in block and len(_HALF_BYTES.findall(block)) != 2 * len(_PAIR.findall(block)):
        return False
    return is_utf8(block)


def _one_a_line(block: bytes) -> bool:
    """Whether every line is one valid document without fields of the same name, so that DuckDB reads it alike.

    Arrow's parser knows such fields, and is quick; what it does not like is looked at once more. It is given objects
    only: a line such as ``null`` can end the process.
    """
    if has_mark(block) or b"\0" in block or (b"\r" in block and b"\r" in block.replace(b"\r\n", b"\n")):
        return False
    if not _is_text(block):
        return False
    import pyarrow
    from pyarrow.json import ReadOptions, read_json

    lines = block.count(b"\n") + (not block.endswith(b"\n"))
    long = [line for line in block.split(b"\n") if len(line) > _DEEP]
    if any(len(line) > LARGEST // 4 or _deep(line) for line in long):
        return False
    if not block.startswith(b"{") or block.count(b"\n{") != lines - 1:
        return _one_a_line_exactly(block)
    try:
        found = read_json(pyarrow.BufferReader(block), read_options=ReadOptions(block_size=len(block) + 1))
        if found.num_rows == lines and b"\n\n" not in block:
            return True
    except pyarrow.ArrowInvalid:
        pass
    return _one_a_line_exactly(block)


def _one_a_line_exactly(block: bytes) -> bool:
    # Numbers are not looked at, the hook keeps nothing: this is a check, and has to be fast.
    check = json.JSONDecoder(object_pairs_hook=_none, parse_constant=_refuse, parse_int=len, parse_float=len)
    try:
        for line in block.decode("utf-8").split("\n"):
            if line and not line.isspace():
                check.decode(line)
    except (ValueError, RecursionError):
        return False
    return True

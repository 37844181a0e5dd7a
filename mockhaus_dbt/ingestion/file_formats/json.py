"""TYPE = JSON: documents one after another, one on a line (NDJSON), separated by commas, or in an outer array.

A document that spans DuckDB's reader and ours alike goes through DuckDB's; the exact reader places errors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
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

_BLANK = re.compile(r"[ \t\r\n]*")
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
            f"(SELECT CAST(json_normalize(json) AS JSON) AS c1 FROM read_ndjson_objects({literal(str(reading.path))}, "
            f"compression='{compression}', maximum_object_size={_LARGEST}))"
        )
        return Rows(sql, (VALUE_FIELD,))

    # ------------------------------------------------------------------------------------------------ exact path

    def _exact(self, reading: Reading, content: bytes) -> Rows:
        text = self._text(reading, content)
        errors: list[RowError] = []
        places = Lines(text)
        starts: list[int] = []
        target = reading.work()
        parsed = 0
        with open(target, "w", encoding="utf-8") as stream:
            for start, value, problem in self._documents(text):
                parsed += 1
                starts.append(start)
                if problem is None:
                    stream.write(json.dumps([parsed, _Raw.text(value)], ensure_ascii=False) + "\n")
                    continue
                line, character = places.place(problem.at)
                errors.append(
                    RowError(parsed, f"Error parsing JSON: {problem.reason}", 100069, "22P02", line, character, "$1")
                )
        sql = (
            "(SELECT CAST(json ->> '$[0]' AS BIGINT) AS row_number, "
            "CAST(json_normalize(CAST(json ->> '$[1]' AS JSON)) AS JSON) AS c1 "
            f"FROM read_ndjson_objects({literal(str(target))}, "
            f"maximum_object_size={max(_LARGEST, 3 * len(content) + 100)}))"
        )

        def locate(row: int, _index: int) -> tuple[int, int]:
            return places.place(starts[row - 1])

        return Rows(sql, (VALUE_FIELD,), True, errors, locate, parsed, target)

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

    def _documents(self, text: str) -> Iterator[tuple[int, Any, _Problem | None]]:
        """Position and value of each document; behind one that cannot be read, the next line comes."""
        decoder = _decoder(bool(self["ALLOW_DUPLICATE"]))
        position = _BETWEEN.match(text).end()  # type: ignore[union-attr]
        closing = False
        if self["STRIP_OUTER_ARRAY"] and text.startswith("[", position):
            closing = True
            position += 1
        while True:
            position = _BETWEEN.match(text, position).end()  # type: ignore[union-attr]
            if closing and text.startswith("]", position):
                closing = False
                position += 1
                continue
            if position >= len(text):
                if closing:
                    yield position, None, _Problem("incomplete array value", position)
                return
            start = position
            try:
                value, position = decoder.raw_decode(text, position)
            except (ValueError, RecursionError) as e:
                at = getattr(e, "pos", start)
                yield start, None, _Problem(_reason(e, at - start), at)
                position = text.find("\n", max(at, start))
                if position < 0:
                    return
                continue
            if not self["MULTI_LINE"] and "\n" in text[start:position]:
                yield start, None, _Problem("document spans several lines", start)
                continue
            if self["STRIP_NULL_VALUES"]:
                value = _without_nulls(value)
            yield start, value, None


class _Problem:
    """Why a document cannot be read, and where."""

    def __init__(self, reason: str, at: int):
        self.reason = reason
        self.at = at


class _Raw:
    """Numbers are kept as written, so that no digit is lost."""

    class Number(float):
        """A number that remembers its text."""

        written: str

        def __repr__(self) -> str:
            return self.written

    @staticmethod
    def number(text: str) -> Any:
        number = _Raw.Number(0)
        number.written = text
        return number

    @staticmethod
    def text(value: Any) -> str:
        """JSON text, numbers as they were."""
        if isinstance(value, dict):
            return "{" + ",".join(f"{json.dumps(k, ensure_ascii=False)}:{_Raw.text(v)}" for k, v in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ",".join(map(_Raw.text, value)) + "]"
        if isinstance(value, _Raw.Number):
            return value.written
        return json.dumps(value, ensure_ascii=False)


class _Duplicate(ValueError):
    """An object names a field twice."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen = set()
        for name, _ in pairs:
            if name in seen:
                raise _Duplicate(f'duplicate object attribute "{name}"')
            seen.add(name)
    return found


def _decoder(duplicates: bool) -> json.JSONDecoder:
    def constant(name: str) -> Any:
        raise ValueError(f"unknown keyword \"{name}\"")

    return json.JSONDecoder(
        parse_float=_Raw.number,
        parse_int=_Raw.number,
        parse_constant=constant,
        strict=False,
        object_pairs_hook=None if duplicates else _pairs,
    )


def _reason(e: Exception, position: int) -> str:
    if isinstance(e, json.JSONDecodeError):
        what = {"Expecting value": "unknown keyword", "Unterminated string starting at": "unfinished string"}
        return f"{what.get(e.msg, e.msg[:1].lower() + e.msg[1:])}, pos {position + 1}"
    if isinstance(e, RecursionError):
        return "document is nested too deeply"
    return f"{e}, pos {position + 1}"


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _without_nulls(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        if any(v is None for v in value):
            raise UnsupportedError("STRIP_NULL_VALUES with null elements of arrays")
        return [_without_nulls(v) for v in value]
    return value


def _none(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) != len(pairs):
        raise _Duplicate


def _one_a_line(content: bytes) -> bool:
    """Whether every line is one valid document without fields of the same name, so that DuckDB reads it alike."""
    if content[:3] == b"\xef\xbb\xbf" or b"\0" in content or b"\r" in content.replace(b"\r\n", b"\n"):
        return False

    def refuse(_: str) -> Any:
        raise ValueError

    # Numbers are not looked at, the hook keeps nothing: this is a check, and has to be fast.
    check = json.JSONDecoder(object_pairs_hook=_none, parse_constant=refuse, parse_int=len, parse_float=len)
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

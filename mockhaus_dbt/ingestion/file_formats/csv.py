"""TYPE = CSV: delimited text.

DuckDB's reader is used where a look at the file shows that both read it alike; the exact reader of
:mod:`csv_records` otherwise, and wherever a record turns out to be bad.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.ingestion.file_formats.base import Field, FileFormat, Lines, Option, Reading, RowError, Rows, Source
from mockhaus_dbt.ingestion.file_formats.csv_records import Record, RecordReader, Syntax
from mockhaus_dbt.ingestion.file_formats.options import (
    FILE_EXTENSION,
    REPLACE_INVALID_CHARACTERS,
    SKIP_BYTE_ORDER_MARK,
    binary_format,
    compression,
    formatted,
    null_if,
    trim_space,
)
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.types import VARCHAR

#: Snowflake's ENCODING -> Python's codec, where the names differ.
_CODECS = {
    "BIG5": "big5",
    "EUCJP": "euc_jp",
    "EUCKR": "euc_kr",
    "GB18030": "gb18030",
    "IBM424": "cp424",
    "IBM949": "cp949",
    "ISO2022JP": "iso2022_jp",
    "ISO2022KR": "iso2022_kr",
    **{f"ISO8859{n}": f"iso8859_{n}" for n in (1, 2, 5, 6, 7, 8, 9, 15)},
    "KOI8R": "koi8_r",
    "SHIFTJIS": "shift_jis",
    "UTF8": "utf-8",
    "UTF-8": "utf-8",
    **{f"UTF{n}{end}": f"utf-{n}{'-' + end.lower() if end else ''}" for n in (16, 32) for end in ("", "BE", "LE")},
    **{f"WINDOWS{n}": f"cp{n}" for n in (874, 949, 1250, 1251, 1252, 1253, 1254, 1255, 1256)},
}
#: a field longer than this is rare enough for the exact reader.
_LONGEST_LINE = 16_000_000


class CsvFormat(FileFormat):
    """Delimited text."""

    type: ClassVar[str] = "CSV"
    semistructured: ClassVar[bool] = False
    OPTIONS: ClassVar[dict[str, Option]] = {
        "RECORD_DELIMITER": Option(
            "Character", "\n", effect="What ends a record; the new line also stands for \\r\\n. NONE: the file is one."
        ),
        "FIELD_DELIMITER": Option(
            "Character", ",", effect="What separates fields: one or more characters, hex and octal too. NONE: nothing."
        ),
        "FILE_EXTENSION": FILE_EXTENSION,
        "SKIP_HEADER": Option("Integer", 0, effect="So many lines at the beginning of each file are skipped."),
        "PARSE_HEADER": Option(
            "Boolean", False, effect="The first record names the fields, for MATCH_BY_COLUMN_NAME and INFER_SCHEMA."
        ),
        "DATE_FORMAT": formatted("DATE", False),
        "TIME_FORMAT": formatted("TIME", False),
        "TIMESTAMP_FORMAT": formatted("TIMESTAMP", False),
        "BINARY_FORMAT": binary_format(False),
        "ESCAPE": Option(
            "Character", "NONE", effect="In enclosed fields the character behind it is taken as it is, or as \\t, \\n."
        ),
        "ESCAPE_UNENCLOSED_FIELD": Option("Character", "\\", effect="The same for fields that are not enclosed."),
        "TRIM_SPACE": trim_space(False),
        "FIELD_OPTIONALLY_ENCLOSED_BY": Option(
            "Character", "NONE", effect="Fields may stand between two of these (' or \"); doubled it stands for itself."
        ),
        "NULL_IF": null_if(False),
        "COMPRESSION": compression(),
        "ERROR_ON_COLUMN_COUNT_MISMATCH": Option(
            "Boolean", True, effect="A record with another number of fields than the table has columns is an error; "
            "FALSE cuts long ones and fills short ones, all records of a file being of one length."
        ),
        "VALIDATE_UTF8": Option("Boolean", True, values=(True,), effect="Bytes that are no UTF-8 are an error."),
        "SKIP_BLANK_LINES": Option("Boolean", False, effect="Blank lines are no records; otherwise they are an error."),
        "REPLACE_INVALID_CHARACTERS": REPLACE_INVALID_CHARACTERS,
        "EMPTY_FIELD_AS_NULL": Option(
            "Boolean", True, effect="An empty field that is not enclosed is NULL; otherwise it is an empty text."
        ),
        "SKIP_BYTE_ORDER_MARK": SKIP_BYTE_ORDER_MARK,
        "ENCODING": Option(
            "String", "UTF8", tuple(_CODECS), (*_CODECS, "IBM420", "ISO2022CN"), "The character set of the files."
        ),
        "MULTI_LINE": Option("Boolean", True, effect="A field may go over several lines; otherwise that is an error."),
    }

    def __init__(self, options: Any = None, origin: str = "FILE FORMAT"):
        super().__init__(options, origin)
        for name in ("ESCAPE", "ESCAPE_UNENCLOSED_FIELD", "FIELD_OPTIONALLY_ENCLOSED_BY"):
            if self[name] not in ("", "NONE") and len(self[name]) != 1:
                raise error("invalid_value", value=self[name], name=name)
        if self[_QUOTE] not in ("", "NONE", "'", '"'):
            raise error("invalid_value", value=self[_QUOTE], name=_QUOTE)
        if self["PARSE_HEADER"] and self["SKIP_HEADER"]:
            raise error("invalid_value", value=self["SKIP_HEADER"], name="SKIP_HEADER")

    def syntax(self) -> Syntax:
        """The options that say how records are written."""

        def text(name: str) -> str:
            return "" if self[name] == "NONE" else self[name]

        return Syntax(
            text("FIELD_DELIMITER"),
            text("RECORD_DELIMITER"),
            text(_QUOTE),
            text("ESCAPE"),
            text("ESCAPE_UNENCLOSED_FIELD"),
            self["TRIM_SPACE"],
            self["EMPTY_FIELD_AS_NULL"],
            frozenset(self["NULL_IF"]),
            self["MULTI_LINE"],
        )

    def read(self, reading: Reading) -> Rows:
        """The records of a file as text fields ``c1``, ``c2``, ...

        Raises:
            ExecutionError: the file is not there, not compressed or not encoded as the format says.
        """
        content = self.bytes_of(reading.path)
        known = self.compression(reading.path) in _DUCKDB_COMPRESSION
        if not reading.exact and known and not self["PARSE_HEADER"] and self._plain(content, reading.width):
            width = reading.width if reading.width is not None else self._widest(content)
            rows = self._fast(reading, width, len(content), b"\r" in content)
            if reading.width is not None or self._readable(reading, rows, content):
                return rows
        return self._exact(reading, self._text(content, reading))

    # ------------------------------------------------------------------------------------------------- fast path

    def _plain(self, content: bytes, width: int | None = None) -> bool:
        """Whether DuckDB's reader reads this content as Snowflake does."""
        syntax = self.syntax()
        if not self._sayable(syntax) or not self._lines_alike(content, syntax):
            return False
        if width is not None and not self._even(content, syntax.field_delimiter.encode(), width):
            return False
        if syntax.escape_unenclosed and syntax.escape_unenclosed.encode() in content:
            return False
        if self["REPLACE_INVALID_CHARACTERS"] and not _is_utf8(content):
            return False
        if not syntax.enclosed_by or b'"' not in content:
            return True
        if syntax.trim_space or not syntax.multi_line or (syntax.escape and syntax.escape.encode() in content):
            return False
        return self._tidy(content, syntax)

    def _sayable(self, syntax: Syntax) -> bool:
        """Whether DuckDB's reader has words for the options."""
        if syntax.record_delimiter not in ("\n", "\r\n") or not 1 <= len(syntax.field_delimiter.encode()) <= 4:
            return False
        if self["ENCODING"] not in ("UTF8", "UTF-8") or not self["SKIP_BYTE_ORDER_MARK"] or syntax.enclosed_by == "'":
            return False
        refused = set("\r\n\"' \\") | (set("\t") if syntax.enclosed_by else set())
        return not set(syntax.field_delimiter) & refused

    def _lines_alike(self, content: bytes, syntax: Syntax) -> bool:
        """Whether all lines end in the same way and none is blank."""
        returns = content.count(b"\r")
        if returns and not returns == content.count(b"\r\n") == content.count(b"\n"):
            return False
        if syntax.record_delimiter == "\r\n" and not returns and b"\n" in content:
            return False
        if content[:1] in (b"\n", b"\r") or b"\n\n" in content or b"\r\n\r\n" in content or b"\0" in content:
            return False
        return content[:3] != _BOM or content[3:4] not in (b"\n", b"\r", b"")

    def _readable(self, reading: Reading, rows: Rows, content: bytes) -> bool:
        """Whether DuckDB gets through the file. COPY notices by itself; a query must not fail half way."""
        if not _is_utf8(content):
            return False
        if b'"' not in content and len(content) < _LONGEST_LINE:
            return True
        try:
            reading.query(f"SELECT count(c1) FROM {rows.sql}")
        except SqlError:
            return False
        return True

    def _even(self, content: bytes, delimiter: bytes, width: int) -> bool:
        """Whether DuckDB, which lets a record end in one delimiter too many, cannot meet such a record."""
        if not delimiter or (delimiter + b"\n" not in content and delimiter + b"\r\n" not in content):
            if not delimiter or not content.endswith(delimiter):
                return True
        if b'"' in content and self[_QUOTE] != "NONE":
            return False
        if self["SKIP_HEADER"]:
            content = b"".join(content.split(b"\n", self["SKIP_HEADER"])[self["SKIP_HEADER"] :])
        lines = content.count(b"\n") + (not content.endswith(b"\n"))
        return content.count(delimiter) == lines * (width - 1)

    def _tidy(self, content: bytes, syntax: Syntax) -> bool:
        """Whether every quote stands at the edge of a field."""
        if self["SKIP_HEADER"]:
            head = content.split(b"\n", self["SKIP_HEADER"])
            if any(b'"' in line for line in head[: self["SKIP_HEADER"]]):
                return False
        delimiter = re.escape(syntax.field_delimiter.encode())
        spaced = any(pair in content for pair in (b' "', b'\t"', b'" ', b'"\t'))
        beside = rb"(?:^|\n|" + delimiter + rb')[ \t]+"|"[ \t]+(?:$|[\r\n]|' + delimiter + rb")"
        if spaced and re.search(beside, content):
            return False
        single = content.replace(b'""', b"")
        edge = re.escape(syntax.field_delimiter.encode()[-1:]), re.escape(syntax.field_delimiter.encode()[:1])
        return not re.search(rb"[^" + edge[0] + rb'\n]"[^' + edge[1] + rb"\r\n]", single)

    def _widest(self, content: bytes) -> int:
        """At least as many fields as the longest record has."""
        delimiter = self.syntax().field_delimiter.encode()
        lines = content.split(b"\n")
        if b'"' in content and self[_QUOTE] != "NONE" and any(line.count(b'"') % 2 for line in lines):
            # A record goes over several lines: the exact reader counts.
            return max((len(r.fields) for r in self._records(content.decode("utf-8", "replace"))), default=1)
        return max(line.count(delimiter) for line in lines) + 1

    def _fast(self, reading: Reading, width: int, size: int, returns: bool) -> Rows:
        names = [f"c{i + 1}" for i in range(width)]
        columns = ", ".join(f"{literal(n)}: 'VARCHAR'" for n in names)
        syntax = self.syntax()
        quote = literal(syntax.enclosed_by)
        nothing = "''" if syntax.empty_as_null else literal(_NEVER)
        source = (
            f"read_csv({literal(str(reading.path))}, auto_detect=false, header=false, columns={{{columns}}}, "
            f"delim={literal(syntax.field_delimiter)}, quote={quote}, escape={quote}, nullstr={nothing}, "
            f"allow_quoted_nulls=false, skip={self['SKIP_HEADER']}, strict_mode=true, "
            # Left to DuckDB, one odd line could make it look for another ending than the file has.
            + ("" if returns else "new_line='\\n', ") +
            f"null_padding={'false' if reading.width is not None else 'true'}, "
            f"max_line_size={max(2_097_152, min(size + 1, _LONGEST_LINE))}, "
            f"compression={literal(_DUCKDB_COMPRESSION[self.compression(reading.path)])})"
        )
        shown = ", ".join(f"{self._shown(n, syntax)} AS {n}" for n in names)
        sql = f"(SELECT {shown} FROM {source})"
        return Rows(sql, tuple(Field(f"${i + 1}", n, VARCHAR) for i, n in enumerate(names)))

    def _shown(self, name: str, syntax: Syntax) -> str:
        """A field as DuckDB reads it, with the options applied that come after reading."""
        if syntax.trim_space:
            name = f"trim({name}, ' \t')"
            name = f"nullif({name}, '')" if syntax.empty_as_null else name
        return self.null_if(name)

    # ------------------------------------------------------------------------------------------------ exact path

    def _text(self, content: bytes, reading: Reading) -> str:
        codec = _CODECS[self["ENCODING"]]
        if codec == "utf-8" and self["SKIP_BYTE_ORDER_MARK"] and content[:3] == _BOM:
            content = content[3:]
        if codec == "utf-8" and not self["REPLACE_INVALID_CHARACTERS"]:
            # What is no UTF-8 is the fault of the record that it stands in.
            return content.decode(codec, "surrogateescape")
        try:
            return content.decode(codec, "replace" if self["REPLACE_INVALID_CHARACTERS"] else "strict")
        except UnicodeDecodeError as e:
            line = content.count(b"\n", 0, e.start) + 1
            message = f"Invalid characters for ENCODING = {self['ENCODING']}"
            raise RowError(line, message, 100144, "22000", line, 1, reading.column(0)).raised(reading.name) from None

    def _records(self, text: str) -> Iterable[Record]:
        position = 0
        for _ in range(self["SKIP_HEADER"]):
            found = text.find("\n", position)
            position = len(text) if found < 0 else found + 1
        return RecordReader(text, self.syntax(), position, self["SKIP_BLANK_LINES"])

    def header(self, reading: Reading) -> list[str]:
        """The names in the first record (PARSE_HEADER)."""
        for record in self._records(self._text(self.bytes_of(reading.path), reading)):
            return [name or "" for name in record.fields]
        return []

    def _exact(self, reading: Reading, text: str) -> Rows:
        records = iter(self._records(text))
        names: list[str] = []
        if self["PARSE_HEADER"]:
            names = [name or "" for name in next(records, Record(0, 0)).fields]
        strict = bool(self["ERROR_ON_COLUMN_COUNT_MISMATCH"])
        width = len(names) if names else reading.width
        checker = _WidthChecker(replace(reading, width=width), strict or bool(names), text)
        good: list[tuple[int, list[str | None]]] = []
        errors: list[RowError] = []
        starts: dict[int, list[int]] = {}
        spans: dict[int, tuple[int, int]] = {}
        parsed = 0
        for record in records:
            record.number -= 1 if names else 0
            parsed += 1
            spans[record.number] = (record.start, record.end)
            bad = checker.problem(record)
            if bad is not None:
                errors.append(bad)
                continue
            good.append((record.number, record.fields))
            starts[record.number] = record.starts
        if width is None:
            width = max((len(fields) for _, fields in good), default=1)
        target = reading.work()
        _write(target, good, width)
        places = checker.places

        def locate(row: int, index: int) -> tuple[int, int]:
            at = starts.get(row, [])
            return places.place(at[index]) if index < len(at) else places.place(at[-1]) if at else (0, 0)

        columns = ", ".join(f"'c{i + 1}': 'VARCHAR'" for i in range(width))
        sql = (
            f"(SELECT * FROM read_csv({literal(str(target))}, auto_detect=false, header=false, delim=',', quote='\"', "
            f"escape='\"', columns={{'row_number': 'BIGINT', {columns}}}, nullstr='', allow_quoted_nulls=false, "
            f"new_line='\\n', strict_mode=true, max_line_size={max(2_097_152, 4 * len(text) + 64)}))"
        )
        fields = tuple(
            Field(names[i] if i < len(names) else f"${i + 1}", f"c{i + 1}", VARCHAR) for i in range(width)
        )
        return Rows(sql, fields, True, errors, locate, parsed, target, Source(places, spans))


class _WidthChecker:
    """Finds records that cannot be read or have another number of fields than they should."""

    def __init__(self, reading: Reading, strict: bool, text: str):
        self.reading = reading
        self.strict = strict
        self.text = text
        self.valid = text.isascii() or not _ESCAPED_BYTE.search(text)
        self.places = Lines(text)
        self.first: int | None = None

    def problem(self, record: Record) -> RowError | None:
        """What is wrong with a record, if anything is."""
        return self._invalid(record) or self._misshapen(record)

    def _invalid(self, record: Record) -> RowError | None:
        """Bytes that are no UTF-8."""
        if self.valid:
            return None
        found = _ESCAPED_BYTE.search(self.text, record.start, record.end)
        if found is None:
            return None
        line, character = self.places.place(found.start())
        index = max(bisect_right(record.starts, found.start()) - 1, 0)
        begin = record.starts[index] if record.starts else record.start
        shown = self.text[begin : found.end()].encode("utf-8", "surrogateescape")
        message = f"Invalid UTF8 detected in string '{_hexed(shown)}'"
        return RowError(record.number, message, 100144, "22000", line, character, self.reading.column(index))

    def _misshapen(self, record: Record) -> RowError | None:
        reading = self.reading
        if record.problem is not None:
            message, errno = record.problem
            index = len(record.starts) - 1
            line, character = self.places.place(record.problem_at)
            message = message or f"End of record reached while expected to parse column '{reading.column(index)}'"
            return RowError(record.number, message, errno, "22000", line, character, reading.column(index))
        if reading.width is None:
            return None
        got = len(record.fields)
        expected = reading.width
        if not self.strict:
            # Short records get NULLs and long ones are cut, as long as all records of the file are alike.
            self.first = self.first or got
            return None if got == self.first else self._ragged(record, got)
        if got == expected:
            return None
        if record.blank:
            return self._ragged(record, got)
        known = error("csv_columns", got=got, expected=expected)
        line, character = self.places.place(record.end)
        started = self.places.place(record.start)[0]
        column = f'"{reading.table}"[{got}]'
        return RowError(record.number, known.message, known.errno, known.sqlstate, line, character, column, started)

    def _ragged(self, record: Record, got: int) -> RowError:
        reading = self.reading
        if self.first is not None and got > self.first:
            line, character = self.places.place(record.starts[self.first])
            message = "Field delimiter found while expecting record delimiter"
            return RowError(record.number, message, 100016, "22000", line, character, reading.column(got - 1))
        line, character = self.places.place(record.end)
        message = f"End of record reached while expected to parse column '{reading.column(got)}'"
        return RowError(record.number, message, 100068, "22000", line, character, reading.column(got))


def _write(target: Any, rows: list[tuple[int, list[str | None]]], width: int) -> None:
    """Write records in a form that DuckDB reads in one way only: everything in quotes, NULL as nothing."""
    with open(target, "w", encoding="utf-8", newline="") as stream:
        for number, fields in rows:
            padded = [*fields[:width], *([None] * (width - len(fields)))]
            cells = ("" if v is None else '"' + v.replace('"', '""') + '"' for v in padded)
            stream.write(f"{number},{','.join(cells)}\n")


def _hexed(content: bytes) -> str:
    return "".join(chr(b) if 32 <= b < 127 else f"0x{b:02X}" for b in content)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


#: a byte that is no UTF-8, as surrogateescape keeps it.
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
_QUOTE = "FIELD_OPTIONALLY_ENCLOSED_BY"
_BOM = b"\xef\xbb\xbf"
#: a text that no field holds, for options that want one.
_NEVER = "\x01never\x01"
_DUCKDB_COMPRESSION = {"NONE": "none", "GZIP": "gzip"}

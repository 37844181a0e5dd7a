"""TYPE = CSV: delimited text.

DuckDB's reader is used where a look at the file shows that both read it alike; the exact reader of
:mod:`csv_records` otherwise, and wherever a record turns out to be bad.
"""

from __future__ import annotations

import codecs
import math
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.errors import error
from mockhaus_dbt.ingestion.file_formats import look_ahead
from mockhaus_dbt.ingestion.file_formats.base import (
    SMALL,
    Field,
    FileFormat,
    Lines,
    Option,
    Reading,
    RowError,
    Rows,
    Source,
    named,
    shown,
    without,
)
from mockhaus_dbt.ingestion.file_formats.csv_records import Record, RecordReader, Syntax
from mockhaus_dbt.ingestion.file_formats.documents import ESCAPED_BYTE, hexed, without_mark
from mockhaus_dbt.ingestion.file_formats.look_ahead import LookAhead
from mockhaus_dbt.ingestion.file_formats.moments import in_format, moment_format, sound
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
from mockhaus_dbt.translation.types import MAX_VARCHAR, VARCHAR, SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.ingestion.file_formats.csv_scan import Look

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

#: the byte order marks of the encodings that want one.
_MARKS = {"utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)}


#: bytes that a thread of DuckDB's reader takes at once. Left to itself it takes a quarter of its buffer, which has the
#: same size, and every record is appended twice: to the rows of the piece, and to the row group that pieces are put
#: together for. That is a tenth of the CPU time of a load.
_PIECE = 32 << 20


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
            "Boolean", False, effect="The first record names the fields, for MATCH_BY_COLUMN_NAME and INFER_SCHEMA; "
            "an error elsewhere."
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
            "String", "UTF8", tuple(_CODECS), (*_CODECS, "IBM420", "ISO2022CN"), "The character set of the files. "
            "UTF16 and UTF32 without a byte order mark begin with the high byte."
        ),
        "MULTI_LINE": Option("Boolean", True, effect="A field may go over several lines; otherwise that is an error."),
    }

    def __init__(self, options: Any = None, origin: str = "FILE FORMAT"):
        super().__init__(options, origin)
        for name in ("ESCAPE", "ESCAPE_UNENCLOSED_FIELD", "FIELD_OPTIONALLY_ENCLOSED_BY"):
            if self[name] not in ("", "NONE") and len(self[name]) != 1:
                raise error("invalid_value", value=self[name], name=name)
            if self["ENCODING"] in ("UTF8", "UTF-8") and not self[name].isascii():
                raise error("invalid_value", value=self[name], name=name)
        if self[_QUOTE] not in ("", "NONE", "'", '"'):
            raise error("invalid_value", value=self[_QUOTE], name=_QUOTE)
        self._check_delimiters()
        if self["PARSE_HEADER"] and self["SKIP_HEADER"]:
            raise error("invalid_value", value=self["SKIP_HEADER"], name="SKIP_HEADER")

    def _check_delimiters(self) -> None:
        """No delimiter may be long, or a part of the other one."""
        field, record = self["FIELD_DELIMITER"], self["RECORD_DELIMITER"]
        for name, value in (("FIELD_DELIMITER", field), ("RECORD_DELIMITER", record)):
            if len(value) > _LONGEST_DELIMITER:
                raise error("invalid_value", value=value, name=name)
        if "NONE" not in (field, record) and field and record and (field in record or record in field):
            raise error("invalid_value", value=shown(field), name="FIELD_DELIMITER")

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
        if reading.exact or self["PARSE_HEADER"] or not self._sayable(self.syntax()):
            content = self.bytes_of(reading.path) if reading.packed else reading.path.read_bytes()
            return self._exact(reading, self._text(content, reading))
        path, look, ahead = self._looked(reading)
        if not look.odd:
            rows = self._fast(reading, path, look)
            rows.ahead = ahead
            if reading.width is not None or not look.quotes or self._readable(reading, rows):
                return rows
        return self._exact(reading, self._text(path.read_bytes(), reading))

    # ------------------------------------------------------------------------------------------------- fast path

    def _looked(self, reading: Reading) -> tuple[Path, Look, LookAhead[Look] | None]:
        """A file with the content, uncompressed, what a look at it shows, and a look that still goes on."""
        from mockhaus_dbt.ingestion.file_formats.csv_scan import Scanner  # brings stringzilla

        late = reading.width is None or bool(self["REPLACE_INVALID_CHARACTERS"])
        moments = any(t is not None and t.name == "TIMESTAMP_NTZ" for t in reading.types or ())
        counted = bool(reading.rejects) or reading.path.stat().st_size <= SMALL
        scanner = Scanner(self.syntax(), self["SKIP_HEADER"], reading.width, late, moments, counted)
        compression = self.compression(reading.path)
        if compression == "NONE":
            ahead = reading.ahead and not (late or counted) and reading.path.stat().st_size > 2 * look_ahead.BEGINNING
            pieces = reading.pieces(compression)
            look_ahead.take(scanner, pieces, look_ahead.BEGINNING if ahead else math.inf)
            if scanner.look.odd:
                return reading.path, scanner.look, None
            if ahead:
                going_on = LookAhead(scanner, pieces)
                return reading.path, going_on.seen, going_on
            return reading.path, scanner.finish(), None
        path = reading.work()
        with open(path, "wb", buffering=0) as stream:
            for piece in reading.pieces(compression):
                stream.write(piece)
                if not scanner.look.odd:
                    scanner.take(piece)
        return path, scanner.finish(), None

    def _sayable(self, syntax: Syntax) -> bool:
        """Whether DuckDB's reader has words for the options."""
        if syntax.record_delimiter not in ("\n", "\r\n") or not 1 <= len(syntax.field_delimiter.encode()) <= 4:
            return False
        if self["ENCODING"] not in ("UTF8", "UTF-8") or not self["SKIP_BYTE_ORDER_MARK"] or syntax.enclosed_by == "'":
            return False
        refused = set("\r\n\"' \\") | (set("\t") if syntax.enclosed_by else set())
        return not set(syntax.field_delimiter) & refused

    def _readable(self, reading: Reading, rows: Rows) -> bool:
        """Whether DuckDB gets through the file. COPY notices by itself; a query must not fail half way."""
        return reading.attempt(f"SELECT count(c1) FROM {rows.sql}") is not None

    def _fast(self, reading: Reading, path: Path, look: Look) -> Rows:
        """The rows as DuckDB reads them: as texts, or as what the columns hold where it converts as Snowflake does."""
        syntax = self.syntax()
        width = reading.width if reading.width is not None else look.widest
        nulls = [v for v in self["NULL_IF"] if look.escapes or "\\" not in v]
        typed = bool(reading.types) and syntax.empty_as_null and not (syntax.trim_space or look.joined)
        typed = typed and not (nulls and look.quotes)
        types = reading.types if typed and reading.types else (None,) * width
        apart = bool(reading.rejects) and not look.quotes and bool(self["ERROR_ON_COLUMN_COUNT_MISMATCH"])
        types, moments = _in_one_format(types, look, syntax, nulls)
        read = [_READ_AS.get(t.name if t is not None else "", _as_text)(t) for t in types]
        # A date that DuckDB reads and Snowflake does not is an error, or set apart.
        sounds = {f"c{i + 1}": sound(f"{{0}}c{i + 1}", kind) for i, (kind, _) in enumerate(read) if kind in _MOMENTS}
        columns = ", ".join(f"'c{i + 1}': {literal(kind)}" for i, (kind, _) in enumerate(read))
        nullstr = [*nulls, ""] if typed else [""] if syntax.empty_as_null else [_NEVER]
        quote = literal(syntax.enclosed_by)
        source = (
            f"read_csv({named(path)}, auto_detect=false, hive_partitioning=false, header=false, "
            f"columns={{{columns}}}, "
            f"delim={literal(syntax.field_delimiter)}, quote={quote}, escape={quote}, "
            f"nullstr=[{', '.join(map(literal, nullstr))}], allow_quoted_nulls=false, skip={self['SKIP_HEADER']}, "
            f"strict_mode=true, dateformat='%Y-%m-%d', compression='none', "
            + (f"timestampformat={literal(moments)}, " if moments else "")
            # Left to DuckDB, one odd line could make it look for another ending than the file has.
            + ("" if look.returns else "new_line='\\n', ")
            + (f"buffer_size={_PIECE}, " if _in_pieces(reading, path) else "")
            + (_REJECTS.format(reading.rejects) if apart else "") +
            f"null_padding={'false' if reading.width is not None else 'true'})"
        )
        names = [f"c{i + 1}" for i in range(width)]
        texts = [template.format(name) for name, (_, template) in zip(names, read, strict=True)]
        if not typed:
            texts = [self._shown(name, syntax, nulls) for name in names]
        where = ""
        if sounds and not apart:
            # A condition costs a fifth of what a CASE around each value does; compared with false it is evaluated
            # for whole columns, one by one otherwise. It is NULL where values are, and false where one is not sound.
            good = " AND ".join(text.format("") for text in sounds.values())
            where = f" WHERE CASE WHEN ({good}) = false THEN error('date') ELSE true END"
        shown = ", ".join(f"{text} AS {name}" for name, text in zip(names, texts, strict=True))
        fields = tuple(
            Field(f"${i + 1}", name, (t if typed else None) or VARCHAR)
            for i, (name, t) in enumerate(zip(names, types, strict=True))
        )
        made = Rows(f"(SELECT {shown} FROM {source}{where})", fields, reads=path, records=look.lines or 0)
        made.typed = any(t is not None for t in types)
        if apart:
            made.path, made.lines = path, look.lines
            made.doubts = [f"f.{name} IS NOT NULL AND NOT ({good.format('f.')})" for name, good in sounds.items()]
        return made

    def _shown(self, name: str, syntax: Syntax, nulls: list[str]) -> str:
        """A field as DuckDB reads it, with the options applied that come after reading."""
        if syntax.trim_space:
            name = f"trim({name}, ' \t')"
            name = f"nullif({name}, '')" if syntax.empty_as_null else name
        return without(name, nulls)

    # ------------------------------------------------------------------------------------------------ exact path

    def _text(self, content: bytes, reading: Reading) -> str:
        codec = _CODECS[self["ENCODING"]]
        if codec in _MARKS and not content.startswith(_MARKS[codec]):
            codec += "-be"  # as Unicode has it for a text without a mark
        if codec == "utf-8" and self["SKIP_BYTE_ORDER_MARK"]:
            content = without_mark(content)
        if codec == "utf-8" and not self["REPLACE_INVALID_CHARACTERS"]:
            # What is no UTF-8 is the fault of the record that it stands in.
            return content.decode(codec, "surrogateescape")
        try:
            text = content.decode(codec, "replace" if self["REPLACE_INVALID_CHARACTERS"] else "strict")
            return text.removeprefix("\ufeff") if codec.startswith("utf") and self["SKIP_BYTE_ORDER_MARK"] else text
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
        checker = _WidthChecker(replace(reading, width=width), strict, text)
        if names:
            checker.first, checker.columns = width, reading.width
        good: list[tuple[int, list[str | None]]] = []
        errors: list[RowError] = []
        starts: dict[int, list[int]] = {}
        spans: dict[int, tuple[int, int]] = {}
        parsed = 0
        for record in records:
            record.number -= 1 if names else 0
            parsed += 1
            if not parsed & 0xFFF:
                reading.alive()
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
            f"(SELECT * FROM read_csv({named(target)}, auto_detect=false, hive_partitioning=false, "
            f"header=false, delim=',', quote='\"', "
            f"escape='\"', columns={{'row_number': 'BIGINT', {columns}}}, nullstr='', allow_quoted_nulls=false, "
            f"new_line='\\n', strict_mode=true, max_line_size={max(2_097_152, 4 * len(text) + 64)}))"
        )
        kind = VARCHAR
        if len(text) > MAX_VARCHAR:  # otherwise no field is longer than a column of no special length
            longest = max((len(f) for _, fields in good for f in fields if f is not None), default=0)
            kind = replace(VARCHAR, length=max(MAX_VARCHAR, longest))
        called = (names[i] if i < len(names) else f"${i + 1}" for i in range(width))
        fields = tuple(Field(name, f"c{i + 1}", kind) for i, name in enumerate(called))
        return Rows(sql, fields, True, errors, locate, parsed, target, Source(places, spans))


def _in_pieces(reading: Reading, path: Path) -> bool:
    """Whether there are pieces enough to keep all threads busy, and memory enough for what they make of them."""
    size = path.stat().st_size
    if size < 4 * _PIECE:
        return False
    asked = "SELECT current_setting('threads'), parse_formatted_bytes(current_setting('memory_limit'))"
    ((threads, memory),) = reading.query(asked)
    return bool(min(size, memory) >= 4 * _PIECE * threads)


class _WidthChecker:
    """Finds records that cannot be read or have another number of fields than they should."""

    def __init__(self, reading: Reading, strict: bool, text: str):
        self.reading = reading
        self.strict = strict
        self.text = text
        self.valid = text.isascii() or not ESCAPED_BYTE.search(text)
        self.places = Lines(text)
        self.first: int | None = None
        #: of the table, where the header has to have as many.
        self.columns: int | None = None

    def problem(self, record: Record) -> RowError | None:
        """What is wrong with a record, if anything is."""
        return self._invalid(record) or self._misshapen(record)

    def _invalid(self, record: Record) -> RowError | None:
        """Bytes that are no UTF-8."""
        if self.valid:
            return None
        found = ESCAPED_BYTE.search(self.text, record.start, record.end)
        if found is None:
            return None
        line, character = self.places.place(found.start())
        index = max(bisect_right(record.starts, found.start()) - 1, 0)
        begin = record.starts[index] if record.starts else record.start
        shown = self.text[begin : found.end()].encode("utf-8", "surrogateescape")
        message = error("utf8_value", value=hexed(shown)).message
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
        if got == expected and self.columns not in (None, expected):
            assert self.columns is not None
            expected = self.columns
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


def _as_text(_: SqlType | None) -> tuple[str, str]:
    return "VARCHAR", "{}"


def _as_number(type_: SqlType | None) -> tuple[str, str]:
    """DECIMAL takes no hexadecimal numbers, BIGINT does; more digits are left to the conversion of texts.

    The signs keep DuckDB from moving the cast into the reader, which then reads BIGINT.
    """
    assert type_ is not None
    if type_.scale:
        return f"DECIMAL({type_.precision},{type_.scale})", "{}"
    return f"DECIMAL({min(type_.precision or 38, 18)},0)", "CAST(-(-{}) AS BIGINT)"


def _in_one_format(
    types: tuple[SqlType | None, ...], look: Look, syntax: Syntax, nulls: list[str]
) -> tuple[tuple[SqlType | None, ...], str]:
    """The types, timestamps that are not all written in one format left out; and that format, in DuckDB's words."""
    places = [i for i, t in enumerate(types) if t is not None and t.name == "TIMESTAMP_NTZ"]
    if not places:
        return types, ""
    texts: dict[int, list[str]] = {i: [] for i in places}
    for line in look.first.decode("utf-8", "replace").split("\n")[:-1] if not look.spaced else []:
        fields = [field.strip('"\r') for field in line.split(syntax.field_delimiter)]
        for i in places:
            if i < len(fields) and fields[i] not in ("", *nulls):
                texts[i].append(fields[i])
    found = moment_format(texts.values())
    kept = {i for i in places if texts[i] and in_format(texts[i], found)}
    return tuple(None if i in texts and i not in kept else t for i, t in enumerate(types)), found if kept else ""


#: a record may be refused for each of its fields; a file with more than that is read in another way.
_REJECTS = "store_rejects=true, rejects_table='{0}', rejects_scan='{0}_scans', rejects_limit=200000, "
#: Snowflake's type -> what DuckDB's reader is asked for, and what is made of it.
_READ_AS: dict[str, Callable[[SqlType | None], tuple[str, str]]] = {
    "NUMBER": _as_number,
    "FLOAT": lambda _: ("DOUBLE", "{}"),
    "BOOLEAN": lambda _: ("BOOLEAN", "{}"),
    "DATE": lambda _: ("DATE", "{}"),
    "TIMESTAMP_NTZ": lambda _: ("TIMESTAMP", "{}"),
}
_MOMENTS = ("DATE", "TIMESTAMP")
_QUOTE = "FIELD_OPTIONALLY_ENCLOSED_BY"
_LONGEST_DELIMITER = 20
#: a text that no field holds, for options that want one.
_NEVER = "\x01never\x01"

"""What every file format has: options that are checked, and a reader that gives the rows of a file as DuckDB text
(https://docs.snowflake.com/en/sql-reference/sql/create-file-format).
"""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Protocol

from mockhaus_dbt.errors import Ended, ExecutionError, SqlError, UnsupportedError, error
from mockhaus_dbt.ingestion.file_formats.compression import pieces, sniff
from mockhaus_dbt.ingestion.file_formats.content import ContentHash
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.types import VARIANT, SqlType

#: a file up to so many bytes is small: several of them are loaded at once, if it is known how many records they have.
SMALL = 1 << 20
#: runs DuckDB text that reads files and gives its rows.
Query = Callable[[str], list[tuple[Any, ...]]]


def named(path: Path) -> str:
    """DuckDB text of the name of a file that is to be read: what makes a name stand for several stands for itself."""
    return literal(re.sub(r"[*?[]", r"[\g<0>]", str(path)))


class Option(NamedTuple):
    """An option of a file format.

    Args:
        kind: String, Character, Integer, Boolean or List, as DESCRIBE FILE FORMAT calls it (Character shows as String).
        default: its value where it is not given.
        values: the only ones that Mockhaus implements; None for all. Another value is refused by name.
        words: bare words that the option takes; a value outside is Snowflake's error. Empty for any.
        effect: what it does, for docs/loading.md.
        note: what differs from Snowflake.
    """

    kind: str
    default: Any
    values: tuple[Any, ...] | None = None
    words: tuple[str, ...] = ()
    effect: str = ""
    note: str = ""


@dataclass(frozen=True)
class Field:
    """A column that a file offers: DuckDB's name or expression for it, and its Snowflake type."""

    name: str
    sql: str
    type: SqlType


@dataclass(frozen=True)
class RowError:
    """A record that cannot be read or stored.

    Args:
        row: number of the record in its file, from 1.
        message: Snowflake's text, without place.
        errno, sqlstate: Snowflake's numbers.
        line, character: where, from 1; None where it is not known.
        column: as Snowflake prints it: ``"T"["ID":1]``.
        started: line on which the record starts, where Snowflake tells it.
    """

    row: int
    message: str
    errno: int
    sqlstate: str
    line: int | None = None
    character: int | None = None
    column: str | None = None
    started: int | None = None

    def raised(self, file: str) -> SqlError:
        """The error that stops a statement, with file, line and column as Snowflake words them."""
        place = f"  File '{file}'"
        if self.line is not None:
            place += f", line {self.line}, character {self.character}"
        starts = f" starts at line {self.started}" if self.started is not None else ""
        where = f"  Row {self.row}{starts}, column {self.column}\n" if self.column else f"  Row {self.row}\n"
        return ExecutionError(f"{self.message}\n{place}\n{where}{ADVICE}", self.errno, self.sqlstate)


ADVICE = (
    "  If you would like to continue loading when an error is encountered, use other values such as 'SKIP_FILE' or "
    "'CONTINUE' for the ON_ERROR option. For more information on loading options, please run 'info loading_data' "
    "in a SQL client."
)


class Lines:
    """Turns a position in a text into line and character, both from 1, and back."""

    def __init__(self, text: str):
        self.text = text
        self._starts = [0, *(m.end() for m in re.finditer("\n", text))]

    def place(self, position: int) -> tuple[int, int]:
        """Line and character of a position."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1

    def byte_offset(self, line: int, character: int) -> int:
        """How many bytes of the text stand before a place."""
        position = self._starts[min(line, len(self._starts)) - 1] + character - 1
        return len(self.text[:position].encode("utf-8", "surrogateescape"))


@dataclass
class Source:
    """The text that records were read from.

    Args:
        lines: of the text.
        spans: number of the record -> where it begins and ends.
    """

    lines: Lines
    spans: dict[int, tuple[int, int]]

    def record(self, row: int) -> str | None:
        """The text of a record."""
        if row not in self.spans:
            return None
        begin, end = self.spans[row]
        return self.lines.text[begin:end].rstrip("\r\n").encode("utf-8", "surrogateescape").decode("utf-8", "replace")

    def start_line(self, row: int) -> int | None:
        """The line on which a record begins."""
        return self.lines.place(self.spans[row][0])[0] if row in self.spans else None


class Ahead(Protocol):
    """A look at a file that goes on while its rows are loaded."""

    @property
    def lines(self) -> int | None:
        """How many records the file has, where that can be told."""

    def agrees(self) -> bool:
        """Whether all of the file is like what the rows are read by; waits for the end of the look."""

    def stop(self) -> None:
        """Look no further."""


@dataclass
class Rows:
    """The records of one file.

    Args:
        sql: a bracketed DuckDB query with the columns of ``fields`` and, where ``numbered``, ``row_number``.
        fields: what the file offers.
        numbered: whether ``sql`` has the column ``row_number``, the record's number in the file.
        errors: records that could not be read; they are not among the rows of ``sql``.
        locate: gives line and character of a field (record number, index of the field from 0).
        parsed: how many records the file has, bad ones included; None where only counting can tell.
        scratch: a file of the work directory that ``sql`` reads, deleted when the statement is over.
        source: the text that our own reader read.
        typed: some fields are converted already, in a way that may refuse what Snowflake takes.
        raw: the same as ``sql`` with documents as they are written, for looks at their fields' names.
        path, lines: a plain file with one record a line, and how many there are, where that is known. Without a path
            the file only looks like that.
        reads, records: the one file that ``sql`` names, and how many records it has if each stands on its own line;
            None where the format can count them (``FileFormat.counts``).
        shape: what files have to have in common to be read by one query.
        otherwise: the field of Manner to try next where this way of reading turns out not to do.
        without_nulls: no text of the file is one of NULL_IF.
        doubts: conditions over the rows, named ``f``, of which one holds where a value may be none for Snowflake.
        ahead: a look at the rest of the file, which may show that it has to be read in another way.
    """

    sql: str
    fields: tuple[Field, ...]
    numbered: bool = False
    errors: list[RowError] = field(default_factory=list)
    locate: Callable[[int, int], tuple[int, int]] | None = None
    parsed: int | None = None
    scratch: Path | None = None
    source: Source | None = None
    typed: bool = False
    raw: str = ""
    path: Path | None = None
    lines: int | None = None
    reads: Path | None = None
    records: int | None = 0
    shape: str = ""
    otherwise: str = ""
    without_nulls: bool = False
    doubts: list[str] = field(default_factory=list)
    ahead: Ahead | None = None


@dataclass
class Reading:
    """How a file is to be read.

    Args:
        path: the file.
        name: as error messages call it.
        query: runs DuckDB text outside of the statement's transaction.
        work: gives the path of a new file in the work directory.
        width: fields that a record must have (COPY without transformation); None where it may have any number.
        table: name of the table, for error messages.
        columns: names of the columns that the fields go to, for error messages.
        exact: leave the fast path: give bad records as errors, number the rows, know where every field stands.
        types: what the fields become, of those that may be converted while they are read.
        rejects: temporary table into which DuckDB's reader puts what it refuses; empty for an error. A format that
            does so tells by ``Rows.lines``.
        packed: the file is compressed as the format says, not already unpacked.
        may_fail: the rows may be an error where a file is not what it looked like; it is then read in another way.
        ahead: the rows may be given when the beginning of the file was looked at (``Rows.ahead``).
        check_texts: give records with bytes that are no UTF-8 as errors also where the file is not read exactly.
        gaps: fields of JSON objects may be missing or null, also where the file does not look like that.
        content: takes the hash of the file, where that is wanted.
        alive: raises where the statement has been cancelled; for loops over records.
    """

    path: Path
    name: str
    query: Query
    work: Callable[[], Path]
    width: int | None = None
    table: str = ""
    columns: tuple[str, ...] = ()
    exact: bool = False
    types: tuple[SqlType | None, ...] | None = None
    rejects: str = ""
    packed: bool = True
    may_fail: bool = False
    ahead: bool = False
    check_texts: bool = False
    gaps: bool = False
    content: ContentHash | None = None
    alive: Callable[[], None] = lambda: None

    def pieces(self, compression: str) -> Iterator[bytes]:
        """The content of the file, uncompressed, piece by piece.

        Raises:
            ExecutionError: 100083, it is not compressed so, or damaged; 091016, there is no such file.
        """
        found = pieces(self.path, compression, self.name)
        return self.content.of(found) if self.content is not None and compression == "NONE" else found

    def attempt(self, sql: str) -> list[tuple[Any, ...]] | None:
        """Rows of a query over the file; None where DuckDB cannot read it, which is then for our own reader to tell."""
        try:
            return self.query(sql)
        except Ended:
            raise
        except SqlError:
            return None

    def column(self, index: int) -> str:
        """A column of the table as error messages print it."""
        if index < len(self.columns):
            return f'"{self.table}"["{self.columns[index]}":{index + 1}]'
        if not self.table:  # a query of a stage, whose columns are $1, $2, ...
            return f'"TRANSIENT_STAGE_TABLE"["${index + 1}":{index + 1}]'
        return f'"{self.table}"[{index + 1}]'


class FileFormat(ABC):
    """A file format with its options.

    Args:
        options: name to value, as given; checked here.
        origin: what the options came from, for error messages.

    Raises:
        CompilationError: 002420 there is no such option, 001008 it does not take that value.
        UnsupportedError: Snowflake has the option or value, Mockhaus does not.
    """

    type: ClassVar[str]
    OPTIONS: ClassVar[dict[str, Option]]
    #: a record is one semi-structured value rather than a list of fields.
    semistructured: ClassVar[bool] = True

    def __init__(self, options: Mapping[str, Any] | None = None, origin: str = "FILE FORMAT"):
        self.options: dict[str, Any] = {name: option.default for name, option in self.OPTIONS.items()}
        self.given: dict[str, Any] = {}
        for name, value in (options or {}).items():
            option = self.OPTIONS.get(name)
            if option is None:
                raise error("invalid_property", name=name, kind=origin)
            self.given[name] = self.options[name] = self._checked(name, option, value)

    def _checked(self, name: str, option: Option, value: Any) -> Any:
        checked = CHECKS[option.kind](name, value)
        if option.words:
            checked = str(checked).upper()
            if checked not in option.words:
                raise error("invalid_value", value=value, name=name)
        if option.values is not None and checked not in option.values:
            raise UnsupportedError(f"{self.type} file format option {name} = {value}")
        return checked

    def __getitem__(self, name: str) -> Any:
        return self.options[name]

    @abstractmethod
    def read(self, reading: Reading) -> Rows:
        """The records of a file, each a row with the file's fields."""

    def value_rows(self, reading: Reading) -> Rows:
        """The records of a file as rows of one VARIANT column ``c1``; for formats that are semi-structured."""
        raise NotImplementedError

    def counts(self, query: Query, paths: list[Path]) -> list[int]:
        """How many records files have whose ``Rows.records`` is None, without reading them."""
        raise NotImplementedError

    def null_if(self, sql: str) -> str:
        """Text that is NULL where the option NULL_IF names it."""
        return without(sql, self.options.get("NULL_IF") or [])

    def null_if_value(self, sql: str, type_: SqlType) -> str:
        """A value that is no text, NULL where the option NULL_IF names it: ``2`` names the number as well."""
        given = [v for v in self.options.get("NULL_IF") or [] if _can_be(v, type_)]
        if not given:
            return sql
        kept_as = f"DECIMAL(38,{type_.scale or 0})" if type_.name == "NUMBER" else type_.physical()
        values = ", ".join(f"TRY_CAST({literal(v)} AS {kept_as})" for v in given)
        return f"CASE WHEN {sql} IN ({values}) THEN NULL ELSE {sql} END"

    def compression(self, path: Path) -> str:
        """The compression of a file: the option, or what its first bytes say (AUTO)."""
        wanted = str(self.options.get("COMPRESSION", "AUTO"))
        return sniff(path) if wanted == "AUTO" else wanted

    def bytes_of(self, path: Path) -> bytes:
        """The content of a file, uncompressed.

        Raises:
            ExecutionError: it is not compressed as it should be.
        """
        return b"".join(pieces(path, self.compression(path)))

    def described(self) -> list[tuple[str, str, str, str]]:
        """The rows of DESCRIBE FILE FORMAT: property, property_type, property_value, property_default."""
        rows = [("TYPE", "String", self.type, "CSV")]
        for name, option in self.OPTIONS.items():
            kind = "String" if option.kind == "Character" else option.kind
            rows.append((name, kind, shown(self.options[name]), shown(option.default)))
        return rows

    def summary(self) -> str:
        """The column ``format_options`` of SHOW FILE FORMATS."""
        return json.dumps({"TYPE": self.type, **self.options}, separators=(",", ":"))


def _can_be(text: str, type_: SqlType) -> bool:
    """Whether a value that is no text can be this one."""
    if type_.name == "BOOLEAN":
        return text.lower() in ("true", "false")
    if type_.name in ("NUMBER", "FLOAT"):
        number = re.fullmatch(r"[-+]?\d+(?:\.(\d*?)0*)?", text)
        return number is not None and (type_.name == "FLOAT" or len(number[1] or "") <= (type_.scale or 0))
    return (type_.name == "DATE" or type_.name == "TIME" or type_.is_timestamp) and text[:1].isdigit()


def without(sql: str, values: list[str]) -> str:
    """Text that is NULL where it is one of the values."""
    if not values:
        return sql
    return f"CASE WHEN {sql} NOT IN ({', '.join(map(literal, values))}) THEN {sql} END"


def shown(value: Any) -> str:
    """An option's value as DESCRIBE prints it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(shown(v) for v in value) + "]"
    if value is None:
        return ""
    return str(value).replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", "\\": "\\"}
_BYTE = r"\\x[0-9A-Fa-f]{2}|\\[0-7]{3}"
_ESCAPED = re.compile(rf"((?:{_BYTE})+)|\\0|\\([tnrbf\\])")
_HIGHEST_ASCII = 0x7F


def unescaped(name: str, value: str) -> str:
    """A delimiter as the options give it: hex (``0x7c``, ``\\x7c``), octal (``\\174``) and ``\\t`` are understood.

    Args:
        name: of the option.
        value: what it was given. What SQL has made of ``'\\xC2\\xA2'`` already is understood as these two bytes.

    Raises:
        CompilationError: 001008, bytes that are no character.
    """

    def bytes_of(made: bytes) -> str:
        try:
            return made.decode("utf-8")
        except UnicodeDecodeError:
            if name.startswith("ESCAPE") and len(made) == 1:
                return made.decode("latin-1")  # a character of the file's ENCODING
            raise error("invalid_value", value=value, name=name) from None

    def one(found: re.Match[str]) -> str:
        if found[1]:
            codes = (int(b[2:], 16) if b[1] == "x" else int(b[1:], 8) & 0xFF for b in re.findall(_BYTE, found[1]))
            return bytes_of(bytes(codes))
        return _ESCAPES[found[2]] if found[2] else "\0"

    if re.fullmatch(r"(0x[0-9A-Fa-f]{2})+", value):
        return bytes_of(bytes(int(h, 16) for h in re.findall("0x(..)", value)))
    if any(ord(c) > _HIGHEST_ASCII for c in value):
        try:
            return value.encode("latin-1").decode("utf-8")
        except UnicodeError:
            pass
    return _ESCAPED.sub(one, value)


def _boolean(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).upper() in ("TRUE", "FALSE"):
        return str(value).upper() == "TRUE"
    raise error("invalid_value", value=value, name=name)


def _integer(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and value.isdigit():
        return int(value)
    raise error("invalid_value", value=value, name=name)


def _string(name: str, value: Any) -> str:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value)
    raise error("invalid_value", value=value, name=name)


def _delimiter(name: str, value: Any) -> str:
    text = _string(name, value)
    return "NONE" if text.upper() == "NONE" else unescaped(name, text)


def _list(name: str, value: Any) -> list[str]:
    if isinstance(value, (list, tuple)):
        return [_string(name, v) for v in value]
    if isinstance(value, dict) and not value:
        return []
    return [_string(name, value)]


CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "Boolean": _boolean,
    "Integer": _integer,
    "String": _string,
    "Character": _delimiter,
    "List": _list,
}

VALUE_FIELD = Field("$1", "c1", VARIANT)

"""How rows are written: the DuckDB COPY of each format that COPY INTO <location> knows
(https://docs.snowflake.com/en/sql-reference/sql/copy-into-location#format-type-options-formattypeoptions).

DuckDB writes the files; what Snowflake writes differently (escapes, NULL, dates, names) is put into the query.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from mockhaus_dbt.errors import CompilationError, UnsupportedError, error, raising
from mockhaus_dbt.ingestion.compressed import DUCKDB_WRITES, EXTENSIONS
from mockhaus_dbt.ingestion.file_formats.base import FileFormat
from mockhaus_dbt.translation import variants
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.compiler import Compiler
from mockhaus_dbt.translation.datetime_formats import output_format
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.names import Context, quote
from mockhaus_dbt.translation.types import VARCHAR, ResultColumn, SqlType

#: the longest delimiter that DuckDB writes between columns by itself.
_LONGEST_DELIMITER = 4
_SEMISTRUCTURED = ("VARIANT", "OBJECT", "ARRAY", "MAP", "GEOGRAPHY", "GEOMETRY")


class Writer(ABC):
    """Writes rows in one format.

    Args:
        format_: the format with its options.
        context: of the translation, with the session's parameters.
        columns: of the rows, which are called k1, k2, ... in the query.
        header: of the statement.
    """

    type: ClassVar[str]

    def __init__(self, format_: FileFormat, context: Context, columns: Sequence[ResultColumn], header: bool):
        self.format = format_
        self.columns = columns
        self.header = header
        self.compiler = Compiler(replace(context, parameters=self._parameters(context)))
        wanted = str(format_.options.get("COMPRESSION", "AUTO")).upper()
        self.compression = self.default_compression if wanted == "AUTO" else wanted

    default_compression: ClassVar[str] = "GZIP"

    def _parameters(self, context: Context) -> dict[str, object]:
        """The session's parameters, with the formats of the file in the place of the session's."""
        parameters = dict(context.parameters)
        for kind in ("DATE", "TIME", "TIMESTAMP"):
            wanted = str(self.format.options.get(f"{kind}_FORMAT") or "AUTO")
            if wanted.upper() != "AUTO":
                parameters[f"{kind}_OUTPUT_FORMAT"] = wanted
        if str(self.format.options.get("TIMESTAMP_FORMAT") or "AUTO").upper() != "AUTO":
            parameters.update(dict.fromkeys((f"TIMESTAMP_{z}_OUTPUT_FORMAT" for z in ("NTZ", "LTZ", "TZ")), ""))
        if "BINARY_FORMAT" in self.format.options:
            parameters["BINARY_OUTPUT_FORMAT"] = self.format["BINARY_FORMAT"]
        return parameters

    @property
    def extension(self) -> str:
        """What the names of files end with, with its point."""
        own = self.format.options.get("FILE_EXTENSION")
        if own is not None and str(own).upper() != "NONE":
            return f".{own}" if own else ""
        return f".{self.type.lower()}{EXTENSIONS[self.compression]}"

    @abstractmethod
    def select(self, rows: str) -> list[str]:
        """The outputs of the query that DuckDB writes, over ``rows`` (its text)."""

    @abstractmethod
    def options(self) -> list[str]:
        """Options of DuckDB's COPY."""

    def text(self, index: int) -> str:
        """A column as text; NULL stays NULL."""
        type_, name = self.columns[index].type, f"k{index + 1}"
        if type_.name in _SEMISTRUCTURED:
            return variants.shown(name)
        if type_.name == "DATE" and output_format(self.compiler, type_) == "YYYY-MM-DD":
            return f"CAST({name} AS VARCHAR)"  # the same text, in less time
        return cast(self.compiler, Expr(name, type_), VARCHAR).sql

    def packed(self) -> list[str]:
        """The option COMPRESSION of DuckDB's COPY; what DuckDB cannot write is packed afterwards."""
        return [f"compression {DUCKDB_WRITES.get(self.compression, 'none')}"]


class CsvWriter(Writer):
    """Delimited text.

    DuckDB puts in NULL, and the quotes where no header has to be in quotes as well; otherwise the query does.
    Differs from Snowflake: dates and numbers are enclosed only where their text holds a delimiter.
    """

    type: ClassVar[str] = "CSV"

    def __init__(self, format_: FileFormat, context: Context, columns: Sequence[ResultColumn], header: bool):
        super().__init__(format_, context, columns, header)
        self.delimiter = self._character("FIELD_DELIMITER")
        self.record = self._character("RECORD_DELIMITER")
        self.enclosed = self._character("FIELD_OPTIONALLY_ENCLOSED_BY")
        self.escape = self._character("ESCAPE")
        self.bare_escape = self.escape or self._character("ESCAPE_UNENCLOSED_FIELD")
        nulls = format_["NULL_IF"]
        self.null = nulls[0] if nulls else None
        if not self.record:
            raise UnsupportedError("COPY INTO <location> with RECORD_DELIMITER = NONE")
        names = [c.name.lower() for c in columns]
        #: one column that holds the whole record: for delimiters that DuckDB does not write and names that it changes.
        self.whole = not 0 < len(self.delimiter.encode()) <= _LONGEST_DELIMITER or (
            header and len(set(names)) < len(names)
        )
        # DuckDB refuses marks within each other.
        marks, null = (self.delimiter, self.enclosed, self.escape), self.null or ""
        self.native_null = not self.whole and not any(m and (m in null or (null and null in m)) for m in marks)
        self.native_quotes = bool(self.enclosed) and not header and self.native_null

    def _character(self, name: str) -> str:
        value = str(self.format[name])
        return "" if value == "NONE" else value

    def select(self, rows: str) -> list[str]:
        cells = [self._cell(i) for i in range(len(self.columns))]
        heads = [self._head(c.name) for c in self.columns]
        if self.whole:
            joint = f" || {literal(self.delimiter)} || " if self.delimiter else " || "
            return [f"{joint.join(cells)} AS {quote(self.delimiter.join(heads) or ' ')}"]
        if not self.header:
            heads = [f"k{i + 1}" for i in range(len(heads))]
        return [f"{cell} AS {quote(head or ' ')}" for cell, head in zip(cells, heads, strict=True)]

    def options(self) -> list[str]:
        # A byte that text cannot hold keeps the one column of whole records in one piece.
        delimiter = "\x01" if self.whole else self.delimiter
        told = [
            "format csv",
            f"header {str(self.header).lower()}",
            f"delim {literal(delimiter)}",
            f"new_line {literal(self.record)}",
            *self.packed(),
        ]
        if self.native_null:
            told.append(f"nullstr {literal(self.null or '')}")
        if not self.native_quotes:
            return [*told, "quote ''", "escape ''"]
        told += [f"quote {literal(self.enclosed)}", f"escape {literal(self.escape or self.enclosed)}"]
        strings = [f"k{i + 1}" for i, c in enumerate(self.columns) if _is_string(c.type)]
        return [*told, f"force_quote ({', '.join(strings)})"] if strings else told

    def _head(self, name: str) -> str:
        if self.enclosed:
            return f"{self.enclosed}{name.replace(self.enclosed, self.enclosed * 2)}{self.enclosed}"
        return name

    def _cell(self, index: int) -> str:
        """A field as DuckDB is to write it: NULL where it writes NULL."""
        type_ = self.columns[index].type
        if _is_string(type_):
            text = self.text(index)
            return self._in_native_quotes(text) if self.native_quotes else self._string(text, type_)
        text = self._if_needed(self.text(index), type_)
        return text if self.native_null else f"coalesce({text}, {literal(self.null or '')})"

    def _in_native_quotes(self, text: str) -> str:
        return text if self.null is None else f"coalesce({text}, {literal(self.null)})"

    def _may_hold_mark(self, alphabet: str) -> bool:
        """Whether text of these characters may have to be protected."""
        marks = (self.delimiter, *self._line_ends(), self.enclosed or self.bare_escape)
        return any(m and set(m) <= set(alphabet) for m in marks)

    def _if_needed(self, text: str, type_: SqlType) -> str:
        """The text of a number, date or truth, which seldom holds a delimiter."""
        alphabet = "0123456789.+-eE truefalsNaNinf"
        if type_.name == "DATE" or type_.name == "TIME" or type_.is_timestamp:
            alphabet += "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:" + output_format(self.compiler, type_)
        if self.native_quotes or not self._may_hold_mark(alphabet):
            return text
        marks = (self.delimiter, *self._line_ends(), self.enclosed, self.bare_escape)
        found = " OR ".join(f"contains({text}, {literal(m)})" for m in marks if m)
        return f"(CASE WHEN {found} THEN {self._protected(text)} ELSE {text} END)"

    def _string(self, text: str, type_: SqlType) -> str:
        """Text in quotes, or with escapes, that DuckDB writes as it is."""
        whens = []
        if self.enclosed and self.null is not None:
            whens.append(f"WHEN {text} IS NULL THEN {literal(f'{self.enclosed}{self.null}{self.enclosed}')}")
        elif not self.native_null:
            whens.append(f"WHEN {text} IS NULL THEN {literal(self.null or '')}")
        if not self.enclosed and type_.is_text and self.format["EMPTY_FIELD_AS_NULL"]:
            whens.append(f"WHEN {text} = '' THEN {raising('unload_empty_string', literal(''))}")
        marks: tuple[str, ...] = (self.enclosed, self.escape)
        if not self.enclosed:
            marks = (self.bare_escape, self.delimiter, *self._line_ends())
        protected = self._protected(text)
        plain = f"{literal(self.enclosed)} || {text} || {literal(self.enclosed)}" if self.enclosed else text
        found = " OR ".join(f"contains({text}, {literal(m)})" for m in marks if m)
        if found and protected != plain:
            whens.append(f"WHEN {found} THEN {protected}")
        return f"(CASE {' '.join(whens)} ELSE {plain} END)" if whens else f"({plain})"

    def _line_ends(self) -> tuple[str, ...]:
        return ("\n", "\r") if self.record in ("\n", "\r\n") else (self.record,)

    def _protected(self, text: str) -> str:
        """Text in which nothing is taken for a delimiter."""
        if self.enclosed:
            if self.escape:
                text = _replaced(text, self.escape, self.escape * 2)
            mark = (self.escape or self.enclosed) + self.enclosed
            return f"{literal(self.enclosed)} || {_replaced(text, self.enclosed, mark)} || {literal(self.enclosed)}"
        if not self.bare_escape:
            return text
        text = _replaced(text, self.bare_escape, self.bare_escape * 2)
        for mark in (self.delimiter, *self._line_ends()):
            if mark:
                text = _replaced(text, mark, self.bare_escape + mark)
        return text


def _is_string(type_: SqlType) -> bool:
    return type_.is_text or type_.name in _SEMISTRUCTURED or type_.name == "BINARY"


def _replaced(text: str, old: str, new: str) -> str:
    return f"replace({text}, {literal(old)}, {literal(new)})"


class JsonWriter(Writer):
    """One JSON document on each line, of the one VARIANT, OBJECT or ARRAY column. SQL NULL becomes ``null``."""

    type: ClassVar[str] = "JSON"

    def __init__(self, format_: FileFormat, context: Context, columns: Sequence[ResultColumn], header: bool):
        super().__init__(format_, context, columns, header)
        if len(columns) != 1 or columns[0].type.name not in ("VARIANT", "OBJECT", "ARRAY", "MAP"):
            raise error("unload_json_columns")

    def select(self, rows: str) -> list[str]:
        return [f"coalesce({self.text(0)}, 'null') AS document"]

    def options(self) -> list[str]:
        return ["format csv", "header false", "delim '\x01'", "quote ''", "escape ''", *self.packed()]


class ParquetWriter(Writer):
    """Parquet files.

    Without HEADER the columns are called ``_COL_0``, ``_COL_1``, ...
    """

    type: ClassVar[str] = "PARQUET"
    default_compression: ClassVar[str] = "SNAPPY"

    def __init__(self, format_: FileFormat, context: Context, columns: Sequence[ResultColumn], header: bool):
        super().__init__(format_, context, columns, header)
        if self.compression == "SNAPPY" and not format_["SNAPPY_COMPRESSION"]:
            self.compression = "NONE"
        if self.compression not in ("SNAPPY", "NONE"):
            raise UnsupportedError(f"COPY INTO <location> in PARQUET with COMPRESSION = {self.compression}")
        names = [c.name.lower() for c in columns]
        if header and len(set(names)) < len(names):
            raise error("duplicate_column", name=next(n for i, n in enumerate(names) if n in names[:i]).upper())

    @property
    def extension(self) -> str:
        return ".snappy.parquet" if self.compression == "SNAPPY" else ".parquet"

    def select(self, rows: str) -> list[str]:
        heads = [c.name if self.header else f"_COL_{i}" for i, c in enumerate(self.columns)]
        return [f"{self._value(i)} AS {quote(head)}" for i, head in enumerate(heads)]

    def options(self) -> list[str]:
        return ["format parquet", f"compression {'snappy' if self.compression == 'SNAPPY' else 'uncompressed'}"]

    def _value(self, index: int) -> str:
        type_, name = self.columns[index].type, f"k{index + 1}"
        if type_.name == "NUMBER":
            return f"CAST({name} AS DECIMAL({type_.precision or 38}, {type_.scale or 0}))"
        if type_.name in ("TIMESTAMP_LTZ", "TIMESTAMP_TZ"):
            raise error("unload_parquet_zones", name=type_.name)
        if type_.name == "TIMESTAMP_NTZ":
            return f"CAST({name} AS TIMESTAMP_MS)"
        if type_.name == "ARRAY":
            return f"list_transform(CAST({name} AS JSON[]), lambda e: {variants.shown('e')})"
        if type_.name in _SEMISTRUCTURED:
            return variants.shown(name)
        if type_.is_text or type_.name in ("BINARY", "BOOLEAN", "DATE", "TIME", "FLOAT"):
            return name
        raise UnsupportedError(f"COPY INTO <location> in PARQUET of a column of type {type_.name}")


WRITERS: dict[str, type[Writer]] = {w.type: w for w in (CsvWriter, JsonWriter, ParquetWriter)}


def writer_of(format_: FileFormat, context: Context, columns: Sequence[ResultColumn], header: bool) -> Writer:
    """The writer of a format.

    Raises:
        CompilationError: files of that format cannot be unloaded, or not these columns.
        UnsupportedError: an option that Mockhaus does not write.
    """
    if format_.type not in WRITERS:
        raise CompilationError(
            f"SQL compilation error:\nFile format type '{format_.type}' is not supported for unloading.", 2, "0A000"
        )
    return WRITERS[format_.type](format_, context, columns, header)

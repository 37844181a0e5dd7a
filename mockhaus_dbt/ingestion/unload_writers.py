"""How rows are written: the DuckDB COPY of each format that COPY INTO <location> knows
(https://docs.snowflake.com/en/sql-reference/sql/copy-into-location#format-type-options-formattypeoptions).

DuckDB writes the files; what Snowflake writes differently (escapes, NULL, dates, names) is put into the query.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
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

    #: position of a column -> integer type that a CAST names.
    casts: Mapping[int, str] = MappingProxyType({})

    def __init__(self, format_: FileFormat, context: Context, columns: Sequence[ResultColumn], header: bool):
        vector = next((c.name for c in columns if c.type.name == "VECTOR"), None)
        if vector is not None:
            raise UnsupportedError(f"COPY INTO <location> of the VECTOR {vector}; TO_ARRAY makes it an ARRAY")
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
        if type_.name in _SEMISTRUCTURED and type_.name != "GEOMETRY":  # whose cast leaves out how its SRID is kept
            return variants.shown(name)
        if type_.name == "DATE" and output_format(self.compiler, type_) == "YYYY-MM-DD":
            return f"CAST({name} AS VARCHAR)"  # the same text, in less time
        return cast(self.compiler, Expr(name, type_), VARCHAR).sql

    def packed(self) -> list[str]:
        """The option COMPRESSION of DuckDB's COPY; what DuckDB cannot write is packed afterwards."""
        return [f"compression {DUCKDB_WRITES.get(self.compression, 'none')}"]


class CsvWriter(Writer):
    """Delimited text.

    The query puts each record together, and DuckDB writes it as its one column: that takes less time than its own
    writing of several, and says every delimiter, escape and name as Snowflake does.
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

    def _character(self, name: str) -> str:
        value = str(self.format[name])
        return "" if value == "NONE" else value

    def select(self, rows: str) -> list[str]:
        parts: list[Part] = []
        for i in range(len(self.columns)):
            parts += [Text(self.delimiter), *self._cell(i)] if i else self._cell(i)
        head = self.delimiter.join(self._head(c.name) for c in self.columns)
        return [f"{_concatenated(parts)} AS {quote(head or ' ')}"]

    def options(self) -> list[str]:
        return [
            "format csv",
            f"header {str(self.header).lower()}",
            f"new_line {literal(self.record)}",
            *_AS_IT_IS,
            *self.packed(),
        ]

    def _head(self, name: str) -> str:
        if self.enclosed:
            return f"{self.enclosed}{name.replace(self.enclosed, self.enclosed * 2)}{self.enclosed}"
        return name

    def _cell(self, index: int) -> list[Part]:
        """What a field is put together from; NULL counts as an empty text there."""
        type_ = self.columns[index].type
        text, quoted = self.text(index), Text(self.enclosed)
        if not _is_string(type_):
            return [self._or_null(index, self._if_needed(text, type_))]
        if not self.enclosed:
            return [self._or_null(index, self._unenclosed(text, type_))]
        if self.null is None and self.columns[index].nullable:
            # Without a text for it, NULL has no quotes either.
            return [f"{literal(quoted)} || {self._escaped(text)} || {literal(quoted)}"]
        return [quoted, self._or_null(index, self._escaped(text)), quoted]

    def _or_null(self, index: int, text: str) -> str:
        """The text of a field, with the one that stands for NULL."""
        if not (self.null and self.columns[index].nullable):
            return text
        # Not coalesce: of a column that holds no NULL, DuckDB leaves this out.
        return f"CASE WHEN k{index + 1} IS NULL THEN {literal(self.null)} ELSE {text} END"

    def text(self, index: int) -> str:
        """A column as text; NULL stays NULL."""
        type_, name = self.columns[index].type, f"k{index + 1}"
        pattern = output_format(self.compiler, type_) if type_.name in ("DATE", "TIMESTAMP_NTZ") else ""
        if pattern == "YYYY-MM-DD HH24:MI:SS.FF3":
            return _moment(name, super().text(index))
        return super().text(index)

    def _may_hold_mark(self, alphabet: str) -> bool:
        """Whether text of these characters may have to be protected."""
        marks = (self.delimiter, *self._line_ends(), self.enclosed or self.bare_escape)
        return any(m and set(m) <= set(alphabet) for m in marks)

    def _if_needed(self, text: str, type_: SqlType) -> str:
        """The text of a number, date or truth, which seldom holds a delimiter."""
        alphabet = "0123456789.+-eE truefalsNaNinf"
        if type_.name == "DATE" or type_.name == "TIME" or type_.is_timestamp:
            alphabet += "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:" + output_format(self.compiler, type_)
        if not self._may_hold_mark(alphabet):
            return text
        marks = (self.delimiter, *self._line_ends(), self.enclosed, self.bare_escape)
        enclosed = literal(self.enclosed)
        protected = f"{enclosed} || {self._escaped(text)} || {enclosed}" if self.enclosed else self._escaped(text)
        return f"(CASE WHEN {_contains(text, marks)} THEN {protected} ELSE {text} END)"

    def _unenclosed(self, text: str, type_: SqlType) -> str:
        """Text without quotes."""
        if not (type_.is_text and self.format["EMPTY_FIELD_AS_NULL"]):
            return self._escaped(text)
        wrong = raising("unload_empty_string", literal(""))
        return f"CASE WHEN {text} = '' THEN {wrong} ELSE {self._escaped(text)} END"

    def _line_ends(self) -> tuple[str, ...]:
        return ("\n", "\r") if self.record in ("\n", "\r\n") else (self.record,)

    def _begun(self, delimiter: str) -> str:
        """What of a delimiter is escaped in a text: its first character, as the end of the text and the delimiter
        behind it may read as another one. A letter that means something behind the escape cannot stand alone."""
        return delimiter[:1] if delimiter[:1] not in _MEANT else delimiter

    def _escaped(self, text: str) -> str:
        """Text in which nothing is taken for a delimiter, or, where it is to be enclosed, for its end."""
        if self.enclosed:
            escape = self.escape or self.enclosed
            marks: tuple[str, ...] = tuple(dict.fromkeys((escape, self.enclosed)))
        elif self.bare_escape:
            escape = self.bare_escape
            marks = tuple(dict.fromkeys((escape, *map(self._begun, (self.delimiter, *self._line_ends())))))
        else:
            return text
        made = text
        for mark in filter(None, marks):
            # As a letter: before the end of the record the two would be read as one escaped line end.
            said = "r" if mark == "\r" and escape == "\\" and not self.enclosed else mark
            made = f"replace({made}, {literal(mark)}, {literal(escape + said)})"
        return f"(CASE WHEN {_contains(text, marks)} THEN {made} ELSE {text} END)"


#: characters that are other ones behind an escape.
_MEANT = frozenset("tnrbf0")


class Text(str):
    """A text that stands in every record, beside the DuckDB texts of what differs."""


#: DuckDB text, or a text that is the same in every record.
Part = str | Text
#: options with which DuckDB's CSV writer writes one column of text as it is.
_AS_IT_IS = ("delim '\x01'", "quote ''", "escape ''")


def _concatenated(parts: Sequence[Part]) -> str:
    made: list[Part] = []
    for part in parts:
        if isinstance(part, Text) and made and isinstance(made[-1], Text):
            made[-1] = Text(made[-1] + part)
        else:
            made.append(part)
    texts = [literal(part) if isinstance(part, Text) else part for part in made if part]
    return f"concat({', '.join(texts)})"


def _contains(text: str, marks: Iterable[str]) -> str:
    return " OR ".join(f"contains({text}, {literal(m)})" for m in marks if m)


def _moment(name: str, formatted: str) -> str:
    """A TIMESTAMP_NTZ with milliseconds, as ``formatted`` has it, in less time.

    An odd number of microseconds makes DuckDB's own text have all six digits, and the milliseconds stay as they are.
    """
    known = f"{name} >= TIMESTAMP '0001-01-01' AND {name} < TIMESTAMP '10000-01-01'"
    return (
        f"CASE WHEN epoch_us({name}) % 1000000 = 0 AND {known} THEN concat(CAST({name} AS VARCHAR), '.000') "
        f"WHEN {known} THEN left(CAST(make_timestamp(epoch_us({name}) | 1) AS VARCHAR), 23) ELSE {formatted} END"
    )


def _is_string(type_: SqlType) -> bool:
    return type_.is_text or type_.name in _SEMISTRUCTURED or type_.name == "BINARY"


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
        return ["format csv", "header false", *_AS_IT_IS, *self.packed()]


class ParquetWriter(Writer):
    """Parquet files.

    Without HEADER the columns are called ``_COL_0``, ``_COL_1``, ... Numbers are DECIMAL, unless a CAST says INT.
    Differs from Snowflake: a CAST to FLOAT gives a DOUBLE, like any FLOAT.
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
        if type_.name == "NUMBER" and index in self.casts:
            return f"CAST({name} AS {self.casts[index]})"
        if type_.name == "NUMBER":
            return f"CAST({name} AS DECIMAL({type_.precision or 38}, {type_.scale or 0}))"
        if type_.name in ("TIMESTAMP_LTZ", "TIMESTAMP_TZ"):
            raise error("unload_parquet_zones", name=type_.name)
        if type_.name == "TIMESTAMP_NTZ":
            # cut, where a cast would round into the next day
            return f"CAST(date_trunc('millisecond', {name}) AS TIMESTAMP_MS)"
        if type_.name == "ARRAY":
            return f"list_transform({variants.elements(name)}, lambda e: {variants.shown('e')})"
        if type_.name in _SEMISTRUCTURED:
            return self.text(index)
        if type_.is_text or type_.name in ("BINARY", "BOOLEAN", "DATE", "TIME", "FLOAT"):
            return name
        raise UnsupportedError(f"COPY INTO <location> in PARQUET of a column of type {type_.name}")


WRITERS: dict[str, type[Writer]] = {w.type: w for w in (CsvWriter, JsonWriter, ParquetWriter)}


def writer_of(
    format_: FileFormat, context: Context, columns: Sequence[ResultColumn], header: bool, casts: Mapping[int, str]
) -> Writer:
    """The writer of a format.

    Args:
        format_, context, columns, header: as of :class:`Writer`.
        casts: position of a column -> integer type that a CAST names.

    Raises:
        CompilationError: files of that format cannot be unloaded, or not these columns.
        UnsupportedError: an option that Mockhaus does not write.
    """
    if format_.type not in WRITERS:
        raise CompilationError(
            f"SQL compilation error:\nFile format type '{format_.type}' is not supported for unloading.", 2, "0A000"
        )
    writer = WRITERS[format_.type](format_, context, columns, header)
    writer.casts = casts
    return writer

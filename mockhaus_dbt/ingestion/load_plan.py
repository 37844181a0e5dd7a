"""How the records of a file become rows of a table: by position, by name, or through a query."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import CompilationError, Ended, SqlError, UnsupportedError, error, raising
from mockhaus_dbt.ingestion.file_formats.base import FileFormat, Reading, Rows
from mockhaus_dbt.ingestion.file_formats.csv import CsvFormat
from mockhaus_dbt.ingestion.file_formats.json import JsonFormat
from mockhaus_dbt.ingestion.staged_rows import metadata_of, records
from mockhaus_dbt.ingestion.stages import StagedFile
from mockhaus_dbt.objects.columns import default_sql
from mockhaus_dbt.translation import variants
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.casts import assign, cast
from mockhaus_dbt.translation.compiler import Compiler
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.functions.semistructured import parsed
from mockhaus_dbt.translation.names import Column, Context
from mockhaus_dbt.translation.types import NULL, VARCHAR, VARIANT, SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session


#: all columns of a table.
ALL = slice(None)


class LoadPlan(ABC):
    """How records become rows.

    Args:
        session: in which they are loaded.
        table: that takes them.
        targets: columns that get values from the file, in order.
        format: of the files.
        options: copy options, all of them.
    """

    #: every record becomes one row.
    one_to_one = True
    #: what fields may be converted to while they are read.
    types: tuple[SqlType | None, ...] | None = None

    def __init__(
        self,
        session: Session,
        table: CatalogObject,
        targets: tuple[Column, ...],
        format_: FileFormat,
        options: dict[str, Any],
    ):
        self.session = session
        self.table = table
        self.targets = targets
        self.format = format_
        self.options = options
        self.context = load_context(session, format_)
        self.compiler = Compiler(self.context)
        self.column_names = tuple(c.name for c in targets)
        self.width: int | None = None
        self._defaults = [(c, d) for c in table.stored if c not in targets and (d := self._default(c))]

    def _default(self, column: Column) -> str:
        """DuckDB text of a DEFAULT that DuckDB's table does not know by itself."""
        if column.default is None or column.extra.get("identity") or default_sql(self.session, column) is not None:
            return ""
        tree = parse_expression(tokenize(column.default), column.default)
        value = self.session.translator.compile_expression(tree, self.session.context())
        return assign(self.compiler, value, column.name, column.type, column.wide).sql

    def _direct(self, column: Column) -> bool:
        """Whether DuckDB's reader converts to the column's type as Snowflake does, or fails."""
        kind = column.type.name
        if kind == "DATE":
            return str(self.context.parameters.get("DATE_INPUT_FORMAT", "AUTO")).upper() in ("AUTO", "YYYY-MM-DD")
        if kind == "TIMESTAMP_NTZ":
            return str(self.context.parameters.get("TIMESTAMP_INPUT_FORMAT", "AUTO")).upper() == "AUTO"
        return kind in ("FLOAT", "BOOLEAN") or (kind == "NUMBER" and not column.wide)

    @abstractmethod
    def read(self, reading: Reading) -> Rows:
        """The records of a file."""

    @abstractmethod
    def source(self, rows: Rows, file: StagedFile, where: str) -> tuple[list[str], str]:
        """The values of the target columns, and what stands behind FROM."""

    def field_of(self, index: int) -> int:
        """The field of the file that a target column comes from."""
        return index

    def insert(self, rows: Rows, file: StagedFile, where: str = "") -> str:
        """DuckDB's INSERT of some rows of a file."""
        values, source = self.source(rows, file, where)
        columns = [c.sql for c in self.targets] + [c.sql for c, _ in self._defaults]
        values = values + [d for _, d in self._defaults]
        return f"INSERT INTO {self.table.physical} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {source}"

    def probe(self, rows: Rows, file: StagedFile, where: str = "", columns: slice = ALL) -> str:
        """A query that converts the values of all columns or some, and stores nothing."""
        values, source = self.source(rows, file, where)
        return f"SELECT {', '.join(f'max(hash({v}))' for v in values[columns])} FROM {source}"

    def suspicion(self, rows: Rows, file: StagedFile) -> str | None:
        """A condition over the rows, named ``f``, that records which cannot be stored are likely to meet; None where
        there is none. It only saves time: what it misses is found without it."""
        found = self.suspicions(rows, file)
        if found is None:
            return None
        return " OR ".join(f"({condition})" for condition in [*found, *rows.doubts] if condition != "false") or "false"

    def suspicions(self, rows: Rows, file: StagedFile) -> list[str] | None:
        """That condition, of each target column."""
        values = self.values(rows, file)
        if values is None:
            return None
        lenient = Compiler(replace(self.context, wide=True))
        return [self._suspicious(lenient, v, c) for v, c in zip(values, self.targets, strict=True)]

    def values(self, rows: Rows, file: StagedFile) -> list[Expr] | None:
        """What the target columns get, before conversion; None where that is not known."""
        return None

    def _suspicious(self, lenient: Compiler, value: Expr, column: Column) -> str:
        target = column.type
        null = "false" if column.nullable else f"{value} IS NULL"
        if value.sql == "NULL":
            return null
        if value.type.is_text and target.is_semistructured:
            return f"{null} OR NOT json_valid({value.sql})"
        try:
            if target.is_text:
                text = cast(lenient, value, VARCHAR).sql
                # A text has no more characters than bytes, which need not be counted.
                return f"{null} OR (strlen({text}) > {target.length} AND length({text}) > {target.length})"
            if value.type == target and column.nullable:
                return "false"  # DuckDB's reader has converted it
            safe = cast(lenient, value, target, safe=True)
        except SqlError:
            return "true"
        there = f"{value} IS NOT NULL"
        if value.type.is_semistructured:
            there = f"json_type({value.sql}) <> 'NULL'"
        return f"{null} OR ({there} AND ({safe.sql}) IS NULL)"

    def stored(self, value: Expr, column: Column) -> str:
        """A value as the column stores it; an error where it cannot."""
        converted = self._converted(value, column)
        if column.nullable:
            return converted
        key = "null_in_csv" if isinstance(self.format, CsvFormat) else "null_in_not_null"
        return f"CASE WHEN ({converted}) IS NULL THEN {raising(key, literal(''))} ELSE ({converted}) END"

    def _converted(self, value: Expr, column: Column) -> str:
        target = column.type
        if value.type.is_text and target.is_semistructured and isinstance(self.format, CsvFormat):
            return self._parsed(value, column)
        if target.is_text and (self.options["TRUNCATECOLUMNS"] or not self.options["ENFORCE_LENGTH"]):
            return f"left({cast(self.compiler, value, VARCHAR).sql}, {target.length})"
        if not value.type.is_text and target.is_text:
            # The text of a number, date or VARIANT is not cut to the column either.
            return assign(self.compiler, cast(self.compiler, value, VARCHAR), column.name, target).sql
        return assign(self.compiler, value, column.name, target, column.wide).sql

    def _parsed(self, value: Expr, column: Column) -> str:
        """JSON in a field of text, as PARSE_JSON reads it; a structured column does not take text."""
        if column.type.fields is not None:
            raise error("incompatible_types", target=column.type, source=VARCHAR, column=column.name)
        return assign(self.compiler, Expr(parsed(value.sql), VARIANT, atomic=False), column.name, column.type).sql


def load_context(session: Session, format_: FileFormat) -> Context:
    """The session's context, with the date and binary formats of the file in the place of the session's."""
    parameters = dict(session.parameters)
    for kind in ("DATE", "TIME", "TIMESTAMP"):
        wanted = str(format_.options.get(f"{kind}_FORMAT") or "AUTO")
        if wanted.upper() != "AUTO":
            parameters[f"{kind}_INPUT_FORMAT"] = wanted
    # The bytes of files that have such are hexadecimal within $1.
    parameters["BINARY_INPUT_FORMAT"] = format_.options.get("BINARY_FORMAT", "HEX")
    return session.context(parameters=parameters)


def _takes(format_: FileFormat) -> tuple[str, ...]:
    """The types of a column that takes whole records (https://docs.snowflake.com/en/sql-reference/data-types-geospatial)."""
    shapes = ("GEOGRAPHY", "GEOMETRY") if format_.type in ("JSON", "AVRO") else ()
    return ("VARIANT", "OBJECT", "ARRAY", *shapes)


class ByPosition(LoadPlan):
    """The first field goes to the first column, and so on; a semi-structured record goes to the one column."""

    def __init__(self, *args: Any):
        super().__init__(*args)
        if not self.format.semistructured:
            self.width = len(self.targets)
            self.types = tuple(c.type if self._direct(c) else None for c in self.targets)
            return
        if len(self.targets) != 1 or self.targets[0].type.name not in _takes(self.format):
            raise CompilationError(
                f"SQL compilation error:\n{self.format.type} file format can produce one and only one column of type "
                "variant, object, or array. Load data into separate columns using the MATCH_BY_COLUMN_NAME copy "
                "option or copy with transformation.",
                2019,
                "0A000",
            )

    def read(self, reading: Reading) -> Rows:
        return records(self.format, reading)

    def source(self, rows: Rows, file: StagedFile, where: str) -> tuple[list[str], str]:
        values = [self.stored(v, c) for v, c in zip(self.values(rows, file), self.targets, strict=True)]
        return values, f"{rows.sql} AS f{where}"

    def values(self, rows: Rows, file: StagedFile) -> list[Expr]:
        fields = rows.fields[: len(self.targets)]
        missing = len(self.targets) - len(fields)
        return [*(Expr(f"f.{f.sql}", f.type) for f in fields), *[Expr("NULL", NULL)] * missing]


class Evolves(UnsupportedError):
    """The table would have to change before the file can be loaded; COPY INTO does that, VALIDATION_MODE does not."""

    def __init__(self, why: str):
        super().__init__(f"VALIDATION_MODE with schema evolution, for a file with {why}")


class ByName(LoadPlan):
    """MATCH_BY_COLUMN_NAME: a field goes to the column of its name; INCLUDE_METADATA comes first."""

    def __init__(self, *args: Any):
        super().__init__(*args)
        self._metadata: dict[str, str] = self.options.get("INCLUDE_METADATA") or {}
        for name in self._metadata:
            if name not in self.column_names:
                raise error("invalid_identifier", line=1, column=0, name=name)
        if self.format.type == "XML":
            raise CompilationError(
                "SQL compilation error:\nMATCH_BY_COLUMN_NAME is not supported for XML files.", 2, "0A000"
            )
        if isinstance(self.format, CsvFormat) and not self.format["PARSE_HEADER"]:
            raise CompilationError(
                "SQL compilation error:\nMATCH_BY_COLUMN_NAME with CSV files needs the file format option "
                "PARSE_HEADER = TRUE.",
                2019,
                "0A000",
            )
        self._keys: list[str] = []
        if isinstance(self.format, CsvFormat) and self.format["ERROR_ON_COLUMN_COUNT_MISMATCH"]:
            self.width = len(self.targets)
        # A CSV file of another width is an error then.
        self._evolves = bool(self.table.properties.get("ENABLE_SCHEMA_EVOLUTION")) and self.width is None
        self._json = self.format.type in ("JSON", "AVRO")
        self._places: list[int] = []
        #: the fields of a record are columns, not parts of one value.
        self._apart = not self._json
        self.types = tuple(c.type if self._direct(c) else None for c in self.targets)

    def _wanted(self, keys: list[str]) -> dict[str, SqlType]:
        """The types of the columns that fields go to, of those that may be converted while they are read.

        Others that keep numbers with all their digits are VARIANT.
        """
        self._keys = keys
        found: dict[str, SqlType] = {}
        for column in self.targets:
            if self._direct(column) or column.type.is_text:
                wanted = column.type
            elif column.type.is_semistructured or column.type.name == "NUMBER":
                wanted = VARIANT
            else:
                continue
            found.update((keys[i], wanted) for i in self._matching(column.name))
        return found

    def _columns(self, reading: Reading) -> Rows | None:
        """The fields of JSON documents as columns, where the file is plain enough."""
        if not isinstance(self.format, JsonFormat):
            return None
        if not self.format["NULL_IF"] and any(c.type.is_semistructured for c in self.targets):
            return None  # null and a missing field differ then
        return self.format.columns(reading, self._wanted)

    def read(self, reading: Reading) -> Rows:
        rows = self._read(reading)
        if self._evolves:
            self._check_evolution()
        return rows

    def _check_evolution(self) -> None:
        """See whether the file fits the table as it is.

        Raises:
            Evolves: it has columns that the table has not, or lacks some that are NOT NULL.
        """
        matched = {i for column in self.targets for i in self._matching(column.name)}
        for i, key in enumerate(self._keys):
            if i not in matched:
                raise Evolves(f"the new column {key}")
        for column in self.targets:
            if not (column.nullable or self.is_metadata(column) or self._matching(column.name)):
                raise Evolves(f"no column {column.name}")

    def is_metadata(self, column: Column) -> bool:
        """Whether INCLUDE_METADATA fills a column."""
        return column.name in self._metadata

    def matches(self, name: str, key: str) -> bool:
        """Whether a field goes to a column, if no other one does."""
        return key == name or (not self._exactly and key.lower() == name.lower())

    def column_of(self, key: str) -> str:
        """The name of a new column for a field (https://docs.snowflake.com/en/user-guide/data-load-schema-evolution)."""
        return key if self._exactly else key.upper()

    @property
    def _exactly(self) -> bool:
        return bool(self.options["MATCH_BY_COLUMN_NAME"] == "CASE_SENSITIVE")

    def _read(self, reading: Reading) -> Rows:
        rows = self._columns(reading)
        self._apart = rows is not None or not self._json
        if rows is None:
            rows = self.format.read(reading)
        if self._apart:
            self._keys = [field.name for field in rows.fields]
            return rows
        try:
            self._keys = _keys_of(rows, reading)
        except Ended:
            raise
        except SqlError:
            if reading.exact:
                raise
            # It is not what it looked like.
            rows = self.format.read(replace(reading, exact=True))
            self._keys = _keys_of(rows, reading)
        return rows

    def field_of(self, index: int) -> int:
        return self._places[index] if index < len(self._places) and self._apart else 0

    def _matching(self, name: str) -> list[int]:
        exact = [i for i, key in enumerate(self._keys) if key == name]
        if exact or self._exactly:
            return exact
        return [i for i, key in enumerate(self._keys) if key.lower() == name.lower()]

    def source(self, rows: Rows, file: StagedFile, where: str) -> tuple[list[str], str]:
        values = [self.stored(v, c) for v, c in zip(self.values(rows, file), self.targets, strict=True)]
        source = rows.sql
        if "METADATA$FILE_ROW_NUMBER" in self._metadata.values() and not rows.numbered:
            source = f"(SELECT *, row_number() OVER () AS row_number FROM {rows.sql})"
        return values, f"{source} AS f{where}"

    def values(self, rows: Rows, file: StagedFile) -> list[Expr]:
        values = []
        self._places = []
        for column in self.targets:
            if column.name in self._metadata:
                self._places.append(0)
                values.append(metadata_of(file, self._metadata[column.name]))
                continue
            found = self._matching(column.name)
            if len(found) > 1:
                raise error("ambiguous_column", name=column.name)
            self._places.append(found[0] if found else 0)
            values.append(self._value(rows, found[0]) if found else Expr("NULL", NULL))
        return values

    def _value(self, rows: Rows, index: int) -> Expr:
        field = rows.fields[index if self._apart else 0]
        if self._json and field.type.is_semistructured:
            key = "" if self._apart else "/" + self._keys[index].replace("~", "~0").replace("/", "~1")
            held = f"f.{field.sql}"
            value = held if self._apart else variants.taken(held, lambda v: f"json_extract({v}, {literal(key)})")
            text = f"json_extract_string({held}, {literal(key or '$')})"
            cleaned = self._cleaned(text)
            if cleaned == text:
                part = variants.part(held, lambda v: v if self._apart else f"json_extract({v}, {literal(key)})")
                return Expr(value, VARIANT, text_sql=text, part_sql=part)
            kept = f"json_type({value}) <> 'VARCHAR' OR starts_with({value}, '{variants.MARK}')"
            whole = f"CASE WHEN {kept} THEN {value} ELSE to_json({cleaned}) END"
            null = f"CASE WHEN {cleaned} IS NOT NULL THEN ({whole}) END"
            return Expr(null, VARIANT, atomic=False, text_sql=f"({cleaned})")
        if field.type.is_text and self.format.type in ("PARQUET", "ORC", "JSON") and not rows.without_nulls:
            return Expr(self._cleaned(f"f.{field.sql}"), field.type, atomic=False)
        value = self.format.null_if_value(f"f.{field.sql}", field.type)
        return Expr(value, field.type, atomic=value == f"f.{field.sql}")

    def _cleaned(self, text: str) -> str:
        """Text with TRIM_SPACE and NULL_IF applied, which reach semi-structured files here alone."""
        if self.format["TRIM_SPACE"]:
            text = f"trim({text}, ' \t')"
        return self.format.null_if(text)


def _keys_of(rows: Rows, reading: Reading) -> list[str]:
    """The names of the fields that objects of a file have."""
    objects = f"{rows.raw or rows.sql} WHERE json_type(c1) = 'OBJECT'"
    found = reading.query(f"SELECT DISTINCT unnest(json_keys(c1)) AS k FROM {objects} ORDER BY k")
    return [str(row[0]) for row in found]

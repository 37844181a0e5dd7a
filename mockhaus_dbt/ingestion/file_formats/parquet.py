"""TYPE = PARQUET, read by DuckDB."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from mockhaus_dbt.errors import Ended, SqlError, error, raising
from mockhaus_dbt.ingestion.file_formats.base import (
    VALUE_FIELD,
    Field,
    FileFormat,
    Option,
    Query,
    Reading,
    RowError,
    Rows,
    named,
)
from mockhaus_dbt.ingestion.file_formats.options import REPLACE_INVALID_CHARACTERS, null_if, trim_space
from mockhaus_dbt.ingestion.file_formats.parquet_nested import (
    LONG_DECIMAL,
    moment_text,
    object_text,
    text_without_vectors,
    with_hex,
    without_vectors,
)
from mockhaus_dbt.ingestion.file_formats.utf8 import ParquetWriter, as_text, damages
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.functions.semistructured import exactly, normalised
from mockhaus_dbt.translation.names import quote
from mockhaus_dbt.translation.types import (
    BINARY,
    BOOLEAN,
    DATE,
    FLOAT,
    INTEGER,
    TIME,
    TIMESTAMP_LTZ,
    TIMESTAMP_NTZ,
    VARCHAR,
    VARIANT,
    SqlType,
    number,
)


class ParquetFormat(FileFormat):
    """Parquet files.

    Differs from Snowflake: a timestamp without zone is TIMESTAMP_NTZ also where Snowflake, USE_LOGICAL_TYPE being
    false, gives its microseconds as an integer; both convert to the same TIMESTAMP_NTZ.
    """

    type: ClassVar[str] = "PARQUET"
    OPTIONS: ClassVar[dict[str, Option]] = {
        "TRIM_SPACE": trim_space(),
        "NULL_IF": null_if(),
        "COMPRESSION": Option(
            "String", "AUTO", words=("AUTO", "SNAPPY", "LZO", "GZIP", "NONE"),
            effect="For unloading; a file says how it is compressed: SNAPPY, GZIP, BROTLI, ZSTD, LZ4."
        ),
        "SNAPPY_COMPRESSION": Option("Boolean", True, effect="For unloading: FALSE is COMPRESSION = NONE."),
        "BINARY_AS_TEXT": Option("Boolean", True, effect="Byte columns without a logical type are text, else BINARY."),
        "USE_LOGICAL_TYPE": Option(
            "Boolean", False, effect="Times in UTC are TIMESTAMP_LTZ; otherwise TIMESTAMP_NTZ.",
            note="a time without a zone is TIMESTAMP_NTZ also where Snowflake gives its microseconds as a number",
        ),
        "USE_VECTORIZED_SCANNER": Option(
            "Boolean", False, effect="BINARY_AS_TEXT counts as FALSE and USE_LOGICAL_TYPE as TRUE; maps are "
            "objects, nulls are kept, INT96 is TIMESTAMP_LTZ."
        ),
        "REPLACE_INVALID_CHARACTERS": REPLACE_INVALID_CHARACTERS,
    }

    def read(self, reading: Reading) -> Rows:
        """The columns of the file under their own names.

        Raises:
            ExecutionError: 100152, the file is no Parquet file.
        """
        reading = self._repaired(reading)
        source = self._source(reading)
        found = self._columns(reading, source)
        fields = []
        names = self._names(reading, found)
        for i, (name, (known_as, type_)) in enumerate(zip(names, found, strict=True)):
            sql, sql_type = self._value(quote(known_as), type_)
            fields.append((Field(name, f"c{i + 1}", sql_type), sql))
        columns = ", ".join(f"{sql} AS {field.sql}" for field, sql in fields)
        number, numbered = _numbered(source, found)
        errors, where = self._no_texts(reading, number, numbered, found)
        text = f"(SELECT {number} AS row_number, {columns} FROM {numbered}{where})"
        shape = repr(found)  # of several files, DuckDB converts all to what the first one holds
        reads = reading.path if numbered == source else None
        rows = Rows(text, tuple(field for field, _ in fields), True, errors, reads=reads, records=None, shape=shape)
        return self._with_nulls_of_its_own(rows, reading)

    def _with_nulls_of_its_own(self, rows: Rows, reading: Reading) -> Rows:
        """Rows that are an error where a text is one of NULL_IF, if that is unlikely: to look at texts costs less than
        to make new ones.
        """
        values = self["NULL_IF"]
        unlikely = values and all("\\" in value for value in values)
        if not (reading.may_fail and unlikely) or self["TRIM_SPACE"]:
            return rows
        asked = {name.lower() for name in reading.columns}
        texts = [f"f.{field.sql}" for field in rows.fields if field.type.is_text and field.name.lower() in asked]
        if texts:
            # Compared with false, it is evaluated for whole columns; NULL, where a text is, is no error.
            good = " AND ".join(f"{text} <> {literal(value)}" for text in texts for value in values)
            where = f"CASE WHEN ({good}) = false THEN error('NULL_IF') ELSE true END"
            rows.sql = f"(SELECT * FROM {rows.sql} AS f WHERE {where})"
            rows.typed, rows.without_nulls, rows.otherwise = True, True, "texts"
        return rows

    def counts(self, query: Query, paths: list[Path]) -> list[int]:
        """What the files say themselves."""
        names = ", ".join(named(path) for path in paths)
        found: dict[Any, Any] = dict(query(f"SELECT file_name, num_rows FROM parquet_file_metadata([{names}])"))
        return [int(found[str(path)]) for path in paths]

    def _no_texts(
        self, reading: Reading, number: str, source: str, columns: list[tuple[str, str]]
    ) -> tuple[list[RowError], str]:
        """Records with bytes that are no text, where they are to be found, and a condition that leaves them out."""
        bytes_ = [quote(name) for name, type_ in columns if type_ == "BLOB"]
        if not ((reading.exact or reading.check_texts) and self._as_text and bytes_):
            return [], ""
        bad = [f"({name} IS NOT NULL AND try(decode({name})) IS NULL)" for name in bytes_]
        value = f"CASE {' '.join(f'WHEN {c} THEN {_hex(n)}' for c, n in zip(bad, bytes_, strict=True))} END"
        anywhere = " OR ".join(bad)
        rows = reading.query(f"SELECT {number} AS n, {value} FROM {source} WHERE {anywhere} ORDER BY n")
        errors = []
        for row, shown in rows:
            known = error("utf8_value", value=shown)
            errors.append(RowError(int(row), known.message, known.errno, known.sqlstate))
        return errors, f" WHERE NOT ({anywhere})"

    @property
    def _as_text(self) -> bool:
        """Whether bytes without a logical type are text."""
        return bool(self["BINARY_AS_TEXT"]) and not self.vectorized

    def value_rows(self, reading: Reading) -> Rows:
        """Each row as one object in the VARIANT field ``c1``."""
        reading = self._repaired(reading)
        source = self._source(reading)
        columns = self._columns(reading, source)
        number, numbered = _numbered(source, columns)
        errors, where = self._no_texts(reading, number, numbered, columns)
        whole = self._object(self._names(reading, columns), columns)
        made = _normalised("whole", repr(columns))
        sql = (
            f"(SELECT row_number, CAST({made} AS JSON) AS c1 "
            f"FROM (SELECT {number} AS row_number, {whole} AS whole FROM {numbered}{where}))"
        )
        reads = reading.path if numbered == source else None
        return Rows(sql, (VALUE_FIELD,), True, errors, reads=reads, records=None, shape=repr(columns))

    def _object(self, names: list[str], columns: list[tuple[str, str]]) -> str:
        """The columns as one object."""
        if not columns:
            return "CAST('{}' AS JSON)"
        values = [self._value(quote(known_as), type_, kept=False) for known_as, type_ in columns]
        values = [(self._json(sql, sql_type), sql_type) for sql, sql_type in values]
        if LONG_DECIMAL.search(repr(columns)):
            texts = [f"CAST({sql if t.name == 'VARIANT' else f'to_json({sql})'} AS VARCHAR)" for sql, t in values]
            known = [quote(known_as) for known_as, _ in columns]
            return f"CAST({object_text(zip(names, known, texts, strict=True), self.vectorized)} AS JSON)"
        # A struct has no fields whose names differ in case alone.
        alike = len({name.lower() for name in names}) < len(names)
        parts = (
            f"{f'{literal(name)}, ' if alike else f'{quote(name)} := '}{sql}"
            for name, (sql, _) in zip(names, values, strict=True)
        )
        made = f"json_object({', '.join(parts)})" if alike else f"to_json(struct_pack({', '.join(parts)}))"
        return f"CAST({made} AS JSON)" if self.vectorized else f"json_strip_nulls(CAST({made} AS JSON))"

    @property
    def vectorized(self) -> bool:
        """USE_VECTORIZED_SCANNER, which stands above BINARY_AS_TEXT and USE_LOGICAL_TYPE."""
        return bool(self["USE_VECTORIZED_SCANNER"])

    def _repaired(self, reading: Reading) -> Reading:
        """The file with its texts checked, where that was asked for."""
        if not self["REPLACE_INVALID_CHARACTERS"]:
            return reading
        import pyarrow
        from pyarrow import parquet

        target = reading.work()
        try:
            file = parquet.ParquetFile(str(reading.path))
        except damages():
            return reading  # DuckDB says what is wrong
        schema = file.schema_arrow
        for i, field in enumerate(schema):
            if self._as_text and pyarrow.types.is_binary(field.type):
                schema = schema.set(i, field.with_type(pyarrow.string()))
        with file, ParquetWriter(target, schema, True, reading.name) as writer:
            for i in range(file.num_row_groups):
                try:
                    group = file.read_row_group(i)
                except damages():
                    return reading
                writer.write(as_text(group, schema))
        return replace(reading, path=target)

    def _source(self, reading: Reading) -> str:
        # a folder k=v is no column to Snowflake
        return f"read_parquet({named(reading.path)}, binary_as_string=false, hive_partitioning=false)"

    def _columns(self, reading: Reading, source: str) -> list[tuple[str, str]]:
        described: list[Any] = []
        try:
            described = reading.query(f"DESCRIBE SELECT * FROM {source}")
            if reading.exact and described:  # something is wrong with it, which may lie in the data
                reading.query(f"SELECT max(hash(COLUMNS(*))) FROM {source}")
        except Ended:
            raise
        except SqlError as e:
            if described and e.errno not in (603, 100152):
                raise  # a text is no UTF-8
            raise error("parquet_damaged", name=f"Parquet file '{reading.name}'") from e
        columns = [(row[0], row[1]) for row in described]
        return self._moments(reading, columns) if self.vectorized else columns

    def _moments(self, reading: Reading, columns: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Columns with INT96 as the type of those that the file has so: with vectors they are times in UTC."""
        if all(type_ != "TIMESTAMP" for _, type_ in columns):
            return columns
        told = reading.query(f"SELECT name FROM parquet_schema({named(reading.path)}) WHERE type = 'INT96'")
        held = {name for (name,) in told}
        return [(name, "INT96" if type_ == "TIMESTAMP" and name in held else type_) for name, type_ in columns]

    def _names(self, reading: Reading, columns: list[tuple[str, str]]) -> list[str]:
        """The names that the columns have in the file: DuckDB adds a number where they differ in case alone."""
        names = [name for name, _ in columns]
        known = {name.lower() for name in names}
        if not any(name.lower().rpartition("_")[0] in known and name[-1].isdigit() for name in names):
            return names
        from pyarrow import parquet

        return list(parquet.read_schema(str(reading.path)).names)

    def _value(self, name: str, duckdb_type: str, kept: bool = True) -> tuple[str, SqlType]:
        """A column of the file as DuckDB text, and its Snowflake type; ``kept``: as a VARIANT keeps it."""
        decimal = re.fullmatch(r"DECIMAL\((\d+),\s*(\d+)\)", duckdb_type)
        if decimal:
            if int(decimal[2]) == 0:
                return f"CAST({name} AS DECIMAL(38,0))", INTEGER
            return name, number(int(decimal[1]), int(decimal[2]))
        if duckdb_type in _IN_UTC and not (self["USE_LOGICAL_TYPE"] or self.vectorized):
            return f"({name} AT TIME ZONE 'UTC')", TIMESTAMP_NTZ
        if duckdb_type == "INT96":
            return f"timezone('UTC', {name})", TIMESTAMP_LTZ
        if duckdb_type == "BLOB" and self._as_text:
            return self._bytes(name), VARCHAR
        if duckdb_type in _TYPES:
            cast, sql_type = _TYPES[duckdb_type]
            return (f"CAST({name} AS {cast})" if cast else name), sql_type
        # Nested values, and what DuckDB has and Snowflake has not, become JSON.
        if self.vectorized:
            shaped = f"to_json({with_hex(name, duckdb_type)})"
        elif LONG_DECIMAL.search(duckdb_type):
            shaped = text_without_vectors(name, duckdb_type, self._bytes)
        else:
            shaped = f"json_strip_nulls(to_json({without_vectors(name, duckdb_type, self._bytes)}))"
        made = f"CAST({_normalised(shaped, duckdb_type) if kept else shaped} AS JSON)"
        return f"CASE WHEN {name} IS NOT NULL THEN {made} END", VARIANT

    def _bytes(self, sql: str) -> str:
        """Bytes as what they are in a VARIANT."""
        if not self._as_text:
            return f"hex({sql})"
        wrong, text = raising("utf8_value", _hex(sql)), f"decode({sql})"
        return f"CASE WHEN {sql} IS NULL OR try({text}) IS NOT NULL THEN {text} ELSE {wrong} END"

    def _json(self, sql: str, sql_type: SqlType) -> str:
        if sql_type.is_timestamp:
            return moment_text(f"CAST({sql} AS TIMESTAMP)")
        if sql_type.name == "BINARY":
            return f"hex({sql})"
        return sql


def _normalised(sql: str, duckdb_types: str) -> str:
    """JSON as a VARIANT keeps it: decimals with all their digits, where the types have more than a DOUBLE holds."""
    return exactly(sql) if LONG_DECIMAL.search(duckdb_types) else normalised(sql)


def _hex(name: str) -> str:
    """Bytes as Snowflake shows those that are no text."""
    return f"regexp_replace(hex({name}), '(..)', '0x\\1', 'g')"


_TYPES: dict[str, tuple[str, SqlType]] = {
    **dict.fromkeys(
        ["TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"], ("BIGINT", INTEGER)
    ),
    **dict.fromkeys(["UBIGINT", "HUGEINT"], ("DECIMAL(38,0)", INTEGER)),
    "FLOAT": ("DOUBLE", FLOAT),
    "DOUBLE": ("", FLOAT),
    "VARCHAR": ("", VARCHAR),
    "JSON": ("VARCHAR", VARCHAR),
    "UUID": ("VARCHAR", VARCHAR),
    "BLOB": ("", BINARY),
    "BOOLEAN": ("", BOOLEAN),
    "DATE": ("", DATE),
    "TIME": ("", TIME),
    "TIME_NS": ("TIME", TIME),
    '"NULL"': ("VARCHAR", VARCHAR),
    **dict.fromkeys(["TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"], ("TIMESTAMP", TIMESTAMP_NTZ)),
    "TIMESTAMP WITH TIME ZONE": ("", TIMESTAMP_LTZ),
    "TIMESTAMPTZ_NS": ("TIMESTAMP WITH TIME ZONE", TIMESTAMP_LTZ),
}
_IN_UTC = ("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS")


def _numbered(source: str, columns: list[tuple[str, str]]) -> tuple[str, str]:
    """The number of a record in its file, as DuckDB text, and the source that has it.

    DuckDB's own number costs nothing where it is not asked for. A column of the file may have its name.
    """
    if all(name.lower() != "file_row_number" for name, _ in columns):
        return "file_row_number + 1", source
    return '"row number"', f'(SELECT *, row_number() OVER () AS "row number" FROM {source})'

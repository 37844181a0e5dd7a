"""Which types the values of a file have, for INFER_SCHEMA.

A type is (name, digits before the point, digits behind it); the name '' is that of a column without values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.ingestion.file_formats.avro import AvroFormat
from mockhaus_dbt.ingestion.file_formats.base import FileFormat, Reading, Rows, named
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.types import SqlType
from mockhaus_dbt.translation.variants import PROTECTED_DECIMAL, PROTECTED_DOUBLE, holds_marks, protected_sql

Query = Callable[[str], list[tuple[Any, ...]]]
Inferred = tuple[str, int, int]

_DECIMAL = r"[+-]?[0-9]*\.?[0-9]+"
_REAL = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"
_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?"
_TIMESTAMP = rf"{_DATE}[T ]{_TIME}( ?([+-][0-9]{{2}}:?[0-9]{{2}}|Z))?"


def common(a: Inferred, b: Inferred) -> Inferred:
    """A type that holds the values of both."""
    if a[0] == b[0]:
        return (a[0], max(a[1], b[1]), max(a[2], b[2]))
    if not a[0] or not b[0]:
        return b if not a[0] else a
    names = {a[0], b[0]}
    if names == {"NUMBER", "REAL"}:
        return ("REAL", 0, 0)
    return ("VARIANT" if names & {"VARIANT", "ARRAY", "OBJECT"} else "TEXT", 0, 0)


def shown(type_: Inferred) -> str:
    """A type as INFER_SCHEMA prints it."""
    name, before, behind = type_
    if name != "NUMBER":
        return name or "TEXT"
    return f"NUMBER({before + behind}, {behind})" if before + behind <= 38 else "REAL"


def columns_of(
    format_: FileFormat, reading: Reading, most: int | None
) -> Iterator[tuple[str, Inferred, bool]]:
    """Name, type and nullability of each column of a file.

    Args:
        format_, reading: the file.
        most: so many records are looked at; None for all.

    Raises:
        ExecutionError: the file cannot be read.
        UnsupportedError: a format whose columns are not inferred.
    """
    if format_.type == "PARQUET":
        fields = format_.read(reading).fields  # says what is wrong with the file
        required = _required(reading)
        for f in fields:
            yield f.name, _of_type(f.type), f.name not in required
    elif format_.type == "ORC":
        for f in format_.read(reading).fields:
            yield f.name, _of_type(f.type), True
    elif isinstance(format_, AvroFormat):
        for field in format_.schema(reading).get("fields", ()):
            type_, nullable = _of_avro(field["type"])
            yield field["name"], type_, nullable
    elif format_.type == "CSV":
        rows = _checked(format_.read(reading), reading)
        types = _of_texts(reading.query, _limited(rows.sql, most), [f.sql for f in rows.fields])
        for i, (f, type_) in enumerate(zip(rows.fields, types, strict=True)):
            yield f.name if format_["PARSE_HEADER"] else f"c{i + 1}", type_, True
    elif format_.type == "JSON":
        yield from _of_objects(reading.query, _limited(_checked(format_.value_rows(reading), reading).sql, most))
    else:
        raise UnsupportedError(f"INFER_SCHEMA of {format_.type} files")


def _required(reading: Reading) -> set[str]:
    """The columns of a Parquet file that hold no nulls; what is within a nested one has names of its own."""
    told = reading.attempt(f"SELECT name, repetition_type, num_children FROM parquet_schema({named(reading.path)})")
    if told is None:
        raise error("parquet_damaged", name=f"Parquet file '{reading.name}'")
    found: set[str] = set()
    within = 0
    for name, repetition, children in told[1:]:
        if not within and repetition == "REQUIRED":
            found.add(name)
        within = max(within - 1, 0) + (children or 0)
    return found


def _checked(rows: Rows, reading: Reading) -> Rows:
    if rows.errors:
        raise rows.errors[0].raised(reading.name)
    return rows


def _limited(sql: str, most: int | None) -> str:
    return sql if most is None else f"(SELECT * FROM {sql} LIMIT {int(most)})"


_NAMES = {"VARCHAR": "TEXT", "FLOAT": "REAL", "TIMESTAMP_LTZ": "TIMESTAMP_NTZ", "TIMESTAMP_TZ": "TIMESTAMP_NTZ"}


def _of_type(type_: SqlType) -> Inferred:
    if type_.name == "NUMBER":
        scale = type_.scale or 0
        return ("NUMBER", (type_.precision or 38) - scale, scale)
    return (_NAMES.get(type_.name, type_.name), 0, 0)


_AVRO = {
    "int": ("NUMBER", 38, 0),
    "long": ("NUMBER", 38, 0),
    "float": ("REAL", 0, 0),
    "double": ("REAL", 0, 0),
    "boolean": ("BOOLEAN", 0, 0),
    "bytes": ("BINARY", 0, 0),
    "fixed": ("BINARY", 0, 0),
    "record": ("OBJECT", 0, 0),
    "map": ("OBJECT", 0, 0),
    "array": ("ARRAY", 0, 0),
    "null": ("", 0, 0),
}
_LOGICAL = {"date": "DATE", "time-millis": "TIME", "time-micros": "TIME"}


def _of_avro(type_: Any) -> tuple[Inferred, bool]:
    """A type of an Avro schema, and whether it takes null."""
    if isinstance(type_, list):
        kinds = [_of_avro(t)[0] for t in type_ if t != "null"]
        return (kinds[0] if len(kinds) == 1 else ("VARIANT" if kinds else "", 0, 0)), "null" in type_
    if isinstance(type_, dict):
        logical = str(type_.get("logicalType", ""))
        if logical == "decimal":
            scale = int(type_.get("scale", 0))
            return ("NUMBER", int(type_["precision"]) - scale, scale), False
        if logical in _LOGICAL:
            return (_LOGICAL[logical], 0, 0), False
        if "timestamp" in logical:
            return ("TIMESTAMP_NTZ", 0, 0), False
        return _of_avro(type_["type"])
    return _AVRO.get(type_, ("TEXT", 0, 0)), False


#: so many columns are looked at side by side.
_AT_ONCE = 50
#: how many measures of a column there are.
_MEASURED = 9


def _measures(v: str) -> str:
    """DuckDB text of what tells the type of texts."""

    def all_match(pattern: str) -> str:
        return f"bool_and(regexp_full_match({v}, {literal(pattern)}))"

    before = f"max(length(regexp_replace(split_part(ltrim({v}, '+-'), '.', 1), '^0+', '')))"
    behind = f"max(length(split_part({v}, '.', 2)))"
    return (
        f"count({v}), {all_match(_DECIMAL)}, {all_match(_REAL)}, bool_and(lower({v}) IN ('true', 'false')), "
        f"{all_match(_DATE)} AND bool_and(TRY_CAST({v} AS DATE) IS NOT NULL), "
        f"{all_match(_TIME)} AND bool_and(TRY_CAST({v} AS TIME) IS NOT NULL), {all_match(_TIMESTAMP)}, "
        f"{before}, {behind}"
    )


def _narrowest(measured: Sequence[Any]) -> Inferred:
    """The narrowest type that all texts can be read as."""
    count, decimal, real, truth, date, time_, timestamp, whole, fraction = measured
    if not count:
        return ("", 0, 0)
    if decimal:
        return ("NUMBER", max(whole, 0 if fraction else 1), fraction)
    words = (("REAL", real), ("BOOLEAN", truth), ("DATE", date), ("TIME", time_), ("TIMESTAMP_NTZ", timestamp))
    return (next((name for name, fits in words if fits), "TEXT"), 0, 0)


def _of_texts(query: Query, rows: str, columns: Sequence[str]) -> list[Inferred]:
    """The types of columns of text."""
    if len(columns) <= _AT_ONCE:
        values = ", ".join(f"{sql} AS v{i}" for i, sql in enumerate(columns))
        measures = ", ".join(_measures(f"v{i}") for i in range(len(columns)))
        [row] = query(f"SELECT {measures} FROM (SELECT {values} FROM {rows})")
        return [_narrowest(row[begin : begin + _MEASURED]) for begin in range(0, len(row), _MEASURED)]
    # Of more, one below the other: DuckDB takes long to plan some ten thousand aggregates.
    below = f"SELECT unnest([{', '.join(columns)}]) AS v, unnest(range({len(columns)})) AS i FROM {rows}"
    found = dict.fromkeys(range(len(columns)), ("", 0, 0))
    measured = query(f"SELECT i, {_measures('v')} FROM ({below}) GROUP BY i")
    found.update((i, _narrowest(measures)) for i, *measures in measured)
    return [found[i] for i in range(len(columns))]


_NUMBERS = ("BIGINT", "DECIMAL", "DOUBLE", "HUGEINT", "UBIGINT", "UHUGEINT")


def _of_objects(query: Query, rows: str) -> Iterator[tuple[str, Inferred, bool]]:
    """The fields of JSON objects."""
    # Of what holds marks, the numbers have become strings that tell how they were written.
    document = f"CASE WHEN {holds_marks('CAST(c1 AS VARCHAR)')} THEN {protected_sql('c1')} ELSE c1 END"
    documents = f"(SELECT {document} AS c FROM {rows})"
    pairs = f"(SELECT unnest(json_keys(c)) AS k, c FROM {documents} WHERE json_type(c) = 'OBJECT')"
    path = """'$."' || replace(k, '"', '\\"') || '"'"""
    cells = f"(SELECT k, json_type(j) AS t, j ->> '$' AS v FROM (SELECT k, json_extract(c, {path}) AS j FROM {pairs}))"
    kind = (
        f"CASE WHEN t IN ({', '.join(map(literal, _NUMBERS))}) THEN 'NUMBER' WHEN t <> 'VARCHAR' THEN t "
        f"WHEN starts_with(v, '{PROTECTED_DECIMAL}') THEN 'NUMBER' "
        f"WHEN starts_with(v, '{PROTECTED_DOUBLE}') THEN 'REAL' ELSE t END"
    )
    digits = f"WHEN starts_with(v, '{PROTECTED_DECIMAL}') THEN substr(v, {len(PROTECTED_DECIMAL) + 1})"
    text = f"CASE WHEN t IN ('OBJECT', 'ARRAY') THEN NULL {digits} ELSE v END"
    measured = query(
        f"SELECT k, kind, {_measures('v')} FROM (SELECT k, {kind} AS kind, {text} AS v FROM {cells}) "
        "WHERE kind <> 'NULL' OR kind IS NULL GROUP BY ALL ORDER BY k, kind"
    )
    found: dict[str, Inferred] = {}
    for name, kind_of, *measures in measured:
        found[name] = common(found.get(name, ("", 0, 0)), _of_kind(kind_of, measures))
    for (name,) in query(f"SELECT DISTINCT k FROM {pairs} ORDER BY k"):
        yield name, found.get(name, ("", 0, 0)), True


def _of_kind(kind: str, measures: Sequence[Any]) -> Inferred:
    """The type of values of one kind of JSON."""
    if kind not in ("NUMBER", "VARCHAR"):
        return (kind, 0, 0)
    narrowest = _narrowest(measures)
    if kind == "VARCHAR" and narrowest[0] in ("NUMBER", "REAL", "BOOLEAN"):
        return ("TEXT", 0, 0)  # it stands in quotes
    return narrowest

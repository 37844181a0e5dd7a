"""Nested Parquet values as Snowflake's scanner without vectors shows them: maps as lists of keys and values, no nulls
(https://docs.snowflake.com/en/sql-reference/sql/copy-into-table, USE_VECTORIZED_SCANNER).
"""

from __future__ import annotations

from collections.abc import Iterator

from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import quote


def without_vectors(sql: str, duckdb_type: str, depth: int = 0) -> str:
    """DuckDB text of a value in that shape, for ``to_json``; object fields that are null are left to be stripped.

    Args:
        sql: the value.
        duckdb_type: its type, as DESCRIBE prints it.
        depth: how deep it is nested.
    """
    item = f"_v{depth}"
    if duckdb_type.endswith("[]"):
        inner = without_vectors(item, duckdb_type[:-2], depth + 1)
        made = sql if inner == item else f"list_transform({sql}, lambda {item}: {inner})"
        return f"list_filter({made}, lambda {item}: {item} IS NOT NULL)"
    if duckdb_type.startswith("STRUCT("):
        fields = [_named(part) for part in _parts(duckdb_type[7:-1])]
        values = [
            f"{quote(name)} := {without_vectors(f'struct_extract({sql}, {literal(name)})', type_, depth + 1)}"
            for name, type_ in fields
        ]
        return f"CASE WHEN {sql} IS NOT NULL THEN struct_pack({', '.join(values)}) END"
    if duckdb_type.startswith("MAP("):
        key, value = _parts(duckdb_type[4:-1])
        keys = without_vectors(f"{item}.key", key, depth + 1)
        held = without_vectors(f"{item}.value", value, depth + 1)
        pair = f'struct_pack("key" := {keys}, "value" := {held})'
        pairs = f"list_transform(map_entries({sql}), lambda {item}: {pair})"
        return f'CASE WHEN {sql} IS NOT NULL THEN struct_pack("key_value" := {pairs}) END'
    return sql


def _parts(text: str) -> list[str]:
    """What commas separate, outside of brackets and quotes."""
    return list(_cut(text))


def _cut(text: str) -> Iterator[str]:
    depth, quoted, begin = 0, False, 0
    for i, character in enumerate(text):
        if character == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif character == "," and not depth:
            yield text[begin:i].strip()
            begin = i + 1
    yield text[begin:].strip()


def _named(part: str) -> tuple[str, str]:
    """Name and type of a field of a STRUCT."""
    if part.startswith('"'):
        end = 1
        while part[end] != '"' or part[end : end + 2] == '""':
            end += 2 if part[end : end + 2] == '""' else 1
        return part[1:end].replace('""', '"'), part[end + 1 :].strip()
    name, _, type_ = part.partition(" ")
    return name, type_.strip()

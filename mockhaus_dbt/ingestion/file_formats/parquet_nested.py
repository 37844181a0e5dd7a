"""Nested Parquet values as Snowflake's scanner without vectors shows them: maps as lists of keys and values, no nulls
(https://docs.snowflake.com/en/sql-reference/sql/copy-into-table, USE_VECTORIZED_SCANNER).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import quote

#: in the name of a type: a decimal that has more digits than a DOUBLE.
LONG_DECIMAL = re.compile(r"DECIMAL\((?:1[6-9]|[23]\d),\s*[1-9]")


def without_vectors(sql: str, duckdb_type: str, bytes_: Callable[[str], str], depth: int = 0) -> str:
    """DuckDB text of a value in that shape, for ``to_json``; object fields that are null are left to be stripped.

    Args:
        sql: the value.
        duckdb_type: its type, as DESCRIBE prints it.
        bytes_: what becomes of bytes.
        depth: how deep it is nested.
    """
    item = f"_v{depth}"
    if duckdb_type == "BLOB":
        return bytes_(sql)
    if duckdb_type.startswith("TIMESTAMP") and not duckdb_type.endswith("[]"):
        return _moment_in_utc(sql, duckdb_type)
    if duckdb_type.endswith("[]"):
        inner = without_vectors(item, duckdb_type[:-2], bytes_, depth + 1)
        made = sql if inner == item else f"list_transform({sql}, lambda {item}: {inner})"
        return f"list_filter({made}, lambda {item}: {item} IS NOT NULL)"
    if duckdb_type.startswith("STRUCT("):
        return _struct(sql, duckdb_type, lambda field, type_: without_vectors(field, type_, bytes_, depth + 1))
    if duckdb_type.startswith("MAP("):
        key, value = _parts(duckdb_type[4:-1])
        keys = without_vectors(f"{item}.key", key, bytes_, depth + 1)
        held = without_vectors(f"{item}.value", value, bytes_, depth + 1)
        pair = f'struct_pack("key" := {keys}, "value" := {held})'
        pairs = f"list_transform(map_entries({sql}), lambda {item}: {pair})"
        return f'CASE WHEN {sql} IS NOT NULL THEN struct_pack("key_value" := {pairs}) END'
    return sql


def text_without_vectors(sql: str, duckdb_type: str, bytes_: Callable[[str], str], depth: int = 0) -> str:
    """The same as JSON text, decimals with all their digits: ``json_strip_nulls`` would make DOUBLEs of them.

    Args:
        sql, duckdb_type, bytes_, depth: as of :func:`without_vectors`.
    """
    item = f"_v{depth}"
    if not LONG_DECIMAL.search(duckdb_type):
        made = without_vectors(sql, duckdb_type, bytes_, depth)
        return f"CAST({f'json_strip_nulls(to_json({made}))' if '(' in duckdb_type else f'to_json({made})'} AS VARCHAR)"
    if duckdb_type.endswith("[]"):
        inner = text_without_vectors(item, duckdb_type[:-2], bytes_, depth + 1)
        there = f"list_filter({sql}, lambda {item}: {item} IS NOT NULL)"
        return f"concat('[', array_to_string(list_transform({there}, lambda {item}: {inner}), ','), ']')"

    def inner_text(value: str, type_: str) -> str:
        return text_without_vectors(value, type_, bytes_, depth + 1)

    if duckdb_type.startswith("STRUCT("):
        return object_text((name, field, inner_text(field, type_)) for name, field, type_ in _fields(sql, duckdb_type))
    if duckdb_type.startswith("MAP("):
        key, value = _parts(duckdb_type[4:-1])
        held = [("key", f"{item}.key", key), ("value", f"{item}.value", value)]
        pair = object_text((name, field, inner_text(field, type_)) for name, field, type_ in held)
        pairs = f"array_to_string(list_transform(map_entries({sql}), lambda {item}: {pair}), ',')"
        return f"""concat('{{"key_value":[', {pairs}, ']}}')"""
    return f"CAST(to_json({sql}) AS VARCHAR)"


def object_text(fields: Iterable[tuple[str, str, str]], nulls: bool = False) -> str:
    """DuckDB text of the JSON text of an object.

    Args:
        fields: name, value, and JSON text of the value, of each.
        nulls: fields that are NULL are ``null``; otherwise they are left out.
    """
    pairs = []
    for name, sql, text in fields:
        key = literal(json.dumps(name, ensure_ascii=False) + ":")
        pair = f"CASE WHEN {sql} IS NOT NULL THEN {key} || {text} END"
        pairs.append(f"coalesce({pair}, {key} || 'null')" if nulls else pair)
    return f"concat('{{', concat_ws(',', {', '.join(pairs)}), '}}')"


def moment_text(sql: str) -> str:
    """The text of a TIMESTAMP with the digits that it has, three or six."""
    three, six = (f"strftime({sql}, '%Y-%m-%d %H:%M:%S.{fraction}')" for fraction in ("%g", "%f"))
    return f"CASE WHEN epoch_us({sql}) % 1000 = 0 THEN {three} ELSE {six} END"


def _moment_in_utc(sql: str, duckdb_type: str) -> str:
    zoned = "ZONE" in duckdb_type or "TZ" in duckdb_type
    return moment_text(f"timezone('UTC', CAST({sql} AS TIMESTAMPTZ))" if zoned else f"CAST({sql} AS TIMESTAMP)")


def with_hex(sql: str, duckdb_type: str, depth: int = 0) -> str:
    """DuckDB text of a value whose bytes, wherever they stand in it, are their hexadecimal digits, and whose timestamps
    are texts.

    Args:
        sql, duckdb_type, depth: as of :func:`without_vectors`.
    """
    item = f"_v{depth}"
    if "BLOB" not in duckdb_type and "TIMESTAMP" not in duckdb_type:
        return sql
    if duckdb_type == "BLOB":
        return f"hex({sql})"
    if duckdb_type.startswith("TIMESTAMP") and not duckdb_type.endswith("[]"):
        return _moment_in_utc(sql, duckdb_type)
    if duckdb_type.endswith("[]"):
        return f"list_transform({sql}, lambda {item}: {with_hex(item, duckdb_type[:-2], depth + 1)})"
    if duckdb_type.startswith("STRUCT("):
        return _struct(sql, duckdb_type, lambda field, type_: with_hex(field, type_, depth + 1))
    key, value = (with_hex(f"{item}.{part}", type_, depth + 1)
                  for part, type_ in zip(("key", "value"), _parts(duckdb_type[4:-1]), strict=True))  # fmt: skip
    return f"map_from_entries(list_transform(map_entries({sql}), lambda {item}: struct_pack(k := {key}, v := {value})))"


def _fields(sql: str, duckdb_type: str) -> Iterator[tuple[str, str, str]]:
    """Name, text and type of each field of a struct."""
    for name, type_ in map(_named, _parts(duckdb_type[7:-1])):
        yield name, f"struct_extract({sql}, {literal(name)})", type_


def _struct(sql: str, duckdb_type: str, made: Callable[[str, str], str]) -> str:
    """A struct with what is made of each field, given its text and its type."""
    values = [f"{quote(name)} := {made(field, type_)}" for name, field, type_ in _fields(sql, duckdb_type)]
    return f"CASE WHEN {sql} IS NOT NULL THEN struct_pack({', '.join(values)}) END"


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

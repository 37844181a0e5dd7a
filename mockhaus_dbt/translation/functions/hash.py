"""Hash functions (https://docs.snowflake.com/en/sql-reference/functions-hash-scalar)."""

from __future__ import annotations

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import tz_instant
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Call, Node, function
from mockhaus_dbt.translation.rewrites.outputs import starred
from mockhaus_dbt.translation.variants import MARK, MARKS, float_text, is_number, same_text, same_whole


@function(
    name="HASH",
    note="The values differ from Snowflake's, whose function is secret; they are as stable. A NUMBER of more than 15 "
    "digits and the FLOAT nearest to it have different ones.",
)
def hash_(call: Call, first: Node, *others: Node) -> Expr:
    """A signed 64-bit number that equal values share; never NULL.

    >>> HASH(10) = HASH(10::NUMBER(5,3)) AND HASH(10) = HASH(10::FLOAT)
    true
    >>> HASH(1.5) = HASH(1.5::FLOAT) AND HASH(0.00001) = HASH(1e-5::FLOAT) AND HASH(1.5) = HASH(1.5::FLOAT::VARIANT)
    true
    >>> HASH(10) = HASH('10')
    false
    >>> HASH(NULL) IS NULL
    false
    """
    values: list[Expr] = []
    for node in (first, *others):
        stars = starred(call.compiler, node, call.scope)
        values.extend([call.compiler.expression(node, call.scope)] if stars is None else stars)
    sql = hashed(*values)
    return combined(sql, t.number(19, 0), *values, atomic=True).but(nullable=False)


def hashed(*values: Expr) -> str:
    """DuckDB text of the hash of values; HASH_AGG builds on it.

    MD5 rather than DuckDB's hash, which may change from version to version while tables keep its values.
    """
    text = " || chr(31) || ".join(f"coalesce({canonical(v)}, chr(30))" for v in values)
    return f"CAST(CAST(md5_number_lower({text}) AS HUGEINT) - 9223372036854775808 AS BIGINT)"


def _of_number(value: Expr) -> str:
    """A NUMBER with digits behind the point: without zeros at its end, a small one as a FLOAT is spelled."""
    scale = value.type.scale or 0
    # Of a type without digits before the point DuckDB writes none: ".5".
    held = f"CAST({value.sql} AS DECIMAL({scale + 1},{scale}))" if value.type.precision == scale < 38 else value.sql
    text = f"rtrim(rtrim(CAST({held} AS VARCHAR), '0'), '.')"
    if scale <= 4:
        return text
    small = f"{value} <> 0 AND abs({value}) < 0.0001"
    return f"CASE WHEN {small} THEN CAST(CAST({value.sql} AS DOUBLE) AS VARCHAR) ELSE {text} END"


def canonical(value: Expr) -> str:
    """DuckDB text that is the same for values that Snowflake hashes to the same: a letter for the kind, the value."""
    name, sql = value.type.name, value.sql
    if value.is_null:
        return "CAST(NULL AS VARCHAR)"
    if name == "NUMBER":
        return f"'n' || {_of_number(value) if value.type.scale else f'CAST({sql} AS VARCHAR)'}"
    if name == "FLOAT":
        return f"'n' || {float_text(str(value))}"
    if name == "TIMESTAMP_TZ":
        return f"'z' || epoch_us({tz_instant(value)})"
    if name == "TIMESTAMP_LTZ":
        return f"'z' || epoch_us({sql})"
    if name == "BINARY":
        return f"'x' || hex({sql})"
    if value.type.is_semistructured:
        text = f"CAST({sql} AS VARCHAR)"
        whole = f"'j' || {same_whole(value)}"
        return (
            f"CASE left({text}, 1) WHEN '\"' THEN 's' || ({value} ->> '$') WHEN '{{' THEN {whole} "
            f"WHEN '[' THEN {whole} WHEN 't' THEN 'btrue' WHEN 'f' THEN 'bfalse' WHEN 'n' THEN 'j' "
            f"ELSE CASE WHEN starts_with({text}, '{MARK}') AND NOT ({is_number(text)}) THEN {_of_marked(value, text)} "
            f"ELSE 'n' || {same_text(sql)} END END"
        )
    kind = {"VARCHAR": "s", "BOOLEAN": "b", "DATE": "d", "TIME": "t", "TIMESTAMP_NTZ": "p"}.get(name, "v")
    return f"'{kind}' || CAST({sql} AS VARCHAR)" if name != "VARCHAR" else f"'{kind}' || {value}"


def _of_marked(value: Expr, text: str) -> str:
    """The same for a date, time or binary in a VARIANT; a TIMESTAMP_TZ counts by its moment."""
    plain = f"({value} ->> '$')"
    # DuckDB takes no blank before an offset.
    written = f"left({plain}, -6) || left(right({plain}, 5), 3) || ':' || right({plain}, 2)"
    moment = f"epoch_us(CAST({written} AS TIMESTAMP WITH TIME ZONE))"
    stamp = f"starts_with({text}, '{MARKS['TIMESTAMP_TZ']}')"
    return f"CASE WHEN {stamp} THEN 'z' || {moment} ELSE 's' || {plain} END"

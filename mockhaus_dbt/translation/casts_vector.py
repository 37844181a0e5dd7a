"""Conversions to and from VECTOR (https://docs.snowflake.com/en/sql-reference/data-types-vector)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error, raising
from mockhaus_dbt.translation.casts import rule
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


@rule("ARRAY VARIANT", "VECTOR")
def _array_to_vector(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    elements = f"CAST({value.sql} AS DOUBLE[])"
    if target.length is None:
        return elements
    wrong = "NULL" if safe else raising("vector_length", f"len({elements})", wanted=str(target.length))
    return f"CASE WHEN len({elements}) <> {target.length} THEN {wrong} ELSE {elements} END"


@rule("VECTOR", "VECTOR")
def _vector_to_vector(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    if None not in (value.type.length, target.length) and value.type.length != target.length:
        raise error("invalid_cast", function="CAST", source=value.type, target=target)
    return value.sql


@rule("VECTOR", "ARRAY")
def _vector_to_array(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return f"to_json({value.sql})"

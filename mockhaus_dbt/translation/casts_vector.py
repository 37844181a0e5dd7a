"""Conversions to and from VECTOR (https://docs.snowflake.com/en/sql-reference/data-types-vector)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error, raising, typed
from mockhaus_dbt.translation import casts, variants
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import rule
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.held import SHORT, once
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


@rule("ARRAY VARIANT", "VECTOR")
def _array_to_vector(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    element, listed = compiler.fresh("x"), compiler.fresh("list")
    number = casts.cast(compiler, Expr(element, t.VARIANT), t.FLOAT).sql
    if target.scale == 0:
        strange = raising("variant_cast", element, type="INT")
        whole = f"{number} = round({number}) AND {number} BETWEEN {-(2**31)} AND {2**31 - 1}"
        number = f"CASE WHEN {whole} THEN {number} ELSE {strange} END"
    # No element of a vector is NULL, or missing.
    missing = f"CAST({element} AS VARCHAR) IN ('{variants.UNDEFINED}', '{variants.MISSING}')"
    shown = f"CASE WHEN {missing} THEN 'undefined' ELSE CAST({element} AS VARCHAR) END"
    wrong = raising("variant_cast", shown, type="REAL")
    number = f"CASE WHEN {missing} OR {number} IS NULL THEN {wrong} ELSE {number} END"
    shaped = once(value.sql, lambda array: _listed(array, target), "_array_", SHORT)
    wrong = raising("vector_length", f"len({listed})", wanted=str(target.length))
    body = f"CASE WHEN len({listed}) <> {target.length} THEN {wrong} ELSE {listed} END"
    return f"list_transform([list_transform({shaped}, lambda {element}: {number})], lambda {listed}: {body})[1]"


def _listed(array: str, target: SqlType) -> str:
    """The elements of an ARRAY; NULL for NULL and JSON null."""
    kind = f"left(CAST({array} AS VARCHAR), 1)"
    wrong = raising("variant_cast", array, type=str(target))
    return (
        f"CASE WHEN {kind} = '[' THEN CAST(json_extract({array}, '$[*]') AS JSON[]) "
        f"WHEN {kind} <> 'n' THEN {typed(wrong, 'CAST([] AS JSON[])')} END"
    )


@rule("VECTOR", "VECTOR")
def _vector_to_vector(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    if value.type.length != target.length or (target.scale == 0 and value.type.scale is None):
        raise error("invalid_cast", function="CAST", source=value.type, target=target)
    return value.sql


@rule("VECTOR", "ARRAY")
def _vector_to_array(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    element = compiler.fresh("x")
    if value.type.scale is None:
        shown = casts.json_of(compiler, Expr(element, t.FLOAT))
        return variants.array(f"list_transform({value.sql}, lambda {element}: {shown})")
    return variants.array(f"list_transform({value.sql}, lambda {element}: CAST({element} AS BIGINT))", perhaps=False)

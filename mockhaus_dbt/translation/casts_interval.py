"""Conversions to and from the interval types
(https://docs.snowflake.com/en/sql-reference/data-types-datetime#interval-data-types).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.translation.casts import rule
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.interval_types import MONTHS, NANOSECONDS, arguments
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


def held(sql: str, type_: SqlType) -> str:
    """A HUGEINT as a type holds it."""
    return f"CAST({sql} AS {type_.physical()})"


def text_of(value: Expr) -> str:
    """DuckDB text of an interval in interval format."""
    return f"mh_interval_text(CAST({value.sql} AS HUGEINT), {arguments(value.type)})"


@rule("VARCHAR", MONTHS)
@rule("VARCHAR", NANOSECONDS)
def _text_to_interval(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    name = "mh_try_interval_of" if safe else "mh_interval_of"
    return held(f"{name}({value.sql}, {arguments(target)})", target)


@rule(MONTHS, MONTHS)
@rule(NANOSECONDS, NANOSECONDS)
def _to_another(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return held(f"mh_interval_as(CAST({value.sql} AS HUGEINT), {arguments(target)})", target)


@rule(MONTHS, "VARCHAR")
@rule(NANOSECONDS, "VARCHAR")
def _interval_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return text_of(value)

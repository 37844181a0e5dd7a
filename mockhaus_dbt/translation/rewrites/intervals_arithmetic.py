"""Arithmetic with values of the interval types
(https://docs.snowflake.com/en/sql-reference/data-types-datetime#operations-that-involve-date-and-time-values).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.translation import date_parts, interval_types
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast, tz_instant
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.interval_types import MONTHS
from mockhaus_dbt.translation.rewrites.intervals import valued

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

_DAY_TO_SECOND = interval_types.of("DAY", "SECOND")


def _wrong(compiler: Compiler, node: exp.Binary, sign: str, a: Expr, b: Expr) -> SqlError:
    line, column = compiler.position(node)
    return error("argument_types", line=line, column=column, name=sign, types=f"{a.type}, {b.type}")


def sums(compiler: Compiler, node: exp.Binary, a: Expr, b: Expr, sign: str) -> Expr | None:
    """``a + b`` and ``a - b`` of two intervals, of a date and an interval, or of two timestamps.

    Returns:
        None where neither is a value of an interval type, and they are not two timestamps.

    Raises:
        CompilationError: 001044 they cannot be added.
    """
    kinds = [v.type.is_interval or v.type.name == "INTERVAL" for v in (a, b)]
    if all(kinds):
        a, b = (valued(v) if v.type.name == "INTERVAL" else v for v in (a, b))
        if a.type.name != b.type.name:
            raise _wrong(compiler, node, sign, a, b)
        return combined(f"({a} {sign} {b})", interval_types.joined(a.type, b.type), a, b, atomic=True)
    if a.type.is_interval and sign == "+":
        a, b = b, a
    if b.type.is_interval:
        return _moved(compiler, node, a, b, sign)
    if a.type.is_interval:
        raise _wrong(compiler, node, sign, a, b)
    if a.type.is_timestamp and b.type.is_timestamp and sign == "-":
        first, second = (_microseconds(compiler, v, a, b) for v in (a, b))
        sql = f"CAST(CAST({first} - {second} AS DECIMAL(38,0)) * 1000 AS DECIMAL(38,0))"
        return combined(sql, _DAY_TO_SECOND, a, b, atomic=True)
    return None


def _microseconds(compiler: Compiler, value: Expr, a: Expr, b: Expr) -> str:
    """A timestamp as a number; the wall clock counts where both have nothing else."""
    if {a.type.name, b.type.name} == {"TIMESTAMP_NTZ"}:
        return f"epoch_us({value.sql})"
    if value.type.name == "TIMESTAMP_TZ":
        return f"epoch_us({tz_instant(value)})"
    return f"epoch_us({cast(compiler, value, t.TIMESTAMP_LTZ).sql})"


def _moved(compiler: Compiler, node: exp.Binary, value: Expr, interval: Expr, sign: str) -> Expr:
    if value.type.is_text or value.is_null:
        value = cast(compiler, value, t.TIMESTAMP_NTZ)
    if value.type.name != "DATE" and not value.type.is_timestamp:
        raise _wrong(compiler, node, sign, value, interval)
    number = f"-{interval}" if sign == "-" else interval.sql
    if interval.type.name == MONTHS:
        sql = date_parts.add("month", number, value)
    else:
        value = cast(compiler, value, t.TIMESTAMP_NTZ) if value.type.name == "DATE" else value
        sql = date_parts.add("microsecond", f"CAST(floor({number} / 1000) AS BIGINT)", value)
    return combined(sql, value.type, value, interval, atomic=True)


def multiple(compiler: Compiler, node: exp.Binary, a: Expr, b: Expr, sign: str) -> Expr:
    """An interval times a number, or divided by one; what is smaller than a month or nanosecond is cut off.

    Raises:
        CompilationError: 001044 there is no interval, or no number.
    """
    if b.type.is_interval and sign == "*":
        a, b = b, a
    if not a.type.is_interval or not (b.type.is_numeric or b.is_null):
        raise _wrong(compiler, node, sign, a, b)
    number = b.sql if b.type.is_integer else cast(compiler, b, t.FLOAT).sql
    held = a.type.physical()
    if b.type.is_integer and sign == "*":
        sql = f"CAST(CAST({a.sql} AS HUGEINT) * {number} AS {held})"
    elif b.type.is_integer:
        sql = f"CAST(CAST({a.sql} AS HUGEINT) // ({number}) AS {held})"
    else:
        sql = f"CAST(trunc(CAST({a.sql} AS DOUBLE) {sign} {number}) AS {held})"
    first, last = t.INTERVAL_SPANS[a.type.length or 0]
    smallest = {"YEAR": "MONTH", "MONTH": "MONTH"}.get(last, "SECOND")
    return combined(sql, interval_types.of(first, smallest), a, b, atomic=True)

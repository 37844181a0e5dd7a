"""Conversions to dates, times and timestamps (https://docs.snowflake.com/en/sql-reference/data-type-conversion).

TIMESTAMP_TZ is a STRUCT of the moment in UTC and the minutes of its own offset; TIMESTAMP_LTZ is an instant, shown in
the session's time zone, which DuckDB knows too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.translation import datetime_columns, datetime_formats
from mockhaus_dbt.translation.casts import failed_cast, json_sql, rule, variant_text
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.held import once
from mockhaus_dbt.translation.types import SqlType
from mockhaus_dbt.translation.variants import MARKS

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


@rule("VARCHAR", "DATE TIME TIMESTAMP_NTZ TIMESTAMP_LTZ TIMESTAMP_TZ")
def _text_to_datetime(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    pattern = datetime_formats.input_format(compiler, target)
    sql = datetime_columns.parse_sql(compiler, value, target, pattern, safe)
    return sql if isinstance(value.constant, str) else truncated(sql, target)


@rule("VARIANT", "DATE TIME TIMESTAMP_NTZ TIMESTAMP_LTZ TIMESTAMP_TZ")
def _variant_to_datetime(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    text = Expr(variant_text(value), value.type)
    wrong = failed_cast(value, target.name)
    pattern = datetime_formats.input_format(compiler, target)
    number = f"json_type({json_sql(value)}) <> 'VARCHAR'"
    read = truncated(datetime_columns.parse_sql(compiler, text, target, pattern, safe, wrong, number), target)
    if target.name == "DATE" or (target.is_timestamp and value.text_sql is not None):
        return read
    # A number is no TIME, and a DATE, of which a path gives the text, no timestamp.
    strange = f"{number} AND {text.sql} IS NOT NULL"
    if target.is_timestamp:
        strange = f"starts_with(CAST({value.sql} AS VARCHAR), '{MARKS['DATE']}\"')"
    return f"CASE WHEN {strange} THEN {'NULL' if safe else wrong} ELSE {read} END"


@rule("NUMBER", "TIMESTAMP_NTZ TIMESTAMP_LTZ TIMESTAMP_TZ")
def _number_to_datetime(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return truncated(epoch_sql(value, 0, target), target)


def epoch_sql(value: Expr, scale: int, target: SqlType) -> str:
    """A number of seconds (or of their 10**-scale parts) since 1970 as a timestamp."""
    step = 6 - scale
    places = value.type.scale or 0 if value.type.name == "NUMBER" else 0
    if value.type.is_integer and step < 0:
        # // rounds towards zero, and nanoseconds before 1970 are cut downwards.
        micros = f"({value} // {10**-step} - CASE WHEN {value} % {10**-step} < 0 THEN 1 ELSE 0 END)"
    elif value.type.is_integer:
        micros = f"CAST({value.sql} AS BIGINT) * {10**step}" if step else f"CAST({value.sql} AS BIGINT)"
    elif step < 0:
        micros = f"floor(CAST({value.sql} AS DECIMAL(38,6)) / {10**-step})"
    elif places:  # DuckDB's product of two narrow DECIMALs overflows at 18 digits
        micros = f"CAST({value.sql} AS DECIMAL(38,{places})) * {10**step}"
        micros = f"floor({micros})" if places > step else micros
    else:
        micros = f"({value} * {10**step})"
    stamp = f"make_timestamp(CAST({micros} AS BIGINT))"
    if target.name == "TIMESTAMP_LTZ":
        return f"({stamp} AT TIME ZONE 'UTC')"
    if target.name == "TIMESTAMP_TZ":
        return zoned(f"{stamp} AT TIME ZONE 'UTC'")
    return stamp


# ------------------------------------------------------------------------------------------------- among each other


@rule("DATE", "TIMESTAMP_NTZ")
def _date_to_ntz(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return f"CAST({value.sql} AS TIMESTAMP)"


@rule("DATE TIMESTAMP_NTZ", "TIMESTAMP_LTZ")
def _local_to_ltz(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return truncated(f"CAST({value.sql} AS TIMESTAMP WITH TIME ZONE)", target)


@rule("DATE TIMESTAMP_NTZ", "TIMESTAMP_TZ")
def _local_to_tz(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return truncated(zoned(f"CAST({value.sql} AS TIMESTAMP WITH TIME ZONE)"), target)


@rule("TIMESTAMP_LTZ", "TIMESTAMP_TZ")
def _ltz_to_tz(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return truncated(zoned(value.sql), target)


def zoned(instant: str) -> str:
    """An instant (TIMESTAMP WITH TIME ZONE) as TIMESTAMP_TZ with the offset that the session's time zone has then."""

    def body(at: str) -> str:
        return (
            f"CASE WHEN ({at}) IS NOT NULL THEN struct_pack(utc := ({at}) AT TIME ZONE 'UTC', "
            f"offset_minutes := CAST(date_part('timezone', {at}) // 60 AS SMALLINT)) END"
        )

    return once(instant, body, "_instant")


def tz_local(value: Expr) -> str:
    """The wall clock of a TIMESTAMP_TZ."""

    def body(stamp: str) -> str:
        # by function: behind a dot DuckDB takes a parameter of a lambda in HAVING for a table
        offset = f"to_minutes(CAST(struct_extract({stamp}, 'offset_minutes') AS BIGINT))"
        return f"(CAST(struct_extract({stamp}, 'utc') AS TIMESTAMP) + {offset})"

    return once(value.sql, body, "_stamp")


def tz_instant(value: Expr) -> str:
    """A TIMESTAMP_TZ as TIMESTAMP WITH TIME ZONE."""
    return f"(CAST({value}.utc AS TIMESTAMP) AT TIME ZONE 'UTC')"


@rule("TIMESTAMP_TZ", "TIMESTAMP_LTZ")
def _tz_to_ltz(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return truncated(tz_instant(value), target)


@rule("TIMESTAMP_TZ", "TIMESTAMP_NTZ DATE TIME")
def _tz_to_local(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return truncated(f"CAST({tz_local(value)} AS {target.physical()})", target)


@rule("TIMESTAMP_NTZ TIMESTAMP_LTZ", "TIMESTAMP_NTZ DATE TIME")
def _timestamp_part(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    local = f"CAST({value.sql} AS TIMESTAMP)" if value.type.name == "TIMESTAMP_LTZ" else value.sql
    return truncated(f"CAST({local} AS {target.physical()})" if target.name != "TIMESTAMP_NTZ" else local, target)


@rule("TIMESTAMP_TZ", "TIMESTAMP_TZ")
@rule("TIMESTAMP_LTZ", "TIMESTAMP_LTZ")
@rule("TIME", "TIME")
def _same_datetime(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return truncated(value.sql, target)


@rule("DATE", "DATE")
def _date_to_date(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return value.sql


def truncated(sql: str, target: SqlType) -> str:
    """Cut fractional seconds to the target's precision."""
    digits = target.precision if target.precision is not None else 9
    if digits >= 6 or target.name == "DATE":
        return sql
    step = 10 ** (6 - digits)
    if target.name == "TIMESTAMP_TZ":

        def body(value: str) -> str:
            cut = _cut(f"CAST({value}.utc AS TIMESTAMP)", step)
            struct = f"struct_pack(utc := {cut}, offset_minutes := {value}.offset_minutes)"
            return f"CASE WHEN {value} IS NOT NULL THEN {struct} END"

        return once(sql, body)
    if target.name == "TIME":
        # TIME has no date_trunc to every digit: microseconds of the day are counted.
        return f"(TIME '00:00:00' + to_microseconds((epoch_us({sql}) // {step}) * {step}))"
    if target.name == "TIMESTAMP_NTZ":
        return _cut(sql, step)
    return f"({_cut(f'({sql}) AT TIME ZONE {chr(39)}UTC{chr(39)}', step)} AT TIME ZONE 'UTC')"


def _cut(stamp: str, step: int) -> str:
    """A TIMESTAMP cut down to a multiple of microseconds; % of DuckDB has the sign of the dividend."""
    if step in (1000, 10**6) and "WITH TIME ZONE" not in stamp:
        return f"date_trunc('{'second' if step == 10**6 else 'millisecond'}', {stamp})"
    return once(
        stamp, lambda t: f"make_timestamp(epoch_us({t}) - (epoch_us({t}) % {step} + {step}) % {step})"
    )

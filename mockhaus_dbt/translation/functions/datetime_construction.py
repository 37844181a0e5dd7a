"""Date and time functions: the present, dates from numbers, time zones
(https://docs.snowflake.com/en/sql-reference/functions-date-time).
"""

from __future__ import annotations

import datetime as dt
from typing import cast as typed

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.casts_datetime import tz_instant, zoned
from mockhaus_dbt.translation.datetime_formats import Moment
from mockhaus_dbt.translation.expressions import NOW, Expr, combined
from mockhaus_dbt.translation.functions.conversion import MICROSECONDS
from mockhaus_dbt.translation.functions.registry import Any, Call, Integer, Text, function
from mockhaus_dbt.translation.held import once
from mockhaus_dbt.translation.types import SqlType

# -------------------------------------------------------------------------------------------------------- the present


def _present(call: Call, type_: SqlType, precision: Any = None) -> Expr:
    """The moment at which the statement starts, as a type; a view asks DuckDB for it."""
    digits = 9
    if precision is not None:
        if not isinstance(precision.constant, int) or not 0 <= precision.constant <= 9:
            raise call.wrong_value(precision, "FRACT_SEC_PRECISION")
        digits = precision.constant
    moment = Expr("now()" if call.compiler.context.in_view else NOW, t.TIMESTAMP_LTZ, nullable=False)
    target = SqlType(type_.name, None if type_.name == "DATE" else digits)
    return cast(call.compiler, moment, target)


@function(aliases=("SYSTIMESTAMP",))
def getdate(call: Call) -> Expr:
    """The moment at which the statement starts; without a precision, unlike CURRENT_TIMESTAMP.

    >>> GETDATE() = CURRENT_TIMESTAMP()
    true
    """
    return _present(call, t.TIMESTAMP_LTZ)


@function(aliases=("LOCALTIMESTAMP",))
def current_timestamp(call: Call, precision: Any = None) -> Expr:
    """The moment at which the statement starts.

    >>> CURRENT_TIMESTAMP() IS NOT NULL
    true
    >>> SYSTEM$TYPEOF(CURRENT_TIMESTAMP) LIKE 'TIMESTAMP_LTZ(9)%'
    true
    """
    return _present(call, t.TIMESTAMP_LTZ, precision)


@function
def current_date(call: Call) -> Expr:
    """Today in the session's time zone.

    >>> CURRENT_DATE = CURRENT_TIMESTAMP()::DATE
    true
    """
    return _present(call, t.DATE)


@function(aliases=("LOCALTIME",))
def current_time(call: Call, precision: Any = None) -> Expr:
    """The time of day in the session's time zone.

    >>> CURRENT_TIME() BETWEEN '00:00:00'::TIME AND '23:59:59.999'::TIME
    true
    """
    return _present(call, t.TIME, precision)


@function
def sysdate(call: Call) -> Expr:
    """The moment at which the statement starts, in UTC and without a time zone.

    >>> SYSDATE() = CONVERT_TIMEZONE('UTC', CURRENT_TIMESTAMP())::TIMESTAMP_NTZ
    true
    """
    moment = "now()" if call.compiler.context.in_view else NOW
    return Expr(f"({moment} AT TIME ZONE 'UTC')", t.TIMESTAMP_NTZ, nullable=False)


# ---------------------------------------------------------------------------------------------------- from numbers


def _date_text(year: Expr, month: Expr, day: Expr) -> str:
    """A DATE of numbers that may be out of their ranges: month 0 is the December before."""
    first = f"CAST(make_date(CAST({year.sql} AS BIGINT), 1, 1) + to_months(CAST({month} - 1 AS INTEGER)) AS DATE)"
    return f"({first} + CAST({day} - 1 AS INTEGER))"


def _micros(hour: Expr, minute: Expr, second: Expr, nanosecond: Expr | None) -> str:
    """The INTERVAL since midnight."""
    total = f"CAST({hour} * 3600 + {minute} * 60 + {second} AS BIGINT) * 1000000"
    if nanosecond is not None and nanosecond.constant != 0:
        total += f" + CAST(floor({nanosecond} / 1000) AS BIGINT)"
    return f"to_microseconds({total})"


def _known(day: dt.date | None, clock: list[Expr | None]) -> Moment | None:
    """What constant numbers come to, to the nanosecond, of which DuckDB's types keep the microseconds alone.

    Args:
        day: None where it is not known, or for a TIME midnight of 1970-01-01.
        clock: hour, minute, second, nanosecond.
    """
    numbers = [0 if part is None else part.constant for part in clock]
    if day is None or not all(isinstance(n, int) for n in numbers):
        return None
    hour, minute, second, nanosecond = typed(list[int], numbers)
    days = (day - dt.date(1970, 1, 1)).days
    return Moment(((days * 24 + hour) * 3600 + minute * 60 + second) * 10**9 + nanosecond)


def _known_day(year: Expr, month: Expr, day: Expr) -> dt.date | None:
    if not all(isinstance(part.constant, int) for part in (year, month, day)):
        return None
    months = year.constant * 12 + month.constant - 1
    try:
        return dt.date(months // 12, months % 12 + 1, 1) + dt.timedelta(day.constant - 1)
    except (ValueError, OverflowError):
        return None


@function(aliases=("DATEFROMPARTS",))
def date_from_parts(call: Call, year: Integer, month: Integer, day: Integer) -> Expr:
    """A date of its numbers; numbers out of their range move it.

    >>> DATE_FROM_PARTS(1977, 8, 7)
    1977-08-07
    >>> DATE_FROM_PARTS(2010, 1, 100)
    2010-04-10
    >>> DATE_FROM_PARTS(2004, 0, -1)
    2003-11-29
    >>> DATE_FROM_PARTS(2004, -1, 31)
    2003-12-01
    """
    return combined(_date_text(year, month, day), t.DATE, year, month, day, atomic=True)


@function(aliases=("TIMEFROMPARTS",), remark=MICROSECONDS)
def time_from_parts(call: Call, hour: Integer, minute: Integer, second: Integer, nanosecond: Integer = None) -> Expr:  # type: ignore[assignment]
    """A time of its numbers.

    >>> TIME_FROM_PARTS(12, 34, 56)
    12:34:56
    >>> TIME_FROM_PARTS(12, 0, 12345)
    15:25:45
    """
    parts = [p for p in (hour, minute, second, nanosecond) if p is not None]
    sql = f"(TIME '00:00:00' + {_micros(hour, minute, second, nanosecond)})"
    known = _known(dt.date(1970, 1, 1), [hour, minute, second, nanosecond])
    known = known and Moment(known.nanoseconds % (86400 * 10**9))
    return combined(sql, t.TIME, *parts, atomic=True).but(moment=known)


def _from_parts(call: Call, type_: SqlType, given: tuple[Expr, ...]) -> Expr:
    """TIMESTAMP_*_FROM_PARTS: of six to eight numbers, or of a date and a time."""
    if len(given) == 2 and type_.name == "TIMESTAMP_NTZ":
        day, clock = call.cast(given[0], t.DATE), call.cast(given[1], t.TIME)
        return combined(f"({day} + {clock})", type_, day, clock, atomic=True)
    most = {"TIMESTAMP_TZ": 8}.get(type_.name, 7)
    if not 6 <= len(given) <= most:
        raise call.wrong_types()
    zone = None
    numbers = given
    if type_.name == "TIMESTAMP_TZ" and (len(given) == 8 or (len(given) == 7 and given[6].type.is_text)):
        zone, numbers = given[-1], given[:-1]
    year, month, day, hour, minute, second = (call.cast(n, t.INTEGER) for n in numbers[:6])
    nanosecond = call.cast(numbers[6], t.INTEGER) if len(numbers) > 6 else None
    local = f"({_date_text(year, month, day)} + {_micros(hour, minute, second, nanosecond)})"
    known = _known(_known_day(year, month, day), [hour, minute, second, nanosecond])
    if type_.name == "TIMESTAMP_NTZ":
        return combined(local, type_, *given, atomic=True).but(moment=known)
    if zone is None:
        instant = f"CAST({local} AS TIMESTAMP WITH TIME ZONE)"
        sql = instant if type_.name == "TIMESTAMP_LTZ" else once(instant, zoned)
        return combined(sql, type_, *given).but(moment=known)
    check_zone(call, zone)
    return combined(in_zone(f"({local} AT TIME ZONE {zone})", str(zone)), type_, *given)


@function(aliases=("TIMESTAMPFROMPARTS",), remark=MICROSECONDS)
def timestamp_from_parts(call: Call, *parts: Any) -> Expr:
    """A timestamp of its numbers, or of a date and a time; of the type that TIMESTAMP_TYPE_MAPPING says.

    >>> TIMESTAMP_FROM_PARTS(2013, 4, 5, 12, 0, -3600)
    2013-04-05 11:00:00.000
    >>> TIMESTAMP_FROM_PARTS('2013-04-05'::DATE, '12:00:00'::TIME)
    2013-04-05 12:00:00.000
    """
    mapping = str(call.parameter("TIMESTAMP_TYPE_MAPPING")).upper()
    return _from_parts(call, t.SPELLINGS.get(mapping, t.TIMESTAMP_NTZ), parts)


@function(aliases=("TIMESTAMPNTZFROMPARTS",), remark=MICROSECONDS)
def timestamp_ntz_from_parts(call: Call, *parts: Any) -> Expr:
    """A TIMESTAMP_NTZ of its numbers, or of a date and a time.

    >>> TIMESTAMP_NTZ_FROM_PARTS(2013, 4, 5, 12, 0, 0, 987654321)
    2013-04-05 12:00:00.987
    """
    return _from_parts(call, t.TIMESTAMP_NTZ, parts)


@function(aliases=("TIMESTAMPLTZFROMPARTS",), remark=MICROSECONDS)
def timestamp_ltz_from_parts(call: Call, *parts: Any) -> Expr:
    """A TIMESTAMP_LTZ of its numbers, in the session's time zone.

    >>> TIMESTAMP_LTZ_FROM_PARTS(2013, 4, 5, 12, 0, 0)
    2013-04-05 12:00:00.000 -0700
    """
    return _from_parts(call, t.TIMESTAMP_LTZ, parts)


@function(aliases=("TIMESTAMPTZFROMPARTS",), remark=MICROSECONDS)
def timestamp_tz_from_parts(call: Call, *parts: Any) -> Expr:
    """A TIMESTAMP_TZ of its numbers, in a time zone or the session's.

    >>> TIMESTAMP_TZ_FROM_PARTS(2013, 4, 5, 12, 0, 0, 0, 'America/New_York')
    2013-04-05 12:00:00.000 -0400
    >>> TIMESTAMP_TZ_FROM_PARTS(2013, 4, 5, 12, 0, 0)
    2013-04-05 12:00:00.000 -0700
    """
    return _from_parts(call, t.TIMESTAMP_TZ, parts)


# -------------------------------------------------------------------------------------------------------- time zones


def check_zone(call: Call, zone: Expr) -> None:
    """
    Raises:
        CompilationError: 001015 a constant names no time zone.
    """
    from pytz import all_timezones_set

    if isinstance(zone.constant, str) and zone.constant not in all_timezones_set:
        raise call.wrong_value(zone.constant, "TIMEZONE")


def in_zone(instant_sql: str, zone_sql: str) -> str:
    """An instant as TIMESTAMP_TZ with the offset that a time zone has then."""

    def body(instant: str) -> str:
        utc = f"({instant} AT TIME ZONE 'UTC')"
        return (
            f"CASE WHEN {instant} IS NOT NULL AND {zone_sql} IS NOT NULL THEN struct_pack(utc := {utc}, "
            f"offset_minutes := CAST(date_diff('minute', {utc}, {instant} AT TIME ZONE {zone_sql}) AS SMALLINT)) END"
        )

    return once(instant_sql, body)


@function
def convert_timezone(call: Call, first: Text, second: Any, third: Any = None) -> Expr:
    """A timestamp in another time zone: the wall clock there (three arguments), or with its offset (two).

    >>> CONVERT_TIMEZONE('America/Los_Angeles', 'America/New_York', '2024-01-01 14:00:00'::TIMESTAMP_NTZ)
    2024-01-01 17:00:00.000
    >>> CONVERT_TIMEZONE('Europe/Warsaw', 'UTC', '2024-01-01 00:00:00')
    2023-12-31 23:00:00.000
    >>> CONVERT_TIMEZONE('America/Los_Angeles', '2024-04-05 12:00:00 +02:00')
    2024-04-05 03:00:00.000 -0700
    >>> CONVERT_TIMEZONE('UTC', '2024-04-05'::DATE)
    2024-04-05 07:00:00.000 +0000
    """
    check_zone(call, first)
    if third is None:
        return _to_zone(call, first, second)
    if not (second.type.is_text or second.is_null):
        raise call.wrong_types()
    check_zone(call, second)
    if third.type.name not in ("TIMESTAMP_NTZ", "DATE", "VARCHAR", "VARIANT", "NULL"):
        raise call.wrong_types()
    stamp = call.cast(third, t.TIMESTAMP_NTZ)
    sql = f"(({stamp} AT TIME ZONE {first}) AT TIME ZONE {second})"
    return combined(sql, t.TIMESTAMP_NTZ, first, second, third, atomic=True)


def _to_zone(call: Call, zone: Expr, value: Expr) -> Expr:
    if value.type.name in ("VARCHAR", "VARIANT", "NULL"):
        value = call.cast(value, t.TIMESTAMP_TZ)
    if value.type.name not in ("TIMESTAMP_TZ", "TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "DATE"):
        raise call.wrong_types()
    if zone.constant == "UTC":
        utc = f"CAST({value}.utc AS TIMESTAMP)" if value.type.name == "TIMESTAMP_TZ" else (
            f"({call.cast(value, t.TIMESTAMP_LTZ)} AT TIME ZONE 'UTC')"
        )
        made = "CASE WHEN {0} IS NOT NULL THEN struct_pack(utc := {0}, offset_minutes := CAST(0 AS SMALLINT)) END"
        return combined(once(utc, made.format, "_utc"), t.TIMESTAMP_TZ, value)
    instant = tz_instant(value) if value.type.name == "TIMESTAMP_TZ" else call.cast(value, t.TIMESTAMP_LTZ).sql
    return combined(in_zone(instant, str(zone)), t.TIMESTAMP_TZ, zone, value)

"""Date and time parts: their names, and DuckDB text that extracts, truncates, adds and counts them
(https://docs.snowflake.com/en/sql-reference/functions-date-time).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mockhaus_dbt.translation.datetime_formats import Moment, local_and_offset
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.held import once
from mockhaus_dbt.translation.types import SqlType, number

#: every spelling -> the part.
PARTS: dict[str, str] = {
    **dict.fromkeys("year y yy yyy yyyy yr years yrs".split(), "year"),
    **dict.fromkeys("quarter q qtr qtrs quarters".split(), "quarter"),
    **dict.fromkeys("month mm mon mons months".split(), "month"),
    **dict.fromkeys("week w wk weekofyear woy wy weeks".split(), "week"),
    **dict.fromkeys("week_iso weekiso weekofyeariso weekofyear_iso".split(), "week_iso"),
    **dict.fromkeys("day d dd days dayofmonth".split(), "day"),
    **dict.fromkeys("dayofweek weekday dow dw".split(), "dayofweek"),
    **dict.fromkeys("dayofweek_iso dayofweekiso weekday_iso dow_iso dw_iso".split(), "dayofweek_iso"),
    **dict.fromkeys("dayofyear yearday doy dy".split(), "dayofyear"),
    **dict.fromkeys("yearofweek".split(), "yearofweek"),
    **dict.fromkeys("yearofweekiso yearofweek_iso".split(), "yearofweekiso"),
    **dict.fromkeys("hour h hh hr hours hrs".split(), "hour"),
    **dict.fromkeys("minute m mi min minutes mins".split(), "minute"),
    **dict.fromkeys("second s sec seconds secs".split(), "second"),
    **dict.fromkeys("millisecond ms msec milliseconds".split(), "millisecond"),
    **dict.fromkeys("microsecond us usec microseconds".split(), "microsecond"),
    **dict.fromkeys("nanosecond ns nsec nanosec nsecond nanoseconds nanosecs nseconds".split(), "nanosecond"),
    **dict.fromkeys("epoch_second epoch epoch_seconds".split(), "epoch_second"),
    **dict.fromkeys("epoch_millisecond epoch_milliseconds".split(), "epoch_millisecond"),
    **dict.fromkeys("epoch_microsecond epoch_microseconds".split(), "epoch_microsecond"),
    **dict.fromkeys("epoch_nanosecond epoch_nanoseconds".split(), "epoch_nanosecond"),
    **dict.fromkeys("timezone_hour tzh".split(), "timezone_hour"),
    **dict.fromkeys("timezone_minute tzm".split(), "timezone_minute"),
}
DATE_UNITS = ("year", "quarter", "month", "week", "day")
#: units of time -> microseconds; a nanosecond is none.
TIME_UNITS = {"hour": 3600 * 10**6, "minute": 60 * 10**6, "second": 10**6, "millisecond": 1000, "microsecond": 1,
              "nanosecond": 0}  # fmt: skip
ADDED = (*DATE_UNITS, *TIME_UNITS)

_DIGITS = {"year": 4, "yearofweek": 4, "yearofweekiso": 4, "dayofyear": 3, "nanosecond": 9, "epoch_nanosecond": 38}


def part_type(part: str) -> SqlType:
    """The NUMBER that a part is."""
    return number(18 if part.startswith("epoch") and part not in _DIGITS else _DIGITS.get(part, 2))


def week_start(parameters: Mapping[str, Any]) -> int:
    """The ISO number of the first day of the week: WEEK_START, whose 0 is Monday."""
    return int(parameters.get("WEEK_START") or 0) or 1


def local(value: Expr) -> str:
    """A date or timestamp with the wall clock that its parts are taken from."""
    return value.sql if value.type.name in ("DATE", "TIME") else local_and_offset(value)[0]


def bracketed(sql: str) -> str:
    """Text for an operand."""
    return sql if (sql.endswith(")") and sql.count("(") == 1) or sql.isidentifier() else f"({sql})"


# -------------------------------------------------------------------------------------------------------- extraction

_PLAIN = {"year": "year", "quarter": "quarter", "month": "month", "day": "day", "dayofyear": "dayofyear",
          "dayofweek_iso": "isodow", "week_iso": "week", "yearofweekiso": "isoyear", "hour": "hour", "minute": "minute",
          "second": "second"}  # fmt: skip


def extract(part: str, value: Expr, parameters: Mapping[str, Any]) -> str:
    """DuckDB text of a part of a date, time or timestamp."""
    name = value.type.name
    here = local(value)
    if part in ("hour", "minute", "second", "nanosecond") and name == "DATE":
        return f"CASE WHEN {value} IS NOT NULL THEN 0 END"
    if part == "nanosecond":
        if isinstance(value.moment, Moment):
            return str(value.moment.nanoseconds % 10**9)
        return f"(microsecond({here}) % 1000000 * 1000)"
    if part.startswith("epoch"):
        return _epoch(part, value)
    if part.startswith("timezone"):
        offset = local_and_offset(value)[1] or f"CASE WHEN {value} IS NOT NULL THEN 0 END"
        return f"({bracketed(offset)} {'//' if part == 'timezone_hour' else '%'} 60)"
    if part in ("dayofweek", "week", "yearofweek"):
        return once(here, lambda day: _week_part(part, day, parameters))
    return f"{_PLAIN[part]}({here})"


def _week_part(part: str, day: str, parameters: Mapping[str, Any]) -> str:
    first = week_start(parameters)
    if part == "dayofweek":
        if not int(parameters.get("WEEK_START") or 0):
            return f"dayofweek({day})"
        return f"((isodow({day}) + {7 - first}) % 7 + 1)"
    if int(parameters.get("WEEK_OF_YEAR_POLICY") or 0):
        if part == "yearofweek":
            return f"year({day})"
        new_year = f"isodow(date_trunc('year', {day}))"
        return f"((dayofyear({day}) - 1 + ({new_year} + {7 - first}) % 7) // 7 + 1)"
    if first == 1:
        return f"week({day})" if part == "week" else f"isoyear({day})"
    # The week belongs to the year that its fourth day is in.
    fourth = f"(CAST({day} AS DATE) - CAST((isodow({day}) + {7 - first}) % 7 AS INTEGER) + 3)"
    return f"year({fourth})" if part == "yearofweek" else f"((dayofyear({fourth}) - 1) // 7 + 1)"


def _epoch(part: str, value: Expr) -> str:
    """Since 1970-01-01 in UTC; a DATE or TIMESTAMP_NTZ is taken as UTC."""
    stamp = f"CAST({value}.utc AS TIMESTAMP)" if value.type.name == "TIMESTAMP_TZ" else value.sql
    if value.type.name == "DATE":
        stamp = f"CAST({stamp} AS TIMESTAMP)"
    if part == "epoch_microsecond":
        return f"epoch_us({stamp})"
    if part == "epoch_nanosecond":
        if isinstance(value.moment, Moment) and value.type.name == "TIMESTAMP_NTZ":
            return str(value.moment.nanoseconds)
        return f"(epoch_us({stamp}) * 1000)"
    unit, size = ("second", 10**6) if part == "epoch_second" else ("millisecond", 1000)
    if value.type.name == "TIME":
        return f"(epoch_us({stamp}) // {size})"
    return f"(epoch_us(date_trunc('{unit}', {stamp})) // {size})"


# -------------------------------------------------------------------------------------------------------- truncation


def truncate(part: str, value: Expr, parameters: Mapping[str, Any]) -> str:
    """DuckDB text of a value cut down to a part, of the type of the value."""
    name = value.type.name
    if name == "TIME":
        size = max(TIME_UNITS[part], 1)
        return f"(TIME '00:00:00' + to_microseconds(epoch_us({value.sql}) // {size} * {size}))"
    if name == "DATE":
        whole = part in TIME_UNITS or part == "day"
        return value.sql if whole else f"CAST({_cut(part, value.sql, parameters)} AS DATE)"
    if part in ("nanosecond", "microsecond"):
        return value.sql
    if name != "TIMESTAMP_TZ":
        return _cut(part, value.sql, parameters)

    def body(stamp: str) -> str:
        shift = f"to_minutes(CAST(struct_extract({stamp}, 'offset_minutes') AS BIGINT))"
        cut = _cut(part, f"CAST(struct_extract({stamp}, 'utc') AS TIMESTAMP) + {shift}", parameters)
        return (
            f"CASE WHEN {stamp} IS NOT NULL THEN struct_pack(utc := {cut} - {shift}, "
            f"offset_minutes := struct_extract({stamp}, 'offset_minutes')) END"
        )

    return once(value.sql, body)


def _cut(part: str, sql: str, parameters: Mapping[str, Any]) -> str:
    first = week_start(parameters)
    if part == "week" and first != 1:
        return f"(date_trunc('week', {bracketed(sql)} - INTERVAL {first - 1} DAY) + INTERVAL {first - 1} DAY)"
    unit = {"week_iso": "week", "yearofweekiso": "isoyear", "yearofweek": "isoyear"}.get(part, part)
    return f"date_trunc('{unit}', {sql})"


# ---------------------------------------------------------------------------------------------------------- addition


def interval(part: str, amount: str) -> str:
    """DuckDB text of an INTERVAL of a whole number of units."""
    if part in ("year", "quarter", "month"):
        size = {"year": 12, "quarter": 3, "month": 1}[part]
        return f"to_months(CAST({amount if size == 1 else f'({amount}) * {size}'} AS INTEGER))"
    if part in ("week", "day"):
        return f"to_days(CAST({amount if part == 'day' else f'({amount}) * 7'} AS INTEGER))"
    if part == "nanosecond":
        return f"to_microseconds(CAST(floor(({amount}) / 1000) AS BIGINT))"
    return f"to_{part}s(CAST({amount} AS BIGINT))"


def _sum(part: str, amount: str, stamp: str) -> str:
    """A TIMESTAMP plus an INTERVAL, months behind it and shorter units before it.

    DuckDB takes an interval of a month for equal to one of 30 days, and then, where a statement has both sums, computes
    one of them for both. The order of the operands keeps them apart.
    """
    moved = interval(part, amount)
    return f"{stamp} + {moved}" if part in ("year", "quarter", "month") else f"{moved} + {stamp}"


def _micros(part: str, amount: str) -> str:
    """A whole number of units of time in microseconds."""
    if part == "nanosecond":
        return f"floor(({amount}) / 1000)"
    return f"({amount}) * {TIME_UNITS[part]}"


def add(part: str, amount: str, value: Expr) -> str:
    """DuckDB text of a value moved by a whole number of units; a DATE moved by units of time is a TIMESTAMP."""
    name = value.type.name
    if name == "DATE" and part in ("day", "week"):
        return f"({value} + CAST({amount if part == 'day' else f'({amount}) * 7'} AS INTEGER))"
    if name == "DATE" and part in DATE_UNITS:
        return f"CAST({value} + {interval(part, amount)} AS DATE)"
    if name == "TIMESTAMP_LTZ" and part in TIME_UNITS:
        return f"make_timestamptz(CAST(epoch_us({value.sql}) + {_micros(part, amount)} AS BIGINT))"
    if name != "TIMESTAMP_TZ":
        return f"({_sum(part, amount, str(value))})"

    def body(stamp: str) -> str:
        utc = _sum(part, amount, f"CAST(struct_extract({stamp}, 'utc') AS TIMESTAMP)")
        if part in ("year", "quarter", "month"):
            shift = f"to_minutes(CAST(struct_extract({stamp}, 'offset_minutes') AS BIGINT))"
            utc = f"CAST(struct_extract({stamp}, 'utc') AS TIMESTAMP) + {shift} + {interval(part, amount)} - {shift}"
        return (
            f"CASE WHEN {stamp} IS NOT NULL AND ({amount}) IS NOT NULL THEN struct_pack(utc := {utc}, "
            f"offset_minutes := struct_extract({stamp}, 'offset_minutes')) END"
        )

    return once(value.sql, body)


# -------------------------------------------------------------------------------------------------------- difference


def difference(part: str, a: Expr, b: Expr, parameters: Mapping[str, Any]) -> str:
    """DuckDB text of how many boundaries of a part lie between two values of one type."""
    name = a.type.name
    if part in TIME_UNITS:
        start, end = (_moment_of(v) for v in (a, b))
        if part == "nanosecond":
            return f"(date_diff('microsecond', {start}, {end}) * 1000)"
        return f"date_diff('{part}', {start}, {end})"
    start, end = (bracketed(local(v)) if name != "DATE" else str(v) for v in (a, b))
    if part == "day":
        return f"({end} - {start})" if name == "DATE" else f"date_diff('day', {start}, {end})"
    if part == "week":
        # 0001-01-01 was a Monday.
        shift = (1 - week_start(parameters)) % 7
        weeks = (f"(CAST({d} AS DATE) - DATE '0001-01-01' + {shift}) // 7" for d in (end, start))
        return f"({' - '.join(weeks)})"
    return f"date_diff('{part}', {start}, {end})"


def _moment_of(value: Expr) -> str:
    """The value on a clock that does not jump."""
    name = value.type.name
    if name == "TIMESTAMP_TZ":
        return f"CAST({value}.utc AS TIMESTAMP)"
    if name == "TIMESTAMP_LTZ":
        return f"({value} AT TIME ZONE 'UTC')"
    return f"CAST({value.sql} AS TIMESTAMP)" if name == "DATE" else value.sql

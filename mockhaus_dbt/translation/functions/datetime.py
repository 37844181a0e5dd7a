"""Date and time functions: addition, difference, truncation
(https://docs.snowflake.com/en/sql-reference/functions-date-time).
"""

from __future__ import annotations

from mockhaus_dbt.errors import error, raising
from mockhaus_dbt.translation import date_parts
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Any, Call, Date, Datetime, Number, Part, Text, function
from mockhaus_dbt.translation.held import once

#: hours of the parts that are days, where TIMESTAMP_DAY_IS_ALWAYS_24H counts them so.
HOURS = {"day": 24, "week": 7 * 24}


def part_of(call: Call, name: str, allowed: tuple[str, ...] = ()) -> str:
    """The part that a name means.

    Raises:
        CompilationError: there is no such part, or the function does not take it.
    """
    part = date_parts.PARTS.get(name.strip())
    if part is None or (allowed and part not in allowed):
        raise error("not_recognised_part", value=name.upper(), function=call.name)
    return part


def whole(call: Call, amount: Expr) -> Expr:
    """A number rounded half away from zero to an integer."""
    return amount if amount.type.is_integer else call.cast(amount, t.number(18, 0))


# ---------------------------------------------------------------------------------------------------------- addition


@function(
    aliases=("TIMEADD", "TIMESTAMPADD"),
    note="A date before year 1 has DuckDB's spelling in a VARIANT, and no leading zeros in TO_CHAR.",
)
def dateadd(call: Call, part: Part, amount: Number, value: Datetime) -> Expr:
    """A date or time moved by a number of units; the day is held to the length of the month.

    >>> DATEADD(MONTH, 1, '2024-01-31'::DATE)
    2024-02-29
    >>> DATEADD('quarter', 1, '2024-01-31'::DATE)
    2024-04-30
    >>> DATEADD(DAY, 1.5, '2024-01-01'::DATE)
    2024-01-03
    >>> DATEADD(HOUR, 2, '2022-04-05'::DATE)
    2022-04-05 02:00:00.000
    >>> DATEADD(HOUR, 3, TO_TIME('05:00:00'))
    08:00:00
    >>> DATEADD(DAY, -1, '2024-03-01 10:00:00'::TIMESTAMP_NTZ)
    2024-02-29 10:00:00.000
    """
    unit = part_of(call, part, date_parts.ADDED)
    name = value.type.name
    if name == "TIME" and unit in date_parts.DATE_UNITS:
        raise error("not_recognised_part", value=part.upper(), function=call.name)
    type_ = value.type
    if name == "DATE" and unit in date_parts.TIME_UNITS:
        value, type_ = call.cast(value, t.TIMESTAMP_NTZ), t.TIMESTAMP_NTZ
    count = whole(call, amount)
    moved = count.sql
    if name == "TIMESTAMP_LTZ" and unit in HOURS and call.compiler.context.parameters["TIMESTAMP_DAY_IS_ALWAYS_24H"]:
        unit, moved = "hour", f"({moved}) * {HOURS[unit]}"
    return combined(date_parts.add(unit, moved, value), type_, count, value, atomic=True)


@function
def add_months(call: Call, value: Datetime, months: Number) -> Expr:
    """A date or timestamp some months on; the last day of a month stays the last day.

    >>> ADD_MONTHS('2016-02-29'::DATE, 1)
    2016-03-31
    >>> ADD_MONTHS('2016-05-31'::DATE, -1)
    2016-04-30
    >>> ADD_MONTHS('2016-05-15'::TIMESTAMP_NTZ, 2)
    2016-07-15 00:00:00.000
    """
    if value.type.name == "TIME":
        raise call.wrong_types()
    count = whole(call, months)

    def body(day: str) -> str:
        held = value.but(sql=day, atomic=True)
        here = date_parts.bracketed(date_parts.local(held))
        moved = date_parts.add("month", count.sql, held)
        later = f"({here} + {date_parts.interval('month', count.sql)})"
        missing = f"(last_day({later}) - CAST({later} AS DATE))"
        ended = date_parts.add("day", missing, held.but(sql=moved))
        return f"CASE WHEN CAST({here} AS DATE) = last_day({here}) THEN {ended} ELSE {moved} END"

    return combined(once(value.sql, body), value.type, value, count)


# -------------------------------------------------------------------------------------------------------- difference


@function(aliases=("TIMEDIFF", "TIMESTAMPDIFF"))
def datediff(call: Call, part: Part, start: Datetime, end: Datetime) -> Expr:
    """How many boundaries of a unit lie between two dates or times.

    >>> DATEDIFF(YEAR, '2015-12-31'::DATE, '2016-01-01'::DATE)
    1
    >>> DATEDIFF('week', '2017-01-01', '2017-01-02'::DATE)
    1
    >>> DATEDIFF(HOUR, '2016-01-01 01:59:59'::TIMESTAMP, '2016-01-01 02:00:00'::TIMESTAMP)
    1
    >>> DATEDIFF(DAY, '2024-03-01'::DATE, '2024-02-28'::DATE)
    -2
    >>> DATEDIFF(MINUTE, '10:00:30'::TIME, '10:01:00'::TIME)
    1
    """
    unit = part_of(call, part, date_parts.ADDED)
    target = t.common_type([start.type, end.type])
    if target is None:
        raise call.wrong_types()
    if target.name == "TIME" and unit in date_parts.DATE_UNITS:
        raise error("not_recognised_part", value=part.upper(), function=call.name)
    a, b = (v if v.type.name == target.name else call.cast(v, target) for v in (start, end))
    sql = date_parts.difference(unit, a, b, call.compiler.context.parameters)
    return combined(sql, t.number(9 if unit in date_parts.DATE_UNITS else 18), a, b, atomic=True)


@function
def months_between(call: Call, later: Datetime, earlier: Datetime) -> Expr:
    """Months from the second date to the first; a part of a month counts in 31sts, and ends of months are whole.

    >>> MONTHS_BETWEEN('2019-03-01'::DATE, '2019-02-15'::DATE)
    0.548387
    >>> MONTHS_BETWEEN('2019-03-31'::DATE, '2019-02-28'::DATE)
    1.000000
    >>> MONTHS_BETWEEN('2019-03-01 02:00:00'::TIMESTAMP, '2019-02-15 01:00:00'::TIMESTAMP)
    0.549731
    >>> MONTHS_BETWEEN('2019-02-01'::DATE, '2019-03-01'::DATE)
    -1.000000
    """
    if "TIME" in (later.type.name, earlier.type.name):
        raise call.wrong_types()
    a, b = (call.cast(v, t.TIMESTAMP_NTZ) for v in (later, earlier))

    def of_both(x: str, y: str) -> str:
        months = f"((year({x}) - year({y})) * 12 + month({x}) - month({y}))"
        ends = f"CAST({x} AS DATE) = last_day({x}) AND CAST({y} AS DATE) = last_day({y})"
        clock = f"epoch_us(CAST({x} AS TIME)) - epoch_us(CAST({y} AS TIME))"
        days = f"(day({x}) - day({y}) + ({clock}) / 86400000000)"
        return f"CASE WHEN day({x}) = day({y}) OR {ends} THEN {months} ELSE round({months} + {days} / 31, 6) END"

    sql = of_both(str(a), str(b))
    return combined(f"CAST({sql} AS DECIMAL(38,6))", t.number(38, 6), a, b, atomic=True)


# -------------------------------------------------------------------------------------------------------- truncation

_TRUNCATED = (*date_parts.ADDED, "week_iso", "yearofweekiso")


def truncated(call: Call, part: str, value: Expr) -> Expr:
    """A date or time cut down to a part, for DATE_TRUNC and for TRUNC with two arguments."""
    unit = part_of(call, part, _TRUNCATED)
    if value.type.name == "TIME" and unit not in date_parts.TIME_UNITS:
        raise error("not_recognised_part", value=part.upper(), function=call.name)
    return combined(
        date_parts.truncate(unit, value, call.compiler.context.parameters), value.type, value, atomic=True
    )


@function
def date_trunc(call: Call, part: Part, value: Datetime) -> Expr:
    """A date or time cut down to the beginning of a unit; the type stays.

    >>> DATE_TRUNC('week', '2024-05-12'::DATE)
    2024-05-06
    >>> DATE_TRUNC(QUARTER, '2024-05-09 08:50:57.891'::TIMESTAMP_NTZ)
    2024-04-01 00:00:00.000
    >>> DATE_TRUNC('minute', '08:50:48'::TIME)
    08:50:00
    >>> DATE_TRUNC('hour', '2024-05-09 08:50:57 +05:30'::TIMESTAMP_TZ)
    2024-05-09 08:00:00.000 +0530
    """
    return truncated(call, part, value)


# ------------------------------------------------------------------------------------------------------ days of weeks


@function
def last_day(call: Call, value: Datetime, part: Part = "month") -> Expr:
    """The last day of the month, or of another unit, that a date is in.

    >>> LAST_DAY('2024-02-10'::DATE)
    2024-02-29
    >>> LAST_DAY('2024-05-12'::TIMESTAMP_NTZ, 'year')
    2024-12-31
    >>> LAST_DAY('2024-05-08'::DATE, 'week')
    2024-05-12
    >>> LAST_DAY('2024-05-08'::DATE, 'quarter')
    2024-06-30
    """
    unit = part_of(call, part, (*date_parts.DATE_UNITS, "week_iso", "yearofweekiso"))
    if value.type.name == "TIME":
        raise call.wrong_types()
    day = call.cast(value, t.DATE)
    if unit == "month":
        sql = f"last_day({day.sql})"
    elif unit == "day":
        sql = day.sql
    elif unit == "yearofweekiso":
        sql = f"(CAST(date_trunc('isoyear', date_trunc('isoyear', {day}) + INTERVAL 54 WEEK) AS DATE) - 1)"
    else:
        start = date_parts.truncate(unit, day, call.compiler.context.parameters)
        length = {"year": "1 YEAR", "quarter": "3 MONTH"}.get(unit, "7 DAY")
        sql = f"(CAST({start} + INTERVAL {length} AS DATE) - 1)"
    return combined(sql, t.DATE, day, atomic=True)


_DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


def _day_number(call: Call, name: Expr) -> str:
    """The ISO number of a day of the week by the first letters of its name."""
    if isinstance(name.constant, str):
        word = name.constant.strip().lower()[:2]
        if word not in _DAYS:
            raise call.wrong_value(name.constant, "DOW")
        return str(_DAYS.index(word) + 1)
    listed = ", ".join(f"'{d}'" for d in _DAYS)
    found = f"list_position([{listed}], left(lower(trim({name.sql})), 2))"
    unknown = raising("argument_value", name.sql, name="DOW", function=call.name)
    return f"(CASE WHEN {name} IS NOT NULL THEN coalesce({found}, {unknown}) END)"


@function
def next_day(call: Call, value: Date, weekday: Text) -> Expr:
    """The first such day of the week after a date.

    >>> NEXT_DAY('2024-05-08'::DATE, 'Friday')
    2024-05-10
    >>> NEXT_DAY('2024-05-10'::DATE, 'fr')
    2024-05-17
    """
    wanted = _day_number(call, weekday)
    sql = f"({value} + CAST(({wanted} - isodow({value.sql}) + 6) % 7 + 1 AS INTEGER))"
    return combined(sql, t.DATE, value, weekday, atomic=True)


@function
def previous_day(call: Call, value: Date, weekday: Text) -> Expr:
    """The last such day of the week before a date.

    >>> PREVIOUS_DAY('2024-05-08'::DATE, 'Friday')
    2024-05-03
    >>> PREVIOUS_DAY('2024-05-10'::DATE, 'fr')
    2024-05-03
    """
    wanted = _day_number(call, weekday)
    sql = f"({value} - CAST((isodow({value.sql}) - {wanted} + 6) % 7 + 1 AS INTEGER))"
    return combined(sql, t.DATE, value, weekday, atomic=True)


# ------------------------------------------------------------------------------------------------------------- slices


@function
def time_slice(call: Call, value: Datetime, length: Any, part: Part, edge: Any = None) -> Expr:
    """The beginning (or the end) of the slice of time that a date is in; slices are counted from 1970-01-01.

    >>> TIME_SLICE('2019-02-28'::DATE, 4, 'MONTH', 'START')
    2019-01-01
    >>> TIME_SLICE('2019-02-28'::DATE, 4, 'MONTH', 'END')
    2019-05-01
    >>> TIME_SLICE('2019-02-28T12:34:56.789'::TIMESTAMP_NTZ, 8, 'HOUR')
    2019-02-28 08:00:00.000
    >>> TIME_SLICE('2018-07-31'::DATE, 2, 'WEEK')
    2018-07-23
    >>> TIME_SLICE('1969-12-31'::DATE, 15, 'YEAR')
    1955-01-01
    """
    unit = part_of(call, part, (*date_parts.DATE_UNITS, "hour", "minute", "second"))
    name = value.type.name
    if name not in ("DATE", "TIMESTAMP_NTZ") or (name == "DATE" and unit in date_parts.TIME_UNITS):
        raise call.wrong_types()
    size = length.constant
    if not isinstance(size, int) or size < 1:
        raise call.wrong_value(size if size is not None else length, "SLICE_LENGTH")
    word = "START" if edge is None else str(edge.constant).upper()
    if word not in ("START", "END"):
        raise call.wrong_value(word, "START_OR_END")
    more = size if word == "END" else 0
    sql = _slice(unit, value, size, more, date_parts.week_start(call.compiler.context.parameters))
    return combined(f"CAST({sql} AS {value.type.physical()})", value.type, value, atomic=True)


def _slice(unit: str, value: Expr, size: int, more: int, week_start: int) -> str:
    here = value.sql
    if unit in ("year", "quarter", "month"):
        months = size * {"year": 12, "quarter": 3, "month": 1}[unit]
        counted = f"((year({here}) - 1970) * 12 + month({here}) - 1)"
        extra = f" + {months}" if more else ""
        return f"(DATE '1970-01-01' + to_months(CAST(floor({counted} / {months}) * {months}{extra} AS INTEGER)))"
    if unit in ("week", "day"):
        days = size * (7 if unit == "week" else 1)
        # 1970-01-01 was a Thursday.
        back = (4 - week_start) % 7 if unit == "week" else 0
        base = f"(DATE '1970-01-01' - {back})"
        counted = f"(CAST({here} AS DATE) - {base})"
        extra = f" + {days}" if more else ""
        return f"({base} + CAST(floor({counted} / {days}) * {days}{extra} AS INTEGER))"
    micros = size * date_parts.TIME_UNITS[unit]
    extra = f" + {micros}" if more else ""
    rest = f"((epoch_us({here}) % {micros}) + {micros}) % {micros}"
    return f"make_timestamp(epoch_us({here}) - {rest}{extra})"

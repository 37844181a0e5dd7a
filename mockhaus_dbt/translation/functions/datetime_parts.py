"""Date and time functions: parts of dates and times
(https://docs.snowflake.com/en/sql-reference/functions/year, date_part, hour-minute-second).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation import date_parts
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.datetime import part_of
from mockhaus_dbt.translation.functions.registry import Any, Call, Datetime, Part, coerce, function
from mockhaus_dbt.translation.interval_types import MONTHS


def extracted(call: Call, part: str, value: Expr) -> Expr:
    """A part of a date, time or timestamp.

    Raises:
        CompilationError: 001044 a TIME has no such part.
    """
    if value.type.is_interval:
        months = value.type.name == MONTHS
        if part not in (("year", "month") if months else ("day", "hour", "minute", "second", "nanosecond")):
            raise error("not_recognised_part", value=part.upper(), function=call.name)
        sql = f"mh_interval_part('{part.upper()}', CAST({value.sql} AS HUGEINT))"
        return combined(sql, date_parts.part_type(part), value, atomic=True)
    if value.type.name == "TIME" and part not in ("hour", "minute", "second", "nanosecond") and part[:5] != "epoch":
        raise error("not_recognised_part", value=part.upper(), function=call.name)
    sql = date_parts.extract(part, value, call.compiler.context.parameters)
    return combined(sql, date_parts.part_type(part), value, atomic=sql[:4] != "CASE")


#: parts that a DATE does not have, though it has the second (docs of DATE_PART).
_NOT_OF_DATES = ("epoch_millisecond", "epoch_microsecond", "epoch_nanosecond")
_EXTRACTED = tuple(
    p for p in dict.fromkeys(date_parts.PARTS.values()) if p not in ("millisecond", "microsecond")
)


@function
def date_part(call: Call, part: Part, value: Any) -> Expr:
    """A part of a date, time or timestamp as a number.

    >>> DATE_PART(quarter, '2024-04-08'::DATE)
    2
    >>> DATE_PART(year FROM TO_TIMESTAMP('2024-04-08T23:39:20.123-07:00'))
    2024
    >>> DATE_PART(epoch_millisecond, TO_TIMESTAMP('2024-04-08T23:39:20.123-07:00'))
    1712619560123
    >>> DATE_PART('epoch_second', '2024-01-01 00:00:00'::TIMESTAMP_NTZ)
    1704067200
    >>> DATE_PART(nanosecond, '2024-01-01 00:00:00.123456789'::TIMESTAMP_NTZ)
    123456789
    >>> DATE_PART(tzh, '2024-01-01 00:00:00 -0730'::TIMESTAMP_TZ)
    -7
    >>> EXTRACT(dayofweek_iso FROM '2024-05-12'::DATE)
    7
    >>> EXTRACT(year FROM TO_TIMESTAMP('2024-04-10T23:39:20.123-07:00'))
    2024
    >>> DATE_PART(month, INTERVAL '3-2' YEAR TO MONTH)
    2
    >>> DATE_PART(hour, INTERVAL '3 4' DAY TO HOUR)
    4
    """
    name = part_of(call, part, _EXTRACTED)
    if value.type.is_interval:
        return extracted(call, name, value)
    if value.type.name == "INTERVAL":
        return _of_interval(call, name, value)
    moment = coerce(call.compiler, value, "Datetime")
    if moment is None:
        raise call.wrong_types()
    value = moment
    if value.type.name == "DATE" and name in _NOT_OF_DATES:
        raise error("not_recognised_part", value=part.upper(), function=call.name)
    return extracted(call, name, value)


#: interval literal's unit -> how many of the smallest (months, microseconds) it has.
_MONTHS = {"year": 12, "quarter": 3, "month": 1}
_MICROSECONDS = {
    "week": 7 * 86_400_000_000, "day": 86_400_000_000, "hour": 3_600_000_000, "minute": 60_000_000,
    "second": 1_000_000, "millisecond": 1000, "microsecond": 1,
}  # fmt: skip


def _of_interval(call: Call, part: str, value: Expr) -> Expr:
    """A part of an interval, which is a constant: years and months, or days and shorter units.

    Raises:
        CompilationError: 000002 the interval has no such part.
    """
    months = any(unit in _MONTHS for _, unit in value.constant)
    sizes = _MONTHS if months else _MICROSECONDS
    parts = {"year": (12, 0), "month": (1, 12)} if months else {
        "day": (_MICROSECONDS["day"], 0), "hour": (_MICROSECONDS["hour"], 24),
        "minute": (_MICROSECONDS["minute"], 60), "second": (1_000_000, 60), "nanosecond": (1, 1_000_000),
    }  # fmt: skip
    if part not in parts or any(unit not in sizes for _, unit in value.constant):
        raise error("not_recognised_part", value=part.upper(), function=call.name)
    total = int(sum(Decimal(amount) * sizes[unit] for amount, unit in value.constant))
    size, limit = parts[part]
    found = abs(total) // size
    found = (found % limit if limit else found) * (1000 if part == "nanosecond" else 1)
    found = -found if total < 0 else found
    return Expr(str(found), t.number(max(len(str(abs(found))), 1), 0), nullable=False, constant=found)


#: function -> part and its example.
_FUNCTIONS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "YEAR": ("year", "YEAR('2024-04-08'::DATE)\n2024", ()),
    "YEAROFWEEK": ("yearofweek", "YEAROFWEEK('2017-01-01'::DATE)\n2016", ()),
    "YEAROFWEEKISO": ("yearofweekiso", "YEAROFWEEKISO('2017-01-01'::DATE)\n2016", ()),
    "DAY": ("day", "DAY('2024-04-08 23:39:20'::TIMESTAMP_NTZ)\n8", ("DAYOFMONTH",)),
    "DAYOFWEEK": ("dayofweek", "DAYOFWEEK('2024-05-12'::DATE)\n0", ()),
    "DAYOFWEEKISO": ("dayofweek_iso", "DAYOFWEEKISO('2024-05-12'::DATE)\n7", ("DAYOFWEEK_ISO",)),
    "DAYOFYEAR": ("dayofyear", "DAYOFYEAR('2024-12-31'::DATE)\n366", ()),
    "WEEK": ("week", "WEEK('2017-01-01'::DATE)\n52", ("WEEKOFYEAR",)),
    "WEEKISO": ("week_iso", "WEEKISO('2017-01-01'::DATE)\n52", ("WEEK_ISO",)),
    "MONTH": ("month", "MONTH('2024-04-08'::DATE)\n4", ()),
    "QUARTER": ("quarter", "QUARTER('2024-04-08'::DATE)\n2", ()),
    "HOUR": ("hour", "HOUR('2024-04-08 23:39:20'::TIMESTAMP_NTZ)\n23", ()),
    "MINUTE": ("minute", "MINUTE('23:39:20'::TIME)\n39", ()),
    "SECOND": ("second", "SECOND('23:39:20.9'::TIME)\n20", ()),
}


def _make(name: str, part: str, example: str) -> Callable[[Call, Expr], Expr]:
    def body(call: Call, value: Datetime) -> Expr:
        return extracted(call, part, value)

    body.__name__ = name.lower()
    body.__doc__ = f"The {part.replace('_', ' ')} of a date or timestamp as a number.\n\n>>> {example}"
    return body


for _name, (_part, _example, _aliases) in _FUNCTIONS.items():
    function(aliases=_aliases)(_make(_name, _part, _example))


@function
def dayname(call: Call, value: Datetime) -> Expr:
    """The day of the week by three letters.

    >>> DAYNAME('2024-05-12'::DATE)
    Sun
    """
    return _named(call, value, "%a")


@function
def monthname(call: Call, value: Datetime) -> Expr:
    """The month by three letters.

    >>> MONTHNAME('2024-05-12'::DATE)
    May
    """
    return _named(call, value, "%b")


def _named(call: Call, value: Expr, element: str) -> Expr:
    if value.type.name == "TIME":
        raise call.wrong_types()
    stamp = call.cast(value, t.TIMESTAMP_NTZ)
    return combined(f"strftime({stamp.sql}, '{element}')", t.varchar(3), value, atomic=True)

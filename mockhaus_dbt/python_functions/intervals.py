"""Intervals as text, and text as intervals: months, or nanoseconds.

https://docs.snowflake.com/en/sql-reference/data-types-datetime#interval-formats
"""

from __future__ import annotations

import re
from decimal import Decimal

from mockhaus_dbt.python_functions import failure, python_function
from mockhaus_dbt.translation.types import INTERVAL_SPANS

#: how many of the smallest unit a field has: months, nanoseconds.
SIZES = {
    "YEAR": 12, "MONTH": 1, "DAY": 86_400 * 10**9, "HOUR": 3_600 * 10**9, "MINUTE": 60 * 10**9, "SECOND": 10**9,
}  # fmt: skip
_ORDER = tuple(SIZES)
#: what stands between a field and the one before it.
_BEFORE = {"MONTH": "-", "HOUR": " ", "MINUTE": ":", "SECOND": ":"}
_LIMITS = {"MONTH": 12, "HOUR": 24, "MINUTE": 60, "SECOND": 60}


def fields(span: int) -> tuple[str, ...]:
    """The fields of a type."""
    first, last = INTERVAL_SPANS[span]
    return _ORDER[_ORDER.index(first) : _ORDER.index(last) + 1]


def _read(text: str, span: int, digits: int, fraction: int) -> int | None:
    """The value of a text; None where it is none of the type."""
    names = fields(span)
    pattern = r"\s*([+-]?)\s*" + "".join(
        (_BEFORE[name] if i else "") + (r"(\d+(?:\.\d*)?)" if name == "SECOND" else r"(\d+)")
        for i, name in enumerate(names)
    )
    found = re.fullmatch(pattern + r"\s*", text)
    if found is None:
        return None
    amounts = [Decimal(amount) for amount in found.groups()[1:]]
    if len(str(int(amounts[0]))) > digits or any(a >= _LIMITS[n] for a, n in zip(amounts[1:], names[1:])):
        return None
    total = sum(int(amount * SIZES[name]) for amount, name in zip(amounts, names))
    if names[-1] == "SECOND":
        total -= total % 10 ** (9 - fraction)
    return -total if found[1] == "-" else total


@python_function("HUGEINT", "VARCHAR", "INTEGER", "INTEGER", "INTEGER")
def interval_of(text: str, span: int, digits: int, fraction: int) -> int:
    """The months or nanoseconds of a text."""
    found = _read(text, span, digits, fraction)
    if found is None:
        raise failure("interval_value", text)
    return found


@python_function("HUGEINT", "VARCHAR", "INTEGER", "INTEGER", "INTEGER", nulls=True)
def try_interval_of(text: str | None, span: int, digits: int, fraction: int) -> int | None:
    """The same, None where the text is no interval of the type."""
    return None if text is None else _read(text, span, digits, fraction)


@python_function("HUGEINT", "HUGEINT", "INTEGER", "INTEGER", "INTEGER")
def interval_as(value: int, span: int, digits: int, fraction: int) -> int:
    """A value of another type of the family, with what that one has no field for cut off."""
    names = fields(span)
    size = SIZES[names[-1]] // (10**fraction if names[-1] == "SECOND" else 1)
    kept = abs(value) // size * size
    if len(str(kept // SIZES[names[0]])) > digits:
        raise failure("interval_value", str(value))
    return -kept if value < 0 else kept


@python_function("VARCHAR", "HUGEINT", "INTEGER", "INTEGER", "INTEGER")
def interval_text(value: int, span: int, digits: int, fraction: int) -> str:
    """A value in the interval format of its type."""
    text, rest = "-" if value < 0 else "+", abs(value)
    for i, name in enumerate(fields(span)):
        amount, rest = divmod(rest, SIZES[name])
        text += (_BEFORE[name] if i else "") + (f"{amount:02d}" if i else str(amount))
        if name == "SECOND" and fraction:
            text += f".{rest // 10 ** (9 - fraction):0{fraction}d}"
    return text


@python_function("BIGINT", "VARCHAR", "HUGEINT")
def interval_part(part: str, value: int) -> int:
    """A part of a value: years or months; days, hours, minutes, seconds, or the nanoseconds of the second."""
    size = 1 if part == "NANOSECOND" else SIZES[part]
    limit = {"NANOSECOND": 10**9, **_LIMITS}.get(part)
    found = abs(value) // size
    found = found % limit if limit else found
    return -found if value < 0 else found

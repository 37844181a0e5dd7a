"""INTERVAL: constants such as ``INTERVAL '1 year, 3 days'`` and literals such as ``INTERVAL '1-6' YEAR TO MONTH``
(https://docs.snowflake.com/en/sql-reference/data-types-datetime).

Constants are there for arithmetic with dates and times alone. Literals are values of the interval types as well.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import casts_interval, interval_types  # noqa: F401 - its conversions register themselves
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.rewrites.registry import rewrite
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope

_UNITS = {
    **dict.fromkeys("year y yy yyy yyyy yr years yrs".split(), "year"),
    **dict.fromkeys("quarter q qtr qtrs quarters".split(), "quarter"),
    **dict.fromkeys("month mm mon mons months".split(), "month"),
    **dict.fromkeys("week w wk weekofyear woy wy weeks".split(), "week"),
    **dict.fromkeys("day d dd days dayofmonth".split(), "day"),
    **dict.fromkeys("hour h hh hr hours hrs".split(), "hour"),
    **dict.fromkeys("minute m mi min minutes mins".split(), "minute"),
    **dict.fromkeys("second s sec seconds secs".split(), "second"),
    **dict.fromkeys("millisecond ms msec milliseconds".split(), "millisecond"),
    **dict.fromkeys("microsecond us usec microseconds".split(), "microsecond"),
    **dict.fromkeys("nanosecond ns nsec nanosec nsecond nanoseconds nanosecs nseconds".split(), "nanosecond"),
}
_YEARS = ("year", "month")
_DAYS = ("day", "hour", "minute", "second")
#: what parts a field from the next in a literal.
_SIGNS = {"month": "-", "hour": " ", "minute": ":", "second": ":"}


@rewrite(exp.Interval)
def _interval(compiler: Compiler, node: exp.Interval, scope: Scope) -> Expr:
    if not isinstance(node.this, exp.Literal):
        raise error("parse", line=1, column=0, token="INTERVAL")
    text = str(node.this.this)
    unit = node.args.get("unit")
    parts: list[tuple[str, str]]
    if unit is not None and text.startswith(MARK):
        parts, type_ = _literal(text[1:], unit)
        if not _is_constant(node):
            return valued(Expr("", type_, constant=parts))
    else:
        parts = _constant(f"{text.replace(MARK, '')} {unit.name if unit is not None else ''}")
    sql = " + ".join(f"INTERVAL '{amount} {name}'" for amount, name in parts)
    return Expr(sql, t.INTERVAL, len(parts) == 1, nullable=False, constant=parts)


def _is_constant(node: exp.Interval) -> bool:
    """Whether a literal stands beside a date, or says how far a frame reaches."""
    around = node.parent
    while isinstance(around, exp.Paren):
        around = around.parent
    return isinstance(around, (exp.Add, exp.Sub, exp.WindowSpec))


_SIZES = {"year": 12, "month": 1, "day": 86_400 * 10**9, "hour": 3_600 * 10**9, "minute": 60 * 10**9,
          "second": 10**9, "microsecond": 1000, "nanosecond": 1}  # fmt: skip


def valued(literal: Expr) -> Expr:
    """A literal as a value of its interval type.

    Args:
        literal: its parts, and the type where it is known.

    Raises:
        UnsupportedError: a constant, which is no value.
    """
    parts = literal.constant
    type_ = literal.type if literal.type.is_interval else getattr(parts, "type", None)
    if type_ is None:
        raise UnsupportedError("an INTERVAL constant but for arithmetic with dates and times")
    total = int(sum(Decimal(amount) * _SIZES[unit] for amount, unit in parts))
    return Expr(f"CAST({total} AS {type_.physical()})", type_, True, nullable=False)


class Parts(list[tuple[str, str]]):
    """The parts of a literal, which has a type."""

    type: SqlType | None = None


def _constant(text: str) -> list[tuple[str, str]]:
    """The parts of a constant, one after the other as they are added: ``1 year, 3 days``."""
    parts = []
    for amount, word in re.findall(r"([+-]?\d+(?:\.\d+)?)\s*([A-Za-z]*)", text):
        name = _UNITS.get(word.lower() or "second")
        if name is None:
            raise error("parse", line=1, column=0, token=word)
        if name == "nanosecond":  # values have microseconds
            amount, name = str(int(Decimal(amount) // 1000)), "microsecond"
        parts.append((amount, name))
    if not parts:
        raise error("parse", line=1, column=0, token=text)
    return parts


def _field(node: exp.Expr) -> tuple[str, list[int]]:
    """A field of a literal, and the numbers in the brackets behind it."""
    word = str(node.this).replace(MARK, "") if isinstance(node, exp.Anonymous) else node.name
    name = _UNITS.get(word.lower(), "")
    if name not in (*_YEARS, *_DAYS):
        raise error("parse", line=1, column=0, token=word.upper())
    return name, [int(n.name) for n in node.expressions] if isinstance(node, exp.Anonymous) else []


def _literal(text: str, unit: exp.Expr) -> tuple[Parts, SqlType]:
    """The parts of a literal, ``'11 10:09' DAY TO MINUTE``, and its type."""
    spanned = isinstance(unit, exp.IntervalSpan)
    first, leading = _field(unit.this if spanned else unit)
    last, trailing = _field(unit.expression) if spanned else (first, leading[1:])
    digits = (leading or [9])[0]
    group = _YEARS if first in _YEARS else _DAYS
    if last not in group or group.index(last) < group.index(first):
        raise error("parse", line=1, column=0, token=last.upper())
    fields = group[group.index(first) : group.index(last) + 1]
    pattern = r"\s*([+-]?)" + "".join(
        (_SIGNS[name] if i else "") + (r"(\d+(?:\.\d+)?)" if name == "second" else r"(\d+)")
        for i, name in enumerate(fields)
    )
    found = re.fullmatch(pattern + r"\s*", text)
    if found is None or len(found[2].split(".")[0].lstrip("0")) > digits:
        raise error("interval_value", value=text)
    parts = Parts()
    for name, amount in zip(fields, found.groups()[1:], strict=True):
        if name == "second":
            amount, name = str(int(Decimal(amount) * 1000000)), "microsecond"
        parts.append((f"{found[1]}{amount}", name))
    if group is _DAYS:
        # A date plus a literal of days is a timestamp; plus a constant, '3 days', it is a date.
        parts.append(("0", "microsecond"))
    parts.type = interval_types.of(first.upper(), last.upper(), digits, (trailing or [9])[0])
    return parts, parts.type

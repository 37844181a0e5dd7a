"""The interval types, such as INTERVAL YEAR(2) TO MONTH and INTERVAL DAY TO SECOND(3)
(https://docs.snowflake.com/en/sql-reference/data-types-datetime#interval-data-types).

Year-month intervals are held as months, day-time intervals as nanoseconds: they compare, and add, as numbers.
A type's ``length`` says its fields, its ``precision`` the digits of the first one, its ``scale`` those of a second's
fraction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlglot.tokens import Token

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.types import INTERVAL_SPANS, SqlType

MONTHS, NANOSECONDS = "INTERVAL_YEAR_MONTH", "INTERVAL_DAY_TIME"
NAMES = (MONTHS, NANOSECONDS)
#: every spelling of a field; the plural is the singular.
_FIELDS = {f"{name}{end}": name for name in ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND") for end in ("", "S")}
#: stands before the name of a call, which a field with a bracket behind it looks like.
_MARK = "\x02"
_WORDS = re.compile(r"\w+|[(),]")


def of(first: str, last: str, digits: int = 9, fraction: int = 9) -> SqlType:
    """The type with fields from a first to a last one.

    Raises:
        CompilationError: 002040 there is no such type.
    """
    span = (first, last)
    if span not in INTERVAL_SPANS or not 1 <= digits <= 9 or not 0 <= fraction <= 9:
        raise error("unknown_type", name=f"INTERVAL {first}" + (f" TO {last}" if last != first else ""))
    index = INTERVAL_SPANS.index(span)
    months = first in ("YEAR", "MONTH")
    return SqlType(
        MONTHS if months else NANOSECONDS, digits, fraction if last == "SECOND" else None if months else 0, index
    )


def read(text: str) -> SqlType:
    """The type that a text such as ``INTERVAL DAY(2) TO SECOND(3)`` names.

    Raises:
        CompilationError: 001003 a syntax error, 002040 there is no such type.
    """
    words = [w.upper() for w in _WORDS.findall(text)][1:]
    at = 0

    def word() -> str:
        return words[at] if at < len(words) else ""

    def numbers(most: int) -> list[int]:
        nonlocal at
        found: list[int] = []
        if word() != "(":
            return found
        while word() in ("(", ",") and len(found) < most:
            at += 1
            if not word().isdigit():
                break
            found.append(int(word()))
            at += 1
        if word() != ")" or not found or words[at - 1] == ",":
            raise error("syntax", line=1, column=0, token=word() or "<EOF>")
        at += 1
        return found

    first = _FIELDS.get(word(), "")
    at += 1
    leading = numbers(2 if first == "SECOND" else 1)
    last, trailing = first, leading[1:]
    if word() == "TO":
        at += 1
        last = _FIELDS.get(word(), "")
        at += 1
        trailing = numbers(1 if last == "SECOND" else 0)
    if at < len(words):
        raise error("syntax", line=1, column=0, token=word())
    return of(first, last, (leading or [9])[0], (trailing or [9])[0])


def end(tokens: Sequence[Token], at: int) -> int:
    """Where a type ends that begins with the word INTERVAL; the place itself where none does."""

    def kind(i: int) -> str:
        return tokens[i].text.replace(_MARK, "").upper() if i < len(tokens) else ""

    def bracket(i: int) -> int:
        if kind(i) != "(":
            return i
        close = next((n for n in range(i, min(i + 5, len(tokens))) if kind(n) == ")"), i - 1)
        return close + 1

    if kind(at + 1) not in _FIELDS:
        return at
    stop = bracket(at + 2)
    if kind(stop) == "TO" and kind(stop + 1) in _FIELDS:
        stop = bracket(stop + 2)
    return stop




def arguments(type_: SqlType) -> str:
    """What the functions in Python are told of a type."""
    assert type_.length is not None
    return f"{type_.length}, {type_.precision}, {type_.scale or 0}"


def joined(a: SqlType, b: SqlType) -> SqlType:
    """The type of a sum: all fields from the first to the last of both."""
    order = ("YEAR", "MONTH") if a.name == MONTHS else ("DAY", "HOUR", "MINUTE", "SECOND")
    (a1, a2), (b1, b2) = (INTERVAL_SPANS[t.length or 0] for t in (a, b))
    first, last = min(a1, b1, key=order.index), max(a2, b2, key=order.index)
    return of(first, last, 9, max(a.scale or 0, b.scale or 0))

"""Snowflake's date and time formats: their elements, and printing by them
(https://docs.snowflake.com/en/sql-reference/date-time-input-output). Reading is in datetime_input.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


@dataclass(frozen=True)
class Moment:
    """A date, time or timestamp known at compile time, to the nanosecond.

    Args:
        nanoseconds: of the wall clock since 1970-01-01, or since midnight for a TIME.
        offset: minutes east of UTC where the text said so.
    """

    nanoseconds: int
    offset: int | None = None


@dataclass(frozen=True)
class Element:
    """A piece of a format: an element such as YYYY, or text that stands for itself (kind "")."""

    kind: str
    text: str = ""


#: longest first.
_WORDS = (
    "TZH:TZM", "TZHTZM", "TZISO", "HH24", "HH12", "YYYY", "UUUU", "MMMM", "TZH", "TZM", "TZD", "MON", "H24", "H12",
    "HH", "YY", "MM", "MO", "MI", "ME", "DD", "DY", "SS", "AM", "PM",
)  # fmt: skip
_LETTERS = "YDHSP"
_SYNONYMS = {"HH": "HH24", "H": "H24", "PM": "AM", "TZHTZM": "TZ", "TZH:TZM": "TZ:", "UUUU": "YYYY"}


@lru_cache(maxsize=512)
def elements(pattern: str) -> tuple[Element, ...]:
    """Cut a format into its elements.

    Elements of one letter count only in words that are made of elements throughout: the ``h`` of ``hours`` is text.
    """
    found: list[Element] = []
    i = 0
    while i < len(pattern):
        if pattern[i] == '"':
            end = pattern.find('"', i + 1)
            end = len(pattern) if end < 0 else end
            found.append(Element("", pattern[i + 1 : end]))
            i = end + 1
            continue
        word = re.compile(r"[A-Za-z0-9]+(?::TZM)?", re.I).match(pattern, i)
        if word is None:
            found.append(Element("", pattern[i]))
            i += 1
            continue
        text = word[0]
        if text.upper().endswith(":TZM") and not text.upper().endswith("TZH:TZM"):
            text = text[:-4]
        found.extend(_word(text))
        i += len(text)
    return tuple(_merged(found))


def _merged(found: list[Element]) -> list[Element]:
    merged: list[Element] = []
    for item in found:
        if not item.kind and merged and not merged[-1].kind:
            merged[-1] = Element("", merged[-1].text + item.text)
        else:
            merged.append(item)
    return merged


def _word(text: str) -> list[Element]:
    """The elements of a run of letters and digits."""
    for single in (_LETTERS, ""):
        found: list[Element] = []
        i, whole = 0, True
        while i < len(text):
            name = _element_at(text, i, single)
            if name:
                found.append(Element(_SYNONYMS.get(name, name)))
                i += len(name)
            else:
                whole = False
                found.append(Element("", text[i]))
                i += 1
        if whole:
            break
    return found


def _element_at(text: str, i: int, single: str) -> str:
    upper = text.upper()
    if upper.startswith("FF", i):
        return upper[i : i + 3] if upper[i + 2 : i + 3].isdigit() else "FF"
    for word in _WORDS:
        if upper.startswith(word, i):
            return word
    return upper[i] if upper[i] in single else ""


def output_format(compiler: Compiler, source: SqlType) -> str:
    """The session's output format of a type."""
    parameters = compiler.context.parameters
    name = source.name
    if name in ("DATE", "TIME"):
        return str(parameters[f"{name}_OUTPUT_FORMAT"])
    own = parameters.get(f"{name}_OUTPUT_FORMAT") or ""
    return str(own or parameters["TIMESTAMP_OUTPUT_FORMAT"])


def input_format(compiler: Compiler, target: SqlType) -> str:
    """The session's input format for a type; AUTO where nothing was set."""
    kind = target.name if target.name in ("DATE", "TIME") else "TIMESTAMP"
    return str(compiler.context.parameters.get(f"{kind}_INPUT_FORMAT") or "AUTO")


def local_and_offset(value: Expr) -> tuple[str, str]:
    """DuckDB text of a wall clock as TIMESTAMP, and of its minutes east of UTC ('' where it has no zone)."""
    name = value.type.name
    if name == "TIMESTAMP_TZ":
        # The cast tells DuckDB the type where the value is NULL.
        offset = f"{value}.offset_minutes"
        return f"(CAST({value}.utc AS TIMESTAMP) + to_minutes(CAST({offset} AS BIGINT)))", offset
    if name == "TIMESTAMP_LTZ":
        return f"CAST({value.sql} AS TIMESTAMP)", f"(date_part('timezone', {value.sql}) // 60)"
    if name == "TIME":
        return f"(DATE '1970-01-01' + {value})", ""
    if name == "DATE":
        return f"CAST({value.sql} AS TIMESTAMP)", ""
    return value.sql, ""


#: DuckDB's %n writes beyond its place; a TIMESTAMP has microseconds anyway.
_STRFTIME = {
    "YYYY": "%Y", "YY": "%y", "MM": "%m", "MON": "%b", "MMMM": "%B", "DD": "%d", "DY": "%a", "HH24": "%H",
    "HH12": "%I", "AM": "%p", "MI": "%M", "SS": "%S", "FF3": "%g", "FF6": "%f",
    "FF7": "%f0", "FF8": "%f00", "FF9": "%f000", "FF": "%f000",
}  # fmt: skip
#: elements without leading zeros, which strftime gets wrong at the end of a text.
_COUNTED = {
    "Y": "year({0}) % 100",
    "MO": "month({0})",
    "D": "day({0})",
    "H24": "hour({0})",
    "H12": "(hour({0}) + 11) % 12 + 1",
    "ME": "minute({0})",
    "S": "second({0})",
}


def format_sql(compiler: Compiler, value: Expr, pattern: str) -> str:
    """DuckDB text that prints a date or time by a Snowflake format."""
    local, offset = local_and_offset(value)
    nanoseconds = value.moment.nanoseconds % 10**9 if isinstance(value.moment, Moment) else None
    pieces: list[str] = []
    run, dynamic = "", False

    def flush() -> None:
        nonlocal run, dynamic
        if run:
            pieces.append(f"strftime({local}, {literal(run)})" if dynamic else literal(run.replace("%%", "%")))
        run, dynamic = "", False

    for item in elements("YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM" if pattern.upper() == "AUTO" else pattern):
        if item.kind == "FF" and value.type.precision is not None:
            item = Element(f"FF{value.type.precision}")  # a TIME(2) prints two digits
        if not item.kind:
            run += item.text.replace("%", "%%")
        elif item.kind.startswith("FF") and nanoseconds is not None and nanoseconds % 1000:
            run += f"{nanoseconds:09d}"[: int(item.kind[2:] or 9)]
        elif item.kind in _STRFTIME:
            run, dynamic = run + _STRFTIME[item.kind], True
        elif item.kind.startswith("FF"):
            if item.kind != "FF0":
                flush()
                pieces.append(f"left(strftime({local}, '%f'), {item.kind[2:]})")
            elif run.endswith("."):
                run = run[:-1]
        else:
            flush()
            pieces.append(_other(item.kind, local, offset))
    flush()
    kept = [p for p in pieces if p != "''"]
    if not any(local in p or (offset and offset in p) for p in kept):
        # Nothing of the value is printed; NULL still gives NULL.
        return f"CASE WHEN {value} IS NOT NULL THEN {' || '.join(kept) or literal('')} END"
    return " || ".join(kept)


def _other(kind: str, local: str, offset: str) -> str:
    if kind in _COUNTED:
        return f"CAST({_COUNTED[kind].format(local)} AS VARCHAR)"
    if kind == "P":
        return f"left(strftime({local}, '%p'), 1)"
    if kind in ("TZD", "TZISO"):
        raise UnsupportedError(f"{kind} in a date format")
    return _zone(kind, offset) if offset else "''"


def _zone(kind: str, offset: str) -> str:
    """An offset printed; values without a zone print nothing."""
    sign = f"CASE WHEN {offset} < 0 THEN '-' ELSE '+' END"
    hours = f"lpad(CAST(abs({offset}) // 60 AS VARCHAR), 2, '0')"
    minutes = f"lpad(CAST(abs({offset}) % 60 AS VARCHAR), 2, '0')"
    if kind == "TZM":
        return minutes
    if kind == "TZH":
        return f"{sign} || {hours}"
    return f"{sign} || {hours} || ':' || {minutes}" if kind == "TZ:" else f"{sign} || {hours} || {minutes}"

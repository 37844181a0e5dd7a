"""DuckDB text that every DuckDB client can run.

Translated text may call functions that are written in Python and exist only while Mockhaus holds the account
(:mod:`mockhaus_dbt.python_functions`). The views of an account's file are to open anywhere, so they hold a text without
such calls: dates and times are read in SQL, which takes DuckDB ten times as long to plan, and anything else fails with
an error that names it, if and when the column is computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.translation.datetime_formats import elements
from mockhaus_dbt.translation.datetime_input import BOUNDS, HOURS_EAST, ISO_PARTS
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import VIEW_SUFFIX

_QUOTED = r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\""
_CALL = re.compile(rf"{_QUOTED}|\b(mh_[a-z0-9_]+)\(")
_PUNCTUATION = re.compile(rf"{_QUOTED}|[(),]")

#: element of a Snowflake format -> of strptime's. YY is not here: its century is the session's.
_ELEMENTS = {"YYYY": "%Y", "MM": "%m", "MON": "%b", "MMMM": "%B", "DD": "%d", "DY": "%a", "HH24": "%H", "HH12": "%I",
             "AM": "%p", "MI": "%M", "SS": "%S", "FF": "%f", "FF3": "%f", "FF6": "%f", "FF9": "%f"}  # fmt: skip
_TIMES = ("%H:%M:%S.%f", "%H:%M:%S", "%H:%M", "%I:%M:%S.%f %p", "%I:%M:%S %p", "%I:%M %p")
_DAYS = ("%a, %d %b %Y %H:%M:%S", "%a, %d %b %Y %H:%M:%S.%f", "%a, %d %b %Y %I:%M:%S %p", "%a, %d %b %Y %I:%M:%S.%f %p")
_STAMPS = ("%Y-%m-%d %H", "%Y-%m-%dT%H", "%d-%b-%Y", "%m/%d/%Y", "%m/%d/%Y %H:%M:%S", *_DAYS)
_ZONE = rf"\s*([zZ]|[+-]{HOURS_EAST}(?::?[0-5]\d)?)\s*$"


def is_portable(sql: str) -> bool:
    """Whether any DuckDB client can run a text."""
    return "mh_" not in sql and VIEW_SUFFIX not in sql


def portable(sql: str, returns: Callable[[str], str | None]) -> str:
    """A text without calls of Python functions.

    Args:
        sql: DuckDB text.
        returns: gives the DuckDB type of a Python function, None where it is not known.

    Returns:
        the text that any client can run.
    """
    made, at = [], 0
    for call in _CALL.finditer(sql):
        name = call[1]
        if name is None or call.start() < at:
            continue  # quoted, or within the arguments of one that is done
        arguments, end = _arguments(sql, call.end())
        made.append(sql[at : call.start()])
        if name == "mh_read_moment":
            made.append(_read_moment(portable(arguments[0], returns), *arguments[1:]))
        elif name in ("mh_protected", "mh_restored", "mh_unmarked"):
            made.append(portable(arguments[0], returns))  # other clients get the JSON alone
        elif name == "mh_protected_text":
            made.append(f"({portable(arguments[0], returns)} ->> '$')")
        elif name == "mh_numbered_json":
            made.append(f"json_normalize({portable(arguments[0], returns)})")
        else:
            made.append(_refusal(f"{name.removeprefix('mh_')} is a function of Mockhaus", returns(name)))
        at = end
    return ("".join(made) + sql[at:]).replace(f'{VIEW_SUFFIX}"', '"')


def _arguments(sql: str, start: int) -> tuple[list[str], int]:
    """The arguments of a call, and where it ends.

    Args:
        start: behind its opening bracket.
    """
    found, depth, at = [], 0, start
    for token in _PUNCTUATION.finditer(sql, start):
        if token[0] == "(":
            depth += 1
        elif token[0] in (")", ",") and not depth:
            found.append(sql[at : token.start()].strip())
            at = token.end()
            if token[0] == ")":
                return found, at
        elif token[0] == ")":
            depth -= 1
    raise ValueError(f"a bracket is open in {sql!r}")


def _refusal(reason: str, type_: str | None = None) -> str:
    failing = f"error({literal(f'This needs Mockhaus: {reason}.')})"
    return failing if type_ is None else f"CAST({failing} AS {type_})"


# ------------------------------------------------------------------------------------------------------------- dates


def _read_moment(text: str, kind: str, pattern: str, _century: str) -> str:
    """What ``mh_read_moment`` gives: a list of microseconds of the wall clock, and minutes east of UTC."""
    kind, formats = kind.strip("'"), pattern[1:-1].replace("''", "'").split("|")
    ways = ", ".join(_auto("_read", kind) if f.strip().upper() == "AUTO" else _format("_read", f) for f in formats)
    return f"list_transform([{text}], lambda _read: coalesce({ways}))[1]"


def _auto(text: str, kind: str) -> str:
    a, b, c = BOUNDS
    number = f"try_cast({text} AS HUGEINT)"
    counted = (
        f"CASE WHEN {number} < {a} THEN {number} * 1000000 WHEN {number} < {b} THEN {number} * 1000 "
        f"WHEN {number} < {c} THEN {number} ELSE {number} // 1000 END"
    )
    branches = rf"WHEN regexp_full_match({text}, '\s*-?\d+\s*') THEN [CAST({counted} AS BIGINT), NULL] "
    formats = _TIMES if kind == "TIME" else _STAMPS
    if kind != "TIME":
        iso = f"try_cast(regexp_extract({text}, {literal(ISO_PARTS)}, 1) AS TIMESTAMP)"
        zone = f"regexp_extract({text}, {literal(ISO_PARTS)}, 2)"
        branches += f"WHEN regexp_matches({text}, {literal(ISO_PARTS)}) THEN {_moment(iso, _east(zone))} "
    return f"CASE {branches}ELSE {_strptime(text, formats, zoned=True)} END"


def _format(text: str, pattern: str) -> str:
    """A moment by an explicit format."""
    out, zoned = "", False
    try:
        items = elements(pattern)
    except UnsupportedError:
        items = ()
    for item in items:
        if zoned and item.text.strip():
            break
        if item.kind in ("TZ", "TZ:", "TZH", "TZM"):
            zoned = True
        elif item.kind and item.kind not in _ELEMENTS:
            break
        else:
            out += _ELEMENTS[item.kind] if item.kind else item.text.replace("%", "%%")
    else:
        if out:
            return _strptime(text, (out.strip(),), zoned)
    return _refusal(f"the date format {pattern}", "BIGINT[]")


def _strptime(text: str, formats: tuple[str, ...], zoned: bool) -> str:
    formats_ = "[" + ", ".join(map(literal, formats)) + "]"

    def read(value: str) -> str:
        # words that DuckDB has for moments, whatever the format
        known = f"lower(trim({value})) NOT IN ('infinity', '-infinity', 'epoch')"
        return f"CASE WHEN {known} THEN try_strptime(trim({value}), {formats_}) END"

    if not zoned:
        return _moment(read(text), "NULL")
    zone = f"regexp_extract({text}, {literal(_ZONE)}, 1)"
    wall = f"regexp_replace({text}, {literal(_ZONE)}, '')"
    return f"coalesce({_moment(read(text), 'NULL')}, {_moment(read(wall), _east(zone))})"


def _moment(stamp: str, east: str) -> str:
    return f"CASE WHEN ({stamp}) IS NOT NULL THEN [epoch_us({stamp}), {east}] END"


def _east(zone: str) -> str:
    """Minutes east of UTC; NULL where there is no zone."""
    digits = f"regexp_replace({zone}, '[^0-9]', '', 'g')"
    minutes = (
        f"CASE WHEN length({digits}) <= 2 THEN CAST({digits} AS BIGINT) * 60 "
        f"ELSE CAST(left({digits}, -2) AS BIGINT) * 60 + CAST(right({digits}, 2) AS BIGINT) END"
    )
    return (
        f"CASE WHEN trim({zone}) = '' THEN NULL WHEN upper(trim({zone})) = 'Z' THEN 0 "
        f"ELSE CASE WHEN contains({zone}, '-') THEN -1 ELSE 1 END * ({minutes}) END"
    )

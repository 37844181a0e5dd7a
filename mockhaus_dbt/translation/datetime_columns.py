"""Reading dates and times from text columns: the DuckDB text that does what datetime_input.py does for constants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error, raising, typed
from mockhaus_dbt.translation.datetime_formats import elements
from mockhaus_dbt.translation.datetime_input import (
    BOUNDS,
    moment_sql,
    read,
)
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.held import once
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

#: type -> its error where that is not the timestamps'.
ERRORS = {"DATE": "date_value", "TIME": "time_value"}

#: the first and the last microsecond of the years 1 to 9999 in UTC.
_FIRST, _LAST = -62135596800000000, 253402300799999999
_COLUMN = re.compile(r'(?:"[^"]+"\.)?"[^"]+"')


def parse_sql(
    compiler: Compiler, value: Expr, target: SqlType, pattern: str, safe: bool, wrong: str | None = None,
    number_sql: str | None = None,
) -> str:  # fmt: skip
    """DuckDB text that reads a date or time from text.

    Args:
        value: the text; a constant is read now.
        pattern: a Snowflake format or AUTO.
        safe: failures give NULL.
        wrong: text that raises the error; by default that of the target type.
        number_sql: text that is true where the text comes from a number of a VARIANT, which counts from the epoch in
            the session's time zone.

    Raises:
        ExecutionError: 100096 a constant is not in the format; 100035, 100040, 100108 it is in none of AUTO's.
    """
    key, holes = ERRORS.get(target.name, "timestamp_value"), {}
    if not _is_auto(pattern):
        key, holes = "moment_format", {"kind": target.name.partition("_")[0].lower(), "format": pattern}
    century = int(compiler.context.parameters.get("TWO_DIGIT_CENTURY_START", 1970))
    if isinstance(value.constant, str):
        moment = read(value.constant, target.name, pattern, century)
        made = moment_sql(moment, target) if moment is not None else None
        if made is not None:
            return made
        if safe:
            return f"CAST(NULL AS {target.physical()})"
        raise error(key, value=value.constant, **holes)

    def body(text: str) -> str:
        quick = _fast_sql(text, pattern, target)
        ways = [quick] if quick else []
        if _is_auto(pattern) and target.name in ("TIMESTAMP_LTZ", "TIMESTAMP_TZ"):
            ways.append(_with_offset(text, target))
        slow = _slow_sql(text, pattern, target, century, number_sql)
        settled = _held(pattern, target) if quick else ""
        ways.append(f"CASE WHEN NOT regexp_full_match({text}, '{settled}') THEN {slow} END" if settled else slow)
        if not safe:
            ways.append(typed(wrong or raising(key, text, **holes), _typed("make_timestamp(0)", target)))
        if len(ways) == 1:
            return ways[0]
        # DuckDB computes what two COALESCEs have in common before either, the error too; inside of a CASE it does not.
        return f"CASE WHEN {text} IS NOT NULL THEN coalesce({', '.join(ways)}) END"

    return once(value.sql, body)


def _is_auto(pattern: str) -> bool:
    return pattern.strip().upper() == "AUTO"


def _held(pattern: str, target: SqlType) -> str:
    """What texts look like that are wrong where the quick way gives NULL, as a regex; '' where there are none.

    Where numbers have nothing between them the quick way leaves out every text with four zeros in a row.
    """
    if _is_auto(pattern):
        return "" if target.name == "TIME" else _ISO
    parts = [(item.kind, item.text) for item in elements(pattern)]
    if any(kind and (kind not in _WIDTHS or before) for (before, _), (kind, _) in zip([("", ""), *parts], parts)):
        return ""
    return "".join(_WIDTHS[kind] if kind else re.escape(text) for kind, text in parts)


_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?)?"
_WIDTHS = {"YYYY": "[0-9]{4}", **dict.fromkeys(("MM", "DD", "HH24", "MI", "SS"), "[0-9]{2}")}
#: what ISO 8601 writes with an offset.
_OFFSET = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\.[0-9]{1,6})?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])"
)


def _with_offset(text: str, target: SqlType) -> str:
    """Text that reads what ends in an offset quickly, and gives NULL for all else."""
    is_it = f"regexp_full_match({text}, '{_OFFSET}') AND {text} BETWEEN '0001-01-02' AND '9999-12-31'"
    instant = f"TRY_CAST({text} AS TIMESTAMP WITH TIME ZONE)"
    if target.name == "TIMESTAMP_LTZ":
        return f"CASE WHEN {is_it} THEN {instant} END"
    ends = f"CASE WHEN suffix({text}, 'Z') THEN '+00:00' ELSE right({text}, 6) END"
    minutes = "CAST(left({0}, 3) AS SMALLINT) * 60 + CAST(left({0}, 1) || right({0}, 2) AS SMALLINT)"
    east = once(ends, minutes.format)
    struct = f"struct_pack(utc := timezone('UTC', {instant}), offset_minutes := CAST({east} AS SMALLINT))"
    return f"CASE WHEN {is_it} AND {instant} IS NOT NULL THEN {struct} END"


def _slow_sql(text: str, pattern: str, target: SqlType, century: int, number_sql: str | None) -> str:
    """Text that reads every format. It calls Python: said in SQL it takes DuckDB 20 ms to plan."""
    moment = f"mh_read_moment({text}, '{target.name}', {literal(pattern)}, {century})"
    if target.name in ("TIMESTAMP_LTZ", "TIMESTAMP_TZ"):
        read_ = once(moment, lambda m: _of_zone(m, target), "_moment")
    else:
        read_ = _typed(f"make_timestamp({moment}[1])", target)
    if number_sql is None or not target.is_timestamp:
        return read_
    counted = f"{number_sql} AND regexp_full_match({text}, '-?[0-9]{{1,18}}')"
    return f"CASE WHEN {counted} THEN {_from_number(text, target)} ELSE {read_} END"


def _of_zone(moment: str, target: SqlType) -> str:
    """A moment that was read, which may say its offset, as TIMESTAMP_LTZ or TIMESTAMP_TZ."""
    wall, east = f"make_timestamp({moment}[1])", f"{moment}[2]"
    micros = f"{moment}[1] - {east} * 60000000"
    there, exists = f"make_timestamp({micros})", f"{micros} BETWEEN {_FIRST} AND {_LAST}"
    if target.name == "TIMESTAMP_LTZ":
        made = f"{there} AT TIME ZONE 'UTC'"
    else:
        made = f"struct_pack(utc := {there}, offset_minutes := CAST({east} AS SMALLINT))"
    return f"CASE WHEN {east} IS NULL THEN {_typed(wall, target)} WHEN {exists} THEN {made} END"


def _typed(local: str, target: SqlType) -> str:
    """A wall clock (TIMESTAMP) as the target type, in the session's time zone."""
    name = target.name
    if name in ("DATE", "TIME"):
        return f"CAST({local} AS {name})"
    if name == "TIMESTAMP_NTZ":
        return local
    here = f"CAST({local} AS TIMESTAMP WITH TIME ZONE)"
    return here if name == "TIMESTAMP_LTZ" else once(here, _zoned, "_here")


def _zoned(instant: str) -> str:
    from mockhaus_dbt.translation.casts_datetime import zoned

    return zoned(instant)


def _from_number(text: str, target: SqlType) -> str:
    """A number of a VARIANT, counted from 1970 and shown in the session's time zone."""
    number = f"CAST({text} AS BIGINT)"
    a, b, c = BOUNDS
    micros = (
        f"CASE WHEN {number} < {a} THEN {number} * 1000000 WHEN {number} < {b} THEN {number} * 1000 "
        f"WHEN {number} < {c} THEN {number} ELSE {number} // 1000 END"
    )
    instant = f"(make_timestamp({micros}) AT TIME ZONE 'UTC')"
    if target.name == "TIMESTAMP_TZ":
        return once(instant, _zoned, "_here")
    return instant if target.name == "TIMESTAMP_LTZ" else f"CAST({instant} AS TIMESTAMP)"


#: the shapes of what AUTO reads most: LIKE's pattern -> strptime's format.
_QUICK = {
    "____-__-__": "%Y-%m-%d",
    "____-__-__ __:__:__.%": "%Y-%m-%d %H:%M:%S.%f",
    "____-__-__ __:__:__": "%Y-%m-%d %H:%M:%S",
    "____-__-__T__:__:__.%": "%Y-%m-%dT%H:%M:%S.%f",
    "____-__-__T__:__:__": "%Y-%m-%dT%H:%M:%S",
    "%/%/____": "%m/%d/%Y",
    "%-___-____": "%d-%b-%Y",
}
_QUICK_TIMES = {"__:__:__": "%H:%M:%S", "__:__:__.%": "%H:%M:%S.%f", "__:__": "%H:%M"}
#: for those types alone that do not ask for the zone.
_QUICK_UTC = {
    "____-__-__T__:__:__.%Z": "%Y-%m-%dT%H:%M:%S.%fZ",
    "____-__-__T__:__:__Z": "%Y-%m-%dT%H:%M:%SZ",
}
_FAST = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "HH24": "%H", "MI": "%M", "SS": "%S", "FF3": "%g", "FF6": "%f",
         "FF9": "%f", "FF": "%f"}  # fmt: skip


def _fast_sql(text: str, pattern: str, target: SqlType) -> str:
    """DuckDB text that reads most texts of a plain format quickly, and gives NULL for the others; '' for other formats.

    strptime reads exactly what such a format does where blanks, dashes and their kin part the numbers; numbers without
    anything between them must be full. Fractions of more than six digits would make a TIMESTAMP_NS: they are left over.
    """
    if _is_auto(pattern):
        shapes = _QUICK_TIMES if target.name == "TIME" else _QUICK
        if target.name in ("DATE", "TIMESTAMP_NTZ"):
            shapes = _QUICK_UTC | _QUICK
        branches = (f"WHEN {text} LIKE '{shape}' THEN try_strptime({text}, '{out}')" for shape, out in shapes.items())
        return _typed(f"CASE WHEN starts_with({text}, '0000') THEN NULL {' '.join(branches)} END", target)
    out, last, adjoining, width = "", "", False, 0
    for item in elements(pattern):
        if item.kind:
            if item.kind not in _FAST:
                return ""
            adjoining = adjoining or bool(last)
            width += 4 if item.kind == "YYYY" else 2
            out += _FAST[item.kind]
        elif re.fullmatch(r"[-/.,:T ]", item.text):
            out += item.text
        else:
            return ""
        last = item.kind
    if "%Y" not in out and target.name != "TIME":
        return ""  # without a year strptime takes 1900, Snowflake 1970
    if "%" not in out or (adjoining and (re.search(r"[^%A-Za-z]|%[fgn]", out) or "T" in out)):
        return ""
    # There is no year 0, and strptime also reads infinity, -infinity and epoch.
    plain = f"{text} BETWEEN '0' AND ':' AND NOT contains({text}, '0000')"
    if adjoining:
        plain = f"regexp_full_match({text}, '\\d{{{width}}}') AND {plain}"
    return _typed(f"CASE WHEN {plain} THEN try_strptime({text}, {literal(out)}) END", target)

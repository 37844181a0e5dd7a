"""Reading dates and times from text columns: the DuckDB text that does what datetime_input.py does for constants."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error, raising
from mockhaus_dbt.translation.datetime_formats import elements
from mockhaus_dbt.translation.datetime_input import (
    BOUNDS,
    DAY,
    HOURS_EAST,
    ISO,
    ISO_PARTS,
    MONTH,
    MONTHS,
    moment_sql,
    read,
    regex,
)
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

#: type -> its error where that is not the timestamps'.
ERRORS = {"DATE": "date_value", "TIME": "time_value"}

_COLUMN = re.compile(r'(?:"[^"]+"\.)?"[^"]+"')


def once(sql: str, body: Callable[[str], str], variable: str = "_text") -> str:
    """Text that uses a value several times and computes it once, where computing it costs anything.

    Args:
        sql: DuckDB text of the value.
        body: gives the text for a short name of the value.
        variable: that name; nested uses need different ones.
    """
    if _COLUMN.fullmatch(sql) or sql == variable or (len(sql) < 40 and "(" not in sql and " " not in sql):
        return body(sql)
    return f"list_transform([{sql}], lambda {variable}: {body(variable)})[1]"


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
        ExecutionError: 100035, 100040, 100108 a constant is not in the format.
    """
    key = ERRORS.get(target.name, "timestamp_value")
    century = int(compiler.context.parameters.get("TWO_DIGIT_CENTURY_START", 1970))
    if isinstance(value.constant, str):
        moment = read(value.constant, target.name, pattern, century)
        made = moment_sql(moment, target) if moment is not None else None
        if made is not None:
            return made
        if safe:
            return f"CAST(NULL AS {target.physical()})"
        raise error(key, value=value.constant)

    def body(text: str) -> str:
        failure = "NULL" if safe else wrong or raising(key, text)
        branches = [f"WHEN {text} IS NULL THEN NULL"]
        for one in pattern.split("|"):
            if one.strip().upper() == "AUTO":
                branches += _auto_branches(text, target, century, failure, number_sql)
            else:
                branches += _format_branches(text, one, target, century, failure)
        whole = f"CASE {' '.join(branches)} ELSE {failure} END"
        quick = _fast_sql(text, pattern, target)
        return f"coalesce({quick}, {whole})" if quick else whole

    return once(value.sql, body)


def _typed(local: str, offset: str, target: SqlType) -> str:
    """A wall clock (TIMESTAMP) and minutes of offset (or NULL, or '') as the target type."""
    name = target.name
    if name in ("DATE", "TIME"):
        return f"CAST({local} AS {name})"
    if name == "TIMESTAMP_NTZ":
        return local
    if not offset:
        here = f"CAST({local} AS TIMESTAMP WITH TIME ZONE)"
        return here if name == "TIMESTAMP_LTZ" else _zoned(here)

    def zone(moment: str) -> str:
        here = f"CAST({moment}.wall AS TIMESTAMP WITH TIME ZONE)"
        there = f"({moment}.wall - to_minutes(CAST({moment}.east AS BIGINT)))"
        if name == "TIMESTAMP_LTZ":
            return f"CASE WHEN {moment}.east IS NULL THEN {here} ELSE {there} AT TIME ZONE 'UTC' END"
        struct = f"struct_pack(utc := {there}, offset_minutes := CAST({moment}.east AS SMALLINT))"
        known = f"WHEN {moment}.east IS NULL THEN {_zoned(here)} ELSE {struct}"
        return f"CASE WHEN {moment}.wall IS NULL THEN NULL {known} END"

    # Both stand in one place: a text of all formats is long, and DuckDB plans every copy.
    return once(f"struct_pack(wall := {local}, east := {offset})", zone, "_moment")


def _zoned(instant: str) -> str:
    from mockhaus_dbt.translation.casts_datetime import zoned

    return zoned(instant)


def _offset_sql(text: str) -> str:
    """Minutes of a zone such as +05:00, +0500, +05 or Z; NULL of an empty text."""
    number = "CAST({} AS INTEGER)".format
    digits = "ltrim(_zone, '+-')"
    minutes = (
        f"CASE WHEN contains(_zone, ':') THEN {number(f'split_part({digits}, {chr(39)}:{chr(39)}, 1)')} * 60 "
        f"+ {number(f'split_part({digits}, {chr(39)}:{chr(39)}, 2)')} WHEN length({digits}) > 2 "
        f"THEN {number(f'left({digits}, -2)')} * 60 + {number(f'right({digits}, 2)')} ELSE {number(digits)} * 60 END"
    )
    return (
        f"list_transform([lower(trim({text}))], lambda _zone: CASE WHEN _zone = '' THEN NULL WHEN _zone = 'z' THEN 0 "
        f"ELSE (CASE WHEN starts_with(_zone, '-') THEN -1 ELSE 1 END) * ({minutes}) END)[1]"
    )


def _auto_branches(text: str, target: SqlType, century: int, failure: str, number_sql: str | None) -> list[str]:
    name = target.name
    branches = []
    if name != "TIME":
        wall = f"try_cast(regexp_extract({text}, {literal(ISO_PARTS)}, 1) AS TIMESTAMP)"
        offset = ""
        if name in ("TIMESTAMP_LTZ", "TIMESTAMP_TZ"):
            offset = f"({_offset_sql(f'regexp_extract({text}, {literal(ISO_PARTS)}, 2)')})"
            local = f"coalesce({wall}, {failure})"
        else:
            # DuckDB's cast keeps the wall clock where a zone follows that it can read.
            kind = "DATE" if name == "DATE" else "TIMESTAMP"
            wall = f"CAST({wall} AS DATE)" if name == "DATE" else wall
            local = f"coalesce(try_cast({text} AS {kind}), {wall}, {failure})"
        shown = local if name == "DATE" else _typed(local, offset, target)
        branches.append(f"WHEN regexp_matches({text}, {literal(ISO)}) THEN {shown}")
    branches.append(_integer_branch(text, target, number_sql))
    for group in _AUTO_GROUPS_TIME if name == "TIME" else _AUTO_GROUPS:
        branches += _format_branches(text, group, target, century, failure)
    return branches


def _integer_branch(text: str, target: SqlType, number_sql: str | None) -> str:
    number = f"CAST({text} AS BIGINT)"
    a, b, c = BOUNDS
    micros = (
        f"CASE WHEN {number} < {a} THEN {number} * 1000000 WHEN {number} < {b} THEN {number} * 1000 "
        f"WHEN {number} < {c} THEN {number} ELSE {number} // 1000 END"
    )
    stamp = f"make_timestamp({micros})"
    if number_sql is not None and target.name.startswith("TIMESTAMP"):
        instant = f"({stamp} AT TIME ZONE 'UTC')"
        made = {
            "TIMESTAMP_LTZ": instant,
            "TIMESTAMP_TZ": _zoned(instant),
            "TIMESTAMP_NTZ": f"CASE WHEN {number_sql} THEN CAST({instant} AS TIMESTAMP) ELSE {stamp} END",
        }[target.name]
    else:
        made = _typed(stamp, "", target)
    return f"WHEN regexp_matches({text}, '^\\s*-?\\d{{1,18}}\\s*$') THEN {made}"


#: AUTO's formats for columns; one expression reads several of them.
_AUTO_GROUPS = (
    "YYYY-MM-DD HH24", 'YYYY-MM-DD"T"HH24', "DD-MON-YYYY", "MM/DD/YYYY", "MM/DD/YYYY HH24:MI:SS",
    "DY, DD MON YYYY HH24:MI:SS?FF?AM?TZ", "DY MON DD HH24:MI:SS TZHTZM YYYY",
)  # fmt: skip
_AUTO_GROUPS_TIME = ("HH24:MI:SS.FFTZH:TZM", "HH24:MI:SSTZH:TZM", "HH24:MI:SS.FF", "HH24:MI:SS", "HH24:MI",
                     "HH12:MI AM", "HH12:MI:SS AM", "HH12:MI:SS.FF AM")  # fmt: skip
_RFC = (
    rf"(?i)^\s*{DAY},\s+(\d{{1,2}})\s+({MONTH})\s+(\d{{1,4}})\s+(\d{{1,2}}):(\d{{1,2}}):(\d{{1,2}})(?:\.(\d{{1,9}}))?"
    rf"(?:\s+(am|pm))?(?:\s+(z|[+-]?{HOURS_EAST}:?[0-5]\d))?\s*$",
    ("DD", "MON", "YYYY", "HHRFC", "MI", "SS", "FF", "AM", "TZ"),
)



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
_FAST = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "HH24": "%H", "MI": "%M", "SS": "%S", "FF3": "%g", "FF6": "%f",
         "FF9": "%f", "FF": "%f"}  # fmt: skip


def _fast_sql(text: str, pattern: str, target: SqlType) -> str:
    """DuckDB text that reads most texts of a plain format quickly, and gives NULL for the others; '' for other formats.

    strptime reads exactly what such a format does where blanks, dashes and their kin part the numbers; numbers without
    anything between them must be full. Fractions of more than six digits would make a TIMESTAMP_NS: they are left over.
    """
    if target.name == "TIMESTAMP_TZ":
        return ""
    if pattern.strip().upper() == "AUTO":
        if target.name == "TIME":
            return ""
        branches = (f"WHEN {text} LIKE '{shape}' THEN try_strptime({text}, '{out}')" for shape, out in _QUICK.items())
        return _typed(f"CASE WHEN starts_with({text}, '0000') THEN NULL {' '.join(branches)} END", "", target)
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
    if "%" not in out or (adjoining and (re.search(r"[^%A-Za-z]|%[fgn]", out) or "T" in out)):
        return ""
    # There is no year 0.
    plain = f"NOT contains({text}, '0000')"
    if adjoining:
        plain = f"regexp_full_match({text}, '\\d{{{width}}}') AND {plain}"
    return _typed(f"CASE WHEN {plain} THEN try_strptime({text}, {literal(out)}) END", "", target)


def _format_branches(text: str, pattern: str, target: SqlType, century: int, failure: str) -> list[str]:
    expression, groups = _RFC if "?" in pattern else regex(pattern)
    fields = ", ".join(f"'{_field(g)}'" for g in groups)
    if not groups:
        return [f"WHEN regexp_matches({text}, {literal(expression)}) THEN {_typed(literal_epoch(), '', target)}"]
    struct = f"regexp_extract({text}, {literal(expression)}, [{fields}])"
    local = _local_of(groups, "_part", century)
    offset = ""
    if target.name in ("TIMESTAMP_LTZ", "TIMESTAMP_TZ"):
        zone = next((f"_part.{_field(g)}" for g in groups if g in ("TZ", "TZ:")), "")
        if not zone and "TZH" in groups:
            zone = "_part.tzh || ':' || lpad(_part.tzm, 2, '0')" if "TZM" in groups else "_part.tzh"
        offset = f"({_offset_sql(f'({zone})')})" if zone else ""
    stamp = f"try_cast({local} AS TIMESTAMP)"
    typed = _typed(f"coalesce({stamp}, {failure})", offset, target)
    made = f"list_transform([{struct}], lambda _part: {typed})[1]"
    return [f"WHEN regexp_matches({text}, {literal(expression)}) THEN {made}"]


def literal_epoch() -> str:
    """Midnight of 1970-01-01: what a format without elements reads."""
    return "TIMESTAMP '1970-01-01 00:00:00'"


def _field(kind: str) -> str:
    return "ff" if kind.startswith("FF") else kind.rstrip(":").lower()


def _local_of(groups: tuple[str, ...], part: str, century: int) -> str:
    """ISO text of the wall clock that the fields of a match give."""

    def named(*kinds: str) -> str:
        return next((f"trim({part}.{_field(k)})" for k in kinds if k in groups), "")

    year = named("YYYY")
    short = named("YY", "Y")
    if not year:
        counted = f"(CAST({short} AS INTEGER) - {century % 100} + 100) % 100 + {century}"
        year = f"CAST({counted} AS VARCHAR)" if short else "'1970'"
    word = named("MON", "MMMM")
    month = named("MM", "MO") or "'1'"
    if word:
        listed = ", ".join(f"'{m}'" for m in MONTHS)
        month = f"CAST(list_position([{listed}], left(lower({word}), 3)) AS VARCHAR)"
    year = f"nullif(lpad({year}, 4, '0'), '0000')"
    pieces = [year, "'-'", month, "'-'", named("DD", "D") or "'1'", "' '", _hour_sql(named)]
    minute, second = named("MI", "ME"), named("SS", "S")
    pieces += ["':'", f"{minute}" if minute else "'0'", "':'", second or "'0'"]
    fraction = next((f"{part}.ff" for g in groups if g.startswith("FF") and g != "FF0"), "")
    if fraction:
        pieces += [f"(CASE WHEN {fraction} = '' THEN '' ELSE '.' || {fraction} END)"]
    return "(" + " || ".join(pieces) + ")"


def _hour_sql(named: Callable[..., str]) -> str:
    half = named("AM", "P")
    either = named("HHRFC")
    short = named("HH12", "H12") or either
    if not short:
        hour = named("HH24", "H24")
        return f"(CASE WHEN CAST({hour} AS INTEGER) > 23 THEN 'x' ELSE {hour} END)" if hour else "'0'"
    afternoon = f"CASE WHEN lower(left({half}, 1)) = 'p' THEN 12 ELSE 0 END" if half else "0"
    twelve = (
        f"CASE WHEN CAST({short} AS INTEGER) BETWEEN 1 AND 12 "
        f"THEN CAST(CAST({short} AS INTEGER) % 12 + {afternoon} AS VARCHAR) ELSE 'x' END"
    )
    if either:
        plain = f"CASE WHEN CAST({short} AS INTEGER) > 23 THEN 'x' ELSE {short} END"
        return f"(CASE WHEN {half} = '' THEN ({plain}) ELSE {twelve} END)"
    return f"({twelve})"

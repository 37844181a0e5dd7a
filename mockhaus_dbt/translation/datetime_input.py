"""Reading dates and times from text: AUTO's formats, explicit formats, and integers
(https://docs.snowflake.com/en/sql-reference/date-time-input-output).

One set of regular expressions serves both ways: Python reads constants with it while compiling, and DuckDB (RE2)
reads columns. So a text that is refused in one place is refused in the other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import UnsupportedError, error, raising
from mockhaus_dbt.translation.datetime_formats import Element, Moment, elements
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = "(?:mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_EPOCH = date(1970, 1, 1)
#: integers in text count seconds below the first bound, then milli-, micro- and nanoseconds.
_BOUNDS = (31536000000, 31536000000000, 31536000000000000)

_DATE = r"\d{1,4}-\d{1,2}-\d{1,2}"
_HOUR24 = r"(?:[01]?\d|2[0-3])"
_MINUTE = r"[0-5]?\d"
_ZONE = r" ?(?:z|[+-]\d{1,2}(?::?\d{2})?)"
_CLOCK = rf"{_HOUR24}:{_MINUTE}(?::{_MINUTE}(?:\.\d{{1,9}})?)?"
#: the wall clock in ISO form, with the zone that may follow it: what DuckDB's cast reads.
_ISO_LOCAL = rf"{_DATE}(?:[ t]{_CLOCK})?"
_ISO = rf"(?i)^\s*(?:{_DATE}|{_DATE}[ t]{_CLOCK}(?:{_ZONE})?)\s*$"
_ISO_PARTS = rf"(?i)^\s*({_DATE}(?:[ t]{_CLOCK})?)({_ZONE})?\s*$"

#: what AUTO knows besides ISO and integers.
AUTO_TIMESTAMPS = (
    "YYYY-MM-DD HH24", "YYYY-MM-DD\"T\"HH24", "DD-MON-YYYY", "MM/DD/YYYY", "MM/DD/YYYY HH24:MI:SS",
    "DY, DD MON YYYY HH24:MI:SS TZHTZM", "DY, DD MON YYYY HH24:MI:SS.FF TZHTZM",
    "DY, DD MON YYYY HH12:MI:SS AM TZHTZM", "DY, DD MON YYYY HH12:MI:SS.FF AM TZHTZM",
    "DY, DD MON YYYY HH24:MI:SS", "DY, DD MON YYYY HH24:MI:SS.FF",
    "DY, DD MON YYYY HH12:MI:SS AM", "DY, DD MON YYYY HH12:MI:SS.FF AM", "DY MON DD HH24:MI:SS TZHTZM YYYY",
)  # fmt: skip
AUTO_TIMES = (
    "HH24:MI:SS.FFTZH:TZM", "HH24:MI:SSTZH:TZM", "HH24:MI:SS.FF", "HH24:MI:SS", "HH24:MI", "HH12:MI:SS.FF AM",
    "HH12:MI:SS AM", "HH12:MI AM",
)  # fmt: skip

ERRORS = {"DATE": "date_value", "TIME": "time_value"}


# ---------------------------------------------------------------------------------------------------------- patterns


@lru_cache(maxsize=512)
def regex(pattern: str) -> tuple[str, tuple[str, ...]]:
    """A format as a regular expression (of Python and RE2 alike), and the element that each of its groups holds."""
    items = elements(pattern)
    text, groups = r"(?i)^\s*", []
    for i, item in enumerate(items):
        if not item.kind:
            text += "".join(r"\s+" if part.isspace() else re.escape(part) for part in re.split(r"(\s+)", item.text) if part)
            continue
        found = _group(item, i + 1 < len(items) and items[i + 1].kind[:2] not in ("", "TZ", "AM"))
        if found:
            groups.append(item.kind)
            text += found
    return text.replace("/", "/") + r"\s*$", tuple(groups)


_WIDTHS = {"YYYY": 4, "FF": 9}
_NAMES = {"MON": _MONTH, "MMMM": _MONTH, "DY": _DAY, "AM": "am|pm", "P": "[ap]"}


def _group(item: Element, adjoining: bool) -> str:
    """The group of an element; one that the next adjoins must be full, or end with a blank."""
    kind = item.kind
    if kind in _NAMES:
        return f"({_NAMES[kind]})"
    if kind in ("TZ", "TZ:"):
        return r"(z|[+-]?\d{1,2}:?\d{2})"
    if kind in ("TZH", "TZM"):
        return r"([+-]?\d{1,2})"
    if kind in ("TZD", "TZISO"):
        raise UnsupportedError(f"{kind} in a date format")
    if kind == "FF0":
        return ""
    width = int(kind[2:] or 9) if kind.startswith("FF") else _WIDTHS.get(kind, 2)
    if adjoining and not kind.startswith("FF"):
        return rf"(\d{{{width}}}|\d{{1,{width}}} +)"
    return rf"(\d{{1,{width}}})"


# --------------------------------------------------------------------------------------------------------- constants


def read(text: str, kind: str, pattern: str, century: int = 1970) -> Moment | None:
    """Read a text.

    Args:
        text: what is read.
        kind: DATE, TIME, or a TIMESTAMP type.
        pattern: a Snowflake format, or AUTO; several with ``|`` between them.
        century: TWO_DIGIT_CENTURY_START.

    Returns:
        the moment, None where the text is not in the format.
    """
    for one in pattern.split("|"):
        found = _read_auto(text, kind, century) if one.strip().upper() == "AUTO" else _read_format(text, one, century)
        if found is not None:
            return Moment(found.nanoseconds % (86400 * 10**9), None) if kind == "TIME" else found
    return None


def _read_auto(text: str, kind: str, century: int) -> Moment | None:
    bare = text.strip()
    if re.fullmatch(r"-?\d+", bare):
        return _from_integer(int(bare))
    if kind != "TIME":
        iso = re.match(_ISO_PARTS, text)
        if iso is not None and (":" in iso[1] or not iso[2]):
            days, clock = re.split(r"[ tT]", iso[1] + " ", maxsplit=1)
            year, month, day = (int(n) for n in days.split("-"))
            hour, minute, second, fraction = _clock(clock.strip())
            return _moment(year, month, day, hour, minute, second, fraction, _offset(iso[2]))
    for pattern in AUTO_TIMES if kind == "TIME" else AUTO_TIMESTAMPS:
        found = _read_format(text, pattern, century)
        if found is not None:
            return found
    return None


def _clock(text: str) -> tuple[int, int, int, int]:
    if not text:
        return 0, 0, 0, 0
    whole, _, fraction = text.partition(".")
    parts = [int(p) for p in whole.split(":")] + [0]
    return parts[0], parts[1], parts[2], int(f"{fraction:0<9}")


def _from_integer(number: int) -> Moment:
    for power, bound in zip((9, 6, 3), _BOUNDS):
        if number < bound:
            return Moment(number * 10**power)
    return Moment(number)


def _offset(text: str | None) -> int | None:
    """Minutes east of UTC; None where there is no zone."""
    if not text or not text.strip():
        return None
    text = text.strip()
    if text.lower() == "z":
        return 0
    sign = -1 if text[0] == "-" else 1
    digits = text.lstrip("+-")
    hours, _, minutes = digits.partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    return sign * (int(hours) * 60 + int(minutes or 0))


def _moment(
    year: int, month: int, day: int, hour: int, minute: int, second: int, nanoseconds: int, offset: int | None
) -> Moment | None:
    if hour > 23 or minute > 59 or second > 59 or (offset is not None and abs(offset) > 18 * 60):
        return None
    try:
        days = (date(year, month, day) - _EPOCH).days
    except ValueError:
        return None
    return Moment((days * 86400 + hour * 3600 + minute * 60 + second) * 10**9 + nanoseconds, offset)


def _read_format(text: str, pattern: str, century: int) -> Moment | None:
    expression, groups = regex(pattern)
    match = re.match(expression, text)
    if match is None:
        return None
    found = {kind: value.strip() for kind, value in zip(groups, match.groups())}
    fraction = next((v for k, v in found.items() if k.startswith("FF")), "")
    hour = _hour(found)
    if hour is None:
        return None
    offset = _offset(found.get("TZ") or found.get("TZ:") or _hours_and_minutes(found))
    return _moment(
        _year(found, century), _month(found), int(found.get("DD") or found.get("D") or 1), hour,
        int(found.get("MI") or found.get("ME") or 0), int(found.get("SS") or found.get("S") or 0),
        int(f"{fraction:0<9}"), offset,
    )  # fmt: skip


def _hours_and_minutes(found: dict[str, str]) -> str | None:
    return f"{found['TZH']}:{found.get('TZM', '0')}" if "TZH" in found else None


def _year(found: dict[str, str], century: int) -> int:
    if "YYYY" in found:
        return int(found["YYYY"])
    short = found.get("YY") or found.get("Y")
    if short is None:
        return 1970
    return (int(short) - century) % 100 + century


def _month(found: dict[str, str]) -> int:
    name = found.get("MON") or found.get("MMMM")
    if name is not None:
        return _MONTHS.index(name[:3].lower()) + 1
    return int(found.get("MM") or found.get("MO") or 1)


def _hour(found: dict[str, str]) -> int | None:
    short = found.get("HH12") or found.get("H12")
    if short is None:
        return int(found.get("HH24") or found.get("H24") or 0)
    if not 1 <= int(short) <= 12:
        return None
    half = (found.get("AM") or found.get("P") or "a")[0].lower()
    return int(short) % 12 + (12 if half == "p" else 0)


def moment_sql(moment: Moment, target: SqlType) -> str:
    """DuckDB text of a constant."""
    digits = 6 if target.precision is None else min(target.precision, 6)
    step = 10 ** (9 - digits)
    micros = moment.nanoseconds // step * step // 1000
    if target.name == "TIME":
        return f"TIME '{_clock_text(micros)}'"
    days, rest = divmod(micros, 86400 * 10**6)
    text = _date_text(days)
    if target.name == "DATE":
        return f"DATE '{text}'"
    if target.name == "TIMESTAMP_NTZ":
        return f"TIMESTAMP '{text} {_clock_text(rest)}'"
    if moment.offset is None:
        local = f"CAST(TIMESTAMP '{text} {_clock_text(rest)}' AS TIMESTAMP WITH TIME ZONE)"
        if target.name == "TIMESTAMP_LTZ":
            return local
        from mockhaus_dbt.translation.casts import zoned

        return zoned(local)
    days, rest = divmod(micros - moment.offset * 60 * 10**6, 86400 * 10**6)
    utc = f"{_date_text(days)} {_clock_text(rest)}"
    if target.name == "TIMESTAMP_LTZ":
        return f"TIMESTAMPTZ '{utc}+00'"
    return f"struct_pack(utc := TIMESTAMP '{utc}', offset_minutes := CAST({moment.offset} AS SMALLINT))"


def _date_text(days: int) -> str:
    try:
        return (_EPOCH + timedelta(days=days)).isoformat()
    except OverflowError:
        raise error("timestamp_value", value=str(days)) from None


def _clock_text(micros: int) -> str:
    seconds, micros = divmod(micros, 10**6)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{text}.{micros:06d}".rstrip("0") if micros else text


# ------------------------------------------------------------------------------------------------------------ columns

_COLUMN = re.compile(r'(?:"[^"]+"\.)?"[^"]+"')


def once(sql: str, body: Callable[[str], str]) -> str:
    """Text that uses a value several times and computes it once, where computing it costs anything."""
    if _COLUMN.fullmatch(sql) or sql == "_text" or (len(sql) < 40 and "(" not in sql and " " not in sql):
        return body(sql)
    return f"list_transform([{sql}], lambda _text: {body('_text')})[1]"


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
        if moment is not None:
            return moment_sql(moment, target)
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
    here = f"CAST({local} AS TIMESTAMP WITH TIME ZONE)"
    if offset:
        there = f"(({local}) - to_minutes(CAST({offset} AS BIGINT)))"
    if name == "TIMESTAMP_LTZ":
        return f"CASE WHEN {offset} IS NULL THEN {here} ELSE {there} AT TIME ZONE 'UTC' END" if offset else here
    from mockhaus_dbt.translation.casts import zoned

    if not offset:
        return zoned(here)
    struct = f"struct_pack(utc := {there}, offset_minutes := CAST({offset} AS SMALLINT))"
    return f"CASE WHEN {offset} IS NULL THEN {zoned(here)} ELSE {struct} END"


def _offset_sql(text: str) -> str:
    """Minutes of a zone such as +05:00, +0500, +05 or Z; NULL of an empty text."""
    digits = f"lpad(regexp_replace({text}, '[^0-9]', '', 'g'), 2, '0')"
    minutes = (
        f"CAST(left(rpad({digits}, 4, '0'), 2) AS INTEGER) * 60 + CAST(right(rpad({digits}, 4, '0'), 2) AS INTEGER)"
    )
    return (
        f"CASE WHEN trim({text}) = '' THEN NULL WHEN lower(trim({text})) = 'z' THEN 0 "
        f"ELSE (CASE WHEN contains({text}, '-') THEN -1 ELSE 1 END) * ({minutes}) END"
    )


def _auto_branches(text: str, target: SqlType, century: int, failure: str, number_sql: str | None) -> list[str]:
    name = target.name
    branches = []
    if name != "TIME":
        wall = f"try_cast(regexp_extract({text}, {literal(_ISO_PARTS)}, 1) AS TIMESTAMP)"
        offset = ""
        if name in ("TIMESTAMP_LTZ", "TIMESTAMP_TZ"):
            offset = f"({_offset_sql(f'regexp_extract({text}, {literal(_ISO_PARTS)}, 2)')})"
            local = f"coalesce({wall}, {failure})"
        else:
            # DuckDB's cast keeps the wall clock where a zone follows that it can read.
            local = f"coalesce(try_cast({text} AS {'DATE' if name == 'DATE' else 'TIMESTAMP'}), {wall}, {failure})"
        shown = local if name == "DATE" else _typed(local, offset, target)
        branches.append(f"WHEN regexp_matches({text}, {literal(_ISO)}) THEN {shown}")
    branches.append(_integer_branch(text, target, number_sql))
    for group in _AUTO_GROUPS_TIME if name == "TIME" else _AUTO_GROUPS:
        branches += _format_branches(text, group, target, century, failure)
    return branches


def _integer_branch(text: str, target: SqlType, number_sql: str | None) -> str:
    number = f"CAST({text} AS BIGINT)"
    a, b, c = _BOUNDS
    micros = (
        f"CASE WHEN {number} < {a} THEN {number} * 1000000 WHEN {number} < {b} THEN {number} * 1000 "
        f"WHEN {number} < {c} THEN {number} ELSE {number} // 1000 END"
    )
    stamp = f"make_timestamp({micros})"
    if number_sql is not None and target.name.startswith("TIMESTAMP"):
        from mockhaus_dbt.translation.casts import zoned

        instant = f"({stamp} AT TIME ZONE 'UTC')"
        made = {
            "TIMESTAMP_LTZ": instant,
            "TIMESTAMP_TZ": zoned(instant),
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
_AUTO_GROUPS_TIME = ("HH24:MI:SS.FFTZH:TZM", "HH24:MI:SSTZH:TZM", "HH24:MI:SS.FF", "HH24:MI:SS", "HH24:MI", "HH12:MI AM",
                     "HH12:MI:SS AM", "HH12:MI:SS.FF AM")  # fmt: skip
_RFC = (
    rf"(?i)^\s*{_DAY},\s+(\d{{1,2}})\s+({_MONTH})\s+(\d{{1,4}})\s+(\d{{1,2}}):(\d{{1,2}}):(\d{{1,2}})(?:\.(\d{{1,9}}))?"
    rf"(?:\s+(am|pm))?(?:\s+(z|[+-]?\d{{1,2}}:?\d{{2}}))?\s*$",
    ("DD", "MON", "YYYY", "HHRFC", "MI", "SS", "FF", "AM", "TZ"),
)

_FAST = {"YYYY": "%Y", "MM": "%m", "DD": "%d", "HH24": "%H", "MI": "%M", "SS": "%S"}


def _fast_sql(text: str, pattern: str, target: SqlType) -> str:
    """DuckDB text that reads most texts of a plain format quickly, and gives NULL for the others; '' for other formats.

    strptime reads exactly what such a format does where blanks, dashes and their kin part the numbers; numbers without
    anything between them must be full.
    """
    if target.name not in ("DATE", "TIME", "TIMESTAMP_NTZ"):
        return ""
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
    if "%" not in out or (adjoining and re.search(r"[^%A-Za-z]", out)) or (adjoining and "T" in out):
        return ""
    stamp = f"try_strptime({text}, {literal(out)})"
    if target.name != "TIMESTAMP_NTZ":
        stamp = f"CAST({stamp} AS {target.name})"
    return f"CASE WHEN regexp_full_match({text}, '\\d{{{width}}}') THEN {stamp} END" if adjoining else stamp


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
        year = f"CAST((CAST({short} AS INTEGER) - {century % 100} + 100) % 100 + {century} AS VARCHAR)" if short else "'1970'"
    word = named("MON", "MMMM")
    month = named("MM", "MO") or "'1'"
    if word:
        listed = ", ".join(f"'{m}'" for m in _MONTHS)
        month = f"CAST(list_position([{listed}], left(lower({word}), 3)) AS VARCHAR)"
    pieces = [f"lpad({year}, 4, '0')", "'-'", month, "'-'", named("DD", "D") or "'1'", "' '", _hour_sql(named)]
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
        return f"(CASE WHEN {half} = '' THEN (CASE WHEN CAST({short} AS INTEGER) > 23 THEN 'x' ELSE {short} END) ELSE {twelve} END)"
    return f"({twelve})"

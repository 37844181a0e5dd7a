"""Reading dates and times from text: AUTO's formats, explicit formats, and integers
(https://docs.snowflake.com/en/sql-reference/date-time-input-output).

One set of regular expressions serves both ways: Python reads constants with it while compiling, and DuckDB (RE2)
reads columns. So a text that is refused in one place is refused in the other.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.translation.datetime_formats import Element, Moment, elements
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    pass

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?)"
)
DAY = "(?:mon(?:day)?|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_EPOCH = date(1970, 1, 1)
#: integers in text count seconds below the first bound, then milli-, micro- and nanoseconds.
BOUNDS = (31536000000, 31536000000000, 31536000000000000)

_YEAR = r"(?:[1-9]\d{0,3}|0[1-9]\d{0,2}|00[1-9]\d?|000[1-9])"
_DATE = rf"{_YEAR}-\d{{1,2}}-\d{{1,2}}"
_HOUR24 = r"(?:[01]?\d|2[0-3])"
_MINUTE = r"[0-5]?\d"
HOURS_EAST = r"(?:1[0-8]|0?\d)"
_ZONE = rf" ?(?:[zZ]|[+-]{HOURS_EAST}(?::?[0-5]\d)?)"
_CLOCK = rf"{_HOUR24}:{_MINUTE}(?::{_MINUTE}(?:\.\d{{1,9}})?)?"
#: ISO's form; the second has groups for the wall clock, which DuckDB's cast reads, and for the zone.
ISO = rf"^\s*(?:{_DATE}|{_DATE}[ T]{_CLOCK}(?:{_ZONE})?)\s*$"
ISO_PARTS = rf"^\s*({_DATE}(?:[ T]{_CLOCK})?)({_ZONE})?\s*$"

#: what AUTO knows besides ISO and integers.
AUTO_TIMESTAMPS = (
    "YYYY-MM-DD HH24", "YYYY-MM-DD\"T\"HH24", "DD-MON-YYYY", "MM/DD/YYYY", "MM/DD/YYYY HH24:MI:SS",
    "DY, DD MON YYYY HH24:MI:SS TZHTZM", "DY, DD MON YYYY HH24:MI:SS.FF TZHTZM",
    "DY, DD MON YYYY HH12:MI:SS AM TZHTZM", "DY, DD MON YYYY HH12:MI:SS.FF AM TZHTZM",
    "DY, DD MON YYYY HH24:MI:SS", "DY, DD MON YYYY HH24:MI:SS.FF",
    "DY, DD MON YYYY HH12:MI:SS AM", "DY, DD MON YYYY HH12:MI:SS.FF AM", "DY MON DD HH24:MI:SS TZHTZM YYYY",
)  # fmt: skip
#: and what it knows of times: those without a zone first, whose sign may be left out (.1234 is no .1 at +02:34).
AUTO_TIMES = (
    "HH24:MI:SS.FF", "HH24:MI:SS", "HH24:MI:SS.FFTZH:TZM", "HH24:MI:SSTZH:TZM", "HH24:MI", "HH12:MI:SS.FF AM",
    "HH12:MI:SS AM", "HH12:MI AM",
)  # fmt: skip



# ---------------------------------------------------------------------------------------------------------- patterns


@lru_cache(maxsize=512)
def regex(pattern: str) -> tuple[str, tuple[str, ...]]:
    """A format as a regular expression (of Python and RE2 alike), and the element that each of its groups holds."""
    items = elements(pattern)
    text, groups = r"(?i)^\s*", []
    for i, item in enumerate(items):
        if not item.kind:
            words = filter(None, re.split(r"(\s+)", item.text))
            text += "".join(r"\s+" if word.isspace() else re.escape(word) for word in words)
            continue
        found = _group(item, i + 1 < len(items) and items[i + 1].kind[:2] not in ("", "TZ", "AM"))
        if found:
            groups.append(item.kind)
            text += found
    return text + r"\s*$", tuple(groups)


_WIDTHS = {"YYYY": 4, "FF": 9}
_NAMES = {"MON": MONTH, "MMMM": MONTH, "DY": DAY, "AM": "am|pm", "P": "[ap]"}


def _group(item: Element, adjoining: bool) -> str:
    """The group of an element; one that the next adjoins must be full, or end with a blank."""
    kind = item.kind
    if kind in _NAMES:
        return f"({_NAMES[kind]})"
    if kind in ("TZ", "TZ:"):
        return rf"(z|[+-]?{HOURS_EAST}:?[0-5]\d)"
    if kind in ("TZH", "TZM"):
        return rf"([+-]?{HOURS_EAST})" if kind == "TZH" else r"([0-5]?\d)"
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
    if re.fullmatch(r"-?[0-9]+", bare):
        return _from_integer(int(bare))
    if kind != "TIME":
        iso = re.match(ISO_PARTS, text, re.ASCII)
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
    for power, bound in zip((9, 6, 3), BOUNDS):
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
    if hour > 23 or minute > 59 or second > 59:
        return None
    try:
        days = (date(year, month, day) - _EPOCH).days
    except ValueError:
        return None
    return Moment((days * 86400 + hour * 3600 + minute * 60 + second) * 10**9 + nanoseconds, offset)


def _read_format(text: str, pattern: str, century: int) -> Moment | None:
    expression, groups = regex(pattern)
    match = re.match(expression, text, re.ASCII)
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
        return MONTHS.index(name[:3].lower()) + 1
    return int(found.get("MM") or found.get("MO") or 1)


def _hour(found: dict[str, str]) -> int | None:
    short = found.get("HH12") or found.get("H12")
    if short is None:
        return int(found.get("HH24") or found.get("H24") or 0)
    if not 1 <= int(short) <= 12:
        return None
    half = (found.get("AM") or found.get("P") or "a")[0].lower()
    return int(short) % 12 + (12 if half == "p" else 0)


def moment_sql(moment: Moment, target: SqlType) -> str | None:
    """DuckDB text of a constant; None where it is before the year 1 or after 9999 in UTC."""
    digits = 6 if target.precision is None else min(target.precision, 6)
    step = 10 ** (9 - digits)
    micros = moment.nanoseconds // step * step // 1000
    if target.name == "TIME":
        return f"TIME '{_clock_text(micros)}'"
    days, rest = divmod(micros, 86400 * 10**6)
    try:
        text = _date_text(days)
    except OverflowError:
        return None
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
    try:
        utc = f"{_date_text(days)} {_clock_text(rest)}"
    except OverflowError:
        return None
    if target.name == "TIMESTAMP_LTZ":
        return f"TIMESTAMPTZ '{utc}+00'"
    return f"struct_pack(utc := TIMESTAMP '{utc}', offset_minutes := CAST({moment.offset} AS SMALLINT))"


def _date_text(days: int) -> str:
    return (_EPOCH + timedelta(days=days)).isoformat()


def _clock_text(micros: int) -> str:
    seconds, micros = divmod(micros, 10**6)
    text = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{text}.{micros:06d}".rstrip("0") if micros else text

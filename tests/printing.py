"""How tests print values: as Snowflake's clients do, one row a line, cells between `` | ``."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from typing import Any

_BLANKS = re.compile(r'("(?:[^"\\]|\\.)*")|\s+')


def cell(value: Any) -> str:
    """One value."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, float):
        return format(value, ".15g")
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).hex().upper()
    if isinstance(value, dt.datetime):
        text = value.strftime("%Y-%m-%d %H:%M:%S.") + f"{value.microsecond // 1000:03d}"
        offset = value.strftime("%z")
        return f"{text} {offset}" if offset else text
    if isinstance(value, dt.time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, str) and value[:1] in "[{":
        return _compact(value)
    return str(value)


def _compact(text: str) -> str:
    """Semi-structured values on one line, digits as they are."""
    try:
        json.loads(text)
    except ValueError:
        return text
    return _BLANKS.sub(lambda match: match[1] or "", text)


def row(values: Any) -> str:
    """One row."""
    return " | ".join(cell(v) for v in values)


def same(got: str, wanted: str) -> bool:
    """Equal, but for the case of TRUE and FALSE and blanks inside semi-structured values."""
    if got == wanted or got.rstrip() == wanted.rstrip():
        return True
    if wanted.lower() in ("true", "false"):
        return got.lower() == wanted.lower()
    if wanted[:1] in "[{":
        return _compact(wanted) == got
    return (
        " | " in wanted
        and len(got.split(" | ")) == len(wanted.split(" | "))
        and all(same(g, w) for g, w in zip(got.split(" | "), wanted.split(" | ")))
    )

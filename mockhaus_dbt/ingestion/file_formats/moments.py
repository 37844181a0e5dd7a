"""Dates and timestamps that DuckDB's readers convert while they read, in one format for all columns of a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

_DAY = r"\d{4}-\d\d-\d\d"
_TIME = r"\d\d:\d\d:\d\d"
DATE = re.compile(_DAY)
#: formats of AUTO that machines write, in DuckDB's words.
MOMENTS = {
    f"%Y-%m-%d{between}%H:%M:%S{fraction}{zone}": re.compile(f"{_DAY}{between}{_TIME}{digits}{zone}")
    for between in (" ", "T")
    for fraction, digits in (("", ""), (".%f", r"\.\d{1,6}"))
    for zone in ("", "Z")
    if between == "T" or not zone
}
#: two blanks are no separator, but DuckDB takes any number of them.
TWO_BLANKS = re.compile(rb"\d[ \t]{2,}\d|\d\t\d")


def moment_format(columns: Iterable[Sequence[Any]]) -> str:
    """The format of the timestamps of a file: the first that all values of a column have; empty for none.

    Args:
        columns: some values of each column of timestamps.
    """
    for texts in columns:
        for written in MOMENTS:
            if texts and in_format(texts, written):
                return written
    return ""


def in_format(texts: Sequence[Any], written: str) -> bool:
    """Whether all values are texts of that format."""
    return bool(written) and all(isinstance(text, str) and MOMENTS[written].fullmatch(text) for text in texts)


def sound(name: str, kind: str) -> str:
    """What holds of a value that Snowflake reads alike: DuckDB also reads infinity, epoch and the year 0.

    Args:
        name: of the value.
        kind: DATE or TIMESTAMP.
    """
    last = "9999-12-31" + ("" if kind == "DATE" else " 23:59:59.999999")
    return f"{name} BETWEEN {kind} '0001-01-01' AND {kind} '{last}' AND {name} <> {kind} '1970-01-01'"

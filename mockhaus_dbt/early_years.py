"""Dates before year 1: DuckDB gives them as texts with ``(BC)``, as Python has none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def with_years(rows: list[tuple[Any, ...]], types: Sequence[str]) -> list[tuple[Any, ...]]:
    """Rows whose dates before year 1, which Python has none of, are texts with Snowflake's years: 0000, -0001."""
    places = [i for i, kind in enumerate(types) if kind == "DATE" or kind.startswith("TIMESTAMP")]
    early = [i for i in places if any(type(row[i]) is str for row in rows)]
    if not early:
        return rows
    return [tuple(before_christ(v) if i in early else v for i, v in enumerate(row)) for row in rows]


def before_christ(value: Any) -> Any:
    """A date or time that DuckDB gives as text, with the years before 1 counted down from 0."""
    if type(value) is not str or "(BC)" not in value:
        return value
    year, rest = value.replace(" (BC)", "").split("-", 1)
    return f"{'-' if int(year) > 1 else ''}{int(year) - 1:04}-{rest}"

"""Dates and times in text, for the texts that are not of the few shapes which SQL reads by itself."""

from __future__ import annotations

from functools import lru_cache

from mockhaus_dbt.python_functions import python_function
from mockhaus_dbt.translation.datetime_input import read

_read = lru_cache(maxsize=8192)(read)


@python_function("BIGINT[]", "VARCHAR", "VARCHAR", "VARCHAR", "BIGINT", nulls=True)
def read_moment(text: str | None, kind: str, pattern: str, century: int) -> list[int | None] | None:
    """Microseconds of the wall clock since 1970, and minutes east of UTC; None where the text is not in the format."""
    moment = None if text is None else _read(text, kind, pattern, century)
    if moment is None or not -(2**63) <= moment.nanoseconds // 1000 < 2**63:
        return None
    return [moment.nanoseconds // 1000, moment.offset]

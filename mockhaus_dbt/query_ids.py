"""Query ids in the shape of Snowflake's: a UUID whose first part is the minute of the query."""

from __future__ import annotations

import itertools
import secrets

_numbers = itertools.count(secrets.randbits(24) << 8)
_process = f"{secrets.randbits(48):012x}"


def new_query_id(now: float) -> str:
    """An id that no other query has.

    Args:
        now: seconds since 1970.
    """
    number = next(_numbers)
    minute = int(now / 60) & 0xFFFFFF
    high, middle, low = number >> 32 & 0xFFFF, number >> 16 & 0xFFFF, number & 0xFFFF
    return f"01{minute:06x}-{high:04x}-{middle:04x}-{low:04x}-{_process}"

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
    return f"01{int(now / 60) & 0xFFFFFF:06x}-{number >> 32 & 0xFFFF:04x}-{number >> 16 & 0xFFFF:04x}-{number & 0xFFFF:04x}-{_process}"

"""Numbers beyond what DuckDB computes."""

from __future__ import annotations

import array
import bisect
import functools
from decimal import ROUND_HALF_UP, Context, Decimal

from mockhaus_dbt.python_functions import python_function

_EXACT = Context(prec=100)


@python_function("HUGEINT", "HUGEINT", "INTEGER")
def shiftleft(value: int, places: int) -> int:
    """Bits moved to the left in a signed number of 128 bits; what goes beyond is dropped."""
    moved = (value << min(places, 128)) & (1 << 128) - 1 if places >= 0 else value >> -places
    return moved - (1 << 128) if moved >> 127 & 1 and moved > 0 else moved


@python_function("BIGINT", "DOUBLE", "BIGINT", "DOUBLE")
def zipf(exponent: float, count: int, share: float) -> int:
    """The element of Zipf's distribution below which a share from 0 to 1 of all draws falls."""
    sums = _zipf_sums(exponent, count)
    return bisect.bisect_left(sums, share * sums[-1]) + 1


@functools.lru_cache(maxsize=4)
def _zipf_sums(exponent: float, count: int) -> array.array[float]:
    sums, total = array.array("d"), 0.0
    for i in range(1, count + 1):
        total += i**-exponent
        sums.append(total)
    return sums


@python_function("VARCHAR", "VARCHAR", "VARCHAR", "INTEGER")
def product(a: str, b: str, scale: int) -> str:
    """A product of decimals, rounded half away from zero to digits behind the point; exact however many it has."""
    made = _EXACT.multiply(Decimal(a), Decimal(b))
    return f"{made.quantize(Decimal(1).scaleb(-scale), ROUND_HALF_UP, _EXACT):f}"

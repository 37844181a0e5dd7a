"""Sketches of Apache DataSketches, by its own library
(https://docs.snowflake.com/en/sql-reference/functions/datasketches_hll).
"""

from __future__ import annotations

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Any, Binary, Call, Count, aggregate, function


def _log_k(call: Call, most: int) -> int:
    """
    Raises:
        CompilationError: 001015 it is not from 4 to 21.
    """
    if not 4 <= most <= 21:
        raise call.wrong_value(most, "MAX_LOG_K")
    return most


def _sketch(call: Call, value: Expr, most: int) -> str:
    """The sketch of an aggregate's values.

    Raises:
        CompilationError: 001044 they are neither text, bytes, FLOATs nor whole numbers.
    """
    name = value.type.name
    if value.is_null:
        kind, duck = "texts", "VARCHAR"
    elif value.type.is_text:
        kind, duck = "texts", ""
    elif name == "BINARY":
        kind, duck = "bytes", ""
    elif name == "FLOAT":
        kind, duck = "floats", "DOUBLE"
    elif name == "NUMBER" and not value.type.scale:
        kind, duck = "integers", "HUGEINT"
    else:
        raise call.wrong_types()
    given = f"CAST({value.sql} AS {duck})" if duck else value.sql
    return f"mh_sketch_of_{kind}({call.aggregate('list', given, distinct=False)}, {_log_k(call, most)})"


@aggregate(remark="The library takes BINARY that is UTF-8; other bytes are refused.")
def datasketches_hll(call: Call, value: Any, max_log_k: Count = 12) -> Expr:
    """About how many different values there are, by a sketch.

    >>> SELECT ROUND(DATASKETCHES_HLL(column1), 8) FROM VALUES (1), (2), (2), (4), (5)
    4.00000003
    >>> SELECT DATASKETCHES_HLL(column1) FROM VALUES (NULL::INT)
    0
    """
    return Expr(f"mh_sketch_estimate({_sketch(call, value, max_log_k)})", t.FLOAT, nullable=False)


@aggregate(remark="The library takes BINARY that is UTF-8; other bytes are refused.")
def datasketches_hll_accumulate(call: Call, value: Any, max_log_k: Count = 12) -> Expr:
    """The sketch of values.

    >>> SELECT DATASKETCHES_HLL_ACCUMULATE(column1) FROM VALUES (1), (2), (2), (2)
    0201070C030802002BF2FB06862FF90D
    >>> SELECT DATASKETCHES_HLL_ACCUMULATE(TO_BINARY(HEX_ENCODE(1), 'HEX')) = DATASKETCHES_HLL_ACCUMULATE(1::TEXT)
    true
    """
    return Expr(_sketch(call, value, max_log_k), t.BINARY, nullable=False)


@aggregate
def datasketches_hll_combine(call: Call, state: Binary, max_log_k: Count = 12) -> Expr:
    """One sketch of what several have seen.

    >>> SELECT ROUND(DATASKETCHES_HLL_ESTIMATE(DATASKETCHES_HLL_COMBINE(s)), 9) FROM (SELECT DATASKETCHES_HLL_ACCUMULATE(column1) s FROM VALUES (1), (2) GROUP BY column1)
    2.000000005
    """  # noqa: E501
    listed = call.aggregate("list", state, distinct=False)
    return Expr(f"mh_sketches_combined({listed}, {_log_k(call, max_log_k)})", t.BINARY, nullable=False)


@function
def datasketches_hll_estimate(binary_sketch: Binary) -> Expr:
    """About how many different values a sketch has seen.

    >>> SELECT ROUND(DATASKETCHES_HLL_ESTIMATE(DATASKETCHES_HLL_ACCUMULATE(column1)), 9) FROM VALUES (1), (2), (2)
    2.000000005
    """
    return combined(f"mh_sketch_estimate({binary_sketch.sql})", t.FLOAT, binary_sketch, atomic=True)

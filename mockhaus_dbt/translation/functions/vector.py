"""Vector functions (https://docs.snowflake.com/en/sql-reference/functions-vector)."""

from __future__ import annotations

from mockhaus_dbt.translation import casts_vector  # noqa: F401 - its conversions register themselves
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Any, Call, function


def _vectors(call: Call, a: Expr, b: Expr) -> None:
    if {a.type.name, b.type.name} - {"VECTOR", "NULL"}:
        raise call.wrong_types()
    if a.type.name == b.type.name and a.type != b.type:
        raise call.wrong_types()


@function
def vector_inner_product(call: Call, a: Any, b: Any) -> Expr:
    """The sum of the products of elements.

    >>> VECTOR_INNER_PRODUCT([1, 2, 3]::VECTOR(INT, 3), [4, 5, 6]::VECTOR(INT, 3))
    32
    """
    _vectors(call, a, b)
    return combined(f"list_inner_product({a.sql}, {b.sql})", t.FLOAT, a, b, atomic=True)


@function
def vector_cosine_similarity(call: Call, a: Any, b: Any) -> Expr:
    """The cosine of the angle between two vectors.

    >>> VECTOR_COSINE_SIMILARITY([1, 2]::VECTOR(FLOAT, 2), [2, 4]::VECTOR(FLOAT, 2))
    1
    """
    _vectors(call, a, b)
    return combined(f"list_cosine_similarity({a.sql}, {b.sql})", t.FLOAT, a, b, atomic=True)


@function
def vector_l2_distance(call: Call, a: Any, b: Any) -> Expr:
    """The Euclidean distance of two vectors.

    >>> VECTOR_L2_DISTANCE([0, 0]::VECTOR(INT, 2), [3, 4]::VECTOR(INT, 2))
    5
    """
    _vectors(call, a, b)
    return combined(f"list_distance({a.sql}, {b.sql})", t.FLOAT, a, b, atomic=True)


@function
def vector_l1_distance(call: Call, a: Any, b: Any) -> Expr:
    """The sum of the distances of elements.

    >>> VECTOR_L1_DISTANCE([0, 0]::VECTOR(INT, 2), [3, -4]::VECTOR(INT, 2))
    7
    """
    _vectors(call, a, b)
    pair = call.fresh("pair")
    listed = f"list_transform(list_zip({a.sql}, {b.sql}), lambda {pair}: abs({pair}[1] - {pair}[2]))"
    return combined(f"list_sum({listed})", t.FLOAT, a, b, atomic=True)

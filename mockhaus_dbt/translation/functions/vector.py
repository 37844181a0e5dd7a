"""Vector functions (https://docs.snowflake.com/en/sql-reference/functions-vector)."""

from __future__ import annotations

from mockhaus_dbt.translation import casts_vector  # noqa: F401 - its conversions register themselves
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.aggregates import held
from mockhaus_dbt.translation.functions.registry import Any, Call, aggregate, function


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
    """The sum of the distances of elements; of FLOAT ones in 32 bits, as the page prints it.

    >>> VECTOR_L1_DISTANCE([0, 0]::VECTOR(INT, 2), [3, -4]::VECTOR(INT, 2))
    7
    >>> VECTOR_L1_DISTANCE([1.1, 2.2, 3]::VECTOR(FLOAT, 3), [1, 1, 1]::VECTOR(FLOAT, 3))
    3.30000019073486
    """
    _vectors(call, a, b)
    pair, total, value = call.fresh("pair"), call.fresh("sum"), call.fresh("value")
    first, second = (f"CAST({v.sql} AS FLOAT[])" if v.type.scale is None else v.sql for v in (a, b))
    listed = f"list_transform(list_zip({first}, {second}), lambda {pair}: abs({pair}[1] - {pair}[2]))"
    sql = f"CAST(list_reduce({listed}, lambda {total}, {value}: {total} + {value}) AS DOUBLE)"
    return combined(sql, t.FLOAT, a, b, atomic=True)


# -------------------------------------------------------------------------------------------------------- manipulation


@function(aliases=("VECTOR_TRUNC",))
def vector_truncate(call: Call, value: Any, dimension: Any) -> Expr:
    """The first elements of a vector.

    >>> VECTOR_TRUNCATE([1, 2, 3]::VECTOR(INT, 3), 2)
    [1, 2]
    """
    if dimension.is_null or value.is_null:
        return Expr("NULL", t.NULL)
    size = dimension.constant
    if value.type.name != "VECTOR" or not dimension.type.is_number:
        raise call.wrong_types()
    if not isinstance(size, int) or not 1 <= size <= value.type.length:
        raise call.wrong_value(dimension, "DIMENSION")
    kept = t.vector("FLOAT" if value.type.scale is None else "INT", size)
    return combined(f"({value.sql})[1:{size}]", kept, value, atomic=True)


@function
def vector_normalize(call: Call, value: Any) -> Expr:
    """A vector of the same direction and of length 1.

    >>> VECTOR_NORMALIZE([3, 4]::VECTOR(INT, 2))
    [0.6, 0.8]
    """
    if value.is_null:
        return Expr("NULL", t.NULL)
    if value.type.name != "VECTOR":
        raise call.wrong_types()
    whole, element = call.fresh("whole"), call.fresh("x")
    size = f"sqrt(list_inner_product({whole}, {whole}))"
    unit = f"list_transform({whole}, lambda {element}: {element} / {size})"
    sql = f"list_transform([{value.sql}], lambda {whole}: {unit})[1]"
    return combined(sql, t.vector("FLOAT", value.type.length), value, atomic=True)


# ---------------------------------------------------------------------------------------------------------- aggregates


def _by_element(call: Call, value: Expr, how: str, element: str | None = None) -> Expr:
    """An aggregate of each element over all vectors that are not NULL; NULL where there are none."""
    length = value.type.length
    if value.type.name != "VECTOR" or length is None:
        raise call.wrong_types()
    kind = element or ("FLOAT" if value.type.scale is None else "INT")
    place, one = call.fresh("place"), call.fresh("one")
    body = (
        f"CASE WHEN list_count(_w.all) > 0 THEN list_transform(range(1, {length + 1}), lambda {place}: "
        f"{how}(list_transform(_w.all, lambda {one}: {one}[{place}]))) END"
    )
    return Expr(held(call, {"all": call.aggregate("list", value)}, body), t.vector(kind, length))


@aggregate
def vector_sum(call: Call, value: Any) -> Expr:
    """The sum of vectors, element by element.

    >>> SELECT VECTOR_SUM(v) FROM (SELECT [1, 3]::VECTOR(INT, 2) AS v UNION ALL SELECT [2, 4]::VECTOR(INT, 2))
    [3, 7]
    """
    return _by_element(call, value, "list_sum")


@aggregate
def vector_avg(call: Call, value: Any) -> Expr:
    """The mean of vectors, element by element; FLOAT always.

    >>> SELECT VECTOR_AVG(v) FROM (SELECT [1, 3]::VECTOR(INT, 2) AS v UNION ALL SELECT [2, 4]::VECTOR(INT, 2))
    [1.5, 3.5]
    """
    return _by_element(call, value, "list_avg", "FLOAT")


@aggregate
def vector_min(call: Call, value: Any) -> Expr:
    """The least of each element of vectors.

    >>> SELECT VECTOR_MIN(v) FROM (SELECT [1, 4]::VECTOR(INT, 2) AS v UNION ALL SELECT [2, 3]::VECTOR(INT, 2))
    [1, 3]
    """
    return _by_element(call, value, "list_min")


@aggregate
def vector_max(call: Call, value: Any) -> Expr:
    """The greatest of each element of vectors.

    >>> SELECT VECTOR_MAX(v) FROM (SELECT [1, 4]::VECTOR(INT, 2) AS v UNION ALL SELECT [2, 3]::VECTOR(INT, 2))
    [2, 4]
    """
    return _by_element(call, value, "list_max")

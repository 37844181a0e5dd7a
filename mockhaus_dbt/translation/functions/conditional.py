"""Conditional expression functions
(https://docs.snowflake.com/en/sql-reference/expressions-conditional).
"""

from __future__ import annotations

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Any, Boolean, Call, Float, Number, coerce, function
from mockhaus_dbt.translation.rewrites.operators import collated, compare, unify


@function
def coalesce(call: Call, first: Any, second: Any, *others: Any) -> Expr:
    """The first value that is not NULL.

    >>> COALESCE(NULL, 2, 3)
    2
    """
    ready = unify(call.compiler, [first, second, *others], "COALESCE")
    type_ = next((v.type for v in ready if not v.is_null), ready[0].type)
    sql = f"coalesce({', '.join(v.sql for v in ready)})"
    return combined(sql, type_, *ready, atomic=True).but(nullable=all(v.nullable for v in ready))


@function(aliases=("IFNULL",))
def nvl(call: Call, value: Any, otherwise: Any) -> Expr:
    """The first value, or the second where the first is NULL.

    >>> NVL(NULL, 'x')
    x
    """
    return coalesce(call, value, otherwise)


@function
def iff(call: Call, condition: Boolean, then: Any, otherwise: Any) -> Expr:
    """One of two values, by a condition.

    >>> IFF(TRUE, 'yes', 'no')
    yes
    """
    a, b = unify(call.compiler, [then, otherwise], "IFF")
    type_ = b.type if a.is_null else a.type
    sql = f"CASE WHEN {condition.sql} THEN {a.sql} ELSE {b.sql} END"
    return combined(sql, type_, condition, a, b).but(nullable=a.nullable or b.nullable)


# ----------------------------------------------------------------------------------------------------------- NULL and 0


@function
def nullif(call: Call, value: Any, other: Any) -> Expr:
    """The first value, or NULL where both are equal.

    >>> NULLIF(2, 3)
    2
    >>> NULLIF('a', 'a')
    NULL
    """
    equal = compare(call.compiler, value, other, "=")
    if value.is_null:
        return value  # type: ignore[no-any-return]
    sql = f"CASE WHEN {equal.sql} THEN NULL ELSE {value.sql} END"
    return combined(sql, value.type, value, other).but(nullable=True)


@function
def nvl2(call: Call, value: Any, present: Any, absent: Any) -> Expr:
    """One of two values, by whether the first is NULL.

    >>> NVL2(NULL, 'there', 'not there')
    not there
    """
    a, b = unify(call.compiler, [present, absent], "NVL2")
    type_ = b.type if a.is_null else a.type
    sql = f"CASE WHEN {value} IS NOT NULL THEN {a.sql} ELSE {b.sql} END"
    return combined(sql, type_, value, a, b).but(nullable=a.nullable or b.nullable)


@function
def nullifzero(call: Call, value: Number) -> Expr:
    """The value, or NULL for 0.

    >>> NULLIFZERO(0)
    NULL
    >>> NULLIFZERO(3.14)
    3.14
    """
    return combined(f"nullif({value.sql}, 0)", value.type, value, atomic=True).but(nullable=True)


@function
def zeroifnull(call: Call, value: Number) -> Expr:
    """The value, or 0 for NULL.

    >>> ZEROIFNULL(NULL)
    0
    >>> ZEROIFNULL(3.14)
    3.14
    """
    return combined(f"coalesce({value.sql}, 0)", value.type, value, atomic=True).but(nullable=False)


@function
def equal_null(call: Call, a: Any, b: Any) -> Expr:
    """Whether two values are equal; two NULLs are.

    >>> EQUAL_NULL(NULL, NULL)
    true
    >>> EQUAL_NULL(1, NULL)
    false
    """
    return compare(call.compiler, a, b, "IS NOT DISTINCT FROM").but(nullable=False)


@function
def regr_valx(call: Call, y: Float, x: Float) -> Expr:
    """The second value, or NULL where the first is NULL.

    >>> REGR_VALX(1, 10)
    10
    >>> REGR_VALX(NULL, 10)
    NULL
    """
    return combined(f"CASE WHEN {y} IS NOT NULL THEN {x.sql} END", t.FLOAT, y, x)


@function
def regr_valy(call: Call, y: Float, x: Float) -> Expr:
    """The first value, or NULL where the second is NULL.

    >>> REGR_VALY(1, 10)
    1
    >>> REGR_VALY(1, NULL)
    NULL
    """
    return combined(f"CASE WHEN {x} IS NOT NULL THEN {y.sql} END", t.FLOAT, y, x)


# -------------------------------------------------------------------------------------------------------------- choices


@function
def decode(call: Call, value: Any, first_search: Any, first_result: Any, *others: Any) -> Expr:
    """The result that stands behind the first equal value, or the default at the end; NULL equals NULL.

    >>> DECODE(2, 1, 'one', 2, 'two', 'other')
    two
    >>> DECODE(NULL, 1, 'one', NULL, '-NULL-', 'other')
    -NULL-
    >>> DECODE(9, 1, 'one')
    NULL
    """
    pairs = [first_search, first_result, *others]
    default = [pairs[-1]] if len(pairs) % 2 else []
    searches, results = pairs[0 : len(pairs) - len(default) : 2], pairs[1::2][: len(pairs) // 2]
    ready = unify(call.compiler, [*results, *default], "DECODE")
    tests = [compare(call.compiler, value, s, "IS NOT DISTINCT FROM") for s in searches]
    text = " ".join(f"WHEN {test.sql} THEN {result.sql}" for test, result in zip(tests, ready))
    if default:
        text += f" ELSE {ready[-1].sql}"
    type_ = next((v.type for v in ready if not v.is_null), ready[0].type)
    return combined(f"CASE {text} END", type_, value, *searches, *ready).but(
        nullable=not default or any(v.nullable for v in ready)
    )


@function
def greatest(call: Call, first: Any, *others: Any) -> Expr:
    """The greatest value; NULL if any is NULL.

    >>> GREATEST(1, 4, 2.5)
    4.0
    >>> GREATEST(1, NULL)
    NULL
    >>> GREATEST('9', 10)
    9
    """
    return _extreme(call, "greatest", [first, *others], strict=True)


@function
def least(call: Call, first: Any, *others: Any) -> Expr:
    """The least value; NULL if any is NULL.

    >>> LEAST('b', 'a', 'c')
    a
    >>> LEAST(NULL, 2)
    NULL
    """
    return _extreme(call, "least", [first, *others], strict=True)


@function
def greatest_ignore_nulls(call: Call, first: Any, *others: Any) -> Expr:
    """The greatest value that is not NULL.

    >>> GREATEST_IGNORE_NULLS(2, NULL, 4)
    4
    """
    return _extreme(call, "greatest", [first, *others], strict=False)


@function
def least_ignore_nulls(call: Call, first: Any, *others: Any) -> Expr:
    """The least value that is not NULL.

    >>> LEAST_IGNORE_NULLS(2, NULL, 4)
    2
    """
    return _extreme(call, "least", [first, *others], strict=False)


def _extreme(call: Call, name: str, values: list[Expr], strict: bool) -> Expr:
    if values[0].type.is_text and not all(v.type.is_text or v.is_null for v in values):
        # The first argument decides: beside a string everything is compared as a string.
        values = [v if v.type.is_text or v.is_null else call.cast(v, t.VARCHAR) for v in values]
    ready = unify(call.compiler, values, call.name)
    type_ = next((v.type for v in ready if not v.is_null), ready[0].type)
    shown = [f"CAST({v.sql} AS {call.compiler.physical(type_)})" if v.is_null else v.sql for v in ready]
    if type_.is_text and type_.collation:
        keys = [collated(v, type_.collation) for v in ready]
    elif type_.is_semistructured:
        keys = [f"CAST({v} AS VARIANT)" for v in shown]
    else:
        keys = shown
    sql = f"{name}({', '.join(keys)})"
    if keys is not shown:
        # What compares is not what is shown: the winner's place leads to the value itself.
        sql = f"([{', '.join(shown)}])[list_position([{', '.join(keys)}], {sql})]"
    missing = [v for v, e in zip(shown, ready) if e.nullable]
    if strict and missing and len(ready) > 1:
        absent = " OR ".join(f"({v}) IS NULL" for v in missing)
        sql = f"CASE WHEN {absent} THEN NULL ELSE {sql} END"
    result = combined(sql, type_, *ready)
    return result if strict else result.but(nullable=all(v.nullable for v in ready))


# ---------------------------------------------------------------------------------------------------------------- logic


def _truth(call: Call, value: Expr) -> Expr:
    """An argument as a BOOLEAN; a number is rounded first, so that 0.3 is false."""
    if value.type.is_numeric and not value.type.is_integer:
        value = value.but(sql=f"round({value.sql})", atomic=True, constant=None)
    converted = coerce(call.compiler, value, "Boolean")
    if converted is None:
        raise call.wrong_types()
    return converted


@function
def booland(call: Call, a: Any, b: Any) -> Expr:
    """Logical AND, of numbers too: what rounds to 0 is false.

    >>> BOOLAND(1, -2), BOOLAND(0, 0), BOOLAND(0, NULL), BOOLAND(NULL, 3), BOOLAND(NULL, NULL)
    True | False | False | NULL | NULL
    >>> BOOLAND(2, 0.3), BOOLAND(-0.4, 5), BOOLAND(2, 0.5::FLOAT)
    False | False | True
    """
    a, b = _truth(call, a), _truth(call, b)
    return combined(f"{a} AND {b}", t.BOOLEAN, a, b)


@function
def boolor(call: Call, a: Any, b: Any) -> Expr:
    """Logical OR, of numbers too: what rounds to 0 is false.

    >>> BOOLOR(1, 2), BOOLOR(-1.35, 0), BOOLOR(3, NULL), BOOLOR(0, 0), BOOLOR(NULL, 0), BOOLOR(NULL, NULL)
    True | True | True | False | NULL | NULL
    >>> BOOLOR(0.4, 0.3)
    False
    """
    a, b = _truth(call, a), _truth(call, b)
    return combined(f"{a} OR {b}", t.BOOLEAN, a, b)


@function
def boolxor(call: Call, a: Any, b: Any) -> Expr:
    """Whether exactly one of two is true, of numbers too: what rounds to 0 is false.

    >>> BOOLXOR(2, 0), BOOLXOR(1, -1), BOOLXOR(0, 0), BOOLXOR(NULL, 3), BOOLXOR(NULL, 0), BOOLXOR(NULL, NULL)
    True | False | False | NULL | NULL | NULL
    >>> BOOLXOR(1, 0.4)
    True
    """
    a, b = _truth(call, a), _truth(call, b)
    return combined(f"{a} <> {b}", t.BOOLEAN, a, b)


@function
def boolnot(call: Call, value: Any) -> Expr:
    """Logical NOT, of numbers too: what rounds to 0 is false.

    >>> BOOLNOT(0), BOOLNOT(10), BOOLNOT(-3.79), BOOLNOT(NULL)
    True | False | False | NULL
    >>> BOOLNOT(0.4)
    True
    """
    value = _truth(call, value)
    return combined(f"NOT {value}", t.BOOLEAN, value)

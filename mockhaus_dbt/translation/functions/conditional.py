"""Conditional expression functions
(https://docs.snowflake.com/en/sql-reference/expressions-conditional).
"""

from __future__ import annotations

from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.functions.registry import Any, Boolean, Call, function
from mockhaus_dbt.translation.rewrites.operators import combined, unify


@function
def coalesce(call: Call, *values: Any) -> Expr:
    """The first value that is not NULL.

    >>> COALESCE(NULL, 2, 3)
    2
    """
    ready = unify(call.compiler, list(values), "COALESCE")
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

"""Aggregate functions (https://docs.snowflake.com/en/sql-reference/functions-aggregation)."""

from __future__ import annotations

from sqlglot import exp

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.functions.registry import Call, Node, Number, aggregate


@aggregate
def count(call: Call, *values: Node) -> Expr:
    """How many rows, or how many values that are not NULL.

    >>> COUNT(*)
    1
    """
    if len(values) == 1 and (isinstance(values[0], exp.Star) or _is_qualified_star(values[0])):
        return Expr(call.aggregate("count", "*"), t.number(18, 0), nullable=False)
    compiled = [call.compiler.expression(v, call.scope) for v in values]
    if len(compiled) == 1:
        return Expr(call.aggregate("count", compiled[0]), t.number(18, 0), nullable=False)
    row = ", ".join(v.sql for v in compiled)
    absent = " OR ".join(f"{v} IS NULL" for v in compiled)
    text = f"CASE WHEN {absent} THEN NULL ELSE row({row}) END"
    return Expr(call.aggregate("count", text), t.number(18, 0), nullable=False)


@aggregate(name="SUM")
def sum_(call: Call, value: Number) -> Expr:
    """The sum; NUMBER(38, s) for a NUMBER(p, s).

    >>> SUM(2)
    2
    """
    type_ = t.number(38, value.type.scale or 0) if value.type.is_number else t.FLOAT
    return Expr(call.aggregate("sum", value), type_)


def _is_qualified_star(node: exp.Expr) -> bool:
    return isinstance(node, exp.Column) and isinstance(node.this, exp.Star)

"""Subqueries in expressions, and which of them Snowflake evaluates where they name columns of the query around them
(https://docs.snowflake.com/en/user-guide/querying-subqueries).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.functions.registry import FUNCTIONS

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import BoundQuery, Compiler, Scope


def subquery(compiler: Compiler, node: exp.Expr, scope: Scope, scalar: bool = False) -> BoundQuery:
    """Compile the query of a subquery.

    Args:
        node: the query, without brackets.
        scope: around it.
        scalar: its one value is wanted, not whether it has rows.

    Raises:
        CompilationError: 002031, Snowflake has no plan for such a correlation: with LIMIT, in FLATTEN, or for a value
            of which more than one can be found.
    """
    known = len(compiler.outside)
    bound = compiler.query(node, scope.child())
    around = set()
    at: Scope | None = scope
    while at is not None:
        around.add(id(at))
        at = at.parent
    named = [reference for reference in compiler.outside[known:] if id(reference[0]) in around]
    if not named:
        return bound
    limited = any(node.args.get(key) is not None for key in ("limit", "offset"))
    if limited or any(r is f for r in named for f in compiler.flattened):
        raise error("unsupported_subquery")
    if scalar and isinstance(node, exp.Select) and not _one_row(node):
        if node.args.get("group") is not None or not all(_by_equality(reference, node) for _, reference in named):
            raise error("unsupported_subquery")
    return bound


def _one_row(query: exp.Select) -> bool:
    """Whether a query has one row whatever its tables hold: aggregates without GROUP BY, or no FROM."""
    if query.args.get("group") is not None:
        return False
    return query.args.get("from_") is None or any(aggregates(item) for item in query.expressions)


def aggregates(node: exp.Expr, windows: bool = False) -> bool:
    """Whether an item of a SELECT list has an aggregate in it.

    Args:
        windows: that of a window function counts too.
    """
    if isinstance(node, exp.Query):
        return False
    if isinstance(node, exp.Window):
        return windows
    if isinstance(node, exp.Anonymous):
        row = FUNCTIONS.get(call_name(node))
        if row is not None and row.kind == "aggregate":
            return True
    return any(aggregates(child, windows) for child in node.iter_expressions())


def _by_equality(reference: exp.Expr, query: exp.Expr) -> bool:
    """Whether a column of the query around stands in an equality that WHERE demands, or not in WHERE at all."""
    at, equal = reference, False
    while at.parent is not None and at is not query:
        at = at.parent
        if isinstance(at, exp.Where):
            return equal
        if isinstance(at, (exp.EQ, exp.NullSafeEQ)):
            equal = True
            continue
        wrong = (exp.Query, exp.Predicate, exp.Or, exp.Not)
        if not isinstance(at, (exp.And, exp.Paren)) if equal else isinstance(at, wrong) and at is not query:
            return False
    return True

"""The spread operator: ``** array`` in a list of values (https://docs.snowflake.com/en/sql-reference/operators-expansion).

sqlglot reads it as a product whose first factor is a star.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation.variants import plain_text

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope


def is_spread(node: Any) -> bool:
    """Whether a node is ``** array``."""
    return type(node) is exp.Mul and type(node.this) is exp.Star


def spread(compiler: Compiler, nodes: Sequence[Any], scope: Scope) -> list[Any]:
    """The list with the values of every ``** array`` in its place.

    Raises:
        CompilationError: 001015, it is no array of constant values.
    """
    found: list[Any] = []
    for node in nodes:
        if not is_spread(node):
            found.append(node)
        elif isinstance(node.expression, exp.Array):
            found.extend(spread(compiler, node.expression.expressions, scope))
        else:
            found.extend(_values(compiler, node.expression, scope))
    return found


def _values(compiler: Compiler, node: exp.Expr, scope: Scope) -> list[exp.Expr]:
    """The elements of an array that is no literal: a variable, or an argument of a function."""
    value = compiler.expression(node, scope)
    if compiler.context.run is None or compiler.context.in_view:
        raise UnsupportedError("** of anything but an array of literals here")
    of_rows = any(column.sql in value.sql for source in scope.sources for column in source.columns)
    if of_rows or value.type.name not in ("ARRAY", "VARIANT"):
        raise error("argument_value", value=value.sql, name="1", function="**")
    text = compiler.context.run(f"SELECT CAST({value.sql} AS VARCHAR)")[0][0]
    elements = json.loads(plain_text(text), parse_float=Decimal) if text is not None else None
    if not isinstance(elements, list):
        raise error("argument_value", value=value.sql, name="1", function="**")
    return [_literal(element) for element in elements]


def _literal(element: Any) -> exp.Expr:
    if element is None:
        return exp.Null()
    if isinstance(element, bool):
        return exp.Boolean(this=element)
    if isinstance(element, (int, Decimal)):
        number = exp.Literal.number(str(abs(element)))
        return exp.Neg(this=number) if element < 0 else number
    if isinstance(element, str):
        return exp.Literal.string(element)
    raise UnsupportedError("** of an array that holds arrays or objects")

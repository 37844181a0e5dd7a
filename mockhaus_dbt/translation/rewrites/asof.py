"""The conditions of ASOF JOIN (https://docs.snowflake.com/en/sql-reference/constructs/asof-join)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import SqlError, UnsupportedError, error
from mockhaus_dbt.translation.headings import SIGNS, full_name, heading
from mockhaus_dbt.translation.rewrites.operators import condition

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope, Source


def conditions(
    compiler: Compiler, join: exp.Join, on: exp.Expr | None, scope: Scope, left: list[Source], right: Source
) -> list[str]:
    """ON and MATCH_CONDITION as DuckDB's text.

    Args:
        compiler: of the statement.
        join: with its match condition.
        on: the condition, if there is one.
        scope: with all tables.
        left, right: the two sides of the join.

    Raises:
        CompilationError: 010001, 010002, 010010 where a condition is none that ASOF JOIN takes.
        UnsupportedError: the match condition compares neither times nor numbers.
    """
    match = join.args.get("match_condition")
    while isinstance(match, exp.Paren):
        match = match.this
    if match is None:
        raise error("parse", line=1, column=0, token="ASOF")
    tests = []
    if on is not None:
        text = condition(compiler, on, scope).sql
        for part in _conjuncts(on):
            a_side, b_side = (part.this, part.expression) if isinstance(part, exp.EQ) else (None, None)
            if a_side is None or not (
                (_of(compiler, a_side, scope, left) and _of(compiler, b_side, scope, [right]))
                or (_of(compiler, a_side, scope, [right]) and _of(compiler, b_side, scope, left))
            ):
                raise error("asof_on", shown=_shown(part))
        tests.append(text)
    if not isinstance(match, (exp.GT, exp.GTE, exp.LT, exp.LTE)):
        raise error("asof_operator")
    text = condition(compiler, match, scope).sql
    if not (_of(compiler, match.this, scope, left) and _of(compiler, match.expression, scope, [right])):
        raise error("asof_sides")
    for side in (match.this, match.expression):
        type_ = compiler.expression(side, scope).type
        if not (type_.is_numeric or type_.is_datetime or type_.is_null):
            raise UnsupportedError(f"MATCH_CONDITION of a {type_.name}")
    return [*tests, text]


def _conjuncts(node: exp.Expr) -> Iterator[exp.Expr]:
    while isinstance(node, exp.Paren):
        node = node.this
    if isinstance(node, exp.And):
        yield from _conjuncts(node.this)
        yield from _conjuncts(node.expression)
    else:
        yield node


def _of(compiler: Compiler, node: exp.Expr | None, scope: Scope, sources: list[Source]) -> bool:
    """Whether an expression needs no more than some of the tables."""
    if node is None:
        return False
    try:
        compiler.expression(node, replace(scope, sources=sources, aliases={}, merged={}))
    except SqlError:
        return False
    return True


def _shown(node: exp.Expr) -> str:
    """A condition as Snowflake's message has it: names with their tables, brackets around what OR connects."""
    if isinstance(node, exp.Paren):
        return _shown(node.this)
    if isinstance(node, exp.Or):
        return f"({_shown(node.this)}) OR ({_shown(node.expression)})"
    if isinstance(node, (exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE)):
        return f"{_shown(node.this)} {SIGNS[type(node)]} {_shown(node.expression)}"
    if isinstance(node, exp.Column):
        return full_name(node)
    return heading(node)

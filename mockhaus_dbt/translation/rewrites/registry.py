"""The tables of the walk: which Python function compiles which node of sqlglot's tree.

``@rewrite(exp.X)`` compiles an expression: (compiler, node, scope) -> Expr.
``@source(exp.X)`` compiles something in FROM: (compiler, node, scope) -> Source.
A node in neither table is refused by name: nothing unknown reaches DuckDB.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlglot import exp

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope, Source
    from mockhaus_dbt.translation.expressions import Expr

Rewrite = Callable[["Compiler", Any, "Scope"], "Expr"]
SourceRewrite = Callable[["Compiler", Any, "Scope"], "Source"]

REWRITES: dict[type[exp.Expr], Rewrite] = {}
SOURCES: dict[type[exp.Expr], SourceRewrite] = {}


def rewrite(*nodes: type[exp.Expr]) -> Callable[[Rewrite], Rewrite]:
    """Register what compiles expressions of these node classes."""

    def register(body: Rewrite) -> Rewrite:
        for node in nodes:
            REWRITES[node] = body
        return body

    return register


def source(*nodes: type[exp.Expr]) -> Callable[[SourceRewrite], SourceRewrite]:
    """Register what compiles FROM items of these node classes."""

    def register(body: SourceRewrite) -> SourceRewrite:
        for node in nodes:
            SOURCES[node] = body
        return body

    return register

"""LIKE and its kin, regular expressions, subqueries in expressions
(https://docs.snowflake.com/en/sql-reference/operators-subquery).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import collations
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.held import held
from mockhaus_dbt.translation.rewrites.correlation import subquery
from mockhaus_dbt.translation.rewrites.registry import rewrite

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope


@rewrite(exp.Like, exp.ILike)
def _like(compiler: Compiler, node: exp.Binary, scope: Scope) -> Expr:
    return _like_with(compiler, node, scope, None)


@rewrite(exp.Escape)
def _escape(compiler: Compiler, node: exp.Escape, scope: Scope) -> Expr:
    return _like_with(compiler, node.this, scope, compiler.expression(node.expression, scope))


def not_like(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    """NOT around a LIKE. DuckDB is half as fast again when it is spelled NOT LIKE rather than NOT (... LIKE ...)."""
    escape = compiler.expression(node.expression, scope) if isinstance(node, exp.Escape) else None
    return _like_with(compiler, node.this if isinstance(node, exp.Escape) else node, scope, escape, negated=True)


def _like_with(
    compiler: Compiler, node: exp.Expr, scope: Scope, escape: Expr | None, negated: bool = False
) -> Expr:
    if not isinstance(node, (exp.Like, exp.ILike)):
        raise UnsupportedError(f"ESCAPE after {type(node).__name__.upper()}")
    value = _text(compiler, compiler.expression(node.this, scope))
    pattern = node.expression
    if isinstance(pattern, (exp.Any, exp.All)):
        items = pattern.this.expressions if isinstance(pattern.this, exp.Tuple) else [pattern.this]
        if not items:
            line, column = compiler.position(node.this)
            raise error("syntax", line=line, column=column, token=")")
        patterns = [compiler.expression(i.unnest(), scope) for i in items]
        joint = " OR " if isinstance(pattern, exp.Any) else " AND "
        sign = "NOT " if negated else ""

        def text(value: Expr, *patterns: Expr) -> str:
            parts = [str(like(compiler, value, p, node, escape)) for p in patterns]
            return f"({sign}({joint.join(parts)}))"

        return combined(held([value, *patterns], text), t.BOOLEAN, value, *patterns, atomic=True)
    return like(compiler, value, compiler.expression(pattern, scope), node, escape, negated)


def _text(compiler: Compiler, value: Expr) -> Expr:
    return value if value.type.is_text else cast(compiler, value, t.VARCHAR)


def like(
    compiler: Compiler, value: Expr, pattern: Expr, node: exp.Expr, escape: Expr | None, negated: bool = False
) -> Expr:
    """LIKE or ILIKE, by the class of the node."""
    pattern = _text(compiler, pattern)
    word = "ILIKE" if isinstance(node, exp.ILike) else "LIKE"
    collation = collations.mixed([value.type.collation, pattern.type.collation])
    if collation:
        if not collations.parse(collation).binary:
            raise UnsupportedError(f"{word} with the collation '{collation}'")
        value, pattern = (
            v.but(sql=collations.searched(str(v), collation, word), atomic=True) for v in (value, pattern)
        )
    word = f"NOT {word}" if negated else word
    if escape is not None and isinstance(escape.constant, str) and len(escape.constant) > 1:
        raise error("escape_length", value=escape.constant)
    tail = f" ESCAPE {escape.sql}" if escape is not None else ""
    return combined(f"{value} {word} {pattern}{tail}", t.BOOLEAN, value, pattern)


@rewrite(exp.RegexpLike, exp.RegexpILike)
def _regexp(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    return compiler.call(exp.Anonymous(this="REGEXP_LIKE", expressions=[node.this, node.expression]), scope)


@rewrite(exp.Subquery, exp.Select, exp.Union, exp.Intersect, exp.Except)
def _scalar_subquery(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    inner = node.this if isinstance(node, exp.Subquery) and not node.args.get("with_") else node
    bound = subquery(compiler, inner, scope, scalar=True)
    if len(bound.columns) != 1:
        raise error("unsupported_subquery")
    return Expr(f"({bound.sql})", bound.columns[0].type, nullable=True)


@rewrite(exp.Exists)
def _exists(compiler: Compiler, node: exp.Exists, scope: Scope) -> Expr:
    inner = node.this.this if isinstance(node.this, exp.Subquery) else node.this
    bound = subquery(compiler, inner, scope)
    return Expr(f"EXISTS ({bound.sql})", t.BOOLEAN, nullable=False)


@rewrite(exp.Alias)
def _alias(compiler: Compiler, node: exp.Alias, _scope: Scope) -> Expr:
    """sqlglot takes a name behind any expression; those of a SELECT list and of PIVOT do not come here."""
    named = node.args["alias"]
    line, column = compiler.position(named)
    raise error("syntax", line=line, column=column, token=named.name)

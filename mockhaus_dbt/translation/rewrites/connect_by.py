"""CONNECT BY as a recursive query (https://docs.snowflake.com/en/sql-reference/constructs/connect-by).

FROM becomes a table of rows; the recursion starts with the rows of START WITH and joins each level to the one before.
Where PRIOR, CONNECT_BY_ROOT or SYS_CONNECT_BY_PATH stand outside of CONNECT BY, each row carries the list of rows on
the way from its root.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.compiler import Scope, Source
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.rewrites.operators import condition
from mockhaus_dbt.translation.rewrites.registry import rewrite

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler
    from mockhaus_dbt.translation.rewrites.from_ import From


@dataclass
class Hierarchy:
    """What CONNECT BY adds to the names that a clause can see.

    Args:
        sources: the items of FROM, whose columns are read from ``origin``.
        origin: the alias that the columns of ``sources`` name.
        level: DuckDB text of LEVEL.
        prior: prefix of the columns of the row before; '' where there is none.
        path: the list of rows from the root to this one; '' where it is not kept.
    """

    sources: list[Source]
    origin: str
    level: str
    prior: str = ""
    path: str = ""

    def column(self, compiler: Compiler, qualifier: tuple[str, ...], name: str, scope: Scope) -> Expr | None:
        """LEVEL, where no column has that name."""
        if qualifier or name != "LEVEL" or any(s.find(name) for s in scope.sources):
            return None
        return Expr(self.level, t.INTEGER, nullable=False, name="LEVEL")

    def seen_from(self, prefix: str) -> list[Source]:
        """The items of FROM with columns that are read behind another prefix."""
        return [
            replace(
                s,
                columns=[replace(c, sql=prefix.format(c.sql.removeprefix(f"{self.origin}."))) for c in s.columns],
                _by_name=None,
            )
            for s in self.sources
        ]

    def elsewhere(self, compiler: Compiler, node: exp.Expr, scope: Scope, prefix: str) -> Expr:
        """An expression over the row that ``prefix`` reads."""
        return compiler.expression(node, replace(scope, sources=self.seen_from(prefix), merged={}, compiled={}))


def apply(compiler: Compiler, node: exp.Select, clauses: From) -> exp.Where | None:
    """Put the recursion in place of FROM; gives the WHERE that is applied to its rows.

    Raises:
        UnsupportedError: NOCYCLE, or PRIOR not exactly once in a comparison of columns.
    """
    connect = node.args["connect"]
    if connect.args.get("nocycle"):
        raise UnsupportedError("CONNECT BY NOCYCLE")
    _check_links(connect.args["connect"])
    scope = clauses.scope
    _read_prior_outputs(node, scope)
    where = node.args.get("where")
    keeps_path = _needs_path([*node.expressions, *(node.args.get(k) for k in ("where", "order", "qualify", "group"))])
    origin = clauses.wrap_for("CB")
    sources = list(scope.sources)
    base, tree = compiler.alias("BASE"), compiler.alias("TREE")
    fields = [c.sql.removeprefix(f"{origin}.") for s in sources for c in s.columns]
    plain = Scope(sources=sources, parent=scope.parent, ctes=scope.ctes, clause="where")
    shape = Hierarchy(sources, origin, "1")
    start = connect.args.get("start")
    first = plain.within()
    first.special = replace(shape, level="1")
    test = f" WHERE {condition(compiler, start, _on(first, shape, 'b.{}')).sql}" if start is not None else ""
    joined = _on(plain, shape, "c.{}")
    joined.special = replace(shape, level="(p._level + 1)", prior="p.{}")
    link = condition(compiler, connect.args["connect"], joined).sql

    def row(alias: str) -> str:
        return "{" + ", ".join(f"'{f}': {alias}.{f}" for f in fields or ["_one"]) + "}"

    names = fields or ["_one"]
    path_first = f", [{row('b')}] AS _path" if keeps_path else ""
    path_next = f", list_append(p._path, {row('c')})" if keeps_path else ""
    anchor = f"SELECT {', '.join(f'b.{f}' for f in names)}, 1 AS _level{path_first} FROM {base} AS b{test}"
    below = ", ".join(f"c.{f}" for f in names)
    step = f"SELECT {below}, p._level + 1{path_next} FROM {tree} AS p JOIN {base} AS c ON {link}"
    alias = compiler.alias("TREE")
    clauses.sql = (
        f"(WITH RECURSIVE {base} AS MATERIALIZED (SELECT * FROM {clauses.sql}), {tree} AS ({anchor} UNION ALL {step}) "
        f"SELECT * FROM {tree}) AS {alias}"
    )
    scope.sources[:] = shape.seen_from(f"{alias}.{{}}")
    for key, column in list(scope.merged.items()):
        scope.merged[key] = replace(column, sql=f"{alias}.{column.sql.removeprefix(f'{origin}.')}")
    scope.special = Hierarchy(
        sources, origin, f"{alias}._level", f"{alias}._path[-2]['{{}}']" if keeps_path else "", f"{alias}._path"
    )
    return where


def _check_links(node: exp.Expr) -> None:
    """Refuse a comparison of columns in CONNECT BY with PRIOR on both sides or on none; ``a = 1`` needs none."""
    if isinstance(node, (exp.And, exp.Paren)):
        for part in node.iter_expressions():
            _check_links(part)
    elif isinstance(node, exp.EQ):
        sides = [side.unnest() for side in (node.this, node.expression)]
        priors = sum(isinstance(side, exp.Prior) for side in sides)
        columns = sum(isinstance(side, exp.Column) for side in sides)
        if priors == 2 or (columns == 2 and not any(side.name.upper() == "LEVEL" for side in sides)):
            raise UnsupportedError("CONNECT BY with a comparison of columns that has not exactly one PRIOR")


def _on(scope: Scope, shape: Hierarchy, prefix: str) -> Scope:
    return replace(scope, sources=shape.seen_from(prefix))


def _read_prior_outputs(node: exp.Select, scope: Scope) -> None:
    """``SELECT PRIOR a`` is parsed as the column PRIOR with the alias a."""
    for i, item in enumerate(node.expressions):
        if not isinstance(item, exp.Alias) or not isinstance(item.this, exp.Column) or item.this.args.get("table"):
            continue
        word = item.this.this
        if isinstance(word, exp.Identifier) and not word.args.get("quoted") and _word(word) == "PRIOR":
            name = item.args["alias"]
            scope.aliases = {k: v for k, v in scope.aliases.items() if v is not item.this}
            node.expressions[i] = exp.Prior(this=exp.Column(this=name.copy()))


def _word(node: exp.Expr) -> str:
    return str(node.this).replace(MARK, "").upper()


def _needs_path(nodes: list[exp.Expr | None]) -> bool:
    for node in nodes:
        if node is None:
            continue
        for part in node.walk():
            if isinstance(part, (exp.Prior, exp.ConnectByRoot)):
                return True
            if isinstance(part, exp.Anonymous) and _word(part) in ("CONNECT_BY_ROOT", "SYS_CONNECT_BY_PATH"):
                return True
    return False


def hierarchy(compiler: Compiler, node: exp.Expr, scope: Scope, name: str) -> Hierarchy:
    """The hierarchy that a clause stands in.

    Raises:
        CompilationError: 001003 there is no CONNECT BY.
    """
    if not isinstance(scope.special, Hierarchy):
        line, column = compiler.position(node)
        raise error("syntax", line=line, column=column, token=name)
    return scope.special


@rewrite(exp.Prior)
def _prior(compiler: Compiler, node: exp.Prior, scope: Scope) -> Expr:
    found = hierarchy(compiler, node, scope, "PRIOR")
    return found.elsewhere(compiler, node.this, scope, found.prior).but(nullable=True)


@rewrite(exp.ConnectByRoot)
def _connect_by_root(compiler: Compiler, node: exp.ConnectByRoot, scope: Scope) -> Expr:
    return root_value(compiler, node.this, scope)


def root_value(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    """CONNECT_BY_ROOT of an expression."""
    found = hierarchy(compiler, node, scope, "CONNECT_BY_ROOT")
    return found.elsewhere(compiler, node, scope, f"{found.path}[1]['{{}}']")

"""``(+)`` in WHERE: outer joins as Oracle writes them
(https://docs.snowflake.com/en/sql-reference/constructs/where#joins-in-the-where-clause).

A SELECT is compiled as it stands; where a column turns out to bear the mark, it is written with LEFT JOIN instead and
compiled again, so that nobody else pays for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.rewrites.from_ import From

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope, Source


def written_out(compiler: Compiler, node: exp.Select, scope: Scope) -> tuple[exp.Select, list[int]]:
    """A SELECT with LEFT JOIN for every table whose columns bear ``(+)``.

    Args:
        compiler: of the statement.
        node: whose WHERE has the marks.
        scope: around it.

    Returns:
        the SELECT, and where the sources of its FROM stand that the written one has at 0, 1, ...

    Raises:
        CompilationError: 001791 tables that are each other's inner table, 001792 one that is so for several.
    """
    sources = _sources(compiler, node, scope)
    items = [node.args["from_"].this, *(node.args.get("joins") or ())]
    if len(items) != len(sources) or node.args.get("laterals"):
        raise UnsupportedError("(+) beside joins in brackets or table functions")
    kept: list[exp.Expr] = []
    tests: dict[int, list[exp.Expr]] = {}
    outer: dict[int, list[int]] = {}
    for part in _conjuncts(node.args["where"].this):
        inner, others = _tables(compiler, part, sources)
        if not inner:
            kept.append(part)
            continue
        if len(inner) > 1:
            raise _cycle(sources, *inner[:2])
        (table,) = inner
        tests.setdefault(table, []).append(_unmarked(part))
        found = outer.setdefault(table, [])
        found += [i for i in others if i != table and i not in found]
    for table, found in outer.items():
        if len(found) > 1:
            raise error(
                "outer_join_several", table=_shown(sources, table), second=_shown(sources, found[1]),
                first=_shown(sources, found[0]),
            )
        if found and table in outer.get(found[0], ()):
            raise _cycle(sources, table, found[0])
    return _arranged(node, items, kept, tests, outer)


def _sources(compiler: Compiler, node: exp.Select, scope: Scope) -> list[Source]:
    clauses = From(compiler, replace(scope, sources=[], aliases={}, compiled={}, merged={}, clause="select"))
    if node.args.get("from_") is None or node.args.get("where") is None:
        raise UnsupportedError("(+) outside of WHERE")
    clauses.read(node)
    return clauses.scope.sources


def _conjuncts(node: exp.Expr) -> list[exp.Expr]:
    if isinstance(node, exp.And):
        return [*_conjuncts(node.this), *_conjuncts(node.expression)]
    return [node]


def _tables(compiler: Compiler, part: exp.Expr, sources: list[Source]) -> tuple[list[int], list[int]]:
    """The sources whose columns bear the mark in a condition, and those whose columns do not."""
    marked: list[int] = []
    plain: list[int] = []
    for column in part.find_all(exp.Column):
        qualifier = tuple(compiler.identifier(p) for p in column.parts[:-1]) if column.args.get("table") else ()
        name = compiler.identifier(column.this)
        for i, source in enumerate(sources):
            if (source.answers(qualifier) if qualifier else True) and source.find(name):
                found = marked if column.args.get("join_mark") else plain
                if i not in found:
                    found.append(i)
                break
    return marked, plain


def _unmarked(part: exp.Expr) -> exp.Expr:
    part = part.copy()
    for column in part.find_all(exp.Column):
        column.set("join_mark", None)
    return part


def _arranged(
    node: exp.Select, items: list[exp.Expr], kept: list[exp.Expr], tests: dict[int, list[exp.Expr]],
    outer: dict[int, list[int]],
) -> tuple[exp.Select, list[int]]:
    placed = [i for i in range(len(items)) if i not in tests]
    if not placed:
        raise UnsupportedError("(+) at every table of FROM")
    tables = [item.this if isinstance(item, exp.Join) else item for item in items]
    joins = [items[i].copy() if isinstance(items[i], exp.Join) else exp.Join(this=tables[i]) for i in placed[1:]]
    waiting = list(tests)
    while waiting:
        ready = next(i for i in waiting if all(j in placed for j in outer[i]))
        if isinstance(items[ready], exp.Join) and any(items[ready].args.get(k) for k in ("on", "using", "side")):
            raise UnsupportedError("(+) at a table that JOIN ... ON joins")
        on = exp.and_(*tests[ready], copy=False)
        joins.append(exp.Join(this=tables[ready].copy(), side="LEFT", on=on))
        placed.append(ready)
        waiting.remove(ready)
    made = node.copy()
    made.set("from_", exp.From(this=tables[placed[0]].copy()))
    made.set("joins", joins)
    made.set("where", exp.Where(this=exp.and_(*kept)) if kept else None)
    return made, placed


def _shown(sources: list[Source], i: int) -> str:
    return display(sources[i].alias)


def _cycle(sources: list[Source], a: int, b: int) -> Exception:
    return error("outer_join_cycle", first=_shown(sources, a), second=_shown(sources, b))

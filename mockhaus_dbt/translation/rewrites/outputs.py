"""The SELECT list: output columns, their names, and stars with EXCLUDE, REPLACE, RENAME, ILIKE
(https://docs.snowflake.com/en/sql-reference/sql/select).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation.compiler import Scope, SourceColumn
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.headings import heading, written_items
from mockhaus_dbt.translation.names import PhysicalNames, display, quote
from mockhaus_dbt.translation.types import ResultColumn

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


class Outputs:
    """The output columns of a SELECT, as they are compiled one after another."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.values: list[Expr] = []
        self.physical: list[str] = []
        self.unnamed: set[int] = set()
        self._claimed = PhysicalNames()

    def add(self, name: str, value: Expr, named: bool = True) -> None:
        if value.type.name == "INTERVAL":
            raise UnsupportedError("an INTERVAL but for arithmetic with dates and times")
        if not named:
            self.unnamed.add(len(self.names))
        self.names.append(name)
        self.values.append(value)
        self.physical.append(self._claimed.claim(name))

    def text(self) -> str:
        return ", ".join(
            v.sql if v.sql.endswith(f".{quote(p)}") and v.atomic and v.sql.count('"') <= 4 else f"{v.sql} AS {quote(p)}"
            for v, p in zip(self.values, self.physical)
        )

    def columns(self) -> tuple[ResultColumn, ...]:
        return tuple(
            ResultColumn(n, v.type, v.nullable, i not in self.unnamed)
            for i, (n, v) in enumerate(zip(self.names, self.values))
        )


def compile_outputs(compiler: Compiler, node: exp.Select, scope: Scope) -> Outputs:
    """Compile the SELECT list."""
    outputs = Outputs()
    written = written_items(node)
    for i, item in enumerate(node.expressions):
        if isinstance(item, exp.Star):
            _star(compiler, item, (), scope, outputs)
        elif isinstance(item, exp.Column) and isinstance(item.this, exp.Star):
            qualifier = tuple(compiler.identifier(p) for p in item.parts[:-1])
            _star(compiler, item.this, qualifier, scope, outputs)
        elif isinstance(item, exp.Alias):
            name = compiler.identifier(item.args["alias"])
            known = scope.compiled.get(name) if scope.aliases.get(name) is item.this else None
            value = known if known is not None else _output(compiler, item.this, scope, name)
            if scope.aliases.get(name) is item.this:
                scope.compiled[name] = value
            outputs.add(name, value)
        else:
            value = compiler.expression(item, scope)
            named = isinstance(item.unnest(), (exp.Column, exp.Parameter, exp.Placeholder))
            outputs.add(output_name(compiler, item, written[i] if written else None), value, named)
    return outputs


def _output(compiler: Compiler, node: exp.Expr, scope: Scope, name: str) -> Expr:
    # While ``a + 1 AS a`` is compiled, ``a`` is the column, or an error, never itself.
    scope.resolving.add(name)
    try:
        return compiler.expression(node, scope)
    finally:
        scope.resolving.discard(name)


def output_name(compiler: Compiler, node: exp.Expr, written: str | None = None) -> str:
    """The name of an output column without alias.

    Args:
        compiler: at work.
        node: the item of the list.
        written: its text, where it is known.
    """
    column = node.unnest()  # DISTINCT(a) is DISTINCT of (a), which is headed A
    if isinstance(column, exp.Column) and isinstance(column.this, exp.Identifier):
        return compiler.identifier(column.this)
    if written is None or isinstance(node, exp.Column):  # t.$2 is headed $2
        return heading(node)
    return written.upper()


def _star(compiler: Compiler, node: exp.Star, qualifier: tuple[str, ...], scope: Scope, outputs: Outputs) -> None:
    for item in (*(node.args.get("replace") or ()), *(node.args.get("rename") or ())):
        if not isinstance(item, exp.Alias):
            raise error("parse", line=1, column=0, token="*")
    columns = star_columns(compiler, qualifier, scope)
    excluded = {compiler.identifier(c.this if isinstance(c, exp.Column) else c) for c in node.args.get("except_") or ()}
    replaced = {compiler.identifier(a.args["alias"]): a.this for a in node.args.get("replace") or ()}
    renamed = {
        compiler.identifier(a.this.this if isinstance(a.this, exp.Column) else a.this): compiler.identifier(
            a.args["alias"]
        )
        for a in node.args.get("rename") or ()
    }
    pattern = node.args.get("ilike")
    twice = len(replaced) < len(node.args.get("replace") or ())
    if (pattern is not None and excluded) or excluded & set(renamed) or twice:
        line, at = compiler.position(node)
        raise error("syntax", line=line, column=at, token="*")
    names = {c.name for c in columns}
    kept = {n for n in names - excluded if pattern is None or _ilike(n, pattern.name)}
    for wanted in (*excluded, *replaced, *renamed):
        if wanted not in (kept if wanted in replaced else names):
            raise compiler.unknown_identifier(display(wanted), node)
    for wanted in replaced:
        if sum(c.name == wanted for c in columns) > 1:
            raise error("ambiguous_column", name=display(wanted))
    before = len(outputs.names)
    for column in columns:
        if column.name not in kept:
            continue
        name = renamed.get(column.name, column.name)
        if column.name in replaced:
            outputs.add(name, compiler.expression(replaced[column.name], scope))
        else:
            told = scope.representatives.get(column.sql)  # one of the values of a group that are equal and differ
            sql = told[0] if told is not None else column.sql
            outputs.add(name, Expr(sql, column.type, nullable=column.nullable))
    if len(outputs.names) == before:
        line, at = compiler.position(node)
        raise error("star_without_columns", line=line, column=at)


def starred(compiler: Compiler, node: exp.Expr, scope: Scope) -> list[Expr] | None:
    """What ``*`` or ``t.*``, with ILIKE or EXCLUDE, stands for as a function's argument; None for anything else."""
    outputs = Outputs()
    if isinstance(node, exp.Star):
        _star(compiler, node, (), scope, outputs)
    elif isinstance(node, exp.Column) and isinstance(node.this, exp.Star):
        _star(compiler, node.this, tuple(compiler.identifier(p) for p in node.parts[:-1]), scope, outputs)
    else:
        return None
    return outputs.values


def star_pairs(compiler: Compiler, node: exp.Expr, scope: Scope) -> list[tuple[str, Expr]]:
    """Names and values of the columns that ``*``, ``t.*`` or ``* EXCLUDE (...)`` inside a call stands for."""
    outputs = Outputs()
    if isinstance(node, exp.Star):
        _star(compiler, node, (), scope, outputs)
    elif isinstance(node, exp.Column):
        qualifier = tuple(compiler.identifier(p) for p in node.parts[:-1])
        _star(compiler, node.this, qualifier, scope, outputs)
    return list(zip(outputs.names, outputs.values, strict=True))


def star_columns(compiler: Compiler, qualifier: tuple[str, ...], scope: Scope) -> list[SourceColumn]:
    """The columns that ``*`` or ``t.*`` stands for."""
    if qualifier:
        at: Scope | None = scope
        while at is not None:
            for candidate in at.sources:
                if candidate.answers(qualifier):
                    return [c for c in candidate.columns if not c.hidden]
            at = at.parent
        raise error("object_missing", name=".".join(map(display, qualifier)))
    if not scope.sources:
        raise error("parse", line=1, column=0, token="*")
    merged = list(scope.merged.values())
    names = set(scope.merged)
    return merged + [c for s in scope.sources for c in s.columns if not c.hidden and c.name not in names]


def _ilike(name: str, pattern: str) -> bool:
    import re

    text = re.escape(pattern).replace("%", ".*").replace("_", ".")
    return re.fullmatch(text, name, re.IGNORECASE | re.DOTALL) is not None

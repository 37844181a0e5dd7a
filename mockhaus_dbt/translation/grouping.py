"""Where a query uses a column that it neither groups nor aggregates: Snowflake names it, its table and its place
(https://docs.snowflake.com/en/sql-reference/constructs/group-by, sql/select).

Looked for only after the statement has failed: DuckDB notices such a column and says its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.headings import heading
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.positions import position

if TYPE_CHECKING:
    from mockhaus_dbt.translation.functions.registry import Function


def ungrouped(tree: exp.Expr, name: str, functions: dict[str, Function]) -> SqlError | None:
    """The error for a column that is neither grouped nor aggregated.

    Args:
        tree: of the statement.
        name: of the column, without regard to case.
        functions: the table of functions, which knows the aggregates.

    Returns:
        001104 for a column of a SELECT list beside GROUP BY, 000979 elsewhere; None where the tree shows no such
        column.
    """
    aggregates = {n for n, row in functions.items() if row.kind == "aggregate"}
    for select in tree.find_all(exp.Select):
        group = select.args.get("group")
        keys = {c.name.upper() for c in group.find_all(exp.Column)} if group is not None else set()
        if name.upper() in keys:
            continue
        listed = [c for item in select.expressions for c in _columns(item, aggregates)]
        others = [
            c
            for clause in ("having", "qualify", "order")
            if select.args.get(clause) is not None
            for c in _columns(select.args[clause], aggregates)
        ]
        for column in (*listed, *others):
            if isinstance(column, exp.Column) and _folded(column.this).upper() == name.upper():
                shown = f"{qualifier(column, select)}{display(_folded(column.this))}"
                if group is None or column not in listed:
                    return error("not_a_group", name=shown)
                line, at = position(column.parts[0])
                return error("not_grouped", name=shown, line=line, column=at)
        if group is not None and any(isinstance(i, exp.Star) for i in select.expressions):
            # What a star stands for has no place in the text.
            return error("not_grouped", name=f"{qualifier(None, select)}{display(name)}", line=0, column=-1)
    return None


def _columns(node: exp.Expr, aggregates: set[str]) -> Iterator[exp.Expr]:
    """The columns of an expression outside of its aggregates and subqueries."""
    if isinstance(node, exp.Column):
        yield node
        return
    if isinstance(node, (exp.Query, exp.Star)):
        return
    if isinstance(node, (exp.WithinGroup, exp.Filter)):
        node = node.this
    if isinstance(node, exp.Window) and isinstance(node.this, exp.Anonymous):
        for part in (*node.this.expressions, *(node.args.get("partition_by") or ())):
            yield from _columns(part, aggregates)
        return
    if isinstance(node, exp.Anonymous) and str(node.this).replace(MARK, "").upper() in aggregates:
        return
    for child in node.iter_expressions():
        yield from _columns(child, aggregates)


def _folded(node: exp.Expr) -> str:
    text = str(node.this).replace(MARK, "")
    return text if node.args.get("quoted") else text.upper()


def qualifier(column: exp.Column | None, select: exp.Select) -> str:
    """The table before a column in messages, with a dot; '' where it cannot be told."""
    if column is not None and column.args.get("table"):
        return f"{display(_folded(column.args['table']))}."
    from_ = select.args.get("from_")
    if from_ is None or select.args.get("joins") or select.args.get("laterals"):
        return ""
    alias = from_.this.args.get("alias")
    if alias is not None and alias.this is not None:
        return f"{display(_folded(alias.this))}."
    if isinstance(from_.this, exp.Table) and isinstance(from_.this.this, exp.Identifier):
        return f"{display(_folded(from_.this.this))}."
    return ""


def resolved(node: exp.Expr) -> str:
    """An expression as messages print it: columns with their table, ORDER BY with the place of NULLs."""
    shown: list[str] = []
    for column in node.find_all(exp.Column):
        select = column.find_ancestor(exp.Select)
        table = qualifier(column, select) if select is not None else ""
        name = isinstance(column.this, exp.Identifier)
        shown.append(f"{table}{display(_folded(column.this))}" if name else heading(column))
    copy = exp.Paren(this=node.copy())
    for column, text in zip(list(copy.find_all(exp.Column)), shown):
        column.replace(exp.Var(this=text))
    for item in list(copy.find_all(exp.Ordered)):
        direction = "DESC" if item.args.get("desc") else "ASC"
        nulls = "FIRST" if item.args.get("nulls_first") else "LAST"
        item.replace(exp.Var(this=f"{heading(item.this)} {direction} NULLS {nulls}"))
    return heading(copy.this)


def check_nested(call: exp.Expr, functions: dict[str, Function]) -> None:
    """Whether an aggregate is among the arguments of another.

    Raises:
        CompilationError: 001104, there is one.
    """
    for inner in call.find_all(exp.Anonymous):
        row = functions.get(str(inner.this).replace(MARK, "").upper())
        if inner is call or row is None or row.kind != "aggregate":
            continue
        at: exp.Expr | None = inner
        while at is not None and at is not call and not isinstance(at, (exp.Window, exp.Query)):
            at = at.parent
        if at is call:
            raise error("aggregate_in_aggregate", inner=resolved(inner), outer=resolved(call))

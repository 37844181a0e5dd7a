"""INSERT ... VALUES, and values as columns take them (https://docs.snowflake.com/en/sql-reference/sql/insert)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import ExecutionError, error, in_column, raising_in
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.casts import assign, cast
from mockhaus_dbt.translation.compiler import Scope
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.headings import heading
from mockhaus_dbt.translation.names import Column, display
from mockhaus_dbt.translation.rewrites.operators import text_as_number
from mockhaus_dbt.translation.types import common_type

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


def stored_value(compiler: Compiler, value: Expr, column: Column) -> Expr:
    """A value converted for the column that takes it. DuckDB itself brings integers into the stored width."""
    source, target = value.type, column.type
    if source.is_integer and target.is_integer and (target.precision or 38) >= min(source.precision or 38, 38):
        return value
    if source.is_null and not target.is_semistructured:
        return value
    if source.name == target.name and not target.is_text and source == target:
        return value
    if not compiler.changed:
        return assign(compiler, value, column.name, target, column.wide)
    try:
        made = assign(compiler, value, column.name, target, column.wide)
    except ExecutionError as failure:
        raise in_column(failure, compiler.changed, display(column.name)) from None
    return made.but(sql=raising_in(made.sql, compiler.changed, display(column.name)))


def default_value(compiler: Compiler, column: Column, scope: Scope | None = None) -> Expr:
    """What a column gets that an INSERT does not name; ``scope`` offers the columns that it does name."""
    identity = column.extra.get("identity")
    if identity:
        sequence = str(identity["sequence"]).replace("'", "''")
        return Expr(f"nextval('{sequence}')", t.INTEGER, volatile=True)
    if column.default is None:
        return Expr("NULL", t.NULL)
    if text := column.extra.get("default_text"):
        return Expr(str(text), column.type)
    tree = parse_expression(tokenize(column.default), column.default)
    return compiler.expression(tree, scope or Scope(clause="select"))


#: rows of VALUES up to which a failure names its column: longer lists are the work of programs.
_PROBED = 100


def insert_values(
    compiler: Compiler, body: exp.Values, columns: Sequence[Column]
) -> tuple[str, list[tuple[str, str]]]:
    """The rows of INSERT ... VALUES, and the probes of their conversions."""
    scope = Scope(clause="select")
    given: list[list[Expr]] = []
    for item in body.expressions:
        cells = item.expressions if isinstance(item, exp.Tuple) else [item.this]
        if len(cells) != len(columns):
            raise error("insert_columns", expected=len(columns), got=len(cells))
        given.append(
            [
                default_value(compiler, column) if is_default(cell) else _listed_value(compiler, cell, scope)
                for cell, column in zip(cells, columns)
            ]
        )
    rows = []
    probes = []
    common = [common_type([row[i].type for row in given]) for i in range(len(columns))]
    for row in given:
        stored = []
        for value, column, mixed in zip(row, columns, common):
            if value.type.is_text and mixed is not None and not mixed.is_text:
                try:
                    # The rows of VALUES have one type, as on Snowflake.
                    value = text_as_number(compiler, value) if mixed.is_number else cast(compiler, value, mixed)
                except ExecutionError as failure:
                    raise in_column(failure, compiler.changed, display(column.name)) from None
            ready = stored_value(compiler, value, column)
            if ready.sql != value.sql and len(given) <= _PROBED:
                probes.append((display(column.name), f"SELECT {ready.sql}"))
            if ready.is_null:
                ready = ready.but(sql=f"CAST(NULL AS {column.type.physical(column.wide)})")
            stored.append(ready.sql)
        rows.append(f"({', '.join(stored)})")
    return f"VALUES {', '.join(rows)}", probes


def _listed_value(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    """A value of INSERT ... VALUES.

    Raises:
        CompilationError: 002014, a subquery with FROM, an aggregate, a window function or a semi-structured or
            structured value.
    """
    value = compiler.expression(node, scope)
    plain = not (value.aggregate or value.window or value.type.is_semistructured or value.type.is_structured)
    if not plain or any(s.args.get("from_") or s.args.get("from") for s in node.find_all(exp.Select)):
        raise error("values_expression", expression=heading(node))
    return value


def is_default(node: exp.Expr) -> bool:
    if isinstance(node, exp.Column):
        return node.name.upper() == "DEFAULT" and not node.this.args.get("quoted") and not node.table
    return isinstance(node, exp.Var) and node.name.upper() == "DEFAULT"

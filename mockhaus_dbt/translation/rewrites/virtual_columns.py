"""Virtual columns of tables: computed whenever they are read (https://docs.snowflake.com/en/sql-reference/virtual-columns).

DuckDB's table has the stored columns alone. It computes generated columns when rows are written, so that a failing
expression would stop the INSERT; here, as on Snowflake, it stops the query that reads the column.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.compiler import Scope, Source, SourceColumn
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.names import Column, Relation

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


def columns_named(tree: exp.Expr) -> set[str]:
    """The names of the columns that an expression reads."""
    return {
        c.this.name if c.this.args.get("quoted") else c.name.upper() for c in tree.find_all(exp.Column)
    }


def value(compiler: Compiler, column: Column, offered: list[SourceColumn], table: str) -> Expr:
    """The expression of a virtual column.

    Args:
        compiler: of the statement that reads it.
        column: the virtual column.
        offered: the columns that stand before it.
        table: the table's name.
    """
    text = column.extra["virtual"]
    return compiler.expression(parse_expression(tokenize(text), text), Scope([Source("", table, offered)]))


def with_virtual(compiler: Compiler, relation: Relation, stored: Iterable[SourceColumn]) -> list[SourceColumn]:
    """The columns of a table in its order, the virtual ones as expressions over the stored ones.

    Args:
        compiler: of the statement.
        relation: the table.
        stored: its other columns, as the statement names them.
    """
    found = {c.name: c for c in stored}
    for column in relation.columns:
        if column.is_virtual:
            made = value(compiler, column, list(found.values()), relation.name).sql
            sql = f"CAST({made} AS {column.type.physical(compiler.context.wide)})"
            found[column.name] = SourceColumn(column.name, sql, column.type)
    return [found[c.name] for c in relation.columns]


def computed(compiler: Compiler, relation: Relation) -> Relation:
    """A table with virtual columns as the query that gives them all."""
    alias = compiler.alias(relation.name)
    columns = with_virtual(compiler, relation, compiler.offered(relation.stored, alias))
    outputs = ", ".join(f"{c.sql} AS {held.sql}" for c, held in zip(columns, relation.columns, strict=True))
    return replace(relation, sql=f"(SELECT {outputs} FROM {relation.computed} AS {alias})")

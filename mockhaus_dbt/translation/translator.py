"""The translator: a Snowflake statement in, DuckDB text and typed result columns out.

Pure: everything outside the text comes in a :class:`~mockhaus_dbt.translation.names.Context`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.translation import functions, rewrites
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.compiler import BoundQuery, Compiler, Scope
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.names import Context, Relation, quote
from mockhaus_dbt.translation.rewrites.dml import COMPILERS, Change
from mockhaus_dbt.translation.types import VARCHAR, ResultColumn

functions.load()
rewrites.load()


@dataclass(frozen=True)
class Translation:
    """A translated statement.

    Args:
        sql: DuckDB text; may hold the slot :data:`~mockhaus_dbt.translation.expressions.NOW`.
        columns: of the result, with Snowflake names and types.
        kind: query, insert, update, delete, merge or truncate.
        target: the relation that DML changes.
        cacheable: the same text in the same session state translates to the same.
        relations: qualified names of the relations that were read.
        change: of DML, what it does to the target.
    """

    sql: str
    columns: tuple[ResultColumn, ...]
    kind: str = "query"
    target: Relation | None = None
    cacheable: bool = True
    relations: frozenset[str] = frozenset()
    change: Change | None = None


class SnowflakeToDuckDBTranslator:
    """Translates queries and expressions. Stateless; one can serve every session.

    Args:
        compiler: what walks the tree; one that keeps notes explains a translation.
    """

    def __init__(self, compiler: Callable[[Context], Compiler] = Compiler):
        self._compiler = compiler

    def translate(self, statement: Statement | str, context: Context) -> Translation:
        """Translate a query.

        Args:
            statement: one statement, or its text.
            context: names, parameters and bindings.

        Returns:
            DuckDB text and result columns.

        Raises:
            CompilationError: the statement is wrong, with Snowflake's number and text.
            UnsupportedError: it uses what Mockhaus does not have.
        """
        if isinstance(statement, str):
            statements = split_statements(statement)
            if not statements:
                raise error("empty")
            statement = statements[0]
        tree = statement.tree
        if type(tree) in COMPILERS:
            return self._translate_change(tree, context)
        return self.translate_query(tree, context)

    def _translate_change(self, tree: exp.Expr, context: Context) -> Translation:
        compiler = self._compiler(context)
        change: Change = COMPILERS[type(tree)](compiler, tree)
        return Translation(
            change.sql,
            change.columns,
            change.kind,
            change.target,
            compiler.cacheable,
            frozenset(compiler.relations),
            change,
        )

    def translate_query(self, tree: exp.Expr, context: Context, stored: bool = False) -> Translation:
        """Translate the tree of a query.

        Args:
            stored: the result becomes a table or view: untyped NULLs become VARCHAR.
        """
        compiler = self._compiler(context)
        try:
            bound = compiler.query(tree)
        except RecursionError:
            raise error("internal", reason="the statement is nested too deeply") from None
        if stored:
            bound = _typed_nulls(compiler, bound)
        columns = tuple(
            ResultColumn(c.name, VARCHAR, c.nullable, c.named) if c.type.is_null else c for c in bound.columns
        )
        return Translation(
            bound.sql, columns, cacheable=compiler.cacheable, relations=frozenset(compiler.relations)
        )

    def compiler(self, context: Context) -> Compiler:
        """A compiler for parts of a statement that is no query."""
        return Compiler(context)

    def compile_expression(
        self, tree: exp.Expr, context: Context, scope: Scope | None = None
    ) -> Expr:
        """Compile an expression that stands alone, such as a DEFAULT or the value of SET.

        Args:
            tree: the expression.
            scope: names that it can see; none by default.
        """
        return self._compiler(context).expression(tree, scope or Scope(clause="select"))


def _typed_nulls(compiler: Compiler, bound: BoundQuery) -> BoundQuery:
    if not any(c.type.is_null for c in bound.columns):
        return bound
    outputs = []
    for column, physical in zip(bound.columns, bound.physical):
        name = quote(physical)
        outputs.append(
            f"{cast(compiler, Expr(name, column.type), VARCHAR).sql} AS {name}" if column.type.is_null else name
        )
    return BoundQuery(f"SELECT {', '.join(outputs)} FROM ({bound.sql})", bound.columns, bound.physical)


__all__ = ["SnowflakeToDuckDBTranslator", "SqlError", "Translation"]

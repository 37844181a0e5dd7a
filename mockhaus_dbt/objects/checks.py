"""CHECK constraints, which are enforced (https://docs.snowflake.com/en/sql-reference/constraints-overview).

DuckDB's table has them too, so that nothing that writes can pass them by. It takes none to a table that exists and lets
no column change its type that they name: such a table is made anew (relocation.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.objects.snapshots import Noted, NotedFunctions
from mockhaus_dbt.objects.virtual_columns import rename_in
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.calls import calls_users_function
from mockhaus_dbt.translation.compiler import Scope, Source, SourceColumn
from mockhaus_dbt.translation.expressions import NOW
from mockhaus_dbt.translation.names import Column
from mockhaus_dbt.translation.rewrites.virtual_columns import columns_named

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session

Constraints = Iterable[dict[str, Any]]


def checks(constraints: Constraints) -> list[dict[str, Any]]:
    """The CHECK constraints among others."""
    return [c for c in constraints if c["kind"] == "CHECK"]


def _tree(constraint: dict[str, Any]) -> exp.Expr:
    return parse_expression(tokenize(constraint["expression"]), constraint["expression"])


def named(constraint: dict[str, Any]) -> set[str]:
    """The columns that a CHECK reads."""
    return columns_named(_tree(constraint))


def with_checked_columns(columns: list[Column], constraints: Constraints) -> list[Column]:
    """The columns of a new table: integers that a CHECK names have 38 digits from the start, as they cannot change."""
    read = {name for constraint in checks(constraints) for name in named(constraint)}
    return [replace(c, wide=True) if c.name in read and c.type.is_integer else c for c in columns]


def check_clauses(session: Session, obj: CatalogObject) -> list[str]:
    """The CHECK clauses of DuckDB's table.

    Raises:
        UnsupportedError: an expression has what a CHECK may not have, or what DuckDB's cannot say.
    """
    found = checks(obj.properties.get("constraints", ()))
    if not found:
        return []
    noted = Noted()
    functions = NotedFunctions(session, noted, obj.database, obj.schema)
    compiler = session.translator.compiler(session.context(functions=functions))
    offered = [SourceColumn(c.name, c.sql, c.type) for c in obj.stored]
    clauses = []
    for constraint in found:
        tree = _tree(constraint)
        if tree.find(exp.Query, exp.Subquery, exp.Placeholder, exp.Parameter) is not None:
            raise UnsupportedError("a subquery or variable in a CHECK constraint")
        made = compiler.expression(tree, Scope([Source("", obj.name, offered)]))
        if made.type.name not in ("BOOLEAN", "NULL"):
            raise UnsupportedError("a CHECK constraint that is no condition")
        volatile = made.volatile or made.aggregate or made.window or NOW in made.sql
        volatile = volatile or any(kind == "functions" for kind, *_ in noted.asked)
        if volatile or "mh_" in made.sql or "lambda " in made.sql or calls_users_function(tree):
            raise UnsupportedError(f"CHECK ({constraint['expression']})")
        clauses.append(f"CHECK ({made.sql})")
    return clauses


def is_checked(obj: CatalogObject, name: str) -> bool:
    """Whether a CHECK reads a column."""
    return any(name in named(c) for c in checks(obj.properties.get("constraints", ())))


def naming(obj: CatalogObject, name: str) -> list[dict[str, Any]]:
    """The constraints of a table that name a column of it."""
    held = obj.properties.get("constraints", ())
    return [c for c in held if name in (named(c) if c["kind"] == "CHECK" else c["columns"])]


def with_renamed(constraints: Constraints, old: str, new: str) -> list[dict[str, Any]]:
    """The constraints after a column was given another name."""
    return [
        {
            **c,
            "columns": [new if n == old else n for n in c["columns"]],
            **({"expression": rename_in(c["expression"], old, new)} if c["kind"] == "CHECK" else {}),
        }
        for c in constraints
    ]

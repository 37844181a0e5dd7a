"""FROM DYNAMIC_TABLE_REFRESH_BOUNDARY(t) and ERROR_TABLE(t): calls that stand for tables
(https://docs.snowflake.com/en/sql-reference/constructs/from)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation.calls import call_name

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


def bounded(compiler: Compiler, node: exp.Table) -> exp.Table:
    """The table that a call in FROM stands for: outside of dynamic tables a boundary has no effect.

    Raises:
        CompilationError: 002140, there is no such function.
        UnsupportedError: ERROR_TABLE, or a boundary in the definition of a view or dynamic table.
    """
    call = node.this
    name = call_name(call)
    if name == "ERROR_TABLE":
        raise UnsupportedError("ERROR_TABLE")
    if name != "DYNAMIC_TABLE_REFRESH_BOUNDARY" or len(call.expressions) != 1:
        raise error("unknown_function", name=name)
    if compiler.context.in_view:
        raise UnsupportedError("DYNAMIC_TABLE_REFRESH_BOUNDARY in the definition of a view or dynamic table")
    table = exp.to_table(call.expressions[0].sql(dialect="snowflake"), dialect="snowflake")
    for part in ("alias", "when", "changes", "sample", "pivots", "joins"):
        if node.args.get(part) is not None:
            table.set(part, node.args[part])
    return table

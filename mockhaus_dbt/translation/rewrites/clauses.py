"""Positions in ORDER BY and GROUP BY; LIMIT and OFFSET
(https://docs.snowflake.com/en/sql-reference/constructs/limit).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.compiler import Scope
from mockhaus_dbt.translation.headings import heading

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler


def is_all(node: exp.Expr) -> bool:
    """Whether a key of ORDER BY is ALL: every output
    (https://docs.snowflake.com/en/sql-reference/constructs/order-by)."""
    name = node.this if isinstance(node, exp.Column) and not node.args.get("table") else None
    return isinstance(name, exp.Identifier) and not name.args.get("quoted") and name.name.upper() == "ALL"


def literal_position(node: exp.Expr) -> int | None:
    """The number that a key of GROUP BY or ORDER BY is, None where it is something else."""
    if isinstance(node, exp.Literal) and not node.is_string and str(node.this).isdigit():
        return int(str(node.this))
    return None


def limit_text(compiler: Compiler, node: exp.Expr, scope: Scope) -> str:
    """LIMIT and OFFSET, or FETCH, as DuckDB writes them."""
    text = ""
    limit = node.args.get("limit")
    offset = node.args.get("offset")
    if limit is not None:
        count = limit.args.get("count") if isinstance(limit, exp.Fetch) else limit.expression
        text += _count(compiler, "LIMIT", count, scope)
        if offset is None:
            text += _count(compiler, "OFFSET", limit.args.get("offset"), scope)
    if offset is not None:
        text += _count(compiler, "OFFSET", offset.expression, scope)
    return text


def _count(compiler: Compiler, word: str, node: exp.Expr | None, scope: Scope) -> str:
    """A clause with its number; nothing where that is NULL or '', which mean no limit."""
    if node is None:
        return ""
    value = compiler.expression(node, Scope(ctes=scope.ctes))
    if value.is_null or (isinstance(value.constant, str) and not value.constant):
        return ""
    if not isinstance(value.constant, int):
        raise error("argument_value", value=heading(node), name="LIMIT", function="LIMIT")
    if value.constant < 0:
        raise error("limit_rows", value=value.constant)
    return f" {word} {value.constant}"

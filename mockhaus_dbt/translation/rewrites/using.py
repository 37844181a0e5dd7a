"""What USING and NATURAL JOIN show (https://docs.snowflake.com/en/sql-reference/constructs/join)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.rewrites.operators import unify

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, SourceColumn


def merged(compiler: Compiler, a: SourceColumn, b: SourceColumn, side: str) -> SourceColumn:
    """The one column that USING shows of two: that which has a value, of the type that both have in common.

    Args:
        a, b: the columns of the left and of the right side.
        side: LEFT, RIGHT, FULL or nothing.

    Raises:
        CompilationError: 001065 a FULL JOIN of types that have none in common.
    """
    nullable = a.nullable or b.nullable
    if side != "FULL":
        return replace(b if side == "RIGHT" else a, nullable=nullable)
    x, y = Expr(a.sql, a.type), Expr(b.sql, b.type)
    x, y = (x, y) if a.type == b.type else unify(compiler, [x, y], "COALESCE")
    return replace(a, sql=f"coalesce({x.sql}, {y.sql})", type=x.type, nullable=nullable)

"""CONNECT BY (https://docs.snowflake.com/en/sql-reference/constructs/connect-by)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler
    from mockhaus_dbt.translation.rewrites.from_ import From


def apply(compiler: Compiler, node: exp.Select, clauses: From) -> exp.Where | None:
    """Rewrite START WITH ... CONNECT BY; gives what is left of WHERE."""
    raise UnsupportedError("CONNECT BY")

"""MATCH_RECOGNIZE (https://docs.snowflake.com/en/sql-reference/constructs/match_recognize)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler
    from mockhaus_dbt.translation.rewrites.from_ import From


def apply(compiler: Compiler, node: exp.MatchRecognize, clauses: From) -> None:
    """Refuse it: row pattern matching has no counterpart in DuckDB yet."""
    raise UnsupportedError("MATCH_RECOGNIZE")

"""SELECT, WITH, VALUES: queries, translated and run.

https://docs.snowflake.com/en/sql-reference/constructs
"""

from __future__ import annotations

from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement


@statement("SELECT", "VALUES")
def select(session: Session, statement: Statement) -> QueryResult:
    """Run a query."""
    return session.query(statement)

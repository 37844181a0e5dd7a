"""BEGIN, COMMIT, ROLLBACK.

https://docs.snowflake.com/en/sql-reference/transactions
"""

from __future__ import annotations

from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import handler_named, statement
from mockhaus_dbt.translation.ast_parser import Statement

_DONE = "Statement executed successfully."


@statement("BEGIN", "BEGIN TRANSACTION", "START TRANSACTION")
def begin(session: Session, statement: Statement) -> QueryResult:
    """BEGIN [ { WORK | TRANSACTION } ] [ NAME <name> ]; START TRANSACTION [ NAME <name> ]."""
    reader = statement.reader()
    if not reader.done and statement.name == "BEGIN" and reader.word() not in ("WORK", "NAME"):
        return handler_named("BEGIN BLOCK")(session, statement)  # Snowflake Scripting
    reader.accept("WORK")
    if reader.accept("NAME"):
        reader.identifier()
    reader.expect_end()
    session.begin()
    return QueryResult.message(_DONE)


@statement("COMMIT")
def commit(session: Session, statement: Statement) -> QueryResult:
    """COMMIT [ WORK ]; without an open transaction nothing happens."""
    reader = statement.reader()
    reader.accept("WORK")
    reader.expect_end()
    session.commit()
    return QueryResult.message(_DONE)


@statement("ROLLBACK")
def rollback(session: Session, statement: Statement) -> QueryResult:
    """ROLLBACK [ WORK ]; without an open transaction nothing happens."""
    reader = statement.reader()
    reader.accept("WORK")
    reader.expect_end()
    session.rollback()
    return QueryResult.message(_DONE)

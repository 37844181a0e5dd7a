"""USE: the session's current database, schema, role and warehouse.

https://docs.snowflake.com/en/sql-reference/sql/use; procedures with their owner's rights have none.
"""

from __future__ import annotations

from mockhaus_dbt.commands.variables import check_own_session
from mockhaus_dbt.errors import error
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.names import SNOWFLAKE_SCHEMAS

_DONE = "Statement executed successfully."


@statement("USE", "USE DATABASE")
def use_database(session: Session, statement: Statement) -> QueryResult:
    """USE [ DATABASE ] <name>; USE <database>.<schema>.

    Raises:
        CompilationError: 002043, there is no such database or schema.
    """
    check_own_session(session, "USE")
    reader = statement.reader()
    parts = reader.qualified()
    reader.expect_end()
    if len(parts) == 2 and statement.name == "USE":
        return _schema(session, parts[0], parts[1])
    if len(parts) != 1:
        raise reader.unexpected()
    database = parts[0]
    if not session.catalog.has_database(database):
        raise error("missing_or_operation")
    session.use(database, "PUBLIC" if session.catalog.has_schema(database, "PUBLIC") else None)
    return QueryResult.message(_DONE)


@statement("USE SCHEMA")
def use_schema(session: Session, statement: Statement) -> QueryResult:
    """USE SCHEMA [ <database>. ]<name>.

    Raises:
        CompilationError: 002043, there is no such schema; 090105, there is no current database.
    """
    check_own_session(session, "USE")
    reader = statement.reader()
    parts = reader.qualified()
    reader.expect_end()
    if len(parts) > 2:
        raise reader.unexpected()
    database = parts[0] if len(parts) == 2 else session.database
    if database is None:
        raise error("no_database", operation="USE SCHEMA")
    return _schema(session, database, parts[-1])


def _schema(session: Session, database: str, schema: str) -> QueryResult:
    shared = database == "SNOWFLAKE" and not session.catalog.has_database(database) and schema in SNOWFLAKE_SCHEMAS
    if not shared and not session.catalog.has_schema(database, schema):
        raise error("missing_or_operation")
    session.use(database, schema)
    return QueryResult.message(_DONE)


def _named(session: Session, statement: Statement, kind: str) -> str:
    """The name behind USE ROLE and USE WAREHOUSE, of something that exists."""
    check_own_session(session, "USE")
    reader = statement.reader()
    name = reader.identifier()
    reader.expect_end()
    if session.catalog.get(kind, "", "", name) is None:
        raise error("missing_or_operation")
    return name


@statement("USE ROLE")
def use_role(session: Session, statement: Statement) -> QueryResult:
    """USE ROLE <name>; every role counts as granted to the user.

    Raises:
        CompilationError: 002043, there is no such role.
    """
    session.role = _named(session, statement, "ROLE")
    return QueryResult.message(_DONE)


@statement("USE WAREHOUSE")
def use_warehouse(session: Session, statement: Statement) -> QueryResult:
    """USE WAREHOUSE <name>.

    Raises:
        CompilationError: 002043, there is no such warehouse.
    """
    session.warehouse = _named(session, statement, "WAREHOUSE")
    return QueryResult.message(_DONE)


@statement("USE SECONDARY ROLES")
def use_secondary_roles(session: Session, statement: Statement) -> QueryResult:
    """USE SECONDARY ROLES { ALL | NONE | <role> [ , ... ] }; only CURRENT_SECONDARY_ROLES shows it.

    Raises:
        CompilationError: 002043, there is no such role.
    """
    check_own_session(session, "USE")
    reader = statement.reader()
    names = [reader.identifier()]
    while reader.accept(","):
        names.append(reader.identifier())
    reader.expect_end()
    if names not in (["ALL"], ["NONE"]) and any(session.catalog.get("ROLE", "", "", n) is None for n in names):
        raise error("missing_or_operation")
    session.secondary_roles = ",".join(names)
    return QueryResult.message(_DONE)

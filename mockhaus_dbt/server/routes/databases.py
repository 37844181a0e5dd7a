"""What an account holds: databases, schemas, tables, columns. Names are taken as they are: upper case, as a rule."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from mockhaus_dbt.dbapi import Connection, connect
from mockhaus_dbt.server.models import Listing
from mockhaus_dbt.server.state import state_of
from mockhaus_dbt.translation.names import quote
from mockhaus_dbt.wire import encode_rows, encoder

router = APIRouter(tags=["objects"])
SessionId = Annotated[
    str | None,
    Query(max_length=200, description="Of the session that looks; without it the server's account is shown."),
]
Name = Annotated[str, Path(min_length=1, max_length=255)]


async def listed(request: Request, session_id: str | None, sql: str) -> Listing:
    """The rows of a statement, a dictionary for each.

    It runs in a login of its own to the session's account: the session's LAST_QUERY_ID() and transaction stay as they
    are.

    Args:
        request: to be answered.
        session_id: of the client's session.
        sql: SHOW, DESCRIBE or LIST.
    """
    state = state_of(request)

    def run(connection: Connection) -> list[dict[str, Any]]:
        with connect(connection.account, connection.database) as own:
            own.session.application = connection.session.application
            result = own.executor.execute_snowflake_sql(sql)
            rows = encode_rows(result.fetchall(), [encoder(column.type) for column in result.columns])
        return [dict(zip(result.column_names, row)) for row in rows]

    async with state.session(session_id) as session:
        return Listing(rows=await state.run(request, session, run))


def path_of(*names: str) -> str:
    """Names as a path of SQL; nothing else can hide in it."""
    return ".".join(quote(name.encode(errors="replace").decode()) for name in names)


@router.get("/databases")
async def list_databases(request: Request, session_id: SessionId = None) -> Listing:
    """SHOW DATABASES."""
    return await listed(request, session_id, "SHOW DATABASES")


@router.get("/databases/{database}/schemas")
async def list_schemas(request: Request, database: Name, session_id: SessionId = None) -> Listing:
    """SHOW SCHEMAS IN DATABASE."""
    return await listed(request, session_id, f"SHOW SCHEMAS IN DATABASE {path_of(database)}")


@router.get("/databases/{database}/schemas/{schema}/tables")
async def list_tables(request: Request, database: Name, schema: Name, session_id: SessionId = None) -> Listing:
    """SHOW OBJECTS IN SCHEMA: tables and views."""
    return await listed(request, session_id, f"SHOW OBJECTS IN SCHEMA {path_of(database, schema)}")


@router.get("/databases/{database}/schemas/{schema}/tables/{table}/columns")
async def list_columns(
    request: Request, database: Name, schema: Name, table: Name, session_id: SessionId = None
) -> Listing:
    """DESCRIBE TABLE."""
    return await listed(request, session_id, f"DESCRIBE TABLE {path_of(database, schema, table)}")

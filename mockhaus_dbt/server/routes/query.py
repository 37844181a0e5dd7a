"""Running SQL, and stopping it."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response, StreamingResponse
from starlette.concurrency import run_in_threadpool

from mockhaus_dbt.binding import write_into
from mockhaus_dbt.dbapi import Connection
from mockhaus_dbt.executor import explain, statements_of
from mockhaus_dbt.query_history.redaction import redacted
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.server.models import (
    Cancelled,
    QueryRequest,
    QueryResponse,
    StatementModel,
    StatementsRequest,
    StatementsResponse,
    TranslateRequest,
    TranslateResponse,
)
from mockhaus_dbt.server.state import state_of
from mockhaus_dbt.server.streaming import ARROW, JSON, arrow_pieces, better_as_arrow, held_rows, json_pieces, sliced
from mockhaus_dbt.session import Session
from mockhaus_dbt.translation.ast_parser import split_statements
from mockhaus_dbt.translation.names import quote
from mockhaus_dbt.translation.token_reader import fold
from mockhaus_dbt.wire import binding_from_wire

router = APIRouter(tags=["query"])
log = logging.getLogger("mockhaus.server")


@dataclass
class Outcome:
    """A result with what the answer says of it beside the rows."""

    result: QueryResult
    about: dict[str, Any]


@router.post(
    "/query",
    response_model=QueryResponse,
    responses={200: {"content": {ARROW: {}}, "description": "The result: as JSON, or as an Arrow stream where asked."}},
)
async def run_query(request: Request, query: QueryRequest) -> Response:
    """Run SQL and stream the result of the last statement.

    `Accept: application/vnd.apache.arrow.stream` gives an Arrow stream; what JSON says beside the rows is in its
    metadata (`mockhaus`), and in headers `X-Mockhaus-...`. Who accepts `application/json` as well gets what is cheaper:
    Arrow for many rows of types that it can hold as they are.
    """
    state = state_of(request)
    log.debug("query: %s", redacted(query.sql))
    limit = min(state.settings.max_rows, state.settings.max_rows if query.row_limit is None else query.row_limit)
    async with state.session(query.session_id) as session:
        outcome = await state.run(request, session, lambda connection: _run(connection, query), query.request_id or "")
        outcome.about["session_id"] = query.session_id
    accepted = request.headers.get("accept", "")
    if ARROW in accepted and (JSON not in accepted or better_as_arrow(outcome.result)):
        pieces = sliced(arrow_pieces(outcome.result, outcome.about, limit))
        return StreamingResponse(pieces, media_type=ARROW, headers=_headers(outcome, limit))
    return StreamingResponse(sliced(json_pieces(outcome.result, outcome.about, limit)), media_type=JSON)


def _run(connection: Connection, query: QueryRequest) -> Outcome:
    started = time.perf_counter()
    session, executor = connection.session, connection.executor
    if query.database:
        executor.execute(f"USE DATABASE {quote(fold(query.database))}")
    if query.schema_:
        executor.execute(f"USE SCHEMA {quote(fold(query.schema_))}")
    with _parameters(session, query.parameters):
        result = _execute(connection, query)
    about = {
        "query_id": result.query_id,
        "database": session.database,
        "schema": session.schema,
        "role": session.role,
        "warehouse": session.warehouse,
        "session_id": None,
        "execution_time_ms": round((time.perf_counter() - started) * 1000, 3),
        "translated_sql": result.translated,
        "inserted": result.inserted,
        "updated": result.updated,
        "deleted": result.deleted,
    }
    return Outcome(result, about)


def _execute(connection: Connection, query: QueryRequest) -> QueryResult:
    given = query.bindings
    if query.describe_only:
        values = [binding_from_wire(value) for value in given or []]
        return QueryResult.of(connection.executor.describe(query.sql, values), [])
    if not given:
        return connection.executor.execute(query.sql)[-1]
    if isinstance(given, dict):
        keys = sorted(given, key=lambda k: (len(k), k))
        given = [given[key] for key in keys]
    values = [binding_from_wire(value, query.binding_style == "qmark") for value in given]
    if query.binding_style == "qmark":
        return connection.executor.execute(query.sql, values)[-1]
    inserted = connection.executor.insert_rows(query.sql, values)
    if inserted is not None:
        return inserted
    return connection.executor.execute(write_into(query.sql, values))[-1]


@contextmanager
def _parameters(session: Session, given: dict[str, Any]) -> Iterator[None]:
    """Within the block the session has these parameters."""
    before: dict[str, Any] = {}
    try:
        for name, value in given.items():
            name = name.upper()
            own = session.parameters.level(name) == "SESSION"
            earlier = session.parameters.get(name) if own else None
            session.set_parameter(name, value)
            before.setdefault(name, earlier)
        yield
    finally:
        for name, value in before.items():
            if value is None:
                session.unset_parameter(name)
            else:
                session.set_parameter(name, value)


def _headers(outcome: Outcome, limit: int) -> dict[str, str]:
    result, about = outcome.result, outcome.about
    return {
        "X-Mockhaus-Query-Id": result.query_id,
        "X-Mockhaus-Row-Count": str(result.rowcount),
        "X-Mockhaus-Truncated": str(held_rows(result) > limit).lower(),
        "X-Mockhaus-Execution-Time-Ms": str(about["execution_time_ms"]),
    }


@router.post("/statements")
async def cut(wanted: StatementsRequest) -> StatementsResponse:
    """Cut a text into statements, for who wants the result of each: errors count lines and positions from its start."""
    found = await run_in_threadpool(split_statements, wanted.sql)
    return StatementsResponse(
        statements=[StatementModel(sql=one.text, start=one.tokens[0].start) for one in found]
    )


@router.post("/translate")
async def translate(request: Request, wanted: TranslateRequest) -> TranslateResponse:
    """The DuckDB text of queries and DML, and how it came about; nothing is run."""
    state = state_of(request)

    def work(connection: Connection) -> list[dict[str, Any]]:
        found = []
        for statement in statements_of(wanted.sql):
            translated, steps = explain(connection.session, statement)
            found.append({"snowflake": statement.text, "duckdb": translated, "steps": [asdict(step) for step in steps]})
        return found

    async with state.session(wanted.session_id) as session:
        return TranslateResponse(statements=await state.run(request, session, work))


@router.post("/query/{query_id}/cancel")
async def cancel_query(request: Request, query_id: str = Path(max_length=200)) -> Cancelled:
    """Stop a statement that runs.

    The id is its query id (`running` of its session shows it), or the `request_id` that its client gave it.
    """
    return Cancelled(cancelled=state_of(request).sessions.cancel(query_id))

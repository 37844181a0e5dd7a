"""The history of statements."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from fastapi import APIRouter, HTTPException, Path, Query, Request

from mockhaus_dbt.dbapi import Connection
from mockhaus_dbt.server.models import HistoryPage
from mockhaus_dbt.server.state import state_of

router = APIRouter(prefix="/history", tags=["history"])
_SESSION = Query(None, max_length=200, description="The history of that session's account; else of the server's.")


@router.get("")
async def search_history(
    request: Request,
    session_id: str | None = _SESSION,
    q: str = Query("", max_length=1000, description="Text that stands in the statement."),
    status: Literal["success", "fail", ""] = "",
    kind: str = Query("", max_length=100, description="Leading words, such as INSERT."),
    limit: int = Query(50, ge=1, le=1000),
    offset: int = Query(0, ge=0, le=10**9),
) -> HistoryPage:
    """Statements, the latest first."""
    state = state_of(request)

    def read(connection: Connection) -> list[dict[str, Any]]:
        history = connection.account.history
        return history.search(_clean(q), status, _clean(kind), limit=limit, offset=offset)

    async with state.session(session_id) as session:
        found = await state.run(request, session, read)
    return HistoryPage(statements=[_shown(record) for record in found], limit=limit, offset=offset)


@router.get("/{query_id}")
async def get_statement(
    request: Request, query_id: str = Path(max_length=200), session_id: str | None = _SESSION
) -> dict[str, Any]:
    """Everything that is recorded of a statement."""
    state = state_of(request)
    async with state.session(session_id) as session:
        wanted = _clean(query_id)
        record = await state.run(request, session, lambda connection: connection.account.history.get(wanted))
    if record is None:
        raise HTTPException(404, f"There is no statement '{_clean(query_id)}' in the history.")
    return _shown(record)


def _clean(text: str) -> str:
    """Text that a database can compare with: half of a surrogate pair is in none of its texts."""
    return text.encode(errors="replace").decode()


def _shown(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in record.items()}

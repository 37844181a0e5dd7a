"""Sessions: made, listed, looked at, ended."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone
from typing import Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from mockhaus_dbt.server.concurrent_session_manager import ServerSession
from mockhaus_dbt.server.models import Cleaned, SessionList, SessionModel, SessionRequest
from mockhaus_dbt.server.state import DATABASE, State, state_of

router = APIRouter(prefix="/sessions", tags=["sessions"])
_ID = Path(max_length=200)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds")


def shown(session: ServerSession) -> SessionModel:
    """A session as clients see it."""
    engine = session.connection.session
    return SessionModel(
        session_id=session.id,
        type=session.kind,
        ttl=session.ttl,
        created=_moment(session.created),
        last_used=_moment(session.last_used),
        idle_seconds=round(session.idle, 3),
        statements=session.statements,
        running=session.running,
        persistent_path=session.path,
        database=engine.database,
        schema=engine.schema,
        user=engine.user,
        role=engine.role,
        warehouse=engine.warehouse,
        engine_session_id=engine.id,
    )


@router.post("", status_code=201)
async def create_session(request: Request, wanted: SessionRequest) -> SessionModel:
    """Make a session.

    `memory`: an account of its own, gone with the session. `persistent`: an account of its own in a file; the session
    is known again after a restart of the server. `shared`: a session of the server's account.
    """
    state = state_of(request)
    login: dict[str, Any] = {
        "database": wanted.database or DATABASE,
        "schema": wanted.schema_,
        "role": wanted.role,
        "warehouse": wanted.warehouse,
        "user": wanted.user,
        **{name.upper(): value for name, value in wanted.parameters.items()},
    }
    given = {name: value for name, value in login.items() if value is not None}

    def make() -> ServerSession:
        return state.sessions.create(wanted.type, wanted.ttl, wanted.persistent_path, **given)

    return shown(await _in_thread(state, make))


@router.get("")
async def list_sessions(request: Request) -> SessionList:
    """The open sessions, the one that was used last at the end."""
    manager = state_of(request).sessions
    sessions = [shown(session) for session in manager.all()]
    return SessionList(sessions=sessions, max_sessions=manager.max_sessions, **manager.counts)


@router.get("/{session_id}")
async def get_session(request: Request, session_id: str = _ID) -> SessionModel:
    """A session; looking at it counts as use."""
    state = state_of(request)
    return shown(await _in_thread(state, lambda: state.sessions.get(session_id)))


@router.delete("/{session_id}", status_code=204)
async def delete_session(request: Request, session_id: str = _ID) -> Response:
    """End a session: what runs in it is cancelled. The file of a persistent one stays."""
    state = state_of(request)
    await _in_thread(state, lambda: state.sessions.delete(session_id))
    return Response(status_code=204)


@router.post("/cleanup")
async def cleanup_sessions(request: Request) -> Cleaned:
    """End the sessions that have expired, now."""
    state = state_of(request)
    return Cleaned(expired=await _in_thread(state, state.sessions.cleanup))


async def _in_thread(state: State, work: Any) -> Any:
    return await asyncio.get_running_loop().run_in_executor(state.pool, work)

"""Whether the server is there, and what it is."""

from __future__ import annotations

import time

from fastapi import APIRouter, Request

from mockhaus_dbt._version import __version__
from mockhaus_dbt.server.models import Health
from mockhaus_dbt.server.state import state_of

router = APIRouter(tags=["server"])


@router.get("/health")
async def health(request: Request) -> Health:
    """Whether the server answers. Needs no token."""
    state = state_of(request)
    return Health(
        status="ok",
        version=__version__,
        uptime_seconds=round(time.time() - state.started, 3),
        sessions=len(state.sessions.all()),
        max_sessions=state.settings.max_sessions,
        account="memory" if state.settings.account == ":memory:" else "file",
    )


@router.get("/")
async def routes(request: Request) -> dict[str, list[str]]:
    """The routes of this version of the API."""
    found: dict[str, list[str]] = {}
    for path, methods in request.app.openapi()["paths"].items():
        if path.startswith("/api/v1/"):
            found[path] = sorted(method.upper() for method in methods)
    return found

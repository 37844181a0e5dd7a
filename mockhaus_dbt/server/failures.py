"""Errors as answers: JSON with errno, sqlstate, message and query id, and the HTTP status that fits."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from mockhaus_dbt.errors import ConfigError, SqlError, UnsupportedError
from mockhaus_dbt.server.concurrent_session_manager import TooManySessions, TooManyStatements, UnknownSession
from mockhaus_dbt.server.models import ErrorModel
from mockhaus_dbt.wire import error_to_wire

log = logging.getLogger("mockhaus.server")

#: what routes say of themselves in the OpenAPI document.
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorModel, "description": text}
    for status, text in {
        400: "The request is malformed.",
        401: "The token is missing or wrong.",
        403: "The request comes from another host or page.",
        404: "There is no such thing.",
        405: "The path has no such method.",
        408: "The statement took too long.",
        409: "The statement was cancelled, or something is in use.",
        410: "The session has ended.",
        413: "The body is too large.",
        422: "The statement failed.",
        429: "Too many statements wait in the session.",
        501: "Snowflake has it, Mockhaus does not.",
        503: "Every session is busy.",
    }.items()
}

#: parts of paths that name objects, and the errors of objects that are not there.
_IN_PATHS = frozenset(["database", "schema", "table", "stage", "name"])
_MISSING = frozenset([2003, 2043])


def status_of(e: Exception) -> int:
    """The HTTP status of an error."""
    if isinstance(e, UnknownSession):
        return 410 if e.ended else 404
    if isinstance(e, TooManySessions):
        return 503
    if isinstance(e, TooManyStatements):
        return 429
    if isinstance(e, UnsupportedError):
        return 501
    if isinstance(e, SqlError):
        return {630: 408, 604: 409}.get(e.errno, 422)
    return 400


def failed(status: int, message: str, kind: str = "RequestError", errno: int = 0) -> JSONResponse:
    """The answer for what is no error of a statement."""
    body = {"error": kind, "errno": errno or 391000 + status, "sqlstate": "08000", "message": message, "query_id": None}
    return JSONResponse(body, status)


def install(app: FastAPI) -> None:
    """Let an application answer errors so."""

    async def of_statement(request: Request, e: Exception) -> JSONResponse:
        assert isinstance(e, SqlError)
        in_path = request.path_params.keys() & _IN_PATHS and e.errno in _MISSING
        return JSONResponse(error_to_wire(e), 404 if in_path else status_of(e))

    async def of_settings(_request: Request, e: Exception) -> JSONResponse:
        return failed(409 if "in use" in str(e) else 400, str(e), "ConfigError")

    async def of_validation(_request: Request, e: Exception) -> JSONResponse:
        assert isinstance(e, RequestValidationError)
        parts = [f"{'.'.join(str(p) for p in x['loc'])}: {x['msg']}" for x in e.errors()]
        return failed(400, "; ".join(parts).encode(errors="replace").decode())

    async def of_http(_request: Request, e: Exception) -> JSONResponse:
        assert isinstance(e, HTTPException)
        answer = failed(e.status_code, str(e.detail))
        answer.headers.update(e.headers or {})
        return answer

    app.add_exception_handler(SqlError, of_statement)
    app.add_exception_handler(ConfigError, of_settings)
    app.add_exception_handler(RequestValidationError, of_validation)
    app.add_exception_handler(HTTPException, of_http)

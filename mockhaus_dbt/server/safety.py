"""What stands before every route: who may ask, how much may be sent, and the log of what was asked."""

from __future__ import annotations

import hmac
import logging
import re
import time
import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

from mockhaus_dbt.server.failures import failed
from mockhaus_dbt.server.session_context import context_of
from mockhaus_dbt.server.settings import LOOPBACK, Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("mockhaus.server")

#: paths that hold no data: a page has to be loaded before it can ask for the token.
OPEN_PATHS = frozenset(["/", "/ui", "/api/v1/health", "/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"])
_REQUEST_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")


class Safety:
    """ASGI middleware: request ids, Host, Origin, token, size of bodies, log.

    Args:
        app: what it stands before.
        settings: of the server.
    """

    def __init__(self, app: ASGIApp, settings: Settings):
        self._app = app
        self._settings = settings
        self._token = (settings.token or "").encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say why not."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        given = headers.get("x-request-id", "")
        request_id = given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex[:16]
        started = time.perf_counter()
        status = [0]

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                status[0] = message["status"]
                message["headers"] = [
                    *message["headers"],
                    (b"x-request-id", request_id.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"cache-control", b"no-store"),
                ]
            await send(message)

        with context_of(request_id=request_id):
            try:
                refused = self._refused(scope, headers)
                if refused is not None:
                    await failed(*refused)(scope, receive, answer)
                else:
                    await self._app(scope, _counted(receive, self._limit(scope)), answer)
            finally:
                spent = (time.perf_counter() - started) * 1000
                log.info("%s %s %s %.1f ms", scope["method"], scope["path"], status[0] or "gone", spent)

    def _limit(self, scope: Scope) -> int:
        upload = scope["method"] == "PUT" and "/files/" in scope["path"]
        return self._settings.max_upload if upload else self._settings.max_body

    def _refused(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if self._settings.local and not self._token and _name(host) not in LOOPBACK:
            return 403, f"This server answers for 127.0.0.1 and localhost, not for '{host}'."
        if origin is not None and origin not in self._settings.cors_origins and urlsplit(origin).netloc != host:
            return 403, f"Pages of '{origin}' may not use this server (--cors-origin lets them)."
        if self._token and scope["path"] not in OPEN_PATHS and not self._shows_token(headers):
            return 401, "The token is missing or wrong: send it as 'Authorization: Bearer TOKEN'."
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self._limit(scope):
            return 413, f"The body has {length} bytes; {self._limit(scope)} are the limit."
        return None

    def _shows_token(self, headers: dict[str, str]) -> bool:
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(shown.strip().encode("utf-8", "replace"), self._token)


def _counted(receive: Receive, limit: int) -> Receive:
    """What receives a body that comes in pieces, and refuses it beyond the limit."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > limit:
                raise HTTPException(413, f"The body has more than {limit} bytes, which is the limit.")
        return message

    return counted


def _name(host: str) -> str:
    """The host of a Host header, without its port."""
    return urlsplit(f"//{host}").hostname or "" if re.fullmatch(r"[\w.:\[\]-]+", host) else ""

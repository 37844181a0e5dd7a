"""Who a request is for, from the first line of the log to the history: carried by a ContextVar."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass
class SessionContext:
    """What a request is about; the session is filled in when it is known.

    Args:
        request_id: of the request; clients find it in the header X-Request-Id.
        session_id: of the session that it uses; empty where it uses none.
    """

    request_id: str = ""
    session_id: str = ""

    @property
    def client(self) -> str:
        """How the history names the client. A session id lets in whoever has it, so that only its head is shown."""
        return f"server/{self.session_id[:8] or '-'}/{self.request_id}"


_current: ContextVar[SessionContext | None] = ContextVar("mockhaus_session_context", default=None)


def current() -> SessionContext:
    """The context of the request that is being answered."""
    return _current.get() or SessionContext()


@contextmanager
def context_of(request_id: str) -> Iterator[SessionContext]:
    """Within the block the current context is that of a request."""
    made = SessionContext(request_id)
    token = _current.set(made)
    try:
        yield made
    finally:
        _current.reset(token)


class ContextFilter(logging.Filter):
    """Gives every log record the ids of the request that it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add ``request_id`` and ``session_id``; nothing is filtered out."""
        context = current()
        record.request_id = context.request_id or "-"
        record.session_id = context.session_id[:8] or "-"
        return True

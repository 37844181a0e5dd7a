"""A server in a thread, asked over real HTTP."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import uvicorn

from mockhaus_dbt.server.app import create_app
from mockhaus_dbt.server.settings import Settings
from mockhaus_dbt.server.state import State


class Served:
    """A server that listens, and a client of it.

    Args:
        url: of the server.
        state: what it holds.
        client: asks it.
    """

    def __init__(self, url: str, state: State, client: httpx.Client):
        self.url = url
        self.state = state
        self.client = client

    def query(self, sql: str, **more: Any) -> dict[str, Any]:
        """The answer to SQL, which has to succeed."""
        answer = self.client.post("/api/v1/query", json={"sql": sql, **more})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def rows(self, sql: str, **more: Any) -> list[list[Any]]:
        found: list[list[Any]] = self.query(sql, **more)["data"]
        return found

    def fails(self, sql: str, status: int, **more: Any) -> dict[str, Any]:
        """The error that SQL ends with."""
        answer = self.client.post("/api/v1/query", json={"sql": sql, **more})
        assert answer.status_code == status, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def session(self, **fields: Any) -> str:
        """The id of a new session."""
        answer = self.client.post("/api/v1/sessions", json=fields)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["session_id"])


@contextlib.contextmanager
def serving(**settings: Any) -> Iterator[Served]:
    """A server with these settings on a free port."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    made = Settings(port=port, **settings)
    app = create_app(made)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    headers = {"Authorization": f"Bearer {made.token}"} if made.token else {}
    url = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=url, headers=headers, timeout=60) as client:
            yield Served(url, app.state.mockhaus, client)
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listener.close()
        assert not thread.is_alive()

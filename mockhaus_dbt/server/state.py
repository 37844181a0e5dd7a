"""What the application holds while it runs, and the lifespan that opens and closes it."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import shutil
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mockhaus_dbt.account import MEMORY, Account
from mockhaus_dbt.dbapi import Connection
from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.server.concurrent_session_manager import ConcurrentSessionManager, Job, ServerSession
from mockhaus_dbt.server.session_context import current
from mockhaus_dbt.server.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

log = logging.getLogger("mockhaus.server")
T = TypeVar("T")
#: the current database of a session that names none, as on the command line.
DATABASE = "MOCKHAUS"
#: threads that run statements; others wait for one of them.
WORKERS = 64
#: seconds between two looks whether a client is still there and whether its time is up.
_LOOK = 0.2


class State:
    """The account, the sessions and the threads of a server.

    Args:
        settings: of the server.

    Raises:
        ConfigError: the account's file is in use, or is no account.
    """

    def __init__(self, settings: Settings):
        self.settings = settings
        self.started = time.time()
        self._temporary = Path(tempfile.mkdtemp(prefix="mockhaus-server-")) if settings.account == MEMORY else None
        try:
            self.account = Account.open(
                settings.account,
                settings.stage_root,
                external_access=settings.unrestricted,
                directories=settings.roots,
            )
        except BaseException:
            self._clear()
            raise
        directory = settings.directory if self._temporary is None or settings.sessions_dir else self._temporary
        self.sessions = ConcurrentSessionManager(
            self.account,
            directory,
            settings.max_sessions,
            settings.session_ttl,
            settings.cleanup_interval,
            settings.unrestricted,
            settings.roots,
        )
        self.pool = ThreadPoolExecutor(WORKERS, "mockhaus-statement")
        self.sessions.start()

    def close(self) -> None:
        """End the sessions and close the account."""
        self.sessions.close()
        self.pool.shutdown(wait=True, cancel_futures=True)
        self.account.close()
        self._clear()

    def _clear(self) -> None:
        if self._temporary is not None:
            shutil.rmtree(self._temporary, ignore_errors=True)

    async def run(
        self, request: Request, session: ServerSession, work: Callable[[Connection], T], request_id: str = ""
    ) -> T:
        """Do a piece of work in a session, in a thread; ends with the client's patience, and with the time limit.

        Args:
            request: whose client may go away.
            session: in which the work is done.
            work: what to do.
            request_id: that the client may cancel it by.

        Raises:
            ExecutionError: 000604 it was cancelled, 000630 it took too long.
        """
        job = Job(request_id)
        current().session_id = session.id
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        future = loop.run_in_executor(self.pool, context.run, session.run, work, job)
        limit = self.settings.statement_timeout
        deadline = time.monotonic() + limit
        while not (await asyncio.wait({future}, timeout=_LOOK))[0]:
            if job.cancelled:
                session.cancel(job, job.timeout)  # what consists of several statements was between two of them
            elif time.monotonic() > deadline:
                session.cancel(job, f"{limit:g}")
            elif await request.is_disconnected():
                log.info("the client is gone: its statement is cancelled")
                session.cancel(job)
        try:
            return future.result()
        except SqlError as e:
            if job.cancelled and e.errno not in (604, 630):
                raise error("cancelled") from e
            raise

    @asynccontextmanager
    async def session(self, session_id: str | None) -> AsyncIterator[ServerSession]:
        """A session for the length of a request: the client's, or one on the server's account that ends with it.

        Args:
            session_id: of the client's session; None where it has none.

        Raises:
            UnknownSession: there is no such session.
        """
        loop = asyncio.get_running_loop()
        if session_id is not None:
            yield await loop.run_in_executor(self.pool, self.sessions.get, session_id)
            return
        session = await loop.run_in_executor(self.pool, self._passing)
        try:
            yield session
        finally:
            self.pool.submit(session.close)

    def _passing(self) -> ServerSession:
        from mockhaus_dbt.dbapi import connect

        return ServerSession("", "shared", connect(self.account, DATABASE), self.settings.session_ttl)


def state_of(request: Request) -> State:
    """The state of the application that answers a request."""
    state: State = request.app.state.mockhaus
    return state


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Open everything before the first request, close it after the last."""
    app.state.mockhaus = State(app.state.settings)
    try:
        yield
    finally:
        await asyncio.get_running_loop().run_in_executor(None, app.state.mockhaus.close)

"""The sessions of a server: isolated, limited in number and age, one statement at a time in each."""

from __future__ import annotations

import json
import logging
import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from mockhaus_dbt.account import Account
from mockhaus_dbt.dbapi import Connection, connect
from mockhaus_dbt.errors import ConfigError, SessionError, error
from mockhaus_dbt.server.session_context import current

log = logging.getLogger("mockhaus.server")
T = TypeVar("T")

KINDS = ("memory", "persistent", "shared")
#: statements that may wait for the one that runs in their session.
MAX_WAITING = 16
#: ids of ended sessions that are remembered, so that a client hears what became of its own.
_REMEMBERED = 10_000
#: what the name of a persistent session's file may consist of.
_FILE_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._- /")


class UnknownSession(SessionError):
    """There is no session of that id, or there is none any more."""

    def __init__(self, session_id: str, ended: str = ""):
        reason = f"the session {ended}" if ended else "there is no such session"
        super().__init__(f"Session '{session_id}' cannot be used: {reason}.", 390111, "08001")
        self.ended = ended


class TooManySessions(SessionError):
    """The limit is reached and no session is idle."""


class TooManyStatements(SessionError):
    """Too many statements wait in one session."""


class Job:
    """One piece of work in a session: may be cancelled while it waits and while it runs.

    Args:
        request_id: that a client may cancel it by.
    """

    def __init__(self, request_id: str = ""):
        self.request_id = request_id
        self.cancelled = False
        self.timeout = ""


class ServerSession:
    """A session with what the server knows of it.

    Args:
        session_id: a secret: whoever has it can use the session.
        kind: memory, persistent or shared.
        connection: to its account.
        ttl: seconds that it lives unused.
        path: of a persistent session's file.
    """

    def __init__(self, session_id: str, kind: str, connection: Connection, ttl: float, path: str | None = None):
        self.id = session_id
        self.kind = kind
        self.connection = connection
        self.ttl = ttl
        self.path = path
        self.created = self.last_used = time.time()
        self._touched = time.monotonic()
        self.statements = 0
        self.waiting = 0
        self.job: Job | None = None
        self._lock = threading.Lock()
        self._guard = threading.Lock()
        self.closed = False

    def touch(self) -> None:
        """It is being used."""
        self.last_used, self._touched = time.time(), time.monotonic()

    @property
    def idle(self) -> float:
        """Seconds since its last use; 0 while a statement runs or waits."""
        return 0.0 if self.waiting else time.monotonic() - self._touched

    @property
    def expired(self) -> bool:
        return self.idle > self.ttl

    def run(self, work: Callable[[Connection], T], job: Job | None = None) -> T:
        """Do a piece of work when those before it are done.

        Args:
            work: what to do with the connection.
            job: by which it may be cancelled.

        Raises:
            ExecutionError: 000604, it was cancelled.
            TooManyStatements: too many wait already.
            UnknownSession: the session was closed meanwhile.
        """
        job = job or Job()
        with self._guard:
            if self.waiting > MAX_WAITING:
                raise TooManyStatements(f"More than {MAX_WAITING} statements wait in this session.", 604, "57014")
            self.waiting += 1
        try:
            while not self._lock.acquire(timeout=0.1):
                _stopped(job)
            try:
                _stopped(job)
                if self.closed:
                    raise UnknownSession(self.id, "has been closed")
                with self._guard:
                    self.job = job
                self.touch()
                self.statements += 1
                self.connection.session.application = current().client
                return work(self.connection)
            finally:
                with self._guard:
                    self.job = None
                self.touch()
                self._lock.release()
        finally:
            with self._guard:
                self.waiting -= 1

    def cancel(self, job: Job | None = None, timeout: str = "") -> bool:
        """Stop a piece of work, or what runs.

        Args:
            job: to be cancelled; None for what runs.
            timeout: the seconds of the limit that it reached.

        Returns:
            whether there was something to stop.
        """
        with self._guard:
            wanted = job or self.job
            if wanted is None:
                return False
            wanted.cancelled, wanted.timeout = True, timeout
            if wanted is self.job:
                # Until the work ends: what consists of several statements may be between two of them.
                self.connection.session.cursor.interrupt(timeout)
            return True

    @property
    def running(self) -> str | None:
        """The query id of the statement that runs."""
        return self.connection.session.running if self.job is not None else None

    def close(self) -> None:
        """End the session; what runs in it is cancelled first."""
        self.closed = True
        while not self._lock.acquire(timeout=0.1):
            self.cancel()
        try:
            self.connection.close()
        finally:
            self._lock.release()


def _stopped(job: Job) -> None:
    if job.cancelled:
        raise error("timeout", seconds=job.timeout) if job.timeout else error("cancelled")


class ConcurrentSessionManager:
    """Makes, finds, counts and ends sessions; threads may share it.

    Args:
        account: of the server, for shared sessions.
        directory: of the files of persistent sessions.
        max_sessions: beyond it the session that was not used for the longest time is closed.
        session_ttl: seconds that an unused session lives, where its creator says nothing.
        cleanup_interval: seconds between two looks for expired sessions.
        external_access, roots: of the accounts that it opens (see :meth:`Account.open`).
    """

    def __init__(
        self,
        account: Account,
        directory: str | os.PathLike[str],
        max_sessions: int = 100,
        session_ttl: float = 3600,
        cleanup_interval: float = 300,
        external_access: bool = False,
        roots: tuple[str, ...] = (),
    ):
        self.account = account
        self.directory = Path(directory)
        self.max_sessions = max_sessions
        self.session_ttl = session_ttl
        self.cleanup_interval = cleanup_interval
        self._access: dict[str, Any] = {"external_access": external_access, "directories": roots}
        self._sessions: OrderedDict[str, ServerSession] = OrderedDict()
        self._ended: OrderedDict[str, str] = OrderedDict()
        self._making = 0
        self._lock = threading.RLock()
        self._registry = threading.Lock()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self.counts = {"created": 0, "expired": 0, "evicted": 0, "closed": 0}

    # -- background

    def start(self) -> None:
        """Begin to end expired sessions and to write histories in the background."""
        for name, every, work in (
            ("cleanup", self.cleanup_interval, self.cleanup),
            ("history", 0.5, self.flush_histories),
        ):
            thread = threading.Thread(target=self._repeat, args=(every, work), name=f"mockhaus-{name}", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _repeat(self, every: float, work: Callable[[], Any]) -> None:
        while not self._stop.wait(every):
            try:
                work()
            except Exception:
                log.exception("background work failed")

    def flush_histories(self) -> None:
        """Write what the histories have gathered, so that a server that is killed has lost half a second."""
        with self._lock:
            accounts = {self.account, *(s.connection.account for s in self._sessions.values())}
        for account in accounts:
            account.history.flush()

    def close(self) -> None:
        """End everything."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=5)
        with self._lock:
            sessions = list(self._sessions.values())
            self._sessions.clear()
        for session in sessions:
            session.close()

    # -- sessions

    def create(
        self,
        kind: str = "memory",
        ttl: float | None = None,
        path: str | None = None,
        session_id: str | None = None,
        **login: Any,
    ) -> ServerSession:
        """Make a session.

        Args:
            kind: ``memory``: an account of its own that goes with it; ``persistent``: an account of its own in a
                file; ``shared``: a login to the server's account.
            ttl: seconds that it lives unused.
            path: of a persistent session's file, below the directory of persistent sessions.
            session_id: of a persistent session that is opened again.
            **login: database, schema, role, warehouse, user and session parameters.

        Raises:
            ConfigError: the kind or path is wrong, or the file is in use.
            TooManySessions: the limit is reached and every session is busy.
            SqlError: a session parameter is wrong.
        """
        if kind not in KINDS:
            raise ConfigError(f"A session is {', '.join(KINDS[:-1])} or {KINDS[-1]}, not '{kind}'.")
        if path is not None and kind != "persistent":
            raise ConfigError(f"A path belongs to a persistent session, not to one of type {kind}.")
        ttl = self.session_ttl if ttl is None else ttl
        if not ttl > 0:
            raise ConfigError(f"The ttl of a session is a number of seconds more than 0, not {ttl}.")
        made_id = session_id or secrets.token_hex(16)
        if kind == "persistent":
            path = str(self._file(path or f"{made_id}.duckdb"))
        evicted = self._make_room()
        try:
            for session in evicted:
                self._end(session, "has been closed to make room for others", "evicted")
            connection = self._connect(kind, path, login)
            session = ServerSession(made_id, kind, connection, ttl, path)
            with self._lock:
                self._sessions[made_id] = session
                self._ended.pop(made_id, None)
                self.counts["created"] += 1
        finally:
            with self._lock:
                self._making -= 1
        if kind == "persistent":
            self._remember(session, login)
        log.info("session %s created: %s", made_id[:8], kind)
        return session

    def _connect(self, kind: str, path: str | None, login: dict[str, Any]) -> Connection:
        if kind == "shared":
            return connect(self.account, **login)
        if kind == "persistent":
            assert path is not None
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            if Path(path).resolve() in Account.open_files():
                raise ConfigError("The file of this persistent session is in use by another session.")
        opened = Account.open(path or ":memory:", lock_timeout=2, **self._access)
        try:
            connection = connect(opened, **login)
        except BaseException:
            opened.close()
            raise
        return Connection(connection.session, opened)

    def _file(self, path: str) -> Path:
        """
        Raises:
            ConfigError: the path leads out of the directory of persistent sessions.
        """
        wanted = (self.directory / path).resolve()
        inside = self.directory.resolve() in wanted.parents
        if not inside or (not set(path) <= _FILE_CHARACTERS and not os.path.isabs(path)):
            raise ConfigError(f"'{path}' is no file in the directory of persistent sessions.")
        return wanted

    def _make_room(self) -> list[ServerSession]:
        """Take idle sessions out until one more fits; reserves its place."""
        with self._lock:
            evicted = []
            while len(self._sessions) + self._making >= self.max_sessions:
                idle = next((s for s in self._sessions.values() if not s.waiting), None)
                if idle is None:
                    raise TooManySessions(
                        f"{self.max_sessions} sessions are open and every one is busy; try again later.",
                        390189,
                        "08004",
                    )
                del self._sessions[idle.id]
                evicted.append(idle)
            self._making += 1
            return evicted

    def get(self, session_id: str) -> ServerSession:
        """A session by its id; it counts as used now. A persistent one that was closed is opened again.

        Raises:
            UnknownSession: there is none, or it has ended.
        """
        with self._lock:
            session = self._sessions.get(session_id)
            ended = self._ended.get(session_id, "")
            if session is not None and not session.expired:
                session.touch()
                self._sessions.move_to_end(session_id)
                return session
        if session is not None:
            self.cleanup()
            raise UnknownSession(session_id, "has expired")
        held = self._remembered().get(session_id) if ended in ("", "has been closed to make room for others") else None
        if held is None:
            raise UnknownSession(session_id, ended)
        return self.create("persistent", held["ttl"], held["path"], session_id, **held["login"])

    def all(self) -> list[ServerSession]:
        """Every open session, the one that was used last at the end."""
        with self._lock:
            return list(self._sessions.values())

    def delete(self, session_id: str) -> None:
        """End a session. The file of a persistent one stays.

        Raises:
            UnknownSession: there is none.
        """
        with self._lock:
            session = self._sessions.pop(session_id, None)
        if session is None:
            if self._forget(session_id):
                return
            raise UnknownSession(session_id, self._ended.get(session_id, ""))
        self._forget(session_id)
        self._end(session, "has been closed", "closed")

    def cleanup(self) -> int:
        """End the sessions that were not used for longer than their ttl.

        Returns:
            how many.
        """
        with self._lock:
            expired = [s for s in self._sessions.values() if s.expired]
            for session in expired:
                del self._sessions[session.id]
        for session in expired:
            self._forget(session.id)
            self._end(session, "has expired", "expired")
        return len(expired)

    def _end(self, session: ServerSession, how: str, count: str) -> None:
        session.close()
        with self._lock:
            self.counts[count] += 1
            self._ended[session.id] = how
            while len(self._ended) > _REMEMBERED:
                self._ended.popitem(last=False)
        log.info("session %s %s", session.id[:8], how)

    def cancel(self, wanted: str) -> bool:
        """Stop a statement.

        Args:
            wanted: its query id, or the request id that its client gave it.

        Returns:
            whether it was running or waiting.
        """
        for session in self.all():
            job = session.job
            if job is not None and wanted in (job.request_id, session.running):
                return session.cancel(job)
        return False

    # -- persistent sessions are known again after a restart

    @property
    def _list(self) -> Path:
        return self.directory / "sessions.json"

    def _remembered(self) -> dict[str, Any]:
        try:
            held: dict[str, Any] = json.loads(self._list.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return held

    def _write(self, held: dict[str, Any]) -> None:
        self.directory.mkdir(parents=True, exist_ok=True)
        new = self._list.with_suffix(".new")
        new.touch(0o600)
        new.write_text(json.dumps(held, indent=1), "utf-8")
        os.replace(new, self._list)

    def _remember(self, session: ServerSession, login: dict[str, Any]) -> None:
        with self._registry:
            held = self._remembered()
            held[session.id] = {"path": session.path, "ttl": session.ttl, "login": login}
            self._write(held)

    def _forget(self, session_id: str) -> bool:
        with self._registry:
            held = self._remembered()
            if held.pop(session_id, None) is None:
                return False
            self._write(held)
            return True

"""A connection to a Mockhaus server: what :func:`mockhaus_dbt.dbapi.connect` gives, over HTTP.

It needs nothing but the standard library on the client's side of the wire, and pyarrow where a result is large.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import selectors
import socket
import threading
import uuid
from types import TracebackType
from typing import Any
from urllib.parse import urlencode, urlsplit

from mockhaus_dbt.binding import PYFORMAT, to_bind
from mockhaus_dbt.connection import SharedConnection, checked_style
from mockhaus_dbt.errors import ConfigError, SessionError, SqlError, UnsupportedError
from mockhaus_dbt.executor import counted, statements_of, with_own
from mockhaus_dbt.result import ListRows, QueryResult
from mockhaus_dbt.translation.types import ResultColumn
from mockhaus_dbt.wire import ArrowRows, binding_to_wire, column_from_wire, decode_rows, error_from_wire

_ARROW = "application/vnd.apache.arrow.stream"
#: seconds that a statement may take; the server has limits of its own.
_PATIENCE = 24 * 3600.0


class Api:
    """Asks a server; one connection for each thread, kept open.

    Args:
        url: of the server, such as ``http://127.0.0.1:8080``.
        token: that it wants; MOCKHAUS_TOKEN where not given.

    Raises:
        ConfigError: the URL is none of a server.
    """

    def __init__(self, url: str, token: str | None = None):
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
            raise ConfigError(f"'{url}' is no URL of a Mockhaus server: http://HOST:PORT.")
        self.url = url.rstrip("/")
        self._parts = parts
        self._token = os.environ.get("MOCKHAUS_TOKEN") if token is None else token
        self._held = threading.local()

    def _connection(self) -> http.client.HTTPConnection:
        held: http.client.HTTPConnection | None = getattr(self._held, "connection", None)
        if held is not None and held.sock is not None:
            with selectors.DefaultSelector() as look:
                look.register(held.sock, selectors.EVENT_READ)
                if look.select(0):
                    # Nothing was asked, so what there is to read is the end: a server closes what idles.
                    self.close()
                    held = None
        if held is None:
            kind = http.client.HTTPSConnection if self._parts.scheme == "https" else http.client.HTTPConnection
            held = self._held.connection = kind(self._parts.hostname or "", self._parts.port, timeout=_PATIENCE)
            held.connect()
            assert held.sock is not None
            held.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return held

    def __call__(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        """Ask, and give what the answer's JSON holds; what came as Arrow is a table under ``data``.

        Args:
            method, path: of the request; the path is that below ``/api/v1``.
            body: JSON; None for none.
            **query: parameters of the path; None is left out.

        Raises:
            ConfigError: nobody answers there, or what answers is no Mockhaus server.
            SqlError: of the statement.
        """
        given = {name: value for name, value in query.items() if value is not None}
        target = f"/api/v1{path}" + (f"?{urlencode(given)}" if given else "")
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if method == "POST" and path == "/query":
            headers["Accept"] += f", {_ARROW}"
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        data = None if body is None else json.dumps(body).encode()
        status, text = self._ask(method, target, data, headers)
        if isinstance(text, dict):
            return text
        try:
            found = json.loads(text) if text else None
        except ValueError:
            raise ConfigError(f"What answers at {self.url} is no Mockhaus server.") from None
        if status < 400:
            return found
        if not isinstance(found, dict) or "errno" not in found:
            raise ConfigError(f"What answers at {self.url} is no Mockhaus server (status {status}).")
        if found["error"] in ("RequestError", "ConfigError"):
            raise ConfigError(f"{self.url}: {found['message']}")
        raise error_from_wire(found)

    def _ask(
        self, method: str, target: str, data: bytes | None, headers: dict[str, str]
    ) -> tuple[int, bytes | dict[str, Any]]:
        """The status, and the body: bytes, or what came as Arrow."""
        answer: http.client.HTTPResponse | None = None
        try:
            connection = self._connection()
            connection.request(method, target, data, headers)
            answer = connection.getresponse()
            arrow = answer.headers.get_content_type() == _ARROW
            return answer.status, _answer_of_arrow(answer) if arrow else answer.read()
        except BaseException as e:
            self.close()
            if isinstance(e, (http.client.IncompleteRead, ConnectionResetError, BrokenPipeError)):
                # The statement may have run: running it again is not ours to decide.
                within = "" if answer is None else " within its answer"
                raise ConfigError(f"The Mockhaus server at {self.url} has gone away{within}.") from None
            if isinstance(e, OSError):
                raise ConfigError(f"No Mockhaus server answers at {self.url}: {e.strerror or e}.") from None
            raise

    def close(self) -> None:
        """Let go of this thread's connection."""
        held: http.client.HTTPConnection | None = getattr(self._held, "connection", None)
        self._held.connection = None
        if held is not None:
            held.close()


def _answer_of_arrow(answer: http.client.HTTPResponse) -> dict[str, Any]:
    import pyarrow as pa

    # Batch by batch, as they come: to have all bytes first takes half as long again.
    table = pa.ipc.open_stream(answer).read_all()
    answer.read()  # the end, without which the connection takes no other request
    return {**json.loads(table.schema.metadata[b"mockhaus"]), "data": table.replace_schema_metadata(None)}


class RemoteExecutor:
    """Runs Snowflake SQL in a session of a server.

    Args:
        api: of the server.
        session_id: of the session.
        place: told the answer to every statement, which says the current database, schema, role and warehouse.
    """

    def __init__(self, api: Api, session_id: str, place: Any):
        self._api = api
        self._session_id = session_id
        self._place = place
        self.request_id = ""

    @property
    def session(self) -> Any:
        """The engine's session is in the server.

        Raises:
            UnsupportedError: always: sources from files, made-up sources and Python models need the account here.
        """
        raise UnsupportedError("sources from files, stub-sources and Python models through a server")

    def execute(self, sql: str, bindings: Any = None) -> list[QueryResult]:
        """Run a text; gives the result of its last statement.

        Raises:
            SqlError: of the first statement that fails; those before it have run.
        """
        more: dict[str, Any] = {}
        if bindings:
            more["bindings"] = [binding_to_wire(value) for value in bindings]
        return [self._run(sql, more)]

    def execute_snowflake_sql(self, sql: str, bindings: Any = None) -> QueryResult:
        """The same; one result."""
        return self.execute(sql, bindings)[-1]

    def insert_rows(self, sql: str, bindings: Any) -> QueryResult | None:
        """Run a text with values for ``%s``; None where they are by name, which the caller writes into the text."""
        listed = isinstance(bindings, (list, tuple)) and not any(isinstance(v, (list, tuple)) for v in bindings)
        if not listed or PYFORMAT.search(sql) is None:
            return None
        wired = [binding_to_wire(value) for value in bindings]
        return self._run(sql, {"bindings": wired, "binding_style": "pyformat"})

    def execute_each(self, sql: str, bindings: Any, count: int) -> list[QueryResult]:
        """Run a text of so many statements, 0 for any number, and give all results.

        Raises:
            SqlError: 000008, there is another number; of the first statement that fails.
        """
        statements = counted(statements_of(sql), count)
        return [self.execute(statement.text, own)[0] for statement, own in with_own(statements, bindings)]

    def describe(self, sql: str, bindings: Any = None) -> tuple[ResultColumn, ...]:
        """The columns that a query would give, without running it.

        Raises:
            SqlError: the query is wrong, or is none.
        """
        more: dict[str, Any] = {"describe_only": True}
        if bindings:
            more["bindings"] = [binding_to_wire(value) for value in bindings]
        return self._run(sql, more).columns

    def _run(self, sql: str, more: dict[str, Any]) -> QueryResult:
        self.request_id = uuid.uuid4().hex
        body = {"sql": sql, "session_id": self._session_id, "request_id": self.request_id, **more}
        answer = self._api("POST", "/query", body)
        self._place(answer)
        columns = tuple(column_from_wire(column) for column in answer["columns"])
        data = answer["data"]
        if answer["truncated"]:
            raise SessionError(
                f"The result has {answer['row_count']} rows, of which the server sends {len(data)} (--max-rows).",
                391413,
                "54000",
            )
        rows = ListRows(decode_rows(data, columns), columns) if isinstance(data, list) else ArrowRows(data, columns)
        result = QueryResult(columns, rows, answer["row_count"], answer["query_id"])
        result.translated = answer["translated_sql"]
        result.inserted, result.updated, result.deleted = answer["inserted"], answer["updated"], answer["deleted"]
        return result


class Connection(SharedConnection):
    """A session of a server as a PEP 249 connection.

    Args:
        api: of the server.
        shown: what the server says of the session.
        own: whether closing the connection ends the session.
        style: of parameters.
    """

    executor: RemoteExecutor

    def __init__(self, api: Api, shown: dict[str, Any], own: bool = True, style: str | None = None):
        self.api = api
        self.server_session_id: str = shown["session_id"]
        self.session_id: int = shown["engine_session_id"]
        self.user: str = shown["user"]
        self._moved(shown)
        super().__init__(RemoteExecutor(api, self.server_session_id, self._moved), style)
        self._own = own
        self._closed = False

    def _moved(self, answer: dict[str, Any]) -> None:
        self.database: str | None = answer["database"]
        self.schema: str | None = answer["schema"]
        self.role: str = answer["role"]
        self.warehouse: str | None = answer["warehouse"]

    def bound(self, params: Any) -> list[Any]:
        """Values for ``?`` and ``:1`` as the executor takes them."""
        return to_bind(params)

    @property
    def background(self) -> Any:
        """Asynchronous statements are not asked of a server: a thread with a connection of its own does as well.

        Raises:
            UnsupportedError: always.
        """
        raise UnsupportedError("execute_async and query status through a server")

    def abort_query(self, _sf_qid: str = "") -> bool:
        """Stop what the session runs."""
        self.cancel()
        return True

    def cancel(self) -> None:
        """Stop what the session runs, from another thread."""
        with contextlib.suppress(ConfigError, SqlError):
            self.api("POST", f"/query/{self.executor.request_id or 'none'}/cancel")

    @property
    def session(self) -> Any:
        """The engine's session is in the server.

        Raises:
            UnsupportedError: always.
        """
        return self.executor.session

    def is_closed(self) -> bool:
        return self._closed

    def is_valid(self) -> bool:
        """Whether the connection can run statements."""
        return not self._closed

    def close(self) -> None:
        """End the session, unless somebody else made it."""
        if self._closed:
            return
        self._closed = True
        if self._own:
            with contextlib.suppress(ConfigError, SqlError):
                self.api("DELETE", f"/sessions/{self.server_session_id}")
        self.api.close()

    def __enter__(self) -> Connection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(ConfigError, SqlError) if kind else contextlib.nullcontext():
            if self._own and not self._closed and not self._commits():
                self.rollback() if kind else self.commit()
        self.close()

    def _commits(self) -> bool:
        """Whether the session has AUTOCOMMIT."""
        shown = self.execute("SHOW PARAMETERS LIKE 'AUTOCOMMIT' IN SESSION").fetchall()
        return bool(shown[0][1] == "true")


def connect(
    url: str,
    database: str | None = None,
    schema: str | None = None,
    role: str | None = None,
    warehouse: str | None = None,
    user: str | None = None,
    token: str | None = None,
    session_id: str | None = None,
    session_type: str = "shared",
    session_ttl: float | None = None,
    persistent_path: str | None = None,
    autocommit: bool = True,
    paramstyle: str | None = None,
    **session_parameters: Any,
) -> Connection:
    """Log in to a server.

    Args:
        url: of the server.
        database, schema: current ones, made where they are missing.
        role, warehouse, user: by name.
        token: that the server wants; MOCKHAUS_TOKEN where not given.
        session_id: of a session that exists; it is used as it is, and stays when the connection is closed.
        session_type: ``shared``: the server's account; ``memory`` or ``persistent``: an account of its own.
        session_ttl: seconds that the session lives unused.
        persistent_path: the file of a persistent session, on the server; that session stays as well.
        autocommit, paramstyle: as for :func:`mockhaus_dbt.connect`.
        **session_parameters: such as ``QUERY_TAG``.

    Raises:
        ConfigError: no server answers, or it refuses.
        SqlError: a parameter is wrong, or the session is gone.
    """
    checked_style(paramstyle)
    api = Api(url, token)
    if session_id is not None:
        return Connection(api, api("GET", f"/sessions/{session_id}"), False, paramstyle)
    if not autocommit:
        session_parameters["AUTOCOMMIT"] = False
    wanted = {
        "type": session_type,
        "ttl": session_ttl,
        "persistent_path": persistent_path,
        "database": database,
        "schema": schema,
        "role": role,
        "warehouse": warehouse,
        "user": user,
        "parameters": {name.upper(): value for name, value in session_parameters.items()},
    }
    body = {name: value for name, value in wanted.items() if value is not None}
    return Connection(api, api("POST", "/sessions", body), session_type != "persistent", paramstyle)

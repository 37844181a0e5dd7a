"""What Snowpark takes for a connection of Snowflake's connector: the same calls, run in a session of ours."""

from __future__ import annotations

import re
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from snowflake.connector.cursor import ResultMetadata
from snowflake.connector.errors import NotSupportedError, ProgrammingError

from mockhaus_dbt.errors import MockhausError, SqlError
from mockhaus_dbt.session_results import frame_of
from mockhaus_dbt.translation.ast_parser import split_statements
from mockhaus_dbt.translation.types import ResultColumn

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from mockhaus_dbt.result import QueryResult
    from mockhaus_dbt.session import Session

_QUERIES = ("SELECT", "VALUES")
#: statements that can be run to learn the columns of their result.
_HARMLESS = ("SHOW", "DESCRIBE", "LIST", "CALL")
_PUT = re.compile(r"^\s*PUT\s+'?file://(?P<path>[^'\s]+)'?", re.IGNORECASE)


def described(column: ResultColumn) -> ResultMetadata:
    """A column as the connector describes it."""
    kind = column.type
    scaled = kind.is_number or kind.name == "TIME" or kind.is_timestamp
    precision = kind.precision if kind.is_number else 0 if scaled else None
    scale = kind.scale if kind.is_number else kind.precision if scaled else None
    return ResultMetadata(column.name, kind.field_id, None, kind.internal_size, precision, scale, column.nullable)


def as_connector_error(e: MockhausError, query: str) -> ProgrammingError:
    """An error as the connector raises it, which Snowpark and handlers expect."""
    if not isinstance(e, SqlError):
        return ProgrammingError(msg=str(e), query=query)
    return ProgrammingError(
        msg=e.message, errno=e.errno, sqlstate=e.sqlstate, sfqid=e.query_id, query=query
    )


class Telemetry:
    """Sends nothing anywhere."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_args, **_kwargs: None


class LocalConnection:
    """A session of ours as a connection of the connector.

    Args:
        session: that runs the SQL.
    """

    expired = False
    telemetry_enabled = False
    account = "MOCKHAUS"

    def __init__(self, session: Session):
        self._session = session
        # Without scoped ones a temporary object is the session's, as everywhere else here.
        self._session_parameters: dict[str, Any] = {"PYTHON_SNOWPARK_USE_SCOPED_TEMP_OBJECTS": False}
        self._telemetry = Telemetry()
        self._paramstyle = "qmark"

    @property
    def session_id(self) -> int:
        return self._session.id

    @property
    def database(self) -> str | None:
        return self._session.database

    @property
    def schema(self) -> str | None:
        return self._session.schema

    @property
    def role(self) -> str:
        return self._session.role

    @property
    def warehouse(self) -> str | None:
        return self._session.warehouse

    @property
    def user(self) -> str:
        return self._session.user

    def is_closed(self) -> bool:
        return self._session.closed

    def close(self) -> None:
        """The session stays open: the handler does not own it."""

    def cursor(self, *_args: Any, **_kwargs: Any) -> LocalCursor:
        return LocalCursor(self)

    def get_query_status(self, _query_id: str) -> Any:
        """Statements have ended when they are known."""
        from snowflake.connector.constants import QueryStatus

        return QueryStatus.SUCCESS

    get_query_status_throw_if_error = get_query_status

    @staticmethod
    def is_still_running(_status: Any) -> bool:
        return False


class LocalCursor:
    """A cursor of the connector, as far as Snowpark uses it."""

    def __init__(self, connection: LocalConnection):
        self.connection = connection
        self.query: str | None = None
        self.sfqid: str | None = None
        self.rowcount: int | None = None
        self.description: list[ResultMetadata] | None = None
        self._request_id = uuid.uuid4()
        self._query_result_format = "arrow"
        self._columns: tuple[ResultColumn, ...] = ()
        self._result: QueryResult | None = None

    @property
    def _session(self) -> Session:
        return self.connection._session

    # -- running

    def execute(
        self,
        command: str,
        params: Sequence[Any] | None = None,
        file_stream: IO[bytes] | None = None,
        _skip_upload_on_content_match: bool = False,
        **_more: Any,
    ) -> LocalCursor:
        """Run a text.

        Raises:
            ProgrammingError: as the connector does.
        """
        self.query = command
        if file_stream is not None:
            with tempfile.TemporaryDirectory() as folder:
                return self._run(_from_file(command, file_stream, Path(folder)))
        return self._run(command, list(params) if params else None)

    def _run(self, command: str, params: list[Any] | None = None) -> LocalCursor:
        try:
            result = self._session.execute(command, params)
        except MockhausError as e:
            raise as_connector_error(e, command) from None
        self._result, self._columns = result, result.columns
        self.sfqid, self.rowcount = result.query_id, result.rowcount
        self.description = [described(c) for c in result.columns]
        return self

    def executemany(self, command: str, seqparams: Sequence[Sequence[Any]], **_more: Any) -> LocalCursor:
        """Run a text once for each set of parameters."""
        total = 0
        for params in seqparams:
            total += max(self.execute(command, params).rowcount or 0, 0)
        self.rowcount = total
        return self

    def execute_async(self, command: str, params: Sequence[Any] | None = None, **_more: Any) -> dict[str, Any]:
        """Run a text to its end: what follows finds the result by its id."""
        self.execute(command, params)
        return {"queryId": self.sfqid}

    def get_results_from_sfqid(self, query_id: str) -> None:
        """Read the result of an earlier statement."""
        self._run(f"SELECT * FROM TABLE(RESULT_SCAN('{query_id}'))")
        self.sfqid = query_id

    def _describe_internal(self, command: str, params: Any = None, **_more: Any) -> list[ResultMetadata]:
        """The columns that a statement would give.

        Raises:
            ProgrammingError: as the connector does.
        """
        try:
            statements = split_statements(command)
            if len(statements) == 1 and statements[0].name in _QUERIES and not params:
                with self._session.lock:
                    return [described(c) for c in self._session.translate(statements[0]).columns]
        except MockhausError as e:
            raise as_connector_error(e, command) from None
        if statements[0].name in _QUERIES or statements[0].name.split()[0] in _HARMLESS:
            return self.execute(command, params).description or []
        return []

    describe = _describe_internal

    def upload_stream(self, stream: IO[bytes], target: str, **_more: Any) -> None:
        """Put a file of what a stream holds into a stage."""
        folder, _, name = target.rpartition("/")
        self.execute(f"PUT file:///{name} {folder} AUTO_COMPRESS = FALSE OVERWRITE = TRUE", file_stream=stream)

    # -- reading

    def _open(self) -> QueryResult:
        if self._result is None:
            raise ProgrammingError(msg="No results: execute a statement first.")
        return self._result

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._open().fetchone()

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        return self._open().fetchmany(size)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._open().fetchall()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._open())

    def fetch_arrow_all(self, _force_return_table: bool = False) -> pyarrow.Table:
        return self._open().arrow()

    def fetch_arrow_batches(self) -> Iterator[pyarrow.Table]:
        yield self._open().arrow()

    def fetch_pandas_all(self, **_more: Any) -> pandas.DataFrame:
        """The rows that are left as a pandas DataFrame; of queries alone, as with the connector."""
        if self.query is not None and not self.query.lstrip(" (\n\t").upper().startswith(("SELECT", "WITH", "VALUES")):
            raise NotSupportedError(msg="the result is not in Arrow's format")
        return frame_of(self._open().arrow())

    def fetch_pandas_batches(self, **more: Any) -> Iterator[pandas.DataFrame]:
        yield self.fetch_pandas_all(**more)

    def close(self) -> bool:
        self._result = None
        return True

    def is_closed(self) -> bool:
        return False

    def __enter__(self) -> LocalCursor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _from_file(command: str, stream: IO[bytes], folder: Path) -> str:
    """A PUT of a stream as a PUT of a file that holds the same."""
    found = _PUT.match(command)
    if found is None:
        raise ProgrammingError(msg="a stream can be given to PUT alone", query=command)
    file = folder / Path(found["path"]).name
    file.write_bytes(stream.read())
    return f"PUT 'file://{file}'{command[found.end():]}"

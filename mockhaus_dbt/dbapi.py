"""PEP 249, in the manner of Snowflake's Python connector.

https://docs.snowflake.com/en/developer-guide/python-connector/python-connector-api
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from mockhaus_dbt.account import Account
from mockhaus_dbt.errors import CompilationError, SessionError, SqlError, error
from mockhaus_dbt.executor import MockhausExecutor
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.translation.types import ResultColumn

if TYPE_CHECKING:
    import pandas
    import pyarrow

apilevel = "2.0"
threadsafety = 2
paramstyle = "pyformat"
_PYFORMAT = re.compile(r"%s|%\(\w+\)s")


class ResultMetadata(NamedTuple):
    """One column of ``cursor.description``."""

    name: str
    type_code: int
    display_size: int | None
    internal_size: int | None
    precision: int | None
    scale: int | None
    is_nullable: bool


class QueryResultStats(NamedTuple):
    """Rows by DML action, as ``cursor.stats``; None where the statement has no such action."""

    num_rows_inserted: int | None = None
    num_rows_deleted: int | None = None
    num_rows_updated: int | None = None
    num_dml_duplicates: int | None = None


def described(column: ResultColumn) -> ResultMetadata:
    """A result column as the connector describes it."""
    kind = column.type
    precision, scale = kind.precision, kind.scale
    if kind.is_datetime and kind.name != "DATE":
        precision, scale = 0, kind.precision
    return ResultMetadata(column.name, kind.field_id, None, kind.internal_size, precision, scale, column.nullable)


def connect(
    path: str | os.PathLike[str] | Account = ":memory:",
    database: str | None = None,
    schema: str | None = None,
    role: str | None = None,
    warehouse: str | None = None,
    user: str | None = None,
    autocommit: bool = True,
    stage_root: str | os.PathLike[str] | None = None,
    lock_timeout: float = 10.0,
    paramstyle: str | None = None,
    create: bool = True,
    **session_parameters: Any,
) -> Connection:
    """Open an account and log in.

    Args:
        path: the account's file, ``:memory:`` for a new one that vanishes, or an open Account.
        database, schema: current ones; made where they are missing, unless ``create`` is False.
        role, warehouse, user: by name; ACCOUNTADMIN, COMPUTE_WH and MOCKHAUS where not given.
        autocommit: the session parameter AUTOCOMMIT.
        stage_root: directory in which internal stages keep their files.
        lock_timeout: seconds to wait for another process that holds the file.
        paramstyle: how :meth:`Cursor.execute` takes values: ``pyformat`` (``%s``, ``%(name)s``), ``qmark`` (``?``) or
            ``numeric`` (``:1``).
            None tells them apart by the text.
        create: make the database and schema where they are missing.
        **session_parameters: others, by name: ``TIMEZONE="UTC"``.

    Returns:
        a connection; as a context manager it closes itself.

    Raises:
        ConfigError: another process holds the file, or it is no account.
        SqlError: a parameter is wrong.
    """
    own = not isinstance(path, Account)
    opened = path if isinstance(path, Account) else Account.open(path, stage_root, lock_timeout)
    parameters = {name.upper(): value for name, value in session_parameters.items()}
    if not autocommit:
        parameters["AUTOCOMMIT"] = False
    try:
        session = opened.session(database, schema, role, warehouse, user, create, **parameters)
    except BaseException:
        if own:
            opened.close()
        raise
    return Connection(session, opened if own else None, paramstyle)


class Connection:
    """A session as a PEP 249 connection.

    Args:
        session: of an account.
        account: closed together with the connection; None where somebody else closes it.
        style: of parameters.
    """

    def __init__(self, session: Session, account: Account | None = None, style: str | None = None):
        self.session = session
        self.executor = MockhausExecutor(session)
        self._account = account
        self.paramstyle = style
        self.messages: list[Any] = []

    @property
    def session_id(self) -> int:
        return self.session.id

    @property
    def account(self) -> Account:
        return self.session.account

    @property
    def database(self) -> str | None:
        return self.session.database

    @property
    def schema(self) -> str | None:
        return self.session.schema

    @property
    def role(self) -> str:
        return self.session.role

    @property
    def warehouse(self) -> str | None:
        return self.session.warehouse

    def cursor(self, cursor_class: type[Cursor] | None = None) -> Cursor:
        """A cursor of the session."""
        return (cursor_class or Cursor)(self)

    def execute(self, sql: str, params: Any = None) -> Cursor:
        """Run a text on a new cursor."""
        return self.cursor().execute(sql, params)

    def execute_string(self, sql: str, remove_comments: bool = False) -> list[Cursor]:
        """Run every statement of a text, each on a cursor of its own."""
        cursors = []
        for result in self.executor.execute(sql):
            cursor = self.cursor()
            cursor._show([result])
            cursors.append(cursor)
        return cursors

    def commit(self) -> None:
        """COMMIT what is open."""
        self.executor.execute("COMMIT")

    def rollback(self) -> None:
        """ROLLBACK what is open."""
        self.executor.execute("ROLLBACK")

    def autocommit(self, mode: bool) -> None:
        """Set AUTOCOMMIT."""
        self.executor.execute(f"ALTER SESSION SET AUTOCOMMIT = {mode}")

    def cancel(self) -> None:
        """Stop what the session runs, from another thread."""
        self.session.interrupt()

    def is_closed(self) -> bool:
        return self.session.closed

    def close(self) -> None:
        """Log out, and close the account if this connection opened it."""
        self.session.close()
        if self._account is not None:
            account, self._account = self._account, None
            account.close()

    def __enter__(self) -> Connection:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self.session.closed and not self.session.parameters["AUTOCOMMIT"]:
            if kind is None:
                self.commit()
            else:
                self.rollback()
        self.close()


class Cursor:
    """A PEP 249 cursor. The last result of a text is read here; :meth:`nextset` steps through those before it."""

    def __init__(self, connection: Connection):
        self.connection = connection
        self.arraysize = 1
        self.query: str | None = None
        self.sfqid: str | None = None
        self.sqlstate: str | None = None
        self.rowcount: int | None = None
        self.description: list[ResultMetadata] | None = None
        self.stats: QueryResultStats | None = None
        self.messages: list[Any] = []
        self._result: QueryResult | None = None
        self._closed = False

    # -- running

    def execute(self, sql: str, params: Any = None, **_more: Any) -> Cursor:
        """Run a text of one or more statements; the result is that of the last.

        Args:
            sql: Snowflake SQL.
            params: values for ``%s`` or ``%(name)s``, ``?``, or ``:1``.

        Returns:
            the cursor.

        Raises:
            SqlError: of the first statement that fails.
        """
        if self._closed:
            raise SessionError("Cursor is closed in connection.", 252006, "08003")
        self._result = self.description = self.sfqid = self.sqlstate = self.rowcount = self.stats = None
        bindings = None
        if params is not None and params != () and params != [] and params != {}:
            style = self.connection.paramstyle or ("pyformat" if _PYFORMAT.search(sql) else "qmark")
            if style in ("qmark", "numeric"):
                bindings = list(params.values()) if isinstance(params, Mapping) else list(params)
            elif (inserted := self._insert_rows(sql, params)) is not None:
                self._show([inserted])
                return self
            else:
                sql = write_into(sql, params)
        self.query = sql
        try:
            results = self.connection.executor.execute(sql, bindings)
        except SqlError as e:
            self.sfqid, self.sqlstate = e.query_id, e.sqlstate
            raise
        self._show(results)
        return self

    def _insert_rows(self, sql: str, params: Any) -> QueryResult | None:
        self.query = sql
        try:
            return self.connection.executor.insert_rows(sql, params)
        except SqlError as e:
            self.sfqid, self.sqlstate = e.query_id, e.sqlstate
            raise

    def _show(self, results: list[QueryResult]) -> None:
        result = self._result = results[-1]
        self.sfqid = result.query_id
        self.rowcount = result.rowcount
        self.description = [described(c) for c in result.columns]
        counts = (result.inserted, result.deleted, result.updated)
        if any(count is not None for count in counts):
            # The server tells all four of a DML statement.
            self.stats = QueryResultStats(counts[0] or 0, counts[1] or 0, counts[2] or 0, 0)
        else:
            self.stats = QueryResultStats()

    def executemany(self, sql: str, seqparams: Iterable[Any], **_more: Any) -> Cursor:
        """Run a statement once for each set of parameters."""
        total = 0
        for params in seqparams:
            self.execute(sql, params)
            total += max(self.rowcount or 0, 0)
        self.rowcount = total
        return self

    def describe(self, sql: str, params: Any = None) -> list[ResultMetadata]:
        """The columns that a query would give; it is not run.

        Raises:
            SqlError: the query is wrong, or is none.
        """
        return [described(c) for c in self.connection.executor.describe(write_into(sql, params) if params else sql)]

    def abort_query(self, _query_id: str = "") -> bool:
        """Stop what runs, from another thread."""
        self.connection.cancel()
        return True

    # -- reading

    def _open_result(self) -> QueryResult:
        if self._result is None:
            raise SessionError("No results: execute a statement first.", 252009, "02000")
        return self._result

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._open_result().fetchone()

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        return self._open_result().fetchmany(self.arraysize if size is None else size)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._open_result().fetchall()

    def fetch_arrow_all(self, force_return_table: bool = True) -> pyarrow.Table:
        """The rows that are left, as an Arrow table."""
        return self._open_result().arrow()

    def fetch_arrow_batches(self) -> Iterator[pyarrow.Table]:
        """The rows that are left, as Arrow tables."""
        yield self._open_result().arrow()

    def fetch_pandas_all(self) -> pandas.DataFrame:
        """The rows that are left, as a pandas DataFrame."""
        return self._open_result().arrow().to_pandas()

    def fetch_pandas_batches(self) -> Iterator[pandas.DataFrame]:
        """The rows that are left, as pandas DataFrames."""
        yield self.fetch_pandas_all()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self._open_result())

    def close(self) -> bool:
        """Let go of the result."""
        already, self._closed, self._result = self._closed, True, None
        return not already

    def is_closed(self) -> bool:
        return self._closed

    def setinputsizes(self, _sizes: Any) -> None:
        """Nothing to do."""

    def setoutputsize(self, _size: Any, _column: Any = None) -> None:
        """Nothing to do."""

    def __enter__(self) -> Cursor:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


# ------------------------------------------------------------------------------------------------------- parameters

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r"[\\'\n\r]")


def as_text(value: Any) -> str:
    """A Python value as the Snowflake connector writes it into the text.

    Raises:
        CompilationError: the type cannot be bound.
    """
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, Decimal)):
        return str(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str):
        return "'" + _ESCAPED.sub(lambda m: _ESCAPES[m[0]], value) + "'"
    if isinstance(value, (bytes, bytearray)):
        return f"X'{bytes(value).hex().upper()}'"
    if isinstance(value, dt.datetime):
        return f"'{value.isoformat(sep=' ')}'"
    if isinstance(value, (dt.date, dt.time)):
        return f"'{value.isoformat()}'"
    if isinstance(value, dt.timedelta):
        seconds = value.total_seconds()
        return f"'{int(seconds // 3600):02}:{int(seconds % 3600 // 60):02}:{seconds % 60:09.6f}'"
    if isinstance(value, (list, tuple, set, frozenset)):
        return "(" + ",".join(map(as_text, value)) + ")"
    if hasattr(value, "item"):  # numpy's scalars
        return as_text(value.item())
    raise CompilationError(f"Binding data in type ({type(value).__name__}) is not supported.", 252004, "HY000")


def write_into(sql: str, params: Any) -> str:
    """The text with its ``%s`` or ``%(name)s`` filled.

    Raises:
        CompilationError: numbers or names do not match.
    """
    try:
        if isinstance(params, Mapping):
            return sql % {name: as_text(value) for name, value in params.items()}
        values: Sequence[Any] = params if isinstance(params, (list, tuple)) else (params,)
        return sql % tuple(map(as_text, values))
    except (TypeError, ValueError, KeyError) as e:
        if isinstance(e, KeyError):
            raise error("bind_missing", name=str(e.args[0])) from None
        raise CompilationError(f"Failed processing pyformat-parameters: {e}", 252004, "HY000") from None

"""PEP 249, in the manner of Snowflake's Python connector.

https://docs.snowflake.com/en/developer-guide/python-connector/python-connector-api
"""

from __future__ import annotations

import os
from types import TracebackType
from typing import Any

from mockhaus_dbt.account import Account
from mockhaus_dbt.background import Background, QueryStatus, is_an_error, is_still_running
from mockhaus_dbt.binding import to_bind
from mockhaus_dbt.connection import SharedConnection, checked_style
from mockhaus_dbt.cursor import Cursor, DictCursor, QueryResultStats, ResultBatch, ResultMetadata
from mockhaus_dbt.executor import MockhausExecutor
from mockhaus_dbt.pep249 import (
    BINARY,
    DATETIME,
    NUMBER,
    ROWID,
    STRING,
    Binary,
    DatabaseError,
    DataError,
    Date,
    DateFromTicks,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Time,
    TimeFromTicks,
    Timestamp,
    TimestampFromTicks,
    Warning,
    apilevel,
    paramstyle,
    threadsafety,
)
from mockhaus_dbt.session import Session
from mockhaus_dbt.wire import binding_from_wire, binding_to_wire

__all__ = [
    "BINARY",
    "DATETIME",
    "NUMBER",
    "ROWID",
    "STRING",
    "Binary",
    "Connection",
    "Cursor",
    "DataError",
    "DatabaseError",
    "Date",
    "DateFromTicks",
    "DictCursor",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "QueryResultStats",
    "QueryStatus",
    "ResultBatch",
    "ResultMetadata",
    "Time",
    "TimeFromTicks",
    "Timestamp",
    "TimestampFromTicks",
    "Warning",
    "apilevel",
    "connect",
    "paramstyle",
    "threadsafety",
]


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
    arrow_number_to_decimal: bool = False,
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
        paramstyle: how :meth:`Cursor.execute` takes values: ``pyformat`` or ``format`` (``%s``, ``%(name)s``),
            ``qmark`` (``?``) or ``numeric`` (``:1``). None tells them apart by the text.
        create: make the database and schema where they are missing.
        arrow_number_to_decimal: whether NUMBERs with a scale are Decimal in pandas DataFrames; float64 otherwise.
        **session_parameters: others, by name: ``TIMEZONE="UTC"``.

    Returns:
        a connection; as a context manager it closes itself.

    Raises:
        ConfigError: another process holds the file, or it is no account.
        SqlError: a parameter is wrong, or ``paramstyle`` is.
    """
    checked_style(paramstyle)
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
    connection = Connection(session, opened if own else None, paramstyle)
    connection.arrow_number_to_decimal = arrow_number_to_decimal
    return connection


class Connection(SharedConnection):
    """A session as a PEP 249 connection.

    Args:
        session: of an account.
        account: closed together with the connection; None where somebody else closes it.
        style: of parameters.
    """

    executor: MockhausExecutor

    def __init__(self, session: Session, account: Account | None = None, style: str | None = None):
        super().__init__(MockhausExecutor(session), style)
        self.session = session
        self.background = Background(self.executor)
        self._account = account

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
    def user(self) -> str:
        return self.session.user

    @property
    def schema(self) -> str | None:
        return self.session.schema

    @property
    def role(self) -> str:
        return self.session.role

    @property
    def warehouse(self) -> str | None:
        return self.session.warehouse

    def bound(self, params: Any) -> list[Any]:
        """Values for ``?`` and ``:1`` as the executor takes them.

        Raises:
            CompilationError: a type cannot be bound.
        """
        return [binding_from_wire(binding_to_wire(v)) if isinstance(v, tuple) else v for v in to_bind(params)]

    def get_query_status(self, sf_qid: str) -> QueryStatus:
        """What became of a statement.

        Raises:
            ValueError: it is no query id.
        """
        return self.background.status(sf_qid)

    def get_query_status_throw_if_error(self, sf_qid: str) -> QueryStatus:
        """The same; raises what the statement failed with.

        Raises:
            ValueError: it is no query id.
            SqlError: of the statement.
        """
        return self.background.checked(sf_qid)

    is_still_running = staticmethod(is_still_running)
    is_an_error = staticmethod(is_an_error)

    def abort_query(self, sf_qid: str) -> bool:
        """Stop a statement of the session: one that waits in the background, or what runs.

        Returns:
            whether there was something to stop.
        """
        return self.background.abort(sf_qid)

    def cancel(self) -> None:
        """Stop what the session runs, from another thread."""
        self.session.interrupt()

    def is_closed(self) -> bool:
        return self.session.closed

    def is_valid(self) -> bool:
        """Whether the connection can run statements."""
        return not self.session.closed

    def close(self) -> None:
        """Log out, and close the account if this connection opened it; statements in the background end first."""
        self.background.close()
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

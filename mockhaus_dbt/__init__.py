"""Mockhaus: Snowflake SQL on the machine in front of you, on DuckDB.

    >>> import mockhaus_dbt
    >>> with mockhaus_dbt.connect(database="SHOP", schema="PUBLIC") as connection:
    ...     connection.execute("SELECT 1 AS ONE").fetchall()
    [(1,)]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockhaus_dbt._version import __version__
from mockhaus_dbt.errors import (
    CompilationError,
    ConfigError,
    ExecutionError,
    MockhausError,
    SessionError,
    SqlError,
    UnsupportedError,
)
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

if TYPE_CHECKING:
    from mockhaus_dbt.account import Account
    from mockhaus_dbt.dbapi import Connection, Cursor, DictCursor, connect
    from mockhaus_dbt.result import QueryResult
    from mockhaus_dbt.result import QueryResult as Result

__all__ = [
    "BINARY",
    "DATETIME",
    "NUMBER",
    "ROWID",
    "STRING",
    "Account",
    "Binary",
    "CompilationError",
    "ConfigError",
    "Connection",
    "Cursor",
    "DataError",
    "DatabaseError",
    "Date",
    "DateFromTicks",
    "DictCursor",
    "Error",
    "ExecutionError",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "MockhausError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "QueryResult",
    "Result",
    "SessionError",
    "SqlError",
    "Time",
    "TimeFromTicks",
    "Timestamp",
    "TimestampFromTicks",
    "UnsupportedError",
    "Warning",
    "__version__",
    "apilevel",
    "connect",
    "paramstyle",
    "threadsafety",
]

#: loaded when first asked for: dbt imports parts of this package long before it needs the engine.
_LATER = {
    "Account": ("mockhaus_dbt.account", "Account"),
    "Connection": ("mockhaus_dbt.dbapi", "Connection"),
    "Cursor": ("mockhaus_dbt.dbapi", "Cursor"),
    "DictCursor": ("mockhaus_dbt.dbapi", "DictCursor"),
    "QueryResult": ("mockhaus_dbt.result", "QueryResult"),
    "Result": ("mockhaus_dbt.result", "QueryResult"),
    "connect": ("mockhaus_dbt.dbapi", "connect"),
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'mockhaus_dbt' has no attribute '{name}'")
    from importlib import import_module

    module, attribute = _LATER[name]
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

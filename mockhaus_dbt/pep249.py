"""What PEP 249 asks of a module: exceptions, type objects, constructors (https://peps.python.org/pep-0249)."""

from __future__ import annotations

import datetime as dt

from mockhaus_dbt.errors import (
    ExecutionError,
    IntegrityError,
    InternalError,
    MockhausError,
    SessionError,
    SqlError,
    UnsupportedError,
)

apilevel = "2.0"
threadsafety = 2
paramstyle = "pyformat"


class Warning(Exception):
    """Nothing raises it."""


# PEP 249's names. Snowflake's connector raises ProgrammingError for nearly everything that a statement fails with.
Error = MockhausError
DatabaseError = ProgrammingError = SqlError
DataError = ExecutionError
NotSupportedError = UnsupportedError
InterfaceError = OperationalError = SessionError


class TypeObject:
    """Equal to the type codes of ``cursor.description`` that belong to it.

    Args:
        *codes: the connector's.
    """

    def __init__(self, *codes: int):
        self.codes = frozenset(codes)

    def __eq__(self, other: object) -> bool:
        return other in self.codes if isinstance(other, int) else self is other

    def __hash__(self) -> int:
        return hash(self.codes)


#: texts and what the connector gives as texts.
STRING = TypeObject(2, 5, 9, 10)
BINARY = TypeObject(11)
NUMBER = TypeObject(0, 1)
DATETIME = TypeObject(3, 4, 6, 7, 8, 12)
ROWID = TypeObject()

Date, Time, Timestamp, Binary = dt.date, dt.time, dt.datetime, bytes


def DateFromTicks(ticks: float) -> dt.date:
    """The local date of a moment in seconds since 1970."""
    return dt.date.fromtimestamp(ticks)


def TimeFromTicks(ticks: float) -> dt.time:
    """The local time of a moment in seconds since 1970."""
    return dt.datetime.fromtimestamp(ticks).time()


def TimestampFromTicks(ticks: float) -> dt.datetime:
    """The local date and time of a moment in seconds since 1970."""
    return dt.datetime.fromtimestamp(ticks)


__all__ = [
    "BINARY",
    "DATETIME",
    "NUMBER",
    "ROWID",
    "STRING",
    "Binary",
    "DataError",
    "DatabaseError",
    "Date",
    "DateFromTicks",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "InternalError",
    "NotSupportedError",
    "OperationalError",
    "ProgrammingError",
    "Time",
    "TimeFromTicks",
    "Timestamp",
    "TimestampFromTicks",
    "Warning",
    "apilevel",
    "paramstyle",
    "threadsafety",
]

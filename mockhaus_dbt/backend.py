"""DuckDB, and nothing else: the only module that imports it.

A :class:`Backend` is one DuckDB instance (a file, or memory), a :class:`Cursor` one connection to it with a
transaction of its own. What DuckDB says when something fails never leaves this module: it is turned into Snowflake's
numbers and words (:mod:`mockhaus_dbt.duckdb_errors`).
"""

from __future__ import annotations

import os
import re
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import duckdb

from mockhaus_dbt.duckdb_errors import (
    CatalogMismatch,
    IntegerOverflow,
    WriteConflict,
    in_snowflakes_words,
    lock_failure,
    opening_failure,
)
from mockhaus_dbt.early_years import with_years
from mockhaus_dbt.errors import ConfigError, SqlError, error
from mockhaus_dbt.python_functions import PREFIX, Provider, PythonFunction
from mockhaus_dbt.recently_used import Marks, RecentlyUsed

if TYPE_CHECKING:
    import pyarrow

__all__ = ["Backend", "CatalogMismatch", "Cursor", "IntegerOverflow", "Produced", "WriteConflict", "snowflake_error"]

#: set once for the instance; every cursor inherits them (DESIGN D13).
SETTINGS = {
    "default_null_order": "'nulls_last_on_asc_first_on_desc'",
    "ieee_floating_point_ops": "false",
    "default_transaction_invalidation_policy": "'SYNTACTIC_ERRORS_DO_NOT_INVALIDATE'",
    "preserve_identifier_case": "'uppercase'",
    # With it DuckDB 2.0.1 loses the LIMIT that EXISTS has over a join with what is empty, and answers wrong.
    "disabled_optimizers": "'projection_pullup'",
    # What is not in the file yet is in memory, and takes several times as much there.
    "wal_autocheckpoint": "'4MB'",
}
#: rows that a result holds as Python objects; what goes beyond is held as Arrow, which is smaller and faster to make.
FIRST_ROWS = 1000
_FAILURES = (duckdb.Error, RuntimeError)


# ------------------------------------------------------------------------------------------------------------- rows


class Produced:
    """The complete result of a statement that ran: the first rows as tuples, the others as Arrow.

    Errors of the data therefore show when the statement runs, as on Snowflake, and no later statement of the
    session can disturb a result that is not read yet.

    Args:
        names, types: of the columns, as DuckDB calls them.
        first: up to FIRST_ROWS rows.
        rest: all others, None where there are none.
        timezone: in which the session shows TIMESTAMP_LTZ.
    """

    __slots__ = ("_reader", "first", "names", "rest", "timezone", "types")

    def __init__(
        self,
        names: list[str],
        types: list[str],
        first: list[tuple[Any, ...]],
        rest: pyarrow.Table | None = None,
        timezone: str = "UTC",
    ):
        self.names = names
        self.types = types
        self.first = first
        self.rest = rest
        self.timezone = timezone
        self._reader: duckdb.DuckDBPyConnection | None = None

    def __len__(self) -> int:
        return len(self.first) + (self.rest.num_rows if self.rest is not None else 0)

    def more(self, size: int) -> list[tuple[Any, ...]]:
        """The next rows behind the first ones, with the same Python types as those."""
        if self._reader is None:
            self._reader = _arrow_cursor(self.rest, self.types, self.timezone).execute("FROM rest")
        return with_years(self._reader.fetchmany(size), self.types)

    def select(self, expression: str, limit: int, size: int) -> Iterator[pyarrow.RecordBatch]:
        """What DuckDB makes of the rows behind the first ones.

        Args:
            expression: DuckDB text; the columns are called c0, c1, ...
            limit: rows, at most.
            size: rows of a batch, at most.
        """
        cursor = _arrow_cursor(self.rest, self.types, self.timezone)
        cursor.execute("SET arrow_large_buffer_size = true")  # texts of more than 2 GiB
        cursor.execute(f"SELECT {expression} FROM rest LIMIT {limit}")
        with warnings.catch_warnings():  # it advises a call that would run the query a second time
            warnings.simplefilter("ignore")
            reader: Any = cursor.to_arrow_reader(size)
        yield from reader


_reading = threading.Lock()
_readers: list[duckdb.DuckDBPyConnection] = []


def _arrow_cursor(table: pyarrow.Table, types: list[str], timezone: str) -> duckdb.DuckDBPyConnection:
    """A cursor that knows an Arrow table as ``rest``; of another instance, so that no result keeps a file open."""
    with _reading:
        if not _readers:
            _readers.append(duckdb.connect(":memory:"))
        cursor = _readers[0].cursor()
    Cursor(cursor, Provider(cursor), Activity(), Parsed()).set_timezone(timezone)
    cursor.register("arrow_rest", table.rename_columns([f"c{i}" for i in range(len(types))]))
    wide = ("HUGEINT", "UHUGEINT")  # decimals in Arrow
    columns = ", ".join(f"c{i}::{kind} AS c{i}" if kind in wide else f"c{i}" for i, kind in enumerate(types))
    cursor.execute(f"CREATE TEMP VIEW rest AS SELECT {columns} FROM arrow_rest")
    return cursor


def _check_unicode(sql: str) -> None:
    """
    Raises:
        CompilationError: half of a surrogate pair stands in the text.
    """
    try:
        sql.encode()
    except UnicodeEncodeError:
        raise error("invalid_unicode") from None


def _rest_as_arrow(cursor: duckdb.DuckDBPyConnection) -> pyarrow.Table:
    quiet = getattr(cursor, "_result_as_arrow", None)
    if quiet is not None:
        return quiet(131072, reader=False)
    with warnings.catch_warnings():  # it advises a call that would run the query a second time
        warnings.simplefilter("ignore")
        return cursor.to_arrow_table()


# ----------------------------------------------------------------------------------------------------------- cursor


class Activity:
    """Counts what may have changed the instance's data, so that what was read from it can be kept until then."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0


class Parsed:
    """The statements that come again and again, parsed: DuckDB then has only to bind them.

    One per instance, used by all its cursors.
    """

    #: how many are kept, and how many are remembered as seen once.
    KEPT, SEEN = 200, 1000
    #: characters of the longest text that is kept: a parsed text takes many times its room.
    LONGEST = 8000

    def __init__(self) -> None:
        self._kept: RecentlyUsed[str, duckdb.Statement] = RecentlyUsed(self.KEPT)
        self._seen = Marks(self.SEEN)

    def of(self, connection: duckdb.DuckDBPyConnection, sql: str) -> str | duckdb.Statement:
        """What to execute: the parsed statement where the text came before, the text itself where it is new."""
        kept = self._kept.get(sql)
        if kept is not None:
            return kept
        if len(sql) > self.LONGEST or not self._seen.again(sql):
            return sql
        try:
            statements = connection.extract_statements(sql)
        except duckdb.Error:
            return sql  # running it says what is wrong
        if len(statements) != 1:
            return sql
        self._kept.put(sql, statements[0])
        return statements[0]


class Cursor:
    """One connection to the instance: a transaction, a time zone, registered Arrow tables.

    Not to be used by two threads at a time, save for :meth:`interrupt`.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        functions: Provider,
        activity: Activity,
        parsed: Parsed,
    ):
        self._connection = connection
        self._functions = functions
        self._activity = activity
        self._parsed = parsed
        self.timezone = "UTC"
        self.in_transaction = False
        self.interrupted: str | None = None
        #: cursors that work for the same statement and stop with it.
        self.beside: list[Cursor] = []
        #: what is undone is not to be disturbed; the lock keeps out who has just been about to.
        self.undoing, self.stopping = False, threading.RLock()

    def _run(
        self, sql: str, parameters: Sequence[Any] | dict[str, Any] | None = None
    ) -> duckdb.DuckDBPyConnection:
        if not sql.isascii():
            _check_unicode(sql)
        if PREFIX in sql:
            self._functions.provide(sql)
        if not sql.startswith("SELECT"):
            self._activity.count += 1
        try:
            return self._connection.execute(self._parsed.of(self._connection, sql), parameters or None)
        except duckdb.CatalogException as e:
            another = self._functions.recover(self._connection, sql, str(e))
            if another is None:
                raise
            return self._run(another, parameters)

    def execute(self, sql: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> None:
        """Run a statement whose rows nobody wants.

        Raises:
            SqlError: in Snowflake's words.
        """
        self.rows(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[Any] | dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """Run a statement and give its rows as DuckDB's Python values.

        Raises:
            SqlError: in Snowflake's words.
        """
        try:
            return self._run(sql, parameters).fetchall()
        except _FAILURES as e:
            raise self._failure(e, sql) from None

    def tally(self, sql: str) -> Counter[str]:
        """Run a statement and count the texts in its one column.

        Raises:
            SqlError: in Snowflake's words.
        """
        try:
            run = self._run(sql)
            counts = Counter(text for (text,) in run.fetchmany(FIRST_ROWS))
            if counts.total() == FIRST_ROWS:
                for item in _rest_as_arrow(run).column(0).value_counts().to_pylist():
                    counts[item["values"]] += item["counts"]
        except _FAILURES as e:
            raise self._failure(e, sql) from None
        return counts

    def produce(self, sql: str) -> Produced:
        """Run a query to its end.

        Raises:
            SqlError: in Snowflake's words.
        """
        try:
            run = self._run(sql)
            description = run.description or []
            first = run.fetchmany(FIRST_ROWS)
            rest = _rest_as_arrow(run) if len(first) == FIRST_ROWS else None
        except _FAILURES as e:
            raise self._failure(e, sql) from None
        if rest is not None and not rest.num_rows:
            rest = None
        names, types = [d[0] for d in description], [str(d[1]) for d in description]
        return Produced(names, types, with_years(first, types), rest, self.timezone)

    def head(self, sql: str) -> tuple[list[str], list[str]]:
        """Names and DuckDB types of a query's columns.

        Raises:
            SqlError: in Snowflake's words.
        """
        try:
            description = self._run(f"DESCRIBE {sql}").fetchall()
        except _FAILURES as e:
            raise self._failure(e, sql) from None
        return [d[0] for d in description], [d[1] for d in description]

    def arrow(self, sql: str) -> pyarrow.Table:
        """Run a query to its end and give an Arrow table.

        Raises:
            SqlError: in Snowflake's words.
        """
        try:
            return _rest_as_arrow(self._run(sql))
        except _FAILURES as e:
            raise self._failure(e, sql) from None

    def _failure(self, e: duckdb.Error | RuntimeError, sql: str) -> SqlError:
        if isinstance(e, RuntimeError):
            # So DuckDB calls a KeyboardInterrupt.
            raise KeyboardInterrupt if str(e) == "Query interrupted" else e
        reason, self.interrupted = self.interrupted, None
        if isinstance(e, duckdb.InterruptException) and reason is not None:
            return error("timeout", seconds=reason) if reason else error("cancelled")
        return snowflake_error(e, sql)

    # -- transaction

    def begin(self) -> None:
        """Open DuckDB's transaction if none is open."""
        if not self.in_transaction:
            self.execute("BEGIN")
            self.in_transaction = True

    def commit(self) -> None:
        """Commit, if a transaction is open.

        Raises:
            WriteConflict: the transaction is rolled back.
        """
        if self.in_transaction:
            self.in_transaction = False
            self.execute("COMMIT")

    def rollback(self) -> None:
        """Take back what the open transaction did; without one nothing happens."""
        if self.in_transaction:
            self.in_transaction = False
            try:
                self._connection.execute("ROLLBACK")
            except duckdb.Error:
                pass  # a commit that failed has rolled back already

    @property
    def aborted(self) -> bool:
        """Whether the open transaction takes no more statements."""
        if not self.in_transaction:
            return False
        try:
            self._connection.execute("SELECT 1").fetchall()
        except duckdb.Error:
            return True
        return False

    # -- the rest

    def set_timezone(self, name: str) -> None:
        """The session's TIMEZONE.

        Raises:
            CompilationError: there is no such time zone.
        """
        try:
            self._connection.execute(f"SET TimeZone = '{name.replace(chr(39), chr(39) * 2)}'")
        except duckdb.Error:
            raise error("invalid_value", value=name, name="TIMEZONE") from None
        self.timezone = name

    def set_variable(self, name: str, text: str | None) -> None:
        """Set a variable that ``getvariable('name')`` reads, or forget it where the text is None."""
        if text is None:
            self.execute(f'RESET VARIABLE "{name}"')
        else:
            self.execute(f'SET VARIABLE "{name}" = $1', [text])

    def register(self, name: str, table: Any) -> None:
        """Let statements name an Arrow table."""
        self._connection.register(name, table)

    def unregister(self, name: str) -> None:
        self._connection.unregister(name)

    def interrupt(self, timeout: str = "") -> None:
        """Stop what runs, from another thread.

        Args:
            timeout: the seconds of the limit that was reached; empty where a user cancelled.
        """
        with self.stopping:
            if not self.undoing:
                self.interrupted = timeout
                self._connection.interrupt()
                for other in tuple(self.beside):
                    other.interrupt(timeout)

    def check(self) -> None:
        """Stop here if somebody wants what runs stopped: for work that DuckDB does not do.

        Raises:
            Cancelled: 000604 or 000630.
        """
        if self.interrupted is not None:
            raise error("timeout", seconds=self.interrupted) if self.interrupted else error("cancelled")

    def close(self) -> None:
        self.rollback()
        self._connection.close()


# --------------------------------------------------------------------------------------------------------- instance


class Backend:
    """One DuckDB instance.

    Args:
        path: of the account's file, or ``:memory:``.
        lock_timeout: seconds to wait for another process that holds the file.
        directories: where reading and writing files is allowed; None leaves the whole machine open (DESIGN D16).
        block_size: bytes of a block of a file that is made here, a power of two; DuckDB's own where not given.

    Raises:
        ConfigError: the file is held by another process, is no account, or cannot be opened.
    """

    def __init__(
        self,
        path: str = ":memory:",
        lock_timeout: float = 10.0,
        directories: Iterable[str] | None = None,
        block_size: int | None = None,
    ):
        self.path = path
        if block_size is not None:
            _create(path, block_size)
        self._connection = _connect(path, lock_timeout)
        self._functions = Provider(self._connection)
        self.activity = Activity()
        self._parsed = Parsed()
        for name, value in SETTINGS.items():
            self._connection.execute(f"SET GLOBAL {name} = {value}")
        self._provide_for_views()
        if directories is not None:
            allowed = ", ".join("'" + d.replace("'", "''") + "'" for d in directories)
            self._connection.execute(f"SET GLOBAL allowed_directories = [{allowed}]")
            self._connection.execute("SET GLOBAL enable_external_access = false")

    def _provide_for_views(self) -> None:
        """A view may name Python functions; they have to be there before a transaction is open."""
        if self.path == ":memory:":
            return
        views = f"SELECT sql FROM duckdb_views() WHERE NOT internal AND contains(sql, '{PREFIX}')"
        for (text,) in self._connection.execute(views).fetchall():
            self._functions.provide(text)

    def serve(self, functions: Callable[[str], PythonFunction | None]) -> None:
        """Let statements call functions that are found by name when DuckDB first meets them."""
        self._functions.of_users = functions
        self._provide_for_views()

    def cursor(self, timezone: str | None = None) -> Cursor:
        """A new connection to the instance."""
        cursor = Cursor(self._connection.cursor(), self._functions, self.activity, self._parsed)
        if timezone is not None:
            cursor.set_timezone(timezone)
        return cursor

    def close(self) -> None:
        """Write what is pending into the file and let go of it."""
        if self.path != ":memory:":
            try:
                self._connection.execute("CHECKPOINT")
            except duckdb.Error:
                pass  # a cursor still has a transaction open: the log beside the file holds everything
        self._connection.close()


def _create(path: str, block_size: int) -> None:
    """Make the file of an account that has none; whoever opens it later need not know the size of its blocks."""
    if path == ":memory:" or os.path.exists(path):
        return
    # What is wrong with the place, or another process that makes the file as well, is met when it is opened.
    with suppress(duckdb.Error), duckdb.connect(config={"threads": 1}) as maker:
        written = path.replace("'", "''")
        maker.execute(f"ATTACH '{written}' AS account (BLOCK_SIZE {block_size})")
        maker.execute("DETACH account")


def _connect(path: str, lock_timeout: float) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + lock_timeout
    pause = 0.05
    while True:
        try:
            return duckdb.connect(path)
        except duckdb.Error as e:
            text = str(e)
            held = re.search(r"Conflicting lock is held in (.*?) \(PID (\d+)\)", text, re.S)
            if held is None:
                raise ConfigError(opening_failure(path, text)) from None
            if time.monotonic() >= deadline:
                raise ConfigError(lock_failure(path, int(held[2]), lock_timeout)) from None
        time.sleep(pause)
        pause = min(pause * 1.5, 0.5)


def snowflake_error(e: duckdb.Error, sql: str = "") -> SqlError:
    """The Snowflake error for what DuckDB raised.

    Args:
        e: DuckDB's exception.
        sql: what ran.
    """
    return in_snowflakes_words(str(e), type(e).__name__, sql)

"""Cursors: PEP 249, in the manner of Snowflake's Python connector.

https://docs.snowflake.com/en/developer-guide/python-connector/python-connector-api#object-cursor
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from mockhaus_dbt.binding import PYFORMAT, many_rows, write_into
from mockhaus_dbt.errors import SessionError, SqlError, UnsupportedError
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session_results import arrow_batches, arrow_table, frame_of
from mockhaus_dbt.translation.types import ResultColumn

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from mockhaus_dbt.dbapi import Connection

T = TypeVar("T")
#: rows of a batch of :meth:`Cursor.get_result_batches`, and of a piece of what is read piece by piece.
BATCH_ROWS = 100_000


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


class ResultBatch:
    """Some rows of a result; may be read any number of times, and by other threads.

    Args:
        rows: of the batch.
        columns: of the result.
        shape: makes of a row what the cursor gives.
    """

    def __init__(
        self, rows: list[tuple[Any, ...]], columns: tuple[ResultColumn, ...], shape: Callable[[tuple[Any, ...]], Any]
    ):
        self._rows = rows
        self._columns = columns
        self._shape = shape
        self.rowcount = len(rows)

    @property
    def column_names(self) -> list[str]:
        return [column.name for column in self._columns]

    def create_iter(self) -> Iterator[Any]:
        """The rows."""
        return map(self._shape, self._rows)

    __iter__ = create_iter

    def to_arrow(self) -> pyarrow.Table:
        """The rows as an Arrow table."""
        return arrow_table(self._rows, self._columns)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas DataFrame."""
        return frame_of(self.to_arrow())


class Cursor:
    """A PEP 249 cursor.

    Of a text with several statements it shows the last result; with ``num_statements`` the first, and
    :meth:`nextset` steps to the next.
    """

    def __init__(self, connection: Connection):
        self.connection = connection
        self.arraysize = 1
        self.query: str | None = None
        self.sfqid: str | None = None
        self.sqlstate: str | None = None
        self.rowcount: int | None = None
        self.rownumber: int | None = None
        self.description: list[ResultMetadata] | None = None
        self.stats: QueryResultStats | None = None
        self.messages: list[Any] = []
        self.lastrowid = None
        self._result: QueryResult | None = None
        self._later: list[QueryResult] = []
        self._awaited: str | None = None
        self._closed = False

    # -- running

    def execute(
        self,
        sql: str,
        params: Any = None,
        *,
        num_statements: int | None = None,
        timeout: float | None = None,
        _force_qmark_paramstyle: bool = False,
        _is_internal: bool = False,
    ) -> Cursor:
        """Run a text of one or more statements.

        Args:
            sql: Snowflake SQL.
            params: values for ``%s`` or ``%(name)s``, ``?``, or ``:1``.
            num_statements: how many statements there have to be, 0 for any number; the cursor shows the first result.
            timeout: seconds after which what runs is cancelled.
            _force_qmark_paramstyle: ``params`` are for ``?``, whatever the connection has; the connector's write_pandas
                asks for it, and says by ``_is_internal`` that the statement is its own.

        Returns:
            the cursor.

        Raises:
            SqlError: of the first statement that fails; 000008, there are not as many as ``num_statements``; 000604, it
                took too long.
        """
        self._reset()
        if timeout:
            timer = threading.Timer(timeout, self.connection.cancel)
            timer.daemon = True
            timer.start()
            try:
                return self._execute(sql, params, num_statements, _force_qmark_paramstyle)
            finally:
                timer.cancel()
        return self._execute(sql, params, num_statements, _force_qmark_paramstyle)

    def _execute(self, sql: str, params: Any, num_statements: int | None, qmark: bool = False) -> Cursor:
        bindings = None
        if _given(params):
            if qmark or self._style(sql) != "pyformat":
                bindings = self.connection.bound(params)
            values = params if bindings is None else bindings
            if (inserted := self._run(sql, lambda: self.connection.executor.insert_rows(sql, values))) is not None:
                self._show([inserted], num_statements)
                return self
            if bindings is None:
                sql = write_into(sql, params)
        executor = self.connection.executor
        if num_statements is None:
            self._show(self._run(sql, lambda: executor.execute(sql, bindings)))
        else:
            self._show(self._run(sql, lambda: executor.execute_each(sql, bindings, num_statements)), num_statements)
        return self

    def _upload(self, local_file_name: str, stage_location: str, options: dict[str, Any]) -> None:
        """PUT of the connector's write_pandas: a file whose name is in quotes, onto a stage."""
        compression = str(options.get("source_compression", "auto_detect")).upper()
        self.connection.execute(f"PUT {local_file_name} '{stage_location}' SOURCE_COMPRESSION = {compression}")

    def _log_telemetry_job_data(self, _field: Any, _value: Any) -> None:
        """The connector's write_pandas reports that it ran; nothing is sent anywhere."""

    def execute_async(self, sql: str, params: Any = None) -> dict[str, Any]:
        """Begin a statement and come back at once; :meth:`get_results_from_sfqid` waits for its result.

        The statements of a session run one after the other, these between the others.

        Returns:
            the query id, as ``queryId``.

        Raises:
            SqlError: the text cannot be read, or has several statements.
        """
        self._reset()
        sql, bindings = self._with_values(sql, params)
        self.sfqid = self._run(sql, lambda: self.connection.background.start(sql, bindings))
        return {"queryId": self.sfqid}

    def _with_values(self, sql: str, params: Any) -> tuple[str, list[Any] | None]:
        """A text with the values of ``%s`` in it, and the values of ``?`` and ``:1`` beside it."""
        if not _given(params):
            return sql, None
        if self._style(sql) == "pyformat":
            return write_into(sql, params), None
        return sql, self.connection.bound(params)

    def get_results_from_sfqid(self, sfqid: str) -> None:
        """Show the result of an earlier statement of the session; the first fetch waits until it has ended.

        Raises:
            ValueError: it is no query id.
            SqlError: the statement has failed.
        """
        self._reset()
        self.connection.background.checked(sfqid)
        self.sfqid = self._awaited = sfqid

    def query_result(self, sfqid: str) -> Cursor:
        """The same; waits at once.

        Returns:
            the cursor.
        """
        self.get_results_from_sfqid(sfqid)
        self._open_result()
        return self

    def executemany(self, sql: str, seqparams: Iterable[Any], *, timeout: float | None = None) -> Cursor:
        """Run a statement for several sets of values: an INSERT as one statement with all rows, others one by one.

        Raises:
            SqlError: of the first statement that fails; 252001, an INSERT has no VALUES; 251007, rows of two lengths.
        """
        rows = list(seqparams)
        if not rows:
            return self
        one = many_rows(sql, rows, self._style(sql))
        if one is not None:
            return self.execute(*one, timeout=timeout)
        total = 0
        for params in rows:
            self.execute(sql, params, timeout=timeout)
            total += max(self.rowcount or 0, 0)
        self.rowcount = total
        return self

    def describe(self, sql: str, params: Any = None) -> list[ResultMetadata]:
        """The columns that a query would give; it is not run.

        Raises:
            SqlError: the query is wrong, or is none.
        """
        sql, bindings = self._with_values(sql, params)
        self.description = [described(c) for c in self.connection.executor.describe(sql, bindings)]
        return self.description

    def callproc(self, procname: str, args: Any = ()) -> Any:
        """CALL a procedure.

        Returns:
            the arguments; what the procedure gave is fetched.
        """
        style = self.connection.paramstyle
        marks = [f":{i}" for i in range(1, len(args) + 1)] if style == "numeric" else ["?"] * len(args)
        if style in (None, "pyformat"):
            marks = ["%s"] * len(args)
        self.execute(f"CALL {procname}({', '.join(marks)})", args)
        return args

    def abort_query(self, sfqid: str) -> bool:
        """Stop a statement of the session, from another thread or in the background.

        Returns:
            whether there was something to stop.
        """
        return self.connection.abort_query(sfqid)

    def _style(self, sql: str) -> str:
        return self.connection.paramstyle or ("pyformat" if PYFORMAT.search(sql) else "qmark")

    def _reset(self) -> None:
        if self._closed:
            raise SessionError("Cursor is closed in connection.", 252006, "08003")
        self._result = self.description = self.sfqid = self.sqlstate = self.rowcount = self.stats = None
        self.rownumber = self._awaited = None
        self._later = []

    def _run(self, sql: str, work: Callable[[], T]) -> T:
        self.query = sql
        try:
            return work()
        except SqlError as e:
            self.sfqid, self.sqlstate, e.query = e.query_id, e.sqlstate, sql
            raise

    def _show(self, results: list[QueryResult], num_statements: int | None = None) -> None:
        if num_statements is not None:
            self._later = results[1:]
            results = results[:1]
        result = self._result = results[-1]
        self.sfqid = result.query_id
        self.rowcount = result.rowcount
        self.rownumber = 0
        self.description = [described(c) for c in result.columns]
        counts = (result.inserted, result.deleted, result.updated)
        if any(count is not None for count in counts):
            # The server tells all four of a DML statement.
            self.stats = QueryResultStats(counts[0] or 0, counts[1] or 0, counts[2] or 0, 0)
        else:
            self.stats = QueryResultStats()

    # -- reading

    def nextset(self) -> Cursor | None:
        """Step to the next result of a text that was run with ``num_statements``.

        Returns:
            the cursor; None where there is no other result.
        """
        later = self._later
        self._reset()
        if not later:
            return None
        self._show(later, 0)
        return self

    def _open_result(self) -> QueryResult:
        if self._awaited is not None:
            awaited, self._awaited = self._awaited, None
            self._show([self.connection.background.result(awaited)])
        if self._result is None:
            raise SessionError("No results: execute a statement first.", 252009, "02000")
        return self._result

    def _shape(self, row: tuple[Any, ...]) -> Any:
        return row

    def _shaped(self, rows: list[tuple[Any, ...]]) -> list[Any]:
        self.rownumber = (self.rownumber or 0) + len(rows)
        return rows

    def fetchone(self) -> Any:
        """The next row, or None."""
        rows = self.fetchmany(1)
        return rows[0] if rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        """The next rows, ``arraysize`` where nothing else is said."""
        return self._shaped(self._open_result().fetchmany(self.arraysize if size is None else size))

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        return self._shaped(self._open_result().fetchall())

    def fetch_arrow_batches(self) -> Iterator[pyarrow.Table]:
        """The rows that are left, as Arrow tables piece by piece."""
        import pyarrow as pa

        for batch in arrow_batches(self._open_result(), BATCH_ROWS)[1]:
            if batch.num_rows:
                yield pa.Table.from_batches([batch])

    def fetch_arrow_all(self, force_return_table: bool = False) -> pyarrow.Table | None:
        """The rows that are left, as an Arrow table.

        Args:
            force_return_table: whether there is a table where there are no rows; otherwise it is None.
        """
        import pyarrow as pa

        schema, batches = arrow_batches(self._open_result())
        table = pa.Table.from_batches(batches, schema)
        return table if table.num_rows or force_return_table else None

    def fetch_pandas_batches(self, **how: Any) -> Iterator[pandas.DataFrame]:
        """The rows that are left, as pandas DataFrames piece by piece; arguments are those of ``Table.to_pandas``."""
        for table in self.fetch_arrow_batches():
            yield frame_of(table, self.connection.arrow_number_to_decimal, **how)

    def fetch_pandas_all(self, **how: Any) -> pandas.DataFrame:
        """The rows that are left, as a pandas DataFrame; arguments are those of ``Table.to_pandas``."""
        table = self.fetch_arrow_all(force_return_table=True)
        assert table is not None
        return frame_of(table, self.connection.arrow_number_to_decimal, **how)

    def get_result_batches(self) -> list[ResultBatch] | None:
        """The rows of the result in pieces that can be handed on; None where nothing was executed.

        The cursor can be read as well.
        """
        if self._result is None and self._awaited is None:
            return None
        whole = self._open_result().again()
        batches = []
        while rows := whole.fetchmany(BATCH_ROWS):
            batches.append(ResultBatch(rows, whole.columns, self._shape))
        return batches

    def __iter__(self) -> Iterator[Any]:
        while rows := self.fetchmany(1024):
            yield from rows

    def __next__(self) -> Any:
        row = self.fetchone()
        if row is None:
            raise StopIteration
        return row

    def scroll(self, _value: int, _mode: str = "relative") -> None:
        """Rows are read forward, as in the connector.

        Raises:
            UnsupportedError: always.
        """
        raise UnsupportedError("scroll")

    def reset(self) -> None:
        """Let go of the result."""
        self._reset()

    def close(self) -> bool:
        """Let go of the result; the cursor runs nothing any more.

        Returns:
            whether it was open.
        """
        already, self._closed, self._result, self._later = self._closed, True, None, []
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


class DictCursor(Cursor):
    """A cursor whose rows are dictionaries by column name; of equal names the last column counts."""

    def _shape(self, row: tuple[Any, ...]) -> Any:
        assert self.description is not None
        return dict(zip([column.name for column in self.description], row, strict=True))

    def _shaped(self, rows: list[tuple[Any, ...]]) -> list[Any]:
        names = [column.name for column in self.description or []]
        return [dict(zip(names, row, strict=True)) for row in super()._shaped(rows)]


def _given(params: Any) -> bool:
    return params is not None and not (isinstance(params, (tuple, list, Mapping)) and not params)

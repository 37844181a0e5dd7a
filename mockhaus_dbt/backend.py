"""DuckDB, and nothing else: the only module that imports it.

A :class:`Backend` is one DuckDB instance (a file, or memory), a :class:`Cursor` one connection to it with a
transaction of its own. What DuckDB says when something fails never leaves this module: :func:`snowflake_error` turns
it into Snowflake's numbers and words. Three conditions are raised under classes of their own, because the executor
answers them by trying again: :class:`IntegerOverflow`, :class:`WriteConflict` and :class:`CatalogMismatch`.
"""

from __future__ import annotations

import os
import re
import time
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import duckdb

from mockhaus_dbt.errors import CompilationError, ConfigError, ExecutionError, SqlError, error, raised
from mockhaus_dbt.python_functions import PREFIX, Provider

if TYPE_CHECKING:
    import pyarrow

#: set once for the instance; every cursor inherits them (DESIGN D13).
SETTINGS = {
    "default_null_order": "'nulls_last_on_asc_first_on_desc'",
    "ieee_floating_point_ops": "false",
    "default_transaction_invalidation_policy": "'SYNTACTIC_ERRORS_DO_NOT_INVALIDATE'",
    "preserve_identifier_case": "'uppercase'",
}
#: rows that a result holds as Python objects; what goes beyond is held as Arrow, which is smaller and faster to make.
FIRST_ROWS = 1000


class IntegerOverflow(ExecutionError):
    """A 64-bit integer did not hold a value; the statement may work in 128 bits (DESIGN D8)."""


class WriteConflict(ExecutionError):
    """Another transaction wrote the same thing; Snowflake would have waited for it."""


class CatalogMismatch(CompilationError):
    """The text names something that DuckDB does not have (any more): another session changed it meanwhile."""


# ------------------------------------------------------------------------------------------------------------- rows


class Produced:
    """The complete result of a statement that ran: the first rows as tuples, the others as Arrow.

    Errors of the data therefore show when the statement runs, as on Snowflake, and no later statement of the
    session can disturb a result that is not read yet.

    Args:
        names, types: of the columns, as DuckDB calls them.
        first: up to FIRST_ROWS rows.
        rest: all others, None where there are none.
    """

    __slots__ = ("first", "names", "rest", "types")

    def __init__(
        self, names: list[str], types: list[str], first: list[tuple[Any, ...]], rest: pyarrow.Table | None = None
    ):
        self.names = names
        self.types = types
        self.first = first
        self.rest = rest

    def __len__(self) -> int:
        return len(self.first) + (self.rest.num_rows if self.rest is not None else 0)


def _rest_as_arrow(cursor: duckdb.DuckDBPyConnection) -> pyarrow.Table:
    quiet = getattr(cursor, "_result_as_arrow", None)
    if quiet is not None:
        return quiet(131072, reader=False)
    with warnings.catch_warnings():  # it advises a call that would run the query a second time
        warnings.simplefilter("ignore")
        return cursor.to_arrow_table()


# ----------------------------------------------------------------------------------------------------------- cursor


class Cursor:
    """One connection to the instance: a transaction, a time zone, registered Arrow tables.

    Not to be used by two threads at a time, save for :meth:`interrupt`.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, functions: Provider):
        self._connection = connection
        self._functions = functions
        self.in_transaction = False
        self.interrupted: str | None = None

    def _run(
        self, sql: str, parameters: Sequence[Any] | dict[str, Any] | None = None
    ) -> duckdb.DuckDBPyConnection:
        if PREFIX in sql:
            self._functions.provide(sql)
        try:
            return self._connection.execute(sql, parameters or None)
        except duckdb.CatalogException as e:
            # A view can name a Python function that this process has not needed yet.
            if not self._functions.provide(str(e)):
                raise
            return self._connection.execute(sql, parameters or None)

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
        except duckdb.Error as e:
            raise self._failure(e, sql) from None

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
        except duckdb.Error as e:
            raise self._failure(e, sql) from None
        if rest is not None and not rest.num_rows:
            rest = None
        return Produced([d[0] for d in description], [str(d[1]) for d in description], first, rest)

    def head(self, sql: str) -> tuple[list[str], list[str]]:
        """Names and DuckDB types of a query's columns.

        Raises:
            SqlError: in Snowflake's words.
        """
        try:
            description = self._run(f"DESCRIBE {sql}").fetchall()
        except duckdb.Error as e:
            raise self._failure(e, sql) from None
        return [d[0] for d in description], [d[1] for d in description]

    def arrow(self, sql: str) -> pyarrow.Table:
        """Run a query to its end and give an Arrow table.

        Raises:
            SqlError: in Snowflake's words.
        """
        try:
            return _rest_as_arrow(self._run(sql))
        except duckdb.Error as e:
            raise self._failure(e, sql) from None

    def _failure(self, e: duckdb.Error, sql: str) -> SqlError:
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
        self.interrupted = timeout
        self._connection.interrupt()

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

    Raises:
        ConfigError: the file is held by another process, is no account, or cannot be opened.
    """

    def __init__(self, path: str = ":memory:", lock_timeout: float = 10.0, directories: Iterable[str] | None = None):
        self.path = path
        self._connection = _connect(path, lock_timeout)
        self._functions = Provider(self._connection)
        for name, value in SETTINGS.items():
            self._connection.execute(f"SET GLOBAL {name} = {value}")
        if directories is not None:
            allowed = ", ".join("'" + d.replace("'", "''") + "'" for d in directories)
            self._connection.execute(f"SET GLOBAL allowed_directories = [{allowed}]")
            self._connection.execute("SET GLOBAL enable_external_access = false")

    def cursor(self, timezone: str | None = None) -> Cursor:
        """A new connection to the instance."""
        cursor = Cursor(self._connection.cursor(), self._functions)
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
                raise ConfigError(_opening_failure(path, text)) from None
            if time.monotonic() >= deadline:
                raise ConfigError(_lock_failure(path, int(held[2]), lock_timeout)) from None
        time.sleep(pause)
        pause = min(pause * 1.5, 0.5)


def _opening_failure(path: str, text: str) -> str:
    if "not a valid DuckDB database" in text:
        return f"'{path}' is not a Mockhaus account: the file exists and holds something else."
    if "No such file or directory" in text:
        return f"The account file '{path}' cannot be created: its directory does not exist."
    if "Is a directory" in text:
        return f"'{path}' is a directory; an account is a file."
    if "Permission denied" in text:
        return f"The account file '{path}' cannot be opened: permission denied."
    if "newer" in text or "version" in text:
        return f"The account file '{path}' was written by another version of the storage format and cannot be read."
    return f"The account file '{path}' cannot be opened."


def _lock_failure(path: str, pid: int, waited: float) -> str:
    command = _command_of(pid)
    doing = f" ({command})" if command else ""
    return (
        f"The account '{path}' is in use by the process with PID {pid}{doing}; waited {waited:g} seconds. "
        "One process at a time can hold an account: end that process, or raise lock_timeout."
    )


def _command_of(pid: int) -> str:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as f:
            words = f.read().split(b"\0")
    except OSError:
        return ""
    command = " ".join(w.decode(errors="replace") for w in words if w)
    return command[:120].replace(os.linesep, " ")


# ----------------------------------------------------------------------------------------------------------- errors

_Maker = Callable[[re.Match[str]], SqlError]


def _overflow(value: str) -> SqlError:
    base = error("number_representable", type="FIXED[SB16](38,0){not null}", value=value)
    return IntegerOverflow(base.message, base.errno, base.sqlstate)


def _of(key: str, **groups: str) -> _Maker:
    """An error whose holes are filled from named groups of the pattern, or with constants."""

    def make(match: re.Match[str]) -> SqlError:
        found = match.groupdict()
        return error(key, **{hole: found.get(group, group) for hole, group in groups.items()})

    return make


def _conversion(match: re.Match[str]) -> SqlError:
    value, target = match["value"], match["type"]
    if target.startswith(("INT", "UINT")):
        if re.fullmatch(r"\s*[+-]?\d{19,38}\s*", value):
            return _overflow(value)
        return error("numeric_value", value=value)
    if target.startswith(("DECIMAL", "DOUBLE", "FLOAT", "HUGEINT")):
        if re.fullmatch(r"\s*[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?\s*", value):
            return error("number_range", value=value)
        return error("numeric_value", value=value)
    if target.startswith("BOOL"):
        return error("boolean_value", value=value)
    if target.startswith("JSON"):
        return error("json_parse", reason=value)
    return error("cannot_convert", value=value, source="VARCHAR", target=target)


def _out_of_range(match: re.Match[str]) -> SqlError:
    return _overflow(match["value"]) if "INT" in match["type"] else _decimal_range(match)


def _decimal_range(match: re.Match[str]) -> SqlError:
    """A NUMBER has too many digits for a type, which DuckDB names; a FLOAT is told by the six digits of its text."""
    kind = re.match(r"DECIMAL\((\d+),(\d+)\)", match.groupdict().get("type") or "")
    if kind is None or re.search(r"\.\d{6}$|nan|inf", match["value"]):
        return error("number_range", value=re.sub(r"(\.\d*?)0+$", r"\1", match["value"]).rstrip("."))
    digits = int(kind[1])
    size = next((n for n, most in ((1, 2), (2, 4), (4, 9), (8, 18)) if digits <= most), 16)
    shown = f"FIXED[SB{size}]({digits},{kind[2]}){{nullable}}"
    return error("number_representable", type=shown, value=match["value"])


def _temporal(match: re.Match[str]) -> SqlError:
    kind, value = match["kind"], match["value"]
    return error(f"{'timestamp' if kind.startswith('timestamp') else kind}_value", value=value)


def _mismatch(match: re.Match[str]) -> SqlError:
    base = error("object_missing", name=match["name"])
    return CatalogMismatch(base.message, base.errno, base.sqlstate)


def _exists(match: re.Match[str]) -> SqlError:
    base = error("object_exists", name=match["name"])
    return CatalogMismatch(base.message, base.errno, base.sqlstate)


def _conflict(_match: re.Match[str]) -> SqlError:
    base = error("lock_timeout", query_id="unknown", name="unknown")
    return WriteConflict(base.message, base.errno, base.sqlstate)


def _domain(function: str) -> SqlError:
    return ExecutionError(f"Invalid floating point operation: {function.lower()}", 100042, "22003")


def _regexp(match: re.Match[str]) -> SqlError:
    return error("regexp", pattern=match["pattern"], reason=match["reason"])


def _json_reason(text: str) -> str:
    shown = text[:30]
    return f'unknown keyword "{shown}", pos {len(shown) + 1}' if shown[:1].isalpha() else "incomplete value"


#: what DuckDB says -> what Snowflake says; the first that matches counts.
_SAID: list[tuple[re.Pattern[str], _Maker]] = [
    (re.compile(pattern, re.S), make)
    for pattern, make in (
        (r"Division by zero", _of("division_by_zero")),
        (r"Overflow in \w+ of INT\d+ \((?P<value>.*?)\)", lambda m: _overflow(m["value"])),
        (r"Overflow in \w+ of DECIMAL\(\d+\) \((?P<value>.*?)\)", _decimal_range),
        (r"Overflow in HUGEINT \w+: (?P<value>[^\n]*)", _decimal_range),
        (r"Overflow in (?P<value>.*)", lambda m: _overflow(m["value"].split("\n")[0])),
        (r"Could not convert string ['\"](?P<value>.*?)['\"] to (?P<type>\w+)", _conversion),
        (r"Could not cast value (?P<value>\S+) to (?P<type>[\w(,)]+)", _out_of_range),
        (r"Failed to cast decimal value (?P<value>\S+) to type (?P<type>[\w(,)]+)", _out_of_range),
        (r"with value (?P<value>\S+) can't be cast .*?destination type (?P<type>\w+)", _out_of_range),
        (r"[Cc]asting value \"(?P<value>.*?)\" to type (?P<type>[\w(,)]+) failed", _decimal_range),
        (r"invalid (?P<kind>date|timestamp) field format: \"(?P<value>.*?)\"", _temporal),
        (r"(?P<kind>date|timestamp|time) field value out of range: \"(?P<value>.*?)\"", _temporal),
        (r"Could not parse string \"(?P<value>.*?)\" according to format", _of("timestamp_value", value="value")),
        (r"(?P<kind>Date) out of range: (?P<value>\S+)", _of("date_value", value="value")),
        (r"(?P<kind>Timestamp) out of range: (?P<value>\S+)", _of("timestamp_value", value="value")),
        (r"Malformed JSON.*?Input: \"(?P<value>.*)\"", lambda m: error("json_parse", reason=_json_reason(m["value"]))),
        (r'column "?(?P<name>[^"\n]+?)"? must appear in the GROUP BY clause', _of("not_grouped", name="name")),
        (r"NOT NULL constraint failed", _of("null_in_not_null")),
        (r"More than one row returned by a subquery", _of("scalar_subquery_rows")),
        (r"MERGE.*(?:multiple|more than one)|(?:multiple|more than one).*MERGE", _of("merge_duplicates", values="[]")),
        (r"cannot take square root of a negative number", lambda m: _domain("SQRT")),
        (r"cannot take logarithm of", lambda m: _domain("LN")),
        (r"(?P<name>ACOS|ASIN|ACOSH|ATANH) is undefined", lambda m: _domain(m["name"])),
        (r"Invalid input for hex digit: (?P<value>.*)", _of("hex_value", value="value")),
        (r"Input Error: (?P<reason>(?:missing|unexpected|invalid|bad|no argument)[^:]*): (?P<pattern>\S.*)$", _regexp),
        (r"Interrupted", _of("cancelled")),
        (r"Out of Memory", _of("internal", reason="out of memory")),
        (r"[Ww]rite-write conflict|Conflict on |Transaction conflict|Failed to commit|has been altered", _conflict),
        (r"(?:Table|View|Schema|Sequence|Macro) with name \"?(?P<name>[^\"\s!]+)\"? does not exist", _mismatch),
        (r"(?:Table|View|Schema|Sequence) with name \"(?P<name>.*?)\" already exists", _exists),
    )
]


def snowflake_error(e: duckdb.Error, sql: str = "") -> SqlError:
    """The Snowflake error for what DuckDB raised.

    Args:
        e: DuckDB's exception.
        sql: what ran. It and DuckDB's text stay in attributes of an internal error, for a bug report.
    """
    text = str(e)
    own = raised(text)
    if own is not None:
        return own
    for pattern, make in _SAID:
        match = pattern.search(text)
        if match is not None:
            return make(match)
    if isinstance(e, (duckdb.BinderException, duckdb.CatalogException)):
        base = error("internal", reason="the translated statement does not fit the stored objects")
        failure: SqlError = CatalogMismatch(base.message, base.errno, base.sqlstate)
    else:
        failure = error("internal", reason=_REASONS.get(type(e).__name__, "the statement failed"))
    failure.duckdb_text, failure.duckdb_sql = text, sql  # type: ignore[attr-defined]
    return failure


_REASONS = {
    "ParserException": "the translated statement cannot be parsed",
    "NotImplementedException": "the operation is not available",
    "IOException": "a file could not be read or written",
    "OutOfMemoryException": "out of memory",
    "PermissionException": "access to files outside of the stages is switched off",
}

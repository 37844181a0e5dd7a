"""The waist: every door hands its text to a :class:`MockhausExecutor` and gets results back."""

from __future__ import annotations

import importlib
import pkgutil
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sqlglot.tokens import TokenType

from mockhaus_dbt.account import Account
from mockhaus_dbt.backend import CatalogMismatch, IntegerOverflow, WriteConflict
from mockhaus_dbt.duckdb_errors import Ungrouped
from mockhaus_dbt.errors import (
    FileRefused,
    MockhausError,
    OutOfMemory,
    SessionError,
    SqlError,
    UnsupportedError,
    ended,
    error,
)
from mockhaus_dbt.identifiers import ignoring_case, with_bindings
from mockhaus_dbt.ingestion import bound_rows
from mockhaus_dbt.keyboard import stopped_by_ctrl_c
from mockhaus_dbt.objects import change_history
from mockhaus_dbt.objects.stream import consume
from mockhaus_dbt.query_history.history import Record
from mockhaus_dbt.query_ids import new_query_id
from mockhaus_dbt.result import ListRows, QueryResult
from mockhaus_dbt.session import PROVIDERS, Session
from mockhaus_dbt.session_results import localize, size_of
from mockhaus_dbt.statements import Handler, handler_of
from mockhaus_dbt.transaction import undisturbed
from mockhaus_dbt.translation import positions
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.types import ResultColumn

if TYPE_CHECKING:
    from mockhaus_dbt.translation.explain import Step

#: modules whose handlers register themselves; in the order in which they are imported.
HANDLER_MODULES = (
    "mockhaus_dbt.commands",
    "mockhaus_dbt.objects",
    "mockhaus_dbt.ingestion",
    "mockhaus_dbt.information_schema",
)

#: STATEMENT_TIMEOUT_IN_SECONDS that Snowflake starts with: two days.
_NO_TIMEOUT = 172800
#: characters of a text that is kept cut into statements; a script with its data in it is not worth the memory.
_LONGEST_KEPT = 100_000
#: statements that are translated as they stand; others are made of several DuckDB statements, or of none.
_TRANSLATED = frozenset(["SELECT", "VALUES", "WITH", "INSERT", "INSERT OVERWRITE", "UPDATE", "DELETE", "MERGE"])
#: statements that change the rows of a table, and with them its LAST_ALTERED.
_DML = frozenset(["INSERT", "INSERT OVERWRITE", "UPDATE", "DELETE", "MERGE", "COPY INTO", "TRUNCATE", "TRUNCATE TABLE"])
#: other statements that write what they have read from a stream.
_CONSUMING = frozenset(["CREATE TABLE", "INSERT ALL", "INSERT FIRST", "INSERT OVERWRITE ALL", "INSERT OVERWRITE FIRST"])
#: attempts at a statement whose objects another session changes at the same time.
_ATTEMPTS = 100


#: how statements begin that a procedure in FROM TABLE(...) may run.
_READING = ("SELECT", "VALUES", "SHOW", "DESCRIBE", "CALL", "SCRIPT", "EXECUTE IMMEDIATE", "FLOW")


def _import_handlers() -> None:
    """Import every module of commands, objects and ingestion, so that their handlers register."""
    for package_name in HANDLER_MODULES:
        package = importlib.import_module(package_name)
        for module in pkgutil.iter_modules(package.__path__):
            importlib.import_module(f"{package_name}.{module.name}")


_import_handlers()


def statements_of(sql: str) -> list[Statement]:
    """Cut a text into statements; each counts its lines and columns from its own start, as on Snowflake.

    Raises:
        CompilationError: the text cannot be tokenized, or has no statement.
    """
    statements = split_statements(sql)
    if not statements:
        raise error("empty")
    if len(statements) == 1:
        return statements
    return [part for statement in statements for part in split_statements(statement.commented)]


def counted(statements: list[Statement], count: int) -> list[Statement]:
    """Statements of which there have to be as many as a caller expects; 0 for any number.

    https://docs.snowflake.com/en/developer-guide/sql-api/submitting-multiple-statements

    Raises:
        CompilationError: 000008, there is another number.
    """
    if count not in (0, len(statements)):
        raise error("statement_count", actual=len(statements), desired=count)
    return statements


def with_own(statements: list[Statement], bindings: Any) -> Iterator[tuple[Statement, Any]]:
    """Statements of one text with the values that are theirs: ``?`` are counted from the first statement on."""
    at = 0
    for statement in statements:
        marks = 0
        if len(statements) > 1 and bindings and not isinstance(bindings, dict):
            marks = sum(token.token_type is TokenType.PLACEHOLDER for token in statement.tokens)
        yield statement, list(bindings)[at : at + marks] if marks else bindings
        at += marks


def explain(session: Session, statement: Statement) -> tuple[str, list[Step]]:
    """The DuckDB text of a query or DML, and which functions and rewrites made it; nothing is run.

    Raises:
        CompilationError: the statement is wrong.
        UnsupportedError: it is no statement that is translated, such as SHOW.
    """
    from mockhaus_dbt.translation import explain as explaining

    if statement.name not in _TRANSLATED:
        handler_of(statement)  # what is no statement at all is a syntax error
        raise UnsupportedError(f"translating {statement.name}")
    with session.lock:
        session.check_open()
        translation, steps = explaining.explain(statement, session.context())
        return session.now_in(translation.sql), steps


def _as_sql_error(e: BaseException) -> SqlError:
    """An error as callers get it; what is no error of Snowflake's is a defect of ours, and says so."""
    if isinstance(e, SqlError):
        return e
    if isinstance(e, MockhausError):
        return SessionError(str(e), 603, "XX000")
    if isinstance(e, KeyboardInterrupt):
        return error("cancelled")
    if isinstance(e, OSError) and e.strerror:
        where = f": {e.filename}" if e.filename else ""
        return ended(FileRefused, f"a file could not be read or written: {e.strerror}{where}")
    if isinstance(e, MemoryError):
        return ended(OutOfMemory, "out of memory")
    return error("internal", reason=f"{type(e).__name__}: {e}")


def _placed(failure: SqlError, statement: Statement) -> SqlError:
    """An error with the place that it is about: of a column that is not grouped, or of a word that was not kept."""
    if not isinstance(failure, Ungrouped):
        failure.message = positions.placed(failure.message, statement.tokens)
        return failure
    from mockhaus_dbt.translation.functions.registry import FUNCTIONS
    from mockhaus_dbt.translation.grouping import ungrouped

    try:
        return ungrouped(statement.tree, failure.name, FUNCTIONS) or failure
    except SqlError:
        return failure  # the statement is no query: its text is kept as it is


class MockhausExecutor:
    """Runs Snowflake SQL in one session.

    Args:
        session: of an account.
    """

    def __init__(self, session: Session):
        self.session = session
        session.runner = self.run
        self.account: Account = session.account
        session.execute = self.execute_snowflake_sql

    def execute_snowflake_sql(self, sql: str, bindings: Any = None) -> QueryResult:
        """Run a text of one or more statements and give the result of the last.

        Args:
            sql: Snowflake SQL.
            bindings: values of ``?`` (a sequence) or ``:1`` (the same).

        Raises:
            SqlError: of the first statement that fails; those before it have run.
        """
        return self.execute(sql, bindings)[-1]

    def execute(self, sql: str, bindings: Any = None) -> list[QueryResult]:
        """Run a text of one or more statements and give all results.

        Args:
            sql: Snowflake SQL.
            bindings: values of ``?`` or ``:1``.

        Raises:
            SqlError: of the first statement that fails; those before it have run.
        """
        return self.execute_each(sql, bindings, 0)

    def execute_each(self, sql: str, bindings: Any, count: int) -> list[QueryResult]:
        """The same, where the caller knows how many statements there have to be.

        Args:
            sql: Snowflake SQL.
            bindings: values of ``?`` or ``:1``.
            count: of statements; 0 for any.

        Raises:
            SqlError: 000008, there is another number of statements; of the first one that fails.
        """
        with self.session.lock:
            self.session.check_open()
            statements = self.session.statements.get(sql)
            if statements is None:
                statements = self._split(sql)
            return [self.run(statement, own) for statement, own in with_own(counted(statements, count), bindings)]

    def insert_rows(self, sql: str, bindings: Any) -> QueryResult | None:
        """Run an INSERT whose VALUES are all bound, without writing the values as text.

        Args:
            sql: the statement, with ``%s`` or ``?`` for every value.
            bindings: the values, row by row.

        Returns:
            its result, or None where the text is anything else: :meth:`execute` runs it.

        Raises:
            SqlError: as Snowflake would for the values.
        """
        session = self.session
        with session.lock:
            session.check_open()
            if session.parameters["QUOTED_IDENTIFIERS_IGNORE_CASE"]:
                return None
            rows = bound_rows.recognise(session, sql, bindings)
            if rows is None:
                return None
            with rows.named(session) as statement:
                return self.run(statement)

    def describe(self, sql: str, bindings: Any = None) -> tuple[ResultColumn, ...]:
        """The columns that a query would give, without running it.

        Args:
            sql: of one query.
            bindings: values of ``?`` or ``:1``.

        Raises:
            CompilationError: the query is wrong.
            UnsupportedError: the text is no single query.
        """
        statements = split_statements(sql)
        if len(statements) != 1 or statements[0].name not in ("SELECT", "VALUES"):
            raise UnsupportedError("describing anything but a query")
        session = self.session
        with session.lock:
            session.check_open()
            outer, session.bindings = session.bindings, bindings
            try:
                return session.translate(with_bindings(statements[0], session.variables, bindings or ())).columns
            finally:
                session.bindings = outer

    def _split(self, sql: str) -> list[Statement]:
        try:
            statements = statements_of(sql)
        except SqlError as e:
            now = time.time()
            e.query_id = e.query_id or new_query_id(now)
            self._record(e.query_id, "UNKNOWN", sql, now, None, e)
            raise
        if len(sql) <= _LONGEST_KEPT:
            self.session.statements.put(sql, statements)
        return statements

    def run(self, statement: Statement, bindings: Any = None, query_id: str = "") -> QueryResult:
        """Run one statement: the only place that writes history, and tries again.

        Args:
            statement: to run.
            bindings: values of ``?`` or ``:1``.
            query_id: that somebody knows already; a new one where it is empty.

        Raises:
            SqlError: with the query id.
        """
        session = self.session
        if session.running:
            return self._run(statement, bindings, query_id)
        with session.lock, stopped_by_ctrl_c(session.cursor):
            return self._run(statement, bindings, query_id)

    def _run(self, statement: Statement, bindings: Any, query_id: str) -> QueryResult:
        session = self.session
        with session.lock:
            session.check_open()
            outer = session.statement, session.started, session.bindings, session.wide, session.running
            outer_streams, session.streams_read = session.streams_read, {}
            started = time.time()
            query_id = query_id or new_query_id(started)
            session.statement, session.started, session.bindings, session.wide = statement, started, bindings, False
            if not session.running:
                session.cursor.interrupted = None  # that was for a statement before
            session.running, session.target = query_id, None
            spent = session.parse_time, session.compilation_time
            session.parse_time = session.compilation_time = 0.0
            try:
                if bindings or (session.variables and "identifier" in statement.text.lower()):
                    statement = with_bindings(statement, session.variables, bindings or ())
                if session.parameters["QUOTED_IDENTIFIERS_IGNORE_CASE"]:
                    statement = ignoring_case(statement)
                result = self._limited(statement)
                self._followed(statement)
            except (Exception, KeyboardInterrupt) as e:
                failure = _placed(_as_sql_error(e), statement)
                failure.query_id = failure.query_id or query_id
                self._record(query_id, statement.name, statement.commented, started, None, failure)
                session.parse_time, session.compilation_time = spent
                session.query_ids.append(query_id)
                if failure is e or isinstance(e, KeyboardInterrupt):
                    raise
                raise failure from e
            finally:
                session.statement, session.started, session.bindings, session.wide, session.running = outer
                session.streams_read = outer_streams
            result.query_id = query_id
            session.query_ids.append(query_id)
            session.results.keep(result)
            self._record(query_id, statement.name, statement.commented, started, result, None)
            session.parse_time, session.compilation_time = spent
            return result

    def _followed(self, statement: Statement) -> None:
        """What follows a statement that changed rows: the table's history grows, streams that it read move on."""
        session = self.session
        target = session.target
        if target is not None and statement.name in _DML:
            session.touch(target.database, target.schema, target.name)
            if target.kind == "TABLE":
                change_history.record(session, target.database, target.schema, target.name)
        if session.streams_read and (statement.name in _DML or statement.name in _CONSUMING):
            consume(session, session.streams_read)

    def _limited(self, statement: Statement) -> QueryResult:
        """Run a statement within STATEMENT_TIMEOUT_IN_SECONDS and ROWS_PER_RESULTSET."""
        parameters = self.session.parameters
        seconds, rows = parameters["STATEMENT_TIMEOUT_IN_SECONDS"], parameters["ROWS_PER_RESULTSET"]
        handler = handler_of(statement)
        if self.session.only_reading and not statement.name.startswith(_READING):
            raise UnsupportedError(f"{statement.name} in a procedure that is selected from")
        if not 0 < seconds < _NO_TIMEOUT:
            result = self._attempt(handler, statement)
        else:
            timer = threading.Timer(seconds, self.session.cursor.interrupt, [str(seconds)])
            timer.daemon = True
            timer.start()
            try:
                result = self._attempt(handler, statement)
            finally:
                timer.cancel()
        if type(result.source) is ListRows:
            localize(result, parameters["TIMEZONE"])
        if 0 < rows < result.rowcount and statement.name in ("SELECT", "VALUES"):
            result = QueryResult.of(result.columns, result.fetchmany(rows), translated=result.translated)
        return result

    def _attempt(self, handler: Handler, statement: Statement) -> QueryResult:
        """Run a handler; again where 64 bits were too few or another session was in the way."""
        session = self.session
        deadline = 0.0
        attempt = 0
        while True:
            mark = session.mark()
            version = session.catalog.version
            try:
                return handler(session, statement)
            except IntegerOverflow:
                session.undo(mark)
                if session.wide:
                    raise
                session.wide = True
            except WriteConflict:
                session.undo(mark)
                deadline = deadline or time.monotonic() + session.lock_wait
                if time.monotonic() > deadline:
                    raise
                time.sleep(min(0.001 * 2**attempt, 0.05))
            except CatalogMismatch:
                session.undo(mark)
                renewed = attempt == 0 and session.renew()
                changed = renewed or session.catalog.version != version or self._settles(version)
                if attempt >= _ATTEMPTS or not changed:
                    raise
            except BaseException:
                with undisturbed(session.cursor):
                    session.undo(mark)
                raise
            attempt += 1

    def _settles(self, version: int) -> bool:
        """Whether the catalog changes in a moment: another session has committed and not applied its change yet."""
        if len(self.account.sessions) > 1:
            time.sleep(0.005)
        return self.session.catalog.version != version

    def _record(
        self,
        query_id: str,
        kind: str,
        text: str,
        started: float,
        result: QueryResult | None,
        failure: SqlError | None,
    ) -> None:
        session = self.session
        ended = time.time()
        self.account.history.append(
            Record(
                query_id,
                text,
                kind,
                session.id,
                session.user,
                session.role,
                session.warehouse,
                session.database,
                session.schema,
                session.parameters["QUERY_TAG"],
                started,
                ended,
                "SUCCESS" if failure is None else "FAIL",
                None if failure is None else failure.errno,
                None if failure is None else failure.message,
                None if result is None else result.rowcount,
                None if result is None else result.inserted,
                None if result is None else result.updated,
                None if result is None else result.deleted,
                session.compilation_time,
                "" if result is None else result.translated,
                session.application,
                session.parse_time,
                max(0.0, ended - started - session.parse_time - session.compilation_time),
                None if result is None else size_of(result),
            )
        )


# what runs statements in a session of its own, as tasks do
PROVIDERS["executor"] = MockhausExecutor

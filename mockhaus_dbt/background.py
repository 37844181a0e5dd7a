"""Statements that run while their caller does something else, and what became of any statement.

https://docs.snowflake.com/en/developer-guide/python-connector/python-connector-example#performing-an-asynchronous-query
"""

from __future__ import annotations

import re
import time
from enum import Enum, unique
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import SqlError, UnsupportedError, error
from mockhaus_dbt.executor import MockhausExecutor, statements_of
from mockhaus_dbt.query_ids import new_query_id
from mockhaus_dbt.result import QueryResult

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

#: seconds that a statement may take to notice that it was stopped.
_PATIENCE = 5.0
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)


@unique
class QueryStatus(Enum):
    """What becomes of a statement, by the connector's names and numbers; others of its states do not occur here."""

    RUNNING = 0
    SUCCESS = 2
    FAILED_WITH_ERROR = 3
    QUEUED = 5
    NO_DATA = 12


def is_still_running(status: QueryStatus) -> bool:
    """Whether a statement has not ended; as in the connector, one that nobody knows counts as running."""
    return status in (QueryStatus.RUNNING, QueryStatus.QUEUED, QueryStatus.NO_DATA)


def is_an_error(status: QueryStatus) -> bool:
    """Whether a statement has failed."""
    return status is QueryStatus.FAILED_WITH_ERROR


class Background:
    """The asynchronous statements of a session.

    They run in the session one after the other, between its other statements: what they see and change is what they
    would on Snowflake, where several run at a time.

    Args:
        executor: of the session.
    """

    def __init__(self, executor: MockhausExecutor):
        self._executor = executor
        self._pool: ThreadPoolExecutor | None = None
        self._futures: dict[str, Future[QueryResult]] = {}

    def start(self, sql: str, bindings: Any = None) -> str:
        """Begin a statement.

        Returns:
            its query id.

        Raises:
            SqlError: the text cannot be cut into statements.
            UnsupportedError: it is more than one.
        """
        statements = statements_of(sql)
        if len(statements) > 1:
            raise UnsupportedError("several statements in one execute_async")
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(1, "mockhaus-async")
        query_id = new_query_id(time.time())
        self._futures[query_id] = self._pool.submit(self._executor.run, statements[0], bindings, query_id)
        return query_id

    def status(self, query_id: str) -> QueryStatus:
        """What became of a statement: of this session, or of any in the account's history.

        Raises:
            ValueError: it is no query id.
        """
        return self._found(query_id)[0]

    def checked(self, query_id: str) -> QueryStatus:
        """The same; raises what a statement failed with.

        Raises:
            ValueError: it is no query id.
            SqlError: of the statement.
        """
        status, failure = self._found(query_id)
        if failure is not None:
            raise failure
        return status

    def _found(self, query_id: str) -> tuple[QueryStatus, SqlError | None]:
        if _UUID.fullmatch(query_id) is None:
            raise ValueError(f"Invalid UUID: '{query_id}'")
        session = self._executor.session
        future = self._futures.get(query_id)
        if session.running == query_id:
            return QueryStatus.RUNNING, None
        if future is not None and not future.done():
            return QueryStatus.QUEUED, None
        if future is not None and future.cancelled():
            return QueryStatus.FAILED_WITH_ERROR, _cancelled(query_id)
        record = self._executor.account.history.get(query_id)
        if record is None:
            return QueryStatus.NO_DATA, None
        if record["execution_status"] == "SUCCESS":
            return QueryStatus.SUCCESS, None
        cause = None if future is None else future.exception()
        if not isinstance(cause, SqlError):
            cause = SqlError(record["error_message"], record["error_code"], "", query_id)
        return QueryStatus.FAILED_WITH_ERROR, cause

    def result(self, query_id: str) -> QueryResult:
        """The result of a statement of this session, from its first row; waits until it has ended.

        Raises:
            SqlError: it failed, or its result is not kept (any more).
        """
        self.checked(query_id)
        future = self._futures.get(query_id)
        if future is not None:
            from concurrent.futures import CancelledError

            try:
                return future.result().again()
            except CancelledError:
                raise _cancelled(query_id) from None
        held = self._executor.session.results.get(query_id)
        if held is None:
            raise error("kind_missing", kind="Statement", name=query_id)
        return held.again()

    def abort(self, query_id: str) -> bool:
        """Stop a statement of this session.

        Returns:
            whether there was something to stop.
        """
        future, session = self._futures.get(query_id), self._executor.session
        if future is not None and future.cancel():
            return True
        if session.running != query_id:
            return False
        deadline = time.monotonic() + _PATIENCE
        while session.running == query_id and time.monotonic() < deadline:
            session.interrupt()  # again: what consists of several statements may be between two of them
            time.sleep(0.02)
        return True

    def close(self) -> None:
        """Wait for what runs."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)


def _cancelled(query_id: str) -> SqlError:
    failure = error("cancelled")
    failure.query_id = query_id
    return failure

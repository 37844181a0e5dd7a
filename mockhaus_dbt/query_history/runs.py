"""The runs of what runs apart from a session's statements: tasks, alerts, refreshes of dynamic tables.

They are appended to a list when they end and written beside the history of statements. A table is made when its first
run is written or read: an account without tasks has none.
"""

from __future__ import annotations

from datetime import datetime
from typing import Generic, NamedTuple, TypeVar, get_args, get_type_hints

from mockhaus_dbt.backend import Cursor

_TYPES = {datetime: "TIMESTAMPTZ", int: "BIGINT", str: "VARCHAR"}


class TaskRun(NamedTuple):
    """One run of a task (https://docs.snowflake.com/en/sql-reference/account-usage/task_history).

    Args:
        database, schema, name: of the task.
        root: identity of the task at the root of its graph.
        query_text, condition_text: its statement and what stands behind WHEN.
        state: SUCCEEDED, FAILED or SKIPPED.
        scheduled, started, completed: moments; a skipped run has not started.
        run_scheduled: when the root was scheduled.
        graph_run: what the runs of one graph have in common.
        config: of the graph.
        return_value: of SYSTEM$SET_RETURN_VALUE.
        query_id, error_code, error_message: of the statement.
    """

    database: str
    schema: str
    name: str
    root: str
    query_text: str
    condition_text: str | None
    state: str
    scheduled: datetime
    started: datetime | None
    completed: datetime
    run_scheduled: datetime
    graph_run: str
    config: str | None
    return_value: str | None
    query_id: str | None
    error_code: str | None
    error_message: str | None


class AlertRun(NamedTuple):
    """One run of an alert (https://docs.snowflake.com/en/sql-reference/functions/alert_history).

    Args:
        database, schema, name: of the alert.
        condition, action: its statements.
        condition_query_id, action_query_id: of those that ran.
        state: TRIGGERED, CONDITION_FALSE, CONDITION_FAILED or ACTION_FAILED.
        error_code, error_message: of the one that failed.
        scheduled, completed: moments.
        runbook, config: of the alert.
    """

    database: str
    schema: str
    name: str
    condition: str
    condition_query_id: str | None
    action: str
    action_query_id: str | None
    state: str
    error_code: int | None
    error_message: str | None
    scheduled: datetime
    completed: datetime
    runbook: str | None
    config: str | None


class RefreshRun(NamedTuple):
    """One refresh of a dynamic table (https://docs.snowflake.com/en/sql-reference/functions/dynamic_table_refresh_history).

    Args:
        database, schema, name: of the table.
        state: SUCCEEDED or FAILED.
        error_message: of one that failed.
        started, completed: moments.
        trigger: CREATION, MANUAL or SCHEDULED.
        target_lag: in seconds; None for DOWNSTREAM.
    """

    database: str
    schema: str
    name: str
    state: str
    error_message: str | None
    started: datetime
    completed: datetime
    trigger: str
    target_lag: int | None


def _stored_as(type_: type) -> str:
    """DuckDB's type for a field; where tests freeze the time, ``datetime`` is a class below the real one."""
    return next(sql for known, sql in _TYPES.items() if issubclass(type_, known))


Run = TypeVar("Run", bound=NamedTuple)


class Runs(Generic[Run]):
    """The runs that have ended since they were written last.

    Args:
        name: of their table in the account's own schema.
        kind: of run; its fields are the columns of the table.
    """

    def __init__(self, name: str, kind: type[Run]) -> None:
        self.table = f'"_MOCKHAUS".{name}'
        types = {field: (get_args(said) or (said,))[0] for field, said in get_type_hints(kind).items()}
        self._heads = ", ".join(f'"{field}" {_stored_as(type_)}' for field, type_ in types.items())
        self._width = len(types)
        self._pending: list[Run] = []

    def append(self, run: Run) -> None:
        """A run has ended."""
        self._pending.append(run)

    def write(self, cursor: Cursor, days: float) -> None:
        """Write what is new and forget what is older than so many days; 0 for no end."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        self.provide(cursor)
        holes = ", ".join("?" * self._width)
        for run in pending:
            cursor.execute(f"INSERT INTO {self.table} VALUES ({holes})", list(run))
        if days:
            cursor.execute(f"DELETE FROM {self.table} WHERE completed < now() - INTERVAL 1 DAY * {days}")

    def provide(self, cursor: Cursor) -> None:
        """Make the table where there is none."""
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {self.table} ({self._heads})")

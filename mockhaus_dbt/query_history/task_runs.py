"""The runs of tasks: appended to a list when they end, written beside the history of statements.

The table is made when the first run is written or read: an account without tasks has none.
https://docs.snowflake.com/en/sql-reference/account-usage/task_history
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from mockhaus_dbt.backend import Cursor

TABLE = '"_MOCKHAUS".task_runs'


class TaskRun(NamedTuple):
    """One run of a task.

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


_MOMENTS = frozenset(["scheduled", "started", "completed", "run_scheduled"])
_HEADS = ", ".join(f'"{n}" {"TIMESTAMPTZ" if n in _MOMENTS else "VARCHAR"}' for n in TaskRun._fields)


class TaskRuns:
    """The runs that have ended since they were written last."""

    def __init__(self) -> None:
        self._pending: list[TaskRun] = []

    def append(self, run: TaskRun) -> None:
        """A run has ended."""
        self._pending.append(run)

    def write(self, cursor: Cursor, days: float) -> None:
        """Write what is new and forget what is older than so many days; 0 for no end."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        self.provide(cursor)
        holes = ", ".join("?" * len(TaskRun._fields))
        for run in pending:
            cursor.execute(f"INSERT INTO {TABLE} VALUES ({holes})", list(run))
        if days:
            cursor.execute(f"DELETE FROM {TABLE} WHERE completed < now() - INTERVAL 1 DAY * {days}")

    def provide(self, cursor: Cursor) -> None:
        """Make the table where there is none."""
        cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} ({_HEADS})")

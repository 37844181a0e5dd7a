"""The history of statements: appended to a list while they run, written to the account in batches.

The table is ``"_MOCKHAUS".query_history``. It is written before anybody reads it (:meth:`QueryHistory.flush`), when
enough has gathered, and when the account closes; never on the path of a statement. Secrets are masked on the way
(:mod:`mockhaus_dbt.query_history.redaction`), and what is older than the retention goes.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone
from typing import Any, NamedTuple

from mockhaus_dbt.backend import Backend, Cursor
from mockhaus_dbt.errors import ConfigError
from mockhaus_dbt.query_history.redaction import redacted
from mockhaus_dbt.query_history.runs import AlertRun, RefreshRun, Runs, TaskRun
from mockhaus_dbt.query_history.touched import TouchedTables

#: statements that gather before a thread of its own writes them.
BATCH = 250
#: letters of their texts that are written in one go: DuckDB needs several times as much memory to read them.
_AT_ONCE = 500_000
#: days that a statement stays, as in Snowflake's ACCOUNT_USAGE; MOCKHAUS_HISTORY_DAYS says otherwise, 0 for no end.
DAYS = 365
#: statements that stay of an account in memory: a server may hold one for a long time.
MOST_IN_MEMORY = 100_000
#: seconds between two looks for what is too old.
_PRUNE_EVERY = 3600.0


class Record(NamedTuple):
    """One statement. Moments are seconds since 1970, durations seconds.

    ``compilation_time`` is that of translating, ``parse_time`` that of reading the text, ``execution_time`` what
    DuckDB and everything else took. ``bytes_produced`` counts texts by their length and other values as eight bytes.
    """

    query_id: str
    query_text: str
    query_type: str
    session_id: int
    user_name: str
    role_name: str
    warehouse_name: str | None
    database_name: str | None
    schema_name: str | None
    query_tag: str
    start_time: float
    end_time: float
    execution_status: str
    error_code: int | None
    error_message: str | None
    rows_produced: int | None
    rows_inserted: int | None
    rows_updated: int | None
    rows_deleted: int | None
    compilation_time: float
    translated: str
    client: str = ""
    parse_time: float = 0.0
    execution_time: float = 0.0
    bytes_produced: int | None = None


_TYPES = {
    "session_id": "BIGINT",
    "start_time": "TIMESTAMPTZ",
    "end_time": "TIMESTAMPTZ",
    "error_code": "BIGINT",
    "rows_produced": "BIGINT",
    "rows_inserted": "BIGINT",
    "rows_updated": "BIGINT",
    "rows_deleted": "BIGINT",
    "compilation_time": "DOUBLE",
    "parse_time": "DOUBLE",
    "execution_time": "DOUBLE",
    "bytes_produced": "BIGINT",
}
COLUMNS = {name: _TYPES.get(name, "VARCHAR") for name in Record._fields}
TABLE = '"_MOCKHAUS".query_history'


class QueryHistory:
    """The history of an account; all its sessions append to it.

    Args:
        backend: of the account.
    """

    def __init__(self, backend: Backend):
        self.days = retention()
        #: values that a door knows to be secret: dbt's environment variables DBT_ENV_SECRET...
        self.secrets: tuple[str, ...] = ()
        self._cursor: Cursor = backend.cursor("UTC")
        heads = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        self._cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} ({heads})")
        held, _types = self._cursor.head(f"FROM {TABLE}")
        for name in COLUMNS.keys() - {column.lower() for column in held}:  # the file is of an earlier version
            self._cursor.execute(f"ALTER TABLE {TABLE} ADD COLUMN {name} {COLUMNS[name]}")
        #: threads append at its end while another takes from its beginning.
        self._pending: deque[Record] = deque()
        self._most = MOST_IN_MEMORY if backend.path == ":memory:" else 0
        self._written = 0
        self._lock = threading.RLock()
        self._writer: threading.Thread | None = None
        self._pruned = 0.0
        self.touched = TouchedTables(self._cursor)
        self.task_runs = Runs("task_runs", TaskRun)
        self.alert_runs = Runs("alert_runs", AlertRun)
        self.refresh_runs = Runs("refresh_runs", RefreshRun)

    def append(self, record: Record) -> None:
        """Take a record; costs an append."""
        self._pending.append(record)
        if len(self._pending) >= BATCH and self._writer is None:
            # No daemon: a program that ends waits for it, where ending it within DuckDB would abort the process.
            self._writer = threading.Thread(target=self._write_behind, name="mockhaus-history")
            self._writer.start()

    def _write_behind(self) -> None:
        try:
            self.flush()
        finally:
            self._writer = None

    def flush(self) -> None:
        """Write what has gathered; to be called before the table is read."""
        with self._lock:
            self.touched.write(self._cursor)
            for runs in (self.task_runs, self.alert_runs, self.refresh_runs):
                runs.write(self._cursor, self.days)
            if not self._pending:
                return
            for batch in self._batches(len(self._pending)):
                self._write(batch)
            if self._most and self._written > self._most // 4:
                self._written = 0
                self._cursor.execute(
                    f"DELETE FROM {TABLE} WHERE start_time < (SELECT start_time FROM {TABLE} "
                    f"ORDER BY start_time DESC LIMIT 1 OFFSET {self._most - 1})"
                )
            if self.days and (not self._pruned or time.monotonic() - self._pruned > _PRUNE_EVERY):
                self._pruned = time.monotonic()
                self.clear(self.days)

    def _batches(self, count: int) -> Iterator[list[Record]]:
        """The earliest records that are not written, taken out."""
        batch: list[Record] = []
        size = 0
        for _ in range(count):
            record = self._pending.popleft()
            batch.append(record)
            size += len(record.query_text) + len(record.translated)
            if size > _AT_ONCE:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _write(self, batch: list[Record]) -> None:
        shape = json.dumps([COLUMNS])
        told = json.dumps([_row(record, self.secrets) for record in batch], ensure_ascii=False)
        rows = told.encode(errors="replace").decode()
        names = ", ".join(COLUMNS)
        fields = ", ".join(f"r.{name}" for name in COLUMNS)
        self._cursor.execute(
            f"INSERT INTO {TABLE} ({names}) SELECT {fields} FROM (SELECT unnest(from_json(?, '{shape}')) AS r)",
            [rows],
        )
        self._written += len(batch)

    def clear(self, days: float = 0) -> int:
        """Forget statements.

        Args:
            days: those that started earlier than so many days ago; 0 for all.

        Returns:
            how many.
        """
        with self._lock:
            if not days:
                self._pending.clear()
            moment = datetime.fromtimestamp(time.time() - days * 86400, timezone.utc).isoformat()
            where = f" WHERE start_time < TIMESTAMPTZ '{moment}'" if days else ""
            return int(self._cursor.rows(f"DELETE FROM {TABLE}{where}")[0][0])

    # -- reading

    def search(
        self,
        text: str = "",
        status: str = "",
        kind: str = "",
        session_id: int | None = None,
        query_id: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> list[dict[str, Any]]:
        """Statements, the latest first.

        Args:
            text: that stands in the statement, in any case of its letters.
            status: SUCCESS or FAIL.
            kind: the leading words, such as ``INSERT``.
            session_id: of the session that ran it.
            query_id: the one statement.
            limit: so many at most; 0 for all.
            offset: how many of the latest to leave out.

        Returns:
            a dictionary for each, by the names of :class:`Record`; moments are ``datetime``.
        """
        tests: dict[str, Any] = {
            "contains(lower(query_text), lower(?))": text,
            "execution_status = upper(?)": status,
            "query_type = upper(?)": kind,
            "session_id = ?": session_id,
            "query_id = ?": query_id,
        }
        given = {test: value for test, value in tests.items() if value not in ("", None)}
        where = f"WHERE {' AND '.join(given)}" if given else ""
        bound = f"LIMIT {int(limit)} OFFSET {int(offset)}" if limit else f"OFFSET {int(offset)}"
        return self._dicts(
            f"SELECT {', '.join(COLUMNS)} FROM {TABLE} {where} ORDER BY start_time DESC, query_id DESC {bound}",
            COLUMNS,
            list(given.values()),
        )

    def get(self, query_id: str) -> dict[str, Any] | None:
        """The record of a statement, None where there is none."""
        found = self.search(query_id=query_id, limit=1)
        return found[0] if found else None

    def statistics(self) -> list[dict[str, Any]]:
        """By the leading words of the statements: how many, how many failed, seconds (sum, median, 95 %, longest)."""
        seconds = "(epoch(end_time) - epoch(start_time))"
        outputs = {
            "query_type": "query_type",
            "statements": "count(*)",
            "failed": "count(*) FILTER (execution_status = 'FAIL')",
            "total_seconds": f"sum({seconds})",
            "p50_seconds": f"quantile_cont({seconds}, 0.5)",
            "p95_seconds": f"quantile_cont({seconds}, 0.95)",
            "longest_seconds": f"max({seconds})",
        }
        return self._dicts(
            f"SELECT {', '.join(outputs.values())} FROM {TABLE} GROUP BY 1 ORDER BY 2 DESC, 1", outputs, []
        )

    def _dicts(self, sql: str, names: Iterable[str], values: list[Any]) -> list[dict[str, Any]]:
        with self._lock:
            self.flush()
            return [dict(zip(names, row)) for row in self._cursor.rows(sql, values)]

    def flushed(self, runs: Runs[Any]) -> str:
        """The table of the runs of one kind, with all that have ended."""
        with self._lock:
            self.flush()
            runs.provide(self._cursor)
        return runs.table

    def arrow(self) -> Any:
        """The whole history as an Arrow table, the earliest statement first."""
        with self._lock:
            self.flush()
            table = self._cursor.arrow(f"SELECT {', '.join(COLUMNS)} FROM {TABLE} ORDER BY start_time, query_id")
            return table.rename_columns(list(COLUMNS))

    def close(self) -> None:
        """Write what has gathered and let go of the account."""
        writer = self._writer
        if writer is not None:
            writer.join()
        self.flush()
        self._cursor.close()


def retention() -> float:
    """Days that a statement stays in the history; 0 for no end.

    Raises:
        ConfigError: MOCKHAUS_HISTORY_DAYS is no number of days.
    """
    given = os.environ.get("MOCKHAUS_HISTORY_DAYS", "")
    try:
        days = float(given) if given else DAYS
    except ValueError:
        days = -1
    if not 0 <= days < 100_000:
        raise ConfigError(
            f"MOCKHAUS_HISTORY_DAYS is '{given}'; it has to be a number of days, or 0 to keep everything."
        )
    return days


def _row(record: Record, secrets: tuple[str, ...]) -> dict[str, object]:
    row: dict[str, object] = record._asdict()
    for name in ("start_time", "end_time"):
        row[name] = datetime.fromtimestamp(getattr(record, name), timezone.utc).isoformat()
    for name in ("query_text", "error_message", "translated", "query_tag"):
        text = row[name]
        if isinstance(text, str):
            row[name] = redacted(text, secrets)
    return row

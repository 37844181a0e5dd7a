"""The history of statements: appended to a list while they run, written to the account in batches.

The table is ``"_MOCKHAUS".query_history``. It is written before anybody reads it (:meth:`QueryHistory.flush`), when
enough has gathered, and when the account closes; never on the path of a statement.
"""

from __future__ import annotations

import json
import threading
from datetime import datetime, timezone
from typing import NamedTuple

from mockhaus_dbt.backend import Backend, Cursor
from mockhaus_dbt.query_history.touched import TouchedTables

#: statements that gather before a thread of its own writes them.
BATCH = 1000


class Record(NamedTuple):
    """One statement. Times are seconds since 1970."""

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
}
COLUMNS = {name: _TYPES.get(name, "VARCHAR") for name in Record._fields}
TABLE = '"_MOCKHAUS".query_history'


class QueryHistory:
    """The history of an account; all its sessions append to it.

    Args:
        backend: of the account.
    """

    def __init__(self, backend: Backend):
        self._cursor: Cursor = backend.cursor("UTC")
        heads = ", ".join(f"{name} {kind}" for name, kind in COLUMNS.items())
        self._cursor.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} ({heads})")
        self._pending: list[Record] = []
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None
        self.touched = TouchedTables(self._cursor)

    def append(self, record: Record) -> None:
        """Take a record; costs an append."""
        self._pending.append(record)
        if len(self._pending) >= BATCH and self._writer is None:
            self._writer = threading.Thread(target=self._write_behind, daemon=True, name="mockhaus-history")
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
            batch, self._pending = self._pending, []
            if not batch:
                return
            shape = json.dumps([COLUMNS])
            rows = json.dumps([_row(record) for record in batch], ensure_ascii=False).encode(errors="replace").decode()
            fields = ", ".join(f"r.{name}" for name in COLUMNS)
            self._cursor.execute(
                f"INSERT INTO {TABLE} SELECT {fields} FROM (SELECT unnest(from_json(?, '{shape}')) AS r)", [rows]
            )

    def close(self) -> None:
        """Write what has gathered and let go of the account."""
        writer = self._writer
        if writer is not None:
            writer.join()
        self.flush()
        self._cursor.close()


def _row(record: Record) -> dict[str, object]:
    row: dict[str, object] = record._asdict()
    for name in ("start_time", "end_time"):
        row[name] = datetime.fromtimestamp(getattr(record, name), timezone.utc).isoformat()
    return row

"""Numbers of rows and bytes of tables, for SHOW and INFORMATION_SCHEMA."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import SqlError

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session

#: bytes that a value takes on average; Snowflake's figure is of compressed storage and never the same.
_WIDTHS = {"NUMBER": 8, "FLOAT": 8, "BOOLEAN": 1, "DATE": 4, "TIME": 8, "BINARY": 32, "VARCHAR": 16}
_WIDTH = 16
#: counts of so many tables at most go into one statement.
_BATCH = 200
#: SHOW counts exactly what is about as fast as asking for DuckDB's estimates; see :func:`quick_counts`.
EXACT_UP_TO = 8

NO_ROWS_KINDS = frozenset(["VIEW", "EXTERNAL TABLE", "SEMANTIC VIEW"])


def exact_counts(session: Session, objects: Sequence[CatalogObject]) -> dict[str, int]:
    """The numbers of rows of tables, by physical name. A table that goes meanwhile is left out."""
    names = [o.physical for o in objects if o.kind not in NO_ROWS_KINDS and o.physical]
    found: dict[str, int] = {}
    for start in range(0, len(names), _BATCH):
        part = names[start : start + _BATCH]
        try:
            found.update(_count(session, part))
        except SqlError:
            for name in part:
                try:
                    found.update(_count(session, [name]))
                except SqlError:
                    continue
    return found


def _count(session: Session, names: list[str]) -> dict[str, int]:
    text = " UNION ALL ".join(f"SELECT {i}, count(*) FROM {name}" for i, name in enumerate(names))
    return {names[i]: n for i, n in session.rows(text)}


def quick_counts(session: Session, objects: Sequence[CatalogObject]) -> dict[str, int]:
    """Numbers of rows by physical name, in one cheap query.

    Exact for a few tables. For many it is DuckDB's own figure, which still counts rows that were deleted since the
    last checkpoint: counting a hundred tables would take ten times as long.
    """
    tables = [o for o in objects if o.kind not in NO_ROWS_KINDS and o.physical]
    if len(tables) <= EXACT_UP_TO:
        return exact_counts(session, tables)
    account = session.account
    activity = account.backend.activity.count
    kept = account.estimates
    if kept is not None and kept[0] == activity and not session.cursor.in_transaction:
        return kept[1]
    rows = session.rows("SELECT schema_name, table_name, estimated_size FROM duckdb_tables() WHERE NOT internal")
    found = {f'"{schema.replace(_Q, _QQ)}"."{table.replace(_Q, _QQ)}"': size for schema, table, size in rows}
    account.estimates = (activity, found)
    return found


_Q, _QQ = '"', '""'


def width(obj: CatalogObject) -> int:
    """Bytes of a row, roughly."""
    return sum([_WIDTHS.get(c.type.name, _WIDTH) for c in obj.columns])


def rows_and_bytes(obj: CatalogObject, counts: dict[str, int]) -> tuple[int | None, int | None]:
    """What SHOW prints for an object; both are NULL for a view."""
    if obj.kind in NO_ROWS_KINDS:
        return None, None
    rows = counts.get(obj.physical, 0)
    return rows, rows * width(obj)

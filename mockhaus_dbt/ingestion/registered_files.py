"""The files that external tables have registered. They are rows of a table of ours, and so change with the session's
transaction (https://docs.snowflake.com/en/sql-reference/sql/alter-external-table#usage-notes)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from mockhaus_dbt.ingestion.stages import StagedFile
from mockhaus_dbt.translation.expressions import literal

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session

_TABLE = '"_MOCKHAUS".registered_files'


@dataclass(frozen=True)
class Registered:
    """A file as it was when it was registered.

    Args:
        size, modified, md5: what it was; ``modified`` in seconds since 1970.
        registered: when, in seconds since 1970.
        partition: values of the partition that was added by hand, as JSON.
        folder: where that partition was added.
    """

    size: int
    modified: float
    md5: str
    registered: float
    partition: str | None = None
    folder: str | None = None

    def same(self, other: Registered) -> bool:
        """Whether both are of the same content."""
        return (self.size, self.modified, self.md5) == (other.size, other.modified, other.md5)

    @property
    def modified_on(self) -> datetime:
        return datetime.fromtimestamp(self.modified, timezone.utc)

    @property
    def registered_on(self) -> datetime:
        return datetime.fromtimestamp(self.registered, timezone.utc)


Files = dict[str, Registered]


def as_it_is(session: Session, file: StagedFile, partition: str | None = None, folder: str | None = None) -> Registered:
    """A file that the running statement registers.

    Args:
        session: that registers it.
        file: the file.
        partition, folder: of the partition that it belongs to.
    """
    return Registered(file.size, file.modified.timestamp(), file.md5, session.started, partition, folder)


def registered_files(session: Session, obj: CatalogObject) -> Files:
    """The files of an external table by name, as the session's transaction sees them."""
    columns = "name, size, modified, md5, registered, partition, folder"
    sql = f'SELECT {columns} FROM {_TABLE} WHERE "table" = {literal(obj.identity)} AND name IS NOT NULL ORDER BY name'
    return {name: Registered(*rest) for name, *rest in session.rows(sql)}


def last_refreshed(session: Session, obj: CatalogObject) -> datetime | None:
    """When the files of an external table were registered last; None where they never were."""
    sql = f'SELECT registered FROM {_TABLE} WHERE "table" = {literal(obj.identity)} AND name IS NULL'
    rows = session.rows(sql)
    return datetime.fromtimestamp(rows[0][0], timezone.utc) if rows and rows[0][0] else None


def register(session: Session, obj: CatalogObject, files: Files, refreshed: bool = True) -> None:
    """Let an external table have these files and no others.

    Args:
        session: in whose transaction it happens.
        obj: the external table.
        files: by name.
        refreshed: whether somebody has looked for files.
    """
    forget(session, obj)
    table = literal(obj.identity)
    # The row of the table itself is always there: two transactions that register files meet in it.
    rows = [f"({table}, NULL, NULL, NULL, NULL, {repr(session.started) if refreshed else 'NULL'}, NULL, NULL)"]
    for name, f in files.items():
        texts = [literal(name), f"{f.size}, {f.modified!r}, {literal(f.md5)}, {f.registered!r}"]
        texts += ["NULL" if text is None else literal(text) for text in (f.partition, f.folder)]
        rows.append(f"({table}, {', '.join(texts)})")
    session.rows(f"INSERT INTO {_TABLE} VALUES {', '.join(rows)}")


def forget(session: Session, obj: CatalogObject) -> None:
    """Let nothing be registered for an external table."""
    session.rows(f'DELETE FROM {_TABLE} WHERE "table" = {literal(obj.identity)}')

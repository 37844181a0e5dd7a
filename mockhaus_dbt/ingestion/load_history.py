"""What COPY INTO has loaded: a file is not loaded into the same table twice unless it has changed
(https://docs.snowflake.com/en/user-guide/data-load-considerations-load#load-metadata).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.commands.truncate import forgetting
from mockhaus_dbt.ingestion.stages import StagedFile, StageLocation
from mockhaus_dbt.translation.expressions import literal

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.ingestion.work_files import WorkFiles
    from mockhaus_dbt.session import Session

#: how long the history of a file decides about loading it again, and how long that of a pipe does.
DAYS, PIPE_DAYS = 64, 14


def place_of(location: StageLocation, file: StagedFile) -> str:
    """What tells a file from others: its stage, through renames but not through re-creation, and its name."""
    if location.external or location.stage is None:
        return file.listed if location.external else f"@~/{file.name}"
    return f"{location.kind}:{location.stage.identity}/{file.name}"


class Content:
    """What a file holds, looked at only where it has to be known.

    Args:
        file: the file.
    """

    def __init__(self, file: StagedFile):
        self._file = file
        self._digests: dict[str, str] = {}

    def same(self, digest: str) -> bool:
        """Whether a digest is of what the file holds now."""
        kind = digest[: digest.find(":") + 1]
        if kind not in self._digests:
            self._digests[kind] = self._file.digest(digest)
        return self._digests[kind] == digest


@dataclass(frozen=True)
class Loaded:
    """One file that was loaded, for the history, whose column ``md5`` holds the digest."""

    place: str
    file: str
    digest: str
    size: int
    status: str
    rows_parsed: int
    rows_loaded: int
    error_limit: int = 1
    errors_seen: int = 0
    first_error: str | None = None
    first_line: int | None = None
    first_character: int | None = None
    first_column: str | None = None


class LoadHistory:
    """The load history of one table, within the session's transaction.

    Args:
        session: whose transaction reads and writes it.
        table: that files are loaded into.
        pipe: that loads them. It has a history of its own, by the names of files, which COPY INTO does not know
            (https://docs.snowflake.com/en/user-guide/data-load-snowpipe-intro#load-history).
    """

    def __init__(self, session: Session, table: CatalogObject, pipe: CatalogObject | None = None):
        self.session = session
        self.table = table.identity
        self.pipe = "" if pipe is None else pipe.identity
        self._piped: set[str] = set()
        self._known: dict[str, dict[str, datetime]] = {}
        self._first: datetime | None = None

    def read(self, work: WorkFiles) -> None:
        """Read it: what the session's transaction has loaded, and what is committed by now, which an open transaction
        does not see."""
        sql = (
            'SELECT place, md5, epoch_us(loaded_at), pipe FROM "_MOCKHAUS".load_history '
            "WHERE status <> 'LOAD_FAILED' "
            f'AND ("table" = {literal(self.table)} AND pipe IS NULL OR pipe = {literal(self.pipe)})'
        )
        if self.session.transaction is None:
            rows: list[tuple[Any, ...]] = work.query(sql)
        elif self._forgotten():
            # What it has taken out of the history is still committed there.
            self.session.renew()
            rows = self.session.rows(sql)
        else:
            rows = [*work.query(sql), *self.session.rows(sql)]
        limit = datetime.now(timezone.utc) - timedelta(days=PIPE_DAYS)
        for place, digest, moment, pipe in rows:
            at = datetime.fromtimestamp(moment / 1_000_000, timezone.utc)
            if pipe is not None:
                self._piped |= {place} if at > limit else set()
                continue
            known = self._known.setdefault(place, {})
            known[digest] = max(at, known.get(digest, at))
            self._first = min(at, self._first or at)

    def _forgotten(self) -> bool:
        """Whether the open transaction has truncated the table, after which its files may be loaded again."""
        assert self.session.transaction is not None
        return forgetting(self.table)[0] in self.session.transaction.log

    def piped(self, place: str) -> bool:
        """Whether the pipe has loaded a file of that name in the last 14 days, whatever it held."""
        return place in self._piped

    def loaded(self, place: str) -> Iterator[str]:
        """The digests of what the file held when it was loaded in the last 64 days."""
        known = self._known.get(place)
        if known:
            limit = datetime.now(timezone.utc) - timedelta(days=DAYS)
            yield from (digest for digest, at in known.items() if at > limit)

    def uncertain(self, file: StagedFile) -> bool:
        """Whether Snowflake no longer knows: the file and the table's first load are older than 64 days."""
        limit = datetime.now(timezone.utc) - timedelta(days=DAYS)
        return self._first is not None and self._first < limit and file.modified < limit

    def add(self, loaded: Sequence[Loaded]) -> None:
        """Note files, in the transaction that loads them."""
        at = f"make_timestamp({int(datetime.now(timezone.utc).timestamp() * 1_000_000)})"
        query = "NULL" if self.session.running is None else literal(self.session.running)
        pipe = literal(self.pipe) if self.pipe else "NULL"
        shape = json.dumps([_SHAPE])
        for begin in range(0, len(loaded), _AT_ONCE):
            # One text: DuckDB takes ten times as long over as many values.
            rows = json.dumps([vars(f) for f in loaded[begin : begin + _AT_ONCE]], ensure_ascii=False)
            self.session.rows(
                f'INSERT INTO "_MOCKHAUS".load_history ({_COLUMNS}) '
                f"WITH held AS MATERIALIZED (SELECT {literal(rows)} AS text) "
                f"SELECT {literal(self.table)}, {at}, {query}, {pipe}, {', '.join(f'f.{name}' for name in _SHAPE)} "
                f"FROM (SELECT unnest(from_json(text, {literal(shape)})) AS f FROM held)"
            )

    def of_query(self, query_id: str) -> list[str]:
        """The files that a statement loaded into the table, as COPY INTO shows them."""
        rows = self.session.rows(
            f'SELECT file FROM "_MOCKHAUS".load_history WHERE "table" = {literal(self.table)} '
            f"AND query_id = {literal(query_id)}"
        )
        return [str(row[0]) for row in rows]


#: fields of Loaded, with DuckDB's types of them.
_SHAPE = {
    "place": "VARCHAR",
    "file": "VARCHAR",
    "digest": "VARCHAR",
    "size": "BIGINT",
    "status": "VARCHAR",
    "rows_parsed": "BIGINT",
    "rows_loaded": "BIGINT",
    "error_limit": "BIGINT",
    "errors_seen": "BIGINT",
    "first_error": "VARCHAR",
    "first_line": "BIGINT",
    "first_character": "BIGINT",
    "first_column": "VARCHAR",
}
_COLUMNS = ", ".join(('"table"', "loaded_at", "query_id", "pipe", *("md5" if n == "digest" else n for n in _SHAPE)))
#: so many files are noted by one statement.
_AT_ONCE = 1000

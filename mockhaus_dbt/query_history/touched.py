"""When DML last touched each table: in memory, written beside the history.

LAST_ALTERED of INFORMATION_SCHEMA.TABLES moves with DML too, also where no row was affected
(https://docs.snowflake.com/en/sql-reference/info-schema/tables); dbt's source freshness reads it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import datetime, timezone

from mockhaus_dbt.backend import Cursor

#: database, schema, name.
Place = tuple[str, str, str]
_TABLE = '"_MOCKHAUS".touched'
#: rows beyond two for each table at which the table is written anew.
COMPACT_AT = 5000


class TouchedTables:
    """The moments of the last DML, by table. A table that was made anew is younger than what is remembered of its name.

    Args:
        cursor: reads what earlier processes wrote.
    """

    def __init__(self, cursor: Cursor):
        cursor.execute(
            f'CREATE TABLE IF NOT EXISTS {_TABLE} ("database" VARCHAR, "schema" VARCHAR, name VARCHAR, moment DOUBLE)'
        )
        held = cursor.rows(f'SELECT "database", "schema", name, max(moment), count(*) FROM {_TABLE} GROUP BY ALL')
        self._moments: dict[Place, float] = {(row[0], row[1], row[2]): row[3] for row in held}
        self._unwritten: dict[Place, float] = {}
        if sum(row[4] for row in held) > 2 * len(held) + COMPACT_AT:
            cursor.execute(f"DELETE FROM {_TABLE}")
            self._unwritten.update(self._moments)

    def touch(self, places: Iterable[Place]) -> None:
        """DML on these tables has been committed."""
        moment = time.time()
        for place in places:
            self._moments[place] = self._unwritten[place] = moment

    def forget(self, place: Place) -> None:
        """The table is gone."""
        self._moments.pop(place, None)

    def at(self, place: Place) -> datetime | None:
        """When DML last touched a table, None where it never did."""
        moment = self._moments.get(place)
        return None if moment is None else datetime.fromtimestamp(moment, timezone.utc)

    def all(self) -> list[tuple[Place, datetime]]:
        """Every table that was touched."""
        return [(p, datetime.fromtimestamp(at, timezone.utc)) for p, at in list(self._moments.items())]

    def write(self, cursor: Cursor) -> None:
        """Write what is new; the latest row of a name counts."""
        fresh, self._unwritten = self._unwritten, {}
        if fresh:
            holes = ", ".join(["(?, ?, ?, ?)"] * len(fresh))
            values = [value for place, at in fresh.items() for value in (*place, at)]
            cursor.execute(f"INSERT INTO {_TABLE} VALUES {holes}", values)

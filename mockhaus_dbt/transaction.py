"""The writes of an open transaction, kept so that they can be done once more.

DuckDB has no savepoints and ends a transaction on errors of the data; on Snowflake a failed statement leaves the
transaction as it was before that statement.
"""

from __future__ import annotations

import itertools
import time
from typing import Any

from mockhaus_dbt.backend import Cursor

_numbers = itertools.count(int(time.time() * 1000) * 1000)


class Transaction:
    """An open transaction.

    Args:
        explicit: it was begun by a statement, not by AUTOCOMMIT = FALSE.
    """

    def __init__(self, explicit: bool = True):
        self.id = next(_numbers)
        self.explicit = explicit
        #: DuckDB text that ran, and (name, table) of Arrow tables that it names.
        self.log: list[str | tuple[str, Any]] = []

    def note(self, sql: str) -> None:
        """Remember a write that is about to run."""
        self.log.append(sql)

    def register(self, name: str, table: Any) -> None:
        """Remember an Arrow table that writes will name."""
        self.log.append((name, table))

    def replay(self, cursor: Cursor) -> None:
        """Do all writes again in a new DuckDB transaction."""
        if not self.log:
            return
        cursor.begin()
        for entry in self.log:
            if isinstance(entry, str):
                cursor.execute(entry)
            else:
                cursor.register(*entry)

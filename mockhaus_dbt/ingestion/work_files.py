"""Files that ingestion writes for DuckDB to read: records of files that DuckDB would read in another way.

They live in a directory of the session below ``stage_root`` (the one place that DuckDB may always read), and go with
the next statement: an open transaction may have to read them again.
"""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from mockhaus_dbt.backend import Cursor

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

_numbers = itertools.count(1)


class WorkFiles:
    """The work directory of a session, and a cursor that reads files outside of the session's transaction."""

    def __init__(self, session: Session):
        self.session = session
        self._top = Path(session.stage_root) / ".work"
        self._home = self._top / str(session.id)
        self._mark = f"{int(session.started * 1_000_000)}_"
        self._cursor: Cursor | None = None
        self._sweep()

    def _sweep(self) -> None:
        """Delete what earlier statements and sessions left."""
        if not self._top.is_dir():
            return
        live = {str(number) for number in (*self.session.account.sessions, self.session.id)}
        for folder in self._top.iterdir():
            if folder.name not in live:
                shutil.rmtree(folder, ignore_errors=True)
        if self.session.transaction is None and self._home.is_dir():
            for file in self._home.iterdir():
                if not file.name.startswith(self._mark):
                    file.unlink(missing_ok=True)

    def new(self) -> Path:
        """The path of a new file."""
        self._home.mkdir(parents=True, exist_ok=True)
        return self._home / f"{self._mark}{next(_numbers)}"

    def discard(self) -> None:
        """Delete the files of the running statement."""
        if self._home.is_dir():
            for file in self._home.glob(f"{self._mark}*"):
                file.unlink(missing_ok=True)

    def copy(self, path: Path) -> Path:
        """A file that holds what another one holds now."""
        target = self.new()
        shutil.copyfile(path, target)
        return target

    @property
    def cursor(self) -> Cursor:
        """A cursor of its own: what fails on it leaves the session's transaction alone."""
        if self._cursor is None:
            self._cursor = self.session.account.backend.cursor(self.session.parameters["TIMEZONE"])
            self.session.cursor.beside.append(self._cursor)
        return self._cursor

    def query(self, sql: str) -> list[tuple[object, ...]]:
        """Run DuckDB text that reads files."""
        self.session.cursor.check()
        return self.cursor.rows(self.session.now_in(sql))

    def close(self) -> None:
        if self._cursor is not None:
            self.session.cursor.beside.remove(self._cursor)
            self._cursor.close()
            self._cursor = None

    def __enter__(self) -> WorkFiles:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

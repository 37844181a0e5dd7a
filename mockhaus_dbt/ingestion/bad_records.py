"""Which records of a file cannot be stored, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mockhaus_dbt.backend import CatalogMismatch, IntegerOverflow, WriteConflict
from mockhaus_dbt.errors import Ended, SqlError, error
from mockhaus_dbt.ingestion.file_formats.base import RowError, Rows
from mockhaus_dbt.ingestion.load_plan import ALL, LoadPlan
from mockhaus_dbt.ingestion.stages import StagedFile
from mockhaus_dbt.ingestion.work_files import WorkFiles

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: answered by the executor, which runs the whole statement again, or ends it.
PASSED_ON = (IntegerOverflow, WriteConflict, CatalogMismatch, Ended)


class BadRecords:
    """Finds the records of one file that cannot be converted.

    Args:
        session: in which they are loaded.
        plan: how records become rows.
        work: runs queries outside of the session's transaction.
        file: the file.
        every: tell everything: the place of every bad record, and each of its columns that is bad.
    """

    def __init__(self, session: Session, plan: LoadPlan, work: WorkFiles, file: StagedFile, every: bool = False):
        self.session = session
        self.plan = plan
        self.work = work
        self.file = file
        self.every = every

    def converts(self, rows: Rows) -> bool:
        """Whether all rows can be stored."""
        return self.failure(rows) is None

    def failure(self, rows: Rows, where: str = "", columns: slice = ALL) -> SqlError | None:
        """What goes wrong when some rows are converted, for all columns or some."""
        return self._failed(self.plan.probe(rows, self.file, where, columns))

    def _failed(self, sql: str) -> SqlError | None:
        """What goes wrong when a query runs."""
        try:
            self.work.query(sql)
        except IntegerOverflow:
            if not self.session.wide:
                raise
            return error("number_range", value="")
        except PASSED_ON:
            raise
        except SqlError as e:
            return e
        return None

    def find(self, rows: Rows, first: bool = False, before: int | None = None) -> list[RowError]:
        """Records that cannot be converted: all, or the first of those before a record."""
        numbered = rows if rows.numbered else _numbered(rows)
        top = self.work.query(f"SELECT min(row_number), max(row_number) FROM {numbered.sql}")[0]
        if top[0] is None:
            return []
        held = self._held(numbered, "_copy_rows", numbered.sql)
        low, high = int(str(top[0])), int(str(top[1]))
        if before is not None:
            high = min(high, before - 1)
        found = self._suspects(held, low, high, first)
        if first and found:
            high = found[0].row - 1
        # Whether these are all does not hang on what made them suspect.
        known = ", ".join(str(e.row) for e in found)
        rest = held
        if found and not first:
            rest = self._held(held, "_copy_rest", f"_copy_rows WHERE row_number NOT IN ({known})")
        more: list[RowError] = []
        if low <= high and self.failure(rest, f" WHERE row_number BETWEEN {low} AND {high}") is not None:
            self._prepare("copy_range", rest, " WHERE row_number BETWEEN $1 AND $2")
            self._search(rest, low, high, more, first)
        return more or found if first else sorted([*found, *more], key=lambda e: e.row)

    def _held(self, rows: Rows, name: str, source: str) -> Rows:
        """Rows in a temporary table, for many looks at a few of them."""
        self.work.query(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {source}")
        return Rows(f"(SELECT * FROM {name})", rows.fields, True, locate=rows.locate)

    def _suspects(self, held: Rows, low: int, high: int, first: bool) -> list[RowError]:
        """Bad records among those for which a conversion that does not fail gives nothing."""
        condition = self.plan.suspicion(held, self.file)
        if condition is None or low > high:
            return []
        where = f"{held.sql} AS f WHERE row_number BETWEEN {low} AND {high} AND ({condition})"
        try:
            few = self._held(held, "_copy_suspects", where)
        except PASSED_ON:
            raise
        except SqlError:
            return []  # what a query does to a record can fail too
        found: list[RowError] = []
        self._prepare("copy_probe", few, _ONE)
        columns = self.plan.suspicions(few, self.file) or []
        which = f"list_position([{', '.join(f'({c}) IS TRUE' for c in columns)}], true)"
        prepared: set[int] = set()
        for row in self.work.query(f"SELECT row_number, {which} FROM {few.sql} AS f ORDER BY row_number"):
            number, column = (None if value is None else int(str(value)) for value in row)
            assert number is not None
            at = f" WHERE row_number = {number}"
            failure = None
            if found and not self.every and column:
                # That it fails is all that has to be known, and its suspicious column alone is likely to tell.
                if column not in prepared:
                    prepared.add(column)
                    self._prepare(f"copy_probe_{column}", few, _ONE, slice(column - 1, column))
                failure = self._failed(f"EXECUTE copy_probe_{column}({number})")
            failure = failure or self._failed(f"EXECUTE copy_probe({number})")
            if failure is None:
                continue
            if found and not self.every:
                found.append(_unplaced(number, failure))
            else:
                found += self._row_errors(few, number, at, failure)
            if first:
                break
        return found

    def _prepare(self, name: str, rows: Rows, where: str, columns: slice = ALL) -> None:
        """Many records are looked at one by one: the query is planned once."""
        self.work.query(f"PREPARE {name} AS {self.plan.probe(rows, self.file, where, columns)}")

    def _search(self, rows: Rows, low: int, high: int, found: list[RowError], first: bool) -> None:
        """Halve a range, in which there is a bad record, until each stands alone."""
        if first and found:
            return
        if low == high:
            where = f" WHERE row_number = {low}"
            if found and not self.every:
                failure = self._failed(f"EXECUTE copy_range({low}, {low})")
                found += [] if failure is None else [_unplaced(low, failure)]
                return
            failure = self.failure(rows, where)
            if failure is not None:
                found += self._row_errors(rows, low, where, failure)
            return
        middle = (low + high) // 2
        if self._failed(f"EXECUTE copy_range({low}, {middle})") is None:
            # Then it is in the other half.
            self._search(rows, middle + 1, high, found, first)
            return
        self._search(rows, low, middle, found, first)
        if not (first and found) and self._failed(f"EXECUTE copy_range({middle + 1}, {high})") is not None:
            self._search(rows, middle + 1, high, found, first)

    def _bad_columns(
        self, rows: Rows, where: str, low: int, high: int, failure: SqlError
    ) -> Iterator[tuple[int, SqlError]]:
        """Which of some columns of a record are bad, in order, and what is wrong with them. They are halved: a query
        costs what its columns cost, and a table may have thousands."""
        if high - low == 1:
            yield low, failure
            return
        middle = (low + high) // 2
        for first, end in ((low, middle), (middle, high)):
            narrower = self.failure(rows, where, slice(first, end))
            if narrower is not None:
                yield from self._bad_columns(rows, where, first, end, narrower)

    def _row_errors(self, rows: Rows, row: int, where: str, failure: SqlError) -> list[RowError]:
        """The errors of a bad record: of its first bad column, or of every one."""
        found: list[RowError] = []
        for i, narrower in self._bad_columns(rows, where, 0, len(self.plan.column_names), failure):
            line, character = rows.locate(row, self.plan.field_of(i)) if rows.locate else (None, None)
            column = f'"{self.plan.table.name}"["{self.plan.column_names[i]}":{i + 1}]'
            found.append(RowError(row, narrower.message, narrower.errno, narrower.sqlstate, line, character, column))
            if not self.every:
                break
        if found:
            return found
        line, character = rows.locate(row, 0) if rows.locate else (None, None)
        return [RowError(row, failure.message, failure.errno, failure.sqlstate, line, character)]


#: names one record to a query that is prepared.
_ONE = " WHERE row_number = $1"


def _unplaced(row: int, failure: SqlError) -> RowError:
    """An error of a record behind the first bad one: it is counted, and shown by nobody."""
    return RowError(row, failure.message, failure.errno, failure.sqlstate)


def _numbered(rows: Rows) -> Rows:
    sql = f"(SELECT *, row_number() OVER () AS row_number FROM {rows.sql})"
    return Rows(sql, rows.fields, True, locate=rows.locate)


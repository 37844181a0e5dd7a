"""COPY INTO <table>: load staged files (https://docs.snowflake.com/en/sql-reference/sql/copy-into-table).

A file is loaded by one ``INSERT ... SELECT`` from DuckDB's reader. Only where that fails, or where ON_ERROR wants bad
records left out, is it read record by record, and the bad ones are found by converting ever smaller parts of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.backend import CatalogMismatch, IntegerOverflow, WriteConflict
from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.ingestion.copy_options import COPY_OPTIONS, check_copy_options
from mockhaus_dbt.ingestion.copy_statement import CopyStatement, read_copy
from mockhaus_dbt.ingestion.file_formats.base import Reading, RowError, Rows
from mockhaus_dbt.ingestion.load_history import Loaded, LoadHistory, place_of
from mockhaus_dbt.ingestion.load_plan import LoadPlan, make_plan
from mockhaus_dbt.ingestion.staged_rows import format_of
from mockhaus_dbt.ingestion.stages import StagedFile, StageLocation, StageManager, matching
from mockhaus_dbt.ingestion.work_files import WorkFiles
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.types import INTEGER, VARCHAR

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement

#: answered by the executor, which runs the whole statement again.
_PASSED_ON = (IntegerOverflow, WriteConflict, CatalogMismatch)
NOTHING = "Copy executed with 0 files processed."
_COLUMNS = (
    ("file", VARCHAR),
    ("status", VARCHAR),
    ("rows_parsed", INTEGER),
    ("rows_loaded", INTEGER),
    ("error_limit", INTEGER),
    ("errors_seen", INTEGER),
    ("first_error", VARCHAR),
    ("first_error_line", INTEGER),
    ("first_error_character", INTEGER),
    ("first_error_column_name", VARCHAR),
)


class _ReadExactly(Exception):
    """DuckDB's reader refused a file in which our own finds no fault: the statement begins again without it."""


@dataclass
class Outcome:
    """What became of one file."""

    file: StagedFile
    parsed: int
    loaded: int
    limit: int
    errors: list[RowError]

    @property
    def status(self) -> str:
        if not self.errors:
            return "LOADED"
        return "PARTIALLY_LOADED" if self.loaded else "LOAD_FAILED"

    def row(self) -> tuple[Any, ...]:
        """As COPY INTO shows it."""
        first = self.errors[0] if self.errors else None
        return (
            self.file.listed,
            self.status,
            self.parsed,
            self.loaded,
            self.limit,
            len(self.errors),
            first.message if first else None,
            first.line if first else None,
            first.character if first else None,
            first.column if first else None,
        )


def execute_copy_operation(session: Session, statement: Statement) -> QueryResult:
    """Run COPY INTO <table>.

    Args:
        session: in which it runs; an open transaction takes the rows in.
        statement: the statement.

    Returns:
        a row for each file, or one message where no file was to be loaded.

    Raises:
        SqlError: in Snowflake's words; the table and the load history are as before then.
    """
    wanted = read_copy(statement)
    mark = session.mark()
    try:
        return CopyOperation(session, statement, wanted).run()
    except _ReadExactly:
        session.undo(mark)
        return CopyOperation(session, statement, wanted, exact=True).run()


class CopyOperation:
    """One COPY INTO <table> under way.

    Args:
        session: in which it runs.
        statement: the statement.
        wanted: what it says.
        exact: read every file with our own readers.
    """

    def __init__(self, session: Session, statement: Statement, wanted: CopyStatement, exact: bool = False):
        self.session = session
        self.statement = statement
        self.wanted = wanted
        self.exact = exact
        self.table: CatalogObject = session.require("RELATION", wanted.table)
        if self.table.kind not in ("TABLE", "ICEBERG TABLE"):
            raise error("wrong_kind", found=self.table.kind, wanted="TABLE")
        stages = StageManager(session)
        if wanted.location is None:
            self.location: StageLocation = stages.table_stage(self.table)
        else:
            self.location = stages.resolve_stage_path(wanted.location)
        self.format = format_of(session, self.location, wanted.file_format, self.table)
        self.options = self._options()
        self.history = LoadHistory(session, self.table)

    def _options(self) -> dict[str, Any]:
        """Copy options: the statement's before the stage's before the table's before the defaults."""
        found = {name: option.default for name, option in COPY_OPTIONS.items()}
        found.update(check_copy_options(self.table.properties.get("STAGE_COPY_OPTIONS") or {}, "TABLE"))
        found.update(self.location.properties.get("COPY_OPTIONS") or {})
        found.update(self.wanted.options)
        return found

    def run(self) -> QueryResult:
        """Load the files."""
        self.session.target = self.table.relation()
        missing: list[Outcome] = []
        files = self._candidates(missing)
        outcomes: list[Outcome] = []
        plan = make_plan(self.session, self.statement, self.wanted, self.table, self.format, self.options)
        with WorkFiles(self.session) as work, self.session.atomic():
            for file, md5 in self._todo(files):
                outcome = _FileLoad(self, plan, work, file).load()
                outcomes.append(outcome)
                self._remember(outcome, md5)
        if self.options["PURGE"]:
            for outcome in outcomes:
                if outcome.status == "LOADED":
                    outcome.file.remove()
        return self._result([*missing, *outcomes])

    def _result(self, outcomes: list[Outcome]) -> QueryResult:
        if not outcomes:
            return QueryResult.message(NOTHING)
        loaded = sum(o.loaded for o in outcomes)
        if self.options["RETURN_FAILED_ONLY"]:
            outcomes = [o for o in outcomes if o.errors]
        return QueryResult.of(_COLUMNS, [o.row() for o in outcomes], inserted=loaded)

    # ------------------------------------------------------------------------------------------------- which files

    def _candidates(self, missing: list[Outcome]) -> list[StagedFile]:
        """The files that the statement names; those of FILES that are not there go to ``missing``."""
        there = self.location.files()
        if self.wanted.files is not None:
            by_name = {file.name: file for file in self.location.files()}
            base = self.location.path
            base = f"{base}/" if base and not base.endswith("/") else base
            there = []
            for name in self.wanted.files:
                file = by_name.get(base + name)
                if file is not None:
                    there.append(file)
                    continue
                lost = error("remote_file_missing", name=base + name)
                if self.options["ON_ERROR"] == "ABORT_STATEMENT":
                    raise lost
                absent = self.location.file(base + name)
                missing.append(Outcome(absent, 0, 0, 1, [RowError(0, lost.message, lost.errno, lost.sqlstate)]))
        return matching(there, self.wanted.pattern)

    def _todo(self, files: list[StagedFile]) -> list[tuple[StagedFile, str]]:
        """Files that are to be loaded now, with the hash of their content."""
        found: list[tuple[StagedFile, str]] = []
        size = 0
        limit = self.options["SIZE_LIMIT"]
        for file in files:
            md5 = file.md5
            if not self.options["FORCE"]:
                if self.history.loaded(place_of(self.location, file), md5):
                    continue
                if not self.options["LOAD_UNCERTAIN_FILES"] and self.history.uncertain(file):
                    continue
            found.append((file, md5))
            size += file.size
            if limit is not None and size > limit:
                break
        return found

    def _remember(self, outcome: Outcome, md5: str) -> None:
        place = place_of(self.location, outcome.file)
        first = outcome.errors[0].message if outcome.errors else None
        self.history.add(
            Loaded(
                place,
                outcome.file.listed,
                md5,
                outcome.file.size,
                outcome.status,
                outcome.parsed,
                outcome.loaded,
                first,
            )
        )


class _FileLoad:
    """The load of one file."""

    def __init__(self, operation: CopyOperation, plan: LoadPlan, work: WorkFiles, file: StagedFile):
        self.operation = operation
        self.plan = plan
        self.work = work
        self.file = file
        self.session = operation.session
        self.on_error: str = operation.options["ON_ERROR"]
        self.path = file.path
        if operation.options["PURGE"] and self.session.transaction is not None:
            # The transaction may have to be done again after the file has gone.
            self.path = work.copy(file.path)

    def load(self) -> Outcome:
        """Load it as ON_ERROR says.

        Raises:
            SqlError: ABORT_STATEMENT, and a record is bad.
        """
        if self.on_error == "ABORT_STATEMENT":
            return self._all_or_error()
        rows = self._fast_rows()
        if rows is not None and self._converts(rows):
            loaded = self._insert(rows)
            parsed = self._parsed(rows, loaded)
            return Outcome(self.file, parsed, loaded, self._limit(parsed), [])
        return self._what_is_good()

    # --------------------------------------------------------------------------------------------------- reading

    def _read(self, exact: bool) -> Rows:
        plan = self.plan
        reading = Reading(
            self.path,
            self.file.name,
            self.work.query,
            self.work.new,
            plan.width,
            self.operation.table.name,
            plan.column_names,
            exact or self.operation.exact,
        )
        return plan.read(reading)

    def _fast_rows(self) -> Rows | None:
        """The rows as DuckDB reads them; None where a record is bad."""
        rows = self._read(False)
        return None if rows.errors else rows

    # ----------------------------------------------------------------------------------------------------- writing

    def _insert(self, rows: Rows, where: str = "") -> int:
        done = self.session.rows(self.plan.insert(rows, self.file, where))
        return int(done[0][0]) if done else 0

    def _limit(self, parsed: int) -> int:
        if self.on_error == "CONTINUE":
            return max(parsed, 1)
        match = re.fullmatch(r"SKIP_FILE_(\d+)(%?)", self.on_error)
        if match is None:
            return 1
        return max(int(match[1]) * parsed // 100, 1) if match[2] else int(match[1])

    def _all_or_error(self) -> Outcome:
        rows = self._read(False)
        if rows.errors:
            raise self._first_error(rows)
        try:
            loaded = self._insert(rows)
        except _PASSED_ON:
            raise
        except SqlError as e:
            raise self._explained(e) from None
        return Outcome(self.file, self._parsed(rows, loaded), loaded, 1, [])

    def _parsed(self, rows: Rows, loaded: int) -> int:
        """How many records the file has, all of them good."""
        if rows.parsed is not None:
            return rows.parsed
        if self.plan.one_to_one:
            return loaded
        return int(str(self.work.query(f"SELECT count(*) FROM {rows.sql}")[0][0]))

    def _explained(self, failure: SqlError) -> SqlError:
        """The error of the first bad record, in the place of what DuckDB said of the file as a whole."""
        rows = self._read(True)
        if not rows.errors and self._converts(rows):
            if self.operation.exact:
                return failure
            raise _ReadExactly
        return self._first_error(rows)

    def _first_error(self, rows: Rows) -> SqlError:
        """The error of the record that comes first, be it unreadable or not convertible."""
        last = rows.errors[0].row if rows.errors else None
        found = self._bad(rows, first=True, before=last)
        bad = found[0] if found else rows.errors[0]
        return bad.raised(self.file.name)

    def _what_is_good(self) -> Outcome:
        """Load the good records of a file with bad ones, if ON_ERROR wants that."""
        rows = self._read(True)
        converted = self._bad(rows)
        errors = sorted([*rows.errors, *converted], key=lambda e: e.row)
        total = rows.parsed
        if total is None:
            total = int(str(self.work.query(f"SELECT count(*) FROM {rows.sql}")[0][0])) + len(rows.errors)
        limit = self._limit(total)
        if self._skips(len(errors), total):
            return Outcome(self.file, total, 0, limit, errors)
        excluded = ", ".join(str(e.row) for e in converted)
        loaded = self._insert(rows, f" WHERE row_number NOT IN ({excluded})" if excluded else "")
        return Outcome(self.file, total, loaded if self.plan.one_to_one else total - len(errors), limit, errors)

    def _skips(self, errors: int, total: int) -> bool:
        if not errors or self.on_error == "CONTINUE":
            return False
        match = re.fullmatch(r"SKIP_FILE_(\d+)(%?)", self.on_error)
        if match is None:
            return True
        return errors * 100 > int(match[1]) * total if match[2] else errors >= int(match[1])

    # ------------------------------------------------------------------------------------------- finding bad records

    def _converts(self, rows: Rows) -> bool:
        """Whether all rows can be stored."""
        return self._failure(rows) is None

    def _failure(self, rows: Rows, where: str = "", column: int | None = None) -> SqlError | None:
        """What goes wrong when some rows are converted, for all columns or one."""
        try:
            self.work.query(self.plan.probe(rows, self.file, where, column))
        except IntegerOverflow:
            if not self.session.wide:
                raise
            return error("number_range", value="")
        except _PASSED_ON:
            raise
        except SqlError as e:
            return e
        return None

    def _bad(self, rows: Rows, first: bool = False, before: int | None = None) -> list[RowError]:
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
        few = self._held(held, "_copy_suspects", where)
        found: list[RowError] = []
        for row in self.work.query(f"SELECT row_number FROM {few.sql} ORDER BY row_number"):
            number = int(str(row[0]))
            at = f" WHERE row_number = {number}"
            failure = self._failure(few, at)
            if failure is None:
                continue
            found.append(self._row_error(few, number, at, failure) if not found else _unplaced(number, failure))
            if first:
                break
        return found

    def _search(self, rows: Rows, low: int, high: int, found: list[RowError], first: bool) -> None:
        """Halve the range until each bad record stands alone."""
        if low > high or (first and found):
            return
        where = f" WHERE row_number BETWEEN {low} AND {high}"
        failure = self._failure(rows, where)
        if failure is None:
            return
        if low == high:
            found.append(self._row_error(rows, low, where, failure))
            return
        middle = (low + high) // 2
        self._search(rows, low, middle, found, first)
        self._search(rows, middle + 1, high, found, first)

    def _row_error(self, rows: Rows, row: int, where: str, failure: SqlError) -> RowError:
        for i in range(len(self.plan.column_names)):
            narrower = self._failure(rows, where, i)
            if narrower is not None:
                line, character = rows.locate(row, self.plan.field_of(i)) if rows.locate else (None, None)
                name = self.plan.column_names[i]
                column = f'"{self.operation.table.name}"["{name}":{i + 1}]'
                return RowError(row, narrower.message, narrower.errno, narrower.sqlstate, line, character, column)
        line, character = rows.locate(row, 0) if rows.locate else (None, None)
        return RowError(row, failure.message, failure.errno, failure.sqlstate, line, character)


def _unplaced(row: int, failure: SqlError) -> RowError:
    """An error of a record behind the first bad one: it is counted, and shown by nobody."""
    return RowError(row, failure.message, failure.errno, failure.sqlstate)


def _numbered(rows: Rows) -> Rows:
    sql = f"(SELECT *, row_number() OVER () AS row_number FROM {rows.sql})"
    return Rows(sql, rows.fields, True, locate=rows.locate)


"""The load of one file by COPY INTO <table>.

A file is loaded by one ``INSERT ... SELECT`` from DuckDB's reader. Only where that fails is it read record by record,
and the bad ones are found by converting ever smaller parts of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import ExecutionError, SqlError
from mockhaus_dbt.ingestion.bad_records import PASSED_ON, BadRecords
from mockhaus_dbt.ingestion.file_formats.base import Ahead, Reading, RowError, Rows
from mockhaus_dbt.ingestion.file_formats.content import ContentHash
from mockhaus_dbt.ingestion.lenient_load import load_leniently
from mockhaus_dbt.ingestion.load_plan import LoadPlan
from mockhaus_dbt.ingestion.stages import StagedFile
from mockhaus_dbt.ingestion.work_files import WorkFiles

if TYPE_CHECKING:
    from mockhaus_dbt.ingestion.copy_into import CopyOperation


@dataclass(frozen=True)
class Manner:
    """How files are read and loaded: first in the fastest way, then in others where that turns out not to do.

    Args:
        texts: fields are converted after reading, never while they are read.
        careful: the records of a file are looked at before any of them is loaded.
        exact: our own readers read every file.
        single: each file is loaded by itself.
        looked: a file is looked at to its end before any of it is loaded.
        gaps: fields of JSON objects may be missing or null, also where the file does not look like that.
        evolving: the table is changed first, as the files need it.
    """

    texts: bool = False
    careful: bool = False
    exact: bool = False
    single: bool = False
    looked: bool = False
    gaps: bool = False
    evolving: bool = False


class Again(Exception):
    """The statement has to begin again.

    Args:
        manner: the field of :class:`Manner` that is to be true.
    """

    def __init__(self, manner: str):
        super().__init__(manner)
        self.manner = manner


@dataclass
class Outcome:
    """What became of one file."""

    file: StagedFile
    parsed: int
    loaded: int
    limit: int
    errors: list[RowError]
    size: int = 0
    digest: str = ""

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


@contextmanager
def _looked_at(ahead: Ahead | None) -> Iterator[None]:
    """Load rows while a look at their file goes on; what it shows comes before what the load says."""
    try:
        yield
    except BaseException as e:
        if ahead is not None and isinstance(e, SqlError) and not isinstance(e, PASSED_ON) and not ahead.agrees():
            raise Again("looked") from None
        if ahead is not None:
            ahead.stop()
        raise
    if ahead is not None and not ahead.agrees():
        raise Again("looked")


class FileLoad:
    """The load of one file.

    Args:
        operation: the statement.
        plan: how records become rows.
        work: files and queries outside of the transaction.
        file: the file.
        digest: the hash of its content, where it is known.
    """

    def __init__(
        self, operation: CopyOperation, plan: LoadPlan, work: WorkFiles, file: StagedFile, digest: str | None = None
    ):
        self.operation = operation
        self.plan = plan
        self.work = work
        self.file = file
        self.session = operation.session
        self.manner = operation.manner
        self.on_error: str = operation.options["ON_ERROR"]
        self.size = file.size
        self.path = file.path
        self._digest = digest
        self._content = ContentHash()
        self.bad = BadRecords(self.session, plan, work, file)
        if operation.options["PURGE"] and self.session.transaction is not None:
            # The transaction may have to be done again after the file has gone.
            self.path = work.copy(file.path)

    def load(self) -> Outcome:
        """Load it as ON_ERROR says.

        Raises:
            SqlError: ABORT_STATEMENT, and a record is bad.
            Again: the statement has to begin again.
        """
        if self.on_error == "ABORT_STATEMENT":
            return self._all_or_error()
        try:
            return self._load_good()
        except PASSED_ON:
            raise
        except ExecutionError as e:
            # The file as a whole cannot be read.
            return self._outcome(0, 0, 1, [RowError(0, e.message.split("\n", 1)[0], e.errno, e.sqlstate)])

    def good(self, parsed: int) -> Outcome:
        """What became of the file, all of its records having been loaded."""
        return self._outcome(parsed, parsed, 1 if self.on_error == "ABORT_STATEMENT" else self._limit(parsed), [])

    def _load_good(self) -> Outcome:
        manner = self.manner
        if self.on_error == "CONTINUE" and not (manner.careful or manner.exact):
            found = load_leniently(self)
            if found is not None:
                return found
        rows = self.read(False)
        if rows.errors:
            return self._what_is_good()
        if manner.careful:
            if not self.bad.converts(rows):
                return self._what_is_good()
            loaded = self.insert(rows)
        else:
            try:
                loaded = self.insert(rows)
            except PASSED_ON:
                raise
            except SqlError:
                raise Again(rows.otherwise or "careful") from None
        parsed = self._parsed(rows, loaded)
        return self._outcome(parsed, loaded, self._limit(parsed), [])

    def outcome(self, parsed: int, loaded: int, errors: list[RowError]) -> Outcome:
        """What became of the file."""
        return self._outcome(parsed, loaded, self._limit(parsed), errors)

    def _outcome(self, parsed: int, loaded: int, limit: int, errors: list[RowError]) -> Outcome:
        digest = self._digest or self._content.value or self.file.digest()
        return Outcome(self.file, parsed, loaded, limit, errors, self.size, digest)

    # --------------------------------------------------------------------------------------------------- reading

    def read(self, exact: bool, rejects: str = "", path: Path | None = None) -> Rows:
        """The records of the file.

        Args:
            exact: by our own reader, otherwise in the fastest way.
            rejects: temporary table for what DuckDB refuses, where it reads alone.
            path: of other content in the place of the file's.
        """
        plan = self.plan
        manner = self.manner
        may_fail = not (exact or rejects or manner.texts or manner.careful or manner.exact)
        reading = Reading(
            path or self.path,
            self.file.name,
            self.work.query,
            self.work.new,
            plan.width,
            self.operation.table.name,
            plan.column_names,
            exact or manner.exact,
            types=None if manner.texts or manner.careful else plan.types,
            rejects=rejects,
            packed=path is None,
            may_fail=may_fail,
            ahead=may_fail and not manner.looked,
            gaps=manner.gaps,
            content=self._content if path is None and not self._digest else None,
            alive=self.session.cursor.check,
        )
        return plan.read(reading)

    # ----------------------------------------------------------------------------------------------------- writing

    def insert(self, rows: Rows, where: str = "") -> int:
        """Load rows, and tell how many."""
        with _looked_at(rows.ahead):
            done = self.session.rows(self.plan.insert(rows, self.file, where))
        loaded = int(done[0][0]) if done else 0
        lines = rows.lines if rows.ahead is None else rows.ahead.lines
        if rows.typed and rows.path is None and lines not in (None, loaded):
            # It was not one record on each line, as it had looked.
            raise Again(rows.otherwise or "texts")
        return loaded

    def _limit(self, parsed: int) -> int:
        if self.on_error == "CONTINUE":
            return max(parsed, 1)
        match = re.fullmatch(r"SKIP_FILE_(\d+)(%?)", self.on_error)
        if match is None:
            return 1
        return max(int(match[1]) * parsed // 100, 1) if match[2] else int(match[1])

    def _all_or_error(self) -> Outcome:
        rows = self.read(False)
        if rows.errors:
            raise self.first_error(rows)
        try:
            loaded = self.insert(rows)
        except PASSED_ON:
            raise
        except SqlError as e:
            if rows.typed:
                raise Again(rows.otherwise or "texts") from None
            raise self._explained(e) from None
        return self._outcome(self._parsed(rows, loaded), loaded, 1, [])

    def _parsed(self, rows: Rows, loaded: int) -> int:
        """How many records the file has, all of them good."""
        if rows.parsed is not None:
            return rows.parsed
        if self.plan.one_to_one:
            return loaded
        return int(str(self.work.query(f"SELECT count(*) FROM {rows.sql}")[0][0]))

    def _explained(self, failure: SqlError) -> SqlError:
        """The error of the first bad record, in the place of what DuckDB said of the file as a whole."""
        rows = self.read(True)
        if not rows.errors and self.bad.converts(rows):
            if self.manner.exact:
                return failure
            raise Again("exact")
        return self.first_error(rows)

    def first_error(self, rows: Rows) -> SqlError:
        """The error of the record that comes first, be it unreadable or not convertible."""
        last = rows.errors[0].row if rows.errors else None
        found = self.bad.find(rows, first=True, before=last)
        bad = found[0] if found else rows.errors[0]
        return bad.raised(self.file.name)

    def _what_is_good(self) -> Outcome:
        """Load the good records of a file with bad ones, if ON_ERROR wants that."""
        rows = self.read(True)
        converted = self.bad.find(rows)
        errors = sorted([*rows.errors, *converted], key=lambda e: e.row)
        total = rows.parsed
        if total is None:
            total = int(str(self.work.query(f"SELECT count(*) FROM {rows.sql}")[0][0])) + len(rows.errors)
        limit = self._limit(total)
        if self._skips(len(errors), total):
            return self._outcome(total, 0, limit, errors)
        excluded = ", ".join(str(e.row) for e in converted)
        loaded = self.insert(rows, f" WHERE row_number NOT IN ({excluded})" if excluded else "")
        return self._outcome(total, loaded if self.plan.one_to_one else total - len(errors), limit, errors)

    def _skips(self, errors: int, total: int) -> bool:
        if not errors or self.on_error == "CONTINUE":
            return False
        match = re.fullmatch(r"SKIP_FILE_(\d+)(%?)", self.on_error)
        if match is None:
            return True
        return errors * 100 > int(match[1]) * total if match[2] else errors >= int(match[1])


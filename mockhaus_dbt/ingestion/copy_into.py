"""COPY INTO <table>: load staged files (https://docs.snowflake.com/en/sql-reference/sql/copy-into-table)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import OutOfMemory, UnsupportedError, error
from mockhaus_dbt.ingestion.copy_options import COPY_OPTIONS, check_copy_options
from mockhaus_dbt.ingestion.copy_statement import CopyStatement, read_copy
from mockhaus_dbt.ingestion.file_formats.base import RowError
from mockhaus_dbt.ingestion.file_load import Again, FileLoad, Manner, Outcome
from mockhaus_dbt.ingestion.load_claims import Claimed, claim_files, open_claims
from mockhaus_dbt.ingestion.load_history import Content, Loaded, LoadHistory, place_of
from mockhaus_dbt.ingestion.load_plan import Evolves, LoadPlan
from mockhaus_dbt.ingestion.make_plan import make_plan
from mockhaus_dbt.ingestion.small_files import load_files
from mockhaus_dbt.ingestion.staged_rows import format_of
from mockhaus_dbt.ingestion.stages import StagedFile, StageLocation, StageManager, matching
from mockhaus_dbt.ingestion.transformations import check_clustering
from mockhaus_dbt.ingestion.work_files import WorkFiles
from mockhaus_dbt.objects.checks import checks
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.types import INTEGER, VARCHAR

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement

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
    if wanted.validation is not None:
        from mockhaus_dbt.ingestion.validation import validate_files

        return validate_files(session, statement, wanted)
    return run_to_end(session, lambda manner: CopyOperation(session, statement, wanted, manner))


def run_to_end(session: Session, make: Callable[[Manner], CopyOperation]) -> QueryResult:
    """Run a load, again in another way where the first one turns out not to do.

    Args:
        session: in which it runs.
        make: gives the operation for a manner.
    """
    mark = session.mark()
    manner = Manner()
    once_more = True
    while True:
        try:
            return make(manner).run()
        except Again as e:
            session.undo(mark)
            manner = replace(manner, **{e.manner: True})
        except Evolves:
            session.undo(mark)
            if manner.evolving:
                raise
            manner = replace(manner, evolving=True)
        except OutOfMemory:
            # How much a load takes depends on what its threads, and other sessions, do at the same time.
            if not once_more:
                raise
            session.undo(mark)
            once_more = False
        except Claimed as e:
            session.undo(mark)
            e.wait(session)


class CopyOperation:
    """One COPY INTO <table> under way.

    Args:
        session: in which it runs.
        statement: the statement.
        wanted: what it says.
        manner: how files are read and loaded.
    """

    #: PATTERN is applied to what names have behind the path of the location alone.
    below = False

    def __init__(
        self, session: Session, statement: Statement, wanted: CopyStatement, manner: Manner = Manner()  # noqa: B008
    ):
        self.session = session
        self.statement = statement
        self.wanted = wanted
        self.manner = manner
        self.table: CatalogObject = session.require("RELATION", wanted.table)
        if checks(self.table.properties.get("constraints", ())):
            raise UnsupportedError("COPY INTO a table with a CHECK constraint")
        if self.table.kind not in ("TABLE", "ICEBERG TABLE"):
            raise error("wrong_kind", found=self.table.kind, wanted="TABLE")
        stages = StageManager(session)
        if wanted.location is None:
            self.location: StageLocation = stages.table_stage(self.table)
        else:
            self.location = stages.place(wanted.location, wanted.cloud)
        self.format = format_of(session, self.location, wanted.file_format, self.table)
        clustering = self.table.properties.get("cluster_by")
        if clustering and self.format.type == "CSV":
            check_clustering(str(clustering))
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
        files = self.candidates(missing)
        outcomes: list[Outcome] = []
        loaded: list[Loaded] = []
        plan = self._made_plan()
        # One load into a table at a time: the next one has to see in the history which files were loaded.
        turn = self.session.account.locks.hold(
            [("LOAD", self.table.database, self.table.schema, self.table.name)], self.session.lock_wait
        )
        with WorkFiles(self.session) as work, turn, self._transaction():
            new = self.new_files(files, work)
            if self.manner.evolving:
                plan = self._evolved(plan, [file for file, _ in new], work)
            done = load_files(FileLoad(self, plan, work, file, digest) for file, digest in new)
            for outcome in self.session.progress("COPY INTO", new, done):
                outcomes.append(outcome)
                loaded.append(self._loaded(outcome))
            self.history.add(loaded)
            claim_files(self.session, [(self.table.identity, f.place, f.digest) for f in loaded if f.rows_loaded])
            if self.session.transaction is None:
                work.discard()
        if self.options["PURGE"]:
            for outcome in outcomes:
                if outcome.status == "LOADED":
                    outcome.file.remove()
        remember_load(self.session)
        return self._result([*missing, *outcomes])

    def _transaction(self) -> AbstractContextManager[object]:
        """That of the load. The table is changed in it where that is wanted: DDL, which commits what was open."""
        return self.session.ddl(self.table.key) if self.manner.evolving else self.session.atomic()

    def _made_plan(self) -> LoadPlan:
        return make_plan(self.session, self.statement, self.wanted, self.table, self.format, self.options)

    def _evolved(self, plan: LoadPlan, files: list[StagedFile], work: WorkFiles) -> LoadPlan:
        """The plan for the table as it is once it has been changed for the files."""
        from mockhaus_dbt.ingestion.schema_evolution import evolve, find_evolution

        if self.session.require("RELATION", self.wanted.table) is not plan.table:
            raise Again("evolving")  # somebody has changed it before it was ours
        evolution = find_evolution(plan, files, work)
        with self.session.ddl(self.table.key) as change:
            self.table = evolve(self.session, change, plan.table, evolution)
        return self._made_plan()

    def _result(self, outcomes: list[Outcome]) -> QueryResult:
        if not outcomes:
            return QueryResult.message(NOTHING)
        loaded = sum(o.loaded for o in outcomes)
        if self.options["RETURN_FAILED_ONLY"]:
            outcomes = [o for o in outcomes if o.errors]
        return QueryResult.of(_COLUMNS, [o.row() for o in outcomes], inserted=loaded)

    # ------------------------------------------------------------------------------------------------- which files

    def candidates(self, missing: list[Outcome]) -> list[StagedFile]:
        """The files that the statement names; those of FILES that are not there go to ``missing``.

        Raises:
            SqlError: 091016, a file of FILES is missing and ON_ERROR is ABORT_STATEMENT.
        """
        there = self.location.files()
        if self.wanted.files is None:
            below = self.location.path[: self.location.path.rfind("/") + 1] if self.below else None
            return matching(there, self.wanted.pattern, below)
        # PATTERN beside FILES has no effect.
        by_name = {file.name: file for file in there}
        base = self.location.path
        base = f"{base}/" if base and not base.endswith("/") else base
        found = []
        # A slash before a name is the separator, which the URL of a stage may lack.
        for name in dict.fromkeys(name.removeprefix("/") for name in self.wanted.files):
            file = by_name.get(base + name)
            if file is not None:
                found.append(file)
                continue
            lost = error("remote_file_missing", name=base + name)
            if self.options["ON_ERROR"] == "ABORT_STATEMENT":
                raise lost
            absent = self.location.file(base + name)
            missing.append(Outcome(absent, 0, 0, 1, [RowError(0, lost.message, lost.errno, lost.sqlstate)]))
        return found

    def new_files(self, files: list[StagedFile], work: WorkFiles) -> list[tuple[StagedFile, str | None]]:
        """Files that are to be loaded now, with the hash of their content where that had to be known.

        Raises:
            Claimed: another open transaction has loaded one of them.
        """
        # First what is open, then what is committed: what ends meanwhile is in one of them.
        claims = open_claims(self.session, self.table.identity) if self.wanted.validation is None else {}
        self.history.read(work)
        claimed: dict[str, set[str]] = {}
        for place, digest in claims:
            claimed.setdefault(place, set()).add(digest)
        found: list[tuple[StagedFile, str | None]] = []
        size = 0
        limit = self.options["SIZE_LIMIT"]
        for file in files:
            new = file.known_digest
            if not self.options["FORCE"]:
                place = place_of(self.location, file)
                if self.history.piped(place):
                    continue
                held = Content(file)
                if any(held.same(digest) for digest in self.history.loaded(place)):
                    continue
                for digest in claimed.get(place, ()):
                    if held.same(digest):
                        raise Claimed(claims[place, digest], self.table.name)
                if not self.options["LOAD_UNCERTAIN_FILES"] and self.history.uncertain(file):
                    continue
            found.append((file, new))
            size += file.size
            if limit is not None and size > limit:
                break
        return found

    def _loaded(self, outcome: Outcome) -> Loaded:
        first = outcome.errors[0] if outcome.errors else None
        return Loaded(
            place_of(self.location, outcome.file),
            outcome.file.listed,
            outcome.digest,
            outcome.size,
            outcome.status,
            outcome.parsed,
            outcome.loaded,
            outcome.limit,
            len(outcome.errors),
            first.message if first else None,
            first.line if first else None,
            first.character if first else None,
            first.column if first else None,
        )


#: the last COPY INTO <table> of each session that ran to its end.
_LAST: WeakKeyDictionary[Session, str] = WeakKeyDictionary()


def remember_load(session: Session) -> None:
    """Note the running statement as the session's last load."""
    if session.running:
        _LAST[session] = session.running


def last_load(session: Session) -> str | None:
    """The query id of the session's last load."""
    return _LAST.get(session)

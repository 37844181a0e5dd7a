"""Pipes: a COPY INTO that ALTER PIPE ... REFRESH runs
(https://docs.snowflake.com/en/sql-reference/sql/create-pipe, .../alter-pipe).

No file loads by itself: AUTO_INGEST and what belongs to it are kept and shown.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import CompilationError, UnsupportedError, error
from mockhaus_dbt.ingestion.copy_into import CopyOperation, run_to_end
from mockhaus_dbt.ingestion.copy_statement import CopyStatement, read_copy
from mockhaus_dbt.ingestion.file_load import Manner
from mockhaus_dbt.ingestion.load_history import LoadHistory
from mockhaus_dbt.ingestion.session_objects import find_object, is_same
from mockhaus_dbt.ingestion.stages import StagedFile, StageManager, parse_reference
from mockhaus_dbt.ingestion.work_files import WorkFiles
from mockhaus_dbt.objects import base
from mockhaus_dbt.objects.base import Key, Noun, Option, ShowColumn
from mockhaus_dbt.objects.checks import checks
from mockhaus_dbt.objects.tagging import read_tags
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.token_reader import split_name
from mockhaus_dbt.translation.types import ResultColumn

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.token_reader import TokenReader

#: options of COPY INTO that a pipe cannot have, whatever their value.
_NOT_IN_PIPES = ("SIZE_LIMIT", "PURGE", "FORCE", "RETURN_FAILED_ONLY")
#: REFRESH takes files that were staged since.
_DAYS = 7
#: the property of a pipe that CLONE has stopped, until it is resumed.
CLONED = "cloned"


class Pipe(Noun):
    """PIPE."""

    noun = "PIPE"
    options: ClassVar[dict[str, Option]] = {
        "AUTO_INGEST": Option(bool),
        "ERROR_INTEGRATION": Option(str),
        "AWS_SNS_TOPIC": Option(str),
        "INTEGRATION": Option(str),
        "PIPE_EXECUTION_PAUSED": Option(bool),
    }
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        base.CREATED_ON,
        base.NAME,
        base.DATABASE_NAME,
        base.SCHEMA_NAME,
        ShowColumn("definition", lambda _s, o: o.text),
        base.OWNER,
        base.constant("notification_channel", None),
        base.COMMENT,
        base.option("integration"),
        ShowColumn("pattern", lambda _s, o: o.properties.get("pattern")),
        base.option("error_integration"),
        base.OWNER_ROLE_TYPE,
        ShowColumn("invalid_reason", lambda s, o: _invalid(s, o)),
        base.constant("kind", "STAGE"),
    )

    def read(
        self, session: Session, statement: Statement, reader: TokenReader, key: Key
    ) -> tuple[CatalogObject, Any]:
        found: dict[str, Any] = {}
        while not reader.accept("AS"):
            if reader.word(1) != "=":
                raise reader.unexpected()
            name = reader.take().text.upper()
            reader.expect("=")
            if name == "PIPE_EXECUTION_PAUSED" and "ALTER" not in statement.modifiers:
                raise error("invalid_property", name=name, kind="PIPE")
            found[name] = self.check_option(name, reader.value())
        if found.get("AWS_SNS_TOPIC") and found.get("INTEGRATION"):
            raise error("conflicting_options", first="AWS_SNS_TOPIC", second="INTEGRATION")
        tokens = reader.bracketed() if reader.word() == "(" else reader.rest()
        text = reader.text_of(tokens) if tokens else ""
        copy = copy_of(text)
        _check(copy)
        target = session.require("RELATION", copy.table)
        if checks(target.properties.get("constraints", ())):
            raise UnsupportedError("CREATE PIPE for a table with a CHECK constraint")
        place = parse_reference(copy.location or "")
        if place.kind == "USER":
            raise CompilationError("SQL compilation error:\nPipes cannot load from a user stage.", 2, "0A000")
        stage = StageManager(session).resolve_stage_path(place).stage
        if place.kind == "NAMED" and stage is not None:
            found["stage_identity"] = stage.identity
        found["table"] = [target.database, target.schema, target.name]
        found["home"] = [session.database, session.schema]
        if copy.pattern is not None:
            found["pattern"] = copy.pattern
        comment = found.pop("COMMENT", None)
        return self.new(session, key, comment=comment, text=text, properties=found), None

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        change.put(wanted)

    def build_altered(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject, body: Any
    ) -> None:
        """CREATE OR ALTER of a pipe that exists pauses or resumes it, and changes its comment.

        Raises:
            CompilationError: 000002, another COPY statement or property.
        """
        if _meaning(old) != _meaning(wanted):
            raise error("create_or_alter", noun="PIPE", what="another COPY statement")
        for name, option in self.options.items():
            default = False if option.type is bool else None
            same = old.properties.get(name, default) == wanted.properties.get(name, default)
            if name != "PIPE_EXECUTION_PAUSED" and not same:
                raise error("create_or_alter", noun="PIPE", what=f"another {name}")
        held = {k: v for k, v in old.properties.items() if k not in ("PIPE_EXECUTION_PAUSED", CLONED)}
        paused = {k: v for k, v in wanted.properties.items() if k == "PIPE_EXECUTION_PAUSED"}
        change.put(old.but(properties={**held, **paused}, comment=wanted.comment))

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        if reader.accept_set() and not reader.accept("TAG"):
            found = self.read_options(session, reader)
            for name in found:
                if name not in ("PIPE_EXECUTION_PAUSED", "ERROR_INTEGRATION", "COMMENT"):
                    raise error("invalid_property", name=name, kind="PIPE")
            if "PIPE_EXECUTION_PAUSED" in found:
                obj = base.without_properties(obj, CLONED)
            change.put(self.with_options(obj, found))
            return
        if reader.position and reader.tokens[reader.position - 1].text.upper() == "TAG":
            change.put(self.with_options(obj, {"TAGS": read_tags(session, reader)}))
            return
        if reader.accept("RENAME"):
            raise UnsupportedError("ALTER PIPE ... RENAME TO")
        super().modify(session, change, reader, obj)

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE PIPE: the row of SHOW, without the type of the owner's role."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        told = [column for column in self.columns if column is not base.OWNER_ROLE_TYPE]
        heads = [ResultColumn(column.name, column.type) for column in told]
        return QueryResult.of(heads, [tuple(column.cell(session, obj) for column in told)])

    def alter(self, session: Session, statement: Statement) -> QueryResult:
        """ALTER PIPE; REFRESH loads the files that are not loaded yet."""
        reader = statement.reader()
        if_exists = reader.accept("IF EXISTS")
        key = self.locate(session, reader.qualified(), "ALTER")
        if not reader.accept("REFRESH"):
            return super().alter(session, statement)
        if if_exists and self.find(session, key) is None:
            return QueryResult.message(base.SUCCEEDED)
        found = reader.strings("PIPE", ("PREFIX", "MODIFIED_AFTER"))
        obj = self.require(session, key)
        if is_paused(session, obj):
            raise CompilationError(
                f"SQL compilation error:\nPipe {display(obj.name)} is paused: set PIPE_EXECUTION_PAUSED = FALSE first.",
                2,
                "0A000",
            )
        return _refresh(session, obj, found.get("PREFIX", ""), _since(found.get("MODIFIED_AFTER")))


_STREAMING = re.compile(r"\bTABLE\s*\(\s*DATA_SOURCE\s*\(", re.IGNORECASE)


def copy_of(text: str) -> CopyStatement:
    """COPY INTO of a pipe.

    Raises:
        CompilationError: 001003, it is none.
        UnsupportedError: a streaming pipe.
    """
    statements = split_statements(text)
    if len(statements) != 1 or statements[0].name != "COPY INTO":
        raise error("parse", line=1, column=0, token=text[:20] or "<EOF>")
    if _STREAMING.search(text):
        raise UnsupportedError("CREATE PIPE for Snowpipe Streaming")
    return read_copy(statements[0])


def _check(copy: CopyStatement) -> None:
    for name in _NOT_IN_PIPES:
        if name in copy.options:
            raise _unusable(name)
    if copy.files is not None:
        raise _unusable("FILES")
    if copy.validation is not None:
        raise _unusable("VALIDATION_MODE")
    if copy.options.get("ON_ERROR") == "ABORT_STATEMENT":
        raise _unusable("ON_ERROR = ABORT_STATEMENT")
    if copy.location is None:
        raise error("parse", line=1, column=0, token="FROM")


def _unusable(name: str) -> CompilationError:
    return CompilationError(f"SQL compilation error:\nCOPY option {name} is not supported in a pipe.", 2, "0A000")


def _meaning(obj: CatalogObject) -> tuple[Any, ...]:
    """By which COPY statements of pipes are told apart: their words as written, and the table that they load."""
    return obj.properties["table"], [(t.token_type, t.text) for t in split_statements(obj.text)[0].tokens]


def _invalid(session: Session, obj: CatalogObject) -> str | None:
    table = obj.properties["table"]
    if session.find("RELATION", tuple(table)) is None:
        return f"Object '{'.'.join(map(display, table))}' does not exist or not authorized."
    return None


def _since(value: Any) -> datetime:
    oldest = datetime.now(timezone.utc) - timedelta(days=_DAYS)
    if value is None:
        return oldest
    try:
        moment = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        raise error("invalid_value", value=value, name="MODIFIED_AFTER") from None
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone.utc)
    if moment < oldest:
        raise error("invalid_value", value=value, name="MODIFIED_AFTER")
    return moment


class _PipeLoad(CopyOperation):
    """The COPY of a pipe, for the files that REFRESH has chosen; ON_ERROR is SKIP_FILE where nothing else is said."""

    #: Snowpipe trims the stage and the path in FROM
    #: (https://docs.snowflake.com/en/sql-reference/sql/create-pipe#usage-notes).
    below = True
    prefix = ""
    since: datetime

    def _options(self) -> dict[str, Any]:
        found = super()._options()
        if found["ON_ERROR"] == "ABORT_STATEMENT":
            found["ON_ERROR"] = "SKIP_FILE"
        return found

    def new_files(self, files: list[StagedFile], work: WorkFiles) -> list[tuple[StagedFile, str | None]]:
        top = f"{self.location.path}{self.prefix}"
        return super().new_files([f for f in files if f.name.startswith(top) and f.modified >= self.since], work)


def _refresh(session: Session, obj: CatalogObject, prefix: str, since: datetime) -> QueryResult:
    statement = split_statements(obj.text)[0]
    copy = read_copy(statement)
    location = parse_reference(copy.location or "")
    if location.kind == "NAMED" and stage_of(session, obj, location.parts) is None:
        raise StageManager(session).missing((*obj.properties["home"][: 3 - len(location.parts)], *location.parts))
    database, schema = obj.properties["home"]
    before = session.database, session.schema
    session.use(database, schema)
    try:

        def make(manner: Manner) -> _PipeLoad:
            load = _PipeLoad(session, statement, copy, manner)
            load.prefix, load.since = prefix, since
            load.history = LoadHistory(session, load.table, obj)
            return load

        outcomes = run_to_end(session, make)
    finally:
        session.use(*before)
    rows = [] if outcomes.column_names == ["status"] else outcomes.fetchall()
    return QueryResult.of(["File", "Status"], [(row[0], "SENT") for row in rows])


def is_paused(session: Session, obj: CatalogObject) -> bool:
    """Whether a pipe is paused: by itself, or where it does not say, by its schema or database
    (https://docs.snowflake.com/en/user-guide/data-load-snowpipe-manage#transferring-pipe-ownership)."""
    catalog = session.catalog
    holders = (catalog.get("SCHEMA", obj.database, "", obj.schema), catalog.get("DATABASE", "", "", obj.database))
    said = (o.properties.get("PIPE_EXECUTION_PAUSED") for o in (obj, *holders) if o is not None)
    return bool(next((paused for paused in said if paused is not None), False))


def pipe_status(session: Session, name: str) -> str:
    """What SYSTEM$PIPE_STATUS tells (https://docs.snowflake.com/en/sql-reference/functions/system_pipe_status).

    Raises:
        CompilationError: 002003, there is no such pipe.
    """
    obj = PIPE.require(session, PIPE.locate(session, split_name(name), "SELECT"))
    state = "PAUSED" if is_paused(session, obj) else "RUNNING"
    if state == "PAUSED" and obj.properties.get(CLONED):
        state = "STOPPED_CLONED"
    copy = copy_of(obj.text)
    location = parse_reference(copy.location or "")
    named = (copy.file_format or {}).get("FORMAT_NAME")
    if _invalid(session, obj) is not None:
        state = "STOPPED_MISSING_TABLE"
    elif location.kind == "NAMED" and stage_of(session, obj, location.parts) is None:
        state = "STOPPED_STAGE_DROPPED"
    elif named and find_object(session, "FILE FORMAT", (*obj.properties["home"][: 3 - len(named)], *named)) is None:
        state = "STOPPED_FILE_FORMAT_DROPPED"
    return json.dumps({"executionState": state, "pendingFileCount": 0}, separators=(",", ":"))


def stage_of(session: Session, obj: CatalogObject, parts: tuple[str, ...]) -> CatalogObject | None:
    """The stage that a pipe loads from.

    Args:
        session: that asks.
        obj: the pipe.
        parts: the name in its COPY; it means the database and schema that were current when the pipe was created.

    Returns:
        the stage; None where it is gone, or another has taken its place.
    """
    found = find_object(session, "STAGE", (*obj.properties["home"][: 3 - len(parts)], *parts))
    return found if is_same(found, obj.properties) else None


PIPE = Pipe()
PROVIDERS["SYSTEM$PIPE_STATUS"] = pipe_status
PIPE.register()


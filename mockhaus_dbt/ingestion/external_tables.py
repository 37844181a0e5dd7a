"""External tables: rows of the files of an external stage
(https://docs.snowflake.com/en/sql-reference/sql/create-external-table, .../alter-external-table).

The rows are read when files are registered, at CREATE and at ALTER ... REFRESH, and kept in a table: a file that
changes afterwards shows after the next REFRESH.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlglot.tokens import TokenType

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.commands.dml import widen
from mockhaus_dbt.errors import CompilationError, SqlError, UnsupportedError, error
from mockhaus_dbt.ingestion.copy_statement import read_place
from mockhaus_dbt.ingestion.external_rows import make, update
from mockhaus_dbt.ingestion.file_formats import FileFormatManager, read_format
from mockhaus_dbt.ingestion.registered_files import (
    Files,
    as_it_is,
    forget,
    last_refreshed,
    register,
    registered_files,
)
from mockhaus_dbt.ingestion.session_objects import is_same
from mockhaus_dbt.ingestion.staged_rows import refuse_header
from mockhaus_dbt.ingestion.stages import Reference, StagedFile, StageLocation, StageManager, matching, parse_reference
from mockhaus_dbt.objects import base
from mockhaus_dbt.objects.base import Key, Noun, Option, ShowColumn
from mockhaus_dbt.objects.columns import Definition, check_columns, read_type, with_physical_names
from mockhaus_dbt.objects.constraint_clauses import read_constraint
from mockhaus_dbt.objects.grants import drop_grants
from mockhaus_dbt.objects.table_clauses import read_table_clause
from mockhaus_dbt.objects.table_queries import template_description
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.ast_parser import split_statements
from mockhaus_dbt.translation.names import Column, display, quote
from mockhaus_dbt.translation.types import BOOLEAN, TIMESTAMP_LTZ, VARIANT

if TYPE_CHECKING:
    from sqlglot.tokens import Token

    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

_AFTER_EXPRESSION = frozenset(
    ["NOT", "NULL", "CONSTRAINT", "UNIQUE", "PRIMARY", "PRIMARY KEY", "FOREIGN", "FOREIGN KEY", "REFERENCES", "COMMENT"]
)
_DESCRIPTIONS = {
    "REGISTERED_NEW": "File registered successfully.",
    "REGISTERED_UPDATE": "File registered (updated) successfully.",
    "UNREGISTERED": "File unregistered successfully.",
}
Changes = list[tuple[str, str]]


@dataclass
class Location:
    """Where the files of an external table are, and which of them it takes."""

    place: StageLocation
    pattern: str | None

    def files(self) -> dict[str, StagedFile]:
        """The files that are there, by their name relative to the stage."""
        return {file.name: file for file in matching(self.place.files(), self.pattern)}

    def name(self, relative: str) -> str:
        """A path relative to the location, which is a directory, as one relative to the stage."""
        folder = self.place.path.rstrip("/")
        return f"{folder}/{relative.lstrip('/')}" if folder else relative.lstrip("/")


class ExternalTable(Noun):
    """EXTERNAL TABLE."""

    noun = "EXTERNAL TABLE"
    plural = "EXTERNAL TABLES"
    title = "External table"
    options: ClassVar[dict[str, Option]] = {
        "REFRESH_ON_CREATE": Option(bool),
        "AUTO_REFRESH": Option(bool),
        "PATTERN": Option(str),
        "PARTITION_TYPE": Option(str, values=("USER_SPECIFIED",)),
        "TABLE_FORMAT": Option(str, values=("DELTA",)),
        "AWS_SNS_TOPIC": Option(str),
        "INTEGRATION": Option(str),
    }
    verbs = ("CREATE", "ALTER", "DROP", "SHOW")

    def read(
        self, session: Session, statement: Statement, reader: TokenReader, key: Key
    ) -> tuple[CatalogObject, bool]:
        columns = [Column("VALUE", VARIANT)]
        found: dict[str, Any] = {}
        copy_grants = False
        definition = Definition()
        if reader.word() == "(":
            definition = _definition(session, reader)
        elif reader.accept("USING TEMPLATE"):
            definition = Definition(list(_template(session, reader)))
        columns += definition.columns
        while not reader.done:
            if reader.accept(","):
                continue
            if reader.accept("COPY GRANTS"):
                copy_grants = True
            elif reader.accept("PARTITION BY"):
                found["partition_by"] = _names(reader)
            elif not self._place(session, reader, found):
                read_table_clause(self, session, reader, found)
        if definition.constraints:
            found["constraints"] = definition.constraints
        self._check(session, found, columns)
        comment = found.pop("COMMENT", None)
        obj = self.new(
            session, key, columns=tuple(with_physical_names(columns)), comment=comment, text=statement.text,
            properties=found,
        )  # fmt: skip
        return obj, copy_grants

    def _place(self, session: Session, reader: TokenReader, found: dict[str, Any]) -> bool:
        if reader.word() == "WITH" and reader.word(1) == "LOCATION":
            reader.take()
        if reader.word(1) != "=" or reader.word() not in ("LOCATION", "FILE_FORMAT"):
            return False
        name = reader.take().text.upper()
        reader.expect("=")
        if name == "FILE_FORMAT":
            options = read_format(reader)
            made = FileFormatManager(session).get_format(options)
            refuse_header(made)
            if made.type not in ("CSV", "JSON", "AVRO", "ORC", "PARQUET"):
                raise CompilationError(
                    f"SQL compilation error:\nExternal tables do not support files of type {made.type}.", 2, "0A000"
                )
            if "FORMAT_NAME" in options:
                found["format_name"] = list(session.resolve(tuple(options["FORMAT_NAME"]), "CREATE"))
            found["format"] = {"TYPE": made.type, **made.given}
            return True
        if reader.token is not None and reader.token.token_type is TokenType.STRING:
            raise reader.unexpected()  # no string literal, says the page
        reference = parse_reference(read_place(reader))
        if reference.kind != "NAMED":
            raise _external_only()
        found["stage"], found["path"] = list(session.resolve(reference.parts, "CREATE")), reference.path
        return True

    def _check(self, session: Session, found: dict[str, Any], columns: list[Column]) -> None:
        if "stage" not in found:
            raise error("missing_property", name="LOCATION")
        found.setdefault("format", {"TYPE": "CSV"})
        if found.get("TABLE_FORMAT"):
            raise UnsupportedError("EXTERNAL TABLE option TABLE_FORMAT = DELTA")
        names = {c.name: c for c in columns}
        for name in found.get("partition_by", ()):
            if name not in names:
                raise error("column_missing", name=display(name))
            if "METADATA$" not in str(names[name].extra.get("expression", "")).upper():
                raise CompilationError(
                    f"SQL compilation error:\nDefining expression for partition column {name} is invalid.", 2, "0A000"
                )
        if found.get("PARTITION_TYPE") and not found.get("partition_by"):
            raise error("missing_property", name="PARTITION BY")
        _check_refresh(found, found)
        location = location_of(session, found)
        if not location.place.external:
            raise _external_only()
        if location.place.stage is not None:
            found["stage_identity"] = location.place.stage.identity
        if any(file.name == location.place.path for file in location.place.files()):
            text = "The LOCATION of an external table cannot reference a file; use PATTERN."
            raise CompilationError(f"SQL compilation error:\n{text}", 2, "0A000")

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        wanted = replace(wanted, physical=session.physical_name(wanted.database, wanted.schema, wanted.name))
        if old is not None and not body:
            drop_grants(session, change, old)
        if old is not None:
            forget(session, old)
        properties = wanted.properties
        looks = properties.get("REFRESH_ON_CREATE", True) and not properties.get("PARTITION_TYPE")
        files = _refreshed(session, wanted, {}, "")[0] if looks else {}
        register(session, wanted, files, looks)
        change.put(make(session, wanted, files, location_of(session, properties).files()))

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        change.run(f"DROP TABLE IF EXISTS {obj.physical}")
        forget(session, obj)
        drop_grants(session, change, obj)
        change.remove(obj)

    def rename(self, session: Session, change: Change, obj: CatalogObject, key: Key) -> None:
        raise UnsupportedError("ALTER EXTERNAL TABLE ... RENAME TO")

    # -- ALTER

    def alter(self, session: Session, statement: Statement) -> QueryResult:
        """ALTER EXTERNAL TABLE: what changes the registered files tells which."""
        reader = statement.reader()
        if_exists = reader.accept("IF EXISTS")
        key = self.locate(session, reader.qualified(), "ALTER")
        if_exists = reader.accept("IF EXISTS") or if_exists
        if reader.word() not in ("REFRESH", "ADD", "REMOVE", "DROP"):
            return super().alter(session, statement)
        if if_exists and self.find(session, key) is None:
            return QueryResult.message(base.SUCCEEDED)
        obj = self.require(session, key)
        if session.wide and any(c.type.is_integer and not c.wide for c in obj.columns):
            widen(session, obj.relation())
        # Like DML, it is part of the open transaction
        # (https://docs.snowflake.com/en/sql-reference/sql/alter-external-table#usage-notes).
        with session.account.locks.hold([key], session.lock_wait), session.atomic():
            obj = self.require(session, key)
            files, changes = self._registered(session, reader, obj, registered_files(session, obj))
            reader.expect_end()
            location = location_of(session, obj.properties)
            there = location.files()
            register(session, obj, files)
            changed = [there.get(name) or location.place.file(name) for name, _ in changes]
            update(session, obj, files, changed, there)
        session.touch(obj.database, obj.schema, obj.name)
        shown = [(location.place.file(name).listed.partition("://")[2] or name, status) for name, status in changes]
        return QueryResult.of(["file", "status", "description"], [(n, s, _DESCRIPTIONS[s]) for n, s in sorted(shown)])

    def _registered(
        self, session: Session, reader: TokenReader, obj: CatalogObject, known: Files
    ) -> tuple[Files, Changes]:
        """The files that ALTER wants the table to have, and what changes."""
        manual = bool(obj.properties.get("PARTITION_TYPE"))
        if reader.accept("ADD PARTITION") or reader.accept("DROP PARTITION"):
            if not manual:
                raise _partitions("user-specified")
            if reader.word() == "LOCATION":
                return _without_partition(known, _partition_location(reader))
            return _with_partition(session, reader, obj, known)
        if manual:
            raise _partitions("computed")
        if reader.accept("REFRESH"):
            return _refreshed(session, obj, known, "" if reader.done else reader.string())
        adding = reader.accept("ADD FILES")
        if not adding:
            reader.expect("REMOVE FILES")
        names = [token.text for token in reader.bracketed() if token.text != ","]
        return (_with_files if adding else _without_files)(session, obj, known, names)

    def with_options(self, obj: CatalogObject, options: dict[str, Any]) -> CatalogObject:
        _check_refresh(obj.properties, options)
        return super().with_options(obj, options)

    # -- SHOW

    def listed(self, session: Session, listing: Any, statement: Statement) -> list[CatalogObject]:
        return [o for o in super().listed(session, listing, statement) if o.kind == self.noun]

    columns: ClassVar[tuple[ShowColumn, ...]] = (
        base.CREATED_ON,
        base.NAME,
        base.DATABASE_NAME,
        base.SCHEMA_NAME,
        ShowColumn("invalid", lambda s, o: _invalid(s, o) is not None, BOOLEAN),
        ShowColumn("invalid_reason", lambda s, o: _invalid(s, o)),
        base.OWNER,
        base.COMMENT,
        ShowColumn("stage", lambda _s, o: ".".join(map(display, o.properties["stage"]))),
        ShowColumn("location", lambda _s, o: location_text(o)),
        ShowColumn("file_format_name", lambda _s, o: ".".join(map(display, o.properties.get("format_name", ())))),
        ShowColumn("file_format_type", lambda _s, o: o.properties["format"]["TYPE"]),
        base.constant("cloud", None),
        base.constant("region", None),
        base.constant("notification_channel", None),
        ShowColumn("last_refreshed_on", last_refreshed, TIMESTAMP_LTZ),
        base.constant("table_format", "UNSPECIFIED"),
        base.constant("last_refresh_details", None),
        base.OWNER_ROLE_TYPE,
    )  # fmt: skip


def location_of(session: Session, properties: dict[str, Any]) -> Location:
    """Where an external table's files are.

    Raises:
        CompilationError: 002003, the stage is gone; one that took its place is another.
    """
    reference = Reference("NAMED", tuple(properties["stage"]), properties["path"])
    place = StageManager(session).resolve_stage_path(reference)
    if not is_same(place.stage, properties):
        raise StageManager(session).missing(properties["stage"])
    return Location(place, properties.get("PATTERN"))


def _check_refresh(table: dict[str, Any], options: dict[str, Any]) -> None:
    """Partitions that are added by hand are not refreshed."""
    if table.get("PARTITION_TYPE") and options.get("AUTO_REFRESH"):
        raise error("conflicting_options", first="PARTITION_TYPE = USER_SPECIFIED", second="AUTO_REFRESH = TRUE")


def _external_only() -> CompilationError:
    return CompilationError("SQL compilation error:\nExternal tables support external stages only.", 2, "0A000")


def _partitions(kind: str) -> CompilationError:
    text = f"The operation is only supported for external tables with {kind} partitions."
    return CompilationError(f"SQL compilation error:\n{text}", 2, "0A000")


def location_text(obj: CatalogObject) -> str:
    """The LOCATION of an external table, as SHOW prints it."""
    return f"@{'.'.join(map(display, obj.properties['stage']))}/{obj.properties['path']}"


def _invalid(session: Session, obj: CatalogObject) -> str | None:
    database, schema, name = obj.properties["stage"]
    stage = session.catalog.get("STAGE", database, schema, name)
    if stage is None or not is_same(stage, obj.properties):
        return f"Stage '{'.'.join(map(display, obj.properties['stage']))}' does not exist or not authorized."
    named = obj.properties.get("format_name")
    try:
        FileFormatManager(session).get_format({"FORMAT_NAME": tuple(named)} if named else {})
    except SqlError as e:
        return e.message.rpartition("\n")[2]
    return None


# ------------------------------------------------------------------------------------------------------- definitions


def _definition(session: Session, reader: TokenReader) -> Definition:
    """``( name type AS expression ... , constraint ... )``."""
    found = Definition()
    reader.expect("(")
    while not reader.accept(")"):
        if reader.accept(","):
            continue
        if reader.word() in ("CONSTRAINT", "UNIQUE", "PRIMARY KEY", "FOREIGN KEY"):
            read_constraint(reader, session, found, None)
            continue
        read_external_column(session, reader, found)
    check_columns(found)
    return found


def read_external_column(session: Session, reader: TokenReader, found: Definition) -> None:
    """Read ``name type AS expression`` with what may stand behind it.

    Args:
        session: whose types they are.
        reader: stands at the name.
        found: takes the column and its constraints.

    Raises:
        SqlError: it is no such column.
    """
    name = reader.identifier()
    type_ = read_type(reader, session)
    if type_.is_structured:
        raise UnsupportedError(f"{type_} in an external table")
    nullable, comment = True, None
    expression = ""
    while reader.word() not in (",", ")"):
        if reader.accept("AS"):
            expression = reader.text_of(_expression(reader))
        elif reader.accept("NOT NULL"):
            nullable = False
        elif reader.accept("NULL"):
            continue
        elif reader.accept("COMMENT"):
            comment = reader.string()
        elif reader.word() in ("CONSTRAINT", "UNIQUE", "PRIMARY KEY", "FOREIGN KEY", "REFERENCES"):
            read_constraint(reader, session, found, name)
        else:
            raise reader.unexpected()
    if not expression:
        raise reader.unexpected()
    found.columns.append(
        Column(name, type_, nullable=nullable, comment=comment, extra={"expression": expression})
    )


def _expression(reader: TokenReader) -> list[Token]:
    start, depth = reader.position, 0
    while True:
        begun = reader.position > start
        if not depth and (reader.word() in (",", ")") or (begun and reader.word() in _AFTER_EXPRESSION)):
            break
        depth += {"(": 1, ")": -1}.get(reader.take().text, 0)
    return reader.tokens[start : reader.position]


def _template(session: Session, reader: TokenReader) -> Iterable[Column]:
    for told in template_description(session, reader):
        statement = split_statements(f"SELECT ({told['TYPE']})")[0]
        inner = statement.reader()
        inner.expect("(")
        expression = told.get("EXPRESSION") or f"$1:{quote(told['COLUMN_NAME'])}::{told['TYPE']}"
        yield Column(told["COLUMN_NAME"], read_type(inner, session), extra={"expression": expression})


def _names(reader: TokenReader) -> list[str]:
    reader.expect("(")
    names = [reader.identifier()]
    while reader.accept(","):
        names.append(reader.identifier())
    reader.expect(")")
    return names


# -------------------------------------------------------------------------------------------------- registered files


def _refreshed(session: Session, obj: CatalogObject, known: Files, relative: str) -> tuple[Files, Changes]:
    """REFRESH: the files under a path as they are now."""
    location = location_of(session, obj.properties)
    top = location.name(relative)
    there = {name: as_it_is(session, file) for name, file in location.files().items() if name.startswith(top)}
    changes = [(name, "UNREGISTERED") for name in known if name.startswith(top) and name not in there]
    for name, _ in changes:
        del known[name]
    for name, entry in there.items():
        if name not in known or not known[name].same(entry):
            changes.append((name, "REGISTERED_UPDATE" if name in known else "REGISTERED_NEW"))
            known[name] = entry
    return known, changes


def _with_files(session: Session, obj: CatalogObject, known: Files, names: list[str]) -> tuple[Files, Changes]:
    location = location_of(session, obj.properties)
    there = location.files()
    changes = []
    for name in map(location.name, names):
        if name not in there:
            raise error("remote_file_missing", name=name)
        changes.append((name, "REGISTERED_UPDATE" if name in known else "REGISTERED_NEW"))
        known[name] = as_it_is(session, there[name])
    return known, changes


def _without_files(session: Session, obj: CatalogObject, known: Files, names: list[str]) -> tuple[Files, Changes]:
    location = location_of(session, obj.properties)
    gone = [name for name in map(location.name, names) if known.pop(name, None) is not None]
    return known, [(name, "UNREGISTERED") for name in gone]


def _partition_location(reader: TokenReader) -> str:
    reader.expect("LOCATION")
    return reader.string().strip("/")


def _with_partition(
    session: Session, reader: TokenReader, obj: CatalogObject, known: Files
) -> tuple[Files, Changes]:
    """ADD PARTITION (column = 'value', ...) LOCATION 'path'."""
    reader.expect("(")
    values: dict[str, str] = {}
    while not reader.accept(")"):
        if reader.accept(","):
            continue
        name = reader.identifier()
        reader.expect("=")
        values[name] = str(reader.value())
    if set(values) != set(obj.properties["partition_by"]):
        raise error("column_missing", name=display(next(iter(set(values) ^ set(obj.properties["partition_by"])))))
    relative = _partition_location(reader)
    location = location_of(session, obj.properties)
    top = location.name(f"{relative}/")
    told = json.dumps(values, sort_keys=True)
    changes = []
    for name, file in location.files().items():
        if name.startswith(top):
            changes.append((name, "REGISTERED_UPDATE" if name in known else "REGISTERED_NEW"))
            known[name] = as_it_is(session, file, told, relative)
    return known, changes


def _without_partition(known: Files, relative: str) -> tuple[Files, Changes]:
    gone = [name for name, entry in known.items() if entry.folder == relative]
    for name in gone:
        del known[name]
    return known, [(name, "UNREGISTERED") for name in gone]


EXTERNAL_TABLE = ExternalTable()
EXTERNAL_TABLE.register()

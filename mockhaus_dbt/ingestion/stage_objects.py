"""CREATE, ALTER, DROP, DESCRIBE and SHOW of stages and file formats
(https://docs.snowflake.com/en/sql-reference/sql/create-stage, .../create-file-format).
"""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

import pytz

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.ingestion.cloud_urls import CLOUD_OPTIONS
from mockhaus_dbt.ingestion.copy_options import COPY_OPTIONS, check_copy_options
from mockhaus_dbt.ingestion.directory_tables import REFRESHED, STATE, is_enabled, refreshed
from mockhaus_dbt.ingestion.file_formats import FileFormatManager, make_format, read_format
from mockhaus_dbt.ingestion.file_formats.base import shown
from mockhaus_dbt.ingestion.session_objects import SessionNoun
from mockhaus_dbt.ingestion.stage_options import check_directory, check_place, cloud_of
from mockhaus_dbt.ingestion.stages import HOME, TEMPORARY, StageManager, url_path
from mockhaus_dbt.objects import base
from mockhaus_dbt.objects.tagging import read_tags
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.names import display

if TYPE_CHECKING:
    from mockhaus_dbt.objects.base import Key, ShowColumn
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

DESCRIBED = ["property", "property_type", "property_value", "property_default"]
_TEMPORARY = frozenset(["TEMPORARY", "TEMP", "VOLATILE"])


_CLOUDS = {"s3": "AWS", "gcs": "GCP", "azure": "AZURE"}


class FileFormatNoun(SessionNoun):
    """FILE FORMAT."""

    noun: ClassVar[str] = "FILE FORMAT"
    title: ClassVar[str] = "File format"
    bound: ClassVar[str] = "format_name"
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        base.CREATED_ON,
        base.NAME,
        base.DATABASE_NAME,
        base.SCHEMA_NAME,
        base.ShowColumn("type", lambda _s, o: o.properties.get("TYPE", "CSV")),
        base.OWNER,
        base.COMMENT,
        base.ShowColumn("format_options", lambda _s, o: make_format(o.properties).summary()),
        base.OWNER_ROLE_TYPE,
    )

    def read(
        self, session: Session, statement: Statement, reader: TokenReader, key: Key
    ) -> tuple[CatalogObject, Any]:
        temporary = bool(_TEMPORARY.intersection(statement.modifiers))
        if reader.accept("CLONE"):
            original = self.require(session, self.locate(session, reader.qualified(), "CREATE"))
            held = dict(original.properties)
            return self.new(session, key, comment=original.comment, properties=held, temporary=temporary), None
        options = reader.options()
        comment = options.pop("COMMENT", None)
        made = make_format(options)
        properties = {"TYPE": made.type, **made.given}
        return self.new(session, key, comment=comment, properties=properties, temporary=temporary), None

    def check_option(self, name: str, value: Any) -> Any:
        return str(value) if name == "COMMENT" else value

    def with_options(self, obj: CatalogObject, found: dict[str, Any]) -> CatalogObject:
        if "TYPE" in found and str(found["TYPE"]).upper() != obj.properties["TYPE"]:
            raise error("invalid_value", value=found["TYPE"], name="TYPE")
        changed = super().with_options(obj, {k: v for k, v in found.items() if k != "TYPE"})
        tags = {k: v for k, v in changed.properties.items() if k == "TAGS"}
        made = make_format({k: v for k, v in changed.properties.items() if k != "TAGS"})
        return changed.but(properties={"TYPE": made.type, **made.given, **tags})

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE FILE FORMAT name: every option with its value and default."""
        reader = statement.reader()
        parts = reader.qualified()
        reader.expect_end()
        if len(parts) == 1 and FileFormatManager(session).find(parts) is not None:
            return QueryResult.of(DESCRIBED, FileFormatManager(session).named(parts).described())
        obj = self.require(session, self.locate(session, parts, "DESCRIBE"))
        return QueryResult.of(DESCRIBED, make_format(obj.properties).described())


class StageNoun(SessionNoun):
    """STAGE."""

    noun: ClassVar[str] = "STAGE"
    title: ClassVar[str] = "Stage"
    bound: ClassVar[str] = "stage"
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        base.CREATED_ON,
        base.NAME,
        base.DATABASE_NAME,
        base.SCHEMA_NAME,
        base.ShowColumn("url", lambda _s, o: o.properties.get("URL", "")),
        base.ShowColumn("has_credentials", lambda _s, o: "Y" if o.properties.get("CREDENTIALS") else "N"),
        base.ShowColumn("has_encryption_key", lambda _s, o: "Y" if _has_key(o) else "N"),
        base.OWNER,
        base.COMMENT,
        base.constant("region", None),
        base.ShowColumn("type", lambda _s, o: _stage_type(o)),
        base.ShowColumn("cloud", lambda _s, o: _CLOUDS.get(cloud_of(o.properties.get("URL")))),
        base.constant("notification_channel", None),
        base.option("storage_integration"),
        base.option("endpoint"),
        base.OWNER_ROLE_TYPE,
        base.ShowColumn("directory_enabled", lambda _s, o: "Y" if is_enabled(o) else "N"),
    )

    def read(
        self, session: Session, statement: Statement, reader: TokenReader, key: Key
    ) -> tuple[CatalogObject, Any]:
        found: dict[str, Any] = {}
        alter = "ALTER" in statement.modifiers
        if alter and reader.word() == "CLONE":
            raise error("create_or_alter", noun="STAGE", what="CLONE")
        if reader.accept("CLONE"):
            source = self.require(session, self.locate(session, reader.qualified(), "CREATE"))
            if not source.properties.get("URL"):
                raise UnsupportedError("CREATE STAGE ... CLONE of an internal stage")
            found = {k: v for k, v in source.properties.items() if k not in STATE}
        found.update(self._options(session, reader))
        check_place(found)
        if alter:
            _check_alterable(found)
        comment = found.pop("COMMENT", None)
        temporary = bool(_TEMPORARY.intersection(statement.modifiers))
        stage = self.new(session, key, comment=comment, properties=found, temporary=temporary)
        if "URL" not in found:
            found[HOME] = self._home(session, stage)
        return stage, None

    def build_altered(
        self, session: Session, change: Any, wanted: CatalogObject, old: CatalogObject, body: Any
    ) -> None:
        """CREATE OR ALTER of a stage that exists: what is left out is reset; its files, directory and tags stay.

        Raises:
            CompilationError: 002420, a URL for an internal stage; 002029, an external one without; 000002, another
                storage provider or encryption of an internal stage.
        """
        held, found = old.properties, dict(wanted.properties)
        if not held.get("URL") and found.get("URL"):
            raise error("invalid_property", name="URL", kind="STAGE")
        if held.get("URL") and not found.get("URL"):
            raise error("missing_property", name="URL")
        if cloud_of(held.get("URL")) != cloud_of(found.get("URL")) or ("ENDPOINT" in held) != ("ENDPOINT" in found):
            raise error("create_or_alter", noun="STAGE", what="another storage provider")
        if not held.get("URL") and _encryption(held) != _encryption(found):
            raise error("create_or_alter", noun="STAGE", what="another ENCRYPTION")
        kept = (HOME, "TAGS", *(STATE if is_enabled(wanted) else ()))
        found.pop(HOME, None)
        found.update({name: held[name] for name in kept if name in held})
        self.put(session, change, old.but(properties=found, comment=wanted.comment))

    def _home(self, session: Session, stage: CatalogObject) -> list[str]:
        """The directory of a new stage: that of the stage that it replaces, which is emptied, or a new one."""
        old = self.existing(session, stage)
        if old is not None and not old.properties.get("URL"):
            return list(old.properties.get(HOME) or (old.database, old.schema, old.name))
        return StageManager(session).new_home(stage)

    def _options(self, session: Session, reader: TokenReader) -> dict[str, Any]:
        """The options of CREATE STAGE and ALTER STAGE ... SET."""
        found: dict[str, Any] = {}
        while not reader.done:
            if reader.accept(","):
                continue
            if reader.accept("WITH TAG") or reader.accept("TAG"):
                found["TAGS"] = read_tags(session, reader)
                continue
            if reader.word(1) != "=":
                raise reader.unexpected()
            name = reader.take().text.upper()
            reader.expect("=")
            if name == "FILE_FORMAT":
                found[name] = self._format(session, read_format(reader))
                continue
            self._option(session, found, name, reader.value())
        return found

    def _option(self, session: Session, found: dict[str, Any], name: str, value: Any) -> None:
        if name == "URL":
            url_path(str(value), session.stage_root)
            found[name] = str(value)
        elif name == "COMMENT":
            found[name] = str(value)
        elif name == "COPY_OPTIONS":
            found[name] = check_copy_options(value if isinstance(value, dict) else {}, "STAGE")
        elif name == "DIRECTORY":
            found[name] = check_directory(value)
        elif name in CLOUD_OPTIONS:
            found[name] = value if isinstance(value, (bool, dict)) else str(value)
        else:
            raise error("invalid_property", name=name, kind="STAGE")

    def _format(self, session: Session, options: dict[str, Any]) -> dict[str, Any]:
        """Options of FILE_FORMAT, checked; a name is kept with its database and schema."""
        manager = FileFormatManager(session)
        name = options.get("FORMAT_NAME")
        made = manager.get_format(options)
        if name is None:
            return {"TYPE": made.type, **made.given}
        found = self._qualified(session, name)
        return {"FORMAT_NAME": found}

    def _qualified(self, session: Session, name: list[str]) -> list[str]:
        if len(name) == 1 and not session.schema:
            return name
        database, schema, plain = session.resolve(tuple(name), "CREATE STAGE")
        exists = FORMATS.find(session, ("FILE FORMAT", database, schema, plain)) is not None
        return [database, schema, plain] if exists else name

    def modify(self, session: Session, change: Any, reader: TokenReader, obj: CatalogObject) -> None:
        if reader.accept_set() and not reader.accept("TAG"):
            found = self._options(session, reader)
            for name in ("URL", "ENCRYPTION"):  # the encryption of an internal stage cannot be changed
                if name in found and not obj.properties.get("URL"):
                    raise error("invalid_property", name=name, kind="STAGE")
            if "DIRECTORY" in found:
                found["DIRECTORY"] = {**(obj.properties.get("DIRECTORY") or {}), **found["DIRECTORY"]}
            held = dict(obj.properties)
            for new, old in (("CREDENTIALS", "STORAGE_INTEGRATION"), ("STORAGE_INTEGRATION", "CREDENTIALS")):
                if new in found:
                    held.pop(old, None)
            check_place({**held, **found})
            changed = self.with_options(obj.but(properties=held), found)
            if not is_enabled(changed):
                changed = changed.but(properties={k: v for k, v in changed.properties.items() if k not in STATE})
            self.put(session, change, changed)
            return
        if reader.position and reader.tokens[reader.position - 1].text.upper() == "TAG":
            self.put(session, change, self.with_options(obj, {"TAGS": read_tags(session, reader)}))
            return
        super().modify(session, change, reader, obj)

    def alter(self, session: Session, statement: Statement) -> QueryResult:
        """ALTER STAGE; REFRESH tells what has changed in the directory."""
        reader = statement.reader()
        if_exists = reader.accept("IF EXISTS")
        key = self.locate(session, reader.qualified(), "ALTER")
        if not reader.accept("REFRESH"):
            return super().alter(session, statement)
        if if_exists and self.find(session, key) is None:
            return QueryResult.message(base.SUCCEEDED)
        found = reader.strings("STAGE", ("SUBPATH",))
        with session.ddl(key) as change:
            changed, rows = refreshed(session, self.require(session, key), found.get("SUBPATH", ""))
            self.put(session, change, changed)
        return QueryResult.of(["file", "status", "description"], rows)

    def create(self, session: Session, statement: Statement) -> QueryResult:
        """CREATE STAGE."""
        result = super().create(session, statement)
        text = str(result.fetchall()[0][0])
        return QueryResult.message(f"Stage area {text[6:]}" if text.startswith("Stage ") else text)

    def created(self, session: Session, key: Key) -> None:
        """A new stage begins empty, also where an earlier one of the name left files; its directory knows its files."""
        obj = self.find(session, key)
        self._empty(session, obj)
        if obj is not None and obj.temporary:
            gone = session.stage_root / TEMPORARY / str(session.id)
            session.at_close[gone] = lambda: shutil.rmtree(gone, ignore_errors=True)
        if obj is not None and is_enabled(obj) and (obj.properties["DIRECTORY"]).get("REFRESH_ON_CREATE", True):
            with session.ddl(key) as change:
                self.put(session, change, refreshed(session, obj)[0])

    def drop(self, session: Session, statement: Statement) -> QueryResult:
        """DROP STAGE: the files of an internal stage go too."""
        reader = statement.reader()
        reader.accept("IF EXISTS")
        obj = self.find(session, self.locate(session, reader.qualified(), "DROP"))
        result = super().drop(session, statement)
        self._empty(session, obj)
        return result

    def _empty(self, session: Session, obj: CatalogObject | None) -> None:
        if obj is not None and not obj.properties.get("URL"):
            shutil.rmtree(StageManager(session).home(obj), ignore_errors=True)

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE STAGE name: its file format, copy options, location and directory, one property a row."""
        reader = statement.reader()
        key = self.locate(session, reader.qualified(), "DESCRIBE")
        reader.expect_end()
        obj = self.require(session, key)
        rows = _described(obj.properties.get("FILE_FORMAT"), obj.properties.get("COPY_OPTIONS"))
        url = obj.properties.get("URL")
        rows.append(("STAGE_LOCATION", "URL", "String", f'["{url}"]' if url else "", ""))
        if url:
            integration = obj.properties.get("STORAGE_INTEGRATION", "")
            rows.append(("STAGE_INTEGRATION", "STORAGE_INTEGRATION", "String", integration, ""))
            key_id = (obj.properties.get("CREDENTIALS") or {}).get("AWS_KEY_ID", "")
            rows.append(("STAGE_CREDENTIALS", "AWS_KEY_ID", "String", key_id, ""))
        told = obj.properties.get("DIRECTORY") or {}
        if is_enabled(obj):
            last = obj.properties.get(REFRESHED)
            moment = datetime.fromtimestamp(last, pytz.timezone(session.parameters["TIMEZONE"])) if last else None
            text = f"{moment:%Y-%m-%d %H:%M:%S}.{moment.microsecond // 1000:03} {moment:%z}" if moment else ""
            rows.append(("DIRECTORY", "LAST_REFRESHED_ON", "Timestamp", text, ""))
        rows.append(("DIRECTORY", "ENABLE", "Boolean", shown(is_enabled(obj)), "false"))
        rows.append(("DIRECTORY", "AUTO_REFRESH", "Boolean", shown(bool(told.get("AUTO_REFRESH"))), "false"))
        return QueryResult.of(["parent_property", *DESCRIBED], rows)


def _described(held: dict[str, Any] | None, options: dict[str, Any] | None) -> list[tuple[Any, ...]]:
    """The file format and the copy options of a stage, one property a row."""
    rows: list[tuple[Any, ...]] = []
    if "FORMAT_NAME" in (held or {}):
        given = (held or {})["FORMAT_NAME"]
        name = given if isinstance(given, str) else ".".join(map(display, given))
        rows.append(("STAGE_FILE_FORMAT", "FORMAT_NAME", "String", name, ""))
    else:
        rows += [("STAGE_FILE_FORMAT", *row) for row in make_format(held or {}).described()]
    for name, option in COPY_OPTIONS.items():
        if option.on_stage:
            value = (options or {}).get(name, option.default)
            rows.append(("STAGE_COPY_OPTIONS", name, option.kind, shown(value), shown(option.default)))
    return rows


def describe_table_stage(table: CatalogObject) -> QueryResult:
    """DESCRIBE TABLE ... TYPE = STAGE (https://docs.snowflake.com/en/sql-reference/sql/desc-table)."""
    options = check_copy_options(table.properties.get("STAGE_COPY_OPTIONS") or {}, "TABLE")
    rows = _described(table.properties.get("STAGE_FILE_FORMAT"), options)
    return QueryResult.of(["parent_property", *DESCRIBED], rows)


def _check_alterable(found: dict[str, Any]) -> None:
    """Whether CREATE OR ALTER takes the options of a stage; the directory that it makes is not refreshed.

    Raises:
        CompilationError: 000002, it takes neither tags nor REFRESH_ON_CREATE.
    """
    if "TAGS" in found:
        raise error("create_or_alter", noun="STAGE", what="TAG")
    if "DIRECTORY" in found:
        if "REFRESH_ON_CREATE" in found["DIRECTORY"]:
            raise error("create_or_alter", noun="STAGE", what="REFRESH_ON_CREATE")
        found["DIRECTORY"] = {**found["DIRECTORY"], "REFRESH_ON_CREATE": False}


def _encryption(properties: dict[str, Any]) -> str:
    """The type of encryption of an internal stage."""
    held = {str(k).upper(): v for k, v in (properties.get("ENCRYPTION") or {}).items()}
    return str(held.get("TYPE", "SNOWFLAKE_FULL")).upper()


def _stage_type(obj: CatalogObject) -> str:
    if obj.properties.get("URL"):
        return "EXTERNAL TEMPORARY" if obj.temporary else "EXTERNAL"
    if obj.temporary:
        return "INTERNAL TEMPORARY"
    return "INTERNAL NO CSE" if _encryption(obj.properties) == "SNOWFLAKE_SSE" else "INTERNAL"


def _has_key(obj: CatalogObject) -> bool:
    return bool({"MASTER_KEY", "KMS_KEY_ID"} & {str(k).upper() for k in obj.properties.get("ENCRYPTION") or {}})


FORMATS = FileFormatNoun()
STAGES = StageNoun()
FORMATS.register()
STAGES.register()
PROVIDERS["table_stage"] = describe_table_stage

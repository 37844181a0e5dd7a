"""CREATE, ALTER, DROP, DESCRIBE and SHOW of stages and file formats
(https://docs.snowflake.com/en/sql-reference/sql/create-stage, .../create-file-format).
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.ingestion.copy_options import COPY_OPTIONS, check_copy_options
from mockhaus_dbt.ingestion.file_formats import FileFormatManager, make_format, read_format
from mockhaus_dbt.ingestion.file_formats.base import shown
from mockhaus_dbt.ingestion.session_objects import SessionNoun
from mockhaus_dbt.ingestion.stages import StageManager, url_path
from mockhaus_dbt.objects import base
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.names import display

if TYPE_CHECKING:
    from mockhaus_dbt.objects.base import Key, ShowColumn
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

DESCRIBED = ["property", "property_type", "property_value", "property_default"]
_TEMPORARY = frozenset(["TEMPORARY", "TEMP", "VOLATILE"])


class FileFormatNoun(SessionNoun):
    """FILE FORMAT."""

    noun: ClassVar[str] = "FILE FORMAT"
    title: ClassVar[str] = "File format"
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
        options = reader.options()
        comment = options.pop("COMMENT", None)
        made = make_format(options)
        temporary = bool(_TEMPORARY.intersection(statement.modifiers))
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


#: options that say how bytes are kept or who may read them; they change nothing that a query sees.
_WITHOUT_EFFECT = frozenset(["ENCRYPTION"])
_CLOUD = frozenset(
    ["STORAGE_INTEGRATION", "CREDENTIALS", "ENDPOINT", "USE_PRIVATELINK_ENDPOINT", "AWS_ACCESS_POINT_ARN"]
)


class StageNoun(SessionNoun):
    """STAGE."""

    noun: ClassVar[str] = "STAGE"
    title: ClassVar[str] = "Stage"
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        base.CREATED_ON,
        base.NAME,
        base.DATABASE_NAME,
        base.SCHEMA_NAME,
        base.ShowColumn("url", lambda _s, o: o.properties.get("URL", "")),
        base.constant("has_credentials", "N"),
        base.constant("has_encryption_key", "N"),
        base.OWNER,
        base.COMMENT,
        base.constant("region", None),
        base.ShowColumn("type", lambda _s, o: _stage_type(o)),
        base.constant("cloud", None),
        base.constant("notification_channel", None),
        base.constant("storage_integration", None),
        base.constant("endpoint", None),
        base.OWNER_ROLE_TYPE,
        base.ShowColumn("directory_enabled", lambda _s, o: "Y" if _directory(o) else "N"),
    )

    def read(
        self, session: Session, statement: Statement, reader: TokenReader, key: Key
    ) -> tuple[CatalogObject, Any]:
        found = self._options(session, reader)
        comment = found.pop("COMMENT", None)
        temporary = bool(_TEMPORARY.intersection(statement.modifiers))
        return self.new(session, key, comment=comment, properties=found, temporary=temporary), None

    def _options(self, session: Session, reader: TokenReader) -> dict[str, Any]:
        """The options of CREATE STAGE and ALTER STAGE ... SET."""
        if reader.word() in ("CLONE", "LIKE"):
            raise UnsupportedError(f"CREATE STAGE ... {reader.word()}")
        found: dict[str, Any] = {}
        while not reader.done:
            if reader.accept(","):
                continue
            if reader.accept("WITH TAG") or reader.accept("TAG"):
                found["TAGS"] = base.read_tags(reader)
                continue
            if reader.word(1) != "=":
                raise reader.unexpected()
            name = reader.take().text.upper()
            reader.expect("=")
            if name == "FILE_FORMAT":
                found[name] = self._format(session, read_format(reader))
                continue
            self._option(found, name, reader.value())
        return found

    def _option(self, found: dict[str, Any], name: str, value: Any) -> None:
        if name == "URL":
            url_path(str(value))
            found[name] = str(value)
        elif name == "COMMENT":
            found[name] = str(value)
        elif name == "COPY_OPTIONS":
            found[name] = check_copy_options(value if isinstance(value, dict) else {}, "STAGE")
        elif name == "DIRECTORY":
            found[name] = self._directory(value)
        elif name in _WITHOUT_EFFECT:
            found[name] = value if isinstance(value, dict) else {}
        elif name in _CLOUD:
            raise UnsupportedError(f"STAGE option {name}")
        else:
            raise error("invalid_property", name=name, kind="STAGE")

    def _directory(self, value: Any) -> dict[str, Any]:
        options = value if isinstance(value, dict) else {}
        for name, wanted in options.items():
            if name not in ("ENABLE", "REFRESH_ON_CREATE", "AUTO_REFRESH", "NOTIFICATION_INTEGRATION"):
                raise error("invalid_property", name=name, kind="DIRECTORY")
            if name == "AUTO_REFRESH" and wanted is True:
                raise UnsupportedError("DIRECTORY option AUTO_REFRESH = TRUE")
        return options

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
        if reader.accept("REFRESH"):
            raise UnsupportedError("ALTER STAGE ... REFRESH")
        if reader.accept("SET") and not reader.accept("TAG"):
            found = self._options(session, reader)
            if "DIRECTORY" in found and not obj.properties.get("DIRECTORY"):
                found["DIRECTORY"] = dict(found["DIRECTORY"])
            if "URL" in found and not obj.properties.get("URL"):
                raise error("invalid_property", name="URL", kind="STAGE")
            self.put(session, change, self.with_options(obj, found))
            return
        if reader.position and reader.tokens[reader.position - 1].text.upper() == "TAG":
            self.put(session, change, self.with_options(obj, {"TAGS": base.read_tags(reader)}))
            return
        super().modify(session, change, reader, obj)

    def rename(self, session: Session, change: Any, obj: CatalogObject, key: Key) -> None:
        super().rename(session, change, obj, key)
        if not obj.properties.get("URL"):
            manager = StageManager(session)
            old, new = manager.home(obj), manager.home(obj.but(database=key[1], schema=key[2], name=key[3]))
            shutil.rmtree(new, ignore_errors=True)
            if old.exists():
                new.parent.mkdir(parents=True, exist_ok=True)
                old.rename(new)

    def create(self, session: Session, statement: Statement) -> QueryResult:
        """CREATE STAGE."""
        result = super().create(session, statement)
        text = str(result.fetchall()[0][0])
        return QueryResult.message(f"Stage area {text[6:]}" if text.startswith("Stage ") else text)

    def created(self, session: Session, key: Key) -> None:
        """A new stage begins empty, also where an earlier one of the name left files."""
        self._empty(session, self.find(session, key))

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
        held = obj.properties.get("FILE_FORMAT") or {}
        rows: list[tuple[Any, ...]] = []
        if "FORMAT_NAME" in held:
            name = ".".join(display(p) for p in held["FORMAT_NAME"])
            rows.append(("STAGE_FILE_FORMAT", "FORMAT_NAME", "String", name, ""))
        else:
            rows += [("STAGE_FILE_FORMAT", *row) for row in make_format(held).described()]
        options = obj.properties.get("COPY_OPTIONS") or {}
        for name, option in COPY_OPTIONS.items():
            if option.on_stage:
                value = options.get(name, option.default)
                rows.append(("STAGE_COPY_OPTIONS", name, option.kind, shown(value), shown(option.default)))
        url = obj.properties.get("URL")
        rows.append(("STAGE_LOCATION", "URL", "String", f'["{url}"]' if url else "", ""))
        rows.append(("DIRECTORY", "ENABLE", "Boolean", shown(_directory(obj)), "false"))
        rows.append(("DIRECTORY", "AUTO_REFRESH", "Boolean", "false", "false"))
        return QueryResult.of(["parent_property", *DESCRIBED], rows)


def _stage_type(obj: CatalogObject) -> str:
    if obj.properties.get("URL"):
        return "EXTERNAL TEMPORARY" if obj.temporary else "EXTERNAL"
    return "INTERNAL TEMPORARY" if obj.temporary else "INTERNAL"


def _directory(obj: CatalogObject) -> bool:
    return bool((obj.properties.get("DIRECTORY") or {}).get("ENABLE"))


FORMATS = FileFormatNoun()
STAGES = StageNoun()
FORMATS.register()
STAGES.register()

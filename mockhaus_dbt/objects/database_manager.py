"""Databases: CREATE, ALTER, DROP, DESCRIBE, SHOW DATABASES. USE DATABASE is commands/use.py.

https://docs.snowflake.com/en/sql-reference/sql/create-database. A database is a name over its schemas; in DuckDB there
is nothing but these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.base import (
    COMMENT,
    CREATED_ON,
    NAME,
    OWNER,
    OWNER_ROLE_TYPE,
    Key,
    Noun,
    Option,
    ShowColumn,
    constant,
)
from mockhaus_dbt.objects.dropped import keep_database, with_dropped
from mockhaus_dbt.objects.foreign_keys import check_unreferenced
from mockhaus_dbt.objects.grants import drop_grants, move_grants
from mockhaus_dbt.objects.listing import flag
from mockhaus_dbt.objects.object_parameters import check_retention, retention
from mockhaus_dbt.objects.persistence import check_clone, is_transient
from mockhaus_dbt.objects.policy import check_self_contained
from mockhaus_dbt.objects.schema import CONTAINER_OPTIONS, SCHEMA, read_clone
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.types import TIMESTAMP_LTZ

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader


class DatabaseManager(Noun):
    """Everything that statements do to databases."""

    noun = "DATABASE"
    verbs = ("CREATE", "ALTER", "DROP", "DESCRIBE", "SHOW", "UNDROP")
    plural = "DATABASES"
    level = "ACCOUNT"
    alterable = True
    options: ClassVar[dict[str, Option]] = CONTAINER_OPTIONS
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        CREATED_ON,
        NAME,
        constant("is_default", "N"),
        ShowColumn("is_current", lambda s, o: flag(s.database == o.name)),
        constant("origin", ""),
        OWNER,
        COMMENT,
        ShowColumn("options", lambda _s, o: "TRANSIENT" if o.transient else ""),
        ShowColumn("retention_time", lambda s, o: str(retention(s, o))),
        constant("kind", "STANDARD"),
        constant("budget", None),
        OWNER_ROLE_TYPE,
        constant("object_visibility", None),
    )

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        source = None
        if reader.accept("FROM"):
            raise UnsupportedError("CREATE DATABASE ... FROM SHARE")
        if reader.accept("AS REPLICA OF"):
            raise UnsupportedError("CREATE DATABASE ... AS REPLICA OF")
        if reader.accept("CLONE"):
            original = self.require(session, self.locate(session, reader.qualified(), "CLONE"))
            source = read_clone(session, reader, original)
        found = self.read_options(session, reader)
        comment = found.pop("COMMENT", None)
        transient = is_transient(session, statement, key)
        check_retention(found, transient)
        obj = self.new(session, key, comment=comment, properties=found, transient=transient)
        if source is not None:
            check_clone(source.source, obj)
        return obj, source

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        if old is not None:
            self._take_out(session, change, old, keep=False)
        change.create_database(
            wanted.name, comment=wanted.comment, transient=wanted.transient, properties=wanted.properties
        )
        if body is not None:
            from mockhaus_dbt.objects.clone import clone_database

            clone_database(session, change, body, wanted)

    def created(self, session: Session, key: Key) -> None:
        session.use(key[3], "PUBLIC")

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        self._take_out(session, change, obj, keep=True)

    def _take_out(self, session: Session, change: Change, obj: CatalogObject, keep: bool) -> None:
        inside_all = [*session.catalog.objects("SCHEMA", obj.name), *session.catalog.contents(obj.name)]
        check_self_contained(session, obj, inside_all)
        for schema in session.catalog.objects("SCHEMA", obj.name):
            if schema.name == "INFORMATION_SCHEMA":
                change.remove(schema)
            else:
                keep = SCHEMA.take_out(session, change, schema, keep, alone=False) and keep
        if keep:
            keep_database(session, change, obj, list({o.key: o for o in inside_all}.values()))
        for inside in session.catalog.contents(obj.name):
            if inside.kind != "SCHEMA":
                change.remove(inside)
        drop_grants(session, change, obj)
        change.remove(obj)

    def check_unused(self, session: Session, obj: CatalogObject) -> None:
        check_unreferenced(session, session.catalog.contents(obj.name), "database")

    def dropped(self, session: Session, key: Key) -> None:
        if session.database == key[3]:
            session.use(None, None)

    def missing(self, key: Key) -> Exception:
        return error("kind_missing", kind="Database", name=display(key[3]))

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        if reader.accept("SWAP WITH"):
            other = self.require(session, self.locate(session, reader.qualified(), "ALTER"))
            _relocate(session, change, {obj.name: other.name, other.name: obj.name})
            return
        super().modify(session, change, reader, obj)

    def rename(self, session: Session, change: Change, obj: CatalogObject, key: Key) -> None:
        change.remove(obj)
        change.put(obj.but(name=key[3]))
        move_grants(session, change, obj, obj.but(name=key[3]))
        _relocate(session, change, {obj.name: key[3]})
        if session.database == obj.name:
            session.use(key[3], session.schema)

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE DATABASE: created_on, name and kind of its schemas."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        rows = [(s.created_on, s.name, "SCHEMA") for s in session.catalog.objects("SCHEMA", obj.name)]
        return QueryResult.of([("created_on", TIMESTAMP_LTZ), "name", "kind"], rows)

    def show(self, session: Session, statement: Statement) -> QueryResult:
        """SHOW plural [HISTORY]"""
        return with_dropped(session, self, statement)

    def terse(self) -> tuple[ShowColumn, ...]:
        empty = (constant("kind", None), constant("database_name", None), constant("schema_name", None))
        return (CREATED_ON, NAME, *empty)


def _relocate(session: Session, change: Change, names: dict[str, str]) -> None:
    """Move what stands in databases that get other names."""
    from mockhaus_dbt.objects.moved_names import relocate  # which makes views again

    moved = {(old, ""): (new, "") for old, new in names.items()}
    for old, new in names.items():
        moved.update({(old, s.name): (new, s.name) for s in session.catalog.objects("SCHEMA", old)})
    relocate(session, change, moved)


DATABASE = DatabaseManager()
DATABASE.register()

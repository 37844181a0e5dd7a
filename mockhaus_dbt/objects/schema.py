"""Schemas: CREATE, ALTER, DROP, DESCRIBE, SHOW SCHEMAS.

https://docs.snowflake.com/en/sql-reference/sql/create-schema. A schema keeps its DuckDB schema when it is renamed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import error
from mockhaus_dbt.objects import change_history
from mockhaus_dbt.objects.base import (
    COMMENT,
    CREATED_ON,
    DATABASE_NAME,
    NAME,
    OWNER,
    Key,
    Noun,
    Option,
    ShowColumn,
    constant,
)
from mockhaus_dbt.objects.dropped import keep_schema, with_dropped
from mockhaus_dbt.objects.foreign_keys import check_unreferenced, cut_off
from mockhaus_dbt.objects.grants import drop_grants, move_grants
from mockhaus_dbt.objects.listing import flag
from mockhaus_dbt.objects.object_parameters import check_retention, retention
from mockhaus_dbt.objects.persistence import check_clone, is_transient
from mockhaus_dbt.objects.policy import check_self_contained
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.types import TIMESTAMP_LTZ

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

#: what a database and a schema can set for what they hold; none changes a result.
CONTAINER_OPTIONS = {
    "DATA_RETENTION_TIME_IN_DAYS": Option(int, most=90),
    "MAX_DATA_EXTENSION_TIME_IN_DAYS": Option(int, most=90),
    "EXTERNAL_VOLUME": Option(str),
    "CATALOG": Option(str),
    "DEFAULT_DDL_COLLATION": Option(str),
    "REPLACE_INVALID_CHARACTERS": Option(bool),
    "STORAGE_SERIALIZATION_POLICY": Option(str, values=("COMPATIBLE", "OPTIMIZED")),
    "CLASSIFICATION_PROFILE": Option(str),
    "OBJECT_VISIBILITY": Option(object),
    "LOG_LEVEL": Option(str),
    "TRACE_LEVEL": Option(str),
    "METRIC_LEVEL": Option(str),
    "ICEBERG_DEFAULT_DDL_COLLATION": Option(str),
    "ICEBERG_VERSION_DEFAULT": Option(int),
    "ICEBERG_MERGE_ON_READ_BEHAVIOR": Option(str, values=("AUTO", "ENABLED", "DISABLED")),
    "ENABLE_ICEBERG_MERGE_ON_READ": Option(bool),
    "ENABLE_DATA_COMPACTION": Option(bool),
    "BASE_LOCATION_PREFIX": Option(str),
    "CATALOG_SYNC": Option(str),
    "REPLICABLE_WITH_FAILOVER_GROUPS": Option(str, values=("YES", "NO")),
    "DEFAULT_NOTEBOOK_COMPUTE_POOL_CPU": Option(str),
    "DEFAULT_NOTEBOOK_COMPUTE_POOL_GPU": Option(str),
    "DEFAULT_STREAMLIT_NOTEBOOK_WAREHOUSE": Option(str),
    "SUSPEND_TASK_AFTER_NUM_FAILURES": Option(int),
    "TASK_AUTO_RETRY_ATTEMPTS": Option(int),
    "USER_TASK_TIMEOUT_MS": Option(int),
    "QUOTED_IDENTIFIERS_IGNORE_CASE": Option(bool),
    "PIPE_EXECUTION_PAUSED": Option(bool),
    "EVENT_TABLE": Option(str),
    "OAUTH_AUTHORIZATION_SERVER": Option(str),
    "OAUTH_SCOPES_SUPPORTED": Option(str),
    "DATA_QUALITY_MONITORING_SETTINGS": Option(str),
}


class Schema(Noun):
    noun = "SCHEMA"
    verbs = ("CREATE", "ALTER", "DROP", "DESCRIBE", "SHOW", "UNDROP")
    plural = "SCHEMAS"
    level = "DATABASE"
    alterable = True
    options: ClassVar[dict[str, Option]] = CONTAINER_OPTIONS
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        CREATED_ON,
        NAME,
        constant("is_default", "N"),
        ShowColumn("is_current", lambda s, o: flag((s.database, s.schema) == (o.database, o.name))),
        DATABASE_NAME,
        OWNER,
        COMMENT,
        ShowColumn("options", lambda _s, o: schema_options(o)),
        ShowColumn("retention_time", lambda s, o: str(retention(s, o))),
        ShowColumn("owner_role_type", lambda _s, o: "ROLE" if o.owner else ""),
        constant("budget", None),
        constant("object_visibility", None),
        constant("is_nested", "N"),
    )

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        source = None
        if reader.accept("CLONE"):
            original = self.require(session, self.locate(session, reader.qualified(), "CLONE"))
            source = read_clone(session, reader, original)
        managed = reader.accept("WITH MANAGED ACCESS")
        found = self.read_options(session, reader)
        if managed:
            found["managed_access"] = True
        comment = found.pop("COMMENT", None)
        transient = is_transient(session, statement, key)
        check_retention(found, transient)
        obj = self.new(session, key, comment=comment, properties=found, transient=transient)
        if source is not None:
            check_clone(source.source, obj)
        return obj, source

    def new(self, session: Session, key: Key, **fields: Any) -> CatalogObject:
        return CatalogObject("SCHEMA", key[1], "", key[3], owner=session.role, **fields)

    def shown(self, key: Key) -> str:
        return key[3]

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        if old is not None:
            self.take_out(session, change, old, keep=False)
        physical = session.catalog.physical_schema(wanted.database, wanted.name)
        change.purge_schema(physical)
        change.run(f"CREATE SCHEMA {physical}")
        wanted = replace(wanted, physical=physical)
        change.put(wanted)
        if body is not None:
            from mockhaus_dbt.objects.clone import clone_schema

            clone_schema(session, change, body.source, wanted, body)

    def created(self, session: Session, key: Key) -> None:
        session.use(key[1], key[3])

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        self.take_out(session, change, obj, keep=True)

    def take_out(
        self, session: Session, change: Change, obj: CatalogObject, keep: bool, alone: bool = True
    ) -> bool:
        """Drop a schema, alone or with its database, or keep it for UNDROP; gives whether it is kept."""
        if obj.name == "INFORMATION_SCHEMA":
            raise error("missing_or_operation")
        contents = session.catalog.contents(obj.database, obj.name)
        if alone:
            check_self_contained(session, obj, contents)
        contents = [cut_off(session, change, o) if o.domain == "RELATION" else o for o in contents]
        keep = keep and keep_schema(session, change, obj, contents)
        for inside in contents:
            if not keep:
                change_history.forget(change, inside)
            change.remove(inside)
        for temporary in list(session.temporary.values()):
            if (temporary.database, temporary.schema) == (obj.database, obj.name):
                word = "VIEW" if temporary.kind == "VIEW" else "TABLE"
                change.run(f"DROP {word} IF EXISTS {temporary.physical}")
                change.remove(temporary)
        if not keep:
            change.run(f"DROP SCHEMA IF EXISTS {obj.physical} CASCADE")
        drop_grants(session, change, obj)
        change.remove(obj)
        return keep

    def dropped(self, session: Session, key: Key) -> None:
        if (session.database, session.schema) == (key[1], key[3]):
            session.use(key[1], None)

    def check_unused(self, session: Session, obj: CatalogObject) -> None:
        check_unreferenced(session, session.catalog.contents(obj.database, obj.name), "schema")

    def check_home(self, session: Session, key: Key) -> None:
        if not session.catalog.has_database(key[1]):
            raise error("missing_or_operation")

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        from mockhaus_dbt.objects.moved_names import relocate  # which makes views again

        if reader.accept("ENABLE MANAGED ACCESS"):
            change.put(obj.but(properties={**obj.properties, "managed_access": True}))
        elif reader.accept("DISABLE MANAGED ACCESS"):
            change.put(obj.but(properties={k: v for k, v in obj.properties.items() if k != "managed_access"}))
        elif reader.accept("SWAP WITH"):
            other = self.require(session, self.locate(session, reader.qualified(), "ALTER"))
            here, there = (obj.database, obj.name), (other.database, other.name)
            change.put(obj.but(physical=other.physical))
            change.put(other.but(physical=obj.physical))
            relocate(session, change, {here: there, there: here})
        else:
            super().modify(session, change, reader, obj)

    def rename(self, session: Session, change: Change, obj: CatalogObject, key: Key) -> None:
        from mockhaus_dbt.objects.moved_names import relocate  # which makes views again

        change.remove(obj)
        renamed = obj.but(database=key[1], name=key[3])
        change.put(renamed)
        move_grants(session, change, obj, renamed)
        relocate(session, change, {(obj.database, obj.name): (key[1], key[3])})
        if (session.database, session.schema) == (obj.database, obj.name):
            session.use(key[1], key[3])

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE SCHEMA: created_on, name and kind of what it holds."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        inside = [o for o in session.catalog.contents(obj.database, obj.name) if o.kind != "GRANT"]
        rows = [(o.created_on, o.name, o.kind) for o in sorted(inside, key=lambda o: (o.kind, o.name))]
        return QueryResult.of([("created_on", TIMESTAMP_LTZ), "name", "kind"], rows)

    def show(self, session: Session, statement: Statement) -> QueryResult:
        """SHOW plural [HISTORY]"""
        return with_dropped(session, self, statement)

    def terse(self) -> tuple[ShowColumn, ...]:
        return (CREATED_ON, NAME, constant("kind", None), DATABASE_NAME, constant("schema_name", None))


@dataclass(frozen=True)
class Cloned:
    """What CLONE says of a schema or database.

    Args:
        source: the original.
        moment: of AT | BEFORE: kind, value and whether it is BEFORE.
        ignoring: tables whose history does not reach back so far are left out.
        including: internal stages are cloned too.
    """

    source: CatalogObject
    moment: tuple[str, Any, bool] | None = None
    ignoring: bool = False
    including: bool = False


def read_clone(session: Session, reader: TokenReader, source: CatalogObject) -> Cloned:
    """What stands behind the name of the original
    (https://docs.snowflake.com/en/sql-reference/sql/create-clone)."""
    from mockhaus_dbt.objects.stream import read_moment

    moment = read_moment(session, reader)
    if moment is not None and source.created_on.timestamp() > change_history.moment_of(session, *moment[:2]):
        raise error("no_time_travel", kind=source.kind.lower(), name=source.name)
    ignoring = reader.accept("IGNORE TABLES WITH INSUFFICIENT DATA RETENTION")
    reader.accept("IGNORE HYBRID TABLES")  # they are ordinary tables here
    including = reader.accept("INCLUDE INTERNAL STAGES")
    return Cloned(source, moment, ignoring, including)


def schema_options(obj: CatalogObject) -> str:
    """The column ``options`` of SHOW: TRANSIENT, MANAGED ACCESS."""
    words = ["TRANSIENT"] if obj.transient else []
    return ", ".join([*words, "MANAGED ACCESS"] if obj.properties.get("managed_access") else words)


SCHEMA = Schema()
SCHEMA.register()

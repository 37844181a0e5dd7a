"""Dynamic tables: a query whose rows are kept, computed when the table is created and when it is refreshed.

https://docs.snowflake.com/en/sql-reference/sql/create-dynamic-table and alter-dynamic-table; refreshes.py says when
the rows are computed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.catalog import CatalogObject, now
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.base import (
    COMMENT,
    CREATED_ON,
    DATABASE_NAME,
    NAME,
    OWNER,
    OWNER_ROLE_TYPE,
    SCHEMA_NAME,
    SUCCEEDED,
    Key,
    Noun,
    Option,
    ShowColumn,
    constant,
    with_properties,
    without_properties,
)
from mockhaus_dbt.objects.clustering import check_clustering, read_cluster_by
from mockhaus_dbt.objects.column_changes import alter_columns, alter_policy
from mockhaus_dbt.objects.columns import read_definition
from mockhaus_dbt.objects.grants import drop_grants, move_grants
from mockhaus_dbt.objects.listing import Listing
from mockhaus_dbt.objects.refresh_modes import automatic_mode
from mockhaus_dbt.objects.refreshes import (
    check_frozen,
    downstream,
    fill,
    make_empty,
    note_refresh,
    places_of,
    read_lag,
    refresh_all,
)
from mockhaus_dbt.objects.relocation import move, swap
from mockhaus_dbt.objects.statistics import quick_counts, rows_and_bytes
from mockhaus_dbt.objects.table import TABLE, TABLE_OPTIONS, automatic_clustering
from mockhaus_dbt.objects.table_clauses import read_clauses
from mockhaus_dbt.objects.table_queries import query_statement
from mockhaus_dbt.objects.view import translate_view, view_columns
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import statement as register_statement
from mockhaus_dbt.translation.names import Column
from mockhaus_dbt.translation.token_reader import fold
from mockhaus_dbt.translation.types import BOOLEAN, INTEGER, TIMESTAMP_LTZ, ResultColumn

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader
    from mockhaus_dbt.translation.translator import Translation

#: what CREATE OR ALTER leaves as it is.
_LASTING = ("scheduling_state", "last_suspended_on", "suspended_by", "data_timestamp", "is_clone")
_MODES = ("AUTO", "FULL", "INCREMENTAL", "ADAPTIVE", "CUSTOM_INCREMENTAL")


@dataclass
class RefreshBody:
    """What the rows come from.

    Args:
        translation: of the query; None for a clone.
        copy_grants: those of a replaced table stay.
        original: what is cloned.
    """

    translation: Translation | None
    copy_grants: bool
    original: CatalogObject | None = None


class DynamicTable(Noun):
    noun = "DYNAMIC TABLE"
    plural = "DYNAMIC TABLES"
    title = "Dynamic table"
    options: ClassVar[dict[str, Option]] = {
        **TABLE_OPTIONS,
        "REFRESH_MODE": Option(str, values=_MODES),
        "INITIALIZE": Option(str, values=("ON_CREATE", "ON_SCHEDULE")),
        "SCHEDULER": Option(str, values=("ENABLE", "DISABLE")),
    }
    verbs = ("CREATE", "ALTER", "DROP", "SHOW")

    def read(
        self, session: Session, statement: Statement, reader: TokenReader, key: Key
    ) -> tuple[CatalogObject, RefreshBody]:
        if reader.accept("CLONE"):
            return self._read_clone(session, statement, reader, key)
        given: list[Column] = []
        if reader.word() == "(":
            definition = read_definition(reader, session, typed=False)
            if definition.constraints:
                raise UnsupportedError(f"{definition.constraints[0]['kind']} of a dynamic table")
            given = definition.columns
        found: dict[str, Any] = {}

        def own() -> bool:
            if reader.accept("IMMUTABLE WHERE") or reader.accept("FROZEN WHERE"):
                found["immutable_where"] = reader.text_of(reader.bracketed())
                return True
            return False

        copy_grants = read_clauses(self, session, reader, found, own)
        self.check(session, found)
        query = query_statement(reader)
        made = translate_view(session, key, query)
        translation, reads = made.translation, made.reads
        structured = next((c.type for c in translation.columns if c.type.is_structured), None)
        if structured is not None:
            raise UnsupportedError(f"{structured} in a dynamic table")
        found["sources"] = [list(place) for place in places_of(reads)]
        found["mode"] = automatic_mode(query)
        if given:
            found["declared"] = True
        comment = found.pop("COMMENT", None)
        found["text"] = statement.text
        if "ICEBERG" in [t.text.upper() for t in statement.tokens[: statement.head + 2]]:
            found["is_iceberg"] = True
        obj = self.new(
            session,
            key,
            columns=tuple(view_columns(given, translation)),
            text=query.text,
            comment=comment,
            properties=found,
            transient="TRANSIENT" in statement.modifiers,
        )
        return obj, RefreshBody(translation, copy_grants)

    def _read_clone(
        self, session: Session, statement: Statement, reader: TokenReader, key: Key
    ) -> tuple[CatalogObject, RefreshBody]:
        """CLONE table [ COPY GRANTS ] [ TARGET_LAG = ... ]: with its rows, and suspended."""
        original = self.require(session, self.locate(session, reader.qualified(), "CREATE"))
        if reader.word() in ("AT", "BEFORE"):
            raise UnsupportedError("CREATE DYNAMIC TABLE ... CLONE ... AT")
        found: dict[str, Any] = {}
        copy_grants = read_clauses(self, session, reader, found, query=False)
        comment = found.pop("COMMENT", original.comment)
        properties = {**original.properties, **found, "scheduling_state": "SUSPENDED", "is_clone": True}
        properties["last_suspended_on"] = now().isoformat()
        self.check(session, properties)
        fields = {"columns": original.columns, "text": original.text, "comment": comment, "properties": properties}
        transient = "TRANSIENT" in statement.modifiers or original.transient
        return self.new(session, key, **fields, transient=transient), RefreshBody(None, copy_grants, original)

    def check(self, session: Session, properties: dict[str, Any]) -> None:
        """Whether the properties of a table go together.

        Raises:
            SqlError: 002029, one is missing; 001008, a wrong TARGET_LAG, or one that nothing would look at; 002003,
                there is no such warehouse.
        """
        disabled = properties.get("SCHEDULER") == "DISABLE"
        lag = properties.get("TARGET_LAG")
        if lag is None and not disabled:
            raise error("missing_property", name="TARGET_LAG")
        if lag is not None:
            read_lag(lag)
            if disabled:
                raise error("invalid_value", value=lag, name="TARGET_LAG")
        if "WAREHOUSE" not in properties:
            raise error("missing_property", name="WAREHOUSE")
        for name in ("WAREHOUSE", "INITIALIZATION_WAREHOUSE"):
            if name in properties:
                session.require("WAREHOUSE", [fold(properties[name])])

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        physical = session.physical_name(wanted.database, wanted.schema, wanted.name)
        wanted = replace(wanted, physical=physical)
        if old is not None and not body.copy_grants:
            drop_grants(session, change, old)
        if body.original is not None:
            rows = body.original.physical
            names = ", ".join(c.sql for c in wanted.columns)
            change.run(f"CREATE OR REPLACE TABLE {wanted.physical} ({names}) AS SELECT {names} FROM {rows}")
        elif wanted.properties.get("INITIALIZE") == "ON_SCHEDULE":
            wanted = make_empty(session, change, wanted)
        else:
            started = now()
            wanted = fill(change, wanted, body.translation)
            note_refresh(session, wanted, "CREATION", started)
        change.put(wanted)
        if "immutable_where" in wanted.properties:
            check_frozen(session, change, wanted, wanted.properties["immutable_where"])

    def build_altered(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject, body: Any
    ) -> None:
        """What is left out is reset; the rows stay unless the query, the columns or REFRESH_MODE are others."""
        if body.original is not None:
            raise UnsupportedError("CREATE OR ALTER DYNAMIC TABLE ... CLONE of one that exists")
        kept = {n: old.properties[n] for n in (*_LASTING, "TAGS", "row_access_policy") if n in old.properties}
        properties = {**kept, **wanted.properties}
        shape = [(c.name, c.type) for c in old.columns]
        same = old.text == wanted.text and _mode(old) == _mode(wanted)
        same = same and shape == [(c.name, c.type) for c in wanted.columns]
        if same and old.properties.get("immutable_where") == wanted.properties.get("immutable_where"):
            held = {c.name: c.extra for c in old.columns}
            columns = tuple(replace(c, extra={**held[c.name], **c.extra}) for c in wanted.columns)
            change.put(old.but(properties=properties, comment=wanted.comment, columns=columns))
            return
        wanted = replace(wanted, properties={n: v for n, v in properties.items() if n != "data_timestamp"})
        self.build(session, change, replace(wanted, created_on=old.created_on), old, replace(body, copy_grants=True))

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        change.run(f"DROP TABLE IF EXISTS {obj.physical}")
        drop_grants(session, change, obj)
        change.remove(obj)

    # -- ALTER

    def alter(self, session: Session, statement: Statement) -> QueryResult:
        """ALTER DYNAMIC TABLE [IF EXISTS] name [, name ...] ..."""
        reader = statement.reader()
        if_exists = reader.accept("IF EXISTS")
        keys = [self.locate(session, reader.qualified(), "ALTER")]
        while reader.accept(","):
            keys.append(self.locate(session, reader.qualified(), "ALTER"))
        if len(keys) > 1:
            reader.expect("REFRESH")
        elif not reader.accept("REFRESH"):
            return super().alter(session, statement)
        reader.accept("COPY SESSION")
        reader.expect_end()
        if session.transaction is not None:
            raise error("refresh_in_transaction")
        wanted = []
        for key in keys:
            if keys.count(key) > 1:
                raise error("duplicate_refresh", name=self.shown(key))
            if not if_exists or self.find(session, key) is not None:
                wanted.append(self.require(session, key))
        refresh_all(session, wanted)
        return QueryResult.message(SUCCEEDED)

    def with_options(self, obj: CatalogObject, found: dict[str, Any]) -> CatalogObject:
        obj = super().with_options(obj, found)
        if found.get("SCHEDULER") == "DISABLE" and "TARGET_LAG" not in found:
            obj = without_properties(obj, "TARGET_LAG")
        return obj

    def _schedule(self, session: Session, change: Change, obj: CatalogObject, state: str) -> None:
        """SUSPEND and RESUME, which reach the tables that read this one."""
        more: dict[str, Any] = {"last_suspended_on": now().isoformat()} if state == "SUSPENDED" else {"failures": 0}
        change.put(with_properties(obj, scheduling_state=state, suspended_by=None, **more))
        for table in downstream(session, obj):
            if state == "SUSPENDED" and table.properties.get("scheduling_state") != "SUSPENDED":
                change.put(with_properties(table, scheduling_state=state, suspended_by="UPSTREAM", **more))
            elif state == "RUNNING" and table.properties.get("suspended_by") == "UPSTREAM":
                change.put(with_properties(table, scheduling_state=state, suspended_by=None, **more))

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        if reader.word() in ("SUSPEND", "RESUME"):
            state = "SUSPENDED" if reader.take().text.upper() == "SUSPEND" else "RUNNING"
            if reader.accept("RECLUSTER"):
                change.put(with_properties(obj, recluster_suspended=state == "SUSPENDED"))
            else:
                self._schedule(session, change, obj, state)
        elif reader.accept("CLUSTER BY"):
            keys = read_cluster_by(reader)
            check_clustering(session, obj.name, obj.columns, keys)
            change.put(with_properties(obj, cluster_by=keys))
        elif reader.accept("DROP CLUSTERING KEY"):
            change.put(with_properties(obj, cluster_by=""))
        elif reader.accept("SET IMMUTABLE WHERE") or reader.accept("SET FROZEN WHERE"):
            frozen = reader.text_of(reader.bracketed())
            check_frozen(session, change, obj, frozen)
            change.put(with_properties(obj, immutable_where=frozen))
        elif reader.accept("UNSET IMMUTABLE WHERE") or reader.accept("UNSET FROZEN WHERE"):
            change.put(with_properties(obj, immutable_where=None))
        elif reader.accept_set():
            obj = self.with_options(obj, self.read_options(session, reader))
            self.check(session, obj.properties)
            change.put(obj)
        elif reader.accept("SWAP WITH"):
            swap(session, change, obj, session.require("RELATION", reader.qualified()))
        elif reader.accept("ALTER") or reader.accept("MODIFY"):
            change.put(alter_columns(session, change, reader, obj))
        elif reader.word() in ("ADD", "DROP"):
            change.put(alter_policy(session, reader, obj))
        else:
            super().modify(session, change, reader, obj)

    def rename(self, session: Session, change: Change, obj: CatalogObject, key: Key) -> None:
        new = obj.but(database=key[1], schema=key[2], name=key[3])
        new = replace(new, physical=session.physical_name(key[1], key[2], key[3]))
        move(session, change, obj, new)
        change.remove(obj)
        change.put(new)
        move_grants(session, change, obj, new)

    # -- SHOW

    def listed(self, session: Session, listing: Listing, statement: Statement) -> list[CatalogObject]:
        return [o for o in super().listed(session, listing, statement) if o.kind == self.noun]

    def table(self, session: Session, objects: list[CatalogObject], listing: Listing) -> QueryResult:
        if listing.terse:
            return super().table(session, objects, listing)
        counts = quick_counts(session, objects)
        names = [c.name for c in self.columns]
        at = names.index("rows")
        rows = []
        for o in objects:
            row = [c.cell(session, o) for c in self.columns]
            row[at], row[at + 1] = rows_and_bytes(o, counts)
            rows.append(tuple(row))
        return QueryResult.of([ResultColumn(c.name, c.type) for c in self.columns], rows)

    columns: ClassVar[tuple[ShowColumn, ...]] = (
        CREATED_ON,
        NAME,
        DATABASE_NAME,
        SCHEMA_NAME,
        ShowColumn("cluster_by", lambda _s, o: o.properties.get("cluster_by") or ""),
        constant("rows", None, INTEGER),
        constant("bytes", None, INTEGER),
        OWNER,
        ShowColumn("target_lag", lambda _s, o: _lag(o)),
        ShowColumn("scheduler", lambda _s, o: o.properties.get("SCHEDULER")),
        ShowColumn("refresh_mode", lambda _s, o: _mode(o)),
        constant("refresh_mode_reason", None),
        ShowColumn("warehouse", lambda _s, o: o.properties.get("WAREHOUSE")),
        COMMENT,
        ShowColumn("text", lambda _s, o: o.properties.get("text", "")),
        ShowColumn("automatic_clustering", lambda _s, o: "ON" if automatic_clustering(o) else "OFF"),
        ShowColumn("scheduling_state", lambda _s, o: o.properties.get("scheduling_state", "RUNNING")),
        ShowColumn("last_suspended_on", lambda _s, o: _moment(o, "last_suspended_on"), TIMESTAMP_LTZ),
        ShowColumn("is_clone", lambda _s, o: bool(o.properties.get("is_clone")), BOOLEAN),
        constant("is_replica", False, BOOLEAN),
        ShowColumn("is_iceberg", lambda _s, o: bool(o.properties.get("is_iceberg")), BOOLEAN),
        ShowColumn("data_timestamp", lambda _s, o: _moment(o, "data_timestamp"), TIMESTAMP_LTZ),
        OWNER_ROLE_TYPE,
        ShowColumn("immutable_where", lambda _s, o: o.properties.get("immutable_where")),
        constant("execute_as_user", None),
        # dbt-snowflake reads it; the page does not list it.
        ShowColumn("initialization_warehouse", lambda _s, o: o.properties.get("INITIALIZATION_WAREHOUSE")),
    )

    def terse(self) -> tuple[ShowColumn, ...]:
        return (CREATED_ON, NAME, constant("kind", "DYNAMIC_TABLE"), DATABASE_NAME, SCHEMA_NAME)


def _mode(obj: CatalogObject) -> str:
    """As declared, or what AUTO comes to."""
    declared = str(obj.properties.get("REFRESH_MODE", "AUTO"))
    return str(obj.properties.get("mode", "FULL")) if declared == "AUTO" else declared


def _lag(obj: CatalogObject) -> str | None:
    lag = obj.properties.get("TARGET_LAG")
    return "DOWNSTREAM" if lag is not None and str(lag).upper() == "DOWNSTREAM" else lag


def _moment(obj: CatalogObject, name: str) -> Any:
    text = obj.properties.get(name)
    return datetime.fromisoformat(text) if text else None


DYNAMIC_TABLE = DynamicTable()
DYNAMIC_TABLE.register()


@register_statement("CREATE DYNAMIC")
def create_dynamic_iceberg_table(session: Session, statement: Statement) -> QueryResult:
    """CREATE [OR REPLACE] DYNAMIC ICEBERG TABLE: a dynamic table with a flag."""
    reader = statement.reader()
    reader.expect("ICEBERG TABLE")
    statement.head = reader.position
    return DYNAMIC_TABLE.create(session, statement)


@register_statement("CREATE ICEBERG TABLE", "CREATE HYBRID TABLE", "CREATE INTERACTIVE TABLE")
def create_table_of_kind(session: Session, statement: Statement) -> QueryResult:
    """CREATE ICEBERG TABLE and its kin: a table with a flag."""
    return TABLE.create(session, statement)


@register_statement("DROP ICEBERG TABLE", "DROP INTERACTIVE TABLE", "DROP HYBRID TABLE")
def drop_table_of_kind(session: Session, statement: Statement) -> QueryResult:
    """DROP ICEBERG TABLE [IF EXISTS] name"""
    return TABLE.drop(session, statement)


@register_statement("SHOW ICEBERG TABLES", "SHOW HYBRID TABLES", "SHOW INTERACTIVE TABLES")
def show_tables_of_kind(session: Session, statement: Statement) -> QueryResult:
    """SHOW ICEBERG TABLES: those with the flag."""
    return TABLE.show(session, statement)


__all__ = ["DYNAMIC_TABLE"]

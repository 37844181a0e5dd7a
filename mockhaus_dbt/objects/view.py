"""Views: CREATE VIEW and MATERIALIZED VIEW, ALTER, DROP, DESCRIBE, SHOW VIEWS.

https://docs.snowflake.com/en/sql-reference/sql/create-view. A view is a DuckDB view of the translated text; its
Snowflake text stands in the catalog. Where the translated text calls functions that only Mockhaus has, there is a
second DuckDB view that opens anywhere. A materialized view is a view: it gives the same rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from mockhaus_dbt.catalog import CALLS_MOCKHAUS, CatalogObject
from mockhaus_dbt.errors import SqlError, UnsupportedError, error, raising_text
from mockhaus_dbt.objects.base import (
    COMMENT,
    CREATED_ON,
    DATABASE_NAME,
    NAME,
    OWNER,
    OWNER_ROLE_TYPE,
    SCHEMA_NAME,
    Key,
    Noun,
    Option,
    ShowColumn,
    constant,
)
from mockhaus_dbt.objects.clustering import check_clustering, read_cluster_by
from mockhaus_dbt.objects.column_changes import alter_columns, alter_policy
from mockhaus_dbt.objects.columns import read_definition
from mockhaus_dbt.objects.grants import drop_grants, move_grants
from mockhaus_dbt.objects.listing import Listing
from mockhaus_dbt.objects.materialized_view import base_columns, check_materialized, show_materialized
from mockhaus_dbt.objects.refused_actions import refuse_action
from mockhaus_dbt.objects.snapshots import Noted, NotedFunctions, NotedParameters, Pending, Recorder
from mockhaus_dbt.objects.table_clauses import read_clauses
from mockhaus_dbt.objects.table_queries import query_columns, query_statement, stored_type
from mockhaus_dbt.objects.tagging import with_copied_tags
from mockhaus_dbt.python_functions import find
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import Column, Relation, quote
from mockhaus_dbt.translation.portable import is_portable, portable
from mockhaus_dbt.translation.types import BOOLEAN

if TYPE_CHECKING:
    from mockhaus_dbt.result import QueryResult
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.token_reader import TokenReader
    from mockhaus_dbt.translation.translator import Translation

VIEW_OPTIONS = {
    "CHANGE_TRACKING": Option(bool),
    "DATA_RETENTION_TIME_IN_DAYS": Option(int, most=90),
    "MAX_DATA_EXTENSION_TIME_IN_DAYS": Option(int, most=90),
}


@dataclass
class ViewBody:
    """The translated query of a view.

    Args:
        translation: of the query.
        copy_grants: privileges on the view that is replaced stay.
        copy_tags: its tags and those of its columns do.
    """

    translation: Translation
    copy_grants: bool
    copy_tags: bool = False


class View(Noun):
    noun = "VIEW"
    plural = "VIEWS"
    options: ClassVar[dict[str, Option]] = VIEW_OPTIONS
    verbs = ("CREATE", "ALTER", "DROP", "SHOW")

    def read(
        self, session: Session, statement: Statement, reader: TokenReader, key: Key
    ) -> tuple[CatalogObject, ViewBody]:
        given: list[Column] = []
        if reader.word() == "(":
            definition = read_definition(reader, session, typed=False)
            if definition.constraints:
                raise UnsupportedError(f"{definition.constraints[0]['kind']} of a view")
            given = definition.columns
        found: dict[str, Any] = {}

        def own() -> bool:
            copied = reader.accept("COPY TAGS")
            found["copy_tags"] = copied or found.get("copy_tags", False)
            return copied

        copy_grants = read_clauses(self, session, reader, found, own)
        copy_tags = found.pop("copy_tags", False)
        query = query_statement(reader)
        if "RECURSIVE" in statement.modifiers:
            query = _recursive(key, given, query)
        made = translate_view(session, key, query)
        translation = made.translation
        if not given and not all(head.named for head in translation.columns):
            raise error("column_unnamed")
        self.check(session, query, translation)
        if self.noun == "MATERIALIZED VIEW" and "cluster_by" in found and not given:
            raise error("materialized_view_clustered", name=key[3])
        if self.noun == "MATERIALIZED VIEW":
            found["base"] = base_columns(session, translation)
        found.update(made.properties)
        words = statement.modifiers
        comment = found.pop("COMMENT", None)
        found["text"] = statement.text
        obj = self.new(
            session,
            key,
            columns=tuple(view_columns(given, translation)),
            text=query.text,
            comment=comment,
            properties=found,
            secure="SECURE" in words,
            temporary=bool({"TEMPORARY", "TEMP", "VOLATILE"} & set(words)),
        )
        return obj, ViewBody(translation, copy_grants, copy_tags)

    def check(self, session: Session, query: Statement, translation: Translation) -> None:
        """A materialized view may hold less than any other."""

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        if wanted.temporary:
            session.temporary_schema()
        physical = session.physical_name(wanted.database, wanted.schema, wanted.name, wanted.temporary)
        wanted = replace(wanted, physical=physical)
        if old is not None and body.copy_tags:
            wanted = with_copied_tags(wanted, old)
        if old is not None and not body.copy_grants:
            drop_grants(session, change, old)
        change.put(define_view(change, wanted, body.translation.sql, old))

    def build_altered(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject, body: Any
    ) -> None:
        """Tags, policies and grants stay."""
        held = {c.name: c for c in old.columns}
        kept = {name: held[name].extra for name in held}
        columns = tuple(replace(c, extra={**kept.get(c.name, {}), **c.extra}) for c in wanted.columns)
        left = [c.name for c in columns if c.name in held]
        if left != [name for name in held if name in left]:
            raise UnsupportedError("CREATE OR ALTER VIEW that changes the order of columns")
        lasting = {n: old.properties[n] for n in ("TAGS", "row_access_policy") if n in old.properties}
        properties = {**lasting, **wanted.properties}
        wanted = replace(wanted, columns=columns, properties=properties, created_on=old.created_on)
        self.build(session, change, wanted, old, replace(body, copy_grants=True))

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        drop_view(change, obj)
        drop_grants(session, change, obj)
        change.remove(obj)

    # -- ALTER VIEW

    def require(self, session: Session, key: Key) -> CatalogObject:
        """ALTER VIEW sets policies and tags of materialized views too
        (https://docs.snowflake.com/en/sql-reference/sql/alter-materialized-view)."""
        found = self.find(session, key)
        if found is not None and self.noun == "VIEW" and _is_materialized(found):
            return found
        return super().require(session, key)

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        policies = reader.word() in ("ADD", "DROP", "ALTER", "MODIFY") or reader.word(1) == "TAG"
        if _is_materialized(obj) and self.noun == "VIEW" and not policies:
            raise error("wrong_kind", found=obj.kind, wanted=self.noun)
        refuse_action(reader, self.noun)
        if reader.accept("SET SECURE"):
            change.put(obj.but(secure=True))
        elif reader.accept("UNSET SECURE"):
            change.put(obj.but(secure=False))
        elif reader.accept("ALTER") or reader.accept("MODIFY"):
            change.put(alter_columns(session, change, reader, obj))
        elif reader.word() in ("ADD", "DROP") and reader.word(1) != "CLUSTERING":
            change.put(alter_policy(session, reader, obj))
        else:
            super().modify(session, change, reader, obj)

    def rename(self, session: Session, change: Change, obj: CatalogObject, key: Key) -> None:
        new = obj.but(database=key[1], schema=key[2], name=key[3])
        new = replace(new, physical=session.physical_name(key[1], key[2], key[3], obj.temporary))
        drop_view(change, obj)
        change.remove(obj)
        make_view(session, change, new, home=(obj.database, obj.schema))
        move_grants(session, change, obj, new)

    # -- SHOW

    def listed(self, session: Session, listing: Listing, statement: Statement) -> list[CatalogObject]:
        objects = super().listed(session, listing, statement)
        wanted = ("MATERIALIZED VIEW",) if "MATERIALIZED" in statement.name else ("VIEW", "MATERIALIZED VIEW")
        return [o for o in objects if o.kind in wanted]

    columns: ClassVar[tuple[ShowColumn, ...]] = (
        CREATED_ON,
        NAME,
        constant("reserved", ""),
        DATABASE_NAME,
        SCHEMA_NAME,
        OWNER,
        COMMENT,
        ShowColumn("text", lambda _s, o: o.properties.get("text", o.text)),
        ShowColumn("is_secure", lambda _s, o: o.secure, BOOLEAN),
        ShowColumn("is_materialized", lambda _s, o: o.kind == "MATERIALIZED VIEW", BOOLEAN),
        OWNER_ROLE_TYPE,
        ShowColumn("change_tracking", lambda _s, o: "ON" if o.properties.get("CHANGE_TRACKING") else "OFF"),
    )

    def terse(self) -> tuple[ShowColumn, ...]:
        return (CREATED_ON, NAME, constant("kind", "VIEW"), DATABASE_NAME, SCHEMA_NAME)


def _is_materialized(obj: CatalogObject | None) -> bool:
    return obj is not None and obj.kind == "MATERIALIZED VIEW"


class MaterializedView(View):
    noun = "MATERIALIZED VIEW"
    plural = "MATERIALIZED VIEWS"
    title = "Materialized view"

    def check(self, session: Session, query: Statement, translation: Translation) -> None:
        check_materialized(session, query, translation)

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        """CLUSTER BY, DROP CLUSTERING KEY, SUSPEND and RESUME beside what is ALTER VIEW's
        (https://docs.snowflake.com/en/sql-reference/sql/alter-materialized-view)."""
        held = {n: v for n, v in obj.properties.items() if n != "recluster_suspended"}
        if reader.accept("CLUSTER BY"):
            keys = read_cluster_by(reader)
            check_clustering(session, obj.name, obj.columns, keys)
            change.put(obj.but(properties={**obj.properties, "cluster_by": keys}))
        elif reader.accept("DROP CLUSTERING KEY"):
            change.put(obj.but(properties={n: v for n, v in held.items() if n != "cluster_by"}))
        elif reader.accept("SUSPEND RECLUSTER"):
            change.put(obj.but(properties={**held, "recluster_suspended": True}))
        elif reader.accept("RESUME RECLUSTER"):
            change.put(obj.but(properties=held))
        elif reader.accept("SUSPEND"):
            reason = raising_text("materialized_view_invalid", "", name=obj.name)
            reason_shown = "Marked Materialized View as invalid manually."
            properties = {**held, "recluster_suspended": True, "invalid": reason_shown, "live": False, "asked": []}
            change.put(define_view(change, obj.but(properties=properties), failing_query(obj, reason), obj))
        elif reader.accept("RESUME"):
            if obj.properties.get("lasting"):
                raise error("materialized_view_base", name=obj.name, base=obj.properties["reads"][0][2])
            make_view(session, change, obj.but(properties={n: v for n, v in held.items() if n != "invalid"}))
        else:
            super().modify(session, change, reader, obj)

    def table(self, session: Session, objects: list[CatalogObject], listing: Listing) -> QueryResult:
        """SHOW MATERIALIZED VIEWS."""
        if listing.terse:
            return super().table(session, objects, listing)
        return show_materialized(session, objects)

    def terse(self) -> tuple[ShowColumn, ...]:
        return (CREATED_ON, NAME, constant("kind", "MATERIALIZED_VIEW"), DATABASE_NAME, SCHEMA_NAME)


def _recursive(key: Key, given: list[Column], query: Statement) -> Statement:
    """CREATE RECURSIVE VIEW v (c) AS q means WITH RECURSIVE v (c) AS (q) SELECT * FROM v."""
    if not given:
        raise error("column_list")
    names = ", ".join(quote(c.name) for c in given)
    name = quote(key[3])
    return split_statements(f"WITH RECURSIVE {name} ({names}) AS ({query.text}) SELECT * FROM {name}")[0]


class TranslatedView(NamedTuple):
    """What became of the query of a view.

    Args:
        translation: of the query.
        reads: which relations it reads (snapshots.Recorder.reads).
        live: it reads INFORMATION_SCHEMA, a directory table or what policies protect, itself or by another view, or
            its text depends on what tables hold, as PIVOT (ANY) does. The query is translated whenever the view is
            read, and DuckDB has only the view's shape.
        asked: what it asked of the session: parameters and context functions with their values. A session in which
            they have others does not read DuckDB's view: the query is translated for it.
    """

    translation: Translation
    reads: list[list[str]]
    live: bool
    asked: list[list[Any]]

    @property
    def properties(self) -> dict[str, Any]:
        """What the catalog keeps with the view."""
        return {"reads": self.reads, "live": self.live, "asked": self.asked}


def translate_view(
    session: Session, key: Key, query: Statement, catalog: Pending | None = None
) -> TranslatedView:
    """Translate the query of a view; names without schema mean the view's own.

    Args:
        session: that makes the view.
        key: of the view.
        query: behind AS.
        catalog: asked instead of the session's.

    """
    recorder = Recorder(catalog or session.catalog)
    live = False

    def system(database: str, schema: str, name: str) -> Relation | None:
        nonlocal live
        found: Relation | None = PROVIDERS["system_relation"](session, database, schema, name)
        live = live or found is not None
        return found

    def other(relation: Relation) -> Relation:
        nonlocal live
        live = True
        return live_view(session, relation, catalog)

    def asked(name: str, *args: Any) -> Any:
        nonlocal live
        live = True
        return PROVIDERS[name](session, *args, place=(key[1], key[2]))

    def rows(sql: str) -> list[tuple[Any, ...]]:
        nonlocal live
        live = True
        return session.rows(sql)

    def shadow(*place: str) -> Relation | None:
        found = session.shadow(*place)
        recorder.protected = recorder.protected or (found is not None and found.is_protected)
        return found

    noted = Noted()
    context = session.context(
        catalog=recorder,
        parameters=NotedParameters(session.parameters, noted),
        functions=NotedFunctions(session, noted, key[1], key[2]),
        database=key[1],
        schema=key[2],
        in_view=True,
        shadows=shadow if session.temporary else None,
        system_relation=system,
        live_view=other,
        run=rows,
        ask_in_view=asked,
    )
    translation = session.translator.translate(query, context)
    return TranslatedView(translation, recorder.reads, live or recorder.protected, noted.asked)


def live_view(session: Session, relation: Relation, catalog: Pending | None = None) -> Relation:
    """A view as it is for this session at this moment, for names.Context.live_view.

    Args:
        session: that reads it.
        relation: the view, as the catalog has it.
        catalog: asked instead of the session's.
    """
    place = (relation.database, relation.schema, relation.name)
    obj = session.temporary.get(place) or (catalog or session.catalog).get("RELATION", *place)
    assert obj is not None
    body = translate_view(session, obj.key, split_statements(obj.text)[0], catalog).translation
    if len(body.columns) != len(obj.columns):
        raise error("view_width", name=obj.name, declared=str(len(obj.columns)), produced=str(len(body.columns)))
    columns = tuple(replace(c, type=h.type) for c, h in zip(relation.columns, body.columns, strict=True))
    names = ", ".join(c.sql for c in columns)
    return replace(relation, columns=columns, sql=f"(SELECT * FROM ({body.sql}) AS {quote(obj.name)} ({names}))")


def view_columns(given: list[Column], translation: Translation) -> list[Column]:
    """The columns of a view: names and comments as given, types of the query.

    Raises:
        SqlError: 002026, more or fewer names than columns.
    """
    heads = translation.columns
    if not given:
        return query_columns(heads)
    if len(given) != len(heads):
        raise error("column_list")
    return [replace(c, type=stored_type(h)) for c, h in zip(given, heads, strict=True)]


def define_view(change: Change, obj: CatalogObject, sql: str, old: CatalogObject | None) -> CatalogObject:
    """Create DuckDB's view, or two of them: one that runs here and one that opens in any DuckDB client.

    Args:
        change: where.
        obj: the view, with its physical name.
        sql: DuckDB text of its query.
        old: the view that it replaces.

    Returns:
        the view as the catalog keeps it.
    """
    properties = {name: value for name, value in obj.properties.items() if name != CALLS_MOCKHAUS}
    live = properties.get("live")
    if live or is_portable(sql):
        if old is not None and old.runs_as != old.physical:
            change.run(f"DROP VIEW IF EXISTS {old.runs_as}")
        reason = "what this view gives depends on who reads it and on what tables hold: only Mockhaus can show it"
        change.run(_create(obj, obj.physical, failing_query(obj, reason) if live else sql))
        return replace(obj, properties=properties)
    obj = replace(obj, properties={**properties, CALLS_MOCKHAUS: True})
    change.run(_create(obj, obj.runs_as, sql))
    try:
        text = portable(sql, lambda name: row.returns if (row := find(name)) is not None else None)
        change.run(_create(obj, obj.physical, text))
    except SqlError:
        # The stand-in is a courtesy to other clients: it may not keep the view from being made.
        change.run(_create(obj, obj.physical, failing_query(obj, "This view needs Mockhaus.")))
    return obj


def failing_query(obj: CatalogObject, reason: str) -> str:
    """DuckDB text of a query of a view's shape that gives nothing but an error."""
    nulls = ", ".join(f"CAST(NULL AS {c.type.physical(c.wide)})" for c in obj.columns)
    return f"SELECT {nulls} FROM (SELECT error({literal(reason)}) AS e) WHERE e IS NULL"


def _create(obj: CatalogObject, physical: str, sql: str) -> str:
    return f"CREATE OR REPLACE VIEW {physical} ({', '.join(c.sql for c in obj.columns)}) AS {sql}"


def drop_view(change: Change, obj: CatalogObject) -> None:
    """Drop what :func:`define_view` made."""
    for name in dict.fromkeys((obj.physical, obj.runs_as)):
        change.run(f"DROP VIEW IF EXISTS {name}")


def make_view(
    session: Session,
    change: Change,
    obj: CatalogObject,
    home: tuple[str, str] | None = None,
    catalog: Pending | None = None,
) -> None:
    """Create a view from its Snowflake text and put it into the catalog.

    Args:
        session, change: where.
        obj: the view, with its physical name.
        home: database and schema that names without one mean; the view's own where not given.
        catalog: asked instead of the session's.
    """
    database, schema = home or (obj.database, obj.schema)
    query = split_statements(obj.text)[0]
    made = translate_view(session, ("RELATION", database, schema, obj.name), query, catalog)
    obj = replace(obj, properties={**obj.properties, **made.properties})
    change.put(define_view(change, obj, made.translation.sql, None))


VIEW = View()
VIEW.register()
MATERIALIZED_VIEW = MaterializedView()
MATERIALIZED_VIEW.register()
PROVIDERS["live_view"] = live_view

__all__ = ["MATERIALIZED_VIEW", "VIEW", "make_view"]

"""Tables: CREATE TABLE in all its forms, DROP, DESCRIBE and SHOW TABLES. ALTER TABLE is commands/alter_table.py.

https://docs.snowflake.com/en/sql-reference/sql/create-table. ICEBERG, HYBRID and INTERACTIVE tables are tables with a
flag: they hold their rows as every other table does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects import change_history
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
from mockhaus_dbt.objects.checks import checks, with_checked_columns
from mockhaus_dbt.objects.clustering import check_clustering, read_cluster_by
from mockhaus_dbt.objects.columns import (
    UNTYPED,
    Definition,
    read_definition,
    with_function_defaults,
    with_row_defaults,
    with_sequences,
)
from mockhaus_dbt.objects.default_collation import collated, default_collation
from mockhaus_dbt.objects.dropped import dropped_tables, keep_table
from mockhaus_dbt.objects.foreign_keys import check_foreign_keys, check_unreferenced, cut_off
from mockhaus_dbt.objects.grants import copy_grants, drop_grants
from mockhaus_dbt.objects.listing import Listing, flag, read_listing
from mockhaus_dbt.objects.object_parameters import check_retention, retention
from mockhaus_dbt.objects.persistence import check_clone, is_transient
from mockhaus_dbt.objects.special_tables import show_special, special_kind
from mockhaus_dbt.objects.statistics import quick_counts, rows_and_bytes
from mockhaus_dbt.objects.storage import drop_sequences, last_part, make_table, with_stored_types
from mockhaus_dbt.objects.table_clauses import read_table_clause
from mockhaus_dbt.objects.table_queries import query_columns, query_statement, stored_type, template_columns
from mockhaus_dbt.objects.tagging import with_copied_tags
from mockhaus_dbt.objects.virtual_columns import check_virtual
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import handler_named
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.names import Column, Relation, quote
from mockhaus_dbt.translation.types import INTEGER, ResultColumn

if TYPE_CHECKING:

    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.token_reader import TokenReader
    from mockhaus_dbt.translation.translator import Translation

TABLE_OPTIONS = {
    "DATA_RETENTION_TIME_IN_DAYS": Option(int, most=90),
    "MAX_DATA_EXTENSION_TIME_IN_DAYS": Option(int, most=90),
    "CHANGE_TRACKING": Option(bool),
    "ENABLE_SCHEMA_EVOLUTION": Option(bool),
    "DEFAULT_DDL_COLLATION": Option(str),
    "ICEBERG_DEFAULT_DDL_COLLATION": Option(str),
    "ERROR_LOGGING": Option(bool, refused=True),  # rows in error would go to a table of their own
    "ROW_TIMESTAMP": Option(bool, refused=True),  # rows would have METADATA$ROW_LAST_COMMIT_TIME
    "STAGE_FILE_FORMAT": Option(object),
    "STAGE_COPY_OPTIONS": Option(object),
    "EXTERNAL_VOLUME": Option(str),
    "CATALOG": Option(str),
    "BASE_LOCATION": Option(str),
    "CATALOG_SYNC": Option(str),
    "ICEBERG_VERSION": Option(int),
    "STORAGE_SERIALIZATION_POLICY": Option(str, values=("COMPATIBLE", "OPTIMIZED")),
    "TARGET_FILE_SIZE": Option(str),
    "AUTO_REFRESH": Option(bool),
    "TARGET_LAG": Option(str),
    "WAREHOUSE": Option(str),
    "INITIALIZATION_WAREHOUSE": Option(str),
}


@dataclass
class Body:
    """Where the rows of a new table come from.

    Args:
        query: the tokens behind AS.
        translation: of the query.
        source: the table behind LIKE or CLONE.
        rows: whether the source's rows are copied.
        past: of CLONE ... AT | BEFORE, the query that gives the source's rows of then.
        declared: columns were given, so that the rows are assigned to them as by INSERT.
    """

    query: Statement | None = None
    translation: Translation | None = None
    source: CatalogObject | None = None
    rows: bool = False
    past: str = ""
    declared: bool = False
    copy_grants: bool = False


def _check_alterable(body: Body, definition: Definition, statement: Statement) -> None:
    """Whether CREATE OR ALTER TABLE takes a definition (https://docs.snowflake.com/en/sql-reference/sql/create-table).

    Raises:
        SqlError: 000002, it does not.
    """
    forms = {"AS SELECT": body.query is not None, "LIKE or CLONE": body.source is not None}
    forms["virtual columns"] = any(c.is_virtual for c in definition.columns)
    forms["CHECK constraints"] = bool(checks(definition.constraints))
    words = [*statement.modifiers, *statement.name.split()]
    forms.update({kind: kind in words for kind in ("HYBRID", "ICEBERG", "EXTERNAL", "INTERACTIVE")})
    for what, given in forms.items():
        if given:
            raise error("create_or_alter", noun="TABLE", what=what)


class Table(Noun):
    noun = "TABLE"
    plural = "TABLES"
    options: ClassVar[dict[str, Option]] = TABLE_OPTIONS
    verbs = ("CREATE", "DROP", "SHOW", "UNDROP")
    #: flags by the word that stands before TABLE.
    flags: ClassVar[dict[str, str]] = {"HYBRID": "is_hybrid", "INTERACTIVE": "is_interactive", "ICEBERG": "is_iceberg"}

    def create(self, session: Session, statement: Statement) -> QueryResult:
        """CREATE TABLE; CREATE OR ALTER of one that exists is a statement of its own."""
        if "ALTER" in statement.modifiers:
            key = self.locate(session, statement.reader().qualified(), "CREATE")
            if self.find(session, key) is not None:
                return handler_named("CREATE OR ALTER TABLE")(session, statement)
        return super().create(session, statement)

    # -- reading

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Body]:
        body = Body()
        definition = Definition()
        if reader.word() == "(":
            definition = read_definition(reader, session, typed=False, table=key[3])
            body.declared = True
        properties = self._read_clauses(session, reader, body, definition)
        for name in ("TARGET_LAG", "WAREHOUSE"):
            if name in properties and "INTERACTIVE" not in (*statement.modifiers, *statement.name.split()):
                raise error("invalid_property", name=name, kind=self.noun)
        if "ALTER" in statement.modifiers:
            _check_alterable(body, definition, statement)
        if "READ" in statement.modifiers:
            raise UnsupportedError("READ ONLY tables")
        brief = bool({"TRANSIENT", "TEMPORARY", "TEMP", "VOLATILE"} & set(statement.modifiers))
        check_retention(properties, brief or is_transient(session, statement, key))
        if body.source is not None:
            columns = tuple(replace(c, extra=dict(c.extra)) for c in body.source.columns)
            definition = Definition(list(columns), list(body.source.properties.get("constraints", [])))
            properties = {**_inherited(body.source), **properties}
            if body.rows and "cluster_by" in properties:
                properties["recluster_suspended"] = True  # a clone begins without Automatic Clustering
        elif body.query is not None:
            definition.columns = self._query_columns(session, body, definition.columns)
        elif not definition.columns or any(c.type is UNTYPED for c in definition.columns):
            raise reader.unexpected()
        else:
            definition.columns = with_function_defaults(session, with_row_defaults(key[3], definition.columns))
        if any(c.is_virtual for c in definition.columns):
            checked = [n for c in definition.constraints if c["kind"] == "CHECK" for n in c["columns"]]
            check_virtual(session, key[3], definition.columns, checked)
        if "DEFAULT_DDL_COLLATION" in properties or (body.query is None and body.source is None):
            collation = default_collation(session, key, properties)
            definition.columns = [collated(c, collation) for c in definition.columns]
        if definition.constraints:
            if body.source is None:
                check_foreign_keys(session, key, definition.columns, definition.constraints)
            properties["constraints"] = definition.constraints
            definition.columns = with_checked_columns(definition.columns, definition.constraints)
            body.declared = body.declared or bool(checks(definition.constraints))
        for word, name in self.flags.items():
            if word in statement.modifiers or f"{word} TABLE" in statement.name:
                properties[name] = True
        if "is_interactive" in properties:
            properties["text"] = statement.text
        if "cluster_by" in properties:
            check_clustering(session, key[3], definition.columns, properties["cluster_by"], "is_hybrid" in properties)
        temporary = bool({"TEMPORARY", "TEMP", "VOLATILE"} & set(statement.modifiers))
        obj = self.new(
            session,
            key,
            comment=properties.pop("COMMENT", None),
            properties=properties,
            columns=tuple(definition.columns),
            temporary=temporary,
            transient=not temporary and is_transient(session, statement, key),
        )
        if body.source is not None and body.rows:
            check_clone(body.source, obj)
        return obj, body

    def _read_clauses(
        self, session: Session, reader: TokenReader, body: Body, definition: Definition
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not reader.done:
            if reader.accept("AS"):
                body.query = query_statement(reader)
                body.translation = session.translate(body.query)
            elif reader.accept("LIKE"):
                body.source = self._source(session, reader)
            elif reader.accept("CLONE"):
                body.source, body.rows = self._source(session, reader), True
                body.past = self._past(session, reader, body.source)
            elif reader.accept("USING TEMPLATE"):
                definition.columns = template_columns(session, reader)
                body.declared = True
            elif reader.accept("FROM"):
                raise UnsupportedError("CREATE TABLE ... FROM")
            else:
                self._read_clause(session, reader, body, found)
        return found

    def _read_clause(self, session: Session, reader: TokenReader, body: Body, found: dict[str, Any]) -> None:
        if reader.accept("CLUSTER BY"):
            found["cluster_by"] = read_cluster_by(reader)
        elif reader.accept("COPY GRANTS"):
            body.copy_grants = True
        elif reader.accept("COPY TAGS"):
            found["copy_tags"] = True
        elif reader.accept("PARTITION BY"):
            found["partition_by"] = reader.text_of(reader.bracketed())
        elif reader.accept("REQUIRE USER"):
            return
        else:
            read_table_clause(self, session, reader, found)

    def _past(self, session: Session, reader: TokenReader, source: CatalogObject) -> str:
        """AT | BEFORE behind CLONE: the query that gives the rows of then, '' where it is not written."""
        if reader.word() not in ("AT", "BEFORE"):
            return ""
        start = reader.position
        reader.position += 1
        reader.bracketed()
        tokens = reader.tokens[start : reader.position]
        names = ".".join(map(quote, (source.database, source.schema, source.name)))
        query = split_statements(f"SELECT * FROM {names} {reader.text_of(tokens)}")[0]
        return f"({session.translate(query).sql})"

    def _source(self, session: Session, reader: TokenReader) -> CatalogObject:
        parts = reader.qualified()
        obj = session.require("RELATION", parts)
        if obj.kind not in ("TABLE", "DYNAMIC TABLE"):
            raise error("wrong_kind", found=obj.kind, wanted="TABLE")
        return obj

    def _query_columns(self, session: Session, body: Body, given: list[Column]) -> list[Column]:
        """The columns of CREATE TABLE ... AS: names and types as given, or as the query has them.

        Raises:
            SqlError: 002022, an expression has no name; 002026, more or fewer names than columns.
        """
        assert body.translation is not None
        heads = body.translation.columns
        if not given:
            if not all(head.named for head in heads):
                raise error("column_unnamed")
            return list(query_columns(heads))
        stored = [c for c in given if not c.is_virtual]
        if len(stored) != len(heads):
            raise error("column_list")
        if len(stored) != len(given):
            types = {c.name: stored_type(h) for c, h in zip(stored, heads, strict=True)}
            return [replace(c, type=types[c.name]) if c.type is UNTYPED else c for c in given]
        columns = [
            replace(c, type=stored_type(h)) if c.type is UNTYPED else c for c, h in zip(given, heads, strict=True)
        ]
        plain = all(
            c.nullable and c.default is None and not c.extra and c.type == stored_type(h)
            for c, h in zip(columns, heads, strict=True)
        )
        body.declared = not plain
        return columns

    # -- building

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        physical = session.physical_name(wanted.database, wanted.schema, wanted.name, wanted.temporary)
        if wanted.temporary:
            session.temporary_schema()
        wanted = replace(wanted, physical=physical)
        if old is not None:
            wanted = self._replacing(session, change, wanted, old, body.copy_grants)
        if body.translation is not None and not body.declared:
            verb = "CREATE OR REPLACE TABLE" if old is not None else "CREATE TABLE"
            names = ", ".join(c.sql for c in wanted.columns)
            change.count(change.run(f"{verb} {physical} ({names}) AS {body.translation.sql}"))
            wanted = with_stored_types(change, wanted)
            if old is not None:
                drop_sequences(change, old)
        else:
            wanted = self._build_apart(session, change, wanted, old, body)
        wanted.properties.pop("copy_tags", None)
        if wanted.properties.get("CHANGE_TRACKING"):
            wanted = change_history.start(session, change, wanted)
        change.put(wanted)
        if body.copy_grants and old is None and body.source is not None:
            copy_grants(session, change, body.source, wanted)

    def _replacing(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject, copy_grants: bool
    ) -> CatalogObject:
        if wanted.properties.get("copy_tags"):
            wanted = with_copied_tags(wanted, old)
        if not copy_grants:
            drop_grants(session, change, old)
        change_history.forget(change, old)
        cut_off(session, change, old)
        return wanted

    def _build_apart(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Body
    ) -> CatalogObject:
        """Make the table from its definition; one that is replaced stays readable until the rows are in."""
        wanted = with_sequences(wanted)
        if body.query is not None and session.wide:  # 64 bits were too few for the rows
            columns = (replace(c, wide=c.wide or (c.type.is_integer and not c.is_virtual)) for c in wanted.columns)
            wanted = replace(wanted, columns=tuple(columns))
        place = wanted.physical if old is None else f'{wanted.physical[:-1]}~new"'
        make_table(session, change, replace(wanted, physical=place))
        if body.query is not None:
            change.count(change.run(self._assignment(session, wanted, place, body.query)))
        elif body.source is not None and body.rows:
            names = ", ".join(c.sql for c in wanted.stored)
            change.run(f"INSERT INTO {place} ({names}) SELECT {names} FROM {body.past or body.source.physical}")
        if old is not None:
            change.run(f"DROP TABLE {old.physical}")
            drop_sequences(change, old)
            change.run(f"ALTER TABLE {place} RENAME TO {last_part(wanted.physical)}")
        return wanted

    def _assignment(self, session: Session, wanted: CatalogObject, place: str, query: Statement) -> str:
        """DuckDB's INSERT of the query's rows: CREATE TABLE ... AS assigns to declared columns as INSERT does."""
        name = f"{wanted.name}~new"
        target = Relation(wanted.database, wanted.schema, name, "TABLE", wanted.stored, place)

        def shadows(database: str, schema: str, table: str) -> Relation | None:
            if (database, schema, table) == (wanted.database, wanted.schema, name):
                return target
            return session.shadow(database, schema, table)

        full = ".".join(map(quote, (wanted.database, wanted.schema, name)))
        insert = split_statements(f"INSERT INTO {full} {query.text}")[0]
        return session.translator.translate(insert, session.context(shadows=shadows)).sql

    # -- dropping

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        if not keep_table(session, change, cut_off(session, change, obj)):
            change.run(f"DROP TABLE IF EXISTS {obj.physical}")
            change_history.forget(change, obj)
            drop_sequences(change, obj)
        drop_grants(session, change, obj)
        change.remove(obj)

    def check_unused(self, session: Session, obj: CatalogObject) -> None:
        check_unreferenced(session, [obj], "table")

    # -- SHOW

    def listed(self, session: Session, listing: Listing, statement: Statement) -> list[CatalogObject]:
        objects = super().listed(session, listing, statement)
        wanted = [self.flags[word] for word in statement.modifiers if word in self.flags]
        wanted += [name for word, name in self.flags.items() if f"{word} TABLES" in statement.name]
        return [o for o in objects if o.kind in TABLE_KINDS and all(o.properties.get(f) for f in wanted)]

    def show(self, session: Session, statement: Statement) -> QueryResult:
        listing = read_listing(session, statement)
        columns = self.columns
        if "INTERACTIVE" in statement.modifiers or "INTERACTIVE" in statement.name:
            columns = (*columns, *INTERACTIVE_COLUMNS)
        objects = self.listed(session, listing, statement)
        if kind := special_kind([*statement.modifiers, *statement.name.split()]):
            return show_special(session, objects, listing, kind)
        if listing.history:
            gone = [o for o, _moment in dropped_tables(session)]
            here = (o for o in gone if o.database in (listing.database, None) or listing.database is None)
            objects += listing.pick([o for o in here if listing.schema in (None, o.schema)], lambda o: o.name)
        return self.table(session, objects, listing, columns)

    def table(
        self,
        session: Session,
        objects: list[CatalogObject],
        listing: Listing,
        columns: tuple[ShowColumn, ...] = (),
    ) -> QueryResult:
        heads: list[ResultColumn | str]
        if listing.terse:
            rows = [(o.created_on, o.name, "TABLE", o.database, o.schema) for o in objects]
            heads = [ResultColumn(CREATED_ON.name, CREATED_ON.type), "name", "kind", "database_name", "schema_name"]
            return QueryResult.of(heads, rows)
        columns = columns or self.columns
        counts = quick_counts(session, objects)
        cells = [c.cell for c in columns]
        at = next(i for i, c in enumerate(columns) if c.name == "rows")
        full = []
        for o in objects:
            row = [cell(session, o) for cell in cells]
            row[at], row[at + 1] = rows_and_bytes(o, counts)
            full.append(tuple(row))
        heads = [ResultColumn(c.name, c.type) for c in columns]
        if listing.history:
            place = next(i for i, c in enumerate(columns) if c.name == "retention_time") + 1
            heads.insert(place, ResultColumn("dropped_on", CREATED_ON.type))
            moments = {o.identity: moment for o, moment in dropped_tables(session)}
            full = [(*row[:place], moments.get(o.identity), *row[place:]) for row, o in zip(full, objects, strict=True)]
        return QueryResult.of(heads, full)

    columns: ClassVar[tuple[ShowColumn, ...]] = (
        CREATED_ON,
        NAME,
        DATABASE_NAME,
        SCHEMA_NAME,
        ShowColumn("kind", lambda _s, o: table_kind(o)),
        COMMENT,
        ShowColumn("cluster_by", lambda _s, o: o.properties.get("cluster_by", "")),
        constant("rows", None, INTEGER),
        constant("bytes", None, INTEGER),
        OWNER,
        ShowColumn("retention_time", lambda s, o: str(retention(s, o))),
        ShowColumn("automatic_clustering", lambda _s, o: _on(automatic_clustering(o))),
        ShowColumn("change_tracking", lambda _s, o: _on(any(map(o.properties.get, ("CHANGE_TRACKING", "is_iceberg"))))),
        ShowColumn("search_optimization", lambda _s, o: _on(o.properties.get("search_optimization"))),
        ShowColumn("search_optimization_progress", lambda _s, o: o.properties.get("search_optimization") and "100"),
        constant("search_optimization_bytes", None, INTEGER),
        ShowColumn("is_external", lambda _s, o: "Y" if o.kind == "EXTERNAL TABLE" else "N"),
        ShowColumn("enable_schema_evolution", lambda _s, o: flag(o.properties.get("ENABLE_SCHEMA_EVOLUTION"))),
        OWNER_ROLE_TYPE,
        constant("is_event", "N"),
        constant("budget", None),
        ShowColumn("is_hybrid", lambda _s, o: flag(o.properties.get("is_hybrid"))),
        ShowColumn("is_iceberg", lambda _s, o: flag(o.properties.get("is_iceberg"))),
        ShowColumn("is_dynamic", lambda _s, o: flag(is_dynamic(o))),
        constant("is_immutable", "N"),
    )


#: what SHOW INTERACTIVE TABLES gives beside.
INTERACTIVE_COLUMNS = (
    ShowColumn("text", lambda _s, o: o.properties.get("text", "")),
    ShowColumn("target_lag", lambda _s, o: o.properties.get("TARGET_LAG")),
    ShowColumn("refresh_warehouse", lambda _s, o: o.properties.get("WAREHOUSE")),
    ShowColumn("initialization_warehouse", lambda _s, o: o.properties.get("INITIALIZATION_WAREHOUSE")),
)
#: what SHOW TABLES gives.
TABLE_KINDS = frozenset(["TABLE", "DYNAMIC TABLE", "EXTERNAL TABLE", "EVENT TABLE"])


def is_dynamic(obj: CatalogObject) -> bool:
    """Whether an object refreshes itself: dynamic tables, and interactive tables with a TARGET_LAG."""
    return obj.kind == "DYNAMIC TABLE" or bool(
        obj.properties.get("is_interactive") and obj.properties.get("TARGET_LAG")
    )


def table_kind(obj: CatalogObject) -> str:
    """TEMPORARY, TRANSIENT or TABLE."""
    return "TEMPORARY" if obj.temporary else "TRANSIENT" if obj.transient else "TABLE"


def automatic_clustering(obj: CatalogObject) -> bool:
    return bool(obj.properties.get("cluster_by")) and not obj.properties.get("recluster_suspended")


def _on(value: Any) -> str:
    return "ON" if value else "OFF"


_INHERITED = (
    "row_access_policy",
    "cluster_by",
    "CHANGE_TRACKING",
    "DATA_RETENTION_TIME_IN_DAYS",
    "ENABLE_SCHEMA_EVOLUTION",
    "TAGS",
)


def _inherited(source: CatalogObject) -> dict[str, Any]:
    """What LIKE and CLONE take over beside columns and constraints."""
    return {name: source.properties[name] for name in _INHERITED if name in source.properties}


TABLE = Table()
TABLE.register()

"""SHOW of what is no noun of its own: OBJECTS, COLUMNS, keys.

https://docs.snowflake.com/en/sql-reference/sql/show. What is one noun's SHOW stands in objects/<noun>.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.commands.describe import find_relation, identity_text
from mockhaus_dbt.errors import error
from mockhaus_dbt.objects.listing import Listing, flag, read_listing
from mockhaus_dbt.objects.object_parameters import Retention
from mockhaus_dbt.objects.statistics import quick_counts, rows_and_bytes
from mockhaus_dbt.objects.table import is_dynamic
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.call_marks import syntax_error
from mockhaus_dbt.translation.names import Relation
from mockhaus_dbt.translation.types import INTEGER, TIMESTAMP_LTZ, ResultColumn, SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement

_OBJECTS = tuple(
    ResultColumn(
        name, {"created_on": TIMESTAMP_LTZ, "rows": INTEGER, "bytes": INTEGER}.get(name, ResultColumn("").type)
    )
    for name in (
        "created_on name database_name schema_name kind comment cluster_by rows bytes owner retention_time "
        "owner_role_type budget is_hybrid is_dynamic is_iceberg is_interactive"
    ).split()
)
_TERSE = (
    ResultColumn("created_on", TIMESTAMP_LTZ),
    *map(ResultColumn, ("name", "kind", "database_name", "schema_name")),
)

#: kinds that SHOW OBJECTS calls VIEW; all others are TABLE.
_VIEWS = frozenset(["VIEW", "MATERIALIZED VIEW", "SEMANTIC VIEW"])


@statement("SHOW OBJECTS")
def show_objects(session: Session, statement: Statement) -> QueryResult:
    """SHOW [TERSE] OBJECTS: tables and views.

    The number of rows is exact for few tables, and DuckDB's estimate for many (see statistics.quick_counts).
    """
    listing = read_listing(session, statement)
    objects = listing.objects(session, "RELATION")
    if listing.terse:
        return QueryResult.of(_TERSE, [(o.created_on, o.name, _kind(o), o.database, o.schema) for o in objects])
    counts = quick_counts(session, objects) if objects else {}
    days = Retention(session)
    return QueryResult.of(_OBJECTS, [_object_row(o, counts, days) for o in objects])


def _kind(obj: CatalogObject) -> str:
    return "VIEW" if obj.kind in _VIEWS else "TABLE"


def _object_row(o: CatalogObject, counts: dict[str, int], days: Retention) -> tuple[Any, ...]:
    properties = o.properties
    rows, size = rows_and_bytes(o, counts)
    return (
        o.created_on,
        o.name,
        o.database,
        o.schema,
        _kind(o),
        o.comment or "",
        properties.get("cluster_by", ""),
        rows or 0,  # Snowflake shows zeros for views here
        size or 0,
        o.owner,
        str(days.of(o)),
        "ROLE",
        None,
        flag(properties.get("is_hybrid")),
        flag(is_dynamic(o)),
        flag(properties.get("is_iceberg")),
        flag(properties.get("is_interactive")),
    )


# --------------------------------------------------------------------------------------------------------- columns

_COLUMNS = (
    "table_name schema_name column_name data_type null? default kind expression comment database_name autoincrement "
    "schema_evolution_record"
).split()
_JSON_NAMES = {"NUMBER": "FIXED", "VARCHAR": "TEXT", "FLOAT": "REAL"}


@statement("SHOW COLUMNS")
def show_columns(session: Session, statement: Statement) -> QueryResult:
    """SHOW COLUMNS [LIKE pattern] [IN ACCOUNT | DATABASE | SCHEMA | TABLE | VIEW name]."""
    listing = read_listing(session, statement, bare="TABLE")
    pairs = [
        (relation, column)
        for relation in _relations(session, listing)
        for column in relation.columns
        if not column.extra.get("hidden")
    ]
    picked = listing.pick(pairs, lambda pair: pair[1].name)
    rows = [
        (
            r.name,
            r.schema,
            c.name,
            type_json(c.type, c.nullable, bool(c.extra.get("varying"))),
            "true" if c.nullable else "NOT_NULL",
            c.default or "",
            "VIRTUAL_COLUMN" if c.extra.get("expression") else "COLUMN",
            c.extra.get("expression") or "",
            c.comment or "",
            r.database,
            identity_text(c) or "",
            c.evolution,
        )
        for r, c in picked
    ]
    return QueryResult.of(_COLUMNS, rows)


def _relations(session: Session, listing: Listing) -> Iterator[Relation]:
    if listing.relation is not None:
        yield find_relation(session, listing.relation, "Table")[0]
        return
    scope = Listing(database=listing.database, schema=listing.schema, named=True)
    for obj in scope.objects(session, "RELATION"):
        yield obj.relation()


def type_json(type_: SqlType, nullable: bool, varying: bool = False) -> str:
    """A type as SHOW COLUMNS prints it: JSON with Snowflake's inner name of the type.

    Args:
        type_: of the column.
        nullable: of the column.
        varying: a BINARY was declared as VARBINARY.
    """
    shown: dict[str, Any] = {"type": _JSON_NAMES.get(type_.name, type_.name)}
    if type_.name in ("VARCHAR", "BINARY"):
        length = type_.length or 0
        shown["length"] = length
        shown["byteLength"] = min(length * 4, 16777216) if type_.name == "VARCHAR" else length
    elif type_.name == "NUMBER":
        shown |= {"precision": type_.precision, "scale": type_.scale}
    elif type_.precision is not None:
        shown |= {"precision": 0, "scale": type_.precision}
    shown["nullable"] = nullable
    if type_.name in ("VARCHAR", "BINARY"):
        shown["fixed"] = type_.name == "BINARY" and not varying
    if type_.collation:
        shown["collation"] = type_.collation
    return json.dumps(shown, separators=(",", ":"))


# ------------------------------------------------------------------------------------------------------------ keys

_KEYS = "created_on database_name schema_name table_name column_name key_sequence constraint_name rely comment".split()
_IMPORTED = (
    "created_on pk_database_name pk_schema_name pk_table_name pk_column_name fk_database_name fk_schema_name "
    "fk_table_name fk_column_name key_sequence update_rule delete_rule fk_name pk_name deferrability rely comment"
).split()


def _typed(names: list[str]) -> list[ResultColumn]:
    types = {"created_on": TIMESTAMP_LTZ, "key_sequence": INTEGER}
    return [ResultColumn(n, types[n]) if n in types else ResultColumn(n) for n in names]


def _read_scope(session: Session, statement: Statement) -> Listing:
    """IN, the one clause that SHOW of keys takes."""
    listing = read_listing(session, statement, bare="TABLE")
    others = (listing.like, listing.starts_with, listing.limit, listing.after, listing.history or None)
    if any(clause is not None for clause in others):
        words = ("HISTORY", "LIKE", "STARTS", "LIMIT")
        raise syntax_error(next(t for t in statement.tokens[statement.head :] if t.text.upper() in words))
    return listing


def _tables(session: Session, listing: Listing) -> list[CatalogObject]:
    if listing.relation is not None:
        _relation, obj = find_relation(session, listing.relation, "Table")
        if obj is None:
            raise error("missing_or_operation")
        return [obj]
    scope = Listing(database=listing.database, schema=listing.schema, named=True)
    return scope.objects(session, "RELATION")


@statement("SHOW PRIMARY KEYS", "SHOW UNIQUE KEYS")
def show_keys(session: Session, statement: Statement) -> QueryResult:
    """SHOW PRIMARY KEYS | UNIQUE KEYS [IN ...]: one row a column of a key."""
    listing = _read_scope(session, statement)
    kind = "PRIMARY KEY" if "PRIMARY" in statement.name else "UNIQUE"
    rows = [
        (o.created_on, o.database, o.schema, o.name, column, i, c["name"], str(c["rely"]).lower(), c.get("comment"))
        for o in _tables(session, listing)
        for c in o.properties.get("constraints", ())
        if c["kind"] == kind
        for i, column in enumerate(c["columns"], 1)
    ]
    return QueryResult.of(_typed(_KEYS), rows)


@statement("SHOW IMPORTED KEYS", "SHOW EXPORTED KEYS")
def show_imported_keys(session: Session, statement: Statement) -> QueryResult:
    """SHOW IMPORTED KEYS [IN ...]: foreign keys of the tables; EXPORTED KEYS: foreign keys that name them."""
    listing = _read_scope(session, statement)
    scope = _tables(session, listing)
    exported = "EXPORTED" in statement.name
    holders = session.catalog.objects("RELATION") if exported else scope
    named = {(o.database, o.schema, o.name) for o in scope}
    rows = []
    for o in holders:
        for c in o.properties.get("constraints", ()):
            if c["kind"] == "FOREIGN KEY" and (not exported or tuple(c["references"]) in named):
                rows += list(_imported_rows(session, o, c))
    return QueryResult.of(_typed(_IMPORTED), rows)


def primary_key(obj: CatalogObject | None) -> dict[str, Any] | None:
    """The primary key of a table."""
    constraints = obj.properties.get("constraints", ()) if obj is not None else ()
    return next((c for c in constraints if c["kind"] == "PRIMARY KEY"), None)


def _imported_rows(session: Session, o: CatalogObject, c: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    target = session.catalog.get("RELATION", *c["references"])
    if target is None:
        return  # dropping a table takes the foreign keys away that name it
    key = primary_key(target)
    referenced = c["referenced"] or (key["columns"] if key else [])
    for i, column in enumerate(c["columns"], 1):
        pk_column = referenced[i - 1] if i <= len(referenced) else None
        update, delete = c.get("update") or "NO ACTION", c.get("delete") or "NO ACTION"
        yield (
            o.created_on,
            *c["references"],
            pk_column,
            o.database,
            o.schema,
            o.name,
            column,
            i,
            update,
            delete,
            c["name"],
            key["name"] if key else None,
            "NOT DEFERRABLE",
            str(c["rely"]).lower(),
            c.get("comment"),
        )


__all__ = ["show_columns", "show_imported_keys", "show_keys", "show_objects"]

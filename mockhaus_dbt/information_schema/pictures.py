"""The catalog as tables of plain rows, on which the .sql files stand.

Each function gives the fields and the rows of one table; names of fields are ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.objects.object_parameters import Retention, retention
from mockhaus_dbt.objects.refreshes import read_lag, scheduling_state
from mockhaus_dbt.objects.sequence import next_value
from mockhaus_dbt.objects.statistics import NO_ROWS_KINDS, exact_counts, width
from mockhaus_dbt.objects.table import automatic_clustering, is_dynamic
from mockhaus_dbt.translation.handlers import stored_type
from mockhaus_dbt.translation.names import Relation
from mockhaus_dbt.translation.types import MAX_VARCHAR

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: a field: its name, and text | int | bool | time.
Field = tuple[str, str]
Rows = Iterator[tuple[Any, ...]]


def fields(text: str) -> tuple[Field, ...]:
    """``name:int other`` -> fields; text is the type where none is named."""
    found = []
    for word in text.split():
        name, _, kind = word.partition(":")
        found.append((name, kind or "text"))
    return tuple(found)


def all_relations(session: Session, database: str | None) -> list[CatalogObject]:
    """The relations of a database that the session sees; None for those of all that every session sees."""
    own = [o for o in session.temporary.values() if o.database == database]
    return [*session.catalog.objects("RELATION", database), *own]


_TABLE_TYPES = {"VIEW": "VIEW", "MATERIALIZED VIEW": "MATERIALIZED VIEW", "EXTERNAL TABLE": "EXTERNAL TABLE"}


def table_type(obj: CatalogObject) -> str:
    """What the column TABLE_TYPE says."""
    if obj.properties.get("is_interactive"):
        return "INTERACTIVE TABLE"
    if obj.temporary and obj.kind == "TABLE":
        return "TEMPORARY TABLE"
    return _TABLE_TYPES.get(obj.kind, "BASE TABLE" if obj.kind in ("TABLE", "DYNAMIC TABLE") else obj.kind)


RELATIONS = fields(
    """database schema name owner owner_user table_type has_rows:bool is_transient:bool is_temporary:bool
    is_secure:bool is_iceberg:bool is_dynamic:bool is_hybrid:bool clustering_key clustered:bool retention:int width:int
    created:time altered:time comment definition physical"""
)


def relations(session: Session, database: str | None, views: list[Relation]) -> Rows:
    """Tables and views, those of INFORMATION_SCHEMA among them."""
    days = Retention(session)
    for o in all_relations(session, database):
        p = o.properties
        has_rows = o.kind not in NO_ROWS_KINDS
        yield (
            o.database,
            o.schema,
            o.name,
            o.owner,
            session.user,
            table_type(o),
            has_rows,
            o.transient,
            o.temporary,
            o.secure,
            bool(p.get("is_iceberg")),
            is_dynamic(o),
            bool(p.get("is_hybrid")),
            p.get("cluster_by") or None,
            automatic_clustering(o),
            days.of(o),
            width(o),
            o.created_on,
            o.altered_on,
            o.comment,
            p.get("text", o.text) if not has_rows else None,
            o.physical,
        )
    home = session.catalog.get("SCHEMA", database or "", "", "INFORMATION_SCHEMA")
    for view in views:
        no = (False,) * 7
        moment = home.created_on if home is not None else None
        fixed = (None, False, None, 0, moment, moment, None, None, None)
        yield (view.database, view.schema, view.name, None, None, "VIEW", *no, *fixed)


COLUMNS = fields(
    """database schema relation name position:int default nullable:bool type length:int precision:int scale:int
    collation_name comment identity_start identity_increment identity_ordered
    expression structured:bool evolved"""
)


def columns(session: Session, database: str | None, views: list[Relation]) -> Rows:
    """The columns of tables and views."""
    held = [o.relation() for o in all_relations(session, database)]
    for relation in [*held, *views]:
        for position, c in enumerate((c for c in relation.columns if not c.extra.get("hidden")), 1):
            identity = c.extra.get("identity") or {}
            type_ = c.type
            yield (
                relation.database,
                relation.schema,
                relation.name,
                c.name,
                position,
                c.default,
                c.nullable,
                type_.name,
                type_.length if type_.name in ("VARCHAR", "BINARY") else None,
                type_.precision,
                type_.scale if type_.name == "NUMBER" else None,
                type_.collation,
                c.comment,
                _text(identity.get("start")),
                _text(identity.get("increment")),
                ("YES" if identity.get("order") else "NO") if identity else None,
                c.extra.get("expression"),
                type_.is_structured,
                c.evolution,
            )


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


CONTAINERS = fields(
    "database name owner is_transient:bool is_managed:bool retention:int created:time altered:time comment"
)


def _container(session: Session, o: CatalogObject) -> tuple[Any, ...]:
    managed = bool(o.properties.get("managed_access"))
    days = retention(session, o)
    return (o.database, o.name, o.owner, o.transient, managed, days, o.created_on, o.altered_on, o.comment)


def schemata(session: Session, database: str | None, views: list[Relation]) -> Rows:
    """The schemas of the database; those of SNOWFLAKE are where its views are."""
    yield from (_container(session, o) for o in session.catalog.objects("SCHEMA", database))
    if database is not None and not session.catalog.has_database(database):
        for name in dict.fromkeys(v.schema for v in views):
            yield (database, name, None, False, False, 1, None, None, None)


def databases(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """All databases of the account."""
    return (_container(session, o) for o in session.catalog.objects("DATABASE"))


CONSTRAINTS = fields(
    """database schema relation name kind comment created:time altered:time rely:bool unique_database unique_schema
    unique_name update_rule delete_rule is_enforced:bool expression position:int"""
)


def constraints(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """Primary, unique and foreign keys, and CHECK constraints."""
    for o in all_relations(session, database):
        for position, c in enumerate(o.properties.get("constraints", ()), 1):
            target = session.catalog.get("RELATION", *c["references"]) if "references" in c else None
            keys = target.properties.get("constraints", ()) if target is not None else ()
            named = [k for k in keys if k["kind"] in ("PRIMARY KEY", "UNIQUE") and k["columns"] == c.get("referenced")]
            named += [k for k in keys if k["kind"] == "PRIMARY KEY" and not c.get("referenced")]
            key = named[0]["name"] if named else None
            place = c.get("references", [None, None])[:2]
            rules = (c.get("update") or "NO ACTION", c.get("delete") or "NO ACTION")
            moments = (o.created_on, o.altered_on)
            yield (
                o.database,
                o.schema,
                o.name,
                c["name"],
                c["kind"],
                c.get("comment"),
                *moments,
                c["rely"],
                *place,
                key,
                *rules,
                bool(o.properties.get("is_hybrid")),
                c.get("expression"),
                position,
            )


SEQUENCES = fields(
    "database schema name owner start_value next_value increment created:time altered:time ordered:bool comment"
)


def sequences(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """Sequences and where they stand."""
    for o in session.catalog.objects("SEQUENCE", database):
        p = o.properties
        values = (str(p["start"]), str(next_value(session, o)), str(p["increment"]))
        place = (o.database, o.schema, o.name, o.owner)
        yield (*place, *values, o.created_on, o.altered_on, bool(p.get("ordered")), o.comment)


FUNCTIONS = fields(
    """database schema name owner kind signature returns language definition volatility is_secure:bool created:time
    altered:time comment handler runtime_version is_aggregate:bool length:int octets:int precision:int scale:int
    strict:bool packages imports memoizable:bool"""
)


def overloads(obj: CatalogObject) -> list[dict[str, Any]]:
    """The properties of each overload of a function or procedure."""
    held = obj.properties.get("overloads")
    if isinstance(held, dict):
        return list(held.values())
    return list(held) if held else [obj.properties]


def argument_types(overload: dict[str, Any]) -> list[tuple[str, str]]:
    """Names and types of the arguments of an overload."""
    found = []
    for argument in overload.get("arguments", ()):
        if isinstance(argument, dict):
            found.append((str(argument.get("name", "")), str(argument.get("type", ""))))
        else:
            found.append((str(argument[0]), str(argument[1])))
    return found


def functions(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """User-defined functions and procedures, one row an overload."""
    for kind in ("FUNCTION", "PROCEDURE"):
        for o in session.catalog.objects(kind, database):
            for p in overloads(o):
                signature = "(" + ", ".join(f"{n} {t}" for n, t in argument_types(p)) + ")"
                told = (signature, _text(p.get("returns")), str(p.get("language", "SQL")).upper())
                moving = "IMMUTABLE" if p.get("immutable") else "VOLATILE"
                body = (p.get("body") or o.text, moving, o.secure, o.created_on, o.altered_on, o.comment)
                more = (p.get("handler"), _text(p.get("runtime_version")), bool(p.get("aggregate")))
                listed = (_listed(p.get("packages")), _listed(p.get("imports")), bool(p.get("memoizable")))
                parts = (*_returned(p), bool(p.get("strict")), *listed)
                yield (o.database, o.schema, o.name, o.owner, kind, *told, *body, *more, *parts)


def _listed(values: Any) -> str | None:
    return None if not values else f"[{', '.join(map(str, values))}]" if isinstance(values, list) else str(values)


def _returned(overload: dict[str, Any]) -> tuple[int | None, int | None, int | None, int | None]:
    """Length in characters and in bytes, precision and scale of what a function returns."""
    if overload.get("table") or not overload.get("returns"):
        return None, None, None, None
    type_ = stored_type(str(overload["returns"]))
    length = type_.length if type_.name in ("VARCHAR", "BINARY") else None
    octets = min(length * 4, MAX_VARCHAR) if length is not None and type_.is_text else length
    number = type_.name == "NUMBER"
    return length, octets, type_.precision if number else None, type_.scale if number else None


ROLES = fields("name owner")


def roles(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """The roles of the account: every session may take any."""
    return ((o.name, o.owner) for o in session.catalog.objects("ROLE"))


ROLE_GRANTS = fields("grantee name owner")


def role_grants(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """Roles that were granted to users and roles."""
    for grant in session.catalog.objects("GRANT", "", ""):
        domain, name = grant.properties["on"]
        if domain == "ROLE":
            yield (grant.properties["grantee"], name, grant.owner)


PRIVILEGES = fields(
    "granted_by grantee granted_to database schema name kind domain privilege grantable:bool created:time"
)


def privileges(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """Privileges on the database's objects, ownership among them."""
    held = session.catalog.everything() if database is None else session.catalog.contents(database)
    for o in held:
        if o.kind == "GRANT":
            p = o.properties
            place = (o.database or None, o.schema or None, p["on"][1], p.get("kind", p["on"][0]), p["on"][0])
            yield (p.get("by"), p["grantee"], p["to"], *place, p["privilege"], bool(p.get("option")), o.created_on)
        elif o.kind != "FUTURE GRANT" and o.owner:
            place = (o.database or None, o.schema or None, o.name, o.kind, o.domain)
            yield (o.owner, o.owner, "ROLE", *place, "OWNERSHIP", True, o.created_on)


CHANGES = fields("database schema name moment:time")


def changes(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """When DML last touched tables."""
    return ((*place, at) for place, at in session.account.history.touched.all() if database in (None, place[0]))


WAREHOUSES = fields("name size created:time")


def warehouses(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """The warehouses of the account."""
    for o in session.catalog.objects("WAREHOUSE"):
        yield (o.name, o.properties.get("WAREHOUSE_SIZE", "X-Small"), o.created_on)


TABLES = fields("database schema name identity created:time")


def tables(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """Tables with what tells them from earlier ones of the same name."""
    return ((o.database, o.schema, o.name, o.identity, o.created_on) for o in all_relations(session, database))


DYNAMIC_TABLES = fields("database schema name target_lag:int state refreshed:time last_state")


def dynamic_tables(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """Dynamic tables, and what became of their last refresh."""
    for o in all_relations(session, database):
        if o.kind != "DYNAMIC TABLE":
            continue
        p = o.properties
        lag = read_lag(p["TARGET_LAG"]) if "TARGET_LAG" in p else None
        seconds = None if lag is None else int(lag.total_seconds())
        at = p.get("data_timestamp")
        last = "FAILED" if p.get("failures") else "SUCCEEDED" if at else None
        moment = None if at is None else datetime.fromisoformat(at)
        yield (o.database, o.schema, o.name, seconds, scheduling_state(o), moment, last)


COUNTS = fields("physical row_count:int")


def counts(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """Exact numbers of rows; asked for anew every time."""
    return iter(exact_counts(session, all_relations(session, database)).items())


#: fields, and what makes the rows for a database, or for the whole account (None).
Picture = tuple[tuple[Field, ...], Callable[["Session", "str | None", list[Relation]], Rows]]

#: by the name that stands in braces in the .sql files.
PICTURES: dict[str, Picture] = {
    "relations": (RELATIONS, relations),
    "columns": (COLUMNS, columns),
    "schemata": (CONTAINERS, schemata),
    "databases": (CONTAINERS, databases),
    "constraints": (CONSTRAINTS, constraints),
    "sequences": (SEQUENCES, sequences),
    "functions": (FUNCTIONS, functions),
    "roles": (ROLES, roles),
    "role_grants": (ROLE_GRANTS, role_grants),
    "privileges": (PRIVILEGES, privileges),
    "counts": (COUNTS, counts),
    "changes": (CHANGES, changes),
    "warehouses": (WAREHOUSES, warehouses),
    "tables": (TABLES, tables),
    "dynamic_tables": (DYNAMIC_TABLES, dynamic_tables),
}
#: what changes without the catalog changing.
FRESH = {"changes", "counts", "sequences"}

"""Tables of plain rows that only SNOWFLAKE.ACCOUNT_USAGE stands on.

https://docs.snowflake.com/en/sql-reference/account-usage
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.information_schema.pictures import FRESH, PICTURES, Picture, Rows, fields
from mockhaus_dbt.information_schema.references import policy_rows, tag_row
from mockhaus_dbt.objects.base import Noun
from mockhaus_dbt.objects.stream import STREAM, find_source
from mockhaus_dbt.objects.task import TASK, root_of
from mockhaus_dbt.objects.user import USER
from mockhaus_dbt.translation.names import Relation

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def number(obj: CatalogObject) -> int:
    """What stands for an identifier of Snowflake's: the microsecond at which the object was made."""
    return (obj.created_on - _EPOCH) // timedelta(microseconds=1)


PLACES = fields("database schema database_id:int schema_id:int database_created:time schema_created:time")


def places(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """Schemas with their databases."""
    for schema in session.catalog.objects("SCHEMA"):
        home = session.catalog.get("DATABASE", "", "", schema.database)
        if home is not None:
            made = (home.created_on, schema.created_on)
            yield (schema.database, schema.name, number(home), number(schema), *made)


OPEN_SESSIONS = fields("id:int")


def open_sessions(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """The sessions that are open in this process; there is no other, as one process holds the account."""
    return ((id_,) for id_ in list(session.account.sessions))


def _shown(noun: Noun) -> Picture:
    """What SHOW gives of all objects of a kind, and when each was altered last."""
    kinds = ["time" if c.type.name == "TIMESTAMP_LTZ" else "text" for c in noun.columns]

    def rows(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
        for obj in session.catalog.objects(noun.noun):
            cells = [c.cell(session, obj) for c in noun.columns]
            texts = (v if v is None or kind == "time" else str(v) for v, kind in zip(cells, kinds, strict=True))
            yield (*texts, obj.altered_on)

    heads = tuple((c.name, kind) for c, kind in zip(noun.columns, kinds, strict=True))
    return (*heads, ("altered", "time")), rows


ALL_ROLES = fields("name comment owner created:time database")


def all_roles(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """Roles of the account and of databases."""
    for kind in ("ROLE", "DATABASE ROLE"):
        for o in session.catalog.objects(kind):
            yield (o.name, o.comment, o.owner, o.created_on, o.database or None)


TASKS = fields(
    """database schema name id root owner comment warehouse schedule predecessors state definition condition
    overlapping:bool error_integration committed:time suspended:time interval_text"""
)


def tasks(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """Tasks, with the roots of their graphs."""
    shown = {c.name: c.cell for c in TASK.columns}
    for o in session.catalog.objects("TASK"):
        value = {name: read(session, o) for name, read in shown.items()}
        root = not (o.properties.get("after") or o.properties.get("finalizes"))
        yield (
            *(o.database, o.schema, o.name, o.identity, root_of(session, o).identity, o.owner, o.comment),
            *(value[n] for n in ("warehouse", "schedule", "predecessors")),
            None if root else value["state"],
            *(o.text, value["condition"]),
            None if value["allow_overlapping_execution"] is None else value["allow_overlapping_execution"] == "true",
            o.properties.get("ERROR_INTEGRATION"),
            *(value[n] for n in ("last_committed_on", "last_suspended_on", "target_completion_interval")),
        )


TAGS = fields("database schema name owner comment created:time altered:time allowed_values propagate on_conflict")


def tags(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """Tags."""
    for o in session.catalog.objects("TAG"):
        values = o.properties.get("ALLOWED_VALUES")
        more = (o.properties.get("PROPAGATE"), o.properties.get("ON_CONFLICT"))
        allowed = json.dumps(values, separators=(",", ":"), ensure_ascii=False) if values else None
        yield (o.database, o.schema, o.name, o.owner, o.comment, o.created_on, o.altered_on, allowed, *more)


TAG_REFERENCES = fields(
    """tag_database tag_schema tag_name tag_created:time tag_value object_database object_schema object_name domain
    column_name column_position:int object_created:time"""
)


def tag_references(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """Where tags are set."""
    for o in session.catalog.everything():
        own = [("", None, o.properties.get("TAGS") or {})]
        inside = [(c.name, position, c.extra.get("tags") or {}) for position, c in enumerate(o.columns, 1)]
        for column, position, held in own + inside:
            for tag, value in held.items():
                row = tag_row(session, o, tag, value, column)
                if row is not None:
                    yield (*row, position, o.created_on)


POLICIES = fields("kind database schema name owner signature returns body comment created:time altered:time options")


def policies(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """Masking and row access policies."""
    for kind in ("MASKING POLICY", "ROW ACCESS POLICY"):
        for o in session.catalog.objects(kind):
            told = (o.properties["signature"], o.properties["returns"], o.text, o.comment)
            exempt = '{"EXEMPT_OTHER_POLICIES":"TRUE"}' if o.properties.get("EXEMPT_OTHER_POLICIES") else None
            yield (kind, o.database, o.schema, o.name, o.owner, *told, o.created_on, o.altered_on, exempt)


POLICY_REFERENCES = fields(
    """policy_database policy_schema policy_name policy_kind database schema name domain column_name arguments
    tag_database tag_schema tag_name status"""
)


def policy_references(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """Where policies are set."""
    for o in session.catalog.objects("RELATION"):
        yield from policy_rows(session, o)


DEPENDENCIES = fields(
    """to_database to_schema to_name to_created:time to_domain from_database from_schema from_name from_created:time
    from_domain dependency"""
)
_DEPENDENCY = {"MATERIALIZED VIEW": "BY_NAME_AND_ID", "STREAM": "BY_ID", "EXTERNAL TABLE": "BY_ID"}


def dependencies(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """What views, dynamic tables, streams and external tables refer to (.../user-guide/object-dependencies)."""
    for o in (*session.catalog.objects("RELATION"), *session.catalog.objects("STREAM")):
        seen = set()
        for to in _read_by(session, o):
            if to.key not in seen and to.key != o.key:
                seen.add(to.key)
                place = (to.database, to.schema, to.name, to.created_on, to.kind)
                own = (o.database, o.schema, o.name, o.created_on, o.kind)
                yield (*place, *own, _DEPENDENCY.get(o.kind, "BY_NAME"))


def _read_by(session: Session, obj: CatalogObject) -> Iterator[CatalogObject]:
    if obj.kind == "STREAM":
        found = [find_source(session, obj)]
    elif obj.kind == "EXTERNAL TABLE":
        found = [session.catalog.get("STAGE", *obj.properties["stage"])] if "stage" in obj.properties else []
    else:
        of_table = obj.properties.get("sources", ()) if obj.kind == "DYNAMIC TABLE" else ()
        reads = (*obj.properties.get("reads", ()), *of_table)
        found = [session.catalog.get("RELATION", *place[:3]) for place in reads]
    return (o for o in found if o is not None)


PICTURES.update(
    {
        "places": (PLACES, places),
        "open_sessions": (OPEN_SESSIONS, open_sessions),
        "all_roles": (ALL_ROLES, all_roles),
        "tasks": (TASKS, tasks),
        "users": _shown(USER),
        "streams": _shown(STREAM),
        "tags": (TAGS, tags),
        "tag_references": (TAG_REFERENCES, tag_references),
        "policies": (POLICIES, policies),
        "policy_references": (POLICY_REFERENCES, policy_references),
        "dependencies": (DEPENDENCIES, dependencies),
    }
)
#: reading a stream moves it on without changing the catalog.
FRESH.update(("open_sessions", "streams"))

"""What refers to what: tags and policies of objects, what views read, tasks after tasks.

https://docs.snowflake.com/en/sql-reference/functions/tag_references, .../policy_references,
.../get_object_references, .../task_dependents
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.base import find_column
from mockhaus_dbt.objects.tagging import named_tags
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import Column, Relation, quote
from mockhaus_dbt.translation.tag_policies import brought
from mockhaus_dbt.translation.token_reader import split_name
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

Row = tuple[Any, ...]
#: object domains of TAG_REFERENCES -> the catalog's.
_DOMAINS = {
    "TABLE": "RELATION",
    "VIEW": "RELATION",
    "DATABASE": "DATABASE",
    "SCHEMA": "SCHEMA",
    "STAGE": "STAGE",
    "STREAM": "STREAM",
    "TASK": "TASK",
    "FUNCTION": "FUNCTION",
    "PROCEDURE": "PROCEDURE",
    "ROLE": "ROLE",
    "DATABASE ROLE": "DATABASE ROLE",
    "USER": "USER",
    "WAREHOUSE": "WAREHOUSE",
}


def relation(name: str, columns: dict[str, SqlType], rows: list[Row]) -> Relation:
    """Rows as what a table function gives.

    Args:
        name: of the function.
        columns: names and types; values that are not text are DuckDB text.
        rows: text, or None.
    """
    typed = [f"CAST({quote(c)} AS {type_.physical()}) AS {quote(c)}" for c, type_ in columns.items()]
    listed = ", ".join(f"({', '.join('NULL' if v is None else literal(str(v)) for v in row)})" for row in rows)
    empty = f"({', '.join(['NULL'] * len(columns))})"
    names = ", ".join(map(quote, columns))
    sql = f"(SELECT {', '.join(typed)} FROM (VALUES {listed or empty}) AS v({names}){'' if rows else ' WHERE false'})"
    return Relation("", "INFORMATION_SCHEMA", name, "VIEW", tuple(Column(c, x, c) for c, x in columns.items()), sql)


# ----------------------------------------------------------------------------------------------------------------- tags


def _places(session: Session, name: str, domain: str) -> Iterator[tuple[str, CatalogObject, dict[str, str]]]:
    """Where an object may have its tags from, itself first: the level, the object, the tags.

    Raises:
        CompilationError: 002003, there is no such object; 000904, no such column; 001015, no such domain.
    """
    parts = split_name(name)
    if domain == "COLUMN":
        *of, column = parts
        obj = session.require("RELATION", of)
        yield "COLUMN", obj, find_column(obj, column).extra.get("tags", {})
        domain = "TABLE"
    elif domain in _DOMAINS:
        obj = session.require(_DOMAINS[domain], parts)
    else:
        raise error("argument_value", value=domain, name="OBJECT_DOMAIN", function="TAG_REFERENCES")
    yield domain, obj, obj.properties.get("TAGS", {})
    above = []
    if obj.domain not in ("SCHEMA", "DATABASE") and obj.schema:
        above.append(("SCHEMA", session.catalog.get("SCHEMA", obj.database, "", obj.schema)))
    if obj.domain != "DATABASE" and obj.database:
        above.append(("DATABASE", session.catalog.get("DATABASE", "", "", obj.database)))
    for level, found in above:
        if found is not None:
            yield level, found, found.properties.get("TAGS", {})


def tags(session: Session, name: str, domain: str) -> list[Row]:
    """The tags of an object, its own and those from above it: tag, value, how it came, level, object."""
    found: dict[tuple[str, ...], Row] = {}
    first: tuple[str, CatalogObject] | None = None
    for level, obj, held in _places(session, name, domain):
        first = first or (level, obj)
        how = "MANUAL" if level == first[0] else "INHERITED"
        for place, value in named_tags(session.catalog, held).items():
            found.setdefault(place, (*place, value, how, level))
    return list(found.values())


def get_tag(session: Session, tag: str, name: str, domain: str) -> str | None:
    """SYSTEM$GET_TAG: the value of a tag on an object, or on what it is in; None for none."""
    parts = split_name(tag)
    place = parts if parts[0] == "SNOWFLAKE" else session.resolve(parts, "SYSTEM$GET_TAG")
    return next((str(row[3]) for row in tags(session, name, domain.upper()) if row[:3] == tuple(place)), None)


def allowed_values(session: Session, name: str) -> str | None:
    """SYSTEM$GET_TAG_ALLOWED_VALUES: as SHOW TAGS prints them.

    Raises:
        CompilationError: 002003, there is no such tag.
    """
    parts = split_name(name)
    if parts[0] == "SNOWFLAKE":
        return None
    values = session.require("TAG", parts).properties.get("ALLOWED_VALUES")
    return None if values is None else json.dumps(values, separators=(",", ":"))


_TAG_COLUMNS = dict.fromkeys(
    """TAG_DATABASE TAG_SCHEMA TAG_NAME TAG_VALUE APPLY_METHOD LEVEL OBJECT_DATABASE OBJECT_SCHEMA OBJECT_NAME DOMAIN
    COLUMN_NAME""".split(),
    t.VARCHAR,
)


def _tag_rows(session: Session, name: str, domain: str) -> list[Row]:
    parts = split_name(name)
    column = parts[-1] if domain == "COLUMN" else None
    obj = session.require(_DOMAINS.get(domain, "RELATION"), parts[:-1] if column else parts)
    if obj.domain == "DATABASE":
        where: Row = (obj.name, None, obj.name)
    elif obj.domain == "SCHEMA":
        where = (obj.database, obj.name, obj.name)
    else:
        where = (obj.database or None, obj.schema or None, obj.name)
    return [(*row, *where, domain, column) for row in tags(session, name, domain)]


def tag_row(session: Session, obj: CatalogObject, tag: str, value: str, column: str) -> Row | None:
    """A tag on an object or a column of it.

    Args:
        session: that asks.
        obj: the object.
        tag: what identifies it.
        value: of the tag.
        column: of the object that has the tag, '' for the object itself.

    Returns:
        database, schema, name, moment of creation and value of the tag; database, schema and name of the object; its
        domain; the column. None where the tag was dropped.
    """
    full = next(iter(named_tags(session.catalog, {tag: value})), None)
    if full is None:
        return None
    held = session.catalog.get("TAG", *full)
    kind = "VIEW" if obj.kind.endswith("VIEW") else "TABLE" if obj.domain == "RELATION" else obj.kind
    where = (obj.database or None, obj.schema or None, obj.name)
    made = held.created_on if held is not None else None
    return (*full, made, value, *where, "COLUMN" if column else kind, column or None)


def tag_references(session: Session, name: str, domain: str) -> Relation:
    """TABLE(INFORMATION_SCHEMA.TAG_REFERENCES())."""
    tags(session, name, domain.upper())
    return relation("TAG_REFERENCES", _TAG_COLUMNS, _tag_rows(session, name, domain.upper()))


def tag_references_all_columns(session: Session, name: str, domain: str) -> Relation:
    """TABLE(INFORMATION_SCHEMA.TAG_REFERENCES_ALL_COLUMNS()).

    Raises:
        CompilationError: 001015, the domain is not that of tables.
    """
    if domain.upper() != "TABLE":
        raise error("argument_value", value=domain, name="OBJECT_DOMAIN", function="TAG_REFERENCES_ALL_COLUMNS")
    obj = session.require("RELATION", split_name(name))
    rows = [row for c in obj.columns for row in _tag_rows(session, f"{name}.{quote(c.name)}", "COLUMN")]
    return relation("TAG_REFERENCES_ALL_COLUMNS", _TAG_COLUMNS, rows)


# ------------------------------------------------------------------------------------------------------------- policies

_POLICY_COLUMNS = dict.fromkeys(
    """POLICY_DB POLICY_SCHEMA POLICY_NAME POLICY_KIND REF_DATABASE_NAME REF_SCHEMA_NAME REF_ENTITY_NAME
    REF_ENTITY_DOMAIN REF_COLUMN_NAME REF_ARG_COLUMN_NAMES TAG_DATABASE TAG_SCHEMA TAG_NAME POLICY_STATUS""".split(),
    t.VARCHAR,
)


def policy_rows(session: Session, obj: CatalogObject) -> Iterator[Row]:
    """The policies on a relation: policy, kind, relation, column, columns that it reads, tag that brings it, status."""
    found = obj.relation()
    domain = "VIEW" if obj.kind.endswith("VIEW") else "TABLE"
    place = (obj.database, obj.schema, obj.name, domain)
    if found.row_access is not None:
        columns = f"[ {', '.join(map(quote, found.row_access.columns))} ]"
        yield (*split_name(found.row_access.name), "ROW_ACCESS_POLICY", *place, None, columns, *[None] * 3, "ACTIVE")
    for policy in found.masking:
        column, read = _columns_read(policy.columns)
        yield (*split_name(policy.name), "MASKING_POLICY", *place, column, read, *[None] * 3, "ACTIVE")
    for of, several in brought(session.catalog, found) if session.catalog.tag_policies else ():
        for each in several:
            tag = next(iter(named_tags(session.catalog, {each.tag: ""})))
            _column, read = _columns_read(each.policy.columns)
            yield (*split_name(each.policy.name), "MASKING_POLICY", *place, of.name, read, *tag, each.status)


def _columns_read(columns: Sequence[str]) -> tuple[str, str | None]:
    """The masked column, and what REF_ARG_COLUMN_NAMES says of the others."""
    column, *others = columns
    return column, f"[ {', '.join(map(quote, others))} ]" if others else None


def _tag_policy_rows(session: Session, tag: CatalogObject) -> Iterator[Row]:
    """The masking policies that are set on a tag."""
    for name in session.catalog.tag_policies.get(tag.identity, ()):
        place = (tag.database, tag.schema, tag.name, "TAG")
        yield (*split_name(name), "MASKING_POLICY", *place, *[None] * 5, "ACTIVE")


def policy_references(
    session: Session, policy: str | None, kind: str | None, name: str | None, domain: str | None
) -> Relation:
    """TABLE(INFORMATION_SCHEMA.POLICY_REFERENCES()): where a policy is set, or which are set on a table or view.

    Raises:
        CompilationError: 002003, there is no such policy, table or view; 001015, the arguments do not go together.
    """
    if policy is not None and name is None and domain is None and kind is None:
        parts = split_name(policy)
        found = session.find("MASKING POLICY", parts) or session.find("ROW ACCESS POLICY", parts)
        if found is None:
            raise error("object_missing", name=policy)
        wanted = (found.database, found.schema, found.name)
        every = [row for o in session.catalog.objects("RELATION") for row in policy_rows(session, o)]
        every += [row for o in session.catalog.objects("TAG") for row in _tag_policy_rows(session, o)]
        rows = [row for row in every if row[:3] == wanted]
    elif policy is None and kind is None and name is not None and domain is not None:
        if domain.upper() not in ("TABLE", "VIEW", "TAG"):
            raise error("argument_value", value=domain, name="REF_ENTITY_DOMAIN", function="POLICY_REFERENCES")
        if domain.upper() == "TAG":
            rows = list(_tag_policy_rows(session, session.require("TAG", split_name(name))))
        else:
            rows = list(policy_rows(session, session.require("RELATION", split_name(name))))
    else:
        raise error("argument_value", value=str(policy or name), name="POLICY_NAME", function="POLICY_REFERENCES")
    return relation("POLICY_REFERENCES", _POLICY_COLUMNS, rows)


# ---------------------------------------------------------------------------------------------------------------- views

_OBJECT_COLUMNS = dict.fromkeys(
    """DATABASE_NAME SCHEMA_NAME VIEW_NAME REFERENCED_DATABASE_NAME REFERENCED_SCHEMA_NAME REFERENCED_OBJECT_NAME
    REFERENCED_OBJECT_TYPE""".split(),
    t.VARCHAR,
)


def object_references(session: Session, database: str, schema: str, name: str) -> Relation:
    """TABLE(GET_OBJECT_REFERENCES()): what a view reads, and what the views read that it reads.

    Raises:
        CompilationError: 002003, there is no such view.
        UnsupportedError: it reads a materialized view.
    """
    view = session.require("RELATION", [*split_name(database), *split_name(schema), *split_name(name)])
    if view.kind != "VIEW":
        raise error("kind_missing", kind="View", name=view.name)
    found: dict[tuple[str, ...], CatalogObject] = {}
    waiting = [view]
    while waiting:
        for place in waiting.pop(0).properties.get("reads", ()):
            read = session.catalog.get("RELATION", *place[:3])
            if read is not None and read.key not in found:
                found[read.key] = read
                if read.kind == "VIEW":
                    waiting.append(read)
    if any(o.kind == "MATERIALIZED VIEW" for o in found.values()):
        raise UnsupportedError("GET_OBJECT_REFERENCES of a view on a materialized view")
    rows = [
        (view.database, view.schema, view.name, o.database, o.schema, o.name, "VIEW" if o.kind == "VIEW" else "TABLE")
        for o in found.values()
    ]
    return relation("GET_OBJECT_REFERENCES", _OBJECT_COLUMNS, rows)


# ---------------------------------------------------------------------------------------------------------------- tasks

_TASK_COLUMNS = {
    "CREATED_ON": t.TIMESTAMP_LTZ,
    **dict.fromkeys(
        """NAME DATABASE_NAME SCHEMA_NAME OWNER COMMENT WAREHOUSE SCHEDULE PREDECESSORS STATE DEFINITION
        CONDITION""".split(),
        t.VARCHAR,
    ),
}


def _with_children(session: Session, root: CatalogObject, recursive: bool) -> list[CatalogObject]:
    found = [root]
    for task in found:
        for child in session.catalog.objects("TASK", root.database, root.schema):
            after = [tuple(p) for p in child.properties.get("after", ())]
            if (task.database, task.schema, task.name) in after and child not in found:
                found.append(child)
        if not recursive:
            break
    return found


def task_dependents(session: Session, name: str, recursive: bool) -> Relation:
    """TABLE(INFORMATION_SCHEMA.TASK_DEPENDENTS()): a task, and the tasks that run after it.

    Raises:
        CompilationError: 002003, there is no such task.
    """
    rows = []
    for task in _with_children(session, session.require("TASK", split_name(name)), recursive):
        p = task.properties
        before = "[" + ",".join(f'"{".".join(parts)}"' for parts in p.get("after", ())) + "]"
        what = (p.get("WAREHOUSE"), p.get("SCHEDULE"), before, p["state"], task.text, p.get("when"))
        rows.append((task.created_on, task.name, task.database, task.schema, task.owner, task.comment, *what))
    return relation("TASK_DEPENDENTS", _TASK_COLUMNS, rows)


PROVIDERS["SYSTEM$GET_TAG"] = get_tag
PROVIDERS["SYSTEM$GET_TAG_ALLOWED_VALUES"] = allowed_values
PROVIDERS["TAG_REFERENCES"] = tag_references
PROVIDERS["TAG_REFERENCES_ALL_COLUMNS"] = tag_references_all_columns
PROVIDERS["POLICY_REFERENCES"] = policy_references
PROVIDERS["GET_OBJECT_REFERENCES"] = object_references
PROVIDERS["TASK_DEPENDENTS"] = task_dependents

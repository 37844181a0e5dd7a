"""CLONE of schemas and databases: a copy of what they hold.

Snowflake shares storage until one side changes; here rows are copied at once, with the same outcome.
https://docs.snowflake.com/en/sql-reference/sql/create-clone
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject, Key, now
from mockhaus_dbt.errors import MESSAGES, SqlError, UnsupportedError
from mockhaus_dbt.objects import change_history
from mockhaus_dbt.objects.base import with_properties, without_properties
from mockhaus_dbt.objects.columns import with_sequences
from mockhaus_dbt.objects.dependents import broken_view
from mockhaus_dbt.objects.moved_names import with_moved_names
from mockhaus_dbt.objects.snapshots import Pending
from mockhaus_dbt.objects.storage import last_part, make_table
from mockhaus_dbt.objects.stream import offset_of, set_offset
from mockhaus_dbt.objects.tagging import with_cloned_tags
from mockhaus_dbt.objects.task import SUSPENDED
from mockhaus_dbt.objects.view import make_view
from mockhaus_dbt.session import PROVIDERS

if TYPE_CHECKING:
    from mockhaus_dbt.objects.schema import Cloned
    from mockhaus_dbt.session import Change, Session

#: what is cloned by its description alone.
_DESCRIBED = frozenset(["FILE FORMAT", "FUNCTION", "PROCEDURE", "ROW ACCESS POLICY", "MASKING POLICY"])

#: what the clone of a moment leaves out where it is younger.
_DATED = frozenset(["STAGE", "PIPE", "VIEW", "MATERIALIZED VIEW"])


@dataclass
class _Copies:
    """What a CLONE has made so far.

    Args:
        schemas: (database, schema) of an original -> of its clone.
        made: objects by the keys of their originals.
        tags: what identifies the tags of the clone, by what identifies their originals.
        streams: originals with their copies, which are made when all tables are there.
        grants: privileges in the schemas that are cloned.
    """

    schemas: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    made: dict[Key, CatalogObject] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    streams: list[tuple[CatalogObject, CatalogObject]] = field(default_factory=list)
    grants: list[CatalogObject] = field(default_factory=list)


def clone_schema(
    session: Session, change: Change, source: CatalogObject, target: CatalogObject, cloned: Cloned
) -> None:
    """Copy what a schema holds into a new, empty one.

    Args:
        cloned: the moment whose rows tables get.

    Raises:
        UnsupportedError: the schema holds something whose copy would not be one.
    """
    copies = _Copies({(source.database, source.name): (target.database, target.name)})
    _clone_tags(session, change, copies)
    _clone_contents(session, change, source, target, cloned, copies)
    _finish(session, change, copies)


def _clone_tags(session: Session, change: Change, copies: _Copies) -> None:
    """Copy the tags before what they may be set on, in whichever schema that is."""
    for (database, schema), (clone, home) in copies.schemas.items():
        for tag in session.catalog.objects("TAG", database, schema):
            copy = replace(tag, database=clone, schema=home, created_on=now(), altered_on=now())
            copy = with_moved_names(copy, copies.schemas)
            copies.made[tag.key] = copy
            copies.tags[tag.identity] = copy.identity
            change.put(copy)


def _clone_contents(
    session: Session, change: Change, source: CatalogObject, target: CatalogObject, cloned: Cloned, copies: _Copies
) -> None:
    views = []
    contents = session.catalog.contents(source.database, source.name)
    for obj in sorted(contents, key=lambda o: o.kind != "SEQUENCE"):  # tables have sequences in their DEFAULTs
        if obj.key in copies.made:
            continue
        copy = replace(obj, database=target.database, schema=target.name, created_on=now(), altered_on=now())
        # What is bound to things in schemas that are cloned is bound to their clones.
        copy = with_moved_names(with_cloned_tags(copy, copies.tags), copies.schemas)
        if obj.domain == "RELATION":
            copy = replace(copy, physical=f"{target.physical}.{last_part(obj.physical)}")
        if obj.kind in ("GRANT", "FUTURE GRANT"):
            copies.grants.append(copy)
            continue
        if _left_out(session, obj, cloned):
            continue
        if obj.kind in ("TABLE", "DYNAMIC TABLE"):
            rows = _rows(session, obj, cloned)
            if not rows:
                continue
            copy = with_sequences(replace(copy, transient=copy.transient or target.transient))
            make_table(session, change, _without_sequences(copy))
            names = ", ".join(c.sql for c in copy.stored)
            change.run(f"INSERT INTO {copy.physical} ({names}) SELECT {names} FROM {rows}")
            copy = change_history.as_asked(session, change, without_properties(copy, "history"))
            change.put(copy)
        elif obj.kind in ("VIEW", "MATERIALIZED VIEW"):
            views.append(copy)
        elif obj.kind == "SEQUENCE":
            from mockhaus_dbt.objects.sequence import copy_sequence

            change.put(copy_sequence(session, change, obj, copy, target))
        elif obj.kind in _DESCRIBED:
            change.put(copy)
        elif obj.kind == "TASK":
            change.put(with_properties(copy, **SUSPENDED))
        elif obj.kind == "ALERT":
            change.put(with_properties(copy, state="suspended"))
        elif obj.kind in ("STAGE", "PIPE"):
            change.put(PROVIDERS[f"CLONE {obj.kind}"](session, obj, copy, copies.schemas))
        elif obj.kind == "STREAM" and "base" not in obj.properties and cloned.moment is None:
            copies.streams.append((obj, copy))
        else:
            raise UnsupportedError(f"CLONE of a schema that holds a {obj.kind}")
        copies.made[obj.key] = copy
    # Views of a clone go on reading from where the original's text says; unqualified names mean the clone.
    _make_views(session, change, views)


def _left_out(session: Session, obj: CatalogObject, cloned: Cloned) -> bool:
    """Whether clones do not have a thing: internal stages that were not asked for, pipes that read one, external
    tables, tasks of the past, and stages, pipes and views that were not there at its moment
    (https://docs.snowflake.com/en/user-guide/object-clone)."""
    if obj.kind == "TASK":
        return cloned.moment is not None
    if cloned.moment is not None and obj.kind in _DATED:
        if obj.created_on.timestamp() > change_history.moment_of(session, *cloned.moment[:2]):
            return True
    if obj.kind == "STAGE":
        return not obj.properties.get("URL") and not cloned.including
    if obj.kind == "PIPE":
        return bool(PROVIDERS["reads_internal_stage"](session, obj))
    return obj.kind == "EXTERNAL TABLE"


def _finish(session: Session, change: Change, copies: _Copies) -> None:
    """Make the streams, and give the privileges on what is cloned."""
    for original, copy in copies.streams:
        source = copies.made.get(("RELATION", *original.properties["source"]))
        if source is not None:  # what the stream had not given is not to be had from its clone
            source = change_history.start(session, change, source)
            change.put(source)
            copies.made[("RELATION", *original.properties["source"])] = source
            place = [source.database, source.schema, source.name]
            copy = with_properties(copy, source=place, source_identity=source.identity)
        change.put(copy)
        set_offset(change, copy, None if source is not None else offset_of(session, original.qualified))
    made = {copy.key for copy in copies.made.values()}
    for grant in copies.grants:
        # The clone itself has none of its original's privileges, what it holds has.
        if grant.kind != "FUTURE GRANT":
            domain, name = grant.properties["on"]
            if (domain, grant.database, grant.schema, name) not in made:
                continue
        change.put(grant)


def _rows(session: Session, table: CatalogObject, cloned: Cloned) -> str:
    """DuckDB text of the rows that the clone of a table gets; '' where the table is left out."""
    if cloned.moment is None:
        return table.physical
    if table.created_on.timestamp() > change_history.moment_of(session, *cloned.moment[:2]):
        return ""  # it was not there yet
    try:
        return change_history.state(table, change_history.version_at(session, table, *cloned.moment))
    except SqlError as e:
        if cloned.ignoring and e.errno == MESSAGES["no_time_travel"].errno:
            return ""
        raise


def _is_sequence(default: str | None) -> bool:
    return (default or "").upper().endswith(".NEXTVAL")


def _without_sequences(table: CatalogObject) -> CatalogObject:
    """The table without DEFAULTs of sequences, which INSERT fills in: the clone's are not known to DuckDB yet."""
    columns = tuple(replace(c, default=None) if _is_sequence(c.default) else c for c in table.columns)
    return replace(table, columns=columns)


def clone_database(session: Session, change: Change, cloned: Cloned, target: CatalogObject) -> None:
    """Copy the schemas of a database into a new one, which has PUBLIC and INFORMATION_SCHEMA already."""
    schemas = [s for s in session.catalog.objects("SCHEMA", cloned.source.name) if _is_in(session, s, cloned)]
    copies = _Copies({(s.database, s.name): (target.name, s.name) for s in schemas})
    _clone_tags(session, change, copies)
    for role in session.catalog.objects("DATABASE ROLE", cloned.source.name):
        change.put(replace(role, database=target.name, created_on=now(), altered_on=now()))
    for grant in session.catalog.objects("FUTURE GRANT", cloned.source.name, ""):
        copies.grants.append(replace(grant, database=target.name))
    for schema in schemas:
        copy = change.create_schema(
            target.name,
            schema.name,
            comment=schema.comment,
            properties=schema.properties,
            transient=schema.transient or target.transient,
        )
        _clone_contents(session, change, schema, copy, cloned, copies)
    _finish(session, change, copies)


def _is_in(session: Session, schema: CatalogObject, cloned: Cloned) -> bool:
    """Whether the clone of a database has a schema: those that are younger than its moment are left out."""
    if schema.name == "INFORMATION_SCHEMA":
        return False
    moment = cloned.moment and change_history.moment_of(session, *cloned.moment[:2])
    return moment is None or schema.name == "PUBLIC" or schema.created_on.timestamp() <= moment


def _make_views(session: Session, change: Change, views: list[CatalogObject]) -> None:
    """Make views, those that read others after them; one whose original cannot be read is as broken as that is."""
    while views:
        failures: list[tuple[CatalogObject, SqlError]] = []
        for view in views:
            try:
                make_view(session, change, view, catalog=Pending(session, change))
            except SqlError as e:
                failures.append((view, e))
        if len(failures) == len(views):
            for view, failure in failures:
                change.put(broken_view(change, view, Pending(session, change), failure))
            return
        views = [view for view, _failure in failures]

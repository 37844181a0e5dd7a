"""CLONE of schemas and databases: a copy of what they hold.

Snowflake shares storage until one side changes; here rows are copied at once, with the same outcome.
https://docs.snowflake.com/en/sql-reference/sql/create-clone
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject, now
from mockhaus_dbt.errors import MESSAGES, SqlError, UnsupportedError
from mockhaus_dbt.objects import change_history
from mockhaus_dbt.objects.base import without_properties
from mockhaus_dbt.objects.columns import with_sequences
from mockhaus_dbt.objects.snapshots import Pending
from mockhaus_dbt.objects.storage import last_part, make_table
from mockhaus_dbt.objects.view import make_view
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.token_reader import split_name

if TYPE_CHECKING:
    from mockhaus_dbt.objects.schema import Cloned
    from mockhaus_dbt.session import Change, Session

#: what is cloned by its description alone.
_DESCRIBED = frozenset(["FILE FORMAT", "FUNCTION", "PROCEDURE", "TAG", "ROW ACCESS POLICY", "MASKING POLICY"])


def clone_contents(
    session: Session, change: Change, source: CatalogObject, target: CatalogObject, cloned: Cloned
) -> None:
    """Copy what a schema holds into a new, empty one.

    Args:
        cloned: the moment whose rows tables get.

    Raises:
        UnsupportedError: the schema holds something whose copy would not be one.
    """
    views = []
    contents = session.catalog.contents(source.database, source.name)
    for obj in sorted(contents, key=lambda o: o.kind != "SEQUENCE"):  # tables have sequences in their DEFAULTs
        if obj.kind in ("GRANT", "FUTURE GRANT") or (obj.kind == "STAGE" and not obj.properties.get("URL")):
            continue  # grants and internal stages are not cloned on Snowflake either
        copy = replace(obj, database=target.database, schema=target.name, created_on=now(), altered_on=now())
        if obj.domain == "RELATION":
            copy = replace(copy, physical=f"{target.physical}.{last_part(obj.physical)}")
        if obj.kind in ("TABLE", "DYNAMIC TABLE"):
            rows = _rows(session, obj, cloned)
            if not rows:
                continue
            copy = with_sequences(replace(copy, transient=copy.transient or target.transient))
            make_table(session, change, _without_sequences(copy))
            copy = _with_own_defaults(copy, source, target)
            names = ", ".join(c.sql for c in copy.stored)
            change.run(f"INSERT INTO {copy.physical} ({names}) SELECT {names} FROM {rows}")
            change.put(change_history.as_asked(session, change, without_properties(copy, "history")))
        elif obj.kind in ("VIEW", "MATERIALIZED VIEW"):
            views.append(copy)
        elif obj.kind == "SEQUENCE":
            from mockhaus_dbt.objects.sequence import copy_sequence

            change.put(copy_sequence(session, change, obj, copy, target))
        elif obj.kind in _DESCRIBED:
            change.put(copy)
        elif obj.kind == "TASK" and cloned.moment is not None:
            continue
        else:
            raise UnsupportedError(f"CLONE of a schema that holds a {obj.kind}")
    # Views of a clone go on reading from where the original's text says; unqualified names mean the clone.
    _make_views(session, change, views)


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


def _with_own_defaults(table: CatalogObject, source: CatalogObject, target: CatalogObject) -> CatalogObject:
    """The table with DEFAULTs that use the sequences of the clone where they used those of its original.

    https://docs.snowflake.com/en/user-guide/object-clone
    """
    columns = []
    for column in table.columns:
        parts = split_name((column.default or "")[: -len(".NEXTVAL")]) if _is_sequence(column.default) else ()
        if parts[:2] == (source.database, source.name) and len(parts) == 3:
            named = map(display, (target.database, target.name, parts[2]))
            column = replace(column, default=".".join([*named, "NEXTVAL"]))
        columns.append(column)
    return replace(table, columns=tuple(columns))


def clone_database(session: Session, change: Change, cloned: Cloned, target: CatalogObject) -> None:
    """Copy the schemas of a database into a new one, which has PUBLIC and INFORMATION_SCHEMA already."""
    for schema in session.catalog.objects("SCHEMA", cloned.source.name):
        if schema.name == "INFORMATION_SCHEMA":
            continue
        moment = cloned.moment and change_history.moment_of(session, *cloned.moment[:2])
        if moment is not None and schema.name != "PUBLIC" and schema.created_on.timestamp() > moment:
            continue
        copy = change.create_schema(
            target.name,
            schema.name,
            comment=schema.comment,
            properties=schema.properties,
            transient=schema.transient or target.transient,
        )
        clone_contents(session, change, schema, copy, cloned)


def _make_views(session: Session, change: Change, views: list[CatalogObject]) -> None:
    """Make views, those that read others after them."""
    while views:
        left, failure = [], None
        for view in views:
            try:
                make_view(session, change, view, catalog=Pending(session, change))
            except SqlError as e:
                if e.errno != 2003:
                    raise
                left.append(view)
                failure = e
        if failure is not None and len(left) == len(views):
            raise failure
        views = left

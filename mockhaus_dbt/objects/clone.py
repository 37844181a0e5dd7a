"""CLONE of schemas and databases: a copy of what they hold.

Snowflake shares storage until one side changes; here rows are copied at once, with the same outcome.
https://docs.snowflake.com/en/sql-reference/sql/create-clone
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject, now
from mockhaus_dbt.errors import SqlError, UnsupportedError
from mockhaus_dbt.objects import change_history
from mockhaus_dbt.objects.base import without_properties
from mockhaus_dbt.objects.columns import with_sequences
from mockhaus_dbt.objects.snapshots import Pending
from mockhaus_dbt.objects.storage import last_part, make_table
from mockhaus_dbt.objects.view import make_view

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session

#: what is cloned by its description alone.
_DESCRIBED = frozenset(["FILE FORMAT", "FUNCTION", "PROCEDURE", "TAG", "ROW ACCESS POLICY", "MASKING POLICY"])


def clone_contents(session: Session, change: Change, source: CatalogObject, target: CatalogObject) -> None:
    """Copy what a schema holds into a new, empty one.

    Raises:
        UnsupportedError: the schema holds something whose copy would not be one.
    """
    views = []
    for obj in session.catalog.contents(source.database, source.name):
        if obj.kind in ("GRANT", "FUTURE GRANT") or (obj.kind == "STAGE" and not obj.properties.get("URL")):
            continue  # grants and internal stages are not cloned on Snowflake either
        copy = replace(obj, database=target.database, schema=target.name, created_on=now(), altered_on=now())
        if obj.domain == "RELATION":
            copy = replace(copy, physical=f"{target.physical}.{last_part(obj.physical)}")
        if obj.kind in ("TABLE", "DYNAMIC TABLE"):
            copy = with_sequences(copy)
            make_table(session, change, copy)
            names = ", ".join(c.sql for c in copy.stored)
            change.run(f"INSERT INTO {copy.physical} ({names}) SELECT {names} FROM {obj.physical}")
            change.put(change_history.as_asked(session, change, without_properties(copy, "history")))
        elif obj.kind in ("VIEW", "MATERIALIZED VIEW"):
            views.append(copy)
        elif obj.kind == "SEQUENCE":
            from mockhaus_dbt.objects.sequence import copy_sequence

            change.put(copy_sequence(change, obj, copy, target))
        elif obj.kind in _DESCRIBED:
            change.put(copy)
        else:
            raise UnsupportedError(f"CLONE of a schema that holds a {obj.kind}")
    # Views of a clone go on reading from where the original's text says; unqualified names mean the clone.
    _make_views(session, change, views)


def clone_database(session: Session, change: Change, source: CatalogObject, target: CatalogObject) -> None:
    """Copy the schemas of a database into a new one, which has PUBLIC and INFORMATION_SCHEMA already."""
    for schema in session.catalog.objects("SCHEMA", source.name):
        if schema.name == "INFORMATION_SCHEMA":
            continue
        copy = change.create_schema(target.name, schema.name, comment=schema.comment, properties=schema.properties)
        clone_contents(session, change, schema, copy)


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

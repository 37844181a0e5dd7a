"""Views whose tables change under them.

Snowflake compiles the text of a view whenever it is read, so that it follows its tables: to other types, and into
errors. DuckDB's view is made once, so it is made again when a table that it reads was replaced, altered or dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import SqlError, error, raising_text
from mockhaus_dbt.objects.policy import check_policies
from mockhaus_dbt.objects.snapshots import Pending, signature
from mockhaus_dbt.objects.view import define_view, failing_query, translate_view
from mockhaus_dbt.translation.ast_parser import split_statements
from mockhaus_dbt.translation.names import CatalogSnapshot

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session


def refresh_dependents(session: Session, change: Change) -> None:
    """See whether policies fit what a change leaves, and make the views again that read what it touches.

    All of it is part of the change.

    Args:
        session: that runs the change.
        change: with everything else of the statement done.
    """
    for _key, obj in [*change.pending, *change.temporary]:
        if obj is not None and obj.domain == "RELATION":
            check_policies(session, obj)
    _remake_readers(session, change)


def remake_views(session: Session, change: Change, views: Iterable[CatalogObject]) -> None:
    """Make views again whose names have another meaning now, and then those that read what a change touches.

    Args:
        session, change: as of :func:`refresh_dependents`.
        views: as the change has put them.
    """
    catalog = Pending(session, change)
    for view in views:
        change.put(_remake(session, change, view, catalog))
    _remake_readers(session, change)


def _remake_readers(session: Session, change: Change) -> None:
    touched = {key[1:] for key, _obj in [*change.pending, *change.temporary] if key[0] == "RELATION"}
    for _round in range(100):  # a view on a view on a view
        if not touched:
            return
        catalog = Pending(session, change)
        own = {key for key, _obj in [*change.pending, *change.temporary]}
        views = [*session.catalog.objects("RELATION"), *session.temporary.values()]
        stale = [v for v in views if _is_stale(v, touched, catalog) and v.key not in own]
        touched = set()
        for view in stale:
            remade = _remake(session, change, view, catalog)
            if remade.columns != view.columns:
                touched.add(view.key[1:])
            change.put(remade)


def _is_stale(view: CatalogObject, touched: set[tuple[str, str, str]], catalog: CatalogSnapshot) -> bool:
    if view.properties.get("lasting") or view.properties.get("invalid", "").endswith("manually."):
        return False
    for database, schema, name, mark in view.properties.get("reads", ()):
        place = (database, schema, name)
        if place in touched and signature(catalog.relation(*place)) != mark:
            return True
    return False


def _remake(session: Session, change: Change, view: CatalogObject, catalog: Pending) -> CatalogObject:
    """The view as it is now: with other types, or with the error that reading it gives."""
    base, place = view.properties.get("base"), view.properties.get("reads") or [[]]
    if base and (relation := catalog.relation(*place[0][:3])) is not None:
        now = {c.name: str(c.type) for c in relation.columns}
        if any(now.get(name) != type_ for name, type_ in base):
            lasting = replace(view, properties={**view.properties, "lasting": True})
            return broken_view(change, lasting, catalog, error("column_missing", name=""))
        if "invalid" not in view.properties:
            return replace(view, properties={**view.properties, "reads": _marks(view, catalog)})
    try:
        made = translate_view(session, view.key, split_statements(view.text)[0], catalog)
    except SqlError as e:
        return broken_view(change, view, catalog, e)
    translation = made.translation
    if len(translation.columns) != len(view.columns):
        widths = {"declared": str(len(view.columns)), "produced": str(len(translation.columns))}
        return _broken(change, view, catalog, raising_text("view_width", "", name=view.name, **widths))
    columns = tuple(replace(c, type=h.type) for c, h in zip(view.columns, translation.columns, strict=True))
    held = {name: value for name, value in view.properties.items() if name != "invalid"}
    view = replace(view, columns=columns, properties={**held, **made.properties})
    return define_view(change, view, translation.sql, view)


def broken_view(change: Change, view: CatalogObject, catalog: CatalogSnapshot, failure: SqlError) -> CatalogObject:
    """A view whose text cannot be compiled any more: reading it gives the error."""
    if view.kind == "MATERIALIZED VIEW" and view.properties.get("reads"):
        base = view.properties["reads"][0][2]
        shown = f"DDL Statement was executed on the base table '{base}'. Marked Materialized View as invalid."
        view = replace(view, properties={**view.properties, "invalid": shown})
        return _broken(change, view, catalog, raising_text("materialized_view_base", "", name=view.name, base=base))
    return _broken(change, view, catalog, raising_text("view_definition", "", name=view.name, reason=failure.message))


def _broken(change: Change, view: CatalogObject, catalog: CatalogSnapshot, reason: str) -> CatalogObject:
    """Make the DuckDB view one of the same shape that gives nothing but an error."""
    broken = define_view(change, view, failing_query(view, reason), view)
    return replace(broken, properties={**broken.properties, "reads": _marks(view, catalog)})


def _marks(view: CatalogObject, catalog: CatalogSnapshot) -> list[list[str]]:
    """What a view reads, with marks of what that is now."""
    return [
        [database, schema, name, signature(catalog.relation(database, schema, name))]
        for database, schema, name, _mark in view.properties["reads"]
    ]

"""Schemas and databases that get other names: what stands in them moves, and what names it follows.

https://docs.snowflake.com/en/sql-reference/sql/alter-schema, .../alter-database. Policies, foreign keys, sequences in
DEFAULTs, streams and tasks stay bound to what they name, whatever it is called; texts of views and of dynamic tables
mean what they say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import TAG_POLICIES, CatalogObject
from mockhaus_dbt.objects.dependents import remake_views
from mockhaus_dbt.translation.names import Column, display
from mockhaus_dbt.translation.token_reader import split_name

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session

#: database and schema; what stands in a database itself has an empty schema.
Place = tuple[str, str]
Moved = Callable[[Sequence[str]], list[str]]


def relocate(session: Session, change: Change, moved: Mapping[Place, Place]) -> None:
    """Move all that stands in some schemas, and let everything follow that names it.

    Args:
        session: whose catalog has it.
        change: in which the schemas have their new names already.
        moved: the new places by the old ones.
    """
    everything = session.catalog.everything()
    for obj in everything:
        if (obj.database, obj.schema) in moved:
            change.remove(obj)
    views = []
    for obj in everything:
        new = with_moved_names(obj, moved)
        home = moved.get((obj.database, obj.schema))
        if home is not None:
            new = new.but(database=home[0], schema=home[1])
            if new.kind in ("VIEW", "MATERIALIZED VIEW"):
                views.append(new)
        if new is not obj:
            change.put(new)
    remake_views(session, change, views)


def with_moved_names(obj: CatalogObject, moved: Mapping[Place, Place]) -> CatalogObject:
    """The object with the new names of what it is bound to; the object itself where none of that moves.

    Args:
        obj: itself where it was.
        moved: the new places by the old ones.
    """

    def path(parts: Sequence[str]) -> list[str]:
        place = moved.get((parts[0], parts[1])) if len(parts) > 2 else None
        return list(parts) if place is None else [*place, *parts[2:]]

    held = obj.properties
    found: dict[str, Any] = {}
    if "row_access_policy" in held:
        found["row_access_policy"] = _policy(held["row_access_policy"], path)
    for name in ("after", "base", "finalizes", "sources"):
        if name in held:
            found[name] = [path(p) for p in held[name]]
    if held.get(TAG_POLICIES):
        found[TAG_POLICIES] = [_named(name, path) for name in held[TAG_POLICIES]]
    if obj.kind == "STREAM":
        found["source"] = path(held["source"])
    if obj.kind == "STAGE" and "FORMAT_NAME" in (held.get("FILE_FORMAT") or {}):
        found["FILE_FORMAT"] = {"FORMAT_NAME": path(held["FILE_FORMAT"]["FORMAT_NAME"])}
    if obj.kind == "EXTERNAL TABLE":
        found.update({name: path(held[name]) for name in ("stage", "format_name") if name in held})
    if "constraints" in held:
        found["constraints"] = [
            {**c, "references": path(c["references"])} if "references" in c else c for c in held["constraints"]
        ]
    if any(held[name] != value for name, value in found.items()):
        obj = replace(obj, properties={**held, **found})
    columns = tuple(_following_column(c, path) for c in obj.columns)
    if all(new is old for new, old in zip(columns, obj.columns, strict=True)):  # clauses in ``extra`` do not compare
        return obj
    return replace(obj, columns=columns)


def _policy(held: dict[str, Any], path: Moved) -> dict[str, Any]:
    return {**held, "policy": _named(held["policy"], path)}


def _named(name: str, path: Moved) -> str:
    return ".".join(map(display, path(split_name(name))))


def _following_column(column: Column, path: Moved) -> Column:
    if "masking_policy" in column.extra:
        policy = _policy(column.extra["masking_policy"], path)
        if policy != column.extra["masking_policy"]:
            column = replace(column, extra={**column.extra, "masking_policy": policy})
    if (column.default or "").upper().endswith(".NEXTVAL"):
        *parts, _word = split_name(column.default or "")
        if path(parts) != parts:
            column = replace(column, default=".".join([*map(display, path(parts)), "NEXTVAL"]))
    return column

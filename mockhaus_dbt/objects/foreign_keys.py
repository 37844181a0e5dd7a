"""Foreign keys, which follow the keys that they name and go with them.

https://docs.snowflake.com/en/sql-reference/constraints-drop, .../constraints-alter
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import error
from mockhaus_dbt.objects.base import Key, with_properties, without_properties
from mockhaus_dbt.translation.names import Column, display

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session

Constraint = dict[str, Any]
Constraints = Iterable[Constraint]
#: database, schema and name of a table.
Place = tuple[str, ...]
_KEYS = ("PRIMARY KEY", "UNIQUE")
#: the property of a dropped table that holds the foreign keys which went with it.
_WENT = "foreign_keys_that_went"


def check_foreign_keys(session: Session, key: Key, columns: Iterable[Column], constraints: Constraints) -> None:
    """Whether what foreign keys name is there; those that name no columns mean the primary key, which is noted.

    Args:
        session: looks it up.
        key: of the table that has the constraints.
        columns: that it has.
        constraints: the new ones, and the keys that they may name in the table itself.

    Raises:
        SqlError: 002003, there is no such table; 000904, it has no such column; 000002, the columns are no key of it.
    """
    for constraint in constraints:
        if constraint["kind"] != "FOREIGN KEY":
            continue
        place = tuple(constraint["references"])
        target = None if place == key[1:] else session.require("RELATION", place)
        names = {c.name for c in (columns if target is None else target.columns)}
        for name in constraint["referenced"]:
            if name not in names:
                raise error("column_missing", name=display(name))
        held = constraints if target is None else target.properties.get("constraints", ())
        keys = [c["columns"] for c in held if c["kind"] in _KEYS]
        primary = [c["columns"] for c in held if c["kind"] == "PRIMARY KEY"]
        wanted: list[str] = constraint["referenced"] or next(iter(primary), [])
        if wanted not in keys or len(wanted) != len(constraint["columns"]):
            raise error("foreign_key", columns=", ".join(map(display, constraint["columns"])), name=place[-1])
        constraint["referenced"] = wanted


def _keys_of(obj: CatalogObject) -> list[Constraint]:
    return [c for c in obj.properties.get("constraints", ()) if c["kind"] in _KEYS]


def _names(constraint: Constraint, place: Place, keys: Constraints) -> bool:
    """Whether a constraint is a foreign key that names one of the keys of a table."""
    if constraint["kind"] != "FOREIGN KEY" or tuple(constraint["references"]) != place:
        return False
    named = constraint["referenced"]
    return any(named == k["columns"] if named else k["kind"] == "PRIMARY KEY" for k in keys)


def _tables(session: Session, change: Change) -> Iterator[CatalogObject]:
    """The tables with foreign keys, as the change leaves them."""
    pending = dict([*change.pending, *change.temporary])
    held = [*session.catalog.objects("RELATION"), *session.temporary.values()]
    known = {o.key for o in held}
    for obj in [*(pending.get(o.key, o) for o in held), *(o for key, o in pending.items() if key not in known)]:
        if obj is not None and any(c["kind"] == "FOREIGN KEY" for c in obj.properties.get("constraints", ())):
            yield obj


def _edit(
    session: Session, change: Change, edited: Callable[[Constraint], Constraint | None], but: Key | None = None
) -> None:
    """Put the tables whose constraints an edit changes; None takes a constraint away."""
    for table in list(_tables(session, change)):
        if table.key == but:
            continue
        held = table.properties["constraints"]
        new = [e for c in held if (e := edited(c)) is not None]
        if new != held:
            change.put(with_properties(table, constraints=new))


def check_unnamed(session: Session, change: Change, obj: CatalogObject, keys: Constraints, what: str) -> None:
    """RESTRICT: whether no foreign key of another table names one of some keys of a table.

    Raises:
        SqlError: 001504, there is one.
    """
    place = obj.key[1:]
    keys = list(keys)
    others = (t for t in _tables(session, change) if keys and t.key != obj.key)
    if any(_names(c, place, keys) for table in others for c in table.properties["constraints"]):
        raise error("has_dependencies", what=what)


def check_unreferenced(session: Session, inside: Iterable[CatalogObject], what: str) -> None:
    """DROP ... RESTRICT: whether no foreign key from elsewhere names a table of those that go.

    Args:
        session: has the catalog.
        inside: what goes.
        what: table, schema or database, for the error.

    Raises:
        SqlError: 001504, there is one.
    """
    inside = list(inside)
    keys = {o.key for o in inside}
    places = {o.key[1:] for o in inside if _keys_of(o)}
    others = (o for o in session.catalog.objects("RELATION") if places and o.key not in keys)
    if any(tuple(c.get("references", ())) in places for o in others for c in o.properties.get("constraints", ())):
        raise error("has_dependencies", what=what)


def without_references(session: Session, change: Change, obj: CatalogObject, gone: Constraints) -> CatalogObject:
    """The table without some of its constraints; foreign keys that name them go too, of other tables as well.

    Args:
        session, change: in which they go.
        obj: the table.
        gone: the constraints.
    """
    gone = list(gone)
    keys, place = [c for c in gone if c["kind"] in _KEYS], obj.key[1:]
    if keys:
        _edit(session, change, lambda c: None if _names(c, place, keys) else c, obj.key)
    held = obj.properties.get("constraints", ())
    return with_properties(obj, constraints=[c for c in held if c not in gone and not _names(c, place, keys)])


def cut_off(session: Session, change: Change, obj: CatalogObject) -> CatalogObject:
    """Take away the foreign keys that name a table which is dropped; it notes them for :func:`rejoined`."""
    keys, place, went = _keys_of(obj), obj.key[1:], []

    def edited(constraint: Constraint) -> Constraint | None:
        return None if _names(constraint, place, keys) else constraint

    if not keys:
        return obj
    for table in _tables(session, change):
        if table.key != obj.key:
            went += [[list(table.key), c] for c in table.properties["constraints"] if _names(c, place, keys)]
    _edit(session, change, edited, obj.key)
    return with_properties(obj, **{_WENT: went}) if went else obj


def rejoined(session: Session, change: Change, obj: CatalogObject) -> CatalogObject:
    """Bring back the foreign keys that went with a table which is there again."""
    if _WENT not in obj.properties:
        return obj
    tables: dict[Key, CatalogObject] = {}
    for path, constraint in obj.properties[_WENT]:
        table = tables.get(tuple(path)) or session.catalog.get(*path)
        if table is not None and {c.name for c in table.columns} >= set(constraint["columns"]):
            held = table.properties.get("constraints", ())
            tables[table.key] = with_properties(table, constraints=[*held, constraint])
    for table in tables.values():
        change.put(table)
    return without_properties(obj, _WENT)


def follow(session: Session, change: Change, moved: Mapping[Place, Place]) -> None:
    """Let foreign keys name tables by the names that they have now.

    Args:
        session, change: in which the tables have their new names already.
        moved: the new places by the old ones.
    """

    def edited(constraint: Constraint) -> Constraint:
        place = moved.get(tuple(constraint.get("references", ())))
        return constraint if place is None else {**constraint, "references": list(place)}

    _edit(session, change, edited)


def follow_moved(session: Session, change: Change, *pairs: tuple[CatalogObject, CatalogObject]) -> None:
    """The same for objects as they were and as they are; it costs nothing where none of them has a key."""
    if any(_keys_of(old) for old, _new in pairs):
        follow(session, change, {old.key[1:]: new.key[1:] for old, new in pairs})


def follow_column(session: Session, change: Change, obj: CatalogObject, old: str, new: str) -> CatalogObject:
    """Let foreign keys name a column by its new name; gives the table, whose own may name it too."""
    place = obj.key[1:]

    def edited(constraint: Constraint) -> Constraint:
        if tuple(constraint.get("references", ())) != place:
            return constraint
        return {**constraint, "referenced": [new if n == old else n for n in constraint["referenced"]]}

    if not any(old in k["columns"] or new in k["columns"] for k in _keys_of(obj)):
        return obj
    _edit(session, change, edited, obj.key)
    return with_properties(obj, constraints=[edited(c) for c in obj.properties["constraints"]])

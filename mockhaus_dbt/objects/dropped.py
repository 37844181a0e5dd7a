"""What UNDROP brings back.

https://docs.snowflake.com/en/sql-reference/sql/undrop-table, undrop-schema, undrop-database, undrop-tag.
Snowflake keeps what is dropped for the days of Time Travel. Here it is kept until the account is closed: a table is
renamed, a schema stays as it is without an entry in the catalog, until another of its name is made. What holds more
than a million rows, and what has DATA_RETENTION_TIME_IN_DAYS = 0, is dropped at once; so is the oldest of fifty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from mockhaus_dbt.catalog import CatalogObject, now
from mockhaus_dbt.errors import error
from mockhaus_dbt.objects import change_history
from mockhaus_dbt.objects.foreign_keys import rejoined
from mockhaus_dbt.objects.listing import read_listing
from mockhaus_dbt.objects.object_parameters import retention
from mockhaus_dbt.objects.statistics import quick_counts
from mockhaus_dbt.objects.storage import last_part
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.types import TIMESTAMP_LTZ, ResultColumn

if TYPE_CHECKING:
    from mockhaus_dbt.account import Account
    from mockhaus_dbt.objects.base import Key, Noun
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement

#: rows that a thing may have together to be kept.
MOST_ROWS = 1_000_000
#: things that are kept; the oldest goes first.
MOST_KEPT = 50
_LEFTOVERS = '"_MOCKHAUS".leftovers'


@dataclass
class Dropped:
    """Something that was dropped and is kept.

    Args:
        key: under which it was known.
        objects: it, and what was in it, as the catalog is to hold them again.
        purges: DuckDB text that drops it for good.
        dropped_on: the moment.
    """

    key: Key
    objects: tuple[CatalogObject, ...]
    purges: tuple[str, ...]
    dropped_on: datetime = field(default_factory=now)


#: the latest one last.
_KEPT: WeakKeyDictionary[Account, list[Dropped]] = WeakKeyDictionary()


def kept(session: Session) -> list[Dropped]:
    """What can be brought back, the latest one last."""
    return _KEPT.setdefault(session.account, [])


def keep_table(session: Session, change: Change, obj: CatalogObject) -> bool:
    """Keep a table that is dropped; False where it is not to be kept."""
    if obj.kind != "TABLE" or obj.temporary or obj.properties.get("is_hybrid") or not _may_be_kept(session, [obj]):
        return False
    aside = f'{obj.physical[:-1]}~dropped~{obj.identity}"'
    change.run(f"ALTER TABLE {obj.physical} RENAME TO {last_part(aside)}")
    purges = [f"DROP TABLE IF EXISTS {aside}"]
    if change_history.is_tracked(obj):
        purges.append(f"DROP TABLE IF EXISTS {change_history.place(obj)}")
    _keep(session, change, Dropped(obj.key, (replace(obj, physical=aside),), tuple(purges)))
    return True


def keep_schema(session: Session, change: Change, obj: CatalogObject, inside: Sequence[CatalogObject]) -> bool:
    """Keep a schema that is dropped with what is in it; False where it is not to be kept."""
    if not _may_be_kept(session, [obj, *inside]):
        return False
    histories = [f"DROP TABLE IF EXISTS {change_history.place(o)}" for o in inside if change_history.is_tracked(o)]
    purges = (f"DROP SCHEMA IF EXISTS {obj.physical} CASCADE", *histories)
    _keep(session, change, Dropped(obj.key, (obj, *inside), purges))
    return True


def keep_description(session: Session, change: Change, obj: CatalogObject) -> None:
    """Keep something of which DuckDB has nothing, such as a tag, whose objects still know it."""
    _keep(session, change, Dropped(obj.key, (obj,), ()))


def keep_database(session: Session, change: Change, obj: CatalogObject, inside: Sequence[CatalogObject]) -> None:
    """Keep a database whose schemas are kept already."""
    schemas = [o for o in inside if o.kind == "SCHEMA" and o.physical]
    purges = tuple(f"DROP SCHEMA IF EXISTS {o.physical} CASCADE" for o in schemas)
    dropped = Dropped(obj.key, (obj, *inside), purges)
    change.after.append(lambda: kept(session).append(dropped))


def _may_be_kept(session: Session, objects: Sequence[CatalogObject]) -> bool:
    if any(retention(session, o) == 0 for o in objects if o.domain in ("RELATION", "SCHEMA", "DATABASE")):
        return False
    tables = [o for o in objects if o.domain == "RELATION"]
    counts = quick_counts(session, tables)
    return sum(counts.get(o.physical, 0) for o in tables) <= MOST_ROWS


def _keep(session: Session, change: Change, dropped: Dropped) -> None:
    for oldest in kept(session)[: max(0, len(kept(session)) - MOST_KEPT + 1)]:
        for sql in oldest.purges:
            if change.run(f"DELETE FROM {_LEFTOVERS} WHERE sql = {literal(sql)}")[0][0]:  # not brought back meanwhile
                change.run(sql)
        kept(session).remove(oldest)
    for sql in dropped.purges:
        change.run(f"INSERT INTO {_LEFTOVERS} VALUES ({literal(sql)})")
    change.after.append(lambda: kept(session).append(dropped))


def restore(session: Session, noun: Noun, key: Key) -> QueryResult:
    """UNDROP: bring the latest of a name back.

    Args:
        session: asks.
        noun: of the object.
        key: of it.

    Raises:
        CompilationError: 002002, there is another of that name; 000003, nothing is kept.
    """
    with session.ddl(key) as change:
        noun.check_home(session, key)
        if session.catalog.get(*key) is not None:
            raise error("object_exists", name=display(key[3]))
        found = next((d for d in reversed(kept(session)) if d.key == key and _is_there(change, d)), None)
        if found is None:
            raise error("purged", kind=noun.title, name=display(key[3]))
        objects = found.objects
        if len(objects) == 1 and objects[0].kind == "TABLE":
            physical = session.catalog.physical_name(*key[1:])
            change.run(f"ALTER TABLE {objects[0].physical} RENAME TO {last_part(physical)}")
            objects = (replace(objects[0], physical=physical),)
        for sql in found.purges:
            change.run(f"DELETE FROM {_LEFTOVERS} WHERE sql = {literal(sql)}")
        for obj in objects:
            change.put(rejoined(session, change, obj))
        noun.settle(session, change)
        change.after.append(lambda: kept(session).remove(found))
    return QueryResult.message(f"{noun.title} {display(key[3])} successfully restored.")


def _is_there(change: Change, dropped: Dropped) -> bool:
    wanted = ", ".join(map(literal, dropped.purges))
    found = change.run(f"SELECT count(DISTINCT sql) FROM {_LEFTOVERS} WHERE sql IN ({wanted})") if wanted else [(0,)]
    return bool(found[0][0] == len(set(dropped.purges)))


def with_dropped(session: Session, noun: Noun, statement: Statement) -> QueryResult:
    """SHOW SCHEMAS | DATABASES [HISTORY]: what was dropped and is kept stands behind, with the moment."""
    listing = read_listing(session, statement, noun.level, "DATABASE" if noun.level == "DATABASE" else "SCHEMA")
    objects = noun.listed(session, listing, statement)
    if not listing.history:
        return noun.table(session, objects, listing)
    gone = [(d.objects[0], d.dropped_on) for d in kept(session) if d.key[0] == noun.domain]
    gone = [pair for pair in gone if listing.database in (None, "", pair[0].database)]
    picked = listing.pick(gone, lambda pair: pair[0].name)
    result = noun.table(session, [*objects, *(o for o, _ in picked)], listing)
    if listing.terse:
        return result
    place = result.column_names.index("retention_time") + 1
    moments = [None] * len(objects) + [moment for _, moment in picked]
    heads = [*result.columns[:place], ResultColumn("dropped_on", TIMESTAMP_LTZ), *result.columns[place:]]
    rows = [(*row[:place], at, *row[place:]) for row, at in zip(result.fetchall(), moments, strict=True)]
    return QueryResult.of(heads, rows)


def dropped_tables(session: Session) -> list[tuple[CatalogObject, datetime]]:
    """The tables that are kept and when they were dropped, for SHOW TABLES HISTORY."""
    return [(d.objects[0], d.dropped_on) for d in kept(session) if d.key[0] == "RELATION"]

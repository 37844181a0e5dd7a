"""What refreshes a dynamic table: ALTER DYNAMIC TABLE ... REFRESH, and its TARGET_LAG.

https://docs.snowflake.com/en/user-guide/dynamic-tables/target-lag. Nothing runs in the background: a dynamic table
whose rows are older than its TARGET_LAG is refreshed when a statement outside of a transaction reads it, before that
statement runs, so that no reader sees rows that Snowflake would have replaced.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject, Key, now
from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.objects.base import with_properties
from mockhaus_dbt.objects.snapshots import Pending
from mockhaus_dbt.objects.storage import make_table, with_stored_types
from mockhaus_dbt.objects.view import translate_view, view_columns
from mockhaus_dbt.query_history.runs import RefreshRun
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.names import quote

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.translator import Translation
    from mockhaus_dbt.translation_cache import Question

Place = tuple[str, str, str]

_LAG = re.compile(r"\s*(\d+)\s*(second|minute|hour|day)s?\s*", re.I)
#: refreshes in a row that may fail before Snowflake suspends the table.
_FAILURES = 5


def read_lag(text: str) -> timedelta | None:
    """The time that a TARGET_LAG stands for; None for DOWNSTREAM.

    Raises:
        SqlError: 001008, it is neither, or less than a minute.
    """
    if text.strip().upper() == "DOWNSTREAM":
        return None
    match = _LAG.fullmatch(text)
    lag = timedelta(**{f"{match[2].lower()}s": int(match[1])}) if match else timedelta()
    if lag < timedelta(minutes=1):
        raise error("invalid_value", value=text, name="TARGET_LAG")
    return lag


def scheduling_state(obj: CatalogObject) -> str:
    """The column SCHEDULING_STATE of DYNAMIC_TABLES."""
    state = obj.properties.get("scheduling_state", "RUNNING")
    since = obj.properties.get("last_suspended_on") if state == "SUSPENDED" else None
    return json.dumps({"state": state, **({"suspended_on": since} if since else {})}, separators=(",", ":"))


def is_scheduled(obj: CatalogObject) -> bool:
    """Whether Snowflake would refresh the dynamic table by itself."""
    return obj.properties.get("SCHEDULER") != "DISABLE" and obj.properties.get("scheduling_state") != "SUSPENDED"


def is_initialized(obj: CatalogObject) -> bool:
    """Whether its rows were ever computed."""
    return "data_timestamp" in obj.properties


def _is_due(obj: CatalogObject, moment: datetime) -> bool:
    lag = read_lag(obj.properties["TARGET_LAG"]) if is_scheduled(obj) and "TARGET_LAG" in obj.properties else None
    if lag is None:
        return False
    last = obj.properties.get("failed_on") or obj.properties.get("data_timestamp")
    return moment - (datetime.fromisoformat(last) if last else obj.created_on) > lag


# ------------------------------------------------------------------------------------------------------------ graph


def _dynamic_tables(session: Session) -> list[CatalogObject]:
    found = [session.catalog.get(*key) for key in list(session.catalog.dynamic_tables)]
    return [o for o in found if o is not None]


def _read_through(session: Session, places: Iterable[Place]) -> list[CatalogObject]:
    """The dynamic tables among relations and among what views there read."""
    found: dict[Place, CatalogObject] = {}
    seen: set[Place] = set()
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen.add(place)
        obj = session.temporary.get(place) or session.catalog.get("RELATION", *place)
        if obj is None:
            continue
        if obj.kind == "DYNAMIC TABLE":
            found[place] = obj
        waiting.extend((database, schema, name) for database, schema, name, _mark in obj.properties.get("reads", ()))
    return list(found.values())


def upstream(session: Session, obj: CatalogObject) -> list[CatalogObject]:
    """The dynamic tables that the query of one reads, itself or through views."""
    return _read_through(session, [tuple(place) for place in obj.properties.get("sources", ())])


def downstream(session: Session, obj: CatalogObject) -> list[CatalogObject]:
    """The dynamic tables whose queries read one, at any distance."""
    found: dict[Key, CatalogObject] = {}
    waiting = [obj.key]
    tables = [(o, [u.key for u in upstream(session, o)]) for o in _dynamic_tables(session)]
    while waiting:
        key = waiting.pop()
        for table, sources in tables:
            if key in sources and table.key not in found:
                found[table.key] = table
                waiting.append(table.key)
    return list(found.values())


def pipeline(session: Session, wanted: Iterable[CatalogObject]) -> list[CatalogObject]:
    """What is refreshed with the tables named: what they read first. SCHEDULER = DISABLE cuts the chain."""
    ordered: dict[Key, CatalogObject] = {}

    def visit(obj: CatalogObject) -> None:
        if obj.key in ordered:
            return
        if obj.properties.get("SCHEDULER") != "DISABLE":
            for source in upstream(session, obj):
                if source.properties.get("SCHEDULER") != "DISABLE":
                    visit(source)
        ordered[obj.key] = obj

    named = list(wanted)
    # A table that is listed beside one that reads it is refreshed before it, whatever its scheduler.
    keys = {o.key for o in named}
    for obj in sorted(named, key=lambda o: len(keys & {u.key for u in upstream(session, o)})):
        visit(obj)
    return list(ordered.values())


# ---------------------------------------------------------------------------------------------------------- refresh


def fill(change: Change, obj: CatalogObject, translation: Translation) -> CatalogObject:
    """Compute the rows of a dynamic table."""
    names = ", ".join(c.sql for c in obj.columns)
    change.run(f"CREATE OR REPLACE TABLE {obj.physical} ({names}) AS {translation.sql}")
    obj = with_stored_types(change, obj)
    properties = {k: v for k, v in obj.properties.items() if k not in ("failed_on", "failures")}
    return obj.but(properties={**properties, "data_timestamp": now().isoformat()})


def make_empty(session: Session, change: Change, obj: CatalogObject) -> CatalogObject:
    """INITIALIZE = ON_SCHEDULE: the table without rows, which no statement can read yet."""
    change.run(f"DROP TABLE IF EXISTS {obj.physical}")
    make_table(session, change, obj)
    return obj


def refresh(session: Session, change: Change, obj: CatalogObject) -> CatalogObject:
    """Compute the rows of a dynamic table anew; those in its frozen region stay as they are.

    Raises:
        SqlError: what the query fails with; 002741, it reads a table that is not initialized.
    """
    catalog = Pending(session, change)
    made = translate_view(session, obj.key, split_statements(obj.text)[0], catalog)
    translation, reads = made.translation, made.reads
    fresh = {key for key, _obj in change.pending}
    check_initialized(o for o in _read_through(session, places_of(reads)) if o.key not in fresh)
    columns = _columns(obj, translation)
    frozen = obj.properties.get("immutable_where")
    if frozen and is_initialized(obj):
        same = [(c.name, c.type) for c in columns] == [(c.name, c.type) for c in obj.columns]
        if same:
            translation = translate_view(session, obj.key, _partly(obj, frozen), catalog).translation
    obj = replace(obj, columns=columns)
    return with_properties(fill(change, obj, translation), sources=[list(place) for place in places_of(reads)])


def _columns(obj: CatalogObject, translation: Translation) -> tuple[Any, ...]:
    """The columns as the query has them now; names that the statement gave and comments stay."""
    if obj.properties.get("declared"):
        return tuple(view_columns(list(obj.columns), translation))
    comments = {c.name: c.comment for c in obj.columns}
    return tuple(replace(c, comment=comments.get(c.name)) for c in view_columns([], translation))


def _partly(obj: CatalogObject, frozen: str) -> Statement:
    """The rows of the frozen region as they are, the others as the query gives them."""
    own = ".".join(map(quote, (obj.database, obj.schema, obj.name)))
    names = ", ".join(quote(c.name) for c in obj.columns)
    text = (
        f"SELECT {names} FROM {own} WHERE ({frozen})\nUNION ALL\n"
        f"SELECT {names} FROM (\n{obj.text}\n) AS {quote(obj.name)} ({names}) WHERE NOT COALESCE(({frozen}), FALSE)"
    )
    return split_statements(text)[0]


def check_frozen(session: Session, change: Change, obj: CatalogObject, frozen: str) -> None:
    """Whether a predicate can be evaluated on the rows of the table.

    Raises:
        SqlError: as for any condition: a missing column, another type than BOOLEAN.
    """
    own = ".".join(map(quote, (obj.database, obj.schema, obj.name)))
    query = split_statements(f"SELECT 1 FROM {own} WHERE ({frozen})")[0]
    translate_view(session, obj.key, query, Pending(session, change))


def places_of(reads: Iterable[list[str]]) -> list[Place]:
    """Database, schema and name of what translate_view notes."""
    return [(database, schema, name) for database, schema, name, _mark in reads]


def check_initialized(tables: Iterable[CatalogObject]) -> None:
    """
    Raises:
        SqlError: 002741, the rows of one were never computed.
    """
    for obj in tables:
        if not is_initialized(obj):
            raise error("not_initialized", name=obj.qualified)


def refresh_all(session: Session, wanted: list[CatalogObject], trigger: str = "MANUAL") -> None:
    """Refresh tables and what they read, each in a transaction of its own: what succeeded stays.

    Args:
        session: that asks.
        wanted: the tables.
        trigger: what makes them be refreshed, as the history says it.

    Raises:
        SqlError: of the first that fails.
    """
    for obj in pipeline(session, wanted):
        started = now()
        try:
            with session.ddl(obj.key) as change:
                held = session.catalog.get(*obj.key)
                if held is not None and held.kind == "DYNAMIC TABLE":
                    change.put(refresh(session, change, held))
                    _follow(session, change)
        except SqlError as failure:
            note_refresh(session, obj, trigger, started, failure)
            raise
        note_refresh(session, obj, trigger, started)


def note_refresh(
    session: Session, obj: CatalogObject, trigger: str, started: datetime, failure: SqlError | None = None
) -> None:
    """Record a refresh that has ended.

    Args:
        session: that refreshed.
        obj: the table.
        trigger: CREATION, MANUAL or SCHEDULED.
        started: when it began.
        failure: what it failed with.
    """
    lag = read_lag(obj.properties["TARGET_LAG"]) if "TARGET_LAG" in obj.properties else None
    state, said = ("SUCCEEDED", None) if failure is None else ("FAILED", failure.message)
    seconds = None if lag is None else int(lag.total_seconds())
    run = RefreshRun(obj.database, obj.schema, obj.name, state, said, started, now(), trigger, seconds)
    session.account.history.refresh_runs.append(run)


def connected(session: Session, obj: CatalogObject) -> list[CatalogObject]:
    """The dynamic tables that one reads, and those that read it, at any distance."""
    return [*pipeline(session, [obj]), *downstream(session, obj)]


def _follow(session: Session, change: Change) -> None:
    from mockhaus_dbt.objects.dependents import refresh_dependents  # views are nouns themselves

    refresh_dependents(session, change)


# --------------------------------------------------------------------------------------------------------- schedule


def before_reading(session: Session, asked: Iterable[Question]) -> bool:
    """Let the dynamic tables that a statement reads be no older than their TARGET_LAG.

    Args:
        session: that runs the statement.
        asked: of the catalog, for its translation.

    Returns:
        whether anything was refreshed.

    Raises:
        SqlError: 002741, one is read whose rows were never computed.
    """
    places = [question[1:] for question in asked if question[0] == "relation"]
    read = _read_through(session, places)
    if not read:
        return False
    done = session.transaction is None and _refresh_due(session, {o.key for o in read})
    check_initialized(_read_through(session, places))
    return done


def _refresh_due(session: Session, read: set[Key]) -> bool:
    moment = now()
    done = False
    for obj in _dynamic_tables(session):
        if not _is_due(obj, moment):
            continue
        stages = pipeline(session, [obj])
        if not read & {o.key for o in stages}:
            continue
        held = session.catalog.get(*obj.key)
        if held is None or not _is_due(held, moment):
            continue  # another session was faster, or it was refreshed with one that reads it
        try:
            refresh_all(session, [held], "SCHEDULED")
        except SqlError:
            _note_failure(session, held)
        done = True
    return done


def _note_failure(session: Session, obj: CatalogObject) -> None:
    """A scheduled refresh that fails leaves the rows as they were; the fifth in a row suspends the table."""
    failures = obj.properties.get("failures", 0) + 1
    more: dict[str, Any] = {"failures": failures, "failed_on": now().isoformat()}
    if failures >= _FAILURES:
        more.update(scheduling_state="SUSPENDED", last_suspended_on=now().isoformat())
    with session.ddl(obj.key) as change:
        held = session.catalog.get(*obj.key)
        if held is not None:
            change.put(with_properties(held, **more))


PROVIDERS["before_reading"] = before_reading
PROVIDERS["connected"] = connected

__all__ = ["check_frozen", "downstream", "fill", "is_initialized", "make_empty", "read_lag", "refresh", "refresh_all"]

"""Tasks: CREATE, ALTER, DROP, DESCRIBE, SHOW.

https://docs.snowflake.com/en/sql-reference/sql/create-task. Nothing runs by itself: schedules are kept and shown,
EXECUTE TASK (:mod:`mockhaus_dbt.objects.task_graph`) runs the statement at once, in a session of its own, and then the
resumed tasks that come AFTER it. It ends when they have ended, and a statement that fails makes it fail (on Snowflake
only the task's history tells).
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt import parameters as known
from mockhaus_dbt.catalog import CatalogObject, now
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.base import (
    COMMENT,
    CREATED_ON,
    DATABASE_NAME,
    NAME,
    OWNER,
    OWNER_ROLE_TYPE,
    SCHEMA_NAME,
    Key,
    Noun,
    Option,
    ShowColumn,
    constant,
    option,
    with_properties,
)
from mockhaus_dbt.objects.listing import Listing
from mockhaus_dbt.objects.tagging import read_tags
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import check_syntax
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.token_reader import split_name
from mockhaus_dbt.translation.types import TIMESTAMP_LTZ

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader


def _predecessors(obj: CatalogObject) -> list[str]:
    return [".".join(map(display, p)) for p in obj.properties.get("after", ())]


def _relations(session: Session, obj: CatalogObject) -> str:
    found: dict[str, Any] = {}
    for place in obj.properties.get("finalizes", ()):
        found["FinalizedRootTask"] = ".".join(map(display, place))
    found["Predecessors"] = _predecessors(obj)
    if (last := finalizer_of(session, obj)) is not None:
        found["FinalizerTask"] = ".".join(map(display, last.key[1:]))
    return json.dumps(found, separators=(",", ":"))


def finalizer_of(session: Session, root: CatalogObject) -> CatalogObject | None:
    """The task that runs when all others of the graph of a root have ended."""
    place = list(root.key[1:])
    tasks = session.catalog.objects("TASK", root.database, root.schema)
    return next((o for o in tasks if place in o.properties.get("finalizes", ())), None)


def _overlapping(obj: CatalogObject) -> str | None:
    """Of a root task; NULL for one that comes after others."""
    policy = obj.properties.get("OVERLAP_POLICY", "NO_OVERLAP")
    asked = bool(obj.properties.get("ALLOW_OVERLAPPING_EXECUTION")) or policy != "NO_OVERLAP"
    return None if obj.properties.get("after") else str(asked).lower()


def _moment(obj: CatalogObject, name: str) -> datetime | None:
    held = obj.properties.get(name)
    return None if held is None else datetime.fromisoformat(held)


_UNIT = "(?:hours?|h|minutes?|m|seconds?|s)"
_SCHEDULE = re.compile(rf"\s*(?:\d+\s*{_UNIT}|using\s+cron(?:\s+\S+){{5}}\s+\S+)\s*", re.IGNORECASE)
#: sizes of warehouses that serverless tasks take, in their order.
_SIZES = ("XSMALL", "SMALL", "MEDIUM", "LARGE", "XLARGE", "XXLARGE")
_SPELLINGS = {"X-SMALL": "XSMALL", "X-LARGE": "XLARGE", "X2LARGE": "XXLARGE", "2X-LARGE": "XXLARGE"}


def is_schedule(text: str) -> bool:
    """Whether a text is a schedule of tasks and alerts: a number of minutes and the like, or USING CRON."""
    return _SCHEDULE.fullmatch(text) is not None


#: a clone is suspended, whatever its original is.
SUSPENDED = {"state": "suspended", "committed_on": None, "suspended_on": None}


class Task(Noun):
    noun = "TASK"
    plural = "TASKS"
    lasting = ("state", "committed_on", "suspended_on")
    options: ClassVar[dict[str, Option]] = {
        **{name: Option(object) for name in known.PARAMETERS},  # of the session in which it runs
        "WAREHOUSE": Option(str),
        "SCHEDULE": Option(str),
        "CONFIG": Option(str),
        "ALLOW_OVERLAPPING_EXECUTION": Option(bool, False),
        "OVERLAP_POLICY": Option(str, values=("NO_OVERLAP", "ALLOW_CHILD_OVERLAP", "ALLOW_ALL_OVERLAP")),
        "ERROR_INTEGRATION": Option(str),
        "SUCCESS_INTEGRATION": Option(str),
        "LOG_LEVEL": Option(str),
        "SUSPEND_TASK_AFTER_NUM_FAILURES": Option(int, 10),
        "TASK_AUTO_RETRY_ATTEMPTS": Option(int, 0, most=30),
        "USER_TASK_TIMEOUT_MS": Option(int, 3600000, most=604800000),
        "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS": Option(int, 30, most=604800),
        "USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE": Option(str),
        "SERVERLESS_TASK_MIN_STATEMENT_SIZE": Option(str),
        "SERVERLESS_TASK_MAX_STATEMENT_SIZE": Option(str),
        "TARGET_COMPLETION_INTERVAL": Option(str),
    }
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        CREATED_ON,
        NAME,
        ShowColumn("id", lambda _s, o: o.identity),
        DATABASE_NAME,
        SCHEMA_NAME,
        OWNER,
        COMMENT,
        option("warehouse"),
        option("schedule"),
        constant("scheduling_mode", None),
        option("target_completion_interval"),
        ShowColumn("predecessors", lambda _s, o: json.dumps(_predecessors(o))),
        ShowColumn("state", lambda _s, o: o.properties["state"]),
        ShowColumn("definition", lambda _s, o: o.text),
        option("condition", of="when"),
        ShowColumn("allow_overlapping_execution", lambda _s, o: _overlapping(o)),
        option("error_integration", default="null"),
        option("success_integration", default="null"),
        ShowColumn("last_committed_on", lambda _s, o: _moment(o, "committed_on"), TIMESTAMP_LTZ),
        ShowColumn("last_suspended_on", lambda _s, o: _moment(o, "suspended_on"), TIMESTAMP_LTZ),
        OWNER_ROLE_TYPE,
        option("config"),
        ShowColumn("last_suspended_reason", lambda _s, o: o.properties.get("suspended_on") and "USER_SUSPENDED"),
        ShowColumn("task_relations", lambda s, o: _relations(s, o)),
        constant("execute_as_user", None),
    )

    def check_option(self, name: str, value: Any) -> Any:
        value = super().check_option(name, value)
        if name == "SCHEDULE" and not is_schedule(str(value)):
            raise error("invalid_value", value=value, name=name)
        if name == "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS" and value < 10:
            raise error("invalid_value", value=value, name=name)
        if name in ("SERVERLESS_TASK_MIN_STATEMENT_SIZE", "SERVERLESS_TASK_MAX_STATEMENT_SIZE"):
            _size(name, value)
        if name == "CONFIG":
            configuration(value)
        return known.checked(name, value) if name in OF_SESSION else value

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        held = self.find(session, key)
        if held is not None:
            check_suspended(session, held)
        if reader.accept("CLONE"):
            original = self.require(session, self.locate(session, reader.qualified(), "CREATE"))
            properties = {**original.properties, **SUSPENDED, "finalizes": []}
            return self.new(session, key, comment=original.comment, text=original.text, properties=properties), None
        found: dict[str, Any] = {"state": "suspended"}
        while not reader.accept("AS"):
            if reader.done:
                raise reader.unexpected()
            if reader.accept("AFTER"):
                found["after"] = self._names(session, reader, key)
                check_suspended(session, found["after"])
            elif reader.accept("WHEN"):
                found["when"] = _condition(reader)
            elif reader.accept("WITH TAG") or reader.accept("TAG"):
                found["TAGS"] = read_tags(session, reader)
            elif reader.accept("FINALIZE"):
                found["finalizes"] = self._finalized(session, reader, key)
            elif reader.accept("EXECUTE AS"):
                raise UnsupportedError("CREATE TASK ... EXECUTE AS")
            elif not reader.accept(","):
                if reader.word(1) != "=":
                    raise reader.unexpected()
                name = reader.take().text.upper()
                reader.expect("=")
                found[name] = self.check_option(name, reader.value())
        if "WAREHOUSE" in found:
            found["WAREHOUSE"] = str(found["WAREHOUSE"]).upper()
        _check_place(found)
        comment = found.pop("COMMENT", None)
        return self.new(session, key, comment=comment, text=read_action(reader), properties=found), None

    def _names(self, session: Session, reader: TokenReader, key: Key) -> list[list[str]]:
        """Tasks of the same schema that come before this one.

        Raises:
            SqlError: 002003, there is no such task.
        """
        found = []
        while True:
            parts = reader.qualified()
            full = (self.domain, *(key[1:3] if len(parts) == 1 else session.resolve(parts)[:2]), parts[-1])
            before = self.require(session, full)
            if before.properties.get("finalizes"):
                raise error("finalizer", name=before.name, what="a finalizer task has no child tasks")
            found.append(list(before.key[1:]))
            if not reader.accept(","):
                return found

    def _finalized(self, session: Session, reader: TokenReader, key: Key) -> list[list[str]]:
        """The root task behind FINALIZE.

        Raises:
            SqlError: 002003, there is no such task; 091091, it is no root, has a finalizer, or is in another schema.
        """
        reader.expect("=")
        parts = split_name(reader.string()) if reader.word().startswith("'") else reader.qualified()
        full = (self.domain, *(key[1:3] if len(parts) == 1 else session.resolve(parts)[:2]), parts[-1])
        root = self.require(session, full)
        held = finalizer_of(session, root)
        if root.key[1:3] != key[1:3]:
            raise error("finalizer", name=root.name, what="all of its tasks are in its schema")
        if root.properties.get("after") or root.properties.get("finalizes") or root.key == key:
            raise error("finalizer", name=root.name, what="it is not a root task")
        if held is not None and held.key != key:
            raise error("finalizer", name=root.name, what="it has a finalizer task already")
        check_suspended(session, root)
        return [list(root.key[1:])]

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        within = obj.properties.get("after") or obj.properties.get("finalizes")
        if within or reader.word() not in ("RESUME", "SUSPEND"):
            check_suspended(session, obj)
        if reader.word() == "RENAME":
            raise error("unsupported_feature", value="ALTER TASK RENAME")
        if reader.accept("RESUME") or reader.accept("SUSPEND"):
            # RESUME sets a version of the task; the moments are those that SHOW TASKS gives.
            resumed = reader.tokens[reader.position - 1].text.upper() == "RESUME"
            state, moment = ("started", "committed_on") if resumed else ("suspended", "suspended_on")
            change.put(with_properties(obj, state=state, **{moment: now().isoformat()}))
        elif reader.accept("MODIFY AS"):
            change.put(obj.but(text=read_action(reader)))
        elif reader.accept("MODIFY WHEN"):
            change.put(with_properties(obj, when=reader.text_of(reader.rest())))
        elif reader.accept("REMOVE WHEN"):
            change.put(with_properties(obj, when=None))
        elif reader.accept("SET FINALIZE"):
            wanted = with_properties(obj, finalizes=self._finalized(session, reader, obj.key))
            _check_place(wanted.properties)
            change.put(wanted)
        elif reader.accept("UNSET FINALIZE"):
            change.put(with_properties(obj, finalizes=[], state="suspended"))
        elif reader.accept("ADD AFTER"):
            held = obj.properties.get("after", [])
            more = [p for p in self._names(session, reader, obj.key) if p not in held]
            check_suspended(session, more)
            wanted = with_properties(obj, after=[*held, *more])
            _check_place(wanted.properties)
            change.put(wanted)
        elif reader.accept("REMOVE AFTER"):
            gone = self._names(session, reader, obj.key)
            left = [p for p in obj.properties.get("after", []) if p not in gone]
            state = obj.properties["state"] if left else "suspended"  # what becomes a root is suspended
            change.put(with_properties(obj, after=left, state=state))
        else:
            super().modify(session, change, reader, obj)

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        """Tasks that come after one that goes lose it from their predecessors, its finalizer becomes a root."""
        if (last := finalizer_of(session, obj)) is not None:
            change.put(with_properties(last, finalizes=[], state="suspended"))
        for other in session.catalog.objects("TASK", obj.database, obj.schema):
            after = other.properties.get("after", [])
            if list(obj.key[1:]) in after:
                change.put(with_properties(other, after=[p for p in after if p != list(obj.key[1:])]))
        change.remove(obj)

    def terse(self) -> tuple[ShowColumn, ...]:
        return (CREATED_ON, NAME, constant("kind", None), DATABASE_NAME, SCHEMA_NAME, option("schedule"))

    def listed(self, session: Session, listing: Listing, statement: Statement) -> list[CatalogObject]:
        found = super().listed(session, listing, statement)
        return [o for o in found if not o.properties.get("after")] if listing.root_only else found

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE TASK: the row of SHOW."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        return self.table(session, [obj], Listing())


def check_suspended(session: Session, task: CatalogObject | list[list[str]]) -> None:
    """Whether the tasks at the root of a task's graph are suspended, as they have to be while the graph changes.

    Args:
        session: asks.
        task: the task, or the places of tasks.

    Raises:
        SqlError: 091089, one of them is not (.../sql-reference/sql/alter-task#usage-notes).
    """
    waiting: list[CatalogObject | None] = []
    if isinstance(task, CatalogObject):
        waiting.append(task)
    else:
        waiting += [session.catalog.get("TASK", *place) for place in task]
    seen = set()
    while waiting:
        held = waiting.pop()
        if held is None or held.key in seen:
            continue
        seen.add(held.key)
        before = held.properties.get("after") or held.properties.get("finalizes") or []
        waiting += [session.catalog.get("TASK", *place) for place in before]
        if not before and held.properties["state"] == "started":
            raise error("root_not_suspended", name=held.name)


def root_of(session: Session, task: CatalogObject) -> CatalogObject:
    """The task at the root of a task's graph, itself where it comes after none that is there."""
    seen = {task.key}
    while True:
        places = task.properties.get("after") or task.properties.get("finalizes") or ()
        before = [session.catalog.get("TASK", *place) for place in places]
        found = next((o for o in before if o is not None and o.key not in seen), None)
        if found is None:
            return task
        seen.add(found.key)
        task = found


def _size(name: str, value: str) -> int:
    """The place of a size among those that serverless tasks take.

    Raises:
        SqlError: 001008, there is no such size.
    """
    size = _SPELLINGS.get(str(value).upper(), str(value).upper())
    if size not in _SIZES:
        raise error("invalid_value", value=value, name=name)
    return _SIZES.index(size)


def _check_place(properties: dict[str, Any]) -> None:
    """Whether the properties of a task fit to its place in a graph, and to each other.

    Raises:
        SqlError: 002035, a child or finalizer has a schedule, or is both; 001008, it has what only roots have; the
            smallest size of its statements is above the largest one.
    """
    after, finalizes = properties.get("after"), properties.get("finalizes")
    place = "AFTER" if after else "FINALIZE"
    if after and finalizes:
        raise error("conflicting_options", first="FINALIZE", second="AFTER")
    if (after or finalizes) and "SCHEDULE" in properties:
        raise error("conflicting_options", first="SCHEDULE", second=place)
    if (after or finalizes) and properties.get("TASK_AUTO_RETRY_ATTEMPTS"):
        raise error("conflicting_options", first="TASK_AUTO_RETRY_ATTEMPTS", second=place)
    least, most = (properties.get(f"SERVERLESS_TASK_{n}_STATEMENT_SIZE") for n in ("MIN", "MAX"))
    name = "SERVERLESS_TASK_MIN_STATEMENT_SIZE"
    if least and most and _size(name, least) > _size(name, most):
        raise error("invalid_value", value=least, name=name)


def _condition(reader: TokenReader) -> str:
    """The expression behind WHEN, up to AS."""
    start, depth = reader.position, 0
    while not reader.done and (depth or reader.word() != "AS"):
        depth += {"(": 1, ")": -1}.get(reader.word(), 0)
        reader.position += 1
    return reader.text_of(reader.tokens[start : reader.position])


def own_session(session: Session, obj: CatalogObject) -> Session:
    """The session in which a task or alert runs: in its schema, with its owner's role and its warehouse."""
    return session.account.session(
        database=display(obj.database),
        schema=display(obj.schema),
        role=display(obj.owner or session.role),
        warehouse=obj.properties.get("WAREHOUSE") or session.warehouse,
        create=False,
    )


def read_action(reader: TokenReader) -> str:
    """The statement of a task or alert, which is the rest of the text.

    Raises:
        SqlError: 001003, there is none, or it is no statement.
    """
    tokens = reader.rest()
    if not tokens:
        raise reader.unexpected()
    text = reader.text_of(tokens)
    check_syntax(text)
    return text


TASK = Task()
TASK.register()
#: the parameters of sessions that a task may have for its own.
OF_SESSION = frozenset(known.PARAMETERS) - {"LOG_LEVEL"}


def configuration(text: str | None) -> Any:
    """The configuration of a task.

    Raises:
        SqlError: 001008, it is no JSON object.
    """
    try:
        found = None if text is None else json.loads(text)
    except ValueError:
        found = text
    if found is not None and not isinstance(found, dict):
        raise error("invalid_value", value=text, name="CONFIG")
    return found

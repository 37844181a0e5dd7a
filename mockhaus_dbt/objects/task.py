"""Tasks: CREATE, ALTER, DROP, DESCRIBE, SHOW, EXECUTE TASK.

https://docs.snowflake.com/en/sql-reference/sql/create-task. Nothing runs by itself: schedules are kept and shown,
EXECUTE TASK runs the statement at once, in a session of its own, and then the resumed tasks that come AFTER it. It ends
when they have ended, and a statement that fails makes it fail (on Snowflake only the task's history tells).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4
from weakref import WeakKeyDictionary

from mockhaus_dbt import parameters as known
from mockhaus_dbt.catalog import CatalogObject, now
from mockhaus_dbt.errors import SqlError, UnsupportedError, error
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
from mockhaus_dbt.query_history.runs import TaskRun
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.statements import statement as register_statement
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.token_reader import split_name
from mockhaus_dbt.translation.types import TIMESTAMP_LTZ

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader


def _predecessors(obj: CatalogObject) -> list[str]:
    return [".".join(map(display, p)) for p in obj.properties.get("after", ())]


def _relations(obj: CatalogObject) -> str:
    return json.dumps({"Predecessors": _predecessors(obj)}, separators=(",", ":"))


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
#: a step of a path: a name, a name in quotes, the index of an element.
_STEP = re.compile(r"""([A-Za-z_]\w*)|\[\s*['"]([^'"]+)['"]\s*\]|\[\s*(\d+)\s*\]""")


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
        "TASK_AUTO_RETRY_ATTEMPTS": Option(int, 0),
        "USER_TASK_TIMEOUT_MS": Option(int, 3600000),
        "USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS": Option(int, 30),
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
        ShowColumn("task_relations", lambda _s, o: _relations(o)),
        constant("execute_as_user", None),
    )

    def check_option(self, name: str, value: Any) -> Any:
        value = super().check_option(name, value)
        if name == "SCHEDULE" and not is_schedule(str(value)):
            raise error("invalid_value", value=value, name=name)
        if name == "CONFIG":
            _config(value)
        return known.checked(name, value) if name in _OF_SESSION else value

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        held = self.find(session, key)
        if held is not None:
            check_suspended(session, held)
        if reader.accept("CLONE"):
            original = self.require(session, self.locate(session, reader.qualified(), "CREATE"))
            properties = {**original.properties, **SUSPENDED}
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
            elif reader.accept("EXECUTE AS") or reader.accept("FINALIZE"):
                raise UnsupportedError(f"CREATE TASK ... {reader.tokens[reader.position - 1].text.upper()}")
            elif not reader.accept(","):
                if reader.word(1) != "=":
                    raise reader.unexpected()
                name = reader.take().text.upper()
                reader.expect("=")
                found[name] = self.check_option(name, reader.value())
        if "WAREHOUSE" in found:
            found["WAREHOUSE"] = str(found["WAREHOUSE"]).upper()
        if "after" in found and "SCHEDULE" in found:
            raise error("conflicting_options", first="SCHEDULE", second="AFTER")
        comment = found.pop("COMMENT", None)
        return self.new(session, key, comment=comment, text=_body(reader), properties=found), None

    def _names(self, session: Session, reader: TokenReader, key: Key) -> list[list[str]]:
        """Tasks of the same schema that come before this one.

        Raises:
            SqlError: 002003, there is no such task.
        """
        found = []
        while True:
            parts = reader.qualified()
            full = (self.domain, *(key[1:3] if len(parts) == 1 else session.resolve(parts)[:2]), parts[-1])
            found.append(list(self.require(session, full).key[1:]))
            if not reader.accept(","):
                return found

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        if obj.properties.get("after") or reader.word() not in ("RESUME", "SUSPEND"):
            check_suspended(session, obj)
        if reader.word() == "RENAME":
            raise error("unsupported_feature", value="ALTER TASK RENAME")
        if reader.accept("RESUME") or reader.accept("SUSPEND"):
            # RESUME sets a version of the task; the moments are those that SHOW TASKS gives.
            resumed = reader.tokens[reader.position - 1].text.upper() == "RESUME"
            state, moment = ("started", "committed_on") if resumed else ("suspended", "suspended_on")
            change.put(with_properties(obj, state=state, **{moment: now().isoformat()}))
        elif reader.accept("MODIFY AS"):
            change.put(obj.but(text=_body(reader)))
        elif reader.accept("MODIFY WHEN"):
            change.put(with_properties(obj, when=reader.text_of(reader.rest())))
        elif reader.accept("REMOVE WHEN"):
            change.put(with_properties(obj, when=None))
        elif reader.accept("ADD AFTER"):
            held = obj.properties.get("after", [])
            more = [p for p in self._names(session, reader, obj.key) if p not in held]
            check_suspended(session, more)
            change.put(with_properties(obj, after=[*held, *more]))
        elif reader.accept("REMOVE AFTER"):
            gone = self._names(session, reader, obj.key)
            left = [p for p in obj.properties.get("after", []) if p not in gone]
            state = obj.properties["state"] if left else "suspended"  # what becomes a root is suspended
            change.put(with_properties(obj, after=left, state=state))
        else:
            super().modify(session, change, reader, obj)

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        """Tasks that come after one that goes lose it from their predecessors."""
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
        before = held.properties.get("after") or []
        waiting += [session.catalog.get("TASK", *place) for place in before]
        if not before and held.properties["state"] == "started":
            raise error("root_not_suspended", name=held.name)


def root_of(session: Session, task: CatalogObject) -> CatalogObject:
    """The task at the root of a task's graph, itself where it comes after none that is there."""
    seen = {task.key}
    while True:
        before = [session.catalog.get("TASK", *place) for place in task.properties.get("after") or ()]
        found = next((o for o in before if o is not None and o.key not in seen), None)
        if found is None:
            return task
        seen.add(found.key)
        task = found


def _condition(reader: TokenReader) -> str:
    """The expression behind WHEN, up to AS."""
    start, depth = reader.position, 0
    while not reader.done and (depth or reader.word() != "AS"):
        depth += {"(": 1, ")": -1}.get(reader.word(), 0)
        reader.position += 1
    return reader.text_of(reader.tokens[start : reader.position])


def _body(reader: TokenReader) -> str:
    tokens = reader.rest()
    if not tokens:
        raise reader.unexpected()
    return reader.text_of(tokens)


TASK = Task()
TASK.register()
_OF_SESSION = frozenset(known.PARAMETERS) - {"LOG_LEVEL"}


# ------------------------------------------------------------------------------------------------------ EXECUTE TASK


@dataclass
class Graph:
    """A task that runs, with those after it.

    Args:
        root: identity of the task.
        config: of the task, for this run.
        left: what its tasks have left (SYSTEM$SET_RETURN_VALUE).
        scheduled: the moment of EXECUTE TASK.
        id: of the run.
    """

    root: str
    config: Any = None
    left: dict[str, str | None] = field(default_factory=dict)
    scheduled: datetime = field(default_factory=now)
    id: str = field(default_factory=lambda: str(uuid4()))


@dataclass
class Run:
    """A task that runs in a session."""

    task: CatalogObject
    graph: Graph


_RUNNING: WeakKeyDictionary[Session, Run] = WeakKeyDictionary()


@register_statement("EXECUTE TASK")
def execute_task(session: Session, statement: Statement) -> QueryResult:
    """EXECUTE TASK name [ USING CONFIG = text ] (https://docs.snowflake.com/en/sql-reference/sql/execute-task).

    Raises:
        SqlError: 091090, the task comes after others.
    """
    reader = statement.reader()
    root = TASK.require(session, TASK.locate(session, reader.qualified(), "EXECUTE"))
    if reader.accept("RETRY"):
        raise UnsupportedError(f"EXECUTE TASK ... RETRY {reader.word()}")
    config = _config(root.properties.get("CONFIG"))
    if reader.accept("USING CONFIG"):
        reader.expect("=")
        config = _merged(config, _config(reader.string()))
    reader.expect_end()
    if root.properties.get("after"):
        raise error("task_not_root", name=root.name)
    graph = Graph(root.identity, config)
    ran = {root.name}
    _run(session, root, graph)
    while True:
        ready = [
            o
            for o in session.catalog.objects("TASK", root.database, root.schema)
            if o.name not in ran
            and o.properties["state"] == "started"
            and o.properties.get("after")
            and all(p[2] in ran for p in o.properties["after"])
        ]
        if not ready:
            return QueryResult.message(f"Task {display(root.name)} is scheduled to run immediately.")
        for task in ready:
            ran.add(task.name)
            _run(session, task, graph)


def _config(text: str | None) -> Any:
    """A configuration.

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


def _merged(default: Any, given: Any) -> Any:
    if not (isinstance(default, dict) and isinstance(given, dict)):
        return given
    return {**default, **{k: _merged(default.get(k), v) for k, v in given.items()}}


def _run(session: Session, task: CatalogObject, graph: Graph) -> None:
    """Run the statement of a task in a session of its own, and record the run."""
    warehouse = task.properties.get("WAREHOUSE") or session.warehouse
    place = {"database": display(task.database), "schema": display(task.schema)}
    own = session.account.session(**place, role=display(task.owner or session.role), warehouse=warehouse, create=False)
    scheduled = now()
    state, failure, started, query_id = "FAILED", None, None, None
    try:
        _RUNNING[own] = Run(task, graph)
        for name in _OF_SESSION & set(task.properties):
            own.set_parameter(name, task.properties[name])
        executor = PROVIDERS["executor"](own)
        condition = task.properties.get("when")
        if condition and executor.execute_snowflake_sql(f"SELECT {condition}").fetchall()[0][0] is not True:
            state = "SKIPPED"
            return
        started = now()
        query_id = executor.execute_snowflake_sql(task.text).query_id
        state = "SUCCEEDED"
        with session.ddl(task.key) as change:
            change.put(with_properties(task, committed_on=now().isoformat()))
    except SqlError as problem:
        failure, query_id = problem, problem.sfqid if started else None
        raise
    finally:
        own.close()
        code, message = (f"{failure.errno:06d}", failure.message) if failure is not None else (None, None)
        session.account.history.task_runs.append(
            TaskRun(
                *(task.database, task.schema, task.name, graph.root, task.text, task.properties.get("when"), state),
                *(scheduled, started, now(), graph.scheduled, graph.id),
                None if graph.config is None else json.dumps(graph.config),
                *(graph.left.get(task.name), query_id, code, message),
            )
        )


def current_task(session: Session) -> str | None:
    """SYSTEM$CURRENT_USER_TASK_NAME."""
    run = _RUNNING.get(session)
    return None if run is None else run.task.qualified


def set_return_value(session: Session, value: str | None) -> str:
    """SYSTEM$SET_RETURN_VALUE.

    Raises:
        CompilationError: 001015, no task runs.
    """
    run = _RUNNING.get(session)
    if run is None:
        raise error("outside_task", name="SYSTEM$SET_RETURN_VALUE")
    run.graph.left[run.task.name] = value
    return "Set return value for current task successfully"


def predecessor_value(session: Session, name: str | None) -> str | None:
    """SYSTEM$GET_PREDECESSOR_RETURN_VALUE; NULL outside of tasks."""
    run = _RUNNING.get(session)
    if run is None:
        return None
    before = [p[2] for p in run.task.properties.get("after", ())]
    wanted = split_name(name)[-1] if name else before[0] if before else ""
    return run.graph.left.get(wanted)


def graph_config(session: Session, path: str | None) -> str | None:
    """SYSTEM$GET_TASK_GRAPH_CONFIG: all of the configuration of the graph that runs, or what stands at a path in it.

    Raises:
        CompilationError: 001015, no task runs.
    """
    run = _RUNNING.get(session)
    if run is None:
        raise error("outside_task", name="SYSTEM$GET_TASK_GRAPH_CONFIG")
    found = run.graph.config
    for name, text, index in _STEP.findall(path or ""):
        if index:
            within = isinstance(found, list) and int(index) < len(found)
            found = found[int(index)] if within else None
        else:
            found = found.get(name or text) if isinstance(found, dict) else None
    return found if found is None or isinstance(found, str) else json.dumps(found, separators=(",", ":"))


PROVIDERS["SYSTEM$GET_TASK_GRAPH_CONFIG"] = graph_config
PROVIDERS["SYSTEM$CURRENT_USER_TASK_NAME"] = current_task
PROVIDERS["SYSTEM$SET_RETURN_VALUE"] = set_return_value
PROVIDERS["SYSTEM$GET_PREDECESSOR_RETURN_VALUE"] = predecessor_value

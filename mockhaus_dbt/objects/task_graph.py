"""EXECUTE TASK: the tasks of a graph run, one after the other.

https://docs.snowflake.com/en/user-guide/tasks-graphs. The root runs first, then what comes after it and is resumed, and
the finalizer last, though a task fails. A task that is suspended counts as one that succeeded; one whose condition does
not hold is skipped, and with it what comes after it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import uuid4
from weakref import WeakKeyDictionary

from mockhaus_dbt.catalog import CatalogObject, now
from mockhaus_dbt.errors import SqlError, UnsupportedError, error
from mockhaus_dbt.objects.base import with_properties
from mockhaus_dbt.objects.task import OF_SESSION, TASK, configuration, finalizer_of, own_session
from mockhaus_dbt.query_history.runs import TaskRun
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.statements import statement as register_statement
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.token_reader import split_name

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement

#: a step of a path: a name, a name in quotes, the index of an element.
_STEP = re.compile(r"""([A-Za-z_]\w*)|\[\s*['"]([^'"]+)['"]\s*\]|\[\s*(\d+)\s*\]""")


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
    config = configuration(root.properties.get("CONFIG"))
    if reader.accept("USING CONFIG"):
        reader.expect("=")
        config = _merged(config, configuration(reader.string()))
    reader.expect_end()
    if root.properties.get("after") or root.properties.get("finalizes"):
        raise error("task_not_root", name=root.name)
    graph = Graph(root.identity, config)
    if _run(session, root, graph) != "SKIPPED":
        try:
            _run_children(session, root, graph)
        finally:
            last = finalizer_of(session, root)
            if last is not None and last.properties["state"] == "started":
                _run(session, last, graph)
    return QueryResult.message(f"Task {display(root.name)} is scheduled to run immediately.")


def _run_children(session: Session, root: CatalogObject, graph: Graph) -> None:
    """Run what comes after the root. A suspended task is passed over as if it had succeeded."""
    ran, passed = {root.name}, {root.name}
    seen = {root.name}
    while True:
        ready = [
            o
            for o in session.catalog.objects("TASK", root.database, root.schema)
            if o.name not in seen and o.properties.get("after") and all(p[2] in passed for p in o.properties["after"])
        ]
        if not ready:
            return
        for task in ready:
            seen.add(task.name)
            before = task.properties["after"]
            if task.properties["state"] != "started":
                passed.add(task.name)
            elif len(before) > 1 and not any(p[2] in ran for p in before):
                continue  # "runs as long as at least one of the predecessors is in a resumed state"
            elif _run(session, task, graph) == "SUCCEEDED":
                ran.add(task.name)
                passed.add(task.name)


def _merged(default: Any, given: Any) -> Any:
    if not (isinstance(default, dict) and isinstance(given, dict)):
        return given
    return {**default, **{k: _merged(default.get(k), v) for k, v in given.items()}}


def _run(session: Session, task: CatalogObject, graph: Graph) -> str:
    """Run the statement of a task in a session of its own, and record the run.

    Returns:
        SUCCEEDED, or SKIPPED where its condition does not hold.
    """
    own = own_session(session, task)
    scheduled = now()
    state, failure, started, query_id = "FAILED", None, None, None
    try:
        _RUNNING[own] = Run(task, graph)
        for name in OF_SESSION & set(task.properties):
            own.set_parameter(name, task.properties[name])
        executor = PROVIDERS["executor"](own)
        condition = task.properties.get("when")
        if condition and executor.execute_snowflake_sql(f"SELECT {condition}").fetchall()[0][0] is not True:
            state = "SKIPPED"
            return state
        started = now()
        query_id = executor.execute_snowflake_sql(task.text).query_id
        state = "SUCCEEDED"
        with session.ddl(task.key) as change:
            change.put(with_properties(task, committed_on=now().isoformat()))
        return state
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

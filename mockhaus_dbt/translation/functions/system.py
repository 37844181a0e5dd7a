"""System functions (https://docs.snowflake.com/en/sql-reference/functions-system)."""

from __future__ import annotations

import re

from mockhaus_dbt.errors import raised
from mockhaus_dbt.python_functions.plans import plan_rows
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.asking import ask, text, value_of
from mockhaus_dbt.translation.compiler import Source, SourceColumn
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Any, Call, Number, Text, function, table_function
from mockhaus_dbt.translation.names import quote

#: seconds of each unit.
_UNITS = {
    "DAYS": 86400.0,
    "HOURS": 3600.0,
    "MINUTES": 60.0,
    "SECONDS": 1.0,
    "MILLISECONDS": 1e-3,
    "MICROSECONDS": 1e-6,
    "NANOSECONDS": 1e-9,
}
#: how long a waiting statement goes on after it was cancelled, in seconds.
_NAP = 0.05


@function(name="SYSTEM$WAIT", volatile=True)
def system_wait(call: Call, amount: Number, time_unit: Text | None = None) -> Expr:
    """Wait before going on.

    >>> SYSTEM$WAIT(0)
    waited 0 seconds
    >>> SYSTEM$WAIT(1, 'MILLISECONDS')
    waited 1 milliseconds
    """
    unit = "SECONDS" if time_unit is None else str(value_of(call, time_unit, 2)).upper()
    if unit not in _UNITS:
        raise call.wrong_value(unit, "TIME_UNIT")
    length = value_of(call, amount, 1)
    if length is None:
        return text(None)
    naps, rest = divmod(max(0.0, float(length)) * _UNITS[unit], _NAP)
    waited = (
        f"WITH RECURSIVE _w(i) AS (SELECT 0 WHERE mh_nap({rest!r}) UNION ALL "
        f"SELECT i + 1 FROM _w WHERE i < {int(naps)} AND mh_nap({_NAP})) SELECT "
    )
    said = literal(f"waited {float(length):g} {unit.lower()}")
    return Expr(f"({waited}if(count(*) > 0, {said}, '') FROM _w)", t.VARCHAR, volatile=True)


@function(name="SYSTEM$LAST_CHANGE_COMMIT_TIME", remark="To the microsecond of the last statement that changed it.")
def system_last_change_commit_time(call: Call, object_name: Text) -> Expr:
    """A number that grows with every change of a table, or of what a view reads.

    >>> SYSTEM$LAST_CHANGE_COMMIT_TIME(NULL)
    NULL
    """
    name = value_of(call, object_name, 1)
    answer = None if name is None else ask(call, str(name))
    return Expr("CAST(NULL AS BIGINT)" if answer is None else f"CAST({answer} AS BIGINT)", t.INTEGER)


@function(name="SYSTEM$PIPE_STATUS", remark="Nothing is ever queued; what stops a pipe is a missing table or stage.")
def system_pipe_status(call: Call, pipe_name: Text) -> Expr:
    """The state of a pipe, as JSON.

    >>> SYSTEM$PIPE_STATUS(NULL)
    NULL
    """
    name = value_of(call, pipe_name, 1)
    return text(None if name is None else ask(call, str(name)))


@function(name="SYSTEM$STREAM_HAS_DATA")
def system_stream_has_data(call: Call, stream_name: Text) -> Expr:
    """Whether a stream has changes that have not been consumed.

    >>> SYSTEM$STREAM_HAS_DATA(NULL)
    NULL
    """
    name = value_of(call, stream_name, 1)
    return Expr("CAST(NULL AS BOOLEAN)" if name is None else str(bool(ask(call, str(name)))).upper(), t.BOOLEAN)


@function(name="SYSTEM$STREAM_GET_TABLE_TIMESTAMP", remark="To the microsecond of the last change before the offset.")
def system_stream_get_table_timestamp(call: Call, stream_name: Text) -> Expr:
    """The moment up to which a stream has been consumed, in nanoseconds since 1970.

    >>> SYSTEM$STREAM_GET_TABLE_TIMESTAMP(NULL)
    NULL
    """
    name = value_of(call, stream_name, 1)
    return text(None) if name is None else text(str(ask(call, str(name))))


_ONE_PARTITION = "A table counts as one micro-partition, as small ones do."


@function(name="SYSTEM$CLUSTERING_INFORMATION", remark=_ONE_PARTITION)
def system_clustering_information(call: Call, table_name: Text, columns: Any = None) -> Expr:
    """How well a table is clustered, as text of a JSON object.

    >>> SYSTEM$CLUSTERING_INFORMATION(NULL)
    NULL
    """
    return _clustering(call, table_name, columns)


@function(name="SYSTEM$CLUSTERING_DEPTH", remark=_ONE_PARTITION)
def system_clustering_depth(call: Call, table_name: Text, columns: Any = None, predicate: Text | None = None) -> Expr:
    """The average depth of overlapping micro-partitions.

    >>> SYSTEM$CLUSTERING_DEPTH(NULL)
    NULL
    """
    found = _clustering(call, table_name, columns)
    depth = f"CASE WHEN {found} IS NOT NULL THEN (CAST({found} AS JSON)->>'$.average_depth')::DOUBLE END"
    return Expr(depth, t.FLOAT, atomic=False)


def _clustering(call: Call, table_name: Expr, columns: Expr | None) -> Expr:
    name = value_of(call, table_name, 1)
    given = value_of(call, columns, 2) if columns is not None else None
    if name is None:
        return text(None)
    named = given if isinstance(given, str) else None
    return text(ask(call, str(name), named, call.name, function="SYSTEM$CLUSTERING_INFORMATION"))


@function(name="SYSTEM$CANCEL_QUERY", remark="Statements of this process: no other one has the account open.")
def system_cancel_query(call: Call, query_id: Text) -> Expr:
    """Cancel a statement that runs.

    >>> SYSTEM$CANCEL_QUERY('00000000-0000-0000-0000-000000000000')
    Identified SQL statement is not currently executing.
    """
    return text(ask(call, str(value_of(call, query_id, 1))))


@function(name="SYSTEM$CANCEL_ALL_QUERIES", remark="Statements of this process: no other one has the account open.")
def system_cancel_all_queries(call: Call, session_id: Any) -> Expr:
    """Cancel what runs in a session.

    >>> SYSTEM$CANCEL_ALL_QUERIES(1)
    0 cancelled.
    """
    return text(ask(call, _session_id(call, session_id)))


@function(name="SYSTEM$ABORT_TRANSACTION", remark="What it says of one that has ended is not documented.")
def system_abort_transaction(call: Call, transaction_id: Any) -> Expr:
    """Roll back an open transaction of any session.

    >>> SYSTEM$ABORT_TRANSACTION(NULL)
    NULL
    """
    if transaction_id.is_null:
        return text(None)
    return text(ask(call, _number(call, transaction_id, "TRANSACTION_ID")))


def _session_id(call: Call, given: Expr) -> int:
    return _number(call, given, "SESSION_ID")


def _number(call: Call, given: Expr, name: str) -> int:
    number = value_of(call, given, 1)
    if not re.fullmatch(r"\d{1,19}", str(number)):
        raise call.wrong_value(given, name)
    return int(number)


@function(name="SYSTEM$ABORT_SESSION", remark="Sessions of this process: no other one has the account open.")
def system_abort_session(call: Call, session_id: Any) -> Expr:
    """End a session.

    >>> SYSTEM$ABORT_SESSION(1)
    Session 1 does not exist.
    """
    return text(ask(call, _session_id(call, session_id)))


@function(name="SYSTEM$CURRENT_USER_TASK_NAME")
def system_current_user_task_name(call: Call) -> Expr:
    """The name of the task that runs the statement; NULL where none does.

    >>> SYSTEM$CURRENT_USER_TASK_NAME()
    NULL
    """
    return text(ask(call))


@function(name="SYSTEM$GET_TASK_GRAPH_CONFIG")
def system_get_task_graph_config(call: Call, configuration_path: Text | None = None) -> Expr:
    """The configuration of the task graph that runs the statement, or what stands at a path in it.

    >>> SYSTEM$CURRENT_USER_TASK_NAME()
    NULL
    """
    return text(ask(call, None if configuration_path is None else value_of(call, configuration_path, 1)))


@function(name="SYSTEM$GET_ALERT_CONFIG")
def system_get_alert_config(call: Call) -> Expr:
    """The configuration of the alert that runs the statement; NULL where there is none.

    >>> SYSTEM$GET_ALERT_CONFIG()
    NULL
    """
    return text(ask(call))


@function(name="SYSTEM$SET_RETURN_VALUE")
def system_set_return_value(call: Call, value: Text) -> Expr:
    """What the task that runs the statement leaves for those that come after it.

    >>> SYSTEM$GET_PREDECESSOR_RETURN_VALUE()
    NULL
    """
    return text(ask(call, value_of(call, value, 1)))


@function(name="SYSTEM$GET_PREDECESSOR_RETURN_VALUE")
def system_get_predecessor_return_value(call: Call, task_name: Text | None = None) -> Expr:
    """What a task before the one that runs the statement has left.

    >>> SYSTEM$GET_PREDECESSOR_RETURN_VALUE()
    NULL
    """
    return text(ask(call, None if task_name is None else value_of(call, task_name, 1)))


_PLANS = "The plan has the result and the scans, not the joins and filters between them."


@function(name="SYSTEM$EXPLAIN_PLAN_JSON", note=_PLANS)
def system_explain_plan_json(call: Call, statement: Text) -> Expr:
    """The plan of a query as JSON, given its text or the id that it ran under.

    >>> SYSTEM$EXPLAIN_PLAN_JSON('SELECT id FROM my_table') LIKE '{"GlobalStats":{"partitionsTotal":1,%'
    true
    """
    given = value_of(call, statement, 1)
    return text(None if given is None else ask(call, str(given)))


@function(name="SYSTEM$EXPLAIN_JSON_TO_TEXT")
def system_explain_json_to_text(plan: Text) -> Expr:
    """A plan in JSON as text.

    >>> SYSTEM$EXPLAIN_JSON_TO_TEXT('{"GlobalStats":{},"Operations":[[{"id":0,"operation":"Result"}]]}') LIKE '%Result_'
    true
    """
    return combined(f"mh_explain_text({plan.sql})", t.VARCHAR, plan, atomic=True)


@table_function
def explain_json(call: Call, plan: Text) -> Source:
    """A plan in JSON as rows.

    >>> SELECT "operation" FROM TABLE(EXPLAIN_JSON('{"GlobalStats":{},"Operations":[[{"id":0,"operation":"Result"}]]}'))
    GlobalStats
    Result
    """
    try:
        found = plan_rows(str(value_of(call, plan, 1)))
    except ValueError as e:
        raise raised(str(e)) or e from None
    cells = [", ".join("NULL" if v is None else literal(str(v)) for v in row) for row in found]
    heads = ", ".join(f"c{i}" for i in range(len(_PLAN)))
    sql = f"(SELECT * FROM (VALUES {', '.join(f'({c})' for c in cells)}) AS v({heads}))"
    columns = [
        SourceColumn(name, f"CAST(c{i} AS {type_.physical()})" if type_ is t.INTEGER else f"c{i}", type_)
        for i, (name, type_) in enumerate(_PLAN.items())
    ]
    inner = ", ".join(f"{c.sql} AS {quote(c.name)}" for c in columns)
    return Source(f"(SELECT {inner} FROM {sql})", "", [SourceColumn(c.name, quote(c.name), c.type) for c in columns])


_PLAN = {
    "step": t.INTEGER,
    "id": t.INTEGER,
    **dict.fromkeys(["parentOperators", "operation", "objects", "alias", "expressions"], t.VARCHAR),
    **dict.fromkeys(["partitionsTotal", "partitionsAssigned", "bytesAssigned"], t.INTEGER),
}

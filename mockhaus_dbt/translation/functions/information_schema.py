"""Table functions of INFORMATION_SCHEMA (https://docs.snowflake.com/en/sql-reference/info-schema)."""

from __future__ import annotations

from sqlglot import exp

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.asking import ask, rows, value_of
from mockhaus_dbt.translation.compiler import Source
from mockhaus_dbt.translation.expressions import NOW, Expr, literal
from mockhaus_dbt.translation.functions.registry import Any, Call, Text, table_function
from mockhaus_dbt.translation.token_reader import fold

_NOTE = (
    "Statements that have ended; QUERY_HASH is of the text as written; bytes, partitions and the time of compilation "
    "are NULL."
)


def check_place(call: Call) -> None:
    """Check where a table function of INFORMATION_SCHEMA is called.

    Raises:
        CompilationError: 002141, neither is the name qualified nor INFORMATION_SCHEMA the current schema.
    """
    if not isinstance(call.node.parent, exp.Dot) and call.compiler.context.schema != "INFORMATION_SCHEMA":
        raise error("unknown_table_function", name=call.name)


def _moment(call: Call, value: Expr | None) -> str:
    return "" if value is None or value.is_null else str(call.cast(value, t.TIMESTAMP_LTZ))


def _history(call: Call, by: str, value: str | None, start: Any, end: Any, limit: Any) -> Source:
    check_place(call)
    call.compiler.cacheable = False
    rows_wanted = 100 if limit is None else value_of(call, limit, 3)
    if not isinstance(rows_wanted, int) or not 1 <= rows_wanted <= 10000:
        raise call.wrong_value(rows_wanted, "RESULT_LIMIT")
    asked = (by, value, _moment(call, start), _moment(call, end), rows_wanted)
    return rows(ask(call, *asked, function="QUERY_HISTORY"))


def _name(call: Call, given: Expr | None, current: str) -> str:
    """DuckDB text of a name that is given as text, or of the current one."""
    if given is None:
        return call.compiler.context.functions.get(current) or "NULL"
    found = value_of(call, given, 1)
    return literal(fold(str(found)))


@table_function(note=_NOTE)
def query_history(
    call: Call,
    end_time_range_start: Any = None,
    end_time_range_end: Any = None,
    result_limit: Any = None,
    include_client_generated_statement: Any = None,
) -> Source:
    """The last statements of the account, the latest first.

    >>> SELECT COUNT(*) <= 2 FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY(RESULT_LIMIT => 2))
    true
    """
    return _history(call, "", None, end_time_range_start, end_time_range_end, result_limit)


@table_function(note=_NOTE)
def query_history_by_session(
    call: Call,
    session_id: Any = None,
    end_time_range_start: Any = None,
    end_time_range_end: Any = None,
    result_limit: Any = None,
    include_client_generated_statement: Any = None,
) -> Source:
    """The last statements of a session.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_SESSION(SESSION_ID => 1))
    0
    """
    current = call.compiler.context.functions.get("CURRENT_SESSION") or "NULL"
    value = current if session_id is None else session_id.sql
    return _history(
        call, "SESSION_ID", f"CAST({value} AS BIGINT)", end_time_range_start, end_time_range_end, result_limit
    )


@table_function(note=_NOTE)
def query_history_by_user(
    call: Call,
    user_name: Text | None = None,
    end_time_range_start: Any = None,
    end_time_range_end: Any = None,
    result_limit: Any = None,
    include_client_generated_statement: Any = None,
) -> Source:
    """The last statements of a user.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_USER('nobody'))
    0
    """
    name = _name(call, user_name, "CURRENT_USER")
    return _history(call, "USER_NAME", name, end_time_range_start, end_time_range_end, result_limit)


@table_function(note=_NOTE)
def query_history_by_warehouse(
    call: Call,
    warehouse_name: Text | None = None,
    end_time_range_start: Any = None,
    end_time_range_end: Any = None,
    result_limit: Any = None,
    include_client_generated_statement: Any = None,
) -> Source:
    """The last statements that named a warehouse.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.QUERY_HISTORY_BY_WAREHOUSE('no_such'))
    0
    """
    name = _name(call, warehouse_name, "CURRENT_WAREHOUSE")
    return _history(call, "WAREHOUSE_NAME", name, end_time_range_start, end_time_range_end, result_limit)


@table_function(note="STAGE_LOCATION is the name of the stage; BYTES_BILLED is NULL.")
def copy_history(
    call: Call, table_name: Text, start_time: Any, end_time: Any = None, pipe_name: Text | None = None
) -> Source:
    """The files that COPY INTO has loaded into a table.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.COPY_HISTORY('my_table', DATEADD('day', -1, CURRENT_TIMESTAMP())))
    0
    """
    check_place(call)
    name = str(value_of(call, table_name, 1))
    pipe = None if pipe_name is None else str(value_of(call, pipe_name, 4))
    return rows(ask(call, name, _moment(call, start_time), _moment(call, end_time) or NOW, pipe))


@table_function(note="Runs by EXECUTE TASK: nothing runs by its schedule; GRAPH_VERSION is NULL.")
def task_history(
    call: Call,
    scheduled_time_range_start: Any = None,
    scheduled_time_range_end: Any = None,
    result_limit: Any = None,
    task_name: Any = None,
    database_name: Any = None,
    schema_name: Any = None,
    error_only: Any = None,
    root_task_id: Any = None,
) -> Source:
    """What became of tasks, the latest run first.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.TASK_HISTORY(TASK_NAME => 'no_such_task'))
    0
    """
    check_place(call)
    if schema_name is not None and database_name is None:
        raise call.wrong_value(value_of(call, schema_name, 6), "SCHEMA_NAME")
    places = {"TASK_NAME": 4, "DATABASE_NAME": 5, "SCHEMA_NAME": 6, "ERROR_ONLY": 7, "ROOT_TASK_ID": 8}
    values = dict(zip(places, (task_name, database_name, schema_name, error_only, root_task_id)))
    given = {name: value_of(call, value, places[name]) for name, value in values.items() if value is not None}
    given = {name: value if name == "ERROR_ONLY" else str(value) for name, value in given.items() if value is not None}
    limit = 100 if result_limit is None else value_of(call, result_limit, 3)
    if not isinstance(limit, int) or not 1 <= limit <= 10000:
        raise call.wrong_value(limit, "RESULT_LIMIT")
    start, end = _moment(call, scheduled_time_range_start), _moment(call, scheduled_time_range_end)
    return rows(ask(call, given, start, end, limit))


@table_function(note="ETAG is the MD5.")
def external_table_files(call: Call, table_name: Text) -> Source:
    """The files that an external table has registered.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.EXTERNAL_TABLE_FILES(TABLE_NAME => 'my_external_table'))
    0
    """
    check_place(call)
    return rows(ask(call, str(value_of(call, table_name, 1))))


def _limit(call: Call, given: Any, position: int) -> int:
    """RESULT_LIMIT.

    Raises:
        CompilationError: 001015, it is no number from 1 to 10000.
    """
    limit = 100 if given is None else value_of(call, given, position)
    if not isinstance(limit, int) or not 1 <= limit <= 10000:
        raise call.wrong_value(limit, "RESULT_LIMIT")
    return limit


def _named(call: Call, given: Any, position: int) -> str | None:
    return None if given is None else str(value_of(call, given, position))


@table_function(note="Runs by EXECUTE ALERT: nothing runs by its schedule.")
def alert_history(
    call: Call,
    scheduled_time_range_start: Any = None,
    scheduled_time_range_end: Any = None,
    result_limit: Any = None,
    alert_name: Any = None,
) -> Source:
    """What became of alerts, the latest run first.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.ALERT_HISTORY(ALERT_NAME => 'no_such_alert'))
    0
    """
    check_place(call)
    start, end = _moment(call, scheduled_time_range_start), _moment(call, scheduled_time_range_end)
    return rows(ask(call, _named(call, alert_name, 4), start, end, _limit(call, result_limit, 3)))


@table_function(note="REFRESH_ACTION is FULL, as every refresh is; what tells of queries, rows and inputs is NULL.")
def dynamic_table_refresh_history(
    call: Call,
    data_timestamp_start: Any = None,
    data_timestamp_end: Any = None,
    result_limit: Any = None,
    name: Any = None,
    name_prefix: Any = None,
    error_only: Any = None,
) -> Source:
    """The refreshes of dynamic tables, the latest first.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.DYNAMIC_TABLE_REFRESH_HISTORY(NAME_PREFIX => 'NO.SUCH.'))
    0
    """
    check_place(call)
    which = (_named(call, name, 4), _named(call, name_prefix, 5))
    failed = error_only is not None and value_of(call, error_only, 6) is True
    start, end = _moment(call, data_timestamp_start), _moment(call, data_timestamp_end)
    return rows(ask(call, *which, failed, start, end, _limit(call, result_limit, 3)))


@table_function(note="What tells of lags is NULL, whatever REFRESH_DATA_TIMESTAMP_START is; no reasons of states")
def dynamic_tables(
    call: Call,
    name: Any = None,
    refresh_data_timestamp_start: Any = None,
    result_limit: Any = None,
    include_connected: Any = None,
) -> Source:
    """The dynamic tables of the account and their last refresh.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.DYNAMIC_TABLES(RESULT_LIMIT => 10)) WHERE NAME = 'NO_SUCH'
    0
    """
    check_place(call)
    connected = include_connected is not None and value_of(call, include_connected, 4) is True
    if connected and (name is None or result_limit is not None):
        raise call.wrong_value("TRUE", "INCLUDE_CONNECTED")
    return rows(ask(call, _named(call, name, 1), connected, _limit(call, result_limit, 3)))


@table_function(note="Empty: nobody logs in.")
def login_history(
    call: Call, time_range_start: Any = None, time_range_end: Any = None, result_limit: Any = None
) -> Source:
    """The logins of the last days.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.LOGIN_HISTORY())
    0
    """
    check_place(call)
    _limit(call, result_limit, 3)
    return rows(ask(call))


@table_function(note="Empty: nobody logs in.")
def login_history_by_user(
    call: Call,
    user_name: Text | None = None,
    time_range_start: Any = None,
    time_range_end: Any = None,
    result_limit: Any = None,
) -> Source:
    """The logins of a user in the last days.

    >>> SELECT COUNT(*) FROM TABLE(INFORMATION_SCHEMA.LOGIN_HISTORY_BY_USER(USER_NAME => 'USER1', RESULT_LIMIT => 1000))
    0
    """
    check_place(call)
    _limit(call, result_limit, 4)
    return rows(ask(call, function="LOGIN_HISTORY"))

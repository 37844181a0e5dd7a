"""What ran and what was loaded: QUERY_HISTORY and COPY_HISTORY, over the tables of both; TASK_HISTORY and others.

https://docs.snowflake.com/en/sql-reference/functions/query_history, .../copy_history, .../task_history
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockhaus_dbt.query_history.history import TABLE
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.expressions import NOW, literal
from mockhaus_dbt.translation.names import Relation
from mockhaus_dbt.translation.token_reader import fold, split_name

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: names of statements that Snowflake's QUERY_TYPE words in another way than by their words.
_TYPES = {
    "COPY INTO": "COPY",
    "PUT": "PUT_FILES",
    "GET": "GET_FILES",
    "LIST": "LIST_FILES",
    "REMOVE": "REMOVE_FILES",
    "BEGIN": "BEGIN_TRANSACTION",
    "START TRANSACTION": "BEGIN_TRANSACTION",
    "INSERT OVERWRITE": "INSERT",
    "INSERT ALL": "MULTI_TABLE_INSERT",
    "INSERT FIRST": "MULTI_TABLE_INSERT",
    "TRUNCATE": "TRUNCATE_TABLE",
    "VALUES": "SELECT",
    "CALL WITH": "CALL",
    "SCRIPT": "CALL",
    "COMMENT ON": "COMMENT",
}
#: first words that stand for the whole statement.
_FIRST_WORDS = ("DROP", "SHOW", "DESCRIBE", "USE", "GRANT", "REVOKE", "UNDROP")


def _kind() -> str:
    """DuckDB text that makes QUERY_TYPE of the recorded name of a statement."""
    cases = [f"WHEN query_type = {literal(name)} THEN {literal(kind)}" for name, kind in _TYPES.items()]
    cases.append("WHEN query_type = 'CREATE TABLE' AND rows_inserted IS NOT NULL THEN 'CREATE_TABLE_AS_SELECT'")
    words = ", ".join(map(literal, _FIRST_WORDS))
    cases.append(f"WHEN split_part(query_type, ' ', 1) IN ({words}) THEN split_part(query_type, ' ', 1)")
    return f"CASE {' '.join(cases)} ELSE replace(query_type, ' ', '_') END"


#: what the hole {history} of a .sql file stands for.
HISTORY = (
    f"(SELECT h.*, {_kind()} AS kind, w.size, w.created AS warehouse_created FROM {TABLE} AS h "
    "LEFT JOIN {warehouses} AS w ON w.name = h.warehouse_name)"
)


def query_history(session: Session, by: str, value: str | None, start: str, end: str, limit: int) -> Relation:
    """TABLE(INFORMATION_SCHEMA.QUERY_HISTORY...()).

    Args:
        session: that asks.
        by: the column that has to have the value; '' for every statement.
        value: DuckDB text of it.
        start, end: DuckDB text between which the statements ended; '' for no bound.
        limit: so many at most, the last ones.
    """
    from mockhaus_dbt.information_schema.relations import filled
    from mockhaus_dbt.information_schema.view_texts import view_texts

    view = filled(session, session.database or "", view_texts("table_functions")["QUERY_HISTORY"])
    tests = [f"END_TIME > {NOW} - INTERVAL 7 DAY"]
    if by:
        tests.append(f"{by} = {value}")
    if start:
        tests.append(f"END_TIME >= {start}")
    if end:
        tests.append(f"END_TIME <= {end}")
    sql = f"(SELECT * FROM {view.sql} WHERE {' AND '.join(tests)} ORDER BY END_TIME DESC LIMIT {limit})"
    return Relation("", "INFORMATION_SCHEMA", view.name, "VIEW", view.columns, sql)


def copy_history(session: Session, table: str, start: str, end: str, pipe: str | None = None) -> Relation:
    """TABLE(INFORMATION_SCHEMA.COPY_HISTORY()).

    Args:
        session: that asks.
        table: its name as written.
        start, end: DuckDB text of the time range.
        pipe: name of the pipe whose loads alone are wanted.

    Raises:
        CompilationError: 002003, there is no such table or pipe.
    """
    from mockhaus_dbt.information_schema.relations import filled
    from mockhaus_dbt.information_schema.view_texts import view_texts

    obj = session.require("RELATION", split_name(table))
    view = filled(session, obj.database, view_texts("table_functions")["COPY_HISTORY"])
    place = {"TABLE_SCHEMA_NAME": obj.schema, "TABLE_NAME": obj.name}
    if pipe is not None:
        loader = session.require("PIPE", split_name(pipe))
        place |= {"PIPE_CATALOG_NAME": loader.database, "PIPE_SCHEMA_NAME": loader.schema, "PIPE_NAME": loader.name}
    tests = [f"{column} = {literal(name)}" for column, name in place.items()]
    tests += [f"LAST_LOAD_TIME BETWEEN {start} AND {end}", f"LAST_LOAD_TIME > {NOW} - INTERVAL 14 DAY"]
    sql = f"(SELECT * FROM {view.sql} WHERE {' AND '.join(tests)})"
    return Relation("", "INFORMATION_SCHEMA", view.name, "VIEW", view.columns, sql)


def task_history(session: Session, given: dict[str, Any], start: str, end: str, limit: int) -> Relation:
    """TABLE(INFORMATION_SCHEMA.TASK_HISTORY()).

    Args:
        session: that asks.
        given: which runs: TASK_NAME, DATABASE_NAME, SCHEMA_NAME, ERROR_ONLY, ROOT_TASK_ID, where they are given.
        start, end: DuckDB text between which the runs were scheduled; '' for no bound.
        limit: so many at most, the last ones.
    """
    from mockhaus_dbt.information_schema.relations import filled
    from mockhaus_dbt.information_schema.view_texts import view_texts

    view = filled(session, "", view_texts("table_functions")["TASK_HISTORY"])
    tests = [f"SCHEDULED_TIME > {NOW} - INTERVAL 7 DAY"]
    if "TASK_NAME" in given:
        tests.append(f"upper(NAME) = {literal(given['TASK_NAME'].upper())}")
    tests += [f"{column} = {literal(fold(given[column]))}" for column in _PLACES if column in given]
    if "ROOT_TASK_ID" in given:
        tests.append(f"ROOT_TASK_ID = {literal(given['ROOT_TASK_ID'])}")
    tests += ["STATE = 'FAILED'"] if given.get("ERROR_ONLY") else []
    tests += _between("SCHEDULED_TIME", start, end)
    sql = f"(SELECT * FROM {view.sql} WHERE {' AND '.join(tests)} ORDER BY SCHEDULED_TIME DESC LIMIT {limit})"
    return Relation("", "INFORMATION_SCHEMA", view.name, "VIEW", view.columns, sql)


def alert_history(session: Session, name: str | None, start: str, end: str, limit: int) -> Relation:
    """TABLE(INFORMATION_SCHEMA.ALERT_HISTORY()).

    Args:
        session: that asks.
        name: of the alert whose runs alone are wanted.
        start, end: DuckDB text between which the runs were scheduled; '' for no bound.
        limit: so many at most, the last ones.
    """
    tests = [f"SCHEDULED_TIME > {NOW} - INTERVAL 7 DAY"]
    tests += [] if name is None else [f"upper(NAME) = {literal(name.upper())}"]
    tests += _between("SCHEDULED_TIME", start, end)
    return _latest(session, "ALERT_HISTORY", tests, f"SCHEDULED_TIME DESC LIMIT {limit}")


def refresh_history(
    session: Session, name: str | None, prefix: str | None, failed: bool, start: str, end: str, limit: int
) -> Relation:
    """TABLE(INFORMATION_SCHEMA.DYNAMIC_TABLE_REFRESH_HISTORY()).

    Args:
        session: that asks.
        name: of the table whose refreshes alone are wanted.
        prefix: that the qualified names begin with.
        failed: those that failed alone.
        start, end: DuckDB text between which the refreshes began; '' for no bound.
        limit: so many at most, the last ones.
    """
    tests = [f"DATA_TIMESTAMP > {NOW} - INTERVAL 7 DAY"]
    tests += [] if name is None else [f"upper(QUALIFIED_NAME) = {literal(_full_name(session, name))}"]
    tests += [] if prefix is None else [f"starts_with(upper(QUALIFIED_NAME), {literal(prefix.upper())})"]
    tests += ["STATE <> 'SUCCEEDED'"] if failed else []
    tests += _between("DATA_TIMESTAMP", start, end)
    return _latest(session, "DYNAMIC_TABLE_REFRESH_HISTORY", tests, f"REFRESH_END_TIME DESC LIMIT {limit}")


def dynamic_tables(session: Session, name: str | None, connected: bool, limit: int) -> Relation:
    """TABLE(INFORMATION_SCHEMA.DYNAMIC_TABLES()).

    Args:
        session: that asks.
        name: of the table that alone is wanted.
        connected: with all those that it reads or that read it.
        limit: so many at most.

    Raises:
        CompilationError: 002003, there is no such table.
    """
    tests = ["true"]
    if name is not None:
        obj = session.require("RELATION", split_name(name.upper()))
        names = {obj.qualified} | ({o.qualified for o in PROVIDERS["connected"](session, obj)} if connected else set())
        tests = [f"QUALIFIED_NAME IN ({', '.join(map(literal, sorted(names)))})"]
    order = "CASE LAST_COMPLETED_REFRESH_STATE WHEN 'FAILED' THEN 1 ELSE 4 END, NAME"
    return _latest(session, "DYNAMIC_TABLES", tests, f"{order} LIMIT {limit}")


def login_history(session: Session) -> Relation:
    """TABLE(INFORMATION_SCHEMA.LOGIN_HISTORY()): nobody logs in."""
    return _latest(session, "LOGIN_HISTORY", ["false"], "EVENT_TIMESTAMP")


def _between(column: str, start: str, end: str) -> list[str]:
    """Conditions of a moment; '' is no bound."""
    return [f"{column} {test} {bound}" for test, bound in ((">=", start), ("<=", end)) if bound]


def _full_name(session: Session, name: str) -> str:
    return ".".join(session.resolve(split_name(name.upper())))


def _latest(session: Session, function: str, tests: list[str], order: str) -> Relation:
    from mockhaus_dbt.information_schema.relations import filled
    from mockhaus_dbt.information_schema.view_texts import view_texts

    view = filled(session, "", view_texts("table_functions")[function])
    sql = f"(SELECT * FROM {view.sql} WHERE {' AND '.join(tests)} ORDER BY {order})"
    return Relation("", "INFORMATION_SCHEMA", view.name, "VIEW", view.columns, sql)


_PLACES = ("DATABASE_NAME", "SCHEMA_NAME")
PROVIDERS["ALERT_HISTORY"] = alert_history
PROVIDERS["DYNAMIC_TABLE_REFRESH_HISTORY"] = refresh_history
PROVIDERS["DYNAMIC_TABLES"] = dynamic_tables
PROVIDERS["LOGIN_HISTORY"] = login_history
PROVIDERS["TASK_HISTORY"] = task_history
PROVIDERS["QUERY_HISTORY"] = query_history
PROVIDERS["COPY_HISTORY"] = copy_history

"""INSERT, UPDATE, DELETE and MERGE: runs what the translator made of them and gives Snowflake's row counts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from mockhaus_dbt.backend import IntegerOverflow
from mockhaus_dbt.duckdb_errors import NullInColumn
from mockhaus_dbt.errors import VALUE_FAILURES, SqlError, UnsupportedError, error, in_column
from mockhaus_dbt.objects.change_history import follow
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.names import Relation, display
from mockhaus_dbt.translation.rewrites.dml import Change


@statement("INSERT", "INSERT OVERWRITE")
def insert(session: Session, statement: Statement) -> QueryResult:
    """INSERT [OVERWRITE] INTO (https://docs.snowflake.com/en/sql-reference/sql/insert)."""
    change = _prepare(session, statement)
    if not change.overwrite:
        with _naming_columns(session, change):
            return _result(change, inserted=_affected(session, change.sql))
    with _naming_columns(session, change), session.atomic():
        # The rows are made before the target is emptied: the query may read the target.
        rows = f'"_TEMP.{session.id}"."~OVERWRITE"'
        session.temporary_schema()
        session.rows(f"CREATE OR REPLACE TABLE {rows} AS {change.query}")
        session.rows(f"DELETE FROM {change.target.target}")
        head = change.sql[: len(change.sql) - len(change.query)]
        count = _affected(session, f"{head} SELECT * FROM {rows}")
        session.rows(f"DROP TABLE {rows}")
    return _result(change, inserted=count)


@statement("UPDATE")
def update(session: Session, statement: Statement) -> QueryResult:
    """UPDATE (https://docs.snowflake.com/en/sql-reference/sql/update)."""
    change = _prepare(session, statement)
    matched = several = 0
    if change.diagnosis:
        matched, several = session.rows(change.diagnosis)[0]
        if several and session.parameters["ERROR_ON_NONDETERMINISTIC_UPDATE"]:
            raise _changed_twice(session.rows(change.example)[0])
    with _naming_columns(session, change):
        updated = _affected(session, change.sql)  # DuckDB counts a row as often as it matches
        return _result(change, updated=matched if several else updated, several=several)


@statement("DELETE")
def delete(session: Session, statement: Statement) -> QueryResult:
    """DELETE (https://docs.snowflake.com/en/sql-reference/sql/delete)."""
    change = _prepare(session, statement)
    return _result(change, deleted=_affected(session, change.sql))


@statement("MERGE")
def merge(session: Session, statement: Statement) -> QueryResult:
    """MERGE (https://docs.snowflake.com/en/sql-reference/sql/merge).

    Raises:
        ExecutionError: 100090, several source rows would update or delete one row of the target.
    """
    change = _prepare(session, statement)
    # Asked first: DuckDB 2.0.1 takes one of the rows and says nothing.
    excess = 0
    if change.diagnosis and (not change.suspicion or session.rows(change.suspicion)):
        several = session.rows(change.diagnosis)
        if several and session.parameters["ERROR_ON_NONDETERMINISTIC_MERGE"]:
            raise _changed_twice(several[0])
        if several and "deleted" in change.actions:
            raise UnsupportedError("ERROR_ON_NONDETERMINISTIC_MERGE = FALSE for a row that is updated and deleted")
        excess = _affected(session, change.example) if several else 0  # one of the rows counts
    with _naming_columns(session, change):
        if change.actions in (("inserted",), ("updated",)):
            return _result(change, **{change.actions[0]: _affected(session, change.sql) - excess})
        counts = session.tally(change.sql)
    return _result(change, inserted=counts["INSERT"], updated=counts["UPDATE"] - excess, deleted=counts["DELETE"])


@contextmanager
def _naming_columns(session: Session, change: Change) -> Iterator[None]:
    """Let the failure of a value say which column it was for, as Snowflake does.

    DuckDB names the column of a NULL; where a conversion of its own has failed, the conversions are tried one by one.
    """
    try:
        yield
    except SqlError as failure:
        overflow = isinstance(failure, IntegerOverflow) and not session.wide
        if overflow or failure.errno not in VALUE_FAILURES or not change.written:
            raise
        column = _failed_column(session, change, failure)
        raise in_column(failure, change.written, column) if column else failure from None


def _failed_column(session: Session, change: Change, failure: SqlError) -> str:
    if isinstance(failure, NullInColumn):
        wanted = f'"{failure.column}"'
        return next((display(c.name) for c in change.target.columns if c.sql.upper() == wanted.upper()), "")
    if failure.message.startswith("DML operation"):
        return ""
    if len(change.probes) == 1:
        return change.probes[0][0]
    # A cursor of its own: the session's transaction is broken.
    cursor = session.account.backend.cursor(session.parameters["TIMEZONE"])
    try:
        for name, probe in change.probes:
            try:
                cursor.rows(session.now_in(probe))
            except SqlError as again:
                if again.errno == failure.errno:
                    return name
    finally:
        cursor.close()
    return ""


def _changed_twice(row: tuple[Any, ...]) -> SqlError:
    return error("merge_duplicates", values=f"[{', '.join(map(_shown, row))}]")


def _shown(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def _prepare(session: Session, statement: Statement) -> Change:
    translation = session.translate(statement)
    change = translation.change
    assert change is not None
    session.target = change.target
    if session.wide and any(c.type.is_integer and not c.wide for c in change.target.stored):
        widen(session, change.target)
        change = session.translate(statement).change
        assert change is not None
    return change


def widen(session: Session, target: Relation) -> None:
    """Let the integer columns of a table hold 38 digits: a value needs it (DESIGN D8).

    The earlier work of an open transaction is kept: the change is committed on its own, and the work done again.
    """
    obj = session.require("RELATION", (target.database, target.schema, target.name))
    transaction, session.transaction = session.transaction, None
    session.cursor.rollback()
    try:
        with session.ddl(obj.key) as change:
            columns = []
            for column in obj.columns:
                if column.type.is_integer and not column.wide and not column.is_virtual:
                    column = replace(column, wide=True)
                    change.run(f"ALTER TABLE {obj.physical} ALTER {column.sql} TYPE {column.type.physical(True)}")
                columns.append(column)
            changed = replace(obj, columns=tuple(columns))
            follow(change, changed)
            change.put(changed)
    finally:
        session.transaction = transaction
        if transaction is not None:
            transaction.replay(session.cursor)


def _affected(session: Session, sql: str) -> int:
    return int(session.rows(sql)[0][0])


def _result(change: Change, inserted: int = 0, updated: int = 0, deleted: int = 0, several: int = 0) -> QueryResult:
    counts = {"inserted": inserted, "updated": updated, "deleted": deleted}
    row: tuple[int, ...] = tuple(counts[a] for a in change.actions)
    if change.kind == "update":
        row += (several,)
    return QueryResult.of(
        change.columns,
        [row],
        rowcount=inserted + updated + deleted,
        inserted=inserted if "inserted" in change.actions else None,
        updated=updated if "updated" in change.actions else None,
        deleted=deleted if "deleted" in change.actions else None,
        translated=change.sql,
    )

"""Statements in the background, and what became of statements."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

import mockhaus_dbt
from mockhaus_dbt.background import QueryStatus
from mockhaus_dbt.dbapi import Connection, DictCursor
from mockhaus_dbt.errors import CompilationError, ExecutionError, SqlError, UnsupportedError

LONG = "SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => 200000)) a, TABLE(GENERATOR(ROWCOUNT => 200000)) b"


@pytest.fixture
def connection() -> Iterator[Connection]:
    with mockhaus_dbt.connect(database="DB", schema="S") as opened:
        yield opened


def ended(connection: Connection, query_id: str) -> QueryStatus:
    deadline = time.monotonic() + 20
    while connection.is_still_running(connection.get_query_status(query_id)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return connection.get_query_status(query_id)


def test_a_result_is_waited_for(connection: Connection) -> None:
    cursor = connection.cursor()
    answer = cursor.execute_async("SELECT column1 AS a FROM VALUES (1), (%s)", (2,))
    query_id = answer["queryId"]
    assert cursor.sfqid == query_id
    assert ended(connection, query_id) is QueryStatus.SUCCESS
    for _ in range(2):  # as often as one likes
        later = connection.cursor(DictCursor)
        later.get_results_from_sfqid(query_id)
        assert later.sfqid == query_id
        assert later.fetchall() == [{"A": 1}, {"A": 2}]
    assert connection.execute("SELECT * FROM TABLE(RESULT_SCAN(%s)) ORDER BY 1", (query_id,)).fetchall() == [(1,), (2,)]


def test_a_long_result_is_read_again(connection: Connection) -> None:
    sql = "SELECT seq4() AS n FROM TABLE(GENERATOR(ROWCOUNT => 5000)) ORDER BY n"
    done = connection.execute(sql)
    assert done.fetchmany(3000)[-1] == (2999,)
    again = connection.cursor().query_result(done.sfqid or "")
    assert again.rowcount == 5000
    assert again.fetchall() == [(n,) for n in range(5000)]
    assert done.fetchone() == (3000,)


def test_a_failure_shows_when_it_is_asked_for(connection: Connection) -> None:
    query_id = connection.cursor().execute_async("SELECT nope")["queryId"]
    assert ended(connection, query_id) is QueryStatus.FAILED_WITH_ERROR
    assert connection.is_an_error(connection.get_query_status(query_id))
    with pytest.raises(CompilationError, match="NOPE") as caught:
        connection.get_query_status_throw_if_error(query_id)
    assert caught.value.sfqid == query_id
    with pytest.raises(CompilationError, match="NOPE"):
        connection.cursor().get_results_from_sfqid(query_id)


def test_running_queued_and_stopped(connection: Connection) -> None:
    cursor = connection.cursor()
    first = cursor.execute_async(LONG)["queryId"]
    second = cursor.execute_async("SELECT 2")["queryId"]
    deadline = time.monotonic() + 20
    while connection.get_query_status(first) is not QueryStatus.RUNNING:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert connection.get_query_status(second) is QueryStatus.QUEUED
    assert cursor.abort_query(second)
    assert connection.get_query_status(second) is QueryStatus.FAILED_WITH_ERROR
    with pytest.raises(ExecutionError, match="000604"):
        connection.get_query_status_throw_if_error(second)
    assert cursor.abort_query(first)
    assert ended(connection, first) is QueryStatus.FAILED_WITH_ERROR
    with pytest.raises(ExecutionError, match="000604"):
        connection.cursor().get_results_from_sfqid(first)
    assert not cursor.abort_query(first)
    assert connection.execute("SELECT 1").fetchall() == [(1,)]


def test_statuses_of_other_statements(connection: Connection) -> None:
    done = connection.execute("SELECT 1").sfqid or ""
    assert connection.get_query_status(done) is QueryStatus.SUCCESS
    assert connection.get_query_status("01000000-0000-0000-0000-000000000000") is QueryStatus.NO_DATA
    with pytest.raises(ValueError, match="Invalid UUID"):
        connection.get_query_status("nope")
    with mockhaus_dbt.connect(connection.account, database="DB") as other:
        with pytest.raises(SqlError):
            other.execute("SELECT nope")
        failed = other.session.query_ids[-1]
        theirs = other.execute("SELECT 7").sfqid or ""
    assert connection.get_query_status(failed) is QueryStatus.FAILED_WITH_ERROR
    with pytest.raises(SqlError, match="000904"):
        connection.get_query_status_throw_if_error(failed)
    with pytest.raises(CompilationError, match="Statement"):
        connection.cursor().query_result(theirs)
    with pytest.raises(UnsupportedError, match="several statements"):
        connection.cursor().execute_async("SELECT 1; SELECT 2")


def test_closing_waits() -> None:
    with mockhaus_dbt.connect(database="DB", schema="S") as keep:
        keep.execute("CREATE TABLE t (a INT)")
        with mockhaus_dbt.connect(keep.account, database="DB", schema="S") as other:
            other.cursor().execute_async("INSERT INTO t SELECT seq4() FROM TABLE(GENERATOR(ROWCOUNT => 100000))")
        assert keep.execute("SELECT COUNT(*) FROM t").fetchall() == [(100_000,)]

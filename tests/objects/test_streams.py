"""Streams and the change log: sessions at the same time, accounts opened again, rows that other things bring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import mockhaus_dbt
from mockhaus_dbt.account import Account
from mockhaus_dbt.executor import MockhausExecutor


def _rows(executor: MockhausExecutor, sql: str) -> list[tuple[object, ...]]:
    return executor.execute_snowflake_sql(sql).fetchall()


@pytest.fixture
def account() -> Iterator[Account]:
    with Account.open() as opened:
        yield opened


def _executors(account: Account, count: int = 2) -> list[MockhausExecutor]:
    return [MockhausExecutor(account.session(database="DB", schema="PUBLIC")) for _ in range(count)]


def test_changes_of_another_transaction_show_when_it_commits(account: Account) -> None:
    one, two = _executors(account)
    _rows(one, "CREATE TABLE t (a INT); CREATE STREAM s ON TABLE t; CREATE TABLE seen (a INT)")
    _rows(one, "BEGIN; INSERT INTO t VALUES (1)")
    _rows(two, "INSERT INTO t VALUES (2)")
    _rows(two, "INSERT INTO seen SELECT a FROM s")  # moves the stream behind row 2, while row 1 is not committed
    _rows(one, "COMMIT")
    assert _rows(two, "SELECT a FROM seen") == [(2,)]
    assert _rows(two, "SELECT a FROM s") == [(1,)]


def test_a_transaction_sees_the_stream_as_it_was_at_its_begin(account: Account) -> None:
    one, two = _executors(account)
    _rows(one, "CREATE TABLE t (a INT); CREATE STREAM s ON TABLE t; INSERT INTO t VALUES (1)")
    _rows(one, "BEGIN; SELECT COUNT(*) FROM s")
    _rows(two, "INSERT INTO t VALUES (2)")
    assert _rows(one, "SELECT a FROM s") == [(1,)]
    _rows(one, "CREATE TEMPORARY TABLE x AS SELECT 1 AS a; COMMIT")
    assert _rows(one, "SELECT a FROM s ORDER BY a") == [(1,), (2,)]


def test_a_rolled_back_transaction_neither_consumes_nor_records(account: Account) -> None:
    (one,) = _executors(account, 1)
    _rows(one, "CREATE TABLE t (a INT); CREATE STREAM s ON TABLE t; CREATE TABLE u (a INT); INSERT INTO t VALUES (1)")
    _rows(one, "BEGIN; INSERT INTO u SELECT a FROM s; INSERT INTO t VALUES (2); ROLLBACK")
    assert _rows(one, "SELECT a FROM s") == [(1,)]
    _rows(one, "BEGIN; INSERT INTO u SELECT a FROM s; INSERT INTO t VALUES (3); COMMIT")
    assert _rows(one, "SELECT a FROM s") == [(3,)]


def test_a_failed_statement_of_a_transaction_leaves_the_others(account: Account) -> None:
    (one,) = _executors(account, 1)
    _rows(one, "CREATE TABLE t (a INT); CREATE STREAM s ON TABLE t; BEGIN; INSERT INTO t VALUES (1)")
    with pytest.raises(mockhaus_dbt.SqlError):
        _rows(one, "INSERT INTO t SELECT 1 / 0")
    _rows(one, "INSERT INTO t VALUES (2); COMMIT")
    assert _rows(one, "SELECT a, METADATA$ACTION FROM s ORDER BY a") == [(1, "INSERT"), (2, "INSERT")]


def test_streams_outlive_the_process(tmp_path: Path) -> None:
    path = str(tmp_path / "account.duckdb")
    for _ in range(2):
        with mockhaus_dbt.connect(path, database="DB") as connection:
            cursor = connection.cursor()
            cursor.execute("CREATE TABLE IF NOT EXISTS t (a INT)")
            cursor.execute("CREATE STREAM IF NOT EXISTS s ON TABLE t")
            cursor.execute("CREATE TABLE IF NOT EXISTS u (a INT)")
            cursor.execute("INSERT INTO t SELECT COUNT(*) FROM t")
    with mockhaus_dbt.connect(path, database="DB") as connection:
        cursor = connection.cursor()
        assert cursor.execute("SELECT a FROM s ORDER BY a").fetchall() == [(0,), (1,)]
        cursor.execute("INSERT INTO u SELECT a FROM s")
        assert cursor.execute("SELECT a FROM s").fetchall() == []


def test_a_task_runs_when_the_stream_has_data(account: Account) -> None:
    (one,) = _executors(account, 1)
    _rows(one, "CREATE TABLE t (a INT); CREATE STREAM s ON TABLE t; CREATE TABLE u (a INT)")
    _rows(one, "CREATE TASK k WHEN SYSTEM$STREAM_HAS_DATA('s') AS INSERT INTO u SELECT a FROM s")
    _rows(one, "INSERT INTO t VALUES (7); EXECUTE TASK k; EXECUTE TASK k")
    assert _rows(one, "SELECT a FROM u") == [(7,)]


def test_many_digits_and_moves_between_schemas_keep_the_history(account: Account) -> None:
    (one,) = _executors(account, 1)
    _rows(one, "CREATE TABLE t (a INT); CREATE STREAM s ON TABLE t; INSERT INTO t VALUES (1)")
    _rows(one, "INSERT INTO t SELECT 99999999999999999999; CREATE SCHEMA other; ALTER TABLE public.t RENAME TO other.t")
    _rows(one, "UPDATE other.t SET a = 2 WHERE a = 1; USE SCHEMA public")
    rows = _rows(one, "SELECT a, METADATA$ACTION, METADATA$ISUPDATE FROM s ORDER BY a")
    assert rows == [(2, "INSERT", False), (99999999999999999999, "INSERT", False)]


def test_a_table_that_goes_takes_its_history_with_it(account: Account) -> None:
    (one,) = _executors(account, 1)
    _rows(one, "CREATE SCHEMA x DATA_RETENTION_TIME_IN_DAYS = 0; CREATE TABLE x.t (a INT) CHANGE_TRACKING = TRUE")
    _rows(one, "CREATE TABLE x.u LIKE x.t")
    _rows(one, "DROP SCHEMA x")
    left = one.session.rows("SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'history.%'")
    assert left == [(0,)]

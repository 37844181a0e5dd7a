"""Transactions: BEGIN, COMMIT, ROLLBACK, AUTOCOMMIT, failed statements."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

import mockhaus_dbt
from mockhaus_dbt.dbapi import Connection
from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.transaction import writes


@pytest.fixture
def connection() -> Iterator[Connection]:
    with mockhaus_dbt.connect(database="DB", schema="S") as opened:
        opened.execute("CREATE TABLE t (a INT NOT NULL)")
        yield opened


@pytest.fixture
def other(connection: Connection) -> Iterator[Connection]:
    with mockhaus_dbt.connect(connection.account, database="DB", schema="S") as opened:
        yield opened


def held(connection: Connection) -> list[int]:
    return [row[0] for row in connection.execute("SELECT a FROM t ORDER BY a").fetchall()]


def test_rollback(connection: Connection, other: Connection) -> None:
    connection.execute("BEGIN; INSERT INTO t VALUES (1)")
    assert held(connection) == [1]
    assert held(other) == []
    connection.execute("ROLLBACK")
    assert held(connection) == []


def test_commit(connection: Connection, other: Connection) -> None:
    connection.execute("START TRANSACTION; INSERT INTO t VALUES (1); COMMIT WORK")
    assert held(other) == [1]
    connection.execute("COMMIT; ROLLBACK")  # nothing is open: nothing happens


def test_begin_within_a_transaction_is_ignored(connection: Connection) -> None:
    connection.execute("BEGIN WORK; INSERT INTO t VALUES (1); BEGIN TRANSACTION NAME x; INSERT INTO t VALUES (2); ROLLBACK")
    assert held(connection) == []


@pytest.mark.parametrize(
    "failing",
    [
        "INSERT INTO t SELECT 1 / (a - 2) FROM t",
        "INSERT INTO t VALUES (NULL)",
        "INSERT INTO t VALUES ('x')",
        "SELECT nope FROM t",
        "SELECT 'x'::INT FROM t",
        "selec",
    ],
)
def test_a_failed_statement_leaves_the_earlier_work(connection: Connection, other: Connection, failing: str) -> None:
    connection.execute("BEGIN; INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)")
    with pytest.raises(SqlError):
        connection.execute(failing)
    assert held(connection) == [1, 2]
    assert held(other) == []
    connection.execute("INSERT INTO t VALUES (3); COMMIT")
    assert held(other) == [1, 2, 3]


def test_ddl_commits_what_is_open(connection: Connection, other: Connection) -> None:
    connection.execute("BEGIN; INSERT INTO t VALUES (1)")
    connection.execute("CREATE TABLE u (a INT)")
    connection.execute("ROLLBACK")
    assert held(other) == [1]


def test_without_autocommit(connection: Connection, other: Connection) -> None:
    connection.autocommit(False)
    connection.execute("INSERT INTO t VALUES (1)")
    assert held(other) == []
    connection.rollback()
    assert held(connection) == []
    connection.execute("INSERT INTO t VALUES (2)")
    connection.commit()
    assert held(other) == [2]
    connection.execute("INSERT INTO t VALUES (3)")
    connection.autocommit(True)  # commits, whatever the value
    assert held(other) == [2, 3]


def test_closing_rolls_back(connection: Connection) -> None:
    with mockhaus_dbt.connect(connection.account, database="DB", schema="S") as other:
        other.execute("BEGIN; INSERT INTO t VALUES (1)")
    assert held(connection) == []


def test_reads_before_the_first_write_see_what_others_commit(connection: Connection, other: Connection) -> None:
    connection.execute("BEGIN")
    assert held(connection) == []
    other.execute("INSERT INTO t VALUES (1)")
    assert held(connection) == [1]
    connection.execute("COMMIT")


def test_a_writer_waits_for_the_other(connection: Connection, other: Connection) -> None:
    connection.execute("INSERT INTO t VALUES (1)")
    connection.execute("BEGIN; UPDATE t SET a = a + 10")
    done = threading.Event()

    def update() -> None:
        other.execute("BEGIN; UPDATE t SET a = a + 100; COMMIT")
        done.set()

    thread = threading.Thread(target=update)
    thread.start()
    assert not done.wait(0.1)
    connection.execute("COMMIT")
    assert done.wait(10)
    thread.join()
    assert held(connection) == [111]


def test_tables_made_meanwhile_are_seen(connection: Connection, other: Connection) -> None:
    connection.execute("BEGIN; INSERT INTO t VALUES (1)")
    other.execute("CREATE TABLE later AS SELECT 5 AS a")
    assert connection.execute("SELECT a FROM later").fetchall() == [(5,)]
    connection.execute("INSERT INTO t SELECT a FROM later; COMMIT")
    assert held(other) == [1, 5]


def test_waiting_ends(connection: Connection, other: Connection) -> None:
    connection.execute("INSERT INTO t VALUES (1)")
    connection.execute("BEGIN; UPDATE t SET a = a + 10")
    other.execute("ALTER SESSION SET LOCK_TIMEOUT = 0")
    with pytest.raises(SqlError, match="000625"):
        other.execute("UPDATE t SET a = a + 100")
    connection.execute("ROLLBACK")
    assert held(other) == [1]


def test_temporary_work_survives_a_replay(connection: Connection) -> None:
    connection.execute("INSERT INTO t VALUES (1)")
    connection.execute("BEGIN; INSERT OVERWRITE INTO t SELECT a + 1 FROM t")
    with pytest.raises(SqlError):
        connection.execute("SELECT 1 / 0 FROM t")
    connection.execute("COMMIT")
    assert held(connection) == [2]


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1", False),
        ("(SELECT 1)", False),
        ("WITH x AS (SELECT 1) SELECT * FROM x", False),
        ("WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", True),
        ("INSERT INTO t VALUES (1)", True),
        ("DELETE FROM t", True),
    ],
)
def test_what_writes(sql: str, expected: bool) -> None:
    assert writes(sql) is expected

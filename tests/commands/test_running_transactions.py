"""SHOW TRANSACTIONS, SHOW LOCKS and DESCRIBE RESULT."""

from __future__ import annotations

import pytest

import mockhaus_dbt
from mockhaus_dbt import Account


def test_transactions_and_locks_of_two_sessions() -> None:
    with Account() as account:
        one = mockhaus_dbt.connect(account, database="D", schema="PUBLIC")
        two = mockhaus_dbt.connect(account, database="D", schema="PUBLIC")
        one.execute("CREATE TABLE t (a INT)")
        assert two.execute("SHOW TRANSACTIONS").fetchall() == []
        one.execute("BEGIN NAME mine")
        two.execute("BEGIN")
        two.execute("INSERT INTO t VALUES (1)")
        rows = one.execute("SHOW TRANSACTIONS").fetchall()
        assert [(r[1], r[5], r[6]) for r in rows] == [("MOCKHAUS", "running", 0)] * 2
        assert {r[2] for r in rows} == {one.session.id, two.session.id}
        assert rows[1][3] == "MINE"
        locks = one.execute("SHOW LOCKS IN ACCOUNT")
        assert [d[0] for d in locks.description][:5] == [
            "resource", "type", "transaction", "transaction_started_on", "status",
        ]
        (lock,) = locks.fetchall()
        assert (lock[0], lock[1], lock[2], lock[4]) == ("D.PUBLIC.T", "PARTITIONS", rows[0][0], "HOLDING")
        assert lock[6] in two.session.query_ids
        two.execute("ROLLBACK")
        one.execute("COMMIT")
        assert one.execute("SHOW LOCKS").fetchall() == []
        assert one.execute("SHOW TRANSACTIONS").fetchall() == []


def test_describe_transaction() -> None:
    """https://docs.snowflake.com/en/sql-reference/sql/desc-transaction"""
    with mockhaus_dbt.connect(database="D", schema="PUBLIC") as connection:
        for end, state in (("COMMIT", "committed"), ("ROLLBACK", "rolled back")):
            connection.execute("CREATE OR REPLACE TABLE t (a INT)")
            connection.execute("BEGIN; INSERT INTO t VALUES (1)")
            (number,) = connection.execute("SELECT CURRENT_TRANSACTION()").fetchone()
            cursor = connection.execute(f"DESC TRANSACTION {number}")
            assert [d[0] for d in cursor.description] == [
                "id", "user", "session name", "started_on", "state", "ended_on",
            ]  # fmt: skip
            (row,) = cursor.fetchall()
            assert row[:3] == (int(number), "MOCKHAUS", str(connection.session.id))
            assert row[4:] == ("running", None)
            connection.execute(end)
            (ended,) = connection.execute(f"DESCRIBE TRANSACTION {number}").fetchall()
            assert ended[:5] == (*row[:4], state)
            assert ended[5] >= ended[3]
        with pytest.raises(mockhaus_dbt.SqlError, match="Transaction '12' does not exist"):
            connection.execute("DESC TRANSACTION 12")
        with pytest.raises(mockhaus_dbt.SqlError, match="unexpected"):
            connection.execute("DESC TRANSACTION $x")


def test_abort_transaction() -> None:
    with mockhaus_dbt.connect(database="D", schema="PUBLIC") as connection:
        connection.execute("CREATE TABLE t (a INT)")
        connection.execute("BEGIN; INSERT INTO t VALUES (1)")
        (number,) = connection.execute("SELECT CURRENT_TRANSACTION()").fetchone()
        aborted = connection.execute(f"SELECT SYSTEM$ABORT_TRANSACTION({number})").fetchone()
        assert aborted == (f"Aborted transaction id: {number}",)
        assert connection.execute("SELECT COUNT(*), CURRENT_TRANSACTION() FROM t").fetchone() == (0, None)
        assert connection.execute(f"DESC TRANSACTION {number}").fetchone()[4] == "rolled back"
        again = connection.execute(f"SELECT SYSTEM$ABORT_TRANSACTION({number})").fetchone()
        assert again == (f"Transaction id {number} is not running",)
        with pytest.raises(mockhaus_dbt.SqlError, match="Transaction '12' does not exist"):
            connection.execute("SELECT SYSTEM$ABORT_TRANSACTION(12)")


def test_abort_transaction_of_another_session() -> None:
    with Account() as account:
        one = mockhaus_dbt.connect(account, database="D", schema="PUBLIC")
        two = mockhaus_dbt.connect(account, database="D", schema="PUBLIC")
        one.execute("CREATE TABLE t (a INT)")
        one.execute("BEGIN; INSERT INTO t VALUES (1)")
        (number,) = one.execute("SELECT CURRENT_TRANSACTION()").fetchone()
        two.execute(f"SELECT SYSTEM$ABORT_TRANSACTION({number})")
        assert one.execute("SELECT COUNT(*), CURRENT_TRANSACTION() FROM t").fetchone() == (0, None)
        two.execute("INSERT INTO t VALUES (2)")
        assert one.execute("SELECT a FROM t").fetchall() == [(2,)]


def test_describe_result() -> None:
    with mockhaus_dbt.connect(database="D", schema="PUBLIC") as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT 1 AS id, 'x'::VARCHAR(9) AS name, CURRENT_DATE AS today, NULL::NUMBER(9, 2) AS n")
        query_id = cursor.sfqid
        cursor.execute("DESC RESULT LAST_QUERY_ID()")
        assert [d[0] for d in cursor.description] == [
            "name", "type", "kind", "null?", "default", "primary key", "unique key", "check", "expression", "comment",
        ]
        rows = cursor.fetchall()
        assert [r[:4] for r in rows[1:]] == [
            ("NAME", "VARCHAR(9)", "COLUMN", "N"),
            ("TODAY", "DATE", "COLUMN", "N"),
            ("N", "NUMBER(9,2)", "COLUMN", "Y"),
        ]
        assert cursor.execute(f"DESCRIBE RESULT '{query_id}'").fetchall() == rows
        assert cursor.execute("DESCRIBE RESULT LAST_QUERY_ID(1)").fetchall() == rows
        with pytest.raises(mockhaus_dbt.SqlError, match="'nope' does not exist"):
            cursor.execute("DESC RESULT 'nope'")

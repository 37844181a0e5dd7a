"""The history of statements."""

from __future__ import annotations

from pathlib import Path

import pytest

import mockhaus_dbt
from mockhaus_dbt.dbapi import Connection
from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.query_history import history

READ = 'SELECT query_text, execution_status, error_code, rows_produced FROM "_MOCKHAUS".query_history ORDER BY start_time'


def recorded(connection: Connection) -> list[tuple[object, ...]]:
    connection.account.history.flush()
    return connection.session.rows(READ)


def test_one_record_per_statement() -> None:
    with mockhaus_dbt.connect(database="DB") as connection:
        connection.execute("SELECT 1; SELECT * FROM VALUES (1), (2)")
        for failing in ("SELECT nope", "SELECT 'open"):
            with pytest.raises(SqlError):
                connection.execute(failing)
        assert recorded(connection) == [
            ("SELECT 1", "SUCCESS", None, 1),
            ("SELECT * FROM VALUES (1), (2)", "SUCCESS", None, 2),
            ("SELECT nope", "FAIL", 904, None),
            ("SELECT 'open", "FAIL", 1003, None),
        ]


def test_what_is_recorded() -> None:
    with mockhaus_dbt.connect(database="DB", schema="S", query_tag="it's") as connection:
        cursor = connection.execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (2)")
        connection.account.history.flush()
        [row] = connection.session.rows(
            "SELECT query_id, session_id, user_name, role_name, warehouse_name, database_name, schema_name, query_tag, "
            "query_type, rows_inserted, end_time >= start_time AND start_time > now() - INTERVAL 1 MINUTE "
            'FROM "_MOCKHAUS".query_history WHERE query_type = \'INSERT\''
        )
        assert row == (
            cursor.sfqid, connection.session_id, "MOCKHAUS", "ACCOUNTADMIN", "COMPUTE_WH", "DB", "S", "it's", "INSERT", 2, True,
        )  # fmt: skip


def test_it_survives(tmp_path: Path) -> None:
    for _ in range(2):
        with mockhaus_dbt.connect(tmp_path / "a.mockhaus", database="DB") as connection:
            connection.execute("SELECT 1")
    with mockhaus_dbt.connect(tmp_path / "a.mockhaus", database="DB") as connection:
        assert len(recorded(connection)) == 2


def test_much_is_written_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "BATCH", 10)
    with mockhaus_dbt.connect(database="DB") as connection:
        for _ in range(25):
            connection.execute("SELECT 1")
        assert len(recorded(connection)) == 25
        assert len(recorded(connection)) == 25


def test_any_text_is_recorded() -> None:
    with mockhaus_dbt.connect(database="DB") as connection:
        for text in ("SELECT 'a\x00b'", "SELECT 'é☃\U0001f600'", "SELECT '\"\\x'"):
            connection.execute(text)
        with pytest.raises(SqlError, match="not valid Unicode"):
            connection.execute("SELECT '\ud800'")
        assert len(recorded(connection)) == 4


def test_touched_tables_are_compacted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mockhaus_dbt.query_history.touched.COMPACT_AT", 2)
    for i in range(6):
        with mockhaus_dbt.connect(str(tmp_path / "a.db"), database="DB") as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS t (a INT)")
            connection.execute("INSERT INTO t VALUES (1)")
            connection.account.history.flush()
            [(rows,)] = connection.session.rows('SELECT count(*) FROM "_MOCKHAUS".touched')
            assert rows <= 6, i

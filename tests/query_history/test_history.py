"""The history of statements."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import mockhaus_dbt
from mockhaus_dbt.dbapi import Connection
from mockhaus_dbt.errors import ConfigError, SqlError
from mockhaus_dbt.query_history import history

READ = (
    'SELECT query_text, execution_status, error_code, rows_produced FROM "_MOCKHAUS".query_history ORDER BY start_time'
)


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


@pytest.mark.parametrize(
    ("sql", "texts"),
    [
        ("SELECT 1 /* {\"app\": \"dbt\"} */", ["SELECT 1 /* {\"app\": \"dbt\"} */"]),
        ("/* before */ SELECT 1\n-- a\n/* b */\n;\n", ["SELECT 1\n-- a\n/* b */"]),
        ("SELECT 1 // one\n; SELECT 2 /* two */; -- none's", ["SELECT 1 // one", "SELECT 2 /* two */"]),
        ("SELECT '/*' -- '", ["SELECT '/*' -- '"]),
    ],
)
def test_comments_behind_a_statement_are_recorded(sql: str, texts: list[str]) -> None:
    with mockhaus_dbt.connect(database="DB") as connection:
        connection.execute(sql)
        assert [row[0] for row in recorded(connection)] == texts


def test_what_is_recorded() -> None:
    with mockhaus_dbt.connect(database="DB", schema="S", query_tag="it's") as connection:
        cursor = connection.execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (2)")
        connection.account.history.flush()
        [row] = connection.session.rows(
            "SELECT query_id, session_id, user_name, role_name, warehouse_name, database_name, schema_name, query_tag, "
            "query_type, rows_inserted, end_time >= start_time AND start_time > now() - INTERVAL 1 MINUTE "
            "FROM \"_MOCKHAUS\".query_history WHERE query_type = 'INSERT'"
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


def test_much_text_is_written_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_AT_ONCE", 60)
    with mockhaus_dbt.connect() as connection:
        written: list[int] = []
        write = connection.account.history._write
        monkeypatch.setattr(connection.account.history, "_write", lambda batch: (written.append(len(batch)), write(batch)))
        for i in range(5):
            connection.execute(f"SELECT {i} AS a_name_that_is_long")
        found = [row["query_text"] for row in connection.account.history.search(limit=0)]
    assert found == [f"SELECT {i} AS a_name_that_is_long" for i in (4, 3, 2, 1, 0)]
    assert written == [1, 1, 1, 1, 1]


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


def test_search() -> None:
    with mockhaus_dbt.connect(database="DB") as connection:
        ids = [connection.execute(text).sfqid for text in ("SELECT 'a%b'", "CREATE TABLE t (x INT)", "SELECT 'AxB'")]
        with pytest.raises(SqlError):
            connection.execute("SELECT nope")
        found = connection.account.history

        def texts(**given: object) -> list[str]:
            return [record["query_text"] for record in found.search(**given)]  # type: ignore[arg-type]

        assert texts() == ["SELECT nope", "SELECT 'AxB'", "CREATE TABLE t (x INT)", "SELECT 'a%b'"]
        assert texts(text="A%B") == ["SELECT 'a%b'"]
        assert texts(status="fail") == ["SELECT nope"]
        assert texts(kind="create table") == ["CREATE TABLE t (x INT)"]
        assert texts(limit=1, offset=1) == ["SELECT 'AxB'"]
        assert texts(session_id=connection.session_id + 1) == []
        record = found.get(ids[0] or "")
        assert record is not None
        assert (record["query_text"], record["client"], record["bytes_produced"]) == ("SELECT 'a%b'", "python", 3)
        assert found.get("nope") is None


def test_timings() -> None:
    with mockhaus_dbt.connect(database="DB") as connection:
        connection.execute("SELECT iff(1 > 2, 'x', 'y'), count(*) FROM TABLE(GENERATOR(ROWCOUNT => 2000000))")
        [record] = connection.account.history.search()
        assert 0 < record["parse_time"] < record["compilation_time"] + record["execution_time"]
        total = (record["end_time"] - record["start_time"]).total_seconds()
        spent = record["parse_time"] + record["compilation_time"] + record["execution_time"]
        assert spent == pytest.approx(total, abs=0.002)
        [shown] = connection.execute(
            "SELECT compilation_time, execution_time, total_elapsed_time FROM TABLE(information_schema.query_history())"
            " WHERE query_text LIKE '%GENERATOR%'"
        ).fetchall()
        assert shown[0] + shown[1] == pytest.approx(shown[2], abs=2)


def test_statistics() -> None:
    with mockhaus_dbt.connect(database="DB") as connection:
        connection.execute("SELECT 1; SELECT 2; CREATE TABLE t (x INT)")
        with pytest.raises(SqlError):
            connection.execute("SELECT nope")
        select, create = connection.account.history.statistics()
        assert (select["query_type"], select["statements"], select["failed"]) == ("SELECT", 3, 1)
        assert (create["query_type"], create["statements"], create["failed"]) == ("CREATE TABLE", 1, 0)
        assert (
            0 <= select["p50_seconds"] <= select["p95_seconds"] <= select["longest_seconds"] <= select["total_seconds"]
        )


def test_clear() -> None:
    with mockhaus_dbt.connect(database="DB") as connection:
        connection.execute("SELECT 1; SELECT 2")
        assert connection.account.history.clear(days=1) == 0
        assert connection.account.history.arrow().num_rows == 2
        connection.execute("SELECT 3")
        connection.account.history.clear()
        assert connection.account.history.search() == []


def test_retention(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.mockhaus"
    with mockhaus_dbt.connect(path, database="DB") as connection:
        connection.execute("SELECT 'old'")
        connection.account.history.flush()
        connection.session.rows('UPDATE "_MOCKHAUS".query_history SET start_time = start_time - INTERVAL 40 DAY')
    for days, left in (("0", 2), ("41", 3), ("39.5", 3)):
        monkeypatch.setenv("MOCKHAUS_HISTORY_DAYS", days)
        with mockhaus_dbt.connect(path, database="DB") as connection:
            connection.execute("SELECT 'new'")
            assert len(recorded(connection)) == left, days
    for wrong in ("many", "-1", "nan"):
        monkeypatch.setenv("MOCKHAUS_HISTORY_DAYS", wrong)
        with pytest.raises(ConfigError, match="MOCKHAUS_HISTORY_DAYS"):
            mockhaus_dbt.connect(tmp_path / "b.mockhaus")


def test_a_file_of_an_earlier_version(tmp_path: Path) -> None:
    with mockhaus_dbt.connect(tmp_path / "a.mockhaus", database="DB") as connection:
        connection.execute("SELECT 1")
        connection.account.history.flush()
        for name in ("client", "parse_time", "execution_time", "bytes_produced"):
            connection.session.rows(f'ALTER TABLE "_MOCKHAUS".query_history DROP COLUMN {name}')
        connection.account.history.clear()
    with mockhaus_dbt.connect(tmp_path / "a.mockhaus", database="DB") as connection:
        connection.execute("SELECT 2")
        assert [r["client"] for r in connection.account.history.search()] == ["python"]


_FORGETFUL = """
import sys, mockhaus_dbt
cursor = mockhaus_dbt.connect(sys.argv[1], database="db", schema="s").cursor()
for i in range(1200):
    cursor.execute(f"select {i}")
"""


@pytest.mark.parametrize("kept", [False, True])
def test_a_program_that_does_not_close(tmp_path: Path, kept: bool) -> None:
    path = str(tmp_path / "a.db") if kept else ":memory:"
    ended = subprocess.run([sys.executable, "-c", _FORGETFUL, path], capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "")
    if kept:
        with mockhaus_dbt.connect(path) as connection:
            assert len(connection.session.account.history.search(limit=2000)) == 1200

"""Accounts: files, sharing, locking, what survives."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
from decimal import Decimal
from pathlib import Path

import pytest

import mockhaus_dbt
from mockhaus_dbt.account import Account, ObjectLocks
from mockhaus_dbt.catalog import CatalogObject, from_entry, to_entry
from mockhaus_dbt.errors import ConfigError, ExecutionError
from mockhaus_dbt.executor import MockhausExecutor
from mockhaus_dbt.recently_used import RecentlyUsed, Repeated
from mockhaus_dbt.translation.names import Column
from mockhaus_dbt.translation.types import INTEGER, varchar


def run_elsewhere(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(mockhaus_dbt.__file__).parents[1])},
    )


HOLDER = """
    import sys, mockhaus_dbt
    connection = mockhaus_dbt.connect(sys.argv[1], database="D", schema="S")
    connection.execute("CREATE TABLE t AS SELECT 1::INT AS a")
    connection.execute("INSERT INTO t VALUES (2)")
    connection.execute("CREATE TEMPORARY TABLE secret AS SELECT 1 AS x")
    connection.execute("BEGIN")
    connection.execute("INSERT INTO t VALUES (3)")
    print("ready", flush=True)
    sys.stdin.read() if len(sys.argv) < 3 else __import__("time").sleep(float(sys.argv[2]))
"""


def test_same_file_is_one_account(tmp_path: Path) -> None:
    first = Account.open(tmp_path / "a.mockhaus")
    opened: list[Account] = []
    threads = [threading.Thread(target=lambda: opened.append(Account.open(tmp_path / "a.mockhaus"))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(account is first for account in opened)
    for account in opened:
        account.close()
    assert first.session("D").execute  # still open
    first.close()
    again = Account.open(tmp_path / "a.mockhaus")
    assert again is not first
    again.close()


def test_one_file_has_one_stage_root(tmp_path: Path) -> None:
    with Account.open(tmp_path / "a", stage_root=tmp_path / "x"), Account.open(tmp_path / "a") as again:
        assert again.stage_root == tmp_path / "x"
        with pytest.raises(ConfigError, match="stage root"):
            Account.open(tmp_path / "a", stage_root=tmp_path / "y")


def test_memory_is_new_every_time() -> None:
    with Account.open() as one, Account.open() as two:
        assert one is not two


def test_everything_is_there_again(tmp_path: Path) -> None:
    path = tmp_path / "a.mockhaus"
    with mockhaus_dbt.connect(path, database="D", schema="S") as connection:
        connection.execute('CREATE TABLE t (a INT NOT NULL, "b" VARCHAR(10) COMMENT \'hm\')')
        connection.execute("INSERT INTO t VALUES (1, 'x')")
        before = connection.session.catalog.get("RELATION", "D", "S", "T")
    with mockhaus_dbt.connect(path, database="D", schema="S") as connection:
        assert connection.session.catalog.get("RELATION", "D", "S", "T") == before
        assert connection.execute("SELECT * FROM t").fetchall() == [(1, "x")]


def test_killed_process_leaves_a_file_that_opens(tmp_path: Path) -> None:
    path = tmp_path / "a.mockhaus"
    process = run_elsewhere(HOLDER, str(path), "60")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with mockhaus_dbt.connect(path, database="D", schema="S") as connection:
        assert connection.execute("SELECT a FROM t ORDER BY a").fetchall() == [(1,), (2,)]
        with pytest.raises(mockhaus_dbt.CompilationError):
            connection.execute("SELECT * FROM secret")
        rows = connection.session.rows("SELECT schema_name FROM duckdb_schemas() WHERE schema_name LIKE '\\_TEMP%' ESCAPE '\\'")
        assert rows == []


def test_other_process_names_the_holder_or_waits(tmp_path: Path) -> None:
    path = tmp_path / "a.mockhaus"
    process = run_elsewhere(HOLDER, str(path), "1.5")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    with pytest.raises(ConfigError, match=rf"in use by the process with PID {process.pid} .*python.*waited 0.1 seconds"):
        mockhaus_dbt.connect(path, lock_timeout=0.1)
    mockhaus_dbt.connect(path, lock_timeout=30).close()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("text.txt", b"hello" * 1000, "is not a Mockhaus account"),
        ("missing/x.mockhaus", None, "its directory does not exist"),
        (".", None, "is a directory"),
    ],
)
def test_what_is_no_account(tmp_path: Path, name: str, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ConfigError, match=said):
        Account.open(tmp_path / name)


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    import duckdb

    path = tmp_path / "x.duckdb"
    with duckdb.connect(str(path)) as foreign:
        foreign.execute("CREATE TABLE mine (a INT)")
    with pytest.raises(ConfigError, match="is not a Mockhaus account"):
        Account.open(path)


def test_schemas_that_differ_in_case_do_not_clash() -> None:
    with mockhaus_dbt.connect(database="D", schema="S") as connection:
        connection.execute('CREATE SCHEMA "s"')
        connection.execute("CREATE TABLE d.s.t AS SELECT 'upper' AS x")
        connection.execute('CREATE TABLE d."s".t AS SELECT \'lower\' AS x')
        connection.execute('CREATE TABLE d."s"."t" AS SELECT \'both\' AS x')
        found = [connection.execute(f"SELECT x FROM {n}").fetchall() for n in ("d.s.t", 'd."s".t', 'd."s"."t"')]
        assert found == [[("upper",)], [("lower",)], [("both",)]]


def test_catalog_objects_survive_the_journal() -> None:
    obj = CatalogObject(
        "TABLE", "D", "S", "T", (Column("A", INTEGER, "A", False, "1", "c", True, {"x": [1]}), Column("B", varchar(3), "B~2")),
        comment="é", transient=True, physical='"D.S"."T"', properties={"CLUSTER_BY": ["A"]},
    )
    again = from_entry(to_entry(obj))
    assert again == obj
    assert again.columns[0].extra == {"x": [1]}


def parallel(account: Account, statements: list[str], threads: int = 8) -> list[BaseException]:
    """Run statements in several sessions at a time; {i} is the session, give what failed."""
    failures: list[BaseException] = []

    def work(i: int) -> None:
        session = account.session("D", "S")
        executor = MockhausExecutor(session)
        for statement in statements:
            try:
                executor.execute_snowflake_sql(statement.format(i=i))
            except Exception as e:
                failures.append(e)
        session.close()

    workers = [threading.Thread(target=work, args=(i,)) for i in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return failures


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE OR REPLACE TABLE t AS SELECT {i}::INT AS a"],
        ["CREATE OR REPLACE VIEW v AS SELECT {i} AS a"],
        ["CREATE OR REPLACE TABLE t AS SELECT {i}::INT AS a", "SELECT * FROM t", "CREATE OR REPLACE VIEW v{i} AS SELECT * FROM t"],
        ["CREATE SCHEMA IF NOT EXISTS x", "DROP SCHEMA IF EXISTS x CASCADE"],
        ["CREATE TABLE IF NOT EXISTS u (a INT)", "INSERT INTO u VALUES ({i})"],
    ],
)
def test_sessions_wait_for_each_other(statements: list[str]) -> None:
    with Account.open() as account:
        assert parallel(account, statements * 5) == []


def test_no_update_is_lost() -> None:
    with Account.open() as account:
        session = account.session("D", "S")
        executor = MockhausExecutor(session)
        executor.execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (0)")
        assert parallel(account, ["UPDATE t SET a = a + 1", "BEGIN; UPDATE t SET a = a + 10; COMMIT"] * 5, 4) == []
        assert executor.execute_snowflake_sql("SELECT a FROM t").fetchall() == [(220,)]


def test_locks_give_up() -> None:
    locks = ObjectLocks()
    key = ("RELATION", "D", "S", "T")
    failed: list[BaseException] = []

    def other() -> None:
        try:
            with locks.hold([key], 0.01):
                pass
        except ExecutionError as e:
            failed.append(e)

    with locks.hold([key, ("RELATION", "D", "S", "U")], 1):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert "000625" in str(failed[0])
    other()
    assert len(failed) == 1


def test_recently_used_is_bounded() -> None:
    cache: RecentlyUsed[int, int] = RecentlyUsed(10)
    for i in range(100):
        cache.put(i, i)
    assert len(cache) <= 10
    assert cache.get(99) == 99
    assert cache.get(0) is None


def test_stages_of_a_memory_account_vanish() -> None:
    account = Account.open()
    root = account.stage_root
    assert root.is_dir()
    account.close()
    assert not root.exists()


def test_files_outside_of_the_stages_can_be_walled_off(tmp_path: Path) -> None:
    with Account.open(external_access=False, stage_root=tmp_path) as account:
        session = account.session("D")
        (tmp_path / "x.csv").write_text("a\n1\n")
        assert session.rows(f"SELECT * FROM read_csv('{tmp_path}/x.csv')") == [(1,)]
        with pytest.raises(mockhaus_dbt.SqlError, match="switched off"):
            session.rows("SELECT * FROM read_csv('/etc/passwd')")


def test_structured_types_outlive_the_account(tmp_path: Path) -> None:
    path = str(tmp_path / "a.duckdb")
    with mockhaus_dbt.connect(path, database="D", schema="S") as first:
        first.cursor().execute("CREATE TABLE t AS SELECT {'b': [1.5]}::OBJECT(b ARRAY(NUMBER(3,1) NOT NULL)) AS o")
    with mockhaus_dbt.connect(path, database="D", schema="S") as again:
        cursor = again.cursor()
        cursor.execute("SELECT SYSTEM$TYPEOF(o), o:b[0] + 1 FROM t")
        assert cursor.fetchall() == [("OBJECT(b ARRAY(NUMBER(3,1) NOT NULL))[LOB]", Decimal("2.5"))]


def test_what_comes_once_is_not_kept() -> None:
    cache: Repeated[str, int] = Repeated(10)
    for i in range(300):
        cache.put(f"once {i}", i)
    assert len(cache) == 0 and len(cache._once) <= 100
    for i in (1, 2):
        cache.put("again", i)
    assert cache.get("again") == 2
    for i in range(40):
        cache.put(f"{i // 2}", i)
    assert len(cache) <= 10

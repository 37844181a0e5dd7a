"""A disk that is full: the statement says so, nothing is there by half, and the session goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from mockhaus_dbt.account import Account
from mockhaus_dbt.errors import FileRefused
from mockhaus_dbt.executor import MockhausExecutor

resource = pytest.importorskip("resource", reason="Windows has no such limit")


@contextmanager
def full() -> Iterator[None]:
    """No file grows beyond 100,000 bytes: to a program, that is a disk with no more room."""
    held = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, held[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, held)


@pytest.fixture
def large(put: Any, run: Any, stage: str) -> Path:
    path: Path = put("large.csv", "".join(f"{i},{i * 7919 % 1000003} some text\n" for i in range(50_000)))
    run("create stage st; create stage full; create table t (a int, b varchar); copy into t from @ext")
    return path


STATEMENTS = [
    "put 'file://{path}' @full auto_compress=false",
    "put 'file://{path}' @full",
    "copy files into @full from @ext",
    "copy into @full/x from t",
    "copy into @full/x from t file_format=(type=csv compression=none)",
    "copy into @full/x from t file_format=(type=csv compression=bz2)",
    "copy into @full/x from (select object_construct(*) from t) file_format=(type=json compression=none)",
    "copy into @full/x from t file_format=(type=parquet compression=none)",
    "copy into @full from t partition by (a % 2)::varchar file_format=(type=csv compression=none)",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_files_of_a_stage(run: Any, large: Path, tmp_path: Path, statement: str) -> None:
    sql = statement.format(path=large)
    with full(), pytest.raises(FileRefused, match="File too large"):
        run(sql)
    assert run("list @full") == []
    assert [p for p in (tmp_path / "stages").rglob("*") if p.is_file()] == []
    run(sql)
    assert run("list @full") != []


def test_get(run: Any, large: Path, tmp_path: Path) -> None:
    run(f"put 'file://{large}' @st auto_compress=false")
    target = tmp_path / "out"
    target.mkdir()
    with full(), pytest.raises(FileRefused, match="File too large"):
        run(f"get @st 'file://{target}'")
    assert list(target.iterdir()) == []


def test_load_into_an_account(tmp_path: Path) -> None:
    with open(tmp_path / "a.csv", "w") as stream:
        stream.writelines(f"{i},{i * 7919 % 1000003} some text {i * 31}\n" for i in range(300_000))
    file = tmp_path / "a.duckdb"
    with Account.open(file) as account:
        run = MockhausExecutor(account.session(database="db", schema="s")).execute_snowflake_sql
        run(f"create stage ext url='file://{tmp_path}/'; create table t (a int, b varchar); create table kept (a int)")
        run("begin; insert into kept values (1)")
        with full(), pytest.raises(FileRefused, match="File too large"):
            run("copy into t from @ext files=('a.csv'); commit")
        run("rollback; insert into kept values (2)")
        assert run("select count(*) from t").fetchall() == [(0,)]
    with Account.open(file) as account:
        run = MockhausExecutor(account.session(database="db", schema="s")).execute_snowflake_sql
        assert run("select * from kept").fetchall() == [(2,)]
        assert run("copy into t from @ext files=('a.csv') ->> select \"rows_loaded\" from $1").fetchall() == [(300_000,)]


def test_an_account_whose_history_cannot_be_written_lets_go_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "a.duckdb"
    account = Account.open(file)
    MockhausExecutor(account.session(database="db", schema="s")).execute_snowflake_sql("create table t (a int)")

    def refused() -> None:
        raise FileRefused("SQL execution internal error: a file could not be read or written", 603, "XX000")

    account.history.close = refused  # type: ignore[method-assign]
    with pytest.raises(FileRefused):
        account.close()
    program = "import sys, mockhaus_dbt; mockhaus_dbt.connect(sys.argv[1], lock_timeout=0.1)"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    subprocess.run([sys.executable, "-c", program, str(file)], check=True, env=environment)

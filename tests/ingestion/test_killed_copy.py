"""A process that is killed (kill -9) at a random moment of COPY INTO leaves nothing half loaded, and no file that is
neither loaded nor there."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mockhaus_dbt.account import Account
from mockhaus_dbt.executor import MockhausExecutor

ROWS = 120_000
FILES = 6
TIMES = 10
LOAD = """
import sys
from mockhaus_dbt.account import Account
from mockhaus_dbt.executor import MockhausExecutor
session = Account.open(sys.argv[1], stage_root=sys.argv[2]).session(database="db", schema="s")
print("begins", flush=True)
print(MockhausExecutor(session).execute_snowflake_sql(sys.argv[3]).fetchall(), flush=True)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9")


def _run(account: Account, sql: str) -> list[tuple[object, ...]]:
    session = account.session(database="db", schema="s")
    try:
        return MockhausExecutor(session).execute_snowflake_sql(sql).fetchall()
    finally:
        session.close()


def _fill(data: Path) -> None:
    for i in range(FILES):
        (data / f"{i}.csv").write_text("".join(f"{i},some text of row {n}\n" for n in range(ROWS // FILES)))


@pytest.mark.parametrize("options", ["", "purge=true"])
def test_killed_at_random_moments(tmp_path: Path, options: str) -> None:
    chance = random.Random(5)
    home, stages, data = tmp_path / "a.duckdb", tmp_path / "stages", tmp_path / "data"
    copy = f"copy into t from @st {options}"
    data.mkdir()
    _fill(data)
    with Account.open(str(home), stage_root=str(stages)) as account:
        _run(account, f"create table t (a int, b varchar); create stage st url='file://{data}/'")
        began = time.monotonic()
        assert len(_run(account, copy)) == FILES
        took = time.monotonic() - began
    undone = 0
    for _ in range(TIMES if not options else TIMES // 2):
        _fill(data)
        with Account.open(str(home), stage_root=str(stages)) as account:
            _run(account, "truncate table t")
        process = subprocess.Popen(
            [sys.executable, "-c", LOAD, str(home), str(stages), copy],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"begins\n"
        time.sleep(chance.uniform(0, took))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with Account.open(str(home), stage_root=str(stages)) as account:
            [(rows,)] = _run(account, "select count(*) from t")
            [(noted,)] = _run(account, "select count(*) from information_schema.load_history")
            assert (rows, noted) in ((0, 0), (ROWS, FILES))
            undone += not rows
            assert rows or len(list(data.iterdir())) == FILES  # what is not loaded is still there
            done = _run(account, copy)
            assert len(done) == (1 if rows else FILES)
            assert _run(account, "select count(*), count(distinct a) from t") == [(ROWS, FILES)]
            assert _run(account, copy) == [("Copy executed with 0 files processed.",)]
    assert undone, "no process was killed while it worked"

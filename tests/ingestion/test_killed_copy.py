"""A process that is killed in the middle of COPY INTO leaves nothing half loaded."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from mockhaus_dbt.account import Account
from mockhaus_dbt.executor import MockhausExecutor

ROWS = 60_000
FILES = 6
LOAD = """
import sys
from mockhaus_dbt.account import Account
from mockhaus_dbt.executor import MockhausExecutor
session = Account.open(sys.argv[1], stage_root=sys.argv[2]).session(database="db", schema="s")
print("begins", flush=True)
print(MockhausExecutor(session).execute_snowflake_sql("copy into t from @st").fetchall(), flush=True)
"""


def _run(account: Account, sql: str) -> list[tuple[object, ...]]:
    session = account.session(database="db", schema="s")
    try:
        return MockhausExecutor(session).execute_snowflake_sql(sql).fetchall()
    finally:
        session.close()


def test_killed_at_random_moments(tmp_path: Path) -> None:
    random.seed(5)
    home, stages, data = tmp_path / "a.duckdb", tmp_path / "stages", tmp_path / "data"
    data.mkdir()
    for i in range(FILES):
        (data / f"{i}.csv").write_text("".join(f"{i},some text of row {n}\n" for n in range(ROWS // FILES)))
    with Account.open(str(home), stage_root=str(stages)) as account:
        _run(account, f"create table t (a int, b varchar); create stage st url='file://{data}/'")
    loaded = 0
    for _ in range(3):
        process = subprocess.Popen(
            [sys.executable, "-c", LOAD, str(home), str(stages)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"begins\n"
        time.sleep(random.uniform(0, 0.4))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        with Account.open(str(home), stage_root=str(stages)) as account:
            [(rows,)] = _run(account, "select count(*) from t")
            [(noted,)] = _run(account, "select count(*) from information_schema.load_history")
            assert (rows, noted) in ((loaded, FILES if loaded else 0), (ROWS, FILES))
            loaded = int(str(rows))
    with Account.open(str(home), stage_root=str(stages)) as account:
        done = _run(account, "copy into t from @st")
        assert len(done) == (1 if loaded else FILES)
        assert _run(account, "select count(*), count(distinct a) from t") == [(ROWS, FILES)]
        assert len(_run(account, "copy into t from @st")) == 1

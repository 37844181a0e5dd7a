"""A process that is killed or interrupted in the middle of its work leaves a file that opens and works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import mockhaus_dbt

ROOT = Path(__file__).resolve().parents[1]
#: writes without end: every statement leaves the account consistent, and says how far it came.
WORK = """
import sys, mockhaus_dbt
connection = mockhaus_dbt.connect(sys.argv[1], database="SHOP", schema="DEV")
cursor = connection.cursor()
cursor.execute("CREATE TABLE IF NOT EXISTS steady (n INT)")
n = 0
while True:
    n += 1
    cursor.execute(f"CREATE OR REPLACE TABLE t{n % 7} AS SELECT {n} AS n, 'x' AS label FROM VALUES (1), (2), (3)")
    cursor.execute(f"CREATE OR REPLACE VIEW v{n % 7} AS SELECT n FROM t{n % 7}")
    cursor.execute("BEGIN")
    cursor.execute(f"INSERT INTO steady VALUES ({n})")
    cursor.execute(f"INSERT INTO steady VALUES ({n})")
    cursor.execute("COMMIT")
    print(n, flush=True)
"""


def start(file: Path) -> subprocess.Popen[str]:
    """The worker, once it has begun to work."""
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK, str(file)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert worker.stdout is not None
    assert worker.stdout.readline().strip() == "1"
    return worker


def check(file: Path) -> None:
    """Everything that the catalog names can be read, and no transaction is there by half."""
    with mockhaus_dbt.connect(file, database="SHOP", schema="DEV") as connection:
        cursor = connection.cursor()
        for row in cursor.execute("SHOW OBJECTS IN SCHEMA shop.dev").fetchall():
            cursor.execute(f'SELECT COUNT(*) FROM shop.dev."{row[1]}"')
            assert cursor.fetchone()[0] >= 1
        cursor.execute("SELECT n FROM steady GROUP BY n HAVING COUNT(*) % 2 <> 0")
        assert cursor.fetchall() == []
        cursor.execute("CREATE OR REPLACE TABLE t1 AS SELECT 1 AS one")
        assert cursor.execute("SELECT one FROM t1").fetchall() == [(1,)]


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "ctrl-c"])
def test_interrupted_work(tmp_path: Path, sign: signal.Signals) -> None:
    file = tmp_path / "account.duckdb"
    for pause in (0.0, 0.05, 0.21):
        worker = start(file)
        time.sleep(pause)
        worker.send_signal(sign)
        worker.wait(20)
        assert worker.stdout is not None
        worker.stdout.close()
        check(file)


def test_locked_file_names_the_process(tmp_path: Path) -> None:
    file = tmp_path / "account.duckdb"
    worker = start(file)
    try:
        begun = time.monotonic()
        with pytest.raises(mockhaus_dbt.ConfigError, match=f"PID {worker.pid}"):
            mockhaus_dbt.connect(file, lock_timeout=0.5)
        assert 0.4 < time.monotonic() - begun < 10
    finally:
        worker.kill()
        worker.wait(20)
        assert worker.stdout is not None
        worker.stdout.close()

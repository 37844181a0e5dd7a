"""Ctrl-C in a plain Python program: the statement is taken back, the connection goes on, the account opens again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import mockhaus_dbt

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = """
import os, signal, sys, threading, time, mockhaus_dbt

folder, statement, wait = sys.argv[1], sys.argv[2], float(sys.argv[3])
connection = mockhaus_dbt.connect(folder + "/a.duckdb", database="DB", schema="S")
cursor = connection.cursor()
session = connection.session

def press():
    while session.statement is None or session.statement.commented != statement:
        time.sleep(0.001)
    time.sleep(wait)
    os.kill(os.getpid(), signal.SIGINT)

cursor.execute("BEGIN")
cursor.execute("INSERT INTO kept VALUES (1)")
threading.Thread(target=press).start()
try:
    cursor.execute(statement)
    print("went on")
except KeyboardInterrupt:
    print("interrupted")
assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
print(cursor.execute("SELECT COUNT(*) FROM t").fetchall(), cursor.execute("LIST @st").fetchall())
cursor.execute("INSERT INTO kept VALUES (2)")
cursor.execute("COMMIT")
print(cursor.execute("SELECT execution_status, error_code FROM TABLE(information_schema.query_history()) "
                     "WHERE query_text = ?", (statement,)).fetchall())
connection.close()
"""


@pytest.fixture
def account(tmp_path: Path) -> Path:
    with open(tmp_path / "a.csv", "w") as stream:
        stream.writelines(f"{i},some text of row {i}\n" for i in range(400_000))
    with mockhaus_dbt.connect(tmp_path / "a.duckdb", database="DB", schema="S") as connection:
        cursor = connection.cursor()
        cursor.execute("CREATE TABLE t (a INT, b VARCHAR)")
        cursor.execute("CREATE TABLE kept (n INT)")
        cursor.execute(f"CREATE STAGE ext URL = 'file://{tmp_path}/'")
        cursor.execute("CREATE STAGE st")
    return tmp_path


ENDLESS = "SELECT SEQ4() AS n FROM TABLE(GENERATOR(ROWCOUNT => 1000000))"
STATEMENTS = {
    "copy": "COPY INTO t FROM @ext/a.csv FILE_FORMAT = (TYPE = CSV TRIM_SPACE = TRUE)",
    "put": "PUT file://{folder}/a.csv @st",
    "unload": f"COPY INTO @st/u FROM (SELECT a.n, b.n FROM ({ENDLESS}) AS a, ({ENDLESS}) AS b)",
    "query": f"SELECT SUM(a.n * b.n) FROM ({ENDLESS}) AS a, ({ENDLESS}) AS b",
    "insert": f"INSERT INTO t SELECT a.n, b.n FROM ({ENDLESS}) AS a, ({ENDLESS}) AS b",
}


@pytest.mark.parametrize(
    ("name", "wait"), [("copy", 0.0), ("put", 0.0), ("unload", 0.2), ("query", 0.2), ("insert", 0.2)]
)
def test_ctrl_c(account: Path, name: str, wait: float) -> None:
    statement = STATEMENTS[name].format(folder=account)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(account), statement, str(wait)], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=120, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["interrupted", "[(0,)] []", "[('FAILED_WITH_ERROR', 604)]"], done.stderr
    with mockhaus_dbt.connect(account / "a.duckdb", database="DB", schema="S") as connection:
        cursor = connection.cursor()
        assert cursor.execute("SELECT n FROM kept ORDER BY n").fetchall() == [(1,), (2,)]
        assert cursor.execute("COPY INTO t FROM @ext/a.csv").fetchall()[0][1] == "LOADED"
    assert not list((account / "a.duckdb.stages").rglob(".unload-*"))

"""A process that is killed (kill -9) at a random moment of PUT, unload or GET leaves no half of anything."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import mockhaus_dbt

_CHILD = """
import sys, mockhaus_dbt
connection = mockhaus_dbt.connect(sys.argv[1], database="db", schema="s")
cursor = connection.cursor()
print("ready", flush=True)
sys.stdin.readline()
for sql in sys.argv[2:]:
    cursor.execute(sql)
print("done", flush=True)
"""
_TIMES = 10

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kill -9")


def _killed(account: Path, wait: float, *statements: str) -> bool:
    """Run statements in a process and kill it after a while; gives whether it was done before."""
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(account), *statements],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None and child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    child.stdin.write("go\n")
    child.stdin.flush()
    time.sleep(wait)
    os.kill(child.pid, signal.SIGKILL)
    rest = child.stdout.read()
    child.wait()
    return rest == "done\n"


def _moments(work: Callable[[], object]) -> list[float]:
    """Ten random moments while something runs, after measuring how long it takes."""
    began = time.monotonic()
    work()
    took = time.monotonic() - began
    chance = random.Random(20240611)
    return [chance.uniform(0, took * 1.1) for _ in range(_TIMES)]


@contextmanager
def _opened(account: Path) -> Iterator[Callable[[str], list[tuple[Any, ...]]]]:
    with mockhaus_dbt.connect(account, database="db", schema="s") as connection:
        yield lambda sql: connection.cursor().execute(sql).fetchall()


def test_unload(tmp_path: Path) -> None:
    account = tmp_path / "a.duckdb"
    rows = 300_000
    unload = "copy into @st/u/ from t file_format=(compression=none) max_file_size=1000000"
    with _opened(account) as run:
        run(f"create table t as select seq4() as i, 'text ' || seq4() as s from table(generator(rowcount => {rows}))")
        run("create stage st")
        moments = _moments(lambda: run(unload))
        files = len(run("ls @st"))
        assert files >= 3
        run("rm @st")
    done = 0
    for moment in moments:
        finished = _killed(account, moment, unload)
        done += finished
        with _opened(account) as run:
            there = len(run("ls @st"))
            assert there in (0, files) and (there or not finished)
            if not there:
                assert run(unload)[0][0] == rows  # the same statement then does it once
            assert run("select count(*), count(distinct $1) from @st/u") == [(rows, rows)]
            run("rm @st")
    assert done < _TIMES, "no process was killed while it worked"
    stage = tmp_path / "a.duckdb.stages" / "DB" / "S" / "ST"
    assert [p.name for p in stage.iterdir()] == ["u"]


def test_put(tmp_path: Path) -> None:
    account = tmp_path / "a.duckdb"
    chance = random.Random(1)
    (tmp_path / "in").mkdir()
    for i in range(4):
        (tmp_path / "in" / f"{i}.csv").write_text("".join(f"{chance.random()}\n" for _ in range(50_000)))
    put = f"put file://{tmp_path}/in/*.csv @st/in"
    with _opened(account) as run:
        run("create stage st")
        moments = _moments(lambda: run(put))
        whole = {name: (size, md5) for name, size, md5, _ in run("ls @st")}
        assert len(whole) == 4
        run("rm @st")
    done = 0
    for moment in moments:
        done += _killed(account, moment, put)
        with _opened(account) as run:
            there = {name: (size, md5) for name, size, md5, _ in run("ls @st")}
            assert there in ({}, whole)
            assert {row[6] for row in run(put)} == {"SKIPPED" if there else "UPLOADED"}
            assert {name: (size, md5) for name, size, md5, _ in run("ls @st")} == whole
            run("rm @st")
    assert done < _TIMES, "no process was killed while it worked"


def test_get(tmp_path: Path) -> None:
    account = tmp_path / "a.duckdb"
    (tmp_path / "in.csv").write_bytes(os.urandom(8_000_000))
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / "in.csv"
    get = f"get @st file://{tmp_path}/out"
    with _opened(account) as run:
        run(f"create stage st; put file://{tmp_path}/in.csv @st auto_compress=false")
        moments = _moments(lambda: run(get))
    for moment in moments[:2]:
        target.unlink(missing_ok=True)
        _killed(account, moment, get)
        assert not target.exists() or target.read_bytes() == (tmp_path / "in.csv").read_bytes()
    with _opened(account) as run:
        assert run(get)[0][2] == "DOWNLOADED"
    assert target.read_bytes() == (tmp_path / "in.csv").read_bytes()

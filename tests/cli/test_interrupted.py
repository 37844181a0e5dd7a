"""Ctrl-C of the command line, in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

_LONG = "SELECT count(*) FROM TABLE(GENERATOR(ROWCOUNT => 1000000)) a, TABLE(GENERATOR(ROWCOUNT => 1000000)) b"


def test_ctrl_c_stops_what_runs() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "mockhaus_dbt", "query", f"SELECT 1 AS first; {_LONG}; SELECT 2 AS last"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        bufsize=1,
    )
    assert process.stdout is not None
    line = ""
    while "FIRST" not in line:  # the first result is there, so the long statement runs, or is about to
        line = process.stdout.readline()
        assert line, process.stderr and process.stderr.read()
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "000604 (57014): SQL execution canceled" in err
    assert "LAST" not in out

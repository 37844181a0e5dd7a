"""The server under load: ``python -m benchmarks.server``, or ``--seconds 10`` for less.

100 sessions (60 in memory, 40 on the server's account), 16 clients, reads, writes and DDL mixed; then a million rows
as Arrow and as JSON, beside DuckDB alone. The server is a process of its own, whose memory and threads are read from
/proc.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pyarrow as pa

ARROW = {"Accept": "application/vnd.apache.arrow.stream"}
MILLION = (
    "SELECT seq8() AS id, (seq8() * 1.25)::NUMBER(12, 2) AS amount, 'customer ' || (seq8() % 1000) AS name "
    "FROM TABLE(GENERATOR(ROWCOUNT => 1000000))"
)
SQL = {
    "read": [
        "SELECT count(*), sum(b) FROM t",
        "SELECT a % 10 AS k, avg(b) FROM t GROUP BY k ORDER BY k",
        "SHOW TABLES",
    ],
    "write": [
        "INSERT INTO t SELECT seq4(), uniform(1, 100, random()) FROM TABLE(GENERATOR(ROWCOUNT => 10))",
        "UPDATE t SET b = b + 1 WHERE a < 3",
        "DELETE FROM t WHERE a > 8",
    ],
    "ddl": [
        "CREATE OR REPLACE TABLE u AS SELECT * FROM t LIMIT 5",
        "CREATE OR REPLACE VIEW v AS SELECT a FROM t",
        "DROP VIEW IF EXISTS v",
    ],
}


class Server:
    """``mockhaus serve`` as a process."""

    def __init__(self, *options: str):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "mockhaus_dbt",
            "serve",
            "--port",
            str(port),
            "--account",
            ":memory:",
            *options,
        ]
        self.process = subprocess.Popen([*command, "--log-level", "warning"], stderr=subprocess.DEVNULL)
        self.url = f"http://127.0.0.1:{port}"
        while True:
            try:
                httpx.get(f"{self.url}/api/v1/health")
                return
            except httpx.HTTPError:
                time.sleep(0.1)

    def memory(self) -> int:
        """MiB that are resident."""
        return int(self._status("VmRSS")) >> 10

    def peak(self) -> int:
        """The most MiB that ever were."""
        return int(self._status("VmHWM")) >> 10

    def threads(self) -> int:
        return int(self._status("Threads"))

    def _status(self, name: str) -> str:
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return next(line.split()[1] for line in lines if line.startswith(name + ":"))

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


def load(url: str, seconds: float, sessions: int = 100, clients: int = 16) -> dict[str, Any]:
    """Run the mixed load.

    Args:
        url: of a server.
        seconds: how long.
        sessions, clients: how many.

    Returns:
        ``latencies`` in milliseconds by kind, ``failures``, ``open`` sessions at the end.
    """
    with httpx.Client(base_url=url, timeout=120) as client:
        ids = []
        for i in range(sessions):
            body = {"type": "shared" if i % 5 < 2 else "memory", "database": "LOAD", "schema": f"S{i}"}
            ids.append(client.post("/api/v1/sessions", json=body).json()["session_id"])
            rows = "SELECT seq4(), 1 FROM TABLE(GENERATOR(ROWCOUNT => 10))"
            made = {"sql": f"CREATE OR REPLACE TABLE t (a INT, b INT) AS {rows}"}
            client.post("/api/v1/query", json={**made, "session_id": ids[-1]}).raise_for_status()
        latencies: dict[str, list[float]] = {kind: [] for kind in SQL}
        failures: list[str] = []
        end = time.monotonic() + seconds

        def work(number: int) -> None:
            dice = random.Random(number)
            with httpx.Client(base_url=url, timeout=120) as own:
                while time.monotonic() < end:
                    kind = dice.choices(list(SQL), [6, 3, 1])[0]
                    body = {"sql": dice.choice(SQL[kind]), "session_id": dice.choice(ids)}
                    started = time.perf_counter()
                    answer = own.post("/api/v1/query", json=body)
                    latencies[kind].append((time.perf_counter() - started) * 1000)
                    if answer.status_code != 200:
                        failures.append(f"{body['sql']}: {answer.text[:200]}")

        threads = [threading.Thread(target=work, args=(i,)) for i in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for session in ids:
            client.delete(f"/api/v1/sessions/{session}")
        left = len(client.get("/api/v1/sessions").json()["sessions"])
    return {"latencies": latencies, "failures": failures, "open": left}


def duckdb_alone(seconds: float = 3) -> list[float]:
    """Milliseconds of the same kind of reads on DuckDB, in one thread."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE t AS SELECT range AS a, 1 AS b FROM range(10)")
    found, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        for sql in ("SELECT count(*), sum(b) FROM t", "SELECT a % 10 AS k, avg(b) FROM t GROUP BY k ORDER BY k"):
            started = time.perf_counter()
            connection.execute(sql).fetchall()
            found.append((time.perf_counter() - started) * 1000)
    return found


def quantiles(values: list[float]) -> str:
    """Median and 95 %, in milliseconds."""
    cut = statistics.quantiles(values, n=20)
    return f"p50 {statistics.median(values):7.2f} ms  p95 {cut[18]:7.2f} ms  ({len(values)} statements)"


def fastest(work: Callable[[], Any], times: int = 5) -> float:
    """Seconds of the fastest of some runs."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return min(spent)


def million(server: Server) -> None:
    """A million rows from a table, as Arrow and JSON."""
    with httpx.Client(base_url=server.url, timeout=300) as client:
        session = client.post("/api/v1/sessions", json={"type": "memory"}).json()["session_id"]
        client.post(
            "/api/v1/query", json={"sql": f"CREATE TABLE m AS {MILLION}", "session_id": session}
        ).raise_for_status()
        body = {"sql": "SELECT * FROM m", "session_id": session}

        plain = http.client.HTTPConnection(server.url.removeprefix("http://"))

        def arrow() -> None:
            # httpx takes twice as long to read 40 MB as the standard library, which is not the server's doing.
            plain.request("POST", "/api/v1/query", json.dumps(body), {**ARROW, "Content-Type": "application/json"})
            answer = plain.getresponse()
            assert pa.ipc.open_stream(answer).read_all().num_rows == 1_000_000
            answer.read()

        def as_json() -> None:
            with client.stream("POST", "/api/v1/query", json=body) as answer:
                size = sum(len(piece) for piece in answer.iter_bytes())
            assert size > 30_000_000

        connection = duckdb.connect()
        connection.execute(
            "CREATE TABLE m AS SELECT range AS id, (range * 1.25)::DECIMAL(12, 2) AS amount, "
            "'customer ' || (range % 1000) AS name FROM range(1000000)"
        )
        alone = fastest(lambda: connection.execute("SELECT * FROM m").to_arrow_table())
        before, through = server.memory(), fastest(arrow)
        print(
            f"million rows, Arrow: DuckDB alone {alone:.3f} s, "
            f"through the server {through:.3f} s ({through / alone:.1f} times)"
        )
        print(f"    server {before} MiB before, {server.memory()} MiB after, {server.peak()} MiB at most")
        spent = fastest(as_json, 1)
        print(f"million rows, JSON: {spent:.1f} s; server {server.memory()} MiB after, {server.peak()} MiB at most")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=120)
    seconds = parser.parse_args().seconds
    print(f"{os.cpu_count()} cores, {seconds:g} seconds")
    server = Server("--max-sessions", "150")
    try:
        load(server.url, 3)
        before = server.memory(), server.threads()
        found = load(server.url, seconds)
        for kind, values in found["latencies"].items():
            print(f"{kind:6} {quantiles(values)}")
        print(f"DuckDB {quantiles(duckdb_alone())}, reads alone, one thread")
        print(f"{len(found['failures'])} failures {found['failures'][:3]}, {found['open']} sessions left open")
        print(f"memory {before[0]} -> {server.memory()} MiB, threads {before[1]} -> {server.threads()}")
        million(server)
    finally:
        server.stop()


if __name__ == "__main__":
    main()

"""A short load, a million rows in bounded memory, and nothing left behind."""

from __future__ import annotations

import gc
import threading
import time

import httpx
import pyarrow as pa
import pytest

from benchmarks.server import ARROW, MILLION, Server, load
from tests.server.serving import serving


def test_mixed_load_leaves_nothing_behind() -> None:
    with serving(max_sessions=150) as served:
        load(served.url, 0.5, sessions=20, clients=4)
        gc.collect()
        threads = threading.active_count()
        found = load(served.url, 4, sessions=100, clients=16)
        assert found["failures"] == []
        assert sum(map(len, found["latencies"].values())) > 100
        assert found["open"] == 0
        assert served.state.account.sessions == {}
        deadline = time.monotonic() + 10
        while threading.active_count() > threads + 64:  # the server's own pool
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert served.state.sessions.counts["created"] == 120


@pytest.fixture(scope="module")
def process() -> object:
    made = Server()
    yield made
    made.stop()


def test_a_million_rows(process: Server) -> None:
    with httpx.Client(base_url=process.url, timeout=300) as client:
        session = client.post("/api/v1/sessions", json={"type": "memory"}).json()["session_id"]
        made = client.post("/api/v1/query", json={"sql": f"CREATE TABLE m AS {MILLION}", "session_id": session})
        assert made.status_code == 200
        body = {"sql": "SELECT * FROM m", "session_id": session}
        answer = client.post("/api/v1/query", json=body, headers=ARROW)
        table = pa.ipc.open_stream(answer.content).read_all()
        assert (table.num_rows, answer.headers["x-mockhaus-row-count"]) == (1_000_000, "1000000")
        before, size = process.memory(), 0
        with client.stream("POST", "/api/v1/query", json=body) as streamed:
            for piece in streamed.iter_bytes():
                size += len(piece)
        assert size > 30_000_000
        # The result is held once, as Arrow (RESULT_SCAN reads it); as Python rows it would take some 400 MiB.
        assert process.memory() - before < 250

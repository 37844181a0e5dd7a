"""A server as a process of its own: started, killed, started again."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


class Process:
    """``mockhaus serve`` on a free port."""

    def __init__(self, folder: Path, *options: str, **environment: str):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "server.log"
        command = [sys.executable, "-m", "mockhaus_dbt", "serve", "--port", str(self.port), *options]
        given = {**os.environ, "HOME": str(folder), "MOCKHAUS_ACCOUNT": str(folder / "a.duckdb"), **environment}
        with self.log.open("ab") as sink:
            self.process = subprocess.Popen(command, env=given, stdout=sink, stderr=sink)
        wait_for(self.url)

    def post(self, path: str, **body: object) -> dict[str, object]:
        answer = httpx.post(f"{self.url}/api/v1{path}", json=body, timeout=60)
        assert answer.is_success, answer.text
        found: dict[str, object] = answer.json()
        return found

    def rows(self, sql: str, **more: object) -> object:
        return self.post("/query", sql=sql, **more)["data"]

    def end(self, how: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(timeout=30)


def wait_for(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            if httpx.get(f"{url}/api/v1/health", timeout=1).is_success:
                return
        except httpx.HTTPError:
            assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path


def test_killed_and_started_again(folder: Path) -> None:
    first = Process(folder)
    try:
        made = first.post("/sessions", type="persistent", persistent_path="p.duckdb", database="D")
        session = str(made["session_id"])
        first.rows("CREATE TABLE t AS SELECT 7 AS a", session_id=session)
        first.rows("CREATE TABLE shared AS SELECT 8 AS a")
        time.sleep(1.2)  # longer than the history waits
        assert first.end(signal.SIGKILL) == -signal.SIGKILL
    finally:
        first.end(signal.SIGKILL)
    second = Process(folder)
    try:
        assert second.rows("SELECT a FROM t", session_id=session) == [[7]]
        assert second.rows("SELECT a FROM shared") == [[8]]
        answer = httpx.get(f"{second.url}/api/v1/history", params={"session_id": session, "q": "CREATE TABLE t"})
        assert [r["query_text"] for r in answer.json()["statements"]] == ["CREATE TABLE t AS SELECT 7 AS a"]
        assert second.end() == 0 or second.process.returncode == -signal.SIGTERM
    finally:
        second.end(signal.SIGKILL)
    text = second.log.read_text()
    assert "Traceback" not in text
    assert "POST /api/v1/query 200" in text
    assert f" {session[:8]}] " in text


def test_what_keeps_it_from_starting(folder: Path) -> None:
    def start(*options: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "mockhaus_dbt", "serve", "--account", str(folder / "x"), *options]
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=60, env={**os.environ, "HOME": str(folder)}
        )
        return done.returncode, done.stderr

    code, said = start("--host", "0.0.0.0")
    assert (code, "give a token (--token or MOCKHAUS_TOKEN)" in said) == (1, True)
    code, said = start("--port", "99999")
    assert (code, "between 0 and 65535" in said) == (1, True)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for more in ((), ("--daemon",)):
            code, said = start("--port", port, *more)
            assert (code, f"http://127.0.0.1:{port} cannot be used: Address already in use." in said) == (1, True)
    (folder / "x").write_text("x" * 10000)
    code, said = start("--port", "0")
    assert code != 0 and "not a Mockhaus account" in said


def test_daemon(folder: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "HOME": str(folder), "MOCKHAUS_PORT": str(port), "MOCKHAUS_ACCOUNT": ":memory:"}
    command = [sys.executable, "-m", "mockhaus_dbt", "serve", "--daemon"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90)
    assert done.returncode == 0, done.stderr
    pid = int(done.stdout.split("process ")[1].split(",")[0])
    try:
        assert httpx.get(f"http://127.0.0.1:{port}/api/v1/health").json()["status"] == "ok"
        assert (folder / ".mockhaus" / "server.log").is_file()
        shell = [sys.executable, "-m", "mockhaus_dbt", "repl"]
        environment["MOCKHAUS_SERVER_URL"] = f"http://127.0.0.1:{port}"
        asked = subprocess.run(shell, env=environment, input="select 41 + 1;", capture_output=True, text=True, timeout=60)
        assert "42" in asked.stdout
    finally:
        os.kill(pid, signal.SIGTERM)

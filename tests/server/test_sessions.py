"""Sessions: isolated, limited in number and age; ConcurrentSessionManager by itself and over HTTP."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mockhaus_dbt.account import Account
from mockhaus_dbt.errors import ConfigError, SqlError
from mockhaus_dbt.server.concurrent_session_manager import (
    MAX_WAITING,
    ConcurrentSessionManager,
    TooManySessions,
    TooManyStatements,
    UnknownSession,
)
from tests.server.serving import Served, serving


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[ConcurrentSessionManager]:
    with Account.open(external_access=False) as account:
        made = ConcurrentSessionManager(account, tmp_path / "sessions", max_sessions=3, session_ttl=100)
        yield made
        made.close()
        assert account.sessions == {}


def run(manager: ConcurrentSessionManager, session_id: str, sql: str) -> list[tuple[object, ...]]:
    return manager.get(session_id).run(lambda c: c.executor.execute_snowflake_sql(sql).fetchall())


# --------------------------------------------------------------------------------------------------------- manager


def test_memory_sessions_are_apart(manager: ConcurrentSessionManager) -> None:
    a, b = (manager.create("memory", database="D").id for _ in range(2))
    run(manager, a, "CREATE TABLE t AS SELECT 'a' AS x")
    with pytest.raises(SqlError, match="'T' does not exist"):
        run(manager, b, "SELECT * FROM t")
    assert run(manager, a, "SELECT * FROM t") == [("a",)]


def test_shared_sessions_share_the_account(manager: ConcurrentSessionManager) -> None:
    a, b = (manager.create("shared", database="D").id for _ in range(2))
    run(manager, a, "CREATE TABLE t AS SELECT 1 AS x; CREATE TEMPORARY TABLE mine (x INT); SET v = 1")
    assert run(manager, b, "SELECT * FROM t") == [(1,)]
    for private in ("SELECT * FROM mine", "SELECT $v"):
        with pytest.raises(SqlError, match="does not exist"):
            run(manager, b, private)


def test_least_recently_used_goes_at_the_limit(manager: ConcurrentSessionManager) -> None:
    a, b, c = (manager.create().id for _ in range(3))
    manager.get(a)
    d = manager.create().id
    assert [s.id for s in manager.all()] == [c, a, d]
    with pytest.raises(UnknownSession, match="closed to make room"):
        manager.get(b)
    assert manager.counts == {"created": 4, "expired": 0, "evicted": 1, "closed": 0}


def test_busy_sessions_are_not_evicted(manager: ConcurrentSessionManager) -> None:
    release = threading.Event()
    sessions = [manager.create() for _ in range(3)]
    threads = [threading.Thread(target=s.run, args=(lambda _c: release.wait(20),)) for s in sessions]
    for thread in threads:
        thread.start()
    while not all(s.job for s in sessions):
        time.sleep(0.01)
    with pytest.raises(TooManySessions):
        manager.create()
    release.set()
    for thread in threads:
        thread.join()
    manager.create()


def test_expiry(manager: ConcurrentSessionManager) -> None:
    short, long = manager.create(ttl=0.5).id, manager.create().id
    assert manager.cleanup() == 0
    time.sleep(0.7)
    with pytest.raises(UnknownSession, match="has expired"):
        manager.get(short)
    assert [s.id for s in manager.all()] == [long]
    manager.create(ttl=0.5)
    time.sleep(0.7)
    assert manager.cleanup() == 1


def test_cleanup_in_the_background(tmp_path: Path) -> None:
    with Account.open() as account:
        manager = ConcurrentSessionManager(account, tmp_path, session_ttl=0.05, cleanup_interval=0.05)
        manager.start()
        manager.create(ttl=0.3)
        deadline = time.monotonic() + 10
        while manager.all():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        manager.close()


def test_one_statement_at_a_time(manager: ConcurrentSessionManager) -> None:
    session, inside, most = manager.create(), [0], [0]

    def work(_connection: object) -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.01)
        inside[0] -= 1

    threads = [threading.Thread(target=session.run, args=(work,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most[0], session.statements, session.waiting) == (1, 8, 0)


def test_not_too_many_wait(manager: ConcurrentSessionManager) -> None:
    session, release, failures = manager.create(), threading.Event(), []

    def ask() -> None:
        try:
            session.run(lambda _c: release.wait(20))
        except TooManyStatements as e:
            failures.append(e)

    threads = [threading.Thread(target=ask) for _ in range(MAX_WAITING + 5)]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 10
    while len(failures) < 4:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    release.set()
    for thread in threads:
        thread.join()
    assert len(failures) == 4


def test_closing_cancels_what_runs(manager: ConcurrentSessionManager) -> None:
    session = manager.create()
    raised: list[SqlError] = []

    def ask() -> None:
        try:
            session.run(
                lambda c: c.executor.execute(
                    "SELECT count(*) FROM TABLE(GENERATOR(ROWCOUNT => 100000000000)) WHERE random() = 1"
                )
            )
        except SqlError as e:
            raised.append(e)

    thread = threading.Thread(target=ask)
    thread.start()
    while session.running is None:
        time.sleep(0.01)
    started = time.monotonic()
    manager.delete(session.id)
    thread.join()
    assert time.monotonic() - started < 2
    assert raised[0].errno == 604


def test_persistent_sessions_come_back(manager: ConcurrentSessionManager, tmp_path: Path) -> None:
    session = manager.create("persistent", path="team/a.duckdb", database="D")
    run(manager, session.id, "CREATE TABLE t AS SELECT 5 AS x")
    assert (tmp_path / "sessions" / "team" / "a.duckdb").is_file()
    with pytest.raises(ConfigError, match="in use by another session"):
        manager.create("persistent", path="team/a.duckdb")
    for _ in range(3):
        manager.create()
    assert session.closed
    assert run(manager, session.id, "SELECT x FROM t") == [(5,)]
    manager.close()
    again = ConcurrentSessionManager(manager.account, tmp_path / "sessions")
    assert run(again, session.id, "SELECT x FROM t") == [(5,)]
    again.delete(session.id)
    with pytest.raises(UnknownSession, match="has been closed"):
        again.get(session.id)
    assert (tmp_path / "sessions" / "team" / "a.duckdb").is_file()


@pytest.mark.parametrize("path", ["../a.duckdb", "/etc/passwd", "a/../../b", ".", "x\0y", "a;b", ""])
def test_paths_stay_inside(manager: ConcurrentSessionManager, path: str) -> None:
    with pytest.raises((ConfigError, ValueError)):
        manager.create("persistent", path=path or "..")


def test_wrong_wishes(manager: ConcurrentSessionManager) -> None:
    for wrong in ({"kind": "x"}, {"kind": "memory", "path": "a"}, {"ttl": 0.0}, {"ttl": -1.0}):
        with pytest.raises(ConfigError):
            manager.create(**wrong)  # type: ignore[arg-type]
    with pytest.raises(SqlError):
        manager.create("memory", NOPE=1)
    assert manager.all() == []
    assert [manager.create() for _ in range(3)]


# ------------------------------------------------------------------------------------------------------------ HTTP


def test_over_http(server: Served) -> None:
    session = server.session(
        type="memory", database="d", schema="s", role="analyst", ttl=60, parameters={"QUERY_TAG": "x"}
    )
    shown = server.client.get(f"/api/v1/sessions/{session}").json()
    assert (shown["type"], shown["database"], shown["schema"], shown["role"], shown["ttl"]) == (
        "memory",
        "D",
        "S",
        "ANALYST",
        60,
    )
    assert session in [s["session_id"] for s in server.client.get("/api/v1/sessions").json()["sessions"]]
    assert server.client.delete(f"/api/v1/sessions/{session}").status_code == 204
    assert server.client.get(f"/api/v1/sessions/{session}").status_code == 410
    assert server.fails("SELECT 1", 410, session_id=session)["errno"] == 390111
    assert server.fails("SELECT 1", 404, session_id="never")["errno"] == 390111
    assert server.client.delete("/api/v1/sessions/never").status_code == 404


def test_expiry_over_http(server: Served) -> None:
    session = server.session(ttl=0.05)
    time.sleep(0.1)
    assert server.client.post("/api/v1/sessions/cleanup").json()["expired"] >= 1
    assert "has expired" in server.fails("SELECT 1", 410, session_id=session)["message"]


def test_eviction_over_http() -> None:
    with serving(max_sessions=2) as served:
        first, _second, _third = (served.session() for _ in range(3))
        assert "make room" in served.fails("SELECT 1", 410, session_id=first)["message"]
        listed = served.client.get("/api/v1/sessions").json()
        assert (listed["max_sessions"], listed["evicted"], len(listed["sessions"])) == (2, 1, 2)


def test_the_history_knows_the_session(server: Served) -> None:
    session = server.session()
    answer = server.client.post(
        "/api/v1/query", json={"sql": "SELECT 'traced'", "session_id": session}, headers={"X-Request-Id": "r-1"}
    )
    assert answer.headers["x-request-id"] == "r-1"
    [found] = server.client.get("/api/v1/history", params={"session_id": session, "q": "traced"}).json()["statements"]
    assert found["client"] == f"server/{session[:8]}/r-1"
    one = server.client.get(f"/api/v1/history/{found['query_id']}", params={"session_id": session})
    assert one.json()["query_text"] == "SELECT 'traced'"
    assert server.client.get(f"/api/v1/history/{found['query_id']}").status_code == 404

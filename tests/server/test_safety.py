"""Who may ask, how much, and what SQL may reach of the machine."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from mockhaus_dbt.errors import ConfigError
from mockhaus_dbt.server.settings import Settings, settings
from tests.server.serving import Served, serving


def test_bound_to_others_only_with_a_token() -> None:
    for host in ("0.0.0.0", "192.168.0.1", "::"):
        with pytest.raises(ConfigError, match="give a token"):
            Settings(host=host)
        assert Settings(host=host, token="long enough").host == host
    with pytest.raises(ConfigError, match="8 characters"):
        Settings(token="short")
    assert Settings(host="localhost").local


def test_settings_of_the_environment() -> None:
    given = {
        "MOCKHAUS_HOST": "localhost", "MOCKHAUS_PORT": "9", "MOCKHAUS_MAX_SESSIONS": "7", "MOCKHAUS_SESSION_TTL": "1.5",
        "MOCKHAUS_CLEANUP_INTERVAL": "2", "MOCKHAUS_DEBUG": "1", "MOCKHAUS_TOKEN": "from-the-environment",
    }  # fmt: skip
    made = settings({"port": 10, "host": None}, given)
    assert (made.host, made.port, made.max_sessions, made.session_ttl) == ("localhost", 10, 7, 1.5)
    assert (made.cleanup_interval, made.debug, made.token) == (2, True, "from-the-environment")
    defaults = settings({}, {})
    assert (defaults.max_sessions, defaults.session_ttl, defaults.cleanup_interval) == (100, 3600, 300)
    others = {
        "MOCKHAUS_ACCOUNT": "a.duckdb", "MOCKHAUS_STAGE_ROOT": "s", "MOCKHAUS_SESSIONS_DIR": "p", "MOCKHAUS_MAX_ROWS": "1",
        "MOCKHAUS_MAX_BODY": "2", "MOCKHAUS_MAX_UPLOAD": "3", "MOCKHAUS_STATEMENT_TIMEOUT": "4.5",
        "MOCKHAUS_LOG_LEVEL": "error",
    }  # fmt: skip
    more = settings({}, others)
    assert (more.account, more.stage_root, more.sessions_dir, more.log_level) == ("a.duckdb", "s", "p", "error")
    assert (more.max_rows, more.max_body, more.max_upload, more.statement_timeout) == (1, 2, 3, 4.5)
    for name, wrong in (("PORT", "x"), ("STATEMENT_TIMEOUT", "0"), ("DEBUG", "maybe"), ("SESSION_TTL", "0"), ("PORT", "70000")):
        with pytest.raises(ConfigError):
            settings({}, {f"MOCKHAUS_{name}": wrong})


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "a b"])
def test_other_hosts(server: Served, host: str) -> None:
    answer = server.client.get("/api/v1/health", headers={"Host": host})
    assert answer.status_code in (400, 403)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
def test_other_pages(server: Served, origin: str) -> None:
    answer = server.client.post("/api/v1/query", json={"sql": "SELECT 1"}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert answer.json()["errno"] == 391403
    own = server.client.post("/api/v1/query", json={"sql": "SELECT 1"}, headers={"Origin": server.url})
    assert own.status_code == 200


def test_cors() -> None:
    with serving(cors_origins=("http://app.example",)) as served:
        asked = {"Origin": "http://app.example", "Access-Control-Request-Method": "POST"}
        allowed = served.client.options("/api/v1/query", headers=asked)
        assert allowed.headers["access-control-allow-origin"] == "http://app.example"
        assert served.client.get("/api/v1/health", headers={"Origin": "http://other.example"}).status_code == 403


def test_token() -> None:
    with serving(token="correct horse") as served:
        assert served.rows("SELECT 1") == [[1]]
        for wrong in ("", "Bearer wrong", "Basic correct horse", "Bearer correct horse battery", "Bearer"):
            answer = served.client.get("/api/v1/sessions", headers={"Authorization": wrong})
            assert (answer.status_code, answer.json()["error"]) == (401, "RequestError"), wrong
        assert served.client.get("/api/v1/health", headers={"Authorization": ""}).status_code == 200


def test_bodies() -> None:
    with serving(max_body=1000) as served:
        answer = served.client.post("/api/v1/query", json={"sql": "SELECT '" + "x" * 1000 + "'"})
        assert (answer.status_code, "1000 are the limit" in answer.json()["message"]) == (413, True)

        def pieces() -> object:
            for _ in range(50):
                yield b"x" * 100

        assert served.client.post("/api/v1/query", content=pieces()).status_code == 413  # type: ignore[arg-type]
        assert served.rows("SELECT 1") == [[1]]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"sql": 1}', b"{}", b'{"sql": "SELECT 1", "nope": 1}', b'{"sql": "SELECT 1", "row_limit": -1}',
     b'{"sql": "\xff"}', b'{"sql": "SELECT 1", "session_id": "../x"}', b'{"sql": "SELECT 1", "bindings": 1}'],
)  # fmt: skip
def test_malformed_bodies(server: Served, body: bytes) -> None:
    answer = server.client.post("/api/v1/query", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["errno"]) == (400, 391400)


def test_no_http_at_all(server: Served) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        raw.sendall(b"\x00\x01nonsense\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 400")
    assert server.rows("SELECT 1") == [[1]]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "COPY (SELECT 1) TO '/tmp/x.csv'",
        "COPY t TO '/tmp/x.csv'",
        "COPY INTO 'file:///tmp/mockhaus-stolen.csv' FROM (SELECT 1)",
        "ATTACH '/tmp/x.db' AS x",
        "INSTALL httpfs",
        "LOAD httpfs",
        "PRAGMA database_list",
        "SET GLOBAL enable_external_access = true",
        "SELECT getenv('HOME')",
        "EXPORT DATABASE '/tmp/x'",
        "IMPORT DATABASE '/tmp/x'",
        "PUT 'file:///etc/passwd' @~",
        "GET @~ 'file:///tmp/'",
        "CREATE STAGE s URL = 'file:///etc/'; SELECT $1 FROM @s/passwd",
        "CREATE FUNCTION f() RETURNS VARCHAR LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS 'def f(): return open(\"/etc/passwd\").read()'",
        "CREATE PROCEDURE p() RETURNS VARCHAR LANGUAGE PYTHON RUNTIME_VERSION = '3.11' PACKAGES = ('snowflake-snowpark-python') HANDLER = 'f' AS 'def f(s): return open(\"/etc/passwd\").read()'",
        "WITH p AS PROCEDURE () RETURNS VARCHAR LANGUAGE PYTHON RUNTIME_VERSION = '3.11' PACKAGES = ('snowflake-snowpark-python') HANDLER = 'f' AS 'def f(s): return open(\"/etc/passwd\").read()' CALL p()",
    ],
)
def test_the_machine_is_out_of_reach(server: Served, sql: str) -> None:
    for kind in ("memory", "shared"):
        session = server.session(type=kind)
        answer = server.client.post("/api/v1/query", json={"sql": sql, "session_id": session})
        assert answer.status_code in (422, 501), answer.text
        assert "root:" not in answer.text
        assert answer.json()["message"] and "Traceback" not in answer.text
    assert not Path("/tmp/mockhaus-stolen.csv").exists()


def test_roots_are_in_reach(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "closed").mkdir()
    for name in ("open", "closed"):
        (tmp_path / name / "a.csv").write_text("1\n")
    (tmp_path / "open" / "link").symlink_to(tmp_path / "closed")
    with serving(roots=(str(tmp_path / "open"),)) as served:
        for kind in ("memory", "shared"):
            session = served.session(type=kind)
            assert served.rows(f"PUT 'file://{tmp_path}/open/a.csv' @~", session_id=session)[0][6] == "UPLOADED"
            assert served.rows("SELECT $1 FROM @~/a.csv", session_id=session) == [["1"]]
            for wrong in ("closed", "open/../closed", "open/link"):
                served.fails(f"PUT 'file://{tmp_path}/{wrong}/a.csv' @~", 501, session_id=session)


def test_unrestricted(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1\n")
    with serving(unrestricted=True) as served:
        assert served.rows(f"PUT 'file://{tmp_path}/a.csv' @~")[0][6] == "UPLOADED"
        session = served.session()
        served.query(
            "CREATE FUNCTION f() RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS 'def f(): return 7'",
            session_id=session,
        )
        assert served.rows("SELECT f()", session_id=session) == [[7]]

"""Databases and below, stages with their files, file formats; health, the front, the log."""

from __future__ import annotations

import logging

import pytest

from mockhaus_dbt import __version__
from tests.server.serving import Served, serving


@pytest.fixture(scope="module")
def session(server: Served) -> str:
    made = server.session(database="D", schema="S")
    server.query(
        "CREATE TABLE t (a INT, b VARCHAR(5)); CREATE VIEW v AS SELECT 1 AS x; CREATE STAGE st", session_id=made
    )
    return made


def names(server: Served, path: str, session: str) -> list[str]:
    answer = server.client.get(f"/api/v1{path}", params={"session_id": session})
    assert answer.status_code == 200, answer.text
    return [row["name"] for row in answer.json()["rows"]]


def test_databases_and_below(server: Served, session: str) -> None:
    assert "D" in names(server, "/databases", session)
    assert set(names(server, "/databases/D/schemas", session)) == {"INFORMATION_SCHEMA", "PUBLIC", "S"}
    assert names(server, "/databases/D/schemas/S/tables", session) == ["T", "V"]
    columns = "/databases/D/schemas/S/tables/T/columns"
    assert names(server, columns, session) == ["A", "B"]
    rows = server.client.get(f"/api/v1{columns}", params={"session_id": session}).json()["rows"]
    assert rows[1]["type"] == "VARCHAR(5)"
    missing = server.client.get("/api/v1/databases/NOPE/schemas", params={"session_id": session})
    assert (missing.status_code, missing.json()["errno"]) == (404, 2043)
    hidden = server.client.get('/api/v1/databases/D"; DROP TABLE S.T; --/schemas', params={"session_id": session})
    assert hidden.status_code == 404
    assert names(server, columns, session) == ["A", "B"]


FILES = "/api/v1/databases/D/schemas/S/stages/ST/files"


def test_files(server: Served, session: str) -> None:
    given = {"session_id": session}
    content = bytes(range(256)) * 5000
    put = server.client.put(f"{FILES}/in/a.bin", params=given, content=content)
    assert (put.status_code, put.json()["rows"][0]["status"]) == (201, "UPLOADED")
    assert server.client.put(f"{FILES}/in/a.bin", params=given, content=b"x").json()["rows"][0]["status"] == "SKIPPED"
    assert names(server, FILES.removeprefix("/api/v1"), session) == ["st/in/a.bin"]
    got = server.client.get(f"{FILES}/in/a.bin", params=given)
    assert got.content == content
    assert got.headers["content-disposition"] == 'attachment; filename="a.bin"'
    server.client.put(f"{FILES}/in/a.bin", params={**given, "overwrite": True}, content=b"1,x\n")
    assert server.rows("SELECT $1, $2 FROM @st/in", session_id=session) == [["1", "x"]]
    assert server.client.delete(f"{FILES}/in/a.bin", params=given).status_code == 200
    assert server.client.get(f"{FILES}/in/a.bin", params=given).status_code == 404
    root = server.state.sessions.get(session).connection.account.stage_root
    assert list((root / ".transfer").iterdir()) == []


@pytest.mark.parametrize(
    "path",
    [
        "%2e%2e/x",
        "a/%2e%2e/%2e%2e/x",
        "..%2f..%2fx",
        "%2fetc%2fpasswd",
        ".hidden",
        "a//b",
        "a%00b",
        "a%5cb",
        "a'b",
        "a%22b",
        "a*b",
        "a%0ab",
    ],
)
def test_paths_stay_on_the_stage(server: Served, session: str, path: str) -> None:
    for method in ("PUT", "GET", "DELETE"):
        answer = server.client.request(method, f"{FILES}/{path}", params={"session_id": session})
        assert answer.status_code in (400, 404, 405), (method, answer.text)
    assert names(server, FILES.removeprefix("/api/v1"), session) == []


def test_uploads_have_a_limit() -> None:
    with serving(max_upload=1000) as served:
        made = served.session(database="D", schema="S")
        served.query("CREATE STAGE st", session_id=made)
        answer = served.client.put(f"{FILES}/a", params={"session_id": made}, content=b"x" * 1001)
        assert answer.status_code == 413


def test_stages_and_file_formats(server: Served, session: str) -> None:
    base, given = "/api/v1/databases/D/schemas/S", {"session_id": session}
    assert server.client.post(f"{base}/stages", params=given, json={"name": "MADE"}).status_code == 201
    assert server.client.post(f"{base}/stages", params=given, json={"name": "MADE"}).status_code == 422
    assert "MADE" in names(server, "/databases/D/schemas/S/stages", session)
    wanted = {
        "name": "F",
        "type": "CSV",
        "options": {"FIELD_DELIMITER": "'", "SKIP_HEADER": 1, "NULL_IF": ["", "NULL"]},
    }
    assert server.client.post(f"{base}/file-formats", params=given, json=wanted).status_code == 201
    assert names(server, "/databases/D/schemas/S/file-formats", session) == ["F"]
    wrong = {"name": "G", "type": "CSV", "options": {"X = 1; DROP TABLE t; --": 1}}
    assert server.client.post(f"{base}/file-formats", params=given, json=wrong).status_code == 400
    assert server.client.delete(f"{base}/file-formats/F", params=given).json() == {"status": "F successfully dropped."}
    gone = server.client.delete(f"{base}/file-formats/F", params=given)
    assert (gone.status_code, gone.json()["errno"]) == (404, 2003)
    for path in ("stages", "file-formats", "tables", "stages/NOPE/files", "tables/NOPE/columns"):
        schema = base if "NOPE" in path else base.replace("/S", "/NOPE")
        assert server.client.get(f"{schema}/{path}", params=given).status_code == 404, path


def test_health_and_front(server: Served) -> None:
    health = server.client.get("/api/v1/health").json()
    assert (health["status"], health["version"], health["max_sessions"]) == ("ok", __version__, 100)
    assert server.client.get("/").json()["page"] == "/ui"
    assert server.client.get("/api/v1/").json()["/api/v1/query"] == ["POST"]
    assert "swagger" in server.client.get("/docs").text.lower()
    assert "redoc" in server.client.get("/redoc").text.lower()
    assert server.client.get("/api/v1/nope").json()["errno"] == 391404
    assert server.client.put("/api/v1/query").status_code == 405


def test_the_log_has_ids(server: Served, caplog: pytest.LogCaptureFixture) -> None:
    from mockhaus_dbt.server.session_context import ContextFilter

    caplog.handler.addFilter(ContextFilter())
    with caplog.at_level(logging.DEBUG, "mockhaus.server"):
        server.client.post(
            "/api/v1/query", json={"sql": "ALTER USER u SET PASSWORD = 'hunter2'"}, headers={"X-Request-Id": "r-7"}
        )
    lines = [(r.getMessage(), r.request_id) for r in caplog.records]  # type: ignore[attr-defined]
    assert any(text.startswith("POST /api/v1/query ") and request == "r-7" for text, request in lines)
    assert any("*****" in text for text, _request in lines)
    assert "hunter2" not in caplog.text

"""POST /api/v1/query, over HTTP."""

from __future__ import annotations

import datetime as dt
import threading
import time
from decimal import Decimal

import pyarrow as pa
import pytest

from tests.server.serving import Served, serving

ARROW = {"Accept": "application/vnd.apache.arrow.stream"}
SLOW = "SELECT count(*) FROM TABLE(GENERATOR(ROWCOUNT => 100000)) a, TABLE(GENERATOR(ROWCOUNT => 1000000)) b WHERE hash(a.column1, b.column1) = 1"
SLOW = SLOW.replace("a.column1, b.column1", "random(), uniform(1, 10, random())")


def test_values(server: Served) -> None:
    answer = server.query(
        "SELECT 1 AS a, 1.50 AS b, 99999999999999999999 AS c, 'x' AS d, NULL AS e, TRUE AS f, 'inf'::FLOAT AS g,"
        " '2026-01-02'::DATE AS h, X'FF'::BINARY AS i, PARSE_JSON('{\"a\": [1]}') AS j,"
        " '2026-01-02 03:04:05.678901'::TIMESTAMP_NTZ AS k, '03:04:05'::TIME AS l"
    )
    assert answer["data"] == [
        [1, "1.5", "99999999999999999999", "x", None, True, "inf", "2026-01-02", "FF", '{"a":[1]}',
         "2026-01-02T03:04:05.678901", "03:04:05"]
    ]  # fmt: skip
    assert [c["type"] for c in answer["columns"][:4]] == ["NUMBER(1,0)", "NUMBER(2,1)", "NUMBER(20,0)", "VARCHAR(1)"]
    assert (answer["row_count"], answer["returned"], answer["truncated"]) == (1, 1, False)
    assert answer["query_id"] and answer["execution_time_ms"] > 0
    assert answer["translated_sql"].startswith("SELECT 1 AS")
    assert (answer["database"], answer["schema"]) == ("MOCKHAUS", "PUBLIC")


def test_several_statements_and_places(server: Served) -> None:
    session = server.session()
    answer = server.query("CREATE DATABASE q1; CREATE SCHEMA q1.s; CREATE TABLE q1.s.t (a INT)", session_id=session)
    assert answer["data"] == [["Table T successfully created."]]
    answer = server.query("INSERT INTO t VALUES (1), (2)", session_id=session, database="q1", schema='"S"')
    assert (answer["inserted"], answer["row_count"], answer["database"], answer["schema"]) == (2, 2, "Q1", "S")
    assert server.rows("SELECT a FROM t ORDER BY a", session_id=session) == [[1], [2]]
    assert server.fails("SELECT 1", 422, session_id=session, database="nope")["errno"] == 2043


def test_bindings(server: Served) -> None:
    assert server.rows("SELECT ? + 1, ?", bindings=[41, "it's"]) == [[42, "it's"]]
    given = {"2": {"type": "TEXT", "value": "x"}, "1": {"type": "FIXED", "value": "12345678901234567890"}}
    assert server.rows("SELECT ?, ?", bindings=given) == [["12345678901234567890", "x"]]
    typed = [{"type": "DATE", "value": "2026-01-02"}, {"type": "DECIMAL", "value": "1.50"}]
    assert server.rows("SELECT CAST(? AS DATE), CAST(? AS NUMBER(5, 2))", bindings=typed) == [["2026-01-02", "1.50"]]
    assert server.rows("SELECT %s, %s", bindings=["a'b", None], binding_style="pyformat") == [["a'b", None]]
    for wrong in ([{"type": "NOPE", "value": "1"}], [{"type": "DATE", "value": "x"}], [[1]]):
        assert server.fails("SELECT ?", 422, bindings=wrong)["errno"] == 252004


def test_parameters_are_for_the_statement(server: Served) -> None:
    session = server.session(parameters={"timezone": "UTC"})
    ask = "SHOW PARAMETERS LIKE 'TIMEZONE'"
    assert server.rows(ask, session_id=session, parameters={"TIMEZONE": "Asia/Tokyo"})[0][1] == "Asia/Tokyo"
    assert server.rows(ask, session_id=session)[0][1] == "UTC"
    assert server.rows("SELECT 1", session_id=session, parameters={"QUERY_TAG": "nightly"}) == [[1]]
    found = server.client.get("/api/v1/history", params={"session_id": session, "q": "SELECT 1"}).json()["statements"]
    assert found[0]["query_tag"] == "nightly"
    assert "NOPE" in server.fails("SELECT 1", 422, session_id=session, parameters={"nope": 1})["message"]


def test_row_limit(server: Served) -> None:
    sql = "SELECT seq4() AS a FROM TABLE(GENERATOR(ROWCOUNT => 12000)) ORDER BY a"
    for limit, returned, truncated in (
        (0, 0, True),
        (5, 5, True),
        (7000, 7000, True),
        (12000, 12000, False),
        (None, 12000, False),
    ):
        answer = server.query(sql, row_limit=limit)
        assert (answer["returned"], answer["truncated"], answer["row_count"]) == (returned, truncated, 12000)
        assert [row[0] for row in answer["data"]] == list(range(returned))


def test_arrow(server: Served) -> None:
    sql = (
        "SELECT seq4() AS n, (seq4() / 4)::NUMBER(10, 2) AS d, 'x' || seq4() AS t, '2026-01-02'::DATE AS day,"
        " PARSE_JSON('[1]') AS v, X'FF'::BINARY AS b FROM TABLE(GENERATOR(ROWCOUNT => 3000)) ORDER BY n"
    )
    answer = server.client.post("/api/v1/query", json={"sql": sql}, headers=ARROW)
    assert answer.headers["x-mockhaus-row-count"] == "3000"
    assert answer.headers["x-mockhaus-truncated"] == "false"
    table = pa.ipc.open_stream(answer.content).read_all()
    assert table.num_rows == 3000
    assert table.slice(2999).to_pylist() == [
        {"N": 2999, "D": Decimal("749.75"), "T": "x2999", "DAY": dt.date(2026, 1, 2), "V": "[1]", "B": b"\xff"}
    ]
    assert table.schema.field("D").metadata[b"snowflake_type"] == b"NUMBER(10,2)"
    short = server.client.post("/api/v1/query", json={"sql": sql, "row_limit": 2}, headers=ARROW)
    assert short.headers["x-mockhaus-truncated"] == "true"
    assert pa.ipc.open_stream(short.content).read_all().column("N").to_pylist() == [0, 1]
    shown = server.client.post("/api/v1/query", json={"sql": "SHOW DATABASES"}, headers=ARROW)
    assert "name" in pa.ipc.open_stream(shown.content).read_all().column_names


def test_cutting_a_text(server: Served) -> None:
    text = "-- é☃\nselect ';' as a;\n\n;  begin let x := 1; return x; end;\nselect '𝄞', 2"
    found = server.client.post("/api/v1/statements", json={"sql": text}).json()["statements"]
    assert [one["sql"] for one in found] == ["select ';' as a", "begin let x := 1; return x; end", "select '𝄞', 2"]
    for one in found:
        assert text[one["start"] :].startswith(one["sql"])
    broken = server.client.post("/api/v1/statements", json={"sql": "select 'x"})
    assert (broken.status_code, broken.json()["sqlstate"]) == (422, "42000")
    assert server.client.post("/api/v1/statements", json={"sql": " ; -- nothing"}).json() == {"statements": []}


def test_describing(server: Served) -> None:
    found = server.query("select 1 / 0 as a, ? as b", bindings=["x"], describe_only=True)
    assert [(c["name"], c["base_type"]) for c in found["columns"]] == [("A", "NUMBER"), ("B", "VARCHAR")]
    assert (found["data"], found["row_count"]) == ([], 0)
    server.fails("drop table t", 501, describe_only=True)


def test_errors(server: Served) -> None:
    failed = server.fails("SELECT 1;\nSELECT nope", 422)
    assert (failed["error"], failed["errno"], failed["sqlstate"]) == ("CompilationError", 904, "42000")
    assert "error line 1 at position 7" in failed["message"] and failed["query_id"]
    assert server.fails("SELECT 1/0", 422)["error"] == "ExecutionError"
    assert server.fails("CREATE EXTERNAL FUNCTION f() RETURNS INT API_INTEGRATION = a AS 'u'", 501)["errno"] == 2
    assert server.fails("", 422)["errno"] == 900


def test_cancel_by_request_id(server: Served) -> None:
    session, done = server.session(), {}

    def ask() -> None:
        done["answer"] = server.client.post(
            "/api/v1/query", json={"sql": SLOW, "session_id": session, "request_id": "mine"}
        )

    thread = threading.Thread(target=ask)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.client.get(f"/api/v1/sessions/{session}").json()["running"]:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    started = time.monotonic()
    assert server.client.post("/api/v1/query/mine/cancel").json() == {"cancelled": True}
    thread.join(timeout=10)
    assert time.monotonic() - started < 1.0, "a cancelled query stops within a second"
    assert (done["answer"].status_code, done["answer"].json()["errno"]) == (409, 604)
    assert server.rows("SELECT 1", session_id=session) == [[1]]
    assert server.client.post("/api/v1/query/mine/cancel").json() == {"cancelled": False}


def test_cancel_by_query_id_of_a_script(server: Served) -> None:
    session, done = server.session(), {}
    script = "BEGIN LET i := 0; WHILE (TRUE) DO i := i + 1; SELECT 1; END WHILE; END"
    thread = threading.Thread(target=lambda: done.update(failed=server.fails(script, 409, session_id=session)))
    thread.start()
    running = None
    while not running:
        running = server.client.get(f"/api/v1/sessions/{session}").json()["running"]
    time.sleep(0.3)
    cancelled = False
    while not cancelled:  # the statement within the script that runs at this moment has ids of its own
        running = server.client.get(f"/api/v1/sessions/{session}").json()["running"]
        cancelled = server.client.post(f"/api/v1/query/{running}/cancel").json()["cancelled"]
    thread.join(timeout=10)
    assert done["failed"]["errno"] == 604


def test_statement_timeout() -> None:
    with serving(statement_timeout=0.5) as served:
        started = time.monotonic()
        failed = served.fails(SLOW, 408)
        assert (failed["errno"], time.monotonic() - started < 10) == (630, True)
        assert "0.5 second(s)" in failed["message"]


def test_row_limit_of_the_server() -> None:
    with serving(max_rows=10) as served:
        answer = served.query("SELECT 1 FROM TABLE(GENERATOR(ROWCOUNT => 11))", row_limit=100)
        assert (answer["returned"], answer["truncated"], answer["row_count"]) == (10, True, 11)


@pytest.mark.parametrize("accept", [{}, ARROW])
def test_a_client_that_goes_away(server: Served, accept: dict[str, str]) -> None:
    session = server.session()
    sql = "SELECT seq8() AS a, 'x' || seq8() AS b FROM TABLE(GENERATOR(ROWCOUNT => 300000))"
    with server.client.stream(
        "POST", "/api/v1/query", json={"sql": sql, "session_id": session}, headers=accept
    ) as answer:
        assert next(answer.iter_bytes(1000))
    assert server.rows("SELECT 1", session_id=session) == [[1]]


def test_a_client_that_goes_away_ends_its_statement(server: Served) -> None:
    import httpx

    session = server.session()
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{server.url}/api/v1/query", json={"sql": SLOW, "session_id": session}, timeout=0.7)
    started = time.monotonic()
    assert server.rows("SELECT 1", session_id=session) == [[1]]
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "value",
    [
        "9007199254740992", "9007199254740993", "-9007199254740993", "12345678901234567890123456789012345678", "7::INT",
        "0.0000000001::NUMBER(20, 10)", "-0.50::NUMBER(3, 2)", "-0.5::NUMBER(1, 1)", "0::NUMBER(38, 37)", "0.5::NUMBER(37, 36)",
        "99999999999999999999999999999999999.999",
        "0.1::FLOAT", "1e300::FLOAT", "-0.0::FLOAT", "'nan'::FLOAT", "'inf'::FLOAT", "'-inf'::FLOAT", "5e-324::FLOAT",
        "'a\"b\\\\c\\n\\t/\\u2028é😀'", "''", "'{\"a\": [1]}'", "TRUE", "NULL", "NULL::FLOAT", "X'00FF'", "X''",
        "'0001-01-01'::DATE", "'9999-12-31'::DATE", "'03:04:05'::TIME", "'03:04:05.67'::TIME",
        "'2026-01-02 03:04:05'::TIMESTAMP_NTZ", "'2026-01-02 03:04:05.6'::TIMESTAMP_NTZ",
        "'2026-01-02 03:04:05.6 +02:00'::TIMESTAMP_TZ", "'2026-01-02'::TIMESTAMP_LTZ", "PARSE_JSON('{\"a\": 1.50}')",
        "[1, 2]::VECTOR(FLOAT, 2)",
    ],
)  # fmt: skip
def test_a_long_result_has_the_values_of_a_short_one(server: Served, value: str) -> None:
    short = server.rows(f"SELECT {value} AS v, 'x' AS x")
    answer = server.query(f"SELECT {value} AS v, 'x' AS x FROM TABLE(GENERATOR(ROWCOUNT => 9000))")
    assert answer["returned"] == 9000
    assert {repr(row) for row in answer["data"]} == {repr(short[0])}


def test_a_long_result_keeps_its_order(server: Served) -> None:
    sql = "SELECT seq4() AS n, IFF(n % 3 = 0, NULL, n / 4)::NUMBER(10, 2) AS d FROM TABLE(GENERATOR(ROWCOUNT => 20000))"
    data = server.rows(f"{sql} ORDER BY n DESC")
    assert [row[0] for row in data] == list(range(19999, -1, -1))
    assert data[0] == [19999, "4999.75"] and data[-1] == [0, None] and data[5000] == [14999, "3749.75"]
    assert server.rows(f"{sql} ORDER BY n DESC", row_limit=1001)[-1] == [18999, None]

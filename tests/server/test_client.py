"""A connection to a server is what a connection to an account is."""

from __future__ import annotations

import datetime as dt
import io
import socket
import struct
import threading
import time
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

import mockhaus_dbt
from mockhaus_dbt import DictCursor, client
from mockhaus_dbt.errors import (
    CompilationError,
    ConfigError,
    ExecutionError,
    IntegrityError,
    MockhausError,
    SessionError,
    UnsupportedError,
)
from tests.server.serving import Served, serving
from tests.server.test_query import SLOW

QUERY = """
SELECT column1 AS i, column2::NUMBER(10, 2) AS n, column3::FLOAT AS f, column4 AS t, column5::BOOLEAN AS b,
    column6::DATE AS d, column7::TIME AS ti, column8::TIMESTAMP_NTZ AS ntz, '2026-07-01 12:00:00'::TIMESTAMP_LTZ AS ltz,
    column9::TIMESTAMP_TZ AS tz, TO_BINARY(column10) AS bin, PARSE_JSON(column11) AS v, TO_ARRAY(column1) AS a
FROM VALUES
    (1, 1.5, '0.1', 'it''s', TRUE, '2026-01-02', '03:04:05.678', '2026-01-02 03:04:05.678901', '2026-01-02 03:04:05 +02:00', 'FF00', '{"a": [1, null]}'),
    (99999999999999999999999999999999999999, -2, 'nan', 'é☃', FALSE, '1582-10-15', '00:00:00', '1970-01-01', '2026-07-01 00:00:00 -07:30', '', '"x"'),
    (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)
ORDER BY n
"""


def described(cursor: Any) -> list[Any]:
    return [tuple(column) for column in cursor.description]


def test_the_same_values_and_types(server: Served) -> None:
    place = {"database": "D", "schema": "S", "TIMEZONE": "Europe/Berlin"}
    with client.connect(server.url, **place) as remote, mockhaus_dbt.connect(**place) as local:
        far, near = remote.execute(QUERY), local.execute(QUERY)
        assert described(far) == described(near)
        rows, wanted = far.fetchall(), near.fetchall()
    assert [[repr(v) if v != v else v for v in row] for row in rows] == [
        [repr(v) if v != v else v for v in row] for row in wanted
    ]
    offsets = [[v.utcoffset() for v in row if getattr(v, "tzinfo", None)] for row in rows]
    assert offsets == [[v.utcoffset() for v in row if getattr(v, "tzinfo", None)] for row in wanted]
    assert [[type(v) for v in row] for row in rows] == [[type(v) for v in row] for row in wanted]


def test_many_rows_come_as_arrow_and_are_the_same(server: Served) -> None:
    sql = """
    SELECT seq4() AS i, 10::NUMBER(38, 0) * seq4() AS w, seq4() / 7 AS n, sqrt(seq4())::FLOAT AS f, 'é' || seq4() AS t,
        mod(seq4(), 2) = 0 AS b, dateadd(day, seq4(), '1500-01-01'::DATE) AS d, '03:04:05.678'::TIME AS ti,
        '2026-01-02 03:04:05.678901'::TIMESTAMP_NTZ AS ntz, to_binary('FF00') AS bin,
        parse_json('{"b": [1, null]}') AS v, iff(seq4() = 4000, NULL, seq4()) AS e, i, 99999999999999999999999999999999999999 AS x
    FROM TABLE(GENERATOR(ROWCOUNT => 4500)) ORDER BY 1
    """
    asked = {"sql": sql}
    either = {"Accept": "application/json, application/vnd.apache.arrow.stream"}
    answer = server.client.post("/api/v1/query", json=asked, headers=either)
    assert answer.headers["content-type"].startswith("application/vnd.apache.arrow.stream")
    with client.connect(server.url, "D", "S") as remote, mockhaus_dbt.connect(database="D", schema="S") as local:
        far, near = remote.execute(sql), local.execute(sql)
        assert (described(far), far.rowcount) == (described(near), near.rowcount)
        first, wanted_first = far.fetchmany(2500), near.fetchmany(2500)
        assert first == wanted_first
        rows, wanted = far.fetchall(), near.fetchall()
        assert rows == wanted
        assert [[type(v) for v in row] for row in rows] == [[type(v) for v in row] for row in wanted]
        assert far.fetchone() is None
        table = remote.execute(sql).fetch_arrow_all()
        assert table is not None
        assert table.num_rows == 4500
        assert [list(row.values()) for row in table.slice(4499).select(["T", "D"]).to_pylist()] == [list(wanted[-1][4:7:2])]
        assert sum(piece.num_rows for piece in remote.execute(sql).fetch_arrow_batches()) == 4500
        assert [c.name for c in remote.cursor().describe(sql) or []] == [c.name for c in near.description or []]


def test_what_arrow_would_change_comes_as_json(server: Served) -> None:
    either = {"Accept": "application/json, application/vnd.apache.arrow.stream"}
    zoned = "SELECT '2026-01-02 03:04:05 +02:00'::TIMESTAMP_TZ AS z FROM TABLE(GENERATOR(ROWCOUNT => 4500))"
    for sql in (zoned, "SELECT 1"):
        answer = server.client.post("/api/v1/query", json={"sql": sql}, headers=either)
        assert answer.headers["content-type"].startswith("application/json")
    with client.connect(server.url) as remote:
        cursor = remote.execute(zoned)
        assert {value.utcoffset().total_seconds() for (value,) in cursor} == {7200}
        few = remote.execute("SELECT 1.50 AS n, 'x' AS t").fetch_arrow_all()
        assert few is not None
        assert few.to_pylist() == [{"N": Decimal("1.50"), "T": "x"}]


def test_typed_values_dictionaries_and_sets(server: Served) -> None:
    moment = dt.datetime(2026, 1, 2, 3, tzinfo=dt.timezone(dt.timedelta(hours=5)))
    with client.connect(server.url, TIMEZONE="UTC") as remote:
        remote.paramstyle = "qmark"
        sql = "SELECT SYSTEM$TYPEOF(?) AS k, ? AS v"
        for kind, value in (("TIMESTAMP_TZ", moment), ("TIMESTAMP_LTZ", moment), ("TIMESTAMP_NTZ", moment)):
            row = remote.cursor(DictCursor).execute(sql, ((kind, value), (kind, value))).fetchone()
            assert row["K"].startswith(kind)
            assert row["V"] == (moment if kind != "TIMESTAMP_NTZ" else dt.datetime(2026, 1, 1, 22))
        [(plain, lasting)] = remote.execute("SELECT ?, ?", (moment, dt.timedelta(minutes=1))).fetchall()
        assert (plain, lasting) == (dt.datetime(2026, 1, 1, 22), dt.time(0, 1))
        cursor = remote.cursor().execute("SELECT ?; SELECT ?", (1, 2), num_statements=2)
        assert cursor.fetchall() == [(1,)]
        assert cursor.nextset() is cursor
        assert cursor.fetchall() == [(2,)]
        with pytest.raises(ExecutionError, match="000008"):
            cursor.execute("SELECT 1; SELECT 2", num_statements=1)
        assert [d.type_code for d in cursor.describe("SELECT ?, ?", ("x", 1))] == [2, 0]
        assert [c.fetchall() for c in remote.execute_stream(io.StringIO("SELECT 1; SELECT 2"))] == [[(1,)], [(2,)]]
        with pytest.raises(UnsupportedError, match="execute_async"):
            cursor.execute_async("SELECT 1")
        remote.autocommit(False)
        assert remote.execute("SHOW PARAMETERS LIKE 'AUTOCOMMIT'").fetchall()[0][1] == "false"


def test_leaving_a_connection_commits_or_not(server: Served) -> None:
    with client.connect(server.url, "D4", "S") as keep:
        keep.execute("CREATE TABLE t (a INT)")
        with client.connect(server.url, "D4", "S", autocommit=False, paramstyle="format") as other:
            assert (other.user, other.is_valid()) == ("MOCKHAUS", True)
            other.execute("INSERT INTO t VALUES (%s)", (1,))
        with pytest.raises(ZeroDivisionError), client.connect(server.url, "D4", "S", autocommit=False) as other:
            other.execute("INSERT INTO t VALUES (2)")
            raise ZeroDivisionError
        assert not other.is_valid()
        assert keep.execute("SELECT * FROM t").fetchall() == [(1,)]
        keep.execute("CREATE ROLE r; USE ROLE r; CREATE WAREHOUSE w; USE WAREHOUSE w")
        assert (keep.role, keep.warehouse) == ("R", "W")
    with pytest.raises(SessionError, match="paramstyle"):
        client.connect(server.url, paramstyle="named")


def test_many_rows_of_executemany(server: Served) -> None:
    with client.connect(server.url, "D3", "S", session_type="memory") as remote:
        remote.execute("CREATE TABLE t (a INT NOT NULL, b VARCHAR)")
        rows = [(i, f"x{i}") for i in range(1000)]
        cursor = remote.cursor().executemany("INSERT INTO t VALUES (%s, %s)", rows)
        assert cursor.rowcount == 1000
        assert remote.execute("SELECT * FROM t ORDER BY a").fetchall() == rows
        with pytest.raises(IntegrityError, match="100072"):
            remote.execute("INSERT INTO t VALUES (NULL, 'x')")


def test_statements_and_bindings(server: Served) -> None:
    with client.connect(server.url, "D2", "S", session_type="memory") as remote:
        cursor = remote.cursor()
        cursor.execute("CREATE TABLE t (a INT, b VARCHAR, c NUMBER(10, 2), d DATE)")
        values = [1, "it's", Decimal("1.50"), None, 2**70, "x", None, None]
        cursor.execute("INSERT INTO t VALUES (%s, %s, %s, %s), (%s, %s, %s, %s)", values)
        assert (cursor.rowcount, cursor.stats.num_rows_inserted) == (2, 2)  # type: ignore[union-attr]
        assert cursor.execute("SELECT a FROM t WHERE b = ?", ("x",)).fetchall() == [(2**70,)]
        assert cursor.execute("SELECT c FROM t WHERE b = %(b)s", {"b": "it's"}).fetchone() == (Decimal("1.50"),)
        assert [c.fetchall() for c in remote.execute_string("SELECT 1; SELECT ';'")] == [[(1,)], [(";",)]]
        assert remote.execute_string("SELECT 1; SELECT 2", return_cursors=False) == []
        with pytest.raises(SessionError, match="251007"):
            remote.autocommit("no")  # type: ignore[arg-type]
        remote.execute("USE SCHEMA PUBLIC")
        assert (remote.database, remote.schema) == ("D2", "PUBLIC")
        remote.execute("BEGIN; DELETE FROM s.t")
        remote.rollback()
        assert remote.execute("SELECT count(*) FROM s.t").fetchone() == (2,)


def test_errors(server: Served) -> None:
    with client.connect(server.url) as remote:
        with pytest.raises(CompilationError, match="invalid identifier 'NOPE'") as caught:
            remote.execute("SELECT nope")
        assert caught.value.errno == 904 and caught.value.query_id
        with pytest.raises(ExecutionError, match="Division by zero"):
            remote.execute("SELECT 1/0")
        with pytest.raises(UnsupportedError, match="Unsupported feature"):
            remote.execute("CREATE EXTERNAL FUNCTION f() RETURNS INT API_INTEGRATION = a AS 'u'")
        with pytest.raises(UnsupportedError, match="through a server"):
            _ = remote.session
        session = remote.server_session_id
    with pytest.raises(SessionError, match="has been closed"):
        client.connect(server.url, session_id=session)
    with pytest.raises(MockhausError):
        client.connect(server.url, NOPE=1)


def test_addresses() -> None:
    for wrong in ("", "127.0.0.1:8080", "ftp://x", "http://", "http://x/path"):
        with pytest.raises(ConfigError, match="is no URL of a Mockhaus server"):
            client.connect(wrong)
    with pytest.raises(ConfigError, match="No Mockhaus server answers"):
        client.connect("http://127.0.0.1:1")


def test_token(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(token="long enough") as served:
        with pytest.raises(ConfigError, match="token is missing or wrong"):
            client.connect(served.url)
        monkeypatch.setenv("MOCKHAUS_TOKEN", "long enough")
        with client.connect(served.url) as remote:
            assert remote.execute("SELECT 1").fetchone() == (1,)


def test_cancel(server: Served) -> None:
    with client.connect(server.url, session_type="memory") as remote:

        def cancel() -> None:
            time.sleep(0.7)
            remote.cancel()

        thread = threading.Thread(target=cancel)
        thread.start()
        with pytest.raises(ExecutionError, match="canceled"):
            remote.execute(SLOW)
        thread.join()
        assert remote.execute("SELECT 1").fetchone() == (1,)


def test_too_many_rows_are_no_result() -> None:
    six = "SELECT 1 FROM TABLE(GENERATOR(ROWCOUNT => 6))"
    with serving(max_rows=5) as served, client.connect(served.url) as remote, pytest.raises(SessionError) as caught:
        remote.execute(six)
    assert "has 6 rows" in str(caught.value)


def test_a_server_that_stops() -> None:
    with serving() as served:
        remote = client.connect(served.url)
        assert remote.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(ConfigError):
        remote.execute("SELECT 1")
    remote.close()


def _ask_of(connection: socket.socket) -> None:
    # All of it: to close what was not read is a reset, which takes the answer with it.
    while not connection.recv(65536).endswith(b"{}"):
        pass


OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


def test_a_server_that_closes_what_idles() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            for _ in range(2):
                asking, _ = listener.accept()
                with asking:
                    _ask_of(asking)
                    asking.sendall(OK)

        thread = threading.Thread(target=answer)
        thread.start()
        ask = client.Api(f"http://127.0.0.1:{listener.getsockname()[1]}")
        assert ask("POST", "/query", {}) == {}
        time.sleep(0.1)
        assert ask("POST", "/query", {}) == {}
        thread.join()
        ask.close()


@pytest.mark.parametrize("reset", [True, False])
def test_what_may_have_run_is_not_asked_again(reset: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            asking, _ = listener.accept()
            with asking:
                _ask_of(asking)
                asking.sendall(OK)
                _ask_of(asking)
                if reset:
                    asking.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

        thread = threading.Thread(target=answer)
        thread.start()
        ask = client.Api(f"http://127.0.0.1:{listener.getsockname()[1]}")
        assert ask("POST", "/query", {}) == {}
        with pytest.raises(ConfigError, match=r"has gone away\.$"):
            ask("POST", "/query", {})
        thread.join()
        listener.settimeout(0.2)
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize("kind", ["application/json", "application/vnd.apache.arrow.stream"])
def test_a_server_that_stops_within_an_answer(kind: str) -> None:
    stream = io.BytesIO()
    table = pa.table({"A": range(10000)})
    with pa.ipc.new_stream(stream, table.schema) as writer:
        writer.write_table(table, max_chunksize=1000)
    half = stream.getvalue()[:40000]
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            asking, _ = listener.accept()
            with asking:
                _ask_of(asking)
                head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n"
                asking.sendall(head.encode() + b"%x\r\n%b\r\n" % (len(half), half))

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(ConfigError, match="has gone away within its answer"):
            client.Api(f"http://127.0.0.1:{listener.getsockname()[1]}")("POST", "/query", {})
        thread.join()

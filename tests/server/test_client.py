"""A connection to a server is what a connection to an account is."""

from __future__ import annotations

import threading
import time
from decimal import Decimal
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt import client
from mockhaus_dbt.errors import (
    CompilationError,
    ConfigError,
    ExecutionError,
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

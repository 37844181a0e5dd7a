"""PEP 249, as Snowflake's Python connector has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest

import mockhaus_dbt
from mockhaus_dbt import dbapi
from mockhaus_dbt.dbapi import Connection, as_text, write_into
from mockhaus_dbt.errors import CompilationError, SessionError, SqlError


@pytest.fixture
def connection() -> Iterator[Connection]:
    with mockhaus_dbt.connect(database="DB", schema="S") as opened:
        yield opened


def test_module() -> None:
    assert (dbapi.apilevel, dbapi.threadsafety, dbapi.paramstyle) == ("2.0", 2, "pyformat")


def test_description(connection: Connection) -> None:
    cursor = connection.execute(
        "SELECT 1::NUMBER(10,2) AS n, 1::FLOAT AS f, 'x'::VARCHAR(5) AS s, '2020-01-01'::DATE AS d, TRUE AS b, "
        "'2020-01-01'::TIMESTAMP_NTZ AS t, 'a'::BINARY AS y"
        .replace("'a'::BINARY", "X'41'")
    )
    described = cursor.description or []
    assert [d[0] for d in described] == list("NFSDBTY")
    assert [d.type_code for d in described] == [0, 1, 2, 3, 13, 8, 11]
    assert (described[0].precision, described[0].scale) == (10, 2)
    assert described[2].internal_size == 5
    assert all(len(d) == 7 for d in described)


def test_fetching(connection: Connection) -> None:
    cursor = connection.execute("SELECT * FROM VALUES (1), (2), (3), (4)")
    assert cursor.rowcount == 4
    assert cursor.fetchone() == (1,)
    assert cursor.fetchmany() == [(2,)]
    assert cursor.fetchmany(1) == [(3,)]
    assert list(cursor) == [(4,)]
    assert cursor.fetchone() is None
    assert cursor.fetchall() == []


def test_state_of_a_cursor(connection: Connection) -> None:
    cursor = connection.cursor()
    with pytest.raises(SessionError, match="execute a statement first"):
        cursor.fetchone()
    cursor.execute("SELECT 1")
    assert cursor.sqlstate is None
    assert cursor.sfqid == connection.session.query_ids[-1]
    with pytest.raises(SqlError):
        cursor.execute("SELECT nope")
    assert cursor.sqlstate == "42000"
    assert cursor.sfqid == connection.session.query_ids[-1]
    assert cursor.close() is True
    assert cursor.close() is False
    with pytest.raises(SessionError, match="closed"):
        cursor.execute("SELECT 1")


def test_counts(connection: Connection) -> None:
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE t (a INT)")
    cursor.execute("INSERT INTO t VALUES (1), (2), (3)")
    assert cursor.rowcount == 3
    assert cursor.stats is not None
    assert cursor.stats.num_rows_inserted == 3
    cursor.execute("UPDATE t SET a = 0 WHERE a > 1")
    assert (cursor.rowcount, cursor.stats.num_rows_updated) == (2, 2)
    cursor.execute("DELETE FROM t")
    assert (cursor.rowcount, cursor.stats.num_rows_deleted) == (3, 3)


def test_several_statements(connection: Connection) -> None:
    assert connection.execute("SELECT 1; SELECT 2").fetchall() == [(2,)]
    assert [c.fetchall() for c in connection.execute_string("SELECT 1; SELECT 2")] == [[(1,)], [(2,)]]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "NULL"),
        (True, "TRUE"),
        (1, "1"),
        (1.5, "1.5"),
        (Decimal("1.50"), "1.50"),
        ("it's", r"'it\'s'"),
        ("a\\b\nc", r"'a\\b\nc'"),
        (b"\x01\xff", "X'01FF'"),
        (dt.date(2020, 1, 2), "'2020-01-02'"),
        (dt.datetime(2020, 1, 2, 3, 4, 5), "'2020-01-02 03:04:05'"),
        (dt.time(3, 4), "'03:04:00'"),
        ([1, "x"], "(1,'x')"),
    ],
)
def test_values_in_the_text(value: object, text: str) -> None:
    assert as_text(value) == text


def test_pyformat(connection: Connection) -> None:
    rows = connection.execute("SELECT %s, %s, 'it''s 100%%'", ("it's \\ x\ny", 2)).fetchall()
    assert rows == [("it's \\ x\ny", 2, "it's 100%")]
    assert connection.execute("SELECT %(a)s + %(a)s", {"a": 2}).fetchall() == [(4,)]
    assert connection.execute("SELECT 1 WHERE 1 IN %s", ([1, 2],)).fetchall() == [(1,)]
    assert connection.execute("SELECT '100%'").fetchall() == [("100%",)]
    with pytest.raises(CompilationError, match="pyformat"):
        write_into("SELECT %s %s", (1,))
    with pytest.raises(CompilationError, match="002049"):
        write_into("SELECT %(b)s", {"a": 1})
    with pytest.raises(CompilationError, match="252004"):
        as_text(object())


def test_qmark_and_numeric() -> None:
    with mockhaus_dbt.connect(database="DB", paramstyle="qmark") as connection:
        assert connection.execute("SELECT ?, ? + 1", ("a", 2)).fetchall() == [("a", 3)]
        assert connection.execute("SELECT ?, ? + 1", ("b", 3)).fetchall() == [("b", 4)]
        with pytest.raises(CompilationError, match="002049"):
            connection.execute("SELECT ?, ?", (1,))
        sql = "SELECT a + ?, ? FROM VALUES (1), (2) AS t(a) WHERE a < ? AND ? LIKE ? ORDER BY a LIMIT ?"
        assert connection.execute(sql, (10, "x", 2, "abc", "a%", 5)).fetchall() == [(11, "x")]
        connection.execute("CREATE TABLE t (a INT, b VARCHAR)")
        connection.execute("INSERT INTO t VALUES (?, ?), (?, UPPER(?))", (1, "x", None, "y"))
        connection.execute("UPDATE t SET b = ? WHERE a = ?", ("z", 1))
        assert connection.execute("SELECT * FROM t ORDER BY a").fetchall() == [(1, "z"), (None, "Y")]
    with mockhaus_dbt.connect(database="DB", paramstyle="numeric") as connection:
        assert connection.execute("SELECT :2, :1", ("a", 2)).fetchall() == [(2, "a")]


def test_executemany(connection: Connection) -> None:
    cursor = connection.execute("CREATE TABLE t (a INT, b VARCHAR)")
    cursor.executemany("INSERT INTO t VALUES (%s, %s)", [(1, "x"), (2, None)])
    assert cursor.rowcount == 2
    assert connection.execute("SELECT * FROM t ORDER BY a").fetchall() == [(1, "x"), (2, None)]


def test_arrow_and_pandas(connection: Connection) -> None:
    pytest.importorskip("pandas")
    cursor = connection.execute("SELECT * FROM VALUES (1, 'x', 1.50), (2, NULL, 2.25) AS t(a, b, c)")
    table = cursor.fetch_arrow_all()
    assert table.column_names == ["A", "B", "C"]
    assert table.to_pylist() == [{"A": 1, "B": "x", "C": Decimal("1.50")}, {"A": 2, "B": None, "C": Decimal("2.25")}]
    frame = connection.execute("SELECT 1 AS a, 1 AS a").fetch_pandas_all()
    assert list(frame.columns) == ["A", "A"]
    assert frame.shape == (1, 2)


def test_describe_does_not_run(connection: Connection) -> None:
    cursor = connection.cursor()
    assert [d.name for d in cursor.describe("SELECT 1 / 0 AS a, 'x' AS b")] == ["A", "B"]
    assert cursor.sfqid is None


def test_connection(connection: Connection) -> None:
    assert (connection.database, connection.schema, connection.role) == ("DB", "S", "ACCOUNTADMIN")
    assert connection.session_id == connection.session.id
    assert not connection.is_closed()
    connection.close()
    assert connection.is_closed()
    connection.close()


def test_leaving_a_connection_commits_or_not() -> None:
    with mockhaus_dbt.connect(database="DB", schema="S") as keep:
        keep.execute("CREATE TABLE t (a INT)")
        with mockhaus_dbt.connect(keep.account, database="DB", schema="S", autocommit=False) as other:
            other.execute("INSERT INTO t VALUES (1)")
        with pytest.raises(ZeroDivisionError), mockhaus_dbt.connect(
            keep.account, database="DB", schema="S", autocommit=False
        ) as other:
            other.execute("INSERT INTO t VALUES (2)")
            raise ZeroDivisionError
        assert keep.execute("SELECT * FROM t").fetchall() == [(1,)]


def test_session_parameters() -> None:
    with mockhaus_dbt.connect(database="DB", query_tag="x") as connection:
        assert connection.session.parameters["QUERY_TAG"] == "x"
    with pytest.raises(CompilationError, match="invalid parameter 'NOPE'"):
        mockhaus_dbt.connect(database="DB", nope=1)


def test_a_binding_is_cast(connection: Connection) -> None:
    cursor = connection.cursor().execute(
        "SELECT ?::DATE, CAST(? AS DATE), ? ::INT + 1", ("2024-01-02", "2024-01-03", "4")
    )
    assert cursor.fetchall() == [(dt.date(2024, 1, 2), dt.date(2024, 1, 3), 5)]

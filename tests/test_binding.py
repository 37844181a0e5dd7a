"""Values for the marks of a text, as Snowflake's connector takes them."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt.binding import as_text, many_rows, to_bind, write_into
from mockhaus_dbt.dbapi import Connection
from mockhaus_dbt.errors import CompilationError, SqlError


@pytest.fixture
def connection() -> Iterator[Connection]:
    with mockhaus_dbt.connect(database="DB", schema="S") as opened:
        yield opened


@pytest.fixture
def marked() -> Iterator[Connection]:
    with mockhaus_dbt.connect(database="DB", schema="S", paramstyle="qmark") as opened:
        opened.execute("ALTER SESSION SET TIMEZONE = 'Europe/Berlin'")
        yield opened


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "NULL"),
        (True, "TRUE"),
        (1, "1"),
        (1.5, "1.5"),
        (Decimal("1.50"), "'1.50'"),
        ("it's", r"'it\'s'"),
        ("a\\b\nc", r"'a\\b\nc'"),
        (b"\x01\xff", "X'01FF'"),
        (dt.date(2020, 1, 2), "'2020-01-02'"),
        (dt.datetime(2020, 1, 2, 3, 4, 5), "'2020-01-02 03:04:05'"),
        (dt.time(3, 4), "'03:04:00'"),
        (dt.datetime(2020, 1, 2, 3, 4, 5, 6, dt.timezone(dt.timedelta(hours=2))), "'2020-01-02 03:04:05.000006+02:00'"),
        (dt.timedelta(hours=1, seconds=2), "'01:00:02'"),
        (dt.timedelta(days=1, microseconds=5), "'24:00:00.000005'"),
        ([1, "x", None], "1,'x',NULL"),
    ],
)
def test_values_in_the_text(value: object, text: str) -> None:
    assert as_text(value) == text


def test_values_of_numpy_and_pandas(connection: Connection) -> None:
    np, pd = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    assert [as_text(v) for v in (np.float64(2.5), np.int64(3), np.bool_(True))] == ["2.5", "3", "TRUE"]
    assert connection.execute("SELECT ?", (np.bool_(True),)).fetchall() == [(True,)]
    for value in (pd.Timestamp("2024-01-02"), pd.NaT):
        with pytest.raises(CompilationError, match="255001"):
            as_text(value)
    for value in (np.float64(2.5), np.int64(3), pd.Timestamp("2024-01-02"), pd.NaT):
        with pytest.raises(CompilationError, match="255001"):
            connection.execute("SELECT ?", (value,))


def test_pyformat(connection: Connection) -> None:
    rows = connection.execute("SELECT %s, %s, 'it''s 100%%'", ("it's \\ x\ny", 2)).fetchall()
    assert rows == [("it's \\ x\ny", 2, "it's 100%")]
    assert connection.execute("SELECT %(a)s + %(a)s", {"a": 2}).fetchall() == [(4,)]
    assert connection.execute("SELECT 1 WHERE 1 IN (%s)", ([1, 2],)).fetchall() == [(1,)]
    assert connection.execute("SELECT '100%'").fetchall() == [("100%",)]
    with pytest.raises(CompilationError, match="pyformat"):
        write_into("SELECT %s %s", (1,))
    with pytest.raises(CompilationError, match="002049"):
        write_into("SELECT %(b)s", {"a": 1})
    with pytest.raises(CompilationError, match=r"255001.*\(object\) is not supported"):
        as_text(object())


_BERLIN = dt.timezone(dt.timedelta(hours=1))


@pytest.mark.parametrize(
    ("value", "type_", "shown"),
    [
        (None, "NULL[LOB]", None),
        (True, "BOOLEAN[SB1]", True),
        (7, "NUMBER(1,0)[SB1]", 7),
        (2**70, "NUMBER(22,0)[SB16]", 2**70),
        (Decimal("1.50"), "NUMBER(3,2)[SB2]", Decimal("1.50")),
        (1.5, "FLOAT[DOUBLE]", 1.5),
        ("x", "VARCHAR(1)[LOB]", "x"),
        (b"ab", "BINARY(2)[LOB]", bytearray(b"ab")),
        (dt.date(2020, 1, 2), "DATE[SB4]", dt.date(2020, 1, 2)),
        (dt.time(3, 4), "TIME(9)[SB8]", dt.time(3, 4)),
        (dt.timedelta(hours=3, microseconds=5), "TIME(9)[SB8]", dt.time(3, 0, 0, 5)),
        (dt.datetime(2020, 1, 2, 3), "TIMESTAMP_NTZ(9)[SB16]", dt.datetime(2020, 1, 2, 3)),
        # As in the connector: without a type it is a TIMESTAMP_NTZ, in UTC.
        (dt.datetime(2020, 1, 2, 3, tzinfo=_BERLIN), "TIMESTAMP_NTZ(9)[SB16]", dt.datetime(2020, 1, 2, 2)),
        (("TIMESTAMP_NTZ", dt.datetime(2020, 1, 2, 3, tzinfo=_BERLIN)), "TIMESTAMP_NTZ(9)[SB16]",
         dt.datetime(2020, 1, 2, 2)),
        (("TIMESTAMP_LTZ", dt.datetime(2020, 1, 2, 3, tzinfo=dt.timezone.utc)), "TIMESTAMP_LTZ(9)[SB16]",
         dt.datetime(2020, 1, 2, 4, tzinfo=_BERLIN)),
        (("TIMESTAMP_LTZ", dt.datetime(2020, 1, 2, 3)), "TIMESTAMP_LTZ(9)[SB16]",
         dt.datetime(2020, 1, 2, 3, tzinfo=dt.timezone.utc)),
        (("TIMESTAMP_TZ", dt.datetime(2020, 1, 2, 3, tzinfo=_BERLIN)), "TIMESTAMP_TZ(9)[SB16]",
         dt.datetime(2020, 1, 2, 3, tzinfo=_BERLIN)),
        (("TEXT", "7"), "VARCHAR(1)[LOB]", "7"),
        (("FIXED", 7), "NUMBER(1,0)[SB1]", 7),
        (("DATE", None), "NULL[LOB]", None),
    ],
)  # fmt: skip
def test_values_of_qmark(marked: Connection, value: object, type_: str, shown: Any) -> None:
    assert marked.execute("SELECT ?, SYSTEM$TYPEOF(?)", (value, value)).fetchall() == [(shown, type_)]
    if isinstance(shown, dt.datetime) and shown.tzinfo is not None and type_.startswith("TIMESTAMP_TZ"):
        got = marked.execute("SELECT ?", (value,)).fetchall()[0][0]
        assert got.utcoffset() == shown.utcoffset()


def test_a_moment_of_the_standard_library(marked: Connection, connection: Connection) -> None:
    moment = time.localtime(86400 * 365)
    naive = dt.datetime.fromtimestamp(86400 * 365)
    assert marked.execute("SELECT ?", (moment,)).fetchall() == [(naive,)]
    [(text,)] = connection.execute("SELECT %s", (moment,)).fetchall()
    assert dt.datetime.fromisoformat(text).timestamp() == 86400 * 365


@pytest.mark.parametrize(
    ("value", "errno"),
    [
        ([1, 2], 255001),
        (object(), 255001),
        ((1, 2), 252012),
        (("TIME", dt.timedelta(days=1)), 255001),
        (("DATE", dt.datetime(2020, 1, 2)), 255001),
        (("TIMESTAMP_NTZ", "2020-01-02"), 255001),
        (("NOPE", 1), 252004),
    ],
)
def test_what_cannot_be_bound(marked: Connection, value: object, errno: int) -> None:
    with pytest.raises(CompilationError) as caught:
        marked.execute("SELECT ?", (value,))
    assert caught.value.errno == errno


def test_marks_of_several_statements(marked: Connection) -> None:
    cursor = marked.cursor().execute("SELECT ?; SELECT 'x'; SELECT ?, ?", (1, 2, 3), num_statements=3)
    found = [cursor.fetchall()]
    while cursor.nextset():
        found.append(cursor.fetchall())
    assert found == [[(1,)], [("x",)], [(2, 3)]]


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


@pytest.mark.parametrize(
    ("style", "sql"),
    [
        ("pyformat", "INSERT INTO t (a, b) VALUES (%s, UPPER(%s))"),
        ("format", "insert into t values (%s, upper(%s)) ;"),
        ("qmark", "INSERT INTO t VALUES (?, UPPER(?))"),
        ("numeric", "INSERT INTO t (b, a) VALUES (UPPER(:2), :1)"),
        (None, "INSERT INTO t VALUES (?, UPPER(?))"),
    ],
)
def test_executemany_is_one_insert(style: str | None, sql: str) -> None:
    with mockhaus_dbt.connect(database="DB", schema="S", paramstyle=style) as connection:
        cursor = connection.execute("CREATE TABLE t (a INT, b VARCHAR)")
        before = len(connection.session.query_ids)
        cursor.executemany(sql, [(1, "x"), (2, None), (3, "z")])
        assert len(connection.session.query_ids) == before + 1
        assert cursor.rowcount == 3
        assert connection.execute("SELECT * FROM t ORDER BY a").fetchall() == [(1, "X"), (2, None), (3, "Z")]
        with pytest.raises(SqlError):  # all rows or none
            cursor.executemany(sql, [(4, "x"), ("four", "y")])
        assert connection.execute("SELECT COUNT(*) FROM t").fetchall() == [(3,)]


@pytest.mark.parametrize("sql", ["INSERT INTO t VALUES (%s, %s, %s)", "INSERT INTO t (a, b, c) VALUES (?, ?, ?)"])
def test_executemany_of_many_rows_is_quick(connection: Connection, sql: str) -> None:
    connection.execute("CREATE TABLE t (a INT, b VARCHAR, c DATE)")
    rows = [(i, f"it's {i}", dt.date(2020, 1, 1) + dt.timedelta(i % 300)) for i in range(20_000)]
    started = time.process_time()
    connection.cursor().executemany(sql, rows)
    assert time.process_time() - started < 2  # one by one they take a minute
    assert connection.execute("SELECT * FROM t ORDER BY a").fetchall() == rows


def test_executemany_of_names_and_of_others(connection: Connection) -> None:
    cursor = connection.execute("CREATE TABLE t (a INT, b VARCHAR)")
    cursor.executemany("INSERT INTO t VALUES (%(a)s, %(b)s)", [{"a": 1, "b": "x"}, {"b": None, "a": 2}])
    assert cursor.rowcount == 2
    cursor.executemany("UPDATE t SET b = %s WHERE a = %s", [("p", 1), ("q", 2), ("r", 3)])
    assert cursor.rowcount == 2
    assert connection.execute("SELECT * FROM t ORDER BY a").fetchall() == [(1, "p"), (2, "q")]
    assert cursor.executemany("INSERT INTO t VALUES (%s, %s)", []) is cursor
    with pytest.raises(SqlError, match="252001"):
        cursor.executemany("INSERT INTO t SELECT %s, %s", [(1, "x")])
    with pytest.raises(SqlError, match=r"251007.*expected: 2, got: 1"):
        many_rows("INSERT INTO t VALUES (?, ?)", [(1, 2), (3,)], "qmark")
    assert many_rows("DELETE FROM t WHERE a = ?", [(1,)], "qmark") is None
    assert to_bind({"a": 1, "b": None}) == [1, None]

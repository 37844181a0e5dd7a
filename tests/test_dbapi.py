"""PEP 249, as Snowflake's Python connector has it."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from decimal import Decimal
from io import StringIO

import pytest

import mockhaus_dbt
from mockhaus_dbt import dbapi
from mockhaus_dbt.dbapi import Connection, DictCursor
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


def test_arrow_and_pandas(connection: Connection) -> None:
    pytest.importorskip("pandas")
    cursor = connection.execute("SELECT * FROM VALUES (1, 'x', 1.50), (2, NULL, 2.25) AS t(a, b, c)")
    table = cursor.fetch_arrow_all()
    assert table.column_names == ["A", "B", "C"]
    assert table.to_pylist() == [{"A": 1, "B": "x", "C": Decimal("1.50")}, {"A": 2, "B": None, "C": Decimal("2.25")}]
    frame = connection.execute("SELECT 1 AS a, 1 AS a").fetch_pandas_all()
    assert list(frame.columns) == ["A", "A"]
    assert frame.shape == (1, 2)


def test_write_pandas(connection: Connection) -> None:
    pd = pytest.importorskip("pandas")
    tools = pytest.importorskip("snowflake.connector.pandas_tools")
    frame = pd.DataFrame({"A": [1, 2], "B": ["x", None], "C": pd.to_datetime(["2024-01-01", None])})
    done, chunks, rows, _ = tools.write_pandas(connection, frame, "MADE", auto_create_table=True)
    assert (done, chunks, rows) == (True, 1, 2)
    assert tools.write_pandas(connection, frame, "MADE")[2] == 2
    found = connection.execute("SELECT DISTINCT a, b, c::DATE::VARCHAR FROM made ORDER BY a").fetchall()
    assert found == [(1, "x", "2024-01-01"), (2, None, None)]


def test_types_of_frames(connection: Connection) -> None:
    pytest.importorskip("pandas")
    sql = "SELECT * FROM VALUES (1, 1.50, '2024-01-02'::TIMESTAMP_NTZ), (NULL, 2.25, NULL) AS t(a, b, c)"
    frame = connection.execute(sql).fetch_pandas_all()
    assert [str(kind) for kind in frame.dtypes] == ["float64", "float64", "datetime64[ns]"]
    assert frame["B"].sum() == 3.75
    connection.arrow_number_to_decimal = True
    assert connection.execute(sql).fetch_pandas_all()["B"].tolist() == [Decimal("1.50"), Decimal("2.25")]
    far = connection.execute("SELECT '9999-01-01'::TIMESTAMP_NTZ AS far").fetch_pandas_all()
    assert str(far["FAR"][0]).startswith("9999-01-01")


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


def test_rows_as_dictionaries(connection: Connection) -> None:
    cursor = connection.cursor(DictCursor).execute("SELECT column1 AS a, 'x' AS \"b\" FROM VALUES (1), (2), (3), (4)")
    assert cursor.fetchone() == {"A": 1, "b": "x"}
    assert next(cursor) == {"A": 2, "b": "x"}
    assert cursor.rownumber == 2
    assert cursor.fetchmany(1) == [{"A": 3, "b": "x"}]
    assert list(cursor) == [{"A": 4, "b": "x"}]
    assert cursor.fetchone() is None
    assert cursor.execute("SELECT 1 AS a, 2 AS a").fetchall() == [{"A": 2}]
    assert [c.fetchall() for c in connection.execute_string("SELECT 1 AS a; SELECT 2 AS b", cursor_class=DictCursor)] == [
        [{"A": 1}],
        [{"B": 2}],
    ]


def test_a_number_of_statements(connection: Connection) -> None:
    cursor = connection.cursor().execute("SELECT 1 AS a; CREATE TABLE t (a INT); SELECT 'x' AS b", num_statements=0)
    assert cursor.fetchall() == [(1,)]
    first = cursor.sfqid
    assert cursor.nextset() is cursor
    assert cursor.fetchall() == [("Table T successfully created.",)]
    assert cursor.nextset() is cursor
    assert [d.name for d in cursor.description or []] == ["B"]
    assert cursor.sfqid != first
    assert cursor.nextset() is None
    assert cursor.nextset() is None
    with pytest.raises(SqlError) as caught:
        cursor.execute("DROP TABLE t; SELECT 1", num_statements=1)
    assert str(caught.value) == "000008 (0A000): Actual statement count 2 did not match the desired statement count 1."
    assert connection.execute("SELECT COUNT(*) FROM t").fetchall() == [(0,)]  # nothing has run


def test_a_stream(connection: Connection) -> None:
    cursors = connection.execute_stream(StringIO("CREATE TABLE t (a INT);\n-- none\nINSERT INTO t VALUES (1);\nSELECT nope;"))
    assert next(cursors).fetchall() == [("Table T successfully created.",)]
    assert connection.execute("SELECT COUNT(*) FROM t").fetchall() == [(0,)]  # the next one runs when it is asked for
    assert next(cursors).rowcount == 1
    with pytest.raises(CompilationError, match="NOPE"):
        next(cursors)
    assert connection.execute_string("SELECT 1; SELECT 2", return_cursors=False) == []


def test_batches(connection: Connection) -> None:
    sql = "SELECT seq4() AS n, 'x' || seq4() AS s FROM TABLE(GENERATOR(ROWCOUNT => 250000)) ORDER BY n"
    cursor = connection.execute(sql)
    batches = cursor.get_result_batches() or []
    assert [batch.rowcount for batch in batches] == [100_000, 100_000, 50_000]
    assert list(batches[2])[-1] == (249_999, "x249999")
    assert batches[1].to_arrow().slice(0, 1).to_pylist() == [{"N": 100_000, "S": "x100000"}]
    assert batches[1].column_names == ["N", "S"]
    assert cursor.fetchone() == (0, "x0")  # the cursor is where it was
    tables = list(connection.execute(sql).fetch_arrow_batches())
    assert len(tables) > 1
    assert sum(table.num_rows for table in tables) == 250_000
    assert connection.cursor().get_result_batches() is None
    dictionaries = connection.cursor(DictCursor).execute("SELECT 1 AS a").get_result_batches() or []
    assert [list(batch) for batch in dictionaries] == [[{"A": 1}]]


def test_frames_in_pieces(connection: Connection) -> None:
    pytest.importorskip("pandas")
    sql = "SELECT seq4() AS n FROM TABLE(GENERATOR(ROWCOUNT => 250000)) ORDER BY n"
    frames = list(connection.execute(sql).fetch_pandas_batches())
    assert len(frames) > 1
    assert sum(frame["N"].sum() for frame in frames) == 250_000 * 249_999 // 2
    [batch, *_] = connection.execute(sql).get_result_batches() or []
    assert batch.to_pandas()["N"].max() == 99_999


def test_arrow_without_rows(connection: Connection) -> None:
    assert connection.execute("SELECT 1 AS a WHERE FALSE").fetch_arrow_all() is None
    table = connection.execute("SELECT 1 AS a WHERE FALSE").fetch_arrow_all(force_return_table=True)
    assert table is not None
    assert (table.num_rows, table.column_names) == (0, ["A"])
    shown = connection.execute("SHOW TERSE DATABASES").fetch_arrow_all()
    assert shown is not None
    assert "name" in shown.column_names


def test_describe_with_values() -> None:
    with mockhaus_dbt.connect(database="DB", schema="S", paramstyle="qmark") as connection:
        assert [d.type_code for d in connection.cursor().describe("SELECT ?, ?", ("x", 1))] == [2, 0]
        cursor = connection.cursor()
        assert cursor.describe("SELECT ? AS a", (1.5,)) == cursor.description
        connection.execute("SET v = 't'")
        connection.execute("CREATE TABLE t (a DATE)")
        assert [d.name for d in cursor.describe("SELECT * FROM IDENTIFIER($v)")] == ["A"]


def test_a_procedure(connection: Connection) -> None:
    connection.execute("CREATE PROCEDURE p(a INT, b VARCHAR) RETURNS VARCHAR LANGUAGE SQL AS 'BEGIN RETURN b || a; END'")
    cursor = connection.cursor()
    assert cursor.callproc("p", (1, "x")) == (1, "x")
    assert cursor.fetchall() == [("x1",)]


def test_errors_by_the_connectors_names(connection: Connection) -> None:
    with pytest.raises(dbapi.ProgrammingError) as caught:
        connection.execute("SELECT nope")
    e = caught.value
    assert (e.errno, e.sqlstate, e.sfqid) == (904, "42000", connection.session.query_ids[-1])
    assert e.msg == "000904 (42000): SQL compilation error: error line 1 at position 7\ninvalid identifier 'NOPE'"
    assert e.raw_msg == "SQL compilation error: error line 1 at position 7\ninvalid identifier 'NOPE'"
    assert e.query == "SELECT nope"
    assert (mockhaus_dbt.ProgrammingError, mockhaus_dbt.apilevel) == (dbapi.ProgrammingError, "2.0")
    connection.execute("CREATE TABLE t (a INT NOT NULL)")
    for sql in ("INSERT INTO t VALUES (NULL)", "INSERT INTO t SELECT NULL"):
        with pytest.raises(dbapi.IntegrityError) as breach:
            connection.execute(sql)
        assert breach.value.errno == 100072
    with pytest.raises(dbapi.NotSupportedError):
        connection.cursor().scroll(1)
    closed = connection.cursor()
    closed.close()
    with pytest.raises(dbapi.InterfaceError, match="252006"):
        closed.execute("SELECT 1")
    for name in ("InterfaceError", "DatabaseError", "DataError", "OperationalError", "IntegrityError", "InternalError",
                 "ProgrammingError", "NotSupportedError"):  # fmt: skip
        assert issubclass(getattr(dbapi, name), dbapi.Error)
    assert issubclass(dbapi.Warning, Exception)


def test_types_of_pep_249(connection: Connection) -> None:
    cursor = connection.execute("SELECT 1, 1.5::FLOAT, 'x', CURRENT_DATE(), CURRENT_TIMESTAMP(), X'41'")
    codes = [column.type_code for column in cursor.description or []]
    wanted = [dbapi.NUMBER, dbapi.NUMBER, dbapi.STRING, dbapi.DATETIME, dbapi.DATETIME, dbapi.BINARY]
    assert codes == wanted
    assert codes[0] != dbapi.STRING
    assert dbapi.ROWID not in codes
    assert (dbapi.Date(2020, 1, 2), dbapi.Binary(b"x")) == (dt.date(2020, 1, 2), b"x")
    assert dbapi.TimestampFromTicks(0) == dt.datetime.fromtimestamp(0)
    assert dbapi.DateFromTicks(0) == dt.date.fromtimestamp(0)
    assert dbapi.TimeFromTicks(0) == dt.datetime.fromtimestamp(0).time()


def test_autocommit(connection: Connection) -> None:
    connection.execute("CREATE TABLE t (a INT)")
    connection.autocommit(False)
    connection.execute("INSERT INTO t VALUES (1)")
    connection.rollback()
    connection.autocommit(True)
    assert connection.execute("SELECT COUNT(*) FROM t").fetchall() == [(0,)]
    with pytest.raises(SessionError, match="251007"):
        connection.autocommit("yes")  # type: ignore[arg-type]
    with pytest.raises(SessionError, match="Invalid paramstyle"):
        mockhaus_dbt.connect(paramstyle="named")
    assert connection.is_valid()
    assert connection.user == "MOCKHAUS"


def test_a_timeout_and_options_that_there_are_not(connection: Connection) -> None:
    endless = "SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => 200000)) a, TABLE(GENERATOR(ROWCOUNT => 200000)) b"
    cursor = connection.cursor()
    started = time.monotonic()
    with pytest.raises(SqlError, match="000604"):
        cursor.execute(endless, timeout=0.3)
    assert time.monotonic() - started < 10
    assert cursor.execute("SELECT %s", (1,), timeout=60).fetchall() == [(1,)]
    with pytest.raises(TypeError, match="nonsense"):
        cursor.execute("SELECT 1", nonsense=True)  # type: ignore[call-arg]

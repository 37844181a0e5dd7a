"""The waist: results, ids, retries, limits, values."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt.account import Account
from mockhaus_dbt.conversion import converter, show_json, type_of
from mockhaus_dbt.errors import CompilationError, ExecutionError, SqlError, UnsupportedError
from mockhaus_dbt.executor import MockhausExecutor
from mockhaus_dbt.query_ids import new_query_id
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import STATEMENTS, statement
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.types import ResultColumn


@pytest.fixture
def executor() -> Iterator[MockhausExecutor]:
    with Account.open() as account:
        yield MockhausExecutor(account.session("DB", "S"))


def produced(executor: MockhausExecutor, sql: str, *kinds: t.SqlType) -> list[Any]:
    """One row of DuckDB text, shown as columns of Snowflake types."""
    columns = tuple(ResultColumn(f"C{i}", kind) for i, kind in enumerate(kinds))
    row = executor.session.run(sql, columns).fetchone()
    assert row is not None
    return list(row)


def test_the_last_result_is_given(executor: MockhausExecutor) -> None:
    assert executor.execute_snowflake_sql("SELECT 1; SELECT 2 AS b;").column_names == ["B"]
    assert [r.fetchall() for r in executor.execute("SELECT 1; SELECT 2")] == [[(1,)], [(2,)]]


def test_positions_count_from_the_start_of_a_statement(executor: MockhausExecutor) -> None:
    with pytest.raises(CompilationError, match="error line 1 at position 7"):
        executor.execute("SELECT 1;\n\n  SELECT nope")


def test_query_ids(executor: MockhausExecutor) -> None:
    first, second = executor.execute("SELECT 1; SELECT 1")
    assert first.query_id != second.query_id
    assert executor.session.query_ids[-2:] == [first.query_id, second.query_id]
    with pytest.raises(SqlError) as failed:
        executor.execute("SELECT nope")
    assert failed.value.query_id == executor.session.query_ids[-1]
    assert len({new_query_id(0) for _ in range(70000)}) == 70000
    assert len(new_query_id(time.time())) == 36


@pytest.mark.parametrize(
    ("sql", "kind", "said"),
    [
        ("", CompilationError, "000900 (42601)"),
        ("  -- nothing\n;;", CompilationError, "000900 (42601)"),
        ("selec 1", CompilationError, "unexpected 'selec'"),
        ("CREATE", CompilationError, "unexpected '<EOF>'"),
        ("CREATE GIZMO x", CompilationError, "unexpected 'GIZMO'"),
        ("CREATE AGENT x", UnsupportedError, "Unsupported feature 'CREATE AGENT'"),
        ("SELECT 'open", CompilationError, "001003 (42000)"),
        ("SELECT 1; SELECT 1 / 0", ExecutionError, "100051 (22012): Division by zero"),
    ],
)
def test_failures(executor: MockhausExecutor, sql: str, kind: type[SqlError], said: str) -> None:
    with pytest.raises(kind) as failed:
        executor.execute(sql)
    assert said in str(failed.value)
    assert failed.value.query_id


def test_errors_of_the_data_show_at_once(executor: MockhausExecutor) -> None:
    executor.execute("CREATE TABLE t AS SELECT column1::INT AS a FROM VALUES (1), (0)")
    with pytest.raises(ExecutionError, match="Division by zero"):
        executor.execute("SELECT 1 / a FROM t")


def test_results_do_not_disturb_each_other(executor: MockhausExecutor) -> None:
    executor.session.rows('CREATE TABLE "DB.S".big AS SELECT range AS a FROM range(5000)')
    columns = (ResultColumn("A", t.INTEGER),)
    big = executor.session.run('SELECT a FROM "DB.S".big ORDER BY a', columns)
    again = executor.session.run('SELECT a FROM "DB.S".big ORDER BY a DESC', columns)
    executor.execute("SELECT 1")
    assert big.fetchmany(990) == [(i,) for i in range(990)]
    assert big.fetchmany(20) == [(i,) for i in range(990, 1010)]
    assert big.fetchone() == (1010,)
    assert big.fetchall() == [(i,) for i in range(1011, 5000)]
    assert big.fetchone() is None
    assert again.arrow().num_rows == 5000
    assert (again.rowcount, again.fetchall()) == (5000, [])
    again.query_id = "again"
    executor.session.results.keep(again)
    relation = executor.session.results.relation(executor.session.cursor, "again")
    assert executor.session.rows(f"SELECT count(*), min(C0) FROM {relation.sql}") == [(5000, 0)]
    assert len(list(executor.session.run('SELECT a FROM "DB.S".big', columns))) == 5000


def test_large_results_as_arrow(executor: MockhausExecutor) -> None:
    columns = tuple(
        ResultColumn(name, kind)
        for name, kind in zip("ABCDEF", (t.INTEGER, t.INTEGER, t.VARIANT, t.number(9, 2), t.TIMESTAMP_TZ, t.TIMESTAMP_LTZ))
    )
    sql = """SELECT range, range::HUGEINT * 10000000000000000000, '{"a":1}'::JSON, 1.50::DECIMAL(9,2),
        {utc: TIMESTAMP '2020-01-01', offset_minutes: 60::SMALLINT}, TIMESTAMPTZ '2020-01-01 00:00:00+00'
        FROM range(2500)"""
    result = executor.session.run(sql, columns)
    result.fetchmany(10)
    table = result.arrow()
    rows = executor.session.run(sql, columns).fetchall()[10:]
    assert table.num_rows == 2490
    assert [tuple(r.values()) for r in table.to_pylist()] == rows
    assert result.fetchall() == []
    assert {type(r[1]) for r in rows} == {int}
    result = executor.session.run(sql, columns)
    result.fetchmany(1010)
    assert result.arrow().num_rows == 1490


def test_values_are_the_connectors(executor: MockhausExecutor) -> None:
    executor.session.set_parameter("TIMEZONE", "Europe/Berlin")
    row = produced(
        executor,
        """SELECT 1::BIGINT, 1::HUGEINT, 12345678901234567890123456789012345678::DECIMAL(38,0), 1.50::DECIMAL(5,2),
        1.5::DOUBLE, 'x', true, '\\x01'::BLOB, DATE '2020-01-02', TIME '01:02:03.5', TIMESTAMP '2020-01-02 03:04:05',
        TIMESTAMPTZ '2020-01-02 03:04:05+00', {utc: TIMESTAMP '2020-01-02 03:04:05', offset_minutes: -330::SMALLINT},
        '{"a":[1,12345678901234567890123.10]}'::JSON, NULL::BIGINT""",
        t.INTEGER, t.INTEGER, t.INTEGER, t.number(5, 2), t.FLOAT, t.VARCHAR, t.BOOLEAN, t.BINARY, t.DATE, t.TIME,
        t.TIMESTAMP_NTZ, t.TIMESTAMP_LTZ, t.TIMESTAMP_TZ, t.VARIANT, t.INTEGER,
    )  # fmt: skip
    moment = dt.datetime(2020, 1, 2, 3, 4, 5)
    assert row[:3] == [1, 1, 12345678901234567890123456789012345678]
    assert all(type(v) is int for v in row[:3])
    assert (str(row[3]), row[4:7], row[7]) == ("1.50", [1.5, "x", True], bytearray(b"\x01"))
    assert row[8:11] == [dt.date(2020, 1, 2), dt.time(1, 2, 3, 500000), moment]
    assert row[11] == moment.replace(tzinfo=dt.timezone.utc)
    assert row[11].utcoffset() == dt.timedelta(hours=1)
    assert row[12] == moment.replace(tzinfo=dt.timezone.utc)
    assert row[12].utcoffset() == dt.timedelta(minutes=-330)
    assert row[13] == '{"a":[1,12345678901234567890123.10]}'
    assert row[14] is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{}", "{}"),
        ("[]", "[]"),
        ('{"a":{},"b":[]}', '{\n  "a": {},\n  "b": []\n}'),
        ('[1,[2,{"x":"a,b:{}"}]]', '[\n  1,\n  [\n    2,\n    {\n      "x": "a,b:{}"\n    }\n  ]\n]'),
        (r'{"a":"\"}"}', '{\n  "a": "\\"}"\n}'),
        ('"text"', '"text"'),
        ("1.500", "1.500"),
        ("null", "null"),
        ("", "undefined"),
    ],
)
def test_json_is_shown_as_snowflake_shows_it(text: str, shown: str) -> None:
    assert show_json(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"a":[1,"x y"]}', '{"a":[1,"x y"]}'),
        ('{ "a" : [1, "x, y"] }', '{"a":[1,"x, y"]}'),
        ("[1,-0.0,2]", "[1,undefined,2]"),
        ('["-0.0"]', '["-0.0"]'),
        ("-0.0", "undefined"),
    ],
)
def test_json_on_one_line(text: str, shown: str) -> None:
    assert show_json(text, 0) == shown


def test_json_indent(executor: MockhausExecutor) -> None:
    executor.execute("ALTER SESSION SET JSON_INDENT = 0")
    assert produced(executor, "SELECT '{\"a\":[1,2]}'::JSON", t.VARIANT) == ['{"a":[1,2]}']
    executor.execute("ALTER SESSION SET JSON_INDENT = 1")
    assert produced(executor, "SELECT '{\"a\":[1]}'::JSON", t.VARIANT) == ['{\n "a": [\n  1\n ]\n}']


@pytest.mark.parametrize(
    ("type_", "physical"),
    [
        (t.INTEGER, "BIGINT"),
        (t.INTEGER, "HUGEINT"),
        (t.number(5, 2), "DECIMAL(5,2)"),
        (t.FLOAT, "DOUBLE"),
        (t.VARCHAR, "VARCHAR"),
        (t.BOOLEAN, "BOOLEAN"),
        (t.DATE, "DATE"),
        (t.TIMESTAMP_NTZ, "TIMESTAMP"),
        (t.TIMESTAMP_LTZ, "TIMESTAMP WITH TIME ZONE"),
    ],
)
def test_plain_columns_cost_nothing(type_: t.SqlType, physical: str) -> None:
    assert converter(type_, physical) is None
    assert type_of(physical).name == type_.name


def test_values_that_need_a_repair(executor: MockhausExecutor) -> None:
    row = produced(
        executor, "SELECT 1.5::DOUBLE, 1::BIGINT, TIMESTAMP '2020-01-02 00:00:00', DATE '2020-01-02', 1, 1.0::DECIMAL(3,1)",
        t.number(5, 2), t.FLOAT, t.DATE, t.TIMESTAMP_NTZ, t.VARCHAR, t.number(10, 3),
    )  # fmt: skip
    assert row == [Decimal("1.50"), 1.0, dt.date(2020, 1, 2), dt.datetime(2020, 1, 2), "1", Decimal("1.000")]
    assert str(row[5]) == "1.000"


def test_integers_widen_without_notice(executor: MockhausExecutor) -> None:
    rows = executor.execute_snowflake_sql("SELECT 9223372036854775807 + 1").fetchall()
    assert rows == [(9223372036854775808,)]
    executor.execute("CREATE TABLE t (a INT); INSERT INTO t VALUES (9223372036854775807)")
    executor.execute("BEGIN; INSERT INTO t VALUES (1); UPDATE t SET a = a + 1; COMMIT")
    rows = executor.execute_snowflake_sql("SELECT a FROM t ORDER BY a").fetchall()
    assert rows == [(2,), (9223372036854775808,)]
    assert executor.session.wide is False


def test_results_can_be_scanned_again(executor: MockhausExecutor) -> None:
    sources = [
        executor.session.run(
            "SELECT range AS a, 'it''s' AS b, {utc: TIMESTAMP '2020-01-01', offset_minutes: 60::SMALLINT} AS c, "
            "'\\x00A'::BLOB AS d, NULL::DATE AS e, '{\"a\":1}'::JSON AS f FROM range(1500)",
            tuple(ResultColumn(n, k) for n, k in zip("ABCDEF", (t.INTEGER, t.VARCHAR, t.TIMESTAMP_TZ, t.BINARY, t.DATE, t.OBJECT))),
        ),
        QueryResult.of([ResultColumn("n", t.INTEGER), "s"], [(1, "x"), (None, None)]),
        QueryResult.of(["s"], []),
    ]
    for i, source in enumerate(sources):
        source.query_id = f"q{i}"
        executor.session.results.keep(source)
        relation = executor.session.results.relation(executor.session.cursor, f"q{i}")
        again = executor.session.run(f"SELECT * FROM {relation.sql}", source.columns)
        assert again.fetchall() == source.fetchall()
    with pytest.raises(CompilationError, match=r"Statement .* does not exist"):
        executor.session.results.relation(executor.session.cursor, "nope")
    for i in range(30):
        source.query_id = f"more{i}"
        executor.session.results.keep(source)
    assert "q0" not in executor.session.results
    assert executor.session.results.get("more29") is source


def test_time_limit(executor: MockhausExecutor) -> None:
    executor.execute("ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = 1")

    @statement("TEST ENDLESS")
    def endless(session: Session, _statement: Statement) -> QueryResult:
        return session.run("SELECT count(*) FROM range(1000000000000) t(a) WHERE a % 7 = 3", (ResultColumn("N", t.INTEGER),))

    try:
        with pytest.raises(ExecutionError, match=r"000630 .57014.: Statement reached its statement or warehouse timeout of 1"):
            executor.run(Statement("TEST ENDLESS", [], ""))
        assert executor.execute_snowflake_sql("SELECT 1").fetchall() == [(1,)]
        executor.execute("ALTER SESSION UNSET STATEMENT_TIMEOUT_IN_SECONDS")
        timer = threading.Timer(0.3, executor.session.interrupt)
        timer.start()
        with pytest.raises(ExecutionError, match=r"000604 .57014.: SQL execution canceled"):
            executor.run(Statement("TEST ENDLESS", [], ""))
        timer.join()
    finally:
        del STATEMENTS["TEST ENDLESS"]


def test_a_waiting_statement_can_be_cancelled(executor: MockhausExecutor) -> None:
    timer = threading.Timer(0.3, executor.session.interrupt)
    timer.start()
    began = time.monotonic()
    with pytest.raises(ExecutionError, match=r"000604 .57014.: SQL execution canceled"):
        executor.execute_snowflake_sql("SELECT SYSTEM$WAIT(30)")
    assert time.monotonic() - began < 10
    timer.join()


def test_row_limit(executor: MockhausExecutor) -> None:
    executor.execute("ALTER SESSION SET ROWS_PER_RESULTSET = 2")
    result = executor.execute_snowflake_sql("SELECT * FROM VALUES (1), (2), (3)")
    assert (result.rowcount, len(result.fetchall())) == (2, 2)


def test_our_own_defects_look_like_errors(executor: MockhausExecutor) -> None:
    @statement("TEST DEFECT")
    def defect(session: Session, _statement: Statement) -> QueryResult:
        raise KeyError("oops")

    try:
        with pytest.raises(ExecutionError, match=r"000603 .*KeyError: 'oops'") as failed:
            executor.run(Statement("TEST DEFECT", [], ""))
        assert isinstance(failed.value.__cause__, KeyError)
        assert failed.value.query_id == executor.session.query_ids[-1]
    finally:
        del STATEMENTS["TEST DEFECT"]


def test_one_handler_per_statement() -> None:
    with pytest.raises(ValueError, match="SELECT has a handler"):
        statement("SELECT")(lambda session, statement: QueryResult.message(""))


def test_explain(executor: MockhausExecutor) -> None:
    executor.execute("CREATE TABLE t (a INT)")
    rows = executor.execute_snowflake_sql("EXPLAIN SELECT a FROM t").fetchall()
    assert [(r[3], r[4]) for r in rows] == [("GlobalStats", None), ("Result", None), ("TableScan", "DB.S.T")]
    assert executor.execute_snowflake_sql("EXPLAIN USING TEXT SELECT a FROM t").column_names == ["content"]
    assert '"TableScan"' in str(executor.execute_snowflake_sql("EXPLAIN USING JSON SELECT a FROM t").fetchone())
    with pytest.raises(UnsupportedError, match="EXPLAIN SHOW TABLES"):
        executor.execute("EXPLAIN SHOW TABLES")


def test_a_statement_within_a_statement(executor: MockhausExecutor) -> None:
    @statement("TEST NESTED")
    def nested(session: Session, _statement: Statement) -> QueryResult:
        return session.execute("SELECT 7")

    try:
        assert executor.run(Statement("TEST NESTED", [], "")).fetchall() == [(7,)]
    finally:
        del STATEMENTS["TEST NESTED"]


def test_public_names() -> None:
    for name in mockhaus_dbt.__all__:
        assert getattr(mockhaus_dbt, name) is not None
    assert set(dir(mockhaus_dbt)) == set(mockhaus_dbt.__all__)
    with pytest.raises(AttributeError):
        mockhaus_dbt.nope  # noqa: B018

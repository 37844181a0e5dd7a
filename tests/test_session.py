"""Sessions: names, parameters, variables, context functions, temporary objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt.dbapi import Connection
from mockhaus_dbt.errors import CompilationError, SessionError, SqlError, UnsupportedError
from tests.conftest import Sql


@pytest.fixture
def connection() -> Iterator[Connection]:
    with mockhaus_dbt.connect(database="DB", schema="S") as opened:
        yield opened


def value(connection: Connection, sql: str) -> Any:
    row = connection.execute(sql).fetchone()
    assert row is not None
    return row[0]


def test_connect_makes_what_is_missing() -> None:
    with mockhaus_dbt.connect(database="shop", schema='"Raw"', role="loader", warehouse="big") as connection:
        assert (connection.database, connection.schema) == ("SHOP", "Raw")
        assert (connection.role, connection.warehouse) == ("LOADER", "BIG")
        catalog = connection.session.catalog
        assert [o.name for o in catalog.objects("SCHEMA", "SHOP")] == ["INFORMATION_SCHEMA", "PUBLIC", "Raw"]
        assert catalog.get("WAREHOUSE", "", "", "BIG") is not None
        connection.execute("USE ROLE loader; USE WAREHOUSE big")


def test_connect_without_making() -> None:
    with mockhaus_dbt.connect(database="nope", schema="x", create=False) as connection:
        assert (connection.database, connection.schema) == (None, None)
        with pytest.raises(CompilationError, match=r"^090105 \(22000\): Cannot perform"):
            connection.execute("CREATE TABLE t (a INT)")


@pytest.mark.parametrize(
    ("sql", "database", "schema"),
    [
        ("USE DATABASE db", "DB", "PUBLIC"),
        ("USE db", "DB", "PUBLIC"),
        ("USE db.s", "DB", "S"),
        ("USE SCHEMA public", "DB", "PUBLIC"),
        ("USE SCHEMA db.public", "DB", "PUBLIC"),
    ],
)
def test_use(connection: Connection, sql: str, database: str, schema: str) -> None:
    connection.execute(sql)
    assert (connection.database, connection.schema) == (database, schema)
    assert value(connection, "SELECT CURRENT_DATABASE()") == database


@pytest.mark.parametrize("what", ["DATABASE", "SCHEMA", "WAREHOUSE", "ROLE"])
def test_use_of_what_is_not_there(connection: Connection, what: str) -> None:
    with pytest.raises(CompilationError, match=r"002043 \(02000\)"):
        connection.execute(f"USE {what} nope")
    assert (connection.database, connection.schema) == ("DB", "S")


def test_parameters(connection: Connection) -> None:
    shown = "SHOW PARAMETERS LIKE 'query_tag' IN SESSION"
    assert connection.execute(shown).fetchall()[0][:4] == ("QUERY_TAG", "", "", "")
    connection.execute("ALTER SESSION SET QUERY_TAG = 'nightly', WEEK_START = 1")
    assert connection.execute(shown).fetchall()[0][:4] == ("QUERY_TAG", "nightly", "", "SESSION")
    assert connection.execute("SHOW PARAMETERS LIKE 'week_start'").fetchall()[0][1:4] == ("1", "0", "SESSION")
    connection.execute("ALTER SESSION UNSET QUERY_TAG, WEEK_START")
    assert connection.execute(shown).fetchall()[0][:4] == ("QUERY_TAG", "", "", "")
    heads = [c.name for c in connection.execute(shown).description or []]
    assert heads == ["key", "value", "default", "level", "description", "type"]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("NOPE = 1", "invalid parameter 'NOPE'"),
        ("WEEK_START = 8", "invalid value .8. for parameter 'WEEK_START'"),
        ("AUTOCOMMIT = 'maybe'", "invalid value"),
        ("TIMEZONE = 'Nowhere/Land'", "invalid value .Nowhere/Land. for parameter 'TIMEZONE'"),
        ("QUERY_TAG = 'x' NOPE = 1", "invalid parameter 'NOPE'"),
    ],
)
def test_wrong_parameters_change_nothing(connection: Connection, setting: str, said: str) -> None:
    before = dict(connection.session.parameters)
    with pytest.raises(CompilationError, match=said):
        connection.execute(f"ALTER SESSION SET {setting}")
    assert dict(connection.session.parameters) == before


def test_what_would_change_results_is_refused(connection: Connection) -> None:
    with pytest.raises(UnsupportedError, match="STRICT_JSON_OUTPUT"):
        connection.execute("ALTER SESSION SET STRICT_JSON_OUTPUT = TRUE")
    connection.execute("ALTER SESSION SET STRICT_JSON_OUTPUT = FALSE")


def test_quoted_identifiers_ignore_case(connection: Connection) -> None:
    connection.execute('CREATE TABLE "One" (i INT)')
    connection.execute("ALTER SESSION SET QUOTED_IDENTIFIERS_IGNORE_CASE = TRUE")
    connection.execute('CREATE TABLE "Three" ("k" INT)')
    connection.execute('CREATE VIEW over_it AS SELECT "k" AS "Kk", \'"k"\' AS "text" FROM "three"')
    connection.execute('INSERT INTO "THREE" ("K") VALUES (3)')
    with pytest.raises(CompilationError, match="'ONE' does not exist"):
        connection.execute('SELECT * FROM "One"')
    connection.execute("ALTER SESSION UNSET QUOTED_IDENTIFIERS_IGNORE_CASE")
    result = connection.execute("SELECT * FROM over_it")
    assert ([c.name for c in result.description], result.fetchall()) == (["KK", "TEXT"], [(3, '"k"')])
    connection.execute("ALTER TABLE three ADD COLUMN more INT")
    assert connection.execute("SELECT kk FROM over_it").fetchall() == [(3,)]


def test_object_parameters(connection: Connection) -> None:
    rows = connection.execute("SHOW PARAMETERS LIKE 'DATA_RETENTION%' IN DATABASE db").fetchall()
    assert [(r[0], r[1], r[5]) for r in rows] == [("DATA_RETENTION_TIME_IN_DAYS", "1", "NUMBER")]
    with pytest.raises(SqlError, match="does not exist"):
        connection.execute("SHOW PARAMETERS IN DATABASE nope")


def test_variables(connection: Connection) -> None:
    connection.execute("SET x = 40 + 2")
    assert value(connection, "SELECT $x") == 42
    connection.execute("SET (a, b) = ('q', 2 * $x)")
    assert connection.execute("SELECT $a, $b").fetchall() == [("q", 84)]
    connection.execute("SET (a, b) = (SELECT 1, 'z')")
    assert connection.execute("SELECT $a, $b").fetchall() == [(1, "z")]
    shown = connection.execute("SHOW VARIABLES").fetchall()
    assert [(r[0], *r[3:6]) for r in shown] == [
        (connection.session_id, "A", "1", "fixed"),
        (connection.session_id, "B", "z", "text"),
        (connection.session_id, "X", "42", "fixed"),
    ]
    connection.execute("UNSET (a, b)")
    assert [r[3] for r in connection.execute("SHOW VARIABLES LIKE '%'").fetchall()] == ["X"]
    with pytest.raises(CompilationError, match="Session variable '\\$A' does not exist"):
        connection.execute("SELECT $a")
    with pytest.raises(CompilationError, match="expecting 2 values but got 1"):
        connection.execute("SET (a, b) = (1)")
    with pytest.raises(CompilationError, match="size limit"):
        connection.execute(f"SET a = '{'x' * 20000}'")


def test_context_functions(connection: Connection) -> None:
    functions = connection.session.context().functions
    for name in list(functions):
        assert functions.get(name) is not None
        connection.session.rows(f"SELECT {functions[name]}")
    assert functions.get("NO_SUCH") is None
    assert "NO_SUCH" not in functions


def test_what_belongs_to_the_moment_is_not_kept(connection: Connection) -> None:
    other = connection.account.session("DB", "S")
    first = connection.execute("SELECT CURRENT_SESSION()").fetchall()
    second = other.execute if other else None
    from mockhaus_dbt.executor import MockhausExecutor

    second = MockhausExecutor(other).execute_snowflake_sql("SELECT CURRENT_SESSION()").fetchall()
    assert first != second
    other.close()
    connection.execute("SELECT 1")
    one = value(connection, "SELECT LAST_QUERY_ID()")
    assert one == connection.session.query_ids[-2]
    assert value(connection, "SELECT LAST_QUERY_ID()") != one


def test_translations_are_kept_until_the_catalog_answers_otherwise(connection: Connection) -> None:
    kept = connection.account.translations
    connection.execute("CREATE TABLE t AS SELECT 1::INT AS a")
    connection.execute("SELECT * FROM t")
    count = len(kept)
    connection.execute("CREATE TABLE elsewhere (x INT)")
    assert connection.execute("SELECT * FROM t").fetchall() == [(1,)]
    assert len(kept) == count
    connection.execute("CREATE OR REPLACE TABLE t AS SELECT 'x' AS b, 2::INT AS c")
    cursor = connection.execute("SELECT * FROM t")
    assert [d.name for d in cursor.description or []] == ["B", "C"]
    assert cursor.fetchall() == [("x", 2)]


def test_temporary_tables_hide_permanent_ones(connection: Connection) -> None:
    connection.execute("CREATE TABLE t AS SELECT 'permanent' AS x")
    connection.execute("CREATE TEMPORARY TABLE t AS SELECT 'temporary' AS x")
    assert value(connection, "SELECT x FROM db.s.t") == "temporary"
    with mockhaus_dbt.connect(connection.account, database="DB", schema="S") as other:
        assert value(other, "SELECT x FROM t") == "permanent"
    connection.execute("DROP TABLE t")
    assert value(connection, "SELECT x FROM db.s.t") == "permanent"


def test_temporary_objects_go_with_the_session(connection: Connection) -> None:
    with mockhaus_dbt.connect(connection.account, database="DB", schema="S") as other:
        other.execute("CREATE TEMPORARY TABLE gone AS SELECT 1 AS x")
    names = connection.session.rows("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%GONE%'")
    assert names == []


def test_closed_sessions_say_so(connection: Connection) -> None:
    connection.session.close()
    with pytest.raises(SessionError, match="390111"):
        connection.execute("SELECT 1")


def test_local_times_follow_the_session(connection: Connection) -> None:
    connection.execute("ALTER SESSION SET TIMEZONE = 'Asia/Tokyo'")
    moment = connection.execute("SHOW DATABASES").fetchall()[0][0]
    assert moment.utcoffset().total_seconds() == 9 * 3600
    assert value(connection, "SELECT CURRENT_TIMESTAMP()").utcoffset().total_seconds() == 9 * 3600


def test_now_is_the_start_of_the_statement(connection: Connection) -> None:
    rows = connection.execute("SELECT CURRENT_TIMESTAMP() = CURRENT_TIMESTAMP() FROM (VALUES (1), (2))").fetchall()
    assert rows == [(True,), (True,)]


def test_names_in_variables_and_bindings(connection: Connection) -> None:
    connection.execute("SET name = 'db.s.t'")
    connection.execute("CREATE TABLE IDENTIFIER($name) (a INT)")
    connection.execute("INSERT INTO IDENTIFIER($name) VALUES (1)")
    assert value(connection, "SELECT a FROM IDENTIFIER($name)") == 1
    connection.execute("SET name = 's'; USE SCHEMA IDENTIFIER($name)")
    run = connection.executor.execute_snowflake_sql
    assert run("SELECT a + ? FROM IDENTIFIER(?) WHERE a < ?", [5, "t", 9]).fetchall() == [(6,)]
    assert run("SELECT a + :2 FROM IDENTIFIER(:1)", ["t", 5]).fetchall() == [(6,)]
    run("DROP TABLE IDENTIFIER(?)", ["t"])
    with pytest.raises(CompilationError, match="002049"):
        run("DROP TABLE IDENTIFIER(:2)", ["t"])
    with pytest.raises(CompilationError, match="Session variable '\\$NOPE'"):
        run("DROP TABLE IDENTIFIER($nope)")


def test_parameters_of_the_account(connection: Connection) -> None:
    connection.execute("ALTER ACCOUNT SET WEEK_START = 1, QUERY_TAG = 'all'")
    with mockhaus_dbt.connect(connection.account, database="DB", query_tag="own") as other:
        rows = other.execute("SHOW PARAMETERS").fetchall()
        shown = {r[0]: (r[1], r[3]) for r in rows}
        assert shown["WEEK_START"] == ("1", "ACCOUNT")
        assert shown["QUERY_TAG"] == ("own", "SESSION")
    assert [r[1] for r in connection.execute("SHOW PARAMETERS LIKE 'week_start' IN ACCOUNT").fetchall()] == ["1"]
    connection.execute("ALTER ACCOUNT UNSET WEEK_START, QUERY_TAG")
    with pytest.raises(CompilationError, match="invalid parameter"):
        connection.execute("ALTER ACCOUNT SET NOPE = 1")
    with mockhaus_dbt.connect(connection.account, database="DB") as other:
        assert other.session.parameters["WEEK_START"] == 0


def test_identifiers_of_more_than_255_characters_are_refused(sql: Sql) -> None:
    long, longer = "x" * 255, "x" * 256
    sql(f'create table {long} (a int, "{long}" int)')
    assert sql(f"select a as {long} from {long}").column_names == [long.upper()]
    for text in (f"create table {longer} (a int)", f'create table t ("{longer}" int)', f"select 1 as {longer}"):
        assert f"invalid identifier '{longer}'" in sql.fails(text)


def test_every_session_parameter_of_the_page_is_followed_accepted_or_refused(sql: Sql) -> None:
    sql("alter session set log_level = 'INFO', trace_level = 'ALWAYS', csv_timestamp_format = 'YYYY', unsupported_ddl_action = ignore")
    assert sql.column("show parameters like 'log_level'", "value") == ["INFO"]
    assert "invalid value [LOUD]" in sql.fails("alter session set log_level = 'LOUD'")
    assert "invalid value [7]" in sql.fails("alter session set iceberg_timestamp_default_precision = 7")
    for refused in ("enable_get_ddl_use_data_type_alias = true", "strict_json_output = true"):
        assert "Unsupported feature" in sql.fails(f"alter session set {refused}")

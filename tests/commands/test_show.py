"""SHOW OBJECTS, COLUMNS, FUNCTIONS and the clauses that every SHOW shares."""

from __future__ import annotations

import time

import pytest

MISSING = "002043 (02000): SQL compilation error:\nObject does not exist, or operation cannot be performed."


@pytest.fixture
def three(sql):
    sql("create table a_t (a int)", "create view b_v as select 1 as a", 'create transient table "c_t" as select 1 as a')
    return sql


def test_show_objects(three):
    rows = three.dicts("show objects in db.sch limit 10000")
    assert list(rows[0]) == [
        "created_on", "name", "database_name", "schema_name", "kind", "comment", "cluster_by", "rows", "bytes", "owner",
        "retention_time", "owner_role_type", "budget", "is_hybrid", "is_dynamic", "is_iceberg", "is_interactive",
    ]  # fmt: skip
    assert [(r["name"], r["kind"], r["rows"]) for r in rows] == [("A_T", "TABLE", 0), ("B_V", "VIEW", 0), ("c_t", "TABLE", 1)]
    assert three("show terse objects").column_names == ["created_on", "name", "kind", "database_name", "schema_name"]


def test_pages(three):
    assert three.column("show objects in db.sch limit 2", "name") == ["A_T", "B_V"]
    assert three.column("show objects in db.sch limit 2 from 'B_V'", "name") == ["c_t"]
    assert three.column("show objects in db.sch starts with 'A_T' limit 1", "name") == ["A_T"]
    assert three.column("show objects in db.sch starts with 'a'", "name") == []
    assert "invalid value [10001]" in three.fails("show objects limit 10001")


def test_like(three):
    assert three.column("show objects like 'C%'", "name") == ["c_t"]
    assert three.column("show objects like 'a\\\\_t'", "name") == ["A_T"]
    assert three.column("show tables like '%_T' in schema db.sch", "name") == ["A_T", "c_t"]


def test_scopes(three):
    three("create schema other", "create table a_t (a int)")
    assert three.column("show tables in account", "schema_name") == ["OTHER", "SCH", "SCH"]
    assert three.column("show tables in database db", "schema_name") == ["OTHER", "SCH", "SCH"]
    assert three.column("show tables in schema", "schema_name") == ["OTHER"]
    assert three.column("show tables in schema sch", "name") == ["A_T", "c_t"]
    assert three.column("show tables", "name") == ["A_T", "c_t"]  # each name once
    for text in ("show objects in db.nope", "show tables in schema nope", "show views in database nope", "show objects in x.y"):
        assert three.fails(text) == MISSING


def test_too_many_rows(sql):
    from mockhaus_dbt.objects.listing import Listing

    with pytest.raises(Exception, match="exceeded the max number of rows"):
        Listing().pick([str(i) for i in range(10001)], str)


def test_show_objects_is_fast(sql):
    for i in range(100):
        sql(f"create table t{i} (a int)")
    sql("show objects in db.sch")
    took = []
    for _ in range(20):
        start = time.perf_counter()
        sql("show objects in db.sch limit 10000")
        took.append(time.perf_counter() - start)
    assert min(took) < 0.01  # about 1 ms on an idle machine


def test_show_columns(sql):
    """From the example of https://docs.snowflake.com/en/sql-reference/sql/show-columns"""
    sql("create table t (n number default 5, i bigint autoincrement, f float, s varchar(10) not null, ts timestamp_ltz(3), b binary)")
    rows = sql.dicts("show columns in table t")
    assert list(rows[0]) == [
        "table_name", "schema_name", "column_name", "data_type", "null?", "default", "kind", "expression", "comment",
        "database_name", "autoincrement", "schema_evolution_record",
    ]  # fmt: skip
    assert [r["data_type"] for r in rows] == [
        '{"type":"FIXED","precision":38,"scale":0,"nullable":true}',
        '{"type":"FIXED","precision":38,"scale":0,"nullable":true}',
        '{"type":"REAL","nullable":true}',
        '{"type":"TEXT","length":10,"byteLength":40,"nullable":false,"fixed":false}',
        '{"type":"TIMESTAMP_LTZ","precision":0,"scale":3,"nullable":true}',
        '{"type":"BINARY","length":8388608,"byteLength":8388608,"nullable":true,"fixed":true}',
    ]
    assert rows[0]["default"] == "5"
    assert rows[1]["autoincrement"] == "IDENTITY START 1 INCREMENT 1 NOORDER"
    assert sql.column("show columns like 'S' in schema db.sch", "column_name") == ["S"]
    assert sql.column("show columns in view t like 'n'", "column_name") == ["N"]


def test_show_user_functions(sql):
    result = sql("show user functions in db.sch")
    assert result.column_names[:4] == ["created_on", "name", "schema_name", "is_builtin"]
    assert {"catalog_name", "arguments", "language"} <= set(result.column_names)
    assert result.fetchall() == []
    assert sql.fails("show user functions in db.nope") == MISSING


def test_describe_of_information_schema(sql):
    assert "TABLE_TYPE" in sql.column("describe view information_schema.tables", "name")


@pytest.mark.parametrize("name", ["current", "public"])
def test_reserved_names_of_variables(sql, name):
    assert f"unexpected '{name}'" in sql.fails(f"set {name} = 1")
    assert f"unexpected '{name}'" in sql.fails(f"set (a, {name}) = (1, 2)")


def test_explain_of_information_schema(sql):
    assert sql.fails("explain select * from information_schema.tables") == (
        "003001 (42501): EXPLAIN command has insufficient privilege on object INFORMATION_SCHEMA.TABLES"
    )


def test_undrop_by_number(sql):
    assert "UNDROP TABLE by the number" in sql.fails("undrop table identifier(408578)")

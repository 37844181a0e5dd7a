"""CREATE, ALTER, DROP, SHOW and DESCRIBE of databases and schemas: messages, columns, errors."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pytest

import mockhaus_dbt
from mockhaus_dbt.translation.types import TIMESTAMP_LTZ

MISSING = "002043 (02000): SQL compilation error:\nObject does not exist, or operation cannot be performed."


def test_create_database_becomes_current(sql):
    assert sql.status("create database sales comment = 'all of them'") == "Database SALES successfully created."
    assert (sql.session.database, sql.session.schema) == ("SALES", "PUBLIC")
    assert sql.status("create database if not exists sales") == "SALES already exists, statement succeeded."
    assert sql.fails("create database sales") == "002002 (42710): SQL compilation error:\nObject 'SALES' already exists."
    assert sql.column("show terse schemas in database sales", "name") == ["INFORMATION_SCHEMA", "PUBLIC"]


def test_show_databases(sql):
    sql("create transient database other")
    rows = sql.dicts("show databases like 'OTH%'")
    assert list(rows[0])[:10] == [
        "created_on", "name", "is_default", "is_current", "origin", "owner", "comment", "options", "retention_time", "kind",
    ]  # fmt: skip
    assert rows[0]["options"] == "TRANSIENT"
    assert rows[0]["is_current"] == "Y"
    assert isinstance(rows[0]["created_on"], datetime) and rows[0]["created_on"].tzinfo is not None
    assert sql("show databases").columns[0].type == TIMESTAMP_LTZ


def test_drop_database_takes_everything(sql):
    sql("create database gone", "create table t (a int)", "create view v as select a from t")
    assert sql.status("drop database gone") == "GONE successfully dropped."
    assert sql.session.database is None
    assert sql.status("drop database if exists gone") == (
        "Drop statement executed successfully (GONE already dropped)."
    )
    assert sql.fails("drop database gone").endswith("Database 'GONE' does not exist or not authorized.")
    assert sql.column("show tables in account", "name") == []
    sql("create database gone")
    assert sql.column("show objects in database gone", "name") == []


def test_rename_database(sql):
    sql("create table t as select 1 as a", "alter database db rename to db2")
    assert sql.rows("select a from db2.sch.t") == [(1,)]
    assert "does not exist" in sql.fails("select a from db.sch.t")


def test_schema_life(sql):
    assert sql.status("create schema if not exists db.s2") == "Schema S2 successfully created."
    assert sql.session.schema == "S2"
    assert sql.status("create schema if not exists db.s2") == "S2 already exists, statement succeeded."
    assert sql.fails("create schema s2") == "002002 (42710): SQL compilation error:\nObject 'S2' already exists."
    assert sql.status("drop schema if exists db.s2 cascade") == "S2 successfully dropped."
    assert sql.session.schema is None
    assert sql.status("drop schema if exists db.s2 cascade") == (
        "Drop statement executed successfully (S2 already dropped)."
    )
    assert sql.status("drop schema if exists nowhere.s2") == "Drop statement executed successfully (S2 already dropped)."
    assert sql.fails("drop schema db.s2").endswith("Schema 'DB.S2' does not exist or not authorized.")


def test_quoted_names_that_differ_in_case(sql):
    sql('create schema "lower"', 'create schema "LOWER"', 'create table "lower".t as select 1 as a')
    sql('create table "LOWER".t as select 2 as a', 'create table "LOWER"."T~2" as select 3 as a')
    sql('create table "LOWER"."t" as select 4 as a')
    assert sql.rows('select a from "lower".t') == [(1,)]
    assert sql.rows('select a from "LOWER".t') == [(2,)]
    assert sql.rows('select a from "LOWER"."t"') == [(4,)]


def test_show_schemas_in_a_missing_database(sql):
    assert sql.fails("show terse schemas in database nope limit 10000") == MISSING
    assert sql.fails("show objects in db.nope limit 10000") == MISSING


def test_show_terse_schemas(sql):
    sql("create schema zz", "create schema aa")
    result = sql("show terse schemas in database db limit 2 from 'AA'")
    assert result.column_names == ["created_on", "name", "kind", "database_name", "schema_name"]
    assert [row[1] for row in result.fetchall()] == ["INFORMATION_SCHEMA", "PUBLIC"]


def test_swap_and_rename_schema(sql):
    sql("create schema a", "create table a.t as select 'a' as x", "create schema b", "create table b.t as select 'b' as x")
    sql("alter schema a swap with b")
    assert sql.rows("select x from a.t") == [("b",)]
    sql("alter schema a rename to c")
    assert sql.rows("select x from c.t") == [("b",)]
    assert "does not exist" in sql.fails("select x from a.t")


def test_clone_schema(sql):
    sql("create schema a", "create table t (id int identity, x varchar)", "insert into t (x) values ('p')")
    sql("create view v as select x from t", "create schema b clone a", "insert into b.t (x) values ('q')")
    assert sql.rows("select x from a.v") == [("p",)]
    assert sql.rows("select x from b.v order by x") == [("p",), ("q",)]


def test_undrop_of_what_is_not_kept(sql):
    assert "Schema X did not exist or was purged." in sql.fails("undrop schema x")


def test_what_undrop_needs_goes_with_the_account(tmp_path):
    path = str(tmp_path / "account.duckdb")
    with mockhaus_dbt.connect(path, database="DB") as connection:
        cursor = connection.cursor()
        cursor.execute("create table t as select 1 as a; drop table t; create schema s; drop schema s; create schema k")
        cursor.execute("drop schema k; undrop schema k")
    with duckdb.connect(path) as plain:
        assert plain.execute("select count(*) from duckdb_tables() where schema_name = 'DB.PUBLIC'").fetchone() == (0,)
        names = {row[0] for row in plain.execute("select schema_name from duckdb_schemas()").fetchall()}
        assert "DB.S" not in names and "DB.K" in names
    with mockhaus_dbt.connect(path, database="DB") as connection, pytest.raises(mockhaus_dbt.SqlError) as raised:
        connection.cursor().execute("undrop table t")
    assert "did not exist or was purged" in str(raised.value)


def test_the_oldest_of_fifty_goes(sql):
    for i in range(52):
        sql(f"create table t{i} as select {i} as a", f"drop table t{i}")
    assert "Table T0 did not exist or was purged." in sql.fails("undrop table t0")
    sql("undrop table t51")
    assert sql.rows("select a from t51") == [(51,)]


def test_describe_schema(sql):
    sql("create table t (a int)", "create sequence s")
    assert [row[1:] for row in sql.rows("describe schema sch")] == [("S", "SEQUENCE"), ("T", "TABLE")]


def test_retention_is_inherited(sql):
    """https://docs.snowflake.com/en/user-guide/data-time-travel"""
    sql("create schema s data_retention_time_in_days = 7", "create table x (a int)", "create transient table y (a int)")
    shown = "show tables in schema s ->> select \"name\", \"retention_time\" from $1"
    assert sql.rows(shown) == [("X", "7"), ("Y", "1")]
    assert sql.dicts("show parameters like 'data_ret%' in table x")[0]["level"] == "SCHEMA"
    assert sql.rows("select retention_time from information_schema.tables where table_name = 'X'") == [(7,)]
    sql("alter account set data_retention_time_in_days = 3")
    assert sql.column("show schemas like 'sch'", "retention_time") == ["3"]
    assert sql.column("show databases like 'db'", "retention_time") == ["3"]
    sql("alter account unset data_retention_time_in_days", "alter schema s set data_retention_time_in_days = 0")
    sql("drop table x")
    assert sql.fails("undrop table x").startswith("000003 (02000)")


@pytest.mark.parametrize(
    "text",
    [
        "create table t (a int) data_retention_time_in_days = 91",
        "create transient table t (a int) data_retention_time_in_days = 2",
        "create temporary table t (a int) data_retention_time_in_days = 2",
        "create transient schema s data_retention_time_in_days = 2",
        "alter schema sch set data_retention_time_in_days = -1",
        "alter account set data_retention_time_in_days = 100",
    ],
)
def test_days_of_time_travel(sql, text):
    assert sql.fails(text).startswith("001008 (22023)")


def test_parameters_that_are_elsewhere(sql):
    assert "'the parameter NETWORK_POLICY'" in sql.fails("alter account set network_policy = 'p'")
    assert sql.fails("alter session set data_retention_time_in_days = 1").startswith("001006 (22023)")


@pytest.mark.parametrize(
    "text", ["show variables", "show parameters", "show grants", "show locks", "show transactions",
             "alter session set week_start = 1"]
)
def test_owners_procedures_show_nothing_of_the_session(sql, text):
    """https://docs.snowflake.com/en/developer-guide/stored-procedure/stored-procedures-rights"""
    sql(f"create procedure p() returns int as 'begin {text}; return 1; end'")
    assert "Unsupported statement type" in sql.fails("call p()")
    sql(f"create or replace procedure p() returns int execute as caller as 'begin {text}; return 1; end'")
    assert sql.rows("call p()") == [(1,)]


BOUND = (
    "create masking policy p as (x varchar) returns varchar -> 'm'",
    "create row access policy r as (x varchar) returns boolean -> x <> 'b'",
    "create sequence q",
    "create table parent (id int primary key)",
    "create table t (a varchar masking policy p, b varchar, n int default q.nextval, f int references parent (id))"
    " with row access policy r on (b)",
    "insert into t (a, b) values ('a', 'x'), ('b', 'b')",
    "create view near as select a, b from t",
    "create view far as select a, b from db.sch.t",
    "create warehouse w",
    "create task one warehouse = w schedule = '1 minute' as select 1",
    "create task two warehouse = w after one as select 2",
)


def test_what_is_bound_follows_a_renamed_schema(sql):
    sql(*BOUND, "create stream s on table t", "alter schema sch rename to sch2")
    assert sql.rows("select a, b, n from t") == [("m", "x", 1)]
    assert sql.rows("select * from near") == [("m", "x")]
    assert "Schema 'DB.SCH' does not exist" in sql.fails("select * from far")
    sql("insert into t (a, b) values ('c', 'c')")
    assert sql.rows("select b, n from s") == [("c", 3)]
    assert sql.column("describe table t", "policy name")[0] == "DB.SCH2.P"
    assert sql.column("describe table t", "default")[2] == "DB.SCH2.Q.NEXTVAL"
    assert sql.column("show imported keys in t", "pk_schema_name") == ["SCH2"]
    assert sql.column("show tasks", "predecessors") == ["[]", '["DB.SCH2.ONE"]']
    assert sql.fails("drop masking policy p").startswith("003553")
    sql("alter database db rename to other")
    assert sql.rows("select b, n from t order by n") == [("x", 1), ("c", 3)]
    assert sql.column("show tasks", "predecessors") == ["[]", '["OTHER.SCH2.ONE"]']


def test_views_after_a_schema_is_renamed(sql):
    sql("create table t (a int)", "create view v as select * from t", "create view w as select * from db.sch.t")
    sql("create view x as select * from v", "alter schema sch rename to sch2")
    assert sql.rows("select * from x") == []
    assert "Schema 'DB.SCH' does not exist" in sql.fails("select * from w")
    sql("create schema copied clone sch2")
    assert "Schema 'DB.SCH' does not exist" in sql.fails("select * from copied.w")
    sql("create schema sch", "create table t (a int)", "insert into t values (1)", "alter schema sch swap with sch2")
    assert sql.rows("select * from sch2.t") == [(1,)]
    assert sql.rows("select * from sch.x") == []


def test_clones_are_bound_to_clones(sql):
    """https://docs.snowflake.com/en/user-guide/object-clone"""
    sql(*BOUND, "create schema copied clone sch")
    assert sql.column("describe table copied.t", "policy name")[0] == "DB.COPIED.P"
    assert sql.column("show imported keys in copied.t", "pk_schema_name") == ["COPIED"]
    sql("alter masking policy copied.p set body -> 'other'", "create database twin clone db")
    assert sql.rows("select a from copied.t union all select a from db.sch.t") == [("other",), ("m",)]
    assert sql.column("describe table twin.sch.t", "policy name")[0] == "TWIN.SCH.P"
    sql("insert into twin.sch.t (a, b) values ('c', 'c')")
    assert sql.rows("select b, n from twin.sch.t order by n") == [("x", 1), ("c", 3)]
    sql("alter database twin swap with db")
    assert sql.rows("select b, n from db.sch.t order by n") == [("x", 1), ("c", 3)]
    assert sql.column("describe table db.sch.t", "policy name")[0] == "DB.SCH.P"

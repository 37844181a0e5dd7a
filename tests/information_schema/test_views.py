"""The views of INFORMATION_SCHEMA."""

from __future__ import annotations

import pytest

import mockhaus_dbt
from mockhaus_dbt.information_schema.view_texts import view_texts

#: what dbt-snowflake's get_catalog_relations macro sends.
CATALOG = """
with tables as (
  select table_catalog as "table_database", table_schema as "table_schema", table_name as "table_name",
    case when is_dynamic = 'YES' and table_type = 'BASE TABLE' THEN 'DYNAMIC TABLE' else table_type end as "table_type",
    comment as "table_comment", table_owner as "table_owner",
    clustering_key as "stats:clustering_key:value", (clustering_key is not null) as "stats:clustering_key:include",
    row_count as "stats:row_count:value", bytes as "stats:bytes:value",
    to_varchar(convert_timezone('UTC', last_altered), 'yyyy-mm-dd HH24:MI'||'UTC') as "stats:last_modified:value",
    (last_altered is not null and table_type in ('BASE TABLE', 'INTERACTIVE TABLE')) as "stats:last_modified:include"
  from DB.INFORMATION_SCHEMA.tables
  where (("table_schema" ilike 'SCH' and upper("table_schema") = upper('SCH')
          and "table_name" ilike 't' and upper("table_name") = upper('t')))
), columns as (
  select table_catalog as "table_database", table_schema as "table_schema", table_name as "table_name",
    column_name as "column_name", ordinal_position as "column_index", data_type as "column_type", comment as "column_comment"
  from DB.INFORMATION_SCHEMA.columns
  where (("table_schema" ilike 'SCH' and upper("table_schema") = upper('SCH')))
)
select * from tables join columns using ("table_database", "table_schema", "table_name") order by "column_index"
"""


@pytest.mark.parametrize("name", view_texts())
def test_every_view_can_be_read(sql, name):
    sql("create table t (a int primary key)", "create sequence s", "create role r", "grant select on t to role r")
    result = sql(f"select * from db.information_schema.{name}")
    assert result.column_names == [c.name for c in view_texts()[name].columns]
    result.fetchall()


def test_tables(sql):
    sql("create transient table t cluster by (a) comment = 'c' as select 1 as a union all select 2", "create view v as select 1 as a")
    sql("create temporary table tmp (a int)", "delete from t where a = 1")
    rows = sql.dicts("select * from information_schema.tables where table_schema = 'SCH' order by table_name")
    shown = [(r["TABLE_NAME"], r["TABLE_TYPE"], r["IS_TRANSIENT"], r["CLUSTERING_KEY"], r["ROW_COUNT"], r["COMMENT"]) for r in rows]
    assert shown == [
        ("T", "BASE TABLE", "YES", "LINEAR(A)", 1, "c"),
        ("TMP", "TEMPORARY TABLE", "NO", None, 0, None),
        ("V", "VIEW", None, None, None, None),
    ]
    sql("insert into t values (3)")
    assert sql.rows("select row_count from information_schema.tables where table_name = 'T'") == [(2,)]
    assert sql.rows("select count(*) from information_schema.tables where table_name = 'TABLES'") == [(1,)]


def test_columns(sql):
    sql("create table t (id int identity(5, 2), name varchar(20) not null default 'x' comment 'c', n number(12,3), ts timestamp_tz)")
    rows = sql.dicts("select * from db.information_schema.columns where table_name = 'T' order by ordinal_position")
    names = ("COLUMN_NAME", "DATA_TYPE", "IS_NULLABLE", "CHARACTER_MAXIMUM_LENGTH", "NUMERIC_PRECISION", "NUMERIC_SCALE", "COMMENT")
    assert [tuple(r[n] for n in names) for r in rows] == [
        ("ID", "NUMBER", "YES", None, 38, 0, None),
        ("NAME", "TEXT", "NO", 20, None, None, "c"),
        ("N", "NUMBER", "YES", None, 12, 3, None),
        ("TS", "TIMESTAMP_TZ", "YES", None, None, None, None),
    ]
    assert (rows[0]["IDENTITY_START"], rows[0]["IDENTITY_INCREMENT"], rows[0]["IS_IDENTITY"]) == ("5", "2", "YES")
    assert rows[1]["COLUMN_DEFAULT"] == "'x'"


def test_schemata_as_dbt_asks(sql):
    text = "select count(*) from DB.INFORMATION_SCHEMA.schemata where upper(schema_name) = upper('{}') and upper(catalog_name) = upper('DB')"
    assert sql.rows(text.format("sch")) == [(1,)]
    assert sql.rows(text.format("nope")) == [(0,)]


def test_constraints(sql):
    sql("create table p (id int primary key)", "create table c (id int, constraint fk foreign key (id) references p (id))")
    rows = sql.rows("select constraint_type, table_name from information_schema.table_constraints order by 1")
    assert rows == [("FOREIGN KEY", "C"), ("PRIMARY KEY", "P")]
    rows = sql.rows("select constraint_name, unique_constraint_name like 'SYS_CONSTRAINT%' from information_schema.referential_constraints")
    assert rows == [("FK", True)]


def test_sequences(sql):
    sql("create sequence s start 3 increment 4")
    assert sql.rows("select start_value, next_value, \"INCREMENT\" from information_schema.sequences") == [("3", "3", "4")]


def test_other_databases(sql):
    sql("create database other", "create table t (a int)")
    assert sql.rows("select table_catalog from other.information_schema.tables where table_name = 'T'") == [("OTHER",)]
    assert sql.rows("select count(*) from db.information_schema.tables where table_name = 'T'") == [(0,)]
    assert sql.rows("select database_name from information_schema.databases order by 1") == [("DB",), ("OTHER",)]


def test_changes_of_others_are_seen(sql):
    count = "select count(*) from information_schema.tables where table_schema = 'SCH'"
    assert sql.rows(count) == [(0,)]
    sql.other()("create table t (a int)")
    assert sql.rows(count) == [(1,)]


def test_unknown_view(sql):
    assert "does not exist" in sql.fails("select * from information_schema.nope")


def test_catalog_of_dbt(sql):
    sql("create table t (a int comment 'the key', b varchar) comment = 'c'", "insert into t values (1, 'x')")
    rows = sql.dicts(CATALOG)
    assert [(r["column_name"], r["column_type"], r["column_comment"]) for r in rows] == [("A", "NUMBER", "the key"), ("B", "TEXT", None)]
    assert (rows[0]["table_type"], rows[0]["stats:row_count:value"], rows[0]["table_comment"]) == ("BASE TABLE", 1, "c")


def test_last_altered_moves_with_dml(sql):
    def altered():
        return sql.rows("select last_altered, last_ddl, created from information_schema.tables where table_name = 'T'")[0]

    sql("create table t (a int)")
    before = altered()
    assert before[0] == before[1]
    for statement in (
        "insert into t values (1)",
        "update t set a = 2",
        "delete from t where a = 99",
        "merge into t using (select 2 as b) on a = b when matched then update set a = 3",
        "insert overwrite into t select 1",
        "truncate table t",
    ):
        sql(statement)
        after = altered()
        assert after[0] > before[0] and after[1:] == before[1:], statement
        before = after
    sql("begin", "insert into t values (1)")
    assert altered() == before
    sql("rollback")
    assert altered() == before
    sql("begin", "insert into t values (1)", "commit")
    assert altered()[0] > before[0]
    sql("select * from t", "describe table t")
    before = altered()
    sql("create or replace table t (a int)")
    assert altered()[1] == altered()[0] > before[0]


def test_last_altered_survives(tmp_path):
    query = "select last_altered > created, last_altered from information_schema.tables where table_name = 'T'"
    for again in (False, True):
        with mockhaus_dbt.connect(str(tmp_path / "a.db"), database="DB", schema="SCH") as connection:
            if not again:
                connection.execute("create table t (a int); insert into t values (1)")
                first = connection.execute(query).fetchall()
            else:
                assert connection.execute(query).fetchall() == first
                assert first[0][0] is True


def test_pipes_external_tables_and_checks(sql, tmp_path):
    sql(
        f"create stage ext url = 'file://{tmp_path}/'",
        "create table t (a int)",
        "create pipe p comment = 'c' as copy into t from @ext pattern = '.*csv'",
        "alter table t add constraint pos check (a > 0)",
        "create external table e (v varchar as (value:c1::varchar)) location = @ext file_format = (type = csv)",
    )
    assert sql.rows("select pipe_name, definition, is_autoingest_enabled, comment, pattern from information_schema.pipes") == [
        ("P", "copy into t from @ext pattern = '.*csv'", "NO", "c", ".*csv")
    ]
    assert sql.rows("select table_name, location, file_format_type from information_schema.external_tables") == [
        ("E", "@DB.SCH.EXT/", "CSV")
    ]
    assert sql.rows("select * from information_schema.check_constraints") == [("DB", "SCH", "T", "POS", "a > 0")]
    assert sql.rows("select auto_clustering_on from information_schema.tables where table_name = 'T'") == [(False,)]

"""CREATE TABLE in its forms, DROP, DESCRIBE, SHOW TABLES."""

from __future__ import annotations

from decimal import Decimal

import pytest

TYPES = [
    ("number", "NUMBER(38,0)"),
    ("number(10)", "NUMBER(10,0)"),
    ("decimal(12, 2)", "NUMBER(12,2)"),
    ("integer", "NUMBER(38,0)"),
    ("float8", "FLOAT"),
    ("double precision", "FLOAT"),
    ("varchar", "VARCHAR(16777216)"),
    ("character varying(16777216)", "VARCHAR(16777216)"),
    ("text", "VARCHAR(16777216)"),
    ("char", "VARCHAR(1)"),
    ("binary", "BINARY(8388608)"),
    ("boolean", "BOOLEAN"),
    ("date", "DATE"),
    ("time", "TIME(9)"),
    ("timestamp", "TIMESTAMP_NTZ(9)"),
    ("timestamp without time zone", "TIMESTAMP_NTZ(9)"),
    ("timestamp_ltz(3)", "TIMESTAMP_LTZ(3)"),
    ("timestamp_tz", "TIMESTAMP_TZ(9)"),
    ("variant", "VARIANT"),
    ("object", "OBJECT"),
    ("array", "ARRAY"),
    ("array(number(5,1) not null)", "ARRAY(NUMBER(5,1) NOT NULL)"),
    ("array(timestamp_tz(3))", "ARRAY(TIMESTAMP_TZ(3))"),
    ('object(a varchar(3) not null, "b c" map(int, array(double precision)))',
     'OBJECT(a VARCHAR(3) NOT NULL, "b c" MAP(NUMBER(38,0), ARRAY(FLOAT)))'),
    ("object()", "OBJECT()"),
]


@pytest.mark.parametrize(("written", "shown"), TYPES)
def test_types(sql, written, shown):
    sql(f"create table t (a {written})")
    assert sql.column("describe table t", "type") == [shown]


def test_messages(sql):
    assert sql.status("create table t (a int)") == "Table T successfully created."
    assert sql.status("create table if not exists t (a int)") == "T already exists, statement succeeded."
    assert sql.fails("create table t (a int)") == (
        "002002 (42710): SQL compilation error:\nObject 'DB.SCH.T' already exists."
    )
    assert sql.status("drop table t") == "T successfully dropped."
    assert sql.status("drop table if exists t") == "Drop statement executed successfully (T already dropped)."
    assert sql.fails("drop table t") == (
        "002003 (02000): SQL compilation error:\nTable 'DB.SCH.T' does not exist or not authorized."
    )
    assert sql.status("drop table if exists nowhere.nothing.t") == (
        "Drop statement executed successfully (T already dropped)."
    )


def test_describe(sql):
    """The example of https://docs.snowflake.com/en/sql-reference/sql/desc-table"""
    sql(
        """create or replace table desc_example(
             c1 int primary key,
             c2 int,
             c3 int unique,
             c4 varchar(30) default 'Not applicable' comment 'This column is rarely populated',
             c5 varchar(100))"""
    )
    result = sql("describe table desc_example")
    assert result.column_names == [
        "name", "type", "kind", "null?", "default", "primary key", "unique key", "check", "expression", "comment",
        "policy name", "privacy domain",
    ]  # fmt: skip
    assert [row[:10] for row in result.fetchall()] == [
        ("C1", "NUMBER(38,0)", "COLUMN", "N", None, "Y", "N", None, None, None),
        ("C2", "NUMBER(38,0)", "COLUMN", "Y", None, "N", "N", None, None, None),
        ("C3", "NUMBER(38,0)", "COLUMN", "Y", None, "N", "Y", None, None, None),
        ("C4", "VARCHAR(30)", "COLUMN", "Y", "'Not applicable'", "N", "N", None, None, "This column is rarely populated"),
        ("C5", "VARCHAR(100)", "COLUMN", "Y", None, "N", "N", None, None, None),
    ]
    assert "Table 'DB.SCH.NOPE' does not exist or not authorized." in sql.fails("describe table nope")


def test_clauses_are_kept(sql):
    sql("create table other (id integer unique)")
    sql(
        """create or replace transient table t (
             id integer not null, "na me" varchar(10) collate 'en-ci', x number(10,2) default 1.5,
             constraint pk primary key (id), foreign key (id) references sch.other (id) on delete no action,
             unique (x) rely)
           cluster by (id, x) data_retention_time_in_days = 0 change_tracking = true
           enable_schema_evolution = true comment = 'it''s a table'"""
    )
    [row] = sql.dicts("show tables like 't'")
    assert row["kind"] == "TRANSIENT"
    assert row["cluster_by"] == "LINEAR(ID, X)"
    assert row["automatic_clustering"] == "ON"
    assert row["retention_time"] == "0"
    assert row["change_tracking"] == "ON"
    assert row["enable_schema_evolution"] == "Y"
    assert row["comment"] == "it's a table"
    assert sql.dicts("show primary keys in table t")[0]["constraint_name"] == "PK"
    assert sql.dicts("show unique keys in t")[0]["rely"] == "true"
    [key] = sql.dicts("show imported keys in schema sch")
    assert (key["pk_table_name"], key["fk_column_name"], key["delete_rule"]) == ("OTHER", "ID", "NO ACTION")
    assert sql.column("describe table t", "type")[1] == "VARCHAR(10) COLLATE 'en-ci'"


def test_keys_are_not_enforced(sql):
    sql("create table t (a int primary key, b int unique)", "insert into t values (1, 1), (1, 1)")
    assert sql.rows("select count(*) from t") == [(2,)]
    assert "NULL result in a non-nullable column" in sql.fails("insert into t values (null, 1)")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("create table t (a int, A int)", "duplicate column name 'A'"),
        ("create table t (a nothing)", "Unsupported data type 'NOTHING'."),
        ("create table t (a int", "syntax error"),
        ("create table t (a int) bogus = 1", "invalid property 'BOGUS' for 'TABLE'"),
        ("create table t (a int) change_tracking = 7", "invalid value [7] for parameter 'CHANGE_TRACKING'"),
        ("create table t", "syntax error"),
        ("create table t (a int, primary key (b))", "invalid identifier 'B'"),
        ("create table nowhere.s.t (a int)", "Database 'NOWHERE' does not exist or not authorized."),
        ("create table db.nos.t (a int)", "Schema 'DB.NOS' does not exist or not authorized."),
        ("create or replace table if not exists t (a int)", "mutually exclusive"),
        ("create table t (a int as (c + 1), b int)", "invalid identifier 'C'"),
    ],
)
def test_errors(sql, text, error):
    assert error in sql.fails(text)
    assert sql.column("show tables in schema sch", "name") == []


def test_identity(sql):
    sql("create table t (id int autoincrement start 10 increment 5, x varchar)", "insert into t (x) values ('a'), ('b')")
    assert sql.rows("select * from t order by id") == [(10, "a"), (15, "b")]
    assert sql.column("describe table t", "default")[0] == "IDENTITY START 10 INCREMENT 5 NOORDER"
    sql("create or replace table t (id int identity(1, -1) order)")
    assert sql.column("describe table t", "default") == ["IDENTITY START 1 INCREMENT -1 ORDER"]


def test_default(sql):
    sql("create table t (a int, b varchar default 'x' || 'y', c number(4,1) default 1.5)", "insert into t (a) values (1)")
    assert sql.rows("select * from t") == [(1, "xy", Decimal("1.5"))]


def test_ctas_types(sql):
    sql("create table t as select 1 as id, 'abc' as name, 2.50 as price, null as nothing, true as yes")
    assert sql.column("describe table t", "type") == [
        "NUMBER(1,0)", "VARCHAR(3)", "NUMBER(2,1)", "VARCHAR(16777216)", "BOOLEAN",
    ]  # fmt: skip


def test_ctas_with_columns(sql):
    sql("create or replace table t (id integer not null, name varchar(5)) as (select 1, 'abc')")
    assert sql.column("describe table t", "type") == ["NUMBER(38,0)", "VARCHAR(5)"]
    assert sql.column("describe table t", "null?") == ["N", "Y"]
    sql("create or replace table t (a, b) as select name, id from t")
    assert sql.rows("select * from t") == [("abc", 1)]
    assert "Invalid column definition list" in sql.fails("create or replace table t (a) as select 1, 2")
    assert "NULL result in a non-nullable column" in sql.fails("create or replace table t (a int not null) as select null")
    assert "too long" in sql.fails("create or replace table t (a varchar(2)) as select 'abc'")
    assert sql.rows("select * from t") == [("abc", 1)]


def test_ctas_of_itself(sql):
    sql("create table t as select 1 as a", "create or replace table t as select a, a + 1 as b from t")
    assert sql.rows("select * from t") == [(1, 2)]
    sql("create or replace table t (a int not null) as select b from t")
    assert sql.rows("select * from t") == [(2,)]


def test_names_of_ctas(sql):
    assert "duplicate column name" in sql.fails("create table t as select 1 as a, 2 as a")
    sql('create table t as select 1 as a, 2 as "a"')
    assert sql.rows('select "a", a from t') == [(2, 1)]


def test_like_and_clone(sql):
    sql("create table t (id int identity, x varchar not null default 'd' comment 'c', primary key (id)) cluster by (x)")
    sql("insert into t (x) values ('a')", "create table l like t", "create transient table c clone t copy grants")
    assert sql.rows("select count(*) from l") == [(0,)]
    assert sql.rows("select x from c") == [("a",)]
    assert [row[2:] for row in sql.rows("describe table l")] == [row[2:] for row in sql.rows("describe table t")]
    sql("drop table t", "insert into c (x) values ('b')", "insert into l (x) values ('c')")
    assert sql.rows("select x from c order by x") == [("a",), ("b",)]
    assert "which has no CHANGE_TRACKING" in sql.fails("create table n clone c at (offset => -60)")


def test_temporary_tables_shadow(sql):
    sql("create table t as select 'lasting' as x", "create temporary table t as select 'temporary' as x")
    assert sql.rows("select x from t") == [("temporary",)]
    assert sql.other().rows("select x from db.sch.t") == [("lasting",)]
    assert sorted(sql.column("show tables in schema sch", "kind")) == ["TABLE", "TEMPORARY"]
    assert sql.other().column("show tables in schema sch", "kind") == ["TABLE"]
    sql("drop table t")
    assert sql.rows("select x from t") == [("lasting",)]


def test_tables_and_views_share_names(sql):
    sql("create table t (a int)", "create view v as select 1 as a")
    assert sql.fails("create or replace view t as select 1 as a") == (
        "001998 (42710): SQL compilation error:\nObject 'T' already exists as TABLE"
    )
    assert sql.fails("create or replace table v (a int)").endswith("Object 'V' already exists as VIEW")
    assert sql.fails("drop view t") == (
        "002203 (02000): SQL compilation error:\nObject found is of type 'TABLE', not specified type 'VIEW'."
    )
    assert "'VIEW', not specified type 'TABLE'" in sql.fails("drop table if exists v")


def test_show_tables(sql):
    sql("create table t as select 1 as a union all select 2", "create iceberg table i base_location = 'x' as select 1 as a")
    result = sql("show tables in schema db.sch")
    assert result.column_names[:11] == [
        "created_on", "name", "database_name", "schema_name", "kind", "comment", "cluster_by", "rows", "bytes", "owner",
        "retention_time",
    ]  # fmt: skip
    rows = sql.dicts("show tables in schema db.sch")
    assert [(r["name"], r["rows"], r["is_iceberg"]) for r in rows] == [("I", 1, "Y"), ("T", 2, "N")]
    assert sql("show terse tables").column_names == ["created_on", "name", "kind", "database_name", "schema_name"]
    assert "dropped_on" in sql("show tables history").column_names


def test_rows_are_counted_after_deletes(sql):
    sql("create table t as select 1 as a union all select 2", "delete from t where a = 1")
    assert sql.column("show tables like 't'", "rows") == [1]


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("create table t (order int)", 16, "order"),
        ("create table select (a int)", 13, "select"),
        ("create table t (a int, current_date date)", 23, "current_date"),
        ("create view table as select 1 as a", 12, "table"),
        ("create schema values", 14, "values"),
        ("select 1 as group", 12, "group"),
    ],
)
def test_reserved_words_are_no_names(sql, text, place, word):
    wanted = f"001003 (42000): SQL compilation error:\nsyntax error line 1 at position {place} unexpected '{word}'."
    assert sql.fails(text) == wanted


def test_reserved_words_in_quotes_are_names(sql):
    sql('create table "ORDER" ("select" int, date date, left int)', 'insert into "ORDER" values (1, null, 2)')
    assert sql.rows('select "select" as "group", left from "ORDER"') == [(1, 2)]


def test_describe_the_stage_of_a_table(sql):
    sql("create table t (a int) stage_file_format = (type = csv skip_header = 1)", "create view v as select a from t")
    rows = sql.rows("describe table t type = stage")
    assert rows[:2] == [
        ("STAGE_FILE_FORMAT", "TYPE", "String", "CSV", "CSV"),
        ("STAGE_FILE_FORMAT", "RECORD_DELIMITER", "String", "\\n", "\\n"),
    ]
    assert ("STAGE_FILE_FORMAT", "SKIP_HEADER", "Integer", "1", "0") in rows
    assert "002203" in sql.fails("describe table v type = stage")


@pytest.mark.parametrize("form", ["as select 1 as a", "like u", "clone u", "(a int, b int as (a + 1))"])
def test_create_or_alter_table_takes_definitions_alone(sql, form):
    sql("create table u (a int)")
    assert sql.fails(f"create or alter table t {form}").startswith("000002 (0A000)")


def test_create_or_alter_table_keeps_collations(sql):
    sql("create or alter table t (a int, b varchar(20)) default_ddl_collation = 'fr'")
    assert "collation of column B" in sql.fails("create or alter table t (a int, b varchar(20)) default_ddl_collation = 'de'")
    sql("create or alter table t (a int, b varchar(200) collate 'fr') default_ddl_collation = 'de'")
    assert sql.column("desc table t", "type") == ["NUMBER(38,0)", "VARCHAR(200) COLLATE 'fr'"]


def test_the_start_of_a_sequence_and_noorder_stay(sql):
    sql("create sequence s start 3 order", "create or alter sequence s start 3 increment 4 order")
    assert sql.column("show sequences", "interval") == [4]
    assert "SET START" in sql.fails("create or alter sequence s start 5")
    sql("alter sequence s set noorder comment = 'c'")
    assert sql.dicts("desc sequence s")[0]["comment"] == "c"
    assert "NOORDER" in sql.fails("alter sequence s set order")


@pytest.mark.parametrize("query", ["select 1 + 1", "select a, upper(b) from t", "select count(*) from t union all select 1 as n"])
def test_an_expression_without_a_name_makes_no_column(sql, query):
    sql("create table t (a int, b varchar)")
    assert sql.fails(f"create table x as {query}") == (
        "002022 (42601): SQL compilation error:\nMissing column specification"
    )


def test_names_may_stand_in_the_list_or_come_from_a_subquery(sql):
    sql("create table v (n) as select 1 + 1", "create table t as select * from (select 1 + 1)")
    assert sql.rows("select n from v") == [(2,)]
    assert sql.rows("select $1 from t") == [(2,)]


def test_keys_with_other_properties_than_the_defaults_are_not_made(sql):
    """https://docs.snowflake.com/en/sql-reference/sql/create-table-constraint"""
    sql("create table p (a int primary key)")
    sql(
        """create table t (a int primary key enable, b int unique validate, c int unique enforced,
             d int references p match simple, e int references p on delete cascade,
             f int unique not enforced disable novalidate initially deferred rely)"""
    )
    assert sql.rows("show primary keys in t") == sql.rows("show imported keys in t") == []
    assert sql.column("show unique keys in t", "column_name") == ["F"]
    sql("alter session set unsupported_ddl_action = fail")
    assert sql.fails("create table u (a int primary key enable)").startswith("000002 (0A000)")


@pytest.mark.parametrize(
    "clause,message",
    [
        ("(a) references nope (a)", "002003 (42S02)"),
        ("(a) references p (z)", "000904 (42000): SQL compilation error:\ninvalid identifier 'Z'"),
        ("(a, b) references p (b, a)", "does not match a primary or unique key of table 'P' in order"),
        ("(a) references p", "does not match a primary or unique key"),
        ("(a) references p (b)", "does not match a primary or unique key"),
    ],
)
def test_foreign_keys_name_keys(sql, clause, message):
    sql("create table p (a int, b int, c int unique, primary key (a, b))", "create table t (a int, b int)")
    assert message in sql.fails(f"alter table t add foreign key {clause}")
    assert message in sql.fails(f"create table u (a int, b int, foreign key {clause})")
    sql("alter table t add foreign key (a, b) references p", "alter table t add column c int references p (c)")
    assert sql.column("show imported keys in t", "pk_column_name") == ["A", "B", "C"]
    sql("create table own (id int primary key, parent int references own (id))", "drop table p")
    assert sql.rows("show imported keys in t") == []


def test_show_of_keys_takes_a_place_alone(sql):
    sql("create table t (a int primary key)")
    for clause in ("like 'T'", "in table t limit 1", "starts with 'T'"):
        assert sql.fails(f"show primary keys {clause}").startswith("001003 (42000)")
    assert "already exists for table 'U'" in sql.fails("create table u (a int primary key, b int primary key)")


def test_starts_with_and_from_cancel_each_other_out(sql):
    """https://docs.snowflake.com/en/sql-reference/sql/show-tables"""
    sql("create table a1 (x int)", "create table a2 (x int)", "create table b1 (x int)")
    assert sql.column("show tables starts with 'B' limit 5 from 'A'", "name") == []
    assert sql.column("show tables starts with 'A' limit 5 from 'A1'", "name") == ["A2"]


def test_clones_and_privileges(sql):
    """https://docs.snowflake.com/en/sql-reference/sql/create-clone"""
    sql("create role r", "create table t (a int) cluster by (a)", "grant select on table t to role r")
    sql("grant insert on future tables in schema sch to role r", "create table c clone t")
    sql("create table g clone t copy grants")
    shown = "show grants on table {} ->> select \"privilege\" from $1 where \"privilege\" <> 'OWNERSHIP'"
    assert sql.rows(shown.format("c")) == [("INSERT",)]
    assert sql.rows(shown.format("g")) == [("SELECT",)]
    clustering = "show tables ->> select \"name\", \"automatic_clustering\" from $1"
    assert sql.rows(clustering) == [("C", "OFF"), ("G", "OFF"), ("T", "ON")]


@pytest.mark.parametrize(
    "text, position, word",
    [
        ("create secure table t (a int)", 7, "secure"),
        ("create or table t (a int)", 7, "or"),
        ("create transient temp table t (a int)", 17, "temp"),
        ("create local table t (a int)", 7, "local"),
        ("create or replace or replace table t (a int)", 18, "or"),
        ("create temp schema t", 7, "temp"),
        ("create transient view t as select 1 as a", 7, "transient"),
        ("create transient stage t", 7, "transient"),
        ("create aggregate procedure t() returns int language sql as '1'", 7, "aggregate"),
        ("create temp sequence t", 7, "temp"),
        ("show temp tables", 5, "temp"),
        ("create table t (a int autoincrement default 5)", 36, "default"),
        ("create table t (a int default 5 identity)", 32, "identity"),
        ("create table t (a int comment = 'x')", 30, "="),
    ],
)
def test_words_at_a_wrong_place(sql, text, position, word):
    assert f"syntax error line 1 at position {position} unexpected '{word}'." in sql.fails(text)


@pytest.mark.parametrize("default", ["(select 1)", "sum(1)", "row_number() over (order by 1)"])
def test_defaults_are_scalar(sql, default):
    assert "in DEFAULT" in sql.fails(f"create table t (a int default {default})")


@pytest.mark.parametrize(
    "modifiers",
    [
        "or replace local temp table",
        "global temporary table",
        "volatile table",
        "or replace transient table",
        "or replace secure view",
        "temporary secure view",
        "secure recursive view",
        "temp stage",
        "or alter transient schema",
    ],
)
def test_words_at_their_place(sql, modifiers):
    noun = modifiers.split()[-1]
    sql(f"create {modifiers} t" + {"table": " (a int)", "view": " (a) as select 1"}.get(noun, ""))


def test_read_only_tables_are_refused(sql):
    sql("create table t (a int)")
    assert "READ ONLY tables" in sql.fails("create temporary read only table u clone t")

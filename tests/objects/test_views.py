"""CREATE VIEW, ALTER VIEW, SHOW VIEWS."""

from __future__ import annotations


def test_messages(sql):
    assert sql.status("create view v as select 1 as a") == "View V successfully created."
    assert sql.status("create view if not exists v as select 1 as a") == "V already exists, statement succeeded."
    assert "Object 'DB.SCH.V' already exists." in sql.fails("create view v as select 2 as a")
    assert sql.status("drop view v cascade") == "V successfully dropped."
    assert sql.status("drop view if exists v") == "Drop statement executed successfully (V already dropped)."
    assert "View 'DB.SCH.V' does not exist or not authorized." in sql.fails("drop view v")


def test_data_metric_functions_are_refused_by_name(sql):
    assert "DATA METRIC FUNCTION" in sql.fails(
        "create view v with data metric function (snowflake.core.null_count on (a)) as select 1 as a"
    )


def test_columns(sql):
    sql("create table t (a int, b varchar(20))", "insert into t values (1, 'x')")
    sql("create tag cost")
    sql("""create or replace secure view v (id comment $$the key$$, name with tag (cost = 'x')) copy grants
           comment = 'words' as (select a, b from t)""")
    assert [(r["name"], r["type"], r["comment"]) for r in sql.dicts("describe view v")] == [
        ("ID", "NUMBER(38,0)", "the key"),
        ("NAME", "VARCHAR(20)", None),
    ]
    assert sql.rows("select name, id from v") == [("x", 1)]
    [row] = sql.dicts("show views")
    assert (row["is_secure"], row["comment"], row["is_materialized"]) == (True, "words", False)
    assert row["text"].startswith("create or replace secure view v (id comment")
    assert "Invalid column definition list" in sql.fails("create view w (x) as select a, b from t")
    assert "Object 'NOPE' does not exist" in sql.fails("create view w as select * from nope")


def test_names_mean_the_schema_of_the_view(sql):
    sql("create schema a", "create table t as select 'a' as x", "create schema b", "create table t as select 'b' as x")
    sql("create view a.v as select x from t")
    assert sql.rows("select x from a.v") == [("a",)]


def test_view_follows_its_table(sql):
    sql("create table t as select 1 as a", "create view v as select a from t", "create or replace table t as select 'x' as a")
    assert sql.rows("select a from v") == [("x",)]


def test_star_of_a_table_that_got_wider(sql):
    sql("create table t as select 1 as a", "create view v as select * from t", "create view w as select a from t")
    sql("alter table t add column b int")
    assert sql.fails("select * from v") == (
        "002057 (42601): SQL compilation error:\n"
        "View definition for 'V' declared 1 column(s), but view query produces 2 column(s)."
    )
    assert "declared 1 column(s)" in sql.fails("select count(*) from v")
    assert sql.rows("select a from w") == [(1,)]
    sql("alter table t drop column b")
    assert sql.rows("select * from v") == [(1,)]


def test_view_of_a_table_that_has_gone(sql):
    sql("create table t as select 1 as a", "create view v as select a from t", "create view v2 as select a from v")
    sql("drop table t")
    assert "Failure during expansion of view 'V'" in sql.fails("select * from v")
    assert "does not exist or not authorized" in sql.fails("select * from v2")
    sql("create table t as select 'x' as a")
    assert sql.rows("select * from v2") == [("x",)]
    assert sql.column("describe view v2", "type") == ["VARCHAR(1)"]
    sql("alter table t rename column a to b")
    assert "invalid identifier 'A'" in sql.fails("select * from v2")


def test_temporary_view(sql):
    sql("create table t as select 1 as a", "create or replace temporary view t__dbt_tmp as (select * from t)")
    assert sql.rows("select * from db.sch.t__dbt_tmp") == [(1,)]
    assert "does not exist" in sql.other().fails("select * from db.sch.t__dbt_tmp")
    assert sql.status("drop view if exists t__dbt_tmp cascade") == "T__DBT_TMP successfully dropped."


def test_recursive_view(sql):
    sql("create recursive view r (n) as select 1 union all select n + 1 from r where n < 3")
    assert sql.rows("select n from r order by n") == [(1,), (2,), (3,)]


def test_alter(sql):
    sql("create view v as select 1 as a", "alter view v set comment = 'x'", "alter view v alter a comment 'y'")
    sql("alter view v rename to w", "alter view w set secure")
    assert sql.rows("select a from w") == [(1,)]
    assert sql.dicts("show views")[0]["comment"] == "x"
    assert sql.column("describe view w", "comment") == ["y"]
    assert "does not exist" in sql.fails("alter view v set comment = 'x'")


def test_materialized_view(sql):
    assert sql.status("create materialized view m as select 1 as a") == "Materialized view M successfully created."
    assert sql.dicts("show views")[0]["is_materialized"] is True
    assert sql.column("show objects", "kind") == ["VIEW"]
    assert sql.status("drop materialized view m") == "M successfully dropped."


def test_view_on_information_schema_is_of_the_moment(sql):
    sql("create view v (name, n) as select table_name, row_count from information_schema.tables where table_schema = 'SCH'")
    sql("create view w as select count(*) as n from v where name like 'T%'")
    assert sql.rows("select n from w") == [(0,)]
    sql("create table t as select 1 as a", "insert into t values (2)")
    assert sql.rows("select name, n from v where n is not null") == [("T", 2)]
    assert sql.rows("select n from db.sch.w") == [(1,)]
    assert sql.column("describe view v", "name") == ["NAME", "N"]
    assert sql.other().rows("select n from v where name = 'T'") == [(2,)]
    sql("alter view v rename to v2", "create table c as select * from v2")
    assert "does not exist" in sql.fails("select * from w")
    assert sql.rows("select n from c where name = 'T'") == [(2,)]
    assert sql.status("drop view v2") == "V2 successfully dropped."


def test_view_on_information_schema_that_no_longer_fits(sql):
    sql("create table t as select 1 as a", "create temporary view v as select i.table_name, t.* from t, information_schema.tables i")
    assert sql.rows("select table_name, a from v where table_name = 'T'") == [("T", 1)]
    sql("create or replace table t as select 1 as a, 2 as b")
    assert "declared 2 column(s), but view query produces 3 column(s)" in sql.fails("select * from v")


def test_a_view_is_seen_by_the_session_that_reads_it(sql):
    sql("create role analyst", "create function role_now() returns varchar as 'current_role()'")
    sql("create table t as select '2024-01-07 10:00:00'::timestamp as ts, '01/02/2024' as d")
    sql("create view v as select current_role() as r, role_now() as f, week(ts) as w, d::date as d from t")
    sql("create view over_it as select r, f, w, to_char(d) as d from v")
    assert sql.rows("select * from over_it") == [("ACCOUNTADMIN", "ACCOUNTADMIN", 1, "2024-01-02")]
    sql("use role analyst", "alter session set week_start = 7, date_input_format = 'DD/MM/YYYY'")
    assert sql.rows("select * from over_it") == [("ANALYST", "ANALYST", 2, "2024-02-01")]
    assert sql.rows("with w as (select * from v) select r, f, w from w") == [("ANALYST", "ANALYST", 2)]
    sql("use role accountadmin", "alter session unset week_start", "alter session unset date_input_format")
    assert sql.rows("select * from over_it") == [("ACCOUNTADMIN", "ACCOUNTADMIN", 1, "2024-01-02")]


def test_current_schema_in_a_view_is_the_views(sql):
    sql("create view v as select current_database() as d, current_schema() as s", "create schema elsewhere")
    assert sql.rows("select * from db.sch.v") == [("DB", "SCH")]


def test_views_of_integers_of_more_than_64_bits(sql):
    digits = "122024010200000000000000"
    sql(
        f"create table t as select '{digits}' as s, 9000000000000000000 as n",
        "create view v as select to_number(s) as a, n * 1000 as b, n from t",
        "create view w as select a + 1 as a1, b, sum(n) over (order by a) as c from v",
        "create temporary view x as select * from w union all select a, b, 0 from v",
    )
    assert sql.rows("select a, b, n from v") == [(int(digits), 9 * 10**21, 9 * 10**18)]
    assert sql.rows("select * from x order by 1 desc") == [
        (int(digits) + 1, 9 * 10**21, 9 * 10**18),
        (int(digits), 9 * 10**21, 0),
    ]
    sql("create table made as select a1, b from w", "insert into made select a, b from v")
    sql("merge into made using v on made.a1 = v.a when matched then update set b = v.b + 1")
    assert sql.rows("select b from made order by 1") == [(9 * 10**21,), (9 * 10**21 + 1,)]
    assert sql.rows("select (select max(a) from v), count(*) from w where exists (select 1 from v where b > 1)") == [
        (int(digits), 1)
    ]
    assert sql.rows("select n from v") == [(9 * 10**18,)]
    assert "FIXED[SB16](38,0)" in sql.fails("select a * 1000000000000000 from v")


def test_a_view_follows_a_table_that_became_a_view_on_protected_rows(sql):
    sql("create row access policy small as (n number) returns boolean -> n < 100")
    sql("create table base (id int, v int) with row access policy small on (id)", "insert into base values (1, 10), (200, 20)")
    sql("create table changing as select id from base", "create view above as select * from changing")
    sql("drop table changing", "create view changing as select id, v from base")
    assert "declared 1 column(s), but view query produces 2" in sql.fails("select * from above")
    sql("create or replace view changing as select v from base")
    assert sql.rows("select * from above") == [(10,)]
    sql("create or replace view changing as select v::varchar as v from base")
    assert sql.rows("select * from above") == [("10",)]


def test_a_view_is_no_materialized_view(sql):
    sql("create table t (a int)", "create view v as select a from t", "create materialized view m as select a from t")
    for text, found, wanted in (
        ("drop materialized view v", "VIEW", "MATERIALIZED VIEW"),
        ("alter materialized view v rename to w", "VIEW", "MATERIALIZED VIEW"),
        ("drop view m", "MATERIALIZED VIEW", "VIEW"),
    ):
        assert f"Object found is of type '{found}', not specified type '{wanted}'" in sql.fails(text)
    sql("drop materialized view m", "drop view v")


def test_execute_immediate_takes_text(sql):
    assert sql.fails("execute immediate 5").startswith("001003 (42000)")
    sql("set n = 5")
    assert sql.fails("execute immediate $n").startswith("001045 (22023)")

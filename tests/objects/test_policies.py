"""Row access and masking policies: what they show, where they are set, and what stands in their way."""

from __future__ import annotations

import pytest


@pytest.fixture
def masked(sql):
    sql(
        "create role analyst",
        "create masking policy mp as (val string) returns string -> case when current_role() = 'ANALYST' then val else '***' end",
        "create table t (id int, email varchar(30) with masking policy mp, region varchar)",
        "insert into t values (1, 'a@x', 'EU'), (2, 'b@x', 'NA'), (3, null, 'EU')",
    )
    return sql


def test_a_masked_column_is_masked_wherever_it_is_read(masked):
    assert masked.rows("select id, email from t order by id") == [(1, "***"), (2, "***"), (3, "***")]
    assert masked.rows("select count(*) from t where email = 'a@x'") == [(0,)]
    assert masked.rows("select email, count(*) from t group by 1") == [("***", 3)]
    assert masked.rows("select count(*) from t a join t b on a.email = b.email") == [(9,)]
    masked("create table copied as select * from t", "use role analyst")
    assert masked.rows("select id, email from t order by id") == [(1, "a@x"), (2, "b@x"), (3, None)]
    assert masked.rows("select distinct email from copied") == [("***",)]


def test_views_on_a_masked_table(masked):
    masked("create view before as select id, upper(email) as e from t", "create view over_it as select e from before")
    masked("alter table t modify column email unset masking policy")
    assert masked.rows("select e from over_it order by 1") == [("A@X",), ("B@X",), (None,)]
    masked("alter table t modify column email set masking policy mp")
    assert masked.rows("select distinct e from over_it") == [("***",)]
    masked("use role analyst")
    assert masked.rows("select e from over_it order by 1") == [("A@X",), ("B@X",), (None,)]


def test_conditional_masking(sql):
    sql(
        "create masking policy cm as (e varchar, visibility varchar) returns varchar -> "
        "case when visibility = 'Public' then e else '***MASKED***' end",
        "create table t (email varchar masking policy cm using (email, visibility), visibility varchar)",
        "insert into t values ('a@x', 'Public'), ('b@x', 'Private')",
    )
    assert sql.rows("select email from t order by visibility desc") == [("a@x",), ("***MASKED***",)]
    sql("alter table t rename column visibility to seen")
    assert sql.rows("select email from t order by seen desc") == [("a@x",), ("***MASKED***",)]
    assert "which a policy reads" in sql.fails("alter table t drop column seen")
    assert "USING (EMAIL, SEEN)" in sql.rows("select get_ddl('table', 't')")[0][0]


def test_rows_that_a_policy_hides(sql):
    sql(
        "create role manager",
        "create table regions (manager varchar, region varchar)",
        "insert into regions values ('MANAGER', 'EU')",
        "create row access policy rap as (sales_region varchar) returns boolean -> current_role() = 'SYSADMIN' "
        "or exists (select 1 from regions where manager = current_role() and region = sales_region)",
        "create table t (id int, region varchar) with row access policy rap on (region)",
        "insert into t values (1, 'EU'), (2, 'NA'), (3, null)",
    )
    assert sql.rows("select count(*) from t") == [(0,)]
    sql("use role manager")
    assert sql.rows("select id from t") == [(1,)]
    assert sql.rows("update t set id = id + 10") == [(1, 0)]
    assert sql.rows("delete from t where id > 0 and id < 10") == [(0,)]
    merge = "merge into t using (select 2 as id) s on t.id = s.id when matched then delete when not matched then insert (id) values (s.id)"
    assert sql.rows(merge) == [(1, 0)]
    sql("use role sysadmin")
    assert sql.rows("select id, region from t order by 1, 2") == [(2, "NA"), (2, None), (3, None), (11, "EU")]
    sql("alter table t drop row access policy rap", "use role accountadmin")
    assert sql.rows("select count(*) from t") == [(4,)]


def test_rows_first_then_columns(masked):
    masked(
        "create row access policy rap as (r varchar) returns boolean -> r = 'EU'",
        "alter table t add row access policy rap on (region)",
        "create masking policy away as (r varchar) returns varchar -> 'gone'",
    )
    assert masked.rows("select id, email from t order by id") == [(1, "***"), (3, "***")]
    assert "is read by another policy" in masked.fails("alter table t modify column region set masking policy away")
    assert masked.rows("create view v with row access policy rap on (region) as select 'EU' as region union all select 'NA'") == [
        ("View V successfully created.",)
    ]
    assert masked.rows("select region from v") == [("EU",)]


def test_other_ways_to_the_rows(masked):
    masked("alter table t set change_tracking = true", "create stream st on table t", "insert into t values (4, 'c@x', 'EU')")
    assert masked.rows("select id, email from st") == [(4, "***")]
    assert masked.rows("select distinct email from t at(offset => 0)") == [("***",)]
    masked("create table cloned clone t", "create table alike like t", "insert into alike values (9, 'z', 'X')")
    assert masked.rows("select distinct email from cloned") == masked.rows("select email from alike") == [("***",)]
    masked("create stage s", "copy into @s/x.csv from t")
    assert masked.rows("select distinct $2 from @s/x.csv") == [("***",)]
    masked("create temporary table tt (e varchar masking policy mp)", "insert into tt values ('x')")
    assert masked.rows("select e from tt") == masked.rows("select e from (select * from tt)") == [("***",)]


def test_current_database_is_that_of_the_table(sql):
    sql("create masking policy p as (v varchar) returns varchar -> current_database() || '.' || current_schema()")
    sql("create table t (v varchar masking policy p)", "insert into t values ('x')", "create schema other", "use schema other")
    assert sql.rows("select v, current_schema() from db.sch.t") == [("DB.SCH", "OTHER")]


def test_a_policy_changes_while_it_is_set(masked):
    assert "associated with one or more entities" in masked.fails("drop masking policy mp")
    assert "associated with" in masked.fails("create or replace masking policy mp as (v varchar, w int) returns varchar -> v")
    masked("alter masking policy mp set body -> 'hidden'")
    assert masked.rows("select distinct email from t") == [("hidden",)]
    masked("create or replace masking policy mp as (val varchar) returns varchar -> 'replaced'")
    assert masked.rows("select distinct email from t") == [("replaced",)]
    masked("create masking policy another as (v varchar) returns varchar -> 'another'")
    masked("alter table t modify column email set masking policy mp")
    refused = masked.fails("alter table t modify column email set masking policy another")
    assert refused.startswith("003529 (42601): SQL compilation error:\nSpecified column already attached to another masking policy. A column")
    masked("alter table t modify column email set masking policy another force", "drop masking policy mp")
    assert masked.rows("select distinct email from t") == [("another",)]


def test_definitions(masked):
    assert masked.rows("describe masking policy mp") == [
        ("MP", "(VAL VARCHAR)", "VARCHAR(16777216)", "case when current_role() = 'ANALYST' then val else '***' end")
    ]
    assert masked.column("describe table t", "policy name") == [None, "DB.SCH.MP", None]
    masked("create row access policy rap as (n number) returns boolean -> true", "alter table t add row access policy rap on (id)")
    found = "select policy_name, policy_kind, ref_entity_name, ref_column_name, ref_arg_column_names from table(information_schema.policy_references({}))"
    assert masked.rows(found.format("policy_name => 'mp'")) == [("MP", "MASKING_POLICY", "T", "EMAIL", None)]
    rows = masked.rows(found.format("ref_entity_name => 'db.sch.t', ref_entity_domain => 'table'"))
    assert rows == [("RAP", "ROW_ACCESS_POLICY", "T", None, '[ "ID" ]'), ("MP", "MASKING_POLICY", "T", "EMAIL", None)]


def test_a_masked_integer_may_need_38_digits(sql):
    sql("create masking policy big as (n number) returns number -> n * 10000000000000000000")
    sql("create table t (id int masking policy big)", "insert into t values (7)")
    assert sql.rows("select id from t") == [(70000000000000000000,)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("create masking policy p as (v varchar) returns int -> 1", "return type"),
        ("create row access policy p as (v varchar) returns varchar -> v", "return type"),
        ("create masking policy p as (v varchar) returns varchar -> nope", "invalid identifier 'NOPE'"),
        ("create masking policy p as (v varchar) returns varchar ->", "syntax error"),
        ("create masking policy p as (v varchar) returns varchar -> v nonsense = 1", "syntax error"),
        ("alter table t modify column id set masking policy mp", "cannot be set"),
        ("alter table t modify column email set masking policy nope", "does not exist"),
        ("create table u (a int, b varchar masking policy mp using (b, a))", "cannot be set"),
        ("alter table t add row access policy mp on (id)", "does not exist"),
    ],
)
def test_errors(masked, text, said):
    assert said in masked.fails(text)


def test_create_or_alter_keeps_the_signature(sql):
    """https://docs.snowflake.com/en/sql-reference/sql/create-masking-policy"""
    sql("create masking policy p as (x varchar) returns varchar -> x")
    sql("create table t (a varchar masking policy p)", "insert into t values ('a')")
    sql("create or alter masking policy p as (x varchar) returns varchar -> upper(x) comment = 'c'")
    assert sql.rows("select a from t") == [("A",)]
    assert sql.column("show masking policies", "comment") == ["c"]
    assert "another signature" in sql.fails("create or alter masking policy p as (y varchar) returns varchar -> y")
    sql("create or alter masking policy p as (x varchar) returns varchar -> x")
    assert sql.column("show masking policies", "comment") == [""]

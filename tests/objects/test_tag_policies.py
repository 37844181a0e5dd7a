"""Masking policies of tags: what they protect, which go first, what they stand in the way of."""

from __future__ import annotations

import pytest


@pytest.fixture
def governed(sql):
    """The tables of Snowflake's page, its tag and its two policies."""
    sql(
        "create schema tags",
        "create schema policies",
        "create schema accounting",
        "create table accounting.name_number (account_name string, account_number number)",
        "insert into accounting.name_number values ('ACME', 1000)",
        "create role accounting_admin",
        "create tag tags.accounting",
        "create masking policy policies.names as (val string) returns string -> "
        "case when current_role() = 'ACCOUNTING_ADMIN' then val else '***MASKED***' end",
        "create masking policy policies.numbers as (val number) returns number -> "
        "case when current_role() = 'ACCOUNTING_ADMIN' then val else -1 end",
    )
    return sql


SET_BOTH = "alter tag tags.accounting set masking policy policies.names, masking policy policies.numbers"
TAG_TABLE = "alter table accounting.name_number set tag tags.accounting = 'tag-based policies'"
ALL = "select * from accounting.name_number"


def test_each_column_gets_the_policy_of_its_type(governed):
    governed("create view accounting.v as select upper(account_name) as n from accounting.name_number")
    governed(SET_BOTH)
    assert governed.rows(ALL) == [("ACME", 1000)]
    governed(TAG_TABLE)
    assert governed.rows(ALL) == [("***MASKED***", -1)]
    assert governed.rows("select n from accounting.v") == [("***MASKED***",)]
    assert governed.rows("select count(*) from accounting.name_number where account_number = 1000") == [(0,)]
    governed("use role accounting_admin")
    assert governed.rows(ALL) == [("ACME", 1000)]
    assert governed.rows("select n from accounting.v") == [("ACME",)]
    governed("use role accountadmin", "alter tag tags.accounting unset masking policy policies.names, masking policy policies.numbers")
    assert governed.rows(ALL) == [("ACME", 1000)]
    assert governed.rows("select n from accounting.v") == [("ACME",)]


@pytest.mark.parametrize(
    "place",
    ["table accounting.name_number", "schema accounting", "database db", "table accounting.name_number modify column account_name"],
)
def test_a_tag_protects_from_wherever_it_is_set(governed, place):
    governed(SET_BOTH, f"alter {place} set tag tags.accounting = 'x'")
    assert governed.rows("select account_name from accounting.name_number") == [("***MASKED***",)]
    governed(f"alter {place} unset tag tags.accounting")
    assert governed.rows("select account_name from accounting.name_number") == [("ACME",)]


def test_new_tables_columns_and_views_of_a_tagged_schema_are_protected(governed):
    governed(SET_BOTH, "alter schema accounting set tag tags.accounting = 'x'")
    governed("create table accounting.later as select 'a' as a", "alter table accounting.later add column n int default 5")
    assert governed.rows("select * from accounting.later") == [("***MASKED***", -1)]
    governed("create view accounting.shown as select 'plain' as p")
    assert governed.rows("select * from accounting.shown") == [("***MASKED***",)]
    governed("create temporary table accounting.mine (m varchar)", "insert into accounting.mine values ('x')")
    assert governed.rows("select * from accounting.mine") == [("***MASKED***",)]
    governed("alter table accounting.later rename to policies.moved")
    assert governed.rows("select * from policies.moved") == [("a", 5)]


def test_the_policy_of_a_column_goes_first(governed):
    governed(
        SET_BOTH,
        TAG_TABLE,
        "create masking policy policies.own as (v varchar) returns varchar -> 'own'",
        "alter table accounting.name_number modify column account_name set masking policy policies.own",
    )
    assert governed.rows(ALL) == [("own", -1)]


VALUE = (
    "create masking policy policies.by_value as (val string) returns string -> "
    "case when system$get_tag_on_current_column('tags.accounting') = 'visible' then val "
    "else '***' || system$get_tag_on_current_table('tags.accounting') end"
)


def test_a_policy_asks_for_the_value_of_the_tag(governed):
    governed(VALUE, "alter tag tags.accounting set masking policy policies.by_value", TAG_TABLE)
    assert governed.rows(ALL) == [("***tag-based policies", 1000)]
    governed("alter table accounting.name_number modify column account_name set tag tags.accounting = 'visible'")
    assert governed.rows(ALL) == [("ACME", 1000)]
    governed("alter table accounting.name_number modify column account_name set tag tags.accounting = 'protect'")
    assert governed.rows(ALL) == [("***tag-based policies", 1000)]


def test_rows_by_the_value_of_the_tag(governed):
    governed(
        "create row access policy policies.rows_by_tag as (n number) returns boolean -> "
        "system$get_tag_on_current_table('tags.accounting_rows') = 'visible'",
        "alter table accounting.name_number add row access policy policies.rows_by_tag on (account_number)",
    )
    assert "Tag 'DB.TAGS.ACCOUNTING_ROWS' does not exist or not authorized." in governed.fails(ALL)
    governed("create tag tags.accounting_rows")
    assert governed.rows(ALL) == []
    governed("alter table accounting.name_number set tag tags.accounting_rows = 'visible'")
    assert governed.rows(ALL) == [("ACME", 1000)]
    governed("alter table accounting.name_number set tag tags.accounting_rows = 'protect'")
    assert governed.rows(ALL) == []


def test_the_value_of_a_tag_is_for_policies_alone(governed):
    assert "SYSTEM$GET_TAG_ON_CURRENT_TABLE" in governed.fails("select system$get_tag_on_current_table('tags.accounting')")
    governed(
        "create row access policy policies.wrong as (n number) returns boolean -> system$get_tag_on_current_column('tags.accounting') = 'x'",
        "alter table accounting.name_number add row access policy policies.wrong on (account_number)",
    )
    assert "SYSTEM$GET_TAG_ON_CURRENT_COLUMN in a row access policy" in governed.fails(ALL)


def test_two_tags_with_policies_for_one_column(governed):
    governed(
        SET_BOTH,
        TAG_TABLE,
        "create tag tags.two",
        "create masking policy policies.other as (v varchar) returns varchar -> 'other'",
        "alter tag tags.two set masking policy policies.other",
        "alter schema accounting set tag tags.two = 'x'",
    )
    assert governed.rows("select account_number from accounting.name_number") == [(-1,)]
    said = governed.fails(ALL)
    assert "Column DB.ACCOUNTING.NAME_NUMBER.ACCOUNT_NAME is mapped to multiple masking policies by tags." in said
    governed("alter schema accounting unset tag tags.two")
    assert governed.rows(ALL) == [("***MASKED***", -1)]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("v varchar, seen boolean", None),
        ("v varchar, other boolean", "the table doesn't have a column for a secondary argument name"),
        ("v varchar, seen int", "the table has a column with different data-type for a secondary argument name"),
    ],
)
def test_conditional_policies_bind_columns_by_name(sql, columns, said):
    sql(
        "create tag g",
        "create masking policy mp as (v varchar, seen boolean) returns varchar -> iff(seen, v, '***')",
        "alter tag g set masking policy mp",
        f"create table t ({columns})",
        "insert into t select 'a', 1::boolean::int union all select 'b', 0" if "int" in columns else "insert into t values ('a', true), ('b', false)",
        "alter table t set tag g = 'x'",
    )
    if said is None:
        assert sql.rows("select v from t order by v") == [("***",), ("a",)]
    else:
        assert said in sql.fails("select v from t")


def test_one_policy_for_each_type(governed):
    governed(SET_BOTH, TAG_TABLE, "create masking policy policies.other as (v varchar) returns varchar -> 'other'")
    assert "already has the masking policy DB.POLICIES.NAMES" in governed.fails("alter tag tags.accounting set masking policy policies.other")
    assert governed.rows(ALL) == [("***MASKED***", -1)]
    governed("alter tag tags.accounting set masking policy policies.other force")
    assert governed.rows(ALL) == [("other", -1)]
    governed("alter tag tags.accounting set masking policy policies.other force", "alter tag tags.accounting unset masking policy policies.names")
    assert governed.rows(ALL) == [("other", -1)]
    governed("create masking policy policies.third as (v varchar) returns varchar -> 'third'")
    twice = "alter tag tags.accounting set masking policy policies.names, masking policy policies.third force"
    assert "already has the masking policy" in governed.fails(twice)


@pytest.mark.parametrize(
    "text",
    [
        "drop tag tags.accounting",
        "create or replace tag tags.accounting",
        "drop masking policy policies.names",
        "create or replace masking policy policies.names as (v varchar, w int) returns varchar -> v",
        "drop schema tags",
        "create or replace schema policies",
    ],
)
def test_what_is_in_use_stays(governed, text):
    governed(SET_BOTH, TAG_TABLE)
    assert "cannot be dropped/replaced" in governed.fails(text)
    assert governed.rows(ALL) == [("***MASKED***", -1)]
    governed("alter tag tags.accounting unset masking policy policies.names, masking policy policies.numbers", text)


def test_a_database_that_holds_all_of_it_may_go(governed):
    governed(SET_BOTH, TAG_TABLE, "create database another", "drop database db")


def test_alter_table_tags_views_too(governed):
    governed(SET_BOTH, "create view accounting.v as select account_name as n, 1 as one from accounting.name_number")
    governed("alter table accounting.v alter column one set tag tags.accounting = 'x'")
    assert governed.rows("select * from accounting.v") == [("ACME", -1)]
    governed("alter table accounting.v modify column one unset tag tags.accounting", "alter table accounting.v set tag tags.accounting = 'x'")
    assert governed.rows("select * from accounting.v") == [("***MASKED***", -1)]
    governed("alter table accounting.v unset tag tags.accounting")
    assert governed.rows("select * from accounting.v") == [("ACME", 1)]
    assert "of type 'VIEW'" in governed.fails("alter table accounting.v add column c int")


def test_references(governed):
    governed(SET_BOTH, TAG_TABLE)
    found = (
        "select policy_schema, policy_name, ref_entity_name, ref_entity_domain, ref_column_name, tag_schema, tag_name, policy_status "
        "from table(information_schema.policy_references({})) order by ref_entity_domain, policy_name"
    )
    name = ("POLICIES", "NAMES", "NAME_NUMBER", "TABLE", "ACCOUNT_NAME", "TAGS", "ACCOUNTING", "ACTIVE")
    number = ("POLICIES", "NUMBERS", "NAME_NUMBER", "TABLE", "ACCOUNT_NUMBER", "TAGS", "ACCOUNTING", "ACTIVE")
    on_tag = ("POLICIES", "NAMES", "ACCOUNTING", "TAG", None, None, None, "ACTIVE")
    of_table = "ref_entity_name => 'accounting.name_number', ref_entity_domain => 'TABLE'"
    assert governed.rows(found.format(of_table)) == [name, number]
    assert sorted(governed.rows(found.format("policy_name => 'policies.names'")), key=str) == sorted([name, on_tag], key=str)
    on_tags = governed.rows(found.format("ref_entity_name => 'tags.accounting', ref_entity_domain => 'TAG'"))
    assert on_tags == [on_tag, (*on_tag[:1], "NUMBERS", *on_tag[2:])]
    used = "select policy_name, ref_column_name, tag_name, policy_status from snowflake.account_usage.policy_references order by 1"
    assert governed.rows(used) == [
        ("NAMES", "ACCOUNT_NAME", "ACCOUNTING", "ACTIVE"),
        ("NUMBERS", "ACCOUNT_NUMBER", "ACCOUNTING", "ACTIVE"),
    ]


def test_clones_and_renamed_schemas(sql):
    sql(
        "create schema s",
        "create tag s.g",
        "create masking policy s.mp as (v varchar) returns varchar -> 'masked'",
        "alter tag s.g set masking policy s.mp",
        "create table s.t (v varchar)",
        "insert into s.t values ('a')",
        "alter table s.t set tag s.g = 'x'",
        "create schema c clone s",
        "alter masking policy c.mp set body -> 'of the clone'",
    )
    assert sql.rows("select v from c.t") == [("of the clone",)]
    assert sql.rows("select v from s.t") == [("masked",)]
    sql("alter schema s rename to r")
    assert sql.rows("select v from r.t") == [("masked",)]
    sql("drop schema r")
    assert sql.rows("select v from c.t") == [("of the clone",)]


def test_a_clone_outside_of_a_tagged_schema_is_free(governed):
    governed(SET_BOTH, "alter schema accounting set tag tags.accounting = 'x'", "create table policies.copy clone accounting.name_number")
    assert governed.rows("select * from policies.copy") == [("ACME", 1000)]
    governed("alter schema policies set tag tags.accounting = 'y'")
    assert governed.rows("select * from policies.copy") == [("***MASKED***", -1)]


def test_other_ways_to_the_rows(governed):
    governed(
        "alter table accounting.name_number set change_tracking = true",
        "create stream policies.st on table accounting.name_number",
        "create view accounting.v as select * from accounting.name_number",
        "create stream policies.of_view on view accounting.v",
        SET_BOTH,
        TAG_TABLE,
        "insert into accounting.name_number values ('B', 2)",
        "create stage s",
        "copy into @s/x.csv from accounting.name_number",
    )
    assert governed.rows("select account_name, account_number from policies.st") == [("***MASKED***", -1)]
    assert governed.rows("select distinct account_name from accounting.name_number at(offset => 0)") == [("***MASKED***",)]
    assert governed.rows("select distinct $1 from @s/x.csv") == [("***MASKED***",)]
    assert "a stream on a view that policies protect" in governed.fails("select * from policies.of_view")
    governed("update accounting.name_number set account_name = account_name || '!' where account_number = -1")
    governed("use role accounting_admin")
    assert governed.rows(f"{ALL} order by 2") == [("***MASKED***!", 2), ("***MASKED***!", 1000)]


def test_a_column_that_a_virtual_column_names(governed):
    governed(SET_BOTH, "create table accounting.computed (n int, twice int as (n * 2), name varchar)", "insert into accounting.computed (n) values (1)")
    governed("alter table accounting.computed modify column name set tag tags.accounting = 'x'")
    assert governed.rows("select n, twice from accounting.computed") == [(1, 2)]
    governed("alter table accounting.computed set tag tags.accounting = 'x'")
    assert "a tag-based masking policy on N, which a virtual column names" in governed.fails("select twice from accounting.computed")


def test_it_is_there_in_the_next_process(tmp_path):
    import mockhaus_dbt

    path = tmp_path / "a.duckdb"
    first = mockhaus_dbt.connect(path=path, database="DB", schema="SCH")
    for text in (
        "create table t (v varchar)",
        "insert into t values ('a')",
        "create tag g",
        "create masking policy mp as (v varchar) returns varchar -> 'masked'",
        "alter tag g set masking policy mp",
        "alter table t set tag g = 'x'",
    ):
        first.cursor().execute(text)
    first.close()
    again = mockhaus_dbt.connect(path=path, database="DB", schema="SCH")
    assert again.cursor().execute("select v from t").fetchall() == [("masked",)]
    again.close()

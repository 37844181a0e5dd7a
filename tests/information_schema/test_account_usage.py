"""The views of SNOWFLAKE.ACCOUNT_USAGE, ORGANIZATION_USAGE and READER_ACCOUNT_USAGE."""

from __future__ import annotations

import pytest

import mockhaus_dbt
from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.information_schema.view_texts import empty_views, refused_views, view_texts, views_of
from mockhaus_dbt.translation.names import SNOWFLAKE_SCHEMAS

USAGE = "snowflake.account_usage"


@pytest.fixture(scope="module")
def full():
    """An account with something of every kind."""
    with mockhaus_dbt.connect(database="DB", schema="SCH") as connection:
        connection.execute(
            """create table t (a int primary key, o object(x int not null), l array(int)) comment = 'c';
            create table c (a int, foreign key (a) references t (a)); create view v as select a from t;
            create hybrid table h (id int primary key); create table s (a int) change_tracking = true; create stream st on table s;
            create tag g allowed_values 'x'; alter table t set tag g = 'x'; alter table t modify column a set tag g = 'x';
            create masking policy m as (v int) returns int -> v; alter table t modify column a set masking policy m;
            create row access policy r as (v int) returns boolean -> true; create role reader; create user u password = 'x';
            grant select on table t to role reader; grant role reader to user u; create sequence q; create stage e;
            create file format f type = csv; create function fn(a int) returns int as 'a';
            create procedure p() returns int language sql as 'begin return 1; end'; create pipe i as copy into s from @e;
            create task k as insert into s select 1; execute task k; create database other; create table other.public.o (a int)"""
        )
        yield connection


def rows(connection, text):
    return connection.execute(text).fetchall()


@pytest.mark.parametrize("schema", SNOWFLAKE_SCHEMAS)
def test_every_view_has_its_columns(full, schema):
    for name, view in views_of(schema).items():
        cursor = full.execute(f"select * from snowflake.{schema}.{name}")
        assert [c.name for c in cursor.description] == [c.name for c in view.columns], name
        assert cursor.fetchall() == [] or not view.is_empty, name


def test_every_view_with_rows_has_some(full):
    loads = {"COPY_HISTORY", "LOAD_HISTORY"}  # nothing was loaded
    found = {name for name in view_texts("account_usage") if rows(full, f"select 1 from {USAGE}.{name} limit 1")}
    assert found == set(view_texts("account_usage")) - loads


def test_no_view_is_named_twice():
    for schema in SNOWFLAKE_SCHEMAS:
        names = [*empty_views(schema), *refused_views(schema)]
        held = view_texts({"INFORMATION_SCHEMA": "", "ACCOUNT_USAGE": "account_usage"}[schema]) if schema[0] in "IA" else {}
        assert len({*names, *held}) == len(names) + len(held)


def test_tables_of_all_databases(full):
    found = rows(full, f"select table_catalog, table_name, table_type, deleted from {USAGE}.tables where table_name in ('T', 'V', 'O') order by 2")
    assert found == [("OTHER", "O", "BASE TABLE", None), ("DB", "T", "BASE TABLE", None), ("DB", "V", "VIEW", None)]


def test_temporary_tables_are_left_out(full):
    full.execute("create temporary table tmp (a int)")
    assert rows(full, f"select count(*) from {USAGE}.tables where table_name = 'TMP'") == [(0,)]
    assert rows(full, "select count(*) from information_schema.tables where table_name = 'TMP'") == [(1,)]


def test_identifiers_join_the_views(full):
    text = f"""select d.database_name, s.schema_name, t.table_name, c.column_name from {USAGE}.tables as t
        join {USAGE}.schemata as s on s.schema_id = t.table_schema_id join {USAGE}.databases as d on d.database_id = s.catalog_id
        join {USAGE}.columns as c on c.table_id = t.table_id where t.table_name in ('T', 'O') order by c.column_id"""
    assert rows(full, text) == [("DB", "SCH", "T", "A"), ("DB", "SCH", "T", "O"), ("DB", "SCH", "T", "L"), ("OTHER", "PUBLIC", "O", "A")]
    assert rows(full, f"select count(distinct column_id) = count(*) from {USAGE}.columns") == [(True,)]


def test_query_history_has_the_identifiers_of_what_was_there(full):
    text = f"""select database_id = (select database_id from {USAGE}.databases where database_name = 'DB'), warehouse_id is not null
        from {USAGE}.query_history where query_text = 'create sequence q'"""
    assert rows(full, text) == [(True, True)]


def test_tags_and_policies(full):
    found = rows(full, f"select tag_name, tag_value, object_name, domain, column_name from {USAGE}.tag_references order by domain")
    assert found == [("G", "x", "T", "COLUMN", "A"), ("G", "x", "T", "TABLE", None)]
    text = f"""select p.policy_name, r.ref_entity_name, r.ref_column_name from {USAGE}.policy_references as r
        join {USAGE}.masking_policies as p using (policy_id)"""
    assert rows(full, text) == [("M", "T", "A")]
    assert rows(full, f"select policy_name, policy_signature, policy_body from {USAGE}.row_access_policies") == [
        ("R", "(V NUMBER(38,0))", "true")
    ]


def test_grants(full):
    found = rows(full, f"select privilege, granted_on, name, granted_to, table_schema from {USAGE}.grants_to_roles where grantee_name = 'READER'")
    assert found == [("SELECT", "TABLE", "T", "ACCOUNT ROLE", "SCH")]
    assert rows(full, f"select role, grantee_name from {USAGE}.grants_to_users") == [("READER", "U")]
    assert rows(full, f"select has_password, login_name from {USAGE}.users where name = 'U'") == [(True, "U")]


def test_dependencies(full):
    text = f"""select referencing_object_name, referencing_object_domain, referenced_object_name, dependency_type
        from {USAGE}.object_dependencies order by 1"""
    assert rows(full, text) == [("ST", "STREAM", "S", "BY_ID"), ("V", "VIEW", "T", "BY_NAME")]


def test_constraints(full):
    text = f"""select c.table_name, c.constraint_type, r.unique_constraint_name is not null from {USAGE}.table_constraints as c
        left join {USAGE}.referential_constraints as r using (constraint_name) where c.table_name <> 'H' order by 1"""
    assert rows(full, text) == [("C", "FOREIGN KEY", True), ("T", "PRIMARY KEY", False)]


def test_structured_types(full):
    text = f"select object_name, field_name, is_nullable from {USAGE}.fields union all select object_name, data_type, is_nullable from {USAGE}.element_types"
    assert sorted(rows(full, text)) == [("T", "NUMBER", "Y"), ("T", "x", "N")]


def test_sessions(sql):
    other = sql.other()
    other("select 1")
    own = sql.rows("select current_session()")[0][0]
    text = f"select is_open from {USAGE}.sessions where session_id = {own}"
    assert sql.rows(text) == [(True,)]
    assert sql.rows(f"select count(*) from {USAGE}.sessions where is_open")[0][0] >= 2


def test_runs_of_tasks(sql):
    sql(
        "create table t (a int)",
        "create task root config = '{\"x\": 1}' as call system$set_return_value('left')",
        "create task fails after root as insert into nope select 1",
        "create task skipped after root when 1 = 2 as select 1",
        "alter task skipped resume",
        "execute task root",
        "alter task fails resume",
        "alter task skipped suspend",
    )
    sql.fails("execute task root")
    text = f"""select name, state, return_value, error_code, query_id is not null, scheduled_from, config
        from {USAGE}.task_history order by scheduled_time"""
    assert sql.rows(text) == [
        ("ROOT", "SUCCEEDED", "left", None, True, "EXECUTE_TASK", '{"x": 1}'),
        ("SKIPPED", "SKIPPED", None, None, False, "EXECUTE_TASK", '{"x": 1}'),
        ("ROOT", "SUCCEEDED", "left", None, True, "EXECUTE_TASK", '{"x": 1}'),
        ("FAILS", "FAILED", None, "002003", True, "EXECUTE_TASK", '{"x": 1}'),
    ]
    text = f"select count(distinct graph_run_group_id), count(distinct root_task_id) from {USAGE}.task_history"
    assert sql.rows(text) == [(2, 1)]
    text = f"select count(*) from {USAGE}.task_history join {USAGE}.query_history using (query_id)"
    assert sql.rows(text) == [(3,)]
    assert sql.rows(f"select name, array_size(predecessors) from {USAGE}.task_versions order by 1")[0] == ("FAILS", 1)


def test_runs_of_tasks_stay(tmp_path):
    for again in (False, True):
        with mockhaus_dbt.connect(str(tmp_path / "a.db"), database="DB", schema="SCH") as connection:
            if not again:
                connection.execute("create task k as select 1; execute task k")
            assert rows(connection, f"select name, state from {USAGE}.task_history") == [("K", "SUCCEEDED")]


def test_loads(sql, tmp_path):
    (tmp_path / "a.csv").write_text("1\n2\n")
    sql("create table t (a int)", "create stage st", f"put 'file://{tmp_path}/a.csv' @st auto_compress = false", "copy into t from @st")
    assert sql.rows(f"select file_name, status, row_count, table_name from {USAGE}.copy_history") == [("st/a.csv", "Loaded", 2, "T")]
    assert sql.rows(f"select file_name, status, row_count, schema_name from {USAGE}.load_history") == [("st/a.csv", "LOADED", 2, "SCH")]


def test_names_that_are_refused_or_unknown(sql):
    for name in ("account_usage.access_history", "organization_usage.accounts", "information_schema.packages"):
        with pytest.raises(UnsupportedError, match=name.upper()):
            sql(f"select * from snowflake.{name}")
    assert "'SNOWFLAKE.ACCOUNT_USAGE.NOPE' does not exist" in sql.fails(f"select * from {USAGE}.nope")
    assert "SNOWFLAKE" in sql.fails("select * from snowflake.nope.x")
    assert "does not exist" in sql.fails("use schema snowflake.nope")
    sql(f"use schema {USAGE}")
    assert sql.rows("select count(*) from warehouse_metering_history") == [(0,)]


def test_a_database_of_that_name_is_a_users_own(sql):
    sql("create database snowflake", "create schema snowflake.account_usage", "create table snowflake.account_usage.tables as select 1 as a")
    assert sql.rows(f"select * from {USAGE}.tables") == [(1,)]


def test_what_snowflake_holds(sql):
    assert sql.rows("select schema_name from snowflake.information_schema.schemata order by 1") == [(s,) for s in sorted(SNOWFLAKE_SCHEMAS)]
    text = "select count(*) from snowflake.information_schema.tables where table_schema = 'ACCOUNT_USAGE'"
    assert sql.rows(text) == [(len(views_of("ACCOUNT_USAGE")),)]
    described = sql.rows(f"describe view {USAGE}.tags")
    assert described[0][:2] == ("TAG_ID", "NUMBER(38,0)")


def test_views_over_them_follow_the_account(sql):
    sql(f"create view names as select table_name from {USAGE}.tables where table_schema = 'SCH'")
    assert sql.rows("select * from names") == [("NAMES",)]
    sql("create table t (a int)")
    assert sorted(sql.rows("select * from names")) == [("NAMES",), ("T",)]

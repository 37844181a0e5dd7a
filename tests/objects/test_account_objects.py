"""Warehouses, roles, users, tags, sequences, dynamic tables."""

from __future__ import annotations


def test_warehouses(sql):
    assert sql.status("create warehouse w with warehouse_size = 'XLARGE' auto_suspend = 60") == (
        "Warehouse W successfully created."
    )
    assert sql.session.warehouse == "W"
    rows = {r["name"]: r for r in sql.dicts("show warehouses")}
    assert (rows["W"]["size"], rows["W"]["auto_suspend"], rows["W"]["is_current"]) == ("X-Large", 60, "Y")
    assert list(rows["W"])[:5] == ["name", "state", "type", "size", "min_cluster_count"]
    assert sql.status("alter warehouse w set warehouse_size = small") == "Statement executed successfully."
    assert sql.column("show warehouses like 'w'", "size") == ["Small"]
    assert "invalid value [HUGE]" in sql.fails("alter warehouse w set warehouse_size = HUGE")
    assert "invalid property 'SPEED' for 'WAREHOUSE'" in sql.fails("alter warehouse w set speed = 1")
    assert sql.status("alter warehouse if exists nope suspend") == "Statement executed successfully."
    assert sql.status("drop warehouse w") == "W successfully dropped."
    assert "Warehouse 'W' does not exist or not authorized." in sql.fails("describe warehouse w")


def test_roles_and_users(sql):
    assert sql.status("create role analyst comment = 'c'") == "Role ANALYST successfully created."
    assert sql.status("create user joe password = 'secret' default_role = analyst") == "User JOE successfully created."
    assert "ANALYST" in sql.column("show roles", "name")
    [joe] = sql.dicts("show users like 'JOE'")
    assert (joe["default_role"], joe["has_password"]) == ("ANALYST", "true")
    assert "secret" not in str(sql.session.catalog.get("USER", "", "", "JOE"))
    assert sql.status("drop role analyst") == "ANALYST successfully dropped."


def test_sequences(sql):
    assert sql.status("create sequence s start = 10 increment = 5") == "Sequence S successfully created."
    assert sql.column("show sequences", "next_value") == [10]
    assert sql("show sequences").column_names == [
        "name", "database_name", "schema_name", "next_value", "interval", "created_on", "owner", "comment",
        "owner_role_type", "ordered",
    ]  # fmt: skip
    sql("alter sequence s set increment 2")
    assert sql.column("show sequences", "interval") == [2]
    sql("create or replace sequence s start -1 increment -1", "drop sequence s")


def test_tags(sql):
    assert sql.status("create tag cost allowed_values 'a', 'b'") == "Tag COST successfully created."
    assert sql.column("show tags", "allowed_values") == ['["a","b"]']
    sql("create table t (a int) with tag (cost = 'a')", "alter table t set tag cost = 'b'", "alter table t unset tag cost")
    assert sql.status("create tag if not exists team with comment = 'who pays'") == "Tag TEAM successfully created."
    assert sql.column("show tags like 'team'", "comment") == ["who pays"]


def test_values_of_tags(sql):
    """https://docs.snowflake.com/en/user-guide/object-tagging/work"""
    sql("create tag cost_center allowed_values 'finance', 'engineering'", "create table t (a int)")
    assert sql.rows("select system$get_tag_allowed_values('cost_center')") == [('["finance","engineering"]',)]
    sql("alter tag cost_center add allowed_values 'marketing'", "alter tag cost_center drop allowed_values 'engineering'")
    assert sql.rows("select system$get_tag_allowed_values('cost_center')") == [('["finance","marketing"]',)]
    sql("alter table t set tag cost_center = 'marketing'", "alter tag cost_center set allowed_values 'sales' comment = 'c'")
    assert sql.rows("select system$get_tag('cost_center', 't', 'table')") == [("marketing",)]
    for statement in (
        "alter table t set tag cost_center = 'marketing'",
        "alter table t modify column a set tag cost_center = 'x'",
        "create warehouse w with tag (cost_center = 'x')",
        "create table u (a int with tag (cost_center = 'x'))",
        "create stage s tag (cost_center = 'x')",
    ):
        assert sql.fails(statement).startswith("001008 (22023)")
        assert sql.fails(statement.replace("cost_center", "other")) == (
            "002003 (02000): SQL compilation error:\nTag 'DB.SCH.OTHER' does not exist or not authorized."
        )
    sql("create or alter tag cost_center", "alter table t set tag cost_center = 'x'")
    assert sql.rows("show tags")[0][5:9] == ("", None, "ROLE", "NONE")
    sql("drop tag cost_center")
    assert sql.rows("select system$get_tag('cost_center', 't', 'table')") == [(None,)]


def test_tags_that_are_to_be_propagated(sql):
    sql("create tag a allowed_values 'x', 'y' propagate = on_dependency on_conflict = allowed_values_sequence")
    assert [r[8:] for r in sql.rows("show tags")] == [("ON_DEPENDENCY", "ALLOWED_VALUES_SEQUENCE")]
    sql("alter tag a set propagate = on_dependency_and_data_movement", "alter tag a unset propagate")
    assert sql.column("show tags", "propagate") == ["NONE"]
    assert "MULTI_VALUE" in sql.fails("create tag b multi_value = true")
    assert sql.fails("create tag b comment = 'c' allowed_values 'x'").startswith("001003 (42000)")


def test_create_or_alter_of_what_exists(sql):
    """https://docs.snowflake.com/en/sql-reference/sql/create-or-alter"""
    sql("create tag k", "create warehouse w with tag (k = 'v') comment = 'c'", "create or alter warehouse w")
    assert sql.rows("select system$get_tag('k', 'w', 'warehouse')") == [("v",)]
    sql("create task t schedule = '1 minute' as select 1", "create task c after t as select 1", "alter task c resume")
    sql("create or alter task t schedule = '2 minutes' as select 2", "create or alter task c after t as select 3")
    rows = sql.rows('show tasks ->> select "name", "schedule", "definition", "state" from $1 order by 1')
    assert rows == [("C", None, "select 3", "started"), ("T", "2 minutes", "select 2", "suspended")]
    sql("create schema x comment = 'c' data_retention_time_in_days = 1", "create table x.u (a int)")
    assert sql.status("create or alter schema x") == "Schema X successfully altered."
    assert sql.column("show schemas like 'x'", "comment") == [""]
    assert sql.rows("select count(*) from x.u") == [(0,)]
    assert "TRANSIENT" in sql.fails("create or alter transient schema x")
    assert "CLONE" in sql.fails("create or alter schema x clone sch")
    assert sql.status("create or alter database db comment = 'd'") == "Database DB successfully altered."
    assert sql.column("show databases like 'db'", "comment") == ["d"]


def test_dynamic_table(sql):
    sql("create table t as select 1 as a")
    assert sql.status(
        "create or replace transient dynamic table d target_lag = '1 minute' warehouse = compute_wh refresh_mode = full "
        "initialize = on_create cluster by (n) as (select count(*) as n from t)"
    ) == "Dynamic table D successfully created."
    sql("insert into t values (2)")
    assert sql.rows("select n from d") == [(1,)]
    sql("alter dynamic table d refresh")
    assert sql.rows("select n from d") == [(2,)]
    [row] = sql.dicts("show dynamic tables like 'd' in schema db.sch")
    expected = {"target_lag": "1 minute", "warehouse": "COMPUTE_WH", "refresh_mode": "FULL", "scheduling_state": "RUNNING"}
    assert {k: row[k] for k in expected} == expected
    assert row["text"].startswith("create or replace transient dynamic table d")
    assert sql.column("show objects like 'd'", "is_dynamic") == ["Y"]
    assert sql.column("show tables like 'd'", "kind") == ["TRANSIENT"]
    sql("alter dynamic table d set target_lag = '2 minutes'", "alter dynamic table d suspend")
    assert sql.column("show dynamic tables", "scheduling_state") == ["SUSPENDED"]
    sql("comment on dynamic table d is 'x'", "alter table d alter n comment 'y'", "alter dynamic table d rename to e")
    assert "not specified type 'TABLE'" in sql.fails("drop table e")
    assert sql.status("drop dynamic table if exists e") == "E successfully dropped."
    assert "Missing option(s): [TARGET_LAG]" in sql.fails("create dynamic table d warehouse = compute_wh as select 1 as a")


def test_dynamic_iceberg_table(sql):
    sql("create dynamic iceberg table d target_lag = '1 minute' warehouse = compute_wh base_location = 'x' as select 1 as a")
    assert sql.dicts("show objects like 'd'")[0]["is_iceberg"] == "Y"


def test_interactive_table(sql):
    sql("create interactive table i cluster by (a) target_lag = '1 hour' warehouse = w as (select 1 as a)")
    [row] = sql.dicts("show interactive tables like 'i' in schema db.sch")
    assert (row["target_lag"], row["refresh_warehouse"], row["cluster_by"]) == ("1 hour", "W", "LINEAR(A)")
    assert sql.column("show objects like 'i'", "is_interactive") == ["Y"]


def test_users_have_the_columns_and_properties_of_their_pages(sql):
    sql("create user u password = 'p' email = 'u@example.com' must_change_password = true")
    [row] = sql.dicts("show users like 'u'")
    assert list(row)[-6:] == [
        "has_rsa_public_key", "type", "has_mfa", "has_pat", "has_workload_identity", "is_from_organization_user",
    ]  # fmt: skip
    assert (row["comment"], row["mins_to_unlock"], row["has_password"]) == (None, None, "true")
    assert sql("show terse users").column_names == [
        "name", "created_on", "display_name", "first_name", "last_name", "email", "org_identity", "comment",
        "has_password", "has_rsa_public_key", "type", "has_mfa", "has_pat", "has_federated_workload_authentication",
        "is_from_organization_user",
    ]  # fmt: skip
    described = {r["property"]: (r["value"], r["default"]) for r in sql.dicts("describe user u")}
    assert list(described)[:5] == ["NAME", "COMMENT", "DISPLAY_NAME", "TYPE", "LOGIN_NAME"]
    assert len(described) == 37
    assert described["PASSWORD"] == ("********", None)
    assert described["MUST_CHANGE_PASSWORD"] == ("true", "false")
    assert described["DEFAULT_SECONDARY_ROLES"] == ("[ALL]", "[ALL]")


def test_warehouses_have_the_columns_of_their_page(sql):
    sql("create warehouse w generation = '2'")
    [row] = sql.dicts("show warehouses like 'w'")
    assert list(row)[9:13] == ["is_default", "is_current", "is_interactive", "auto_suspend"]
    assert list(row)[-4:] == ["scaling_policy", "owner_role_type", "resource_constraint", "generation"]
    assert row["generation"] == "2"


def test_alter_procedure(sql):
    """https://docs.snowflake.com/en/sql-reference/sql/alter-procedure"""
    sql("set v = 1", "create procedure p() returns varchar language sql as 'begin return $v; end'")
    sql("create procedure p(a int) returns varchar language sql as 'begin return :a; end'")
    assert "V" in sql.fails("call p()")
    sql("alter procedure p() execute as caller")
    assert sql.rows("call p()") == [("1",)]
    assert ("execute as", "CALLER") in sql.rows("describe procedure p()")
    assert ("execute as", "OWNER") in sql.rows("describe procedure p(int)")
    sql("alter procedure p() execute as restricted caller", "alter procedure p() execute as owner")
    assert ("execute as", "OWNER") in sql.rows("describe procedure p()")
    assert sql.fails("alter procedure p() execute as somebody").startswith("001003 (42000)")
    sql("alter procedure if exists p(float) rename to q", "alter procedure if exists p(int) rename to q")
    assert sql.rows("call q(7)") == [("7",)]
    assert sql.fails("call p(7)").startswith("001044 (42P13)")
    sql("create procedure q() returns varchar language sql as 'begin return 2; end'")
    assert sql.fails("alter procedure p() rename to q").startswith("002002 (42710)")
    sql("drop procedure q()", "alter procedure p() rename to q")
    assert sql.fails("describe procedure p()").startswith("002003 (02000)")
    assert sql.rows("call q(8)") == [("8",)]


def test_tags_stay_through_renames(sql):
    sql("create tag cost", "create tag team", "create table t (a int with tag (cost = 'x'))")
    sql("alter table t set tag db.sch.\"COST\" = 'a', team = 'b'", "alter tag cost rename to budget")
    assert sql.rows("select system$get_tag('budget', 't', 'table'), system$get_tag('cost', 't', 'table')") == [("a", None)]
    assert "WITH TAG (DB.SCH.BUDGET='x')" in sql.rows("select get_ddl('table', 't')")[0][0]
    sql("create schema other", "use schema db.sch", "alter tag budget rename to db.other.cost")
    assert sql.rows("select system$get_tag('other.cost', 't.a', 'column')") == [("x",)]
    sql("alter table t modify a set tag other.cost = '1', team = '2', column a set tag team = '3'")
    assert sql.rows("select system$get_tag('team', 't.a', 'column')") == [("3",)]
    sql("alter table t modify column a unset tag db.other.cost, team", "alter table t unset tag team")
    assert sql.rows("select system$get_tag('other.cost', 't.a', 'column'), system$get_tag('team', 't', 'table')") == [
        ("a", None)
    ]
    assert sql.fails("alter table t unset tag nope").startswith("002003 (02000)")
    assert sql.fails(f"alter table t set tag team = '{'x' * 257}'").startswith("001008 (22023)")


def test_undrop_tag(sql):
    """https://docs.snowflake.com/en/sql-reference/sql/undrop-tag"""
    sql("create tag cost", "create table t (a int) with tag (cost = 'a')", "drop tag cost")
    assert sql.rows("select system$get_tag('cost', 't', 'table')") == [(None,)]
    assert sql.status("undrop tag cost") == "Tag COST successfully restored."
    assert sql.rows("select system$get_tag('cost', 't', 'table')") == [("a",)]
    assert sql.fails("undrop tag cost").startswith("002002 (42710)")
    sql("create or replace tag cost")
    assert sql.rows("select system$get_tag('cost', 't', 'table')") == [(None,)]


def test_clones_have_tags_of_their_own_schema(sql):
    sql("create tag cost", "create table t (a int) with tag (cost = 'a')", "create schema copied clone sch")
    assert sql.rows("select tag_schema, tag_value from table(information_schema.tag_references('t', 'table'))") == [
        ("COPIED", "a")
    ]


def test_another_interval_begins_behind_the_next_value(sql):
    """https://docs.snowflake.com/en/user-guide/querying-sequences#altering-a-sequence"""
    sql("create sequence low start = 1 increment = 1", "create table t (i int, j int default low.nextval)")
    sql("insert into t (i) values (1), (2), (3)", "alter sequence low set increment = -4")
    assert sql.column("show sequences", "next_value") == [4]
    sql("insert into t (i) values (4), (5)")
    assert sql.rows("select * from t order by i") == [(1, 1), (2, 2), (3, 3), (4, 4), (5, 0)]
    sql("create sequence copied clone low", "create sequence s", "alter sequence s set increment 3")
    assert sql.rows("select copied.nextval, s.nextval, s.nextval") == [(-4, 1, 4)]
    assert sql.column("show sequences", "next_value") == [-8, -4, 10]  # two values of one sequence leave a gap


def test_clones_of_what_is_described(sql):
    """https://docs.snowflake.com/en/sql-reference/sql/create-clone"""
    sql("create file format f type = csv field_delimiter = '|' comment = 'c'", "create file format g clone f")
    described = sql.dicts("describe file format g")
    assert next(row["property_value"] for row in described if row["property"] == "FIELD_DELIMITER") == "|"
    sql("create database role r comment = 'c'", "create database role s clone r", "create database copied clone db")
    assert sql.column("show database roles in database copied", "comment") == ["c", "c"]


def test_tasks_are_cloned_with_their_schema(sql):
    sql("create warehouse w", "create task a warehouse = w schedule = '1 minute' as select 1")
    sql("create task b warehouse = w after a as select 2", "alter task b resume", "create schema copied clone sch")
    shown = "show tasks in schema copied ->> select \"name\", \"state\", \"predecessors\" from $1"
    assert sql.rows(shown) == [("A", "suspended", "[]"), ("B", "suspended", '["DB.COPIED.A"]')]


def test_copy_tags(sql):
    sql(
        "create tag g",
        "create tag h",
        "create table t (a int, b varchar(8), c int)",
        "alter table t set tag g = 'old'",
        "alter table t modify column a set tag g = 'of a', column b set tag g = 'of b', column c set tag g = 'of c'",
        "create or replace table t copy tags with tag (g = 'new', h = 'more') as select 1::int as a, 'long text'::varchar(16) as b, 2 as d",
    )
    own = "select system$get_tag('{}', 't{}', '{}')"
    assert sql.rows(own.format("g", "", "table")) == [("old",)]
    assert sql.rows(own.format("h", "", "table")) == [("more",)]
    # A column that has another type or name has the tag of the table alone.
    assert [sql.rows(own.format("g", f".{c}", "column"))[0][0] for c in "abd"] == ["of a", "old", "old"]
    sql("create table source (a number(38,0))", "alter table source set tag h = 'of the source'", "create or replace table t clone source copy tags")
    assert [sql.rows(own.format(t, "", "table"))[0][0] for t in "gh"] == ["old", "more"]
    sql("create or replace table t like source")
    assert [sql.rows(own.format(t, "", "table"))[0][0] for t in "gh"] == [None, "of the source"]

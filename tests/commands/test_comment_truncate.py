"""COMMENT ON and TRUNCATE."""

from __future__ import annotations

DONE = "Statement executed successfully."


def test_comment_on_objects(sql):
    sql("create table t (a int)", "create view v as select 1 as a", "create sequence s")
    assert sql.status("comment on table t IS $$a table: [$]$$") == DONE
    sql("comment on view db.sch.v is 'a view'", "comment on schema sch is 'a schema'", "comment on database db is 'a db'")
    sql("comment on column t.a is 'a column'", "comment on sequence s is 'a sequence'", "comment on role public is 'r'")
    assert sql.column("show tables", "comment") == ["a table: [$]"]
    assert sql.column("show views", "comment") == ["a view"]
    assert sql.column("show schemas like 'SCH'", "comment") == ["a schema"]
    assert sql.column("show databases", "comment") == ["a db"]
    assert sql.column("describe table t", "comment") == ["a column"]
    sql("comment on table t is ''")
    assert sql.column("show tables", "comment") == [""]


def test_comment_on_what_is_not_there(sql):
    assert "Table 'DB.SCH.NOPE' does not exist or not authorized." in sql.fails("comment on table nope is 'x'")
    assert sql.status("comment if exists on table nope is 'x'") == DONE
    sql("create table t (a int)")
    assert "not specified type 'VIEW'" in sql.fails("comment on view t is 'x'")
    assert "invalid identifier 'Z'" in sql.fails("comment on column t.z is 'x'")
    assert "syntax error" in sql.fails("comment on nonsense t is 'x'")


def test_truncate(sql):
    sql("create table t as select 1 as a")
    assert sql.status("truncate table t") == DONE
    assert sql.rows("select count(*) from t") == [(0,)]
    assert sql.status("truncate table if exists nope") == DONE
    assert "Table 'DB.SCH.NOPE' does not exist or not authorized." in sql.fails("truncate nope")
    sql("create view v as select 1 as a")
    assert "not specified type 'TABLE'" in sql.fails("truncate table v")


def test_truncate_in_a_transaction(sql):
    sql("create table t as select 1 as a", "begin", "truncate table t", "rollback")
    assert sql.rows("select count(*) from t") == [(1,)]


def test_truncate_of_what_is_refused(sql):
    sql("create table t (a int)")
    assert "Unsupported feature 'TRUNCATE MATERIALIZED VIEW'" in sql.fails("truncate materialized view v")
    assert "Unsupported feature 'ERROR_TABLE'" in sql.fails("truncate table error_table(t)")

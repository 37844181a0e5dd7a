"""Database roles and the context functions that ask for roles and variables."""

from __future__ import annotations


def test_database_roles(sql):
    sql("create role analyst", "create database role db.r1 comment = 'c'", "create database role r2")
    has = "select is_database_role_in_session('{}')"
    assert sql.rows(has.format("R1")) == [(False,)]
    sql("grant database role r1 to role sysadmin", "grant database role db.r2 to database role r1")
    assert [sql.rows(has.format(n))[0][0] for n in ("R1", "r2", "DB.R1", "NONE")] == [True, True, False, False]
    shown = sql.dicts("show database roles in database db")
    assert [(r["name"], r["granted_to_roles"], r["granted_to_database_roles"]) for r in shown] == [("R1", 1, 0), ("R2", 0, 1)]
    sql("grant select on all tables in schema sch to database role db.r1")
    sql("use role analyst")
    assert sql.rows(has.format("R1")) == [(False,)]
    sql("use role accountadmin", "revoke database role r1 from role sysadmin")
    assert sql.rows(has.format("R2")) == [(False,)]
    sql("drop database role r1", "drop database role if exists nope", "drop database role r2")
    assert sql.rows("show database roles in database db") == []
    assert "does not exist" in sql.fails("grant database role nope to role sysadmin")


def test_roles_of_the_invoker(sql):
    sql("create role a", "create role b", "grant role b to role a", "use role a")
    roles = ("A", "B", "SYSADMIN", "PUBLIC")
    assert [sql.rows(f"select is_granted_to_invoker_role('{r}')")[0][0] for r in roles] == [True, True, False, True]


def test_variables(sql):
    sql("set var_2 = 'v'")
    assert sql.rows("select getvariable('var_2'), getvariable('VAR_2'), session_context('VAR_2')") == [(None, "v", "v")]

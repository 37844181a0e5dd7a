"""GRANT, REVOKE, SHOW GRANTS."""

from __future__ import annotations

import pytest


@pytest.fixture
def g(sql):
    sql("create role reader", "create role writer", "create table t (a int)")
    return sql


def grants(sql, what="table t"):
    rows = sql.dicts(f"show grants on {what}")
    return [(r["privilege"], r["grantee_name"]) for r in rows if r["privilege"] != "OWNERSHIP"]


def test_as_dbt_sends_it(g):
    assert g.status('grant select on "DB"."SCH"."T" to reader') == "Statement executed successfully."
    g('grant insert on db.sch.t to writer')
    [owner, *rest] = g.dicts('show grants on "DB"."SCH"."T"')
    assert (owner["privilege"], owner["granted_to"], owner["grantee_name"]) == ("OWNERSHIP", "ROLE", "ACCOUNTADMIN")
    assert [(r["privilege"], r["granted_to"], r["grantee_name"], r["grant_option"]) for r in rest] == [
        ("INSERT", "ROLE", "WRITER", "false"),
        ("SELECT", "ROLE", "READER", "false"),
    ]
    g('revoke select on "DB"."SCH"."T" from "READER"')
    assert grants(g) == [("INSERT", "WRITER")]
    assert list(owner) == [
        "created_on", "privilege", "granted_on", "name", "granted_to", "grantee_name", "grant_option",
        "granted_by_role_type", "granted_by",
    ]  # fmt: skip


def test_errors(g):
    assert "unexpected 'fake_privilege'" in g.fails("grant fake_privilege on table t to reader")
    assert g.fails("grant select on table t to nobody") == (
        "002003 (02000): SQL compilation error:\nRole 'NOBODY' does not exist or not authorized."
    )
    assert "Table 'DB.SCH.NOPE' does not exist or not authorized." in g.fails("grant select on nope to reader")


def test_replacing_forgets_grants(g):
    g("grant select on table t to reader", "create or replace table t copy grants as select 1 as a")
    assert grants(g) == [("SELECT", "READER")]
    g("create or replace table t as select 1 as a")
    assert grants(g) == []


def test_grants_follow_a_rename(g):
    g("grant select on table t to reader", "alter table t rename to u")
    assert grants(g, "table u") == [("SELECT", "READER")]
    g("drop table u", "create table u (a int)")
    assert grants(g, "table u") == []


def test_all_and_future(g):
    g("create table u (a int)", "grant select on all tables in schema db.sch to role reader")
    assert grants(g) == grants(g, "u") == [("SELECT", "READER")]
    g("grant select on future tables in schema db.sch to role writer", "create table w (a int)")
    assert grants(g, "w") == [("SELECT", "WRITER")]
    assert g.column("show future grants in schema db.sch", "name") == ["DB.SCH.<TABLE>"]
    g("grant all privileges on table w to role reader with grant option")
    assert ("TRUNCATE", "READER") in grants(g, "w")
    g("revoke all on table w from role reader")
    assert grants(g, "w") == [("SELECT", "WRITER")]


def test_ownership(g):
    g("grant ownership on table t to role reader copy current grants")
    assert g.dicts("show tables")[0]["owner"] == "READER"


def test_roles(g):
    g("grant role reader to user mockhaus", "grant role reader to role writer")
    assert g.column("show grants", "role") == ["READER"]
    assert sorted(g.column("show grants of role reader", "grantee_name")) == ["MOCKHAUS", "WRITER"]
    g("revoke role reader from user mockhaus")
    assert g.rows("show grants to user mockhaus") == []


def test_account_and_schema(g):
    g("grant create database on account to role writer", "grant usage, create table on schema sch to role reader")
    assert sorted(g.column("show grants to role reader", "privilege")) == ["CREATE TABLE", "USAGE"]
    assert g.column("show grants on account", "privilege") == ["CREATE DATABASE"]

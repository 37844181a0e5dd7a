"""Macros of dbt-snowflake that say where things go and what of them stays: generate_database_name, copy_tags."""

from __future__ import annotations

import mockhaus_dbt

TAGGED = "{{{{ config(materialized='{}', copy_tags={}) }}}}\nselect 1 as id, 'x' as name"
TAG = "select system$get_tag('steward', '{}', '{}')"


def run(project, *statements):
    with mockhaus_dbt.connect(project.folder / "account.duckdb", database="SHOP", schema="DEV") as connection:
        for statement in statements:
            connection.execute(statement)


def test_copy_tags_keeps_the_tags_of_what_is_replaced(project):
    project.write("models/kept.sql", TAGGED.format("table", "true"))
    project.write("models/lost.sql", TAGGED.format("table", "false"))
    project.write("models/grown.sql", TAGGED.format("incremental", "true"))
    project.build()
    names = ("kept", "lost", "grown")
    tags = [f"alter table {n} set tag steward = 'ann'" for n in names]
    tags += [f"alter table {n} modify column name set tag steward = 'bob'" for n in names]
    run(project, "create tag steward", *tags)
    project.build("--full-refresh")
    found = {n: (project.query(TAG.format(n, "table"))[0][0], project.query(TAG.format(f"{n}.name", "column"))[0][0]) for n in names}
    assert found == {"kept": ("ann", "bob"), "lost": (None, None), "grown": ("ann", "bob")}


def test_copy_tags_of_a_clone(project):
    project.write("models/t.sql", TAGGED.format("table", "true"))
    project.build()
    run(project, "create tag steward", "alter table t set tag steward = 'ann'")
    states = project.folder / "state"
    states.mkdir()
    (states / "manifest.json").write_text((project.folder / "target" / "manifest.json").read_text())
    project.profile(schema="OTHER")
    assert project.dbt("clone", "--state", str(states)).success
    run(project, "alter table shop.other.t set tag steward = 'mine'")
    assert project.dbt("clone", "--state", str(states), "--full-refresh").success
    assert project.query("select system$get_tag('shop.dev.steward', 'shop.other.t', 'table')") == [("mine",)]


DATABASES = """{% macro generate_database_name(custom_database_name=none, node=none) -%}
    {{ 'SHOP' if custom_database_name is none else 'SHOP_' ~ custom_database_name }}
{%- endmacro %}"""


def test_databases_by_configuration_and_by_a_macro_of_the_project(project):
    run(project, "create database elsewhere", "create database shop_elsewhere")
    project.write("models/here.sql", "select 1 as id")
    project.write("models/there.sql", "{{ config(materialized='table', database='elsewhere') }}\nselect id + 1 as id from {{ ref('here') }}")
    project.write("seeds/counted.csv", "n\n1\n2\n")
    properties = {"version": 2, "seeds": [{"name": "counted", "config": {"database": "elsewhere"}}]}
    project.write("seeds/counted.yml", properties)
    project.build()
    assert project.query("select id from elsewhere.dev.there") == [(2,)]
    assert project.query("select count(*) from elsewhere.dev.counted") == [(2,)]
    assert project.query("select id from shop.dev.here") == [(1,)]
    project.write("macros/names.sql", DATABASES)
    results = project.build()
    placed = {r.node.name: r.node.relation_name for r in results}
    assert placed == {"here": "SHOP.DEV.here", "there": "SHOP_elsewhere.DEV.there", "counted": "SHOP_elsewhere.DEV.counted"}
    assert project.query("select id from shop_elsewhere.dev.there") == [(2,)]
    assert project.query("select count(*) from shop_elsewhere.dev.counted") == [(2,)]


def test_a_database_that_is_not_there_says_so(project):
    project.write("models/there.sql", "{{ config(database='nowhere') }}\nselect 1 as id")
    outcome = project.dbt("build")
    assert not outcome.success
    said = str(outcome.exception)
    assert "NOWHERE" in said.upper()
    assert "002043 (02000)" in said

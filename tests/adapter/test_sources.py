"""Sources without Snowflake: files, and made-up rows."""

from __future__ import annotations

from typing import Any

import pytest

RELATIONSHIP = {"relationships": {"arguments": {"to": "source('raw', 'customers')", "field": "id"}}}


def tables(*given: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"version": 2, "sources": [{"name": "raw", "database": "lake", "schema": "landing", "tables": list(given), **more}]}


def at(location: str, **file_format: Any) -> dict[str, Any]:
    return {"meta": {"mockhaus": {"location": location, **({"file_format": file_format} if file_format else {})}}}


def test_a_source_that_is_files(project, capfd):
    project.write("data/orders/1.csv", "id;name\n1;ann\n")
    project.write("data/customers.ndjson", '{"id": 7}\n')
    orders = {"name": "orders", "config": at("data/{name}/*.csv", field_delimiter=";"), "columns": [{"name": "id"}]}
    orders["columns"][0]["data_tests"] = ["unique", "not_null"]
    customers = {"name": "customers", "config": at("data/{name}.ndjson")}
    project.write("models/sources.yml", tables(orders, customers, {"name": "gone", "config": at("data/gone.csv")}))
    project.write("models/m.sql", "select o.*, c.id as c from {{ source('raw', 'orders') }} o, {{ source('raw', 'customers') }} c")
    assert len(project.build()) == 3
    assert "source raw.gone: there is no file" in capfd.readouterr().out
    assert project.query("select * from m") == [(1, "ann", 7)]
    project.write("data/orders/2.csv", "id;name\n1;bob\n")
    failed = [r.node.name for r in project.dbt("test").result.results if r.status == "fail"]
    assert failed == ["source_unique_raw_orders_id"]


def test_locations_of_a_whole_source(project):
    project.write("data/a.csv", "x\n1\n")
    project.write("data/b.csv", "x\n2\n")
    project.write("models/m.sql", "select a.x + b.x as n from {{ source('raw', 'a') }} a, {{ source('raw', 'b') }} b")
    project.write("models/sources.yml", tables({"name": "a"}, {"name": "b"}, config=at("data/{name}.csv")))
    project.build()
    assert project.query("select n from m") == [(3,)]
    project.write("models/sources.yml", tables({"name": "a"}, {"name": "b"}, config=at("data/a.csv")))
    assert "has several tables and one location" in str(project.dbt("build").exception)


@pytest.mark.parametrize("wrong", [{"locaton": "x"}, {"file_format": {"type": "csv"}}, "data", {"location": "x", "file_format": "csv"}])
def test_wrong_settings(project, wrong):
    project.write("models/sources.yml", tables({"name": "a", "config": {"meta": {"mockhaus": wrong}}}))
    project.write("models/m.sql", "select 1 as a")
    assert "source raw.a: meta.mockhaus" in str(project.dbt("build").exception)


def test_stub_sources(project, capfd):
    customers = {"name": "customers", "columns": [{"name": "id", "data_type": "integer", "data_tests": ["unique", "not_null"]}]}
    states = {"accepted_values": {"arguments": {"values": ["open", "paid"]}}}
    orders = {
        "name": "orders",
        "columns": [
            {"name": "customer_id", "data_type": "integer", "data_tests": [RELATIONSHIP, "not_null"]},
            {"name": "Status", "quote": True, "data_tests": [states]},
        ],
    }
    project.write("models/sources.yml", tables(orders, customers))
    project.write("models/stg.sql", "select * from {{ source('raw', 'orders') }}")
    project.write("models/m.sql", "select lower(note) as note, \"Status\", customer_id from {{ ref('stg') }}")
    operation = ["run-operation", "mockhaus_stub_sources", "--args", "{rows: 20, seed: 5}"]
    assert project.dbt(*operation).success
    out = capfd.readouterr().out
    assert "raw.customers: 20 rows; declared: ID integer" in out
    assert "told by its tests: Status VARCHAR; told by m: NOTE VARCHAR" in out
    assert len(project.build()) == 7
    before = project.query("select * from lake.landing.orders")
    assert len(before) == 20
    assert project.dbt(*operation).success
    assert "raw.orders: table exists, left alone" in capfd.readouterr().out
    assert project.query("select * from lake.landing.orders") == before


def test_what_the_project_makes_itself_is_not_made_up(project, capfd):
    project.write("seeds/stores.csv", "id,name\na1,east\n")
    own = {"name": "raw", "database": "shop", "schema": "dev", "tables": [{"name": "stores"}]}
    project.write("models/sources.yml", {"version": 2, "sources": [own]})
    project.write("models/m.sql", "-- depends_on: {{ ref('stores') }}\nselect id from {{ source('raw', 'stores') }}")
    assert project.dbt("run-operation", "mockhaus_stub_sources").success
    assert "raw.stores: left to seed stores, which makes it" in capfd.readouterr().out
    project.build()
    assert project.query("select id from m") == [("a1",)]

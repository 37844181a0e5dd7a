"""A project that uses what dbt-snowflake alone has: other databases, policies, collations, metadata freshness."""

from __future__ import annotations

import json

import pytest
import yaml

import mockhaus_dbt

MODELS = {
    "base": "{{ config(materialized='table', row_access_policy='SHOP.DEV.only_small on (id)') }}\n"
    "select column1 as id, column2 as v from values (1, 10), (2, 20), (300, 30)",
    "elsewhere": "{{ config(database='ARCHIVE', schema='Year-2024 #1', alias='kept', materialized='table') }}\n"
    "select id from {{ ref('base') }}",
    "reading": "select count(*) as n from {{ ref('elsewhere') }}",
    "changing": "{{ config(materialized=var('kind', 'table')) }}\n"
    "select id{{ ', v' if var('more', false) }} from {{ ref('base') }}",
    "above": "{{ config(materialized='view', bind=false) }}\nselect * from {{ ref('changing') }}",
    "merging": "{{ config(materialized='incremental', unique_key='id', merge_update_columns=['b']) }}\n"
    "select column1 as id, column2 as a, column3 as b from values "
    "{% if is_incremental() %}(1, 5, 5), (2, 5, 5){% else %}(1, 1, 1){% endif %}",
    "collated": "{{ config(materialized='incremental', on_schema_change='append_new_columns') }}\n"
    "select 'a'::varchar collate 'en-ci' as word"
    "{% if is_incremental() %}, 'b'::varchar collate 'de-ci' as other{% endif %}",
}
SOURCES = """
sources:
  - name: dev
    database: SHOP
    schema: DEV
    config: {freshness: {error_after: {count: 1, period: day}}}
    tables:
      - name: base
      - name: changing
      - {name: dated, config: {loaded_at_field: loaded_at}}
"""
QUOTED = 'ARCHIVE."DEV_Year-2024 #1"'


@pytest.fixture
def built(project):
    with mockhaus_dbt.connect(project.folder / "account.duckdb", database="SHOP", schema="DEV") as connection:
        connection.execute(
            "create row access policy only_small as (n number) returns boolean -> n < 100; "
            "create table dated as select '2020-01-01'::timestamp_tz as loaded_at; create database archive"
        )
    settings = yaml.safe_load((project.folder / "dbt_project.yml").read_text())
    comment = {"comment": "{{ {'node': node.name if node else 'none'} | tojson }}", "append": True}
    settings.update({"quoting": {"schema": True}, "query-comment": comment})
    project.write("dbt_project.yml", settings)
    for name, text in MODELS.items():
        project.write(f"models/{name}.sql", text)
    project.write("models/sources.yml", SOURCES)
    project.build()
    return project


def test_builds_and_builds_again(built):
    assert built.query(f"select * from {QUOTED}.kept order by id") == [(1,), (2,)]  # what the policy shows
    assert built.query("select * from reading") == [(2,)]
    built.build()
    assert built.query("select * from merging order by id") == [(1, 1, 5), (2, 5, 5)]
    words = built.query("select word, other, word = 'A', other = 'B' from collated order by other nulls first")
    # dbt-snowflake adds a column without its collation
    assert words == [("a", None, True, None), ("a", "b", True, False)]
    comment = '%{"node": "merging"}%'
    comments = built.query(f"select count(*) from __mockhaus__.query_history where query_text like '{comment}'")
    assert comments > [(3,)]

    built.build("--select", "changing+", "--vars", "{more: true}")
    assert built.query("select * from above order by id") == [(1, 10), (2, 20)]
    built.build("--select", "changing+", "--vars", "{kind: view}", "--full-refresh")
    assert built.query("select * from above order by id") == [(1,), (2,)]


def test_freshness_and_catalog(built):
    outcome = built.dbt("source", "freshness")
    found = {result.node.name: result.status.value for result in outcome.result.results}
    assert found == {"base": "pass", "changing": "pass", "dated": "error"}
    assert built.dbt("docs", "generate", "--select", "elsewhere", "merging").success
    catalog = json.loads((built.folder / "target/catalog.json").read_text())["nodes"]
    assert {name: node["metadata"]["database"] for name, node in catalog.items()} == {
        "model.shop.elsewhere": "ARCHIVE",
        "model.shop.merging": "SHOP",
    }
    assert list(catalog["model.shop.merging"]["columns"]) == ["ID", "A", "B"]

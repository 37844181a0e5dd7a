"""dbt through a server: several processes share one account."""

from __future__ import annotations

import pytest

from mockhaus_dbt import client
from tests.server.serving import serving


@pytest.fixture(scope="module")
def server():
    with serving() as served:
        yield served


def shop(project, server, **more):
    project.profile(server=server.url, path=None, **more)
    project.write("seeds/items.csv", "id,name,price\n1,tea,2.50\n2,milk,\n")
    project.write("models/one.sql", "{{ config(materialized='table') }} select id, price * 2 as twice from {{ ref('items') }}")
    project.write("models/two.sql", "{{ config(materialized='incremental', unique_key='id') }} select * from {{ ref('one') }}")
    project.write("models/v.sql", "select count(*) as n from {{ ref('two') }}")
    project.write("models/schema.yml", "models: [{name: two, columns: [{name: id, data_tests: [unique, not_null]}]}]")


def test_build(project, server):
    shop(project, server)
    assert len(project.build()) == 6
    assert len(project.build()) == 6
    with client.connect(server.url, "SHOP", "DEV") as remote:
        assert remote.execute("select id, twice from two order by id").fetchall() == [(1, 5), (2, None)]
        assert remote.execute("select n from v").fetchall() == [(2,)]
    assert not list(project.folder.glob("*.duckdb"))
    assert [s for s in server.state.sessions.all() if s.kind == "shared"] == []


def test_errors_have_their_texts(project, server):
    shop(project, server)
    project.write("models/wrong.sql", "select nope from {{ ref('one') }}")
    outcome = project.dbt("build")
    assert not outcome.success
    [failed] = [r for r in outcome.result.results if r.status == "error"]
    assert "000904 (42000)" in failed.message and "invalid identifier 'NOPE'" in failed.message


def test_debug_names_the_server(project, server, debug):
    shop(project, server)
    text = debug()
    assert f"server: {server.url}" in text
    assert "Connection test: [OK connection ok]" in text


def test_no_server(project, server):
    shop(project, server)
    project.profile(server="http://127.0.0.1:1", path=None)
    outcome = project.dbt("run")
    assert not outcome.success
    assert "No Mockhaus server answers at http://127.0.0.1:1" in str(outcome.exception)


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"path": "x.duckdb"}, "field 'path' does not go with 'server'"),
        ({"path": None, "lock_timeout": 1}, "field 'lock_timeout' does not go with 'server'"),
        ({"path": None, "server": "127.0.0.1"}, "field 'server' must be the URL of a Mockhaus server"),
    ],
)
def test_fields(project, server, debug, fields, said):
    project.profile(**{"server": server.url, **fields})
    assert said in debug()

"""dbt through a server: several processes share one account."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mockhaus_dbt import client
from tests.adapter.conftest import PROJECT
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


OWN = """{{ config(materialized='incremental', unique_key='id', incremental_strategy='merge') }}
select {{ var('own') }} as id, current_schema() as place,
    (select count(*) from {{ ref('items') }}) as items
"""


def test_processes_at_once(project, server):
    """Two dbt processes build the same project at once, each in a schema of its own; then each once more."""
    shop(project, server)
    project.write("models/own.sql", OWN)
    project.write("dbt_project.yml", {**PROJECT, "on-run-start": ["create temporary table scratch as select 1 as a"]})
    target = {"type": "mockhaus", "server": server.url, "database": "SHOP", "threads": 2}
    outputs = {f"p{n}": {**target, "schema": f"P{n}", "query_tag": f"tag {n}"} for n in range(2)}
    project.write("profiles.yml", {"shop": {"target": "p0", "outputs": outputs}})

    def words(n):
        return [
            *("build", "--target", f"p{n}", "--vars", f"own: {n}"),
            *("--target-path", f"target{n}", "--log-path", str(project.folder / f"logs{n}")),
        ]

    where = ["--project-dir", str(project.folder), "--profiles-dir", str(project.folder)]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "dbt.cli.main", "--no-use-colors", *words(n), *where],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=project.folder,
        )
        for n in range(2)
    ]
    for process in running:
        said, _none = process.communicate(timeout=300)
        assert process.returncode == 0, said
        assert "PASS=8 WARN=0 ERROR=0" in said, said
    for n in range(2):
        assert project.dbt(*words(n)).success
    with client.connect(server.url, "SHOP", "P0") as remote:
        for n in range(2):
            assert remote.execute(f"select id, place, items from shop.p{n}.own").fetchall() == [(n, f"P{n}", 2)]
            tags = remote.execute(
                "select distinct query_tag from table(information_schema.query_history(result_limit => 10000)) "
                f"where schema_name = 'P{n}' and query_text ilike 'create%items%'"
            ).fetchall()
            assert tags == [(f"tag {n}",)]
    assert [s for s in server.state.sessions.all() if s.kind == "shared"] == []

"""Sessions, files, locks, errors."""

from __future__ import annotations

import subprocess
import sys

import pytest

HOLD = """
import sys, mockhaus_dbt
connection = mockhaus_dbt.connect(sys.argv[1], database="SHOP", schema="DEV")
print("held", flush=True)
sys.stdin.readline()
"""


def test_debug_says_which_file_and_versions(project, debug):
    text = debug()
    assert f"file: {project.folder / 'account.duckdb'}" in text
    for name in ("mockhaus 0.", "duckdb 2.", "sqlglot 30.", "dbt-snowflake 1.12"):
        assert name in text
    assert "Connection test: [OK connection ok]" in text


def test_path_is_relative_to_the_project(project, tmp_path_factory, monkeypatch):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    project.profile(path=None)
    project.write("models/one.sql", "select 1 as id")
    project.build()
    assert (project.folder / "mockhaus.duckdb").exists()


def test_a_second_process_waits_and_names_the_first(project):
    project.profile(lock_timeout=0.2)
    project.write("models/one.sql", "select 1 as id")
    file = str(project.folder / "account.duckdb")
    holder = subprocess.Popen([sys.executable, "-c", HOLD, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        outcome = project.dbt("run")
        assert not outcome.success
        assert str(holder.pid) in str(outcome.exception)
        assert file in str(outcome.exception)
    finally:
        holder.communicate("\n")
    project.build()


@pytest.mark.parametrize("content", [b"this is no database, it is a text of some length " * 200])
def test_foreign_file(project, content):
    (project.folder / "account.duckdb").write_bytes(content)
    project.write("models/one.sql", "select 1 as id")
    outcome = project.dbt("run")
    assert not outcome.success
    assert "account.duckdb" in str(outcome.exception)
    assert (project.folder / "account.duckdb").read_bytes() == content


def test_memory_lives_as_long_as_the_process(project):
    project.profile(path=":memory:", database="IN_MEMORY")
    project.write("models/one.sql", "select 1 as id")
    project.build()
    project.write("models/two.sql", "select id from {{ target.database }}.{{ target.schema }}.one")
    project.build("--select", "two")
    assert not (project.folder / "account.duckdb").exists()


def test_file_is_free_after_a_command(project):
    project.write("models/one.sql", "select 1 as id")
    project.build()
    code = "import sys, duckdb; duckdb.connect(sys.argv[1]).close()"
    subprocess.run([sys.executable, "-c", code, str(project.folder / "account.duckdb")], check=True)


@pytest.mark.parametrize(
    "sql, number",
    [
        ("select * from not_there", "002003 (42S02)"),
        ("select nope from (select 1 as id)", "000904 (42000)"),
        ("select not_a_function(1)", "002140 (42601)"),
        ("select 1 from where", "001003 (42000)"),
        ("select 1/0 as id", "100051 (22012)"),
        ("select 'x'::number as id", "100038 (22018)"),
    ],
)
def test_errors_carry_snowflakes_number(project, sql, number):
    project.write("models/one.sql", "{{ config(materialized='table') }} " + sql)
    (result,) = project.dbt("run").result.results
    assert result.status == "error"
    assert number in result.message


def test_row_values_are_redacted(project):
    project.write(
        "models/one.sql",
        "{{ config(materialized='incremental', unique_key='id') }} select column1 as id, column2 as secret"
        " from values (1, 'alpha'), (1, 'beta')",
    )
    project.build()
    (result,) = project.dbt("run").result.results
    assert "100090 (42P18)" in result.message
    assert "Row Values: [redacted]" in result.message


def test_session_parameters_and_query_tag(project):
    project.profile(session_parameters={"TIMEZONE": "Asia/Tokyo"}, query_tag="nightly", role="sysadmin")
    project.write("models/one.sql", "select to_varchar(current_timestamp(), 'TZH') as hours, current_role() as role")
    project.write("models/two.sql", "{{ config(materialized='table') }} select * from {{ ref('one') }}")
    project.build()
    assert project.query("select * from two") == [("+09", "SYSADMIN")]


def test_threads_share_one_account(project):
    for number in range(8):
        project.write(
            f"models/m{number}.sql", "{{ config(materialized='table') }} select %d as id" % number  # noqa: UP031
        )
    project.profile(threads=8)
    assert len(project.build()) == 8
    assert project.query("select count(*) from information_schema.tables where table_schema = 'DEV'") == [(8,)]


def test_adapter_response_has_query_id(project):
    project.write("models/one.sql", "{{ config(materialized='table') }} select 1 as id")
    (result,) = project.build()
    assert result.adapter_response["code"] == "SUCCESS"
    assert len(result.adapter_response["query_id"]) == 36
    assert result.adapter_response["rows_inserted"] == 1

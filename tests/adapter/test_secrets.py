"""What dbt calls a secret, the value of an environment variable DBT_ENV_SECRET..., is written nowhere."""

from __future__ import annotations

import pytest

SECRET = "hunter2-of-the-night"

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture
def secret_project(project, monkeypatch):
    monkeypatch.setenv("DBT_ENV_SECRET_KEY", SECRET)
    project.profile(account="{{ env_var('DBT_ENV_SECRET_KEY') }}", query_tag="of {{ env_var('DBT_ENV_SECRET_KEY') }}")
    return project


def test_history_and_logs(secret_project, capfd):
    project = secret_project
    project.write("models/keyed.sql", "select md5('{{ target.account }}' || column1) as id from values ('a')")
    project.write("models/wrong.sql", "select '{{ target.account }}'::int as id")
    results = {r.node.name: r for r in project.dbt("--debug", "run").result.results}
    assert (results["keyed"].status, results["wrong"].status) == ("success", "error")

    history = project.query(
        "select query_text, error_message, query_tag from table(information_schema.query_history(result_limit => 1000))"
    )
    assert any("md5('*****' || column1)" in text for text, _, _ in history)
    assert any("Numeric value '*****' is not recognized" in (message or "") for _, message, _ in history)
    assert any(tag == "of *****" for _, _, tag in history)
    printed = capfd.readouterr().out
    assert "md5('*****' || column1)" in printed
    shown = [printed, str(history), *(log.read_text() for log in project.folder.glob("logs/*.log"))]
    assert len(shown) == 3
    assert not [text for text in shown if SECRET in text]


def test_the_session_has_the_value_itself(secret_project):
    secret_project.write("models/one.sql", "{{ config(materialized='table') }} select '{{ target.account }}' as id")
    secret_project.build()
    assert secret_project.query("select id from one") == [(SECRET,)]


def test_a_secret_in_a_model_is_dbts_error(secret_project):
    secret_project.write("models/one.sql", "select '{{ env_var('DBT_ENV_SECRET_KEY') }}' as id")
    assert "Secret env vars are allowed only in profiles.yml" in str(secret_project.dbt("run").exception)

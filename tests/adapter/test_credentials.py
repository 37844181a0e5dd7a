"""Wrong profiles get an error that names the field."""

from __future__ import annotations

import pytest
from dbt.adapters.mockhaus.credentials import MockhausCredentials
from dbt_common.dataclass_schema import ValidationError

GOOD = {"database": "SHOP", "schema": "DEV"}


@pytest.mark.parametrize(
    "fields, message",
    [
        ({"schema": None}, "field 'schema' is missing"),
        ({"database": ""}, "field 'database' is missing"),
        ({"pth": "x.duckdb"}, "unknown field 'pth'; did you mean 'path'?"),
        ({"colour": "red"}, "unknown field 'colour'; known fields: threads, database"),
        ({"password": "x"}, "field 'password' belongs to a real Snowflake connection"),
        ({"schema": 3}, "field 'schema' must be a name, not 3"),
        ({"path": 7}, "field 'path' must be a file name or ':memory:', not 7"),
        ({"path": " "}, "field 'path' must be a file name or ':memory:', not an empty text"),
        ({"lock_timeout": "soon"}, "field 'lock_timeout' must be a number of seconds, not 'soon'"),
        ({"lock_timeout": -1}, "field 'lock_timeout' must be a number of seconds, not -1"),
        ({"lock_timeout": True}, "field 'lock_timeout' must be a number of seconds, not True"),
        ({"session_parameters": ["TIMEZONE"]}, "field 'session_parameters' must be a mapping"),
        ({"session_parameters": {"TIMEZONE": ["UTC"]}}, "field 'session_parameters' has a value that is no parameter"),
        ({"target_type": "postgres"}, "field 'target_type' must be one of snowflake, mockhaus, not 'postgres'"),
    ],
)
def test_refused(fields, message):
    with pytest.raises(ValidationError) as caught:
        MockhausCredentials.validate({**GOOD, **fields})
    assert message in caught.value.message


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"path": ":memory:"},
        {"path": "local.duckdb", "role": "ANALYST", "warehouse": "WH", "query_tag": "nightly", "stage_root": "stages"},
        {"lock_timeout": 0},
        {"lock_timeout": 2.5, "session_parameters": {"TIMEZONE": "UTC", "WEEK_START": 1}},
        {"account": "acme-dev", "user": "jane", "target_type": "mockhaus"},
    ],
)
def test_accepted(fields):
    MockhausCredentials.validate({**GOOD, **fields})
    MockhausCredentials.from_dict({**GOOD, **fields})


def test_defaults():
    credentials = MockhausCredentials.from_dict(GOOD)
    info = dict(credentials.connection_info())
    assert credentials.type == "snowflake"
    assert info["path"] == "mockhaus.duckdb"
    assert info["mockhaus"] is True
    assert info["file"].endswith("mockhaus.duckdb")


def test_dbt_shows_the_error(project):
    project.profile(pth="x.duckdb")
    outcome = project.dbt("debug")
    assert not outcome.success
    outcome = project.dbt("parse")
    assert "unknown field 'pth'" in str(outcome.exception)
    assert 'profile "shop", target "dev"' in str(outcome.exception)


def test_unknown_session_parameter_is_named(project):
    project.profile(session_parameters={"TIMEZON": "UTC"})
    project.write("models/one.sql", "select 1 as id")
    outcome = project.dbt("run")
    assert not outcome.success
    assert "TIMEZON" in str(outcome.exception)

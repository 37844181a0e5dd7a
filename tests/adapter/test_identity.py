"""What a project and its packages see of the adapter."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from dbt.adapters.factory import FACTORY, load_plugin

WHO = """
select '{{ target.type }}' as target_type, '{{ adapter.type() }}' as adapter_type, '{{ target.mockhaus }}' as mockhaus,
    '{{ who() }}' as dispatched
"""
DISPATCH = """
{% macro who() %}{{ return(adapter.dispatch('who')()) }}{% endmacro %}
{% macro default__who() %}default{% endmacro %}
{% macro snowflake__who() %}snowflake{% endmacro %}
"""


@pytest.fixture
def who(project):
    project.write("models/who.sql", WHO)
    project.write("macros/who.sql", DISPATCH)
    project.write(
        "dbt_project.yml",
        {
            "name": "shop",
            "profile": "shop",
            "flags": {"send_anonymous_usage_stats": False},
            "models": {"shop": {"+enabled": "{{ target.type in ('snowflake', 'mockhaus') }}"}},
        },
    )
    return project


def test_snowflake_by_default(who):
    assert len(who.build()) == 1
    assert who.query("select * from who") == [("snowflake", "snowflake", "True", "snowflake")]
    manifest = json.loads((who.folder / "target/manifest.json").read_text())
    assert manifest["metadata"]["adapter_type"] == "snowflake"


def test_opting_out(who):
    who.profile(target_type="mockhaus")
    assert len(who.build()) == 1
    assert who.query("select * from who") == [("mockhaus", "mockhaus", "True", "snowflake")]
    assert len(who.build("--full-refresh")) == 1


def test_real_adapter_and_back():
    """A real Snowflake target in the same process gets dbt-snowflake's own adapter."""
    for _ in range(2):
        assert load_plugin("mockhaus").__name__ == "MockhausCredentials"
        assert FACTORY.plugins["snowflake"].adapter.__module__ == "dbt.adapters.mockhaus.impl"
        assert FACTORY.plugins["snowflake"].adapter.type() == "snowflake"
        assert FACTORY.plugins["mockhaus"].adapter.type() == "mockhaus"
        assert FACTORY.get_adapter_type_names("mockhaus") == ["mockhaus", "snowflake"]
        assert FACTORY.get_adapter_package_names("snowflake") == ["dbt_mockhaus", "dbt_snowflake", "dbt"]
        assert load_plugin("snowflake").__name__ == "SnowflakeCredentials"
        assert FACTORY.plugins["snowflake"].adapter.__module__ == "dbt.adapters.snowflake.impl"
        assert FACTORY.get_adapter_package_names("snowflake") == ["dbt_snowflake", "dbt"]


def test_adapter_has_a_version():
    from dbt.adapters.mockhaus.impl import MockhausAdapter, MockhausAdapterAsSnowflake

    for adapter in (MockhausAdapter, MockhausAdapterAsSnowflake):
        name, *_ = adapter.__name__.split("Adapter")
        assert name.lower() == "mockhaus"  # dbt imports dbt.adapters.<name>.__version__


SHIM = """
import sys
from dbt.adapters.factory import FACTORY, load_plugin
from dbt.adapters.mockhaus import connector_shim
load_plugin("mockhaus")
imported = "snowflake.connector" in sys.modules
assert imported or "cryptography" not in sys.modules
standing_in = connector_shim.standing_in()
load_plugin("snowflake")
from dbt.adapters.snowflake import connections
import snowflake.connector
assert connections.snowflake.connector.connect is snowflake.connector.connect
assert connections.InternalError is snowflake.connector.errors.InternalError
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from dbt.adapters.snowflake import auth
assert connections.serialization is auth.serialization is serialization
assert auth.UnsupportedAlgorithm is UnsupportedAlgorithm
key = generate_private_key(65537, 2048)
plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
read = auth.private_key_from_string(key.private_bytes(*plain).decode())
assert read.private_numbers() == key.private_numbers()
assert not connector_shim.standing_in()
print(imported, standing_in)
"""


@pytest.mark.parametrize("real, expected", [("", "False True"), ("1", "True False")])
def test_connector_is_imported_only_for_a_real_target(real, expected, monkeypatch):
    monkeypatch.setenv("MOCKHAUS_REAL_CONNECTOR", real)
    outcome = subprocess.run([sys.executable, "-c", SHIM], capture_output=True, text=True, check=True)
    assert outcome.stdout.strip() == expected


def test_field_names_are_the_connectors():
    from dbt.adapters.mockhaus import connector_shim
    from snowflake.connector import errors
    from snowflake.connector.constants import FIELD_ID_TO_NAME

    assert dict(FIELD_ID_TO_NAME) == dict(enumerate(connector_shim.FIELD_NAMES))
    for name, base in connector_shim.ERRORS.items():
        assert getattr(errors, name).__mro__[1].__name__ == base

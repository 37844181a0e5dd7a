"""The adapter: dbt-snowflake's, over Mockhaus's connections."""

from __future__ import annotations

from dbt.adapters.mockhaus.connections import MockhausConnectionManager, NamedSnowflakeConnectionManager
from dbt.adapters.mockhaus.connector_shim import stand_ins

with stand_ins():
    from dbt.adapters.snowflake.impl import SnowflakeAdapter


class MockhausAdapter(SnowflakeAdapter):
    """What ``target_type: mockhaus`` gives: ``adapter.type()`` says ``mockhaus``."""

    ConnectionManager = MockhausConnectionManager


# dbt derives the module of the version from the part of the class name before "Adapter".
class MockhausAdapterAsSnowflake(SnowflakeAdapter):
    """The default: the project and its packages see the adapter that production has."""

    ConnectionManager = NamedSnowflakeConnectionManager

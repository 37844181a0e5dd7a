"""How dbt finds the adapter, and how it comes to be called ``snowflake``.

dbt's ``load_plugin('mockhaus')`` registers :data:`Plugin` and reads its ``credentials`` last. At that moment the
adapter is registered again, as ``snowflake``: from then on ``target.type``, ``adapter.type()`` and the manifest say
what they say in production. Loading a real ``type: snowflake`` target registers dbt-snowflake's own adapter again.

Macros are looked up in dbt_mockhaus (a handful), then dbt_snowflake, then dbt.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dbt.adapters.base.plugin import AdapterPlugin
from dbt.adapters.factory import FACTORY
from dbt.adapters.mockhaus import connector_shim
from dbt.adapters.mockhaus.collector import collect_less
from dbt.adapters.mockhaus.credentials import MockhausCredentials
from dbt.adapters.mockhaus.impl import MockhausAdapter, MockhausAdapterAsSnowflake
from dbt.include import mockhaus as include_mockhaus

with connector_shim.stand_ins():
    from dbt.adapters import snowflake

#: the name under which dbt-snowflake's macros stay reachable; no adapter that could be loaded by name has it.
_MACROS = "dbt-snowflake"


class RegisteringPlugin(AdapterPlugin):
    """What dbt finds in the package: registers the adapter under both of its names."""

    @property  # dbt reads an attribute, which is where the hook sits
    def credentials(self) -> type[MockhausCredentials]:
        collect_less()
        for name, plugin in _PLUGINS.items():
            FACTORY.plugins[name] = plugin
            FACTORY.packages[plugin.project_name] = Path(plugin.include_path)
        return MockhausCredentials

    @credentials.setter
    def credentials(self, value: object) -> None:
        """The base class assigns it; there is nothing to keep."""


class RealPlugin(AdapterPlugin):
    """dbt-snowflake's own plugin: whoever loads it connects to Snowflake, and needs the real connector."""

    @property
    def credentials(self) -> Any:
        connector_shim.use_real()
        return self.__dict__["credentials"]

    @credentials.setter
    def credentials(self, value: Any) -> None:
        self.__dict__["credentials"] = value


#: dbt's protocol of adapters is narrower than dbt-snowflake's class, which it serves all the same.
_ADAPTER: Any = MockhausAdapter
_ADAPTER_AS_SNOWFLAKE: Any = MockhausAdapterAsSnowflake

_PLUGINS = {
    "mockhaus": AdapterPlugin(
        adapter=_ADAPTER,
        credentials=MockhausCredentials,
        include_path=include_mockhaus.PACKAGE_PATH,
        dependencies=[_MACROS],
    ),
    "snowflake": AdapterPlugin(
        adapter=_ADAPTER_AS_SNOWFLAKE,
        credentials=MockhausCredentials,
        include_path=include_mockhaus.PACKAGE_PATH,
        dependencies=[_MACROS],
    ),
    _MACROS: snowflake.Plugin,
}

Plugin = RegisteringPlugin(
    adapter=_ADAPTER,
    credentials=MockhausCredentials,
    include_path=include_mockhaus.PACKAGE_PATH,
)

snowflake.Plugin.__class__ = RealPlugin

"""How dbt finds the adapter, and how it comes to be called ``snowflake``.

dbt's ``load_plugin('mockhaus')`` registers the plugin below, loads its dependency ``snowflake``, and reads the plugin's
``credentials`` last. At that moment the adapter is registered again, as ``snowflake``: from then on ``target.type``,
``adapter.type()`` and the manifest say what they say in production. Loading a real ``type: snowflake`` target
registers dbt-snowflake's own adapter again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dbt.adapters.base.plugin import AdapterPlugin
from dbt.adapters.factory import FACTORY
from dbt.adapters.mockhaus import connector_shim
from dbt.adapters.mockhaus.credentials import MockhausCredentials
from dbt.adapters.mockhaus.impl import MockhausAdapter, MockhausAdapterAsSnowflake
from dbt.include import mockhaus as include_mockhaus
from dbt.include import snowflake as include_snowflake

with connector_shim.stand_ins():
    from dbt.adapters import snowflake

_loading_ours = False


class _Dependencies(list[str]):
    """Knows that dbt-snowflake is being loaded on Mockhaus's behalf, while dbt loops over it."""

    def __iter__(self) -> Iterator[str]:
        global _loading_ours
        for name in list.__iter__(self):
            _loading_ours = True
            try:
                yield name
            finally:
                _loading_ours = False


class RegisteringPlugin(AdapterPlugin):
    """A plugin that also registers itself under dbt-snowflake's name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.dependencies = _Dependencies(self.dependencies)

    @property  # dbt reads an attribute, which is where the hook sits
    def credentials(self) -> type[MockhausCredentials]:
        FACTORY.plugins["snowflake"] = _AS_SNOWFLAKE
        FACTORY.packages[_AS_SNOWFLAKE.project_name] = Path(_AS_SNOWFLAKE.include_path)
        return MockhausCredentials

    @credentials.setter
    def credentials(self, value: object) -> None:
        """The base class assigns it; there is nothing to keep."""


class RealPlugin(AdapterPlugin):
    """dbt-snowflake's own plugin, which wants the real connector when it is loaded for its own sake."""

    @property
    def credentials(self) -> Any:
        if not _loading_ours:
            connector_shim.use_real()
        return self.__dict__["credentials"]

    @credentials.setter
    def credentials(self, value: Any) -> None:
        self.__dict__["credentials"] = value


_AS_SNOWFLAKE = AdapterPlugin(
    adapter=MockhausAdapterAsSnowflake,  # type: ignore[arg-type]  # as in dbt-snowflake itself
    credentials=MockhausCredentials,
    include_path=include_snowflake.PACKAGE_PATH,
)

Plugin = RegisteringPlugin(
    adapter=MockhausAdapter,
    credentials=MockhausCredentials,
    include_path=include_mockhaus.PACKAGE_PATH,
    dependencies=["snowflake"],
)

snowflake.Plugin.__class__ = RealPlugin

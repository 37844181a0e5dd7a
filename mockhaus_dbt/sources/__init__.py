"""Where the sources of a project come from when there is no Snowflake: files, or rows that are made up.

A door describes a project's sources as :class:`.described.Source`; :mod:`.locations` loads files into them,
:mod:`.stubs` makes tables for those that do not exist, with columns declared or found by :mod:`.uses`.
"""

from mockhaus_dbt.sources.described import Reference, Source, SourceColumn, source_name
from mockhaus_dbt.sources.locations import load_location
from mockhaus_dbt.sources.stubs import Stub, stub_sources
from mockhaus_dbt.sources.uses import Query, find_uses

__all__ = [
    "Query",
    "Reference",
    "Source",
    "SourceColumn",
    "Stub",
    "find_uses",
    "load_location",
    "source_name",
    "stub_sources",
]

"""INFORMATION_SCHEMA: one .sql file per view, over tables that :mod:`.relations` makes of the catalog.

https://docs.snowflake.com/en/sql-reference/info-schema
"""

from mockhaus_dbt.information_schema import relations as _relations  # noqa: F401 - it puts itself into PROVIDERS

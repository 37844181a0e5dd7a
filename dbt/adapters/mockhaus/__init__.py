"""The dbt door: ``type: mockhaus`` in profiles.yml, dbt-snowflake's SQL, DuckDB underneath."""

from dbt.adapters.mockhaus.plugin import Plugin as Plugin

"""The nouns of Snowflake's DDL: one file each, on :mod:`mockhaus_dbt.objects.base`."""

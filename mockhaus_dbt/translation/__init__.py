"""Snowflake text in, DuckDB text out. Pure: no connection, no files, no clock."""

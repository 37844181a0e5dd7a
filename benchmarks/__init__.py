"""Benchmarks: CPU of Mockhaus over that of DuckDB and dbt-duckdb for the same work, as ratios within one run."""

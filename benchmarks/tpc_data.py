"""Writes the data and the queries of TPC-H or TPC-DS. Run by benchmarks/tpc.py in an environment that has DuckDB 1.5.5
and the packages of its extensions: ``python tpc_data.py tpch 1 FOLDER``.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import duckdb


def main(kind: str, factor: float, folder: Path) -> None:
    """Write a Parquet file for each table, tables.json and queries.json.

    Args:
        kind: tpch or tpcds.
        factor: the scale factor.
        folder: where.
    """
    package = Path(str(importlib.import_module(f"duckdb_extension_{kind}").__file__)).parent
    connection = duckdb.connect(config={"allow_unsigned_extensions": True})
    connection.execute(f"LOAD '{next(package.rglob('*.duckdb_extension'))}'")
    connection.execute(f"CALL {'dbgen' if kind == 'tpch' else 'dsdgen'}(sf = {factor})")
    tables = {}
    for (table,) in connection.execute("SHOW TABLES").fetchall():
        tables[table] = connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
        ).fetchall()
        connection.execute(f"COPY {table} TO '{folder / table}.parquet'")
    queries = connection.execute(f"SELECT query_nr, query FROM {kind}_queries() ORDER BY query_nr").fetchall()
    (folder / "tables.json").write_text(json.dumps(tables), "utf-8")
    (folder / "queries.json").write_text(json.dumps(queries), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), Path(sys.argv[3]))

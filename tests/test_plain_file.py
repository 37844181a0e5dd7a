"""The account's file is a plain DuckDB file: a stock client reads its tables and views."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

import mockhaus_dbt


def test_stock_client_reads_tables_and_views(tmp_path: Path) -> None:
    file = tmp_path / "account.duckdb"
    with mockhaus_dbt.connect(file, database="SHOP", schema="DEV") as connection:
        cursor = connection.cursor()
        cursor.execute(
            """CREATE TABLE orders (id INT, amount NUMBER(10,2), placed TIMESTAMP_TZ, info VARIANT, "Quoted name" VARCHAR);
            INSERT INTO orders SELECT 1, 10.50, '2024-01-02 03:04:05 +02:00', {'b': 1, 'a': [1, 2]}, 'x';
            CREATE VIEW totals AS SELECT info:a[1]::INT AS second, amount / 3 AS third, "Quoted name" FROM orders;
            CREATE SCHEMA other; CREATE VIEW other.again AS SELECT COUNT(*) AS n FROM dev.totals"""
        )
    plain = duckdb.connect(str(file), read_only=True)
    try:
        found = plain.execute('SELECT * EXCLUDE (placed), placed.utc::VARCHAR FROM "SHOP.DEV"."ORDERS"').fetchall()
        assert [str(v) for v in found[0]] == ["1", "10.50", '{"a":[1,2],"b":1}', "x", "2024-01-02 01:04:05"]
        assert [str(v) for v in plain.execute('SELECT * FROM "SHOP.DEV"."TOTALS"').fetchall()[0]] == ["2", "3.50000000", "x"]
        assert plain.execute('SELECT n FROM "SHOP.OTHER"."AGAIN"').fetchall() == [(1,)]
    finally:
        plain.close()


def test_view_on_information_schema_says_why_it_is_empty(tmp_path: Path) -> None:
    file = tmp_path / "account.duckdb"
    with mockhaus_dbt.connect(file, database="SHOP", schema="DEV") as connection:
        connection.cursor().execute("CREATE VIEW names AS SELECT table_name FROM information_schema.tables")
    plain = duckdb.connect(str(file), read_only=True)
    try:
        assert [row[0] for row in plain.execute('DESCRIBE "SHOP.DEV"."NAMES"').fetchall()] == ["TABLE_NAME"]
        with pytest.raises(duckdb.Error, match="only Mockhaus can show"):
            plain.execute('SELECT * FROM "SHOP.DEV"."NAMES"')
    finally:
        plain.close()

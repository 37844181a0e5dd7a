"""The account's file is a plain DuckDB file: a stock client reads its tables and views."""

from __future__ import annotations

from datetime import date
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


def test_views_that_read_dates_open_too(tmp_path: Path) -> None:
    file = tmp_path / "account.duckdb"
    with mockhaus_dbt.connect(file, database="SHOP", schema="DEV") as connection:
        cursor = connection.cursor()
        cursor.execute(
            """create table raw (t varchar, v variant) as
                 select column1, parse_json(column2)
                 from values ('2024-02-29 10:11:12 +02:00', '{"at": "Thu, 29 Feb 2024 10:11:12 +0100"}');
               create view stamps as select to_timestamp_tz(t) as a, v:at::timestamp_tz as b, try_to_date(t) as d,
                 soundex_p123(t) as secret from raw;
               create view above as select a, d from stamps"""
        )
        inside = cursor.execute("select a::varchar, b::varchar, d::varchar from stamps").fetchall()
        assert inside == [("2024-02-29 10:11:12.000 +0200", "2024-02-29 10:11:12.000 +0100", "2024-02-29")]
        cursor.execute("alter view stamps rename to moments")
        with pytest.raises(mockhaus_dbt.CompilationError):
            cursor.execute("select * from above")
        cursor.execute("alter view moments rename to stamps")
        assert len(cursor.execute("select * from above").fetchall()) == 1
    with duckdb.connect(str(file), read_only=True) as plain:
        found = plain.execute('SELECT a.utc::VARCHAR, a.offset_minutes, b.utc::VARCHAR, d FROM "SHOP.DEV"."STAMPS"').fetchall()
        assert found == [("2024-02-29 08:11:12", 120, "2024-02-29 09:11:12", date(2024, 2, 29))]
        assert plain.execute('SELECT d FROM "SHOP.DEV"."ABOVE"').fetchall() == [(date(2024, 2, 29),)]


def test_a_function_that_only_mockhaus_has_fails_where_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "account.duckdb"
    with mockhaus_dbt.connect(file, database="SHOP", schema="DEV") as connection:
        connection.execute("create view v as select column1 as a, encrypt(column1, 'p') as b from values ('x')")
        connection.execute("create or replace view w as select column1::date as d from values ('2024-01-01')")
        connection.execute("create or replace view w as select 1 as d")
    with duckdb.connect(str(file), read_only=True) as plain:
        assert plain.execute('SELECT a FROM "SHOP.DEV"."V"').fetchall() == [("x",)]
        with pytest.raises(duckdb.Error, match="This needs Mockhaus: encrypt"):
            plain.execute('SELECT b FROM "SHOP.DEV"."V"').fetchall()
        views = plain.execute("SELECT view_name FROM duckdb_views() WHERE schema_name = 'SHOP.DEV' ORDER BY 1").fetchall()
        assert views == [("V",), ("V of Mockhaus",), ("W",)]

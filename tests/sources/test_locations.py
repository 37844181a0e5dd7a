"""Sources that are files."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mockhaus_dbt.errors import ConfigError
from mockhaus_dbt.sources import Source, SourceColumn, load_location

PLACE = ("LAKE", "RAW", "ORDERS")


def source(folder: Path, location: str, *columns: SourceColumn, **file_format: object) -> Source:
    return Source("raw.orders", PLACE, columns, location, file_format, folder)


def test_csv_files_of_a_pattern(sql, tmp_path):
    (tmp_path / "a.csv").write_text('id,Name,at\n1,"x, y",2024-01-02\n')
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(b"id,Name,at\n2,,2024-01-03\n"))
    (tmp_path / "c.txt").write_text("not one of them")
    wanted = source(tmp_path, "*.csv*", SourceColumn("AT", "timestamp_ntz"), SourceColumn("LATER", "int"))
    assert load_location(sql.executor, wanted)
    assert sql.rows("select id, name, at::varchar, later from lake.raw.orders order by id") == [
        (1, "x, y", "2024-01-02 00:00:00.000", None),
        (2, None, "2024-01-03 00:00:00.000", None),
    ]
    assert sql.column("describe table lake.raw.orders", "type")[0] == "NUMBER(38,0)"


def test_csv_files_with_other_columns(sql, tmp_path):
    (tmp_path / "a.csv").write_text("id,name\n1,x\n")
    (tmp_path / "b.csv").write_text("id,city\n2,y\n")
    assert load_location(sql.executor, source(tmp_path, "*.csv"))
    assert sql.rows("select id, name, city from lake.raw.orders order by id") == [(1, "x", None), (2, None, "y")]


def test_a_record_with_too_many_fields_is_an_error(sql, tmp_path):
    (tmp_path / "a.csv").write_text("id,name\n1,x\n2,y,z\n")
    with pytest.raises(ConfigError, match="100080"):
        load_location(sql.executor, source(tmp_path, "a.csv"))


def test_is_loaded_again_when_a_file_or_the_format_changes(sql, tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text("id;n\n1;2\n")
    with_semicolons = source(tmp_path, "orders.csv", field_delimiter=";")
    assert load_location(sql.executor, with_semicolons)
    assert not load_location(sql.executor, with_semicolons)
    file.write_text("id;n\n1;2\n3;4\n")
    assert load_location(sql.executor, with_semicolons)
    assert sql.rows("select sum(n) from lake.raw.orders") == [(6,)]
    assert load_location(sql.executor, source(tmp_path, "orders.csv", field_delimiter="|"))
    assert sql.column("describe table lake.raw.orders", "name") == ["ID;N"]


def test_json_parquet_and_directories(sql, tmp_path):
    (tmp_path / "data" / "deep").mkdir(parents=True)
    (tmp_path / "data" / "a.ndjson").write_text('{"id": 1, "info": {"k": [1]}}\n')
    (tmp_path / "data" / "deep" / "b.json").write_text('[{"id": 2}, {"id": 3}]')
    (tmp_path / "data" / "_SUCCESS").write_text("")
    assert load_location(sql.executor, source(tmp_path, "data"))
    assert sql.rows("select id, info:k[0]::int from lake.raw.orders order by id") == [(1, 1), (2, None), (3, None)]
    pq.write_table(pa.table({"Id": [7], "when": ["x"]}), tmp_path / "p q.parquet")
    assert load_location(sql.executor, source(tmp_path, str(tmp_path / "p q.parquet")))
    assert sql.rows('select id, "WHEN" from lake.raw.orders') == [(7, "x")]


def test_a_variant_column_takes_whole_records(sql, tmp_path):
    (tmp_path / "e.json").write_text('{"id": 1}\n{"id": 2, "x": null}\n')
    load_location(sql.executor, source(tmp_path, "e.json", SourceColumn("SRC", "variant")))
    assert sql.rows("select sum(src:id::int), count_if(is_null_value(src:x)) from lake.raw.orders") == [(3, 1)]


def test_files_without_names_take_the_declared_columns(sql, tmp_path):
    (tmp_path / "o.csv").write_text("a,b\n1,x\n")
    wanted = source(tmp_path, "o.csv", SourceColumn("N"), SourceColumn("Text", "varchar(5)"), skip_header=1)
    load_location(sql.executor, wanted)
    assert sql.rows('select n + 1, "Text" from lake.raw.orders') == [(2, "x")]


def test_what_cannot_be_loaded_leaves_no_table(sql, tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text("id\n1\n")
    wanted = source(tmp_path, "orders.csv", SourceColumn("ID", "int"))
    load_location(sql.executor, wanted)
    file.write_text("id\nnot a number\n")
    with pytest.raises(ConfigError, match=r"raw.orders cannot be loaded from orders.csv.*'not a number'"):
        load_location(sql.executor, wanted)
    assert "does not exist" in sql.fails("select * from lake.raw.orders")
    os.remove(file)
    with pytest.raises(ConfigError, match="there is no file"):
        load_location(sql.executor, wanted)


@pytest.mark.parametrize(
    ("location", "file_format", "reason"),
    [
        ("s3://bucket/orders.csv", {}, "not on this machine"),
        ("orders.dat", {}, "do not tell one format"),
        ("orders.dat", {"type": "csv", "fild_delimiter": ";"}, "FILD_DELIMITER"),
        ("orders.dat", {"type": "table"}, "TABLE"),
    ],
)
def test_wrong_settings(sql, tmp_path, location, file_format, reason):
    (tmp_path / "orders.dat").write_text("id\n1\n")
    with pytest.raises(ConfigError, match=reason):
        load_location(sql.executor, source(tmp_path, location, **file_format))


def test_a_table_of_others_is_not_replaced(sql, tmp_path):
    (tmp_path / "orders.csv").write_text("id\n1\n")
    sql("create database lake", "create schema lake.raw", "create table lake.raw.orders as select 7 as id")
    with pytest.raises(ConfigError, match="exists and was not made from it"):
        load_location(sql.executor, source(tmp_path, "orders.csv"))
    assert sql.rows("select id from lake.raw.orders") == [(7,)]


def test_nothing_else_is_left_behind(sql, tmp_path):
    (tmp_path / "orders.csv").write_text("id\n1\n")
    load_location(sql.executor, source(tmp_path, "orders.csv"))
    assert sql.rows("show stages in database lake") == sql.rows("show file formats in database lake") == []

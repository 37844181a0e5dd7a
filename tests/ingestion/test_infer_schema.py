"""INFER_SCHEMA, CREATE TABLE ... USING TEMPLATE, file functions and TO_QUERY."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mockhaus_dbt.errors import SqlError, UnsupportedError

CSV = "id,price,at,day,ok,note\n1,2.50,2024-01-02 03:04:05,2024-01-02,true,x\n12,100.1,2024-01-02T03:04:05Z,2024-02-29,false,\n"


def _columns(sql, query):
    return sql.rows(f"select column_name, type, nullable, expression, filenames, order_id from table({query}) order by 6")


def test_csv(sql, tmp_path):
    (tmp_path / "a.csv").write_text(CSV)
    sql("create stage st", f"put 'file://{tmp_path}/a.csv' @st auto_compress = false")
    sql("create file format f type = csv parse_header = true", "create file format g type = csv skip_header = 1")
    rows = _columns(sql, "infer_schema(location => '@st', file_format => 'f')")
    assert [(r[0], r[1]) for r in rows] == [
        ("id", "NUMBER(2, 0)"), ("price", "NUMBER(5, 2)"), ("at", "TIMESTAMP_NTZ"), ("day", "DATE"), ("ok", "BOOLEAN"), ("note", "TEXT"),
    ]  # fmt: skip
    assert rows[0][2:] == (True, "$1:id::NUMBER(2, 0)", "a.csv", 0)
    plain = _columns(sql, "infer_schema(location => '@st/a.csv', file_format => 'g', files => (X))".replace("/a.csv", "").replace("X", "'a.csv'"))
    assert plain[1][:4] == ("c2", "NUMBER(5, 2)", True, "$2::NUMBER(5, 2)")
    sql(
        "create table t using template (select array_agg(object_construct(*)) from "
        "table(infer_schema(location => '@st', file_format => 'f', ignore_case => true)))"
    )
    assert [(r[0], r[1]) for r in sql.rows("describe table t")][:2] == [("ID", "NUMBER(2,0)"), ("PRICE", "NUMBER(5,2)")]
    sql("copy into t from @st file_format = (format_name = f) match_by_column_name = case_insensitive")
    assert sql.rows("select count(*), sum(id) from t") == [(2, 13)]
    text = "select generate_column_description(array_agg(object_construct(*)) within group (order by order_id), 'table') from table(infer_schema(location => '@st', file_format => 'f'))"
    assert sql.rows(text)[0][0].startswith('"id" NUMBER(2, 0),\n"price" NUMBER(5, 2),\n"at" TIMESTAMP_NTZ')
    assert "not found" in sql.fails("select * from table(infer_schema(location => '@st', file_format => 'f', files => ('no.csv')))")
    with pytest.raises(UnsupportedError):
        sql("select * from table(infer_schema(location => '@st', file_format => 'f', kind => 'ICEBERG'))")


def test_json_and_parquet(sql, tmp_path):
    (tmp_path / "a.json").write_text('{"b": 1, "a": "2024-01-02", "c": [1], "d": null}\n{"b": 2.5, "a": "2024-01-03", "e": {"x": 1}}\n')
    sql("create stage st", f"put 'file://{tmp_path}/a.json' @st/j auto_compress = false", "create file format f type = json")
    rows = _columns(sql, "infer_schema(location => '@st/j', file_format => 'f')")
    assert [(r[0], r[1]) for r in rows] == [("a", "DATE"), ("b", "NUMBER(2, 1)"), ("c", "ARRAY"), ("d", "TEXT"), ("e", "OBJECT")]
    columns = {"id": pa.array([1], pa.int32()), "name": ["a"], "f": [1.5], "ok": [True], "n": pa.array([Decimal("1.25")])}
    fields = [pa.field("id", pa.int32(), nullable=False)]
    table = pa.table(columns)
    schema = pa.schema(fields + [f for f in table.schema if f.name != "id"])
    pq.write_table(table.cast(schema), tmp_path / "p.parquet")
    sql("create file format p type = parquet", f"put 'file://{tmp_path}/p.parquet' @st/p auto_compress = false")
    rows = _columns(sql, "infer_schema(location => '@st/p', file_format => 'p')")
    assert [(r[0], r[1], r[2]) for r in rows] == [
        ("id", "NUMBER(38, 0)", False), ("name", "TEXT", True), ("f", "REAL", True), ("ok", "BOOLEAN", True), ("n", "NUMBER(3, 2)", True),
    ]  # fmt: skip


def test_numbers_in_json(sql, tmp_path):
    (tmp_path / "n.json").write_text(
        '{"long":12345678901234567890.5,"exponent":1.5E-3,"both":1,"del":"\x7ft1","text":"1e3","none":null}\n'
        '{"long":1,"exponent":2,"both":1e3,"del":"\x7ft\x7f1"}\n'
    )
    sql("create stage st", "create file format f type = json", f"put 'file://{tmp_path}/n.json' @st")
    rows = _columns(sql, "infer_schema(location => '@st', file_format => 'f')")
    assert [(r[0], r[1]) for r in rows] == [
        ("both", "REAL"), ("del", "TEXT"), ("exponent", "REAL"), ("long", "NUMBER(21, 1)"), ("none", "TEXT"), ("text", "TEXT"),
    ]  # fmt: skip


def test_many_columns(sql, tmp_path):
    values = ["1", "2.50", "2020-01-02", "true", "x", "1e3", "12:30:00", "2020-01-02 03:04:05", ""]
    names = [f"c{i + 1}" for i in range(len(values) * 12)]
    (tmp_path / "w.csv").write_text(",".join(values * 12) + "\n" + ",".join([*values[:8], "7"] * 12) + "\n")
    sql("create stage st", "create file format f type = csv", f"put 'file://{tmp_path}/w.csv' @st")
    types = ["NUMBER(1, 0)", "NUMBER(3, 2)", "DATE", "BOOLEAN", "TEXT", "REAL", "TIME", "TIMESTAMP_NTZ", "NUMBER(1, 0)"]
    rows = _columns(sql, "infer_schema(location => '@st', file_format => 'f')")
    assert [(r[0], r[1]) for r in rows] == list(zip(names, types * 12, strict=True))


def test_columns_of_parquet(sql, tmp_path):
    columns = {
        "i8": (1, pa.int8()), "u64": (1, pa.uint64()), "f32": (1.5, pa.float32()), "d": (Decimal("1.25"), pa.decimal128(10, 2)),
        "s": ("x", pa.string()), "b": (b"x", pa.binary()), "fixed": (b"xx", pa.binary(2)), "date": (18262, pa.date32()),
        "t32": (1, pa.time32("ms")), "t64": (1, pa.time64("us")), "ns": (1, pa.time64("ns")), "ts": (0, pa.timestamp("ns")),
        "utc": (0, pa.timestamp("us", "UTC")), "list": ([1], pa.list_(pa.int64())), "map": ([("k", 1)], pa.map_(pa.string(), pa.int64())),
        "struct": ({"a": 1}, pa.struct([("a", pa.int64())])), 'q "x': (True, pa.bool_()),
    }  # fmt: skip
    pq.write_table(pa.table({name: pa.array([v], type_) for name, (v, type_) in columns.items()}), tmp_path / "p.parquet")
    sql("create stage st", "create file format f type = parquet", "create file format b type = parquet binary_as_text = false")
    sql(f"put 'file://{tmp_path}/p.parquet' @st")
    types = ["NUMBER(38, 0)", "NUMBER(38, 0)", "REAL", "NUMBER(10, 2)", "TEXT", "TEXT", "TEXT", "DATE", *["TIME"] * 3,
             *["TIMESTAMP_NTZ"] * 2, *["VARIANT"] * 3, "BOOLEAN"]  # fmt: skip
    rows = _columns(sql, "infer_schema(location => '@st', file_format => 'f')")
    assert [(r[0], r[1]) for r in rows] == list(zip(columns, types, strict=True))
    rows = _columns(sql, "infer_schema(location => '@st', file_format => 'b')")
    assert [r[1] for r in rows][4:7] == ["TEXT", "BINARY", "BINARY"]


def test_file_functions(sql):
    sql("create stage images", "create stage outside url = 'file:///tmp/'")
    url = "https://mockhaus.snowflakecomputing.com/api/files/DB/SCH/IMAGES/us/half_dome.jpg"
    assert sql.rows("select build_stage_file_url(@images, 'us/half_dome.jpg')") == [(url,)]
    assert sql.rows("select get_stage_location(@db.sch.outside), get_absolute_path(@outside, 'a/b')") == [("file:///tmp/", "file:///tmp/a/b")]
    assert sql.rows("select get_relative_path(@outside, 'file:///tmp/a/b')") == [("a/b",)]
    assert "does not exist" in sql.fails("select get_stage_location(@nope)")
    assert sql.rows("select count(distinct build_scoped_file_url(@images, p)) from values ('a'), ('b') as v(p)") == [(2,)]


def test_to_query(sql):
    sql("create table t (deptno number(2), dname varchar(14)) as select * from values (10, 'ACCOUNTING'), (30, 'SALES'), (40, 'OPS')")
    sql("set table_name = 't'", "set dept = '10'")
    assert sql.rows("select deptno from table(to_query('select * from identifier($table_name)')) order by 1") == [(10,), (30,), (40,)]
    text = "select * from table(to_query('select * from identifier($table_name) where deptno = to_number(:dno) or dname = :dnm', dno => $dept, dnm => 'SALES')) order by 1"
    assert sql.rows(text) == [(10, "ACCOUNTING"), (30, "SALES")]
    assert "invalid value" in sql.fails("select * from table(to_query('drop table t'))")


def test_avro_and_orc(run: Any, put: Any, stage: str) -> None:
    import pyarrow
    from pyarrow import orc

    from tests.ingestion.test_avro_orc_xml import RECORD, avro

    put("a.avro", avro([RECORD]))
    sink = pyarrow.BufferOutputStream()
    orc.write_table(pyarrow.table({"Id": [1, None], "t": ["x", "y"], "d": [1.5, 2.5]}), sink)
    put("b.orc", sink.getvalue().to_pybytes())
    for kind in ("avro", "orc"):
        run(f"create file format {kind}_format type={kind}")
    columns = "column_name, type, nullable, expression"
    assert run(f"select {columns} from table(infer_schema(location => '@ext/a', file_format => 'avro_format'))") == [
        ("id", "NUMBER(38, 0)", False, "$1:id::NUMBER(38, 0)"),
        ("name", "TEXT", True, "$1:name::TEXT"),
        ("day", "DATE", False, "$1:day::DATE"),
        ("price", "NUMBER(6, 2)", False, "$1:price::NUMBER(6, 2)"),
        ("raw", "BINARY", False, "$1:raw::BINARY"),
        ("tags", "ARRAY", False, "$1:tags::ARRAY"),
    ]
    assert run(f"select {columns} from table(infer_schema(location => '@ext/b', file_format => 'orc_format'))") == [
        ("Id", "NUMBER(38, 0)", True, "$1:Id::NUMBER(38, 0)"),
        ("t", "TEXT", True, "$1:t::TEXT"),
        ("d", "REAL", True, "$1:d::REAL"),
    ]
    for kind, file in (("avro", "a"), ("orc", "b")):
        run(
            f"create external table x_{kind} using template (select array_agg(object_construct(*)) from table("
            f"infer_schema(location => '@ext/{file}', file_format => '{kind}_format'))) location=@ext "
            f"pattern='{file}.*' file_format={kind}_format"
        )
    assert run('select "id", "price" from x_avro') == [(1, Decimal("1.50"))]
    assert run('select "Id", "t" from x_orc order by 2') == [(1, "x"), (None, "y")]


def test_parquet_columns_whose_names_differ_in_case_alone(run: Any, put: Any, stage: str) -> None:
    held = io.BytesIO()
    columns = {"continent": ["EU"], "country": ["fr"], "COUNTRY": ["FR"], "country_1": ["x"], "n": [None]}
    pq.write_table(pa.table(columns), held)
    put("cities.parquet", held.getvalue())
    run("create file format p type = parquet")
    found = run("select column_name, expression from table(infer_schema(location => '@ext', file_format => 'p'))")
    assert [row[0] for row in found] == ["continent", "country", "COUNTRY", "country_1", "n"]
    assert found[2][1] == "$1:COUNTRY::TEXT"
    found = run("select column_name from table(infer_schema(location => '@ext', file_format => 'p', ignore_case => true))")
    assert [row[0] for row in found] == ["CONTINENT", "COUNTRY", "COUNTRY_1", "N"]
    values = run("select $1::varchar, $1:COUNTRY::varchar from @ext (file_format => p)")
    assert values == [('{"COUNTRY":"FR","continent":"EU","country":"fr","country_1":"x"}', "FR")]
    run('create table t (country varchar, "country" varchar)')
    run("copy into t from @ext file_format = (type = parquet) match_by_column_name = case_sensitive")
    assert run("select * from t") == [("FR", "fr")]


def test_a_parquet_column_with_the_name_of_duckdbs_row_number(run: Any, put: Any, stage: str) -> None:
    held = io.BytesIO()
    pq.write_table(pa.table({"file_row_number": [7, 8], "b": ["x", "y"]}), held)
    put("n.parquet", held.getvalue())
    run("create table numbered (file_row_number int, b varchar, n int)")
    run(
        "copy into numbered from @ext file_format = (type = parquet) match_by_column_name = case_insensitive "
        "include_metadata = (n = metadata$file_row_number)"
    )
    assert run("select * from numbered order by n") == [(7, "x", 1), (8, "y", 2)]


def test_a_file_that_is_no_parquet(run: Any, put: Any, stage: str) -> None:
    put("n.parquet", b"PAR0")
    run("create file format p type = parquet")
    with pytest.raises(SqlError, match="it is not a Parquet file") as failure:
        run("select * from table(infer_schema(location => '@ext', file_format => 'p'))")
    assert failure.value.errno == 100152


def test_only_columns_themselves_are_not_null(sql, tmp_path):
    inner = pa.struct([pa.field("y", pa.int32(), nullable=False)])
    schema = pa.schema(
        [
            pa.field("key", pa.string()),
            pa.field("m", pa.map_(pa.string(), pa.int32())),
            pa.field("s", pa.struct([pa.field("x", pa.int32(), nullable=False), pa.field("in", inner)])),
            pa.field("x", pa.int32()),
            pa.field("y", pa.int32()),
            pa.field("id", pa.int32(), nullable=False),
        ]
    )
    row = {"key": "a", "m": [("a", 1)], "s": {"x": 1, "in": {"y": 1}}, "x": 1, "y": 1, "id": 1}
    pq.write_table(pa.Table.from_pylist([row], schema), tmp_path / "a.parquet")
    sql("create file format f type = parquet", f"create stage st url = 'file://{tmp_path}/'")
    rows = _columns(sql, "infer_schema(location => '@st/a.parquet', file_format => 'f')")
    assert [r[0] for r in rows if not r[2]] == ["id"]

"""AVRO, ORC and XML files."""

from __future__ import annotations

import datetime as dt
import io
import json
from decimal import Decimal
from typing import Any

import fastavro
import pyarrow
import pytest
from pyarrow import orc, parquet

from mockhaus_dbt.errors import SqlError

SCHEMA = {
    "type": "record",
    "name": "r",
    "fields": [
        {"name": "id", "type": "long"},
        {"name": "name", "type": ["null", "string"]},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}},
        {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 6, "scale": 2}},
        {"name": "raw", "type": "bytes"},
        {"name": "tags", "type": {"type": "array", "items": "string"}},
    ],
}
RECORD = {"id": 1, "name": " N ", "day": dt.date(2024, 1, 2), "price": Decimal("1.50"), "raw": b"\xab", "tags": ["a"]}


def avro(records: list[Any], codec: str = "null", schema: Any = SCHEMA) -> bytes:
    sink = io.BytesIO()
    fastavro.writer(sink, fastavro.parse_schema(schema), records, codec=codec)
    return sink.getvalue()


@pytest.fixture
def variant(run: Any, put: Any, stage: str) -> Any:
    """Loads a file into a VARIANT column and gives the values."""
    run("create table v (v variant)")

    def load(content: str | bytes, options: str, copy: str = "") -> list[Any]:
        put("f", content)
        run(f"copy into v from @ext/f file_format=({options}) {copy}")
        return [json.loads(row[0]) for row in run("select v::object from v")]

    return load


@pytest.mark.parametrize("codec", ["null", "deflate"])
def test_avro(variant: Any, codec: str) -> None:
    assert variant(avro([RECORD, {**RECORD, "id": 2, "name": None}], codec), "type=avro") == [
        {"day": "2024-01-02", "id": 1, "name": " N ", "price": 1.5, "raw": "AB", "tags": ["a"]},
        {"day": "2024-01-02", "id": 2, "name": None, "price": 1.5, "raw": "AB", "tags": ["a"]},
    ]


def test_avro_by_name(run: Any, put: Any, stage: str) -> None:
    put("f", avro([RECORD, {**RECORD, "name": "none"}]))
    run("create table t (id int, NAME varchar, day date, price number(6,2), raw binary, more int)")
    options = "type=avro trim_space=true null_if=('none')"
    run(f"copy into t from @ext/f file_format=({options}) match_by_column_name=case_insensitive")
    day = dt.date(2024, 1, 2)
    assert run("select * from t order by name nulls last") == [
        (1, "N", day, Decimal("1.50"), b"\xab", None),
        (1, None, day, Decimal("1.50"), b"\xab", None),
    ]
    run("create table u (id int, name varchar)")
    run("copy into u from (select $1:id::int + 1, $1:name::varchar from @ext/f) file_format=(type=avro)")
    assert run("select * from u order by name") == [(2, " N "), (2, "none")]


def test_avro_that_is_no_utf8(variant: Any) -> None:
    schema = {"type": "record", "name": "r", "fields": [{"name": "a", "type": "string"}]}
    content = avro([{"a": "xQy"}], schema=schema).replace(b"xQy", b"x\xffy")
    with pytest.raises(SqlError) as e:
        variant(content, "type=avro")
    assert e.value.errno == 100144
    assert variant(content, "type=avro replace_invalid_characters=true") == [{"a": "x\ufffdy"}]


def orc_file(table: pyarrow.Table) -> bytes:
    sink = pyarrow.BufferOutputStream()
    orc.write_table(table, sink)
    return bytes(sink.getvalue())


TABLE = pyarrow.table({"id": [1, 2], "name": [" N ", None], "at": [dt.datetime(2024, 1, 2, 3), None]})


def test_orc(variant: Any) -> None:
    assert variant(orc_file(TABLE), "type=orc") == [{"at": "2024-01-02 03:00:00.000", "id": 1, "name": " N "}, {"id": 2}]


def test_orc_by_name(run: Any, put: Any, stage: str) -> None:
    put("f", orc_file(TABLE))
    run("create table t (name varchar, at timestamp_ntz, id int)")
    run("copy into t from @ext/f file_format=(type=orc trim_space=true) match_by_column_name=case_insensitive")
    assert run("select * from t order by id") == [("N", dt.datetime(2024, 1, 2, 3), 1), (None, None, 2)]


def test_small_files_together(run: Any, put: Any, stage: str) -> None:
    for i in range(3):
        put(f"orc/{i}", orc_file(TABLE))
        put(f"avro/{i}", avro([{**RECORD, "id": i}]))
    put("orc/bad", b"no such file")
    put("avro/empty", b"")
    run("create table v (v variant); create table t (id int not null, name varchar(2))")
    for type_, rows in {"orc": 6, "avro": 3}.items():
        told = run(f"copy into v from @ext/{type_}/ file_format=(type={type_}) on_error=continue")
        assert sum(row[3] for row in told) == rows
        assert {row[1] for row in told} == ({"LOADED", "LOAD_FAILED"} if type_ == "orc" else {"LOADED"})
    by_name = "match_by_column_name=case_insensitive on_error=continue truncatecolumns=true"
    told = run(f"copy into t from @ext/orc/ file_format=(type=orc) {by_name}")
    assert sorted(row[1] for row in told) == ["LOADED", "LOADED", "LOADED", "LOAD_FAILED"]
    assert len(run("select * from t")) == 6


def test_xml_is_not_loaded_by_name(run: Any, put: Any, stage: str) -> None:
    put("f", "<a><id>1</id></a>")
    run("create table t (id int)")
    with pytest.raises(SqlError, match="not supported for XML"):
        run("copy into t from @ext/f file_format=(type=xml) match_by_column_name=case_insensitive")


def test_orc_that_is_no_utf8(variant: Any) -> None:
    content = orc_file(pyarrow.table({"a": ["xQy"]})).replace(b"xQy", b"x\xffy")
    with pytest.raises(SqlError) as e:
        variant(content, "type=orc")
    assert e.value.errno == 100144
    assert variant(content, "type=orc replace_invalid_characters=true") == [{"a": "x\ufffdy"}]


@pytest.mark.parametrize("kind", ["AVRO", "ORC"])
@pytest.mark.parametrize("cut", [True, False])
def test_damaged(variant: Any, kind: str, cut: bool) -> None:
    whole = avro([RECORD]) if kind == "AVRO" else orc_file(TABLE)
    with pytest.raises(SqlError) as e:
        variant(whole[:-10] if cut else b"no such file", f"type={kind}")
    assert (e.value.errno, "'f'" in e.value.message) == (100152, True)


XML = '<?xml version="1.0"?>\n<root a="1"><x>5</x><x> two </x><y>true</y></root>\n<other/>\n'


@pytest.mark.parametrize(
    ("options", "values"),
    [
        ("", ['<root a="1">\n  <x>5</x>\n  <x>two</x>\n  <y>true</y>\n</root>', "<other></other>"]),
        ("preserve_space=true strip_outer_element=true", ["<x>5</x>", "<x> two </x>", "<y>true</y>"]),
        ("strip_outer_element=true", ["<x>5</x>", "<x>two</x>", "<y>true</y>"]),
    ],
)
def test_xml(run: Any, put: Any, stage: str, options: str, values: list[str]) -> None:
    put("f", b"\xef\xbb\xbf" + XML.encode())
    run("create table v (v variant)")
    run(f"copy into v from @ext/f file_format=(type=xml {options})")
    assert [row[0] for row in run("select v from v")] == values


def test_xml_conversion(run: Any, put: Any, stage: str) -> None:
    put("f", "<a><b>5</b></a>")
    run("create table v (v variant)")
    for option in ("false", "true"):
        run(f"copy into v from @ext/f file_format=(type=xml disable_auto_convert={option}) force=true")
    assert run('select typeof(xmlget(v, \'b\'):"$") from v') == [("INTEGER",), ("VARCHAR",)]


@pytest.mark.parametrize(
    ("content", "character"),
    [("<a><b></a>", 11), ("<a>1</a>\nnonsense", 1), ("<a", 3), ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 1)],
)
def test_xml_errors(run: Any, put: Any, stage: str, content: str, character: int) -> None:
    put("f", content)
    run("create table v (v variant)")
    with pytest.raises(SqlError, match="Error parsing XML") as e:
        run("copy into v from @ext/f file_format=(type=xml)")
    assert e.value.errno == 100100
    rows = run("copy into v from @ext/f file_format=(type=xml) on_error=continue")
    good = content.count("1</a>")
    assert rows[0][1:4] == ("PARTIALLY_LOADED" if good else "LOAD_FAILED", good + 1, good)


def test_xml_that_is_no_utf8(variant: Any, run: Any) -> None:
    with pytest.raises(SqlError) as e:
        variant(b"<a>\xff</a>", "type=xml")
    assert e.value.errno == 100144
    for option in ("ignore_utf8_errors", "replace_invalid_characters"):
        run(f"copy into v from @ext/f file_format=(type=xml {option}=true) force=true")
    assert run("select v from v") == [("<a>\ufffd</a>",)] * 2


def test_a_mark_that_is_not_skipped(variant: Any) -> None:
    with pytest.raises(SqlError, match="Error parsing XML"):
        variant(b"x\xef\xbb\xbf<a/>", "type=xml skip_byte_order_mark=false")


@pytest.mark.parametrize("kind", ["avro", "orc", "parquet"])
def test_null_if_of_what_is_no_text(run: Any, put: Any, stage: str, kind: str) -> None:
    """"If 2 is specified as a value, all instances of 2 as either a string or number are converted."

    https://docs.snowflake.com/en/sql-reference/sql/copy-into-table (NULL_IF)
    """
    rows = [
        {"s": "2", "n": 2, "f": 2.5, "b": True, "d": dt.date(2020, 1, 1), "e": Decimal("2.50")},
        {"s": "3", "n": 3, "f": 3.5, "b": False, "d": dt.date(2020, 1, 2), "e": Decimal("3.00")},
    ]
    sink = io.BytesIO()
    if kind == "avro":
        decimal = {"type": "bytes", "logicalType": "decimal", "precision": 6, "scale": 2}
        kinds = ["string", "long", "double", "boolean", {"type": "int", "logicalType": "date"}, decimal]
        fields = [{"name": name, "type": type_} for name, type_ in zip("snfbde", kinds, strict=True)]
        sink = io.BytesIO(avro(rows, schema={"type": "record", "name": "r", "fields": fields}))
    elif kind == "orc":
        orc.write_table(pyarrow.Table.from_pylist(rows), sink)
    else:
        parquet.write_table(pyarrow.Table.from_pylist(rows), sink)
    put("f", sink.getvalue())
    run("create table t (s varchar, n number, f float, b boolean, d date, e number(6,2))")
    load = f"copy into t from @ext match_by_column_name=case_insensitive force=true file_format=(type={kind} null_if="
    run(f"{load}('2', '2.50', '2.5', 'true', '2020-01-01', 'x'))")
    assert run("select * from t order by n nulls first") == [
        (None,) * 6, ("3", 3, 3.5, False, dt.date(2020, 1, 2), Decimal("3.00"))
    ]  # fmt: skip
    run(f"truncate t; {load}('x', '2x', ''))")
    assert run("select count(s), count(n), count(f), count(b), count(d), count(e) from t") == [(2,) * 6]

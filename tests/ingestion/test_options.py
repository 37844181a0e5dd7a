"""Options of the semi-structured formats, each with input that only the option makes right."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from mockhaus_dbt.errors import SqlError, UnsupportedError


@pytest.fixture
def variant(run: Any, put: Any, stage: str) -> Any:
    """Loads a file into a VARIANT column and gives the texts of the values."""
    run("create table v (v variant)")

    def load(content: bytes, options: str) -> list[Any]:
        put("f", content)
        run(f"copy into v from @ext/f file_format=({options})")
        return [row[0] for row in run("select to_json(v) from v")]

    return load


@pytest.mark.parametrize(
    ("content", "option", "right"),
    [
        (b'{"a":0777,"b":-010}', "enable_octal=true", ['{"a":511,"b":-8}']),
        (b'{"a":1,"a":2}', "allow_duplicate=true", ['{"a":2}']),
        (b'[{"a":1},\n{"a":2}]', "strip_outer_array=true", ['{"a":1}', '{"a":2}']),
        (b'{"a":[null,null,3],"b":{"x":null,"y":8},"c":null}', "strip_null_values=true", ['{"a":[,,3],"b":{"y":8}}']),
        (b'{"a":"\xff"}', "ignore_utf8_errors=true", ['{"a":"\ufffd"}']),
        (b'{"a":"\xff"}', "replace_invalid_characters=true", ['{"a":"\ufffd"}']),
        (b'\xef\xbb\xbf{"a":1}', "skip_byte_order_mark=true", ['{"a":1}']),
        (b'{"a":\n1}\n\n{"a":2}', "multi_line=true", ['{"a":1}', '{"a":2}']),
    ],
)
def test_json(variant: Any, content: bytes, option: str, right: list[str]) -> None:
    assert [text.replace("undefined", "") for text in variant(content, f"type=json {option}")] == right


@pytest.mark.parametrize(
    ("content", "option"),
    [
        (b'{"a":1,"a":2}', "allow_duplicate=false"),
        (b'{"a":"\xff"}', "ignore_utf8_errors=false"),
        (b'\xef\xbb\xbf{"a":1}', "skip_byte_order_mark=false"),
        (b'{"a":\n1}', "multi_line=false"),
        (b'{"a":1', ""),
        (b'{"a":1}{', ""),
        (b'{"a":"\\ud800"}', ""),
        (b"{'a':'\\udc00'}", ""),
    ],
)
def test_json_that_is_wrong(run: Any, put: Any, variant: Any, content: bytes, option: str) -> None:
    with pytest.raises(SqlError) as e:
        variant(content, f"type=json {option}")
    assert e.value.errno in (100069, 100144)
    put("f", content)
    assert run(f"copy into v from @ext/f file_format=(type=json {option}) on_error=skip_file")[0][1] == "LOAD_FAILED"


@pytest.mark.parametrize(
    ("encoding", "codec"), [("UTF16", "utf-16"), ("UTF32BE", "utf-32-be"), ("IBM424", "cp424"), ("SHIFTJIS", "shift_jis")]
)
def test_encodings(run: Any, put: Any, stage: str, encoding: str, codec: str) -> None:
    text = "日本,x\n" if codec == "shift_jis" else "אב,x\n"
    put("f", text.encode(codec))
    run("create table t (a varchar, b varchar)")
    run(f"copy into t from @ext/f file_format=(type=csv encoding={encoding})")
    assert run("select * from t") == [tuple(text.strip().split(","))]


PERSON = {"name": "Adam", "nickname": None, "phones": ["1", None, "2"]}
FIELDS = [("name", pyarrow.string()), ("nickname", pyarrow.string()), ("phones", pyarrow.list_(pyarrow.string()))]
TABLE = pyarrow.table(
    {
        "m": pyarrow.array([[("k1", "v1"), ("k2", "v2")]], pyarrow.map_(pyarrow.string(), pyarrow.string())),
        "p": pyarrow.array([PERSON], pyarrow.struct(FIELDS)),
        "b": pyarrow.array([b"ab"], pyarrow.binary()),
        "t": pyarrow.array([dt.datetime(2024, 1, 2)], pyarrow.timestamp("us", "UTC")),
    }
)


def _file(table: pyarrow.Table) -> bytes:
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(table, sink)
    return bytes(sink.getvalue())


def test_parquet_with_and_without_vectors(variant: Any) -> None:
    content = _file(TABLE)
    [plain] = map(json.loads, variant(content, "type=parquet"))
    assert plain["m"] == {"key_value": [{"key": "k1", "value": "v1"}, {"key": "k2", "value": "v2"}]}
    assert (plain["p"], plain["b"]) == ({"name": "Adam", "phones": ["1", "2"]}, "ab")
    content = _file(TABLE.append_column("n", pyarrow.array([1])))
    _, vectors = map(json.loads, variant(content, "type=parquet use_vectorized_scanner=true"))
    assert (vectors["m"], vectors["p"], vectors["b"]) == ({"k1": "v1", "k2": "v2"}, PERSON, "6162")


def test_parquet_columns(run: Any, put: Any, stage: str) -> None:
    put("f", _file(TABLE))
    run("create table t (b varchar, m variant, t timestamp_ntz)")
    name = "match_by_column_name=case_insensitive"
    run(f"copy into t from @ext/f file_format=(type=parquet) {name}")
    assert run('select b, m:key_value[1]:"value"::varchar, t from t') == [("ab", "v2", dt.datetime(2024, 1, 2))]


def test_parquet_that_is_no_utf8(variant: Any) -> None:
    binary = pyarrow.array([b"a\xffb"], pyarrow.binary())
    content = _file(pyarrow.table({"a": pyarrow.Array.from_buffers(pyarrow.string(), 1, binary.buffers())}))
    with pytest.raises(SqlError):
        variant(content, "type=parquet")
    assert variant(content, "type=parquet replace_invalid_characters=true") == ['{"a":"a\ufffdb"}']


@pytest.mark.parametrize(
    ("option", "value"), [("false", "2024-01-02 00:00:00.000"), ("true", "2024-01-02 09:00:00.000 +0900")]
)
def test_times_in_utc(run: Any, put: Any, stage: str, option: str, value: str) -> None:
    put("f", _file(TABLE))
    run("alter session set timezone = 'Asia/Tokyo'")
    run("create table t (t varchar)")
    copy = f"copy into t from @ext file_format = (type = parquet use_logical_type = {option})"
    run(f"{copy} match_by_column_name = case_insensitive")
    assert run("select t from t") == [(value,)]


def test_xml_that_to_xml_has_written(variant: Any) -> None:
    with pytest.raises(UnsupportedError, match="DISABLE_SNOWFLAKE_DATA"):
        variant(b"<a/>", "type=xml disable_snowflake_data=true")
    assert variant(b"<a/>", "type=xml disable_snowflake_data=false") == ['{"$":"","@":"a"}']

"""COPY INTO from JSON and Parquet."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow
import pyarrow.parquet as parquet_files
import pytest

from mockhaus_dbt.errors import SqlError


@pytest.fixture
def load(run: Any, put: Any, stage: str) -> Any:
    """Loads one file into a VARIANT column and gives its values, without blanks."""

    def load(content: str | bytes, options: str = "") -> list[Any]:
        put("f.json", content)
        run("create or replace table v (v variant)")
        run(f"copy into v from @ext/f file_format=(type=json {options})")
        return [json.loads(v) for (v,) in run("select v from v")]

    return load


@pytest.mark.parametrize(
    ("content", "options", "values"),
    [
        ('{"a":1}\n{"a":2}\n', "", [{"a": 1}, {"a": 2}]),
        ('{"a":1}\r\n\r\n{"a":2}', "", [{"a": 1}, {"a": 2}]),
        ('{"a":1}, {"a":2}', "", [{"a": 1}, {"a": 2}]),
        ('{"a":\n1}\n{"a":2}', "", [{"a": 1}, {"a": 2}]),
        ('[{"a":1},{"a":2}]', "", [[{"a": 1}, {"a": 2}]]),
        ('[{"a":1},\n{"a":2}]\n', "strip_outer_array=true", [{"a": 1}, {"a": 2}]),
        ('[]', "strip_outer_array=true", []),
        ("", "", []),
        (b'\xef\xbb\xbf{"a":1}', "", [{"a": 1}]),
        (gzip.compress(b'{"a":[{"b":1},{"b":null}]}\n', mtime=0), "", [{"a": [{"b": 1}, {"b": None}]}]),
        ("\nnull\n1\n", "", [None, 1]),
        ('{"a":null,"b":{"c":null,"d":1}}', "strip_null_values=true", [{"b": {"d": 1}}]),
        ('{"a":1,"a":2}', "allow_duplicate=true", [{"a": 2}]),
        ('"x"\n1\n', "", ["x", 1]),
        # beyond JSON
        ('[{"zip":"40503",},{"b":1}\n{b:2}]', "strip_outer_array=true", [{"zip": "40503"}, {"b": 1}, {"b": 2}]),
    ],
)
def test_documents(load: Any, content: str | bytes, options: str, values: list[Any]) -> None:
    assert load(content, options) == values


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"a":1}\n{"a":}\n', "line 2, character 6"),
        ('{"a":1}\n{"a":1,"a":2}\n', 'duplicate object attribute "a"'),
        ('{"a":nonsense}\n', 'unknown keyword "nonsense"'),
        ('{"a":1', "File 'f.json', line 1"),
    ],
)
def test_bad_documents(load: Any, content: str, place: str) -> None:
    with pytest.raises(SqlError, match="Error parsing JSON") as e:
        load(content)
    assert e.value.errno == 100069
    assert place in e.value.message


def test_bad_documents_are_left_out(run: Any, put: Any, stage: str) -> None:
    put("f.json", '{"a":1}\nnonsense\n{"a":3}\n')
    run("create table v (v variant)")
    rows = run("copy into v from @ext/f file_format=(type=json) on_error=continue")
    assert rows[0][1:6] == ("PARTIALLY_LOADED", 3, 2, 3, 1)
    assert run("select v:a::int from v order by 1") == [(1,), (3,)]


def test_keys_are_sorted_and_digits_kept(run: Any, put: Any, stage: str) -> None:
    put("f.json", '{"b":12345678901234567890123,"a":1.10}\n')
    run("create table v (v variant)")
    run("copy into v from @ext/f file_format=(type=json)")
    assert run("select v:b::number(38,0) from v") == [(12345678901234567890123,)]
    assert json.loads(run("select v from v")[0][0]) == {"a": 1.1, "b": 12345678901234567890123}
    assert run("select v from v")[0][0].index('"a"') < run("select v from v")[0][0].index('"b"')


def test_one_variant_column_is_needed(run: Any, put: Any, stage: str) -> None:
    put("f.json", '{"a":1}')
    run("create table t (a int, b int)")
    with pytest.raises(SqlError, match="JSON file format can produce one and only one column of type variant"):
        run("copy into t from @ext/f file_format=(type=json)")


def test_match_by_column_name(run: Any, put: Any, stage: str) -> None:
    put("f.json", '{"ID":1,"Name":" x ","tags":["p"]}\n{"ID":2,"Name":"none"}\n')
    run("create table t (id int, name varchar, tags array, missing int)")
    run(
        "copy into t from @ext/f file_format=(type=json trim_space=true null_if=('none')) "
        "match_by_column_name=case_insensitive"
    )
    assert run("select id, name, tags[0]::varchar, missing from t order by id") == [(1, "x", "p", None), (2, None, None, None)]
    run("create table u (id int, name varchar)")
    run("copy into u from @ext/f file_format=(type=json) match_by_column_name=case_sensitive")
    assert run("select * from u order by id") == [(1, None), (2, None)]


def test_include_metadata(run: Any, put: Any, stage: str) -> None:
    put("f.json", '{"id":1,"line":"taken"}\n{"id":2}\n')
    run("create table t (id int, file varchar, line int, at timestamp_ltz)")
    copy = "copy into t from @ext/f file_format=(type=json) match_by_column_name=case_insensitive include_metadata="
    run(copy + "(file = metadata$filename, line = METADATA$FILE_ROW_NUMBER, at = metadata$start_scan_time)")
    found = run("select id, file, line, at is not null from t order by id")
    assert found == [(1, "f.json", 1, True), (2, "f.json", 2, True)]
    with pytest.raises(SqlError, match="invalid identifier 'NO_SUCH'"):
        run(copy + "(no_such = metadata$filename)")
    with pytest.raises(SqlError, match="invalid value"):
        run(copy + "(file = metadata$weight)")
    with pytest.raises(SqlError, match="can only be used with the MATCH_BY_COLUMN_NAME copy option"):
        run("copy into t (id) from @ext/f file_format=(type=json) include_metadata=(file = metadata$filename)")


def test_transformation(run: Any, put: Any, stage: str) -> None:
    put("e/f.json.gz", gzip.compress(b'{"id":1,"items":[{"sku":"a"},{"sku":"b"}]}\n{"id":2,"items":[]}\n'))
    run("create table t (id int, first varchar, file varchar, line int)")
    rows = run(
        "copy into t from (select e.$1:id::int, e.$1:items[0].sku::string, metadata$filename, "
        "metadata$file_row_number from @ext/e e) file_format=(type=json)"
    )
    assert rows[0][1:4] == ("LOADED", 2, 2)
    assert run("select * from t order by id") == [(1, "a", "e/f.json.gz", 1), (2, None, "e/f.json.gz", 2)]


def test_transformation_with_bad_rows(run: Any, put: Any, stage: str) -> None:
    put("f.json", '{"id":1}\n{"id":"x"}\n{"id":3}\n')
    run("create table t (id int)")
    with pytest.raises(SqlError, match=r"File 'f.json', line 2, character 1\n  Row 2, column \"T\"\[\"ID\":1\]"):
        run("copy into t from (select $1:id from @ext/f) file_format=(type=json)")
    rows = run("copy into t from (select $1:id from @ext/f) file_format=(type=json) on_error=continue")
    assert rows[0][1:6] == ("PARTIALLY_LOADED", 3, 2, 3, 1)
    assert run("select * from t order by id") == [(1,), (3,)]


@pytest.fixture
def parquet(files: Path) -> Path:
    path = files / "p.parquet"
    duckdb.sql(
        "copy (select 1 as id, 'x' as \"Name\", 1.50::decimal(10,2) as amount, date '2024-01-02' as day, "
        "timestamp '2024-01-02 03:04:05' as at, [1, 2] as numbers, null::varchar as gone "
        f"union all select 2, 'y', 2.25, null, null, [], null) to '{path}' (format parquet)"
    )
    return path


def test_parquet_by_name(run: Any, stage: str, parquet: Path) -> None:
    run("create table t (id int, name varchar, amount number(10,2), day date, at timestamp_ntz, numbers variant)")
    rows = run("copy into t from @ext file_format=(type=parquet) match_by_column_name=case_insensitive")
    assert rows[0][1:4] == ("LOADED", 2, 2)
    assert run("select id, name, amount, day, at, numbers[1]::int from t order by id") == [
        (1, "x", Decimal("1.50"), dt.date(2024, 1, 2), dt.datetime(2024, 1, 2, 3, 4, 5), 2),
        (2, "y", Decimal("2.25"), None, None, None),
    ]


def test_parquet_into_variant_and_in_place(run: Any, stage: str, parquet: Path) -> None:
    run("create table v (v variant)")
    run("copy into v from @ext file_format=(type=parquet)")
    values = [json.loads(v) for (v,) in run("select v from v order by v:id::int")]
    assert values[0] == {"id": 1, "Name": "x", "amount": 1.5, "day": "2024-01-02", "at": "2024-01-02 03:04:05.000", "numbers": [1, 2]}
    assert "gone" not in values[1]
    found = run("select $1:id::int, $1:at::timestamp_ntz from @ext/p.parquet (file_format => parquet_default) order by 1")
    assert found == [(1, dt.datetime(2024, 1, 2, 3, 4, 5)), (2, None)]


def test_parquet_that_is_none(run: Any, put: Any, stage: str) -> None:
    put("p.parquet", "hello")
    run("create table v (v variant)")
    with pytest.raises(SqlError, match="not a Parquet file"):
        run("copy into v from @ext file_format=(type=parquet)")


def test_match_by_column_name_of_a_file_without_the_column(run: Any, put: Any, stage: str) -> None:
    put("g.json", '{"a": 1}\n')
    run("create table t (a int, o object, l array, v variant, b binary)")
    run("copy into t from @ext/g file_format=(type=json) match_by_column_name=case_insensitive")
    assert run("select * from t") == [(1, None, None, None, None)]


@pytest.fixture
def no_text(files: Path) -> None:
    """Three records in ``b.parquet``; the second has bytes that are no UTF-8."""
    values = pyarrow.array([b"ok", b"\xff\xfe", None], pyarrow.binary())
    parquet_files.write_table(pyarrow.table({"a": values, "id": [1, 2, 3]}), files / "b.parquet")


BY_NAME = "match_by_column_name=case_insensitive"


def test_bytes_that_are_no_text(run: Any, stage: str, no_text: None) -> None:
    run("create table t (a varchar, id int)")
    with pytest.raises(SqlError, match=r"Invalid UTF8 detected in string '0xFF0xFE'\n  File 'b.parquet'\n  Row 2\n"):
        run(f"copy into t from @ext file_format=(type=parquet) {BY_NAME}")
    copied = run(f"copy into t from @ext file_format=(type=parquet) {BY_NAME} on_error=continue")
    assert copied[0][1:7] == ("PARTIALLY_LOADED", 3, 2, 3, 1, "Invalid UTF8 detected in string '0xFF0xFE'")
    assert run("select * from t order by id") == [("ok", 1), (None, 3)]
    with pytest.raises(SqlError, match=r"100144.*Invalid UTF8 detected in string '0xFF0xFE'"):
        run("select $1 from @ext/b.parquet (file_format => parquet_default)")


@pytest.mark.parametrize(
    ("options", "type_", "value"),
    [
        ("replace_invalid_characters=true", "varchar", "\ufffd\ufffd"),
        ("binary_as_text=false", "binary", b"\xff\xfe"),
        ("use_vectorized_scanner=true", "binary", b"\xff\xfe"),
    ],
)
def test_bytes_read_otherwise(run: Any, stage: str, no_text: None, options: str, type_: str, value: Any) -> None:
    run(f"create table t (a {type_}, id int)")
    run(f"copy into t from @ext file_format=(type=parquet {options}) {BY_NAME}")
    assert [row[0] for row in run("select a from t order by id")][1] == value


def test_texts_that_claim_to_be_utf8(run: Any, files: Path, stage: str) -> None:
    values = pyarrow.array([b"ok", b"\xff"], pyarrow.binary())
    claimed = pyarrow.Array.from_buffers(pyarrow.string(), 2, values.buffers())
    parquet_files.write_table(pyarrow.table({"a": claimed}), files / "s.parquet")
    run("create table t (a varchar)")
    with pytest.raises(SqlError, match=r"100144.*Invalid UTF8 detected in string"):
        run(f"copy into t from @ext file_format=(type=parquet) {BY_NAME}")


def test_variant_through_parquet(run: Any) -> None:
    """VARIANT columns become JSON strings, and a string in a file stays one: PARSE_JSON makes the value again."""
    run("create stage st; create table t (id int, v variant)")
    run("""insert into t select 1, parse_json('{"b": 1.5, "a": [1, null, "x"]}') union all select 2, 'text'::variant
        union all select 3, parse_json('null') union all select 4, null""")
    run("copy into @st/p/ from t file_format=(type=parquet) header=true")
    run("create table u like t")
    run(f"copy into u from @st/p/ file_format=(type=parquet) {BY_NAME}")
    assert run("select typeof(v) from u order by id") == [("VARCHAR",), ("VARCHAR",), ("VARCHAR",), (None,)]
    run("create table w like t")
    run("copy into w from (select $1:ID::int, parse_json($1:V::varchar) from @st/p/) file_format=(type=parquet)")
    both = "select typeof(v), v::varchar, v is null from {} order by id"
    assert run(both.format("w")) == run(both.format("t"))

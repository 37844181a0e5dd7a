"""COPY INTO from delimited text, clean and dirty."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
from decimal import Decimal
from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError


@pytest.fixture
def load(run: Any, put: Any, stage: str) -> Any:
    """Loads one file into a new table and gives the table's rows."""

    def load(content: str | bytes, columns: str = "a varchar, b varchar", options: str = "", copy: str = "") -> Any:
        put("f.csv", content)
        run(f"create or replace table t ({columns})")
        run(f"copy into t from @ext/f file_format=(type=csv {options}) {copy}")
        return run("select * from t")

    return load


@pytest.mark.parametrize(
    ("content", "options", "rows"),
    [
        ("1,x\n2,y\n", "", [("1", "x"), ("2", "y")]),
        ("1,x\r\n2,y", "", [("1", "x"), ("2", "y")]),
        ("1,x\n2,y\r\n", "", [("1", "x"), ("2", "y")]),
        ("", "", []),
        ("a,b\n", "skip_header=1", []),
        ("a,b\n1,x\n", "skip_header=1", [("1", "x")]),
        # quotes are data until the format says otherwise
        ('"1",x\n', "", [('"1"', "x")]),
        ('"1",x\n', "field_optionally_enclosed_by='\"'", [("1", "x")]),
        ('"a,b","c\nd"\n', "field_optionally_enclosed_by='\"'", [("a,b", "c\nd")]),
        ('"say ""hi""",x\n', "field_optionally_enclosed_by='\"'", [('say "hi"', "x")]),
        ('a"b,c\n', "field_optionally_enclosed_by='\"'", [('a"b', "c")]),
        (' "a",c\n', "field_optionally_enclosed_by='\"'", [(' "a"', "c")]),
        (' "a" , c \n', "field_optionally_enclosed_by='\"' trim_space=true", [("a", "c")]),
        ("'it''s',x\n", "field_optionally_enclosed_by='\\''", [("it's", "x")]),
        ('"a\\"b",x\n', "field_optionally_enclosed_by='\"' escape='\\\\'", [('a"b', "x")]),
        # nothing and NULL
        (',""\n', "field_optionally_enclosed_by='\"'", [(None, "")]),
        (",x\n", "empty_field_as_null=false", [("", "x")]),
        ("\\N,N\n", "", [(None, "N")]),
        ("NULL,x\n", "null_if=('NULL','x')", [(None, None)]),
        ('"NULL",x\n', "field_optionally_enclosed_by='\"' null_if=('NULL')", [(None, "x")]),
        ("a\\,b,c\\td\n", "", [("a,b", "c\td")]),
        ("a\\b,c\n", "escape_unenclosed_field=none", [("a\\b", "c")]),
        # delimiters
        ("1|x\n", "field_delimiter='|'", [("1", "x")]),
        ("1\tx\n", "field_delimiter='\\t'", [("1", "x")]),
        ("1\tx\n", "field_delimiter='\\\\t'", [("1", "x")]),
        ("1~x\n", "field_delimiter='0x7e'", [("1", "x")]),
        ("1,x;2,y;", "record_delimiter=';'", [("1", "x"), ("2", "y")]),
        ("1,x\n\n2,y\n", "skip_blank_lines=true", [("1", "x"), ("2", "y")]),
        # bytes
        (b"\xef\xbb\xbf1,x\n", "", [("1", "x")]),
        ("é,ü\n".encode("latin-1"), "encoding='ISO88591'", [("é", "ü")]),
        (b"\xff,x\n", "replace_invalid_characters=true", [("�", "x")]),
        # other numbers of fields
        ("1\n2\n", "error_on_column_count_mismatch=false", [("1", None), ("2", None)]),
        ("1,x,z\n2,y,z\n", "error_on_column_count_mismatch=false", [("1", "x"), ("2", "y")]),
        ("1,\n", "", [("1", None)]),
    ],
)
def test_records(load: Any, content: str | bytes, options: str, rows: list[Any]) -> None:
    assert load(content, options=options) == rows


@pytest.mark.parametrize(
    ("content", "options", "errno", "text"),
    [
        ("1,x\n2\n", "", 100080, "Number of columns in file (1) does not match that of the corresponding table (2)"),
        ("1,x,\n", "", 100080, "Number of columns in file (3)"),
        ("1,x\n2,y,z\n", "", 100080, "line 3, character 1\n  Row 2 starts at line 2, column \"T\"[3]"),
        ("1,x\n\n2,y\n", "", 100068, "End of record reached"),
        ("1,x\n2\n", "error_on_column_count_mismatch=false", 100068, "End of record reached"),
        ('"1"z,x\n', "field_optionally_enclosed_by='\"'", 100065, "Found character 'z' instead of field delimiter ','"),
        ('"1,x\n', "field_optionally_enclosed_by='\"'", 100068, "End of record reached"),
        (b"1,\xff\n", "", 100144, "Invalid UTF8 detected"),
        (b"\x1f\x8bnot gzip", "", 100083, "decompressing"),
    ],
)
def test_unreadable_records(load: Any, content: str | bytes, options: str, errno: int, text: str) -> None:
    with pytest.raises(SqlError) as e:
        load(content, options=options)
    assert e.value.errno == errno
    assert text in e.value.message
    assert "'f.csv'" in e.value.message


@pytest.mark.parametrize(
    ("type_", "good", "value", "bad", "errno"),
    [
        ("int", "7", 7, "abc", 100038),
        ("number(6,2)", "1.25", Decimal("1.25"), "1.2.5", 100038),
        ("float", "2.5e3", 2500.0, "x", 100038),
        ("boolean", "yes", True, "maybe", 100037),
        ("date", "2024-02-29", dt.date(2024, 2, 29), "2024-02-30", 100040),
        ("timestamp_ntz", "2024-01-01 01:02:03", dt.datetime(2024, 1, 1, 1, 2, 3), "noon", 100035),
        ("varchar(3)", "abc", "abc", "abcd", 100078),
        ("variant", '"x"', '"x"', "{", 100069),
        ("int not null", "1", 1, "", 100088),
    ],
)
def test_values(load: Any, run: Any, type_: str, good: str, value: Any, bad: str, errno: int) -> None:
    rows = load(f"1,{good}\n", f"a int, b {type_}")
    assert rows == [(1, value)]
    with pytest.raises(SqlError) as e:
        load(f"1,{good}\n22,{bad}\n3,{good}\n", f"a int, b {type_}")
    assert e.value.errno == errno
    assert "File 'f.csv', line 2, character 4\n  Row 2, column \"T\"[\"B\":2]" in e.value.message
    assert run("select count(*) from t") == [(0,)]


def test_bad_number_as_snowflake_words_it(load: Any) -> None:
    with pytest.raises(SqlError) as e:
        load("id,name\n1,x\nabc,y\n", "id int, name varchar", "skip_header=1")
    assert str(e.value) == (
        "100038 (22018): Numeric value 'abc' is not recognized\n"
        "  File 'f.csv', line 3, character 1\n"
        '  Row 2, column "T"["ID":1]\n'
        "  If you would like to continue loading when an error is encountered, use other values such as 'SKIP_FILE' or "
        "'CONTINUE' for the ON_ERROR option. For more information on loading options, please run 'info loading_data' "
        "in a SQL client."
    )


def test_place_of_an_error_behind_a_record_of_several_lines(load: Any) -> None:
    with pytest.raises(SqlError) as e:
        load('1,"a\nb"\nx,y\n', "id int, name varchar", "field_optionally_enclosed_by='\"'")
    assert "line 3, character 1\n  Row 2" in e.value.message


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress])
def test_compressed(load: Any, pack: Any) -> None:
    assert load(pack(b"1,x\n")) == [("1", "x")]


def test_date_format_of_the_file(load: Any) -> None:
    assert load("1,31.12.2024\n", "a int, b date", "date_format='DD.MM.YYYY'") == [(1, dt.date(2024, 12, 31))]


@pytest.mark.parametrize("word", ["infinity", "-infinity", "epoch", "Epoch"])
@pytest.mark.parametrize("day", ["", "2024-02-29", "1970-01-01"])
def test_words_that_are_no_dates_beside_null(load: Any, run: Any, day: str, word: str) -> None:
    columns, rest = "a int, b date, c date, d timestamp_ntz", "2024-01-01 00:00:00\n"
    good, value = f"1,{day},2024-01-01,{rest}", dt.date.fromisoformat(day) if day else None
    assert load(good, columns) == [(1, value, dt.date(2024, 1, 1), dt.datetime(2024, 1, 1))]
    for bad, column in ((f"2,{day},{word},{rest}", "C"), (f"2,{day},,{word}\n", "D")):
        with pytest.raises(SqlError, match=f"'{word}' is not recognized") as e:
            load(good + bad + good, columns)
        assert f'Row 2, column "T"["{column}":' in e.value.message
        assert run("select count(*) from t") == [(0,)]


def test_wide_integers(load: Any) -> None:
    digits = 12345678901234567890123456789012345678
    assert load(f"{digits},1\n", "a int, b int") == [(digits, 1)]


def test_truncatecolumns(load: Any) -> None:
    assert load("abcdef,x\n", "a varchar(3), b varchar", copy="truncatecolumns=true") == [("abc", "x")]


def test_column_list_and_defaults(run: Any, put: Any, stage: str) -> None:
    put("f.csv", "x,1\n")
    run("create table t (a int, b varchar, c varchar default 'none')")
    run("copy into t (b, a) from @ext/f")
    assert run("select * from t") == [(1, "x", "none")]


def test_match_by_column_name_with_a_header(run: Any, put: Any, stage: str) -> None:
    put("f.csv", "B,other,a\nx,zz,1\n")
    run("create table t (a int, b varchar, c int)")
    run("copy into t from @ext/f file_format=(type=csv parse_header=true) match_by_column_name=case_insensitive")
    assert run("select * from t") == [(1, "x", None)]


def test_a_header_has_as_many_columns_as_the_table(run: Any, put: Any, stage: str) -> None:
    put("f.csv", "b,a\n2,1\n4,3,z\n")
    run("create table t (a int, b int, c varchar)")
    by_name = "match_by_column_name=case_insensitive on_error=continue"
    [strict] = run(f"copy into t from @ext/f file_format=(type=csv parse_header=true) {by_name}")
    assert strict[1:6] == ("LOAD_FAILED", 2, 0, 2, 2) and strict[6].startswith("Number of columns in file (2)")
    form = "file_format=(type=csv parse_header=true error_on_column_count_mismatch=false)"
    [lax] = run(f"copy into t from @ext/f {form} {by_name} include_metadata=(c=metadata$filename)")
    assert lax[1:7] == ("PARTIALLY_LOADED", 2, 1, 2, 1, "Field delimiter found while expecting record delimiter")
    assert run("select * from t") == [(1, 2, "f.csv")]


@pytest.mark.parametrize("name", ["UTF16LE", "UTF16BE", "UTF32LE", "UTF32BE"])
def test_a_mark_is_skipped_in_every_unicode_encoding(load: Any, name: str) -> None:
    content = "\ufeffé,b\n".encode(f"{name[:3]}-{name[3:]}")
    assert load(content, "a varchar, b varchar", f"encoding='{name}'") == [("é", "b")]
    kept = load(content, "a varchar, b varchar", f"encoding='{name}' skip_byte_order_mark=false")
    assert kept == [("\ufeffé", "b")]


def test_a_field_longer_than_its_column(run: Any, put: Any, stage: str) -> None:
    put("f.csv", f"1,a\n{'x' * 16_777_217},b\n2,c\n")
    run("create table t (a varchar, b varchar); create table u (a varchar(134217728), b varchar)")
    [row] = run("copy into t from @ext on_error=continue")
    assert row[1:6] == ("PARTIALLY_LOADED", 3, 2, 3, 1) and row[9] == '"T"["A":1]'
    assert row[6].endswith("x' is too long and would be truncated")
    run("copy into u from @ext; truncate table t; copy into t from @ext truncatecolumns=true force=true")
    assert run("select max(length(a)) from u union all select max(length(a)) from t") == [(16_777_217,), (16_777_216,)]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("1e5", "1.000000000000000e+05", "DOUBLE"),
        ("1.50", "1.5", "DECIMAL"),
        ("{a: 1}", '{"a":1}', "OBJECT"),
        ("[1,,2]", "[1,undefined,2]", "ARRAY"),
        ("[1,2,]", "[1,2,undefined]", "ARRAY"),
        ('{"b":1,"a":undefined}', '{"a":undefined,"b":1}', "OBJECT"),
        ("NaN", '"NaN"', "VARCHAR"),
        ("'x'", '"x"', "VARCHAR"),
        ("null", "null", "NULL_VALUE"),
    ],
)
def test_json_in_a_field_is_what_parse_json_makes_of_it(run: Any, load: Any, text: str, value: str, kind: str) -> None:
    assert load(f"1|{text}\n", "a int, v variant", "field_delimiter='|'") == [(1, value)]
    quoted = text.replace("'", "''")
    assert run(f"select typeof(v), to_json(v) = to_json(parse_json('{quoted}')) from t") == [(kind, True)]


def test_json_in_a_field_that_is_wrong(load: Any, run: Any) -> None:
    content = '1|{"a":1,"a":2}\n2|"x"y\n3|nul\n4|{"a":1}\n'
    with pytest.raises(SqlError, match='Error parsing JSON: duplicate object attribute "a", pos 10') as e:
        load(content, "a int, v variant", "field_delimiter='|'")
    assert e.value.errno == 100069
    run("copy into t from @ext file_format=(type=csv field_delimiter='|') on_error=continue")
    assert run("select v:a::int from t") == [(1,)]
    errors = run("select error from table(validate(t, job_id => '_last')) order by row_number")
    assert errors[1:] == [
        ("Error parsing JSON: more than one document in the input, pos 4",),
        ('Error parsing JSON: unknown keyword "nul", pos 4',),
    ]


def test_an_error_of_a_query_names_the_column_of_the_stage(run: Any, put: Any, stage: str) -> None:
    put("f.csv", b"1,a\n2,\xff\n")
    with pytest.raises(SqlError, match=r'line 2, character 3\n  Row 2, column "TRANSIENT_STAGE_TABLE"\["\$2":2\]'):
        run("select $1 from @ext")

"""Every option of every file format against a dirty file that the option makes something else of than its default."""

from __future__ import annotations

import datetime as dt
import io
import re
import zlib
from typing import Any

import brotli
import fastavro
import pyarrow
import pytest
from pyarrow import orc, parquet

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion.file_formats import FORMATS
from tests.ingestion.csv_cases import BY_NAME, CSV, ONE, Case


def parquet_file(**columns: Any) -> bytes:
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(pyarrow.table(columns), sink)
    return bytes(sink.getvalue())


def orc_file(**columns: Any) -> bytes:
    sink = pyarrow.BufferOutputStream()
    orc.write_table(pyarrow.table(columns), sink)
    return bytes(sink.getvalue())


def avro_file(**columns: Any) -> bytes:
    sink = io.BytesIO()
    fields = [{"name": name, "type": ["null", "string", "long"]} for name in columns]
    records = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    fastavro.writer(sink, {"type": "record", "name": "r", "fields": fields}, records)
    return sink.getvalue()


def no_text(content: bytes) -> bytes:
    """A file with a byte that is no UTF-8 in the place of one that is."""
    return content.replace(b"xQy", b"x\xffy")


TEXTS: dict[str, Any] = {"a": [" x ", "N", "", None], "b": ["N ", "2", "null", " "]}

JSON: list[Case] = [
    Case(
        "FILE_EXTENSION", "'x'", '{"a":1', ["1 1 1:6 $1 Error parsing JSON: incomplete object value"],
        ["1 1 1:6 $1 Error parsing JSON: incomplete object value"], columns=ONE,
    ),
    Case(
        "DATE_FORMAT", "'DD.MM.YYYY'", '{"a":"31.12.2024"}\n{"a":"2024-12-31"}\n{"a":null}\n',
        [dt.date(2024, 12, 31), None, '3 1 2:1 ["A":1] Failed to cast variant value "2024-12-31"'],
        [dt.date(2024, 12, 31), None, '3 1 1:1 ["A":1] Failed to cast variant value "31.12.2024"'], columns="a date",
        copy=BY_NAME,
    ),
    Case(
        "TIME_FORMAT", "'HH24.MI'", '{"a":"15.04"}\n{"a":"15:04:00"}\n',
        [dt.time(15, 4), '2 1 2:1 ["A":1] Failed to cast variant value "15:04:00"'],
        [dt.time(15, 4), '2 1 1:1 ["A":1] Failed to cast variant value "15.04"'], columns="a time", copy=BY_NAME,
    ),
    Case(
        "TIMESTAMP_FORMAT", "'DD/MM/YYYY HH24:MI'", '{"a":"02/01/2024 03:04"}\n{"a":"2024-01-02 03:04:05"}\n',
        [dt.datetime(2024, 1, 2, 3, 4), '2 1 2:1 ["A":1] Failed to cast variant value "2024-01-02'],
        [dt.datetime(2024, 1, 2, 3, 4, 5), '2 1 1:1 ["A":1] Failed to cast variant value "02/01/2024'],
        columns="a timestamp_ntz", copy=BY_NAME,
    ),
    Case(
        "BINARY_FORMAT", "'BASE64'", '{"a":"q80="}\n{"a":"abcd"}\n{"a":"a"}\n',
        [b"\xab\xcd", b"i\xb7\x1d", '3 1 3:1 ["A":1] The following string is not a legal base64'],
        [b"\xab\xcd", '3 2 1:1 ["A":1] The following string is not a legal hex'], columns="a binary", copy=BY_NAME,
    ),
    Case(
        "BINARY_FORMAT", "'UTF8'", '{"a":"é"}\n{"a":"abcd"}\n', [b"\xc3\xa9", b"abcd"],
        [b"\xab\xcd", '2 1 1:1 ["A":1] The following string is not a legal hex'], columns="a binary", copy=BY_NAME,
    ),
    Case(
        "TRIM_SPACE", "true", '{"a":" x\\t","b":[" y "]}\n{"a":5,\n"b":" "}', [("x", '[" y "]'), ("5", '""')],
        [(" x\t", '[" y "]'), ("5", '" "')], columns="a varchar, b variant", copy=BY_NAME,
    ),
    Case(
        "NULL_IF", "('NULL','','2')", '{"a":"NULL","b":2}\n{"a":"","b":"2"}\n{"a":"null","b":22}\n{"a":',
        [(None, None), (None, None), ("null", "22"), "4 1 4:5 $1 Error parsing JSON: unfinished document"],
        [("NULL", "2"), ("", "2"), ("null", "22"), "4 1 4:5 $1 Error parsing JSON: unfinished document"],
        copy=BY_NAME,
    ),
    Case(
        "COMPRESSION", "BZ2", '{"a":1}', ["0 1 None:None None Error while decompressing file 'f' with BZ2"],
        ['{"a":1}'], columns=ONE,
    ),
    Case(
        "COMPRESSION", "BROTLI", brotli.compress(b'{"a":1}{"a"'),
        ['{"a":1}', "2 1 1:11 $1 Error parsing JSON: missing colon"],
        ["1 1 1:3 $1 Invalid UTF8 detected in string '0x0B0x050x80'"], columns=ONE,
    ),
    Case(
        "ENABLE_OCTAL", "true", '{"a":010,"b":-017,"c":"010"}\n{"a":08}\n{"a":0o7}\n',
        ['{"a":8,"b":-15,"c":"010"}', '{"a":8}', '3 1 3:8 $1 Error parsing JSON: unknown keyword "0o7",'],
        ['{"a":10,"b":-17,"c":"010"}', '{"a":8}', '3 1 3:8 $1 Error parsing JSON: unknown keyword "0o7",'],
        columns=ONE,
    ),
    Case(
        "ALLOW_DUPLICATE", "true", '{"a":1,"a":2,"b":{"c":1,"c":null}}\n{"a":1,"A":2}\n',
        ['{"a":2,"b":{"c":null}}', '{"A":2,"a":1}'],
        ['{"A":2,"a":1}', "2 1 1:11 $1 Error parsing JSON: duplicate object attribute "], columns=ONE,
    ),
    Case(
        "STRIP_OUTER_ARRAY", "true", '[{"a":1},\r\n[2] 3,]\n{"a":4}\n[',
        ['{"a":1}', "[2]", "3", '{"a":4}', "5 1 4:2 $1 Error parsing JSON: incomplete array value"],
        ["[2]", "3", '{"a":4}', "6 3 2:5 $1 Error parsing JSON: incomplete array value"], columns=ONE,
    ),
    Case("STRIP_OUTER_ARRAY", "true", "[1,2]\n[3]", ["1", "2", "3"], ["[1,2]", "[3]"], columns=ONE),
    Case(
        "STRIP_NULL_VALUES", "true", '[null,null,3]\n{"a":null,"b":{"x":null,"y":8}}\n{"a":\n',
        ["[undefined,undefined,3]", '{"b":{"y":8}}', "3 1 3:5 $1 Error parsing JSON: unfinished document"],
        ["[null,null,3]", '{"a":null,"b":{"x":null,"y":8}}', "3 1 3:5 $1 Error parsing JSON: unfinished document"],
        columns=ONE,
    ),
    Case(
        "IGNORE_UTF8_ERRORS", "true", b'{"a":"\xff\xfe"}\n{"a":"\xe2\x82"}\n{"a":1}\n',
        ['{"a":"��"}', '{"a":"�"}', '{"a":1}'],
        ['{"a":1}', '3 2 1:7 $1 Invalid UTF8 detected in string \'{"a":"0xFF\''], columns=ONE,
    ),
    Case(
        "REPLACE_INVALID_CHARACTERS", "true", b'{"\xff":1}\n{"a":"x"}\n', ['{"�":1}', '{"a":"x"}'],
        ['{"a":"x"}', '2 1 1:3 $1 Invalid UTF8 detected in string \'{"0xFF\''], columns=ONE,
    ),
    Case(
        "SKIP_BYTE_ORDER_MARK", "false", b'\xef\xbb\xbf{"a":1}\n{"a":2}\n',
        ['{"a":2}', '2 1 1:1 $1 Error parsing JSON: unknown keyword "\ufeff",'], ['{"a":1}', '{"a":2}'], columns=ONE,
    ),
    Case(
        "MULTI_LINE", "false", '{"a":\n1}\r\n{"a":2}\n\n{"a":"x\ny"}\n',
        ['{"a":2}', "3 2 1:1 $1 Error parsing JSON: document spans several lines"],
        ['{"a":1}', '{"a":2}', '{"a":"x\\ny"}'], columns=ONE,
    ),
]
PARQUET: list[Case] = [
    Case(
        "TRIM_SPACE", "true", parquet_file(**TEXTS), [("x", "N"), ("N", "2"), ("", "null"), (None, "")],
        [(" x ", "N "), ("N", "2"), ("", "null"), (None, " ")], copy=BY_NAME,
    ),
    Case(
        "NULL_IF", "('N', '', '2')", parquet_file(**TEXTS),
        [(" x ", "N "), (None, None), (None, "null"), (None, " ")],
        [(" x ", "N "), ("N", "2"), ("", "null"), (None, " ")], copy=BY_NAME,
    ),
    Case("COMPRESSION", "SNAPPY", parquet_file(a=["x"]), ['{"a":"x"}'], ['{"a":"x"}'], columns=ONE),
    Case("SNAPPY_COMPRESSION", "false", parquet_file(a=["x"]), ['{"a":"x"}'], ['{"a":"x"}'], columns=ONE),
    Case(
        "BINARY_AS_TEXT", "false", parquet_file(a=[b"ab", b"\xff"]), ['{"a":"6162"}', '{"a":"FF"}'],
        ['{"a":"ab"}', "2 1 None:None None Invalid UTF8 detected in string '0xFF'"], columns=ONE,
    ),
    Case(
        "USE_LOGICAL_TYPE", "true", parquet_file(a=[dt.datetime(2024, 1, 2, tzinfo=dt.timezone.utc)]),
        ["2024-01-01 16:00:00.000 -0800"], ["2024-01-02 00:00:00.000"], columns="a varchar", copy=BY_NAME,
    ),
    Case(
        "USE_VECTORIZED_SCANNER", "true", parquet_file(a=[{"x": None, "y": [1, None]}], b=[b"ab"]),
        ['{"a":{"x":null,"y":[1,null]},"b":"6162"}'], ['{"a":{"y":[1]},"b":"ab"}'], columns=ONE,
    ),
    Case(
        "REPLACE_INVALID_CHARACTERS", "true", no_text(parquet_file(a=["xQy", "z"])), ["x�y", "z"],
        ["0 1 None:None None Invalid UTF8 detected in string 'x\\xFFy'"], columns="a varchar", copy=BY_NAME,
    ),
]
AVRO: list[Case] = [
    Case(
        "COMPRESSION", "GZIP", avro_file(a=["x"]), ["0 1 None:None None Error while reading Avro file"],
        ['{"a":"x"}'], columns=ONE,
    ),
    Case(
        "COMPRESSION", "BROTLI", brotli.compress(avro_file(a=["x"])), ['{"a":"x"}'],
        ["0 1 None:None None Error while reading Avro file"], columns=ONE,
    ),
    Case(
        "TRIM_SPACE", "true", avro_file(**TEXTS), [("x", "N"), ("N", "2"), ("", "null"), (None, "")],
        [(" x ", "N "), ("N", "2"), ("", "null"), (None, " ")], copy=BY_NAME,
    ),
    Case(
        "NULL_IF", "('N', '', '2')", avro_file(**TEXTS), [(" x ", "N "), (None, None), (None, "null"), (None, " ")],
        [(" x ", "N "), ("N", "2"), ("", "null"), (None, " ")], copy=BY_NAME,
    ),
    Case(
        "REPLACE_INVALID_CHARACTERS", "true", no_text(avro_file(a=["xQy", "z"])), ['{"a":"x�y"}', '{"a":"z"}'],
        ["0 1 None:None None Invalid UTF8 detected in string"], columns=ONE,
    ),
]
ORC: list[Case] = [
    Case(
        "TRIM_SPACE", "true", orc_file(**TEXTS), [("x", "N"), ("N", "2"), ("", "null"), (None, "")],
        [(" x ", "N "), ("N", "2"), ("", "null"), (None, " ")], copy=BY_NAME,
    ),
    Case(
        "NULL_IF", "('N', '', '2')", orc_file(**TEXTS), [(" x ", "N "), (None, None), (None, "null"), (None, " ")],
        [(" x ", "N "), ("N", "2"), ("", "null"), (None, " ")], copy=BY_NAME,
    ),
    Case(
        "REPLACE_INVALID_CHARACTERS", "true", no_text(orc_file(a=["xQy", "z"])), ['{"a":"x�y"}', '{"a":"z"}'],
        ["0 1 None:None None Invalid UTF8 detected in string"], columns=ONE,
    ),
]
XML: list[Case] = [
    Case(
        "COMPRESSION", "DEFLATE", "<a>1</a>", ["0 1 None:None None Error while decompressing file 'f' with DEFLATE"],
        ['{"$":1,"@":"a"}'], columns=ONE,
    ),
    Case(
        "COMPRESSION", "RAW_DEFLATE", zlib.compress(b"<a>1</a><b")[2:-4],
        ['{"$":1,"@":"a"}', "2 1 1:9 $1 Error parsing XML: unclosed token"],
        ["1 1 1:1 $1 Error parsing XML: not well"], columns=ONE,
    ),
    Case(
        "IGNORE_UTF8_ERRORS", "true", b"<a>\xff</a>\n<a>2</a>", ['{"$":"�","@":"a"}', '{"$":2,"@":"a"}'],
        ['{"$":2,"@":"a"}', "2 1 1:4 $1 Invalid UTF8 detected in string '<a>0xFF'"], columns=ONE,
    ),
    Case(
        "PRESERVE_SPACE", "true", "<a> x <b>\n y</b> </a>", ['{"$":[" x ",{"$":"\\n y","@":"b"}],"@":"a","b":1}'],
        ['{"$":["x",{"$":"y","@":"b"}],"@":"a","b":1}'], columns=ONE,
    ),
    Case(
        "STRIP_OUTER_ELEMENT", "true", '<?xml version="1.0"?>\n<r>\n<a>1</a>2</r>\n<r><',
        ['{"$":1,"@":"a"}', "2 1 4:4 $1 Error parsing XML: unclosed token"],
        ['{"$":[{"$":1,"@":"a"},2],"@":"r","a":0}', "2 1 4:4 $1 Error parsing XML: unclosed token"], columns=ONE,
    ),
    Case("DISABLE_SNOWFLAKE_DATA", "false", "<a>1</a>", ['{"$":1,"@":"a"}'], ['{"$":1,"@":"a"}'], columns=ONE),
    Case(
        "DISABLE_AUTO_CONVERT", "true", "<a>05</a><a>true</a><a>1e3</a>",
        ['{"$":"05","@":"a"}', '{"$":"true","@":"a"}', '{"$":"1e3","@":"a"}'],
        ['{"$":"05","@":"a"}', '{"$":true,"@":"a"}', '{"$":1.000000000000000e+03,"@":"a"}'], columns=ONE,
    ),
    Case(
        "REPLACE_INVALID_CHARACTERS", "true", b'<a x="\xe2\x82">1</a>', ['{"$":1,"@":"a","@x":"�"}'],
        ['1 1 1:7 $1 Invalid UTF8 detected in string \'<a x="0xE2\''], columns=ONE,
    ),
    Case(
        "SKIP_BYTE_ORDER_MARK", "false", b"\xef\xbb\xbf<a>1</a>",
        ["1 1 1:1 $1 Error parsing XML: a byte order mark stands before the first element"], ['{"$":1,"@":"a"}'],
        columns=ONE,
    ),
]

CASES = {"CSV": CSV, "JSON": JSON, "PARQUET": PARQUET, "AVRO": AVRO, "ORC": ORC, "XML": XML}

#: options that change nothing of a load: those for unloading, and those that take one value only.
_UNLOADING = {("CSV", "FILE_EXTENSION"), ("JSON", "FILE_EXTENSION")}
_UNLOADING |= {("PARQUET", "COMPRESSION"), ("PARQUET", "SNAPPY_COMPRESSION")}
_ONE_VALUE = {("CSV", "VALIDATE_UTF8"), ("XML", "DISABLE_SNOWFLAKE_DATA")}


def test_every_option_has_a_case() -> None:
    tables = {(kind, option) for kind, form in FORMATS.items() for option in form.OPTIONS}
    assert tables == {(kind, case.option) for kind, cases in CASES.items() for case in cases}


def test_a_case_tells_the_option_from_its_default() -> None:
    alike = {(kind, c.option) for kind, cases in CASES.items() for c in cases if c.right == c.wrong}
    assert alike == _UNLOADING | _ONE_VALUE


def loaded(run: Any, kind: str, options: str, case: Case) -> list[Any]:
    """What a load leaves in the table, and tells of the records that are bad."""
    run(f"create or replace table t ({case.columns})")
    form = f"file_format=(type={kind} {case.base} {options})"
    try:
        [told] = run(f"copy into t from @ext/f {form} on_error=continue {case.copy}")
    except SqlError as e:
        return [e.errno]
    _, status, parsed, count, _, bad, message, line, character, column = told
    found: list[Any] = [row[0] if len(row) == 1 else row for row in run("select * from t")]
    if case.columns == ONE:
        found = [row for (row,) in run("select to_json(v) from t")]
    assert (count, status) == (len(found), "LOADED" if not bad else "PARTIALLY_LOADED" if found else "LOAD_FAILED")
    place = (column or "").removeprefix('"T"') or None
    return [*found, f"{parsed} {bad} {line}:{character} {place} {message}"] if bad else found


@pytest.mark.parametrize(("kind", "case"), [(kind, case) for kind, cases in CASES.items() for case in cases])
def test_option(run: Any, put: Any, stage: str, kind: str, case: Case) -> None:
    put("f", case.content)
    for options, expected in ((f"{case.option}={case.value}", case.right), ("", case.wrong)):
        found = loaded(run, kind, options, case)
        assert len(found) == len(expected)
        if expected and re.match(r"\d+ \d+ \S+:\S+ ", str(expected[-1])):  # of a message, its beginning is enough
            assert str(found.pop()).startswith(expected[-1])
            expected = expected[:-1]
        assert found == expected

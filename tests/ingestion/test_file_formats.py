"""CREATE, ALTER, DROP, DESCRIBE and SHOW FILE FORMAT."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError, UnsupportedError
from mockhaus_dbt.ingestion.file_formats import FileFormatManager, make_format
from mockhaus_dbt.ingestion.file_formats.base import unescaped


def test_life_of_a_format(run: Any) -> None:
    assert run("create file format f type = 'csv' field_delimiter = '|' skip_header = 1 null_if = ('x', '') comment='c'") == [
        ("File format F successfully created.",)
    ]
    described = {row[0]: row[1:] for row in run("desc file format f")}
    assert described["TYPE"] == ("String", "CSV", "CSV")
    assert described["FIELD_DELIMITER"] == ("String", "|", ",")
    assert described["SKIP_HEADER"] == ("Integer", "1", "0")
    assert described["NULL_IF"] == ("List", "[x, ]", "[\\\\N]")
    run("alter file format f set skip_header = 2")
    row = run("show file formats")[0]
    assert row[1:7] == ("F", "DB", "S", "CSV", "ACCOUNTADMIN", "c")
    assert json.loads(row[7])["SKIP_HEADER"] == 2
    with pytest.raises(SqlError):
        run("alter file format f set type = json")
    run("alter file format f rename to g")
    run("drop file format g")
    with pytest.raises(SqlError, match=r"File format 'DB.S.G' does not exist or not authorized"):
        run("desc file format g")


def test_built_in_formats(executor: Any, run: Any) -> None:
    manager = FileFormatManager(executor.session)
    assert manager.get_format("json_default").type == "JSON"
    assert manager.get_format(["PARQUET_DEFAULT"]).type == "PARQUET"
    run("create file format csv_default type=csv skip_header=3")
    assert manager.get_format("CSV_DEFAULT")["SKIP_HEADER"] == 3
    with pytest.raises(SqlError, match=r"File format 'DB.S.NOPE' does not exist"):
        manager.get_format("nope")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("|", "|"), ("0x7c", "|"), ("\\x7c", "|"), ("\\174", "|"), ("\\t", "\t"), ("\\xC2\\xA2", "¢"),
        ("\\r\\n", "\r\n"), ("0x5e0x7e", "^~"), ("\\x5e~\\136", "^~^"), ("\xc2\xa2", "¢"), ("¢", "¢"), ("\\\\", "\\"),
        ("\\302\\242", "¢"), ("\\0", "\0"), ("x0x7c", "x0x7c"),
    ],
)  # fmt: skip
def test_delimiters(written: str, meant: str) -> None:
    assert unescaped("FIELD_DELIMITER", written) == meant


@pytest.mark.parametrize(
    ("options", "errno"),
    [
        ({"TYPE": "CSV", "STRIP_OUTER_ARRAY": True}, 2420),
        ({"TYPE": "TEXT"}, 1008),
        ({"SKIP_HEADER": -1}, 1008),
        ({"SKIP_HEADER": "x"}, 1008),
        ({"TRIM_SPACE": "perhaps"}, 1008),
        ({"FIELD_OPTIONALLY_ENCLOSED_BY": "x"}, 1008),
        ({"ESCAPE": "xy"}, 1008),
        ({"ENCODING": "EBCDIC"}, 1008),
        ({"COMPRESSION": "RAR"}, 1008),
        ({"PARSE_HEADER": True, "SKIP_HEADER": 1}, 1008),
        ({"FIELD_DELIMITER": "aa", "RECORD_DELIMITER": "aabb"}, 1008),
        ({"FIELD_DELIMITER": "a\n"}, 1008),
        ({"FIELD_DELIMITER": "|" * 21}, 1008),
        ({"RECORD_DELIMITER": "|" * 21}, 1008),
        ({"RECORD_DELIMITER": "\\xff"}, 1008),
        ({"FIELD_DELIMITER": "0xA2"}, 1008),
        ({"ESCAPE": "0xA2"}, 1008),
        ({"ESCAPE_UNENCLOSED_FIELD": "é"}, 1008),
    ],
)
def test_wrong_options(options: dict[str, Any], errno: int) -> None:
    with pytest.raises(SqlError) as e:
        make_format(options)
    assert e.value.errno == errno


@pytest.mark.parametrize(
    "options",
    [
        {"TYPE": "CUSTOM"},
        {"ENCODING": "ISO2022CN"},
        {"VALIDATE_UTF8": False},
    ],
)
def test_refused_options(options: dict[str, Any]) -> None:
    with pytest.raises(UnsupportedError) as e:
        make_format(options)
    assert any(str(v).upper() in e.value.name.upper() for v in options.values())


def test_an_escape_character_of_the_encoding() -> None:
    assert make_format({"ESCAPE": "0xA2", "ENCODING": "ISO88591"})["ESCAPE"] == "¢"


@pytest.mark.parametrize(
    "sql",
    [
        "create file format g type=csv type=json",
        "create file format g type=csv skip_header=1 skip_header=2",
        "copy into t from @~ file_format=(type=csv type=json)",
        "copy into t from @~ file_format=(format_name=f format_name=g)",
        "copy into t from @~ force=true force=false",
        "select $1 from @~ (file_format => (type => csv, type => json))",
    ],
)
def test_options_that_conflict(run: Any, sql: str) -> None:
    run("create table t (a varchar); create file format f type=csv skip_header=1 skip_header=1")
    with pytest.raises(SqlError):
        run(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "copy into t from @~",
        "copy into t from @~ validation_mode=return_errors",
        "copy into t from (select $1 from @~)",
        "select $1 from @~ (file_format => f)",
    ],
)
def test_names_in_the_first_record_are_for_two_things(run: Any, sql: str) -> None:
    run("create table t (a varchar); create file format f type=csv parse_header=true")
    with pytest.raises(SqlError, match='"PARSE_HEADER" is only allowed for CSV INFER_SCHEMA and MATCH_BY_COLUMN_NAME'):
        run(sql + (" file_format=(format_name=f)" if sql.startswith("copy") else ""))

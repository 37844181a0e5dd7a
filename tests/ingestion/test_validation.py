"""VALIDATION_MODE and VALIDATE, with the example of the documentation of COPY INTO."""

from __future__ import annotations

from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError, UnsupportedError

NULL = (
    "NULL result in a non-nullable column. Use quotes if an empty field should be interpreted as an empty string "
    "instead of a null"
)


@pytest.fixture
def mytable(run: Any, put: Any, stage: str) -> None:
    run("create table mytable (name varchar not null, id int, quota int)")
    put("data1.csv", "Joe Smith,456111,0\nTom Jones,111111,3400\n")
    put("data3.csv", b"Ann,1,2\n,345,1\nX,3\n\xff,2,3\nB,q,r\n")


def test_columns_of_errors(executor: Any, mytable: None) -> None:
    result = executor.execute_snowflake_sql("copy into mytable from @ext validation_mode='RETURN_ERRORS'")
    assert result.column_names == [
        "ERROR", "FILE", "LINE", "CHARACTER", "BYTE_OFFSET", "CATEGORY", "CODE", "SQL_STATE", "COLUMN_NAME",
        "ROW_NUMBER", "ROW_START_LINE", "REJECTED_RECORD",
    ]  # fmt: skip
    rows = result.fetchall()
    assert [row[2:] for row in rows] == [
        (2, 1, 8, "parsing", 100088, "22000", '"MYTABLE"["NAME":1]', 2, 2, ",345,1"),
        (4, 1, 19, "parsing", 100080, "22000", '"MYTABLE"[2]', 3, 3, "X,3"),
        (4, 1, 19, "parsing", 100144, "22000", '"MYTABLE"["NAME":1]', 4, 4, "\ufffd,2,3"),
        (5, 3, 27, "conversion", 100038, "22018", '"MYTABLE"["ID":2]', 5, 5, "B,q,r"),
        (5, 5, 29, "conversion", 100038, "22018", '"MYTABLE"["QUOTA":3]', 5, 5, "B,q,r"),
    ]
    assert rows[0][0] == NULL
    assert rows[0][1].endswith("/data/data3.csv")


def test_nothing_is_loaded(run: Any, mytable: None) -> None:
    run("copy into mytable from @ext validation_mode=return_all_errors")
    run("copy into mytable from @ext/data1 validation_mode=return_5_rows")
    assert run("select count(*) from mytable") == [(0,)]
    assert run("copy into mytable from @ext/data1")[0][3] == 2


def test_first_rows(executor: Any, run: Any, mytable: None) -> None:
    result = executor.execute_snowflake_sql("copy into mytable from @ext validation_mode='RETURN_2_ROWS'")
    assert result.column_names == ["NAME", "ID", "QUOTA"]
    assert result.fetchall() == [("Joe Smith", 456111, 0), ("Tom Jones", 111111, 3400)]
    assert len(run("copy into mytable from @ext validation_mode='RETURN_3_ROWS'")) == 3
    with pytest.raises(SqlError) as e:
        run("copy into mytable from @ext validation_mode='RETURN_4_ROWS'")
    assert e.value.message.startswith(f"{NULL}\n  File 'data3.csv', line 2, character 1\n  Row 2")


def test_which_files(run: Any, mytable: None) -> None:
    run("copy into mytable from @ext on_error=continue")
    assert run("copy into mytable from @ext validation_mode=return_errors") == []
    assert len(run("copy into mytable from @ext validation_mode=return_all_errors")) == 5
    assert len(run("copy into mytable from @ext validation_mode=return_errors force=true")) == 5


@pytest.mark.parametrize(
    ("sql", "text"),
    [
        ("copy into mytable from (select $1,$2,$3 from @ext) validation_mode=return_errors", "transform"),
        ("copy into mytable from @ext match_by_column_name=case_sensitive validation_mode=return_errors", "MATCH_BY"),
        ("copy into mytable from @ext validation_mode=return_0_rows", "RETURN_0_ROWS"),
        ("copy into mytable from @ext validation_mode=perhaps", "VALIDATION_MODE"),
    ],
)
def test_refused(run: Any, mytable: None, sql: str, text: str) -> None:
    with pytest.raises(SqlError, match=text):
        run(sql)


def test_validate_a_load_of_the_past(executor: Any, run: Any, put: Any, mytable: None, files: Any) -> None:
    query_id = executor.execute_snowflake_sql("copy into mytable from @ext on_error=continue").query_id
    expected = run("copy into mytable from @ext validation_mode=return_all_errors")
    assert run("select * from table(validate(mytable, job_id => '_last'))") == expected
    assert run(f"select * from table(validate(db.s.mytable, job_id => '{query_id}'))") == expected
    put("new.csv", "a,b,c\n")  # was not there when the load ran
    assert run(f"select count(*) from table(validate(mytable, job_id => '{query_id}'))") == [(5,)]
    (files / "data3.csv").unlink()
    rows = run(f"select error, code from table(validate(mytable, job_id => '{query_id}'))")
    assert [(code, "data3.csv" in text) for text, code in rows] == [(91016, True)]


def test_validate_of_other_loads(run: Any, mytable: None) -> None:
    with pytest.raises(SqlError, match="JOB_ID"):
        run("select * from table(validate(mytable, job_id => '_last'))")
    run("copy into mytable from @ext/data1")
    assert run("select * from table(validate(mytable, job_id => '_last'))") == []
    run("copy into mytable from (select $1, $2, $3 from @ext/data1) on_error=continue force=true")
    with pytest.raises(UnsupportedError, match="transforms"):
        run("select * from table(validate(mytable, job_id => '_last'))")


def test_histories_tell_the_place(run: Any, mytable: None) -> None:
    run("copy into mytable from @ext/data3 on_error=continue")
    place = (NULL, 2, 1, '"MYTABLE"["NAME":1]', 4, 5)
    assert run(
        "select first_error_message, first_error_line_number, first_error_character_position, first_error_col_name, "
        "error_count, error_limit from information_schema.load_history"
    ) == [place]
    assert run(
        "select first_error_message, first_error_line_number, first_error_character_pos, first_error_column_name, "
        "error_count, error_limit from table(information_schema.copy_history(table_name => 'MYTABLE', "
        "start_time => dateadd(hours, -1, current_timestamp())))"
    ) == [place]

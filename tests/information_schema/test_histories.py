"""QUERY_HISTORY, COPY_HISTORY, LOAD_HISTORY, and the views of stages and file formats."""

from __future__ import annotations

import pytest

from mockhaus_dbt.errors import UnsupportedError


def test_query_history(sql):
    sql("create table t as select 1 as a", "insert into t values (2), (3)", "begin", "drop table t")
    sql.fails("select nope")
    sql.other()("select 'of another session'")
    rows = sql.dicts(
        "select * from table(information_schema.query_history_by_session()) where query_text not ilike 'use%' order by start_time"
    )
    shown = [(r["QUERY_TYPE"], r["EXECUTION_STATUS"], r["ERROR_CODE"], r["ROWS_INSERTED"]) for r in rows]
    assert shown == [
        ("CREATE_TABLE_AS_SELECT", "SUCCESS", None, 1),
        ("INSERT", "SUCCESS", None, 2),
        ("BEGIN_TRANSACTION", "SUCCESS", None, None),
        ("DROP", "SUCCESS", None, None),
        ("SELECT", "FAILED_WITH_ERROR", 904, None),
    ]
    assert rows[0]["WAREHOUSE_SIZE"] == "X-Small" and rows[0]["DATABASE_NAME"] == "DB"
    everything = "select query_text from table(db.information_schema.query_history()) where query_text ilike '%another%'"
    assert sql.rows(everything)[0] == ("select 'of another session'",)
    limited = "table(information_schema.query_history(dateadd('hours', -1, current_timestamp()), current_timestamp(), 2))"
    assert sql.rows(f"select count(*) from {limited}") == [(2,)]
    assert sql.rows(limited_to("query_history_by_user", "user_name => 'nobody'")) == [(0,)]
    assert sql.rows(limited_to("query_history_by_warehouse", "'compute_wh'"))[0][0] > 5
    assert "Unknown" in sql.fails("select * from table(query_history())")
    sql("use schema information_schema")
    assert sql.rows("select count(*) > 0 from table(query_history())") == [(True,)]


def limited_to(function, argument):
    return f"select count(*) from table(information_schema.{function}({argument}))"


def test_account_usage(sql):
    sql("create table t as select 1 as a")
    rows = sql.rows("select query_type, execution_status, rows_inserted from snowflake.account_usage.query_history")
    assert ("CREATE_TABLE_AS_SELECT", "SUCCESS", 1) in rows
    for missing in ("snowflake.account_usage.access_history", "information_schema.packages"):
        with pytest.raises(UnsupportedError):
            sql(f"select * from {missing}")
    sql("create view v as select * from snowflake.account_usage.query_history")
    assert sql.rows("select count(*) from v where query_type = 'CREATE_TABLE_AS_SELECT'") == [(1,)]


def test_recorded(sql):
    sql("select 1 as a")
    [row] = sql.dicts("select * from __mockhaus__.query_history where query_text = 'select 1 as a'")
    assert row["TRANSLATED"] and row["ROWS_PRODUCED"] == 1


def test_loads(sql, tmp_path):
    (tmp_path / "a.csv").write_text("1,x\n2,y\n")
    (tmp_path / "b.csv").write_text("3,z\nbad,z\n")
    sql("create table t (a int, b varchar)", "create stage st", f"put 'file://{tmp_path}/*.csv' @st auto_compress = false")
    sql("copy into t from @st on_error = continue")
    rows = sql.rows(
        "select file_name, stage_location, row_count, row_parsed, status, table_name, error_count from "
        "table(information_schema.copy_history(table_name => 't', start_time => dateadd(hour, -1, current_timestamp()))) order by 1"
    )
    assert rows == [
        ("st/a.csv", "ST", 2, 2, "Loaded", "T", 0),
        ("st/b.csv", "ST", 1, 2, "Partially loaded", "T", 1),
    ]
    view = "select file_name, status, row_count from information_schema.load_history order by file_name"
    assert sql.rows(view) == [("st/a.csv", "LOADED", 2), ("st/b.csv", "PARTIALLY LOADED", 1)]
    sql("create or replace table t (a int, b varchar)")
    assert sql.rows(view) == []


def test_stages_and_file_formats(sql):
    sql("create stage st comment = 'c'", "create temporary file format f type = csv skip_header = 2 null_if = ('a', 'b')")
    assert sql.rows("select stage_name, stage_type, comment from information_schema.stages") == [("ST", "Internal Named", "c")]
    [row] = sql.dicts("select * from information_schema.file_formats")
    assert (row["FILE_FORMAT_NAME"], row["FILE_FORMAT_TYPE"], row["SKIP_HEADER"]) == ("F", "CSV", 2)
    assert row["NULL_IF"] is not None

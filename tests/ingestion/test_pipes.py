"""Pipes: what they load when they are refreshed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError


def test_refresh_loads_once(run: Any, put: Any, stage: str) -> None:
    put("a.csv", "1,x\n")
    run("create table t (a int, b varchar)")
    run("create pipe p auto_ingest=true aws_sns_topic='arn:aws:sns:x' comment='c' as copy into t from @ext")
    assert run("select count(*) from t") == [(0,)]
    assert [r[1] for r in run("alter pipe p refresh")] == ["SENT"]
    assert run("select * from t") == [(1, "x")]
    assert run("alter pipe p refresh") == []
    put("b.csv", "2,y\n")
    run("alter pipe p refresh")
    assert run("select a from t order by a") == [(1,), (2,)]


_HISTORY = "table(information_schema.copy_history(table_name => 'T', start_time => dateadd(hour, -1, current_timestamp())"


def test_history_of_a_pipe(run: Any, put: Any, stage: str) -> None:
    """It goes by names, and COPY INTO knows nothing of it; REFRESH knows what COPY INTO has loaded."""
    put("a.csv", "1\n")
    put("b.csv", "2\n")
    run("create table t (a int)")
    run("copy into t from @ext/b.csv")
    run("create pipe p as copy into t from @ext")
    assert [r[0].rsplit("/")[-1] for r in run("alter pipe p refresh")] == ["a.csv"]
    put("a.csv", "3\n")
    assert run("alter pipe p refresh") == []
    assert run(f"select row_count, pipe_catalog_name, pipe_schema_name, pipe_name, pipe_received_time = last_load_time from {_HISTORY})) order by 4") == [
        (1, "DB", "S", "P", True),
        (1, None, None, None, None),
    ]
    assert run(f"select pipe_name from {_HISTORY}, pipe_name => 'p'))") == [("P",)]
    assert run("select count(*) from information_schema.load_history") == [(1,)]
    usage = "snowflake.account_usage"
    assert run(f"select split_part(file_name, '/', -1), table_name, pipe_name from {usage}.copy_history order by pipe_name") == [
        ("a.csv", "T", "P"), ("b.csv", "T", None)
    ]  # fmt: skip
    assert run(f"select split_part(file_name, '/', -1) from {usage}.load_history") == [("b.csv",)]
    run("copy into t from @ext")
    assert run("select a from t order by a") == [(1,), (2,), (3,)]
    # What truncates the table makes COPY INTO forget, and pipes not.
    run("begin; truncate table t")
    assert run("alter pipe p refresh") != [] and run("select a from t") == [(2,)]
    run("rollback; truncate table t")
    assert run(f"select count(*) from {_HISTORY}))") == [(0,)]
    run("copy into t from @ext/b.csv")
    assert run("alter pipe p refresh") == []
    run("create or replace pipe p as copy into t from @ext")
    assert len(run("alter pipe p refresh")) == 1
    assert run("select a from t order by a") == [(2,), (3,)]
    run("drop pipe p")
    assert run(f"select pipe_name from {_HISTORY}))") == [(None,)]


def test_prefix_and_time(run: Any, put: Any, files: Path, stage: str) -> None:
    put("path1/d1/a.csv", "1\n")
    put("path1/d2/b.csv", "2\n")
    put("path2/d1/c.csv", "3\n")
    put("path1/d1/old.csv", "4\n")
    os.utime(files / "path1/d1/old.csv", (0, 0))
    run("create table t (a int)")
    run("create pipe p as copy into t from @ext/path1/")
    run("alter pipe p refresh prefix='d1/'")
    assert run("select a from t") == [(1,)]
    run("alter pipe p refresh modified_after='2999-01-01T00:00:00Z'")
    assert run("select a from t") == [(1,)]
    run("alter pipe p refresh")
    assert run("select a from t order by a") == [(1,), (2,)]
    for wrong in ("modified_after='yesterday'", "modified_after='2001-01-01'", "nonsense='x'"):
        with pytest.raises(SqlError):
            run(f"alter pipe p refresh {wrong}")


def test_transformation_and_another_schema(run: Any, put: Any, stage: str) -> None:
    put("a.csv", "1,x,y\n")
    run("create table t (c1 varchar, c2 varchar)")
    run("create pipe p as (copy into t(c2, c1) from (select $2, $3 from @ext))")
    run("create schema other")
    run("alter pipe db.s.p refresh")
    assert run("select current_schema()") == [("OTHER",)]
    assert run("select * from db.s.t") == [("y", "x")]


def test_a_file_with_an_error_is_skipped(run: Any, put: Any, stage: str) -> None:
    put("a.csv", "1\n")
    put("b.csv", "bad\n")
    run("create table t (a int)")
    run("create pipe p as copy into t from @ext")
    assert len(run("alter pipe p refresh")) == 2
    assert run("select a from t") == [(1,)]


def test_paused(run: Any, put: Any, stage: str) -> None:
    put("a.csv", "1\n")
    run("create table t (a int)")
    run("create pipe p as copy into t from @ext")
    run("alter pipe p set pipe_execution_paused = true comment='wait'")
    with pytest.raises(SqlError, match="paused"):
        run("alter pipe p refresh")
    run("alter pipe p unset pipe_execution_paused")
    run("alter pipe if exists nope refresh")
    assert len(run("alter pipe p refresh")) == 1


def test_status(run: Any, stage: str) -> None:
    run("create table t (a int)")
    run('create pipe "p" as copy into t from @ext')
    assert run("select system$pipe_status('\"p\"')") == [('{"executionState":"RUNNING","pendingFileCount":0}',)]
    run('alter pipe "p" set pipe_execution_paused = true')
    assert "PAUSED" in run("select system$pipe_status('db.s.\"p\"')")[0][0]
    run("drop stage ext")
    assert "STOPPED_STAGE_DROPPED" in run("select system$pipe_status('\"p\"')")[0][0]
    run("drop table t")
    assert "STOPPED_MISSING_TABLE" in run("select system$pipe_status('\"p\"')")[0][0]
    with pytest.raises(SqlError) as e:
        run("select system$pipe_status('p')")
    assert e.value.errno == 2003


def test_show(executor: Any, run: Any, stage: str) -> None:
    run("create table t (a int)")
    run("create pipe p integration='MYINT' as copy into t from @ext pattern='.*csv'")
    result = executor.execute_snowflake_sql("show pipes")
    assert result.column_names == [
        "created_on", "name", "database_name", "schema_name", "definition", "owner", "notification_channel", "comment",
        "integration", "pattern", "error_integration", "owner_role_type", "invalid_reason", "kind",
    ]  # fmt: skip
    row = result.fetchall()[0]
    assert row[4] == "copy into t from @ext pattern='.*csv'"
    assert (row[8], row[9], row[12], row[13]) == ("MYINT", ".*csv", None, "STAGE")
    run("drop table t")
    assert "does not exist" in run("show pipes")[0][12]
    run("create or replace table t (a int); create or replace pipe p as copy into t from @ext")
    with pytest.raises(SqlError, match="already exists"):
        run("create pipe p as copy into t from @ext")
    run("drop pipe p")
    assert run("show pipes") == []


@pytest.mark.parametrize(
    ("sql", "errno"),
    [
        ("create pipe p as copy into t from @ext purge=true", 2),
        ("create pipe p as copy into t from @ext files=('a')", 2),
        ("create pipe p as copy into t from @ext validation_mode=return_errors", 2),
        ("create pipe p as copy into t from @ext force=true", 2),
        ("create pipe p as copy into t from @ext on_error=abort_statement", 2),
        ("create pipe p as copy into t from @~", 2),
        ("create pipe p as copy into t from @nope", 2003),
        ("create pipe p as copy into nope from @ext", 2003),
        ("create pipe p as select 1", 1003),
        ("create pipe p nonsense=1 as copy into t from @ext", 2420),
        ("create pipe p aws_sns_topic='x' integration='y' as copy into t from @ext", 2035),
        ("create pipe p pipe_execution_paused=true as copy into t from @ext", 2420),
        ("create pipe p as copy into t from (select $1 from table(data_source(type => 'STREAMING')))", 2),
    ],
)
def test_refused(run: Any, stage: str, sql: str, errno: int) -> None:
    run("create table t (a int)")
    with pytest.raises(SqlError) as e:
        run(sql)
    assert e.value.errno == errno
    assert run("show pipes") == []


def test_describe_is_the_row_of_show(run: Any, stage: str) -> None:
    run("create table t (a int); create pipe p comment='c' as copy into t from @ext pattern='.*x'")
    told = 'desc pipe p ->> select "name", "database_name", "schema_name", "definition", "owner", "comment", "pattern", "kind" from $1'
    assert run(told) == [("P", "DB", "S", "copy into t from @ext pattern='.*x'", "ACCOUNTADMIN", "c", ".*x", "STAGE")]


def test_options_of_refresh_are_strings(run: Any, put: Any, stage: str) -> None:
    put("d1/a.csv", "1\n")
    run("create table data_source (a int); create pipe p as copy into data_source from @ext")  # no streaming pipe
    for option, errno in {"prefix=d1": 1003, "prefix=\"d1/\"": 1003, "modified_after=yesterday": 1003, "n='x'": 2420}.items():
        with pytest.raises(SqlError) as e:
            run(f"alter pipe p refresh {option}")
        assert e.value.errno == errno, option
    assert len(run("alter pipe p refresh prefix='d1/'")) == 1
    with pytest.raises(SqlError):
        run("create pipe q as copy into data_source from (select $1 from table(data_source(type => 'STREAMING')))")


def test_a_stage_that_was_replaced(run: Any) -> None:
    """Pipes of it stop, and external tables of it are no longer refreshed; both follow what is renamed."""
    run("create table t (a varchar)")
    run("create stage place url='s3://bucket/one/'; create file format piped type=csv field_delimiter='|'")
    run("create stage formatted url='s3://bucket/one/' file_format=piped")
    run("copy into @place/x from (select 'a', 'b') file_format=(format_name=piped)")
    run("create external table x location=@place file_format=(format_name=piped)")
    run("alter stage place rename to other; alter file format piped rename to barred")
    assert run("alter external table x refresh") == []
    assert run("select $2 from @formatted") == [("b",)]
    run("alter schema s rename to s2")
    assert run("alter external table x refresh") == []
    assert run("select $2 from @formatted") == [("b",)]
    run("create pipe p as copy into t(a) from (select $1 from @other)")
    run("create or alter stage other url='s3://bucket/one/' comment='the same'")
    assert run("alter external table x refresh") == []
    assert "RUNNING" in run("select system$pipe_status('p')")[0][0]
    run("create or replace stage other url='s3://bucket/one/'")
    assert "STOPPED_STAGE_DROPPED" in run("select system$pipe_status('p')")[0][0]
    for statement in ("alter pipe p refresh", "alter external table x refresh"):
        with pytest.raises(SqlError, match=r"Stage 'DB\.S2\.OTHER' does not exist") as e:
            run(statement)
        assert e.value.errno == 2003
    assert run("show external tables ->> select \"invalid\" from $1") == [(True,)]

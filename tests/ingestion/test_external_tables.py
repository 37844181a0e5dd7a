"""External tables: registered files, columns of expressions, partitions."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from mockhaus_dbt.account import Account
from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.executor import MockhausExecutor


@pytest.fixture
def logs(run: Any) -> None:
    """The stage of the documentation's example, with two files."""
    run("create stage s1 url='s3://mybucket/files/logs/'")
    _log(run, "2018/08/05/0524", 1, "a")
    _log(run, "2018/08/27/1408", 2, "b")


def _log(run: Any, path: str, number: int, text: str) -> None:
    run(
        f"copy into @s1/{path}/log.parquet from (select {number} as timestamp, '{text}' as col2) "
        "file_format=(type=parquet) header=true single=true"
    )


ET1 = """
CREATE EXTERNAL TABLE et1(
 date_part date AS TO_DATE(SPLIT_PART(metadata$filename, '/', 3)
|| '/' || SPLIT_PART(metadata$filename, '/', 4)
|| '/' || SPLIT_PART(metadata$filename, '/', 5), 'YYYY/MM/DD'),
 timestamp bigint AS (value:TIMESTAMP::bigint),
 col2 varchar AS (value:COL2::varchar))
 PARTITION BY (date_part)
 LOCATION=@s1
 AUTO_REFRESH = true
 FILE_FORMAT = (TYPE = PARQUET)
 AWS_SNS_TOPIC = 'arn:aws:sns:us-west-2:001234567890:s3_mybucket'
"""


def test_documented_example_with_computed_partitions(executor: Any, run: Any, logs: None) -> None:
    run(ET1)
    result = executor.execute_snowflake_sql("select * from et1 order by 2")
    assert result.column_names == ["VALUE", "DATE_PART", "TIMESTAMP", "COL2"]
    assert result.fetchall()[0] == ('{"COL2":"a","TIMESTAMP":1}', date(2018, 8, 5), 1, "a")
    assert run("select timestamp, col2 from et1 where date_part = to_date('08/05/2018', 'MM/DD/YYYY')") == [(1, "a")]
    assert run("select metadata$filename, metadata$file_row_number from et1 where col2 = 'b'") == [
        ("files/logs/2018/08/27/1408/log.parquet", 1)
    ]


def test_registered_files(run: Any, logs: None) -> None:
    run(ET1)
    files = "from table(information_schema.external_table_files(table_name => 'et1'))"
    assert run(f"select file_name, file_size > 0, length(md5), last_modified <= registered_on {files} order by 1") == [
        ("2018/08/05/0524/log.parquet", True, 32, True),
        ("2018/08/27/1408/log.parquet", True, 32, True),
    ]
    run("alter external table et1 remove files ('2018/08/05/0524/log.parquet')")
    assert run(f"select file_name {files}") == [("2018/08/27/1408/log.parquet",)]
    run("create table plain (a int)")
    with pytest.raises(SqlError, match="002003"):
        run("select * from table(information_schema.external_table_files(table_name => 'plain'))")


def test_refresh(run: Any, logs: None) -> None:
    run(ET1)
    run("create view v as select col2 from et1")
    _log(run, "2019/01/01/0000", 3, "c")
    run("rm @s1/2018/08/05")
    # The table is as it was when its files were registered.
    assert run("select col2 from v order by 1") == [("a",), ("b",)]
    with pytest.raises(SqlError, match=r"log\.parquet"):
        run("alter external table et1 refresh '2019/'")  # a file that is still registered has gone
    assert run("alter external table et1 refresh") == [
        ("mybucket/files/logs/2018/08/05/0524/log.parquet", "UNREGISTERED", "File unregistered successfully."),
        ("mybucket/files/logs/2019/01/01/0000/log.parquet", "REGISTERED_NEW", "File registered successfully."),
    ]
    assert run("select col2 from v order by 1") == [("b",), ("c",)]
    assert run("alter external table et1 refresh") == []
    assert run("select metadata$filename from et1 where col2 = 'c'") == [("files/logs/2019/01/01/0000/log.parquet",)]


def test_files_by_name(run: Any, logs: None) -> None:
    run(ET1.replace("LOCATION=@s1", "LOCATION=@s1/2018/"))
    assert [r[1] for r in run("alter external table et1 remove files ('08/05/0524/log.parquet')")] == ["UNREGISTERED"]
    assert run("select col2 from et1") == [("b",)]
    assert [r[1] for r in run("alter external table et1 add files ('08/05/0524/log.parquet')")] == ["REGISTERED_NEW"]
    assert run("select col2 from et1 order by 1") == [("a",), ("b",)]
    with pytest.raises(SqlError) as e:
        run("alter external table et1 add files ('08/05/0524/nope.parquet')")
    assert e.value.errno == 91016
    assert run("select count(*) from et1") == [(2,)]


def test_documented_example_with_partitions_added_by_hand(run: Any, logs: None) -> None:
    run(
        """create external table et2(
         col1 date as (parse_json(metadata$external_table_partition):COL1::date),
         col2 varchar as (parse_json(metadata$external_table_partition):COL2::varchar),
         col3 number as (parse_json(metadata$external_table_partition):COL3::number))
         partition by (col1,col2,col3)
         location=@s1
         partition_type = user_specified
         file_format = (type = parquet)"""
    )
    assert run("select * from et2") == []
    assert run("ALTER EXTERNAL TABLE et2 ADD PARTITION(col1='2022-01-24', col2='a', col3='12') LOCATION '2018/08'") == [
        ("mybucket/files/logs/2018/08/05/0524/log.parquet", "REGISTERED_NEW", "File registered successfully."),
        ("mybucket/files/logs/2018/08/27/1408/log.parquet", "REGISTERED_NEW", "File registered successfully."),
    ]
    assert run("select col1, col2, col3 from et2 where col2 = 'a'") == [(date(2022, 1, 24), "a", 12)] * 2
    for wrong in ("refresh", "add files ('x')", "add partition(col1='2022-01-24') location 'x'"):
        with pytest.raises(SqlError):
            run(f"alter external table et2 {wrong}")
    assert len(run("alter external table et2 drop partition location '2018/08'")) == 2
    assert run("select * from et2") == []


def test_csv_and_pattern(run: Any, put: Any, files: Path, stage: str) -> None:
    put("a.csv", "1,x\n2,\n")
    put("b.txt", "3,y\n")
    run(
        "create external table c (a int as (value:c1::int), b varchar as (value:c2::varchar) not null, primary key (a)) "
        "with location=@ext file_format=(type=csv) pattern='.*[.]csv' comment='from files'"
    )
    assert run("select a, b from c order by a") == [(1, "x"), (2, None)]
    # FILE_FORMAT is CSV where it is left out.
    run("create external table d location=@ext")
    assert run("select value:c1::int from d order by 1") == [(1,), (2,), (3,)]
    put("a.csv", "10,x\n")
    assert [r[1] for r in run("alter external table c refresh")] == ["REGISTERED_UPDATE"]
    assert run("select a from c") == [(10,)]
    run("create external table e location=@ext refresh_on_create=false")
    assert run("select count(*) from e") == [(0,)]


def test_using_template(run: Any, logs: None) -> None:
    run(
        "create external table mt using template (select array_agg(object_construct(*)) from table(infer_schema("
        "location=>'@s1', file_format=>'parquet_default'))) location=@s1 file_format=parquet_default auto_refresh=false"
    )
    assert run("select timestamp, col2 from mt order by 1") == [(1, "a"), (2, "b")]


def test_numbers_beyond_64_bits(run: Any, put: Any, stage: str) -> None:
    put("a.csv", "12345678901234567890123456789012345678\n")
    run("create external table big (n number(38) as (value:c1::number(38))) location=@ext")
    assert run("select n from big") == [(12345678901234567890123456789012345678,)]


def test_nothing_is_written(run: Any, logs: None) -> None:
    run(ET1)
    for sql in (
        "insert into et1 select * from et1",
        "delete from et1",
        "update et1 set col2 = 'x'",
        "truncate table et1",
        "copy into et1 from @s1",
        "drop table et1",
    ):
        with pytest.raises(SqlError) as e:
            run(sql)
        assert e.value.errno == 2203, sql
    assert run("select count(*) from et1") == [(2,)]


def test_show_and_describe(executor: Any, run: Any, logs: None) -> None:
    run("create file format ff type=parquet")
    run("create external table et (a int as (value:TIMESTAMP::int)) location=@s1/2018/ file_format=(format_name=ff)")
    result = executor.execute_snowflake_sql("show external tables")
    row = dict(zip(result.column_names, result.fetchall()[0], strict=True))
    assert list(row) == [
        "created_on", "name", "database_name", "schema_name", "invalid", "invalid_reason", "owner", "comment", "stage",
        "location", "file_format_name", "file_format_type", "cloud", "region", "notification_channel",
        "last_refreshed_on", "table_format", "last_refresh_details", "owner_role_type",
    ]  # fmt: skip
    assert (row["name"], row["stage"], row["location"]) == ("ET", "DB.S.S1", "@DB.S.S1/2018/")
    assert (row["file_format_name"], row["file_format_type"], row["invalid"]) == ("DB.S.FF", "PARQUET", False)
    assert [(r[0], r[2], r[8]) for r in run("desc external table et")] == [
        ("VALUE", "COLUMN", None),
        ("A", "VIRTUAL", "(value:TIMESTAMP::int)"),
    ]
    assert run("select table_type from information_schema.tables where table_name = 'ET'") == [("EXTERNAL TABLE",)]
    assert len(run("select * from information_schema.columns where table_name = 'ET'")) == 2
    run("drop stage s1")
    assert run("show external tables")[0][4:6] == (True, "Stage 'DB.S.S1' does not exist or not authorized.")
    assert run("drop external table et") == [("ET successfully dropped.",)]
    assert run("show external tables") == []


@pytest.mark.parametrize(
    ("sql", "errno"),
    [
        ("create external table x file_format=(type=csv)", 2029),
        ("create external table x location=@inside", 2),
        ("create external table x location=@~", 2),
        ("create external table x location=@nope", 2003),
        ("create external table x location='@s1'", 1003),
        ("create external table x (a int) location=@s1", 1003),
        ("create external table x (a int as (nope)) location=@s1", 904),
        ("create external table x location=@s1 nonsense=true", 2420),
        ("create external table x location=@s1 table_format=delta", 2),
        ("create external table x (a int as (value:c1::int)) partition by (a) location=@s1", 2),
        ("create external table x (a int as (value:c1::int)) partition by (b) location=@s1", 904),
        ("create external table x location=@s1 partition_type=user_specified", 2029),
    ],
)
def test_refused(run: Any, logs: None, sql: str, errno: int) -> None:
    run("create stage inside")
    with pytest.raises(SqlError) as e:
        run(sql)
    assert e.value.errno == errno
    assert run("show external tables") == []


def test_it_is_there_when_the_account_opens_again(tmp_path: Path) -> None:
    import mockhaus_dbt

    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.csv").write_text("1,x\n")
    for sql in (
        f"create stage ext url='file://{tmp_path}/in/'; create external table et (a int as (value:c1::int)) location=@ext",
        "alter external table et refresh",
    ):
        with mockhaus_dbt.connect(tmp_path / "account.duckdb", database="db", schema="s") as connection:
            cursor = connection.cursor()
            cursor.execute(sql)
            assert cursor.execute("select a, metadata$filename from et").fetchall() == [(1, "a.csv")]


def test_the_location_is_a_directory(run: Any, put: Any, stage: str) -> None:
    put("in/2018/a.csv", "1\n")
    run(
        "create external table e (p varchar as (parse_json(metadata$external_table_partition):P::varchar)) "
        "partition by (p) location=@ext/in partition_type=user_specified file_format=(type=csv)"
    )
    run("alter external table e add partition (p='x') location '2018'")
    assert run("select p, value:c1::int from e") == [("x", 1)]
    files = "from table(information_schema.external_table_files(table_name => 'E'))"
    assert run(f"select file_name {files}") == [("in/2018/a.csv",)]
    with pytest.raises(SqlError, match="AUTO_REFRESH"):
        run("alter external table e set auto_refresh=true")
    with pytest.raises(SqlError, match="cannot reference a file"):
        run("create external table f location=@ext/in/2018/a.csv file_format=(type=csv)")


def test_columns_are_added_renamed_and_dropped(run: Any, put: Any, stage: str) -> None:
    put("a.csv", "1,x\n")
    run("create external table e (a int as (value:c1::int)) location=@ext file_format=(type=csv)")
    run("alter table e add column (b varchar as (value:c2::varchar)), (c int as (value:c1::int + 1))")
    run("alter table e rename column b to text")
    assert run("select a, text, c from e") == [(1, "x", 2)]
    run("alter table e drop column a, c")
    put("b.csv", "2,y\n")
    run("alter external table e refresh")
    assert run("select text from e order by 1") == [("x",), ("y",)]
    for change, errno in {"drop column value": 2, "drop column no": 904, "add column (text int as (1))": 1430}.items():
        with pytest.raises(SqlError) as e:
            run(f"alter table e {change}")
        assert e.value.errno == errno, change
    assert [row[0] for row in run("describe external table e")] == ["VALUE", "TEXT"]


def test_it_is_invalid_without_its_format(run: Any, put: Any, stage: str) -> None:
    run("create file format f type=csv; create external table e location=@ext file_format=(format_name='f')")
    shown = "show external tables ->> select \"invalid\", \"invalid_reason\" from $1"
    assert run(shown) == [(False, None)]
    run("drop file format f")
    assert run(shown) == [(True, "File format 'DB.S.F' does not exist or not authorized.")]


def test_the_files_change_within_a_transaction(run: Any, put: Any, stage: str) -> None:
    put("a.csv", "1\n")
    run("create external table e (a int as (value:c1::int)) location=@ext file_format=(type=csv); create table t (a int)")
    put("b.csv", "2\n")
    rows, files = "select a from e order by 1", "select file_name from table(information_schema.external_table_files('e'))"
    for change in ("refresh", "add files ('b.csv')"):
        run(f"begin; insert into t values (1); alter external table e {change}; insert into t values (2)")
        assert run(rows) == [(1,), (2,)]
        assert run(files) == [("a.csv",), ("b.csv",)]
        assert run("rollback; select * from t") == []
        assert run(rows) == [(1,)]
        assert run(files) == [("a.csv",)]
    run("begin; alter external table e remove files ('a.csv')")
    assert run(rows) == []
    run("alter external table e add files ('a.csv'); commit")
    assert run(rows) == [(1,)]


def test_a_failed_statement_keeps_the_files_of_its_transaction(run: Any, put: Any, stage: str) -> None:
    put("a.csv", "1\n")
    run("create external table e (a int as (value:c1::int)) location=@ext file_format=(type=csv); create table t (a int)")
    put("b.csv", "12345678901234567890123\n")
    run("begin; insert into t values (1); alter external table e refresh")
    put("b.csv", "x\n")  # what the transaction has read stays
    with pytest.raises(SqlError):
        run("insert into t select 'x'")
    with pytest.raises(SqlError):
        run("alter external table e add files ('c.csv')")
    assert run("commit; select a from e order by 1") == [(1,), (12345678901234567890123,)]
    assert run("select * from t") == [(1,)]


def test_files_are_registered_by_two_sessions(run: Any, account: Account, put: Any, stage: str) -> None:
    put("a.csv", "1\n")
    run("create external table e (a int as (value:c1::int)) location=@ext file_format=(type=csv) refresh_on_create=false")
    other = MockhausExecutor(account.session(database="db", schema="s", LOCK_TIMEOUT=1))
    run("begin; alter external table e refresh")
    assert other.execute_snowflake_sql("select * from e").fetchall() == []
    with pytest.raises(SqlError) as e:
        other.execute_snowflake_sql("alter external table e refresh")
    assert e.value.errno == 625
    run("commit")
    assert other.execute_snowflake_sql("select a from e").fetchall() == [(1,)]
    assert other.execute_snowflake_sql("alter external table e refresh").fetchall() == []


@pytest.mark.parametrize(
    ("kind", "name", "content"),
    [
        ("csv", "c1", b"x,1\ny\xff,2\nz,3\n"),
        ("json", "a", b'{"a":"x"}\n{"a":"y\xff"}\n{"a":"z"}\n'),
        ("parquet", "a", [b"x", b"y\xff", b"z"]),
    ],
)
def test_records_that_are_no_text_are_left_out(run: Any, put: Any, stage: str, kind: str, name: str, content: Any) -> None:
    """https://docs.snowflake.com/en/user-guide/tables-external-intro#querying-external-tables."""
    if isinstance(content, list):
        held = io.BytesIO()
        parquet.write_table(pyarrow.table({name: pyarrow.array(content, pyarrow.binary())}), held)
        content = held.getvalue()
    put(f"bad.{kind}", content)
    made = f"create or replace external table e (a varchar as (value:{name}::varchar)) location=@ext file_format=(type={kind} "
    run(f"{made})")
    assert run("select a, metadata$file_row_number from e") == [("x", 1), ("z", 3)]
    run(f"{made} replace_invalid_characters=true)")
    assert run("select a from e") == [("x",), ("y�",), ("z",)]

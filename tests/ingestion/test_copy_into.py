"""COPY INTO: which files, which errors, what is remembered."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from typing import Any

import pytest

from mockhaus_dbt.errors import CompilationError, SqlError, UnsupportedError

NOTHING = [("Copy executed with 0 files processed.",)]


@pytest.fixture
def table(run: Any, stage: str) -> str:
    run("create table t (id int, name varchar)")
    return "t"


def test_result_columns(executor: Any, put: Any, table: str) -> None:
    put("a.csv", "1,x\n")
    result = executor.execute_snowflake_sql("copy into t from @ext")
    assert result.column_names == [
        "file", "status", "rows_parsed", "rows_loaded", "error_limit", "errors_seen", "first_error",
        "first_error_line", "first_error_character", "first_error_column_name",
    ]  # fmt: skip
    assert [row[1:] for row in result.fetchall()] == [("LOADED", 1, 1, 1, 0, None, None, None, None)]


def test_a_file_is_loaded_once(run: Any, put: Any, table: str) -> None:
    assert run("copy into t from @ext") == NOTHING
    put("a.csv", "1,x\n")
    assert len(run("copy into t from @ext")) == 1
    assert run("copy into t from @ext") == NOTHING
    put("a.csv", "1,x\n2,y\n")
    assert run("copy into t from @ext")[0][3] == 2
    assert run("copy into t from @ext force=true")[0][3] == 2
    put("b.csv", "3,z\n")
    assert [row[0].rsplit("/")[-1] for row in run("copy into t from @ext")] == ["b.csv"]
    assert run("select count(*) from t") == [(6,)]


def test_history_goes_with_the_table(run: Any, put: Any, table: str) -> None:
    put("a.csv", "1,x\n")
    run("copy into t from @ext")
    run("truncate table t")
    assert len(run("copy into t from @ext")[0]) == 10
    run("create or replace table t (id int, name varchar)")
    assert len(run("copy into t from @ext")[0]) == 10
    run("create table u (id int, name varchar)")
    assert len(run("copy into u from @ext")[0]) == 10


def test_history_of_accounts_with_sha1(run: Any, put: Any, table: str, executor: Any) -> None:
    """Digests of the load history were SHA-1 once: they are compared with the SHA-1 of what the file holds now."""
    content = "1,a\n2,b\n"
    put("a.csv", content)
    run("copy into t from @ext")
    known = executor.session.rows('SELECT md5 FROM "_MOCKHAUS".load_history')
    assert known[0][0].startswith("xxh3:")
    old = hashlib.sha1(content.encode()).hexdigest()
    executor.session.rows(f"UPDATE \"_MOCKHAUS\".load_history SET md5 = '{old}'")
    assert run("copy into t from @ext") == [("Copy executed with 0 files processed.",)]
    put("a.csv", content + "3,c\n")
    assert run("copy into t from @ext")[0][1:4] == ("LOADED", 3, 3)
    put("a.csv", content)
    assert run("copy into t from @ext") == [("Copy executed with 0 files processed.",)]


def test_files_pattern_and_path(run: Any, put: Any, table: str) -> None:
    for name in ("in/a1.csv", "in/a2.csv", "in/b1.csv", "out/a1.csv"):
        put(name, "1,x\n")

    def loaded(sql: str) -> list[str]:
        return [row[0].split("/data/")[1] for row in run(f"copy into t from {sql} force=true") if len(row) > 1]

    assert loaded("@ext/in/a") == ["in/a1.csv", "in/a2.csv"]
    assert loaded("@ext/in pattern='.*a[0-9][.]csv'") == ["in/a1.csv", "in/a2.csv"]
    assert loaded("@ext pattern='a1[.]csv'") == []  # the whole name has to match
    assert loaded("@ext/in files=('b1.csv','a1.csv')") == ["in/b1.csv", "in/a1.csv"]
    assert loaded("'@ext/out/' files=('a1.csv')") == ["out/a1.csv"]
    with pytest.raises(SqlError, match=r"Remote file 'in/zz.csv' was not found") as e:
        run("copy into t from @ext/in files=('zz.csv')")
    assert e.value.errno == 91016
    with pytest.raises(SqlError, match="Invalid regular expression"):
        run("copy into t from @ext pattern='(('")


def test_a_failed_copy_leaves_everything_as_it_was(run: Any, put: Any, table: str) -> None:
    put("a.csv", "1,x\n")
    put("b.csv", "2,y\nq,z\n")
    with pytest.raises(SqlError, match="Numeric value 'q' is not recognized"):
        run("copy into t from @ext")
    assert run("select * from t") == []
    assert run("copy into t from @ext/a")[0][1] == "LOADED"


def test_on_error(run: Any, put: Any, table: str) -> None:
    put("a.csv", "1,x\n")
    put("b.csv", "2,y\nq,z\n3,u,v\n4,w\n")
    rows = run("copy into t from @ext on_error=skip_file")
    assert [row[1:6] for row in rows] == [("LOADED", 1, 1, 1, 0), ("LOAD_FAILED", 4, 0, 1, 2)]
    assert rows[1][6:] == ("Numeric value 'q' is not recognized", 2, 1, '"T"["ID":1]')
    assert run("select * from t") == [(1, "x")]
    assert run("copy into t from @ext on_error='skip_file_2'")[0][1:6] == ("LOAD_FAILED", 4, 0, 2, 2)
    assert run("copy into t from @ext on_error='skip_file_50%'")[0][1:4] == ("PARTIALLY_LOADED", 4, 2)
    assert run("copy into t from @ext on_error=continue") == NOTHING
    assert run("copy into t from @ext on_error=continue force=true")[1][1:6] == ("PARTIALLY_LOADED", 4, 2, 4, 2)
    rows = run("copy into t from @ext on_error=continue force=true return_failed_only=true")
    assert [row[0][-5:] for row in rows] == ["b.csv"]
    rows = run("copy into t from @ext files=('zz.csv', 'a.csv') on_error=continue force=true")
    assert [row[1] for row in rows] == ["LOAD_FAILED", "LOADED"]


def test_size_limit_and_purge(run: Any, put: Any, table: str, files: Any) -> None:
    for name in "abc":
        put(f"{name}.csv", "1,xxxxxxxx\n")
    assert len(run("copy into t from @ext size_limit=15")) == 2
    assert len(run("copy into t from @ext purge=true")) == 1
    assert sorted(p.name for p in files.iterdir()) == ["a.csv", "b.csv"]


def test_within_a_transaction(run: Any, put: Any, table: str) -> None:
    put("a.csv", "1,x\n")
    put("b.csv", "q,x\n")
    run("begin; insert into t values (0, 'first')")
    run("copy into t from @ext/a purge=true")
    with pytest.raises(SqlError, match="Numeric value 'q'"):
        run("copy into t from @ext/b")
    assert run("select * from t order by 1") == [(0, "first"), (1, "x")]
    run("rollback")
    assert run("select * from t") == []
    put("a.csv", "1,x\n")
    run("begin; copy into t from @ext/a; commit")
    assert run("copy into t from @ext/a") == NOTHING


def test_options_of_the_stage(run: Any, put: Any, table: str, files: Any) -> None:
    run("create file format pipes type=csv field_delimiter='|'")
    run(f"create stage p url='file://{files}/' file_format=pipes copy_options=(on_error=continue)")
    put("a.csv", "1|x\nq|y\n")
    assert run("copy into t from @p")[0][1] == "PARTIALLY_LOADED"
    with pytest.raises(SqlError):  # the statement's format replaces the stage's
        run("copy into t from @p file_format=(type=csv) on_error=abort_statement force=true")


@pytest.mark.parametrize(
    ("sql", "text"),
    [
        ("copy into t from @ext file_format=(type=custom)", "CUSTOM"),
        ("copy into t from @ext file_processor=(scanner=x)", "FILE_PROCESSOR"),
        ("copy into t from @ext file_format=(type=csv encoding=ibm420)", "ENCODING"),
        ("copy into t from @ext load_mode=add_files_copy", "LOAD_MODE"),
    ],
)
def test_refused_by_name(run: Any, table: str, sql: str, text: str) -> None:
    with pytest.raises(UnsupportedError, match=text):
        run(sql)


@pytest.mark.parametrize(
    ("sql", "errno"),
    [
        ("copy into nope from @ext", 2003),
        ("copy into t from @nope", 2003),
        ("copy into t from @ext file_format=(format_name=nope)", 2003),
        ("copy into t from @ext file_format=(type=csv nonsense=1)", 2420),
        ("copy into t from @ext nonsense=true", 2420),
        ("copy into t from @ext on_error=perhaps", 1008),
        ("copy into t (id, nope) from @ext", 904),
        ("copy into t from (select $1 from @ext)", 2020),
        ("copy into t from", 1003),
    ],
)
def test_compilation_errors(run: Any, table: str, sql: str, errno: int) -> None:
    with pytest.raises(SqlError) as e:
        run(sql)
    assert e.value.errno == errno


def test_reading_in_place(run: Any, put: Any, stage: str) -> None:
    put("a.csv", "1,x\n2,\n")
    put("b.csv", "3,z,more\n")
    run("create file format f type=csv")
    found = run("select $1, t.$2, $3, $9, metadata$filename, metadata$file_row_number from @ext (file_format => 'f') t order by 1")
    assert found == [
        ("1", "x", None, None, "a.csv", 1),
        ("2", None, None, None, "a.csv", 2),
        ("3", "z", "more", None, "b.csv", 1),
    ]
    assert run("select $1::int + 1 from @ext (pattern => 'b.*')") == [(4,)]
    assert run("select count(*) from @ext/none") == [(0,)]
    put("a.csv", "7,x\n")  # the file is looked at again
    assert run("select $1 from @ext/a.csv") == [("7",)]


@pytest.mark.parametrize("content", ["1,é\n2,\"z\n", '"1",x\n"2"y,z\n', "\"a\nb\",1\n"])
def test_reading_in_place_what_duckdb_would_not(run: Any, put: Any, stage: str, content: str) -> None:
    put("a.csv", content)
    assert len(run("select $1, $2 from @ext")) == content.count("\n")


def test_reading_bad_records_in_place(run: Any, put: Any, stage: str) -> None:
    put("a.csv", '1,"x\n2,y\n')
    run("create file format f type=csv field_optionally_enclosed_by='\"'")
    with pytest.raises(SqlError, match="End of record reached"):
        run("select $1 from @ext (file_format => f)")
    put("a.csv", b"1,\xff\n")
    with pytest.raises(SqlError, match="Invalid UTF8"):
        run("select $1 from @ext (file_format => f)")


def test_options_within_the_query(run: Any, put: Any, table: str) -> None:
    put("a.csv", "1|x\n")
    put("b.csv", "2|y\n")
    run("create file format pipes type=csv field_delimiter='|'")
    rows = run("copy into t from (select $1, $2 from @ext (file_format => 'pipes', pattern => 'b.*') s)")
    assert [row[0][-5:] for row in rows] == ["b.csv"]
    assert run("select * from t") == [(2, "y")]
    with pytest.raises(UnsupportedError, match="FILE_FORMAT both"):
        run("copy into t from (select $1, $2 from @ext (file_format => pipes)) file_format=(type=csv)")


@pytest.mark.parametrize(
    "query",
    [
        "select $1, $2 from @ext where $1 > 1",
        "select $1, $2 from @ext order by 1",
        "select $1, $2 from @ext limit 1",
        "select top 1 $1, $2 from @ext",
        "select $1, $2 from @ext fetch first 1 rows only",
        "select $1, max($2) from @ext group by 1",
        "select count(*), 'a' from @ext",
        "select sum($1) over (), $2 from @ext",
        "select $1, $2 from @ext qualify row_number() over (order by 1) = 1",
        "select a.$1, b.$2 from @ext/a.csv a join @ext/b.csv b on a.$1 = b.$1",
        "select a.$1, b.$2 from @ext/a.csv a, @ext/b.csv b",
        "select s.$1, f.value from @ext s, lateral flatten(split(s.$2, 'x')) f",
        "select $1, $2 from @ext union all select 1, 'a'",
        "select * from (select $1, $2 from @ext)",
        "select $1, (select max(v) from t) from @ext",
        "with x as (select $1, $2 from @ext) select * from x",
    ],
)
def test_transformations_make_a_row_of_each_record(run: Any, put: Any, table: str, query: str) -> None:
    put("a.csv", "1,x\n")
    with pytest.raises(CompilationError, match=r"002098 .0A000.*\n?.*only supports simple SELECT from stage"):
        run(f"copy into t from ({query})")


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("upper($2)", "UPPER"),
        ("iff($1 = '1', octet_length($2)::varchar, 'x')", "OCTET_LENGTH"),
        ("coalesce($2, 'x')", "COALESCE"),
        ("dateadd(day, 1, $2::date)", "DATEADD"),
        ("extract(year from $2::date)", "EXTRACT"),
        ("position('a' in $2)", "POSITION"),
    ],
)
def test_transformations_take_few_functions(run: Any, put: Any, table: str, call: str, name: str) -> None:
    put("a.csv", "1,x\n")
    with pytest.raises(CompilationError, match=rf"002300 .0A000.*\n?.*Function '{name}' not supported within a COPY"):
        run(f"copy into t from (select $1, {call} from @ext)")


def test_transformations_take_functions_of_the_session_and_of_users(run: Any, put: Any, table: str) -> None:
    put("a.csv", "1,x\n")
    run("create function twice(a varchar) returns varchar as 'a || a'")
    for call in ("twice($2)", "current_user()", "current_timestamp()::varchar", "current_date", "try_to_number($1)",
                 "substr(trim($2), 1)", "nvl($2, 'a')", "case when $1 like '1%' then $2 end", "metadata$filename",
                 "to_json($1)", "regexp_replace($2, 'a')"):  # fmt: skip
        assert run(f"copy into t from (select $1, {call} from @ext) force = true")[0][1:4] == ("LOADED", 1, 1)
    with pytest.raises(UnsupportedError, match="TRY_TO_DATE with a format"):
        run("copy into t from (select $1, try_to_date($2, 'YYYY') from @ext) force = true")


def test_clustering_keys_that_csv_files_do_not_take(run: Any, put: Any, stage: str) -> None:
    put("a.csv", "2020-01-01,x\n")
    put("a.json", '{"A": "2020-01-01", "B": "x"}')
    run("create table k (a timestamp, b varchar) cluster by (date_trunc('day', a), b)")
    with pytest.raises(CompilationError, match=r"002300.*\n?.*Function 'DATE_TRUNC' not supported within a COPY"):
        run("copy into k from @ext/a.csv")
    by_name = "file_format = (type = json) match_by_column_name = case_sensitive"
    assert run(f"copy into k from @ext/a.json {by_name}")[0][1:4] == ("LOADED", 1, 1)
    run("create or replace table k (a timestamp, b varchar) cluster by (to_date(a), substr(b, 1, 2))")
    assert run("copy into k from @ext/a.csv")[0][1:4] == ("LOADED", 1, 1)


def test_urls_without_quotes(run: Any, table: str) -> None:
    run("copy into 's3://bucket/data/files' from (select 1, 'x')")
    copied = run("copy into t\n  from s3://bucket/data/fil\n  storage_integration = i\n  file_format = (type = csv)")
    assert copied == [("s3://bucket/data/files_0_0_0.csv.gz", "LOADED", 1, 1, 1, 0, None, None, None, None)]
    with pytest.raises(CompilationError, match="unexpected"):
        run("copy into t from s3://bucket/data/ force = true")  # the rest of the line is a comment


def test_relative_parts_of_urls_are_literal(run: Any, table: str) -> None:
    run("copy into 's3://bucket/a.csv' from (select 1, 'x') single = true")
    for url in ("s3://bucket/./../a.csv", "s3://bucket/x/../a.csv", "azure://a.blob.core.windows.net/c/./a.csv"):
        assert run(f"copy into t from '{url}'") == NOTHING
    with pytest.raises(CompilationError, match="001008"):
        run("copy into 's3://bucket/../x/' from (select 1)")


def test_transformations_that_convert_do_not_heed_date_format(run: Any, put: Any, stage: str) -> None:
    run("create table d (d date, t time, m timestamp)")
    put("a.csv", "25/12/2020,1.30,2.45\n")
    formats = "date_format = 'DD/MM/YYYY' time_format = 'HH24.MI' timestamp_format = 'HH24.MI'"
    run(f"copy into d from (select $1, $2, $3 from @ext) file_format = ({formats})")
    assert run("select d, t, m::time from d") == [(dt.date(2020, 12, 25), dt.time(1, 30), dt.time(2, 45))]
    for call in ("to_date($1), null, null", "null, to_time($2), null", "null, null, to_timestamp($3)"):
        with pytest.raises(SqlError, match="recognized"):
            run(f"copy into d from (select {call} from @ext) file_format = ({formats}) force = true")
    run("alter session set date_input_format = 'DD/MM/YYYY'")
    with pytest.raises(SqlError, match="'25/12/2020' is not recognized"):
        run("copy into d (d) from (select to_date($1) from @ext) force = true")


def test_star_shows_the_fields_that_are_there(executor: Any, put: Any, stage: str) -> None:
    put("a--b.csv", "1,x\n")
    result = executor.execute_snowflake_sql("select * from @ext/a--b.csv")
    assert (result.column_names, result.fetchall()) == (["$1", "$2"], [("1", "x")])


def test_options_of_the_table(run: Any, put: Any, stage: str) -> None:
    run("create table t (a varchar, b varchar) stage_file_format=(type=csv skip_header=1) stage_copy_options=(purge=true)")
    path = put("a.csv", "h,h\n1,x\n")
    assert run("copy into t from @ext")[0][3] == 1
    assert not path.exists()


def test_many_bad_records(run: Any, put: Any, stage: str) -> None:
    run("create table t (id int not null, name varchar(3), day date)")
    bad = {7: "x7,a,", 50: "50,long,", 51: "51,b,2024-02-30", 300: ",c,", 499: "q,d,"}
    put("a.csv", "".join(f"{bad.get(i, f'{i},ok,2024-01-01')}\n" for i in range(1, 501)))
    rows = run("copy into t from @ext on_error=continue")
    assert rows[0][1:6] == ("PARTIALLY_LOADED", 500, 495, 500, 5)
    assert rows[0][6:] == ("Numeric value 'x7' is not recognized", 7, 1, '"T"["ID":1]')
    assert run("select count(*), sum(id) from t") == [(495, sum(range(501)) - sum(bad))]


@pytest.mark.parametrize("option", ["enforce_length = false", "truncatecolumns = true"])
def test_texts_that_are_too_long(run: Any, put: Any, stage: str, option: str) -> None:
    run("create table short (name varchar(2), n int)")
    put("a.csv", "abc,1\nx,2\nüöä,3\n")
    put("a.json", '{"name": "abc", "n": 1}\n{"name": "x", "n": 2}\n{"name": "üöä", "n": 3}\n')
    by_name = "file_format = (type = json) match_by_column_name = case_insensitive"
    for copy in ("copy into short from @ext/a.csv", f"copy into short from @ext/a.json {by_name}"):
        for strict in ("", "enforce_length = true", "truncatecolumns = false"):
            with pytest.raises(SqlError, match="'abc' is too long and would be truncated"):
                run(f"{copy} {strict}")
        assert run(f"{copy} on_error = continue force = true")[0][1:4] == ("PARTIALLY_LOADED", 3, 1)
        run("truncate short")
        assert run(f"{copy} {option}")[0][1:4] == ("LOADED", 3, 3)
        assert run("select * from short order by n") == [("ab", 1), ("x", 2), ("üö", 3)]
        run("truncate short")


def test_files_whose_history_is_too_old(run: Any, put: Any, table: str, executor: Any) -> None:
    put("a.csv", "1,a\n")
    run("copy into t from @ext")
    executor.session.rows('UPDATE "_MOCKHAUS".load_history SET loaded_at = loaded_at - INTERVAL 65 DAY')
    assert run("copy into t from @ext")[0][1:4] == ("LOADED", 1, 1)  # it is young: that it was loaded is forgotten
    executor.session.rows('UPDATE "_MOCKHAUS".load_history SET loaded_at = loaded_at - INTERVAL 65 DAY')
    long_ago = (dt.datetime.now() - dt.timedelta(days=70)).timestamp()
    for name in ("a.csv", "b.csv"):
        os.utime(put(name, "2,b\n"), (long_ago, long_ago))
    assert run("copy into t from @ext") == NOTHING
    rows = run("copy into t from @ext load_uncertain_files = true")
    assert [(row[0][-5:], row[3]) for row in rows] == [("a.csv", 1), ("b.csv", 1)]
    assert run("copy into t from @ext load_uncertain_files = true") == NOTHING


def test_clustering_changes_no_result(run: Any, put: Any, table: str) -> None:
    put("a.csv", "2,b\n1,a\n")
    assert run("copy into t from @ext cluster_at_ingest_time = true")[0][1:4] == ("LOADED", 2, 2)
    assert run("select * from t order by id") == [(1, "a"), (2, "b")]
    with pytest.raises(CompilationError, match="001008"):
        run("copy into t from @ext cluster_at_ingest_time = perhaps")


def test_files_are_named_once_and_may_begin_with_a_slash(run: Any, put: Any, files: Any, table: str) -> None:
    put("a.csv", "1,x\n")
    put("sub/b.csv", "2,y\n")
    run(f"create stage bare url='file://{files}'")
    assert [row[3] for row in run("copy into t from @bare files=('/a.csv', 'a.csv', 'sub/b.csv')")] == [1, 1]
    assert run("copy into t from @bare/sub files=('/b.csv')") == NOTHING


def test_a_column_with_a_sequence_is_not_left_out(run: Any, put: Any, table: str) -> None:
    put("a.csv", "7\n")
    run("create sequence q")
    run("create table s (a int default q.nextval, b int, c int autoincrement)")
    for source in ("@ext", "(select $1 from @ext)"):
        with pytest.raises(CompilationError, match="'A' has a sequence"):
            run(f"copy into s (b) from {source}")
    run("copy into s (a, b) from (select q.nextval, $1 from @ext)")
    assert run("select * from s") == [(1, 7, 1)]

"""Stages, PUT, GET, LIST, REMOVE, and the walls around them."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from mockhaus_dbt.errors import SqlError, UnsupportedError
from mockhaus_dbt.ingestion.stages import parse_reference


@pytest.mark.parametrize(
    ("text", "kind", "parts", "path"),
    [
        ("@st", "NAMED", ("ST",), ""),
        ("@st/a/b.csv", "NAMED", ("ST",), "a/b.csv"),
        ("@db.sch.st/", "NAMED", ("DB", "SCH", "ST"), ""),
        ("@db..st", "NAMED", ("DB", "", "ST"), ""),
        ('@"my db".s."St.x"/p q', "NAMED", ("my db", "S", "St.x"), "p q"),
        ("@~", "USER", (), ""),
        ("@~/in/", "USER", (), "in/"),
        ("@st//in//a", "NAMED", ("ST",), "in//a"),
        ("@%t/x", "TABLE", ("T",), "x"),
        ("@db.s.%t", "TABLE", ("DB", "S", "T"), ""),
    ],
)
def test_references(text: str, kind: str, parts: tuple[str, ...], path: str) -> None:
    found = parse_reference(text)
    assert (found.kind, found.parts, found.path) == (kind, parts, path)


@pytest.mark.parametrize("text", ["@", "@a.b.c.d", "@st path", "@1x", "@st;drop"])
def test_no_references(text: str) -> None:
    with pytest.raises(SqlError):
        parse_reference(text)


def test_put_list_get_remove(run: Any, put: Any, files: Path, tmp_path: Path) -> None:
    run("create stage st")
    put("one.csv", "1,x\n")
    put("two.csv", "2,y\n")
    rows = run(f"put file://{files}/*.csv @st/in")
    assert [(r[0], r[1], r[4], r[5], r[6]) for r in rows] == [
        ("one.csv", "one.csv.gz", "NONE", "GZIP", "UPLOADED"),
        ("two.csv", "two.csv.gz", "NONE", "GZIP", "UPLOADED"),
    ]
    assert run(f"put file://{files}/one.csv @st/in")[0][6] == "SKIPPED"
    assert run(f"put 'file://{files}/one.csv' '@st/in' overwrite = true")[0][6] == "UPLOADED"
    assert run(f"put file://{files}/one.csv @st/raw auto_compress=false")[0][1] == "one.csv"
    assert [r[0] for r in run("ls @st")] == ["st/in/one.csv.gz", "st/in/two.csv.gz", "st/raw/one.csv"]
    assert [r[0] for r in run("list @st/in pattern='.*two.*'")] == ["st/in/two.csv.gz"]
    name, size, md5, modified = run("list @db.s.st/raw")[0]
    assert (name, size, len(md5), modified[-3:]) == ("st/raw/one.csv", 4, 32, "GMT")
    target = tmp_path / "out"
    target.mkdir()
    assert run(f"get @st/in file://{target}/")[0][2] == "DOWNLOADED"
    assert gzip.decompress((target / "one.csv.gz").read_bytes()) == b"1,x\n"
    assert run("rm @st/in/one") == [("st/in/one.csv.gz", "removed")]
    assert len(run("ls @st")) == 2


@pytest.mark.parametrize("name", ["a*b", "a?b", "a[x]b", "a[!c]b", "a%20b", "a b", "it's", 'q"q', "日", "--a", ".a", "a;b", "a{b,c}"])
@pytest.mark.parametrize("suffix", ["csv", "json", "parquet", "csv.gz"])
def test_a_name_is_that_of_one_file(run: Any, files: Path, tmp_path: Path, name: str, suffix: str) -> None:
    """Whatever it would match as a pattern."""
    table = pyarrow.table({"A": [1]})
    content = {"csv": b"1\n", "json": b'{"A":1}\n', "csv.gz": gzip.compress(b"1\n")}.get(suffix)
    for other in (name, "axb", "axxb", "ab", "b b"):
        if content is None:
            pyarrow.parquet.write_table(table, files / f"{other}.{suffix}")
        else:
            (files / f"{other}.{suffix}").write_bytes(content)
    kind = suffix.partition(".")[0]
    run(f"create stage st file_format=(type={kind}); create table t (a int)")
    run(f"create stage ext url='file://{files}/' file_format=(type={kind})")
    quoted = f"{name}.{suffix}".replace("'", "''")
    if not any(mark in name for mark in "*?"):
        assert len(run(f"put 'file://{files}/{quoted}' @st auto_compress=false")) == 1
        assert [row[0] for row in run("list @st")] == [f"st/{name}.{suffix}"]
    by_name = "" if kind == "csv" else "match_by_column_name=case_insensitive"
    assert run(f"copy into t from @ext files=('{quoted}') {by_name}")[0][1:4] == ("LOADED", 1, 1)
    assert run(f"copy into t from @ext files=('{quoted}') {by_name} on_error=continue force=true")[0][1:4] == ("LOADED", 1, 1)
    value = "$1" if kind == "csv" else "$1:A"
    assert run(f"copy into t from (select {value} from @ext) files=('{quoted}') force=true")[0][1:4] == ("LOADED", 1, 1)
    assert run("select sum(a), count(*) from t") == [(3, 3)]
    assert len(run(f"select {value} from '@ext/{quoted}'")) == 1


def test_put_of_nothing(run: Any, files: Path) -> None:
    run("create stage st")
    with pytest.raises(SqlError, match="File doesn't exist") as e:
        run(f"put file://{files}/nope*.csv @st")
    assert e.value.errno == 253006


def test_put_of_several_directories(run: Any, put: Any, files: Path) -> None:
    put("a/x.csv", "1\n")
    run("create stage st")
    with pytest.raises(SqlError, match="several directories"):
        run(f"put file://{files}/** @st auto_compress=false")
    assert run("ls @st") == []


@pytest.mark.parametrize("command", ["ls @ext", "rm @ext", "get @ext file:///tmp", "copy into t from @ext"])
def test_a_pattern_stands_in_single_quotes(run: Any, put: Any, stage: str, command: str) -> None:
    put("a.csv", "1\n")
    run("create table t (a int)")
    with pytest.raises(SqlError) as e:
        run(f'{command} pattern=".*csv"')
    assert e.value.errno == 1003
    assert len(run("ls @ext")) == 1


def test_a_pattern_is_of_the_whole_location(run: Any, put: Any, stage: str, files: Path) -> None:
    """https://docs.snowflake.com/en/sql-reference/sql/copy-into-table: ``.*/.*/.*[.]csv[.]gz`` stands for any path."""
    put("a.csv", "1\n")
    run("create table t (a int)")
    run(f"put file://{files}/a.csv @%t")
    for source in ("from @ext pattern='.*/.*/.*[.]csv'", "pattern='.*/.*/.*[.]csv[.]gz'", "pattern='a[.].*' force=true"):
        assert [row[1] for row in run(f"copy into t {source}")] == ["LOADED"]
    run("create table p (a int); create pipe pp as copy into p from @ext pattern='.*/.*[.]csv'")
    assert run("alter pipe pp refresh") == []
    put("in/b.csv", "1\n")
    run("create pipe below as copy into p from @ext/in/ pattern='b[.]csv'")
    assert len(run("alter pipe below refresh")) == 1


def test_user_and_table_stages(run: Any, put: Any, files: Path) -> None:
    put("a.csv", "1,x\n")
    run("create table t (id int, name varchar)")
    run(f"put file://{files}/a.csv @~/mine auto_compress=false")
    assert [r[0] for r in run("ls @~")] == ["mine/a.csv"]
    run(f"put file://{files}/a.csv @%t")
    assert [r[0] for r in run("list @%t")] == ["a.csv.gz"]
    assert run("copy into t")[0][1] == "LOADED"
    run("create or replace table t (id int, name varchar)")
    assert run("ls @%t") == []
    with pytest.raises(SqlError, match="'NOPE' does not exist"):
        run("ls @%nope")


def test_paths_in_sql_are_no_comments(run: Any, put: Any, files: Path) -> None:
    put("a--b.csv", "1\n")
    run("create stage st")
    run(f"put file://{files}/*.csv @st/x--y -- the files\n; select 1")
    assert [r[0] for r in run("ls @st/x--y; -- done")] == ["st/x--y/a--b.csv.gz"]


@pytest.mark.parametrize("path", ["..", "../x", "a/../../x", "a/..", "/etc/../.."])
def test_put_cannot_leave_its_stage(run: Any, put: Any, files: Path, tmp_path: Path, path: str) -> None:
    put("a.csv", "1\n")
    run("create stage st")
    with pytest.raises(SqlError):
        run(f"put file://{files}/a.csv @st/{path}")
    assert not list((tmp_path / "stages").rglob("a.csv*"))


def test_reading_cannot_leave_its_stage(run: Any, put: Any, files: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("secret\n")
    (files / "link.csv").symlink_to(secret)
    (files / "folder").symlink_to(tmp_path)
    run(f"create stage ext url='file://{files}/'")
    for place in ("@ext", "@ext/../", "@ext/../secret.csv", "@ext/link.csv", "@ext/folder/secret.csv"):
        assert run(f"ls {place}") == []
        assert run(f"select $1 from {place}") == []
    with pytest.raises(SqlError):
        run("create stage up url='file:///tmp/../etc/'")


def test_cloud_stage_is_a_mirror(run: Any, tmp_path: Path) -> None:
    run("create stage a url='s3://Bucket/files/logs/' storage_integration=i encryption=(type='AWS_SSE_S3')")
    run("copy into @a/2020/ from (select 1, 'x') file_format=(compression=none)")
    assert [r[0] for r in run("ls @a")] == ["s3://Bucket/files/logs/2020/data_0_0_0.csv"]
    # Another stage of the same bucket sees the same files, one of another cloud does not.
    run("create stage b url='s3://Bucket/'")
    assert run("select metadata$filename, $2 from @b") == [("files/logs/2020/data_0_0_0.csv", "x")]
    run("create stage c url='gcs://Bucket/'")
    assert run("ls @c") == []
    assert (tmp_path / "stages/.clouds/s3/Bucket/files/logs/2020/data_0_0_0.csv").read_text() == "1,x\n"
    row = run("show stages")[0]
    assert (row[5], row[10], row[11], row[13]) == ("N", "EXTERNAL", "AWS", "I")
    run("create stage d clone a comment='copy'")
    assert len(run("ls @d")) == 1
    with pytest.raises(SqlError, match="not supported for external stage"):
        run(f"put file://{tmp_path}/x @a")


def test_mirror_where_mockhaus_home_is_set(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKHAUS_HOME", str(tmp_path / "home"))
    run("create stage a url='azure://acc.blob.core.windows.net/box/in/'")
    run("copy into @a from (select 1) file_format=(compression=none)")
    found = tmp_path / "home/clouds/azure/acc.blob.core.windows.net/box/in/data_0_0_0.csv"
    assert found.read_text() == "1\n"
    assert run("select metadata$filename from @a") == [("in/data_0_0_0.csv",)]


def test_stage_root_where_mockhaus_home_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mockhaus_dbt.account import Account

    monkeypatch.setenv("MOCKHAUS_HOME", str(tmp_path / "home"))
    roots = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        with Account.open(tmp_path / folder / "shop.duckdb") as account:
            roots.append(account.stage_root)
    assert roots[0] != roots[1] and {root.parent for root in roots} == {tmp_path / "home" / "stages"}
    with Account.open(tmp_path / "a" / "shop.duckdb", stage_root=tmp_path / "mine") as account:
        assert account.stage_root == tmp_path / "mine"


def test_stage_root_of_accounts_in_the_usual_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mockhaus_dbt.account import Account

    monkeypatch.delenv("MOCKHAUS_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    usual = tmp_path / ".mockhaus"
    (usual / "more").mkdir(parents=True)
    with Account.open("~/.mockhaus/account.duckdb") as account:
        assert account.stage_root.parent == usual / "stages"
    with Account.open(usual / "more" / "a.duckdb") as account:
        assert account.stage_root == usual / "more" / "a.duckdb.stages"
    # What has its files beside it keeps them there.
    (usual / "old.duckdb.stages").mkdir()
    with Account.open(usual / "old.duckdb") as account:
        assert account.stage_root == usual / "old.duckdb.stages"


def test_directory_table(run: Any, put: Any, files: Path) -> None:
    put("a.csv", "1,x\n")
    put("b.csv", "2,y\n")
    run("create stage st directory=(enable=true)")
    run(f"put file://{files}/*.csv @st/in auto_compress=false")
    assert run("select * from directory(@st)") == []
    assert [r[:2] for r in run("alter stage st refresh")] == [
        ("in/a.csv", "REGISTERED_NEW"),
        ("in/b.csv", "REGISTERED_NEW"),
    ]
    assert run("select relative_path, size, file_url from directory(@st) d where d.md5 is not null order by 1 limit 1") == [
        ("in/a.csv", 4, "https://mockhaus.snowflakecomputing.com/api/files/DB/S/ST/in%2Fa.csv")
    ]
    run("rm @st/in/a")
    put("b.csv", "22,y\n")
    run(f"put file://{files}/b.csv @st/in auto_compress=false overwrite=true")
    assert run("select count(*) from directory(@st)") == [(2,)]
    assert run("alter stage st refresh subpath='other/'") == []
    assert [r[:2] for r in run("alter stage st refresh subpath='in/'")] == [
        ("in/a.csv", "UNREGISTERED"),
        ("in/b.csv", "REGISTERED_UPDATE"),
    ]
    assert run("select size from directory(@st)") == [(5,)]
    run("alter stage st set directory=(enable=false)")
    with pytest.raises(SqlError, match="not enabled"):
        run("select * from directory(@st)")
    # An external stage is refreshed when it is created.
    run(f"create stage ext url='file://{files}/' directory=(enable=true)")
    assert run("select relative_path from directory(@ext) order by 1") == [("a.csv",), ("b.csv",)]
    run(f"create stage ext2 url='file://{files}/' directory=(enable=true refresh_on_create=false)")
    assert run("select relative_path from directory(@ext2)") == []


def test_parallel(run: Any, put: Any, files: Path, tmp_path: Path) -> None:
    run("create stage st")
    for i in range(30):
        put(f"f{i:02}.csv", f"{i}\n")
    rows = run(f"put file://{files}/*.csv @st parallel=8")
    assert [r[0] for r in rows] == [f"f{i:02}.csv" for i in range(30)]
    (tmp_path / "out").mkdir()
    assert len(run(f"get @st file://{tmp_path}/out parallel=99")) == 30
    assert gzip.decompress((tmp_path / "out" / "f29.csv.gz").read_bytes()) == b"29\n"
    for wrong in ("0", "100", "many"):
        with pytest.raises(SqlError) as e:
            run(f"put file://{files}/*.csv @st parallel={wrong}")
        assert e.value.errno == 1008


def test_get_of_two_files_with_one_name(run: Any, put: Any, files: Path, tmp_path: Path) -> None:
    put("a.csv", "1\n")
    run("create stage st")
    run(f"put file://{files}/a.csv @st/x")
    run(f"put file://{files}/a.csv @st/y")
    with pytest.raises(SqlError, match=r"a\.csv\.gz"):
        run(f"get @st file://{tmp_path}")
    assert not list(tmp_path.glob("*.gz"))


def test_account_without_access_to_the_host(tmp_path: Path, put: Any, files: Path) -> None:
    from mockhaus_dbt.account import Account
    from mockhaus_dbt.executor import MockhausExecutor

    put("a.csv", "1\n")
    with Account.open(stage_root=tmp_path / "walled", external_access=False) as account:
        executor = MockhausExecutor(account.session(database="db", schema="s"))
        executor.execute_snowflake_sql("create stage st; create table t (a int)")
        for sql in (f"put file://{files}/a.csv @st", f"get @st file://{files}/"):
            with pytest.raises(UnsupportedError):
                executor.execute_snowflake_sql(sql)
        executor.execute_snowflake_sql(f"create stage ext url='file://{files}/'")
        with pytest.raises(UnsupportedError):
            executor.execute_snowflake_sql("copy into t from @ext")
        inside = tmp_path / "walled" / "DB" / "S" / "ST" / "a.csv"
        inside.parent.mkdir(parents=True)
        inside.write_text("1\n\n")  # a blank line: the exact reader, and its work file
        result = executor.execute_snowflake_sql("copy into t from @st file_format=(type=csv skip_blank_lines=true)")
        assert result.fetchall()[0][1] == "LOADED"


def test_life_of_a_stage(run: Any, put: Any, files: Path) -> None:
    put("a.csv", "1\n")
    assert run("create stage st comment='first'") == [("Stage area ST successfully created.",)]
    with pytest.raises(SqlError, match="already exists"):
        run("create stage st")
    run("create stage if not exists st")
    run(f"put file://{files}/a.csv @st")
    run("alter stage st rename to st2")
    assert [r[0] for r in run("ls @st2")] == ["st2/a.csv.gz"]
    run("alter stage st2 set comment='second' file_format=(type=json)")
    assert run("show stages")[0][8] == "second"
    assert ("STAGE_FILE_FORMAT", "TYPE", "String", "JSON", "CSV") in run("desc stage st2")
    run("create or replace stage st2")
    assert run("ls @st2") == []
    run("drop stage st2")
    run("drop stage if exists st2")
    with pytest.raises(SqlError, match=r"Stage 'DB.S.ST2' does not exist or not authorized"):
        run("ls @st2")


def test_temporary_stage(run: Any, account: Any, put: Any, files: Path) -> None:
    from mockhaus_dbt.executor import MockhausExecutor

    put("a.csv", "1\n")
    run("create temporary stage st")
    run(f"put file://{files}/a.csv @st")
    assert len(run("ls @st")) == 1
    assert run("show stages")[0][10] == "INTERNAL TEMPORARY"
    other = MockhausExecutor(account.session(database="db", schema="s"))
    with pytest.raises(SqlError):
        other.execute_snowflake_sql("ls @st")


def test_files_stay_when_a_stage_or_what_holds_it_is_renamed(run: Any) -> None:
    run("create stage st; copy into @st from (select 1)")
    run("alter stage st rename to st2")
    run("create stage st; copy into @st/other from (select 2)")
    assert [r[0] for r in run("ls @st2")] == ["st2/data_0_0_0.csv.gz"]
    assert [r[0] for r in run("ls @st")] == ["st/other_0_0_0.csv.gz"]
    run("alter schema s rename to moved")
    run("alter database db rename to db2")
    assert run("select $1 from @db2.moved.st2") == [("1",)]
    assert run("select $1 from @db2.moved.st") == [("2",)]
    run("create database db; create schema db.s; create stage db.s.st")
    assert run("ls @db.s.st") == []
    run("drop stage db.s.st")
    assert run("select $1 from @db2.moved.st") == [("2",)]
    run("create or replace stage db2.moved.st")
    assert run("ls @db2.moved.st") == []
    assert run("select $1 from @db2.moved.st2") == [("1",)]


def test_files_of_a_temporary_stage(run: Any, account: Any, tmp_path: Path) -> None:
    from mockhaus_dbt.executor import MockhausExecutor

    run("create stage st; copy into @st/permanent from (select 1)")
    session = account.session(database="db", schema="s")
    other = MockhausExecutor(session)
    other.execute_snowflake_sql("create temporary stage st; copy into @st/temporary from (select 2)")
    assert [r[0] for r in other.execute_snowflake_sql("ls @st").fetchall()] == ["st/temporary_0_0_0.csv.gz"]
    assert [r[0] for r in run("ls @st")] == ["st/permanent_0_0_0.csv.gz"]
    assert list((tmp_path / "stages").rglob("temporary_*"))
    session.close()
    assert not list((tmp_path / "stages").rglob("temporary_*"))


def test_show_stages_columns(executor: Any, run: Any, files: Path) -> None:
    run(f"create stage ext url='file://{files}/' directory=(enable=true)")
    result = executor.execute_snowflake_sql("show stages")
    assert result.column_names == [
        "created_on", "name", "database_name", "schema_name", "url", "has_credentials", "has_encryption_key", "owner",
        "comment", "region", "type", "cloud", "notification_channel", "storage_integration", "endpoint",
        "owner_role_type", "directory_enabled",
    ]  # fmt: skip
    row = result.fetchall()[0]
    assert (row[4], row[10], row[16]) == (f"file://{files}/", "EXTERNAL", "Y")


@pytest.mark.parametrize(
    ("options", "errno"),
    [
        ("url='s3://bucket/../x/'", 1008),
        ("url='s3://'", 1008),
        ("url='azure://account.blob.core.windows.net'", 1008),
        ("url='s3compat://bucket/'", 2029),
        ("url='s3://b/' endpoint='x'", 2420),
        ("url='gcs://b/' credentials=(aws_key_id='x')", 2420),
        ("url='s3://b/' credentials=(aws_key_id='x') storage_integration=i", 2035),
        ("url='s3://b/' encryption=(type='AZURE_CSE')", 1008),
        ("encryption=(master_key='x')", 2420),
        ("directory=(enable=maybe)", 1008),
        ("directory=(nonsense=true)", 2420),
        ("url='http://x/'", 1008),
        ("nonsense=1", 2420),
        ("storage_integration=i", 2420),
        ("file_format=(format_name=nope)", 2003),
        ("file_format=(type=csv nonsense=1)", 2420),
        ("copy_options=(nonsense=1)", 2420),
    ],
)
def test_refused_stage_options(run: Any, options: str, errno: int) -> None:
    with pytest.raises(SqlError) as e:
        run(f"create stage st {options}")
    assert e.value.errno == errno
    assert run("show stages") == []


def test_views_of_directory_tables(run: Any, put: Any, files: Any) -> None:
    """The files are those of the moment at which the view is read, of the stage that the view's schema has."""
    put("a.csv", "1\n")
    run(f"create stage dir url='file://{files}/' directory=(enable=true)")
    run("create table report (file_url varchar, author varchar)")
    run("insert into report select file_url, 'ann' from directory(@dir)")
    run("create view v as select relative_path, author from directory(@dir) d left join report r on d.file_url = r.file_url")
    assert run("select * from v") == [("a.csv", "ann")]
    put("b.csv", "2\n")
    assert run("select count(*) from v") == [(1,)]
    run("alter stage dir refresh")
    run("create schema other")
    run(f"create stage dir url='file://{files}/' directory=(enable=true refresh_on_create=false)")
    assert run("select * from s.v order by 1") == [("a.csv", "ann"), ("b.csv", None)]
    run("drop stage s.dir")
    with pytest.raises(SqlError, match=r"Stage 'DB.S.DIR' does not exist"):
        run("select * from s.v")
    with pytest.raises(UnsupportedError, match="GET_DDL in a view"):
        run("create view w as select get_ddl('view', 's.v') as ddl")


def test_how_long_a_presigned_url_may_last(run: Any) -> None:
    run("create stage st; create stage role url='s3://b/x/' credentials=(aws_role='arn:aws:iam::1:role/r')")
    for stage, most in (("st", 604_800), ("role", 3_600)):
        assert run(f"select get_presigned_url(@{stage}, 'a.jpg', {most}) = get_presigned_url(@{stage}, 'a.jpg')") == [(True,)]
        for seconds in (most + 1, -1):
            with pytest.raises(SqlError, match="EXPIRATION_TIME") as e:
                run(f"select get_presigned_url(@{stage}, 'a.jpg', column1) from values ({seconds})")
            assert e.value.errno == 1015


def test_no_file_hides_among_those_that_are_being_written(run: Any, put: Any) -> None:
    run("create stage st")
    path = put(".unload-1", "1\n")
    with pytest.raises(SqlError) as e:
        run(f"put 'file://{path}' @st auto_compress=false")
    assert e.value.errno == 1008
    with pytest.raises(SqlError):
        run("copy into @st/.unload-1 from (select 1) single=true")


def test_when_a_directory_was_refreshed(run: Any, put: Any, files: Path) -> None:
    put("a.csv", "1")
    shown = "desc stage d ->> select \"property\", \"property_value\" from $1 where \"parent_property\" = 'DIRECTORY'"
    run(f"create stage d url='file://{files}/' directory=(enable=true refresh_on_create=false)")
    assert run(shown) == [("LAST_REFRESHED_ON", ""), ("ENABLE", "true"), ("AUTO_REFRESH", "false")]
    run("alter session set timezone='Asia/Kolkata'; alter stage d refresh subpath='a'")
    [(name, moment), *_] = run(shown)
    assert name == "LAST_REFRESHED_ON"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} \+0530", moment)
    run("alter stage d set directory=(enable=false)")
    assert run(shown) == [("ENABLE", "false"), ("AUTO_REFRESH", "false")]
    with pytest.raises(SqlError) as e:
        run("alter stage d refresh subpath=a")
    assert e.value.errno == 1003

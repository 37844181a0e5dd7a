"""COPY INTO <location>: what is written, under which names, with which result."""

from __future__ import annotations

import bz2
import gzip
import json
import zlib
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from mockhaus_dbt.errors import SqlError


@pytest.fixture
def home(tmp_path: Path, run: Any) -> Path:
    """The directory of the stage ``st``."""
    run("create stage st")
    return tmp_path / "stages" / "DB" / "S" / "ST"


def _text(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode()


def _names(home: Path) -> list[str]:
    return sorted(p.relative_to(home).as_posix() for p in home.rglob("*") if p.is_file())


def test_documented_example_with_enclosing_quotes(run: Any, home: Path) -> None:
    run("create table null_empty1 (i int, v varchar, d varchar)")
    run("insert into null_empty1 values (1, null, 'NULL value'), (2, '', 'Empty string')")
    run("create file format my_csv_format field_optionally_enclosed_by='0x27' null_if=('null')")
    result = run("copy into @st from null_empty1 file_format = (format_name = 'my_csv_format')")
    assert _text(home / "data_0_0_0.csv.gz") == "1,'null','NULL value'\n2,'','Empty string'\n"
    assert result == [(2, 42, (home / "data_0_0_0.csv.gz").stat().st_size)]
    run("create table null_empty2 like null_empty1")
    run("copy into null_empty2 from @st/data_0_0_0.csv.gz file_format = (format_name = 'my_csv_format')")
    assert run("select * from null_empty2") == [(1, None, "NULL value"), (2, "", "Empty string")]


def test_documented_example_without_enclosing_quotes(run: Any, home: Path) -> None:
    run("create table null_empty1 (i int, v varchar, d varchar)")
    run("insert into null_empty1 values (1, null, 'NULL value'), (2, '', 'Empty string')")
    run("create file format my_csv_format empty_field_as_null=false null_if=('null')")
    run("copy into @st from null_empty1 file_format = (format_name = 'my_csv_format')")
    assert _text(home / "data_0_0_0.csv.gz") == "1,null,NULL value\n2,,Empty string\n"


def test_documented_example_of_json(run: Any, home: Path) -> None:
    run("create table mytable (id number(8), first_name varchar, city varchar)")
    run("insert into mytable values (1, 'Ryan', 'Salt Lake City'), (2, 'Upton', null)")
    run(
        "copy into @st from (select object_construct('id', id, 'first_name', first_name, 'city', city) from mytable) "
        "file_format = (type = json)"
    )
    assert _text(home / "data_0_0_0.json.gz") == (
        '{"city":"Salt Lake City","first_name":"Ryan","id":1}\n{"first_name":"Upton","id":2}\n'
    )


def test_documented_example_of_partitions(run: Any, tmp_path: Path) -> None:
    run("create table t1 (dt date, ts time)")
    run("insert into t1 values ('2020-01-28', '18:05'), ('2020-01-28', '22:57'), ('2020-01-28', null), ('2020-01-29', '02:15')")
    run(
        "copy into @%t1 from t1 partition by ('date=' || to_varchar(dt, 'YYYY-MM-DD') || '/hour=' || "
        "to_varchar(date_part(hour, ts))) file_format = (type=parquet) max_file_size = 32000000 header=true"
    )
    query_id = run("select last_query_id()")[0][0]
    assert [r[0] for r in run("list @%t1")] == [
        f"{folder}/data_{query_id}_000_0_0.snappy.parquet"
        for folder in ("__NULL__", "date=2020-01-28/hour=18", "date=2020-01-28/hour=22", "date=2020-01-29/hour=2")
    ]
    rows = run("select metadata$filename, $1:DT::date from @%t1 (file_format => parquet_default) order by 1 limit 1")
    assert rows[0][0].startswith("__NULL__/") and str(rows[0][1]) == "2020-01-28"


@pytest.mark.parametrize(
    ("path", "options", "name"),
    [
        ("", "", "data_0_0_0.csv.gz"),
        ("/in", "", "in_0_0_0.csv.gz"),
        ("/in/", "", "in/data_0_0_0.csv.gz"),
        ("/in/out", "compression=none", "in/out_0_0_0.csv"),
        ("", "compression=bz2", "data_0_0_0.csv.bz2"),
        ("", "compression=gzip file_extension='txt'", "data_0_0_0.txt"),
        ("", "type=parquet", "data_0_0_0.snappy.parquet"),
        ("", "type=parquet compression=none", "data_0_0_0.parquet"),
    ],
)
def test_names(run: Any, home: Path, path: str, options: str, name: str) -> None:
    run(f"copy into @st{path} from (select 1) file_format=({options})")
    assert _names(home) == [name]


@pytest.mark.parametrize(
    ("path", "name"), [("", "data"), ("/a/", "a/data"), ("/a/one.csv.gz", "a/one.csv.gz"), ("/x", "x")]
)
def test_single(run: Any, home: Path, path: str, name: str) -> None:
    run(f"copy into @st{path} from (select 1) single=true")
    assert _names(home) == [name]


def test_single_file_has_a_largest_size(run: Any, home: Path) -> None:
    with pytest.raises(SqlError, match="Max file size") as e:
        run(
            "copy into @st/a from (select randstr(100, random()) from table(generator(rowcount => 200))) "
            "single=true max_file_size=1000"
        )
    assert e.value.errno == 100016
    assert _names(home) == []


def test_max_file_size_makes_several_files(run: Any, home: Path) -> None:
    run(
        "create table big as select seq4() as i, 'text ' || seq4() as t from table(generator(rowcount => 400000))"
    )
    rows = run("copy into @st/b from (select i, t from big order by i) max_file_size=1000000 detailed_output=true "
               "file_format=(compression=none) header=true")  # fmt: skip
    assert len(rows) >= 3  # DuckDB writes sets of 122,880 rows
    assert {r[0] for r in rows} == set(_names(home))
    assert rows[0][0] == "b_0_0_0.csv" and rows[1][0] == "b_0_1_0.csv"
    assert sum(r[2] for r in rows) == 400_000
    assert all(r[1] == (home / r[0]).stat().st_size for r in rows)
    assert all((home / r[0]).read_text().startswith("I,T\n") for r in rows)
    # The order of the query holds from file to file.
    seen = [int(line.split(",")[0]) for r in rows for line in (home / r[0]).read_text().splitlines()[1:]]
    assert seen == list(range(400_000))
    run("create table again like big")
    run("copy into again from @st/b file_format=(skip_header=1)")
    assert run("select count(*) from (select * from again minus select * from big)") == [(0,)]
    assert run("select count(*) from again") == [(400_000,)]


def test_nothing_to_unload(run: Any, home: Path) -> None:
    run("create table t (a int)")
    assert run("copy into @st from t header=true") == [(0, 0, 0)]
    assert run("copy into @st from t detailed_output=true") == []
    assert _names(home) == []


def test_overwrite(run: Any, home: Path) -> None:
    run("copy into @st/a from (select 1) file_format=(compression=none)")
    with pytest.raises(SqlError, match=r"Files already existing at the unload destination: @st/a\. Use overwrite"):
        run("copy into @st/a from (select 2) file_format=(compression=none)")
    assert (home / "a_0_0_0.csv").read_text() == "1\n"
    run("copy into @st/a from (select 3) file_format=(compression=none) overwrite=true")
    assert (home / "a_0_0_0.csv").read_text() == "3\n"
    run("copy into @st/ab from (select 4)")
    assert len(_names(home)) == 2


def test_include_query_id(run: Any, home: Path) -> None:
    run("copy into @st/a/ from (select 1) include_query_id=true")
    query_id = run("select last_query_id()")[0][0]
    assert _names(home) == [f"a/data_{query_id}_0_0_0.csv.gz"]


def test_validation_mode(executor: Any, run: Any, home: Path) -> None:
    result = executor.execute_snowflake_sql(
        "copy into @st from (select 1 as a, 'x' as b) validation_mode='RETURN_ROWS'"
    )
    assert (result.column_names, result.fetchall()) == (["A", "B"], [(1, "x")])
    assert _names(home) == []


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ("", "1,a\\,b\\\\c\\\nd\"e,\\N,2020-01-02,true,1.50\n"),
        ("field_delimiter='|' null_if=()", "1|a,b\\\\c\\\nd\"e||2020-01-02|true|1.50\n"),
        ("field_optionally_enclosed_by='\"'", '1,"a,b\\c\nd""e","\\N",2020-01-02,true,1.50\n'),
        ("field_optionally_enclosed_by='\"' null_if=()", '1,"a,b\\c\nd""e",,2020-01-02,true,1.50\n'),
        ("field_optionally_enclosed_by='\"' escape='\\\\'", '1,"a,b\\\\c\nd\\"e","\\N",2020-01-02,true,1.50\n'),
        ("escape_unenclosed_field=none", '1,a,b\\c\nd"e,\\N,2020-01-02,true,1.50\n'),
        ("field_delimiter='<=====>' record_delimiter=';'", '1<=====>a,b\\\\c\nd"e<=====>\\N<=====>2020-01-02<=====>true<=====>1.50;'),
        ("field_delimiter='-'", '1-a,b\\\\c\\\nd"e-\\N-2020\\-01\\-02-true-1.50\n'),
        ("date_format='DD/MM/YYYY'", "1,a\\,b\\\\c\\\nd\"e,\\N,02/01/2020,true,1.50\n"),
        ("field_delimiter=none null_if=('~')", '1a,b\\\\c\\\nd"e~2020-01-02true1.50\n'),
    ],
)  # fmt: skip
def test_csv_options(run: Any, home: Path, options: str, text: str) -> None:
    run("create table t (i int, s varchar, n varchar, d date, b boolean, x number(5, 2))")
    run("insert into t values (1, 'a,b\\\\c\\nd\"e', null, '2020-01-02', true, 1.5)")
    run(f"copy into @st/x from t file_format=(type=csv compression=none {options})")
    assert (home / "x_0_0_0.csv").read_text() == text


def test_csv_of_other_types(run: Any, home: Path) -> None:
    run("alter session set timezone='UTC'")
    run(
        "copy into @st/x from (select to_binary('ab') a, parse_json('{\"b\": [1, null]}') b, array_construct('x') c, "
        "'12:30:00'::time d, '2020-01-02 03:04:05.678901'::timestamp_ntz e, '2020-01-02 03:04:05 +02:00'::timestamp_tz f, "
        "1.25::float g) file_format=(compression=none field_delimiter='|' binary_format=base64 time_format='HH12:MI AM' "
        "timestamp_format='YYYY-MM-DD HH24:MI:SS.FF6')"
    )
    assert (home / "x_0_0_0.csv").read_text() == (
        'qw==|{"b":[1,null]}|["x"]|12:30 PM|2020-01-02 03:04:05.678901|2020-01-02 03:04:05.000000|1.25\n'
    )


def test_header(run: Any, home: Path) -> None:
    run('copy into @st/a from (select 1 as a, 2 as "b c") file_format=(compression=none) header=true')
    assert (home / "a_0_0_0.csv").read_text() == "A,b c\n1,2\n"
    # Names that differ in case alone, which DuckDB would rename.
    run('copy into @st/b from (select 1 as a, 2 as "a") file_format=(compression=none) header')
    assert (home / "b_0_0_0.csv").read_text() == "A,a\n1,2\n"
    run("copy into @st/c from (select 1 as a) file_format=(compression=none field_optionally_enclosed_by='\"') header=true")
    assert (home / "c_0_0_0.csv").read_text() == '"A"\n1\n'


def test_empty_text_needs_quotes(run: Any, home: Path) -> None:
    with pytest.raises(SqlError) as e:
        run("copy into @st from (select '')")
    assert e.value.errno == 100093
    assert _names(home) == []


def test_parquet(run: Any, home: Path) -> None:
    run(
        "create table t as select 1::number(9) a, 1.5::number(5,2) b, 2.5::float c, 'x' d, true e, '2020-01-02'::date f, "
        "'12:30:00'::time g, '2020-01-02 03:04:05.678'::timestamp_ntz h, parse_json('{\"k\":1}') v, array_construct(1, 'x') l"
    )
    run("copy into @st/a from t file_format=(type=parquet) header=true")
    table = pyarrow.parquet.read_table(home / "a_0_0_0.snappy.parquet")
    assert [f"{f.name} {f.type}" for f in table.schema] == [
        "A decimal128(9, 0)",
        "B decimal128(5, 2)",
        "C double",
        "D string",
        "E bool",
        "F date32[day]",
        "G time64[us]",
        "H timestamp[ms]",
        "V string",
        "L list<element: string>",
    ]
    row = table.to_pylist()[0]
    assert (row["V"], row["L"]) == ('{"k":1}', ["1", '"x"'])
    run("copy into @st/b from t file_format=(type=parquet snappy_compression=false)")
    written = pyarrow.parquet.ParquetFile(home / "b_0_0_0.parquet")
    assert written.schema_arrow.names[:2] == ["_COL_0", "_COL_1"]
    assert written.metadata.row_group(0).column(0).compression == "UNCOMPRESSED"


def test_documented_example_of_integers_in_parquet(run: Any, home: Path) -> None:
    run("create table mytable as select 1 c1, -2 c2, 3 c3, 9223372036854775807 c4, 5::number(9) c5")
    run(
        "copy into @st/a from (select cast(c1 as tinyint), cast(c2 as smallint), cast(c3 as int), cast(c4 as bigint) "
        "from mytable) file_format=(type=parquet)"
    )
    schema = pyarrow.parquet.ParquetFile(home / "a_0_0_0.snappy.parquet").schema
    columns = [schema.column(i) for i in range(4)]
    assert [(c.physical_type, str(c.logical_type)) for c in columns] == [
        (f"INT{physical}", f"Int(bitWidth={logical}, isSigned=true)")
        for physical, logical in ((32, 8), (32, 16), (32, 32), (64, 64))
    ]
    # Beside stars, in brackets and with a name; a CAST within an expression is none of the column.
    run(
        "copy into @st/b from (select (c1::smallint) as x, *, c1::int + 1 as y, try_cast('7' as bigint) as z from mytable) "
        "file_format=(type=parquet) header=true"
    )
    table = pyarrow.parquet.read_table(home / "b_0_0_0.snappy.parquet")
    assert [str(f.type) for f in table.schema if f.name in "XYZ"] == ["int16", "decimal128(38, 0)", "int64"]
    assert {str(f.type) for f in table.schema if f.name not in "XYZ"} == {"decimal128(1, 0)", "decimal128(19, 0)", "decimal128(9, 0)"}
    assert table.to_pylist()[0] == {"X": 1, "C1": 1, "C2": -2, "C3": 3, "C4": 9223372036854775807, "C5": 5, "Y": 2, "Z": 7}
    with pytest.raises(SqlError) as e:
        run("copy into @st/c from (select 300::tinyint from mytable) file_format=(type=parquet)")
    assert e.value.errno == 100046
    run("copy into @st/c from (select 300::tinyint from mytable) file_format=(compression=none)")
    assert (home / "c_0_0_0.csv").read_text() == "300\n"


@pytest.mark.parametrize(
    ("sql", "errno"),
    [
        ("copy into @st from (select 1) file_format=(type=json)", 2019),
        ("copy into @st from (select '2020-01-01'::timestamp_tz) file_format=(type=parquet)", 2019),
        ("copy into @st from (select 1) file_format=(type=parquet compression=lzo)", 2),
        ("copy into @st from (select 1) file_format=(record_delimiter=none)", 2),
        ("copy into @st from (select 1) nonsense=true", 2420),
        ("copy into @st from (select 1) single=maybe", 1008),
        ("copy into @st from (select 1) max_file_size=0", 1008),
        ("copy into @st from (select 1) max_file_size=5368709121", 1008),
        ("copy into @st from (select 1) validation_mode=return_errors", 2),
        ("copy into @st from (select 1 a) partition by (a::varchar) overwrite=true", 2035),
        ("copy into @st from (select 1 a) partition by (a::varchar) single=true", 2035),
        ("copy into @st from (select 1 a) partition by (a::varchar) include_query_id=false", 2035),
        ("copy into @st from (select 1) include_query_id=true single=true", 2035),
        ("copy into @st from (select '../x' a) partition by (a)", 1008),
        ("copy into @st/../x from (select 1)", 1008),
        ("copy into @st/a/../../x from (select 1) single=true", 1008),
        ("copy into @nope from (select 1)", 2003),
        ("copy into @st from nope", 2003),
        ("copy into @st from (select nope)", 904),
        ("copy into @st from (select 1/0)", 100051),
    ],
)
def test_refused(run: Any, home: Path, sql: str, errno: int) -> None:
    with pytest.raises(SqlError) as e:
        run(sql)
    assert e.value.errno == errno
    assert _names(home) == []
    assert not list(home.glob(".*"))


def test_within_a_transaction(run: Any, home: Path) -> None:
    run("create table t (a int)")
    run("begin")
    run("insert into t values (1)")
    run("copy into @st from t file_format=(compression=none)")
    run("rollback")
    assert (home / "data_0_0_0.csv").read_text() == "1\n"
    assert run("select count(*) from t") == [(0,)]


def test_url_as_location(run: Any, tmp_path: Path) -> None:
    run("copy into 's3://bucket/unload/' from (select 1) storage_integration=i file_format=(compression=none)")
    assert (tmp_path / "stages/.clouds/s3/bucket/unload/data_0_0_0.csv").read_text() == "1\n"
    run(f"copy into 'file://{tmp_path}/out/' from (select 2) file_format=(compression=none)")
    assert (tmp_path / "out/data_0_0_0.csv").read_text() == "2\n"


@pytest.mark.parametrize(
    ("compression", "unpacked"),
    [
        ("gzip", gzip.decompress),
        ("bz2", bz2.decompress),
        ("none", bytes),
        ("deflate", zlib.decompress),
        ("zstd", lambda packed: pyarrow.CompressedInputStream(pyarrow.BufferReader(packed), "zstd").read()),
    ],
)
def test_compressions(run: Any, home: Path, compression: str, unpacked: Any) -> None:
    [(rows, before, after)] = run(
        f"copy into @st/x from (select object_construct('a', seq4()) from table(generator(rowcount => 1000))) "
        f"file_format=(type=json compression={compression})"
    )
    [name] = _names(home)
    content = unpacked((home / name).read_bytes())
    assert (rows, before, after) == (1000, len(content), (home / name).stat().st_size)
    assert [json.loads(line)["a"] for line in content.splitlines()] == list(range(1000))


def test_packing(tmp_path: Path) -> None:
    import brotli

    from mockhaus_dbt.ingestion.compressed import pack

    unpack: dict[str, Any] = {
        "BZ2": bz2.decompress,
        "DEFLATE": zlib.decompress,
        "RAW_DEFLATE": lambda data: zlib.decompress(data, -15),
        "BROTLI": brotli.decompress,
    }
    for name, unpacked in unpack.items():
        path = tmp_path / name
        path.write_bytes(b"some text\n" * 1000)
        assert pack(path, name) == 10_000
        assert path.stat().st_size < 1000
        assert unpacked(path.read_bytes()) == b"some text\n" * 1000


def test_url_as_source(run: Any, tmp_path: Path) -> None:
    run("copy into 's3://bucket/in/part' from (select 1) file_format=(compression=none)")
    run("copy into 's3://bucket/in/other' from (select 2) file_format=(compression=none)")
    run("create table t (a int)")
    loaded = run("copy into t from 's3://bucket/in/part' credentials=(aws_key_id='k' aws_secret_key='s')")
    assert loaded[0][:2] == ("s3://bucket/in/part_0_0_0.csv", "LOADED")
    assert run("copy into t from 's3://bucket/in/' storage_integration=i")[0][0] == "s3://bucket/in/other_0_0_0.csv"
    assert run("select a from t order by a") == [(1,), (2,)]
    run("create stage st url='s3://bucket'")
    for sql in ("copy into t from @st storage_integration=i", "copy into t from @st credentials=(aws_key_id='k')"):
        with pytest.raises(SqlError) as e:
            run(sql)
        assert e.value.errno == 2420


def test_timestamps_have_their_milliseconds_cut_off(run: Any, home: Path) -> None:
    run("create table t (n int, m timestamp_ntz)")
    run(
        "insert into t values (1, '2020-01-01'), (2, '2020-01-01 00:00:00.1'), (3, '2020-01-01 12:34:56.789999'), "
        "(4, '1960-01-01 12:34:56.789998'), (5, '0001-01-01'), (6, '9999-12-31 23:59:59.999999'), (7, null)"
    )
    run("copy into @st from (select m from t order by n)")
    assert _text(home / "data_0_0_0.csv.gz").split("\n")[:-1] == [
        "2020-01-01 00:00:00.000",
        "2020-01-01 00:00:00.100",
        "2020-01-01 12:34:56.789",
        "1960-01-01 12:34:56.789",
        "0001-01-01 00:00:00.000",
        "9999-12-31 23:59:59.999",
        r"\N",
    ]


@pytest.mark.parametrize(
    "options, written",
    [
        ("", "1,x\x01y\n2,\\N\n3,q\"r\\,s\n4,l\\\nm\n"),
        ("null_if = ()", "1,x\x01y\n2,\n3,q\"r\\,s\n4,l\\\nm\n"),
        ("field_delimiter = '|~|' null_if = ('a|b')", "1|~|x\x01y\n2|~|a|b\n3|~|q\"r,s\n4|~|l\\\nm\n"),
        ("field_optionally_enclosed_by = '\"'", '1,"x\x01y"\n2,"\\N"\n3,"q""r,s"\n4,"l\nm"\n'),
        ("field_optionally_enclosed_by = '\"' null_if = ()", '1,"x\x01y"\n2,\n3,"q""r,s"\n4,"l\nm"\n'),
        ("escape_unenclosed_field = none", '1,x\x01y\n2,\\N\n3,q"r,s\n4,l\nm\n'),
    ],
)
def test_marks_within_texts(run: Any, home: Path, options: str, written: str) -> None:
    run("create table t (i int, v varchar)")
    run("insert into t values (1, 'x' || chr(1) || 'y'), (2, null), (3, 'q\"r,s'), (4, 'l\\nm')")
    run(f"copy into @st from (select * from t order by i) file_format = (type = csv {options})")
    assert _text(home / "data_0_0_0.csv.gz") == written


def test_a_carriage_return_at_the_end_of_a_field_comes_back(run: Any, home: Path) -> None:
    run("create table t (k int, v varchar); create table u like t; insert into t values (1, '\\r'), (2, 'a\\r'), (3, '\\r\\n')")
    told = "file_format=(type=csv compression=none)"
    run(f"copy into @st/x from t {told}; copy into u from @st/x {told}")
    assert (home / "x_0_0_0.csv").read_bytes() == b"1,\\r\n2,a\\r\n3,\\r\\\n\n"
    assert run("select * from u order by k") == [(1, "\r"), (2, "a\r"), (3, "\r\n")]


def test_parquet_cuts_timestamps_to_milliseconds(run: Any, home: Path) -> None:
    run("copy into @st/x from (select '9999-12-31 23:59:59.999999'::timestamp_ntz t) header=true file_format=(type=parquet)")
    [moment] = pyarrow.parquet.read_table(home / "x_0_0_0.snappy.parquet")["T"].to_pylist()
    assert str(moment) == "9999-12-31 23:59:59.999000"


def test_missing_elements_come_back(run: Any, home: Path) -> None:
    run("create table t (a array, v variant); create table u like t")
    run("insert into t select array_construct(1, null, 'a'), array_construct(null)::variant")
    told = "file_format=(type=csv field_optionally_enclosed_by='\"')"
    run(f"copy into @st/x from t {told}; copy into u from @st/x {told}")
    assert run("select * from u") == run("select * from t") == [('[1,undefined,"a"]', "[undefined]")]


def test_a_text_that_ends_as_its_delimiter_begins_comes_back(run: Any, home: Path) -> None:
    run("create table t (v varchar, w varchar, k int); create table u like t")
    run("insert into t values ('|', '||', 1), ('a||', '|b|', 2), ('~', '~~', 3), ('a~', '~', 4)")
    told = "file_format=(type=csv compression=none field_delimiter='||' record_delimiter='~~')"
    run(f"copy into @st/x from t {told}; copy into u from @st/x {told}")
    assert (home / "x_0_0_0.csv").read_bytes().startswith(b"\\|||\\|\\|||1~~a\\|\\|||")
    assert run("select * from u order by k") == run("select * from t order by k")


PARTITIONS = [
    "a", "A", "a/b", "/abs", "abs", "abs/", "", "/", "x=y&z", "ü é", "100%", "%2F", "a%20b", "+", " lead", "q'\"", "?#*", "nl\nx",
    ".hidden", "dot.", "__NULL__", "__HIVE_DEFAULT_PARTITION__",
]  # fmt: skip


def test_partitions_of_odd_names(run: Any, home: Path) -> None:
    values = ", ".join("('{}')".format(name.replace("'", "''")) for name in PARTITIONS)
    run(f"create table t (p varchar) as select * from values {values}, (null)")
    told = run(
        "copy into @st/x from t partition by p file_format=(type=csv field_optionally_enclosed_by='\"') "
        "detailed_output=true"
    )
    assert sum(row[2] for row in told) == len(PARTITIONS) + 1
    assert len({row[0] for row in told}) == len(told) == len(run("list @st"))
    run("create table u (p varchar); create file format ff type=csv field_optionally_enclosed_by='\"'")
    run("copy into u from @st/x file_format=(format_name=ff)")
    assert run("select p from t except select p from u") == []
    # NULL and the text that stands for it are in one folder
    assert run("select $1 from @st/x/__NULL__/ (file_format=>ff) order by 1") == [("__NULL__",), (None,)]
    assert run("select count(*) from @st/x/abs/ (file_format=>ff)") == [(3,)]


@pytest.mark.parametrize("name", ["..", ".", "a//b", "a/../b", "back\\\\slash", ".unload-x"])
def test_partitions_that_are_no_folders(run: Any, home: Path, name: str) -> None:
    with pytest.raises(SqlError) as e:
        run(f"copy into @st/x from (select 1 as a, '{name}' as p) partition by p")
    assert e.value.errno == 1008
    assert run("list @st") == []

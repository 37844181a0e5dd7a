"""ENABLE_SCHEMA_EVOLUTION (https://docs.snowflake.com/en/user-guide/data-load-schema-evolution)."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from mockhaus_dbt.account import Account
from mockhaus_dbt.errors import CompilationError, ExecutionError, SqlError
from mockhaus_dbt.executor import MockhausExecutor

JSON = "file_format=(type=json) match_by_column_name=case_insensitive"


@pytest.fixture
def table(run: Any, stage: str) -> str:
    run("create table t (id int, name varchar not null) enable_schema_evolution=true")
    return "t"


def described(run: Any, table: str = "t") -> list[tuple[Any, ...]]:
    """Name, type, nullability and kind of evolution of each column."""
    found = [(r[0], r[1], r[3], r[-1]) for r in run(f"describe table {table}")]
    return [(*row, json.loads(record)["evolutionType"] if record else None) for *row, record in found]


def test_documented_example(run: Any, files: Path, stage: str) -> None:
    text = pyarrow.string()
    first = pyarrow.schema([("COL1", text), pyarrow.field("COL2", text, nullable=False), ("COL3", text)])
    one = pyarrow.table({"COL1": ["a"], "COL2": ["b"], "COL3": ["c"]}, schema=first)
    parquet.write_table(one, files / "file1.parquet")
    parquet.write_table(pyarrow.table({"col1": ["d"], "COL3": ["e"], "COL4": ["f"]}), files / "file2.parquet")
    run(
        "create file format f type=parquet;"
        "create table t1 using template (select array_agg(object_construct(*)) from table("
        "infer_schema(location=>'@ext/file1.parquet', file_format=>'f')))"
    )
    run("grant evolve schema on table t1 to role public; alter table t1 set enable_schema_evolution = true")
    copy = "copy into t1 from @ext/{} file_format=(type=parquet) match_by_column_name=case_insensitive"
    run(copy.format("file1.parquet"))
    assert [row[2:] for row in described(run, "t1")] == [("Y", None), ("N", None), ("Y", None)]
    run(copy.format("file2.parquet"))
    varchar = "VARCHAR(16777216)"
    assert described(run, "t1") == [
        ("COL1", varchar, "Y", None),
        ("COL2", varchar, "Y", "DROP_NOT_NULL"),
        ("COL3", varchar, "Y", None),
        ("COL4", varchar, "Y", "ADD_COLUMN"),
    ]
    assert run("select * from t1") == [("a", "b", "c", None), ("d", None, "e", "f")]


def test_the_record(run: Any, put: Any, table: str, executor: MockhausExecutor) -> None:
    put("sub/a.json", '{"id":1, "name":"x", "new":1.5}\n')
    query = executor.execute_snowflake_sql(f"copy into t from @ext {JSON}").query_id
    told = json.loads(run("describe table t")[2][-1])
    assert told.pop("triggeringTime").endswith("000Z")
    assert told == {
        "evolutionType": "ADD_COLUMN", "evolutionMode": "COPY", "fileName": "a.json", "queryId": query
    }  # fmt: skip
    shown = {row[2]: row[-1] for row in run("show columns in t")}
    held = dict(run("select column_name, schema_evolution_record from information_schema.columns where table_name='T'"))
    assert shown == held == {"ID": None, "NAME": None, "NEW": run("describe table t")[2][-1]}
    run("alter table t alter column new set data type number(5,1)")
    assert described(run)[2] == ("NEW", "NUMBER(5,1)", "Y", None)


def test_a_change_by_hand_ends_the_record(run: Any, put: Any, table: str) -> None:
    put("a.json", '{"id":1, "name":"x", "new":1.5}\n')
    run(f"copy into t from @ext {JSON}; alter table t rename column new to old")
    assert described(run)[2] == ("OLD", "NUMBER(2,1)", "Y", None)


def test_types_and_names(run: Any, put: Any, table: str) -> None:
    put("a.json", '{"id":1, "name":"x", "o":{"a":1}, "a":[1], "d":"2024-01-02", "n":null}\n{"name":"y", "big":1e300}\n')
    put("b.json", '{"id":2, "name":"z", "a":"text"}\n')
    run(f"copy into t from @ext {JSON}")
    assert [row[:2] for row in described(run)[2:]] == [
        ("A", "VARIANT"), ("BIG", "FLOAT"), ("D", "DATE"), ("N", "VARCHAR(16777216)"), ("O", "OBJECT")
    ]  # fmt: skip
    assert run("select id, a::varchar, o:a::int from t order by name") == [(1, "[1]", 1), (None, None, None), (2, "text", None)]
    put("c.json", '{"ID":3, "NAME":"c", "Ä\\"b":true, "id":4}\n')
    run(f"copy into t from @ext/c {JSON.replace('case_in', 'case_')}")
    assert [row[:2] for row in described(run)[7:]] == [("id", "NUMBER(1,0)"), ('Ä"b', "BOOLEAN")]
    assert run('select id, "id", "Ä""b" from t where name = \'c\'') == [(3, 4, True)]


def test_csv_needs_columns_that_may_differ(run: Any, put: Any, table: str) -> None:
    put("a.csv", "id,new\n1,2024-02-03\n")
    put("b.csv", "id,new,more\n1,2024-02-03,x\n")
    format_ = "file_format=(type=csv parse_header=true{}) match_by_column_name=case_insensitive"
    with pytest.raises(ExecutionError, match="does not match that of the corresponding table"):
        run(f"copy into t from @ext/b {format_.format('')}")
    run(f"copy into t from @ext/a {format_.format(' error_on_column_count_mismatch=false')}")
    assert described(run)[1:] == [("NAME", "VARCHAR(16777216)", "Y", "DROP_NOT_NULL"), ("NEW", "DATE", "Y", "ADD_COLUMN")]


@pytest.mark.parametrize("copy", ["copy into t (id) from @ext", "copy into t from (select $1:id, $1:name from @ext)"])
def test_loads_that_are_not_by_name_change_nothing(run: Any, put: Any, table: str, copy: str) -> None:
    put("a.json", '{"id":1, "name":"x", "new":1}\n')
    if "$1" in copy:
        run(f"{copy} file_format=(type=json)")
    else:
        with pytest.raises(SqlError, match="one and only one column"):
            run(f"{copy} file_format=(type=json)")
    assert len(described(run)) == 2


def test_without_the_parameter_new_fields_are_left_out(run: Any, put: Any, table: str) -> None:
    put("a.json", '{"id":1, "name":"x", "new":1}\n')
    run(f"alter table t set enable_schema_evolution=false; copy into t from @ext {JSON}")
    assert run("select * from t") == [(1, "x")]


def test_a_failed_load_leaves_the_table_as_it_was(run: Any, put: Any, table: str) -> None:
    put("a.json", '{"id":1, "name":"x", "new":1}\n{"id":"none", "name":"x"}\n')
    with pytest.raises(ExecutionError, match='"T"\\["ID":1\\]'):
        run(f"copy into t from @ext {JSON}")
    assert len(described(run)) == 2
    run(f"copy into t from @ext {JSON} on_error=continue")
    assert run("select * from t") == [(1, "x", 1)]
    put("b.json", '{"id":7, "name":"x", "new2":1}\n')
    run(f"copy into t from @ext/b {JSON} on_error=skip_file")
    assert run("select id, new2 from t where id = 7") == [(7, 1)]


def test_what_is_open_is_committed(run: Any, put: Any, table: str) -> None:
    put("a.json", '{"id":1, "name":"x", "new":1}\n')
    run(f"begin; insert into t values (0, 'before'); copy into t from @ext {JSON}; rollback")
    assert run("select id, new from t order by id") == [(0, None), (1, 1)]


def test_limits(run: Any, put: Any, table: str) -> None:
    put("a.json", '{"name":"x", "one":1}\n')
    put("b.json", '{"name":"x", "other":1}\n')
    with pytest.raises(CompilationError, match="different schemas: 'b\\.json'"):
        run(f"copy into t from @ext {JSON}")
    put("many.json", json.dumps({f"c{i}": i for i in range(101)}) + "\n")
    with pytest.raises(CompilationError, match="more than 100 columns"):
        run(f"copy into t from @ext/many {JSON}")
    put("twice.json", '{"name":"x", "k":1, "K":1}\n')
    with pytest.raises(CompilationError, match="ambiguous column name 'K'"):
        run(f"copy into t from @ext/twice {JSON}")
    run("create table p (id int primary key, b int) enable_schema_evolution=true")
    with pytest.raises(SqlError, match="ID"):
        run(f"copy into p from @ext/b {JSON}")
    assert len(described(run)) == 2 and len(described(run, "p")) == 2


def test_numbers_of_38_digits_views_and_streams(run: Any, put: Any, table: str) -> None:
    put("a.json", '{"id":12345678901234567890123, "name":"x", "big":98765432109876543210}\n')
    run("create stream s on table t; create view v as select id, name from t")
    run(f"copy into t from @ext {JSON}")
    assert run("select * from t") == [(12345678901234567890123, "x", 98765432109876543210)]
    assert run("select id, big from s") == [(12345678901234567890123, 98765432109876543210)]
    assert run("select id from v") == [(12345678901234567890123,)]


def test_several_sessions_at_once(account: Account, run: Any, put: Any, table: str) -> None:
    for i in range(4):
        put(f"f{i}.json", json.dumps({"id": i, "name": "x", "new": i}) + "\n")

    def load(i: int) -> None:
        session = account.session(database="db", schema="s")
        MockhausExecutor(session).execute_snowflake_sql(f"copy into t from @ext/f{i} {JSON}")
        session.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(load, range(4)))
    assert run("select id, new from t order by id") == [(i, i) for i in range(4)]
    assert len(described(run)) == 3


def test_it_stays(tmp_path: Path, put: Any) -> None:
    put("a.json", '{"id":1, "new":1}\n')
    for i in range(2):
        with Account.open(tmp_path / "a.duckdb", stage_root=tmp_path / "st") as account:
            session = account.session(database="db", schema="s")
            run = MockhausExecutor(session).execute_snowflake_sql
            if i == 0:
                run(f"create stage ext url='file://{tmp_path}/data/'")
                run(f"create table t (id int) enable_schema_evolution=true; copy into t from @ext {JSON}")
            assert run("select * from t").fetchall() == [(1, 1)]
            assert described(lambda sql, run=run: run(sql).fetchall())[1][3] == "ADD_COLUMN"
            session.close()

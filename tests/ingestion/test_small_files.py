"""Many small files in one COPY INTO: each has its own outcome, as if it had been loaded by itself."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from mockhaus_dbt.errors import SqlError

Put = Callable[[str, "str | bytes"], Path]


def test_each_has_its_own_outcome(run: Any, put: Put, stage: str) -> None:
    run("create table t (n int, d date, v varchar)")
    put("f1.csv", "n,d,v\n1,2020-01-01,a\n")
    put("f2.csv", "n,d,v\n2,2020-01-02,b\n3,2020-01-03,c\n")
    put("f3.csv", b"\xef\xbb\xbfn,d,v\r\n4,2020-01-04,d\r\n")
    put("f4.csv.gz", gzip.compress(b"n,d,v\n5,2020-01-05,e\n"))
    put("f5.csv", "")
    put("f6.csv", "n,d,v\n")
    put("f7.csv", 'n,d,v\n6,2020-01-06,"f\ng"\n')
    copy = "copy into t from @ext pattern='f.*' file_format=(skip_header=1 field_optionally_enclosed_by='\"')"
    found = {row[0].rsplit("/", 1)[1]: row[1:5] for row in run(copy)}
    assert found == {f"f{n}.csv{'.gz' if n == 4 else ''}": ("LOADED", k, k, 1) for n, k in enumerate([1, 2, 1, 1, 0, 0, 1], 1)}
    assert [(n, v) for n, _, v in run("select * from t order by n")] == [
        (1, "a"), (2, "b"), (3, "c"), (4, "d"), (5, "e"), (6, "f\ng")
    ]  # fmt: skip
    assert run(copy) == [("Copy executed with 0 files processed.",)]
    assert run("select sum(row_count), count(*) from information_schema.load_history") == [(6, 7)]


def test_fields_over_several_lines_are_counted_as_records(run: Any, put: Put, stage: str) -> None:
    run("create table t (n int, v varchar)")
    for n in range(5):
        put(f"{n}.csv", f'{n},"a\nb"\n{n},"c"\n')
    rows = run("copy into t from @ext file_format=(field_optionally_enclosed_by='\"')")
    assert [row[2:4] for row in rows] == [(2, 2)] * 5


@pytest.mark.parametrize("on_error, loaded", [("continue", [2, 1, 2]), ("skip_file", [2, 0, 2])])
def test_a_bad_record_is_the_fault_of_its_file(run: Any, put: Put, stage: str, on_error: str, loaded: list[int]) -> None:
    run("create table t (n int, v varchar)")
    put("a.csv", "1,a\n2,b\n")
    put("b.csv", "3,c\nx,d\n")
    put("c.csv", "4,e\n5,f\n")
    rows = run(f"copy into t from @ext on_error={on_error}")
    assert [row[3] for row in rows] == loaded
    assert [row[6] for row in rows] == [None, "Numeric value 'x' is not recognized", None]
    assert run("select count(*) from t") == [(sum(loaded),)]


def test_abort_leaves_nothing_of_any_file(run: Any, put: Put, stage: str) -> None:
    run("create table t (n int, v varchar)")
    for n in range(4):
        put(f"{n}.csv", f"{n},a\n")
    put("5.csv", "5,a\n6\n")
    with pytest.raises(SqlError, match=r"file \(1\) does not match.*\n  File .5.csv., line 3"):
        run("copy into t from @ext")
    assert run("select count(*) from t") == [(0,)]
    assert run("select count(*) from information_schema.load_history") == [(0,)]


def test_objects_of_several_files(run: Any, put: Put, stage: str) -> None:
    run("create table t (n int, v varchar)")
    for n in range(4):
        put(f"{n}.json", f'{{"n": {n}, "v": "a"}}\n' * (n + 1))
    rows = run("copy into t from @ext file_format=(type=json) match_by_column_name=case_insensitive")
    assert [row[3] for row in rows] == [1, 2, 3, 4]
    assert run("select n, count(*) from t group by 1 order by 1") == [(0, 1), (1, 2), (2, 3), (3, 4)]


def test_history_keeps_errors_with_marks_and_quotes(run: Any, put: Put, stage: str) -> None:
    run("create table t (n int)")
    put("it's ä.csv", "1\n\"x'y\\\n")
    run("copy into t from @ext on_error=continue file_format=(escape_unenclosed_field=none)")
    assert run("select file_name, row_count, first_error_message from information_schema.load_history") == [
        (run("list @ext")[0][0], 1, "Numeric value '\"x'y\\' is not recognized")
    ]


def _parquet(put: Put, name: str, **columns: Any) -> None:
    held = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), held)
    put(name, held.getvalue())


@pytest.fixture
def inserts(executor: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What fills the table T."""
    found: list[str] = []
    rows = executor.session.rows

    def noted(sql: str, *args: Any) -> Any:
        if sql.startswith('INSERT INTO "DB.S"."T"'):
            found.append(sql)
        return rows(sql, *args)

    monkeypatch.setattr(executor.session, "rows", noted)
    return found


def test_parquet_files(run: Any, put: Put, stage: str, inserts: list[str]) -> None:
    run("create table t (n int, v varchar)")
    for i in range(5):
        _parquet(put, f"{i}.parquet", n=pyarrow.array(range(i), pyarrow.int64()), v=pyarrow.array(["x"] * i, pyarrow.string()))
    copy = "copy into t from @ext file_format=(type=parquet) match_by_column_name=case_insensitive"
    assert [row[1:4] for row in run(copy)] == [("LOADED", i, i) for i in range(5)]
    assert len(inserts) == 1
    assert run("select n, count(*) from t group by 1 order by 1") == [(0, 4), (1, 3), (2, 2), (3, 1)]
    assert run(copy) == [("Copy executed with 0 files processed.",)]


def test_parquet_files_of_other_types_are_not_converted_to_those_of_the_first(
    run: Any, put: Put, stage: str, inserts: list[str]
) -> None:
    run("create table t (f float, v variant)")
    _parquet(put, "a.parquet", f=pyarrow.array([0.5], pyarrow.float32()))
    _parquet(put, "b.parquet", f=pyarrow.array([0.1], pyarrow.float64()))
    _parquet(put, "c.parquet", f=pyarrow.array([0.2], pyarrow.float64()))
    run("copy into t from @ext file_format=(type=parquet) match_by_column_name=case_insensitive")
    assert len(inserts) == 2
    assert run("select f from t order by f") == [(0.1,), (0.2,), (0.5,)]
    inserts.clear()
    run("create or replace table t (v variant)")
    rows = run("copy into t from @ext file_format=(type=parquet)")
    assert (len(inserts), [row[3] for row in rows]) == (2, [1, 1, 1])
    assert run("select v:f::float from t order by 1") == [(0.1,), (0.2,), (0.5,)]


def test_a_bad_parquet_file_among_others(run: Any, put: Put, stage: str) -> None:
    run("create table t (n int)")
    for i in range(3):
        _parquet(put, f"{i}.parquet", n=[str(i), "7"])
    put("3.parquet", b"PAR1 and nothing more PAR1")
    _parquet(put, "4.parquet", n=["x", "8"])
    rows = run("copy into t from @ext file_format=(type=parquet) match_by_column_name=case_insensitive on_error=skip_file")
    assert [row[3] for row in rows] == [2, 2, 2, 0, 0]
    assert "is not a Parquet file" in rows[3][6] and "'x' is not recognized" in rows[4][6]
    assert run("select count(*), sum(n) from t") == [(6, 24)]

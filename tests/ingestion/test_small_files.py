"""Many small files in one COPY INTO: each has its own outcome, as if it had been loaded by itself."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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

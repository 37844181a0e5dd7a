"""ON_ERROR = CONTINUE in one pass gives what looking at every record gives."""

from __future__ import annotations

import random
from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion import file_load, lenient_load
from mockhaus_dbt.ingestion.file_formats import csv

FIELDS = {
    "a": ["1", "22", "", "x", "1.5", "0x1", "99999999999999999999", "-3"],
    "b": ["1.25", "x", "", "1e2", "12345678.9"],
    "c": ["abc", "abcdef", "", "é", "a_1"],
    "d": ["2024-01-02", "2024-13-01", "02-JAN-2024", "", "1970-01-01", "20240102", "infinity", "0000-01-01"],
    "e": ["2024-01-02 03:04:05", "noon", "", "2024-01-02T03:04:05Z", "epoch", "2024-1-2 3:4:5"],
    "f": ["true", "on", "perhaps", ""],
}
TABLE = "a int not null, b number(8,2), c varchar(5), d date, e timestamp_ntz, f boolean"


def line() -> str:
    """A record, one in three with something odd in it."""
    dirty = random.random() < 0.3
    fields = [random.choice(values) if dirty else values[0] for values in FIELDS.values()]
    if dirty and random.random() < 0.3:
        fields = random.choice([fields[:3], [*fields, "more"]])
    return ",".join(fields)


@pytest.mark.parametrize(
    "odd",
    ["2024-01-02  03:04:05", "2024-01-02\t03:04:05", "epoch", "infinity", "0000-01-02 03:04:05", "2024-1-2 3:4:5", "",
     "2024-01-02T03:04:05", "2024-01-02 03:04:05.5", "2024-01-02 24:00:00", "20240102", "1704164645", "\\N", "NULL"],
)  # fmt: skip
def test_timestamps_read_as_such(run: Any, put: Any, stage: str, odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put("f.csv", "2024-01-02 03:04:05,x\n" * 1000 + f"{odd},y\n")
    found = []
    for _ in range(2):
        run("create or replace table t (e timestamp_ntz, c varchar)")
        try:
            run("copy into t from @ext file_format=(type=csv null_if=('\\\\N', 'NULL'))")
            found.append(str(run("select e from t where c = 'y'")))
        except SqlError as e:
            found.append(str(e))
        monkeypatch.setattr(csv, "_in_one_format", lambda types, *_: ((None,) * len(types), ""))
    assert found[0] == found[1]


@pytest.mark.parametrize("header", [0, 1, 2])
def test_the_same_as_with_care(run: Any, put: Any, stage: str, header: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random.seed(header)
    monkeypatch.setattr(lenient_load, "_BLOCK", 100)
    for i in range(6):
        put(f"{i}.csv", "".join(f"{line()}\n" for _ in range(random.choice([1, 30, 60]))))
    files = f"file_format=(type=csv skip_header={header}) on_error=continue"
    run(f"create table t ({TABLE}); create table u ({TABLE})")
    outcomes: list[Any] = []
    lenient = file_load.load_leniently

    def spy(load: Any) -> Any:
        outcomes.append(lenient(load))
        return outcomes[-1]

    monkeypatch.setattr(file_load, "load_leniently", spy)
    quick = run(f"copy into t from @ext {files}")
    assert len([o for o in outcomes if o is not None]) >= 5
    monkeypatch.setattr(file_load, "load_leniently", lambda load: None)
    with_care = run(f"copy into u from @ext {files}")
    assert [tuple(str(v).replace('"U"', '"T"') for v in row) for row in with_care] == [
        tuple(map(str, row)) for row in quick
    ]
    assert any(0 < row[5] < row[2] for row in quick)
    assert run("select * from t order by all") == run("select * from u order by all")


@pytest.mark.parametrize(
    ("content", "row"),
    [
        (b"1,x\n\xff,y\n3,z\n", (3, 2, 1, 2, 1)),
        (b"1,x\n2\n3,z\n4,y,z\n", (4, 2, 2, 3, 1)),
        (b"1,x\n2,y\n3,z", (3, 3, 0, None, None)),
        (b"1,x\nq,y\n3,toolong\n", (3, 1, 2, 2, 1)),
        (b"", (0, 0, 0, None, None)),
        (b"1,x\n\n3,z\n", (3, 2, 1, 3, 1)),
        (b'1,x\n2,"y\n', (2, 2, 0, None, None)),
        (b"1,x\r\n2,y\n", (2, 2, 0, None, None)),
        (b"1,a\\\nb\n", (1, 1, 0, None, None)),
    ],
)
def test_dirty_files(run: Any, put: Any, stage: str, content: bytes, row: tuple[Any, ...]) -> None:
    put("f", content)
    run("create table t (a int, b varchar(3))")
    found = run("copy into t from @ext/f on_error=continue")[0]
    assert (found[2], found[3], found[5], found[7], found[8]) == row
    assert run("select count(*) from t") == [(row[1],)]

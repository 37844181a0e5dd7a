"""Bad records are found by a look at all of them together; what that misses is found by halves."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mockhaus_dbt.ingestion.bad_records import BadRecords
from mockhaus_dbt.ingestion.load_query import ByQuery

QUERIES = {
    "plain": "$1:a, $1:b, $1:c",
    "cast": "$1:a::int, $1:b::date, $1:c::varchar as c",
    "called": "to_number($1:a::varchar), to_date($1:b::varchar), $1:c",
    "deep": "ceil($1:a::int) + 1, $1:b, $1:c",
}


@pytest.fixture
def dirty(run: Any, put: Any, stage: str) -> list[int]:
    """``a.json`` with 300 records; the numbers of the bad ones, from 0."""
    run("create table t (a int, b date not null, c varchar(3))")
    rows: list[dict[str, Any]] = [{"a": i, "b": "2024-01-02", "c": "abc"} for i in range(300)]
    bad = {7: {"a": "x"}, 8: {"b": "noon"}, 100: {"c": "abcd"}, 101: {"a": "y", "b": "z"}, 299: {"b": None}}
    for i, fields in bad.items():
        rows[i] |= fields
    put("a.json", "".join(json.dumps(row) + "\n" for row in rows))
    return list(bad)


@pytest.mark.parametrize("name", [name for name in QUERIES if name != "deep"])
def test_transformed_records_are_found_together(
    run: Any, dirty: list[int], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = f"copy into t from (select {QUERIES[name]} from @ext) file_format=(type=json) on_error=continue force=true"
    probes = []
    failed = BadRecords._failed
    monkeypatch.setattr(BadRecords, "_failed", lambda self, sql: probes.append(sql) or failed(self, sql))
    result = run(copy)
    assert result[0][1:6] == ("PARTIALLY_LOADED", 300, 295, 300, 5)
    assert result[0][7:] == (8, 1, '"T"["A":1]')
    few = len(probes)
    loaded = run("select * from t order by a")
    assert len(loaded) == 295
    monkeypatch.setattr(ByQuery, "suspicions", lambda *_: None)
    run("truncate table t")
    probes.clear()
    assert run(copy) == result
    assert run("select * from t order by a") == loaded
    assert few < 20 < len(probes)


def test_what_fails_within_the_query_is_found_too(run: Any, dirty: list[int]) -> None:
    copy = f"copy into t from (select {QUERIES['deep']} from @ext) file_format=(type=json) on_error=continue"
    assert run(copy)[0][1:6] == ("PARTIALLY_LOADED", 300, 295, 300, 5)


def test_the_bad_column_of_a_wide_table_takes_few_looks(
    run: Any, put: Any, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    width = 200
    run(f"create table w ({', '.join(f'c{i} int' for i in range(width))})")
    good = ",".join(map(str, range(width)))
    put("w.csv", f"{good}\n{good.replace(',150,', ',x,').replace(',180,', ',y,')}\n")
    probes = []
    failed = BadRecords._failed
    monkeypatch.setattr(BadRecords, "_failed", lambda self, sql: probes.append(sql) or failed(self, sql))
    [row] = run("copy into w from @ext on_error=continue")
    assert row[1:6] == ("PARTIALLY_LOADED", 2, 1, 2, 1)
    assert (row[6], row[9]) == ("Numeric value 'x' is not recognized", '"W"["C150":151]')
    assert len(probes) < 25
    errors = run("select column_name from table(validate(w, job_id => '_last'))")
    assert errors == [('"W"["C150":151]',), ('"W"["C180":181]',)]

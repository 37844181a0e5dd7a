"""Folders named ``key=value`` are folders: they give a file no column."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

#: format -> content; Parquet is written below.
CONTENT = {"csv": "1,x\n2,y\n", "json": '{"id": 1, "name": "x"}\n{"id": 2, "name": "y"}\n', "parquet": ""}
LOCATION = "@ext/id=7/name=z"


@pytest.fixture(params=CONTENT)
def kind(request: pytest.FixtureRequest, put: Any, stage: str) -> str:
    path: Path = put(f"id=7/name=z/part.{request.param}", CONTENT[request.param])
    if request.param == "parquet":
        pq.write_table(pa.table({"id": [1, 2], "name": ["x", "y"]}), path)
    return str(request.param)


@pytest.mark.parametrize("more", ["", "on_error = continue"])
def test_copy(run: Any, kind: str, more: str) -> None:
    run("create table t (id int, name varchar)")
    by_name = "" if kind == "csv" else "match_by_column_name = case_insensitive"
    run(f"copy into t from {LOCATION} file_format = (type = {kind}) {by_name} {more}")
    assert run("select * from t order by id") == [(1, "x"), (2, "y")]


def test_query(run: Any, kind: str) -> None:
    run(f"create file format f type = {kind}")
    columns = "$1, $2" if kind == "csv" else "$1:id::int, $1:name::varchar"
    rows = run(f"select {columns} from {LOCATION} (file_format => f) order by 1")
    if kind == "csv":
        assert rows == [("1", "x"), ("2", "y")]
        assert run(f"select $1, $2, $3 from {LOCATION} (file_format => f) order by 1")[0] == ("1", "x", None)
    else:
        assert rows == [(1, "x"), (2, "y")]
        assert run(f"select to_json(object_keys($1)) from {LOCATION} (file_format => f)")[0] == ('["id","name"]',)


def test_infer_schema(run: Any, kind: str) -> None:
    run(f"create file format f type = {kind}")
    rows = run(f"select column_name from table(infer_schema(location => '{LOCATION}', file_format => 'f')) order by order_id")
    assert [name for (name,) in rows] == (["c1", "c2"] if kind == "csv" else ["id", "name"])


def test_external_table(run: Any, kind: str) -> None:
    if kind == "csv":
        named = "id int as (value:c1::int), name varchar as (value:c2::varchar)"
    else:
        named = "id int as (value:id::int), name varchar as (value:name::varchar)"
    run(f"create external table e ({named}) location = {LOCATION} file_format = (type = {kind})")
    assert run("select id, name from e order by id") == [(1, "x"), (2, "y")]

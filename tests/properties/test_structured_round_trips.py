"""Structured types, shapes and vectors, unloaded and loaded again, are the same: by casts in the queries of both
statements, as Snowflake converts neither text nor VARIANTs to structured types and vectors without one
(https://docs.snowflake.com/en/sql-reference/data-types-structured, .../data-types-vector, .../data-types-geospatial)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mockhaus_dbt.account import Account
from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.executor import MockhausExecutor

_TEXTS = st.one_of(
    st.sampled_from(["", "\\N", "NULL", '"', "'", ",", "a\nb", "\\", "undefined", "é日😀"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
)
_NUMBERS = st.integers(-(10**18), 10**18)
_FLOATS = st.floats(-1e6, 1e6, allow_nan=False, width=32)
_PAIRS = st.tuples(st.integers(-179, 179), st.integers(-89, 89)).map(list)
_SHAPES = st.one_of(
    _PAIRS.map(lambda at: {"type": "Point", "coordinates": at}),
    st.lists(_PAIRS, min_size=2, max_size=4, unique_by=tuple).map(lambda at: {"type": "LineString", "coordinates": at}),
)
_OBJECT = 'OBJECT(a NUMBER(38,0), b VARCHAR, "é k" BOOLEAN, n OBJECT(x FLOAT), d DATE)'
_OBJECTS = st.fixed_dictionaries(
    {
        "a": st.none() | _NUMBERS,
        "b": st.none() | _TEXTS,
        "é k": st.none() | st.booleans(),
        "n": st.fixed_dictionaries({"x": st.none() | _FLOATS}),
        "d": st.none() | st.dates().map(str),
    }
)

#: column, type, values
_COLUMNS: tuple[tuple[str, str, Any], ...] = (
    ("O", _OBJECT, _OBJECTS),
    ("AI", "ARRAY(NUMBER(38,0))", st.lists(st.none() | _NUMBERS, max_size=3)),
    ("AT", "ARRAY(VARCHAR)", st.lists(st.none() | _TEXTS, max_size=3)),
    ("M", "MAP(VARCHAR, NUMBER(38,0))", st.dictionaries(_TEXTS, st.none() | _NUMBERS, max_size=3)),
    ("MI", "MAP(NUMBER(38,0), VARCHAR)", st.dictionaries(_NUMBERS.map(str), st.none() | _TEXTS, max_size=3)),
    ("V", "VECTOR(FLOAT, 3)", st.lists(_FLOATS, min_size=3, max_size=3)),
    ("VI", "VECTOR(INT, 2)", st.lists(st.integers(-(2**31), 2**31 - 1), min_size=2, max_size=2)),
    ("G", "GEOGRAPHY", _SHAPES),
    ("GE", "GEOMETRY", _SHAPES),
)
_ROWS = st.lists(st.tuples(*(st.none() | values for _, _, values in _COLUMNS)), min_size=1, max_size=5)
_QUICK = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def run() -> Iterator[Any]:
    with Account.open() as account:
        executor = MockhausExecutor(account.session(database="db", schema="s"))
        columns = ", ".join(f"{name} {type_}" for name, type_, _ in _COLUMNS)
        executor.execute_snowflake_sql(f"create stage st; create table t (k int, {columns}); create table u like t")

        def execute(sql: str) -> list[tuple[Any, ...]]:
            return executor.execute_snowflake_sql(sql).fetchall()

        yield execute


def _from_variant(value: str, type_: str) -> str:
    """A VARIANT as a value of a column."""
    if type_.startswith("GEO"):
        return f"TO_{type_}({value})"
    return f"{value}::ARRAY::{type_}" if type_.startswith("VECTOR") else f"{value}::{type_}"


def _plain(name: str, type_: str) -> str:
    """A column as what may stand in a VARIANT."""
    if type_.startswith("GEO"):
        return name
    return f"{name}::{'ARRAY' if type_[0] in 'AV' else 'OBJECT'}"


def _make(run: Any, rows: list[tuple[Any, ...]]) -> None:
    def written(value: Any, type_: str) -> str:
        if value is None:
            return "NULL"
        text = json.dumps(value, ensure_ascii=False).replace("\\", "\\\\").replace("'", "''")
        return _from_variant(f"PARSE_JSON('{text}')", type_)

    selects = (
        f"select {k}, {', '.join(written(v, c[1]) for v, c in zip(row, _COLUMNS, strict=True))}"
        for k, row in enumerate(rows)
    )
    run(f"rm @st; truncate table t; truncate table u; insert into t {' union all '.join(selects)}")


def _same(run: Any) -> None:
    found = [[repr(row) for row in run(f"select * from {table} order by k")] for table in "tu"]
    assert found[1] == found[0]


@pytest.mark.parametrize("compression", ["GZIP", "NONE"])
@pytest.mark.parametrize("options", ["field_optionally_enclosed_by='\"' null_if=()", "field_delimiter='||'"])
@_QUICK
@given(rows=_ROWS)
def test_csv(run: Any, options: str, compression: str, rows: list[tuple[Any, ...]]) -> None:
    _make(run, rows)
    told = f"file_format=(type=csv compression={compression} {options})"
    names = (f"TO_ARRAY({name})" if type_.startswith("VECTOR") else name for name, type_, _ in _COLUMNS)
    run(f"copy into @st/x from (select k, {', '.join(names)} from t) {told}")
    values = (
        f"${i}" if type_.startswith("GEO") else _from_variant(f"PARSE_JSON(${i})", type_)
        for i, (_, type_, _) in enumerate(_COLUMNS, 2)
    )
    run(f"copy into u from (select $1, {', '.join(values)} from @st/x) {told}")
    _same(run)


@pytest.mark.parametrize("compression", ["GZIP", "BROTLI"])
@_QUICK
@given(rows=_ROWS)
def test_json(run: Any, compression: str, rows: list[tuple[Any, ...]]) -> None:
    _make(run, rows)
    told = f"file_format=(type=json compression={compression})"
    fields = (f"'{name}', {_plain(name, type_)}" for name, type_, _ in _COLUMNS)
    run(f"copy into @st/x from (select object_construct('K', k, {', '.join(fields)}) from t) {told}")
    values = (_from_variant(f"$1:{name}", type_) for name, type_, _ in _COLUMNS)
    run(f"copy into u from (select $1:K, {', '.join(values)} from @st/x) {told}")
    _same(run)


@_QUICK
@given(rows=_ROWS)
def test_shapes_by_name(run: Any, rows: list[tuple[Any, ...]]) -> None:
    """CSV and JSON files are loaded into columns of shapes as they are."""
    _make(run, rows)
    run("copy into @st/j from (select object_construct('k', k, 'g', g, 'ge', ge) from t) file_format=(type=json)")
    csv = "file_format=(type=csv field_optionally_enclosed_by='\"' compression=none)"
    run(f"copy into @st/c from (select k, g, ge from t) {csv}")
    before = run("select k, g, ge from t order by k")
    for statement in (
        "copy into u from @st/j file_format=(type=json) match_by_column_name=case_insensitive",
        f"copy into u (k, g, ge) from @st/c {csv}",
    ):
        run("truncate table u")
        run(statement)
        assert run("select k, g, ge from u order by k") == before


@_QUICK
@given(rows=_ROWS)
def test_parquet(run: Any, rows: list[tuple[Any, ...]]) -> None:
    _make(run, rows)
    told = "file_format=(type=parquet)"
    # An ARRAY is a list of texts in Parquet, a VARIANT one text.
    names = (
        f"{name if type_[0] in 'OMG' else _plain(name, type_) + '::VARIANT'} AS {name}" for name, type_, _ in _COLUMNS
    )
    run(f"copy into @st/x from (select k, {', '.join(names)} from t) header=true {told}")
    values = (_from_variant(f"PARSE_JSON($1:{name}::VARCHAR)", type_) for name, type_, _ in _COLUMNS)
    run(f"copy into u from (select $1:K::int, {', '.join(values)} from @st/x) {told}")
    _same(run)


@pytest.mark.parametrize("format_", ["csv", "json", "parquet"])
def test_vectors_are_not_unloaded(run: Any, format_: str) -> None:
    with pytest.raises(SqlError, match="of the VECTOR V; TO_ARRAY"):
        run(f"copy into @st/v from (select v from t) file_format=(type={format_})")


@pytest.mark.parametrize(("name", "type_"), [(n, t) for n, t, _ in _COLUMNS if not t.startswith("GEO")])
@pytest.mark.parametrize("format_", ["csv", "json", "parquet"])
def test_columns_that_take_no_text(run: Any, name: str, type_: str, format_: str) -> None:
    """The error says which column it is; nothing is loaded, whatever ON_ERROR says."""
    rows = "select object_construct('" + name + "', [1])" if format_ == "json" else f"select '[1]' as {name}"
    header = "header=true" if format_ == "parquet" else ""
    run(f"rm @st; copy into @st/x from ({rows}) file_format=(type={format_}) {header}")
    table = f"copy into u ({name}) from @st" if format_ == "csv" else "copy into u from @st"
    by_name = "" if format_ == "csv" else "match_by_column_name=case_insensitive"
    source = "VARIANT" if format_ == "json" else "VARCHAR(16777216)"
    for on_error in ("abort_statement", "continue", "skip_file"):
        with pytest.raises(SqlError) as e:
            run(f"{table} file_format=(type={format_}) {by_name} on_error={on_error}")
        assert e.value.errno == 2023
        assert str(e.value).endswith(f"but got {source} for column {name}")


def test_a_geometry_is_unloaded_as_geojson(run: Any) -> None:
    """Without its SRID, which GeoJSON cannot say, and the way in which it is kept."""
    run("rm @st; create or replace table g as select to_geometry('POINT(1 2)', 4326) g; create or replace table h like g")
    text = '{"coordinates":[1,2],"type":"Point"}'
    run("create or replace file format whole type=csv field_delimiter=none")
    run("copy into @st/c from g file_format=(format_name=whole)")
    assert run("select $1 from @st/c (file_format=>whole)") == [(text,)]
    run("create or replace file format p type=parquet; copy into @st/p from g header=true file_format=(format_name=p)")
    assert run("select $1:G::varchar from @st/p (file_format=>p)") == [(text,)]
    run("copy into @st/j from (select st_asgeojson(g) from g) file_format=(type=json)")
    run("copy into h from @st/j file_format=(type=json)")
    assert run("select st_astext(g), st_srid(g) from h") == [("POINT(1 2)", 0)]

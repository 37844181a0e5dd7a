"""Any table, unloaded and loaded again, is the same table: in every format and compression that can be both written
and read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from mockhaus_dbt.account import Account
from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.executor import MockhausExecutor
from mockhaus_dbt.ingestion.file_formats import make_format

#: texts with everything that a delimited file gives a meaning to.
_MARKS = st.sampled_from(["", " ", ",", "|", '"', '""', "'", "\\", "\\N", "\n", "\r\n", "\r", "\t", "NULL", "é", "日本", "😀", "a,b\nc"])
_TEXTS = st.one_of(
    st.lists(_MARKS, max_size=4).map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)
_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**18), 10**18), st.sampled_from([0.1, 1e5, 2.5e-7, 1e300]), _TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_TEXTS, inner, max_size=3)),
    max_leaves=6,
)
_FLOATS = st.floats(-1e12, 1e12, allow_nan=False).map(lambda x: float(f"{x:.14g}"))
_MICROSECONDS = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31))

#: column, type, values; in Parquet, Snowflake writes milliseconds, and a VARIANT as text.
_COLUMNS: tuple[tuple[str, str, Any], ...] = (
    ("I", "NUMBER(38,0)", st.integers(-(10**18), 10**18)),
    ("N", "NUMBER(12,3)", st.decimals(-(10**8), 10**8, places=3)),
    ("F", "FLOAT", _FLOATS),
    ("S", "VARCHAR", _TEXTS),
    ("B", "BOOLEAN", st.booleans()),
    ("D", "DATE", st.dates(date(1, 1, 1), date(9999, 12, 31))),
    ("T", "TIME", st.times()),
    ("TS", "TIMESTAMP_NTZ", _MICROSECONDS),
    ("X", "BINARY", st.binary(max_size=8)),
    ("W", "NUMBER(38,0)", st.integers(-(10**38) + 1, 10**38 - 1)),
    ("L", "NUMBER(38,12)", st.decimals(-(10**26) + 1, 10**26 - 1, places=12)),
    ("A", "ARRAY", st.lists(_JSON, max_size=3).map(lambda v: json.dumps(v, ensure_ascii=False))),
    ("O", "OBJECT", st.dictionaries(_TEXTS, _JSON, max_size=3).map(lambda v: json.dumps(v, ensure_ascii=False))),
    ("V", "VARIANT", _JSON.map(lambda v: json.dumps(v, ensure_ascii=False))),
)
_ZONED: tuple[tuple[str, str, Any], ...] = (
    ("TZ", "TIMESTAMP_TZ", st.tuples(_MICROSECONDS.filter(lambda m: 1 < m.year < 9999), st.integers(-839, 839))),
    ("LTZ", "TIMESTAMP_LTZ", _MICROSECONDS.filter(lambda m: 1 < m.year < 9999)),
)
_ROWS = st.lists(st.tuples(*(st.none() | values for _, _, values in _COLUMNS)), min_size=1, max_size=6)
_CSV = "timestamp_format='YYYY-MM-DD HH24:MI:SS.FF6' time_format='HH24:MI:SS.FF6'"
_MARKER = "null_if=('~nothing~') empty_field_as_null=false"


@pytest.fixture(scope="module")
def run() -> Iterator[Any]:
    with Account.open() as account:
        executor = MockhausExecutor(account.session(database="db", schema="s", TIMEZONE="UTC"))
        executor.execute_snowflake_sql("create stage st")

        def execute(sql: str) -> list[tuple[Any, ...]]:
            return executor.execute_snowflake_sql(sql).fetchall()

        yield execute


def _literal(value: Any, type_: str) -> str:
    if value is None:
        return f"NULL::{type_}"
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, Decimal)):
        return f"{value:f}" if isinstance(value, Decimal) else f"{value}"
    if isinstance(value, float):
        return f"{value!r}::FLOAT"
    if isinstance(value, bytes):
        return f"TO_BINARY('{value.hex()}', 'HEX')"
    if isinstance(value, tuple):
        moment, minutes = value
        sign, offset = "-" if minutes < 0 else "+", f"{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
        return f"'{moment.isoformat(sep=' ', timespec='microseconds')} {sign}{offset}'::TIMESTAMP_TZ"
    if isinstance(value, datetime) and type_ == "TIMESTAMP_LTZ":
        return f"'{value.isoformat(sep=' ', timespec='microseconds')}'::TIMESTAMP_LTZ"
    if isinstance(value, datetime):
        return f"'{value.isoformat(sep=' ', timespec='microseconds')}'::TIMESTAMP_NTZ"
    if isinstance(value, (date, time)):
        return f"'{value.isoformat()}'::{type_}"
    text = value.replace("\\", "\\\\").replace("'", "''")
    if type_ in ("VARIANT", "ARRAY", "OBJECT"):
        return f"PARSE_JSON('{text}'){'' if type_ == 'VARIANT' else f'::{type_}'}"
    return f"'{text}'"


def _make(run: Any, rows: list[tuple[Any, ...]], columns: tuple[int, ...]) -> None:
    """The table ``t`` with these rows, and an empty one ``u`` like it; ``K`` numbers the rows."""
    types = ", ".join(f"{_COLUMNS[i][0]} {_COLUMNS[i][1]}" for i in columns)
    run(f"create or replace table t (k int, {types}); create or replace table u like t")
    selects = (
        f"select {k}, {', '.join(_literal(row[i], _COLUMNS[i][1]) for i in columns)}" for k, row in enumerate(rows)
    )
    run(f"insert into t {' union all '.join(selects)}")


def _same(run: Any) -> None:
    before, after = run("select * from t order by k"), run("select * from u order by k")
    assert [_shown(row) for row in after] == [_shown(row) for row in before]


def _shown(row: tuple[Any, ...]) -> list[str]:
    """Values as they print; of JSON, the order of keys means nothing."""
    return [repr(_sorted(value) if isinstance(value, str) and value[:1] in ('{', '[', '"') else value) for value in row]


def _sorted(text: str) -> Any:
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except ValueError:
        return text


def _compressions(type_: str) -> list[str]:
    found = []
    for name in ("NONE", "GZIP", "BZ2", "ZSTD", "DEFLATE", "RAW_DEFLATE", "BROTLI", "SNAPPY"):
        try:
            make_format({"TYPE": type_, "COMPRESSION": name})
        except SqlError:
            continue
        found.append(name)
    return found


_ALL = tuple(range(len(_COLUMNS)))
#: the same tables every time, and no search for a smaller one that fails: many statements run for each.
_QUICK = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


_STYLES = (
    f"field_optionally_enclosed_by='\"' {_CSV} null_if=()",
    f"field_optionally_enclosed_by='0x27' field_delimiter='|' {_CSV} null_if=() binary_format=base64",
    f"field_optionally_enclosed_by='\"' escape='\\\\' {_CSV} null_if=()",
    f"{_CSV} {_MARKER}",
    f"{_CSV} {_MARKER} field_delimiter='||' record_delimiter='~\\n'",
)


@pytest.mark.parametrize(
    ("options", "compression"),
    [*((style, "GZIP") for style in _STYLES), *((_STYLES[0], c) for c in _compressions("CSV") if c != "GZIP")],
)
@_QUICK
@given(rows=_ROWS)
def test_csv(run: Any, options: str, compression: str, rows: list[tuple[Any, ...]]) -> None:
    _make(run, rows, _ALL)
    told = f"file_format=(type=csv compression={compression} {options})"
    run(f"rm @st; copy into @st/x from t {told}")
    run(f"copy into u from @st/x {told}")
    _same(run)


@pytest.mark.parametrize("compression", _compressions("JSON"))
@_QUICK
@given(values=st.lists(_JSON, min_size=1, max_size=6))
def test_json_of_one_column(run: Any, compression: str, values: list[Any]) -> None:
    run("create or replace table t (v variant); create or replace table u like t")
    texts = [_literal(json.dumps(value, ensure_ascii=False), "VARIANT") for value in values]
    run(f"insert into t select {' union all select '.join(texts)}")
    told = f"file_format=(type=json compression={compression})"
    run(f"rm @st; copy into @st/x from t {told}; copy into u from @st/x {told}")
    assert sorted(_shown(row) for row in run("select to_json(v) from u")) == sorted(
        _shown(row) for row in run("select to_json(v) from t")
    )


@pytest.mark.parametrize("compression", _compressions("JSON"))
@_QUICK
@given(rows=_ROWS)
def test_json_of_a_table(run: Any, compression: str, rows: list[tuple[Any, ...]]) -> None:
    # The text of a time loses what the session's formats leave out.
    columns = tuple(i for i in _ALL if _COLUMNS[i][0] not in ("TS", "T", "X", "V"))
    # \\N is NULL, in JSON files as well; and a VARIANT has no zero with a sign.
    rows = [tuple(None if v == "\\N" else 0.0 if v == 0 and isinstance(v, float) else v for v in row) for row in rows]
    _make(run, rows, columns)
    told = f"file_format=(type=json compression={compression})"
    run(f"rm @st; copy into @st/x from (select object_construct(*) from t) {told}")
    run(f"copy into u from @st/x {told} match_by_column_name=case_insensitive")
    _same(run)


def _unpacked(name: str) -> list[int]:
    """The columns that Parquet holds as they are."""
    return [i for i in _ALL if _COLUMNS[i][0] not in ("A", "O", *name)]


def _in_milliseconds(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    at = next(i for i in _ALL if _COLUMNS[i][0] == "TS")
    return [
        tuple(v.replace(microsecond=v.microsecond // 1000 * 1000) if i == at and v is not None else v for i, v in enumerate(row))
        for row in rows
    ]


@pytest.mark.parametrize("compression", ["SNAPPY", "NONE"])
@_QUICK
@given(rows=_ROWS)
def test_parquet(run: Any, compression: str, rows: list[tuple[Any, ...]]) -> None:
    _make(run, _in_milliseconds(rows), tuple(_unpacked("V")))
    told = f"file_format=(type=parquet compression={compression} binary_as_text=false null_if=())"
    run(f"rm @st; copy into @st/x from t header=true {told}")
    run(f"copy into u from @st/x {told} match_by_column_name=case_sensitive")
    _same(run)


@pytest.mark.parametrize("scanner", ["binary_as_text=false", "use_vectorized_scanner=true"])
@_QUICK
@given(rows=_ROWS)
def test_parquet_by_a_query(run: Any, scanner: str, rows: list[tuple[Any, ...]]) -> None:
    columns = tuple(_unpacked(""))
    _make(run, _in_milliseconds(rows), columns)
    told = f"file_format=(type=parquet {scanner})"
    run(f"rm @st; copy into @st/x from t header=true {told}")
    # A VARIANT becomes text.
    values = (f"$1:{_COLUMNS[i][0]}::{_COLUMNS[i][1]}" for i in columns if _COLUMNS[i][0] != "V")
    run(f"copy into u from (select $1:K::int, {', '.join(values)}, parse_json($1:V::varchar) from @st/x) {told}")
    _same(run)


@pytest.mark.parametrize("compression", ["SNAPPY", "GZIP", "BROTLI", "ZSTD", "LZ4", "NONE"])
@_QUICK
@given(rows=_ROWS)
def test_parquet_of_others(run: Any, tmp_path_factory: Any, compression: str, rows: list[tuple[Any, ...]]) -> None:
    """Whatever a file is compressed with, COMPRESSION = AUTO reads it; microseconds are kept."""
    columns = tuple(_unpacked("V"))
    _make(run, rows, columns)
    path = tmp_path_factory.mktemp("parquet") / "x.parquet"
    run("rm @st; copy into @st/x from (select * exclude ts from t) header=true file_format=(type=parquet)")
    run(f"get @st/x 'file://{path.parent}'")
    table = pyarrow.parquet.read_table(next(path.parent.glob("x_*")))
    at = next(i for i in _ALL if _COLUMNS[i][0] == "TS")
    moments = pyarrow.array([rows[int(k)][at] for k in table["K"].to_pylist()], pyarrow.timestamp("us"))
    pyarrow.parquet.write_table(table.append_column("TS", moments), path, compression=compression)
    run(f"rm @st; put 'file://{path}' @st auto_compress=false")
    run("copy into u from @st file_format=(type=parquet binary_as_text=false null_if=()) match_by_column_name=case_sensitive")
    _same(run)


@pytest.mark.parametrize("compression", _compressions("CSV"))
@_QUICK
@given(rows=st.lists(st.tuples(*(st.none() | values for _, _, values in _ZONED)), min_size=1, max_size=6))
def test_csv_of_times_with_zones(run: Any, compression: str, rows: list[tuple[Any, ...]]) -> None:
    run("create or replace table t (k int, tz timestamp_tz, ltz timestamp_ltz); create or replace table u like t")
    values = (
        f"select {k}, {', '.join(_literal(v, _ZONED[i][1]) for i, v in enumerate(row))}" for k, row in enumerate(rows)
    )
    run(f"insert into t {' union all '.join(values)}")
    told = f"file_format=(type=csv compression={compression} timestamp_format='YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM')"
    run(f"rm @st; copy into @st/x from t {told}; copy into u from @st/x {told}")
    _same(run)


def test_what_is_compared(run: Any) -> None:
    """The comparison would see a difference."""
    run("create or replace table t as select 1 k, 'a' s; create or replace table u as select 1 k, 'b' s")
    with pytest.raises(AssertionError):
        _same(run)

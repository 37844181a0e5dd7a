"""What the values of Parquet files are within ``$1``: exact, however they are nested."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet as parquet_files
import pytest

_MOMENT = dt.datetime(2020, 1, 2, 3, 4, 5, 678901)
_LONG = Decimal("12345678901234567890.1234567891")


@pytest.fixture
def staged(put: Any, stage: str, tmp_path: Path) -> None:
    """``values.parquet``, with a row of values and one of nulls."""
    nested = {"t": _MOMENT, "d": Decimal("1.10"), "l": [_LONG, None], "b": b"\x01\xff", 'q"': None}
    table = pyarrow.table(
        {
            "ts": pyarrow.array([_MOMENT, None], pyarrow.timestamp("us")),
            "ms": pyarrow.array([_MOMENT.replace(microsecond=0), None], pyarrow.timestamp("ms")),
            "tm": pyarrow.array([1_000_000_000, None], pyarrow.time64("ns")),
            "d": pyarrow.array([_LONG, None], pyarrow.decimal128(38, 10)),
            "i": pyarrow.array([Decimal(10**37), None], pyarrow.decimal128(38, 0)),
            "st": [nested, None],
            "m": pyarrow.array([[("k", Decimal(_LONG))], None], pyarrow.map_("string", pyarrow.decimal128(38, 10))),
            "s": ['a"b', None],
        }
    )
    parquet_files.write_table(table, tmp_path / "values.parquet")
    put("values.parquet", (tmp_path / "values.parquet").read_bytes())


def test_casts_lose_nothing(run: Any, staged: None) -> None:
    run("create table t (ts timestamp_ntz, d number(38, 10), i number(38, 0), l number(38, 10))")
    for scanner in ("binary_as_text=false", "use_vectorized_scanner=true"):
        run(
            "copy into t from (select $1:ts::timestamp_ntz, $1:d::number(38, 10), $1:i::number(38, 0), "
            f"$1:st.l[0]::number(38, 10) from @ext) file_format=(type=parquet {scanner}) force=true"
        )
        assert run("select * from t where ts is not null") == [(_MOMENT, _LONG, 10**37, _LONG)]
        assert run("select count(*) from t where coalesce(ts::varchar, d::varchar, i::varchar) is null") == [(1,)]
        run("truncate table t")


@pytest.mark.parametrize(
    ("scanner", "objects"),
    [
        (
            "binary_as_text=false",
            [
                '{"d":12345678901234567890.1234567891,"i":10000000000000000000000000000000000000,'
                '"m":{"key_value":[{"key":"k","value":12345678901234567890.1234567891}]},"ms":"2020-01-02 03:04:05.000",'
                '"s":"a\\"b","st":{"b":"01FF","d":1.1,"l":[12345678901234567890.1234567891],'
                '"t":"2020-01-02 03:04:05.678901"},"tm":"00:00:01","ts":"2020-01-02 03:04:05.678901"}',
                "{}",
            ],
        ),
        (
            "use_vectorized_scanner=true",
            [
                '{"d":12345678901234567890.1234567891,"i":10000000000000000000000000000000000000,'
                '"m":{"k":12345678901234567890.1234567891},"ms":"2020-01-02 03:04:05.000",'
                '"s":"a\\"b","st":{"b":"01FF","d":1.1,"l":[12345678901234567890.1234567891,null],"q\\"":null,'
                '"t":"2020-01-02 03:04:05.678901"},"tm":"00:00:01","ts":"2020-01-02 03:04:05.678901"}',
                '{"d":null,"i":null,"m":null,"ms":null,"s":null,"st":null,"tm":null,"ts":null}',
            ],
        ),
    ],
)
def test_objects(run: Any, staged: None, scanner: str, objects: list[str]) -> None:
    run(f"create file format f type=parquet {scanner}")
    assert [row[0] for row in run("select $1 from @ext (file_format => f)")] == objects
    # The same in columns of their own.
    run("create table t (st variant, m variant, tm time)")
    run("copy into t from @ext file_format=(format_name=f) match_by_column_name=case_insensitive")
    assert run("select st:l[0]::number(38, 10), st:b::varchar, tm from t where tm is not null") == [
        (_LONG, "01FF", dt.time(0, 0, 1))
    ]


@pytest.mark.parametrize(
    ("options", "utc", "int96"),
    [("", "03:04", "03:04"), ("use_logical_type=true", "19:04", "03:04"), ("use_vectorized_scanner=true", "19:04", "19:04")],
)
def test_moments_in_utc(run: Any, put: Any, stage: str, tmp_path: Path, options: str, utc: str, int96: str) -> None:
    moments = {unit: pyarrow.array([_MOMENT], pyarrow.timestamp(unit, "UTC")) for unit in ("us", "ns")}
    parquet_files.write_table(pyarrow.table(moments), tmp_path / "utc")
    old = pyarrow.table({"old": pyarrow.array([_MOMENT], pyarrow.timestamp("ns"))})
    parquet_files.write_table(old, tmp_path / "int96", use_deprecated_int96_timestamps=True)
    run(f"create file format f type=parquet {options}")
    for name, shown in (("us", utc), ("ns", utc), ("old", int96)):
        file = "int96" if name == "old" else "utc"
        put(file, (tmp_path / file).read_bytes())
        run(f"create or replace table t ({name} timestamp_ltz)")
        run(f"copy into t from @ext/{file} file_format=(format_name=f) match_by_column_name=case_insensitive")
        assert run(f"select to_char({name}, 'HH24:MI') from t") == [(shown,)]
        assert run(f"select to_char($1:{name}::timestamp_ntz, 'HH24:MI') from {stage}/{file} (file_format => f)") == [(shown,)]


@pytest.mark.parametrize("on_error", ["abort_statement", "continue", "skip_file"])
@pytest.mark.parametrize(
    ("column", "option", "held", "again"),
    [
        ("name", "", None, ["texts"]),
        ("name", r"null_if=('\\N', '\\')", None, ["texts"]),
        ("name", "null_if=()", r"\N", []),
        ("name", r"null_if=('\\N', '')", None, []),
        ("name", "trim_space=true", None, []),
        ("other", "", "n3999", []),
    ],
)
def test_a_text_that_is_null(
    run: Any, put: Any, stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    column: str, option: str, held: str | None, again: list[str], on_error: str,
) -> None:  # fmt: skip
    r"""``\N`` is unlikely in a Parquet file: the load begins again where one is found in a column that is wanted."""
    from mockhaus_dbt.ingestion.file_load import Again

    manners: list[str] = []
    made = Again.__init__
    monkeypatch.setattr(Again, "__init__", lambda self, manner: (manners.append(manner), made(self, manner))[1])
    columns: dict[str, list[Any]] = {"id": list(range(4000)), "name": [f"n{i}" for i in range(4000)]}
    columns["other"] = list(columns["name"])
    columns[column][-1] = r"\N"
    columns["name"][7] = None
    parquet_files.write_table(pyarrow.table(columns), tmp_path / "n.parquet")
    put("n.parquet", (tmp_path / "n.parquet").read_bytes())
    run("create table t (id int, name varchar)")
    copy = f"copy into t from @ext/n.parquet file_format=(type=parquet {option}) match_by_column_name=case_insensitive"
    [told] = run(f"{copy} on_error={on_error}")
    assert told[1:4] == ("LOADED", 4000, 4000)
    assert manners == again
    assert run("select name from t where id = 3999") == [(held,)]
    assert run("select count(*), count(name) from t") == [(4000, 3999 - (held is None))]

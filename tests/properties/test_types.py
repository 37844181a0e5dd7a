"""What is printed of a value reads back as the value, of every type."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import mockhaus_dbt

BOUNDED = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
MOMENTS = st.datetimes(dt.datetime(1, 1, 1), dt.datetime(9999, 12, 31))


@pytest.fixture(scope="module")
def cursor() -> Iterator[Any]:
    with mockhaus_dbt.connect(database="GOLD", schema="PUBLIC", TIMEZONE="UTC") as connection:
        yield connection.cursor()


def value(cursor: Any, text: str, *bindings: Any) -> Any:
    return cursor.execute(f"SELECT {text}", bindings).fetchone()[0]


def column(cursor: Any, text: str, *bindings: Any) -> Any:
    """The same over a column, which DuckDB computes in other ways than a constant."""
    return cursor.execute(f"SELECT {text} FROM (SELECT ? AS x)", bindings).fetchone()[0]


@BOUNDED
@given(st.integers(1, 38).flatmap(lambda p: st.tuples(st.just(p), st.integers(0, min(p, 37)), st.integers(0, 10**p - 1), st.booleans())))
def test_number(cursor: Any, shape: tuple[int, int, int, bool]) -> None:
    precision, scale, digits, negative = shape
    number = Decimal(-digits if negative else digits).scaleb(-scale)
    text = format(number, "f")
    kind = f"NUMBER({precision},{scale})"
    assert Decimal(str(value(cursor, f"?::{kind}", text))) == number
    assert Decimal(str(column(cursor, f"x::{kind}", text))) == number
    assert column(cursor, f"x::{kind}::VARCHAR::{kind} = x::{kind}", text) is True
    assert Decimal(column(cursor, f"x::{kind}::VARIANT::VARCHAR", text)) == number
    assert Decimal(str(column(cursor, f"x::{kind}::VARIANT::{kind}", text))) == number


@BOUNDED
@given(st.floats(-1e308, 1e308))
@example(0.1 + 0.2)
@example(5e-324)
def test_float(cursor: Any, number: float) -> None:
    assert column(cursor, "x::FLOAT", repr(number)) == number
    assert column(cursor, "x::FLOAT::VARIANT::FLOAT", repr(number)) == number
    printed = column(cursor, "x::FLOAT::VARCHAR", repr(number))
    assert float(printed) == pytest.approx(number, rel=1e-14)


@BOUNDED
@given(MOMENTS, st.sampled_from(["TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"]))
def test_timestamp(cursor: Any, moment: dt.datetime, kind: str) -> None:
    text = moment.isoformat(sep=" ", timespec="microseconds")
    form = "YYYY-MM-DD HH24:MI:SS.FF6"
    printed = column(cursor, f"TO_VARCHAR(x::{kind}, '{form}')", text)
    assert printed == text
    assert column(cursor, f"TO_{kind}(x, '{form}') = x::{kind}", printed) is True
    assert column(cursor, f"x::{kind}::VARIANT::{kind} = x::{kind}", text) is True
    assert column(cursor, f"[x::{kind}]::ARRAY({kind})[0] = x::{kind}", text) is True


@BOUNDED
@given(MOMENTS)
def test_date_and_time(cursor: Any, moment: dt.datetime) -> None:
    day, clock = moment.date(), moment.time()
    assert column(cursor, "TO_VARCHAR(x::DATE, 'YYYY-MM-DD')::DATE", day.isoformat()) == day
    assert column(cursor, "x::DATE::VARIANT::DATE", day.isoformat()) == day
    text = clock.isoformat(timespec="microseconds")
    assert column(cursor, "TO_VARCHAR(x::TIME, 'HH24:MI:SS.FF6')::TIME", text) == clock
    assert column(cursor, "x::TIME::VARIANT::TIME", text) == clock


@BOUNDED
@given(st.binary(max_size=20))
def test_binary(cursor: Any, content: bytes) -> None:
    hexadecimal, base = content.hex().upper(), base64.b64encode(content).decode()
    assert bytes(column(cursor, "TO_BINARY(x, 'HEX')", hexadecimal)) == content
    assert bytes(column(cursor, "TO_BINARY(x, 'BASE64')", base)) == content
    assert column(cursor, "TO_VARCHAR(TO_BINARY(x, 'HEX'), 'HEX')", hexadecimal) == hexadecimal
    assert column(cursor, "TO_VARCHAR(TO_BINARY(x, 'HEX'), 'BASE64')", hexadecimal) == base
    assert column(cursor, "LENGTH(x::BINARY)", hexadecimal) == len(content)
    assert bytes(column(cursor, "x::BINARY::VARIANT::BINARY", hexadecimal)) == content


@BOUNDED
@given(TEXTS)
def test_binary_of_text(cursor: Any, text: str) -> None:
    assert column(cursor, "TO_VARCHAR(TO_BINARY(x, 'UTF-8'), 'UTF-8')", text) == text
    assert bytes(column(cursor, "TO_BINARY(x, 'UTF-8')", text)) == text.encode()
    assert column(cursor, "x::VARIANT::VARCHAR", text) == text


NUMBERS = st.one_of(st.integers(-(10**37), 10**37), st.decimals(-(10**6), 10**6, places=3))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS.filter(bool), inner, max_size=3)),
    max_leaves=8,
)


def written(given: Any) -> str:
    """JSON text with every digit of its numbers."""
    if isinstance(given, dict):
        return "{" + ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {written(v)}" for k, v in given.items()) + "}"
    if isinstance(given, list):
        return "[" + ", ".join(map(written, given)) + "]"
    return format(given, "f") if isinstance(given, Decimal) else json.dumps(given, ensure_ascii=False)


def read(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


@BOUNDED
@given(JSON)
@example({"b": [None, {"é": "\\\"\n"}], "a": 10**37})
def test_variant(cursor: Any, document: Any) -> None:
    text = written(document)
    wanted = read(text)
    for x in ("PARSE_JSON(x)", "PARSE_JSON(TO_JSON(PARSE_JSON(x)))", "PARSE_JSON(x)::VARIANT"):
        assert read(column(cursor, x, text)) == wanted
    cursor.execute("CREATE OR REPLACE TABLE kept (v VARIANT)")
    cursor.execute("INSERT INTO kept SELECT PARSE_JSON(?)", (text,))
    assert read(cursor.execute("SELECT v FROM kept").fetchone()[0]) == wanted
    assert cursor.execute("SELECT v = PARSE_JSON(?) FROM kept", (text,)).fetchone()[0] is True  # null equals null

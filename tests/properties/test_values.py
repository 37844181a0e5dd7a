"""Functions and operators on random values, against a model in Python that shares nothing with the engine."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import mockhaus_dbt

BOUNDED = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
EXACT = Context(prec=100)


@pytest.fixture(scope="module")
def cursor() -> Iterator[Any]:
    with mockhaus_dbt.connect(database="GOLD", schema="PUBLIC") as connection:
        yield connection.cursor()


def value(cursor: Any, text: str) -> Any:
    return cursor.execute(f"SELECT {text}").fetchone()[0]


def literal(given: Any) -> str:
    """A value as Snowflake writes it."""
    if given is None:
        return "NULL"
    if isinstance(given, str):
        return "'" + given.replace("\\", "\\\\").replace("'", "''") + "'"
    if isinstance(given, dt.datetime):
        return f"'{given.isoformat(sep=' ')}'::TIMESTAMP_NTZ"
    if isinstance(given, dt.date):
        return f"'{given.isoformat()}'::DATE"
    return format(given, "f") if isinstance(given, Decimal) else str(given)


def rounded(number: Decimal, places: int, how: str = ROUND_HALF_UP) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-places), how, EXACT)


# -------------------------------------------------------------------------------------------------------------- numbers

scales = st.integers(0, 6)


@st.composite
def decimals(draw: Any, digits: int = 12) -> tuple[Decimal, str]:
    """A number with its SQL text, ``x::NUMBER(digits, s)``."""
    scale = draw(scales)
    most = 10**digits - 1
    whole = draw(st.one_of(st.integers(-most, most), st.sampled_from([0, 1, -1, most, -most])))
    number = Decimal(whole).scaleb(-scale, EXACT)
    return number, f"({format(number, 'f')})::NUMBER({digits},{scale})"


def scale_of(number: Decimal) -> int:
    return max(-int(number.as_tuple().exponent), 0)


@BOUNDED
@given(decimals(), decimals())
def test_arithmetic(cursor: Any, one: tuple[Decimal, str], other: tuple[Decimal, str]) -> None:
    (a, x), (b, y) = one, other
    s1, s2 = scale_of(a), scale_of(b)
    assert value(cursor, f"{x} + {y}") == EXACT.add(a, b)
    assert value(cursor, f"{x} - {y}") == EXACT.subtract(a, b)
    assert value(cursor, f"{x} * {y}") == rounded(EXACT.multiply(a, b), min(s1 + s2, max(s1, s2, 12)))
    if not b:
        with pytest.raises(mockhaus_dbt.SqlError, match="Division by zero"):
            value(cursor, f"{x} / {y}")
        return
    quotient = value(cursor, f"{x} / {y}")
    assert quotient == rounded(EXACT.divide(a, b), max(s1, min(s1 + 6, 12)))
    assert value(cursor, f"{x} % {y}") == EXACT.remainder(a, b)
    assert value(cursor, f"DIV0({x}, {y})") == quotient


@BOUNDED
@given(decimals(18), st.integers(-4, 8))
def test_rounding(cursor: Any, one: tuple[Decimal, str], places: int) -> None:
    number, x = one
    assert value(cursor, f"ROUND({x}, {places})") == rounded(number, places)
    assert value(cursor, f"TRUNC({x}, {places})") == rounded(number, places, ROUND_DOWN)
    assert value(cursor, f"FLOOR({x})") == rounded(number, 0, ROUND_FLOOR)
    assert value(cursor, f"CEIL({x})") == -rounded(-number, 0, ROUND_FLOOR)
    assert value(cursor, f"{x}::INT") == rounded(number, 0)
    assert value(cursor, f"ABS({x})") == abs(number)
    assert value(cursor, f"SIGN({x})") == (number > 0) - (number < 0)


@BOUNDED
@given(st.integers(-(10**38) + 1, 10**38 - 1), st.integers(-(10**38) + 1, 10**38 - 1))
@example(10**38 - 1, 1)
@example(2**63 - 1, 1)
@example(-(2**63), -1)
def test_integers_of_38_digits(cursor: Any, a: int, b: int) -> None:
    for sign, exact in (("+", a + b), ("-", a - b)):
        if abs(exact) < 10**38:
            assert value(cursor, f"{a} {sign} ({b})") == exact
        else:
            with pytest.raises(mockhaus_dbt.SqlError, match="out of representable range"):
                value(cursor, f"{a} {sign} ({b})")
    assert value(cursor, f"({a}) = ({b})") is (a == b)
    assert value(cursor, f"({a}) < ({b})") is (a < b)
    assert value(cursor, f"({a})::VARCHAR") == str(a)
    assert value(cursor, f"PARSE_JSON('{a}') = ({a})") is True


@BOUNDED
@given(st.lists(st.one_of(st.none(), st.integers(-(10**9), 10**9)), min_size=1, max_size=8), st.integers(0, 3))
def test_aggregates(cursor: Any, whole: list[int | None], scale: int) -> None:
    numbers = [None if n is None else Decimal(n).scaleb(-scale) for n in whole]
    rows = ", ".join(f"({literal(n)}::NUMBER(12,{scale}))" for n in numbers)
    total, mean, middle, least, most, known = cursor.execute(
        f"SELECT SUM(x), AVG(x), MEDIAN(x), MIN(x), MAX(x), COUNT(x) FROM VALUES {rows} AS t (x)"
    ).fetchone()
    present = sorted(n for n in numbers if n is not None)
    assert known == len(present)
    if not present:
        assert (total, mean, middle, least, most) == (None,) * 5
        return
    assert (total, least, most) == (sum(present), present[0], present[-1])
    assert mean == rounded(EXACT.divide(sum(present, Decimal(0)), Decimal(len(present))), max(scale, min(scale + 6, 12)))
    half = len(present) // 2
    wanted = present[half] if len(present) % 2 else (present[half - 1] + present[half]) / 2
    assert middle == wanted


# ---------------------------------------------------------------------------------------------------------------- dates

days = st.dates(dt.date(1600, 1, 1), dt.date(2400, 12, 31))
moments = st.datetimes(dt.datetime(1600, 1, 1), dt.datetime(2400, 12, 31))


def months_later(day: dt.date, months: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))


@BOUNDED
@given(days, st.integers(-500, 500))
@example(dt.date(2024, 1, 31), 1)
@example(dt.date(2024, 2, 29), -12)
def test_date_arithmetic(cursor: Any, day: dt.date, count: int) -> None:
    x = literal(day)
    assert value(cursor, f"DATEADD(day, {count}, {x})") == day + dt.timedelta(count)
    assert value(cursor, f"DATEADD(week, {count}, {x})") == day + dt.timedelta(7 * count)
    assert value(cursor, f"DATEADD(month, {count}, {x})") == months_later(day, count)
    assert value(cursor, f"DATEADD(year, {count // 12}, {x})") == months_later(day, count // 12 * 12)
    assert value(cursor, f"{x} + {count}") == day + dt.timedelta(count)
    assert value(cursor, f"LAST_DAY({x})") == months_later(day.replace(day=1), 1) - dt.timedelta(1)
    assert value(cursor, f"DATE_TRUNC(week, {x})") == day - dt.timedelta(day.weekday())
    assert value(cursor, f"DATE_TRUNC(quarter, {x})") == day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    assert value(cursor, f"DAYOFWEEK({x})") == day.isoweekday() % 7
    assert (value(cursor, f"YEAROFWEEKISO({x})"), value(cursor, f"WEEKISO({x})")) == day.isocalendar()[:2]
    assert value(cursor, f"DAYOFYEAR({x})") == day.timetuple().tm_yday
    assert value(cursor, f"TO_CHAR({x}, 'YYYY/MM/DD')") == f"{day.year:04d}/{day.month:02d}/{day.day:02d}"


@BOUNDED
@given(moments, moments)
def test_datediff_counts_boundaries(cursor: Any, a: dt.datetime, b: dt.datetime) -> None:
    x, y = literal(a), literal(b)
    assert value(cursor, f"DATEDIFF(year, {x}, {y})") == b.year - a.year
    assert value(cursor, f"DATEDIFF(month, {x}, {y})") == (b.year - a.year) * 12 + b.month - a.month
    assert value(cursor, f"DATEDIFF(day, {x}, {y})") == (b.date() - a.date()).days
    start, end = (m.replace(minute=0, second=0, microsecond=0) for m in (a, b))
    assert value(cursor, f"DATEDIFF(hour, {x}, {y})") == (end - start) // dt.timedelta(hours=1)
    assert value(cursor, f"TIMESTAMPDIFF(microsecond, {x}, {y})") == (b - a) // dt.timedelta(microseconds=1)
    assert value(cursor, f"{x} < {y}") is (a < b)


@BOUNDED
@given(moments, st.integers(-14 * 60, 14 * 60), st.integers(-14 * 60, 14 * 60))
def test_offsets_are_kept(cursor: Any, moment: dt.datetime, one: int, other: int) -> None:
    a, b = (moment.replace(tzinfo=dt.timezone(dt.timedelta(minutes=m))) for m in (one, other))
    texts = [f"'{m.strftime('%Y-%m-%d %H:%M:%S.%f %z')}'::TIMESTAMP_TZ" for m in (a, b)]
    kept = value(cursor, texts[0])
    assert (kept, kept.utcoffset()) == (a, a.utcoffset())
    assert value(cursor, f"{texts[0]} = {texts[1]}") is (a == b)
    assert value(cursor, f"{texts[0]} < {texts[1]}") is (a < b)
    assert value(cursor, f"{texts[0]}::TIMESTAMP_NTZ") == moment
    assert value(cursor, f"DATEDIFF(minute, {texts[0]}, {texts[1]})") is not None


# ----------------------------------------------------------------------------------------------------------------- text

words = st.text(st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0x2FFF), max_size=12)
plain = st.text("abcXYZ ,-_0é", max_size=12)


@BOUNDED
@given(words, st.integers(-14, 14), st.integers(0, 14))
def test_pieces_of_text(cursor: Any, text: str, start: int, length: int) -> None:
    x = literal(text)
    assert value(cursor, f"LENGTH({x})") == len(text)
    assert value(cursor, f"LEFT({x}, {length})") == text[:length]
    assert value(cursor, f"RIGHT({x}, {length})") == (text[-length:] if length else "")
    assert value(cursor, f"REVERSE({x})") == text[::-1]
    begin = start - 1 if start > 0 else 0 if start == 0 else len(text) + start
    wanted = text[begin : begin + length] if begin >= 0 else ""
    assert value(cursor, f"SUBSTR({x}, {start}, {length})") == wanted
    assert value(cursor, f"{x} || {literal('|')}") == text + "|"


@BOUNDED
@given(plain, st.text("aX ,é", min_size=1, max_size=2), plain)
def test_searching_text(cursor: Any, text: str, part: str, other: str) -> None:
    x, y, z = literal(text), literal(part), literal(other)
    assert value(cursor, f"POSITION({y}, {x})") == text.find(part) + 1
    assert value(cursor, f"CONTAINS({x}, {y})") is (part in text)
    assert value(cursor, f"STARTSWITH({x}, {y})") is text.startswith(part)
    assert value(cursor, f"ENDSWITH({x}, {y})") is text.endswith(part)
    assert value(cursor, f"REPLACE({x}, {y}, {z})") == text.replace(part, other)
    parts = text.split(part)
    assert value(cursor, f"SPLIT_PART({x}, {y}, 1)") == parts[0]
    assert value(cursor, f"SPLIT_PART({x}, {y}, -1)") == parts[-1]
    assert value(cursor, f"ARRAY_SIZE(SPLIT({x}, {y}))") == len(parts)
    assert value(cursor, f"REGEXP_COUNT({x}, '[aX]')") == sum(c in "aX" for c in text)
    assert value(cursor, f"UPPER({x})") == text.upper()
    assert value(cursor, f"TRIM({x})") == text.strip(" ")
    assert value(cursor, f"{x} < {z}") is (text.encode() < other.encode())


@BOUNDED
@given(st.sampled_from(["UPPER(%s)", "LENGTH(%s)", "SUBSTR(%s, 1, 2)", "%s || 'a'", "ABS(%s)", "ROUND(%s, 1)", "%s + 1",
                        "DATEADD(day, 1, %s)", "DATE_TRUNC(month, %s)", "REPLACE(%s, 'a', 'b')", "SPLIT(%s, 'a')"]))
def test_null_gives_null(cursor: Any, shape: str) -> None:
    kind = "DATE" if "DATE" in shape else "INT" if any(n in shape for n in ("ABS", "ROUND", "+")) else "VARCHAR"
    assert value(cursor, shape % f"NULL::{kind}") is None


# ------------------------------------------------------------------------------------------------------- order and names


@BOUNDED
@given(
    st.lists(st.one_of(st.none(), st.integers(-5, 5)), min_size=1, max_size=8),
    st.sampled_from(["ASC", "DESC"]),
    st.sampled_from(["", "NULLS FIRST", "NULLS LAST"]),
)
def test_order_and_nulls(cursor: Any, numbers: list[int | None], direction: str, nulls: str) -> None:
    rows = ", ".join(f"({literal(n)}::INT)" for n in numbers)
    present = sorted((n for n in numbers if n is not None), reverse=direction == "DESC")
    absent = [None] * numbers.count(None)
    first = nulls == "NULLS FIRST" or (not nulls and direction == "DESC")
    wanted = absent + present if first else present + absent
    for kind in ("x", "x::VARIANT", "x::FLOAT"):
        got = cursor.execute(
            f"SELECT x FROM VALUES {rows} AS t (x) ORDER BY {kind} {direction} {nulls}"
        ).fetchall()
        assert [row[0] for row in got] == wanted


@BOUNDED
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=10), min_size=1, max_size=4, unique=True))
@example(["a", "A"])
@example(['q"q', "select", " ", "É"])
def test_names_round_trip(cursor: Any, names: list[str]) -> None:
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    cursor.execute(f"CREATE OR REPLACE TABLE named ({', '.join(f'{q} INT' for q in quoted)})")
    cursor.execute(f"INSERT INTO named VALUES ({', '.join(str(i) for i in range(len(names)))})")
    cursor.execute("SELECT * FROM named")
    assert [column.name for column in cursor.description] == names
    for i, name in enumerate(quoted):
        assert cursor.execute(f"SELECT {name} FROM named").fetchone() == (i,)

"""Dates and times: parameters of weeks, time zones, types of results, errors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt import SqlError
from mockhaus_dbt.translation.types import FIELD_IDS


@pytest.fixture
def cursor() -> Iterator[Any]:
    with mockhaus_dbt.connect(database="MOCKHAUS", schema="PUBLIC") as connection:
        yield connection.cursor()


def row(cursor: Any, query: str) -> tuple[Any, ...]:
    cursor.execute(query)
    return tuple(cursor.fetchone())


DATES = ("2016-12-30", "2017-01-01", "2017-01-02", "2017-01-04", "2017-12-31")
WEEKS = "FROM VALUES " + ", ".join(f"('{d}'::DATE)" for d in DATES) + " t(d)"


@pytest.mark.parametrize(
    ("policy", "start", "weeks", "years"),
    [
        (0, 0, [52, 52, 1, 1, 52], [2016, 2016, 2017, 2017, 2017]),
        (0, 3, [53, 53, 53, 1, 52], [2016, 2016, 2016, 2017, 2017]),
        (1, 1, [53, 1, 2, 2, 53], [2016, 2017, 2017, 2017, 2017]),
        (1, 3, [53, 1, 1, 2, 53], [2016, 2017, 2017, 2017, 2017]),
    ],
)
def test_weeks_of_the_year(cursor: Any, policy: int, start: int, weeks: list[int], years: list[int]) -> None:
    cursor.execute(f"ALTER SESSION SET WEEK_OF_YEAR_POLICY = {policy}, WEEK_START = {start}")
    cursor.execute(f"SELECT WEEK(d), YEAROFWEEK(d), WEEKISO(d) {WEEKS} ORDER BY d")
    rows = cursor.fetchall()
    assert [r[0] for r in rows] == weeks
    assert [r[1] for r in rows] == years
    assert [r[2] for r in rows] == [52, 52, 1, 1, 52]


@pytest.mark.parametrize(
    ("start", "days", "beginnings", "differences"),
    [
        (0, [5, 0, 1, 3, 0], ["2016-12-26", "2016-12-26", "2017-01-02", "2017-01-02", "2017-12-25"], [0, 0, 1, 1, 52]),
        (3, [3, 5, 6, 1, 5], ["2016-12-28", "2016-12-28", "2016-12-28", "2017-01-04", "2017-12-27"], [0, 0, 0, 1, 52]),
    ],
)
def test_first_day_of_the_week(
    cursor: Any, start: int, days: list[int], beginnings: list[str], differences: list[int]
) -> None:
    cursor.execute(f"ALTER SESSION SET WEEK_START = {start}")
    cursor.execute(
        "SELECT DAYOFWEEK(d), DATE_TRUNC('week', d)::VARCHAR, DATEDIFF('week', '2017-01-01', d), "
        f"LAST_DAY(d, 'week') - DATE_TRUNC('week', d) {WEEKS} ORDER BY d"
    )
    rows = cursor.fetchall()
    assert [r[0] for r in rows] == days
    assert [r[1] for r in rows] == beginnings
    assert [r[2] for r in rows] == differences
    assert {r[3] for r in rows} == {6}


def test_months_and_days_in_one_statement(cursor: Any) -> None:
    """DuckDB takes intervals of a month and of 30 days for equal."""
    source = "FROM VALUES ('2024-01-31 10:00:00'::TIMESTAMP) t(ts)"
    query = "SELECT DATEADD(MONTH, 1, ts)::VARCHAR, DATEADD(DAY, 30, ts)::VARCHAR, DATEADD(HOUR, 720, ts)::VARCHAR"
    want = ("2024-02-29 10:00:00.000", "2024-03-01 10:00:00.000", "2024-03-01 10:00:00.000")
    assert row(cursor, f"{query} {source}") == want
    query = "SELECT (ts + INTERVAL '1 month')::VARCHAR, (ts + INTERVAL '30 days')::VARCHAR"
    assert row(cursor, f"{query} {source}") == want[:2]


def test_days_and_hours_over_the_change_of_the_clock(cursor: Any) -> None:
    source = "FROM VALUES ('2024-03-09 12:00:00'::TIMESTAMP_LTZ) t(l)"
    query = "SELECT DATEADD(DAY, 1, l)::VARCHAR, DATEADD(HOUR, 24, l)::VARCHAR"
    assert row(cursor, f"{query} {source}") == ("2024-03-10 12:00:00.000 -0700", "2024-03-10 13:00:00.000 -0700")


def test_parts_of_an_interval_apply_in_order(cursor: Any) -> None:
    query = "SELECT ('2019-02-28'::DATE + INTERVAL '{}')::VARCHAR"
    assert row(cursor, query.format("1 day, 1 year")) == ("2020-03-01",)
    assert row(cursor, query.format("1 year, 1 day")) == ("2020-02-29",)


def test_session_zone(cursor: Any) -> None:
    cursor.execute("ALTER SESSION SET TIMEZONE = 'Europe/Paris'")
    query = (
        "SELECT '2024-07-01 10:00'::TIMESTAMP_LTZ::VARCHAR, '2024-01-01T00:00:00Z'::TIMESTAMP_LTZ::VARCHAR, "
        "'2024-07-01 10:00'::TIMESTAMP_TZ::VARCHAR, CONVERT_TIMEZONE('UTC', '2024-07-01 10:00'::TIMESTAMP_NTZ)::VARCHAR"
    )
    assert row(cursor, query) == (
        "2024-07-01 10:00:00.000 +0200",
        "2024-01-01 01:00:00.000 +0100",
        "2024-07-01 10:00:00.000 +0200",
        "2024-07-01 08:00:00.000 +0000",
    )


def test_output_formats(cursor: Any) -> None:
    cursor.execute("ALTER SESSION SET DATE_OUTPUT_FORMAT = 'DD-MON-YYYY', TIME_OUTPUT_FORMAT = 'HH12:MI AM'")
    assert row(cursor, "SELECT '2024-01-02'::DATE::VARCHAR, '15:04'::TIME::VARCHAR") == ("02-Jan-2024", "03:04 PM")


def test_timestamp_type_mapping(cursor: Any) -> None:
    cursor.execute("ALTER SESSION SET TIMESTAMP_TYPE_MAPPING = 'TIMESTAMP_LTZ'")
    assert row(cursor, "SELECT TO_TIMESTAMP(0)::VARCHAR") == ("1969-12-31 16:00:00.000 -0800",)


def test_types_stay(cursor: Any) -> None:
    cursor.execute(
        "SELECT DATEADD(DAY, 1, '2024-01-01'::DATE) a, DATEADD(HOUR, 1, '2024-01-01'::DATE) b, "
        "DATE_TRUNC('month', '2024-01-01 00:00 +01:00'::TIMESTAMP_TZ) c, ADD_MONTHS('2024-01-01'::DATE, 1) d, "
        "DATEADD(MINUTE, 1, '10:00'::TIME) e"
    )
    codes = [FIELD_IDS[name] for name in ("DATE", "TIMESTAMP_NTZ", "TIMESTAMP_TZ", "DATE", "TIME")]
    assert [column[1] for column in cursor.description] == codes


@pytest.mark.parametrize(
    "query",
    [
        "SELECT DATEADD(FORTNIGHT, 1, '2024-01-01'::DATE)",
        "SELECT DATEADD(DAY, 1, '10:00'::TIME)",
        "SELECT DATE_TRUNC('day', '10:00'::TIME)",
        "SELECT YEAR('10:00'::TIME)",
        "SELECT CONVERT_TIMEZONE('PDT', 'UTC', '2024-01-01'::TIMESTAMP_NTZ)",
        "SELECT CONVERT_TIMEZONE('UTC', 'UTC', '2024-01-01'::TIMESTAMP_TZ)",
        "SELECT TIME_SLICE('2024-01-01'::DATE, 1, 'HOUR')",
        "SELECT TIME_SLICE('2024-01-01'::DATE, 0, 'DAY')",
    ],
)
def test_refusals(cursor: Any, query: str) -> None:
    with pytest.raises(SqlError):
        cursor.execute(query)


def test_views_ask_for_the_present(cursor: Any) -> None:
    cursor.execute("CREATE OR REPLACE VIEW present AS SELECT CURRENT_TIMESTAMP AS t, CURRENT_DATE AS d")
    assert row(cursor, "SELECT t IS NOT NULL, d = CURRENT_DATE FROM present") == (True, True)


def test_context_functions(cursor: Any) -> None:
    cursor.execute("SELECT 1")
    first = cursor.sfqid
    assert row(cursor, "SELECT LAST_QUERY_ID()") == (first,)
    assert row(cursor, "SELECT LAST_QUERY_ID(-2) = LAST_QUERY_ID()") == (False,)
    assert row(cursor, "SELECT CURRENT_DATABASE(), CURRENT_SCHEMA()") == ("MOCKHAUS", "PUBLIC")
    cursor.execute("CREATE ROLE IF NOT EXISTS analyst")
    assert row(cursor, "SELECT IS_ROLE_IN_SESSION('ANALYST')") == (False,)
    cursor.execute("GRANT ROLE analyst TO ROLE SYSADMIN")
    assert row(cursor, "SELECT IS_ROLE_IN_SESSION('ANALYST')") == (True,)


def test_equal_moments_of_other_offsets(cursor: Any) -> None:
    source = "FROM VALUES ('2024-01-01 10:00 +00:00'::TIMESTAMP_TZ), ('2024-01-01 12:00 +02:00'::TIMESTAMP_TZ) t(tz)"
    assert row(cursor, f"SELECT COUNT(DISTINCT tz), COUNT(*) {source}") == (1, 2)
    cursor.execute(f"SELECT COUNT(*) OVER (PARTITION BY tz) {source}")
    assert cursor.fetchall() == [(2,), (2,)]
    cursor.execute(f"SELECT tz = '2024-01-01 11:00 +01:00', tz::VARCHAR {source} ORDER BY 2")
    assert cursor.fetchall() == [(True, "2024-01-01 10:00:00.000 +0000"), (True, "2024-01-01 12:00:00.000 +0200")]


def test_the_present_takes_a_precision(cursor: Any) -> None:
    assert row(cursor, "SELECT TO_CHAR(CURRENT_TIMESTAMP(0), 'FF6')") == ("000000",)


def test_formats_print_every_digit(cursor: Any) -> None:
    query = "SELECT TO_CHAR(column1::TIMESTAMP, 'YYYY-MM-DD HH24:MI:SS.FF9') FROM VALUES ('2024-01-02 03:04:05.678901')"
    assert row(cursor, query) == ("2024-01-02 03:04:05.678901000",)


SHAPES = {
    "AUTO": [
        *(f"2024-{day}{sep}{time}{zone}" for day in ("07-31", "02-30") for sep in "T "
          for time in ("10:07:28", "23:59:59.999999", "24:00:00", "10:07:60")
          for zone in ("", "Z", "+02:00", "-00:30", "+00:00", "+0530")),
        "0000-00-00", "2024-13-01", "2024-01-05 10:00", "2024-01-05 10:11:12.123456789+01:00", "1/5/2024",
    ],
    "YYYY-MM-DD": ["2024-01-05", "0000-00-00", "2024-13-01", "2024-1-5", "20240105", " 2024-01-05", "2024-02-30",
                   "infinity", " -infinity", "epoch", "202４-01-05"],
    "DD/MM/YYYY HH24:MI:SS": ["05/01/2024 10:11:12", "31/02/2024 10:11:12", "05/01/0000 10:11:12", "5/1/2024 1:2:3"],
    "YYYYMMDD": ["20240105", "20241305", "2024015", "00000101", "20000101", "20000001"],
    "YYYYMMDDHH24MISS": ["20240105101112", "20240105000000", "20000101000000", "20240105250000"],
    "HH24:MI:SS": ["10:11:12", "25:11:12", "00:00:00"],
    "YYYYMMDD HH24:MI:SS": ["20000101 10:11:12", "20240105 00:00:00", "20241305 10:11:12"],
}  # fmt: skip


@pytest.mark.parametrize("kind", ["DATE", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"])
@pytest.mark.parametrize("pattern", list(SHAPES))
def test_columns_are_read_as_constants_are(cursor: Any, pattern: str, kind: str) -> None:
    texts = SHAPES[pattern]
    call = f"TRY_TO_{kind}({{}}, '{pattern}')::VARCHAR"
    constants = row(cursor, "SELECT " + ", ".join(call.format(f"'{text}'") for text in texts))
    rows = ", ".join(f"({i}, '{text}')" for i, text in enumerate(texts))
    cursor.execute(f"SELECT {call.format('column2')} FROM VALUES {rows} ORDER BY column1")
    assert [r[0] for r in cursor.fetchall()] == list(constants)
    assert any(constants) and None in constants

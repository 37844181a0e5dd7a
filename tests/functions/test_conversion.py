"""Conversions: what examples cannot say, and that columns are read as constants are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt import SqlError


@pytest.fixture(scope="module")
def cursor() -> Iterator[Any]:
    with mockhaus_dbt.connect(database="MOCKHAUS", schema="PUBLIC") as connection:
        yield connection.cursor()


def one(cursor: Any, expression: str, source: str = "") -> Any:
    cursor.execute(f"SELECT {expression} {source}")
    return cursor.fetchone()[0]


def failure(cursor: Any, query: str) -> str:
    with pytest.raises(SqlError) as caught:
        cursor.execute(query)
        cursor.fetchall()
    return str(caught.value)


TEXTS = [
    "2024-01-02",
    "2024-1-2",
    "24-01-02",
    " 2024-01-02 ",
    "2024-02-30",
    "2024/01/02",
    "01-02-2019",
    "20240102",
    "31536000000",
    "-5",
    "05-Mar-2016",
    "03-April-2024",
    "12/31/2024",
    "2/18/2008 02:36:48",
    "2024-01-02T10",
    "2024-01-02 10:00",
    "2024-01-02T10:00:05.123456789",
    "2024-01-02 10:00:05.",
    "2024-01-02 24:00:00",
    "2024-01-02 10:00:60",
    "2024-01-02 10:00:05 UTC",
    "2024-01-02T10:00:05Z",
    "2024-01-02T10:00:05.5+05:30",
    "2024-01-02 10:00:05 -0800",
    "2024-01-02 10:00:05 -7",
    "2024-01-02 10:00:05+99:00",
    "Thu, 21 Dec 2000 16:01:07 +0200",
    "Thu, 21 Dec 2000 04:01:07.123 PM",
    "Mon Jul 08 18:09:51 +0000 2013",
    "0000-01-01",
    "x",
    "",
]


@pytest.mark.parametrize("kind", ["DATE", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"])
def test_columns_read_as_constants(cursor: Any, kind: str) -> None:
    rows = ", ".join(f"('{text}')" for text in TEXTS)
    cursor.execute(f"SELECT column1, TRY_CAST(column1 AS {kind})::VARCHAR FROM VALUES {rows}")
    columns = dict(cursor.fetchall())
    cursor.execute("SELECT " + ", ".join(f"TRY_CAST('{text}' AS {kind})::VARCHAR" for text in TEXTS))
    assert columns == dict(zip(TEXTS, cursor.fetchone()))


FORMATS = [
    ("YYYYMMDD", "20240102", "2024-01-02"),
    ("YYYYMMDD", "202412", None),
    ("MM/DD/YYYY", "1/2/2024", "2024-01-02"),
    ("DD-MON-YYYY", "02-january-2024", "2024-01-02"),
    ("YY-MM-DD", "69-1-2", "2069-01-02"),
    ("YY-MM-DD", "70-1-2", "1970-01-02"),
    ("YYYY-MM-DD|MM/DD/YYYY", "01/02/2024", "2024-01-02"),
    ('YYYY"y"MM"m"DD', "2024y01m02", "2024-01-02"),
    ("DY, DD MON YYYY", "Tue, 02 Jan 2024", "2024-01-02"),
    ("MMMM DD, YYYY", "January 2, 2024", "2024-01-02"),
    ("YYYY-MM-DD", "2024-01-02 10:00", None),
]


@pytest.mark.parametrize(("form", "text", "want"), FORMATS)
def test_formats(cursor: Any, form: str, text: str, want: str | None) -> None:
    assert one(cursor, f"TRY_TO_DATE('{text}', '{form}')::VARCHAR") == want
    assert one(cursor, f"TRY_TO_DATE(column1, '{form}')::VARCHAR", f"FROM VALUES ('{text}')") == want


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT 'x'::INT", "100038 (22018): Numeric value 'x' is not recognized"),
        ("SELECT column1::INT FROM VALUES ('1_0')", "100038 (22018): Numeric value '1_0' is not recognized"),
        ("SELECT column1::INT FROM VALUES ('0x10')", "100038 (22018): Numeric value '0x10' is not recognized"),
        ("SELECT TO_NUMBER('12.3456', 10, 9)", "100039 (22003): Numeric value '12.3456' is out of range"),
        (
            "SELECT 12345::NUMBER(3, 0)",
            "100046 (22003): Number out of representable range: type FIXED[SB2](3,0){nullable}, value 12345",
        ),
        ("SELECT 12.3::FLOAT::NUMBER(3, 2)", "100039 (22003): Numeric value '12.3' is out of range"),
        ("SELECT 'maybe'::BOOLEAN", "100037 (22018): Boolean value 'maybe' is not recognized"),
        ("SELECT '2024/01/02'::DATE", "100040 (22007): Date '2024/01/02' is not recognized"),
        ("SELECT column1::DATE FROM VALUES ('2024-13-01')", "100040 (22007): Date '2024-13-01' is not recognized"),
        ("SELECT column1::TIMESTAMP FROM VALUES ('it''s')", "100035 (22007): Timestamp 'it's' is not recognized"),
        ("SELECT TO_TIME('25:00')", "100108 (22007): Time '25:00' is not recognized"),
        ("SELECT 'abc'::VARCHAR(2)", "100078 (22000): String 'abc' is too long and would be truncated"),
        (
            "SELECT column1::VARCHAR(2) FROM VALUES (123)",
            "100078 (22000): String '123' is too long and would be truncated",
        ),
        ("SELECT TO_DECIMAL('ae5', 'XX')", "100140 (22007): Can't parse 'ae5' as number with format 'XX'"),
        ("SELECT PARSE_JSON('{\"a\":\"x\"}'):a::INT", '100071 (22000): Failed to cast variant value "x" to FIXED'),
        ("SELECT PARSE_JSON('{\"a\":\"x\"}'):a::DATE", '100071 (22000): Failed to cast variant value "x" to DATE'),
        ("SELECT TO_BINARY('zz')", "100115 (22000): The following string is not a legal hex-encoded value: 'zz'"),
    ],
)
def test_errors(cursor: Any, query: str, message: str) -> None:
    assert failure(cursor, query) == message


@pytest.mark.parametrize("query", ["SELECT TRY_CAST(1 AS DATE)", "SELECT TRY_TO_NUMBER(1.5)", "SELECT 1::DATE"])
def test_conversions_that_do_not_exist(cursor: Any, query: str) -> None:
    assert failure(cursor, query).startswith("001065 (22023): SQL compilation error:")


def test_casts_work_where_duckdb_refuses_volatile_expressions(cursor: Any) -> None:
    query = "SELECT SUM(n) OVER (PARTITION BY s::DATE ORDER BY n) FROM VALUES ('2024-01-01', 1), ('2024-01-01', 2) t(s, n)"
    cursor.execute(f"{query} ORDER BY 1")
    assert [r[0] for r in cursor.fetchall()] == [1, 3]


def test_grouping_by_a_computed_cast(cursor: Any) -> None:
    cursor.execute(
        "SELECT TO_DATE(s || '-01'), COUNT(*) FROM VALUES ('2024-01'), ('2024-01') t(s) GROUP BY TO_DATE(s || '-01')"
    )
    assert len(cursor.fetchall()) == 1


@pytest.mark.parametrize(
    ("form", "twelve", "minus_seven"),
    [
        ("99", " 12", " -7"),
        ("S99", "+12", " -7"),
        ("99S", "12+", " 7-"),
        ("MI99", " 12", "- 7"),
        ("99MI", "12 ", " 7-"),
        ("$99", " $12", " -$7"),
        ("FM99", "12", "-7"),
    ],
)
def test_signs_of_number_formats(cursor: Any, form: str, twelve: str, minus_seven: str) -> None:
    cursor.execute(f"SELECT TO_CHAR(column1, '{form}') FROM VALUES (12), (-7)")
    assert [r[0] for r in cursor.fetchall()] == [twelve, minus_seven]


def test_number_of_a_variant_counts_in_the_session_zone(cursor: Any) -> None:
    assert one(cursor, "PARSE_JSON('0')::TIMESTAMP_NTZ::VARCHAR") == "1969-12-31 16:00:00.000"
    assert one(cursor, "PARSE_JSON('0')::INT::TIMESTAMP_NTZ::VARCHAR") == "1970-01-01 00:00:00.000"


def test_integers_beyond_64_bits(cursor: Any) -> None:
    assert one(cursor, "'99999999999999999999'::INT") == 99999999999999999999
    assert one(cursor, "TRY_TO_NUMBER(column1)", "FROM VALUES ('99999999999999999999')") == 99999999999999999999


def test_fractions_keep_their_zero(sql):
    """DuckDB writes DECIMAL(1, 1) as ``.5``."""
    [row] = sql.rows(
        "select to_varchar(0.1), 'x' || -0.5, object_construct('a', 0.25, 'b', 0.0), 0.5::variant::varchar, "
        "(0.25::number(38,37))::varchar, array_construct(0.5)[0]::number(2,1)"
    )
    assert row[:4] == ("0.1", "x-0.5", '{"a":0.25,"b":0}', "0.5")
    assert row[4].startswith("0.25000")
    assert str(row[5]) == "0.5"

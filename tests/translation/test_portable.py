"""Text without Python functions reads dates and times as those functions do."""

from __future__ import annotations

import duckdb
import pytest

from mockhaus_dbt.translation.datetime_input import read
from mockhaus_dbt.translation.portable import portable

TEXTS = [
    "2024-02-29",
    "2024-2-9",
    "2024-02-30",
    "2023-02-29",
    "2024-02-29 10:11",
    "2024-02-29 10:11:12",
    "2024-02-29 10:11:12.5",
    "2024-02-29T10:11:12.123456",
    "2024-02-29 10:11:12.123456789",
    "2024-02-29 9:8:7",
    "2024-02-29 10:11:12 +02:00",
    "2024-02-29 10:11:12+0230",
    "2024-02-29T10:11:12-5",
    "2024-02-29 10:11:12Z",
    "2024-02-29 10:11:12 z",
    "2024-02-29 24:00:00",
    "2024-02-29 10",
    "2024-02-29T10",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31 23:59:59.999999",
    "12345",
    "-1",
    "1709201472",
    "1709201472000",
    "1709201472000000",
    "1709201472000000000",
    "29-Feb-2024",
    "02/29/2024",
    "2/9/2024",
    "02/29/2024 10:11:12",
    "Thu, 29 Feb 2024 10:11:12",
    "Thu, 29 Feb 2024 10:11:12 +0100",
    "Thu, 29 Feb 2024 10:11:12.5 -0800",
    "Thu, 29 Feb 2024 01:11:12 PM",
    "Thu, 29 Feb 2024 01:11:12 PM +0100",
    "10:11:12",
    "10:11",
    "1:11 PM",
    "01:11:12 am",
    "13:11 AM",
    "10:11:12.123",
    "24:00",
    "yesterday",
    "infinity",
    " -Infinity",
    "epoch",
    "Epoch +0100",
    "2024",
    "2024-02",
    " 2024-02-29 10:11:12 ",
    "",
]


def portably(text: str, kind: str, pattern: str) -> tuple[int, int | None] | None:
    call = f"mh_read_moment(t, '{kind}', '{pattern}', 1970)"
    (found,) = duckdb.execute(f"SELECT {portable(call, lambda _: None)} FROM (SELECT $1::VARCHAR AS t)", [text]).fetchone()
    return None if found is None else tuple(found)


@pytest.mark.parametrize("kind", ["DATE", "TIMESTAMP_NTZ", "TIMESTAMP_TZ", "TIME"])
@pytest.mark.parametrize("text", TEXTS)
def test_auto(text: str, kind: str) -> None:
    expected = read(text, kind, "AUTO")
    found = portably(text, kind, "AUTO")
    if kind == "TIME" and found is not None:
        found = found[0] % 86_400_000_000, None
    assert found == (None if expected is None else (expected.nanoseconds // 1000, expected.offset))


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("2024/02/29", "YYYY/MM/DD"),
        ("29.02.2024 10:11", "DD.MM.YYYY HH24:MI"),
        ("Feb 29, 2024 01:02:03 PM", "MON DD, YYYY HH12:MI:SS AM"),
        ("February 2024", "MMMM YYYY"),
        ("2024-02-29 10:11:12.345 +01:30", "YYYY-MM-DD HH24:MI:SS.FF3 TZH:TZM"),
        ("2024-02-29 10:11:12 -0800", "YYYY-MM-DD HH24:MI:SS TZHTZM"),
        ("nothing", "YYYY/MM/DD"),
        ("2024-02-29", "YYYY/MM/DD|AUTO"),
    ],
)
def test_formats(text: str, pattern: str) -> None:
    expected = read(text, "TIMESTAMP_TZ", pattern)
    assert portably(text, "TIMESTAMP_TZ", pattern) == (
        None if expected is None else (expected.nanoseconds // 1000, expected.offset)
    )


def test_what_sql_cannot_say_fails_when_it_is_computed() -> None:
    text = portable("SELECT 1 AS a, mh_sha2('mh_x(', mh_y(1, ')'), 256) AS b", {"mh_sha2": "VARCHAR"}.get)
    assert duckdb.execute(f"SELECT a FROM ({text})").fetchall() == [(1,)]
    with pytest.raises(duckdb.Error, match="This needs Mockhaus: sha2 is a function of Mockhaus"):
        duckdb.execute(text).fetchall()
    with pytest.raises(duckdb.Error, match="the date format YY"):
        portably("24", "DATE", "YY")


def test_quoted_text_is_no_call() -> None:
    assert portable("SELECT 'mh_x(' AS \"mh_y(\"", lambda _: None) == "SELECT 'mh_x(' AS \"mh_y(\""

"""Functions take subqueries as arguments as they take columns."""

from __future__ import annotations

import pytest

import mockhaus_dbt

#: calls of literals; each literal between braces stands for itself, and for a subquery that gives it.
CALLS = [
    "DATEDIFF(DAY, {'2024-03-01'}::DATE, {'2024-02-28'}::DATE)",
    "ADD_MONTHS({'2016-02-29'}::DATE, {1})",
    "ADD_MONTHS('2016-05-15'::TIMESTAMP_NTZ, {2})",
    "CONVERT_TIMEZONE({'UTC'}, {'2024-04-05 12:00:00 +02:00'})",
    "PARSE_JSON({'\"2024-01-01\"'})::DATE",
    "PARSE_JSON({'\"2024-01-01 10:00:00\"'})::TIMESTAMP_LTZ",
    "GET(PARSE_JSON({'[\"a\",\"b\"]'}), {1})::VARCHAR",
    "ARRAY_INSERT(ARRAY_CONSTRUCT({0}, 1, {2}), {-1}, {'x'})::VARCHAR",
    "ARRAY_REMOVE(ARRAY_CONSTRUCT({1}, 5, 'a'), {5})::VARCHAR",
    "ARRAYS_ZIP(ARRAY_CONSTRUCT({1}, 2), ARRAY_CONSTRUCT({'a'}))::VARCHAR",
    "ARRAY_CONTAINS({'a'}::VARIANT, ARRAY_CONSTRUCT({'a'}, {1}))",
    "ARRAY_TO_STRING(ARRAY_CONSTRUCT({'a'}, NULL, {'b'}), {','})",
    "BOOLAND({2}, {0})",
    "NEXT_DAY({'2024-05-08'}::DATE, {'fr'})",
    "OBJECT_INSERT(OBJECT_CONSTRUCT({'a'}, {1}), {'b'}, {2})::VARCHAR",
]


@pytest.fixture(scope="module")
def cursor():
    with mockhaus_dbt.connect(database="DB", schema="PUBLIC") as connection:
        cursor = connection.cursor()
        cursor.execute("create table one (id int) as select 1")
        yield cursor


@pytest.mark.parametrize("call", CALLS)
def test_a_subquery_counts_as_its_value(cursor, call):
    plain = call.replace("{", "").replace("}", "")
    given = call.replace("{", "(SELECT MAX(").replace("}", ") FROM one)")
    correlated = call.replace("{", "(SELECT MAX(").replace("}", ") FROM one i WHERE i.id = o.id)")
    expected = cursor.execute(f"SELECT {plain}").fetchall()
    assert expected[0][0] is not None
    assert cursor.execute(f"SELECT {given}").fetchall() == expected
    assert cursor.execute(f"SELECT {correlated} FROM one o").fetchall() == expected


@pytest.mark.parametrize("function", ["CONCAT", "ARRAY_CONSTRUCT"])
def test_ten_and_more(cursor, function):
    letters = [f"'{c}'" for c in "abcdefghijkl"]
    expected = cursor.execute(f"SELECT {function}({', '.join(letters)})::VARCHAR").fetchall()
    subqueries = ", ".join(f"(SELECT {letter})" for letter in letters)
    assert cursor.execute(f"SELECT {function}({subqueries})::VARCHAR").fetchall() == expected

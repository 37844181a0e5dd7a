"""What heads a column without alias: the expression as it was written, in upper case."""

from __future__ import annotations

import pytest

import mockhaus_dbt

#: statement, headings. The first ones are examples of the documentation with their printed headings
#: (functions/concat, to_char, array_slice, listagg).
CASES = [
    ("SELECT CONCAT('George Washington ', 'Carver')", ["CONCAT('GEORGE WASHINGTON ', 'CARVER')"]),
    ("SELECT 'This ' || 'is '", ["'THIS ' || 'IS '"]),
    ("SELECT TO_VARCHAR(LOG(3,4))", ["TO_VARCHAR(LOG(3,4))"]),
    (
        "SELECT TO_VARCHAR('2024-04-05 01:02:03'::TIMESTAMP, 'mm/dd/yyyy, hh24:mi hours')",
        ["TO_VARCHAR('2024-04-05 01:02:03'::TIMESTAMP, 'MM/DD/YYYY, HH24:MI HOURS')"],
    ),
    (
        "SELECT ARRAY_SLICE(['foo','snow','flake','bar'], 1, 3)",
        ["ARRAY_SLICE(['FOO','SNOW','FLAKE','BAR'], 1, 3)"],
    ),
    (
        "SELECT b,\n   LISTAGG(a, ', ')\n     WITHIN GROUP (ORDER BY a DESC)\n  FROM t\n  GROUP BY b",
        ["B", "LISTAGG(A, ', ')\n     WITHIN GROUP (ORDER BY A DESC)"],
    ),
    ("select 1+1,1 + 1, -1, 'it''s' from t", ["1+1", "1 + 1", "-1", "'IT''S'"]),
    ("select distinct a is distinct from 1 from t", ["A IS DISTINCT FROM 1"]),
    ("select top 1 a+1 as x, A+1, t.a, t.a+1 from t", ["X", "A+1", "A", "T.A+1"]),
    ("select * exclude a, count (*) from t group by b", ["B", "COUNT (*)"]),
    ("select (select max(a) from t), exists(select 1)", ["(SELECT MAX(A) FROM T)", "EXISTS(SELECT 1)"]),
    ("with c as (select max(a) from t) select * from c union all select 1", ["MAX(A)"]),
    ("select q.\"MAX( a )\" from (select max( a ) as \"MAX( a )\" from t) q", ["MAX( a )"]),
    ("select q.\"MIN( A )\" from (select min( a ) from t) q", ["MIN( A )"]),
    ("select count(a), from t", ["COUNT(A)"]),
    ("select a, b from t where a > 1+1", ["A", "B"]),
    # functions/search: a column in brackets is headed by its name
    ("select distinct(a), (t.b) from t", ["A", "B"]),
    ("with c as (select distinct(a) from t) select a, (a + 1) from c", ["A", "(A + 1)"]),
    ("select $1, x.$2, $1+1 from (select 1, 2) x", ["$1", "$2", "$1+1"]),
]


@pytest.fixture(scope="module")
def cursor():
    with mockhaus_dbt.connect(database="DB", schema="PUBLIC") as connection:
        cursor = connection.cursor()
        cursor.execute("create table t (a int, b int)")
        yield cursor


@pytest.mark.parametrize(("text", "headings"), CASES, ids=[c[0][:40] for c in CASES])
def test_an_expression_is_headed_as_it_was_written(cursor, text, headings):
    cursor.execute(text)
    assert [column[0] for column in cursor.description] == headings

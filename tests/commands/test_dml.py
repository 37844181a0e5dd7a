"""MERGE: what it counts, and when it asks whether a row would change twice."""

from __future__ import annotations

import pytest

import mockhaus_dbt
from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.translation.ast_parser import split_statements

MERGE = "MERGE INTO t USING {source} s ON {on} WHEN MATCHED THEN UPDATE SET v = s.v"


@pytest.fixture
def cursor() -> mockhaus_dbt.Cursor:
    cursor = mockhaus_dbt.connect(database="D", schema="S").cursor()
    cursor.execute("CREATE TABLE t (id INT, v VARCHAR) AS SELECT seq4(), 'old' FROM TABLE(GENERATOR(ROWCOUNT => 3000))")
    cursor.execute("CREATE TABLE twice (id INT, v VARCHAR)")
    cursor.execute("INSERT INTO twice VALUES (1, 'a'), (1, 'b')")
    return cursor


def _change(cursor: mockhaus_dbt.Cursor, sql: str) -> object:
    change = cursor.connection.session.translate(split_statements(sql)[0]).change
    assert change is not None
    return change


def test_counts_of_more_rows_than_a_result_holds_as_tuples(cursor: mockhaus_dbt.Cursor) -> None:
    cursor.execute("CREATE TABLE s AS SELECT id + 1000 AS id, 'new' AS v FROM t")
    cursor.execute(
        "MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.id >= 2500 THEN DELETE "
        "WHEN MATCHED THEN UPDATE SET v = s.v WHEN NOT MATCHED THEN INSERT VALUES (s.id, s.v)"
    )
    assert cursor.fetchall() == [(1000, 1500, 500)]
    cursor.execute("SELECT count(*), count_if(v = 'new') FROM t")
    assert cursor.fetchall() == [(3500, 2500)]


def test_rows_that_would_change_twice(cursor: mockhaus_dbt.Cursor) -> None:
    for _ in range(3):
        with pytest.raises(SqlError) as raised:
            cursor.execute(MERGE.format(source="twice", on="t.id = s.id"))
        assert raised.value.errno == 100090
    cursor.execute("UPDATE twice SET id = -1")
    cursor.execute(MERGE.format(source="twice", on="t.id = s.id"))  # equal keys that match nothing
    assert cursor.fetchall() == [(0,)]


def test_what_is_asked_first(cursor: mockhaus_dbt.Cursor) -> None:
    """Constants are one row, equal keys are looked for, and a value that changes from row to row is no key."""
    one = _change(cursor, MERGE.format(source="(SELECT 1 AS id, 'x' AS v)", on="t.id = s.id"))
    assert (one.diagnosis, one.suspicion) == ("", "")
    two = _change(cursor, MERGE.format(source="(SELECT 1 AS id, 'x' AS v UNION ALL SELECT 1, 'y')", on="t.id = s.id"))
    assert two.diagnosis and two.suspicion
    keyed = _change(cursor, MERGE.format(source="twice", on="t.id = s.id"))
    assert keyed.diagnosis and keyed.suspicion
    volatile = _change(cursor, MERGE.format(source="twice", on="t.id + UNIFORM(0, 1, RANDOM()) = s.id"))
    assert volatile.diagnosis and not volatile.suspicion


def _failure(cursor: mockhaus_dbt.Cursor, sql: str) -> str:
    with pytest.raises(SqlError) as caught:
        cursor.execute(sql)
    return str(caught.value)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("(SELECT MAX(v) FROM t)", "(SELECT MAX(V) FROM T)"),
        ("PARSE_JSON('1')", "PARSE_JSON('1')"),
        ("ARRAY_CONSTRUCT(1, 2)", "ARRAY_CONSTRUCT(1, 2)"),
        ("SUM(1)", "SUM(1)"),
        ("ROW_NUMBER() OVER (ORDER BY 1)", "ROW_NUMBER() OVER (ORDER BY 1)"),
    ],
)
def test_what_values_may_not_hold(cursor: mockhaus_dbt.Cursor, value: str, shown: str) -> None:
    wanted = f"002014 (22000): SQL compilation error:\nInvalid expression [{shown}] in VALUES clause"
    assert _failure(cursor, f"INSERT INTO t (v) VALUES ({value})") == wanted


def test_statements_that_end_too_early(cursor: mockhaus_dbt.Cursor) -> None:
    assert "syntax error line 1 at position 37 unexpected '<EOF>'" in _failure(cursor, "INSERT ALL INTO twice VALUES (1, 'x')")
    assert "syntax error line 1 at position 7 unexpected 'twice'" in _failure(cursor, "DELETE twice")

"""Aggregate and window functions: types of results, errors, empty groups, windows within windows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt.errors import CompilationError, ExecutionError, SqlError
from tests.printing import row


@pytest.fixture(scope="module")
def cursor() -> Iterator[Any]:
    with mockhaus_dbt.connect(database="MOCKHAUS", schema="PUBLIC") as connection:
        cursor = connection.cursor()
        cursor.execute("CREATE TABLE t (k INT, n NUMBER(10,2), s VARCHAR, d DATE)")
        cursor.execute(
            "INSERT INTO t VALUES (1, 1.10, 'b', '2024-01-01'), (1, 2.25, 'a', '2024-01-02'), (2, NULL, NULL, NULL)"
        )
        yield cursor


def lines(cursor: Any, sql: str) -> list[str]:
    cursor.execute(sql)
    return [row(r) for r in cursor.fetchall()]


@pytest.mark.parametrize(
    ("sql", "want"),
    [
        ("SELECT k, AVG(n), SUM(n), MEDIAN(n) FROM t GROUP BY k ORDER BY k",
         ["1 | 1.67500000 | 3.35 | 1.67500", "2 | NULL | NULL | NULL"]),
        ("SELECT k FROM t GROUP BY k HAVING AVG(n) > 1 ORDER BY AVG(n)", ["1"]),
        ("SELECT AVG(n) OVER (PARTITION BY k) FROM t WHERE k = 1", ["1.67500", "1.67500"]),
        ("SELECT COUNT(*), SUM(n), LISTAGG(s), ARRAY_AGG(s), OBJECT_AGG(s, n) FROM t WHERE FALSE",
         ["0 | NULL |  | [] | {}"]),
        ("SELECT LISTAGG(s, ',') WITHIN GROUP (ORDER BY s) FROM t", ["a,b"]),
        ("SELECT LISTAGG(s, ',') WITHIN GROUP (ORDER BY s DESC) OVER (PARTITION BY k) FROM t WHERE k = 1",
         ["b,a", "b,a"]),
        ("SELECT ARRAY_AGG(s) WITHIN GROUP (ORDER BY n) FROM t", ['["b","a"]']),
        ("SELECT ARRAY_AGG(n) OVER (ORDER BY d) FROM t WHERE k = 1", ["[1.1]", "[1.1,2.25]"]),
        ("SELECT MAX(s), MIN(d), MAX(k = 1) FROM t", ["b | 2024-01-01 | TRUE"]),
        ("SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY k) OVER (PARTITION BY k) FROM t WHERE k = 2", ["2.000"]),
        ("SELECT GROUPING(k), COUNT(*) FROM t GROUP BY ROLLUP (k) ORDER BY 1, 2", ["0 | 1", "0 | 2", "1 | 3"]),
        ("SELECT SUM(k) OVER (ORDER BY d RANGE BETWEEN INTERVAL '1 day' PRECEDING AND CURRENT ROW) FROM t "
         "WHERE d IS NOT NULL ORDER BY d", ["1", "2"]),
        ("SELECT SUM(LAG(k, 1, 5) OVER (ORDER BY d)) OVER () FROM t WHERE k = 1", ["6", "6"]),
        ("SELECT NTH_VALUE(s, 1) FROM LAST OVER (ORDER BY s) FROM t WHERE k = 1", ["b", "b"]),
        ("SELECT LAST_VALUE(s) IGNORE NULLS OVER (ORDER BY d) FROM t", ["a", "a", "a"]),
        ("SELECT MIN_BY(s, n), MAX_BY(s, n, 2) FROM t", ['b | ["a","b"]']),
        ("SELECT COUNT(DISTINCT k, s), APPROX_COUNT_DISTINCT(k) FROM t", ["2 | 2"]),
        ("SELECT SUM('1.5'), SUM(NULL)", ["1.5 | NULL"]),
    ],
)
def test_value(cursor: Any, sql: str, want: list[str]) -> None:
    assert lines(cursor, sql) == want


@pytest.mark.parametrize(
    ("sql", "kind", "message"),
    [
        ("SELECT SUM(TRUE)", CompilationError, "Invalid argument types for function 'SUM': (BOOLEAN)"),
        ("SELECT AVG(CURRENT_DATE)", CompilationError, "Invalid argument types for function 'AVG'"),
        ("SELECT SUM(s) FROM t", ExecutionError, "is not recognized"),
        ("SELECT ROW_NUMBER() OVER () FROM t", CompilationError, "requires ORDER BY in window specification"),
        ("SELECT RANK() FROM t", CompilationError, "RANK"),
        ("SELECT OBJECT_AGG('a', k) FROM t", SqlError, "Duplicate field key 'a'"),
        ("SELECT PERCENTILE_CONT(2) WITHIN GROUP (ORDER BY k) FROM t", CompilationError, "PERCENTILE"),
        ("SELECT ARRAY_AGG(DISTINCT s) WITHIN GROUP (ORDER BY n) FROM t", CompilationError, "not a valid order by"),
        ("SELECT k FROM t WHERE SUM(k) > 1", CompilationError, "SUM"),
    ],
)
def test_error(cursor: Any, sql: str, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        cursor.execute(sql)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("expression", "type_"),
    [
        ("SUM(n)", "NUMBER(22,2)[SB16]"),
        ("AVG(n)", "NUMBER(38,8)[SB16]"),
        ("MEDIAN(k)", "NUMBER(38,3)[SB16]"),
        ("VARIANCE(k)", "NUMBER(38,6)[SB16]"),
        ("STDDEV(k)", "FLOAT[DOUBLE]"),
        ("MAX(d)", "DATE[SB4]"),
        ("COUNT(*)", "NUMBER(18,0)[SB8]"),
        ("ARRAY_AGG(k)", "ARRAY[LOB]"),
    ],
)
def test_type(cursor: Any, expression: str, type_: str) -> None:
    assert lines(cursor, f"SELECT SYSTEM$TYPEOF({expression}) FROM t") == [type_]


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("LISTAGG(a) OVER (PARTITION BY a ORDER BY a)", "Cumulative window frame unsupported for function LISTAGG"),
        (
            "MEDIAN(a) OVER (ORDER BY a ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
            "Sliding window frame unsupported for function MEDIAN",
        ),
        ("MEDIAN(DISTINCT a)", "MEDIAN(DISTINCT ...)"),
        ("STDDEV(DISTINCT a) OVER (ORDER BY a)", "distinct cannot be used with a window frame or an order"),
        ("NTILE(0) OVER (ORDER BY a)", "invalid value [0]"),
    ],
)
def test_windows_that_a_function_does_not_have(sql, call, error):
    assert error in sql.fails(f"select {call} from values (1), (2) as t(a)")

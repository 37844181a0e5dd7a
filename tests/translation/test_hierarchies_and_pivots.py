"""CONNECT BY, PIVOT and UNPIVOT."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt.errors import CompilationError, UnsupportedError
from tests.printing import row


@pytest.fixture(scope="module")
def cursor() -> Iterator[Any]:
    with mockhaus_dbt.connect(database="MOCKHAUS", schema="PUBLIC") as connection:
        cursor = connection.cursor()
        cursor.execute(
            "CREATE TABLE staff AS SELECT column1 AS id, column2::INT AS boss, column3 AS name FROM VALUES "
            "(1, NULL, 'a'), (2, 1, 'b'), (3, 2, 'c'), (4, 1, 'd')"
        )
        cursor.execute(
            "CREATE TABLE sales (id INT, amount INT, quarter TEXT) AS SELECT * FROM VALUES "
            "(1, 10, 'Q1'), (1, 4, 'Q1'), (2, 45, 'Q1'), (2, 2, 'Q2'), (3, 1, NULL)"
        )
        yield cursor


TREE = "FROM staff START WITH boss IS NULL CONNECT BY boss = PRIOR id"


@pytest.mark.parametrize(
    ("sql", "want"),
    [
        (f"SELECT id, LEVEL {TREE} ORDER BY id", ["1 | 1", "2 | 2", "3 | 3", "4 | 2"]),
        (f"SELECT id, PRIOR id {TREE} ORDER BY id", ["1 | NULL", "2 | 1", "3 | 2", "4 | 1"]),
        (f"SELECT CONNECT_BY_ROOT name, SYS_CONNECT_BY_PATH(name, '/') {TREE} ORDER BY 2",
         ["a | /a", "a | /a/b", "a | /a/b/c", "a | /a/d"]),
        ("SELECT id FROM staff WHERE LEVEL > 1 START WITH id = 1 CONNECT BY boss = PRIOR id AND LEVEL < 3 ORDER BY 1",
         ["2", "4"]),
        ("SELECT LEVEL FROM (SELECT 1) CONNECT BY LEVEL <= 3", ["1", "2", "3"]),
        (f"SELECT LEVEL, COUNT(*) {TREE} GROUP BY LEVEL ORDER BY 1", ["1 | 1", "2 | 2", "3 | 1"]),
        ("SELECT * FROM sales PIVOT (SUM(amount) FOR quarter IN ('Q1', 'Q2')) ORDER BY id",
         ["1 | 14 | NULL", "2 | 45 | 2", "3 | NULL | NULL"]),
        ("SELECT * FROM sales PIVOT (SUM(amount) FOR quarter IN ('Q1' AS a, 'Q2') DEFAULT ON NULL (0)) p (x, y, z) "
         "ORDER BY x", ["1 | 14 | 0", "2 | 45 | 2", "3 | 0 | 0"]),
        ("SELECT * FROM (SELECT amount, quarter FROM sales) PIVOT (COUNT(amount) FOR quarter IN ('Q1', 'Q9'))",
         ["3 | 0"]),
        ("SELECT * FROM (SELECT 1 a, 2 b, 'x' c) UNPIVOT (v FOR n IN (a AS 'first', b))", ["x | first | 1", "x | B | 2"]),
        ("SELECT n FROM (SELECT 1::INT a, NULL::INT b) UNPIVOT INCLUDE NULLS (v FOR n IN (a, b))", ["A", "B"]),
        ("SELECT n FROM (SELECT 1::INT a, NULL::INT b) UNPIVOT (v FOR n IN (a, b))", ["A"]),
    ],
)
def test_rows(cursor: Any, sql: str, want: list[str]) -> None:
    cursor.execute(sql)
    assert [row(r) for r in cursor.fetchall()] == want


def test_pivot_on_all_values(cursor: Any) -> None:
    cursor.execute("SELECT * FROM sales PIVOT (SUM(amount) AS total FOR quarter IN (ANY ORDER BY quarter)) ORDER BY 1")
    assert [d[0] for d in cursor.description] == ["ID", "'Q1_TOTAL'", "'Q2_TOTAL'", "NULL_TOTAL"]
    assert [row(r) for r in cursor.fetchall()] == ["1 | 14 | NULL | NULL", "2 | 45 | 2 | NULL", "3 | NULL | NULL | 1"]
    cursor.execute("INSERT INTO sales VALUES (1, 5, 'Q3')")
    cursor.execute("SELECT * FROM sales PIVOT (SUM(amount) FOR quarter IN (SELECT DISTINCT quarter FROM sales "
                   "WHERE quarter > 'Q1' ORDER BY quarter DESC)) ORDER BY 1")
    assert [d[0] for d in cursor.description] == ["ID", "'Q3'", "'Q2'"]
    cursor.execute("DELETE FROM sales WHERE quarter = 'Q3'")


@pytest.mark.parametrize(
    ("sql", "kind", "message"),
    [
        ("SELECT id FROM staff CONNECT BY NOCYCLE PRIOR id = boss", UnsupportedError, "NOCYCLE"),
        ("SELECT SYS_CONNECT_BY_PATH(name, '/') FROM staff", CompilationError, "SYS_CONNECT_BY_PATH"),
        ("SELECT * FROM sales PIVOT (LISTAGG(amount) FOR quarter IN ('Q1'))", UnsupportedError, "PIVOT with LISTAGG"),
        ("SELECT * FROM (SELECT 1 a, 'x' b) UNPIVOT (v FOR n IN (a, b))", CompilationError, "conflicts with the type"),
    ],
)
def test_error(cursor: Any, sql: str, kind: type[Exception], message: str) -> None:
    with pytest.raises(kind) as caught:
        cursor.execute(sql)
    assert message in str(caught.value)

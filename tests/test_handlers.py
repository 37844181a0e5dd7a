"""Functions and procedures with a handler: what golden files cannot show."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt.handlers import python_values
from mockhaus_dbt.translation import types as t

COUNTING = """
CREATE OR REPLACE FUNCTION loaded(x INT) RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS $$
import itertools
numbers = itertools.count(1)
def f(x): return next(numbers)
$$
"""


@pytest.fixture
def connection() -> Any:
    with mockhaus_dbt.connect(database="D", schema="PUBLIC") as opened:
        yield opened


def one(connection: Any, sql: str) -> Any:
    return connection.cursor().execute(sql).fetchone()[0]


def test_functions_stay_when_the_account_is_opened_again(tmp_path: Path) -> None:
    file = tmp_path / "account.duckdb"
    with mockhaus_dbt.connect(file, database="D", schema="PUBLIC") as first:
        first.execute(COUNTING)
        first.execute("CREATE VIEW v AS SELECT loaded(1) AS n")
        first.execute("CREATE FUNCTION js(a FLOAT) RETURNS FLOAT LANGUAGE JAVASCRIPT AS 'return A * 2'")
    with mockhaus_dbt.connect(file, database="D", schema="PUBLIC") as again:
        assert one(again, "SELECT n FROM v") == 1
        assert one(again, "SELECT js(4)") == 8


def test_code_is_loaded_once(connection: Any) -> None:
    connection.execute(COUNTING)
    assert one(connection, "SELECT MAX(loaded(1)) FROM TABLE(GENERATOR(ROWCOUNT => 3000))") == 3000
    assert one(connection, "SELECT loaded(1)") == 3001
    connection.execute(COUNTING)
    assert one(connection, "SELECT loaded(1)") == 1


def test_overloads_and_languages_of_one_name(connection: Any) -> None:
    python = "LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS 'def f(a): return type(a).__name__'"
    connection.execute(f"CREATE FUNCTION kind(a INT) RETURNS VARCHAR {python}")
    connection.execute(f"CREATE FUNCTION kind(a VARCHAR) RETURNS VARCHAR {python}")
    connection.execute("CREATE FUNCTION kind(a DATE) RETURNS VARCHAR AS '''sql'''")
    row = connection.execute("SELECT kind(1), kind('x'), kind('2020-01-01'::DATE)").fetchone()
    assert row == ("int", "str", "sql")


def test_a_failure_leaves_the_transaction_as_it_was(connection: Any) -> None:
    connection.execute(
        "CREATE FUNCTION f(a INT) RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS 'f = None.x'"
    )
    connection.execute("CREATE TABLE kept (a INT)")
    connection.execute("BEGIN")
    connection.execute("INSERT INTO kept VALUES (1)")
    with pytest.raises(mockhaus_dbt.SqlError, match="AttributeError"):
        connection.execute("INSERT INTO kept SELECT f(2)")
    connection.execute("COMMIT")
    assert one(connection, "SELECT COUNT(*) FROM kept") == 1


def test_a_handler_that_waits_holds_up_nobody_else(connection: Any) -> None:
    body = "import mockhaus_waiting\ndef f(a):\n  mockhaus_waiting.started.set()\n  mockhaus_waiting.go.wait(20)\n  return a"
    connection.execute(
        f"CREATE FUNCTION f(a INT) RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'f' AS '{body}'"
    )
    connection.execute(COUNTING)
    gate = type(sys)("mockhaus_waiting")
    gate.started, gate.go = threading.Event(), threading.Event()  # type: ignore[attr-defined]
    sys.modules["mockhaus_waiting"] = gate
    got: list[Any] = []
    other = mockhaus_dbt.connect(connection.account, database="D", schema="PUBLIC")
    try:
        thread = threading.Thread(target=lambda: got.append(one(connection, "SELECT f(7)")))
        thread.start()
        assert gate.started.wait(20)
        assert one(other, "SELECT loaded(1)") == 1
        other.execute("CREATE TABLE made_meanwhile (a INT)")
        gate.go.set()
        thread.join(20)
    finally:
        other.close()
        del sys.modules["mockhaus_waiting"]
    assert got == [7]


def test_many_threads_call_one_function(connection: Any) -> None:
    connection.execute("CREATE FUNCTION js(a FLOAT) RETURNS FLOAT LANGUAGE JAVASCRIPT AS 'return A * 2'")
    connection.execute("CREATE TABLE numbers AS SELECT SEQ4() AS n FROM TABLE(GENERATOR(ROWCOUNT => 20000))")
    sums: list[Any] = []

    def run() -> None:
        with mockhaus_dbt.connect(connection.account, database="D", schema="PUBLIC") as mine:
            sums.append(one(mine, "SELECT SUM(js(n)) FROM numbers"))

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sums == [20000 * 19999.0] * 4


def test_javascript_without_the_extra(connection: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.execute("CREATE FUNCTION js(a FLOAT) RETURNS FLOAT LANGUAGE JAVASCRIPT AS 'return A * 2'")
    connection.execute("CREATE PROCEDURE jp() RETURNS FLOAT LANGUAGE JAVASCRIPT AS 'return 1'")
    monkeypatch.setitem(sys.modules, "quickjs", None)
    for sql in ("SELECT js(1)", "CALL jp()"):
        with pytest.raises(mockhaus_dbt.SqlError, match=r"pip install 'dbt-mockhaus\[javascript\]'"):
            connection.execute(sql)


def test_a_table_function_over_a_large_partition(connection: Any) -> None:
    connection.execute(
        "CREATE FUNCTION same(a INT) RETURNS TABLE (b INT) LANGUAGE PYTHON RUNTIME_VERSION = '3.11' HANDLER = 'C' AS "
        "$$\nclass C:\n  def process(self, a): yield (a,)\n$$"
    )
    connection.execute("CREATE TABLE numbers AS SELECT SEQ4() AS n FROM TABLE(GENERATOR(ROWCOUNT => 30000))")
    sql = "SELECT COUNT(*), COUNT_IF(n = b) FROM numbers, TABLE(same(n) OVER (PARTITION BY 1 ORDER BY n))"
    assert connection.execute(sql).fetchone() == (30000, 30000)


def test_show_user_functions(connection: Any) -> None:
    connection.execute(COUNTING)
    rows = connection.execute("SHOW USER FUNCTIONS").fetchall()
    assert "LOADED" in rows[0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        ({"b": 1, "a": [True, 2.5]}, '{"a":[true,2.5],"b":1}'),
        (1e300, "1e+300"),
        (2.0, "2"),
        (float("nan"), '"NaN"'),
        ({1: "é"}, '{"1":"é"}'),
    ],
)
def test_python_values_as_json(value: Any, text: str) -> None:
    assert python_values.to_json(value) == text


def test_numbers_beyond_the_declared_precision() -> None:
    convert = python_values.result(t.number(3, 1))
    assert convert(12.25) == "12.3"
    with pytest.raises(ValueError, match="number_range"):
        convert(100)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("create function f(a int) returns int as 'a + nope'", "invalid identifier 'NOPE'"),
        ("create function f(a int) returns int as 'select max(x) from nowhere where x = a'", "Object 'NOWHERE' does not exist"),
        ("create function f(a int) returns table (x int, y int) as 'select a'", "Invalid column definition list"),
        ("create function f(a int) returns int as 'a +'", "syntax error"),
        ("create function f(a int) returns int as 'nofunc(a)'", "Unknown function NOFUNC"),
    ],
)
def test_the_body_of_a_sql_function_is_looked_at_when_it_is_made(sql, text, said):
    assert said in sql.fails(text)
    assert "Unknown function F" in sql.fails("select f(1)")

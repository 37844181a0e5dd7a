"""Python procedures: Snowpark on a session of ours."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import mockhaus_dbt

pytest.importorskip("snowflake.snowpark")
pytestmark = pytest.mark.filterwarnings("ignore")  # of Snowpark and the connector


@pytest.fixture
def connection() -> Any:
    with mockhaus_dbt.connect(database="D", schema="PUBLIC") as opened:
        yield opened


def call(connection: Any, body: str, returns: str = "VARCHAR", arguments: str = "", given: str = "") -> list[Any]:
    """Run the body of ``main(session, ...)`` as an anonymous procedure."""
    names = "".join(f", {part.split()[0]}" for part in arguments.split(",") if part)
    code = f"def main(session{names}):\n" + "\n".join(f"    {line}" for line in body.strip().split("\n"))
    found: list[Any] = connection.execute(
        f"WITH p AS PROCEDURE ({arguments}) RETURNS {returns} LANGUAGE PYTHON RUNTIME_VERSION = '3.11' "
        f"PACKAGES = ('snowflake-snowpark-python') HANDLER = 'main' AS $$\n{code}\n$$ CALL p({given})"
    ).fetchall()
    return found


def test_sql_tables_and_dataframes(connection: Any) -> None:
    connection.execute("CREATE TABLE t AS SELECT column1 AS id, column2 AS name FROM VALUES (1, 'a'), (2, 'b'), (3, NULL)")
    body = """
from snowflake.snowpark.functions import col, sum as sum_, lit, when
t = session.table("t")
out = [t.count(), t.filter(col("id") > 1).select("name").collect()[0]["NAME"]]
out.append(t.agg(sum_("id")).collect()[0][0])
out.append(session.sql("select 1 + ?", params=[2]).collect()[0][0])
t.with_column("big", when(col("id") > 2, lit("yes")).otherwise(lit("no"))).write.save_as_table("t2")
t.join(session.table("t2"), "id").select("id", "big").sort("id").create_or_replace_view("v")
return str(out)
"""
    assert call(connection, body) == [("[3, 'b', 6, 3]",)]
    assert connection.execute("SELECT * FROM v ORDER BY id").fetchall() == [(1, "no"), (2, "no"), (3, "yes")]


def test_pandas_both_ways(connection: Any) -> None:
    body = """
import datetime, decimal, pandas
frame = pandas.DataFrame({
    "n": [1, 2], "x": [1.5, None], "s": ["a", None], "b": [True, False],
    "d": [datetime.date(2020, 1, 2)] * 2, "t": pandas.to_datetime(["2020-01-02 03:04:05", None]),
    "k": [decimal.Decimal("1.25"), None], "l": [[1, 2], None],
})
session.create_dataframe(frame).write.mode("overwrite").save_as_table("frames")
back = session.table("frames").to_pandas()
session.write_pandas(frame[["n"]], "MORE", auto_create_table=True, quote_identifiers=False)
session.write_pandas(frame[["n"]], "MORE", quote_identifiers=False)
return str([list(back.columns), int(back["n"].sum()), session.table("more").count()])
"""
    assert call(connection, body) == [("[['n', 'x', 's', 'b', 'd', 't', 'k', 'l'], 3, 4]",)]
    types = [(row[0], row[1]) for row in connection.execute("DESCRIBE TABLE frames").fetchall()]
    assert types == [
        ("n", "NUMBER(38,0)"), ("x", "FLOAT"), ("s", "VARCHAR(16777216)"), ("b", "BOOLEAN"), ("d", "DATE"),
        ("t", "TIMESTAMP_NTZ(9)"), ("k", "NUMBER(38,2)"), ("l", "VARCHAR(16777216)"),
    ]  # fmt: skip
    (first,) = connection.execute('SELECT "x", "s", "b", "l" FROM frames WHERE "n" = 1').fetchall()
    assert first == (1.5, "a", True, "[1, 2]")


def test_values_in_and_out(connection: Any) -> None:
    body = "return {'v': v, 'n': n, 'd': d.isoformat()}"
    ((text,),) = call(connection, body, "VARIANT", "v VARIANT, n INT, d DATE", "[1, 'x'], 5, '2020-01-02'::DATE")
    assert text == '{"d":"2020-01-02","n":5,"v":[1,"x"]}'


def test_returns_table(connection: Any) -> None:
    rows = call(connection, "return session.sql('select 1 as a union all select 2 order by 1')", "TABLE (z INT)")
    assert rows == [(1,), (2,)]


def test_the_active_session_and_merge(connection: Any) -> None:
    body = """
from snowflake.snowpark import Session
from snowflake.snowpark.context import get_active_session
from snowflake.snowpark.functions import when_matched, when_not_matched
assert get_active_session() is session
session.create_dataframe([[1, "a"]], schema=["k", "v"]).write.save_as_table("m")
source = session.create_dataframe([[1, "b"], [2, "c"]], schema=["k", "v"])
m = session.table("m")
m.merge(source, m["k"] == source["k"], [
    when_matched().update({"v": source["v"]}), when_not_matched().insert({"k": source["k"], "v": source["v"]})])
m.delete(m["k"] == 1)
return str(m.collect())
"""
    assert call(connection, body) == [("[Row(K=2, V='c')]",)]


def test_errors_of_sql_can_be_caught(connection: Any) -> None:
    body = """
from snowflake.snowpark.exceptions import SnowparkSQLException
try:
    session.sql("select * from nowhere").collect()
except SnowparkSQLException as e:
    return str(e.sql_error_code)
"""
    ((text,),) = call(connection, body)
    assert text.startswith("2003")


def test_what_is_raised_has_the_traceback_of_the_handler(connection: Any) -> None:
    with pytest.raises(mockhaus_dbt.SqlError) as caught:
        call(connection, "1 / 0")
    assert caught.value.errno == 100357
    assert caught.value.message == (
        "Python Interpreter Error:\nTraceback (most recent call last):\n"
        '  File "_udf_code.py", line 3, in main\nZeroDivisionError: division by zero\n'
        " in function P with handler main"
    )


def test_stored_procedures(connection: Any) -> None:
    connection.execute(
        "CREATE PROCEDURE doubled(a INT DEFAULT 4) RETURNS INT LANGUAGE PYTHON RUNTIME_VERSION = '3.11' "
        "PACKAGES = ('snowflake-snowpark-python') HANDLER = 'main' AS 'def main(session, a): return a * 2'"
    )
    assert connection.execute("CALL doubled(3)").fetchone() == (6,)
    assert connection.execute("CALL doubled()").fetchone() == (8,)


def test_without_the_extra(connection: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mockhaus_dbt.snowpark.session", None)
    with pytest.raises(mockhaus_dbt.SqlError, match=r"pip install 'dbt-mockhaus\[snowpark\]'"):
        call(connection, "return 1")


def test_the_call_names_the_procedure_it_declares(connection: Any) -> None:
    with pytest.raises(mockhaus_dbt.SqlError, match="Unknown user-defined procedure OTHER"):
        connection.execute("WITH p AS PROCEDURE () RETURNS INT LANGUAGE SQL AS 'BEGIN RETURN 1; END' CALL other()")
    sql = "WITH p AS PROCEDURE (a INT) RETURNS INT LANGUAGE SQL AS 'BEGIN RETURN a + 1; END' CALL p(2)"
    assert connection.execute(sql).fetchone() == (3,)


def test_temporary_functions_go_with_the_session(connection: Any) -> None:
    with mockhaus_dbt.connect(connection.account, database="D", schema="PUBLIC") as other:
        body = """
from snowflake.snowpark.functions import udf
from snowflake.snowpark.types import IntegerType
f = udf(lambda x: x + 1, return_type=IntegerType(), input_types=[IntegerType()])
return str(session.range(2).select(f("id").alias("n")).collect())
"""
        assert call(other, body) == [("[Row(N=1), Row(N=2)]",)]
    assert connection.execute("SHOW USER FUNCTIONS").fetchall() == []


def test_each_thread_has_its_own_active_session(connection: Any) -> None:
    """Models of dbt run at once; ``udf`` asks for the one active session."""
    both = threading.Barrier(2, timeout=20)
    sys.modules["_both"] = ModuleType("_both")
    sys.modules["_both"].wait = both.wait  # type: ignore[attr-defined]
    body = """
import _both
from snowflake.snowpark.context import get_active_session
from snowflake.snowpark.functions import udf
from snowflake.snowpark.types import IntegerType
_both.wait()
assert get_active_session() is session
f = udf(lambda x: x + 1, return_type=IntegerType(), input_types=[IntegerType()])
_both.wait()
return str(session.range(1).select(f("id").alias("n")).collect())
"""
    with mockhaus_dbt.connect(connection.account, database="D", schema="PUBLIC") as other, ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda c: call(c, body), [connection, other]))
    del sys.modules["_both"]
    assert found == [[("[Row(N=1)]",)]] * 2


def test_a_procedure_that_calls_another_keeps_its_session(connection: Any) -> None:
    connection.execute(
        "CREATE PROCEDURE inner_one() RETURNS VARCHAR LANGUAGE PYTHON RUNTIME_VERSION = '3.11' PACKAGES = "
        "('snowflake-snowpark-python') HANDLER = 'main' AS 'def main(session): return \"inner\"'"
    )
    body = """
from snowflake.snowpark.context import get_active_session
found = session.call("inner_one")
return f"{found} {get_active_session() is session}"
"""
    assert call(connection, body) == [("inner True",)]


def imports(connection: Any, tmp_path: Path, places: str) -> list[Any]:
    (tmp_path / "rates.py").write_text("RATE = 3\n")
    (tmp_path / "more.txt").write_text("more")
    connection.execute("CREATE STAGE IF NOT EXISTS lib")
    connection.execute(f"PUT file://{tmp_path}/*.* @lib/in AUTO_COMPRESS = FALSE OVERWRITE = TRUE")
    found: list[Any] = connection.execute(
        "WITH p AS PROCEDURE () RETURNS VARCHAR LANGUAGE PYTHON RUNTIME_VERSION = '3.11' "
        f"PACKAGES = ('snowflake-snowpark-python') IMPORTS = {places} HANDLER = 'main' AS $$\n"
        "import sys\nimport rates\n\n\ndef main(session):\n"
        "    folder = sys._xoptions['snowflake_import_directory']\n"
        "    return f\"{rates.RATE} {open(folder + 'more.txt').read()}\"\n$$ CALL p()"
    ).fetchall()
    return found


def test_imports(connection: Any, tmp_path: Path) -> None:
    places = "('@lib/in/rates.py', '@D.PUBLIC.lib/in/more.txt')"
    assert imports(connection, tmp_path, places) == [("3 more",)]
    assert "rates" not in sys.modules and "snowflake_import_directory" not in sys._xoptions


def test_an_import_that_is_not_there(connection: Any, tmp_path: Path) -> None:
    with pytest.raises(mockhaus_dbt.SqlError, match=r"The file of IMPORTS does not exist: '@lib/in/other\.py'"):
        imports(connection, tmp_path, "('@lib/in/rates.py', '@lib/in/other.py')")
    with pytest.raises(mockhaus_dbt.SqlError, match="No module named 'rates'"):
        imports(connection, tmp_path, "('@lib/in/more.txt')")

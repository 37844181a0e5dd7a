"""Functions written in Python: they are there in every session, transaction and process that needs them."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import mockhaus_dbt
from mockhaus_dbt import python_functions
from mockhaus_dbt.errors import ExecutionError
from mockhaus_dbt.python_functions import PREFIX, PYTHON_FUNCTIONS, find, module_of


def _rows(connection: Any, sql: str) -> list[Any]:
    cursor = connection.cursor()
    cursor.execute(sql)
    return list(cursor.fetchall())


def test_every_function_is_found_by_its_name() -> None:
    for module in pkgutil.iter_modules(python_functions.__path__):
        importlib.import_module(f"{python_functions.__name__}.{module.name}")
    assert PYTHON_FUNCTIONS and all(name.startswith(PREFIX) for name in PYTHON_FUNCTIONS)
    homes = {name: row.body.__module__.rsplit(".", 1)[-1] for name, row in PYTHON_FUNCTIONS.items()}
    assert {name: module_of(name) for name in homes} == homes
    assert find("mh_of_nobody") is None


def test_a_view_that_reads_a_moment_imports_no_shapes() -> None:
    script = (
        "import sys, mockhaus_dbt\n"
        "cursor = mockhaus_dbt.connect(database='D', schema='S').cursor()\n"
        "cursor.execute('create view v as select to_timestamp(s) t from (select column1 s from values (null))')\n"
        "modules = [m.rsplit('.', 1)[-1] for m in sys.modules if m.startswith('mockhaus_dbt.python_functions.')]\n"
        "print(sorted(modules))\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "moments" in ran.stdout and "shapes" not in ran.stdout, ran.stdout


def test_a_rollback_does_not_take_them_away() -> None:
    with mockhaus_dbt.connect(database="D", schema="S") as connection:
        for sql in ("BEGIN", "SELECT SOUNDEX('Robert')", "ROLLBACK"):
            _rows(connection, sql)
        assert _rows(connection, "SELECT SOUNDEX('Robert')") == [("R163",)]


def test_a_transaction_older_than_the_function() -> None:
    with mockhaus_dbt.connect(database="D", schema="S") as connection:
        _rows(connection, "CREATE TABLE t (s VARCHAR)")
        _rows(connection, "BEGIN")
        _rows(connection, "INSERT INTO t SELECT UPPER('robert')")
        assert _rows(connection, "SELECT SOUNDEX_P123(s), 'mh_soundex_p123' FROM t") == [("R163", "mh_soundex_p123")]
        _rows(connection, "ROLLBACK")
        assert _rows(connection, "SELECT COUNT(*) FROM t") == [(0,)]


def test_a_view_of_an_earlier_process(tmp_path: Path) -> None:
    account = tmp_path / "account.mockhaus"
    with mockhaus_dbt.connect(path=account, database="D", schema="S") as connection:
        _rows(connection, "CREATE TABLE t (s VARCHAR)")
        _rows(connection, "CREATE VIEW v AS SELECT SOUNDEX(s) AS a, JAROWINKLER_SIMILARITY(s, 'rob') AS b FROM t")
    with mockhaus_dbt.connect(path=account, database="D", schema="S") as connection:
        _rows(connection, "BEGIN")
        _rows(connection, "INSERT INTO t SELECT LOWER('ROB')")
        assert _rows(connection, "SELECT * FROM v") == [("R100", 100)]


def test_several_threads_need_one_at_the_same_time() -> None:
    found: list[Any] = []
    with mockhaus_dbt.connect(database="D", schema="S") as connection:

        def work() -> None:
            found.extend(_rows(connection, "SELECT EDITDISTANCE('é', 'e')"))

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == [(1,)] * 4


def test_their_errors_are_snowflakes() -> None:
    with mockhaus_dbt.connect(database="D", schema="S") as connection, pytest.raises(ExecutionError) as caught:
        _rows(connection, "SELECT PARSE_URL('example.int/hello.php')")
    assert (caught.value.errno, caught.value.message) == (100139, "Error parsing URL: scheme not specified")

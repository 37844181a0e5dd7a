"""``mockhaus query`` and ``mockhaus translate``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import run


def test_table() -> None:
    result = run("query", "SELECT 1 AS a, 'x' AS b, NULL AS c")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[1].split("|")[1:-1] == [" A ", " B ", " C    "]
    assert lines[3].split("|")[1:-1] == [" 1 ", " x ", " NULL "]
    assert lines[-1] == "1 row"


def test_wide_tables_are_not_cut() -> None:
    assert "y" * 300 in run("query", f"SELECT '{'y' * 300}'").stdout


def test_csv() -> None:
    result = run("query", "--format", "csv", "SELECT * FROM VALUES (1.50, 'x,\"y'), (2.25, NULL) AS t(a, b)")
    assert result.stdout == 'A,B\n1.50,"x,""y"\n2.25,\n'


def test_json() -> None:
    result = run("query", "--format", "json", "SELECT 1 AS a, 2 AS a, TRUE AS b, '2020-01-02'::DATE AS d, 1.50 AS n")
    assert json.loads(result.stdout) == [{"A": 1, "A_2": 2, "B": True, "D": "2020-01-02", "N": "1.5"}]
    result = run("query", "--format", "json", "SELECT 'nan'::FLOAT AS a, '-inf'::FLOAT AS b, 0.5::FLOAT AS c")
    assert json.loads(result.stdout) == [{"A": "NaN", "B": "-inf", "C": 0.5}]


def test_several_statements_stop_at_the_first_error() -> None:
    result = run("query", "--format", "csv", "SELECT 1 AS a; SELECT nope; SELECT 2 AS b")
    assert result.exit_code == 1
    assert result.stdout == "A\n1\n"
    assert "000904 (42000)" in result.stderr
    assert "Query id: 01" in result.stderr


def test_where_the_sql_comes_from(tmp_path: Path) -> None:
    script = tmp_path / "x.sql"
    script.write_text("SELECT 'file' AS a", encoding="utf-8")
    assert "file" in run("query", "--file", str(script)).stdout
    assert "stdin" in run("query", given="SELECT 'stdin' AS a").stdout
    assert run("query", "SELECT 1", "--file", str(script)).exit_code == 2


def test_the_account_at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOCKHAUS_ACCOUNT")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert run("query", "CREATE TABLE t AS SELECT 8 AS a").exit_code == 0
    assert (tmp_path / ".mockhaus" / "account.duckdb").is_file()
    assert "8" in run("query", "SELECT * FROM t").stdout


def test_the_account_of_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOCKHAUS_ACCOUNT", str(tmp_path / "b.duckdb"))
    assert run("query", "CREATE TABLE t AS SELECT 9 AS a").exit_code == 0
    assert "9" in run("query", "--account", str(tmp_path / "b.duckdb"), "SELECT * FROM t").stdout


def test_params_are_variables() -> None:
    query = "SELECT $n + 1 AS n, $name AS name, $price AS price, $t AS t; SELECT $N"
    given = ["--param", "n=41", "--param", "name=it's", "--param", "price=1.50", "--param", "t=a=b"]
    result = run("query", "--format", "csv", *given, query)
    assert result.stdout == "N,NAME,PRICE,T\n42,it's,1.50,a=b\n$N\n41\n"
    assert "NAME=VALUE" in run("query", "--param", "x", "SELECT 1").stderr
    assert "Session variable '$NOPE' does not exist" in run("query", "SELECT $nope").stderr


def test_binds_fill_question_marks() -> None:
    result = run("query", "--format", "csv", "--bind", "7", "--bind", "it's", "SELECT ? + 1 AS n, ? AS t")
    assert result.stdout == "N,T\n8,it's\n"


def test_account(tmp_path: Path) -> None:
    account = ["--account", str(tmp_path / "a.mockhaus"), "--database", "D", "--schema", "S"]
    assert run("query", *account, "CREATE TABLE t AS SELECT 7 AS a").exit_code == 0
    assert "7" in run("query", *account, "SELECT * FROM t").stdout
    wrong = run("query", "--account", str(tmp_path / "no" / "a.mockhaus"), "SELECT 1")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert "directory does not exist" in wrong.stderr


def test_translate() -> None:
    result = run("translate", "SELECT IFF(1 > 2, 'x', 'y') AS a")
    assert result.exit_code == 0
    assert "CASE WHEN" in result.stdout
    assert run("translate", "SELECT nope").exit_code == 1


@pytest.mark.parametrize("sql", ["", " ; "])
def test_nothing_to_run(sql: str) -> None:
    result = run("query", sql)
    assert result.exit_code == 1
    assert "Empty SQL statement" in result.stderr

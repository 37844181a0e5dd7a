"""The commands beside ``query``."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyarrow import parquet

from mockhaus_dbt.account import Account
from tests.cli.running import run


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An account in which four statements ran."""
    path = tmp_path / "a.duckdb"
    monkeypatch.setenv("MOCKHAUS_ACCOUNT", str(path))
    run("query", "CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (2); SELECT 'Find Me' AS x; SELECT nope")
    return path


# ------------------------------------------------------------------------------------------------------- translate


def test_explain() -> None:
    result = run("translate", "--explain", "SELECT NVL(a, 0) + 1 AS n FROM VALUES (1) AS t(a) WHERE a > 0")
    assert result.stdout.splitlines()[:3] == [
        "-- NVL (functions/conditional.py): The first value, or the second where the first is NULL.",
        "--   NVL(a, 0)",
        '--   -> coalesce("T"."COLUMN1", 0)',
    ]
    assert "-- ADD" not in result.stdout and "-- GT" not in result.stdout
    assert result.stdout.splitlines()[-1].startswith("SELECT coalesce(")


def test_explain_as_json() -> None:
    result = run("translate", "--explain", "--format", "json", "SELECT IFF(TRUE, 1, 2) AS a; SELECT 1 AS b")
    first, second = json.loads(result.stdout)
    assert [step["name"] for step in first["steps"]] == ["IFF"]
    assert (second["snowflake"], second["steps"]) == ("SELECT 1 AS b", [])


def test_only_what_is_translated() -> None:
    result = run("translate", "SHOW TABLES")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "translating SHOW TABLES" in result.stderr


# --------------------------------------------------------------------------------------------------------- history


def test_history_recent(account: Path) -> None:
    rows = json.loads(run("history", "recent", "--limit", "2", "--format", "json").stdout)
    assert [(r["query_text"], r["execution_status"]) for r in rows] == [
        ("SELECT nope", "FAIL"),
        ("SELECT 'Find Me' AS x", "SUCCESS"),
    ]
    assert "4 rows" in run("history", "recent").stdout


def test_history_search_and_show(account: Path) -> None:
    [found] = json.loads(run("history", "search", "find me", "--format", "json").stdout)
    shown = run("history", "show", found["query_id"]).stdout
    assert "query_text: SELECT 'Find Me' AS x" in shown
    assert "client: mockhaus\n" in shown
    assert json.loads(run("history", "show", found["query_id"], "--format", "json").stdout)[0]["bytes_produced"] == 7
    assert "SELECT nope" in run("history", "search", "nope", "--status", "fail", "--format", "csv").stdout
    assert (
        json.loads(run("history", "search", "t", "--kind", "insert", "--format", "json").stdout)[0]["rows_produced"]
        == 2
    )
    missing = run("history", "show", "x")
    assert (missing.exit_code, missing.stderr) == (1, "There is no statement 'x' in the history.\n")


def test_history_stats(account: Path) -> None:
    rows = json.loads(run("history", "stats", "--format", "json").stdout)
    assert [(r["query_type"], r["statements"], r["failed"]) for r in rows] == [
        ("SELECT", 2, 1),
        ("CREATE TABLE", 1, 0),
        ("INSERT", 1, 0),
    ]


@pytest.mark.parametrize("ending", ["json", "csv", "parquet"])
def test_history_export(account: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"h.{ending}"
    assert run("history", "export", "-o", str(path)).stdout == f"4 statements written to {path}\n"
    if ending == "json":
        texts = [json.loads(line)["query_text"] for line in path.read_text().splitlines()]
    elif ending == "csv":
        with path.open() as file:
            texts = [row["query_text"] for row in csv.DictReader(file)]
    else:
        texts = parquet.read_table(path).column("query_text").to_pylist()
    assert texts == ["CREATE TABLE t (a INT)", "INSERT INTO t VALUES (1), (2)", "SELECT 'Find Me' AS x", "SELECT nope"]


def test_history_export_elsewhere(account: Path, tmp_path: Path) -> None:
    assert ".json, .csv or .parquet" in run("history", "export", "-o", str(tmp_path / "h.xml")).stderr
    assert run("history", "export", "-o", str(tmp_path / "no" / "h.csv")).exit_code == 1


def test_history_clear(account: Path) -> None:
    assert run("history", "clear", "--older-than", "1", "--yes").stdout == "0 statements forgotten\n"
    assert run("history", "clear", given="n\n").exit_code == 1
    assert "4 statements forgotten" in run("history", "clear", given="y\n").stdout
    assert "0 rows" in run("history", "recent").stdout


# -------------------------------------------------------------------------------------------------------- database


def test_database(account: Path) -> None:
    assert run("database", "create", "shop").stdout == "Database SHOP successfully created.\n"
    assert run("database", "create", '"a b"').stdout == 'Database a b successfully created.\n'
    assert "already exists" in run("database", "create", "shop").stderr
    assert run("database", "create", "shop", "--if-not-exists").exit_code == 0
    assert run("database", "create", "shop", "--or-replace").exit_code == 0
    assert run("database", "create", "shop", "--or-replace", "--if-not-exists").exit_code == 2
    names = [row["name"] for row in json.loads(run("database", "list", "--format", "json").stdout)]
    assert {"SHOP", "a b", "MOCKHAUS"} <= set(names)
    like = json.loads(run("database", "list", "--like", "sh%", "--format", "json").stdout)
    assert [row["name"] for row in like] == ["SHOP"]
    assert run("database", "drop", "shop").stdout == "SHOP successfully dropped.\n"
    assert run("database", "drop", "shop").exit_code == 1
    assert run("database", "drop", "shop", "--if-exists").exit_code == 0


def test_database_names_are_identifiers() -> None:
    for name in ("x; drop database y", "1x", '"a"b"'):
        assert run("database", "create", name).exit_code == 2


# ---------------------------------------------------------------------------------------------------------- doctor


def test_doctor(account: Path) -> None:
    result = run("doctor", "--format", "json")
    found = {row["check"]: row for row in json.loads(result.stdout)}
    assert result.exit_code == 0
    assert found["lock"]["found"] == "free"
    assert str(account) in found["account"]["found"]
    assert found["duckdb"]["found"].startswith("2.")
    assert found["sqlglot build"]["found"].startswith(("compiled", "pure Python"))
    assert found["stage root"]["found"].startswith(f"{account}.stages")
    assert "duckdb " in run("doctor").stdout


def test_doctor_needs_no_stage_root_yet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MOCKHAUS_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    given = ("--account", str(tmp_path / "home" / "account.duckdb"))
    assert run("query", *given, "select 1").stderr == ""
    result = run("doctor", "--format", "json", *given)
    [root] = [row for row in json.loads(result.stdout) if row["check"] == "stage root"]
    assert (root["state"], result.exit_code) == ("ok", 0)


def test_doctor_finds_a_lock_and_a_foreign_file(account: Path, tmp_path: Path) -> None:
    code = (
        "import sys, mockhaus_dbt\nwith mockhaus_dbt.connect(sys.argv[1]):\n    print('open', flush=True)\n    input()"
    )
    command = [sys.executable, "-c", code, str(account)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == "open\n"
        result = run("doctor")
        assert result.exit_code == 1
        assert f"in use by the process with PID {holder.pid}" in result.stdout
        holder.communicate("\n")
    (tmp_path / "foreign").write_text("x" * 100)
    assert "not a Mockhaus account" in run("doctor", "--account", str(tmp_path / "foreign")).stdout
    assert "not there yet" in run("doctor", "--account", str(tmp_path / "new")).stdout
    assert not (tmp_path / "new").exists()


# ------------------------------------------------------------------------------------------------------ completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str) -> None:
    assert "_MOCKHAUS_COMPLETE" in run("completion", shell).stdout


def test_completion_completes(tmp_path: Path) -> None:
    asked = {"_MOCKHAUS_COMPLETE": "bash_complete", "COMP_WORDS": "mockhaus hist", "COMP_CWORD": "1"}
    code = "from mockhaus_dbt.cli import main; main(prog_name='mockhaus')"
    done = subprocess.run([sys.executable, "-c", code], env={**os.environ, **asked}, capture_output=True, text=True)
    assert done.stdout == "plain,history\n"


def test_nothing_holds_the_account_afterwards(account: Path) -> None:
    with Account.open(account, lock_timeout=0) as opened:
        assert opened.sessions == {}

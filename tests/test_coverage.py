"""docs/coverage.md and ``mockhaus coverage``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from mockhaus_dbt import coverage, parameters
from mockhaus_dbt.cli import main

ROOT = Path(__file__).resolve().parents[1]
SOURCES = [p for p in [*ROOT.glob("mockhaus_dbt/**/*.py"), *ROOT.glob("dbt/**/*.py")] if p.stem not in ("parameters", "coverage")]


def _run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["coverage", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_a_function_with_its_examples() -> None:
    code, out, _ = _run("zeroifnull")
    assert code == 0
    assert out.startswith("ZEROIFNULL  function  exact\n")
    assert "https://docs.snowflake.com/en/sql-reference/functions/zeroifnull" in out
    assert "ZEROIFNULL(VALUE)" in out
    assert "  >>> ZEROIFNULL(NULL)\n  0\n" in out


def test_what_differs_and_what_is_refused() -> None:
    assert "HASH  function  approximate\n  The values differ" in _run("HASH")[1]
    assert _run("AUTOMATIC_CLUSTERING_HISTORY")[1].startswith("AUTOMATIC_CLUSTERING_HISTORY  function  refused")


def test_a_statement_and_a_parameter() -> None:
    assert _run("create", "schema")[1] == "CREATE SCHEMA  statement  supported\n"
    assert _run("create", "table")[1].startswith("CREATE TABLE  statement  supported\n  virtual columns")
    assert _run("alter warehouse")[1].startswith("ALTER WAREHOUSE  statement  accepted\n  recorded")
    code, out, _ = _run("week_start")
    assert code == 0
    assert "WEEK_START  parameter  supported\n\n  NUMBER, default 0" in out


def test_a_name_that_nothing_has() -> None:
    code, out, err = _run("zeroifnul")
    assert code == 1
    assert not out
    assert "ZEROIFNULL" in err


def test_summary() -> None:
    code, out, _ = _run()
    assert code == 0
    assert "Aggregate functions" in out
    assert "Session parameters" in out


def test_page_is_fresh() -> None:
    assert coverage.PAGE.read_text("utf-8") == coverage.page(), "run make docs"


@pytest.mark.parametrize("name", sorted(coverage.ACCEPTED_PARAMETERS))
def test_nothing_follows_an_accepted_parameter(name: str) -> None:
    assert name in parameters.PARAMETERS
    of_objects = name in parameters.OBJECT_PARAMETERS  # what objects keep and show of it follows nothing either
    sources = [p for p in SOURCES if not (of_objects and "objects" in p.parts)]
    assert not [p for p in sources if re.search(rf"\b{name}\b", p.read_text("utf-8"))]


def test_every_accepted_statement_is_one() -> None:
    states = {row.name: row.state for row in coverage.statement_rows()}
    assert {states[name] for name in coverage.ACCEPTED_STATEMENTS} == {"accepted"}

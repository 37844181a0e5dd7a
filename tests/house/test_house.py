"""The rules of the house (CONTRIBUTING.md), kept by the build."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import mockhaus_dbt

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted([*ROOT.glob("mockhaus_dbt/**/*.py"), *ROOT.glob("dbt/**/*.py")])

#: names that DESIGN gave before the rule against prefixes.
KNOWN_PREFIXED = {
    "MockhausExecutor",
    "MockhausError",
    "MockhausAdapter",
    "MockhausAdapterAsSnowflake",
    "MockhausConnectionManager",
    "MockhausCredentials",
    "SnowflakeToDuckDBTranslator",
    "SnowflakeIngestionHandler",
}


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    return {_relative(path): ast.parse(path.read_text(), str(path)) for path in SOURCES}


def test_files_fit_in_the_head() -> None:
    long = {}
    for path in SOURCES:
        lines = len(path.read_text().splitlines())
        limit = 800 if "translation/functions" in path.as_posix() or path.name == "errors.py" else 520  # tables, mostly
        if lines > limit:
            long[_relative(path)] = lines
    assert not long, "split these files by what they are about"


def test_functions_fit_on_a_screen(trees: dict[str, ast.Module]) -> None:
    long = {}
    for name, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                start = node.body[0].lineno if not ast.get_docstring(node) else (node.body[0].end_lineno or 0)
                lines = (node.end_lineno or 0) - start
                if lines > 60:
                    long[f"{name}:{node.name}"] = lines
    assert not long, "split these functions"


def test_no_drawers_for_odds_and_ends() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc"}
    assert not [_relative(p) for p in SOURCES if p.stem in drawers or p.parent.name in drawers]


def test_classes_have_no_prefix(trees: dict[str, ast.Module]) -> None:
    prefixed = {
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and re.match(r"(Mock|Snowflake)[A-Z]|Mockhaus", node.name)
    }
    assert prefixed <= KNOWN_PREFIXED


def test_dbt_stays_a_namespace() -> None:
    """dbt, dbt.adapters and dbt.include are shared with dbt-core and other adapters."""
    for package in ("dbt", "dbt/adapters", "dbt/include"):
        assert not (ROOT / package / "__init__.py").exists()


def test_no_module_that_dbt_would_import_by_its_name() -> None:
    """dbt imports every top-level module whose name begins with ``dbt_``."""
    assert not [path.name for path in ROOT.glob("dbt_*") if path.name.isidentifier() or path.suffix == ".py"]


def test_the_adapter_is_a_door(trees: dict[str, ast.Module]) -> None:
    """It uses the engine's front, no DuckDB, and meets Snowflake's connector in one module."""
    modules = ("_version", "account", "checking", "client", "dbapi", "errors", "sources")
    front = {"mockhaus_dbt", *(f"mockhaus_dbt.{name}" for name in modules)}
    for name, tree in trees.items():
        if not name.startswith("dbt/"):
            continue
        imported = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add(node.module or "")
        assert {m for m in imported if m.startswith("mockhaus_dbt")} <= front, name
        assert not {m for m in imported if m.split(".")[0] in ("duckdb", "sqlglot", "snowflake")}, name
        mentions = "snowflake.connector" in (ROOT / name).read_text()
        assert not mentions or name.endswith("connector_shim.py"), name


def test_public_api() -> None:
    for name in mockhaus_dbt.__all__:
        assert getattr(mockhaus_dbt, name) is not None
    assert {"connect", "Account", "Connection", "Result", "MockhausError"} <= set(mockhaus_dbt.__all__)


def test_importing_the_package_imports_no_engine() -> None:
    code = "import sys, mockhaus_dbt; sys.exit(any(m in sys.modules for m in ('duckdb', 'sqlglot', 'pyarrow')))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_import_contracts() -> None:
    pytest.importorskip("importlinter")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_makefile_has_what_the_readme_names() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"`make ([a-z]+)`", (ROOT / "README.md").read_text()))
    assert named <= targets
    assert {"demo", "test", "check", "docs", "bench", "help"} <= targets

"""The group: its commands, help and version."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from mockhaus_dbt import __version__
from mockhaus_dbt.cli import main

COMMANDS = main.list_commands(None)  # type: ignore[arg-type]


def test_version() -> None:
    assert __version__ in CliRunner().invoke(main, ["--version"]).stdout


def test_help_names_every_command() -> None:
    shown = CliRunner().invoke(main, ["--help"])
    assert shown.exit_code == 0
    assert {"completion", "database", "doctor", "history", "query", "translate"} <= set(COMMANDS)
    assert all(f"\n  {name} " in shown.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_has_examples(name: str) -> None:
    shown = CliRunner().invoke(main, [name, "--help"])
    assert shown.exit_code == 0
    assert f"mockhaus {name}" in shown.stdout.split("Examples:")[1]


def test_an_unknown_command() -> None:
    shown = CliRunner().invoke(main, ["qeury"])
    assert shown.exit_code == 2
    assert "qeury" in shown.stderr


def test_the_group_imports_no_engine() -> None:
    code = (
        "import sys\nfrom mockhaus_dbt.cli import main\nmain(['--version'], standalone_mode=False)\n"
        "sys.exit(any(m in sys.modules for m in ('duckdb', 'sqlglot', 'pyarrow', 'rich', 'fastapi', 'prompt_toolkit')))"
    )
    assert subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL).returncode == 0

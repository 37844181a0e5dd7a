"""Runs the command line in this process."""

from __future__ import annotations

from click.testing import CliRunner, Result

from mockhaus_dbt.cli import main


def run(*arguments: str, given: str | None = None) -> Result:
    """``mockhaus`` with these arguments and this on standard input."""
    return CliRunner().invoke(main, arguments, input=given)

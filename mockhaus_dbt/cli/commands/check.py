"""``mockhaus check``: which models of a project would run here, without running them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from mockhaus_dbt.cli.dbt_project import DBT_PROJECT, run_operation

_WRONG = ("refused", "fails")
_EXAMPLES = """
\b
Examples:
  mockhaus check
  mockhaus check analytics --target ci --format json
"""


@click.command(
    help="Say which models, snapshots and tests of a dbt project would run, which use something approximate, and which "
    "something that is refused, without running them and without touching the target's account.\n\n"
    "Exit status 1 where something is refused or fails.\n" + _EXAMPLES
)
@DBT_PROJECT
@click.option(
    "--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="Of the report."
)
def command(project: Path, target: str | None, profiles_dir: Path | None, variables: str | None, form: str) -> None:
    """Check, print the report, and end with its status."""
    from dbt.adapters.mockhaus import accounts, checks

    checks.reports.clear()
    with accounts.in_memory():
        run_operation("mockhaus_check", {}, project, target, profiles_dir, variables)
    if not checks.reports:
        click.echo("The target is not of type mockhaus.", err=True)
        sys.exit(1)
    report = checks.reports.pop()
    if form == "json":
        click.echo(json.dumps(report, indent=2))
    else:
        _print(report)
    sys.exit(1 if any(report["counts"][state] for state in _WRONG) else 0)


def _print(report: dict[str, Any]) -> None:
    for node in report["nodes"]:
        for finding in node["findings"]:
            line = f"{finding['file']}:{finding['line']}" + (" (compiled)" if finding["line_of"] == "compiled" else "")
            name = f" {finding['name']}:" if finding["name"] else ""
            message = finding["message"].splitlines()
            click.echo(f"{line}: {finding['kind']}:{name} {' '.join(part.strip() for part in message)}")
            if finding["url"] and finding["url"] not in finding["message"]:
                click.echo(f"    {finding['url']}")
    counts = {state: number for state, number in report["counts"].items() if number}
    click.echo(
        f"{len(report['nodes'])} checked: {', '.join(f'{n} {state}' for state, n in counts.items()) or 'nothing'}"
    )

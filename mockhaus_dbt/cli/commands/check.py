"""``mockhaus check``: which models of a project would run here, without running them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import click

from mockhaus_dbt.cli.dbt_project import DBT_PROJECT, run_operation

_POSITION = re.compile(r"SQL compilation error:\s*(?:error )?(?:line \d+ at position \d+)?\s*")
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
    """What was found, each thing once with its places, the worst last; then how many nodes are in each state."""
    grouped: dict[tuple[str, str], dict[str, Any]] = {}
    for node in report["nodes"]:
        for finding in node["findings"]:
            said = _said(finding["message"])
            group = grouped.setdefault((finding["kind"], said), {"names": set(), "places": [], "url": finding["url"]})
            group["names"].add(finding["name"])
            group["places"].append(_place(node, finding))
            if finding["url"] in said:
                group["url"] = ""
    order = list(report["counts"])
    for (kind, said), group in sorted(grouped.items(), key=lambda item: order.index(item[0][0])):
        names = ", ".join(sorted(name for name in group["names"] if name and name not in said))
        click.echo(f"{kind}: {names + ': ' if names else ''}{said}")
        for place in dict.fromkeys(group["places"]):
            click.echo(f"    {place}")
        if group["url"]:
            click.echo(f"    see {group['url']}")
    counts = {state: number for state, number in report["counts"].items() if number}
    click.echo(
        f"{len(report['nodes'])} checked: {', '.join(f'{n} {state}' for state, n in counts.items()) or 'nothing'}"
    )


def _said(message: str) -> str:
    """A message on one line; without the position that Snowflake's errors have, because the place is told."""
    return " ".join(part.strip() for part in _POSITION.sub("", message).splitlines() if part.strip())


def _place(node: dict[str, Any], finding: dict[str, Any]) -> str:
    """Where it is: file and line, and the node where several may be in one file or it is not the file's line."""
    if finding["line_of"] == "compiled":
        return f"{finding['file']} ({node['name']}, line {finding['line']} of its compiled SQL)"
    if node["file"].endswith((".yml", ".yaml")):
        return f"{finding['file']} ({node['name']})"
    return f"{finding['file']}:{finding['line']}"

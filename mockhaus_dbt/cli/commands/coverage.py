"""``mockhaus coverage``: what is covered of Snowflake."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mockhaus_dbt.coverage import Subject

_EXAMPLES = """
\b
Examples:
  mockhaus coverage
  mockhaus coverage date_trunc
  mockhaus coverage "create stream"
  mockhaus coverage week_start
  mockhaus coverage account_usage.query_history
"""


@click.command(
    help="Print how far Snowflake is covered; of one function, statement, session parameter or view its state, what "
    "differs, its signature and its examples.\n" + _EXAMPLES
)
@click.argument("name", nargs=-1)
def command(name: tuple[str, ...]) -> None:
    """Print the coverage of everything in short, or of one name."""
    from mockhaus_dbt import coverage

    wanted = " ".join(name)
    if not wanted:
        _summary()
        return
    found = coverage.look_up(wanted)
    if not found:
        kinds = "function, statement, session parameter or view"
        click.echo(f"Snowflake's documentation has no {kinds} '{wanted}'.", err=True)
        others = coverage.similar(wanted)
        if others:
            click.echo(f"Close to it: {', '.join(others)}", err=True)
        sys.exit(1)
    for i, subject in enumerate(found):
        if i:
            click.echo()
        _print(subject)


def _print(subject: Subject) -> None:
    row = subject.row
    click.echo(f"{row.name}  {subject.kind}  {row.state}")
    if row.note:
        click.echo(f"  {row.note}")
    if row.url:
        click.echo(f"  {row.url}")
    if subject.signature:
        click.echo(f"\n  {subject.signature}")
    if subject.description:
        click.echo("\n" + "\n".join(f"  {line}".rstrip() for line in subject.description.splitlines()))
    if subject.examples:
        click.echo()
    for source, printed in subject.examples:
        click.echo(f"  >>> {source}")
        for line in printed.splitlines():
            click.echo(f"  {line}")


def _summary() -> None:
    """How many of each category have which state."""
    from mockhaus_dbt import coverage

    tables = {c: rows for c, rows in coverage.function_rows().items() if c != coverage.SPELLINGS}
    tables |= {"Statements": coverage.statement_rows(), "Session parameters": coverage.parameter_rows()}
    tables["Views"] = coverage.view_rows()
    width = max(map(len, tables))
    states = ("exact", "supported", "approximate", "accepted", "empty", "refused")
    click.echo(" " * width + "".join(f"  {state:>11}" for state in states))
    for category, rows in tables.items():
        counts = (sum(row.state == state for row in rows) for state in states)
        click.echo(f"{category:{width}}" + "".join(f"  {count or '':>11}" for count in counts))

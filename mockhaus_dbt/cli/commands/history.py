"""``mockhaus history``: what ran in an account."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import Any

import click

from mockhaus_dbt.cli import options
from mockhaus_dbt.cli.output import write_records

_EXAMPLES = """
\b
Examples:
  mockhaus history recent --limit 5
  mockhaus history search "insert into orders" --status fail
  mockhaus history show 01be5b5e-0000-4a5c-0000-000000000001
  mockhaus history stats --format json
  mockhaus history export --output history.parquet
  mockhaus history clear --older-than 30
"""
_LIMIT = click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="So many at most.")
_SHOWN = ("query_id", "start_time", "seconds", "execution_status", "rows_produced", "query_text")


@click.group(
    help="Show, search, export and clear the history of an account's statements.\n\n"
    "Statements are kept for 365 days; MOCKHAUS_HISTORY_DAYS says otherwise, 0 keeps them for ever.\n" + _EXAMPLES
)
def command() -> None:
    """The group."""


@command.command()
@options.decorated(options.ACCOUNT, _LIMIT, options.FORMAT)
def recent(account: str | None, limit: int, form: str) -> None:
    """The latest statements."""
    with options.opened(account) as opened:
        write_records([_brief(r) for r in opened.history.search(limit=limit)], _SHOWN, form)


@command.command()
@click.argument("text")
@options.decorated(options.ACCOUNT, _LIMIT)
@click.option("--status", type=click.Choice(["success", "fail"], case_sensitive=False), help="Only those.")
@click.option("--kind", metavar="WORDS", default="", help="Leading words of the statements, such as 'create table'.")
@options.FORMAT
def search(account: str | None, text: str, limit: int, status: str | None, kind: str, form: str) -> None:
    """Statements with TEXT in them, in upper or lower case; the latest first."""
    with options.opened(account) as opened:
        found = opened.history.search(text, status or "", kind, limit=limit)
        write_records([_brief(r) for r in found], _SHOWN, form)


@command.command()
@click.argument("query_id")
@options.decorated(options.ACCOUNT, options.FORMAT)
def show(account: str | None, query_id: str, form: str) -> None:
    """Everything that is recorded of one statement, the DuckDB text that ran among it."""
    with options.opened(account) as opened:
        record = opened.history.get(query_id)
    if record is None:
        click.echo(f"There is no statement '{query_id}' in the history.", err=True)
        sys.exit(1)
    if form != "table":
        write_records([record], tuple(record), form)
        return
    for name, value in record.items():
        text = "" if value is None else plain(value)
        click.echo(
            f"{name}:" + ("\n    " + text.replace("\n", "\n    ") if "\n" in text else f" {text}" if text else "")
        )


@command.command()
@options.decorated(options.ACCOUNT, options.FORMAT)
def stats(account: str | None, form: str) -> None:
    """Numbers and times, by kind of statement."""
    with options.opened(account) as opened:
        rows = opened.history.statistics()
    names = ("query_type", "statements", "failed", "total_seconds", "p50_seconds", "p95_seconds", "longest_seconds")
    write_records(
        [{k: round(v, 6) if isinstance(v, float) else v for k, v in row.items()} for row in rows], names, form
    )


@command.command()
@options.ACCOUNT
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, writable=True),
    required=True,
    help="The file; its ending says what is written: .json, .csv or .parquet.",
)
def export(account: str | None, output: str) -> None:
    """Write the whole history into a file."""
    from mockhaus_dbt.query_history.export import write_history

    with options.opened(account) as opened:
        count = write_history(opened.history, output)
    click.echo(f"{count} statement{'' if count == 1 else 's'} written to {output}")


@command.command()
@options.ACCOUNT
@click.option("--older-than", "days", type=click.FloatRange(0, min_open=True), help="Only what is older, in days.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def clear(account: str | None, days: float | None, yes: bool) -> None:
    """Forget statements: all of them, or those that are older than some days."""
    if not yes:
        click.confirm(
            "Forget the history?" if days is None else f"Forget what is older than {days:g} days?", abort=True
        )
    with options.opened(account) as opened:
        count = opened.history.clear(days or 0)
    click.echo(f"{count} statement{'' if count == 1 else 's'} forgotten")


def _brief(record: dict[str, Any]) -> dict[str, Any]:
    seconds = (record["end_time"] - record["start_time"]).total_seconds()
    return {**{name: record.get(name) for name in _SHOWN}, "seconds": round(seconds, 6)}


def plain(value: Any) -> str:
    """A recorded value as text."""
    if isinstance(value, datetime):
        return value.isoformat(" ", "milliseconds")
    return value if isinstance(value, str) else json.dumps(value)

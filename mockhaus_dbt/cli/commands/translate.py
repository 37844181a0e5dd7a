"""``mockhaus translate``: the DuckDB text of a query."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import IO, Any

import click

from mockhaus_dbt.cli import options

_EXAMPLES = """
\b
Examples:
  mockhaus translate "select iff(a > 1, 'x', 'y') from values (1) as t(a)"
  mockhaus translate --explain "select nvl(a, 0), to_date('2026-01-02') from values (1) as t(a)"
  mockhaus translate --account shop.mockhaus --database SHOP --file model.sql
"""


@click.command(help="Print the DuckDB SQL of a query, without running it.\n" + _EXAMPLES)
@click.argument("sql", required=False)
@options.PLACE
@click.option(
    "--explain", "explained", is_flag=True, help="Say which functions and rewrites applied, and where they are."
)
@click.option("--format", "form", type=click.Choice(["sql", "json"]), default="sql", show_default=True)
def command(
    sql: str | None,
    file: IO[str] | None,
    account: str | None,
    database: str,
    schema: str | None,
    explained: bool,
    form: str,
) -> None:
    """Print the DuckDB SQL of each query."""
    text = options.text_of(sql, file)
    with options.connected(account, database, schema) as connection:
        from mockhaus_dbt.executor import explain, statements_of

        made = []
        for statement in statements_of(text):
            translated, steps = explain(connection.session, statement)
            found: dict[str, Any] = {"snowflake": statement.text, "duckdb": translated}
            if explained:
                found["steps"] = [asdict(step) for step in steps]
            made.append(found)
            if form == "sql":
                _print(translated, found.get("steps", []))
        if form == "json":
            click.echo(json.dumps(made, ensure_ascii=False, indent=2))


def _print(translated: str, steps: list[dict[str, str]]) -> None:
    for step in steps:
        click.echo(f"-- {step['name']} ({step['place']})" + (f": {step['says']}" if step["says"] else ""))
        if step["note"]:
            click.echo(f"--   approximate: {step['note']}")
        if step["duckdb"]:
            click.echo(f"--   {step['snowflake']}\n--   -> {step['duckdb']}")
    click.echo(translated + ";")

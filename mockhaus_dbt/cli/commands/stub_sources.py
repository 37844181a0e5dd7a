"""``mockhaus stub-sources``: tables for the sources of a project that do not exist."""

from __future__ import annotations

from pathlib import Path

import click

from mockhaus_dbt.cli.dbt_project import DBT_PROJECT, run_operation

_EXAMPLES = """
\b
Examples:
  mockhaus stub-sources
  mockhaus stub-sources analytics --rows 100 --seed 1
"""


@click.command(
    "stub-sources",
    help="Make a table with made-up rows for every source of a dbt project that does not exist.\n\n"
    "Columns, types and the tests unique, not_null, accepted_values and relationships are respected as declared; "
    "columns that are not declared are found in the models that use them. The same seed gives the same rows.\n"
    + _EXAMPLES,
)
@DBT_PROJECT
@click.option("--rows", metavar="N", type=click.IntRange(0), default=10, show_default=True, help="Rows of each table.")
@click.option("--seed", metavar="S", type=int, default=0, show_default=True, help="Of the made-up values.")
def command(
    project: Path, target: str | None, profiles_dir: Path | None, variables: str | None, rows: int, seed: int
) -> None:
    """Make them, and say for each what was done."""
    run_operation("mockhaus_stub_sources", {"rows": rows, "seed": seed}, project, target, profiles_dir, variables)

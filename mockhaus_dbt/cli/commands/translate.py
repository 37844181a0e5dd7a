"""``mockhaus translate``: the DuckDB text of a query."""

from __future__ import annotations

from typing import IO

import click

from mockhaus_dbt.cli import options

_EXAMPLES = """
\b
Examples:
  mockhaus translate "select iff(a > 1, 'x', 'y') from values (1) as t(a)"
  mockhaus translate --account shop.mockhaus --database SHOP --file model.sql
"""


@click.command(help="Print the DuckDB SQL of a query, without running it.\n" + _EXAMPLES)
@click.argument("sql", required=False)
@options.PLACE
def command(sql: str | None, file: IO[str] | None, account: str | None, database: str, schema: str | None) -> None:
    """Print the DuckDB SQL of each query."""
    text = options.text_of(sql, file)
    with options.connected(account, database, schema) as connection:
        from mockhaus_dbt.executor import statements_of

        for statement in statements_of(text):
            translation = connection.session.translate(statement)
            click.echo(connection.session.now_in(translation.sql) + ";")

"""``mockhaus query``: run SQL and print every result."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import IO, TYPE_CHECKING, Any

import click

from mockhaus_dbt.cli import options
from mockhaus_dbt.cli.output import write
from mockhaus_dbt.stopping import stoppable

if TYPE_CHECKING:
    from mockhaus_dbt.dbapi import Connection

_EXAMPLES = """
\b
Examples:
  mockhaus query "select current_version()"
  mockhaus query --account shop.mockhaus --database SHOP "select * from orders"
  mockhaus query --file build.sql --account shop.mockhaus
  echo "show tables" | mockhaus query --account shop.mockhaus --format csv
  mockhaus query --param since=2026-01-01 --param top=10 \\
      "select * from orders where day >= $since::date limit 10"
  mockhaus query --bind 7 --bind 'o''clock' "select ? + 1 as n, ? as text"
"""


@click.command(
    help="Run SQL, one or more statements, and print every result.\n\n"
    "SQL comes from the argument, --file, or standard input. The first error ends the command with status 1; what ran "
    "before it has been printed.\n" + _EXAMPLES
)
@click.argument("sql", required=False)
@options.PLACE
@options.decorated(options.ROLE, options.WAREHOUSE, options.FORMAT)
@click.option(
    "--param",
    "params",
    metavar="NAME=VALUE",
    multiple=True,
    help="Set a session variable, which the SQL reads as $NAME; may be repeated.",
)
@click.option(
    "--bind", "binds", metavar="VALUE", multiple=True, help="The value of the next ? in the SQL; may be repeated."
)
def command(
    sql: str | None,
    file: IO[str] | None,
    account: str | None,
    database: str,
    schema: str | None,
    role: str | None,
    warehouse: str | None,
    form: str,
    params: tuple[str, ...],
    binds: tuple[str, ...],
) -> None:
    """Run SQL and print every result."""
    text = options.text_of(sql, file)
    variables = [_variable(param) for param in params]
    with options.connected(account, database, schema, role, warehouse) as connection:
        connection.session.variables.update(variables)
        _run(connection, text, form, [value_of(bind) for bind in binds])


def _run(connection: Connection, text: str, form: str, bindings: list[Any]) -> None:
    """Run statement by statement, so that what ran before an error has been printed."""
    from mockhaus_dbt.executor import statements_of

    for statement in statements_of(text):
        run = partial(connection.executor.run, statement, bindings or None)
        write(stoppable(run, connection.cancel), form)


def _variable(param: str) -> tuple[str, Any]:
    name, equals, value = param.partition("=")
    if not equals or not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_$]*", name):
        raise click.BadParameter(f"'{param}' is not of the form NAME=VALUE.", param_hint="--param")
    return name.upper(), value_of(value)


def value_of(text: str) -> Any:
    """A value as the command line gives it: a number where it reads as one, otherwise the text."""
    if re.fullmatch(r"[+-]?\d{1,38}", text):
        return int(text)
    if re.fullmatch(r"[+-]?\d*\.\d+", text) and len(text) <= 38:
        return Decimal(text)
    return text

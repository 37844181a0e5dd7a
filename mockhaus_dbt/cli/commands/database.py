"""``mockhaus database``: the databases of an account."""

from __future__ import annotations

import click

from mockhaus_dbt.cli import options
from mockhaus_dbt.cli.output import write

_EXAMPLES = """
\b
Examples:
  mockhaus database list
  mockhaus database create SHOP --account shop.mockhaus
  mockhaus database drop SHOP --if-exists
"""
_NAME = click.argument("name")


@click.group(help="List, create and drop databases.\n" + _EXAMPLES)
def command() -> None:
    """The group."""


@command.command("list")
@options.decorated(options.ACCOUNT, options.FORMAT)
@click.option("--like", metavar="PATTERN", help="Only names of this pattern, as in SHOW DATABASES LIKE.")
def list_(account: str | None, form: str, like: str | None) -> None:
    """The databases of the account."""
    pattern = "" if like is None else " LIKE '" + like.replace("\\", "\\\\").replace("'", "''") + "'"
    _run(account, f"SHOW DATABASES{pattern}", form)


@command.command()
@_NAME
@options.ACCOUNT
@click.option("--if-not-exists", is_flag=True, help="Leave one that exists alone.")
@click.option("--or-replace", is_flag=True, help="Drop one that exists.")
def create(account: str | None, name: str, if_not_exists: bool, or_replace: bool) -> None:
    """Create a database. NAME is an identifier: folded to upper case unless in double quotes."""
    if if_not_exists and or_replace:
        raise click.UsageError("--if-not-exists and --or-replace exclude each other.")
    replace = "OR REPLACE " if or_replace else ""
    _run(account, f"CREATE {replace}DATABASE {'IF NOT EXISTS ' if if_not_exists else ''}{_identifier(name)}")


@command.command()
@_NAME
@options.ACCOUNT
@click.option("--if-exists", is_flag=True, help="A missing one is no error.")
def drop(account: str | None, name: str, if_exists: bool) -> None:
    """Drop a database with everything in it."""
    _run(account, f"DROP DATABASE {'IF EXISTS ' if if_exists else ''}{_identifier(name)}")


def _identifier(name: str) -> str:
    """
    Raises:
        click.BadParameter: the name is no identifier, so that nothing else can hide in it.
    """
    import re

    if not re.fullmatch(r'[A-Za-z_][A-Za-z0-9_$]*|"(?:[^"]|"")+"', name):
        raise click.BadParameter(f"'{name}' is no identifier; put other names in double quotes.", param_hint="NAME")
    return name


def _run(account: str | None, sql: str, form: str | None = None) -> None:
    with options.connected(account) as connection:
        result = connection.executor.execute_snowflake_sql(sql)
        if form is None:
            click.echo(result.fetchall()[0][0])
        else:
            write(result, form)

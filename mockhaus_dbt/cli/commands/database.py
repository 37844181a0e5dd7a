"""``mockhaus database``: the databases of an account."""

from __future__ import annotations

import click

from mockhaus_dbt.cli import nouns, options

_EXAMPLES = """
\b
Examples:
  mockhaus database list
  mockhaus database create SHOP --account shop.mockhaus
  mockhaus database drop SHOP --if-exists
"""


@click.group(help="List, create and drop databases.\n" + _EXAMPLES)
def command() -> None:
    """The group."""


nouns.add_list(command, "DATABASES", "The databases of the account.", options.ACCOUNT)
nouns.add_drop(command, "DATABASE", "Drop a database with everything in it.", options.ACCOUNT)


@command.command()
@options.decorated(nouns.NAME, options.ACCOUNT, nouns.IF_NOT_EXISTS, nouns.OR_REPLACE)
def create(account: str | None, name: str, if_not_exists: bool, or_replace: bool) -> None:
    """Create a database. NAME is an identifier: folded to upper case unless in double quotes."""
    nouns.run(nouns.create_words("DATABASE", name, if_not_exists, or_replace), account=account)

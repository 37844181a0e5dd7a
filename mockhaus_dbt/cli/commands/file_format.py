"""``mockhaus file-format``: the file formats of a schema."""

from __future__ import annotations

import re

import click

from mockhaus_dbt.cli import options
from mockhaus_dbt.cli.output import write

_EXAMPLES = """
\b
Examples:
  mockhaus file-format create pipes --type CSV --option FIELD_DELIMITER='|' --option SKIP_HEADER=1
  mockhaus file-format create nulls --option NULL_IF=NULL --option NULL_IF=none
  mockhaus file-format describe pipes
  mockhaus file-format list --format json
  mockhaus file-format drop pipes --if-exists
"""
_PLACE = (options.ACCOUNT, options.DATABASE, options.SCHEMA)
_NAME = click.argument("name")
_BARE = re.compile(r"TRUE|FALSE|NONE|AUTO|\d+", re.IGNORECASE)
#: options whose value is a list.
_LISTS = ("NULL_IF",)


@click.group(help="Create, describe, list and drop file formats.\n" + _EXAMPLES)
def command() -> None:
    """The group."""


@command.command("list")
@options.decorated(*_PLACE, options.FORMAT)
@click.option("--like", metavar="PATTERN", help="Only names of this pattern, as in SHOW FILE FORMATS LIKE.")
def list_(account: str | None, database: str, schema: str | None, form: str, like: str | None) -> None:
    """The file formats of the schema, or of the database where no schema is given."""
    filtered = "" if like is None else f" LIKE {options.quoted(like)}"
    _run(account, database, schema, f"SHOW FILE FORMATS{filtered}{'' if schema else ' IN DATABASE'}", form)


@command.command()
@options.decorated(_NAME, *_PLACE)
@click.option("--type", "kind", default="CSV", show_default=True, help="CSV, JSON, PARQUET, ...")
@click.option("--option", "given", multiple=True, metavar="NAME=VALUE", help="An option; of a list, once a value.")
@options.decorated(options.IF_NOT_EXISTS, options.OR_REPLACE)
def create(
    account: str | None,
    database: str,
    schema: str | None,
    name: str,
    kind: str,
    given: tuple[str, ...],
    if_not_exists: bool,
    or_replace: bool,
) -> None:
    """Create a file format."""
    sql = options.create_words("FILE FORMAT", name, if_not_exists, or_replace)
    _run(account, database, schema, f"{sql} TYPE = {options.identifier(kind)}{_written(given)}")


def _written(given: tuple[str, ...]) -> str:
    """
    Raises:
        click.BadParameter: an option without a value.
    """
    found: dict[str, list[str]] = {}
    for text in given:
        option, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(f"'{text}' is not NAME=VALUE.", param_hint="--option")
        found.setdefault(options.identifier(option).upper(), []).append(value)
    parts = []
    for option, values in found.items():
        several = len(values) > 1 or option in _LISTS
        listed = [v if _BARE.fullmatch(v) and not several else options.quoted(v) for v in values]
        parts.append(f" {option} = {'(' + ', '.join(listed) + ')' if several else listed[0]}")
    return "".join(parts)


@command.command()
@options.decorated(_NAME, *_PLACE)
@click.option("--if-exists", is_flag=True, help="A missing one is no error.")
def drop(account: str | None, database: str, schema: str | None, name: str, if_exists: bool) -> None:
    """Drop a file format."""
    _run(account, database, schema, f"DROP FILE FORMAT {'IF EXISTS ' if if_exists else ''}{options.identifier(name)}")


@command.command()
@options.decorated(_NAME, *_PLACE, options.FORMAT)
def describe(account: str | None, database: str, schema: str | None, form: str, name: str) -> None:
    """The options of a file format, with their values and defaults."""
    _run(account, database, schema, f"DESCRIBE FILE FORMAT {options.identifier(name)}", form)


def _run(account: str | None, database: str, schema: str | None, sql: str, form: str | None = None) -> None:
    with options.connected(account, database, schema) as connection:
        result = connection.executor.execute_snowflake_sql(sql)
        if form is None:
            click.echo(result.fetchall()[0][0])
        else:
            write(result, form)

"""What the commands for one kind of object have in common: ``list``, ``drop``, the beginning of ``create``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from mockhaus_dbt.cli import options
from mockhaus_dbt.cli.output import write

_Option = Callable[[Callable[..., Any]], Callable[..., Any]]

NAME = click.argument("name")
IF_NOT_EXISTS = click.option("--if-not-exists", is_flag=True, help="Leave one that exists alone.")
OR_REPLACE = click.option("--or-replace", is_flag=True, help="Replace one that exists.")
#: the options that say where objects of a schema are.
IN_SCHEMA = (options.ACCOUNT, options.DATABASE, options.SCHEMA)


def run(sql: str, form: str | None = None, **place: str | None) -> None:
    """Run a statement and print its result.

    Args:
        sql: of one statement.
        form: table, csv or json; None for the text that DDL gives.
        **place: account, database and schema, as far as the command has options for them.
    """
    with options.connected(place.get("account"), place.get("database"), place.get("schema")) as connection:
        result = connection.executor.execute_snowflake_sql(sql)
        if form is None:
            click.echo(result.fetchall()[0][0])
        else:
            write(result, form)


def add_list(group: click.Group, plural: str, says: str, *place: _Option) -> None:
    """Give a group its command ``list``.

    Args:
        group: of the noun.
        plural: as SHOW has it.
        says: the help.
        *place: the options that say where; with a schema, no schema means the whole database.
    """

    @options.decorated(*place, options.FORMAT)
    @click.option("--like", metavar="PATTERN", help=f"Only names of this pattern, as in SHOW {plural} LIKE.")
    def list_(form: str, like: str | None, **where: str | None) -> None:
        filtered = "" if like is None else f" LIKE {options.quoted(like)}"
        whole = " IN DATABASE" if "schema" in where and not where["schema"] else ""
        run(f"SHOW {plural}{filtered}{whole}", form, **where)

    group.command("list", help=says)(list_)


def add_drop(group: click.Group, kind: str, says: str, *place: _Option) -> None:
    """Give a group its command ``drop``.

    Args:
        group: of the noun.
        kind: as DROP has it.
        says: the help.
        *place: the options that say where.
    """

    @options.decorated(NAME, *place)
    @click.option("--if-exists", is_flag=True, help="A missing one is no error.")
    def drop(name: str, if_exists: bool, **where: str | None) -> None:
        run(f"DROP {kind} {'IF EXISTS ' if if_exists else ''}{options.identifier(name)}", **where)

    group.command("drop", help=says)(drop)


def create_words(kind: str, name: str, if_not_exists: bool, or_replace: bool) -> str:
    """The beginning of a CREATE statement.

    Raises:
        click.UsageError: both flags are set.
        click.BadParameter: the name is no identifier.
    """
    if if_not_exists and or_replace:
        raise click.UsageError("--if-not-exists and --or-replace exclude each other.")
    absent = "IF NOT EXISTS " if if_not_exists else ""
    return f"CREATE {'OR REPLACE ' if or_replace else ''}{kind} {absent}{options.identifier(name)}"

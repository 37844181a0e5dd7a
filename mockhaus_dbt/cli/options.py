"""Options and arguments that several commands take."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from mockhaus_dbt.cli import progress
from mockhaus_dbt.errors import MockhausError, SqlError

if TYPE_CHECKING:
    from mockhaus_dbt.account import Account
    from mockhaus_dbt.dbapi import Connection

_Command = TypeVar("_Command", bound=Callable[..., Any])

#: the account where neither ``--account`` nor MOCKHAUS_ACCOUNT names one, below the home directory.
DEFAULT_ACCOUNT = Path(".mockhaus", "account.duckdb")

FILE = click.option(
    "--file",
    "-f",
    "file",
    type=click.File("r", encoding="utf-8"),
    help="Read the SQL from a file; - is standard input.",
)
ACCOUNT = click.option(
    "--account",
    metavar="FILE",
    envvar="MOCKHAUS_ACCOUNT",
    help="The account's file, made where it is missing; :memory: is gone afterwards.  "
    "[env: MOCKHAUS_ACCOUNT; default: ~/.mockhaus/account.duckdb]",
)
DATABASE = click.option(
    "--database",
    metavar="NAME",
    default="MOCKHAUS",
    show_default=True,
    help="Current database; made where it is missing.",
)
SCHEMA = click.option("--schema", metavar="NAME", help="Current schema; made where it is missing.")
ROLE = click.option("--role", metavar="NAME", help="Current role.")
WAREHOUSE = click.option("--warehouse", metavar="NAME", help="Current warehouse.")
FORMAT = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How results are printed.",
)


def quoted(text: str) -> str:
    """A text as a string of Snowflake's."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"


def identifier(name: str) -> str:
    """A name of one to three parts, as written.

    Raises:
        click.BadParameter: it is no identifier, so that nothing else can hide in it.
    """
    part = r'(?:[A-Za-z_][A-Za-z0-9_$]*|"(?:[^"]|"")+")'
    if not re.fullmatch(rf"{part}(?:\.{part}){{0,2}}", name):
        raise click.BadParameter(f"'{name}' is no identifier; put other names in double quotes.", param_hint="NAME")
    return name


def account_path(account: str | None) -> str:
    """The account's file: as named, or the default one, whose directory is made.

    Args:
        account: what ``--account`` or MOCKHAUS_ACCOUNT says.
    """
    if account:
        return account
    path = Path.home() / DEFAULT_ACCOUNT
    path.parent.mkdir(parents=True, exist_ok=True)
    return os.fspath(path)


@contextmanager
def connected(
    account: str | None,
    database: str | None = None,
    schema: str | None = None,
    role: str | None = None,
    warehouse: str | None = None,
    create: bool = True,
) -> Iterator[Connection]:
    """A connection for the length of a command; what fails is printed and ends it with exit status 1.

    Args:
        account: what ``--account`` says.
        database, schema, role, warehouse: of the session.
        create: make the database and schema where they are missing.
    """
    with failing():
        from mockhaus_dbt.dbapi import connect

        with connect(account_path(account), database, schema, role, warehouse, create=create) as connection:
            connection.session.application = "mockhaus"
            connection.session.progress = progress.show
            yield connection


@contextmanager
def opened(account: str | None) -> Iterator[Account]:
    """An account for the length of a command, without a session; what fails is printed and ends it with status 1."""
    with failing():
        from mockhaus_dbt.account import Account

        with Account.open(account_path(account)) as held:
            yield held


@contextmanager
def failing() -> Iterator[None]:
    """Within the block errors of Mockhaus are printed to standard error and end the command with status 1."""
    try:
        yield
    except MockhausError as e:
        click.echo(str(e), err=True)
        if isinstance(e, SqlError) and e.query_id:
            click.echo(f"Query id: {e.query_id}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo("Interrupted.", err=True)
        sys.exit(130)


def text_of(sql: str | None, file: IO[str] | None) -> str:
    """The SQL of a command: from its argument, ``--file``, or standard input.

    Raises:
        click.UsageError: none is given, or two are.
    """
    if sql is not None and file is not None:
        raise click.UsageError("Give the SQL as an argument or with --file, not both.")
    if file is not None:
        return file.read()
    if sql is not None:
        return sql
    if sys.stdin.isatty():
        raise click.UsageError("Give the SQL as an argument, with --file, or on standard input.")
    return sys.stdin.read()


def decorated(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Several options as one decorator, in the order in which ``--help`` shows them."""

    def decorate(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


#: the options that name an account and a place in it.
PLACE = decorated(FILE, ACCOUNT, DATABASE, SCHEMA)

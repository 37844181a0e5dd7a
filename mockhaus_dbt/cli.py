"""The command line: ``mockhaus query`` runs Snowflake SQL, ``mockhaus translate`` shows the DuckDB text."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any

import click

from mockhaus_dbt._version import __version__
from mockhaus_dbt.errors import MockhausError, SqlError

if TYPE_CHECKING:
    from mockhaus_dbt.dbapi import Connection
    from mockhaus_dbt.result import QueryResult
    from mockhaus_dbt.translation.types import ResultColumn

_EXAMPLES = """
\b
Examples:
  mockhaus query "select current_version()"
  mockhaus query --account shop.mockhaus --database SHOP "select * from orders"
  mockhaus query --file build.sql --account shop.mockhaus
  echo "show tables" | mockhaus query --account shop.mockhaus --format csv
  mockhaus translate "select iff(a > 1, 'x', 'y') from values (1) as t(a)"
"""


_FILE = click.option(
    "--file", "file", type=click.File("r", encoding="utf-8"), help="Read the SQL from a file; - is standard input."
)
_ACCOUNT = click.option(
    "--account",
    metavar="FILE",
    default=":memory:",
    envvar="MOCKHAUS_ACCOUNT",
    help="The account's file, made where it is missing. Without it, everything is gone afterwards.",
)
_DATABASE = click.option(
    "--database",
    metavar="NAME",
    default="MOCKHAUS",
    show_default=True,
    help="Current database; made where it is missing.",
)
_SCHEMA = click.option("--schema", metavar="NAME", help="Current schema; made where it is missing.")


def _shared(command: Any) -> Any:
    """The options that name an account and a place in it."""
    return _FILE(_ACCOUNT(_DATABASE(_SCHEMA(command))))


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Run Snowflake SQL on this machine, on DuckDB.\n" + _EXAMPLES,
)
@click.version_option(__version__, prog_name="mockhaus")
def main() -> None:
    """The entry point."""


@main.command(
    help="Run SQL, one or more statements, and print every result.\n\n"
    "SQL comes from the argument, --file, or standard input.\n" + _EXAMPLES
)
@click.argument("sql", required=False)
@_shared
@click.option("--role", metavar="NAME", help="Current role.")
@click.option("--warehouse", metavar="NAME", help="Current warehouse.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="How results are printed.",
)
def query(
    sql: str | None,
    file: IO[str] | None,
    account: str,
    database: str,
    schema: str | None,
    role: str | None,
    warehouse: str | None,
    form: str,
) -> None:
    """Run SQL and print every result."""
    text = _text(sql, file)
    try:
        from mockhaus_dbt.dbapi import connect

        with connect(account, database, schema, role, warehouse) as connection:
            _run(connection, text, form)
    except MockhausError as e:
        _fail(e)
    except KeyboardInterrupt:
        click.echo("Interrupted.", err=True)
        sys.exit(130)


def _run(connection: Connection, text: str, form: str) -> None:
    """Run statement by statement, so that what ran before an error has been printed."""
    from mockhaus_dbt.executor import statements_of

    statements = statements_of(text)
    write = {"table": _write_table, "csv": _write_csv, "json": _write_json}[form]
    for statement in statements:
        write(connection.executor.run(statement))


@main.command(help="Print the DuckDB SQL of a query, without running it.\n" + _EXAMPLES)
@click.argument("sql", required=False)
@_shared
def translate(sql: str | None, file: IO[str] | None, account: str, database: str, schema: str | None) -> None:
    """Print the DuckDB SQL of each query."""
    text = _text(sql, file)
    try:
        from mockhaus_dbt.dbapi import connect
        from mockhaus_dbt.executor import statements_of

        with connect(account, database, schema) as connection:
            for statement in statements_of(text):
                translation = connection.session.translate(statement)
                click.echo(connection.session.now_in(translation.sql) + ";")
    except MockhausError as e:
        _fail(e)


def _text(sql: str | None, file: IO[str] | None) -> str:
    if sql is not None and file is not None:
        raise click.UsageError("Give the SQL as an argument or with --file, not both.")
    if file is not None:
        return file.read()
    if sql is not None:
        return sql
    if sys.stdin.isatty():
        raise click.UsageError("Give the SQL as an argument, with --file, or on standard input.")
    return sys.stdin.read()


def _fail(e: MockhausError) -> None:
    click.echo(str(e), err=True)
    if isinstance(e, SqlError) and e.query_id:
        click.echo(f"Query id: {e.query_id}", err=True)
    sys.exit(1)


# ---------------------------------------------------------------------------------------------------------- printing


def _write_table(result: QueryResult) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=100_000)  # a file or a pipe takes lines of any width
    table = Table(box=box.ROUNDED if console.is_terminal else box.ASCII2, header_style="bold")
    for column in result.columns:
        table.add_column(Text(column.name), justify="right" if column.type.is_numeric else "left", overflow="fold")
    rows = result.fetchall()
    for row in rows:
        table.add_row(*(Text("NULL", style="dim") if v is None else Text(_shown(v)) for v in row))
    console.print(table)
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def _write_csv(result: QueryResult) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(result.column_names)
    for row in result:
        writer.writerow(["" if v is None else _shown(v) for v in row])


def _write_json(result: QueryResult) -> None:
    click.echo(json.dumps([_object(result.columns, row) for row in result], ensure_ascii=False, indent=2))


def _object(columns: Iterable[ResultColumn], row: tuple[Any, ...]) -> dict[str, Any]:
    """A row by column name; of columns with one name, the later ones get a number."""
    made: dict[str, Any] = {}
    for column, value in zip(columns, row):
        name, n = column.name, 1
        while name in made:
            n += 1
            name = f"{column.name}_{n}"
        if value is not None and column.type.is_semistructured:
            value = json.loads(value) if value != "undefined" else None
        made[name] = value if value is None or isinstance(value, (bool, int, float, str, list, dict)) else _shown(value)
    return made


def _shown(value: Any) -> str:
    """A value as Snowflake's own command line shows it."""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, (bytes, bytearray)):
        return value.hex().upper()
    if isinstance(value, datetime):
        text = value.strftime("%Y-%m-%d %H:%M:%S.") + f"{value.microsecond // 1000:03}"
        return text if value.tzinfo is None else text + value.strftime(" %z")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


if __name__ == "__main__":
    main()

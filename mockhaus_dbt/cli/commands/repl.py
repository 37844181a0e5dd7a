"""``mockhaus repl``: the interactive shell."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from mockhaus_dbt.cli import options

_EXAMPLES = """
\b
Examples:
  mockhaus repl
  mockhaus repl --account shop.mockhaus --database SHOP
  mockhaus repl --server-url http://127.0.0.1:8080 --session-type memory
  echo "show databases;" | mockhaus repl
"""


@click.command(
    help="An interactive shell, on an account or on a session of a server.\n\n"
    "SQL ends with a semicolon; help lists the shell's own commands. What comes from a file or pipe is run and ends "
    "with the first error.\n" + _EXAMPLES
)
@options.decorated(options.ACCOUNT, options.DATABASE, options.SCHEMA, options.ROLE, options.WAREHOUSE)
@click.option(
    "--server-url", metavar="URL", envvar="MOCKHAUS_SERVER_URL", help="Use a server.  [env: MOCKHAUS_SERVER_URL]"
)
@click.option("--session-id", metavar="ID", help="A session of the server, which stays afterwards.")
@click.option(
    "--session-type",
    type=click.Choice(["memory", "persistent", "shared"]),
    default="shared",
    show_default=True,
    help="What kind of session the server makes.",
)
@click.option("--session-ttl", metavar="SECONDS", type=float, help="How long that session lives unused.")
@click.option("--persistent-path", metavar="PATH", help="Its file on the server, if it is persistent.")
@click.option("--vi", is_flag=True, help="Keys of vi; F4 changes them.")
def command(
    account: str | None,
    database: str,
    schema: str | None,
    role: str | None,
    warehouse: str | None,
    server_url: str | None,
    session_id: str | None,
    session_type: str,
    session_ttl: float | None,
    persistent_path: str | None,
    vi: bool,
) -> None:
    """Start the shell."""
    try:
        from mockhaus_dbt.repl.enhanced_repl import EnhancedREPL
    except ImportError as e:
        raise click.ClickException(f"The shell needs more packages ({e.name}): pip install 'dbt-mockhaus[repl]'") from e
    from mockhaus_dbt import client
    from mockhaus_dbt.dbapi import connect
    from mockhaus_dbt.repl.objects import AnyConnection

    if persistent_path and session_type != "persistent":
        raise click.UsageError("--persistent-path goes with --session-type persistent.")
    if not server_url and (session_id or session_ttl or session_type != "shared"):
        raise click.UsageError("--session-... goes with --server-url.")
    with options.failing():
        if server_url:
            connection: AnyConnection = client.connect(
                server_url,
                database,
                schema,
                role,
                warehouse,
                None,
                None,
                session_id,
                session_type,
                session_ttl,
                persistent_path,
            )
        else:
            local = connection = connect(options.account_path(account), database, schema, role, warehouse)
            local.session.application = "mockhaus repl"
        with connection:
            shell = EnhancedREPL(connection, vi, Path.home() / ".mockhaus" / "repl_history")
            if sys.stdin.isatty():
                shell.loop()
            elif not shell.run(sys.stdin.read()):
                sys.exit(1)

"""``mockhaus serve``: the HTTP server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click

from mockhaus_dbt.cli import options

_EXAMPLES = """
\b
Examples:
  mockhaus serve
  mockhaus serve --account shop.mockhaus --port 9000 --root ./data
  MOCKHAUS_TOKEN=a-long-secret mockhaus serve --host 0.0.0.0
  mockhaus serve --daemon
"""
_HELP = (
    "Serve an account over HTTP: queries as JSON and Arrow, isolated sessions, a page at /ui.\n\n"
    "On 127.0.0.1 no credentials are needed; other addresses need a token. Statements of clients reach the files of "
    "this machine below --root alone.\n\n"
    "Each option can be given in the environment: MOCKHAUS_HOST, MOCKHAUS_PORT, MOCKHAUS_ACCOUNT, MOCKHAUS_TOKEN, "
    "MOCKHAUS_MAX_SESSIONS, MOCKHAUS_SESSION_TTL, MOCKHAUS_CLEANUP_INTERVAL, MOCKHAUS_DEBUG, ...\n"
)


@click.command(help=_HELP + _EXAMPLES)
@click.option("--host", metavar="HOST", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", metavar="PORT", type=int, help="Port to listen on.  [default: 8080]")
@options.ACCOUNT
@click.option("--stage-root", metavar="DIR", help="Directory of internal stages; beside the account where not given.")
@click.option(
    "--sessions-dir", metavar="DIR", help="Directory of persistent sessions; beside the account where not given."
)
@click.option(
    "--max-sessions", metavar="N", type=int, help="Sessions at a time; then the oldest idle one goes.  [default: 100]"
)
@click.option("--session-ttl", metavar="SECONDS", type=float, help="How long an unused session lives.  [default: 3600]")
@click.option("--cleanup-interval", metavar="SECONDS", type=float, help="How often expired ones go.  [default: 300]")
@click.option(
    "--token", metavar="TOKEN", help="What clients have to show; MOCKHAUS_TOKEN keeps it out of process lists."
)
@click.option(
    "--root", "roots", metavar="DIR", multiple=True, help="Let statements use files below it; may be repeated."
)
@click.option("--unrestricted", is_flag=True, help="Let statements use every file, and run code in Python.")
@click.option(
    "--cors-origin", "cors_origins", metavar="ORIGIN", multiple=True, help="Let pages from there ask; may be repeated."
)
@click.option(
    "--statement-timeout", metavar="SECONDS", type=float, help="How long a statement may run.  [default: 3600]"
)
@click.option("--max-rows", metavar="N", type=int, help="Rows of an answer.  [default: 10000000]")
@click.option("--max-body", metavar="BYTES", type=int, help="Bytes of a request.  [default: 67108864]")
@click.option("--max-upload", metavar="BYTES", type=int, help="Bytes of an uploaded file.  [default: 4294967296]")
@click.option("--log-level", type=click.Choice(["debug", "info", "warning", "error"]), help="[default: info]")
@click.option("--daemon", is_flag=True, help="Go on in the background; the process id and the log are printed.")
def command(account: str | None, daemon: bool, unrestricted: bool, **given: Any) -> None:
    """Serve an account."""
    with options.failing():
        try:
            from mockhaus_dbt.server.app import address, free, serve
        except ImportError as e:
            raise click.ClickException(
                f"The server needs more packages ({e.name}): pip install 'dbt-mockhaus[server]'"
            ) from e
        from mockhaus_dbt.server.settings import settings

        values = {name: value for name, value in given.items() if value not in (None, ())}
        made = settings({**values, "account": options.account_path(account), "unrestricted": unrestricted})
        free(made)
        if daemon:
            _detach(address(made))
            return
        click.echo(f"Mockhaus serves {made.account} at {address(made)} (page: {address(made)}/ui)", err=True)
        serve(made)


def _detach(url: str) -> None:
    """Start the same command in the background and wait until it answers."""
    from urllib.error import URLError
    from urllib.request import urlopen

    home = Path.home() / ".mockhaus"
    home.mkdir(exist_ok=True)
    log = home / "server.log"
    words = [sys.executable, "-m", "mockhaus_dbt", *(word for word in sys.argv[1:] if word != "--daemon")]
    with log.open("ab") as sink:
        process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink, start_new_session=True, env=os.environ
        )
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with urlopen(f"{url.replace('0.0.0.0', '127.0.0.1')}/api/v1/health", timeout=1):
                click.echo(f"Mockhaus serves at {url}, process {process.pid}, log {log}")
                return
        except (URLError, OSError):
            time.sleep(0.1)
    process.terminate()
    click.echo(f"The server did not start; see {log}", err=True)
    sys.exit(1)

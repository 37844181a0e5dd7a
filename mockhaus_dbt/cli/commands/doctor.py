"""``mockhaus doctor``: whether everything is in its place."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from mockhaus_dbt.cli import options

_EXAMPLES = """
\b
Examples:
  mockhaus doctor
  mockhaus doctor --account shop.mockhaus --format json
"""
#: distribution -> the extra that brings it, '' where it is required.
_PACKAGES = {
    "dbt-mockhaus": "",
    "duckdb": "",
    "sqlglot": "",
    "pyarrow": "",
    "dbt-core": "",
    "dbt-adapters": "",
    "dbt-snowflake": "",
    "fastapi": "server",
    "uvicorn": "server",
    "prompt_toolkit": "repl",
    "pygments": "repl",
    "snowflake-snowpark-python": "snowpark",
    "quickjs": "javascript",
}
#: what was looked at, the state ("ok", "missing", "problem"), and what was found.
Finding = tuple[str, str, str]


@click.command(
    help="Look at the versions, the account's file and its lock, the stage root and the build of sqlglot.\n\n"
    "The exit status is 1 where something is a problem.\n" + _EXAMPLES
)
@options.ACCOUNT
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def command(account: str | None, form: str) -> None:
    """Look at everything and print what was found."""
    path = account or os.fspath(Path.home() / options.DEFAULT_ACCOUNT)
    findings = [*_versions(), *_sqlglot(), *_account(path)]
    if form == "json":
        click.echo(json.dumps([{"check": c, "state": s, "found": f} for c, s, f in findings], indent=2))
    else:
        width = max(len(check) for check, _state, _found in findings)
        for check, state, found in findings:
            click.echo(f"{check:{width}}  {state:7}  {found}".rstrip())
    if any(state == "problem" for _check, state, _found in findings):
        sys.exit(1)


def _versions() -> Iterator[Finding]:
    supported = (3, 10) <= sys.version_info[:2] <= (3, 13)
    yield "python", "ok" if supported else "problem", f"{platform.python_version()} ({sys.executable})"
    for name, extra in _PACKAGES.items():
        try:
            yield name, "ok", version(name)
        except PackageNotFoundError:
            yield name, "missing" if extra else "problem", f"pip install 'dbt-mockhaus[{extra}]'" if extra else ""


def _sqlglot() -> Iterator[Finding]:
    from sqlglot import parser

    compiled = not str(parser.__file__).endswith(".py")
    yield (
        "sqlglot build",
        "ok",
        "compiled" if compiled else "pure Python, two to four times slower: pip install 'sqlglot[c]'",
    )


def _account(path: str) -> Iterator[Finding]:
    from mockhaus_dbt.account import FORMAT, Account
    from mockhaus_dbt.errors import ConfigError

    if path == ":memory:":
        yield "account", "ok", "in memory; nothing is kept"
        return
    file = Path(path).expanduser()
    if not file.exists():
        home = _there(file.parent)
        writable = os.access(home, os.W_OK)
        yield (
            "account",
            "ok" if writable else "problem",
            f"{file} (not there yet)" if writable else f"{home} is read-only",
        )
        return
    yield "account", "ok", f"{file} ({file.stat().st_size:,} bytes)"
    try:
        with Account.open(file, lock_timeout=0) as account:
            yield "lock", "ok", "free"
            objects = len(account.catalog.everything())
            yield "contents", "ok", f"{objects} objects, format {FORMAT}"
            root = account.stage_root
            usable = os.access(_there(root), os.W_OK)
            size = f"{sum(1 for f in root.rglob('*') if f.is_file())} files" if root.exists() else "empty"
            yield "stage root", "ok" if usable else "problem", f"{root} ({size})" if usable else f"{root} is read-only"
    except ConfigError as e:
        yield "lock" if "in use" in str(e) else "contents", "problem", str(e)


def _there(directory: Path) -> Path:
    """The directory, or the nearest above it that there is."""
    return next(path for path in (directory, *directory.parents) if path.exists())

"""The command line: ``mockhaus``.

Every command is one file in :mod:`mockhaus_dbt.cli.commands`, whose ``command`` it is: ``stub_sources.py`` is
``mockhaus stub-sources``. A file is imported when its command is called, so that none slows the others down.
"""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from mockhaus_dbt._version import __version__

_EXAMPLES = """
\b
Examples:
  mockhaus query "select current_version()"
  mockhaus query --account shop.mockhaus --database SHOP "select * from orders"
  mockhaus query --file build.sql --account shop.mockhaus
  echo "show tables" | mockhaus query --account shop.mockhaus --format csv
  mockhaus translate "select iff(a > 1, 'x', 'y') from values (1) as t(a)"
"""


class LazyGroup(click.Group):
    """A group whose commands are the files of a package."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, without importing them."""
        folder = Path(__file__).parent / "commands"
        return sorted(path.stem.replace("_", "-") for path in folder.glob("*.py") if not path.stem.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, None where there is none."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"mockhaus_dbt.cli.commands.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Run Snowflake SQL on this machine, on DuckDB.\n" + _EXAMPLES,
)
@click.version_option(__version__, prog_name="mockhaus")
def main() -> None:
    """The entry point."""

"""Commands that take a dbt project: its options, and dbt run within this process."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from mockhaus_dbt.cli.options import decorated

PROJECT = click.argument(
    "project", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path(), required=False
)
TARGET = click.option("--target", "-t", metavar="NAME", help="Target of the profile; its default where not given.")
PROFILES_DIR = click.option(
    "--profiles-dir",
    metavar="DIRECTORY",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="DBT_PROFILES_DIR",
    help="Where profiles.yml is; the project's directory, then ~/.dbt, where not given.",
)
VARS = click.option("--vars", "variables", metavar="YAML", help="Variables for the project, as dbt takes them.")

#: a project, and where dbt finds what belongs to it.
DBT_PROJECT: Callable[[Any], Any] = decorated(PROJECT, TARGET, PROFILES_DIR, VARS)


def run_operation(
    macro: str,
    arguments: dict[str, Any],
    project: Path,
    target: str | None,
    profiles_dir: Path | None,
    variables: str | None,
) -> None:
    """Run a macro of the adapter in a project; ends the command with status 1 where dbt fails.

    Args:
        macro: its name.
        arguments: of the macro.
        project, target, profiles_dir, variables: as the command was given them.
    """
    from dbt.cli.exceptions import DbtInternalException, DbtUsageException
    from dbt.cli.main import dbtRunner

    folder = project.resolve()
    if not (folder / "dbt_project.yml").is_file():
        raise click.UsageError(f"{project} has no dbt_project.yml.")
    words = ["--quiet", "run-operation", macro, "--args", json.dumps(arguments), "--project-dir", str(folder)]
    profiles = profiles_dir or (folder if (folder / "profiles.yml").is_file() else None)
    if profiles is not None:
        words += ["--profiles-dir", str(profiles.resolve())]
    if target:
        words += ["--target", target]
    if variables:
        words += ["--vars", variables]
    outcome = dbtRunner().invoke(words)
    if not outcome.success:
        if isinstance(outcome.exception, DbtUsageException | DbtInternalException):  # others dbt has shown
            click.echo(str(outcome.exception), err=True)
        sys.exit(1)

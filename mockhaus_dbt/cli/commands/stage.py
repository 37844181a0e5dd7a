"""``mockhaus stage``: stages and their files."""

from __future__ import annotations

from pathlib import Path

import click

from mockhaus_dbt.cli import nouns, options
from mockhaus_dbt.cli.output import write

_EXAMPLES = """
\b
Examples:
  mockhaus stage create raw --database SHOP --schema PUBLIC
  mockhaus stage put data/*.csv raw/2024/ --database SHOP --schema PUBLIC
  mockhaus stage ls raw --pattern '.*[.]csv[.]gz' --database SHOP --schema PUBLIC
  mockhaus stage get raw/2024/ downloads/ --database SHOP --schema PUBLIC
  mockhaus stage rm raw/2024/ --database SHOP --schema PUBLIC
"""
_PATTERN = click.option("--pattern", metavar="REGEX", help="Only files whose whole path in the stage matches.")
_STAGE = click.argument("stage")


@click.group(
    help="Create and drop stages; put, get, list and remove their files.\n\n"
    "STAGE is a stage with a path, as in SQL: raw/2024/, db.schema.raw, ~/mine, %orders.\n" + _EXAMPLES
)
def command() -> None:
    """The group."""


nouns.add_list(
    command, "STAGES", "The stages of the schema, or of the database where no schema is given.", *nouns.IN_SCHEMA
)
nouns.add_drop(command, "STAGE", "Drop a stage; an internal one with its files.", *nouns.IN_SCHEMA)


@command.command()
@options.decorated(nouns.NAME, *nouns.IN_SCHEMA)
@click.option("--url", metavar="URL", help="Where the files are: file://, s3://, gcs://, azure://.")
@click.option("--file-format", metavar="NAME", help="A file format, by name.")
@click.option("--directory", is_flag=True, help="With a directory table.")
@click.option("--comment", metavar="TEXT", help="A comment.")
@options.decorated(nouns.IF_NOT_EXISTS, nouns.OR_REPLACE)
def create(
    name: str,
    url: str | None,
    file_format: str | None,
    directory: bool,
    comment: str | None,
    if_not_exists: bool,
    or_replace: bool,
    **where: str | None,
) -> None:
    """Create a stage."""
    sql = nouns.create_words("STAGE", name, if_not_exists, or_replace)
    if url is not None:
        sql += f" URL = {options.quoted(url)}"
    if file_format is not None:
        sql += f" FILE_FORMAT = (FORMAT_NAME = {options.quoted(file_format)})"
    if directory:
        sql += " DIRECTORY = (ENABLE = TRUE)"
    if comment is not None:
        sql += f" COMMENT = {options.quoted(comment)}"
    nouns.run(sql, **where)


@command.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.decorated(_STAGE, *nouns.IN_SCHEMA)
@click.option("--overwrite", is_flag=True, help="Replace files that are there.")
@click.option("--no-compress", is_flag=True, help="Do not pack files with gzip.")
@click.option("--parallel", type=click.IntRange(1, 99), default=4, show_default=True, help="So many at a time.")
@options.FORMAT
def put(
    account: str | None,
    database: str,
    schema: str | None,
    form: str,
    files: tuple[Path, ...],
    stage: str,
    overwrite: bool,
    no_compress: bool,
    parallel: int,
) -> None:
    """Copy files onto a stage."""
    told = f"AUTO_COMPRESS = {not no_compress} OVERWRITE = {overwrite} PARALLEL = {parallel}"
    sources = [options.quoted(f"file://{_literally(file.resolve().as_posix())}") for file in files]
    with options.connected(account, database, schema) as connection:
        from mockhaus_dbt.result import QueryResult

        results = [
            connection.executor.execute_snowflake_sql(f"PUT {source} {_place(stage)} {told}")
            for source in connection.session.progress("PUT", sources, sources)
        ]
        write(QueryResult.of(results[0].columns, [row for result in results for row in result.fetchall()]), form)


@command.command()
@options.decorated(_STAGE)
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@options.decorated(*nouns.IN_SCHEMA, _PATTERN)
@click.option("--parallel", type=click.IntRange(1, 99), default=10, show_default=True, help="So many at a time.")
@options.FORMAT
def get(
    form: str,
    stage: str,
    directory: Path,
    pattern: str | None,
    parallel: int,
    **where: str | None,
) -> None:
    """Copy files of a stage into a directory."""
    target = options.quoted(f"file://{directory.resolve().as_posix()}/")
    nouns.run(f"GET {_place(stage)} {target} PARALLEL = {parallel}{_matching(pattern)}", form, **where)


@command.command()
@options.decorated(_STAGE, *nouns.IN_SCHEMA, _PATTERN, options.FORMAT)
def ls(form: str, stage: str, pattern: str | None, **where: str | None) -> None:
    """The files of a stage."""
    nouns.run(f"LIST {_place(stage)}{_matching(pattern)}", form, **where)


@command.command()
@options.decorated(_STAGE, *nouns.IN_SCHEMA, _PATTERN, options.FORMAT)
def rm(form: str, stage: str, pattern: str | None, **where: str | None) -> None:
    """Remove files of a stage: all whose path begins with the path given."""
    nouns.run(f"REMOVE {_place(stage)}{_matching(pattern)}", form, **where)


def _place(stage: str) -> str:
    return options.quoted(stage if stage.startswith("@") else f"@{stage}")


def _literally(path: str) -> str:
    """A path for PUT, which takes ``*`` and ``?`` for wildcards: the shell has expanded them already.

    Raises:
        click.UsageError: the path has one in its name.
    """
    if any(mark in path.rsplit("/", 1)[-1] for mark in "*?"):
        raise click.UsageError(f"'{path}' has * or ? in its name, which PUT takes for a wildcard.")
    return path


def _matching(pattern: str | None) -> str:
    return "" if pattern is None else f" PATTERN = {options.quoted(pattern)}"

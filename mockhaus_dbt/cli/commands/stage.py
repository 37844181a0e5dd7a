"""``mockhaus stage``: stages and their files."""

from __future__ import annotations

from pathlib import Path

import click

from mockhaus_dbt.cli import options
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
_PLACE = (options.ACCOUNT, options.DATABASE, options.SCHEMA)
_PATTERN = click.option("--pattern", metavar="REGEX", help="Only files whose whole path in the stage matches.")
_STAGE = click.argument("stage")
_NAME = click.argument("name")


@click.group(
    help="Create and drop stages; put, get, list and remove their files.\n\n"
    "STAGE is a stage with a path, as in SQL: raw/2024/, db.schema.raw, ~/mine, %orders.\n" + _EXAMPLES
)
def command() -> None:
    """The group."""


@command.command("list")
@options.decorated(*_PLACE, options.FORMAT)
@click.option("--like", metavar="PATTERN", help="Only names of this pattern, as in SHOW STAGES LIKE.")
def list_(account: str | None, database: str, schema: str | None, form: str, like: str | None) -> None:
    """The stages of the schema, or of the database where no schema is given."""
    filtered = "" if like is None else f" LIKE {options.quoted(like)}"
    _run(account, database, schema, f"SHOW STAGES{filtered}{'' if schema else ' IN DATABASE'}", form)


@command.command()
@options.decorated(_NAME, *_PLACE)
@click.option("--url", metavar="URL", help="Where the files are: file://, s3://, gcs://, azure://.")
@click.option("--file-format", metavar="NAME", help="A file format, by name.")
@click.option("--directory", is_flag=True, help="With a directory table.")
@click.option("--comment", metavar="TEXT", help="A comment.")
@options.decorated(options.IF_NOT_EXISTS, options.OR_REPLACE)
def create(
    account: str | None,
    database: str,
    schema: str | None,
    name: str,
    url: str | None,
    file_format: str | None,
    directory: bool,
    comment: str | None,
    if_not_exists: bool,
    or_replace: bool,
) -> None:
    """Create a stage."""
    sql = options.create_words("STAGE", name, if_not_exists, or_replace)
    if url is not None:
        sql += f" URL = {options.quoted(url)}"
    if file_format is not None:
        sql += f" FILE_FORMAT = (FORMAT_NAME = {options.quoted(file_format)})"
    if directory:
        sql += " DIRECTORY = (ENABLE = TRUE)"
    if comment is not None:
        sql += f" COMMENT = {options.quoted(comment)}"
    _run(account, database, schema, sql)


@command.command()
@options.decorated(_NAME, *_PLACE)
@click.option("--if-exists", is_flag=True, help="A missing one is no error.")
def drop(account: str | None, database: str, schema: str | None, name: str, if_exists: bool) -> None:
    """Drop a stage; an internal one with its files."""
    _run(account, database, schema, f"DROP STAGE {'IF EXISTS ' if if_exists else ''}{options.identifier(name)}")


@command.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.decorated(_STAGE, *_PLACE)
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
@options.decorated(*_PLACE, _PATTERN)
@click.option("--parallel", type=click.IntRange(1, 99), default=10, show_default=True, help="So many at a time.")
@options.FORMAT
def get(
    account: str | None,
    database: str,
    schema: str | None,
    form: str,
    stage: str,
    directory: Path,
    pattern: str | None,
    parallel: int,
) -> None:
    """Copy files of a stage into a directory."""
    target = options.quoted(f"file://{directory.resolve().as_posix()}/")
    _run(account, database, schema, f"GET {_place(stage)} {target} PARALLEL = {parallel}{_matching(pattern)}", form)


@command.command()
@options.decorated(_STAGE, *_PLACE, _PATTERN, options.FORMAT)
def ls(account: str | None, database: str, schema: str | None, form: str, stage: str, pattern: str | None) -> None:
    """The files of a stage."""
    _run(account, database, schema, f"LIST {_place(stage)}{_matching(pattern)}", form)


@command.command()
@options.decorated(_STAGE, *_PLACE, _PATTERN, options.FORMAT)
def rm(account: str | None, database: str, schema: str | None, form: str, stage: str, pattern: str | None) -> None:
    """Remove files of a stage: all whose path begins with the path given."""
    _run(account, database, schema, f"REMOVE {_place(stage)}{_matching(pattern)}", form)


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


def _run(account: str | None, database: str, schema: str | None, sql: str, form: str | None = None) -> None:
    with options.connected(account, database, schema) as connection:
        result = connection.executor.execute_snowflake_sql(sql)
        if form is None:
            click.echo(result.fetchall()[0][0])
        else:
            write(result, form)

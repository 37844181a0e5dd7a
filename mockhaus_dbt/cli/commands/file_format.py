"""``mockhaus file-format``: the file formats of a schema."""

from __future__ import annotations

import re

import click

from mockhaus_dbt.cli import nouns, options

_EXAMPLES = """
\b
Examples:
  mockhaus file-format create pipes --type CSV --option FIELD_DELIMITER='|' --option SKIP_HEADER=1
  mockhaus file-format create nulls --option NULL_IF=NULL --option NULL_IF=none
  mockhaus file-format describe pipes
  mockhaus file-format list --format json
  mockhaus file-format drop pipes --if-exists
"""
_BARE = re.compile(r"TRUE|FALSE|NONE|AUTO|\d+", re.IGNORECASE)
#: options whose value is a list.
_LISTS = ("NULL_IF",)


@click.group(help="Create, describe, list and drop file formats.\n" + _EXAMPLES)
def command() -> None:
    """The group."""


nouns.add_list(
    command,
    "FILE FORMATS",
    "The file formats of the schema, or of the database where no schema is given.",
    *nouns.IN_SCHEMA,
)
nouns.add_drop(command, "FILE FORMAT", "Drop a file format.", *nouns.IN_SCHEMA)


@command.command()
@options.decorated(nouns.NAME, *nouns.IN_SCHEMA)
@click.option("--type", "kind", default="CSV", show_default=True, help="CSV, JSON, PARQUET, ...")
@click.option("--option", "given", multiple=True, metavar="NAME=VALUE", help="An option; of a list, once a value.")
@options.decorated(nouns.IF_NOT_EXISTS, nouns.OR_REPLACE)
def create(
    name: str,
    kind: str,
    given: tuple[str, ...],
    if_not_exists: bool,
    or_replace: bool,
    **where: str | None,
) -> None:
    """Create a file format."""
    sql = nouns.create_words("FILE FORMAT", name, if_not_exists, or_replace)
    nouns.run(f"{sql} TYPE = {options.identifier(kind)}{_written(given)}", **where)


def _written(given: tuple[str, ...]) -> str:
    """
    Raises:
        click.BadParameter: an option without a value.
    """
    found: dict[str, list[str]] = {}
    for text in given:
        option, equals, value = text.partition("=")
        if not equals:
            raise click.BadParameter(f"'{text}' is not NAME=VALUE.", param_hint="--option")
        found.setdefault(options.identifier(option).upper(), []).append(value)
    parts = []
    for option, values in found.items():
        several = len(values) > 1 or option in _LISTS
        listed = [v if _BARE.fullmatch(v) and not several else options.quoted(v) for v in values]
        parts.append(f" {option} = {'(' + ', '.join(listed) + ')' if several else listed[0]}")
    return "".join(parts)


@command.command()
@options.decorated(nouns.NAME, *nouns.IN_SCHEMA, options.FORMAT)
def describe(form: str, name: str, **where: str | None) -> None:
    """The options of a file format, with their values and defaults."""
    nouns.run(f"DESCRIBE FILE FORMAT {options.identifier(name)}", form, **where)

"""The views of INFORMATION_SCHEMA and of the schemas of SNOWFLAKE, as they are written in the files beside this one.

A view with rows is a .sql file: a SELECT whose every line ends with the Snowflake type of its column in a comment, over
names in braces, ``{picture}`` or ``{INFORMATION_SCHEMA.VIEW}``, which may be a table function's. Comments before it say
what differs from Snowflake's.
Views that are truthfully empty here are lists of columns in ``empty.txt``; those that would lie are named in
``refused.txt``, both with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from mockhaus_dbt.information_schema.pictures import PICTURES
from mockhaus_dbt.translation.names import Column, quote
from mockhaus_dbt.translation.types import SqlType, parse_type

#: schema -> the folder of its .sql files.
_FOLDERS = {"INFORMATION_SCHEMA": "", "ACCOUNT_USAGE": "account_usage"}
#: schemas of the database SNOWFLAKE whose documented views are all listed here: another name is that of no view.
LISTED = frozenset(["INFORMATION_SCHEMA", "ACCOUNT_USAGE", "READER_ACCOUNT_USAGE"])
HOLE = re.compile(r"\{(INFORMATION_SCHEMA\.)?(\w+)\}")
_LINE = re.compile(r"^ {4}(?:(?P<expression>.+) AS )?(?P<name>\w+), -- (?P<type>\w+)$")
_HEAD = re.compile(r"\[(\w+)\] (.+)")


@dataclass(frozen=True)
class ViewText:
    """A view, read.

    Args:
        name: of the view.
        columns: in order.
        sql: DuckDB text with holes.
        note: what differs from Snowflake's.
        is_empty: it has no rows, whatever the account holds.
    """

    name: str
    columns: tuple[Column, ...]
    sql: str
    note: str = ""
    is_empty: bool = False

    @property
    def pictures(self) -> tuple[str, ...]:
        """The names of the tables that fill the holes."""
        return tuple(n for prefix, n in dict.fromkeys(HOLE.findall(self.sql)) if not prefix and n in PICTURES)


@cache
def views_of(schema: str) -> dict[str, ViewText]:
    """The views of a schema, with rows or empty, by name."""
    folder = _FOLDERS.get(schema)
    filled = view_texts(folder) if folder is not None else {}
    return dict(sorted({**empty_views(schema), **filled}.items()))


@cache
def view_texts(folder: str = "") -> dict[str, ViewText]:
    """The views that have rows of INFORMATION_SCHEMA, or those of a folder beside it, by name."""
    found = {}
    for file in resources.files("mockhaus_dbt.information_schema").joinpath(folder).iterdir():
        if file.name.endswith(".sql"):
            view = _read(file.name[:-4].upper(), file.read_text())
            found[view.name] = view
    return dict(sorted(found.items()))


@cache
def empty_views(schema: str) -> dict[str, ViewText]:
    """The views of a schema that are empty, by name; the reason is their note."""
    found: dict[str, ViewText] = {}
    for reason, line in _lines("empty.txt", schema):
        if line.startswith(" "):
            name, held = found.popitem()
            more = tuple(_columns(schema, name, line))
            found[name] = replace(held, columns=held.columns + more)
        else:
            found[line] = ViewText(line, (), "", reason, is_empty=True)
    return {name: replace(view, sql=_no_rows(view.columns)) for name, view in found.items()}


def _columns(schema: str, view: str, line: str) -> Iterator[Column]:
    for part in line.strip().rstrip(",").split(", "):
        if part == "*":  # those of ACCOUNT_USAGE
            yield from views_of("ACCOUNT_USAGE")[view].columns
        else:
            name, _, type_ = part.partition(" ")
            yield Column(name, typed(type_), name)


@cache
def refused_views(schema: str) -> dict[str, str]:
    """The documented views of a schema that Mockhaus does not have, and why."""
    return {name: reason for reason, line in _lines("refused.txt", schema) for name in line.split()}


def _lines(file: str, schema: str) -> Iterator[tuple[str, str]]:
    """The lines of a file that stand under a schema, with the reason at the head of their section."""
    at, reason = "", ""
    for line in resources.files("mockhaus_dbt.information_schema").joinpath(file).read_text().splitlines():
        head = _HEAD.fullmatch(line)
        if head is not None:
            at, reason = head[1], head[2]
        elif at == schema and line.strip():
            yield reason, line


def _read(name: str, text: str) -> ViewText:
    columns, lines, notes = [], [], []
    for line in text.splitlines():
        match = _LINE.match(line)
        if line.startswith("-- "):
            notes.append(line[3:])
        elif match is None:
            lines.append(line)
        else:
            type_ = typed(match["type"])
            columns.append(Column(match["name"], type_, match["name"]))
            expression = match["expression"] or quote(match["name"])
            lines.append(f"    CAST({expression} AS {type_.physical()}) AS {quote(match['name'])},")
    return ViewText(name, tuple(columns), "\n".join(lines), " ".join(notes))


def _no_rows(columns: tuple[Column, ...]) -> str:
    listed = ", ".join(f"CAST(NULL AS {c.type.physical()}) AS {c.physical}" for c in columns)
    return f"SELECT {listed} WHERE false"


def typed(text: str) -> SqlType:
    """The Snowflake type of a text that stands in our own files."""
    name, _, inside = text.partition("(")
    found = parse_type(name, tuple(map(int, inside.rstrip(")").split(","))) if inside else ())
    assert found is not None, text
    return found

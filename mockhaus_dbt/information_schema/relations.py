"""Serves the views of INFORMATION_SCHEMA to the translator.

A view is a .sql file: a SELECT whose every line ends with the Snowflake type of its column in a comment, over names in
braces. These are tables of :mod:`.pictures`, handed to DuckDB as Arrow when a statement first needs them, and again
when the catalog has changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from mockhaus_dbt.information_schema.pictures import FRESH, PICTURES, Field
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import Column, Relation, quote
from mockhaus_dbt.translation.types import SqlType, parse_type

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

_LINE = re.compile(r"^ {4}(?P<expression>.+) AS (?P<name>\w+), -- (?P<type>\w+)$")
_HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class ViewText:
    """A .sql file, read.

    Args:
        name: of the view.
        columns: in order.
        sql: DuckDB text with holes.
        pictures: names of the tables that fill the holes.
    """

    name: str
    columns: tuple[Column, ...]
    sql: str
    pictures: tuple[str, ...]


@cache
def view_texts() -> dict[str, ViewText]:
    """All views, by name."""
    found = {}
    for file in resources.files("mockhaus_dbt.information_schema").iterdir():
        if file.name.endswith(".sql"):
            view = _read(file.name[:-4].upper(), file.read_text())
            found[view.name] = view
    return dict(sorted(found.items()))


def _read(name: str, text: str) -> ViewText:
    columns, lines = [], []
    for line in text.splitlines():
        match = _LINE.match(line)
        if match is None:
            lines.append(line)
            continue
        type_ = _type(match["type"])
        columns.append(Column(match["name"], type_, match["name"]))
        lines.append(f"    CAST({match['expression']} AS {type_.physical()}) AS {quote(match['name'])},")
    pictures = tuple(n for n in dict.fromkeys(_HOLE.findall(text)) if n in PICTURES)
    return ViewText(name, tuple(columns), "\n".join(lines), pictures)


def _type(name: str) -> SqlType:
    found = parse_type(name)
    assert found is not None, name
    return found


#: what was handed to DuckDB: session -> registered name -> state of the catalog it shows.
_HANDED: WeakKeyDictionary[Session, dict[str, tuple[Any, ...]]] = WeakKeyDictionary()


def system_relation(session: Session, database: str, schema: str, name: str) -> Relation | None:
    """A view of INFORMATION_SCHEMA, for names.Context.system_relation.

    Args:
        session: that asks.
        database, schema, name: of the view.

    Returns:
        its columns with types and its DuckDB text; None where there is no such view.
    """
    view = view_texts().get(name)
    if schema != "INFORMATION_SCHEMA" or view is None or not session.catalog.has_database(database):
        return None
    filled = {"database": literal(database)}
    for picture in view.pictures:
        filled[picture] = quote(_hand_over(session, database, picture))
    sql = _HOLE.sub(lambda m: filled[m[1]], view.sql)
    return Relation(database, schema, name, "VIEW", view.columns, f"({sql})")


def _hand_over(session: Session, database: str, picture: str) -> str:
    """Let DuckDB see a table of the catalog; gives the name under which it does."""
    name = f"~{database}~{picture}"
    state = (session.catalog.version, tuple(session.temporary.values()) if session.temporary else ())
    handed = _HANDED.setdefault(session, {})
    if picture not in FRESH and handed.get(name) == state:
        return name
    views = [Relation(database, "INFORMATION_SCHEMA", v.name, "VIEW", v.columns, "") for v in view_texts().values()]
    columns, make = PICTURES[picture]
    session.register(name, _arrow(columns, list(make(session, database, views))))
    handed[name] = state
    return name


def _arrow(columns: tuple[Field, ...], rows: list[tuple[Any, ...]]) -> Any:
    import pyarrow as pa

    types = {"text": pa.string(), "int": pa.int64(), "bool": pa.bool_(), "time": pa.timestamp("us", tz="UTC")}
    arrays = [pa.array([row[i] for row in rows], type=types[kind]) for i, (_name, kind) in enumerate(columns)]
    return pa.table(arrays, names=[name for name, _kind in columns])


PROVIDERS["system_relation"] = system_relation

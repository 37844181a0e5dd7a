"""Serves the views of INFORMATION_SCHEMA to the translator.

A view is a .sql file: a SELECT whose every line ends with the Snowflake type of its column in a comment, over names in
braces; those of SNOWFLAKE.ACCOUNT_USAGE stand in a folder, those of table functions in another. The names are tables of
:mod:`.pictures`, handed to DuckDB as Arrow when a statement first needs them, and again when the catalog has changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from mockhaus_dbt.context_functions import SNOWFLAKE_VERSION
from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.information_schema.histories import HISTORY
from mockhaus_dbt.information_schema.pictures import FRESH, PICTURES, Field
from mockhaus_dbt.query_history.history import COLUMNS, TABLE
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
def view_texts(folder: str = "") -> dict[str, ViewText]:
    """The views of INFORMATION_SCHEMA, or those of a folder beside it, by name."""
    found = {}
    for file in resources.files("mockhaus_dbt.information_schema").joinpath(folder).iterdir():
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
    """A view of INFORMATION_SCHEMA, SNOWFLAKE.ACCOUNT_USAGE or __MOCKHAUS__, for names.Context.system_relation.

    Args:
        session: that asks.
        database, schema, name: of the view.

    Returns:
        its columns with types and its DuckDB text; None where there is no such view.

    Raises:
        UnsupportedError: Snowflake has the view, Mockhaus does not.
    """
    if schema == OWN_SCHEMA:
        return recorded(session, database) if name == "QUERY_HISTORY" else None
    if database == "SNOWFLAKE" and not session.catalog.has_database(database):
        view = view_texts("account_usage").get(name) if schema == "ACCOUNT_USAGE" else None
        if view is None:
            raise UnsupportedError(f"SNOWFLAKE.{schema}.{name}")
        return filled(session, database, view)
    if schema != "INFORMATION_SCHEMA" or not session.catalog.has_database(database):
        return None
    view = view_texts().get(name)
    if view is None and name in _EMPTY_HERE:
        raise UnsupportedError(f"INFORMATION_SCHEMA.{name}")
    return None if view is None else filled(session, database, view)


def filled(session: Session, database: str, view: ViewText) -> Relation:
    """A view with its holes filled: DuckDB sees what stands in them from now on."""
    holes = {"database": literal(database), "version": literal(SNOWFLAKE_VERSION)}
    for picture in view.pictures:
        holes[picture] = quote(_hand_over(session, database, picture))
    if "{history}" in view.sql:
        session.account.history.flush()
        holes["history"] = HISTORY.format(warehouses=quote(_hand_over(session, database, "warehouses")))
    sql = _HOLE.sub(lambda m: holes[m[1]], view.sql)
    return Relation(database, "INFORMATION_SCHEMA", view.name, "VIEW", view.columns, f"({sql})")


def recorded(session: Session, database: str) -> Relation:
    """Everything that is recorded of statements, the DuckDB text of each among it."""
    session.account.history.flush()
    columns = tuple(Column(name.upper(), _type(_RECORDED[kind]), name.upper()) for name, kind in COLUMNS.items())
    outputs = ", ".join(f"{name} AS {quote(name.upper())}" for name in COLUMNS)
    return Relation(database, OWN_SCHEMA, "QUERY_HISTORY", "VIEW", columns, f"(SELECT {outputs} FROM {TABLE})")


#: the schema of what is Mockhaus's own, in every database.
OWN_SCHEMA = "__MOCKHAUS__"
_RECORDED = {"VARCHAR": "VARCHAR", "BIGINT": "NUMBER", "DOUBLE": "FLOAT", "TIMESTAMPTZ": "TIMESTAMP_LTZ"}
#: documented views of objects that Mockhaus does not have.
_EMPTY_HERE = frozenset(
    """APPLICATION_CONFIGURATIONS APPLICATION_SPECIFICATIONS BACKUP_POLICIES BACKUP_SETS BACKUPS CLASSES CLASS_INSTANCES
    CLASS_INSTANCE_FUNCTIONS CLASS_INSTANCE_PROCEDURES CORTEX_SEARCH_SERVICES CURRENT_PACKAGES_POLICY
    EVENT_TABLES GIT_REPOSITORIES HYBRID_TABLES INDEXES INDEX_COLUMNS MODEL_VERSIONS PACKAGES
    REPLICATION_DATABASES REPLICATION_GROUPS SEMANTIC_DIMENSIONS SEMANTIC_FACTS SEMANTIC_METRICS
    SEMANTIC_RELATIONSHIPS SEMANTIC_TABLES SEMANTIC_VIEWS SERVICES SHARES STREAMLITS TYPES""".split()
)


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

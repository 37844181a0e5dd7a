"""Serves the views of INFORMATION_SCHEMA and of the database SNOWFLAKE to the translator.

What :mod:`.view_texts` reads has names in braces. They are tables of :mod:`.pictures`, handed to DuckDB as Arrow when a
statement first needs them, and again when the catalog has changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from mockhaus_dbt.context_functions import SNOWFLAKE_VERSION
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.information_schema.histories import HISTORY
from mockhaus_dbt.information_schema.pictures import FRESH, PICTURES, Field
from mockhaus_dbt.information_schema.view_texts import (
    HOLE,
    LISTED,
    ViewText,
    refused_views,
    typed,
    view_texts,
    views_of,
)
from mockhaus_dbt.query_history.history import COLUMNS, TABLE
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import SNOWFLAKE_SCHEMAS, Column, Relation, display, quote

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: what was handed to DuckDB: session -> registered name -> state of the catalog it shows.
_HANDED: WeakKeyDictionary[Session, dict[str, tuple[Any, ...]]] = WeakKeyDictionary()


def system_relation(session: Session, database: str, schema: str, name: str) -> Relation | None:
    """A view of INFORMATION_SCHEMA, of the database SNOWFLAKE or of __MOCKHAUS__, for names.Context.system_relation.

    Args:
        session: that asks.
        database, schema, name: of the view.

    Returns:
        its columns with types and its DuckDB text; None where there is no such view.

    Raises:
        UnsupportedError: Snowflake has the view, Mockhaus does not.
        CompilationError: 002003, the database SNOWFLAKE has no such view.
    """
    if schema == OWN_SCHEMA:
        return recorded(session, database) if name == "QUERY_HISTORY" else None
    shared = database == "SNOWFLAKE" and not session.catalog.has_database(database)
    if not shared and (schema != "INFORMATION_SCHEMA" or not session.catalog.has_database(database)):
        return None
    view = views_of(schema).get(name)
    if view is not None:
        return filled(session, "" if schema != "INFORMATION_SCHEMA" else database, view, schema)
    if name in refused_views(schema):
        raise UnsupportedError(f"SNOWFLAKE.{schema}.{name}" if shared else f"{schema}.{name}")
    if shared:
        if schema in LISTED:
            raise error("object_missing", name=f"SNOWFLAKE.{schema}.{display(name)}")
        raise UnsupportedError(f"SNOWFLAKE.{schema}.{name}")
    return None


def filled(session: Session, database: str, view: ViewText, schema: str = "INFORMATION_SCHEMA") -> Relation:
    """A view with its holes filled: DuckDB sees what stands in them from now on.

    Args:
        session: that asks.
        database: whose objects it shows; '' for those of all.
        view: the view.
        schema: that it is in.
    """
    holes = {"database": literal(database), "version": literal(SNOWFLAKE_VERSION)}
    for picture in view.pictures:
        holes[picture] = quote(_hand_over(session, database, picture))
    history = session.account.history
    if "{history}" in view.sql:
        history.flush()
        holes["history"] = HISTORY.format(warehouses=quote(_hand_over(session, database, "warehouses")))
    for name in ("task_runs", "alert_runs", "refresh_runs"):
        if f"{{{name}}}" in view.sql:
            holes[name] = history.flushed(getattr(history, name))

    def fill(match: re.Match[str]) -> str:
        if not match[1]:
            return holes[match[2]]
        return filled(session, database, view_texts().get(match[2]) or view_texts("table_functions")[match[2]]).sql

    home = database if schema == "INFORMATION_SCHEMA" else "SNOWFLAKE"
    return Relation(home, schema, view.name, "VIEW", view.columns, f"({HOLE.sub(fill, view.sql)})")


def recorded(session: Session, database: str) -> Relation:
    """Everything that is recorded of statements, the DuckDB text of each among it."""
    session.account.history.flush()
    columns = tuple(Column(name.upper(), typed(_RECORDED[kind]), name.upper()) for name, kind in COLUMNS.items())
    outputs = ", ".join(f"{name} AS {quote(name.upper())}" for name in COLUMNS)
    return Relation(database, OWN_SCHEMA, "QUERY_HISTORY", "VIEW", columns, f"(SELECT {outputs} FROM {TABLE})")


#: the schema of what is Mockhaus's own, in every database.
OWN_SCHEMA = "__MOCKHAUS__"
_RECORDED = {"VARCHAR": "VARCHAR", "BIGINT": "NUMBER", "DOUBLE": "FLOAT", "TIMESTAMPTZ": "TIMESTAMP_LTZ"}


def _hand_over(session: Session, database: str, picture: str) -> str:
    """Let DuckDB see a table of the catalog; gives the name under which it does."""
    name = f"~{database}~{picture}"
    state = (session.catalog.version, tuple(session.temporary.values()) if session.temporary else ())
    handed = _HANDED.setdefault(session, {})
    if picture not in FRESH and handed.get(name) == state:
        return name
    columns, make = PICTURES[picture]
    session.register(name, _arrow(columns, list(make(session, database or None, _system_views(database)))))
    handed[name] = state
    return name


def _system_views(database: str) -> list[Relation]:
    """The views that a database has by itself; none where all databases are asked for."""
    schemas = SNOWFLAKE_SCHEMAS if database == "SNOWFLAKE" else ("INFORMATION_SCHEMA",) if database else ()
    held = [(schema, view) for schema in schemas for view in views_of(schema).values()]
    return [Relation(database, schema, view.name, "VIEW", view.columns, "") for schema, view in held]


def _arrow(columns: tuple[Field, ...], rows: list[tuple[Any, ...]]) -> Any:
    import pyarrow as pa

    types = {"text": pa.string(), "int": pa.int64(), "bool": pa.bool_(), "time": pa.timestamp("us", tz="UTC")}
    arrays = [pa.array([row[i] for row in rows], type=types[kind]) for i, (_name, kind) in enumerate(columns)]
    return pa.table(arrays, names=[name for name, _kind in columns])


PROVIDERS["system_relation"] = system_relation

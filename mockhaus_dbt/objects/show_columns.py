"""Columns of SHOW: what they are called and where their values come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.translation.types import TIMESTAMP_LTZ, VARCHAR, SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: a cell of a SHOW row, from the session and the object.
Cell = Callable[["Session", CatalogObject], Any]


@dataclass(frozen=True)
class ShowColumn:
    """A column of SHOW: its name, where its value comes from, its type."""

    name: str
    cell: Cell
    type: SqlType = VARCHAR


def attribute(name: str, type_: SqlType = VARCHAR, of: str = "", default: Any = None) -> ShowColumn:
    """A SHOW column that shows an attribute of the object."""
    source = of or name
    return ShowColumn(name, lambda _s, o: default if getattr(o, source) is None else getattr(o, source), type_)


def option(name: str, type_: SqlType = VARCHAR, of: str = "", default: Any = None) -> ShowColumn:
    """A SHOW column that shows an option."""
    source = of or name.upper()
    return ShowColumn(name, lambda _s, o: o.properties.get(source, default), type_)


def constant(name: str, value: Any, type_: SqlType = VARCHAR) -> ShowColumn:
    """A SHOW column that is the same for every object."""
    return ShowColumn(name, lambda _s, _o: value, type_)


CREATED_ON = attribute("created_on", TIMESTAMP_LTZ)
NAME = attribute("name")
DATABASE_NAME = attribute("database_name", of="database")
SCHEMA_NAME = attribute("schema_name", of="schema")
OWNER = attribute("owner")
COMMENT = attribute("comment", default="")
OWNER_ROLE_TYPE = constant("owner_role_type", "ROLE")

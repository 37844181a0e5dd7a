"""Parameters of objects, which are inherited from what objects stand in, and at last from the account.

https://docs.snowflake.com/en/sql-reference/parameters#object-parameters
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import error
from mockhaus_dbt.parameters import OBJECT_PARAMETERS

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session

_RETENTION = "DATA_RETENTION_TIME_IN_DAYS"


def object_parameter(session: Session, obj: CatalogObject, name: str) -> tuple[Any, str]:
    """The value that an object has of a parameter, and the level at which it was set; '' for Snowflake's default.

    Args:
        obj: a database, a schema, or what stands in one, or something of the account.
        name: of the parameter.
    """
    catalog = session.catalog
    places: list[tuple[str, CatalogObject | None]] = [("TABLE" if obj.domain == "RELATION" else obj.kind, obj)]
    if obj.schema:
        places.append(("SCHEMA", catalog.get("SCHEMA", obj.database, "", obj.schema)))
    if obj.database:
        places.append(("DATABASE", catalog.get("DATABASE", "", "", obj.database)))
    for level, place in places:
        if place is not None and place.properties.get(name) is not None:
            return place.properties[name], level
    held = session.account.parameters
    return (held[name], "ACCOUNT") if name in held else (OBJECT_PARAMETERS[name].default, "")


def retention(session: Session, obj: CatalogObject) -> int:
    """Days of Time Travel; what is transient or temporary has no more than one."""
    days = int(object_parameter(session, obj, _RETENTION)[0])
    return min(days, 1) if obj.transient or obj.temporary else days


def check_retention(found: Mapping[str, Any], brief: bool) -> None:
    """Whether the days of Time Travel that a statement names are allowed.

    Args:
        found: the properties that the statement gives.
        brief: the object is transient or temporary.

    Raises:
        SqlError: 001008, they are not (https://docs.snowflake.com/en/user-guide/data-time-travel).
    """
    days = found.get(_RETENTION)
    if days is not None and brief and days > 1:
        raise error("invalid_value", value=days, name=_RETENTION)

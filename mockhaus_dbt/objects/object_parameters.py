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
    value = obj.properties.get(name)
    if value is not None:
        return value, "TABLE" if obj.domain == "RELATION" else obj.kind
    if obj.schema:
        value = _set_at(session.catalog.get("SCHEMA", obj.database, "", obj.schema), name)
        if value is not None:
            return value, "SCHEMA"
    if obj.database:
        value = _set_at(session.catalog.get("DATABASE", "", "", obj.database), name)
        if value is not None:
            return value, "DATABASE"
    held = session.account.parameters
    return (held[name], "ACCOUNT") if name in held else (OBJECT_PARAMETERS[name].default, "")


def _set_at(place: CatalogObject | None, name: str) -> Any:
    return None if place is None else place.properties.get(name)


def retention(session: Session, obj: CatalogObject) -> int:
    """Days of Time Travel; what is transient or temporary has no more than one."""
    return Retention(session).of(obj)


class Retention:
    """The days of Time Travel of many objects: what they inherit is looked for once in a place."""

    def __init__(self, session: Session):
        self._session = session
        self._inherited: dict[tuple[str, str], int] = {}

    def of(self, obj: CatalogObject) -> int:
        """Of one object; what is transient or temporary has no more than one."""
        days = obj.properties.get(_RETENTION)
        place = obj.database, obj.schema
        if days is None:
            days = self._inherited.get(place)
        if days is None:
            days = self._inherited[place] = int(object_parameter(self._session, obj, _RETENTION)[0])
        return min(int(days), 1) if obj.transient or obj.temporary else int(days)


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

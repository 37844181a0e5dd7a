"""DEFAULT_DDL_COLLATION: the collation of text columns that name none
(https://docs.snowflake.com/en/sql-reference/parameters#label-default-ddl-collation).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.translation import collations
from mockhaus_dbt.translation.names import Column

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import Key
    from mockhaus_dbt.session import Session

_NAME = "DEFAULT_DDL_COLLATION"


def default_collation(session: Session, key: Key, properties: Mapping[str, Any]) -> str:
    """The default collation in a table: its own, its schema's, its database's, the session's, or the account's.

    Args:
        key: of the table.
        properties: of the table.

    Raises:
        SqlError: there is no such collation.
    """
    schema = session.catalog.get("SCHEMA", key[1], "", key[2])
    database = session.catalog.get("DATABASE", "", "", key[1])
    held = [properties, *(o.properties for o in (schema, database) if o is not None), session.parameters]
    held.append(session.account.parameters)
    found = next((str(values[_NAME]) for values in held if values.get(_NAME)), "")
    if found:
        collations.parse(found.lower())
    return found


def collated(column: Column, collation: str) -> Column:
    """A column with a default collation, where it is of text and has none."""
    if collation and column.type.is_text and not column.type.collation:
        return replace(column, type=column.type.with_collation(collation.lower()))
    return column

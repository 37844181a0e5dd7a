"""Objects that are transient: by their word, or because what they stand in is.

https://docs.snowflake.com/en/user-guide/tables-temp-transient
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject, Key
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement


def is_transient(session: Session, statement: Statement, key: Key) -> bool:
    """Whether a schema or table that is made is transient: all that a transient database or schema holds is."""
    domain, database, schema, _ = key
    if "TRANSIENT" in statement.modifiers:
        return True
    home = None
    if domain == "SCHEMA":
        home = session.catalog.get("DATABASE", "", "", database)
    elif domain == "RELATION":
        home = session.catalog.get("SCHEMA", database, "", schema)
    return home is not None and home.transient


def check_clone(source: CatalogObject, clone: CatalogObject) -> None:
    """A clone lives no longer than its original.

    Raises:
        SqlError: 002119, a temporary table would be cloned to a permanent one; 002120, a transient object.
    """
    if clone.temporary or clone.transient:
        return
    if source.temporary:
        raise error("clone_of_temporary")
    if source.transient:
        raise error("clone_of_transient")

"""A DDL statement under way: what it runs, and what the catalog holds once it is committed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject, Key
from mockhaus_dbt.translation.expressions import literal

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session


class Change:
    """One DDL statement under way: what runs, and what the catalog will hold once it is committed."""

    def __init__(self, session: Session):
        self._session = session
        self.pending: list[tuple[Key, CatalogObject | None]] = []
        self.temporary: list[tuple[Key, CatalogObject | None]] = []
        self.inserted: int | None = None
        #: the DuckDB tables that it has made anew: nobody else sees them.
        self.own: set[str] = set()
        #: called when the change is committed.
        self.after: list[Callable[[], None]] = []

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """Run DuckDB text within the change and give its rows."""
        return self._session.cursor.rows(self._session.now_in(sql))

    def count(self, rows: list[tuple[Any, ...]]) -> None:
        """Take what :meth:`run` gave for an INSERT or CREATE TABLE AS as the rows that the statement inserted."""
        self.inserted = rows[0][0] if rows else None

    def put(self, obj: CatalogObject) -> None:
        """Add or replace an object; a temporary one belongs to the session."""
        (self.temporary if obj.temporary and obj.domain == "RELATION" else self.pending).append((obj.key, obj))

    def remove(self, obj: CatalogObject) -> None:
        """Take an object out of the catalog."""
        (self.temporary if obj.temporary and obj.domain == "RELATION" else self.pending).append((obj.key, None))

    def create_schema(self, database: str, schema: str, **more: Any) -> CatalogObject:
        """Make a schema: in DuckDB and in the catalog.

        Args:
            database, schema: Snowflake's names.
            **more: fields of its CatalogObject (comment, transient, properties, ...).
        """
        physical = self._session.catalog.physical_schema(database, schema)
        self.purge_schema(physical)
        self.run(f"CREATE SCHEMA IF NOT EXISTS {physical}")
        more.setdefault("owner", self._session.role)
        obj = CatalogObject("SCHEMA", database, "", schema, physical=physical, **more)
        self.put(obj)
        return obj

    def purge_schema(self, physical: str) -> None:
        """Drop a schema for good that is kept for UNDROP (objects/dropped.py): its name is wanted."""
        sql = f"DROP SCHEMA IF EXISTS {physical} CASCADE"
        if self.run(f'DELETE FROM "_MOCKHAUS".leftovers WHERE sql = {literal(sql)}')[0][0]:
            self.run(sql)

    def create_database(self, name: str, **more: Any) -> CatalogObject:
        """Make a database with its schemas PUBLIC and INFORMATION_SCHEMA.

        Args:
            name: Snowflake's name.
            **more: fields of its CatalogObject (comment, transient, properties, ...).
        """
        more.setdefault("owner", self._session.role)
        obj = CatalogObject("DATABASE", name=name, **more)
        self.put(obj)
        self.create_schema(name, "PUBLIC", transient=obj.transient)
        self.put(
            CatalogObject(
                "SCHEMA",
                name,
                "",
                "INFORMATION_SCHEMA",
                owner="",
                comment="Views describing the contents of schemas in this database",
            )
        )
        return obj

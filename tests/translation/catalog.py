"""A catalog for tests of the translator, which needs no account."""

from __future__ import annotations

from typing import Any

from mockhaus_dbt import parameters
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.names import Column, Context, Relation


class TestCatalog:
    """One schema D.S with the tables T and U."""

    __test__ = False
    version = 1
    tables = {
        "T": (
            Column("A", t.INTEGER),
            Column("B", t.VARCHAR),
            Column("V", t.VARIANT),
            Column("D", t.DATE),
            Column("N", t.number(10, 2)),
            Column("F", t.FLOAT, nullable=False),
            Column("TS", t.TIMESTAMP_NTZ),
        ),
        "U": (Column("A", t.INTEGER), Column("C", t.varchar(10))),
    }

    def has_database(self, database: str) -> bool:
        return database == "D"

    def has_schema(self, database: str, schema: str) -> bool:
        return (database, schema) == ("D", "S")

    def relation(self, database: str, schema: str, name: str) -> Relation | None:
        columns = self.tables.get(name) if self.has_schema(database, schema) else None
        return None if columns is None else Relation(database, schema, name, "TABLE", columns, f'"D.S"."{name}"')

    def user_function(self, database: str, schema: str, name: str) -> Any | None:
        return None

    def sequence(self, database: str, schema: str, name: str) -> str | None:
        return None


def context(**more: Any) -> Context:
    """A session's context with Snowflake's defaults."""
    defaults = {name: p.default for name, p in parameters.PARAMETERS.items()}
    return Context(TestCatalog(), "D", "S", parameters={**defaults, **more.pop("parameters", {})}, **more)

"""Roles: kept and shown. https://docs.snowflake.com/en/sql-reference/sql/create-role"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import error
from mockhaus_dbt.objects.base import (
    COMMENT,
    CREATED_ON,
    DATABASE_NAME,
    NAME,
    OWNER,
    OWNER_ROLE_TYPE,
    Key,
    Noun,
    ShowColumn,
    constant,
)
from mockhaus_dbt.objects.grants import drop_grants, grants_of
from mockhaus_dbt.objects.listing import flag
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.types import INTEGER, TIMESTAMP_LTZ

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

#: roles that every account has and that cannot be dropped.
SYSTEM_ROLES = frozenset(["ACCOUNTADMIN", "ORGADMIN", "PUBLIC", "SECURITYADMIN", "SYSADMIN", "USERADMIN"])


def _granted(session: Session, obj: CatalogObject, to: str) -> int:
    """To how many users or roles a role is granted."""
    held = session.catalog.objects("GRANT", "", "")
    return sum(g.properties["on"] == ["ROLE", obj.name] and g.properties["to"] == to for g in held)


def _holds(session: Session, obj: CatalogObject) -> int:
    """How many roles are granted to a role."""
    held = session.catalog.objects("GRANT", "", "")
    return sum(
        g.properties["on"][0] == "ROLE" and (g.properties["to"], g.properties["grantee"]) == ("ROLE", obj.name)
        for g in held
    )


class Role(Noun):
    noun = "ROLE"
    plural = "ROLES"
    level = "ACCOUNT"
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        CREATED_ON,
        NAME,
        ShowColumn("is_default", lambda _s, o: flag(o.name == "ACCOUNTADMIN")),
        ShowColumn("is_current", lambda s, o: flag(o.name == s.role)),
        ShowColumn("is_inherited", lambda s, o: flag(s.role == "ACCOUNTADMIN" and o.name != s.role)),
        ShowColumn("assigned_to_users", lambda s, o: _granted(s, o, "USER"), INTEGER),
        ShowColumn("granted_to_roles", lambda s, o: _granted(s, o, "ROLE"), INTEGER),
        ShowColumn("granted_roles", lambda s, o: _holds(s, o), INTEGER),
        OWNER,
        COMMENT,
    )

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        if obj.name in SYSTEM_ROLES:
            raise error("missing_or_operation")
        for grant in session.catalog.objects("GRANT"):
            p = grant.properties
            if (p["to"], p["grantee"]) == ("ROLE", obj.name) or p["on"] == ["ROLE", obj.name]:
                change.remove(grant)
        change.remove(obj)

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE ROLE: created_on, name, kind."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        return QueryResult.of([("created_on", TIMESTAMP_LTZ), "name", "kind"], [(obj.created_on, obj.name, "ROLE")])

    def terse(self) -> tuple[ShowColumn, ...]:
        return (
            CREATED_ON,
            NAME,
            constant("kind", None),
            constant("database_name", None),
            constant("schema_name", None),
        )


class DatabaseRole(Noun):
    """https://docs.snowflake.com/en/sql-reference/sql/create-database-role"""

    noun = "DATABASE ROLE"
    plural = "DATABASE ROLES"
    title = "Database role"
    level = "DATABASE"
    verbs: ClassVar[tuple[str, ...]] = ("CREATE", "ALTER", "DROP", "SHOW")
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        CREATED_ON,
        NAME,
        constant("is_default", "N"),
        constant("is_current", "N"),
        constant("is_inherited", "N"),
        ShowColumn("granted_to_roles", lambda s, o: len(_given(s, o, "ROLE")), INTEGER),
        ShowColumn("granted_to_database_roles", lambda s, o: len(_given(s, o, "DATABASE_ROLE")), INTEGER),
        ShowColumn("granted_database_roles", lambda s, o: _held(s, o), INTEGER),
        OWNER,
        COMMENT,
        OWNER_ROLE_TYPE,
    )

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        if reader.accept("CLONE"):
            original = self.require(session, self.locate(session, reader.qualified(), "CREATE"))
            return self.new(session, key, comment=original.comment, properties=dict(original.properties)), None
        return super().read(session, statement, reader, key)

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        for grant in session.catalog.objects("GRANT", obj.database):
            p = grant.properties
            if (p["to"], p["grantee"]) == ("DATABASE_ROLE", obj.qualified):
                change.remove(grant)
        drop_grants(session, change, obj)
        change.remove(obj)

    def show(self, session: Session, statement: Statement) -> QueryResult:
        """SHOW DATABASE ROLES IN DATABASE name: the name is required."""
        words = [token.text.upper() for token in statement.tokens]
        if "IN" not in words:
            raise statement.reader().unexpected()
        return super().show(session, statement)

    def terse(self) -> tuple[ShowColumn, ...]:
        return (CREATED_ON, NAME, constant("kind", "DATABASE_ROLE"), DATABASE_NAME, constant("schema_name", None))


def _given(session: Session, obj: CatalogObject, to: str) -> list[CatalogObject]:
    return [g for g in grants_of(session, obj) if g.properties["to"] == to]


def _held(session: Session, obj: CatalogObject) -> int:
    """How many database roles are granted to a database role."""
    held = session.catalog.objects("GRANT", obj.database, "")
    return sum(
        g.properties["on"][0] == "DATABASE ROLE"
        and (g.properties["to"], g.properties["grantee"]) == ("DATABASE_ROLE", obj.qualified)
        for g in held
    )


ROLE = Role()
ROLE.register()
DATABASE_ROLE = DatabaseRole()
DATABASE_ROLE.register()

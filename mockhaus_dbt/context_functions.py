"""Context functions (CURRENT_USER, LAST_QUERY_ID, ...) as DuckDB text, asked for by the translator by name.

https://docs.snowflake.com/en/sql-reference/functions-context
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.translation import search_path
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import display

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: what CURRENT_VERSION gives; the Snowflake release whose behaviour is followed.
SNOWFLAKE_VERSION = "9.34.0"
REGION = "AWS_US_WEST_2"


def _text(value: str | None) -> str:
    return "NULL::VARCHAR" if value is None else literal(value)


def _schemas(session: Session) -> str:
    names: list[str] = []
    if session.database is not None:
        places = search_path.schemas(session.parameters["SEARCH_PATH"], session.database, session.schema)
        names = [f"{display(d)}.{display(s)}" for d, s in places if session.catalog.has_schema(d, s)]
    return literal(json.dumps(names, separators=(", ", ": ")))


def _available_roles(session: Session) -> str:
    names = [role.name for role in session.catalog.objects("ROLE")]
    return literal(json.dumps(names, separators=(",", ":")))


def _secondary_roles(session: Session) -> str:
    shown = ",".join(r for r in _secondary(session) if r != session.role)
    return literal(json.dumps({"roles": shown, "value": session.secondary_roles}, separators=(",", ":")))


def _secondary(session: Session) -> list[str]:
    """The secondary roles themselves: those asked for, or all that the user has been granted."""
    if session.secondary_roles == "ALL":
        return [g.properties["on"][1] for g in _role_grants(session, "USER", session.user)]
    return [] if session.secondary_roles == "NONE" else session.secondary_roles.split(",")


def _activated_roles(session: Session) -> str:
    """The secondary roles with all that are granted to them, as text of a JSON array."""
    return literal(json.dumps(sorted(_with_granted(session, _secondary(session))), separators=(",", ":")))


def _wanted_roles(session: Session) -> str:
    wanted = [] if session.secondary_roles == "NONE" else session.secondary_roles.split(",")
    return literal(json.dumps(wanted, separators=(",", ":")))


def _user_property(session: Session, name: str) -> str | None:
    user = session.catalog.get("USER", "", "", session.user)
    value = None if user is None else user.properties.get(name)
    return None if value is None else str(value)


def _principal_type(session: Session) -> str:
    kind = _user_property(session, "TYPE")
    return literal("USER" if kind in (None, "", "NULL") else f"USER_{kind}")


def _statement(session: Session) -> str:
    return _text(session.statement.text if session.statement is not None else None)


def _last_query(session: Session) -> str:
    return _text(session.query_ids[-1] if session.query_ids else None)


def _numbered_query(session: Session, name: str) -> str:
    """LAST_QUERY_ID(n): the n-th statement of the session, or with n < 0 the n-th from the end."""
    number = int(name[len("LAST_QUERY_ID(") : -1])
    index = number - 1 if number > 0 else len(session.query_ids) + number
    return _text(session.query_ids[index] if 0 <= index < len(session.query_ids) else None)


#: what the roles that every account has hold of each other.
_SYSTEM_HOLDS = {"ACCOUNTADMIN": ("SYSADMIN", "SECURITYADMIN"), "SECURITYADMIN": ("USERADMIN",)}


def _roles(session: Session) -> str:
    """The primary and secondary roles with all that are granted to them, as a DuckDB list."""
    return _listed(_with_granted(session, [session.role or "PUBLIC", "PUBLIC", *_secondary(session)]))


def _invoker_roles(session: Session) -> str:
    """The primary role with all that are granted to it."""
    return _listed(_with_granted(session, [session.role or "PUBLIC", "PUBLIC"]))


def _listed(names: list[str]) -> str:
    return f"CAST([{', '.join(map(literal, sorted(names)))}] AS VARCHAR[])"


def _role_grants(session: Session, to: str, grantee: str) -> list[CatalogObject]:
    grants = session.catalog.objects("GRANT", "", "")
    return [
        g
        for g in grants
        if (g.properties["to"], g.properties["grantee"]) == (to, grantee)
        and g.properties["on"][0] == "ROLE"
        and g.properties["privilege"] == "USAGE"
    ]


def _with_granted(session: Session, waiting: list[str]) -> list[str]:
    """Roles with all that are granted to them, directly or through others."""
    held: list[str] = []
    while waiting:
        role = waiting.pop()
        if role not in held:
            held.append(role)
            waiting += _SYSTEM_HOLDS.get(role, ())
            waiting += [g.properties["on"][1] for g in _role_grants(session, "ROLE", role)]
    return held


def _database_roles(session: Session) -> str:
    """The roles of the current database that the session's roles hold, as a DuckDB list."""
    if session.database is None:
        return _listed([])
    of_account = _roles(session)
    grants = [g.properties for g in session.catalog.objects("GRANT", session.database, "")]
    given = [(p["to"], p["grantee"], p["on"][1]) for p in grants if p["on"][0] == "DATABASE ROLE"]
    held = {name for to, grantee, name in given if to == "ROLE" and literal(grantee) in of_account}
    waiting = list(held)
    while waiting:
        role = CatalogObject("DATABASE ROLE", session.database, "", waiting.pop()).qualified
        more = {n for to, grantee, n in given if (to, grantee) == ("DATABASE_ROLE", role)} - held
        held |= more
        waiting += more
    return _listed(sorted(held))


def _users(session: Session) -> str:
    names = sorted({session.user, *(user.name for user in session.catalog.objects("USER"))})
    return f"CAST({literal(json.dumps(names, separators=(',', ':')))} AS JSON)"


def _transaction(session: Session) -> str:
    return _text(str(session.transaction.id) if session.transaction is not None else None)


#: name -> text, for what is part of Session.state(), or constant.
_LASTING: dict[str, Callable[[Session], str]] = {
    "CURRENT_USER": lambda s: literal(s.user),
    "CURRENT_ROLE": lambda s: literal(s.role),
    "CURRENT_ROLE_TYPE": lambda s: "'ROLE'",
    "CURRENT_WAREHOUSE": lambda s: _text(s.warehouse),
    "CURRENT_DATABASE": lambda s: _text(s.database),
    "CURRENT_SCHEMA": lambda s: _text(s.schema),
    "CURRENT_ACCOUNT": lambda s: literal(s.account.identifier),
    "CURRENT_ACCOUNT_NAME": lambda s: literal(s.account.identifier),
    "CURRENT_ORGANIZATION_NAME": lambda s: "'MOCKHAUS'",
    "CURRENT_REGION": lambda s: literal(REGION),
    "CURRENT_VERSION": lambda s: literal(SNOWFLAKE_VERSION),
    "CURRENT_IP_ADDRESS": lambda s: "'127.0.0.1'",
    "INVOKER_ROLE": lambda s: literal(s.role),
    "INVOKER_SHARE": lambda s: "NULL::VARCHAR",
}
#: name -> text, for what belongs to one session or one statement: such a translation is not kept.
_MOMENTARY: dict[str, Callable[[Session], str]] = {
    "CURRENT_SCHEMAS": _schemas,
    "CURRENT_SESSION": lambda s: literal(str(s.id)),
    "CURRENT_CLIENT": lambda s: literal(s.client),
    "CURRENT_STATEMENT": _statement,
    "LAST_QUERY_ID": _last_query,
    # all of the session's, as a list, for LAST_QUERY_ID(<n>)
    "QUERY_IDS": lambda s: "[" + ", ".join(map(literal, s.query_ids)) + "]::VARCHAR[]",
    "CURRENT_TRANSACTION": _transaction,
    "LAST_TRANSACTION": lambda s: _text(s.last_transaction),
    "CURRENT_SECONDARY_ROLES": _secondary_roles,
    "SECONDARY_ROLES": _activated_roles,
    "WANTED_SECONDARY_ROLES": _wanted_roles,
    "PRINCIPAL_TYPE": _principal_type,
    "PRINCIPAL_EMAIL": lambda s: _text(_user_property(s, "EMAIL")),
    "CURRENT_AVAILABLE_ROLES": _available_roles,
    "ROLES_IN_SESSION": _roles,
    "ROLES_OF_INVOKER": _invoker_roles,
    "DATABASE_ROLES_IN_SESSION": _database_roles,
    "ALL_USER_NAMES": _users,
}


class ContextFunctions(dict[str, str]):
    """Name -> DuckDB text, made when it is asked for. Asking for something of the moment is noted on the session."""

    def __init__(self, session: Session):
        super().__init__()
        self._session = session

    def __missing__(self, name: str) -> str:
        lasting = _LASTING.get(name)
        if lasting is not None:
            return lasting(self._session)
        self._session.momentary = True
        if name.startswith("LAST_QUERY_ID("):
            return _numbered_query(self._session, name)
        return _MOMENTARY[name](self._session)

    def __contains__(self, name: object) -> bool:
        return name in _LASTING or name in _MOMENTARY or str(name).startswith("LAST_QUERY_ID(")

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        return self.__missing__(name) if name in self else default

    def __iter__(self) -> Iterator[str]:
        return iter([*_LASTING, *_MOMENTARY])

    def __len__(self) -> int:
        return len(_LASTING) + len(_MOMENTARY)

"""GRANT, REVOKE, SHOW GRANTS. Privileges are kept and shown; nothing is denied for want of one.

https://docs.snowflake.com/en/sql-reference/sql/grant-privilege, .../grant-role, .../show-grants
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import RELATION_KINDS, CatalogObject, domain_of
from mockhaus_dbt.commands.variables import check_own_session
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.base import SUCCEEDED
from mockhaus_dbt.objects.grants import grants_on, new_grant
from mockhaus_dbt.objects.listing import like_pattern
from mockhaus_dbt.objects.role import DATABASE_ROLE
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.types import TIMESTAMP_LTZ

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

Place = tuple[str, str, str, str]

#: privileges that are no ``CREATE something``; longest first where one begins another.
PRIVILEGES = (
    "ADD SEARCH OPTIMIZATION",
    "ALL PRIVILEGES",
    "ALL",
    "APPLY AGGREGATION POLICY",
    "APPLY MASKING POLICY",
    "APPLY ROW ACCESS POLICY",
    "APPLY SESSION POLICY",
    "APPLY TAG",
    "APPLY",
    "APPLYBUDGET",
    "ATTACH POLICY",
    "AUDIT",
    "DELETE",
    "EVOLVE SCHEMA",
    "EXECUTE ALERT",
    "EXECUTE DATA METRIC FUNCTION",
    "EXECUTE MANAGED ALERT",
    "EXECUTE MANAGED TASK",
    "EXECUTE TASK",
    "IMPORT SHARE",
    "IMPORTED PRIVILEGES",
    "INSERT",
    "MANAGE GRANTS",
    "MANAGE WAREHOUSES",
    "MODIFY PROGRAMMATIC AUTHENTICATION METHODS",
    "MODIFY",
    "MONITOR EXECUTION",
    "MONITOR SECURITY",
    "MONITOR USAGE",
    "MONITOR",
    "OPERATE",
    "OVERRIDE SHARE RESTRICTIONS",
    "OWNERSHIP",
    "PURCHASE DATA EXCHANGE LISTING",
    "READ",
    "REBUILD",
    "REFERENCES",
    "REFERENCE_USAGE",
    "RESOLVE ALL",
    "SELECT",
    "TRUNCATE",
    "UPDATE",
    "USAGE",
    "USE_ANY_ROLE",
    "WRITE",
)
#: what ALL PRIVILEGES stands for.
_ALL = {
    "TABLE": "APPLYBUDGET DELETE EVOLVE_SCHEMA INSERT REBUILD REFERENCES SELECT TRUNCATE UPDATE",
    "VIEW": "DELETE INSERT REBUILD REFERENCES SELECT TRUNCATE UPDATE",
    "MATERIALIZED VIEW": "REFERENCES SELECT",
    "DYNAMIC TABLE": "MONITOR OPERATE SELECT",
    "STAGE": "READ WRITE",
    "WAREHOUSE": "APPLYBUDGET MODIFY MONITOR OPERATE USAGE",
    "DATABASE": "APPLYBUDGET CREATE_SCHEMA MODIFY MONITOR USAGE",
    "SCHEMA": "APPLYBUDGET CREATE_FUNCTION CREATE_SEQUENCE CREATE_STAGE CREATE_TABLE CREATE_VIEW MODIFY MONITOR USAGE",
}
_KINDS = (
    "DATABASE ROLE",
    "DATABASE",
    "SCHEMA",
    "DYNAMIC TABLE",
    "EXTERNAL TABLE",
    "ICEBERG TABLE",
    "EVENT TABLE",
    "TABLE",
    "MATERIALIZED VIEW",
    "VIEW",
    "STAGE",
    "FILE FORMAT",
    "SEQUENCE",
    "STREAM",
    "TASK",
    "ALERT",
    "PIPE",
    "TAG",
    "FUNCTION",
    "PROCEDURE",
    "MASKING POLICY",
    "ROW ACCESS POLICY",
    "WAREHOUSE",
    "INTEGRATION",
    "USER",
    "ROLE",
)
_OF_ACCOUNT = frozenset(["DATABASE", "WAREHOUSE", "INTEGRATION", "USER", "ROLE"])
_GRANTEES = ("DATABASE ROLE", "APPLICATION ROLE", "APPLICATION", "ROLE", "USER", "SHARE")


@dataclass
class Target:
    """What privileges are granted on.

    Args:
        kind: TABLE, SCHEMA, ACCOUNT, ...
        places: of the objects.
        future: ``(database, schema)`` of ON FUTURE ... IN.
    """

    kind: str
    places: list[Place] = field(default_factory=list)
    future: tuple[str, str] | None = None


# ------------------------------------------------------------------------------------------------------- GRANT


@statement("GRANT")
def grant(session: Session, statement: Statement) -> QueryResult:
    """GRANT privileges ON object TO grantee; GRANT ROLE role TO ROLE | USER grantee."""
    reader = statement.reader()
    if reader.accept("DATABASE ROLE"):
        return _grant_database_role(session, reader, True)
    if reader.word() == "ROLE" and reader.word(2) == "TO":
        return _grant_role(session, reader, True)
    privileges = _read_privileges(reader)
    reader.expect("ON")
    target = read_target(session, reader)
    reader.expect("TO")
    to, grantee = _read_grantee(session, reader)
    more = {"option": reader.accept("WITH GRANT OPTION"), "by": session.role or "", "kind": target.kind}
    _accept_any(reader, ("COPY CURRENT GRANTS", "REVOKE CURRENT GRANTS"))
    reader.expect_end()
    with session.ddl(*[_lock(p) for p in target.places]) as change:
        if target.future is not None:
            for privilege in _spelled(privileges, target.kind):
                change.put(_future(target, privilege, to, grantee, more))
        for place in target.places:
            for privilege in _spelled(privileges, target.kind):
                if privilege == "OWNERSHIP":
                    _own(session, change, place, grantee)
                else:
                    change.put(new_grant(place, privilege, to, grantee, **more))
    return QueryResult.message(SUCCEEDED)


@statement("REVOKE")
def revoke(session: Session, statement: Statement) -> QueryResult:
    """REVOKE [GRANT OPTION FOR] privileges ON object FROM grantee; REVOKE ROLE role FROM grantee."""
    reader = statement.reader()
    option_only = reader.accept("GRANT OPTION FOR")
    if reader.accept("DATABASE ROLE"):
        return _grant_database_role(session, reader, False)
    if reader.word() == "ROLE" and reader.word(2) == "FROM":
        return _grant_role(session, reader, False)
    privileges = _read_privileges(reader)
    reader.expect("ON")
    target = read_target(session, reader)
    reader.expect("FROM")
    to, grantee = _read_grantee(session, reader)
    _accept_any(reader, ("RESTRICT", "CASCADE"))
    reader.expect_end()
    with session.ddl(*[_lock(p) for p in target.places]) as change:
        if target.future is not None:
            for privilege in _spelled(privileges, target.kind):
                change.remove(_future(target, privilege, to, grantee, {}))
        for place in target.places:
            for held in grants_on(session, *place):
                p = held.properties
                fits = (p["to"], p["grantee"]) == (to, grantee)
                if fits and (p["privilege"] in privileges or privileges[0].startswith("ALL")):
                    if option_only:
                        change.put(held.but(properties={**p, "option": False}))
                    else:
                        change.remove(held)
    return QueryResult.message(SUCCEEDED)


def _lock(place: Place) -> Place:
    return ("GRANT", *place[1:])


def _accept_any(reader: TokenReader, phrases: Iterable[str]) -> None:
    any(reader.accept(p) for p in phrases)


def _read_privileges(reader: TokenReader) -> list[str]:
    found = []
    while True:
        found.append(_read_privilege(reader))
        if not reader.accept(","):
            return found


def _read_privilege(reader: TokenReader) -> str:
    if reader.accept("CREATE"):
        words = ["CREATE"]
        while not reader.done and reader.word() not in (",", "ON"):
            words.append(reader.take().text.upper())
        return " ".join(words)
    name = next((p for p in PRIVILEGES if reader.accept(p)), None)
    if name is None:
        raise reader.unexpected()
    if name in ("SELECT", "INSERT", "UPDATE", "REFERENCES") and reader.word() == "(":
        raise UnsupportedError("privileges on columns")
    return "ALL" if name == "ALL PRIVILEGES" else name


def _spelled(privileges: list[str], kind: str) -> list[str]:
    """ALL spelled out."""
    if privileges[0] != "ALL":
        return privileges
    return [name.replace("_", " ") for name in _ALL.get(kind, "USAGE").split()]


def read_target(session: Session, reader: TokenReader) -> Target:
    """Read what stands behind ON.

    Raises:
        SqlError: 002003, the object does not exist.
    """
    if reader.accept("ACCOUNT"):
        return Target("ACCOUNT", [("ACCOUNT", "", "", session.account.identifier)])
    if reader.word() in ("ALL", "FUTURE"):
        return _read_many(session, reader)
    kind = next((k for k in _KINDS if reader.accept(k)), "TABLE")
    parts = reader.qualified()
    if kind in ("FUNCTION", "PROCEDURE") and reader.word() == "(":
        reader.bracketed()
    obj = _find(session, kind, parts)
    if obj is None and kind == "DATABASE" and parts == ("SNOWFLAKE",):
        return Target(kind, [(kind, "", "", "SNOWFLAKE")])  # every account has it
    if obj is None:
        raise error("kind_missing", kind=kind.capitalize(), name=".".join(map(display, _full(session, kind, parts))))
    return Target(obj.kind, [obj.key])


def _full(session: Session, kind: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    return parts if kind in _OF_ACCOUNT or kind == "SCHEMA" else session.resolve(parts, "GRANT")


def _find(session: Session, kind: str, parts: tuple[str, ...]) -> CatalogObject | None:
    if kind in _OF_ACCOUNT:
        return session.catalog.get(kind, "", "", parts[-1])
    return session.find(domain_of(kind), parts)


def _read_many(session: Session, reader: TokenReader) -> Target:
    """ALL | FUTURE plural IN DATABASE | SCHEMA name"""
    future = reader.take().text.upper() == "FUTURE"
    kind = _singular(reader)
    reader.expect("IN")
    if reader.accept("DATABASE"):
        database, schema = reader.identifier(), ""
        if not session.catalog.has_database(database):
            raise error("kind_missing", kind="Database", name=display(database))
    else:
        reader.expect("SCHEMA")
        parts = reader.qualified()
        found = session.require("SCHEMA", parts)
        database, schema = found.database, found.name
    if future:
        return Target(kind, future=(database, schema))
    objects = session.catalog.objects(domain_of(kind), database, schema or None)
    return Target(kind, [o.key for o in objects if o.kind == kind and o.name != "INFORMATION_SCHEMA"])


def _singular(reader: TokenReader) -> str:
    for kind in _KINDS:
        plural = f"{kind[:-1]}IES" if kind.endswith("Y") else f"{kind}S"
        if reader.accept(plural):
            return kind
    raise reader.unexpected()


def _read_grantee(session: Session, reader: TokenReader) -> tuple[str, str]:
    """The kind and name of who is granted something.

    Raises:
        SqlError: 002003, there is no such role or user.
    """
    kind = next((k for k in _GRANTEES if reader.accept(k)), "ROLE")
    name = ".".join(reader.qualified())
    if kind in ("ROLE", "USER") and session.catalog.get(kind, "", "", name) is None:
        raise error("kind_missing", kind=kind.capitalize(), name=display(name))
    return kind.replace(" ", "_"), name


def _future(target: Target, privilege: str, to: str, grantee: str, more: dict[str, Any]) -> CatalogObject:
    assert target.future is not None
    database, schema = target.future
    properties = {**more, "kind": target.kind, "privilege": privilege, "to": to, "grantee": grantee}
    name = f"{target.kind} {privilege} {to} {grantee}"
    return CatalogObject("FUTURE GRANT", database, schema, name, properties=properties)


def _own(session: Session, change: Change, place: Place, grantee: str) -> None:
    obj = session.catalog.get(*place)
    if obj is not None:
        change.put(obj.but(owner=grantee))


def _grant_role(session: Session, reader: TokenReader, give: bool) -> QueryResult:
    """GRANT | REVOKE ROLE role TO | FROM ROLE | USER name"""
    reader.expect("ROLE")
    name = reader.identifier()
    if session.catalog.get("ROLE", "", "", name) is None:
        raise error("kind_missing", kind="Role", name=display(name))
    reader.expect("TO" if give else "FROM")
    to, grantee = _read_grantee(session, reader)
    reader.expect_end()
    place = ("ROLE", "", "", name)
    new = new_grant(place, "USAGE", to, grantee, by=session.role or "", kind="ROLE", option=False)
    with session.ddl(_lock(place)) as change:
        if give:
            change.put(new)
        else:
            change.remove(new)
    return QueryResult.message(SUCCEEDED)


def _grant_database_role(session: Session, reader: TokenReader, give: bool) -> QueryResult:
    """GRANT | REVOKE DATABASE ROLE name TO | FROM ROLE | DATABASE ROLE name"""
    role = DATABASE_ROLE.require(session, DATABASE_ROLE.locate(session, reader.qualified(), "GRANT"))
    reader.expect("TO" if give else "FROM")
    if reader.accept("DATABASE ROLE"):
        to = "DATABASE_ROLE"
        grantee = DATABASE_ROLE.require(session, DATABASE_ROLE.locate(session, reader.qualified(), "GRANT")).qualified
    elif reader.word() == "SHARE":
        raise UnsupportedError("GRANT DATABASE ROLE TO SHARE")
    else:
        to, grantee = _read_grantee(session, reader)
    reader.expect_end()
    new = new_grant(role.key, "USAGE", to, grantee, by=session.role or "", kind="DATABASE ROLE", option=False)
    with session.ddl(_lock(role.key)) as change:
        if give:
            change.put(new)
        else:
            change.remove(new)
    return QueryResult.message(SUCCEEDED)


# -------------------------------------------------------------------------------------------------- SHOW GRANTS

_COLUMNS = ("created_on", "privilege", "granted_on", "name", "granted_to", "grantee_name", "grant_option")
_ROLES = ("created_on", "role", "granted_to", "grantee_name", "granted_by")
_FUTURE = ("created_on", "privilege", "grant_on", "name", "grant_to", "grantee_name", "grant_option")


def _result(
    names: Iterable[str], rows: list[tuple[Any, ...]], limit: int | None, like: re.Pattern[str] | None = None
) -> QueryResult:
    heads = [("created_on", TIMESTAMP_LTZ) if n == "created_on" else n for n in names]
    if like is not None:
        at = heads.index("name") if "name" in heads else heads.index("role")
        rows = [row for row in rows if like.fullmatch(row[at])]
    return QueryResult.of(heads, rows if limit is None else rows[:limit])


def _limit(reader: TokenReader) -> int | None:
    limit = reader.number() if reader.accept("LIMIT") else None
    reader.expect_end()
    return limit


@statement("SHOW GRANTS")
def show_grants(session: Session, statement: Statement) -> QueryResult:
    """SHOW GRANTS [LIKE pattern] [ON object | TO grantee | OF ROLE name] [LIMIT n]"""
    reader = statement.reader()
    like = like_pattern(reader.string()) if reader.accept("LIKE") else None
    if reader.accept("ON"):
        target = read_target(session, reader)
        rows = [row for place in target.places for row in _rows_on(session, place)]
        return _result((*_COLUMNS, "granted_by_role_type", "granted_by"), rows, _limit(reader), like)
    if reader.accept("OF"):
        reader.expect("ROLE")
        name = reader.identifier()
        return _result(_ROLES, _role_rows(session, "role", name), _limit(reader), like)
    if reader.accept("TO"):
        kind, name = _read_grantee(session, reader)
        if kind != "USER":
            return _result((*_COLUMNS, "granted_by"), _rows_to(session, kind, name), _limit(reader), like)
        return _result(_ROLES, _role_rows(session, "user", name), _limit(reader), like)
    check_own_session(session, "SHOW GRANTS")
    return _result(_ROLES, _role_rows(session, "user", session.user), _limit(reader), like)


@statement("SHOW FUTURE GRANTS")
def show_future_grants(session: Session, statement: Statement) -> QueryResult:
    """SHOW FUTURE GRANTS IN SCHEMA | DATABASE name; TO ROLE name"""
    reader = statement.reader()
    if reader.accept("TO"):
        _kind, grantee = _read_grantee(session, reader)
        found = [g for g in session.catalog.objects("FUTURE GRANT") if g.properties["grantee"] == grantee]
    elif reader.accept("IN DATABASE"):
        found = session.catalog.objects("FUTURE GRANT", reader.identifier(), "")
    else:
        reader.expect("IN SCHEMA")
        schema = session.require("SCHEMA", reader.qualified())
        found = session.catalog.objects("FUTURE GRANT", schema.database, schema.name)
    rows = []
    for g in found:
        p = g.properties
        place = ".".join(display(x) for x in (g.database, g.schema) if x)
        name = f"{place}.<{p['kind']}>"
        option = str(p.get("option", False)).lower()
        rows.append((g.created_on, p["privilege"], p["kind"], name, p["to"], p["grantee"], option))
    return _result(_FUTURE, rows, _limit(reader))


def _granted_on(kind: str) -> str:
    return kind.replace(" ", "_")


def _row(session: Session, grant: CatalogObject) -> tuple[Any, ...]:
    p = grant.properties
    domain, name = p["on"]
    full = ".".join(display(x) for x in (grant.database, grant.schema, name) if x)
    option = str(p.get("option", False)).lower()
    kind = _granted_on(p.get("kind", domain))
    return (grant.created_on, p["privilege"], kind, full, p["to"], p["grantee"], option)


def _ownership(obj: CatalogObject) -> tuple[Any, ...]:
    return (obj.created_on, "OWNERSHIP", _granted_on(obj.kind), obj.qualified, "ROLE", obj.owner, "true")


def _rows_on(session: Session, place: Place) -> list[tuple[Any, ...]]:
    obj = session.temporary.get(place[1:]) if place[0] == "RELATION" else None
    obj = obj or session.catalog.get(*place)
    rows = [(*_ownership(obj), "ROLE", obj.owner)] if obj is not None and obj.owner else []
    held = sorted(grants_on(session, *place), key=lambda g: g.name)
    return rows + [(*_row(session, g), "ROLE", g.properties.get("by", "")) for g in held]


def _rows_to(session: Session, kind: str, name: str) -> list[tuple[Any, ...]]:
    owned = [o for o in session.catalog.everything() if o.owner == name and _ownable(o)] if kind == "ROLE" else []
    held = [
        g for g in session.catalog.objects("GRANT") if (g.properties["to"], g.properties["grantee"]) == (kind, name)
    ]
    rows = [(*_ownership(o), o.owner) for o in owned]
    rows += [(*_row(session, g), g.properties.get("by", "")) for g in held]
    return sorted(rows, key=lambda r: (r[2], r[3], r[1]))


def _ownable(obj: CatalogObject) -> bool:
    return obj.kind not in ("GRANT", "FUTURE GRANT") and (obj.kind in RELATION_KINDS or bool(obj.name))


def _role_rows(session: Session, by: str, name: str) -> list[tuple[Any, ...]]:
    """The grants of a role, or of roles to a user."""
    rows = []
    for g in session.catalog.objects("GRANT", "", ""):
        p = g.properties
        if p["on"][0] != "ROLE":
            continue
        if (by == "role" and p["on"][1] == name) or (by == "user" and (p["to"], p["grantee"]) == ("USER", name)):
            rows.append((g.created_on, p["on"][1], p["to"], p["grantee"], p.get("by", "")))
    return rows

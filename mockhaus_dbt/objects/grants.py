"""Where privileges are kept: one catalog object each, beside the thing that they are on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session


def grants_on(session: Session, domain: str, database: str, schema: str, name: str) -> list[CatalogObject]:
    """The privileges on an object other than OWNERSHIP, which is its owner."""
    place = [domain, name]
    return [g for g in session.catalog.objects("GRANT", database, schema) if g.properties["on"] == place]


def grants_of(session: Session, obj: CatalogObject) -> list[CatalogObject]:
    """The privileges on an object of the catalog."""
    return grants_on(session, *_place(obj))


def _place(obj: CatalogObject) -> tuple[str, str, str, str]:
    return (obj.domain, obj.database, obj.schema, obj.name)


def new_grant(place: tuple[str, str, str, str], privilege: str, to: str, grantee: str, **more: Any) -> CatalogObject:
    """A privilege on an object.

    Args:
        place: domain, database, schema and name of the object.
        privilege: in upper case.
        to: ROLE, USER, DATABASE_ROLE or SHARE.
        grantee: its name.
        **more: further properties (option, by, kind).
    """
    domain, database, schema, name = place
    return CatalogObject(
        "GRANT",
        database,
        schema,
        f"{domain} {name} {privilege} {to} {grantee}",
        properties={"on": [domain, name], "privilege": privilege, "to": to, "grantee": grantee, **more},
    )


def drop_grants(session: Session, change: Change, obj: CatalogObject) -> None:
    """Forget the privileges on an object that goes."""
    for grant in grants_of(session, obj):
        change.remove(grant)


def move_grants(session: Session, change: Change, old: CatalogObject, new: CatalogObject) -> None:
    """Let the privileges on an object follow it to its new name."""
    copy_grants(session, change, old, new)
    drop_grants(session, change, old)


def copy_grants(session: Session, change: Change, old: CatalogObject, new: CatalogObject) -> None:
    """Give an object the privileges that another has."""
    for grant in grants_of(session, old):
        properties = {k: v for k, v in grant.properties.items() if k not in ("on", "privilege", "to", "grantee")}
        p = grant.properties
        change.put(new_grant(_place(new), p["privilege"], p["to"], p["grantee"], **properties))


def grant_future(session: Session, change: Change, obj: CatalogObject) -> None:
    """Give a new object the privileges that GRANT ... ON FUTURE promised; the schema's own outrank the database's."""
    if not obj.database:
        return
    promised = session.catalog.objects("FUTURE GRANT", obj.database)
    if not promised:
        return
    fitting = [g for g in promised if g.properties["kind"] == obj.kind and g.schema in ("", obj.schema)]
    of_schema = [g for g in fitting if g.schema]
    for grant in of_schema or fitting:
        p = grant.properties
        by = {"option": p.get("option", False), "by": p.get("by", ""), "kind": obj.kind}
        change.put(new_grant(_place(obj), p["privilege"], p["to"], p["grantee"], **by))

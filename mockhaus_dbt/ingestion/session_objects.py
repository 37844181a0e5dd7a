"""Stages and file formats are found here: those of the session (TEMPORARY) hide the permanent ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

from mockhaus_dbt.objects.base import Key, Noun, with_properties

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.objects.listing import Listing
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

#: the temporary stages and file formats of each session; they go with it.
_TEMPORARY: WeakKeyDictionary[Session, dict[Key, CatalogObject]] = WeakKeyDictionary()


def temporary_objects(session: Session) -> dict[Key, CatalogObject]:
    """The session's temporary stages and file formats, by key."""
    return _TEMPORARY.setdefault(session, {})


def find_object(session: Session, kind: str, parts: Sequence[str]) -> CatalogObject | None:
    """A stage or file format by its name as written.

    Raises:
        CompilationError: 090105/090106, there is no current database or schema.
    """
    database, schema, name = session.resolve(parts, "SELECT")
    own = temporary_objects(session).get((kind, database, schema, name))
    return own or session.catalog.get(kind, database, schema, name)


def is_same(stage: CatalogObject | None, properties: Mapping[str, Any]) -> bool:
    """Whether a stage is the one that an external table or pipe was made for, and not one that replaced it
    (https://docs.snowflake.com/en/sql-reference/sql/create-stage#general-usage-notes)."""
    return stage is None or properties.get("stage_identity", stage.identity) == stage.identity


class _Routed:
    """A change of the catalog that keeps temporary objects with the session."""

    def __init__(self, noun: SessionNoun, session: Session, change: Any):
        self._noun, self._session, self._change = noun, session, change

    def put(self, obj: CatalogObject) -> None:
        self._noun.put(self._session, self._change, obj)

    def remove(self, obj: CatalogObject) -> None:
        self._noun.remove(self._session, self._change, obj)


class SessionNoun(Noun):
    """A noun of which a session may have temporary objects.

    Attributes:
        bound: the property of an external table that names its object.
    """

    bound: ClassVar[str]

    def find(self, session: Session, key: Key) -> CatalogObject | None:
        return temporary_objects(session).get(key) or session.catalog.get(*key)

    def existing(self, session: Session, wanted: CatalogObject) -> CatalogObject | None:
        if wanted.temporary:
            return temporary_objects(session).get(wanted.key)
        return session.catalog.get(*wanted.key)

    def put(self, session: Session, change: Any, obj: CatalogObject) -> None:
        """Keep an object where it belongs."""
        if obj.temporary:
            temporary_objects(session)[obj.key] = obj
        else:
            change.put(obj)

    def build(
        self, session: Session, change: Any, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        if old is not None:
            self.remove(session, change, old)
        self.put(session, change, wanted)

    def remove(self, session: Session, change: Any, obj: CatalogObject) -> None:
        if obj.temporary:
            temporary_objects(session).pop(obj.key, None)
        else:
            change.remove(obj)

    def modify(self, session: Session, change: Any, reader: TokenReader, obj: CatalogObject) -> None:
        routed: Any = _Routed(self, session, change)
        super().modify(session, routed, reader, obj)

    def rename(self, session: Session, change: Any, obj: CatalogObject, key: Key) -> None:
        change.remove(obj)
        change.put(obj.but(database=key[1], schema=key[2], name=key[3]))
        if obj.temporary:
            return
        before, after = [obj.database, obj.schema, obj.name], list(key[1:])
        for other in session.catalog.everything():
            # External tables and stages are bound to the object and not to its name.
            held = other.properties
            if other.kind == "EXTERNAL TABLE" and held.get(self.bound) == before:
                change.put(with_properties(other, **{self.bound: after}))
            elif self.noun == "FILE FORMAT" and (held.get("FILE_FORMAT") or {}).get("FORMAT_NAME") == before:
                change.put(with_properties(other, FILE_FORMAT={"FORMAT_NAME": after}))

    def listed(self, session: Session, listing: Listing, statement: Statement) -> list[CatalogObject]:
        permanent = super().listed(session, listing, statement)
        own = [
            o
            for o in temporary_objects(session).values()
            if o.kind == self.noun
            and listing.database in (None, o.database)
            and listing.schema in (None, o.schema)
        ]
        if not own:
            return permanent
        own = listing.pick(sorted(own, key=lambda o: o.name), lambda o: o.name)
        return sorted([*permanent, *own], key=lambda o: (o.database, o.schema, o.name))

"""What the translator asks: of the catalog as it will be, and with a note of each question."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.context_functions import ContextFunctions
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import CatalogSnapshot, Relation

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Change, Session


class Pending:
    """The catalog as it will be when a change is committed."""

    def __init__(self, session: Session, change: Change):
        self._catalog = session.catalog
        self._pending = dict(change.pending)
        self.version = -1

    def get(self, domain: str, database: str, schema: str, name: str) -> CatalogObject | None:
        """An object by its key, None where there will be none."""
        key = (domain, database, schema, name)
        return self._pending[key] if key in self._pending else self._catalog.get(*key)

    def has_database(self, database: str) -> bool:
        key = ("DATABASE", "", "", database)
        return self._pending[key] is not None if key in self._pending else self._catalog.has_database(database)

    def has_schema(self, database: str, schema: str) -> bool:
        key = ("SCHEMA", database, "", schema)
        return self._pending[key] is not None if key in self._pending else self._catalog.has_schema(database, schema)

    def relation(self, database: str, schema: str, name: str) -> Relation | None:
        key = ("RELATION", database, schema, name)
        if key not in self._pending:
            return self._catalog.relation(database, schema, name)
        obj = self._pending[key]
        return None if obj is None else self._catalog.relation_of(obj)

    def user_function(self, database: str, schema: str, name: str) -> Any | None:
        key = ("FUNCTION", database, schema, name)
        return self._pending[key] if key in self._pending else self._catalog.user_function(database, schema, name)

    def sequence(self, database: str, schema: str, name: str) -> str | None:
        key = ("SEQUENCE", database, schema, name)
        if key not in self._pending:
            return self._catalog.sequence(database, schema, name)
        obj = self._pending[key]
        return None if obj is None else obj.physical

    def policy(self, kind: str, database: str, schema: str, name: str) -> Any | None:
        return self.get(kind, database, schema, name)

    @property
    def tag_policies(self) -> Mapping[str, tuple[str, ...]]:
        return self._catalog.tag_policies


class Recorder:
    """A catalog that notes which relations it was asked for, and whether one of them is protected by policies.

    Args:
        catalog: answers.
    """

    def __init__(self, catalog: CatalogSnapshot):
        self._catalog = catalog
        self.version = catalog.version
        self._reads: dict[tuple[str, str, str], str] = {}
        self.protected = False

    def has_database(self, database: str) -> bool:
        return self._catalog.has_database(database)

    def has_schema(self, database: str, schema: str) -> bool:
        return self._catalog.has_schema(database, schema)

    def relation(self, database: str, schema: str, name: str) -> Relation | None:
        found = self._catalog.relation(database, schema, name)
        self._reads[(database, schema, name)] = signature(found)
        # What tags protect is not known once and for all.
        self.protected = self.protected or bool(self.tag_policies) or (found is not None and found.is_protected)
        return found

    def user_function(self, database: str, schema: str, name: str) -> Any | None:
        return self._catalog.user_function(database, schema, name)

    def sequence(self, database: str, schema: str, name: str) -> str | None:
        return self._catalog.sequence(database, schema, name)

    def policy(self, kind: str, database: str, schema: str, name: str) -> Any | None:
        return self._catalog.policy(kind, database, schema, name)

    def get(self, domain: str, database: str, schema: str, name: str) -> Any | None:
        return self._catalog.get(domain, database, schema, name)

    @property
    def tag_policies(self) -> Mapping[str, tuple[str, ...]]:
        return self._catalog.tag_policies

    @property
    def reads(self) -> list[list[str]]:
        """Database, schema, name and signature of what was asked for; for the properties of a view."""
        return [[*place, mark] for place, mark in self._reads.items()]


class Noted:
    """What a translation asked of the session beside the catalog, with the answers."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, str], Any] = {}

    def note(self, kind: str, name: str, answer: Any) -> Any:
        self._answers[(kind, name)] = answer
        return answer

    @property
    def asked(self) -> list[list[Any]]:
        """Kind (``parameters`` or ``functions``: the field of names.Context), name and answer, for properties."""
        return [[kind, name, answer] for (kind, name), answer in self._answers.items()]


class NotedParameters(dict[str, Any]):
    """The session's parameters; which are asked for is noted.

    Args:
        parameters: of the session.
        noted: takes the notes.
    """

    def __init__(self, parameters: dict[str, Any], noted: Noted):
        super().__init__(parameters)
        self._noted = noted

    def __getitem__(self, name: str) -> Any:
        return self._noted.note("parameters", name, super().__getitem__(name))

    def get(self, name: str, default: Any = None) -> Any:
        return self._noted.note("parameters", name, super().get(name)) if name in self else default


class NotedFunctions(ContextFunctions):
    """The session's context functions; which are asked for is noted.

    Args:
        session: whose they are.
        noted: takes the notes.
        database, schema: that hold the view: what CURRENT_DATABASE and CURRENT_SCHEMA mean in it
            (https://docs.snowflake.com/en/sql-reference/sql/create-view#general-usage-notes).
    """

    def __init__(self, session: Session, noted: Noted, database: str, schema: str):
        super().__init__(session)
        self._noted = noted
        self._own = {"CURRENT_DATABASE": literal(database), "CURRENT_SCHEMA": literal(schema)}

    def __missing__(self, name: str) -> str:
        own = self._own.get(name)
        if own is not None:
            return own
        return str(self._noted.note("functions", name, super().__missing__(name)))


def signature(relation: Relation | None) -> str:
    """A short text that changes with the names and types of a relation's columns."""
    if relation is None:
        return ""
    columns = [(c.name, str(c.type), c.type.collation, c.physical) for c in relation.columns]
    return f"{zlib.crc32(repr((relation.sql, columns)).encode()):08x}"

"""What an account holds: every object with its properties, in memory, served without SQL.

The picture is authoritative. It is written as rows of ``"_MOCKHAUS".journal`` in the same DuckDB transaction as the
DDL that it describes, and is read back in one query when the account opens.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any

from mockhaus_dbt.translation.names import (
    VIEW_SUFFIX,
    Column,
    PhysicalNames,
    Policy,
    Relation,
    display,
    quote,
    stored,
)
from mockhaus_dbt.translation.types import INTEGER, VARCHAR, type_of_entry

#: kinds that share the namespace of tables.
RELATION_KINDS = frozenset(
    [
        "TABLE",
        "VIEW",
        "MATERIALIZED VIEW",
        "DYNAMIC TABLE",
        "EXTERNAL TABLE",
        "ICEBERG TABLE",
        "EVENT TABLE",
        "HYBRID TABLE",
        "INTERACTIVE TABLE",
        "SEMANTIC VIEW",
    ]
)
#: schemas of DuckDB's own, and ours, that no schema of a user may take.
_DUCKDB_SCHEMAS = ("main", "_MOCKHAUS", "information_schema", "pg_catalog", "temp")
#: property of a view whose DuckDB text calls functions that exist only here.
CALLS_MOCKHAUS = "calls_mockhaus"
#: property of a tag: the full names of its masking policies.
TAG_POLICIES = "masking_policies"
#: domain, database, schema, name.
Key = tuple[str, str, str, str]


def domain_of(kind: str) -> str:
    """The namespace in which a kind's names are unique."""
    return "RELATION" if kind in RELATION_KINDS else kind


def unquote(identifier: str) -> str:
    """The name that a quoted identifier stands for."""
    return identifier[1:-1].replace('""', '"')


def now() -> datetime:
    """The moment, aware, in UTC."""
    return datetime.now(timezone.utc)


#: what a query of an external table can name beside its columns.
_METADATA = (
    Column("METADATA$FILENAME", VARCHAR, "METADATA$FILENAME", extra={"hidden": True}),
    Column("METADATA$FILE_ROW_NUMBER", INTEGER, "METADATA$FILE_ROW_NUMBER", extra={"hidden": True}),
)


@dataclass(frozen=True)
class CatalogObject:
    """Anything that has a name in the account.

    Args:
        kind: Snowflake's word for it: DATABASE, SCHEMA, TABLE, VIEW, STAGE, FILE FORMAT, SEQUENCE, WAREHOUSE, ROLE ...
        database, schema, name: where it is. A database has its name in ``name`` alone, a schema has ``database`` and
            ``name``, things of the account (WAREHOUSE, ROLE, USER) have ``name`` alone.
        columns: of things with rows.
        text: Snowflake text, such as the query of a view or the body of a function.
        comment: of COMMENT.
        owner: the role that created it.
        created_on, altered_on: aware, in UTC.
        temporary, transient, secure: as declared.
        physical: DuckDB's name, qualified and quoted; of a schema, the quoted DuckDB schema.
        properties: everything else; only what JSON can hold.
    """

    kind: str
    database: str = ""
    schema: str = ""
    name: str = ""
    columns: tuple[Column, ...] = ()
    text: str = ""
    comment: str | None = None
    owner: str = "ACCOUNTADMIN"
    created_on: datetime = field(default_factory=now)
    altered_on: datetime = field(default_factory=now)
    temporary: bool = False
    transient: bool = False
    secure: bool = False
    physical: str = ""
    properties: dict[str, Any] = field(default_factory=dict)

    @property
    def domain(self) -> str:
        return domain_of(self.kind)

    @property
    def key(self) -> Key:
        return (self.domain, self.database, self.schema, self.name)

    @property
    def qualified(self) -> str:
        """The full name as Snowflake prints it in messages."""
        return ".".join(display(part) for part in (self.database, self.schema, self.name) if part)

    @property
    def identity(self) -> str:
        """What tells an object from an earlier one of the same name, and stays through renames."""
        return f"o{int(self.created_on.timestamp() * 1_000_000)}"

    def relation(self) -> Relation:
        """What the translator needs to know of a thing with rows."""
        sql = "" if self.properties.get("live") else self.runs_as
        columns = self.columns + _METADATA if self.kind == "EXTERNAL TABLE" else self.columns
        asked = tuple(map(tuple, self.properties.get("asked", ())))
        row_access = None
        if "row_access_policy" in self.properties:
            found = self.properties["row_access_policy"]
            row_access = Policy(found["policy"], tuple(found["columns"]))
        relation = Relation(
            self.database,
            self.schema,
            self.name,
            self.kind,
            columns,
            sql,
            asked=asked,
            row_access=row_access,
            masking=tuple(p for c in columns if (p := c.masking) is not None),
            tags=self.properties.get("TAGS", {}),
        )
        if self.has_virtual_columns or relation.is_protected:
            # A protected view is translated anew for who reads it.
            relation = replace(relation, sql="", computed="" if self.kind.endswith("VIEW") else self.physical)
        return relation

    @property
    def has_virtual_columns(self) -> bool:
        return any(c.is_virtual for c in self.columns)

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns that DuckDB's table has."""
        return stored(self.columns)

    @property
    def runs_as(self) -> str:
        """DuckDB's name of it for text that runs here: a view that calls functions of Mockhaus has one of its own."""
        return f'{self.physical[:-1]}{VIEW_SUFFIX}"' if self.properties.get(CALLS_MOCKHAUS) else self.physical

    def but(self, **changes: Any) -> CatalogObject:
        """A copy with some fields changed, altered now."""
        changes.setdefault("altered_on", now())
        return replace(self, **changes)


# ---------------------------------------------------------------------------------------------------------- journal


def _column_entry(column: Column) -> list[Any]:
    return [
        column.name,
        column.type.entry(),
        column.physical,
        column.nullable,
        column.default,
        column.comment,
        column.wide,
        column.extra,
    ]


def to_entry(obj: CatalogObject) -> str:
    """An object as the JSON text of a journal row."""
    entry = {name: value for name in _PLAIN if (value := getattr(obj, name))}
    entry["columns"] = [_column_entry(c) for c in obj.columns]
    entry["created_on"] = obj.created_on.isoformat()
    entry["altered_on"] = obj.altered_on.isoformat()
    return json.dumps(entry, separators=(",", ":"))


def from_entry(text: str) -> CatalogObject:
    """The object that a journal row describes."""
    entry = json.loads(text)
    columns = tuple(Column(c[0], type_of_entry(c[1]), *c[2:]) for c in entry.pop("columns"))
    for moment in ("created_on", "altered_on"):
        entry[moment] = datetime.fromisoformat(entry[moment])
    return CatalogObject(columns=columns, **entry)


_PLAIN = (
    "kind",
    "database",
    "schema",
    "name",
    "text",
    "comment",
    "owner",
    "temporary",
    "transient",
    "secure",
    "physical",
    "properties",
)


def key_text(key: Key) -> str:
    """A key as the text of a journal row."""
    return json.dumps(key)


# ---------------------------------------------------------------------------------------------------------- catalog


class Catalog:
    """The picture. Readers take no lock; changes are applied whole, one after the other."""

    def __init__(self, objects: Iterable[CatalogObject] = ()):
        self.version = 0
        self._lock = threading.Lock()
        self._places: dict[tuple[str, str, str], dict[str, CatalogObject]] = {}
        self._relations: dict[tuple[str, str, str], tuple[CatalogObject, Relation, int]] = {}
        #: of the dynamic tables, which statements have to look after when they read.
        self.dynamic_tables: set[Key] = set()
        #: the masking policies that are set on tags, by what identifies the tags.
        self.tag_policies: dict[str, tuple[str, ...]] = {}
        for obj in objects:
            self._put(obj)

    # -- reading

    def get(self, domain: str, database: str, schema: str, name: str) -> CatalogObject | None:
        """An object by its key, None where there is none."""
        place = self._places.get((domain, database, schema))
        return place.get(name) if place is not None else None

    def objects(self, domain: str, database: str | None = None, schema: str | None = None) -> list[CatalogObject]:
        """All objects of a domain, in a database or a schema where one is given, sorted by name."""
        if database is not None and schema is not None:
            here = list(self._places.get((domain, database, schema), {}).values())
            return sorted(here, key=lambda o: o.name)
        found: list[CatalogObject] = []
        for (place_domain, place_database, _schema), place in list(self._places.items()):
            if place_domain == domain and database in (None, place_database):
                found.extend(place.values())
        return sorted(found, key=lambda o: (o.database, o.schema, o.name))

    def everything(self) -> list[CatalogObject]:
        """All objects."""
        return [obj for place in list(self._places.values()) for obj in list(place.values())]

    def contents(self, database: str, schema: str | None = None) -> list[CatalogObject]:
        """All objects inside of a database, or of one of its schemas; what DROP takes away with it."""
        found: list[CatalogObject] = []
        for (domain, place_database, place_schema), place in list(self._places.items()):
            if place_database == database and domain != "DATABASE" and schema in (None, place_schema):
                found.extend(o for o in list(place.values()) if schema is None or o.kind != "SCHEMA")
        return found

    def has_database(self, database: str) -> bool:
        return self.get("DATABASE", "", "", database) is not None

    def has_schema(self, database: str, schema: str) -> bool:
        return self.get("SCHEMA", database, "", schema) is not None

    def relation(self, database: str, schema: str, name: str) -> Relation | None:
        """The table, view or the like of that name, as the translator wants it."""
        obj = self.get("RELATION", database, schema, name)
        if obj is None:
            return None
        held = self._relations.get((database, schema, name))
        # Tags come from the schema and the database as well.
        if held is None or held[0] is not obj or (self.tag_policies and held[2] != self.version):
            held = self._relations[(database, schema, name)] = (obj, self.relation_of(obj), self.version)
        return held[1]

    def relation_of(self, obj: CatalogObject) -> Relation:
        """A thing with rows as the translator wants it, with what tags do to it."""
        relation = obj.relation()
        if self.tag_policies:
            from mockhaus_dbt.translation.tag_policies import guarded

            relation = guarded(self, relation)
        return relation

    @property
    def tag_state(self) -> int:
        """What changes with that which tags do to temporary tables, of which translations note nothing."""
        return self.version if self.tag_policies else 0

    def user_function(self, database: str, schema: str, name: str) -> CatalogObject | None:
        """A user-defined function; overloads are one object, told apart in its properties."""
        return self.get("FUNCTION", database, schema, name)

    def sequence(self, database: str, schema: str, name: str) -> str | None:
        """The qualified DuckDB name of a sequence."""
        found = self.get("SEQUENCE", database, schema, name)
        return None if found is None else found.physical

    def policy(self, kind: str, database: str, schema: str, name: str) -> CatalogObject | None:
        """A MASKING POLICY or ROW ACCESS POLICY."""
        return self.get(kind, database, schema, name)

    # -- physical names

    def physical_schema(self, database: str, schema: str) -> str:
        """The quoted DuckDB schema that holds, or will hold, a Snowflake schema."""
        held = self.get("SCHEMA", database, "", schema)
        if held is not None and held.physical:
            return held.physical
        taken = [unquote(o.physical) for o in self.objects("SCHEMA") if o.physical]
        return quote(PhysicalNames([*_DUCKDB_SCHEMAS, *taken]).claim(f"{database}.{schema}"))

    def physical_name(self, database: str, schema: str, name: str) -> str:
        """The qualified and quoted DuckDB name that a relation has, or will have."""
        held = self.get("RELATION", database, schema, name)
        if held is not None and held.physical:
            return held.physical
        home = self.physical_schema(database, schema)
        place = self._places.get(("RELATION", database, schema), {})
        taken = [unquote(o.physical[len(home) + 1 :]) for o in list(place.values())]
        return f"{home}.{quote(PhysicalNames(taken).claim(name))}"

    # -- changing

    def apply(self, changes: Iterable[tuple[Key, CatalogObject | None]]) -> None:
        """Take over committed changes, in order; None removes."""
        with self._lock:
            for key, obj in changes:
                if obj is None:
                    place = self._places.get(key[:3])
                    if place is not None:
                        gone = place.pop(key[3], None)
                        if key[0] == "TAG" and gone is not None:
                            self._note_tag(gone, ())
                        if not place:  # of a schema that may be gone for good
                            del self._places[key[:3]]
                    self._relations.pop(key[1:], None)
                    self.dynamic_tables.discard(key)
                else:
                    self._put(obj)
                    self._relations.pop(key[1:], None)
            self.version += 1

    def _put(self, obj: CatalogObject) -> None:
        domain, database, schema, name = obj.key
        self._places.setdefault((domain, database, schema), {})[name] = obj
        if obj.kind == "DYNAMIC TABLE":
            self.dynamic_tables.add(obj.key)
        elif self.dynamic_tables:
            self.dynamic_tables.discard(obj.key)
        if obj.kind == "TAG":
            self._note_tag(obj, tuple(obj.properties.get(TAG_POLICIES, ())))

    def _note_tag(self, tag: CatalogObject, policies: tuple[str, ...]) -> None:
        if policies != self.tag_policies.get(tag.identity, ()):
            self.tag_policies = {k: v for k, v in self.tag_policies.items() if k != tag.identity}
            if policies:
                self.tag_policies[tag.identity] = policies
            self._relations.clear()

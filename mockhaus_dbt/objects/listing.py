"""The clauses that every SHOW shares: TERSE, HISTORY, LIKE, IN, STARTS WITH, LIMIT ... FROM.

https://docs.snowflake.com/en/sql-reference/sql/show
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from mockhaus_dbt.errors import UnsupportedError, error

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

#: SHOW gives no more rows than this.
MAX_ROWS = 10000
#: kinds of relations that IN can name before one of them, as in SHOW COLUMNS IN TABLE t.
RELATION_WORDS = ("TABLE", "VIEW", "DYNAMIC TABLE", "EXTERNAL TABLE", "ICEBERG TABLE", "MATERIALIZED VIEW")

Item = TypeVar("Item")


def like_pattern(pattern: str) -> re.Pattern[str]:
    """A LIKE pattern as SHOW reads it: case ignored, ``%`` and ``_`` wild, a backslash before a plain character."""
    parts = []
    characters = iter(pattern)
    for c in characters:
        if c == "\\":
            parts.append(re.escape(next(characters, "\\")))
        else:
            parts.append({"%": ".*", "_": "."}.get(c) or re.escape(c))
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


@dataclass
class Listing:
    """What a SHOW statement asks for.

    Args:
        terse: only the short set of columns.
        history: dropped objects too, as far as they are kept for UNDROP.
        like: the pattern that names must match.
        database, schema: the scope; None in both is the whole account.
        relation: the table or view that IN names, as written.
        named: the scope stood in the statement.
        starts_with, limit, after: of STARTS WITH, LIMIT and FROM.
        root_only: of SHOW TASKS, those without predecessors.
    """

    terse: bool = False
    history: bool = False
    like: re.Pattern[str] | None = None
    database: str | None = None
    schema: str | None = None
    relation: tuple[str, ...] | None = None
    named: bool = False
    starts_with: str | None = None
    limit: int | None = None
    after: str | None = None
    root_only: bool = False

    def pick(self, items: Iterable[Item], name: Callable[[Item], str]) -> list[Item]:
        """The items that LIKE, STARTS WITH, LIMIT and FROM leave, in the order given.

        Args:
            items: sorted by name.
            name: gives the name of an item.

        Raises:
            SqlError: 090153, more than ten thousand rows without LIMIT.
        """
        found = list(items)
        if self.like is not None:
            match = self.like.fullmatch
            found = [i for i in found if match(name(i))]
        if self.starts_with is not None:
            found = [i for i in found if name(i).startswith(self.starts_with)]
        if self.after is not None:
            # Snowflake lets FROM and STARTS WITH cancel each other out where they do not begin alike.
            alike = self.after.startswith(self.starts_with or "")
            found = [i for i in found if alike and name(i) > self.after]
        if self.limit is not None:
            return found[: self.limit]
        if len(found) > MAX_ROWS:
            raise error("show_rows", rows=MAX_ROWS)
        return found

    def objects(self, session: Session, domain: str) -> list[CatalogObject]:
        """The objects of a domain that the statement asks for; where no scope was named, each name once."""
        found = session.catalog.objects(domain, self.database, self.schema)
        if domain == "RELATION" and session.temporary:
            found = self._with_temporary(session, found)
        if not self.named and self.database is not None and self.schema is None and domain not in ACCOUNT_DOMAINS:
            found = _once(found, session.schema)
        return self.pick(found, lambda o: o.name)

    def _with_temporary(self, session: Session, found: list[CatalogObject]) -> list[CatalogObject]:
        """The session's temporary relations stand beside the permanent ones of the same name, as on Snowflake."""
        own = [
            o
            for o in session.temporary.values()
            if self.database in (None, o.database) and self.schema in (None, o.schema)
        ]
        return sorted([*found, *own], key=lambda o: (o.database, o.schema, o.name)) if own else found


#: what lies below no schema is not told apart by one.
ACCOUNT_DOMAINS = frozenset(["DATABASE", "SCHEMA", "WAREHOUSE", "ROLE", "USER"])


def _once(found: list[CatalogObject], current: str | None) -> list[CatalogObject]:
    """SHOW without IN gives objects of one name once, the current schema's first."""
    kept: dict[str, CatalogObject] = {}
    for obj in found:
        if obj.name not in kept or obj.schema == current:
            kept[obj.name] = obj
    return sorted(kept.values(), key=lambda o: (o.schema, o.name)) if len(kept) < len(found) else found


def read_listing(session: Session, statement: Statement, level: str = "SCHEMA", bare: str = "SCHEMA") -> Listing:
    """Read the clauses behind the words of a SHOW statement.

    Args:
        session: whose current database and schema fill what is left out.
        statement: SHOW and its subject.
        level: where the objects live: ACCOUNT, DATABASE or SCHEMA.
        bare: what a name behind IN without a keyword names: SCHEMA, DATABASE or TABLE.

    Returns:
        the clauses, names checked.

    Raises:
        SqlError: 001003 for a syntax error, 002043 (02000) where the database or schema does not exist.
    """
    listing = Listing(terse="TERSE" in statement.modifiers)
    reader = statement.reader()
    listing.history = reader.accept("HISTORY")
    scoped = False
    while not reader.done:
        if reader.accept("LIKE"):
            listing.like = like_pattern(reader.string())
        elif reader.accept("IN") or reader.accept("FROM"):
            _read_scope(session, reader, listing, bare)
            scoped = True
        elif reader.accept("STARTS WITH"):
            listing.starts_with = reader.string()
        elif reader.accept("LIMIT"):
            listing.limit = _read_limit(reader)
            if reader.accept("FROM"):
                listing.after = reader.string()
        elif statement.name == "SHOW TASKS" and reader.accept("ROOT ONLY"):
            listing.root_only = True
        elif reader.accept("WITH PRIVILEGES"):
            raise UnsupportedError("SHOW ... WITH PRIVILEGES")
        else:
            raise reader.unexpected()
    if not scoped and level != "ACCOUNT":
        listing.database = session.database
    return listing


def _read_limit(reader: TokenReader) -> int | None:
    if reader.accept("NULL"):
        return None
    limit = reader.number()
    if not 0 < limit <= MAX_ROWS:
        raise error("invalid_value", value=limit, name="LIMIT")
    return limit


def _at_end(reader: TokenReader) -> bool:
    return reader.done or reader.word() in ("STARTS", "LIMIT", "LIKE")


def _read_scope(session: Session, reader: TokenReader, listing: Listing, bare: str) -> None:
    for word in RELATION_WORDS:
        if reader.accept(word):
            if _at_end(reader):
                listing.database, listing.schema = session.database, session.schema
            else:
                listing.relation = reader.qualified()
            listing.named = True
            return
    listing.named = True
    if reader.accept("ACCOUNT"):
        return
    if reader.accept("APPLICATION PACKAGE") or reader.accept("APPLICATION"):
        raise UnsupportedError("SHOW ... IN APPLICATION")
    if reader.accept("DATABASE"):
        listing.database = session.database if _at_end(reader) else _database(session, reader.qualified())
        return
    if reader.accept("SCHEMA"):
        if _at_end(reader):
            listing.database, listing.schema = session.database, session.schema
        else:
            listing.database, listing.schema = find_schema(session, reader.qualified())
        return
    parts = reader.qualified()
    if bare == "TABLE":
        listing.relation = parts
    elif bare == "DATABASE":
        listing.database = _database(session, parts)
    else:
        listing.database, listing.schema = find_schema(session, parts)


def _database(session: Session, parts: tuple[str, ...]) -> str:
    if len(parts) != 1 or not session.catalog.has_database(parts[0]):
        raise error("missing_or_operation")
    return parts[0]


def find_schema(session: Session, parts: tuple[str, ...]) -> tuple[str, str]:
    """The schema that ``name`` or ``database.name`` names.

    Raises:
        SqlError: 002043 (02000), it does not exist.
    """
    database = parts[0] if len(parts) == 2 else session.database
    if len(parts) > 2 or not database:
        raise error("missing_or_operation")
    schema = parts[-1]
    if schema != "INFORMATION_SCHEMA" and not session.catalog.has_schema(database, schema):
        raise error("missing_or_operation")
    if not session.catalog.has_database(database):
        raise error("missing_or_operation")
    return database, schema


def flag(value: Any) -> str:
    """Y or N, as most SHOW columns print a truth."""
    return "Y" if value else "N"

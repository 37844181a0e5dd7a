"""What the nouns of DDL have in common.

A noun is a small class: what it is called, where it lives, its options, its SHOW columns. From these come CREATE (OR
REPLACE, IF NOT EXISTS), ALTER (RENAME TO, SET, UNSET, tags), DROP (IF EXISTS), DESCRIBE and SHOW, their messages and
their errors. Nouns with a body of their own (tables, views) override the steps that differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from mockhaus_dbt.catalog import CatalogObject, domain_of
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.grants import grant_future
from mockhaus_dbt.objects.listing import ACCOUNT_DOMAINS, Listing, read_listing
from mockhaus_dbt.objects.object_parameters import check_retention
from mockhaus_dbt.objects.refused_actions import refuse_action
from mockhaus_dbt.objects.show_columns import (
    COMMENT,
    CREATED_ON,
    DATABASE_NAME,
    NAME,
    OWNER,
    OWNER_ROLE_TYPE,
    SCHEMA_NAME,
    ShowColumn,
    attribute,
    constant,
    option,
)
from mockhaus_dbt.objects.tagging import read_tags, without_tags
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import statement as register_statement
from mockhaus_dbt.translation.names import Column, display
from mockhaus_dbt.translation.types import ResultColumn

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

Key = tuple[str, str, str, str]

SUCCEEDED = "Statement executed successfully."


@dataclass(frozen=True)
class Option:
    """A property that CREATE and ALTER ... SET take.

    Args:
        type: bool, int, str, or object for anything.
        default: what it is where it was not set.
        values: the words that are allowed, in upper case; none means any.
        refused: a value that is not supported here.
        most: the largest number; with it, none is below zero.
    """

    type: type = str
    default: Any = None
    values: tuple[str, ...] = ()
    refused: Any = None
    most: int | None = None

    def check(self, name: str, value: Any) -> Any:
        """The value in the form in which it is kept.

        Raises:
            SqlError: 001008, Snowflake would refuse the value.
            UnsupportedError: it is not supported here.
        """
        if self.refused is not None and value == self.refused:
            raise UnsupportedError(f"{name} = {str(value).upper()}")
        if self.type is bool and not isinstance(value, bool):
            raise error("invalid_value", value=value, name=name)
        if self.type is int:
            if isinstance(value, bool) or not str(value).lstrip("-").isdigit():
                raise error("invalid_value", value=value, name=name)
            number = int(value)
            if self.most is not None and not 0 <= number <= self.most:
                raise error("invalid_value", value=value, name=name)
            return number
        if self.values and str(value).upper() not in self.values:
            raise error("invalid_value", value=value, name=name)
        return str(value).upper() if self.values else value


class Noun:
    """A kind of object.

    Attributes:
        noun, plural: as statements name it: WAREHOUSE, WAREHOUSES.
        title: as messages begin with it; ``noun`` in lower case but for its first letter where left out.
        level: where its objects live: ACCOUNT, DATABASE or SCHEMA.
        options: by upper-case name.
        columns: of SHOW, in Snowflake's order.
        lasting: the properties that CREATE OR ALTER leaves as they are, beside the tags.
        alterable: CREATE OR ALTER changes properties alone, though ``build`` does more than that.
        verbs: the statements that are registered for it.
    """

    noun: ClassVar[str]
    plural: ClassVar[str] = ""
    title: ClassVar[str] = ""
    level: ClassVar[str] = "SCHEMA"
    options: ClassVar[dict[str, Option]] = {}
    columns: ClassVar[tuple[ShowColumn, ...]] = ()
    lasting: ClassVar[tuple[str, ...]] = ()
    alterable: ClassVar[bool] = False
    verbs: ClassVar[tuple[str, ...]] = ("CREATE", "ALTER", "DROP", "DESCRIBE", "SHOW")

    def __init__(self) -> None:
        self.plural = self.plural or f"{self.noun}S"  # type: ignore[misc]
        self.title = self.title or self.noun.capitalize()  # type: ignore[misc]
        self.domain = domain_of(self.noun)

    def register(self) -> None:
        """Enter the noun's statements into the table of statements."""
        for verb in self.verbs:
            subject = self.plural if verb == "SHOW" else self.noun
            register_statement(f"{verb} {subject}")(getattr(self, verb.lower()))

    # -- names

    def locate(self, session: Session, parts: tuple[str, ...], verb: str) -> Key:
        """The key that a name as written stands for.

        Raises:
            SqlError: 090105 or 090106, the session has no current database or schema to fill in.
        """
        if self.level == "ACCOUNT":
            if len(parts) != 1:
                raise error("object_missing", name=".".join(map(display, parts)))
            return (self.domain, "", "", parts[0])
        if self.level == "DATABASE":
            database = parts[0] if len(parts) > 1 else session.database
            if not database:
                raise error("no_database", operation=f"{verb} {self.noun}")
            return (self.domain, database, "", parts[-1])
        database, schema, name = session.resolve(parts, f"{verb} {self.noun}")
        return (self.domain, database, schema, name)

    def find(self, session: Session, key: Key) -> CatalogObject | None:
        """The object of that key; the session's temporary relations shadow others."""
        if key[0] == "RELATION":
            shadow = session.temporary.get(key[1:])
            if shadow is not None:
                return shadow
        return session.catalog.get(*key)

    def check_home(self, session: Session, key: Key) -> None:
        """Whether the place exists in which an object is to be created.

        Raises:
            SqlError: 002003 (02000), the database or schema does not exist.
        """
        _domain, database, schema, _name = key
        if database and not session.catalog.has_database(database):
            raise error("kind_missing", kind="Database", name=display(database))
        if schema and not session.catalog.has_schema(database, schema):
            raise error("kind_missing", kind="Schema", name=f"{display(database)}.{display(schema)}")

    def missing(self, key: Key) -> Exception:
        """The error for an object that is not there."""
        return error("kind_missing", kind=self.title, name=".".join(display(p) for p in key[1:] if p))

    def require(self, session: Session, key: Key) -> CatalogObject:
        """The object of that key.

        Raises:
            SqlError: 002003, there is none; 002203, it is of another kind.
        """
        self.check_home(session, key)
        found = self.find(session, key)
        if found is None:
            raise self.missing(key)
        self.check_kind(found)
        return found

    def check_kind(self, found: CatalogObject) -> None:
        """Whether a statement on this noun may touch the object that bears the name.

        Raises:
            SqlError: 002203, it is of another kind.
        """
        if found.kind != self.noun:
            raise error("wrong_kind", found=found.kind, wanted=self.noun)

    # -- CREATE

    def create(self, session: Session, statement: Statement) -> QueryResult:
        """CREATE [OR REPLACE | OR ALTER] noun [IF NOT EXISTS] name ..."""
        reader = statement.reader()
        absent_only = reader.accept("IF NOT EXISTS")
        key = self.locate(session, reader.qualified(), "CREATE")
        absent_only = reader.accept("IF NOT EXISTS") or absent_only
        replace = "REPLACE" in statement.modifiers
        if absent_only and (replace or "ALTER" in statement.modifiers):
            raise error("conflicting_options", first="IF NOT EXISTS", second="OR REPLACE" if replace else "OR ALTER")
        self.check_home(session, key)
        wanted, body = self.read(session, statement, reader, key)
        reader.expect_end()
        with session.ddl(key) as change:
            old = self.existing(session, wanted)
            if old is not None and absent_only:
                return QueryResult.message(f"{display(key[3])} already exists, statement succeeded.")
            if old is not None and old.kind != wanted.kind:
                raise error("object_other_kind", name=display(key[3]), kind=old.kind)
            if old is not None and "ALTER" in statement.modifiers:
                self.build_altered(session, change, wanted, old, body)
                self.settle(session, change)
                return QueryResult.message(f"{self.title} {display(key[3])} successfully altered.")
            if old is not None and not replace:
                raise error("object_exists", name=self.shown(key))
            self.build(session, change, wanted, old, body)
            if not getattr(body, "copy_grants", False):  # COPY GRANTS takes the place of what was promised
                grant_future(session, change, wanted)
            self.settle(session, change)
        self.created(session, key)
        text = f"{self.title} {key[3]} successfully created."  # the name without its quotes: "Table my_table ..."
        if change.inserted is None:
            return QueryResult.message(text)
        return QueryResult.message(text, inserted=change.inserted, updated=0, deleted=0)

    def shown(self, key: Key) -> str:
        """The name in the message that an object exists already."""
        return ".".join(display(p) for p in key[1:] if p)

    def existing(self, session: Session, wanted: CatalogObject) -> CatalogObject | None:
        """What bears the name in the namespace of the new object, temporary or permanent."""
        if wanted.domain == "RELATION" and wanted.temporary:
            return session.temporary.get(wanted.key[1:])
        return session.catalog.get(*wanted.key)

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        """Read what stands behind the name.

        Returns:
            the object that is to be, and whatever else :meth:`build` needs to make it.
        """
        found = self.read_options(session, reader)
        comment = found.pop("COMMENT", None)
        return self.new(session, key, comment=comment, properties=found), None

    def new(self, session: Session, key: Key, **fields: Any) -> CatalogObject:
        """A new object of this noun."""
        return CatalogObject(self.noun, key[1], key[2], key[3], owner=session.role or "ACCOUNTADMIN", **fields)

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        """Make it so in DuckDB and the catalog.

        Args:
            session, change: where.
            wanted: what :meth:`read` gave.
            old: what is replaced.
            body: what :meth:`read` gave beside it.
        """
        if old is not None:
            self.remove(session, change, old)
        change.put(wanted)

    def build_altered(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject, body: Any
    ) -> None:
        """What CREATE OR ALTER does to an object that exists: what is left out is reset; its tags stay."""
        if type(self).build is not Noun.build and not self.alterable:
            raise UnsupportedError(f"CREATE OR ALTER {self.noun} of one that exists")
        if body is not None or wanted.transient != old.transient:
            what = "TRANSIENT" if body is None else "CLONE"
            raise UnsupportedError(f"CREATE OR ALTER {self.noun} ... {what} of one that exists")
        kept = {n: old.properties[n] for n in ("TAGS", *self.lasting) if n in old.properties}
        change.put(old.but(properties={**wanted.properties, **kept}, comment=wanted.comment, text=wanted.text))

    def settle(self, session: Session, change: Change) -> None:
        """Let what depends on the object follow, within the change."""
        if self.domain == "RELATION":
            from mockhaus_dbt.objects.dependents import refresh_dependents  # views are nouns themselves

            refresh_dependents(session, change)

    def created(self, session: Session, key: Key) -> None:
        """Called after a new object was committed."""

    # -- options

    def read_options(self, session: Session, reader: TokenReader, stop: tuple[str, ...] = ()) -> dict[str, Any]:
        """``NAME = value`` pairs up to the end or a word of ``stop``, checked against the noun's options.

        Returns:
            values by upper-case name; tags under TAGS.

        Raises:
            SqlError: 002420, there is no such option; 001008, no such value.
        """
        found: dict[str, Any] = {}
        while not reader.done and reader.word() not in stop and reader.word() != ")":
            if reader.accept(","):
                continue
            if reader.accept("WITH TAG") or reader.accept("TAG"):
                found["TAGS"] = read_tags(session, reader)
                continue
            if reader.accept("WITH"):
                continue
            if reader.word(1) != "=":
                raise reader.unexpected()
            name = reader.take().text.upper()
            reader.expect("=")
            found[name] = self.check_option(name, reader.value())
        return found

    def check_option(self, name: str, value: Any) -> Any:
        if name == "COMMENT":
            return str(value)
        held = self.options.get(name)
        if held is None:
            raise error("invalid_property", name=name, kind=self.noun)
        return held.check(name, value)

    # -- ALTER

    def alter(self, session: Session, statement: Statement) -> QueryResult:
        """ALTER noun [IF EXISTS] name RENAME TO | SET | UNSET ..."""
        reader = statement.reader()
        if_exists = reader.accept("IF EXISTS")
        key = self.locate(session, reader.qualified(), "ALTER")
        if if_exists and self.find(session, key) is None:
            return QueryResult.message(SUCCEEDED)
        with session.ddl(key) as change:
            obj = self.require(session, key)
            self.modify(session, change, reader, obj)
            reader.expect_end()
            self.settle(session, change)
        return QueryResult.message(SUCCEEDED)

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        """Carry out what ALTER says behind the name."""
        refuse_action(reader, self.noun)
        if reader.accept("RENAME TO"):
            new_key = self.locate(session, reader.qualified(), "ALTER")
            self.check_home(session, new_key)
            if session.catalog.get(*new_key) is not None:
                raise error("object_exists", name=self.shown(new_key))
            self.rename(session, change, obj, new_key)
        elif reader.accept_set():
            change.put(self.with_options(obj, self.read_options(session, reader)))
        elif reader.accept("UNSET"):
            change.put(self.without_options(session, reader, obj))
        else:
            raise reader.unexpected()

    def with_options(self, obj: CatalogObject, found: dict[str, Any]) -> CatalogObject:
        """The object after SET."""
        check_retention(found, obj.transient or obj.temporary)
        found = dict(found)
        comment = found.pop("COMMENT", obj.comment)
        tags = {**obj.properties.get("TAGS", {}), **found.pop("TAGS", {})}
        properties = {**obj.properties, **found}
        if tags:
            properties["TAGS"] = tags
        return obj.but(comment=comment, properties=properties)

    def without_options(self, session: Session, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
        """The object after UNSET."""
        properties, comment = dict(obj.properties), obj.comment
        if reader.accept("TAG"):
            properties["TAGS"] = without_tags(session, reader, properties.get("TAGS", {}))
            return obj.but(properties=properties)
        while not reader.done:
            if reader.accept(","):
                continue
            name = reader.take().text.upper()
            if name == "COMMENT":
                comment = None
            elif name in self.options:
                properties.pop(name, None)
            else:
                raise error("invalid_property", name=name, kind=self.noun)
        return obj.but(comment=comment, properties=properties)

    def rename(self, session: Session, change: Change, obj: CatalogObject, key: Key) -> None:
        change.remove(obj)
        change.put(obj.but(database=key[1], schema=key[2], name=key[3]))

    # -- DROP

    def drop(self, session: Session, statement: Statement) -> QueryResult:
        """DROP noun [IF EXISTS] name [CASCADE | RESTRICT]"""
        reader = statement.reader()
        if_exists = reader.accept("IF EXISTS")
        key = self.locate(session, reader.qualified(), "DROP")
        if_exists = reader.accept("IF EXISTS") or if_exists
        cascade = reader.accept("CASCADE")
        restrict = not cascade and reader.accept("RESTRICT")
        reader.expect_end()
        with session.ddl(key) as change:
            obj = self.find(session, key)
            if obj is None:
                if if_exists:
                    return QueryResult.message(
                        f"Drop statement executed successfully ({display(key[3])} already dropped)."
                    )
                self.check_home(session, key)
                raise self.missing(key)
            self.check_kind(obj)
            if restrict or (not cascade and obj.properties.get("is_hybrid")):
                self.check_unused(session, obj)
            self.remove(session, change, obj)
            self.settle(session, change)
        self.dropped(session, key)
        return QueryResult.message(f"{display(key[3])} successfully dropped.")

    def check_unused(self, session: Session, obj: CatalogObject) -> None:
        """DROP ... RESTRICT: whether nothing stands in the way."""

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        """Take the object out of DuckDB and the catalog."""
        change.remove(obj)

    def dropped(self, session: Session, key: Key) -> None:
        """Called after the object has gone."""

    def undrop(self, session: Session, statement: Statement) -> QueryResult:
        """UNDROP noun name, of nouns that keep what is dropped."""
        from mockhaus_dbt.objects.dropped import restore  # it reads what nouns are

        reader = statement.reader()
        if reader.word() == "IDENTIFIER" and reader.word(2).isdigit():
            raise UnsupportedError(f"UNDROP {self.noun} by the number of what was dropped")
        key = self.locate(session, reader.qualified(), "UNDROP")
        reader.expect_end()
        return restore(session, self, key)

    # -- DESCRIBE and SHOW

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE noun name: its SHOW row, one property a row."""
        reader = statement.reader()
        key = self.locate(session, reader.qualified(), "DESCRIBE")
        reader.expect_end()
        obj = self.require(session, key)
        cells = [(c.name, c.cell(session, obj)) for c in self.columns]
        return QueryResult.of(["property", "value"], [(n, None if v is None else str(v)) for n, v in cells])

    def show(self, session: Session, statement: Statement) -> QueryResult:
        """SHOW plural, with the clauses of every SHOW."""
        bare = "DATABASE" if self.level == "DATABASE" else "SCHEMA"
        listing = read_listing(session, statement, self.level, bare)
        return self.table(session, self.listed(session, listing, statement), listing)

    def listed(self, session: Session, listing: Listing, statement: Statement) -> list[CatalogObject]:
        """The objects that SHOW gives."""
        return listing.objects(session, self.domain)

    def table(self, session: Session, objects: list[CatalogObject], listing: Listing) -> QueryResult:
        """The result of SHOW."""
        columns = self.terse() if listing.terse else self.columns
        heads = [ResultColumn(c.name, c.type) for c in columns]
        cells = [c.cell for c in columns]
        return QueryResult.of(heads, [tuple([cell(session, o) for cell in cells]) for o in objects])

    def terse(self) -> tuple[ShowColumn, ...]:
        """The columns of SHOW TERSE."""
        return (CREATED_ON, NAME, attribute("kind"), DATABASE_NAME, SCHEMA_NAME)


def find_column(obj: CatalogObject, name: str) -> Column:
    """A column by its name.

    Raises:
        SqlError: 000904, there is none.
    """
    for column in obj.columns:
        if column.name == name:
            return column
    raise error("column_missing", name=display(name))


def with_column(obj: CatalogObject, column: Column) -> CatalogObject:
    """The object with a column of that name replaced."""
    return obj.but(columns=tuple(column if c.name == column.name else c for c in obj.columns))


def with_properties(obj: CatalogObject, **properties: Any) -> CatalogObject:
    """The object with properties added or replaced."""
    return obj.but(properties={**obj.properties, **properties})


def without_properties(obj: CatalogObject, *names: str) -> CatalogObject:
    """The object without some properties."""
    return obj.but(properties={k: v for k, v in obj.properties.items() if k not in names})


__all__ = [
    "ACCOUNT_DOMAINS",
    "COMMENT",
    "CREATED_ON",
    "DATABASE_NAME",
    "NAME",
    "OWNER",
    "OWNER_ROLE_TYPE",
    "SCHEMA_NAME",
    "SUCCEEDED",
    "Key",
    "Noun",
    "Option",
    "ShowColumn",
    "attribute",
    "constant",
    "find_column",
    "option",
    "with_column",
    "with_properties",
    "without_properties",
]

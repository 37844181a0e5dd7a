"""Sequences: CREATE, ALTER, DROP, DESCRIBE, SHOW SEQUENCES.

https://docs.snowflake.com/en/sql-reference/sql/create-sequence. A sequence is a DuckDB sequence, whose qualified name
stands in ``physical``.
"""

from __future__ import annotations

from dataclasses import replace
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
    SCHEMA_NAME,
    Key,
    Noun,
    ShowColumn,
)
from mockhaus_dbt.objects.columns import sequence_literal, sequence_sql
from mockhaus_dbt.objects.listing import Listing, flag
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation.names import quote
from mockhaus_dbt.translation.types import INTEGER

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader


class Sequence(Noun):
    noun = "SEQUENCE"
    plural = "SEQUENCES"
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        NAME,
        DATABASE_NAME,
        SCHEMA_NAME,
        ShowColumn("next_value", lambda s, o: next_value(s, o), INTEGER),
        ShowColumn("interval", lambda _s, o: o.properties["increment"], INTEGER),
        CREATED_ON,
        OWNER,
        COMMENT,
        OWNER_ROLE_TYPE,
        ShowColumn("ordered", lambda _s, o: flag(o.properties.get("ordered"))),
    )

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        ordered = not session.parameters["NOORDER_SEQUENCE_AS_DEFAULT"]
        properties: dict[str, Any] = {"start": 1, "increment": 1, "ordered": ordered}
        if reader.accept("CLONE"):
            original = self.require(session, self.locate(session, reader.qualified(), "CREATE"))
            held = {**original.properties, "next": next_value(session, original)}
            return self.new(session, key, comment=original.comment, properties=held), False
        told = False
        comment = None
        while not reader.done:
            if reader.accept("START"):
                reader.accept("WITH")
                reader.accept("=")
                properties["start"], told = _signed(reader), True
            elif reader.accept("INCREMENT"):
                properties["increment"] = _increment(reader)
            elif reader.accept("ORDER") or reader.accept("NOORDER"):
                properties["ordered"] = reader.tokens[reader.position - 1].text.upper() == "ORDER"
            elif reader.accept("COMMENT"):
                reader.expect("=")
                comment = reader.string()
            elif not (reader.accept("WITH") or reader.accept(",")):
                raise reader.unexpected()
        return self.new(session, key, comment=comment, properties=properties), told

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        home = session.catalog.physical_schema(wanted.database, wanted.schema)
        physical = f"{home}.{quote(f'{wanted.name}~sequence')}"
        if old is not None:
            change.run(f"DROP SEQUENCE IF EXISTS {old.physical} CASCADE")
        wanted = replace(wanted, physical=physical)
        first = wanted.properties.get("next", wanted.properties["start"])
        change.run(sequence_sql(physical, first, wanted.properties["increment"]))
        change.put(wanted)

    def build_altered(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject, body: Any
    ) -> None:
        """The interval, order and comment may be others; the first value stays.

        Raises:
            SqlError: 000002, another first value was written (.../sql-reference/sql/create-sequence), or ORDER.
        """
        asked = wanted.properties
        if body and asked["start"] != old.properties["start"]:
            raise error("sequence_start", name=old.name)
        _check_order(old, asked["ordered"])
        old = old.but(comment=wanted.comment, properties={**old.properties, "ordered": asked["ordered"]})
        if asked["increment"] != old.properties["increment"]:
            old = _with_increment(session, change, old, asked["increment"])
        change.put(old)

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        change.run(f"DROP SEQUENCE IF EXISTS {obj.physical}")
        change.remove(obj)

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        start = reader.position
        reader.accept("SET")
        if reader.accept("INCREMENT"):
            change.put(_with_increment(session, change, obj, _increment(reader)))
            return
        if reader.accept("ORDER") or reader.accept("NOORDER"):
            ordered = reader.tokens[reader.position - 1].text.upper() == "ORDER"
            _check_order(obj, ordered)
            obj = obj.but(properties={**obj.properties, "ordered": ordered})
            if reader.accept("COMMENT"):
                reader.expect("=")
                obj = obj.but(comment=reader.string())
            change.put(obj)
            return
        reader.position = start
        super().modify(session, change, reader, obj)

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE SEQUENCE: the row of SHOW."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        return self.table(session, [obj], Listing())

    def terse(self) -> tuple[ShowColumn, ...]:
        return self.columns


def _check_order(obj: CatalogObject, ordered: bool) -> None:
    """NOORDER is for good (https://docs.snowflake.com/en/sql-reference/sql/alter-sequence).

    Raises:
        SqlError: 000002, ORDER for a sequence without.
    """
    if ordered and not obj.properties.get("ordered"):
        raise error("sequence_order", name=obj.name)


def _with_increment(session: Session, change: Change, obj: CatalogObject, increment: int) -> CatalogObject:
    """The sequence with another step, from its next value on: that one is calculated already, as on Snowflake
    (https://docs.snowflake.com/en/user-guide/querying-sequences#altering-a-sequence)."""
    value = next_value(session, obj)
    change.run(f"DROP SEQUENCE {obj.physical}")
    change.run(sequence_sql(obj.physical, value, increment))
    return obj.but(properties={**obj.properties, "increment": increment, "next": value})


def _signed(reader: TokenReader) -> int:
    return -reader.number() if reader.accept("-") else reader.number()


def _increment(reader: TokenReader) -> int:
    reader.accept("BY")
    reader.accept("=")
    step = _signed(reader)
    if step == 0:
        raise error("invalid_value", value=0, name="INCREMENT")
    return step


def next_value(session: Session, obj: CatalogObject) -> int:
    """The value that NEXTVAL gives next."""
    name = sequence_literal(obj.physical.rsplit('."', 1)[1][:-1].replace('""', '"'))
    schema = sequence_literal(obj.physical.rsplit('."', 1)[0].strip('"').replace('""', '"'))
    found = session.rows(
        f"SELECT last_value FROM duckdb_sequences() WHERE sequence_name = '{name}' AND schema_name = '{schema}'"
    )
    last = found[0][0] if found else None
    first = obj.properties.get("next", obj.properties["start"])  # "next": of one made anew since, by ALTER or CLONE
    return int(first if last is None else last + obj.properties["increment"])


def copy_sequence(
    session: Session, change: Change, source: CatalogObject, copy: CatalogObject, home: CatalogObject
) -> CatalogObject:
    """A sequence of the same kind in another schema, which goes on where its original stands."""
    physical = f"{home.physical}.{quote(f'{source.name}~sequence')}"
    value = next_value(session, source)
    change.run(sequence_sql(physical, value, source.properties["increment"]))
    return replace(copy, physical=physical, properties={**copy.properties, "next": value})


SEQUENCE = Sequence()
SEQUENCE.register()

__all__ = ["SEQUENCE", "copy_sequence", "next_value"]

"""Streams on tables and views: CREATE, ALTER, DROP, DESCRIBE, SHOW; reading and consuming them.

https://docs.snowflake.com/en/sql-reference/sql/create-stream, .../user-guide/streams-intro. A stream is a version of
the change log of its table (change_history.py), which a statement that writes what it has read moves on.
"""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any, ClassVar

from sqlglot import exp

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects import change_history, view_streams
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
    Option,
    ShowColumn,
    constant,
    with_properties,
)
from mockhaus_dbt.objects.listing import Listing
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.ast_parser import parse_expression
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import Relation, display
from mockhaus_dbt.translation.rewrites.time_travel import moment_value
from mockhaus_dbt.translation.tag_policies import tags_of
from mockhaus_dbt.translation.token_reader import split_name
from mockhaus_dbt.translation.types import TIMESTAMP_LTZ

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.token_reader import TokenReader

_OFFSETS = '"_MOCKHAUS".stream_offsets'


class Stream(Noun):
    noun = "STREAM"
    plural = "STREAMS"
    options: ClassVar[dict[str, Option]] = {
        "APPEND_ONLY": Option(bool, False),
        "INSERT_ONLY": Option(bool, False),
        "SHOW_INITIAL_ROWS": Option(bool, False),
    }
    columns: ClassVar[tuple[ShowColumn, ...]] = (
        CREATED_ON,
        NAME,
        DATABASE_NAME,
        SCHEMA_NAME,
        OWNER,
        COMMENT,
        ShowColumn("table_name", lambda s, o: _source_name(s, o)),
        ShowColumn("source_type", lambda _s, o: "View" if "base" in o.properties else "Table"),
        ShowColumn("base_tables", lambda s, o: _base_names(s, o)),
        constant("type", "DELTA"),
        ShowColumn("stale", lambda s, o: str(not _followed(s, o)).lower()),
        ShowColumn("mode", lambda _s, o: "APPEND_ONLY" if o.properties.get("APPEND_ONLY") else "DEFAULT"),
        ShowColumn("stale_after", lambda s, o: _stale_after(s, o), TIMESTAMP_LTZ),
        constant("invalid_reason", "N/A"),
        OWNER_ROLE_TYPE,
    )

    def read(self, session: Session, statement: Statement, reader: TokenReader, key: Key) -> tuple[CatalogObject, Any]:
        if reader.accept("CLONE"):
            original = self.require(session, self.locate(session, reader.qualified(), "CREATE"))
            reader.accept("COPY GRANTS")
            copy = self.new(session, key, properties=dict(original.properties), comment=original.comment)
            return copy, ("STREAM", _offset(session, original), False)
        before: dict[str, Any] = {}
        while reader.word() != "ON":
            if reader.accept("COPY GRANTS"):
                continue
            before.update(self.read_options(session, reader, stop=("ON", "COPY")))
        reader.expect("ON")
        on_view = reader.accept("VIEW")
        if not on_view and not reader.accept("TABLE"):
            raise UnsupportedError(f"CREATE STREAM ... ON {reader.word() or 'this object'}")
        source = session.require("RELATION", reader.qualified())
        if source.kind != ("VIEW" if on_view else "TABLE") or source.temporary:
            raise UnsupportedError(f"CREATE STREAM on a {'temporary table' if source.temporary else source.kind}")
        start = read_moment(session, reader)
        found = {**before, **self.read_options(session, reader)}
        if found.pop("INSERT_ONLY", False):
            raise UnsupportedError("INSERT_ONLY of a stream on a table")
        if on_view:
            base = view_streams.base_tables(session, source)
            if found.get("APPEND_ONLY") and len(base) > 1:
                raise UnsupportedError("APPEND_ONLY of a stream on a view with a join")
            found["base"] = [[o.database, o.schema, o.name, o.identity] for o in base]
        comment = found.pop("COMMENT", None)
        found["source"] = [source.database, source.schema, source.name]
        found["source_identity"] = source.identity
        return self.new(session, key, properties=found, comment=comment), start

    def build(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject | None, body: Any
    ) -> None:
        tables = _tables(session, wanted)
        if not tables:
            raise _source_gone(wanted)
        tracked = [change_history.start(session, change, table) for table in tables]
        for table, now in zip(tables, tracked, strict=True):
            if now is not table:
                change.put(now)
        view = find_source(session, wanted) if "base" in wanted.properties else None
        if view is not None and not view.properties.get("CHANGE_TRACKING"):
            change.put(with_properties(view, CHANGE_TRACKING=True))
        version = None if body is None else max(change_history.version_at(session, t, *body) for t in tracked)
        if old is not None:
            self.remove(session, change, old)
        set_offset(change, wanted, version)
        change.put(wanted)

    def build_altered(
        self, session: Session, change: Change, wanted: CatalogObject, old: CatalogObject, body: Any
    ) -> None:
        """The comment may be another one; the offset stays.

        Raises:
            UnsupportedError: another source or mode, which Snowflake refuses as well.
        """
        for name in ("source_identity", "APPEND_ONLY"):
            if (wanted.properties.get(name) or False) != (old.properties.get(name) or False):
                raise UnsupportedError(f"CREATE OR ALTER STREAM with another {name.split('_identity')[0]}")
        change.put(old.but(comment=wanted.comment))

    def remove(self, session: Session, change: Change, obj: CatalogObject) -> None:
        change.run(f"DELETE FROM {_OFFSETS} WHERE stream = {literal(obj.identity)}")
        change.remove(obj)

    def modify(self, session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> None:
        start = reader.position
        if reader.accept("SET") and reader.word() in ("APPEND_ONLY", "INSERT_ONLY", "SHOW_INITIAL_ROWS"):
            raise UnsupportedError(f"ALTER STREAM ... SET {reader.word()}")
        reader.position = start
        super().modify(session, change, reader, obj)

    def describe(self, session: Session, statement: Statement) -> QueryResult:
        """DESCRIBE STREAM: the row of SHOW."""
        reader = statement.reader()
        obj = self.require(session, self.locate(session, reader.qualified(), "DESCRIBE"))
        reader.expect_end()
        return self.table(session, [obj], Listing())

    def terse(self) -> tuple[ShowColumn, ...]:
        on = ShowColumn("tableOn", lambda s, o: _source_name(s, o))
        return (CREATED_ON, NAME, constant("kind", "DELTA"), DATABASE_NAME, SCHEMA_NAME, on)


STREAM = Stream()
STREAM.register()


def set_offset(change: Change, stream: CatalogObject, version: int | None) -> None:
    """Let a new stream stand at a version; without one at the newest."""
    if version is None:
        version = int(change.run('SELECT max(version) FROM "_MOCKHAUS".versions')[0][0])
    initial = bool(stream.properties.get("SHOW_INITIAL_ROWS"))
    change.run(f"INSERT INTO {_OFFSETS} VALUES ({literal(stream.identity)}, {version}, {initial})")


def read_moment(session: Session, reader: TokenReader) -> tuple[str, Any, bool] | None:
    """AT | BEFORE ( kind => value ): kind, value and whether it is BEFORE; None where there is none."""
    if reader.word() not in ("AT", "BEFORE"):
        return None
    before = reader.take().text.upper() == "BEFORE"
    tokens = reader.bracketed()
    kind = tokens[0].text.upper() if tokens else ""
    if len(tokens) < 3 or tokens[1].text != "=>" or kind not in ("TIMESTAMP", "OFFSET", "STATEMENT", "STREAM"):
        raise reader.unexpected()
    value_node = parse_expression(tokens[2:], reader.statement.script)
    node = exp.HistoricalData(this="AT", kind=kind, expression=value_node)
    value = moment_value(session.translator.compiler(session.context()), node)
    return kind, offset_of(session, str(value)) if kind == "STREAM" else value, before


def find_source(session: Session, stream: CatalogObject) -> CatalogObject | None:
    """The table or view of a stream, which may have another name by now; None where it has gone or was made anew."""
    identity = stream.properties["source_identity"]
    held = session.catalog.get("RELATION", *stream.properties["source"])
    if held is not None and held.identity == identity:
        return held
    return next((o for o in session.catalog.objects("RELATION") if o.identity == identity), None)


def _tables(session: Session, stream: CatalogObject) -> list[CatalogObject]:
    """The tables whose changes a stream gives; none where it, or what it is on, has gone or was made anew."""
    source = find_source(session, stream)
    if source is None or "base" not in stream.properties:
        return [] if source is None else [source]
    found = []
    for *place, identity in stream.properties["base"]:
        held = session.catalog.get("RELATION", *place)
        if held is None or held.identity != identity:
            return []
        found.append(held)
    return found


def _followed(session: Session, stream: CatalogObject) -> bool:
    """Whether a stream can be read."""
    tables = _tables(session, stream)
    return bool(tables) and all(map(change_history.is_tracked, tables))


def _base_names(session: Session, stream: CatalogObject) -> str:
    if "base" not in stream.properties:
        return _source_name(session, stream)
    return ",".join(".".join(map(display, place)) for *place, _identity in stream.properties["base"])


def _source_gone(stream: CatalogObject) -> Exception:
    name = ".".join(map(display, stream.properties["source"]))
    return error("stream_source", table=name, name=stream.name)


def _source_name(session: Session, stream: CatalogObject) -> str:
    source = find_source(session, stream)
    return ".".join(map(display, stream.properties["source"])) if source is None else source.qualified


def _stale_after(session: Session, stream: CatalogObject) -> datetime:
    """14 days, the default of MAX_DATA_EXTENSION_TIME_IN_DAYS, after the stream was consumed last; never here."""
    source = find_source(session, stream)
    days = 14 if source is None else int(source.properties.get("MAX_DATA_EXTENSION_TIME_IN_DAYS", 14))
    moment = _offset_moment(session, stream)
    return datetime.fromtimestamp(moment, timezone.utc) + timedelta(days=days)


def _offset(session: Session, stream: CatalogObject) -> int:
    found = session.rows(f"SELECT version FROM {_OFFSETS} WHERE stream = {literal(stream.identity)}")
    return int(found[0][0])


def _offset_moment(session: Session, stream: CatalogObject) -> float:
    version = _offset(session, stream)
    found = session.rows(f'SELECT max(moment) FROM "_MOCKHAUS".versions WHERE version <= {version}')
    return float(found[0][0] or stream.created_on.timestamp())


def offset_of(session: Session, name: str) -> int:
    """The version at which a stream stands.

    Raises:
        CompilationError: 002003, there is no such stream.
    """
    return _offset(session, session.require("STREAM", split_name(name)))


# --------------------------------------------------------------------------------------------- reading and consuming


def relation(session: Session, database: str, schema: str, name: str) -> Relation | None:
    """A stream as something to select from; None where there is none of that name."""
    stream = session.catalog.get("STREAM", database, schema, name)
    if stream is None:
        return None
    source = find_source(session, stream)
    if source is None or not _followed(session, stream):
        raise _source_gone(stream)
    found = session.rows(f"SELECT version, initial FROM {_OFFSETS} WHERE stream = {literal(stream.identity)}")
    version, initial = int(found[0][0]), bool(found[0][1])
    newest = max(change_history.newest(session), version)
    append_only = bool(stream.properties.get("APPEND_ONLY"))
    if "base" in stream.properties:
        until = version if initial else newest
        sql, newest = view_streams.changes(session, source, None if initial else version, until, append_only), until
    elif initial:
        sql, newest = change_history.changes(source, 0, version), version
    else:
        sql = change_history.changes(source, version, newest, append_only)
    session.streams_read[stream.identity] = newest
    base = session.catalog.relation_of(source)  # a stream shows of a protected table what the table shows
    columns = (*(c for c in base.columns if not c.extra.get("hidden")), *change_history.METADATA)
    relation = Relation(database, schema, name, "STREAM", columns, sql)
    if base.is_protected:
        tags = tags_of(session.catalog, base)
        relation = replace(relation, row_access=base.row_access, masking=base.masking, tags=tags)
    return relation


def consume(session: Session, read: dict[str, int]) -> None:
    """Move the streams on that a statement which writes has read; in a transaction when it is committed."""
    transaction = session.transaction
    for identity, version in read.items():
        sql = f"UPDATE {_OFFSETS} SET version = {version}, initial = FALSE WHERE stream = {literal(identity)}"
        if transaction is not None:
            transaction.at_commit[f"stream {identity}"] = functools.partial(session.rows, sql)
        else:
            session.rows(sql)


def history(
    session: Session, place: tuple[str, str, str], bounds: tuple[tuple[str, Any, bool], ...], information: str
) -> tuple[str, tuple[Any, ...]]:
    """A table at a moment, or its changes between two, for FROM.

    Args:
        session: asks.
        place: database, schema and name of the table.
        bounds: AT or BEFORE, and END: kind, value and whether it is BEFORE.
        information: of CHANGES: DEFAULT or APPEND_ONLY; '' without CHANGES.

    Returns:
        a query in brackets, and the columns that it has beside the table's.
    """
    obj = session.require("RELATION", place)
    if obj.kind != "TABLE":
        raise UnsupportedError(f"AT, BEFORE and CHANGES of a {obj.kind}")
    versions = []
    for kind, value, before in bounds:
        if kind == "STREAM":
            value = offset_of(session, str(value))
        versions.append(change_history.version_at(session, obj, kind, value, before))
    if not information:
        return change_history.state(obj, versions[0]), ()
    until = versions[1] if len(versions) > 1 else max(change_history.newest(session), versions[0])
    found = change_history.changes(obj, versions[0], until, information == "APPEND_ONLY")
    return found, change_history.METADATA


def has_data(session: Session, name: str) -> bool:
    """SYSTEM$STREAM_HAS_DATA."""
    stream = session.require("STREAM", split_name(name))
    kept = dict(session.streams_read)
    found = relation(session, stream.database, stream.schema, stream.name)
    session.streams_read = kept
    assert found is not None
    return bool(session.rows(f"SELECT count(*) FROM {found.sql}")[0][0])


def table_timestamp(session: Session, name: str) -> int:
    """SYSTEM$STREAM_GET_TABLE_TIMESTAMP: nanoseconds since 1970.

    Raises:
        CompilationError: 001015, the stream is on a view.
    """
    stream = session.require("STREAM", split_name(name))
    if "base" in stream.properties:
        function = "SYSTEM$STREAM_GET_TABLE_TIMESTAMP"
        raise error("argument_value", value=name, name="STREAM_NAME", function=function)
    return int(_offset_moment(session, stream) * 1_000_000) * 1000


PROVIDERS["stream"] = relation
PROVIDERS["history"] = history
PROVIDERS["SYSTEM$STREAM_HAS_DATA"] = has_data
PROVIDERS["SYSTEM$STREAM_GET_TABLE_TIMESTAMP"] = table_timestamp

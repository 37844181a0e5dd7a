"""The change log of tables that ask for one: by CHANGE_TRACKING = TRUE, or by a stream on them.

https://docs.snowflake.com/en/user-guide/streams-intro, .../sql-reference/constructs/at-before, .../constructs/changes

A table that is tracked has a hidden column with the identity of each row. Its history holds every row that ever was in
it, with the versions at which it appeared and went: what a table held at a version, and what changed between two, are
queries. After every statement that changes the table the difference to the newest version is added, whatever the
statement was. The changes of an open transaction bear a provisional number, which COMMIT replaces by a version.
"""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject, Key
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.base import with_properties, without_properties
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import Column, quote
from mockhaus_dbt.translation.types import BOOLEAN, VARCHAR

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session

#: the hidden column with the identity of a row.
ROW_ID = '"~ROW_ID"'
_BORN, _DIED, _FIRST = '"~BORN"', '"~DIED"', '"~FIRST"'
_OWN = frozenset(["~ROW_ID", "~BORN", "~DIED", "~FIRST"])
#: numbers of changes that are not committed yet are greater than every version.
PROVISIONAL = 2**62
#: held while versions are given and committed, so that a greater version is never visible before a smaller one.
COMMITS: Key = ("HISTORY", "", "", "")
#: the columns that a stream and CHANGES give beside those of the table.
METADATA = (
    Column("METADATA$ACTION", VARCHAR, "METADATA$ACTION", False),
    Column("METADATA$ISUPDATE", BOOLEAN, "METADATA$ISUPDATE", False),
    Column("METADATA$ROW_ID", VARCHAR, "METADATA$ROW_ID", False),
)


def place(obj: CatalogObject) -> str:
    """The DuckDB table that holds the history of a table."""
    return f'"_MOCKHAUS".{quote("history." + obj.identity)}'


def is_tracked(obj: CatalogObject) -> bool:
    """Whether a history is kept of an object."""
    return "history" in obj.properties


# ---------------------------------------------------------------------------------------------------- start and end


def start(session: Session, change: Change, obj: CatalogObject) -> CatalogObject:
    """Begin to keep the history of a table: what it holds is its first version.

    Returns:
        the object as the catalog is to hold it.
    """
    if is_tracked(obj) or obj.temporary:
        return obj
    if obj.has_virtual_columns:
        raise UnsupportedError("change tracking of a table with virtual columns")
    version = next(session.account.versions)
    change.run(f"ALTER TABLE {obj.physical} ADD COLUMN {ROW_ID} UUID DEFAULT uuid()")
    names = _names(obj.columns)
    change.run(
        f"CREATE TABLE {place(obj)} AS SELECT {names}, {ROW_ID}, CAST({version} AS BIGINT) AS {_BORN}, "
        f"CAST(NULL AS BIGINT) AS {_DIED}, TRUE AS {_FIRST} FROM {obj.physical}"
    )
    change.run(_version_row(obj, version, session.running or ""))
    return with_properties(obj, history=version, CHANGE_TRACKING=True)


def stop(change: Change, obj: CatalogObject) -> CatalogObject:
    """Forget the history of a table that stays."""
    if not is_tracked(obj):
        return obj
    change.run(f"ALTER TABLE {obj.physical} DROP COLUMN {ROW_ID}")
    forget(change, obj)
    return without_properties(obj, "history")


def forget(change: Change, obj: CatalogObject) -> None:
    """Drop the history of a table that goes."""
    if is_tracked(obj):
        change.run(f"DROP TABLE IF EXISTS {place(obj)}")
        change.run(f'DELETE FROM "_MOCKHAUS".versions WHERE "table" = {literal(obj.identity)}')


def as_asked(session: Session, change: Change, obj: CatalogObject) -> CatalogObject:
    """The object after CHANGE_TRACKING was set to what its properties say."""
    if obj.properties.get("CHANGE_TRACKING"):
        return start(session, change, obj)
    return stop(change, obj)


def follow(change: Change, obj: CatalogObject) -> None:
    """Let the history have the columns that its table has after ALTER TABLE; rows of now take their values."""
    if not is_tracked(obj):
        return
    history = place(obj)
    described = [row for row in change.run(f"DESCRIBE {obj.physical}") if row[0] not in _OWN]
    wanted = {row[0]: row[1] for row in described}
    defaults = {row[0]: row[4] for row in described if row[4] is not None and "nextval" not in row[4]}
    held = {name: kind for name, kind, *_ in change.run(f"DESCRIBE {history}") if name not in _OWN}
    gone, new = [n for n in held if n not in wanted], [n for n in wanted if n not in held]
    if len(gone) == len(new) == 1 and held[gone[0]] == wanted[new[0]]:
        change.run(f"ALTER TABLE {history} RENAME COLUMN {quote(gone[0])} TO {quote(new[0])}")
        gone, new = [], []
    for name in gone:
        change.run(f"ALTER TABLE {history} DROP COLUMN {quote(name)}")
    for name in new:
        change.run(f"ALTER TABLE {history} ADD COLUMN {quote(name)} {wanted[name]}")
        if name in defaults:  # rows of the past have it too, as on Snowflake
            change.run(f"UPDATE {history} SET {quote(name)} = {defaults[name]}")
    if new:
        values = ", ".join(f"{quote(n)} = t.{quote(n)}" for n in new)
        change.run(
            f"UPDATE {history} AS h SET {values} FROM {obj.physical} AS t "
            f"WHERE h.{_DIED} IS NULL AND h.{ROW_ID} = t.{ROW_ID}"
        )
    for name, kind in wanted.items():
        if name in held and held[name] != kind:
            change.run(f"ALTER TABLE {history} ALTER {quote(name)} TYPE {kind}")


# ------------------------------------------------------------------------------------------------------- recording


def record(session: Session, database: str, schema: str, name: str) -> None:
    """Add to a table's history what a statement has changed; nothing happens where none is kept."""
    obj = session.find("RELATION", (database, schema, name))
    if obj is None or not is_tracked(obj):
        return
    statement = session.running or ""
    transaction = session.transaction
    if transaction is not None:
        number = transaction.provisional.setdefault(obj.identity, PROVISIONAL + next(session.account.versions))
        for sql in _difference(obj, number):
            session.rows(sql)
        transaction.statements.setdefault(obj.identity, []).append(statement)
        transaction.at_commit[f"history {obj.identity}"] = functools.partial(_seal, session, obj, number)
        return
    with session.account.locks.hold([COMMITS], session.lock_wait), session.atomic():
        version = next(session.account.versions)
        for sql in _difference(obj, version):
            session.rows(sql)
        session.rows(_version_row(obj, version, statement))


def _seal(session: Session, obj: CatalogObject, number: int) -> None:
    """Give the changes of a transaction their version; COMMITS is held until they are committed."""
    assert session.transaction is not None
    version = next(session.account.versions)
    for column in (_BORN, _DIED):
        session.rows(f"UPDATE {place(obj)} SET {column} = {version} WHERE {column} = {number}")
    for statement in session.transaction.statements[obj.identity]:
        session.rows(_version_row(obj, version, statement))


def _version_row(obj: CatalogObject, version: int, statement: str) -> str:
    return (
        f'INSERT INTO "_MOCKHAUS".versions VALUES ({version}, {literal(obj.identity)}, {time.time()!r}, '
        f"{literal(statement)})"
    )


def _difference(obj: CatalogObject, number: int) -> list[str]:
    """What brings the newest rows of the history in line with the table."""
    history, names = place(obj), _names(obj.columns)
    same = f"{_row('t', obj.columns)} IS NOT DISTINCT FROM {_row('h', obj.columns)}"
    of_table = ", ".join(f"t.{c.sql}" for c in obj.columns)
    return [
        f"UPDATE {history} AS h SET {_DIED} = {number} WHERE h.{_DIED} IS NULL AND NOT EXISTS "
        f"(SELECT 1 FROM {obj.physical} AS t WHERE t.{ROW_ID} = h.{ROW_ID} AND {same})",
        f"INSERT INTO {history} ({names}, {ROW_ID}, {_BORN}, {_FIRST}) SELECT {of_table}, t.{ROW_ID}, {number}, "
        f"NOT EXISTS (SELECT 1 FROM {history} AS b WHERE b.{ROW_ID} = t.{ROW_ID} AND b.{_BORN} < {number}) "
        f"FROM {obj.physical} AS t WHERE NOT EXISTS "
        f"(SELECT 1 FROM {history} AS h WHERE h.{_DIED} IS NULL AND h.{ROW_ID} = t.{ROW_ID})",
    ]


# --------------------------------------------------------------------------------------------------------- reading


def state(obj: CatalogObject, version: int, identity: bool = False) -> str:
    """What a table held at a version, as a query in brackets; with the identity of each row where it is asked for."""
    live = f"{_BORN} <= {version} AND ({_DIED} IS NULL OR {_DIED} > {version})"
    return f"(SELECT {_names(obj.columns)}{_IDENTITY if identity else ''} FROM {place(obj)} WHERE {live})"


def inserted(obj: CatalogObject, after: int, until: int) -> str:
    """The rows that were inserted after one version and until another, with their identities, gone or not."""
    return f"(SELECT {_names(obj.columns)}{_IDENTITY} FROM {place(obj)} WHERE {_inserted(after, until)})"


_IDENTITY = f", CAST({ROW_ID} AS VARCHAR) AS {ROW_ID}"


def _inserted(after: int, until: int) -> str:
    return f"{_BORN} > {after} AND {_BORN} <= {until} AND {_FIRST} AND ({_DIED} IS NULL OR {_DIED} > {_BORN})"


def changes(obj: CatalogObject, after: int, until: int, append_only: bool = False) -> str:
    """What changed in a table after one version and until another, as a query in brackets."""
    history, names = place(obj), _names(obj.columns)
    identity = f'sha1(CAST({ROW_ID} AS VARCHAR)) AS "METADATA$ROW_ID"'
    born = f"{_BORN} > {after} AND {_BORN} <= {until}"
    if append_only:
        return (
            f"(SELECT {names}, 'INSERT' AS \"METADATA$ACTION\", FALSE AS \"METADATA$ISUPDATE\", {identity} "
            f"FROM {history} WHERE {_inserted(after, until)})"
        )
    gone = f"{_BORN} <= {after} AND {_DIED} > {after} AND {_DIED} <= {until}"
    differ = f"{_row('a', obj.columns)} IS DISTINCT FROM {_row('b', obj.columns)}"

    def side(word: str, mine: str, other: str) -> str:
        of_mine = ", ".join(f"a.{c.sql}" for c in obj.columns)
        return (
            f"SELECT {of_mine}, '{word}' AS \"METADATA$ACTION\", b.{ROW_ID} IS NOT NULL AS \"METADATA$ISUPDATE\", "
            f'sha1(CAST(a.{ROW_ID} AS VARCHAR)) AS "METADATA$ROW_ID" FROM {mine} AS a LEFT JOIN {other} AS b '
            f"ON a.{ROW_ID} = b.{ROW_ID} WHERE b.{ROW_ID} IS NULL OR {differ}"
        )

    # No WITH: DuckDB 2.0.1 loses rows where LIMIT or EXISTS ends the reading of a common table expression early.
    new = f"(SELECT * FROM {history} WHERE {born} AND ({_DIED} IS NULL OR {_DIED} > {until}))"
    old = f"(SELECT * FROM {history} WHERE {gone})"
    return f"({side('INSERT', new, old)} UNION ALL {side('DELETE', old, new)})"


def newest(session: Session) -> int:
    """The newest version that the session may see in streams: within a transaction, that of its beginning."""
    at = "" if session.transaction is None else f" WHERE moment <= {session.transaction.began!r}"
    return int(session.rows(f'SELECT coalesce(max(version), 0) FROM "_MOCKHAUS".versions{at}')[0][0])


def version_at(session: Session, obj: CatalogObject, kind: str, value: object, before: bool) -> int:
    """The version that AT or BEFORE means.

    Args:
        session: asks.
        obj: the table.
        kind: TIMESTAMP (seconds since 1970), OFFSET (seconds), STATEMENT (a query id) or STREAM (a version).
        value: of that kind.
        before: BEFORE was written.

    Raises:
        UnsupportedError: no history is kept of the table.
        CompilationError: 000707, it does not reach back so far; 002003, there is no such statement.
    """
    if not is_tracked(obj):
        raise UnsupportedError(f"AT, BEFORE and CHANGES of {obj.qualified}, which has no CHANGE_TRACKING")
    if kind == "STREAM":
        version = int(str(value))
    elif kind == "STATEMENT":
        version = _version_of_statement(session, str(value), before)
    else:
        moment = float(str(value)) + (session.started if kind == "OFFSET" else 0.0)
        sign = "<" if before else "<="
        found = session.rows(f'SELECT max(version) FROM "_MOCKHAUS".versions WHERE moment {sign} {moment!r}')
        version = int(found[0][0] or 0)
    if version < int(obj.properties["history"]):
        raise error("no_time_travel", kind="table", name=obj.name)
    return version


def moment_of(session: Session, kind: str, value: object) -> float:
    """The moment that AT or BEFORE means, in seconds since 1970.

    Args:
        kind: TIMESTAMP, OFFSET, STATEMENT or STREAM, as for :func:`version_at`.
        value: of that kind.

    Raises:
        CompilationError: 002003, there is no such statement.
    """
    if kind in ("TIMESTAMP", "OFFSET"):
        return float(str(value)) + (session.started if kind == "OFFSET" else 0.0)
    test = f"version <= {int(str(value))}" if kind == "STREAM" else f"query_id = {literal(str(value))}"
    found = session.rows(f'SELECT max(moment) FROM "_MOCKHAUS".versions WHERE {test}')[0][0]
    if found is not None:
        return float(found)
    held = session.account.history.get(str(value))
    if held is None:
        raise error("statement_missing", name=str(value))
    return float(held["end_time"].timestamp())


def _version_of_statement(session: Session, query_id: str, before: bool) -> int:
    found = session.rows(f'SELECT max(version) FROM "_MOCKHAUS".versions WHERE query_id = {literal(query_id)}')
    if found[0][0] is not None:
        return int(found[0][0]) - int(before)
    held = session.account.history.get(query_id)
    if held is None:
        raise error("statement_missing", name=query_id)
    moment = held["end_time"].timestamp()
    found = session.rows(f'SELECT max(version) FROM "_MOCKHAUS".versions WHERE moment <= {moment!r}')
    return int(found[0][0] or 0)


def _names(columns: tuple[Column, ...]) -> str:
    return ", ".join(c.sql for c in columns)


def _row(alias: str, columns: tuple[Column, ...]) -> str:
    return f"row({', '.join(f'{alias}.{c.sql}' for c in columns)})"

"""Moving tables: what RENAME TO and SWAP WITH do in DuckDB, and making them anew where DuckDB cannot change them.

https://docs.snowflake.com/en/sql-reference/sql/alter-table
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.duckdb_errors import write_conflict
from mockhaus_dbt.errors import error
from mockhaus_dbt.objects.change_history import ROW_ID, is_tracked
from mockhaus_dbt.objects.columns import sequence_literal
from mockhaus_dbt.objects.foreign_keys import follow_moved
from mockhaus_dbt.objects.grants import move_grants
from mockhaus_dbt.objects.storage import last_part, make_table

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session


def move(session: Session, change: Change, old: CatalogObject, new: CatalogObject) -> None:
    """Move a DuckDB table; into another schema it has to be copied."""
    name = last_part(new.physical)
    home = new.physical[: -len(name)]
    if old.physical[: -len(last_part(old.physical))] == home:
        if old.physical != new.physical:
            change.run(f"ALTER TABLE {old.physical} RENAME TO {name}")
        return
    _copy(session, change, old, new)
    _hand_over_sequences(change, new)


def rebuild(session: Session, change: Change, old: CatalogObject, new: CatalogObject) -> None:
    """Make a DuckDB table anew, which has its rows in their order: DuckDB adds no CHECK to a table and takes none away.

    Args:
        session, change: in which it is made.
        old: the table as DuckDB has it.
        new: as it is to be; of the same columns, in the same place.

    Raises:
        SqlError: 100000, a row violates a CHECK.
    """
    aside = replace(new, physical=f'{new.physical[:-1]}~new"')
    _copy(session, change, old, aside)
    change.run(f"ALTER TABLE {aside.physical} RENAME TO {last_part(new.physical)}")
    _hand_over_sequences(change, new)


def _copy(session: Session, change: Change, old: CatalogObject, new: CatalogObject) -> None:
    """Make a table with the rows of another, which goes.

    Raises:
        WriteConflict: another session wrote into the old one meanwhile; the statement runs again.
    """
    # Once it has another name nobody else's changes to it can be committed.
    held = f'{old.physical[:-1]}~old"'
    change.run(f"ALTER TABLE {old.physical} RENAME TO {last_part(held)}")
    if len(session.account.sessions) > 1:
        _check_newest(session, change, old, held)
    change.own |= {old.physical, new.physical}
    # Sequences stay where they are: their names are ours and say nothing.
    columns = tuple(replace(c, extra={k: v for k, v in c.extra.items() if k != "identity"}) for c in new.columns)
    make_table(session, change, replace(new, columns=columns))
    names = ", ".join(c.sql for c in new.stored)
    if is_tracked(old):
        change.run(f"ALTER TABLE {new.physical} ADD COLUMN {ROW_ID} UUID DEFAULT uuid()")
        names = f"{names}, {ROW_ID}"
    change.run(f"INSERT INTO {new.physical} ({names}) SELECT {names} FROM {held}")
    change.run(f"DROP TABLE {held}")


def _check_newest(session: Session, change: Change, old: CatalogObject, held: str) -> None:
    """Whether the change sees the rows that are committed: it began before the table was its own."""
    known = session.catalog.get(*old.key)
    if old.temporary or known is None or known.physical != old.physical or old.physical in change.own:
        return
    before = {c.sql for c in known.stored}
    # As text: the statement may have changed types already.
    texts = [f"CAST({c.sql} AS VARCHAR)" for c in old.stored if c.sql in before]
    values = ", ".join(["rowid", *texts])
    cursor = session.account.backend.cursor(session.parameters["TIMEZONE"])
    try:
        committed = cursor.rows(f"SELECT count(*), sum(hash({values})) FROM {old.physical}")
    finally:
        cursor.close()
    if committed != change.run(f"SELECT count(*), sum(hash({values})) FROM {held}"):
        raise write_conflict()


def _hand_over_sequences(change: Change, new: CatalogObject) -> None:
    for column in new.columns:
        if "identity" in column.extra:
            default = f"nextval('{sequence_literal(column.extra['identity']['sequence'])}')"
            change.run(f"ALTER TABLE {new.physical} ALTER {column.sql} SET DEFAULT {default}")


def swap(session: Session, change: Change, a: CatalogObject, b: CatalogObject) -> None:
    """SWAP WITH: each table takes the other's name."""
    if b.kind != a.kind:
        raise error("wrong_kind", found=b.kind, wanted=a.kind)
    if a.temporary != b.temporary:
        raise error("temporary_swap")
    aside = replace(a, physical=f'{a.physical[:-1]}~swap"')
    move(session, change, a, aside)
    new_b = b.but(database=a.database, schema=a.schema, name=a.name, physical=a.physical)
    move(session, change, b, new_b)
    new_a = a.but(database=b.database, schema=b.schema, name=b.name, physical=b.physical)
    move(session, change, aside, new_a)
    move_grants(session, change, a, new_a)
    move_grants(session, change, b, new_b)
    change.put(new_a)
    change.put(new_b)
    follow_moved(session, change, (a, new_a), (b, new_b))

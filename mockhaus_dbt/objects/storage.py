"""Tables as DuckDB holds them: made, typed, dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.objects.checks import check_clauses
from mockhaus_dbt.objects.columns import column_sql, sequence_sql
from mockhaus_dbt.translation.names import quote

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session

#: DuckDB types that a computed integer may have and a stored one does not.
_NARROW = frozenset(["TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"])


def last_part(physical: str) -> str:
    """The last part of a qualified, quoted DuckDB name."""
    i = len(physical) - 2
    while i > 0:
        if physical[i] == '"':
            if physical[i - 1] != '"':
                break
            i -= 2
            continue
        i -= 1
    return physical[i:]


def make_table(session: Session, change: Change, obj: CatalogObject) -> None:
    """Create an empty DuckDB table and the sequences of its AUTOINCREMENT columns."""
    for column in obj.columns:
        identity = column.extra.get("identity")
        if identity:
            change.run(sequence_sql(identity["sequence"], identity["start"], identity["increment"]))
    columns = ", ".join([*(column_sql(session, c) for c in obj.stored), *check_clauses(session, obj)])
    change.run(f"CREATE TABLE {obj.physical} ({columns})")


def drop_sequences(change: Change, obj: CatalogObject) -> None:
    """Drop the sequences behind AUTOINCREMENT columns of a table that has gone."""
    for column in obj.columns:
        identity = column.extra.get("identity")
        if identity and "sequence" in identity:
            change.run(f"DROP SEQUENCE IF EXISTS {identity['sequence']}")


def with_stored_types(change: Change, obj: CatalogObject) -> CatalogObject:
    """Give the columns that a query made the types in which they are stored, and note which are wide."""
    described = change.run(f"DESCRIBE {obj.physical}")
    columns = []
    for column, (name, actual, *_rest) in zip(obj.columns, described, strict=True):
        if column.type.is_integer and actual not in _NARROW and actual != "BIGINT":
            column = replace(column, wide=True)
        wanted = column.type.physical(column.wide)
        if actual != wanted:
            change.run(f"ALTER TABLE {obj.physical} ALTER {quote(name)} TYPE {wanted}")
        columns.append(column)
    return replace(obj, columns=tuple(columns))

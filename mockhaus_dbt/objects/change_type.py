"""ALTER COLUMN ... SET DATA TYPE: what Snowflake lets a column become.

https://docs.snowflake.com/en/sql-reference/sql/alter-table-column
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.objects.base import with_column
from mockhaus_dbt.objects.checks import is_checked
from mockhaus_dbt.objects.relocation import rebuild
from mockhaus_dbt.translation.names import Column, display
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session


def change_type(
    session: Session, change: Change, obj: CatalogObject, column: Column, wanted: SqlType
) -> Column:
    """Change the type of a column.

    Args:
        session, change: in which DuckDB's table is altered.
        obj: the table.
        column: of it.
        wanted: the new type.

    Returns:
        the column with its new type.

    Raises:
        SqlError: 002108, Snowflake allows no such change.
    """
    held = column.type
    if wanted.is_text and wanted.collation is None and held.is_text:
        wanted = wanted.with_collation(held.collation)
    if wanted == held:
        return column
    if held.is_text and wanted.is_text:
        if (wanted.length or 0) < (held.length or 0):
            raise _refused(column, wanted, " because reducing the byte-length of a varchar is not supported")
        if wanted.collation != held.collation:
            raise _refused(column, wanted, " because changing the collation is not supported")
        return replace(column, type=wanted)
    if held.is_number and wanted.is_number:
        return _change_number(session, change, obj, column, wanted)
    raise _refused(column, wanted, "")


def _refused(column: Column, wanted: SqlType, reason: str) -> SqlError:
    return error("column_type", name=display(column.name), source=column.type, target=wanted, reason=reason)


def _change_number(
    session: Session, change: Change, obj: CatalogObject, column: Column, wanted: SqlType
) -> Column:
    held = column.type
    if wanted.scale != held.scale:
        raise _refused(column, wanted, "")
    digits = wanted.precision or 38
    if digits < (held.precision or 38):
        bound = f"CAST('1{'0' * (digits - (wanted.scale or 0))}' AS DECIMAL(38,0))" if digits < 38 else "NULL"
        high = change.run(f"SELECT 1 FROM {obj.physical} WHERE abs({column.sql}) >= {bound} LIMIT 1")
        if high:
            raise _refused(column, wanted, " because reducing the precision would lose values of the column")
    changed = replace(column, type=wanted)
    if changed.type.physical(changed.wide) == held.physical(column.wide):
        return changed
    if is_checked(obj, column.name):
        rebuild(session, change, obj, with_column(obj, changed))
    else:
        change.run(f"ALTER TABLE {obj.physical} ALTER {column.sql} TYPE {wanted.physical(changed.wide)}")
    return changed

"""ALTER TABLE ... ADD, RENAME and DROP COLUMN of an external table
(https://docs.snowflake.com/en/sql-reference/sql/alter-external-table#usage-notes).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import CompilationError, UnsupportedError, error
from mockhaus_dbt.ingestion.external_rows import make
from mockhaus_dbt.ingestion.external_tables import location_of, read_external_column
from mockhaus_dbt.ingestion.registered_files import registered_files
from mockhaus_dbt.objects.base import find_column
from mockhaus_dbt.objects.columns import Definition, with_physical_names
from mockhaus_dbt.objects.policy import check_column_free, with_renamed_column
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.names import Column, display

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.token_reader import TokenReader


def alter_external_columns(session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """Change the columns of an external table, whose rows are read anew.

    Args:
        session, change: in which it happens.
        reader: stands behind the name of the table.
        obj: the external table.

    Returns:
        the table as it is to be.

    Raises:
        SqlError: there is no such column, there is one already, or it cannot go.
        UnsupportedError: another ALTER TABLE of an external table.
    """
    if reader.accept("RENAME COLUMN"):
        obj = _renamed(reader, obj)
    elif reader.accept("ADD COLUMN"):
        obj = _added(session, reader, obj)
    elif reader.accept("DROP COLUMN"):
        obj = _dropped(reader, obj)
    else:
        raise UnsupportedError(f"ALTER TABLE ... {reader.word()} of an external table")
    return make(session, obj, registered_files(session, obj), location_of(session, obj.properties).files())


def _with_columns(obj: CatalogObject, columns: list[Column]) -> CatalogObject:
    return obj.but(columns=tuple(with_physical_names([replace(c, physical="") for c in columns])))


def _added(session: Session, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """ADD COLUMN ( name type AS expression ) , ..."""
    definition = Definition()
    bracketed = reader.accept("(")
    while True:
        read_external_column(session, reader, definition)
        if bracketed:
            reader.expect(")")
        if not reader.accept(","):
            break
        bracketed = reader.accept("(")
    if definition.constraints:
        raise UnsupportedError("ADD COLUMN of an external table with a constraint")
    columns = list(obj.columns)
    for column in definition.columns:
        if any(c.name == column.name for c in columns):
            raise error("column_exists", name=display(column.name))
        columns.append(column)
    return _with_columns(obj, columns)


def _renamed(reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """RENAME COLUMN name TO name"""
    column = _computed(obj, reader.identifier())
    reader.expect("TO")
    name = reader.identifier()
    if any(c.name == name for c in obj.columns):
        raise error("column_exists", name=display(name))
    parts = [name if part == column.name else part for part in obj.properties.get("partition_by", ())]
    if obj.properties.get("PARTITION_TYPE") and column.name in obj.properties["partition_by"]:
        raise UnsupportedError("RENAME COLUMN of a column whose partitions are added by hand")
    columns = [replace(c, name=name) if c is column else c for c in obj.columns]
    obj = with_renamed_column(_with_columns(obj, columns), column.name, name)
    return obj.but(properties={**obj.properties, "partition_by": parts}) if parts else obj


def _dropped(reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """DROP COLUMN name , ..."""
    while True:
        column = _computed(obj, reader.identifier())
        check_column_free(obj, column.name)
        if column.name in obj.properties.get("partition_by", ()):
            raise UnsupportedError(f"DROP COLUMN of the partition column {display(column.name)}")
        obj = _with_columns(obj, [c for c in obj.columns if c is not column])
        if not reader.accept(","):
            return obj


def _computed(obj: CatalogObject, name: str) -> Column:
    """A column that has an expression.

    Raises:
        CompilationError: it is VALUE or METADATA$FILENAME, which are always there.
    """
    if name in ("VALUE", "METADATA$FILENAME"):
        raise CompilationError(f"SQL compilation error:\nColumn {name} of an external table cannot change.", 2, "0A000")
    return find_column(obj, name)


PROVIDERS["EXTERNAL TABLE COLUMNS"] = alter_external_columns

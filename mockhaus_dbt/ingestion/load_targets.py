"""The columns of a table that COPY INTO fills (https://docs.snowflake.com/en/sql-reference/sql/copy-into-table)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import CompilationError, error
from mockhaus_dbt.translation.names import Column

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session


def wide_enough(session: Session, table: CatalogObject) -> CatalogObject:
    """The table, widened where a value did not fit before (DESIGN D8)."""
    from mockhaus_dbt.commands.dml import widen

    if session.wide and any(c.type.is_integer and not c.wide for c in table.stored):
        widen(session, table.relation())
        return session.require("RELATION", (table.database, table.schema, table.name))
    return table


def load_targets(table: CatalogObject, names: tuple[str, ...] | None) -> tuple[Column, ...]:
    """The columns that get values from files.

    Args:
        table: that is loaded.
        names: of the list of columns; None where there is none.

    Raises:
        CompilationError: 000904, there is no such column; 002025, one comes twice; 000002, one that is left out has a
            sequence as its default.
    """
    if names is None:
        return table.stored
    by_name = {column.name: column for column in table.stored}
    for i, name in enumerate(names):
        if name not in by_name:
            raise error("invalid_identifier", line=1, column=0, name=name)
        if name in names[:i]:
            raise error("duplicate_column", name=name)
    for name in by_name.keys() - set(names):
        if re.search(r"\bnextval\b", by_name[name].default or "", re.IGNORECASE):
            raise CompilationError(
                f"SQL compilation error:\nColumn '{name}' has a sequence as its default value and cannot be left out of "
                "the columns of COPY INTO.",
                2,
                "0A000",
            )
    return tuple(by_name[name] for name in names)

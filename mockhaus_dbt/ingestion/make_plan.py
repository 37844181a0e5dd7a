"""Which way a COPY INTO takes from records to rows, and which columns it fills
(https://docs.snowflake.com/en/sql-reference/sql/copy-into-table).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import CompilationError, UnsupportedError, error
from mockhaus_dbt.ingestion.copy_statement import CopyStatement
from mockhaus_dbt.ingestion.file_formats.base import FileFormat
from mockhaus_dbt.ingestion.load_plan import ByName, ByPosition, LoadPlan
from mockhaus_dbt.ingestion.load_query import ByQuery
from mockhaus_dbt.ingestion.staged_rows import refuse_header
from mockhaus_dbt.translation.names import Column

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement


def make_plan(
    session: Session,
    statement: Statement,
    wanted: CopyStatement,
    table: CatalogObject,
    format_: FileFormat,
    options: dict[str, Any],
) -> LoadPlan:
    """The plan for a statement.

    Args:
        session: in which it runs.
        statement: COPY INTO.
        wanted: what it says.
        table: the target.
        format_: of the files.
        options: copy options, all of them.

    Raises:
        CompilationError: the columns or the query do not fit the table.
    """
    table = _wide_enough(session, table)
    targets = _load_targets(table, wanted.columns)
    arguments = (session, table, targets, format_, options)
    by_name = options["MATCH_BY_COLUMN_NAME"] != "NONE"
    if not by_name:
        refuse_header(format_)
    if wanted.query is not None:
        if by_name:
            raise CompilationError(
                "SQL compilation error:\nmatch_by_column_name is not supported with copy transform.", 2, "0A000"
            )
        return ByQuery(statement, wanted, *arguments)
    if by_name and wanted.columns is not None:
        raise UnsupportedError("MATCH_BY_COLUMN_NAME with a list of columns")
    if options["INCLUDE_METADATA"] and not by_name:
        raise CompilationError(
            "SQL compilation error:\nINCLUDE_METADATA can only be used with the MATCH_BY_COLUMN_NAME copy option.",
            2,
            "0A000",
        )
    return ByName(*arguments) if by_name else ByPosition(*arguments)


def _wide_enough(session: Session, table: CatalogObject) -> CatalogObject:
    """The table, widened where a value did not fit before (DESIGN D8)."""
    from mockhaus_dbt.commands.dml import widen

    if session.wide and any(c.type.is_integer and not c.wide for c in table.stored):
        widen(session, table.relation())
        return session.require("RELATION", (table.database, table.schema, table.name))
    return table


def _load_targets(table: CatalogObject, names: tuple[str, ...] | None) -> tuple[Column, ...]:
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
                f"SQL compilation error:\nColumn '{name}' has a sequence as its default value and cannot be left out "
                "of the columns of COPY INTO.",
                2,
                "0A000",
            )
    return tuple(by_name[name] for name in names)

"""The rows of external tables: those of their registered files, with the columns that expressions make of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import MESSAGES, error
from mockhaus_dbt.ingestion.file_formats import make_format
from mockhaus_dbt.ingestion.file_formats.base import FileFormat, Reading, Rows
from mockhaus_dbt.ingestion.registered_files import Files
from mockhaus_dbt.ingestion.staged_rows import records
from mockhaus_dbt.ingestion.stages import StagedFile
from mockhaus_dbt.ingestion.work_files import WorkFiles
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.compiler import Compiler, Scope, Source, SourceColumn
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.functions.semistructured import normalised
from mockhaus_dbt.translation.names import Column, quote
from mockhaus_dbt.translation.types import INTEGER, VARCHAR, VARIANT

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: the number of the error that bytes are no UTF-8.
_NO_UTF8 = MESSAGES["utf8_value"].errno
_FILENAME = quote("METADATA$FILENAME")
#: what expressions of columns can name: Snowflake's name, DuckDB's column, type.
_NAMES = (
    ("VALUE", "v", VARIANT),
    ("$1", "v", VARIANT),
    ("METADATA$FILENAME", "f", VARCHAR),
    ("METADATA$FILE_ROW_NUMBER", "n", INTEGER),
    ("METADATA$EXTERNAL_TABLE_PARTITION", "p", VARCHAR),
)


def make(session: Session, obj: CatalogObject, files: Files, there: dict[str, StagedFile]) -> CatalogObject:
    """Make the DuckDB table of an external table, within a change of the catalog.

    Args:
        session: in which it is made.
        obj: the external table.
        files: that are registered.
        there: the files of its location by name.

    Returns:
        the external table, with integer columns as wide as they had to be.

    Raises:
        ExecutionError: 091016, a registered file is gone; a file or value cannot be read.
    """
    if session.wide:
        columns = tuple(replace(c, wide=True) if c.type.is_integer else c for c in obj.columns)
        obj = replace(obj, columns=columns)
    stored = [f"{c.sql} {c.type.physical(c.wide)}" for c in obj.columns]
    stored += [f"{_FILENAME} VARCHAR", f"{quote('METADATA$FILE_ROW_NUMBER')} BIGINT"]
    session.rows(f"CREATE OR REPLACE TABLE {obj.physical} ({', '.join(stored)})")
    _insert(session, obj, files, there)
    return obj


def update(
    session: Session, obj: CatalogObject, files: Files, changed: Iterable[StagedFile], there: Iterable[str]
) -> None:
    """Let the DuckDB table of an external table follow its files, within the session's transaction.

    Args:
        session: in which it happens.
        obj: the external table.
        files: that are registered.
        changed: whose rows are to go, or to be read anew where they are registered.
        there: names of the files of its location.

    Raises:
        ExecutionError: 091016, a registered file is gone; a file or value cannot be read.
    """
    for name in set(files).difference(there):
        raise error("remote_file_missing", name=name)
    by_name = {file.name: file for file in changed}
    if by_name:
        gone = ", ".join(literal(file.metadata_name) for file in by_name.values())
        session.rows(f"DELETE FROM {obj.physical} WHERE {_FILENAME} IN ({gone})")
        _insert(session, obj, {name: file for name, file in files.items() if name in by_name}, by_name)


def _insert(session: Session, obj: CatalogObject, files: Files, there: dict[str, StagedFile]) -> None:
    """Read the rows of files (https://docs.snowflake.com/en/user-guide/tables-external-intro#querying-external-tables)."""
    values = [_value(session, column) for column in obj.columns]
    format_ = make_format(obj.properties["format"])
    with WorkFiles(session) as work:
        for name, entry in files.items():
            if name not in there:
                raise error("remote_file_missing", name=name)
            file = there[name]
            # The open transaction may have to be done again when the file is another one.
            path = file.path if session.transaction is None else work.copy(file.path)
            rows = records(format_, Reading(path, name, work.query, work.new, check_texts=True))
            # Records with bytes that are no UTF-8 are left out.
            bad = [found for found in rows.errors if found.errno != _NO_UTF8]
            if bad:
                raise bad[0].raised(name)
            source = _source(format_, rows, file, entry.partition)
            session.rows(f"INSERT INTO {obj.physical} SELECT {', '.join(values)}, r.f, r.n FROM {source} AS r")


def _value(session: Session, column: Column) -> str:
    """DuckDB text of a column over the rows ``r`` of a file."""
    expression = column.extra.get("expression")
    if expression is None:
        return "r.v"
    names = [SourceColumn(name, f"r.{sql}", type_, True) for name, sql, type_ in _NAMES]
    context = session.context()
    tree = parse_expression(tokenize(expression), expression)
    value = session.translator.compile_expression(tree, context, Scope(sources=[Source("r", "", names)]))
    return cast(Compiler(context), value, column.type).sql


def _source(format_: FileFormat, rows: Rows, file: StagedFile, partition: Any) -> str:
    """A bracketed query of a file's rows: v VALUE, f its name, n the number of the row, p the partition."""
    value = "c1"
    if not format_.semistructured:
        pairs = ", ".join(f"{literal(f'c{i + 1}')}, {field.sql}" for i, field in enumerate(rows.fields))
        value = f"CAST({normalised(f'json_object({pairs})')} AS JSON)"
    number = "row_number" if rows.numbered else "row_number() OVER ()"
    told = literal(partition) if partition else "CAST(NULL AS VARCHAR)"
    name = literal(file.metadata_name)
    return f"(SELECT {value} AS v, {name} AS f, {number} AS n, {told} AS p FROM {rows.sql})"

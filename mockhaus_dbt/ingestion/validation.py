"""What is wrong with files: COPY INTO ... VALIDATION_MODE, and VALIDATE for a load of the past
(https://docs.snowflake.com/en/sql-reference/functions/validate).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import CompilationError, Ended, ExecutionError, SqlError, UnsupportedError, error
from mockhaus_dbt.ingestion.bad_records import BadRecords
from mockhaus_dbt.ingestion.copy_into import CopyOperation, last_load
from mockhaus_dbt.ingestion.copy_statement import CopyStatement, read_copy
from mockhaus_dbt.ingestion.file_formats.base import RowError, Rows
from mockhaus_dbt.ingestion.file_load import FileLoad
from mockhaus_dbt.ingestion.make_plan import make_plan
from mockhaus_dbt.ingestion.stages import StagedFile
from mockhaus_dbt.ingestion.work_files import WorkFiles
from mockhaus_dbt.query_history.history import TABLE
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.ast_parser import split_statements
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import Column, Relation
from mockhaus_dbt.translation.token_reader import split_name
from mockhaus_dbt.translation.types import INTEGER, VARCHAR, ResultColumn

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement

_NAMES = (
    "ERROR FILE LINE CHARACTER BYTE_OFFSET CATEGORY CODE SQL_STATE COLUMN_NAME ROW_NUMBER ROW_START_LINE "
    "REJECTED_RECORD"
).split()
_NUMBERS = frozenset(["LINE", "CHARACTER", "BYTE_OFFSET", "CODE", "ROW_NUMBER", "ROW_START_LINE"])
_COLUMNS = tuple((name, INTEGER if name in _NUMBERS else VARCHAR) for name in _NAMES)
#: errors of the file's shape rather than of the conversion of a value.
_PARSING = frozenset([100016, 100065, 100068, 100069, 100080, 100083, 100088, 100100, 100144, 100152, 91016])


def validate_files(session: Session, statement: Statement, wanted: CopyStatement) -> QueryResult:
    """COPY INTO <table> ... VALIDATION_MODE: nothing is loaded.

    Args:
        session: in which it runs.
        statement: the statement.
        wanted: what it says.

    Returns:
        the errors, or the first rows as they would be loaded.

    Raises:
        SqlError: the statement cannot be validated, or RETURN_n_ROWS met an error.
    """
    mode = wanted.validation or ""
    if wanted.query is not None:
        raise _refused("VALIDATION_MODE does not support COPY statements that transform data during a load.")
    operation = CopyOperation(session, statement, wanted)
    if operation.options["MATCH_BY_COLUMN_NAME"] != "NONE":
        raise _refused("MATCH_BY_COLUMN_NAME cannot be used with VALIDATION_MODE.")
    if operation.table.kind == "ICEBERG TABLE":
        raise _refused("VALIDATION_MODE is not supported for Iceberg tables.")
    files = operation.candidates([])
    if mode == "RETURN_ALL_ERRORS":
        return QueryResult.of(_COLUMNS, errors_of(operation, files))
    with WorkFiles(session) as work:
        files = [file for file, _ in operation.new_files(files, work)]
    if mode == "RETURN_ERRORS":
        return QueryResult.of(_COLUMNS, errors_of(operation, files))
    return _first_rows(operation, files, int(mode.split("_")[1]))


def _refused(text: str) -> CompilationError:
    return CompilationError(f"SQL compilation error:\n{text}", 2, "0A000")


def errors_of(operation: CopyOperation, files: Iterable[StagedFile]) -> list[tuple[Any, ...]]:
    """All errors of files, as rows of VALIDATE."""
    session = operation.session
    plan = make_plan(
        session, operation.statement, operation.wanted, operation.table, operation.format, operation.options
    )
    found: list[tuple[Any, ...]] = []
    with WorkFiles(session) as work:
        for file in files:
            shown = f"@{operation.table.name}/{file.name}" if operation.location.kind == "TABLE" else file.listed
            try:
                rows = FileLoad(operation, plan, work, file).read(True)
                bad = BadRecords(session, plan, work, file, every=True).find(rows)
            except Ended:
                raise
            except ExecutionError as e:
                whole = RowError(0, e.message.split("\n", 1)[0], e.errno, e.sqlstate)
                found.append(_row(whole, None, shown))
                continue
            found += [_row(e, rows, shown) for e in sorted([*rows.errors, *bad], key=lambda e: e.row)]
    return found


def _row(bad: RowError, rows: Rows | None, file: str) -> tuple[Any, ...]:
    source = rows.source if rows is not None else None
    offset = None
    if source is not None and bad.line is not None and bad.character is not None:
        offset = source.lines.byte_offset(bad.line, bad.character)
    return (
        bad.message,
        file,
        bad.line,
        bad.character,
        offset,
        "parsing" if bad.errno in _PARSING else "conversion",
        bad.errno,
        bad.sqlstate,
        bad.column,
        bad.row or None,
        source.start_line(bad.row) if source is not None else None,
        source.record(bad.row) if source is not None else None,
    )


def _first_rows(operation: CopyOperation, files: list[StagedFile], count: int) -> QueryResult:
    """The first rows of the files as they would be loaded.

    Raises:
        SqlError: one of them is bad.
    """
    session = operation.session
    plan = make_plan(
        session, operation.statement, operation.wanted, operation.table, operation.format, operation.options
    )
    parts: list[str] = []
    left = count
    with WorkFiles(session) as work:
        for file in files:
            if left <= 0:
                break
            load = FileLoad(operation, plan, work, file)
            rows = load.read(True)
            early = [e for e in rows.errors if e.row <= left]
            where = f" WHERE row_number <= {left}"
            if early or load.bad.failure(rows, where) is not None:
                raise load.first_error(rows)
            values, source = plan.source(rows, file, where)
            heads = ", ".join(f"{value} AS c{i + 1}" for i, value in enumerate(values))
            parts.append(f"SELECT {heads} FROM {source}")
            left -= min(left, rows.parsed if rows.parsed is not None else left)
        columns = tuple(ResultColumn(c.name, c.type, c.nullable) for c in plan.targets)
        if not parts:
            return QueryResult.of(columns, [])
        return session.run(" UNION ALL ".join(parts), columns)


def validate(session: Session, table: str, job: str) -> Relation:
    """The relation of TABLE(VALIDATE(table, JOB_ID => job)).

    Args:
        session: that asks.
        table: its name as written.
        job: a query id, or ``_last``.

    Raises:
        SqlError: there is no such table or load, or the load transformed its data.
    """
    obj = session.require("RELATION", split_name(table))
    query_id = last_load(session) if job.lower() == "_last" else job
    rows = _validated(session, obj.identity, query_id) if query_id else None
    if rows is None:
        raise error("invalid_value", value=job, name="JOB_ID")
    columns = tuple(Column(name, type_, name) for name, type_ in _COLUMNS)
    heads = ", ".join(_NAMES)
    if rows:
        values = ", ".join(f"({', '.join(_literal(v) for v in row)})" for row in rows)
        sql = f"(SELECT * FROM (VALUES {values}) AS t({heads}))"
    else:
        nothing = ", ".join(f"CAST(NULL AS {type_.physical()}) AS {name}" for name, type_ in _COLUMNS)
        sql = f"(SELECT {nothing} WHERE false)"
    return Relation("", "", "VALIDATE", "TABLE", columns, sql)


def _literal(value: Any) -> str:
    return "NULL" if value is None else str(value) if isinstance(value, int) else literal(str(value))


def _validated(session: Session, identity: str, query_id: str) -> list[tuple[Any, ...]] | None:
    """The errors of a load; None where there was none of that id into that table."""
    session.account.history.flush()
    held = session.account.backend.cursor("UTC")
    try:
        texts = held.rows(
            f"SELECT query_text, database_name, schema_name FROM {TABLE} WHERE query_id = {literal(query_id)} "
            "AND query_type = 'COPY INTO' AND execution_status = 'SUCCESS'"
        )
    finally:
        held.close()
    if not texts:
        return None
    text, database, schema = texts[0]
    [statement] = split_statements(text)
    wanted = read_copy(statement)
    if wanted.query is not None:
        raise UnsupportedError("VALIDATE of a COPY that transforms data")
    before = session.database, session.schema
    session.use(database, schema)
    try:
        operation = CopyOperation(session, statement, wanted)
        if operation.table.identity != identity:
            return None
        if operation.options["ON_ERROR"] == "ABORT_STATEMENT":
            return []
        return _of_load(operation, operation.history.of_query(query_id))
    finally:
        session.use(*before)


def _of_load(operation: CopyOperation, names: list[str]) -> list[tuple[Any, ...]]:
    """The errors of the files of a load; of a file that is gone, that it is."""
    there = {file.listed: file for file in operation.location.files()}
    rows = errors_of(operation, [there[name] for name in names if name in there])
    for name in names:
        if name not in there:
            lost: SqlError = error("remote_file_missing", name=name)
            rows.append(_row(RowError(0, lost.message, lost.errno, lost.sqlstate), None, name))
    return rows


PROVIDERS["VALIDATE"] = validate

"""ENABLE_SCHEMA_EVOLUTION: a load by name gives its table the columns that files have and it has not, and takes
NOT NULL from those that a file lacks (https://docs.snowflake.com/en/user-guide/data-load-schema-evolution).

A file that fits the table costs nothing: only where one does not, the statement begins again, and all of its files are
looked at before any of them is loaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import CompilationError, SqlError, error
from mockhaus_dbt.ingestion.bad_records import PASSED_ON
from mockhaus_dbt.ingestion.file_formats.base import Reading
from mockhaus_dbt.ingestion.inference import Inferred, columns_of, common, shown
from mockhaus_dbt.ingestion.load_plan import ByName, LoadPlan
from mockhaus_dbt.ingestion.stages import StagedFile
from mockhaus_dbt.ingestion.work_files import WorkFiles
from mockhaus_dbt.objects import change_history
from mockhaus_dbt.objects.base import find_column, with_column
from mockhaus_dbt.objects.column_changes import add_column, set_not_null
from mockhaus_dbt.objects.dependents import refresh_dependents
from mockhaus_dbt.translation.names import EVOLVED, Column
from mockhaus_dbt.translation.types import SqlType, parse_type

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session

#: so many columns may be added by one COPY.
_MOST = 100


@dataclass
class Evolution:
    """What a table lacks that files have, and the other way round.

    Args:
        added: name -> type and the first file that has it.
        loosened: name of a column that is to take NULL -> the first file without it.
    """

    added: dict[str, tuple[Inferred, str]] = field(default_factory=dict)
    loosened: dict[str, str] = field(default_factory=dict)


def find_evolution(plan: LoadPlan, files: Iterable[StagedFile], work: WorkFiles) -> Evolution:
    """Look at the files of a load.

    Args:
        plan: of the load, by name.
        files: that are to be loaded.
        work: files and queries outside of the transaction.

    Raises:
        CompilationError: files ask for different changes, or for too many columns.
    """
    assert isinstance(plan, ByName)
    found = Evolution()
    for file in files:
        try:
            columns = _columns(plan, file, work)
        except PASSED_ON:
            raise
        except SqlError:
            continue  # its load tells what is wrong with it
        _compare(plan, columns, file, found)
    if len(found.added) > _MOST:
        raise CompilationError(
            f"SQL compilation error:\nSchema evolution by one COPY cannot add more than {_MOST} columns.", 2, "0A000"
        )
    return found


def _columns(plan: ByName, file: StagedFile, work: WorkFiles) -> dict[str, Inferred]:
    """Names and types of what a file holds."""
    path: Path = file.path
    reading = Reading(path, file.name, work.query, work.new)
    return {name: type_ for name, type_, _ in columns_of(plan.format, reading, None)}


def _compare(plan: ByName, columns: dict[str, Inferred], file: StagedFile, found: Evolution) -> None:
    """Note what a file asks for."""
    new: dict[str, Inferred] = {}
    for key, type_ in columns.items():
        if not any(plan.matches(column.name, key) for column in plan.targets):
            name = plan.column_of(key)
            if name in new:
                raise error("ambiguous_column", name=name)
            new[name] = type_
    if found.added and new.keys() - found.added.keys():
        raise CompilationError(
            "SQL compilation error:\nSchema evolution by one COPY cannot follow files of different schemas: "
            f"'{file.name}' has other new columns than '{next(iter(found.added.values()))[1]}'.",
            2,
            "0A000",
        )
    for name, type_ in new.items():
        before, first = found.added.get(name, (type_, file.name))
        found.added[name] = common(before, type_), first
    for column in plan.targets:
        if not (column.nullable or plan.is_metadata(column)) and not any(plan.matches(column.name, k) for k in columns):
            found.loosened.setdefault(column.name, file.name)


def evolve(session: Session, change: Change, table: CatalogObject, evolution: Evolution) -> CatalogObject:
    """Give a table what a load needs.

    Args:
        session: that loads.
        change: that the load is part of.
        table: the table.
        evolution: what it lacks.

    Returns:
        the table as it is then.

    Raises:
        SqlError: a column of the primary key would have to take NULL.
    """
    at = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f000Z")

    def record(kind: str, file: str) -> dict[str, str]:
        told = {
            "evolutionType": kind,
            "evolutionMode": "COPY",
            "fileName": file.rsplit("/", 1)[-1],
            "triggeringTime": at,
            "queryId": session.running or "",
        }
        return {EVOLVED: json.dumps(told, separators=(",", ":"), ensure_ascii=False)}

    for name, file in evolution.loosened.items():
        table = set_not_null(change, table, find_column(table, name), False)
        column = find_column(table, name)
        extra = {**column.extra, **record("DROP_NOT_NULL", file)}
        table = with_column(table, replace(column, extra=extra))
    for name, (inferred, file) in evolution.added.items():
        type_ = _type(inferred)
        column = Column(name, type_, wide=type_.is_integer and session.wide, extra=record("ADD_COLUMN", file))
        table = add_column(session, change, table, column)
    change_history.follow(change, table)
    change.put(table)
    refresh_dependents(session, change)
    return table


def _type(inferred: Inferred) -> SqlType:
    """The type of a new column, as INFER_SCHEMA tells it."""
    name, _, rest = shown(inferred).partition("(")
    found = parse_type(name, tuple(int(digits) for digits in rest.rstrip(")").split(",") if digits))
    assert found is not None
    return found

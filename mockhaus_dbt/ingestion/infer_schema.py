"""INFER_SCHEMA: the columns that staged files hold (https://docs.snowflake.com/en/sql-reference/functions/infer_schema)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.ingestion.file_formats.base import FileFormat, Reading
from mockhaus_dbt.ingestion.inference import Inferred, columns_of, common, shown
from mockhaus_dbt.ingestion.staged_rows import format_of
from mockhaus_dbt.ingestion.stages import StagedFile, StageLocation, StageManager
from mockhaus_dbt.ingestion.work_files import WorkFiles
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import Column, Relation
from mockhaus_dbt.translation.types import BOOLEAN, INTEGER, VARCHAR

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

COLUMNS = (
    Column("COLUMN_NAME", VARCHAR, "COLUMN_NAME"),
    Column("TYPE", VARCHAR, "TYPE"),
    Column("NULLABLE", BOOLEAN, "NULLABLE"),
    Column("EXPRESSION", VARCHAR, "EXPRESSION"),
    Column("FILENAMES", VARCHAR, "FILENAMES"),
    Column("ORDER_ID", INTEGER, "ORDER_ID"),
)


@dataclass
class Found:
    """A column as it was met so far."""

    type: Inferred
    nullable: bool
    files: list[str] = field(default_factory=list)


def infer_schema(session: Session, reference: str, asked: dict[str, Any]) -> Relation:
    """The relation of TABLE(INFER_SCHEMA(...)).

    Args:
        session: that asks.
        reference: of the stage, with a path.
        asked: file_format, files, ignore_case, most_files, most_records.

    Raises:
        CompilationError: 002003, there is no such stage or format.
        ExecutionError: 091016, a file of FILES is missing.
        UnsupportedError: the stage of a table, or a format that cannot be inferred.
    """
    place = StageManager(session).resolve_stage_path(reference)
    if place.kind == "TABLE":
        raise UnsupportedError("INFER_SCHEMA of the stage of a table")
    format_ = format_of(session, place, asked["file_format"])
    met: dict[str, Found] = {}
    with WorkFiles(session) as work:
        for file in _files(place, asked):
            reading = Reading(file.path, file.name, work.query, work.new)
            for name, type_, nullable in columns_of(format_, reading, asked["most_records"]):
                _meet(met, name.upper() if asked["ignore_case"] else name, type_, nullable, file.name)
    return Relation("", "", "INFER_SCHEMA", "TABLE", COLUMNS, f"({_sql(format_, met, asked['ignore_case'])})")


def _sql(format_: FileFormat, met: dict[str, Found], ignore_case: bool) -> str:
    rows = []
    for i, (name, found) in enumerate(met.items()):
        type_ = shown(found.type)
        expression = f"{_expression(format_, name, i, ignore_case)}::{type_}"
        texts = [literal(name), literal(type_), str(found.nullable), literal(expression)]
        rows.append(f"({', '.join([*texts, literal(', '.join(found.files)), str(i)])})")
    if rows:
        return f"SELECT * FROM (VALUES {', '.join(rows)}) AS t({', '.join(c.sql for c in COLUMNS)})"
    nothing = ", ".join(f"CAST(NULL AS {c.type.physical()}) AS {c.sql}" for c in COLUMNS)
    return f"SELECT {nothing} WHERE false"


def _files(place: StageLocation, asked: dict[str, Any]) -> list[StagedFile]:
    files = place.files()
    if asked["files"] is not None:
        by_name = {f.name.removeprefix(place.path).lstrip("/"): f for f in files}
        missing = [name for name in asked["files"] if name.lstrip("/") not in by_name]
        if missing:
            raise error("remote_file_missing", name=missing[0])
        files = [by_name[name.lstrip("/")] for name in asked["files"]]
    return files if asked["most_files"] is None else files[: int(asked["most_files"])]


def _meet(met: dict[str, Found], name: str, type_: Inferred, nullable: bool, file: str) -> None:
    known = met.get(name)
    if known is None:
        met[name] = Found(type_, nullable, [file])
        return
    known.type = common(known.type, type_)
    known.nullable |= nullable
    if file not in known.files:
        known.files.append(file)


def _expression(format_: FileFormat, name: str, index: int, ignore_case: bool) -> str:
    if format_.type == "CSV" and not format_["PARSE_HEADER"]:
        return f"${index + 1}"
    return f"GET_IGNORE_CASE ($1, {name})" if ignore_case else f"$1:{name}"


PROVIDERS["INFER_SCHEMA"] = infer_schema

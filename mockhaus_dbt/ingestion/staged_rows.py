"""Rows of staged files as a relation: SELECT $1, $2 FROM @stage
(https://docs.snowflake.com/en/user-guide/querying-stage).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import error
from mockhaus_dbt.ingestion.file_formats import FileFormatManager
from mockhaus_dbt.ingestion.file_formats.base import FileFormat, Reading, Rows
from mockhaus_dbt.ingestion.stages import StagedFile, StageLocation, StageManager, matching
from mockhaus_dbt.ingestion.work_files import WorkFiles
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.expressions import NOW, Expr, literal
from mockhaus_dbt.translation.names import Column, Relation
from mockhaus_dbt.translation.types import INTEGER, TIMESTAMP_LTZ, TIMESTAMP_NTZ, VARCHAR, VARIANT, SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session

#: a query may name more fields than a file has, and gets NULL: so many fields are there at least.
LEAST_FIELDS = 100
#: metadata columns: Snowflake's name, physical name, type.
METADATA: tuple[tuple[str, str, SqlType], ...] = (
    ("METADATA$FILENAME", "m_filename", VARCHAR),
    ("METADATA$FILE_ROW_NUMBER", "m_row_number", INTEGER),
    ("METADATA$FILE_CONTENT_KEY", "m_content_key", VARCHAR),
    ("METADATA$FILE_LAST_MODIFIED", "m_last_modified", TIMESTAMP_NTZ),
    ("METADATA$START_SCAN_TIME", "m_start_scan_time", TIMESTAMP_LTZ),
)


@dataclass
class StagedRows:
    """Gives rows of staged files the columns that a query sees.

    Args:
        format: of the files.
        width: how many fields the query can name; of semi-structured files it is always one.
        visible: how many of them ``*`` stands for; None for all.
        query: the query, where that is known: what is not named in it need not be found out.
    """

    format: FileFormat
    width: int
    visible: int | None = None
    query: str | None = None

    def unread(self, name: str) -> bool:
        """Whether the query does not name a metadata column."""
        return self.query is not None and name not in self.query.upper()

    def columns(self) -> tuple[Column, ...]:
        """``$1``, ``$2``, ... and the metadata columns, which a star does not show."""
        kind = VARIANT if self.format.semistructured else VARCHAR
        visible = self.width if self.visible is None else self.visible
        fields = [
            Column(f"${i + 1}", kind, f"c{i + 1}", extra={} if i < visible else {"hidden": True})
            for i in range(self.width)
        ]
        more = [Column(name, type_, physical, extra={"hidden": True}) for name, physical, type_ in METADATA]
        return (*fields, *more)

    def relation(self, sql: str) -> Relation:
        """The relation that ``sql`` stands for."""
        return Relation("", "", "STAGE", "STAGE", self.columns(), sql)

    def select(self, rows: Rows, file: StagedFile, where: str = "") -> str:
        """A bracketed query of one file's rows with all columns."""
        numbered = rows.sql if rows.numbered else f"(SELECT *, row_number() OVER () AS row_number FROM {rows.sql})"
        there = len(rows.fields)
        nothing = "CAST(NULL AS JSON)" if self.format.semistructured else "CAST(NULL AS VARCHAR)"
        fields = [f"c{i + 1}" if i < there else f"{nothing} AS c{i + 1}" for i in range(self.width)]
        meta = ", ".join(
            f"{'NULL' if self.unread(name) else metadata_of(file, name).sql} AS {physical}"
            for name, physical, _ in METADATA
        )
        return f"(SELECT {', '.join(fields)}, {meta} FROM {numbered}{where})"

    def nothing(self) -> str:
        """A bracketed query without rows."""
        columns = [f"CAST(NULL AS {c.type.physical()}) AS {c.sql}" for c in self.columns()]
        return f"(SELECT {', '.join(columns)} WHERE false)"


def metadata_of(file: StagedFile, name: str) -> Expr:
    """A metadata column of a file's rows, as DuckDB text over rows that have a ``row_number``."""
    return Expr(_TEXTS[name](file), next(type_ for known, _, type_ in METADATA if known == name))


def _modified(file: StagedFile) -> str:
    return f"make_timestamp({int(file.modified.timestamp() * 1_000_000)})"


_TEXTS: dict[str, Callable[[StagedFile], str]] = {
    "METADATA$FILENAME": lambda file: literal(file.metadata_name),
    "METADATA$FILE_ROW_NUMBER": lambda _: "row_number",
    "METADATA$FILE_CONTENT_KEY": lambda file: literal(file.md5),
    "METADATA$FILE_LAST_MODIFIED": _modified,
    "METADATA$START_SCAN_TIME": lambda _: NOW,
}


def refuse_header(format_: FileFormat) -> None:
    """Names in the first record are for INFER_SCHEMA and MATCH_BY_COLUMN_NAME alone.

    Raises:
        CompilationError: 000002, the format has PARSE_HEADER = TRUE.
    """
    if format_.options.get("PARSE_HEADER"):
        raise error("parse_header")


def records(format_: FileFormat, reading: Reading) -> Rows:
    """The records of a file as a query of the stage sees them: fields of text, or one VARIANT."""
    return format_.value_rows(reading) if format_.semistructured else format_.read(reading)


def format_of(
    session: Session, location: StageLocation, given: Any = None, table: CatalogObject | None = None
) -> FileFormat:
    """The format of the files at a location: the one given, else the stage's, else the table's, else CSV.

    Args:
        session, location: where.
        given: what FILE_FORMAT says.
        table: that the files are loaded into.

    Raises:
        CompilationError: 002003, it does not exist.
    """
    manager = FileFormatManager(session)
    if given:
        return manager.get_format(given)
    held = location.properties.get("FILE_FORMAT")
    owner = table or (location.stage if location.kind == "TABLE" else None)
    if not held and owner is not None:
        held = owner.properties.get("STAGE_FILE_FORMAT")
    return manager.get_format(held)


def stage_rows(session: Session, location: str, options: Mapping[str, Any]) -> Relation:
    """The relation of ``FROM @stage (FILE_FORMAT => f, PATTERN => p)``.

    Args:
        session: in which the query runs.
        location: the stage reference.
        options: FILE_FORMAT and PATTERN.

    Raises:
        CompilationError: there is no such stage or format.
        ExecutionError: a file cannot be read.
    """
    given = {name.upper(): value for name, value in options.items()}
    place = StageManager(session).resolve_stage_path(location)
    format_ = format_of(session, place, given.get("FILE_FORMAT"))
    refuse_header(format_)
    files = matching(place.files(), given.get("PATTERN"))
    with WorkFiles(session) as work:
        return _relation(format_, files, work)


def _relation(format_: FileFormat, files: Sequence[StagedFile], work: WorkFiles) -> Relation:
    read: list[tuple[StagedFile, Rows]] = []
    for file in files:
        rows = records(format_, Reading(file.path, file.name, work.query, work.new))
        if rows.errors:
            raise rows.errors[0].raised(file.name)
        read.append((file, rows))
    there = max((len(rows.fields) for _, rows in read), default=1)
    staged = StagedRows(format_, 1 if format_.semistructured else max(LEAST_FIELDS, there), there)
    if not read:
        return staged.relation(staged.nothing())
    if len(read) == 1:
        return staged.relation(staged.select(read[0][1], read[0][0]))
    # What no file has is said once: with thousands of files it would take DuckDB gigabytes of memory.
    narrow = StagedRows(format_, there, there)
    union = " UNION ALL ".join(narrow.select(rows, file)[1:-1] for file, rows in read)
    missing = "".join(f", CAST(NULL AS VARCHAR) AS c{i + 1}" for i in range(there, staged.width))
    return staged.relation(f"(SELECT *{missing} FROM ({union}))")


PROVIDERS["stage_rows"] = stage_rows

"""Directory tables: the files of a stage as they were when it was last refreshed
(https://docs.snowflake.com/en/user-guide/data-load-dirtables).
"""

from __future__ import annotations

import urllib.parse
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import CompilationError
from mockhaus_dbt.ingestion.file_functions import file_url
from mockhaus_dbt.ingestion.stages import StagedFile, StageManager, named_from
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import Column, Relation, display
from mockhaus_dbt.translation.types import INTEGER, TIMESTAMP_TZ, VARCHAR

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: where a stage keeps the files that its directory knows: name -> [size, when it was written, MD5].
FILES = "DIRECTORY_FILES"
#: and when it looked for them last, in seconds since 1970.
REFRESHED = "DIRECTORY_REFRESHED"
STATE = (FILES, REFRESHED)
COLUMNS = (
    Column("RELATIVE_PATH", VARCHAR, "RELATIVE_PATH"),
    Column("SIZE", INTEGER, "SIZE"),
    Column("LAST_MODIFIED", TIMESTAMP_TZ, "LAST_MODIFIED"),
    Column("MD5", VARCHAR, "MD5"),
    Column("ETAG", VARCHAR, "ETAG"),
    Column("FILE_URL", VARCHAR, "FILE_URL"),
)
_STATES = {
    "REGISTERED_NEW": "File registered successfully.",
    "REGISTERED_UPDATE": "File registered (updated) successfully.",
    "UNREGISTERED": "File unregistered successfully.",
}


def is_enabled(stage: CatalogObject) -> bool:
    """Whether the stage has a directory table."""
    return bool((stage.properties.get("DIRECTORY") or {}).get("ENABLE"))


def entry_of(file: StagedFile) -> list[Any]:
    """What a directory keeps of a file: its size, when it was written, and its MD5."""
    return [file.size, file.modified.timestamp(), file.md5]


def refreshed(
    session: Session, stage: CatalogObject, subpath: str = ""
) -> tuple[CatalogObject, list[tuple[str, str, str]]]:
    """The stage with its directory brought up to date.

    Args:
        session: that asks.
        stage: with a directory.
        subpath: only files under it are looked at.

    Returns:
        the stage as it is to be, and a row (file, status, description) for each change.

    Raises:
        CompilationError: 000002, the stage has no directory table.
    """
    if not is_enabled(stage):
        raise _disabled(stage)
    known: dict[str, list[Any]] = dict(stage.properties.get(FILES) or {})
    there = {f.name: entry_of(f) for f in StageManager(session).named(stage, subpath).files()}
    changes: list[tuple[str, str]] = []
    for name in [name for name in known if name.startswith(subpath) and name not in there]:
        del known[name]
        changes.append((name, "UNREGISTERED"))
    for name, entry in there.items():
        if known.get(name) != entry:
            changes.append((name, "REGISTERED_UPDATE" if name in known else "REGISTERED_NEW"))
            known[name] = entry
    return registered(session, stage, known), [(name, status, _STATES[status]) for name, status in sorted(changes)]


def registered(session: Session, stage: CatalogObject, known: dict[str, list[Any]]) -> CatalogObject:
    """The stage with a directory that knows these files, as of now."""
    return stage.but(properties={**stage.properties, FILES: dict(sorted(known.items())), REFRESHED: session.started})


def _disabled(stage: CatalogObject) -> CompilationError:
    name = ".".join(display(p) for p in (stage.database, stage.schema, stage.name))
    return CompilationError(f"SQL compilation error:\nDirectory table for stage '{name}' is not enabled.", 2, "0A000")


def directory(session: Session, reference: str, place: tuple[str, str] | None = None) -> Relation:
    """The relation of DIRECTORY(@stage).

    Args:
        session: that asks.
        reference: of the stage.
        place: database and schema of the view that asks.

    Raises:
        CompilationError: there is no such stage, or it has no directory table.
    """
    named = named_from(place, reference)
    found = StageManager(session).resolve_stage_path(named)
    if found.stage is None or found.kind != "NAMED":
        raise CompilationError("SQL compilation error:\nOnly named stages have directory tables.", 2, "0A000")
    stage = found.stage
    if not is_enabled(stage):
        raise _disabled(stage)
    known = stage.properties.get(FILES) or {}
    base = file_url(session, reference, place)
    rows = [_row(name, entry, base) for name, entry in known.items()]
    names = ", ".join(c.sql for c in COLUMNS)
    if rows:
        sql = f"(SELECT * FROM (VALUES {', '.join(rows)}) AS t({names}))"
    else:
        nothing = ", ".join(f"CAST(NULL AS {c.type.physical()}) AS {c.sql}" for c in COLUMNS)
        sql = f"(SELECT {nothing} WHERE false)"
    return Relation("", "", "DIRECTORY", "TABLE", COLUMNS, sql)


def _row(name: str, entry: list[Any], base: str) -> str:
    size, modified, md5 = entry
    url = base + urllib.parse.quote(name, safe="")
    moment = f"make_timestamp({int(modified * 1_000_000)})"
    zoned = f"CAST(struct_pack(utc := {moment}, offset_minutes := 0) AS {TIMESTAMP_TZ.physical()})"
    cells = [literal(name), f"CAST({int(size)} AS BIGINT)", zoned, literal(md5), literal(md5), literal(url)]
    return f"({', '.join(cells)})"


PROVIDERS["DIRECTORY"] = directory

"""What file functions ask of a stage (https://docs.snowflake.com/en/sql-reference/functions-file)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.ingestion.stages import StageLocation, StageManager, named_from
from mockhaus_dbt.session import PROVIDERS

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session


def _found(session: Session, reference: str, place: tuple[str, str] | None) -> StageLocation:
    return StageManager(session).resolve_stage_path(named_from(place, reference))


def stage_location(session: Session, reference: str, place: tuple[str, str] | None = None) -> str:
    """GET_STAGE_LOCATION: a URL that ends with a slash.

    Args:
        session: that asks.
        reference: ``@stage``.
        place: database and schema of the view that asks.

    Raises:
        CompilationError: 002003, there is no such stage.
    """
    found = _found(session, reference, place)
    return found.shown if found.external else f"file://{found.root.resolve().as_posix()}/"


def file_url(session: Session, reference: str, place: tuple[str, str] | None = None) -> str:
    """What BUILD_STAGE_FILE_URL puts before the path of a file.

    Args:
        session: that asks.
        reference: ``@stage``.
        place: database and schema of the view that asks.

    Raises:
        CompilationError: 002003, there is no such stage.
    """
    stage = _found(session, reference, place).stage
    parts = [stage.database, stage.schema, stage.name] if stage is not None else [session.user]
    host = f"{session.account.identifier.lower()}.snowflakecomputing.com"
    return f"https://{host}/api/files/{'/'.join(parts)}/"


def longest_expiration(session: Session, reference: str, place: tuple[str, str] | None = None) -> int:
    """The seconds that GET_PRESIGNED_URL takes at most: an hour where the stage logs in by a role, else seven days.

    Args:
        session: that asks.
        reference: ``@stage``.
        place: database and schema of the view that asks.

    Raises:
        CompilationError: 002003, there is no such stage.
    """
    found = _found(session, reference, place)
    return 3600 if "AWS_ROLE" in (found.properties.get("CREDENTIALS") or {}) else 604_800


PROVIDERS["GET_PRESIGNED_URL"] = longest_expiration
PROVIDERS["GET_STAGE_LOCATION"] = stage_location
PROVIDERS["BUILD_STAGE_FILE_URL"] = file_url

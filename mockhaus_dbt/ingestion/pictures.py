"""Stages, file formats, pipes and external tables as tables of plain rows, for the views of INFORMATION_SCHEMA."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockhaus_dbt.information_schema.pictures import FRESH, PICTURES, Rows, fields
from mockhaus_dbt.ingestion.external_tables import location_text
from mockhaus_dbt.ingestion.file_formats import make_format
from mockhaus_dbt.ingestion.file_formats.base import shown
from mockhaus_dbt.ingestion.session_objects import temporary_objects
from mockhaus_dbt.translation.names import display

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.names import Relation

STAGES = fields("database schema name owner url comment created:time altered:time identity")
FILE_FORMATS = fields(
    """database schema name owner comment created:time altered:time type record_delimiter field_delimiter
    skip_header:int date_format time_format timestamp_format binary_format escape escape_unenclosed_field trim_space
    field_optionally_enclosed_by null_if compression error_on_column_count_mismatch"""
)


def _objects(session: Session, kind: str, database: str | None) -> list[CatalogObject]:
    own = [o for o in temporary_objects(session).values() if o.kind == kind and database in (None, o.database)]
    return [*session.catalog.objects(kind, database), *own]


def stages(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """The named stages of all databases: a table may be loaded from the stage of another one."""
    for o in _objects(session, "STAGE", None):
        place = (o.database, o.schema, o.name, o.owner, o.properties.get("URL", ""), o.comment)
        yield (*place, o.created_on, o.altered_on, o.identity)


def file_formats(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """File formats with their options, as DESCRIBE prints them."""
    for o in _objects(session, "FILE FORMAT", database):
        made = make_format({k: v for k, v in o.properties.items() if k != "TAGS"})
        options: dict[str, Any] = {name: None if v is None else shown(v) for name, v in made.options.items()}
        skip = made.options.get("SKIP_HEADER")
        place = (o.database, o.schema, o.name, o.owner, o.comment, o.created_on, o.altered_on, made.type)
        names = [name.upper() for name, _kind in FILE_FORMATS[len(place) :]]
        yield (*place, *(skip if name == "SKIP_HEADER" else options.get(name) for name in names))


PIPES = fields("database schema name owner definition auto_ingest:bool created:time altered:time comment pattern")


def pipes(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """Pipes with their COPY statements."""
    for o in session.catalog.objects("PIPE", database):
        place = (o.database, o.schema, o.name, o.owner, o.text, bool(o.properties.get("AUTO_INGEST")))
        yield (*place, o.created_on, o.altered_on, o.comment, o.properties.get("pattern"))


LOADING_PIPES = fields("database schema name identity")


def loading_pipes(session: Session, _database: str | None, _views: list[Relation]) -> Rows:
    """The pipes of all databases with what tells them from earlier ones of the same name."""
    return ((o.database, o.schema, o.name, o.identity) for o in session.catalog.objects("PIPE", None))


EXTERNAL_TABLES = fields(
    "database schema name owner owner_user created:time altered:time comment location format_name format_type"
)


def external_tables(session: Session, database: str | None, _views: list[Relation]) -> Rows:
    """External tables with the place of their files."""
    for o in session.catalog.objects("RELATION", database):
        if o.kind == "EXTERNAL TABLE":
            place = (o.database, o.schema, o.name, o.owner, session.user, o.created_on, o.altered_on, o.comment)
            format_name = ".".join(map(display, o.properties.get("format_name", ()))) or None
            yield (*place, location_text(o), format_name, o.properties["format"]["TYPE"])


PICTURES["pipes"] = (PIPES, pipes)
PICTURES["loading_pipes"] = (LOADING_PIPES, loading_pipes)
PICTURES["external_tables"] = (EXTERNAL_TABLES, external_tables)
PICTURES["stages"] = (STAGES, stages)
PICTURES["file_formats"] = (FILE_FORMATS, file_formats)
#: temporary ones are no part of the catalog.
FRESH.update(("stages", "file_formats"))

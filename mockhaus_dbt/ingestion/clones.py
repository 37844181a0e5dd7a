"""Stages and pipes of a schema that is cloned (https://docs.snowflake.com/en/sql-reference/sql/create-clone,
https://docs.snowflake.com/en/user-guide/object-clone#cloning-and-stages).
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.ingestion.directory_tables import FILES, STATE, entry_of, is_enabled, registered
from mockhaus_dbt.ingestion.pipes import CLONED, copy_of, stage_of
from mockhaus_dbt.ingestion.stages import HOME, StageManager, parse_reference
from mockhaus_dbt.objects.base import with_properties, without_properties
from mockhaus_dbt.session import PROVIDERS

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

#: the new place of a schema by its old one, both as database and schema.
Places = Mapping[tuple[str, str], tuple[str, str]]


def clone_stage(session: Session, original: CatalogObject, copy: CatalogObject, _places: Places) -> CatalogObject:
    """The clone of a stage.

    Args:
        session: that clones.
        original: the stage.
        copy: the same in its new place.

    Returns:
        the stage that is to be; an internal one has files of its own: those that the directory of its original knows
        as they are, none without a directory.
    """
    if original.properties.get("URL"):
        return copy
    manager = StageManager(session)
    copy = without_properties(copy, HOME, *STATE)
    copy = with_properties(copy, **{HOME: manager.new_home(copy)})
    if not is_enabled(original):
        return copy
    known = original.properties.get(FILES) or {}
    target = manager.named(copy)
    for file in manager.named(original).files():
        if known.get(file.name) == entry_of(file):
            place = target.checked(file.name).path
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file.path, place)
    return registered(session, copy, {f.name: entry_of(f) for f in target.files()})


def reads_internal_stage(session: Session, pipe: CatalogObject) -> bool:
    """Whether a pipe loads from a stage of Snowflake: a clone does not have it."""
    location = parse_reference(copy_of(pipe.text).location or "")
    stage = stage_of(session, pipe, location.parts) if location.kind == "NAMED" else None
    return stage is None or not stage.properties.get("URL")


def clone_pipe(session: Session, original: CatalogObject, copy: CatalogObject, places: Places) -> CatalogObject:
    """The clone of a pipe: it is stopped, and belongs to the role that clones.

    Args:
        session: that clones.
        original: the pipe, of an external stage.
        copy: the same in its new place.
        places: of the schemas that are cloned.

    Returns:
        the pipe that is to be. It loads into the table of the clone where its COPY names none of a schema.
    """
    changed = {"PIPE_EXECUTION_PAUSED": True}
    if original.properties.get("AUTO_INGEST"):
        changed[CLONED] = True
    copy = without_properties(with_properties(copy, **changed), "stage_identity")
    copy = copy.but(owner=session.role or "ACCOUNTADMIN")
    table = copy_of(original.text).table
    database, schema = original.properties["home"]
    home = places.get((database, schema))
    if len(table) > 1 or home is None:
        return copy
    return with_properties(copy, home=list(home), table=[*home, *table])


PROVIDERS["CLONE STAGE"] = clone_stage
PROVIDERS["CLONE PIPE"] = clone_pipe
PROVIDERS["reads_internal_stage"] = reads_internal_stage

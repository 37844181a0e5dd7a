"""EXTERNAL_TABLE_FILES: what an external table has registered
(https://docs.snowflake.com/en/sql-reference/functions/external_table_files).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error
from mockhaus_dbt.information_schema.references import relation
from mockhaus_dbt.ingestion.registered_files import registered_files
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.names import Relation
from mockhaus_dbt.translation.token_reader import split_name
from mockhaus_dbt.translation.types import INTEGER, TIMESTAMP_LTZ, VARCHAR

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session


_FILE_COLUMNS = {
    "FILE_NAME": VARCHAR,
    "REGISTERED_ON": TIMESTAMP_LTZ,
    "FILE_SIZE": INTEGER,
    "LAST_MODIFIED": TIMESTAMP_LTZ,
    "ETAG": VARCHAR,
    "MD5": VARCHAR,
}


def table_files(session: Session, name: str) -> Relation:
    """The relation of TABLE(INFORMATION_SCHEMA.EXTERNAL_TABLE_FILES(...)).

    Raises:
        CompilationError: 002003, there is no such external table.
    """
    obj = session.find("RELATION", split_name(name))
    if obj is None or obj.kind != "EXTERNAL TABLE":
        raise error("object_missing", name=name)
    rows = [
        (name, file.registered_on, file.size, file.modified_on, file.md5, file.md5)
        for name, file in registered_files(session, obj).items()
    ]
    return relation("EXTERNAL_TABLE_FILES", _FILE_COLUMNS, rows)


PROVIDERS["EXTERNAL_TABLE_FILES"] = table_files

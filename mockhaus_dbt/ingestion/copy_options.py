"""The copy options of COPY INTO <table>, as statements and stages give them
(https://docs.snowflake.com/en/sql-reference/sql/copy-into-table#label-copy-into-table-copyoptions).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from mockhaus_dbt.errors import UnsupportedError, error


class CopyOption(NamedTuple):
    """A copy option.

    Args:
        kind: Boolean, Long or String, as DESCRIBE STAGE calls it.
        default: its value where it is not given.
        on_stage: stages can have it, and DESCRIBE STAGE shows it.
        refused: values that Snowflake has and Mockhaus does not.
        effect: what it does, for docs/loading.md.
        values: what it can be, for the same.
    """

    kind: str
    default: Any
    on_stage: bool = True
    refused: tuple[Any, ...] = ()
    effect: str = ""
    values: str = ""


COPY_OPTIONS: dict[str, CopyOption] = {
    "ON_ERROR": CopyOption(
        "String",
        "ABORT_STATEMENT",
        effect="What a bad record does. ABORT_STATEMENT: nothing is loaded. CONTINUE: it is left out. SKIP_FILE: its "
        "file is left out; with a number, if so many records (or more) are bad; with a percentage, if more are.",
        values="CONTINUE, SKIP_FILE, SKIP_FILE_n, 'SKIP_FILE_n%', ABORT_STATEMENT",
    ),
    "SIZE_LIMIT": CopyOption(
        "Long", None, effect="No further file is loaded once the files together exceed so many bytes; one always is."
    ),
    "PURGE": CopyOption("Boolean", False, effect="Files that were loaded without error are removed."),
    "RETURN_FAILED_ONLY": CopyOption("Boolean", False, effect="The result shows files with errors only."),
    "ENFORCE_LENGTH": CopyOption("Boolean", True, effect="FALSE is TRUNCATECOLUMNS = TRUE."),
    "TRUNCATECOLUMNS": CopyOption(
        "Boolean", False, effect="Texts are cut to the length of their column; otherwise longer ones are an error."
    ),
    "FORCE": CopyOption("Boolean", False, effect="Files are loaded also where they were loaded before."),
    "MATCH_BY_COLUMN_NAME": CopyOption(
        "String",
        "NONE",
        on_stage=False,
        effect="Fields go to the columns of their names; other columns become NULL. CSV needs PARSE_HEADER, and "
        "as many columns as the table has, unless ERROR_ON_COLUMN_COUNT_MISMATCH = FALSE.",
        values="CASE_SENSITIVE, CASE_INSENSITIVE, NONE",
    ),
    "LOAD_UNCERTAIN_FILES": CopyOption(
        "Boolean",
        False,
        on_stage=False,
        effect="Files are loaded of which is not known whether they were: they, and the first load into the table, are "
        "older than 64 days.",
    ),
    "CLUSTER_AT_INGEST_TIME": CopyOption(
        "Boolean", False, on_stage=False, effect="Accepted: how rows lie on disk changes no result."
    ),
    "LOAD_MODE": CopyOption(
        "String",
        "FULL_INGEST",
        on_stage=False,
        refused=("ADD_FILES_COPY",),
        effect="ADD_FILES_COPY is refused.",
        values="FULL_INGEST, ADD_FILES_COPY",
    ),
    "INFER_NESTED_TYPES": CopyOption(
        "Boolean", False, on_stage=False, refused=(True,), effect="TRUE, which adds structured columns, is refused."
    ),
    "INCLUDE_METADATA": CopyOption(
        "Map",
        None,
        on_stage=False,
        effect="With MATCH_BY_COLUMN_NAME: columns that get the name of the file, the number of the record, ...",
        values="(column = METADATA$..., ...)",
    ),
}


def check_copy_options(options: Mapping[str, Any], origin: str = "COPY") -> dict[str, Any]:
    """Copy options by upper-case name, checked.

    Raises:
        CompilationError: 002420, there is no such option; 001008, it does not take the value.
        UnsupportedError: Snowflake has the value, Mockhaus does not.
    """
    found: dict[str, Any] = {}
    for name, value in options.items():
        option = COPY_OPTIONS.get(name)
        if option is None:
            raise error("invalid_property", name=name, kind=origin)
        checked = _CHECKS.get(name, _KINDS[option.kind])(name, value)
        if checked in option.refused:
            raise UnsupportedError(f"{name} = {value}")
        found[name] = checked
    return found


def _boolean(name: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if str(value).upper() in ("TRUE", "FALSE"):
        return str(value).upper() == "TRUE"
    raise error("invalid_value", value=value, name=name)


def _long(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise error("invalid_value", value=value, name=name)


def _on_error(name: str, value: Any) -> str:
    text = str(value).upper()
    if text in ("CONTINUE", "SKIP_FILE", "ABORT_STATEMENT"):
        return text
    match = re.fullmatch(r"SKIP_FILE_(\d+)(%?)", text)
    if match is None or not int(match[1]) or (match[2] and int(match[1]) > 100):
        raise error("invalid_value", value=value, name=name)
    return text


def _match(name: str, value: Any) -> str:
    text = str(value).upper()
    if text not in ("CASE_SENSITIVE", "CASE_INSENSITIVE", "NONE"):
        raise error("invalid_value", value=value, name=name)
    return text


#: what INCLUDE_METADATA can put into a column.
METADATA_FIELDS = frozenset(
    """METADATA$FILENAME METADATA$FILE_ROW_NUMBER METADATA$FILE_CONTENT_KEY METADATA$FILE_LAST_MODIFIED
    METADATA$START_SCAN_TIME""".split()
)


def _metadata(name: str, value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not value:
        raise error("invalid_value", value=value, name=name)
    found = {column: str(field).upper() for column, field in value.items()}
    for field in found.values():
        if field not in METADATA_FIELDS:
            raise error("invalid_value", value=field, name=name)
    return found


_KINDS: dict[str, Any] = {"Boolean": _boolean, "Long": _long, "String": lambda _n, v: str(v).upper(), "Map": _metadata}
_CHECKS: dict[str, Any] = {"ON_ERROR": _on_error, "MATCH_BY_COLUMN_NAME": _match}

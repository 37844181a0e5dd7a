"""File functions (https://docs.snowflake.com/en/sql-reference/functions-file).

A stage is written as ``@stage`` or ``'@stage'``.
"""

from __future__ import annotations

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.asking import ask, rows, stage_reference, text
from mockhaus_dbt.translation.compiler import Source
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Any, Call, Node, Text, function, table_function

_LOCAL = "Stages are directories: locations are file:// URLs."


@function(note=_LOCAL)
def get_stage_location(call: Call, stage: Node) -> Expr:
    """Where the files of a stage are.

    >>> GET_STAGE_LOCATION('@~') LIKE 'file:///%/'
    true
    """
    return text(ask(call, stage_reference(call, stage, 1)))


@function(note=_LOCAL)
def get_absolute_path(call: Call, stage: Node, relative_file_path: Text) -> Expr:
    """The location of a staged file.

    >>> ENDSWITH(GET_ABSOLUTE_PATH('@~', 'us/half_dome.jpg'), '/us/half_dome.jpg')
    true
    """
    return _below(call, stage, relative_file_path, "GET_STAGE_LOCATION")


@function(note=_LOCAL)
def get_relative_path(call: Call, stage: Node, absolute_file_path: Text) -> Expr:
    """The path of a file within its stage.

    >>> GET_RELATIVE_PATH('@~', GET_STAGE_LOCATION('@~') || 'us/half_dome.jpg')
    us/half_dome.jpg
    """
    home = ask(call, stage_reference(call, stage, 1), function="GET_STAGE_LOCATION")
    path = absolute_file_path
    inside = f"CASE WHEN starts_with({path.sql}, {literal(home)}) THEN substr({path.sql}, {len(home) + 1}) END"
    return combined(f"({inside})", t.VARCHAR, path, atomic=True).but(nullable=True)


@function(note="The file:// URL of the file; it does not expire.")
def get_presigned_url(call: Call, stage: Node, relative_file_path: Text, expiration_time: Any = None) -> Expr:
    """A URL under which a staged file can be read.

    >>> STARTSWITH(GET_PRESIGNED_URL('@~', 'a.jpg', 3600), 'file:///')
    true
    """
    return _below(call, stage, relative_file_path, "GET_STAGE_LOCATION")


@function(note="Nothing answers at the URL.")
def build_stage_file_url(call: Call, stage: Node, relative_file_path: Text) -> Expr:
    """Snowflake's URL of a staged file.

    >>> BUILD_STAGE_FILE_URL('@~', NULL)
    NULL
    """
    return _below(call, stage, relative_file_path, "BUILD_STAGE_FILE_URL")


@function(note="Nothing answers at the URL, and it is the same for every session.")
def build_scoped_file_url(call: Call, stage: Node, relative_file_path: Text) -> Expr:
    """A URL of a staged file that does not tell its name.

    >>> BUILD_SCOPED_FILE_URL('@~', NULL)
    NULL
    """
    home = ask(call, stage_reference(call, stage, 1), function="BUILD_STAGE_FILE_URL")
    host = home[: home.index("/api/files/")]
    path = relative_file_path
    sql = f"({literal(host + '/api/files/')} || md5({literal(home)} || {path}) || '/' || md5({path}))"
    return combined(sql, t.VARCHAR, path, atomic=True)


@table_function(note="ETAG is the MD5; AUTO_REFRESH refreshes nothing by itself: ALTER STAGE ... REFRESH does.")
def directory(call: Call, stage: Node) -> Source:
    """The files of a stage as they were when it was last refreshed.

    >>> SELECT COUNT(*) FROM DIRECTORY(@my_stage)
    0
    """
    return rows(ask(call, stage_reference(call, stage, 1)))


def _below(call: Call, stage: Node, path: Expr, question: str) -> Expr:
    home = ask(call, stage_reference(call, stage, 1), function=question)
    return combined(f"({literal(home)} || ltrim({path.sql}, '/'))", t.VARCHAR, path, atomic=True)

"""File functions (https://docs.snowflake.com/en/sql-reference/functions-file).

A stage is written as ``@stage`` or ``'@stage'``.
"""

from __future__ import annotations

from collections.abc import Callable

from mockhaus_dbt.errors import raising
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.asking import ask, rows, stage_reference, text
from mockhaus_dbt.translation.compiler import Source
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Any, Boolean, Call, Node, Number, Text, function, table_function

_YES = Expr("true", t.BOOLEAN, nullable=False, constant=True)
_HOUR = Expr("3600", t.INTEGER, nullable=False, constant=3600)
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
def get_presigned_url(call: Call, stage: Node, relative_file_path: Text, expiration_time: Number = _HOUR) -> Expr:
    """A URL under which a staged file can be read.

    >>> STARTSWITH(GET_PRESIGNED_URL('@~', 'a.jpg', 604800), 'file:///')
    true
    """
    url = _below(call, stage, relative_file_path, "GET_STAGE_LOCATION")
    most = ask(call, stage_reference(call, stage, 1), function="GET_PRESIGNED_URL")
    seconds = expiration_time
    wrong = raising("argument_value", seconds.sql, name="EXPIRATION_TIME", function="GET_PRESIGNED_URL")
    sql = f"(CASE WHEN {seconds.sql} NOT BETWEEN 0 AND {most} THEN {wrong} ELSE {url.sql} END)"
    return combined(sql, t.VARCHAR, url, seconds, atomic=True)


@function(note="Nothing answers at the URL.")
def build_stage_file_url(call: Call, stage: Node, relative_file_path: Text) -> Expr:
    """Snowflake's URL of a staged file.

    >>> BUILD_STAGE_FILE_URL('@~', NULL)
    NULL
    """
    return _below(call, stage, relative_file_path, "BUILD_STAGE_FILE_URL")


@function(note="Nothing answers at the URL, and it is the same for every session.")
def build_scoped_file_url(
    call: Call, stage: Node, relative_file_path: Text, use_privatelink_host_for_business_critical: Boolean = _YES
) -> Expr:
    """A URL of a staged file that does not tell its name.

    >>> BUILD_SCOPED_FILE_URL('@~', NULL)
    NULL
    >>> BUILD_SCOPED_FILE_URL('@~', 'a.jpg', TRUE) = BUILD_SCOPED_FILE_URL('@~', 'a.jpg')
    true
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


# ------------------------------------------------------------------------------------------------ what describes a file

_DESCRIBED = "Of an OBJECT or VARIANT that describes a file; a FILE column holds NULL alone."
_LAST_MODIFIED = "Of an OBJECT or VARIANT that describes a file, as the text that it has."
_MODALITY = "Of an OBJECT or VARIANT that describes a file; the types that count as documents are not documented."


def _field(call: Call, described: Expr, *names: str) -> Expr:
    """The text of the first field that is there, of what describes a file."""
    if described.type.name == "FILE" or described.is_null:
        return Expr("CAST(NULL AS VARCHAR)", t.VARCHAR)
    if described.type.name not in ("OBJECT", "VARIANT"):
        raise call.wrong_types()
    found = ", ".join(f"{described} ->> '$.{name}'" for name in names)
    sql = f"coalesce({found})" if len(names) > 1 else f"({found})"
    return combined(sql, t.VARCHAR, described, atomic=True).but(nullable=True)


#: function -> the field that it gives, and a line about it.
_FIELDS = {
    "FL_GET_CONTENT_TYPE": ("CONTENT_TYPE", "The MIME type of a file"),
    "FL_GET_ETAG": ("ETAG", "The ETag of a file"),
    "FL_GET_RELATIVE_PATH": ("RELATIVE_PATH", "The path of a file within its stage"),
    "FL_GET_SCOPED_FILE_URL": ("SCOPED_FILE_URL", "The scoped URL of a file"),
    "FL_GET_STAGE": ("STAGE", "The stage of a file"),
    "FL_GET_STAGE_FILE_URL": ("STAGE_FILE_URL", "The URL of a file in its stage"),
}


def _getter(name: str, field: str, line: str) -> Callable[[Call, Expr], Expr]:
    def body(call: Call, file: Any) -> Expr:
        return _field(call, file, field)

    body.__name__ = name.lower()
    body.__doc__ = f"{line}.\n\n>>> {name}(OBJECT_CONSTRUCT('{field}', 'abc'))\nabc"
    return body


for _name, (_key, _line) in _FIELDS.items():
    function(remark=_DESCRIBED)(_getter(_name, _key, _line))


@function(note=_LAST_MODIFIED)
def fl_get_last_modified(call: Call, file: Any) -> Expr:
    """When a file was changed.

    >>> FL_GET_LAST_MODIFIED(OBJECT_CONSTRUCT('LAST_MODIFIED', 'Wed, 11 Dec 2024 20:24:00 GMT'))
    Wed, 11 Dec 2024 20:24:00 GMT
    """
    return _field(call, file, "LAST_MODIFIED")


@function(remark=_DESCRIBED)
def fl_get_size(call: Call, file: Any) -> Expr:
    """How many bytes a file has.

    >>> FL_GET_SIZE(OBJECT_CONSTRUCT('SIZE', 105859))
    105859
    """
    return call.cast(_field(call, file, "SIZE"), t.INTEGER)


_MODALITIES = {
    "image": "image/.*",
    "audio": "audio/.*",
    "video": "video/.*",
    "document": "text/.*|application/(pdf|rtf|msword|json|xml|vnd\\.(ms-|openxmlformats-|oasis\\.opendocument).*)",
    "compressed": "application/(zip|gzip|zstd|(x-)?(gzip|bzip2?|7z-compressed|tar|rar-compressed|xz|zstd|snappy.*))",
}


def _modality(call: Call, file: Expr) -> Expr:
    type_ = _field(call, file, "CONTENT_TYPE", "FILE_TYPE")
    tests = " ".join(f"WHEN regexp_full_match({type_}, '{p}') THEN '{name}'" for name, p in _MODALITIES.items())
    sql = f"CASE {tests} WHEN {file} IS NOT NULL THEN 'unknown' END"
    return combined(f"({sql})", t.VARCHAR, file, atomic=True).but(nullable=True)


@function(note=_MODALITY)
def fl_get_file_type(call: Call, file: Any) -> Expr:
    """What kind of file it is: document, video, audio, image, compressed or unknown.

    >>> FL_GET_FILE_TYPE(OBJECT_CONSTRUCT('RELATIVE_PATH', 'document.pdf', 'FILE_TYPE', 'application/pdf'))
    document
    >>> FL_GET_FILE_TYPE(OBJECT_CONSTRUCT('CONTENT_TYPE', 'image/jpg'))
    image
    """
    return _modality(call, file)


def _tester(kind: str) -> Callable[[Call, Expr], Expr]:
    def body(call: Call, file: Any) -> Expr:
        found = _modality(call, file)
        return combined(f"({found.sql} = '{kind}')", t.BOOLEAN, found, atomic=True)

    body.__name__ = f"fl_is_{kind}"
    shown = {"document": "application/pdf", "compressed": "application/gzip"}.get(kind, f"{kind}/x")
    example = f"FL_IS_{kind.upper()}(OBJECT_CONSTRUCT('CONTENT_TYPE', '{shown}'))\ntrue"
    body.__doc__ = f"Whether the kind of a file is {kind}.\n\n>>> {example}"
    return body


for _kind in _MODALITIES:
    function(note=_MODALITY)(_tester(_kind))

"""Sources that are files: ``meta: {mockhaus: {location: data/orders/*.parquet}}``.

The files are loaded with Snowflake's own words, a stage, INFER_SCHEMA and COPY INTO, and so are read as a COPY INTO of
the project would read them. The table's comment says what it was loaded from: as long as that stands and the files are
the same, nothing is loaded again.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import re
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import ConfigError, MockhausError
from mockhaus_dbt.sources.described import Source, qualified, text
from mockhaus_dbt.translation.names import quote

if TYPE_CHECKING:
    from mockhaus_dbt.executor import MockhausExecutor

#: how the comment of a table that Mockhaus made begins; others are never replaced.
MADE = "Mockhaus: "

_COMPRESSED = (".gz", ".bz2", ".zst", ".br", ".deflate", ".raw_deflate")
#: the end of a file's name -> type of its format.
_TYPES = {
    ".csv": "CSV", ".tsv": "CSV", ".txt": "CSV",
    ".json": "JSON", ".ndjson": "JSON", ".jsonl": "JSON",
    ".parquet": "PARQUET", ".avro": "AVRO", ".orc": "ORC", ".xml": "XML",
}  # fmt: skip
#: what a format takes where the project says nothing.
_DEFAULTS: dict[str, dict[str, Any]] = {
    "CSV": {"PARSE_HEADER": True, "FIELD_OPTIONALLY_ENCLOSED_BY": '"'},
    "JSON": {"STRIP_OUTER_ARRAY": True},
}
_COUNT = "ERROR_ON_COLUMN_COUNT_MISMATCH"
#: most files that COPY INTO takes by name.
_FILES_AT_ONCE = 1000


def load_location(executor: MockhausExecutor, source: Source) -> bool:
    """Make a source's table from its files, unless it was made from the same files before.

    Args:
        executor: of a session.
        source: with a location.

    Returns:
        whether the files were read.

    Raises:
        ConfigError: there are no files, their format is not known or they cannot be read, or there is a table of that
            name that was made by others. A table made from files that are gone is dropped.
    """
    held = executor.session.catalog.get("RELATION", *source.place)
    if held is not None and not (held.comment or "").startswith(MADE):
        raise ConfigError(
            f"source {source.label} has a location, but {held.kind.lower()} {held.qualified} exists and was not made "
            "from it; drop the one or the other"
        )
    try:
        files = find_files(source)
        options = _format_options(source, files)
        comment = f"{MADE}loaded from {source.location} ({_digest(source, files, options)})"
        if held is not None and held.comment == comment:
            return False
        _load(executor, source, files, options)
        executor.execute(f"COMMENT ON TABLE {source.sql} IS {text(comment)}")
    except MockhausError as e:
        if executor.session.catalog.get("RELATION", *source.place) is not None:
            executor.execute(f"DROP TABLE IF EXISTS {source.sql}")
        if isinstance(e, ConfigError):
            raise
        raise ConfigError(f"source {source.label} cannot be loaded from {source.location}: {e}") from e
    return True


def find_files(source: Source) -> list[Path]:
    """The files of a location: one file, all in a directory and below it, or those that a pattern matches.

    Raises:
        ConfigError: there are none.
    """
    location = str(source.location)
    if re.match(r"[a-z][a-z0-9+]+://", location) and not location.startswith("file://"):
        raise ConfigError(f"source {source.label}: location {location} is not on this machine")
    path = Path(source.folder, Path(location.removeprefix("file://")).expanduser())
    if path.is_dir():
        found = [p for p in path.rglob("*") if p.is_file() and not p.name.startswith((".", "_"))]
    elif path.is_file():
        found = [path]
    else:
        found = [Path(p) for p in glob.glob(str(path), recursive=True) if os.path.isfile(p)]
    if not found:
        raise ConfigError(f"source {source.label}: there is no file {path}")
    return sorted(found)


def _format_options(source: Source, files: list[Path]) -> dict[str, Any]:
    """Options of the file format: as given, with the type told by the files' names and defaults filled in."""
    given = {str(name).upper(): value for name, value in source.file_format.items()}
    if "TYPE" not in given:
        ends = {_ending(path) for path in files}
        types = {_TYPES.get(end) for end in ends}
        if len(types) != 1 or None in types:
            raise ConfigError(
                f"source {source.label}: the names of its files ({', '.join(sorted(e or 'none' for e in ends))}) "
                "do not tell one format; say `file_format: {type: csv}`"
            )
        given["TYPE"] = types.pop()
        if ends == {".tsv"}:
            given.setdefault("FIELD_DELIMITER", "\t")
    given["TYPE"] = str(given["TYPE"]).upper()
    defaults = dict(_DEFAULTS.get(given["TYPE"], {}))
    if "SKIP_HEADER" in given:
        defaults.pop("PARSE_HEADER", None)  # Snowflake takes one of them
    return {**defaults, **given}


def _ending(path: Path) -> str:
    ends = [end.lower() for end in path.suffixes]
    if ends and ends[-1] in _COMPRESSED:
        ends.pop()
    return ends[-1] if ends else ""


def _digest(source: Source, files: list[Path], options: dict[str, Any]) -> str:
    """What changes when a file, the format or the declared columns do."""
    stats = [(path.as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    columns = [(c.name, c.data_type) for c in source.columns]
    return hashlib.sha256(json.dumps([stats, options, columns], default=str).encode()).hexdigest()[:12]


def _load(executor: MockhausExecutor, source: Source, files: list[Path], options: dict[str, Any]) -> None:
    root = files[0].parent if len(files) == 1 else Path(os.path.commonpath([path.parent for path in files]))
    names = [path.relative_to(root).as_posix() for path in files]
    # One name for both: they are of the session, gone with it, and of other kinds than anything of the project.
    own = qualified((source.place[0], source.place[1], f"~{source.place[2]}"))
    url = f"file://{urllib.parse.quote(root.resolve().as_posix())}/"
    executor.session.provide(*source.place[:2])
    executor.execute(f"CREATE OR REPLACE TEMPORARY FILE FORMAT {own} {_written(options)}")
    uses = f"FILE_FORMAT = (FORMAT_NAME = {text(own)})"
    executor.execute(f"CREATE OR REPLACE TEMPORARY STAGE {own} URL = {text(url)} {uses}")
    try:
        whole, named = _takes_whole_records(source, options), _has_names(options)
        if whole:
            columns = {c.name: str(c.data_type) for c in source.columns}
        else:
            columns = _columns(executor, source, own, names, named)
        definitions = ", ".join(f"{quote(name)} {type_}" for name, type_ in columns.items())
        executor.execute(f"CREATE OR REPLACE TABLE {source.sql} ({definitions}) COMMENT = '{MADE}being loaded'")
        by_name = "" if whole or not named else "MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE"
        if by_name and options["TYPE"] == "CSV" and _COUNT not in options and _differ(executor, own, names, columns):
            executor.execute(f"ALTER FILE FORMAT {own} SET {_COUNT} = FALSE")
        for start in range(0, len(names), _FILES_AT_ONCE):
            listed = ", ".join(map(text, names[start : start + _FILES_AT_ONCE]))
            executor.execute(f"COPY INTO {source.sql} FROM @{own} FILES = ({listed}) {by_name}")
    finally:
        executor.execute(f"DROP STAGE {own}; DROP FILE FORMAT {own}")


def _takes_whole_records(source: Source, options: dict[str, Any]) -> bool:
    """A landing table of one VARIANT column takes each record as it is."""
    types = [str(c.data_type or "").upper() for c in source.columns]
    return types == ["VARIANT"] and options["TYPE"] != "CSV"


def _has_names(options: dict[str, Any]) -> bool:
    return options["TYPE"] != "CSV" or bool(options.get("PARSE_HEADER"))


def _columns(executor: MockhausExecutor, source: Source, own: str, names: list[str], named: bool) -> dict[str, str]:
    """Columns of the files with their types; declared types and names come before those that the files show.

    Without names in the files, declared columns are theirs in order.
    """
    rows = executor.execute_snowflake_sql(f"SELECT column_name, type {_inferred(own, names)} ORDER BY order_id")
    found = {str(name): _wide(str(type_)) for name, type_ in rows.fetchall()}
    if source.columns and not named:
        types = [*found.values(), *["VARCHAR"] * len(source.columns)]
        return {c.name: c.data_type or type_ for c, type_ in zip(source.columns, types)}
    declared = {c.name.upper(): c for c in source.columns}
    columns: dict[str, str] = {}
    for name, type_ in found.items():
        known = declared.pop(name.upper(), None)
        columns[known.name if known else name] = (known.data_type if known else None) or type_
    for column in declared.values():
        columns[column.name] = column.data_type or "VARCHAR"
    if not columns:
        raise ConfigError(f"source {source.label}: its files have no columns, and none are declared")
    return columns


def _inferred(own: str, names: list[str]) -> str:
    asked = f"LOCATION => {text('@' + own)}, FILE_FORMAT => {text(own)}, IGNORE_CASE => TRUE"
    return f"FROM TABLE(INFER_SCHEMA({asked}, FILES => ({', '.join(map(text, names[:_FILES_AT_ONCE]))})))"


def _differ(executor: MockhausExecutor, own: str, names: list[str], columns: dict[str, str]) -> bool:
    """Whether a column of the table is missing in a file: COPY INTO would not take the file's header."""
    rows = executor.execute_snowflake_sql(f"SELECT column_name, filenames {_inferred(own, names)}").fetchall()
    files = len(names[:_FILES_AT_ONCE])
    return len(rows) < len(columns) or any(len(str(found).split(",")) < files for _, found in rows)


def _wide(type_: str) -> str:
    """A number as a table would have it: INFER_SCHEMA says NUMBER(1, 0) where every value has one digit."""
    match = re.fullmatch(r"NUMBER\((\d+), ?(\d+)\)", type_)
    return f"NUMBER(38, {match[2]})" if match else type_


def _written(options: dict[str, Any]) -> str:
    return " ".join(f"{name} = {_value(value)}" for name, value in options.items())


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (list, tuple)):
        return f"({', '.join(map(_value, value))})"
    return str(value) if isinstance(value, int) else text(str(value))

"""COPY FILES: from stage to stage, or those that a query names
(https://docs.snowflake.com/en/sql-reference/sql/copy-files).
"""

from __future__ import annotations

import re
import shutil
import urllib.parse
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot.tokens import Token

from mockhaus_dbt.errors import CompilationError, UnsupportedError, error
from mockhaus_dbt.ingestion.copy_statement import read_files, read_place
from mockhaus_dbt.ingestion.stages import StagedFile, StageLocation, StageManager, matching, parse_reference
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import statement as register_statement
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.statement_names import name_statement
from mockhaus_dbt.translation.types import INTEGER

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.token_reader import TokenReader

_FILE_URL = re.compile(r"https://[^/]+/api/files/(?P<path>.+)")
#: database, schema, stage, path.
_URL_PARTS = 4
_DIRECTORY = re.compile(r"directory\((@[^()]+)\)", re.IGNORECASE)


@dataclass
class CopyFiles:
    """COPY FILES as written.

    Args:
        target: stage reference.
        source: stage reference; None where a query names the files.
        query: its tokens.
        files, pattern: of FILES and PATTERN.
        detailed: DETAILED_OUTPUT.
    """

    target: str
    source: str | None = None
    query: list[Token] | None = None
    files: list[str] | None = None
    pattern: str | None = None
    detailed: bool = True


def _read(reader: TokenReader) -> CopyFiles:
    reader.expect("INTO")
    found = CopyFiles(read_place(reader))
    reader.expect("FROM")
    if reader.word() == "(":
        found.query = reader.bracketed()
    else:
        found.source = read_place(reader)
    for name in reader.option_names():
        if name == "DETAILED_OUTPUT":
            value = reader.value()
            if str(value).upper() not in ("TRUE", "FALSE"):
                raise error("invalid_value", value=value, name=name)
            found.detailed = str(value).upper() == "TRUE"
        elif name in ("FILES", "PATTERN") and found.query is not None:
            text = f"COPY FILES from a query does not support {name}."
            raise CompilationError(f"SQL compilation error:\n{text}", 2, "0A000")
        elif name == "FILES":
            found.files = read_files(reader)
        elif name == "PATTERN":
            found.pattern = reader.string()
        else:
            raise error("invalid_property", name=name, kind="COPY FILES")
    return found


@register_statement("COPY FILES")
def copy_files(session: Session, statement: Statement) -> QueryResult:
    """Run COPY FILES; the files appear on the target together.

    Raises:
        SqlError: a stage or a file of the query is missing, or a name would leave the target.
    """
    wanted = _read(statement.reader())
    target = _stage(session, wanted.target)
    pairs = _of_query(session, statement, wanted) if wanted.query is not None else _of_stage(session, wanted)
    with target.publication() as new:
        written = []
        for i, (file, name) in enumerate(session.progress("COPY FILES", pairs, pairs)):
            path = new.directory / str(i)
            shutil.copyfile(file.path, path)
            written.append((path, target.target(name).name))
        new.publish(written)
    if wanted.detailed:
        return QueryResult.of(["file"], [(name,) for _, name in written])
    return QueryResult.of([("numOfFilesCopied", INTEGER)], [(len(written),)])


def _stage(session: Session, reference: str) -> StageLocation:
    if not reference.startswith("@") or parse_reference(reference).kind != "NAMED":
        raise CompilationError("SQL compilation error:\nCOPY FILES supports named stages only.", 2, "0A000")
    return StageManager(session).resolve_stage_path(reference)


def _of_stage(session: Session, wanted: CopyFiles) -> list[tuple[StagedFile, str]]:
    """The files of the source, each with its name below the source's path."""
    source = _stage(session, wanted.source or "")
    base = source.path
    files = matching(source.files(), wanted.pattern)
    if wanted.files is not None:
        folder = f"{base.rstrip('/')}/" if base else ""
        names = {f"{folder}{name.lstrip('/')}" for name in wanted.files}
        files = [file for file in files if file.name in names]
    cut = len(base) if base.endswith("/") or not base else base.rfind("/") + 1
    return [(file, file.name[cut:]) for file in files]


def _of_query(session: Session, statement: Statement, wanted: CopyFiles) -> list[tuple[StagedFile, str]]:
    """The files that a query names, with their new names."""
    assert wanted.query is not None
    name, modifiers, head = name_statement(wanted.query)
    result = session.query(Statement(name, wanted.query, statement.script, modifiers, head))
    if not 1 <= len(result.columns) <= 2:
        raise error("insert_columns", expected=2, got=len(result.columns))
    directories = {found[1] for found in _DIRECTORY.finditer("".join(token.text for token in wanted.query))}
    directory = directories.pop() if len(directories) == 1 else None
    pairs = []
    for url, *more in result.fetchall():
        file = _file(session, str(url), directory)
        relative = str(more[0]) if more and more[0] is not None else file.name
        pairs.append((file, relative))
    return pairs


def _file(session: Session, url: str, directory: str | None) -> StagedFile:
    """The file that a row of the query names.

    Args:
        session: that copies.
        url: stage reference, URL of BUILD_STAGE_FILE_URL or BUILD_SCOPED_FILE_URL, or a path.
        directory: the one stage whose directory table the query reads; paths are relative to it.
    """
    if (made := _FILE_URL.match(url)) is not None:
        parts = [urllib.parse.unquote(part) for part in made["path"].split("/", 3)]
        names = ".".join(f'"{part}"' for part in parts[:3])
        url = f"@{names}/{parts[3]}" if len(parts) == _URL_PARTS else url
    elif directory is not None and not url.startswith("@"):
        url = f"{directory.rstrip('/')}/{url}"
    if not url.startswith("@"):
        kind = "a scoped URL" if made is not None else f"{url}, which is no URL of a staged file"
        raise UnsupportedError(f"COPY FILES from {kind}")
    place = StageManager(session).resolve_stage_path(url)
    found = next((file for file in place.files() if file.name == place.path), None)
    if found is None:
        raise error("remote_file_missing", name=url)
    return found

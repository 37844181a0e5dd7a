"""PUT, GET, LIST and REMOVE, and the door of COPY INTO
(https://docs.snowflake.com/en/sql-reference/commands-file).

Paths are read from the statement's text: outside of quotes they are no tokens of SQL.
"""

from __future__ import annotations

import glob
import gzip
import os
import re
import urllib.parse
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from mockhaus_dbt.errors import CompilationError, ExecutionError, UnsupportedError, error
from mockhaus_dbt.ingestion.copy_into import execute_copy_operation
from mockhaus_dbt.ingestion.file_formats.compression import sniff
from mockhaus_dbt.ingestion.stages import StagedFile, StageLocation, StageManager, inside_allowed, matching
from mockhaus_dbt.ingestion.unload import execute_unload
from mockhaus_dbt.ingestion.unload_statement import is_unload
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.statements import statement as register_statement
from mockhaus_dbt.translation.types import INTEGER

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.ast_parser import Statement

_WORD = re.compile(
    r"""(?:\s|--[^\n]*\n|/\*.*?\*/)*
    (?: '(?P<string>(?:[^'\\]|\\.|'')*)' | (?P<word>(?:"(?:[^"]|"")*"|[^\s=;'"])+) | (?P<equals>=) )""",
    re.VERBOSE | re.DOTALL,
)


@dataclass
class FileCommand:
    """The words of PUT, GET, LIST or REMOVE.

    Args:
        places: stage references and file URIs, in order.
        options: by upper-case name.
    """

    places: list[str] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)


def read_command(text: str, places: int, options: frozenset[str]) -> FileCommand:
    """Read a file command.

    Args:
        text: the statement.
        places: how many places it names.
        options: the ones that it takes.

    Raises:
        CompilationError: 001003 for what stands in a wrong place; 002420, there is no such option.
    """
    words: list[tuple[str, str]] = []
    position = 0
    rest = text.strip()
    while match := _WORD.match(rest, position):
        position = match.end()
        kind = match.lastgroup or ""
        value = match[kind]
        words.append((kind, _string(value) if kind == "string" else value))
    if rest[position:].strip() or len(words) < 1 + places:
        raise error("parse", line=1, column=position, token=rest[position : position + 20] or "<EOF>")
    found = FileCommand([value for _, value in words[1 : 1 + places]])
    rest_words = words[1 + places :]
    while rest_words:
        if len(rest_words) < 3 or rest_words[1][0] != "equals":
            raise error("parse", line=1, column=0, token=rest_words[0][1])
        name = rest_words[0][1].upper()
        if name not in options:
            raise error("invalid_property", name=name, kind=words[0][1].upper())
        value = rest_words[2][1]
        if value.startswith('"'):
            raise error("parse", line=1, column=0, token=value)
        found.options[name] = value
        rest_words = rest_words[3:]
    return found


#: what characters behind a backslash stand for in a string; others stand for themselves.
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "0": "\0"}


def _string(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: _ESCAPED.get(m[1], m[1]), text.replace("''", "'"), flags=re.DOTALL)


def _true(command: FileCommand, name: str, default: bool) -> bool:
    value = str(command.options.get(name, default)).upper()
    if value not in ("TRUE", "FALSE"):
        raise error("invalid_value", value=value, name=name)
    return value == "TRUE"


def _local(session: Session, uri: str) -> Path:
    """The path of a ``file://`` URI.

    Raises:
        CompilationError: it is none.
        UnsupportedError: the account may not touch files outside of its stages.
    """
    if not uri.lower().startswith("file://"):
        raise error("invalid_value", value=uri, name="file")
    path = Path(os.path.expanduser(uri[7:]))
    if "%20" in uri and not path.exists():
        path = Path(os.path.expanduser(urllib.parse.unquote(uri[7:])))
    inside_allowed(session, path)
    return path


def _parallel(command: FileCommand, default: int) -> int:
    """The option PARALLEL: threads, 1 to 99."""
    value = str(command.options.get("PARALLEL", default))
    if not value.isdigit() or not 1 <= int(value) <= 99:
        raise error("invalid_value", value=value, name="PARALLEL")
    return int(value)


@dataclass(frozen=True)
class _Upload:
    """How PUT copies a file into the directory of what is to be published."""

    location: StageLocation
    directory: Path
    declared: str
    compress: bool
    overwrite: bool
    alive: Callable[[], None]

    def file(self, path: Path) -> tuple[Path | None, str, tuple[Any, ...]]:
        """Copy a file; gives where to, its name on the stage, and the row of the result."""
        compression = _compression(path) if self.declared == "AUTO_DETECT" else self.declared
        gzipped = self.compress and compression == "NONE"
        target = self.location.target(f"{path.name}.gz" if gzipped else path.name)
        name = target.name.rsplit("/", 1)[-1]
        stored = "GZIP" if gzipped else compression
        size = path.stat().st_size
        if target.path.exists() and not self.overwrite:
            return None, target.name, (path.name, name, size, 0, compression, stored, "SKIPPED", "")
        written = self.directory / name
        with open(path, "rb") as source, open(written, "wb") as sink:
            if gzipped:
                # No name and time inside: the same content gives the same file, which COPY knows again.
                with gzip.GzipFile("", "wb", 6, sink, mtime=0) as packed:
                    _copied(source, packed, self.alive)
            else:
                _copied(source, sink, self.alive)
        row = (path.name, name, size, written.stat().st_size, compression, stored, "UPLOADED", "")
        return written, target.name, row


def _copied(source: BinaryIO, sink: BinaryIO | gzip.GzipFile, alive: Callable[[], None]) -> None:
    """Copy block by block.

    Args:
        source, sink: from where and where to.
        alive: raises where the statement has been cancelled.
    """
    while block := source.read(_BLOCK):
        alive()
        sink.write(block)


class SnowflakeIngestionHandler:
    """Runs the statements that move files.

    Args:
        session: in which they run.
    """

    def __init__(self, session: Session):
        self.session = session
        self.stages = StageManager(session)

    def execute_ingestion_statement(self, statement: Statement) -> QueryResult:
        """Run PUT, GET, LIST, REMOVE or COPY INTO.

        Args:
            statement: the statement.

        Returns:
            its result, with Snowflake's columns.

        Raises:
            SqlError: in Snowflake's words.
        """
        match statement.name:
            case "PUT":
                return self.put(statement.text)
            case "GET":
                return self.get(statement.text)
            case "LIST":
                return self.list(statement.text)
            case "REMOVE":
                return self.remove(statement.text)
            case "COPY INTO":
                if is_unload(statement):
                    return execute_unload(self.session, statement)
                return execute_copy_operation(self.session, statement)
        raise UnsupportedError(statement.name)

    # ---------------------------------------------------------------------------------------------------- PUT, GET

    def put(self, text: str) -> QueryResult:
        """PUT file://... @stage: copy files onto an internal stage."""
        command = read_command(text, 2, _PUT_OPTIONS)
        source = _local(self.session, command.places[0])
        location = self.stages.resolve_stage_path(_reference(command.places[1]))
        if location.external:
            raise CompilationError(
                "SQL compilation error:\nPUT command is not supported for external stage.", 2, "0A000"
            )
        compress = _true(command, "AUTO_COMPRESS", True)
        overwrite = _true(command, "OVERWRITE", False)
        declared = str(command.options.get("SOURCE_COMPRESSION", "AUTO_DETECT")).upper()
        if declared not in _SOURCE_COMPRESSIONS:
            raise error("invalid_value", value=declared, name="SOURCE_COMPRESSION")
        if "**" in source.name:
            raise ExecutionError(f"Files of several directories cannot be uploaded together: {source}", 253006, "22000")
        threads = _parallel(command, 4)
        paths = sorted(p for p in map(Path, glob.glob(_pattern(source))) if p.is_file())
        if not paths:
            raise error("file_missing", name=[str(source)])
        with location.publication() as new, ThreadPoolExecutor(min(threads, len(paths))) as pool:
            upload = _Upload(location, new.directory, declared, compress, overwrite, self.session.cursor.check)
            done = list(self.session.progress("PUT", paths, pool.map(upload.file, paths)))
            new.publish((written, name) for written, name, _ in done if written is not None)
        sizes = {"source_size": INTEGER, "target_size": INTEGER}
        return QueryResult.of([(c, sizes[c]) if c in sizes else c for c in _PUT_COLUMNS], [row for _, _, row in done])

    def get(self, text: str) -> QueryResult:
        """GET @stage file://...: copy files of a stage into a directory."""
        command = read_command(text, 2, frozenset(["PATTERN", "PARALLEL"]))
        location = self.stages.resolve_stage_path(_reference(command.places[0]))
        directory = _local(self.session, command.places[1])
        threads = _parallel(command, 10)
        if location.external:
            raise CompilationError(
                "SQL compilation error:\nGET command is not supported for external stage.", 2, "0A000"
            )
        if not directory.is_dir():
            raise ExecutionError(f"The local path is not a directory: {directory}", 253005, "22000")
        files = matching(location.files(), command.options.get("PATTERN"))
        names = [file.path.name for file in files]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ExecutionError(
                f"Files of one name in different directories cannot be downloaded together: {sorted(twice)[0]}",
                253005,
                "22000",
            )

        def download(file: StagedFile) -> tuple[Any, ...]:
            partial = directory / f".{file.path.name}.partial"
            try:
                with open(file.path, "rb") as source, open(partial, "wb") as sink:
                    _copied(source, sink, self.session.cursor.check)
                os.replace(partial, directory / file.path.name)
            finally:
                partial.unlink(missing_ok=True)
            return (file.name, file.size, "DOWNLOADED", "")

        with ThreadPoolExecutor(threads) as pool:
            rows = list(self.session.progress("GET", files, pool.map(download, files)))
        return QueryResult.of(["file", ("size", INTEGER), "status", "message"], rows)

    # ------------------------------------------------------------------------------------------------ LIST, REMOVE

    def _files(self, text: str) -> list[StagedFile]:
        command = read_command(text, 1, frozenset(["PATTERN"]))
        location = self.stages.resolve_stage_path(_reference(command.places[0]))
        return matching(location.files(), command.options.get("PATTERN"))

    def list(self, text: str) -> QueryResult:
        """LIST @stage: the files under a path."""
        rows = [(f.listed, f.size, f.md5, f.last_modified) for f in self._files(text)]
        return QueryResult.of(["name", ("size", INTEGER), "md5", "last_modified"], rows)

    def remove(self, text: str) -> QueryResult:
        """REMOVE @stage: delete the files under a path."""
        rows = []
        for file in self._files(text):
            file.remove()
            rows.append((file.listed, "removed"))
        return QueryResult.of(["name", "result"], rows)


_BLOCK = 1 << 20
_PUT_COLUMNS = (
    "source",
    "target",
    "source_size",
    "target_size",
    "source_compression",
    "target_compression",
    "status",
    "message",
)
_PUT_OPTIONS = frozenset(["PARALLEL", "AUTO_COMPRESS", "SOURCE_COMPRESSION", "OVERWRITE"])
_SOURCE_COMPRESSIONS = ("AUTO_DETECT", "GZIP", "BZ2", "BROTLI", "ZSTD", "DEFLATE", "RAW_DEFLATE", "NONE")
#: files that are compressed inside already, by their names and by their first bytes.
_PACKED = {".parquet": "PARQUET", ".orc": "ORC"}
_PACKED_HEADS = {b"PAR1": "PARQUET", b"ORC": "ORC"}


def _compression(path: Path) -> str:
    if found := _PACKED.get(path.suffix.lower()):
        return found
    with path.open("rb") as file:
        head = file.read(4)
    return next((kind for start, kind in _PACKED_HEADS.items() if head.startswith(start)), "") or sniff(path)


def _pattern(path: Path) -> str:
    """Wildcards are ``*`` and ``?`` in the file's name alone."""
    folder, name = os.path.split(str(path))
    return os.path.join(glob.escape(folder), name.replace("[", "[[]"))


def _reference(text: str) -> str:
    if not text.startswith("@"):
        raise error("parse", line=1, column=0, token=text)
    return text


@register_statement("PUT", "GET", "LIST", "REMOVE", "COPY INTO")
def execute_ingestion_statement(session: Session, statement: Statement) -> QueryResult:
    """The entry in the table of statements."""
    return SnowflakeIngestionHandler(session).execute_ingestion_statement(statement)

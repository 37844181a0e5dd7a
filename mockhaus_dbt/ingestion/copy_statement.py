"""COPY INTO as written, read from its tokens
(https://docs.snowflake.com/en/sql-reference/sql/copy-into-table#syntax).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.ingestion.cloud_urls import CLOUD_OPTIONS
from mockhaus_dbt.ingestion.copy_options import check_copy_options
from mockhaus_dbt.ingestion.file_formats import read_format
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.token_reader import TokenReader, put_option

#: so many files FILES can name.
_MOST_FILES = 1000
_PATH = re.compile(r"""@(?:"(?:[^"]|"")*"|[^\s;(),'"])*""")


#: a URL without quotes ends its line: behind its two slashes, all of it is a comment to whoever looks for tokens.
_URL = re.compile(r"(?i:s3|s3gov|s3china|s3compat|gcs|azure)://[^\s;(),'\"]+(?=[ \t\r;]*(?:\n|$))")


@dataclass
class CopyStatement:
    """COPY INTO <table>.

    Args:
        table: its name as written.
        columns: the column list; None where there is none.
        location: stage reference or URL; None for the stage of the table.
        query: tokens of the transformation; None for a plain load.
        cloud: how the storage behind a URL is reached.
        options: copy options that were given, checked.
        file_format: options of FILE_FORMAT; None where it was not given.
        files, pattern: of FILES and PATTERN.
        validation: of VALIDATION_MODE, in capitals.
    """

    table: tuple[str, ...]
    columns: tuple[str, ...] | None = None
    location: str | None = None
    query: list[Token] | None = None
    options: dict[str, Any] = field(default_factory=dict)
    file_format: dict[str, Any] | None = None
    files: list[str] | None = None
    cloud: dict[str, Any] = field(default_factory=dict)
    pattern: str | None = None
    validation: str | None = None


def read_copy(statement: Statement) -> CopyStatement:
    """Read COPY INTO <table>.

    Raises:
        CompilationError: 001003 and the like.
        UnsupportedError: it unloads, or names a location on a cloud, or asks for something that is not there yet.
    """
    reader = statement.reader()
    if reader.word() == "@" or (reader.token and reader.token.token_type is TokenType.STRING):
        raise UnsupportedError("COPY INTO <location>")
    found = CopyStatement(reader.qualified())
    if reader.accept("("):
        names = [reader.identifier()]
        while reader.accept(","):
            names.append(reader.identifier())
        reader.expect(")")
        found.columns = tuple(names)
    if reader.accept("FROM"):
        if reader.word() == "(":
            found.query = reader.bracketed()
            inner = _location_in(found.query, statement.script)
            if inner is None:
                raise reader.unexpected()
            found.location = inner[0]
            _read_stage_options(TokenReader(Statement("", inner[1], statement.script)), found)
        else:
            found.location = read_place(reader)
    _read_options(reader, found)
    return found


def _read_options(reader: TokenReader, found: CopyStatement) -> None:
    options: dict[str, Any] = {}
    for name in reader.option_names():
        if name in ("FILE_FORMAT", "PATTERN") and (found.file_format if name == "FILE_FORMAT" else found.pattern):
            raise UnsupportedError(f"{name} both in COPY INTO and in its query")
        if name == "FILE_FORMAT":
            found.file_format = read_format(reader)
        elif name == "FILES":
            found.files = read_files(reader)
        elif name == "PATTERN":
            found.pattern = reader.string()
        elif name == "VALIDATION_MODE":
            found.validation = _validation(reader.value())
        elif name in CLOUD_OPTIONS and (found.location or "").startswith("@"):
            raise error("invalid_property", name=name, kind="COPY")
        elif name in CLOUD_OPTIONS:
            found.cloud[name] = reader.value()
        elif name == "FILE_PROCESSOR":
            raise UnsupportedError(f"COPY INTO option {name}")
        else:
            put_option(options, name, reader.value())
    found.options = check_copy_options(options)


def read_files(reader: TokenReader) -> list[str]:
    """The value of FILES: names in single quotes.

    Raises:
        CompilationError: 001003, something else stands there; 001008, there are too many.
    """
    if reader.word() != "(":
        return [reader.string()]
    reader.expect("(")
    names = [reader.string()]
    while reader.accept(","):
        names.append(reader.string())
    reader.expect(")")
    if len(names) > _MOST_FILES:
        raise error("invalid_value", value=f"{len(names)} files", name="FILES")
    return names


def _validation(value: Any) -> str:
    mode = str(value).upper()
    if not re.fullmatch(r"RETURN_(?:[1-9]\d*_ROWS|(?:ALL_)?ERRORS)", mode):
        raise error("invalid_value", value=value, name="VALIDATION_MODE")
    return mode


def read_place(reader: TokenReader) -> str:
    """A stage reference or a URL, in quotes or not; the reader steps over it.

    Raises:
        CompilationError: 001003, there is none.
    """
    token = reader.token
    if token is not None and token.token_type is TokenType.STRING:
        text = reader.string()
        if not text.startswith("@") and "://" not in text:
            reader.position -= 1
            raise reader.unexpected()
        return text
    script = reader.statement.script
    match = (_PATH.match(script, token.start) or _URL.match(script, token.start)) if token is not None else None
    if match is None:
        raise reader.unexpected()
    while not reader.done and reader.tokens[reader.position].start < match.end():
        reader.position += 1
    return match[0]


def _location_in(tokens: list[Token], script: str) -> tuple[str, list[Token]] | None:
    """The stage reference behind FROM in the tokens of a query, and the tokens behind it."""
    for i, (before, token) in enumerate(pairwise(tokens)):
        if before.text.upper() != "FROM":
            continue
        if token.token_type is TokenType.STRING and token.text.startswith("@"):
            return token.text, tokens[i + 2 :]
        match = _PATH.match(script, token.start)
        if match is not None:
            return match[0], [t for t in tokens[i + 1 :] if t.start >= match.end()]
    return None


def _read_stage_options(reader: TokenReader, found: CopyStatement) -> None:
    """``(FILE_FORMAT => f, PATTERN => p)`` behind the stage of a query."""
    if reader.word() != "(" or reader.word(1) not in ("FILE_FORMAT", "PATTERN"):
        return
    reader.expect("(")
    while not reader.accept(")"):
        if reader.accept(","):
            continue
        name = reader.take().text.upper()
        reader.expect("=>")
        if name == "FILE_FORMAT":
            found.file_format = read_format(reader)
        elif name == "PATTERN":
            found.pattern = reader.string()
        else:
            raise reader.unexpected()

"""COPY INTO <location> as written, read from its tokens
(https://docs.snowflake.com/en/sql-reference/sql/copy-into-location#syntax).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import CompilationError, UnsupportedError, error
from mockhaus_dbt.ingestion.cloud_urls import CLOUD_OPTIONS
from mockhaus_dbt.ingestion.copy_statement import read_place
from mockhaus_dbt.ingestion.file_formats import read_format
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.token_reader import TokenReader


class UnloadOption(NamedTuple):
    """An option of COPY INTO <location>.

    Args:
        kind: bool or int.
        default: its value where it is not given.
        effect: what it does, for docs/loading.md.
    """

    kind: type
    default: Any
    effect: str


UNLOAD_OPTIONS: dict[str, UnloadOption] = {
    "OVERWRITE": UnloadOption(bool, False, "Files of the same names are replaced; otherwise they are an error."),
    "SINGLE": UnloadOption(bool, False, "One file, named as the path says (`data` without one), of any extension."),
    "MAX_FILE_SIZE": UnloadOption(
        int, 16_777_216, "About so many bytes to a file, 5368709120 at most; with SINGLE a larger file is an error."
    ),
    "INCLUDE_QUERY_ID": UnloadOption(
        bool, False, "The names of files hold the query ID; always with PARTITION BY, never with SINGLE or OVERWRITE."
    ),
    "DETAILED_OUTPUT": UnloadOption(bool, False, "A row for each file; otherwise one row of totals."),
}
#: the largest MAX_FILE_SIZE.
_LARGEST = 5_368_709_120
_WORDS = frozenset([*UNLOAD_OPTIONS, *CLOUD_OPTIONS, "FILE_FORMAT", "HEADER", "VALIDATION_MODE", "PARTITION BY"])


@dataclass
class UnloadStatement:
    """COPY INTO <location>.

    Args:
        location: stage reference or URL.
        table: name of the table; None where a query is unloaded.
        query: its tokens.
        partition: tokens of PARTITION BY.
        file_format: options of FILE_FORMAT; None where it was not given.
        options: copy options, all of them.
        given: the names of those that the statement has.
        cloud: how the storage behind a URL is reached.
        header: of HEADER.
        validate: VALIDATION_MODE = RETURN_ROWS.
    """

    location: str
    table: tuple[str, ...] | None = None
    query: list[Token] | None = None
    partition: list[Token] | None = None
    file_format: dict[str, Any] | None = None
    options: dict[str, Any] = field(default_factory=lambda: {k: o.default for k, o in UNLOAD_OPTIONS.items()})
    given: set[str] = field(default_factory=set)
    cloud: dict[str, Any] = field(default_factory=dict)
    header: bool = False
    validate: bool = False


def is_unload(statement: Statement) -> bool:
    """Whether COPY INTO names a location and no table."""
    reader = statement.reader()
    return reader.word() == "@" or bool(reader.token and reader.token.token_type is TokenType.STRING)


def read_unload(statement: Statement) -> UnloadStatement:
    """Read COPY INTO <location>.

    Raises:
        CompilationError: 001003 and the like; options that exclude each other.
        UnsupportedError: VALIDATION_MODE other than RETURN_ROWS.
    """
    reader = statement.reader()
    found = UnloadStatement(read_place(reader))
    reader.expect("FROM")
    if reader.word() == "(":
        found.query = reader.bracketed()
    else:
        found.table = reader.qualified()
    while not reader.done:
        if reader.accept(","):
            continue
        _read_option(reader, found)
    _check(found)
    return found


def _read_option(reader: TokenReader, found: UnloadStatement) -> None:
    if reader.accept("PARTITION BY"):
        found.partition = _expression(reader)
        return
    if reader.word() == "HEADER":
        reader.take()
        found.header = _typed("HEADER", bool, reader.value()) if reader.accept("=") else True
        return
    if reader.word(1) != "=":
        raise reader.unexpected()
    name = reader.take().text.upper()
    reader.expect("=")
    if name == "FILE_FORMAT":
        found.file_format = read_format(reader)
    elif name == "VALIDATION_MODE":
        mode = str(reader.value()).upper()
        if mode != "RETURN_ROWS":
            raise UnsupportedError(f"COPY INTO <location> option VALIDATION_MODE = {mode}")
        found.validate = True
    elif name in CLOUD_OPTIONS:
        found.cloud[name] = reader.value()
    elif name in UNLOAD_OPTIONS:
        found.given.add(name)
        found.options[name] = _typed(name, UNLOAD_OPTIONS[name].kind, reader.value())
    else:
        raise error("invalid_property", name=name, kind="COPY INTO <location>")


def _expression(reader: TokenReader) -> list[Token]:
    """The tokens up to the next option."""
    start, depth = reader.position, 0
    while not reader.done and (depth or reader.word() not in _WORDS or reader.position == start):
        depth += {"(": 1, ")": -1}.get(reader.take().text, 0)
    return reader.tokens[start : reader.position]


def _typed(name: str, kind: type, value: Any) -> Any:
    if kind is bool:
        if str(value).upper() not in ("TRUE", "FALSE"):
            raise error("invalid_value", value=value, name=name)
        return str(value).upper() == "TRUE"
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST:
        raise error("invalid_value", value=value, name=name)
    return value


def _check(found: UnloadStatement) -> None:
    options = found.options
    if found.partition is not None:
        for name in ("OVERWRITE", "SINGLE"):
            if options[name]:
                raise _conflict(f"{name} = TRUE", "PARTITION BY")
        if "INCLUDE_QUERY_ID" in found.given and not options["INCLUDE_QUERY_ID"]:
            raise _conflict("INCLUDE_QUERY_ID = FALSE", "PARTITION BY")
        options["INCLUDE_QUERY_ID"] = True
    elif options["INCLUDE_QUERY_ID"]:
        for name in ("SINGLE", "OVERWRITE"):
            if options[name]:
                raise _conflict(f"{name} = TRUE", "INCLUDE_QUERY_ID = TRUE")


def _conflict(first: str, second: str) -> CompilationError:
    return error("conflicting_options", first=first, second=second)  # type: ignore[return-value]

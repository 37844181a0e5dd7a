"""File formats: one file each. A format says how records are written and reads them
(https://docs.snowflake.com/en/sql-reference/sql/create-file-format).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import SqlError, UnsupportedError, error
from mockhaus_dbt.ingestion.file_formats.avro import AvroFormat
from mockhaus_dbt.ingestion.file_formats.base import FileFormat
from mockhaus_dbt.ingestion.file_formats.csv import CsvFormat
from mockhaus_dbt.ingestion.file_formats.json import JsonFormat
from mockhaus_dbt.ingestion.file_formats.orc import OrcFormat
from mockhaus_dbt.ingestion.file_formats.parquet import ParquetFormat
from mockhaus_dbt.ingestion.file_formats.xml import XmlFormat
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.token_reader import put_option

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.token_reader import TokenReader

FORMATS: dict[str, type[FileFormat]] = {
    f.type: f for f in (CsvFormat, JsonFormat, ParquetFormat, AvroFormat, OrcFormat, XmlFormat)
}
#: formats of Snowflake's that are not read.
_LATER = frozenset(["CUSTOM"])
#: formats that exist by these names in every schema, unless a user makes one of the name.
BUILT_IN = {"CSV_DEFAULT": "CSV", "JSON_DEFAULT": "JSON", "PARQUET_DEFAULT": "PARQUET"}


def read_format(reader: TokenReader) -> dict[str, Any]:
    """Read the value of FILE_FORMAT: ``( FORMAT_NAME = f )``, ``( TYPE = CSV ... )``, ``'f'`` or ``f``.

    Args:
        reader: stands behind the ``=`` or ``=>``.

    Returns:
        options by upper-case name; FORMAT_NAME is a list of name parts.
    """
    if not reader.accept("("):
        return {"FORMAT_NAME": read_name(reader)}
    found: dict[str, Any] = {}
    while not reader.accept(")"):
        if reader.accept(","):
            continue
        name = reader.take().text.upper()
        if not reader.accept("=>"):
            reader.expect("=")
        put_option(found, name, read_name(reader) if name == "FORMAT_NAME" else reader.value())
    return found


def read_name(reader: TokenReader) -> list[str]:
    """A name, dotted or not, in quotes or not."""
    from sqlglot.tokens import TokenType

    from mockhaus_dbt.translation.token_reader import split_name

    token = reader.token
    if token is not None and token.token_type is TokenType.STRING:
        return list(split_name(reader.string()))
    return list(reader.qualified())


def make_format(options: Mapping[str, Any], origin: str = "FILE FORMAT") -> FileFormat:
    """A format from its options; TYPE is CSV where it is not given.

    Args:
        options: TYPE and the options of that type.
        origin: what they were given to, for error messages.

    Raises:
        CompilationError: there is no such type, option or value.
        UnsupportedError: Snowflake has it, Mockhaus does not.
    """
    rest = dict(options)
    name = str(rest.pop("TYPE", "CSV")).upper()
    if name in _LATER:
        raise UnsupportedError(f"FILE FORMAT TYPE = {name}")
    if name not in FORMATS:
        raise error("invalid_value", value=name, name="TYPE")
    return FORMATS[name](rest, origin)


class FileFormatManager:
    """Finds file formats for a session."""

    def __init__(self, session: Session):
        self.session = session

    def get_format(self, wanted: Mapping[str, Any] | str | Sequence[str] | None = None) -> FileFormat:
        """The format that a name or the options of FILE_FORMAT = (...) stand for.

        Args:
            wanted: a name (text or parts), or options with FORMAT_NAME or TYPE; nothing gives CSV with its defaults.

        Raises:
            CompilationError: 002003, there is no such format; what :func:`make_format` raises.
        """
        from mockhaus_dbt.translation.token_reader import split_name

        if not wanted:
            return CsvFormat()
        if isinstance(wanted, str):
            return self.named(split_name(wanted))
        if not isinstance(wanted, Mapping):
            return self.named(tuple(wanted))
        options = dict(wanted)
        name = options.pop("FORMAT_NAME", None)
        if name is None:
            return make_format(options)
        if options:
            # Snowflake takes one or the other.
            raise error("invalid_property", name=next(iter(options)), kind="FILE_FORMAT")
        return self.get_format(name)

    def named(self, parts: Sequence[str]) -> FileFormat:
        """A format by name.

        Raises:
            CompilationError: 002003, there is none.
        """
        found = self.find(parts)
        if found is None:
            raise self.missing(parts)
        return found

    def find(self, parts: Sequence[str]) -> FileFormat | None:
        """A format by name, or None."""
        from mockhaus_dbt.ingestion.session_objects import find_object

        if len(parts) > 1 or (self.session.database and self.session.schema) or parts[0] not in BUILT_IN:
            obj = find_object(self.session, "FILE FORMAT", parts)
            if obj is not None:
                return make_format(obj.properties)
        return make_format({"TYPE": BUILT_IN[parts[0]]}) if len(parts) == 1 and parts[0] in BUILT_IN else None

    def missing(self, parts: Sequence[str]) -> SqlError:
        """The error for a format that is not there."""
        known = len(parts) == 3 or (self.session.database and (len(parts) == 2 or self.session.schema))
        full = self.session.resolve(parts, "SELECT") if known else parts
        return error("file_format_missing", name=".".join(display(p) for p in full))

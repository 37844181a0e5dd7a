"""What a door says of the sources of a project."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mockhaus_dbt.translation.names import quote

#: database, schema and name as the catalog has them.
Place = tuple[str, str, str]


def source_name(written: str, quoted: bool) -> str:
    """A name as the catalog has it.

    Args:
        written: in the project.
        quoted: dbt puts it into double quotes; otherwise Snowflake takes it in upper case.
    """
    return written if quoted else written.upper()


@dataclass(frozen=True)
class Reference:
    """The column that a relationships test names.

    Args:
        place: of the relation.
        column: its column.
        shown: as the project writes the relation.
    """

    place: Place
    column: str
    shown: str


@dataclass(frozen=True)
class SourceColumn:
    """A declared column.

    Args:
        name: as the catalog has it.
        data_type: as declared; None where it is not.
        unique, not_null: there is such a test.
        accepted: values of an accepted_values test; empty where there is none.
        refers_to: of a relationships test.
        known: what tells its type, where that is not the project.
    """

    name: str
    data_type: str | None = None
    unique: bool = False
    not_null: bool = False
    accepted: tuple[Any, ...] = ()
    refers_to: Reference | None = None
    known: str = ""


@dataclass(frozen=True)
class Source:
    """A table of a source.

    Args:
        label: ``source.table``, for messages.
        place: where models look for it.
        columns: as declared.
        location: of its files; None where it has none.
        file_format: options of Snowflake's file format, by name.
        folder: what a relative location starts from.
        together: columns that make a row unique together, for each test of these.
    """

    label: str
    place: Place
    columns: tuple[SourceColumn, ...] = ()
    location: str | None = None
    file_format: dict[str, Any] = field(default_factory=dict)
    folder: Path = Path()
    together: tuple[tuple[str, ...], ...] = ()

    @property
    def sql(self) -> str:
        """Its qualified name as Snowflake SQL."""
        return qualified(self.place)


def qualified(place: Place) -> str:
    """A qualified and quoted name."""
    return ".".join(map(quote, place))


def text(value: str) -> str:
    """A string as a Snowflake literal."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"

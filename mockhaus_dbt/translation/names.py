"""Names: of relations and columns in the catalog, and of what a query can see.

Unquoted identifiers are folded to upper case, quoted ones are kept; two that differ in case alone are different.
DuckDB ignores case, so every name that we print is *physical*: unique without regard to case, given by
:class:`PhysicalNames` (https://docs.snowflake.com/en/sql-reference/identifiers-syntax).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.types import SqlType

#: ends DuckDB's name of a view whose text calls functions of Mockhaus; the view of the bare name opens anywhere.
VIEW_SUFFIX = " of Mockhaus"

#: schemas of the database SNOWFLAKE, which every account has and nobody made.
SNOWFLAKE_SCHEMAS = ("INFORMATION_SCHEMA", "ACCOUNT_USAGE", "ORGANIZATION_USAGE", "READER_ACCOUNT_USAGE")


#: characters that an identifier can have
LONGEST = 255


def quote(identifier: str) -> str:
    """An identifier in double quotes, for DuckDB or Snowflake."""
    return '"' + identifier.replace('"', '""') + '"'


def display(identifier: str) -> str:
    """An identifier as Snowflake prints it: in quotes only where it needs them."""
    plain = identifier.replace("_", "A").replace("$", "A")
    if plain.isalnum() and plain.isascii() and identifier == identifier.upper() and not identifier[0].isdigit():
        return identifier
    return quote(identifier)


def three_parts(parts: Sequence[str]) -> tuple[str, str, str]:
    """A name that leaves nothing out; ``db..t`` is in PUBLIC.

    Raises:
        CompilationError: 002003, it has more than three parts.
    """
    if len(parts) > 3:
        raise error("object_missing", name=".".join(map(display, parts)))
    return parts[0], parts[1] or "PUBLIC", parts[2]


class PhysicalNames:
    """Gives each name a spelling that no other name of the same place has, case ignored."""

    def __init__(self, taken: Iterable[str] = ()):
        self._taken = {name.lower() for name in taken}

    def claim(self, name: str) -> str:
        candidate, n = name, 1
        while candidate.lower() in self._taken:
            n += 1
            candidate = f"{name}~{n}"
        self._taken.add(candidate.lower())
        return candidate


@dataclass(frozen=True)
class Policy:
    """A policy that is set on a table, a view or a column.

    Args:
        name: qualified, as Snowflake prints it.
        columns: that its arguments stand for, in their order; of a masking policy the masked column comes first.
    """

    name: str
    columns: tuple[str, ...]


#: the entry of ``Column.extra`` for schema evolution.
EVOLVED = "schema_evolution_record"


@dataclass(frozen=True)
class Column:
    """A column of a stored relation.

    Args:
        name: Snowflake's name.
        type: Snowflake's type.
        physical: DuckDB's name of it.
        nullable: False for NOT NULL.
        default: Snowflake text of the DEFAULT expression.
        comment: of COMMENT.
        wide: an integer column that is held in DECIMAL(38, 0) because a value needed it (DESIGN D8).
        extra: identity, masking, constraint and other clauses, for SHOW and DESCRIBE.
    """

    name: str
    type: SqlType
    physical: str = ""
    nullable: bool = True
    default: str | None = None
    comment: str | None = None
    wide: bool = False
    extra: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def sql(self) -> str:
        """The quoted name to print for DuckDB."""
        return quote(self.physical or self.name)

    @property
    def masking(self) -> Policy | None:
        """The masking policy of the column."""
        found = self.extra.get("masking_policy")
        return None if found is None else Policy(found["policy"], (self.name, *found["columns"]))

    @property
    def evolution(self) -> str | None:
        """The record of the load that has added the column, or has taken its NOT NULL; a change by hand ends it."""
        return self.extra.get(EVOLVED)

    def unrecorded(self) -> Column:
        """The column without that record."""
        return replace(self, extra={k: v for k, v in self.extra.items() if k != EVOLVED}) if self.evolution else self

    @property
    def is_virtual(self) -> bool:
        """Whether it is computed when it is read, and not stored."""
        return "virtual" in self.extra


def stored(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns without those that are virtual."""
    return tuple(c for c in columns if not c.is_virtual) if any(c.is_virtual for c in columns) else columns


@dataclass(frozen=True)
class Relation:
    """A table, view or other thing with rows that a query can name.

    Args:
        database, schema, name: Snowflake's.
        kind: TABLE, VIEW, MATERIALIZED VIEW, EXTERNAL TABLE, DYNAMIC TABLE, ...
        columns: in order.
        sql: what stands for it in a FROM clause of DuckDB (``"DB.SCHEMA"."T"`` or a bracketed query); empty where
            Context.live_view has to be asked, the virtual columns of a table have to be computed or policies applied.
        computed: DuckDB's table of one with virtual columns or policies.
        row_access: its row access policy.
        masking: the masking policies of its columns.
        tags: set on it, by what identifies them.
        asked: of a view, what ``sql`` holds for: field of Context, name and value that the session has to have there.
    """

    database: str
    schema: str
    name: str
    kind: str
    columns: tuple[Column, ...]
    sql: str
    computed: str = ""
    asked: tuple[tuple[Any, ...], ...] = ()
    row_access: Policy | None = None
    masking: tuple[Policy, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def is_protected(self) -> bool:
        """Whether policies decide what a session sees of it."""
        return self.row_access is not None or bool(self.masking)

    @property
    def target(self) -> str:
        """DuckDB's table, for text that changes it."""
        return self.computed or self.sql

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns that take values."""
        return stored(self.columns)

    @property
    def qualified(self) -> str:
        return ".".join(map(display, (self.database, self.schema, self.name)))


class CatalogSnapshot(Protocol):
    """What the translator asks of the account."""

    version: int

    def has_database(self, database: str) -> bool: ...

    def has_schema(self, database: str, schema: str) -> bool: ...

    def relation(self, database: str, schema: str, name: str) -> Relation | None: ...

    def user_function(self, database: str, schema: str, name: str) -> Any | None: ...

    def sequence(self, database: str, schema: str, name: str) -> str | None: ...

    def policy(self, kind: str, database: str, schema: str, name: str) -> Any | None: ...

    def get(self, domain: str, database: str, schema: str, name: str) -> Any | None: ...

    @property
    def tag_policies(self) -> Mapping[str, tuple[str, ...]]:
        """The masking policies of tags, by what identifies the tags."""


@dataclass
class Context:
    """Everything outside the text that a translation depends on. One per statement, built by the session.

    Args:
        catalog: names and types of what the account holds.
        database, schema: current ones, None where there is none.
        parameters: the session's parameters, by upper-case name, with Snowflake's defaults filled in.
        variables: session variables (SET), by upper-case name.
        functions: constants of context functions, as DuckDB text by name: CURRENT_ROLE -> ``'ACCOUNTADMIN'``.
        bindings: values for ``?`` and ``:1``.
        wide: compute integers in 128 bits; set when a first try overflowed (DESIGN D8).
        in_view: the text goes into a view: nothing of the moment may be written into it.
        shadows: relations that hide permanent ones, such as the session's temporary tables; asked first.
        stage_rows: called with (location, {option: value}) for ``FROM @stage``; gives a relation.
        run: runs DuckDB text and gives rows; for PIVOT (ANY) and its kin, which depend on data.
        result_scan: called with a query id; gives the relation that holds that result.
        piped: called with n for ``FROM $n``; gives the relation that holds the result of the n-th statement before this
            one in a chain of ``->>``, None where there is none.
        stream: called with (database, schema, name) where no relation has the name; gives the stream's changes.
        history: called with the place of a table, bounds and CHANGES' information; see rewrites/time_travel.py.
        system_relation: called with (database, schema, name) for INFORMATION_SCHEMA and SNOWFLAKE views.
        live_view: called with the relation of a view that has no text of its own (sql is empty), or one that was made
            for other settings than this session's; gives it with text.
        ask: called with the name of a function that reads the account (GET_DDL, ...) and its arguments; see asking.py.
        ask_in_view: the same for the functions that a view may call.
        tag_value: in the body of a policy, the value of a tag: called with COLUMN or TABLE and the tag's full name.
    """

    catalog: CatalogSnapshot
    database: str | None = None
    schema: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    functions: Mapping[str, str] = field(default_factory=dict)
    bindings: Any = None
    wide: bool = False
    in_view: bool = False
    shadows: Callable[[str, str, str], Relation | None] | None = None
    stage_rows: Callable[[str, dict[str, Any]], Relation] | None = None
    run: Callable[[str], list[tuple[Any, ...]]] | None = None
    result_scan: Callable[[str], Relation] | None = None
    piped: Callable[[int], Relation | None] | None = None
    stream: Callable[[str, str, str], Relation | None] | None = None
    history: Callable[..., tuple[str, tuple[Column, ...]]] | None = None
    system_relation: Callable[[str, str, str], Relation | None] | None = None
    live_view: Callable[[Relation], Relation] | None = None
    ask: Callable[..., Any] | None = None
    ask_in_view: Callable[..., Any] | None = None
    tag_value: Callable[[str, tuple[str, ...]], str | None] | None = None

"""Changes to the constraints of a table that exists: ADD, RENAME, DROP, ALTER.

https://docs.snowflake.com/en/sql-reference/sql/create-table-constraint
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.errors import MESSAGES, SqlError, UnsupportedError, error
from mockhaus_dbt.objects.base import find_column, with_properties
from mockhaus_dbt.objects.checks import checks, named, with_checked_columns
from mockhaus_dbt.objects.columns import Definition
from mockhaus_dbt.objects.constraint_clauses import read_constraint, read_names
from mockhaus_dbt.objects.foreign_keys import check_foreign_keys, check_unnamed, without_references
from mockhaus_dbt.objects.relocation import rebuild
from mockhaus_dbt.translation.names import display

if TYPE_CHECKING:
    from mockhaus_dbt.session import Change, Session
    from mockhaus_dbt.translation.token_reader import TokenReader


def with_constraints(obj: CatalogObject, more: list[dict[str, Any]]) -> CatalogObject:
    """The table with more constraints.

    Raises:
        SqlError: 000904, a column is not there; 002036, there is a primary key already; 002002, or another constraint
            of the name.
    """
    if not more:
        return obj
    held = [*obj.properties.get("constraints", ()), *more]
    names = [c["name"] for c in held]
    for name in names:
        if names.count(name) > 1:
            raise error("object_exists", name=display(name))
    if sum(c["kind"] == "PRIMARY KEY" for c in held) > 1:
        raise error("primary_key_exists", name=obj.name)
    for constraint in more:
        for name in constraint["columns"]:
            find_column(obj, name)
    return with_properties(obj, constraints=held)


def add_constraint(session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """ADD [CONSTRAINT name] PRIMARY KEY | UNIQUE | FOREIGN KEY | CHECK ..."""
    definition = Definition()
    read_constraint(reader, session, definition, None)
    return add_constraints(session, change, obj, definition.constraints)


def add_constraints(
    session: Session, change: Change, obj: CatalogObject, more: list[dict[str, Any]]
) -> CatalogObject:
    """Add constraints to a table that exists; rows that are there have to satisfy its CHECKs.

    Args:
        session, change: in which they are added.
        obj: the table.
        more: the constraints.

    Returns:
        the table with them.

    Raises:
        SqlError: 100000, a row violates a CHECK; or as of :func:`check_foreign_keys` and :func:`with_constraints`.
        UnsupportedError: a CHECK on a table that can have none, or with NOVALIDATE and rows that violate it.
    """
    if not more:
        return obj
    unseen = sum(c.pop("novalidate", False) for c in more)
    check_foreign_keys(session, obj.key, obj.columns, [*obj.properties.get("constraints", ()), *more])
    new = with_constraints(obj, more)
    if not checks(more):
        return new
    for flag, kind in _WITHOUT_CHECKS.items():
        if obj.properties.get(flag) or obj.kind == flag:
            raise UnsupportedError(f"ADD CHECK of {kind} table")
    for column in new.columns:
        if column.is_virtual and any(column.name in named(c) for c in checks(more)):
            raise error("virtual_constraint", kind="CHECK", name=display(column.name))
    new = new.but(columns=tuple(with_checked_columns(list(new.columns), more)))
    try:
        rebuild(session, change, obj, new)
    except SqlError as failure:
        if unseen and failure.errno == MESSAGES["check_failed"].errno and failure.sqlstate == "23514":
            raise UnsupportedError("NOVALIDATE of a CHECK that rows of the table violate") from None
        raise
    return new


#: what kinds of tables take no CHECK, by their flag or kind.
_WITHOUT_CHECKS = {"is_hybrid": "a hybrid", "is_interactive": "an interactive", "DYNAMIC TABLE": "a dynamic"}


def rename_constraint(reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """RENAME CONSTRAINT name TO name"""
    old = reader.identifier()
    reader.expect("TO")
    new = reader.identifier()
    held = list(obj.properties.get("constraints", ()))
    if all(c["name"] != old for c in held):
        raise error("constraint_missing", name=display(old))
    if any(c["name"] == new for c in held):
        raise error("object_exists", name=display(new))
    return with_properties(obj, constraints=[{**c, "name": new} if c["name"] == old else c for c in held])


def _named(reader: TokenReader, obj: CatalogObject) -> list[dict[str, Any]]:
    """The constraints that ``CONSTRAINT name``, ``PRIMARY KEY``, ``UNIQUE (c)`` or ``FOREIGN KEY (c)`` stand for."""
    held = obj.properties.get("constraints", ())
    if reader.accept("CONSTRAINT"):
        name = reader.identifier()
        found = [c for c in held if c["name"] == name]
    else:
        kind = next(k for k in ("PRIMARY KEY", "UNIQUE", "FOREIGN KEY") if reader.accept(k))
        name = kind
        columns = read_names(reader) if reader.word() == "(" else None
        found = [c for c in held if c["kind"] == kind and columns in (None, c["columns"])]
    if not found:
        raise error("constraint_missing", name=name)
    return found


def drop_constraint(session: Session, change: Change, reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """DROP CONSTRAINT name | PRIMARY KEY | UNIQUE (c) | FOREIGN KEY (c) [CASCADE | RESTRICT]"""
    gone = _named(reader, obj)
    if not reader.accept("CASCADE") and reader.accept("RESTRICT"):
        check_unnamed(session, change, obj, gone, "constraint")
    new = without_references(session, change, obj, gone)
    if checks(gone):
        rebuild(session, change, obj, new)
    return new


def alter_constraint(reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """ALTER CONSTRAINT name | PRIMARY KEY | ... [NOT] ENFORCED | RELY | NORELY; of a CHECK ENABLE [NO]VALIDATE, which
    changes nothing: every row satisfies it.

    Raises:
        SqlError: 000002, a CHECK is disabled: it is always enforced.
    """
    changed = _named(reader, obj)
    rely: bool | None = None
    while not reader.done:
        word = reader.take().text.upper()
        if word in ("RELY", "NORELY"):
            rely = word == "RELY"
        elif word in ("NOT", "DISABLE") and checks(changed):
            raise error("constraint_property", name="NOT ENFORCED" if word == "NOT" else word)
        elif word not in ("NOT", "ENFORCED", "VALIDATE", "NOVALIDATE", "ENABLE", "DISABLE"):
            reader.position -= 1
            raise reader.unexpected()
    if rely is None:
        return obj
    held = obj.properties["constraints"]
    return with_properties(obj, constraints=[{**c, "rely": rely} if c in changed else c for c in held])

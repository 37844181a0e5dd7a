"""Constraints as CREATE TABLE and ALTER TABLE ... ADD spell them.

https://docs.snowflake.com/en/sql-reference/sql/create-table-constraint
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import UnsupportedError, error

if TYPE_CHECKING:
    from mockhaus_dbt.objects.columns import Definition
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.token_reader import TokenReader


def read_constraint(reader: TokenReader, session: Session, found: Definition, column: str | None) -> None:
    """Read a constraint, behind a column or on its own.

    Args:
        reader: stands at CONSTRAINT or at the kind of constraint.
        session: resolves the table that a foreign key names.
        found: takes it.
        column: behind which it stands; None for one on its own.
    """
    name = reader.identifier() if reader.accept("CONSTRAINT") else f"SYS_CONSTRAINT_{uuid.uuid4()}"
    constraint: dict[str, Any] = {"name": name, "columns": [column] if column else [], "rely": False}
    if column and reader.accept("NOT NULL"):
        raise UnsupportedError("CONSTRAINT name NOT NULL")
    if reader.accept("PRIMARY KEY"):
        constraint["kind"] = "PRIMARY KEY"
    elif reader.accept("UNIQUE"):
        constraint["kind"] = "UNIQUE"
    elif reader.accept("CHECK"):
        constraint["kind"] = "CHECK"
        constraint["expression"] = reader.text_of(reader.bracketed())
    else:
        reader.accept("FOREIGN KEY")
        constraint["kind"] = "FOREIGN KEY"
    if constraint["kind"] != "CHECK" and not column and reader.word() == "(":
        constraint["columns"] = read_names(reader)
    if constraint["kind"] == "FOREIGN KEY":
        reader.expect("REFERENCES")
        constraint["references"] = list(session.resolve(reader.qualified(), "REFERENCES"))
        constraint["referenced"] = read_names(reader) if reader.word() == "(" else []
    made = _read_constraint_properties(session, reader, constraint)
    if not column and constraint["kind"] != "CHECK" and reader.accept("COMMENT"):
        constraint["comment"] = reader.string()
    if made:
        found.constraints.append(constraint)


def read_names(reader: TokenReader) -> list[str]:
    """``( name , ... )``"""
    reader.expect("(")
    names = [reader.identifier()]
    while reader.accept(","):
        names.append(reader.identifier())
    reader.expect(")")
    return names


def _read_constraint_properties(session: Session, reader: TokenReader, constraint: dict[str, Any]) -> bool:
    """Whether the constraint is made: Snowflake makes no key with properties other than the defaults, save RELY, and
    no CHECK with DISABLE.

    Raises:
        SqlError: 000002, it is not made and UNSUPPORTED_DDL_ACTION is FAIL, or is a CHECK with VALIDATE for a table
            that exists.
    """
    changed = ""
    later = constraint["kind"] == "CHECK" and reader.statement.name.startswith("ALTER")
    unmaking = ("DISABLE",) if constraint["kind"] == "CHECK" else _CHANGED_DEFAULTS
    while not reader.done:
        if reader.accept("ON"):
            changed = _read_rule(reader, constraint) or changed
        elif reader.accept("MATCH"):
            constraint["match"] = reader.identifier()
            changed = changed if constraint["match"] == "FULL" else f"MATCH {constraint['match']}"
        elif reader.accept("RELY"):
            constraint["rely"] = True
        elif constraint["kind"] == "CHECK" and reader.word() == "COMMENT":
            break
        elif later and reader.accept("VALIDATE"):
            raise error("constraint_property", name="VALIDATE")  # Snowflake supports it for new tables alone
        elif later and reader.accept("NOVALIDATE"):
            constraint["novalidate"] = True
        elif reader.accept("ENFORCED"):
            hybrid = "HYBRID" in reader.statement.name or constraint["kind"] == "CHECK"
            changed = changed if hybrid else "ENFORCED"
        elif word := next((w for w in unmaking if reader.accept(w)), ""):
            changed = word
        elif not any(reader.accept(w) for w in _QUIET):
            break
    if changed and session.parameters["UNSUPPORTED_DDL_ACTION"].upper() == "FAIL":
        raise error("constraint_property", name=changed)
    return not changed


def _read_rule(reader: TokenReader, constraint: dict[str, Any]) -> str:
    """``UPDATE | DELETE action`` behind ON; gives the action where it is not the default."""
    rule = "update" if reader.accept("UPDATE") else "delete"
    if rule == "delete":
        reader.expect("DELETE")
    actions = ("CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION")
    constraint[rule] = next((a for a in actions if reader.accept(a)), None)
    if constraint[rule] is None:
        raise reader.unexpected()
    return "" if constraint[rule] == "NO ACTION" else f"ON {rule.upper()} {constraint[rule]}"


_CHANGED_DEFAULTS = ("DEFERRABLE", "INITIALLY IMMEDIATE", "ENABLE", "VALIDATE")
_QUIET = (
    "NOT ENFORCED", "NOT DEFERRABLE", "NORELY", "INITIALLY DEFERRED", "DISABLE", "NOVALIDATE", "ENABLE", "VALIDATE",
    "DEFERRABLE", "INITIALLY IMMEDIATE",
)

"""What a running block holds: variables, cursors, resultsets, exceptions, and what goes up through blocks
(https://docs.snowflake.com/en/developer-guide/snowflake-scripting/blocks).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timezone
from typing import Any

from sqlglot.tokens import Token

from mockhaus_dbt.commands.scripting_tree import Handler, Procedure, Tokens
from mockhaus_dbt.errors import ExecutionError, SqlError
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.rewrites.literals import constant, typed_constant
from mockhaus_dbt.translation.types import SqlType

STATEMENT_ERROR = "STATEMENT_ERROR"
EXPRESSION_ERROR = "EXPRESSION_ERROR"


@dataclass
class Rows:
    """The rows of a cursor or resultset, with the columns' names and types.

    Args:
        result: with the columns.
        rows: all of them.
        position: of the row that FETCH gives next.
        failure: of a child job that failed; AWAIT raises it.
        pending: a child job that nobody has waited for.
    """

    result: QueryResult
    rows: list[tuple[Any, ...]]
    position: int = 0
    failure: Raised | None = None
    pending: bool = False

    def record(self, row: tuple[Any, ...]) -> dict[str, Expr]:
        return {c.name: value_of(v, c.type) for c, v in zip(self.result.columns, row)}

    def fetch(self) -> tuple[Any, ...] | None:
        """The next row; None behind the last."""
        self.position += 1
        return self.rows[self.position - 1] if self.position <= len(self.rows) else None


def value_of(value: Any, type_: SqlType) -> Expr:
    """A cell as a constant. What was GEOGRAPHY is an OBJECT in a script."""
    if type_.name == "TIMESTAMP_TZ" and value is not None:
        offset = int(value.utcoffset().total_seconds() // 60)
        value = {"utc": value.astimezone(timezone.utc).replace(tzinfo=None), "offset_minutes": offset}
    return typed_constant(value, t.OBJECT if type_.name in ("GEOGRAPHY", "GEOMETRY") else type_)


class Raised(Exception):
    """An exception that a script declared or that a statement raised, on its way to a handler.

    Args:
        name: of the exception.
        number, message, state: SQLCODE, SQLERRM and SQLSTATE.
        token: where it was raised.
        home: the frame that declares it; None for the built-in ones.
        compiling: what was raised is an error of the compiler.
    """

    def __init__(
        self, name: str, number: int, message: str, state: str = "P0001", *, token: Token | None = None,
        home: Frame | None = None, compiling: bool = False,
    ):  # fmt: skip
        super().__init__(message)
        self.name, self.number, self.message, self.state = name, number, message, state
        self.token, self.home, self.compiling = token, home, compiling

    @classmethod
    def by(cls, e: SqlError, name: str, token: Token | None) -> Raised:
        """What an error of a statement or expression is to a script."""
        return cls(name, e.errno, e.message, e.sqlstate, token=token, compiling=not isinstance(e, ExecutionError))

    def uncaught(self) -> ExecutionError:
        """The error of the whole block."""
        token = self.token
        where = "" if token is None else f" on line {token.line} at position {max(token.col - len(token.text), 0)}"
        message = f"Uncaught exception of type '{self.name}'{where} : {self.message}"
        return ExecutionError(message, self.number, self.state)


class Leave(Exception):
    """BREAK or CONTINUE on its way to its loop."""

    def __init__(self, again: bool, label: str):
        super().__init__()
        self.again, self.label = again, label


class Returned(Exception):
    """RETURN on its way out of the block."""

    def __init__(self, value: Expr | Rows | None):
        super().__init__()
        self.value = value


@dataclass
class Frame:
    """The names of one block; names of the blocks around it are seen through ``outer``."""

    outer: Frame | None = None
    handlers: list[Handler] = field(default_factory=list)
    variables: dict[str, Expr] = field(default_factory=dict)
    types: dict[str, SqlType | None] = field(default_factory=dict)
    rows: dict[str, Rows] = field(default_factory=dict)
    cursors: dict[str, Tokens] = field(default_factory=dict)
    exceptions: dict[str, tuple[int, str]] = field(default_factory=dict)
    procedures: dict[str, Procedure] = field(default_factory=dict)
    records: dict[str, dict[str, Expr]] = field(default_factory=dict)
    #: a handler of the block runs: what it raises is for the blocks around.
    handling: bool = False

    def around(self) -> Iterator[Frame]:
        """This frame and those around it, inmost first."""
        at: Frame | None = self
        while at is not None:
            yield at
            at = at.outer

    def home(self, name: str, kind: str) -> Frame | None:
        return next((frame for frame in self.around() if name in getattr(frame, kind)), None)

    def visible(self) -> dict[str, Expr]:
        """All variables, and fields of rows as ``ROW.FIELD``."""
        found = self.outer.visible() if self.outer is not None else {}
        found.update(self.variables)
        for name, record in self.records.items():
            found.update({f"{name}.{key}": value for key, value in record.items()})
        return found

    def handler_of(self, raised: Raised) -> tuple[Frame, Handler] | None:
        """The handler that an exception goes to, inner blocks first, and the frame of its block."""
        for frame in self.around():
            if frame.handling:
                continue
            for handler in frame.handlers:
                for name in handler.names:
                    declared = frame.home(name, "exceptions")
                    same = declared is raised.home and name == raised.name
                    if name == "OTHER" or same:
                        return frame, handler
        return None


def counts(result: QueryResult | None) -> dict[str, Expr]:
    """The variables that tell of the last statement
    (https://docs.snowflake.com/en/developer-guide/snowflake-scripting/dml-status)."""
    if result is None:
        touched, active = None, None
    else:
        parts = (result.inserted, result.updated, result.deleted)
        touched = None if all(n is None for n in parts) else sum(n or 0 for n in parts)
        active = touched if touched is not None else max(result.rowcount, 0)
    return {
        "SQLROWCOUNT": constant(touched),
        "SQLFOUND": constant(None if touched is None else touched > 0),
        "SQLNOTFOUND": constant(None if touched is None else touched == 0),
        "ACTIVITY_COUNT": constant(active),
    }


__all__ = [
    "EXPRESSION_ERROR", "STATEMENT_ERROR", "Frame", "Leave", "Raised", "Returned", "Rows", "counts", "value_of",
]  # fmt: skip

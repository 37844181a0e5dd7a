"""The compiled form of an expression: DuckDB text that carries its Snowflake type.

The walk builds text bottom-up. ``f"{expr}"`` prints an expression with brackets where it needs them, so that
bracketing happens in this one place; ``expr.sql`` is the bare text.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from mockhaus_dbt.translation.types import NULL, SqlType


def literal(value: str) -> str:
    """A string as a DuckDB literal."""
    return "'" + value.replace("'", "''") + "'"


#: stands in translated text for the moment at which the statement starts; the session puts a literal in its place.
NOW = "\x02now\x02"


@dataclass(frozen=True, slots=True)
class Expr:
    """A compiled expression.

    Args:
        sql: DuckDB text.
        type: Snowflake type of the value.
        atomic: the text binds tighter than any operator, so that it never needs brackets.
        nullable: whether it can be NULL.
        constant: the Python value of a literal (str, int, Decimal, bool); None otherwise.
        name: what Snowflake heads a result column with that shows this expression, without alias.
        volatile: two evaluations may differ (RANDOM, SEQ, UUID_STRING).
        aggregate, window: an aggregate or window call is inside.
        text_sql: for VARIANT paths, DuckDB text that extracts the value as text, cheaper than JSON to text.
        part_sql: beside text_sql, what :func:`variants.part` says of it.
        unmarked: of a VARIANT and its kin: it holds nothing that is more than its JSON (:mod:`variants`).
        moment: of a constant date or time, the datetime_formats.Moment that it means, to the nanosecond.
        stored: what SYSTEM$TYPEOF says of it where its type alone would not; empty for most.
    """

    sql: str
    type: SqlType
    atomic: bool = True
    nullable: bool = True
    constant: Any = None
    name: str = ""
    volatile: bool = False
    aggregate: bool = False
    window: bool = False
    text_sql: str | None = None
    part_sql: tuple[str, str, str] | None = None
    unmarked: bool = False
    moment: Any = None
    stored: str = ""

    def __str__(self) -> str:
        return self.sql if self.atomic else f"({self.sql})"

    __format__ = lambda self, _spec: str(self)  # noqa: E731 - f"{expr}" is the idiom of every function body

    @property
    def is_null(self) -> bool:
        return self.type.is_null

    @property
    def is_string_constant(self) -> bool:
        return isinstance(self.constant, str)

    def but(self, **changes: Any) -> Expr:
        """A copy with some fields changed."""
        for field in _FIELDS:  # dataclasses.replace, which looks at every field's declaration, takes twice the time
            if field not in changes:
                changes[field] = getattr(self, field)
        return Expr(**changes)


_FIELDS = tuple(field.name for field in fields(Expr))
NULL_EXPR = Expr("NULL", NULL, name="NULL")


def combined(sql: str, type_: SqlType, *parts: Expr, atomic: bool = False) -> Expr:
    """An expression made of others: nullability, volatility, aggregates and windows are theirs."""
    return Expr(
        sql,
        type_,
        atomic,
        nullable=any(p.nullable for p in parts),
        volatile=any(p.volatile for p in parts),
        aggregate=any(p.aggregate for p in parts),
        window=any(p.window for p in parts),
    )

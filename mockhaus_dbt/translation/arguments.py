"""What function bodies often do with an argument: take text or binary, count in whole numbers, guard a clamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.functions.registry import Call, coerce

if TYPE_CHECKING:
    from mockhaus_dbt.translation.types import SqlType


def text(call: Call, value: Expr) -> Expr:
    """An argument as text.

    Raises:
        CompilationError: 001044 it is an OBJECT or ARRAY.
    """
    converted = coerce(call.compiler, value, "Text")
    if converted is None:
        raise call.wrong_types()
    return converted


def text_or_binary(call: Call, *values: Expr) -> tuple[Expr, ...]:
    """Arguments that are either all text or all binary; a NULL literal takes the kind of the others.

    Raises:
        CompilationError: 001044 some are text and some binary.
    """
    kinds = {v.type.name for v in values if not v.is_null}
    if "BINARY" not in kinds:
        return tuple(text(call, v) for v in values)
    if kinds != {"BINARY"}:
        raise call.wrong_types()
    return tuple(call.cast(v, t.BINARY) if v.is_null else v for v in values)


def whole(value: Expr, unit: str = "BIGINT") -> str:
    """DuckDB text of an integer argument in a type that DuckDB's functions take; a constant beyond that type is brought
    to its bound."""
    if isinstance(value.constant, int):
        bound = 2 ** (31 if unit == "INTEGER" else 63)
        return str(min(max(value.constant, -bound), bound - 1))
    return f"CAST({value.sql} AS {unit})"


#: characters that no text has; DuckDB's functions of text fail with twice as many, as bytes in hexadecimal digits.
_LONGEST = 2**30 - 1


def within_text(value: Expr) -> Expr:
    """A place in a text; a constant beyond every text is brought to the end of the longest."""
    at = value.constant
    if not isinstance(at, int) or abs(at) <= _LONGEST:
        return value
    nearest = _LONGEST if at > 0 else -_LONGEST
    return value.but(sql=str(nearest), constant=nearest)


def not_negative(value: Expr, unit: str = "BIGINT") -> str:
    """DuckDB text of a count: what is below zero counts as zero, NULL stays."""
    if isinstance(value.constant, int) and value.constant < 2**63:
        return str(max(value.constant, 0))
    count = whole(value, unit)
    return f"CASE WHEN {count} < 0 THEN 0 ELSE {count} END"


#: functions that never give a number below 0.
_COUNTS = frozenset("POSITION CHARINDEX REGEXP_INSTR REGEXP_COUNT LENGTH LEN OCTET_LENGTH ARRAY_SIZE ABS".split())


def lower_bound(node: exp.Expression) -> int | None:
    """A number that an integer expression is never below, None where that is not plain to see."""
    if isinstance(node, exp.Paren):
        return lower_bound(node.this)
    if isinstance(node, exp.Literal) and not node.is_string and str(node.this).isdigit():
        return int(str(node.this))
    if isinstance(node, exp.StrPosition) or (isinstance(node, exp.Anonymous) and call_name(node) in _COUNTS):
        return 0
    if isinstance(node, exp.Add):
        a, b = lower_bound(node.this), lower_bound(node.expression)
        return None if a is None or b is None else a + b
    if isinstance(node, exp.Sub) and isinstance(node.expression, exp.Literal):
        a, b = lower_bound(node.this), lower_bound(node.expression)
        return None if a is None or b is None else a - b
    return None


def blob(value: Expr) -> str:
    """DuckDB text of the bytes of a text or binary."""
    if isinstance(value.constant, str):
        return f"encode({literal(value.constant)})"
    return value.sql if value.type.name == "BINARY" else f"encode({value.sql})"


def hexadecimal(value: Expr) -> str:
    """DuckDB text of the hexadecimal digits of a binary, on which text functions count two characters a byte."""
    return f"hex({value.sql})"


def longest(*types: SqlType) -> SqlType:
    """VARCHAR or BINARY as long as all types together."""
    name = types[0].name
    total = sum(x.length or 0 for x in types)
    return t.varchar(total) if name == "VARCHAR" else t.SqlType("BINARY", length=min(total, t.MAX_BINARY))

"""Arithmetic with Snowflake's precision and scale, dates and intervals, concatenation
(https://docs.snowflake.com/en/sql-reference/operators-arithmetic).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation import date_parts
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.collations import mixed
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.held import held
from mockhaus_dbt.translation.rewrites import intervals_arithmetic
from mockhaus_dbt.translation.rewrites.literals import decimal, integer
from mockhaus_dbt.translation.rewrites.registry import rewrite
from mockhaus_dbt.translation.types import ALL_DIGITS, SqlType, number

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope


def numeric(compiler: Compiler, value: Expr) -> Expr:
    """A value as a number, as arithmetic takes it.

    Raises:
        CompilationError: 001044 Snowflake does not make a number of its type by itself.
    """
    made = _number(compiler, value)
    if made is None:
        raise error("argument_types", line=1, column=0, name="+", types=str(value.type))
    return made


def numbers(compiler: Compiler, node: exp.Expr, sign: str, *values: Expr) -> list[Expr]:
    """The operands of an arithmetic operator as numbers.

    Args:
        node: the operator, for its place.
        sign: the operator, as the error shows it.

    Raises:
        CompilationError: 001044 as for :func:`numeric`.
    """
    made = [_number(compiler, value) for value in values]
    if any(m is None for m in made):
        line, column = compiler.position(node)
        shown = ", ".join("NULL" if v.is_null else str(v.type) for v in values)
        raise error("argument_types", line=line, column=column, name=sign, types=shown)
    return [m for m in made if m is not None]


def _number(compiler: Compiler, value: Expr) -> Expr | None:
    if value.type.is_numeric:
        return value
    if value.is_null:
        return cast(compiler, value, t.INTEGER)
    if value.type.is_text:
        if isinstance(value.constant, str):
            return _constant_number(compiler, value)
        return cast(compiler, value, number(38, 5))
    if value.type.name == "VARIANT":
        return cast(compiler, value, t.FLOAT)
    return None  # BOOLEAN is cast to a number, never coerced


def _constant_number(compiler: Compiler, value: Expr) -> Expr:
    text = str(value.constant).strip()
    body = text.lstrip("+-")
    if body.replace(".", "", 1).isdigit() and body != ".":
        return decimal(text) if "." in text else integer(text.lstrip("+"), compiler.context.wide)
    try:
        float(text)
    except ValueError:
        from mockhaus_dbt.errors import error as build

        raise build("numeric_value", value=text) from None
    return cast(compiler, value, t.FLOAT)


def operands(compiler: Compiler, node: exp.Binary, scope: Scope) -> tuple[Expr, Expr]:
    """Both sides of a binary operator, compiled."""
    return compiler.expression(node.this, scope), compiler.expression(node.expression, scope)


def _digits(type_: SqlType) -> tuple[int, int]:
    """Digits before the point, and after it."""
    scale = type_.scale or 0
    return (type_.precision or 38) - scale, scale


@rewrite(exp.Add, exp.Sub)
def _add(compiler: Compiler, node: exp.Binary, scope: Scope) -> Expr:
    a, b = operands(compiler, node, scope)
    sign = "+" if isinstance(node, exp.Add) else "-"
    if a.type.is_datetime or b.type.is_datetime or b.type.name == "INTERVAL" or a.type.name == "INTERVAL" or (
        a.type.is_interval or b.type.is_interval
    ):
        return _date_arithmetic(compiler, node, a, b, sign)
    a, b = numbers(compiler, node, sign, a, b)
    return add(compiler, a, b, sign)


def add(compiler: Compiler, a: Expr, b: Expr, sign: str = "+") -> Expr:
    """a + b or a - b of numbers."""
    if a.type.is_number and b.type.is_number:
        (l1, s1), (l2, s2) = _digits(a.type), _digits(b.type)
        scale = max(s1, s2)
        type_ = number(max(l1, l2) + 1 + scale, scale)
        if compiler.context.wide and scale:
            a, b = _wide(a), _wide(b)
    else:
        type_ = t.FLOAT
    return _bounded(compiler, combined(f"{a} {sign} {b}", type_, a, b))


def _wide(value: Expr) -> Expr:
    """A NUMBER in 128 bits: DuckDB computes with what has up to 18 digits in 64, and fails where a result has more."""
    scale = value.type.scale or 0
    return value.but(sql=f"CAST({value.sql} AS DECIMAL(38,{scale}))", atomic=True)


def _bounded(compiler: Compiler, value: Expr) -> Expr:
    """An integer computed in 128 bits, which hold more than the 38 digits of a NUMBER."""
    if compiler.context.wide and value.type.is_integer and value.type.precision == 38:
        return in_38_digits(value)
    return value


def in_38_digits(value: Expr) -> Expr:
    """An integer that DuckDB computes in 128 bits; what has more digits than its type is error 100046."""
    return value.but(sql=f"CAST({value.sql} AS DECIMAL({value.type.precision or 38},0))", atomic=True)


def _date_arithmetic(compiler: Compiler, node: exp.Binary, a: Expr, b: Expr, sign: str) -> Expr:
    made = intervals_arithmetic.sums(compiler, node, a, b, sign)
    if made is not None:
        return made
    if a.type.name == "INTERVAL" and b.type.name != "INTERVAL" and sign == "+":
        a, b = b, a
    if b.type.name == "INTERVAL":
        if a.type.is_text or a.is_null:
            a = cast(compiler, a, t.TIMESTAMP_NTZ)
        return _moved(compiler, a, b.constant, sign)
    if a.type.name == "DATE" and b.type.name == "DATE" and sign == "-":
        return combined(f"({a} - {b})", number(9, 0), a, b, atomic=True)
    if b.type.name == "DATE" and sign == "+":
        a, b = b, a
    if a.type.name == "DATE" and not b.type.is_datetime:
        days = cast(compiler, numeric(compiler, b), number(9, 0))
        return combined(f"({a} {sign} CAST({days.sql} AS INTEGER))", t.DATE, a, b, atomic=True)
    line, column = compiler.position(node)
    raise error("argument_types", line=line, column=column, name=sign, types=f"{a.type}, {b.type}")


def _moved(compiler: Compiler, value: Expr, parts: list[tuple[str, str]], sign: str) -> Expr:
    """A date or time plus or minus the parts of an INTERVAL, one after the other."""
    for amount, unit in parts:
        if value.type.name == "DATE" and unit in date_parts.TIME_UNITS:
            value = cast(compiler, value, t.TIMESTAMP_NTZ)
        if not value.type.is_datetime or (value.type.name == "TIME" and unit in date_parts.DATE_UNITS):
            raise error("argument_types", line=1, column=0, name=sign, types=f"{value.type}, INTERVAL")
        count = int(Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP))
        text = str(-count if sign == "-" else count)
        value = combined(date_parts.add(unit, text, value), value.type, value, atomic=True)
    return value


@rewrite(exp.Mul)
def _multiply(compiler: Compiler, node: exp.Mul, scope: Scope) -> Expr:
    a, b = operands(compiler, node, scope)
    if a.type.is_interval or b.type.is_interval:
        return intervals_arithmetic.multiple(compiler, node, a, b, "*")
    a, b = numbers(compiler, node, "*", a, b)
    if not (a.type.is_number and b.type.is_number):
        return combined(f"{a} * {b}", t.FLOAT, a, b)
    (l1, s1), (l2, s2) = _digits(a.type), _digits(b.type)
    scale = min(s1 + s2, max(s1, s2, 12))
    type_ = number(l1 + l2 + scale, scale)
    if compiler.context.wide and s1 + s2:
        a, b = _wide(a), _wide(b)
    if scale != s1 + s2:
        return combined(_cut_product(a, b, scale, l1 + l2 + s1 + s2 > 38), type_, a, b, atomic=True)
    sql = f"{a} * {b}"
    return _bounded(compiler, combined(sql, type_, a, b))


def _cut_product(a: Expr, b: Expr, scale: int, long: bool) -> str:
    """A product with fewer digits behind the point than its factors have together.

    Args:
        long: the product of all digits may have more than 38, which DuckDB has no type for.
    """
    target = f"DECIMAL(38,{scale})"
    if not long:
        return f"CAST({a} * {b} AS {target})"

    def product(a: Expr, b: Expr) -> str:
        exact = f"CAST(mh_product(CAST({a.sql} AS VARCHAR), CAST({b.sql} AS VARCHAR), {scale}) AS {target})"
        if (a.type.scale or 0) + (b.type.scale or 0) > 37:
            return exact
        short = f"TRY(CAST({a} * {b} AS {target}))"
        return f"CASE WHEN {a} IS NOT NULL AND {b} IS NOT NULL THEN coalesce({short}, {exact}) END"

    return held([a, b], product)


@rewrite(exp.Div)
def _divide(compiler: Compiler, node: exp.Div, scope: Scope) -> Expr:
    a, b = operands(compiler, node, scope)
    if a.type.is_interval or b.type.is_interval:
        return intervals_arithmetic.multiple(compiler, node, a, b, "/")
    a, b = numbers(compiler, node, "/", a, b)
    return divide(compiler, a, b)


def divide(compiler: Compiler, a: Expr, b: Expr) -> Expr:
    """a / b with Snowflake's scale: six digits more than the dividend's, at most 12, rounded half away from zero
    (https://docs.snowflake.com/en/sql-reference/operators-arithmetic).

    DuckDB divides in DOUBLE. That is exact after rounding while the scaled dividend stays under 2**52; larger ones
    take 128-bit integers.
    """
    if not (a.type.is_number and b.type.is_number):
        return combined(f"CAST({a.sql} AS DOUBLE) / {b}", t.FLOAT, a, b)
    (l1, s1), (_, s2) = _digits(a.type), _digits(b.type)
    scale = max(s1, min(s1 + 6, 12))
    type_ = number(l1 + s2 + scale, scale)
    factor = 10 ** (scale - s1 + s2)

    def quotient(a: Expr, b: Expr) -> str:
        return _quotient(whole(a, s1), whole(b, s2), l1 + s1, factor, type_)

    # Both stand there several times, so that a / b / c / d would grow with every step as powers do.
    return combined(held([a, b], quotient), type_, a, b, atomic=True)


def _quotient(up: str, down: str, digits: int, factor: int, type_: SqlType) -> str:
    """The quotient of two integers with up to ``digits`` digits, times the factor, as a NUMBER of the type."""
    scale = type_.scale or 0
    bound = 2**52 // factor
    short = digits < len(str(bound))
    counted = quick = f"CAST(round({up} * {factor}.0::DOUBLE / {down}) AS BIGINT)"
    if not short:
        big_up, big_down = f"CAST(abs({up}) AS HUGEINT)", f"CAST(abs({down}) AS HUGEINT)"
        # The whole part apart, so that what is multiplied by the factor stays small.
        rest = f"({big_up} % {big_down})"
        exact = (
            f"({big_up} // {big_down} * {factor} + (2 * {rest} * {factor} + {big_down}) // (2 * {big_down})) * "
            f"(CASE WHEN ({up} < 0) <> ({down} < 0) THEN -1 ELSE 1 END)"
        )
        counted = f"CAST((CASE WHEN abs({up}) <= {bound} THEN {quick} ELSE {exact} END) AS DECIMAL(38,0))"
    unit = f"CAST(0.{'0' * (scale - 1)}1 AS DECIMAL({scale + 1},{scale}))" if scale else "1"
    return f"CAST({counted} * {unit} AS DECIMAL({type_.precision},{scale}))"


def whole(value: Expr, scale: int) -> str:
    """A NUMBER as the integer of its digits."""
    if not scale:
        return str(value)
    if isinstance(value.constant, (int, float)) or value.constant is not None:
        return str(int(Decimal(str(value.constant)).scaleb(scale, ALL_DIGITS)))
    kind = "BIGINT" if (value.type.precision or 38) <= 18 else "HUGEINT"
    return f"CAST({value} * {10**scale} AS {kind})"


@rewrite(exp.Mod)
def _modulo(compiler: Compiler, node: exp.Mod, scope: Scope) -> Expr:
    a, b = numbers(compiler, node, "%", *operands(compiler, node, scope))
    return modulo(a, b)


def unit(scale: int) -> str:
    """DuckDB text of the smallest step at a scale."""
    return f"CAST(0.{'0' * (scale - 1)}1 AS DECIMAL({scale + 1},{scale}))" if scale > 0 else str(10**-scale)


def modulo(a: Expr, b: Expr) -> Expr:
    """a % b with the sign of a; zero is error 100051."""
    if not (a.type.is_number and b.type.is_number):
        return combined(f"{a} % {b}", t.FLOAT, a, b)
    (l1, s1), (l2, s2) = _digits(a.type), _digits(b.type)
    scale = max(s1, s2)
    type_ = number(max(l1, l2) + scale, scale)
    if not scale or max(l1, l2) + scale <= 38:
        return combined(f"{a} % {b}", type_, a, b)
    # DuckDB takes a FLOAT where more than 38 digits are needed.
    up, down = (f"CAST({whole(v, s)} AS HUGEINT) * {10 ** (scale - s)}" for v, s in ((a, s1), (b, s2)))
    sql = f"CAST(CAST({up} % ({down}) AS DECIMAL(38,0)) * {unit(scale)} AS DECIMAL(38,{scale}))"
    return combined(sql, type_, a, b, atomic=True)


@rewrite(exp.Neg)
def _negate(compiler: Compiler, node: exp.Neg, scope: Scope) -> Expr:
    if isinstance(node.this, exp.Literal) and not node.this.is_string:
        text = f"-{node.this.this}"
        if "e" not in text.lower():
            return decimal(text) if "." in text else integer(text, compiler.context.wide)
    value = compiler.expression(node.this, scope)
    if value.type.is_interval:
        return combined(f"-{value}", value.type, value)
    [value] = numbers(compiler, node, "-", value)
    return combined(f"-{value}", value.type, value)


@rewrite(exp.BitwiseNot)
def _sign(compiler: Compiler, node: exp.BitwiseNot, scope: Scope) -> Expr:
    """``+ x``, which call_marks.py has written so: the number that x is."""
    [value] = numbers(compiler, node, "+", compiler.expression(node.this, scope))
    return value.but(name="")


@rewrite(exp.DPipe)
def _concatenate(compiler: Compiler, node: exp.DPipe, scope: Scope) -> Expr:
    parts: list[exp.Expr] = []
    at: exp.Expr = node
    while isinstance(at, exp.DPipe):
        parts.append(at.expression)
        at = at.this
    parts.append(at)
    values = [compiler.expression(p, scope) for p in reversed(parts)]
    bytes_ = any(v.type.name == "BINARY" for v in values)
    for value, part in zip(values, reversed(parts)):
        computed = value.type.name == "BOOLEAN" and isinstance(part.unnest(), (exp.Predicate, exp.Connector, exp.Not))
        if computed or (bytes_ and value.type.name not in ("BINARY", "NULL")):
            # A BOOLEAN column or literal becomes text, what is computed does not; text and bytes do not mix.
            line, column = compiler.position(node)
            shown = ", ".join(str(v.type) for v in values[:2])
            raise error("argument_types", line=line, column=column, name="||", types=shown)
    if bytes_:
        return combined(" || ".join(map(str, values)), t.BINARY, *values)
    texts = [cast(compiler, v, t.VARCHAR if not v.type.is_text else v.type) for v in values]
    length = sum(v.type.length or 0 for v in texts)
    type_ = t.varchar(length).with_collation(mixed(v.type.collation for v in texts))
    joined = combined(" || ".join(map(str, texts)), type_, *texts)
    # Constant too, so that it can be a format: 'yyyy-mm-dd' || 'UTC'
    return (
        joined.but(constant="".join(v.constant for v in texts)) if all(v.is_string_constant for v in texts) else joined
    )


@rewrite(exp.BitwiseAnd, exp.BitwiseOr, exp.BitwiseXor, exp.BitwiseLeftShift, exp.BitwiseRightShift)
def _bitwise(compiler: Compiler, node: exp.Binary, scope: Scope) -> Expr:
    name = {"And": "BITAND", "Or": "BITOR", "Xor": "BITXOR", "LeftShift": "BITSHIFTLEFT", "RightShift": "BITSHIFTRIGHT"}
    call = name[type(node).__name__.removeprefix("Bitwise")]
    return compiler.call(exp.Anonymous(this=call, expressions=[node.this, node.expression]), scope)

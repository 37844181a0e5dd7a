"""Bitwise expression functions (https://docs.snowflake.com/en/sql-reference/expressions-byte-bit)."""

from __future__ import annotations

from mockhaus_dbt.errors import raising
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.arguments import hexadecimal, whole
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Any, Call, Constant, Integer, coerce, function
from mockhaus_dbt.translation.held import SHORT, held


def _integer(call: Call, value: Expr) -> str:
    """DuckDB text of a value as an integer that DuckDB's bit operators take; NULL for a text that is no number."""
    if value.type.is_text:
        converted: Expr | None = cast(call.compiler, value, t.INTEGER, safe=True)
    else:
        converted = coerce(call.compiler, value, "Integer")
    if converted is None:
        raise call.wrong_types()
    return f"CAST({converted.sql} AS {'HUGEINT' if call.compiler.context.wide else 'BIGINT'})"


def _both(call: Call, sign: str, a: Expr, b: Expr, side: object) -> Expr:
    """A bit operation of two integers or two binaries; ``xor`` is a function, the others are operators."""
    if "BINARY" not in (a.type.name, b.type.name):
        if side != "":
            raise call.wrong_types()
        x, y = _integer(call, a), _integer(call, b)
        return combined(f"xor({x}, {y})" if sign == "xor" else f"{x} {sign} {y}", t.INTEGER, a, b).but(
            nullable=any(v.nullable or v.type.is_text for v in (a, b))
        )
    if {a.type.name, b.type.name} - {"BINARY", "NULL"}:
        raise call.wrong_types()
    a, b = (call.cast(v, t.BINARY) for v in (a, b))
    if side not in ("", None) and str(side).upper() not in ("LEFT", "RIGHT"):
        raise call.wrong_value(side, "PADSIDE")
    x, y = hexadecimal(a), hexadecimal(b)
    longest = f"CAST(greatest(length({x}), length({y})) AS INTEGER)"
    if side:
        pad = "lpad" if str(side).upper() == "LEFT" else "rpad"
        x, y = f"{pad}({x}, {longest}, '0')", f"{pad}({y}, {longest}, '0')"
    bits = [f"CAST(unhex({v}) AS BIT)" for v in (x, y)]
    joined = f"xor({bits[0]}, {bits[1]})" if sign == "xor" else f"{bits[0]} {sign} {bits[1]}"
    lengths = f"'first length ' || octet_length({a.sql}) || ', second length ' || octet_length({b.sql})"
    unequal = "" if side else (
        f"WHEN octet_length({a.sql}) <> octet_length({b.sql}) THEN {raising('binary_lengths', lengths)} "
    )
    sql = f"CASE {unequal}WHEN {longest} = 0 THEN {a.sql} ELSE CAST({joined} AS BLOB) END"
    return combined(sql, t.BINARY, a, b)


@function(aliases=("BIT_AND",))
def bitand(call: Call, a: Any, b: Any, padside: Constant = "") -> Expr:
    """The bits that both have.

    >>> BITAND(16, 24)
    16
    >>> BITAND(X'BCBC', X'ABCDABCD', 'LEFT')
    0000A88C
    """
    return _both(call, "&", a, b, padside)


@function(aliases=("BIT_OR",))
def bitor(call: Call, a: Any, b: Any, padside: Constant = "") -> Expr:
    """The bits that either has.

    >>> BITOR(16, 24)
    24
    >>> BITOR(X'1010', X'0101')
    1111
    """
    return _both(call, "|", a, b, padside)


@function(aliases=("BIT_XOR",))
def bitxor(call: Call, a: Any, b: Any, padside: Constant = "") -> Expr:
    """The bits that only one has.

    >>> BITXOR(16, 24)
    8
    >>> BITXOR(X'BCBC', X'ABCDABCD', 'RIGHT')
    1771ABCD
    """
    return _both(call, "xor", a, b, padside)


@function(aliases=("BIT_NOT",))
def bitnot(call: Call, value: Any) -> Expr:
    """All bits turned.

    >>> BITNOT(5)
    -6
    >>> BITNOT(X'00FF')
    FF00
    """
    if value.type.name == "BINARY":
        turned = f"CAST(~CAST({value.sql} AS BIT) AS BLOB)"
        sql = f"CASE WHEN octet_length({value.sql}) = 0 THEN {value.sql} ELSE {turned} END"
        return combined(sql, value.type, value)
    return combined(f"~{_integer(call, value)}", t.INTEGER, value)


@function(aliases=("BIT_SHIFTLEFT",))
def bitshiftleft(call: Call, value: Any, places: Integer) -> Expr:
    """Bits moved to the left, in 128 bits or in the bytes of a binary.

    >>> BITSHIFTLEFT(16, 1)
    32
    >>> BITSHIFTLEFT(-3, 2)
    -12
    >>> BITSHIFTLEFT(1, 127)
    -170141183460469231731687303715884105728
    >>> BITSHIFTLEFT(X'ABCDABCD', 1)
    579B579A
    """
    count = whole(places, "INTEGER")
    if value.type.name == "BINARY":
        return _shifted_binary("<<", value, places, count)
    number = Expr(f"CAST({_integer(call, value)} AS HUGEINT)", t.INTEGER)
    sql = held([number, Expr(count, t.INTEGER)], _moved_left, SHORT)
    return combined(sql, t.INTEGER, value, places)


def _moved_left(number: Expr, count: Expr) -> str:
    return (
        f"CASE WHEN {count} BETWEEN 0 AND 62 AND {number} BETWEEN -9223372036854775808 AND 9223372036854775807 "
        f"THEN {number} * (CAST(1 AS HUGEINT) << {count}) ELSE mh_shiftleft({number}, {count}) END"
    )


@function(aliases=("BIT_SHIFTRIGHT",))
def bitshiftright(call: Call, value: Any, places: Integer) -> Expr:
    """Bits moved to the right; the sign stays.

    >>> BITSHIFTRIGHT(24, 1)
    12
    >>> BITSHIFTRIGHT(-5, 1)
    -3
    >>> BITSHIFTRIGHT(X'ABCDABCD', 16)
    0000ABCD
    """
    count = whole(places, "INTEGER")
    if value.type.name == "BINARY":
        return _shifted_binary(">>", value, places, count)
    number = Expr(_integer(call, value), t.INTEGER)
    return combined(held([number, Expr(count, t.INTEGER)], _moved_right, SHORT), t.INTEGER, value, places)


def _moved_right(number: Expr, count: Expr) -> str:
    # DuckDB shifts negative numbers by their bits, but gives 0 for more places than there are.
    far = f"CAST({number} AS HUGEINT) >> least({count}, 127)"
    return f"CASE WHEN {count} > 62 AND {number} < 0 THEN {far} ELSE {number} >> {count} END"


def _shifted_binary(sign: str, value: Expr, places: Expr, count: str) -> Expr:
    # As with numbers, nothing stays of what is moved by less than nothing.
    far = f"CASE WHEN {count} < 0 THEN 8 * octet_length({value.sql}) ELSE {count} END"
    moved = count if isinstance(places.constant, int) and places.constant >= 0 else f"CAST({far} AS INTEGER)"
    sql = (
        f"CASE WHEN octet_length({value.sql}) = 0 THEN {value.sql} "
        f"ELSE CAST(CAST({value.sql} AS BIT) {sign} {moved} AS BLOB) END"
    )
    return combined(sql, value.type, value, places)


@function
def getbit(call: Call, value: Any, place: Integer) -> Expr:
    """The bit at a place, counted from 0 at the right.

    >>> GETBIT(11, 1)
    1
    >>> GETBIT(11, 100)
    0
    >>> GETBIT(-1, 127)
    1
    """
    if isinstance(place.constant, int) and not 0 <= place.constant <= 127:
        raise call.wrong_value(place, "BIT_POSITION")
    number = _integer(call, value)

    def body(at: Expr) -> str:
        bit = f"CAST((CAST({number} AS HUGEINT) >> {whole(at, 'INTEGER')}) & 1 AS BIGINT)"
        if at.constant is not None or at.is_null:
            return bit
        wrong = raising("argument_value", at.sql, name="BIT_POSITION", function="GETBIT")
        return f"(CASE WHEN {at} BETWEEN 0 AND 127 OR {at} IS NULL THEN {bit} ELSE {wrong} END)"

    sql = held([place], body, SHORT)
    return combined(sql, t.number(1, 0), value, place, atomic=True)

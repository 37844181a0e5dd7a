"""Data generation functions (https://docs.snowflake.com/en/sql-reference/functions-data-generation).

The distributions are Snowflake's, the numbers are not: another generator draws them.
"""

from __future__ import annotations

from decimal import Decimal

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.arguments import not_negative
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Call, Constant, Float, Integer, Number, Text, function

_REMARK = "The documentation leaves the numbers open; a seed always gives the same ones."
_HALF = "9223372036854775808"


def _row(call: Call) -> Expr:
    """The number of the row, from 0."""
    if len(call.scope.sources) == 1:
        counted = call.scope.sources[0].find("$ROW")
        if counted:
            return Expr(counted[0].sql, t.INTEGER, nullable=False)
    if call.scope.clause not in ("", "select", "order", "qualify"):
        raise UnsupportedError(f"{call.name} outside of the SELECT list without GENERATOR")
    return Expr("row_number() OVER () - 1", t.INTEGER, atomic=False, nullable=False, window=True)


# ------------------------------------------------------------------------------------------------------------ sequences


def _sequence(call: Call, bits: int, sign: object) -> Expr:
    if sign not in (0, 1):
        raise call.wrong_value(sign, "SIGN")
    row = _row(call)
    if bits == 64:
        return row.but(type=t.number(19, 0))
    if sign:
        half = 1 << (bits - 1)
        sql = f"({row} + {half}) % {1 << bits} - {half}"
    else:
        sql = f"{row} % {1 << (bits - 1)}"
    return combined(sql, t.number(len(str(1 << bits)), 0), row)


@function(remark="Without gaps, in order of the rows.")
def seq1(call: Call, sign: Constant = 0) -> Expr:
    """A number that grows from row to row and starts again after 127.

    >>> SELECT SEQ1(1) FROM TABLE(GENERATOR(ROWCOUNT => 130)) ORDER BY SEQ8() LIMIT 2 OFFSET 127
    127
    -128
    """
    return _sequence(call, 8, sign)


@function(remark="Without gaps, in order of the rows.")
def seq2(call: Call, sign: Constant = 0) -> Expr:
    """A number that grows from row to row and starts again after 32767.

    >>> SELECT MAX(n) FROM (SELECT SEQ2() AS n FROM TABLE(GENERATOR(ROWCOUNT => 5)))
    4
    """
    return _sequence(call, 16, sign)


@function(remark="Without gaps, in order of the rows.")
def seq4(call: Call, sign: Constant = 0) -> Expr:
    """A number that grows from row to row and starts again after 2147483647.

    >>> SELECT ROW_NUMBER() OVER (ORDER BY SEQ4()) FROM TABLE(GENERATOR(ROWCOUNT => 3))
    1
    2
    3
    """
    return _sequence(call, 32, sign)


@function(remark="Without gaps, in order of the rows.")
def seq8(call: Call, sign: Constant = 0) -> Expr:
    """A number that grows from row to row.

    >>> SELECT SEQ8() FROM TABLE(GENERATOR(ROWCOUNT => 3))
    0
    1
    2
    """
    return _sequence(call, 64, sign)


# --------------------------------------------------------------------------------------------------------------- random


@function(remark=_REMARK)
def random(call: Call, seed: Integer | None = None) -> Expr:
    """A random integer of 64 bits; with a seed, a sequence that repeats from statement to statement.

    >>> RANDOM(42) = RANDOM(42)
    true
    >>> SELECT COUNT(DISTINCT RANDOM()) FROM TABLE(GENERATOR(ROWCOUNT => 10))
    10
    """
    if seed is None:
        # No constant is as random: the hash of a new UUID has all 64 bits.
        sql = f"CAST(CAST(hash(uuid()) AS HUGEINT) - {_HALF} AS BIGINT)"
        return Expr(sql, t.number(19, 0), nullable=False, volatile=True)
    row = _row(call)
    sql = f"CAST(CAST(hash(CAST({seed.sql} AS BIGINT), CAST({row.sql} AS BIGINT)) AS HUGEINT) - {_HALF} AS BIGINT)"
    return combined(sql, t.number(19, 0), seed, row, atomic=True)


def _check_constants(call: Call, count: int) -> None:
    """Refuse columns and subqueries among the first arguments."""
    for position, node in enumerate(call.node.expressions[:count], 1):
        if node.find(exp.Column, exp.Query):
            raise error("argument_constant", position=position, function=call.name, found=call.written(position))


def _drawn(generator: Expr, salt: int = 0) -> str:
    """DuckDB text of 64 bits drawn from what a generator gave."""
    return f"hash(CAST({generator.sql} AS BIGINT), {salt})"


def _share(generator: Expr, salt: int = 0) -> str:
    """DuckDB text of a number from 0 up to 1."""
    return f"(CAST({_drawn(generator, salt)} >> 11 AS DOUBLE) / 9007199254740992.0)"


def _known(value: Expr) -> bool:
    return isinstance(value.constant, (int, Decimal)) and not isinstance(value.constant, bool)


@function(remark=_REMARK)
def uniform(call: Call, least: Number, most: Number, generator: Integer) -> Expr:
    """A number between two others, all equally likely; integers give an integer.

    >>> UNIFORM(1, 10, RANDOM()) BETWEEN 1 AND 10
    true
    >>> UNIFORM(1, 1, 5)
    1
    >>> UNIFORM(0::FLOAT, 1::FLOAT, RANDOM()) BETWEEN 0 AND 1
    true
    """
    _check_constants(call, 2)
    if _known(least) and _known(most) and least.constant > most.constant:
        raise call.wrong_value(most, "MAX")
    if least.type.is_integer and most.type.is_integer:
        span = f"(CAST({most.sql} AS HUGEINT) - {least} + 1)"
        sql = f"CAST({least} + CAST({_drawn(generator)} AS HUGEINT) % {span} AS BIGINT)"
        return combined(sql, t.INTEGER, least, most, generator, atomic=True)
    low, high = f"CAST({least.sql} AS DOUBLE)", f"CAST({most.sql} AS DOUBLE)"
    return combined(f"{low} + {_share(generator)} * ({high} - {low})", t.FLOAT, least, most, generator)


@function(remark=_REMARK)
def normal(call: Call, mean: Float, deviation: Float, generator: Integer) -> Expr:
    """A number of a normal distribution.

    >>> NORMAL(5, 0, RANDOM())
    5
    """
    _check_constants(call, 2)
    first, second = _share(generator, 1), _share(generator, 2)
    sql = f"{mean} + {deviation} * sqrt(-2 * ln(1 - {first})) * cos(2 * pi() * {second})"
    return combined(sql, t.FLOAT, mean, deviation, generator)


@function(remark=_REMARK)
def zipf(call: Call, exponent: Float, n: Constant, generator: Integer) -> Expr:
    """An integer from 1 to N, the smaller the likelier (Zipf's law).

    >>> ZIPF(1, 10, RANDOM()) BETWEEN 1 AND 10
    true
    """
    _check_constants(call, 1)
    if not isinstance(n, int) or not 1 <= n <= 16777215:
        raise call.wrong_value(n, "N")
    return combined(
        f"mh_zipf({exponent.sql}, {n}, {_share(generator)})", t.INTEGER, exponent, generator, atomic=True
    )


_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@function(remark=_REMARK)
def randstr(call: Call, size: Integer, generator: Integer) -> Expr:
    """A random string of letters and digits.

    >>> LENGTH(RANDSTR(5, RANDOM()))
    5
    >>> RANDSTR(5, 1234) = RANDSTR(5, 1234)
    true
    """
    place, drawn = call.fresh("place"), call.fresh("drawn")
    # What is drawn comes in from outside: a window function may not stand inside of the inner lambda.
    sql = (
        f"list_transform([CAST({generator.sql} AS BIGINT)], lambda {drawn}: array_to_string(list_transform("
        f"range({not_negative(size)}), lambda {place}: substring('{_ALPHABET}', "
        f"CAST(hash({drawn}, {place}) % {len(_ALPHABET)} AS BIGINT) + 1, 1)), ''))[1]"
    )
    return combined(sql, t.VARCHAR, size, generator)


@function
def uuid_string(call: Call, namespace: Text | None = None, name: Text | None = None) -> Expr:
    """A random UUID, or the UUID of a name in a namespace.

    >>> UUID_STRING('fe971b24-9572-4005-b22f-351e9c09274d', 'foo')
    dc0b6f65-fca6-5b4b-9d37-ccc3fde1f3e2
    >>> LENGTH(UUID_STRING())
    36
    """
    if namespace is None:
        return Expr("CAST(uuid() AS VARCHAR)", t.varchar(36), nullable=False, volatile=True)
    if name is None:
        raise call.wrong_types()
    return combined(f"mh_uuid5({namespace.sql}, {name.sql})", t.varchar(36), namespace, name, atomic=True)

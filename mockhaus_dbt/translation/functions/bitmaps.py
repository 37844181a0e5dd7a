"""Bitmaps that count different values
(https://docs.snowflake.com/en/user-guide/querying-bitmaps-for-distinct-counts).

A bitmap is what Snowflake calls an index vector: how many positions in two bytes, then each position in two bytes, the
lower first; there is room for four. For many positions Snowflake has another form, which it does not document.
"""

from __future__ import annotations

from mockhaus_dbt.errors import raising
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Binary, Call, Integer, aggregate, function

_REMARK = "Beyond four positions the bytes are not documented; use the bitmap functions to read them, as there."
#: how many positions a bitmap has.
SIZE = 32768


@function
def bitmap_bucket_number(value: Integer) -> Expr:
    """The bucket of 32768 numbers that a number belongs to.

    >>> BITMAP_BUCKET_NUMBER(1), BITMAP_BUCKET_NUMBER(32768), BITMAP_BUCKET_NUMBER(32769), BITMAP_BUCKET_NUMBER(-1)
    1 | 1 | 2 | 0
    """
    n = value if value.type.precision is not None and value.type.precision < 19 else f"CAST({value.sql} AS HUGEINT)"
    sql = f"CASE WHEN {n} > 0 THEN 1 + ({n} - 1) // {SIZE} ELSE -((-{n}) // {SIZE}) END"
    return combined(sql, t.INTEGER, value)


@function
def bitmap_bit_position(value: Integer) -> Expr:
    """The place of a number in its bucket, from 0 to 32767.

    >>> BITMAP_BIT_POSITION(1), BITMAP_BIT_POSITION(32768), BITMAP_BIT_POSITION(32769), BITMAP_BIT_POSITION(-1)
    0 | 32767 | 0 | 1
    """
    sql = f"CASE WHEN {value} > 0 THEN ({value} - 1) % {SIZE} ELSE abs({value}) % {SIZE} END"
    return combined(sql, t.INTEGER, value)


def _written(list_sql: str) -> str:
    """The bitmap of a list of positions; NULL without any."""
    some = f"list_sort(list_distinct(list_filter({list_sql}, lambda _x: _x IS NOT NULL)))"
    digits = "list_transform(_set, lambda _x: printf('%02X%02X', _x & 255, _x >> 8))"
    size = "CAST(greatest(20, 4 + 4 * len(_set)) AS INTEGER)"
    text = f"rpad(printf('%04X', len(_set)) || array_to_string({digits}, ''), {size}, '0')"
    return f"list_transform([{some}], lambda _set: CASE WHEN len(_set) > 0 THEN unhex({text}) END)[1]"


def _number(digits_sql: str) -> str:
    return f"CAST('0x' || {digits_sql} AS INTEGER)"


def _positions(bitmap_sql: str) -> str:
    """The positions in a bitmap."""
    low, high = "substr(_b, 4 * _n + 1, 2)", "substr(_b, 4 * _n + 3, 2)"
    each = f"list_transform(range(1, 1 + {_number('left(_b, 4)')}), lambda _n: {_number(f'{high} || {low}')})"
    return f"list_transform([hex({bitmap_sql})], lambda _b: {each})[1]"


@aggregate(remark=_REMARK)
def bitmap_construct_agg(call: Call, position: Integer) -> Expr:
    """A bitmap in which the bits at some positions are set.

    >>> SELECT BITMAP_CONSTRUCT_AGG(BITMAP_BIT_POSITION(column1)) FROM VALUES (1), (1), (NULL)
    00010000000000000000
    >>> SELECT BITMAP_CONSTRUCT_AGG(BITMAP_BIT_POSITION(column1)) FROM VALUES (3), (1), (2), (4)
    00040000010002000300
    >>> SELECT BITMAP_CONSTRUCT_AGG(column1) FROM VALUES (NULL::INT)
    NULL
    """
    wrong = raising("number_range", position.sql)
    checked = f"CASE WHEN {position} BETWEEN 0 AND {SIZE - 1} THEN CAST({position.sql} AS INTEGER) " \
              f"WHEN {position} IS NOT NULL THEN {wrong} END"
    return Expr(_written(call.aggregate("list", checked, distinct=True)), t.BINARY)


@function
def bitmap_count(bitmap: Binary) -> Expr:
    """How many bits of a bitmap are set.

    >>> SELECT BITMAP_COUNT(BITMAP_CONSTRUCT_AGG(BITMAP_BIT_POSITION(column1))) FROM VALUES (1), (2), (3), (4), (4)
    4
    >>> BITMAP_COUNT(TO_BINARY('00010000000000000000'))
    1
    """
    return combined(f"CAST({_number(f'left(hex({bitmap.sql}), 4)')} AS BIGINT)", t.INTEGER, bitmap, atomic=True)


@aggregate(remark=_REMARK)
def bitmap_or_agg(call: Call, bitmap: Binary) -> Expr:
    """The bits that are set in any of several bitmaps.

    >>> SELECT BITMAP_OR_AGG(b) FROM (SELECT BITMAP_CONSTRUCT_AGG(column1) b FROM VALUES (1), (2), (300) GROUP BY column1)
    0003010002002C010000
    """  # noqa: E501
    listed = call.aggregate("list", f"CASE WHEN {bitmap} IS NOT NULL THEN {_positions(bitmap.sql)} END")
    return Expr(_written(f"flatten(list_filter({listed}, lambda _l: _l IS NOT NULL))"), t.BINARY)

"""Which type a VARIANT holds: TYPEOF, IS_* and AS_*
(https://docs.snowflake.com/en/sql-reference/functions-semistructured).
"""

from __future__ import annotations

from decimal import Decimal

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation import variants
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Any, Call, Constant, Variant, function
from mockhaus_dbt.translation.held import SHORT, held
from mockhaus_dbt.translation.types import SqlType, number_storage


@function
def typeof(value: Variant) -> Expr:
    """The type of what a VARIANT holds.

    >>> TYPEOF(PARSE_JSON('null'))
    NULL_VALUE
    >>> TYPEOF('abc'::VARIANT)
    VARCHAR
    >>> TYPEOF(PARSE_JSON('1.5'))
    DECIMAL
    >>> TYPEOF(PARSE_JSON('1.912e2'))
    DOUBLE
    >>> TYPEOF('2024-01-02'::DATE::VARIANT)
    DATE
    >>> TYPEOF(ARRAY_CONSTRUCT('2024-01-02'::DATE)[0])
    DATE
    >>> TYPEOF(OBJECT_CONSTRUCT('a', 1.5::FLOAT):a)
    DOUBLE
    >>> TYPEOF(NULL::VARIANT)
    NULL
    """
    return combined(variants.split(value, variants.kind), t.VARCHAR, value)


@function(
    name="SYSTEM$TYPEOF",
    note="The storage of a column or cast is by its type, where Snowflake looks at the values; VARCHAR has its length.",
)
def system_typeof(value: Any) -> Expr:
    """The SQL type of an expression, with the storage that its value takes.

    >>> SYSTEM$TYPEOF(1)
    NUMBER(1,0)[SB1]
    >>> SYSTEM$TYPEOF(10000)
    NUMBER(5,0)[SB2]
    >>> SYSTEM$TYPEOF(CONCAT('every', 'body'))
    VARCHAR(9)[LOB]
    >>> SYSTEM$TYPEOF(NULL)
    NULL[LOB]
    >>> SYSTEM$TYPEOF(TRUE)
    BOOLEAN[SB1]
    """
    type_: SqlType = value.type
    storage = "LOB"
    constant = value.constant
    if isinstance(constant, Decimal) and type_.is_number:
        constant = int(constant.scaleb(type_.scale or 0, t.ALL_DIGITS))
    if isinstance(constant, int) and not isinstance(constant, bool):
        storage = f"SB{next(n for n in (1, 2, 4, 8, 16) if -(2 ** (8 * n - 1)) <= constant < 2 ** (8 * n - 1))}"
    elif type_.is_number:
        storage = number_storage(type_.precision or 38)
    elif type_.name == "FLOAT":
        storage = "DOUBLE"
    elif type_.name == "BOOLEAN":
        storage = "SB1"
    elif type_.name == "DATE":
        storage = "SB4"
    elif type_.name == "TIME":
        storage = "SB8"
    elif type_.is_timestamp or type_.name == "INTERVAL_DAY_TIME":
        storage = "SB16"
    elif type_.is_interval:
        storage = "SB8"
    said, _, _ = value.stored.partition("[")
    of_it = constant is None and (said == str(type_) or said == type_.name == "VARCHAR")
    shown = literal(value.stored if of_it else f"{type_}[{storage}]")
    if value.aggregate or value.window:
        # The query stays one of groups though the value does not matter.
        return combined(f"CASE WHEN {value} IS NULL THEN {shown} ELSE {shown} END", t.VARCHAR, value)
    return Expr(shown, t.VARCHAR, nullable=False)


_NUMBERS = ("INTEGER", "DECIMAL", "DOUBLE")


def _is(value: Expr, *kinds: str) -> Expr:
    listed = ", ".join(literal(k) for k in kinds)
    return combined(f"({variants.split(value, variants.kind)}) IN ({listed})", t.BOOLEAN, value)


def _starts(value: Expr, *characters: str) -> Expr:
    listed = ", ".join(literal(c) for c in characters)
    return combined(f"left(CAST({value.sql} AS VARCHAR), 1) IN ({listed})", t.BOOLEAN, value)


@function
def is_array(value: Variant) -> Expr:
    """Whether a VARIANT holds an ARRAY.

    >>> IS_ARRAY(PARSE_JSON('[1]'))
    TRUE
    >>> IS_ARRAY(PARSE_JSON('"[1]"'))
    FALSE
    """
    return _starts(value, "[")


@function
def is_object(value: Variant) -> Expr:
    """Whether a VARIANT holds an OBJECT.

    >>> IS_OBJECT(PARSE_JSON('{}'))
    TRUE
    """
    return _starts(value, "{")


@function
def is_boolean(value: Variant) -> Expr:
    """Whether a VARIANT holds a BOOLEAN.

    >>> IS_BOOLEAN(TRUE::VARIANT)
    TRUE
    >>> IS_BOOLEAN('true'::VARIANT)
    FALSE
    """
    return _starts(value, "t", "f")


@function
def is_null_value(value: Variant) -> Expr:
    """Whether a VARIANT holds JSON null, which is not NULL.

    >>> IS_NULL_VALUE(PARSE_JSON('null'))
    TRUE
    >>> IS_NULL_VALUE(PARSE_JSON('{"a":1}'):b)
    NULL
    """
    return _starts(value, "n")


@function(aliases=("IS_CHAR",))
def is_varchar(value: Variant) -> Expr:
    """Whether a VARIANT holds a string.

    >>> IS_VARCHAR('a'::VARIANT)
    TRUE
    >>> IS_CHAR(1::VARIANT)
    FALSE
    """
    return _is(value, "VARCHAR")


@function
def is_integer(value: Variant) -> Expr:
    """Whether a VARIANT holds a whole NUMBER.

    >>> IS_INTEGER(PARSE_JSON('1'))
    TRUE
    >>> IS_INTEGER(PARSE_JSON('1.5'))
    FALSE
    """
    return _is(value, "INTEGER")


@function
def is_decimal(value: Variant) -> Expr:
    """Whether a VARIANT holds a NUMBER, whole or not.

    >>> IS_DECIMAL(PARSE_JSON('1.5'))
    TRUE
    >>> IS_DECIMAL(PARSE_JSON('1.5e3'))
    FALSE
    """
    return _is(value, "INTEGER", "DECIMAL")


@function(aliases=("IS_REAL",))
def is_double(value: Variant) -> Expr:
    """Whether a VARIANT holds a number of any kind.

    >>> IS_DOUBLE(1.5::FLOAT::VARIANT)
    TRUE
    >>> IS_REAL(PARSE_JSON('"1"'))
    FALSE
    """
    return _is(value, *_NUMBERS)


@function
def is_binary(value: Variant) -> Expr:
    """Whether a VARIANT holds a BINARY.

    >>> IS_BINARY(TO_VARIANT('AB'::BINARY))
    TRUE
    """
    return _is(value, "BINARY")


@function(aliases=("IS_DATE_VALUE",))
def is_date(value: Variant) -> Expr:
    """Whether a VARIANT holds a DATE.

    >>> IS_DATE('2024-01-02'::DATE::VARIANT)
    TRUE
    >>> IS_DATE('2024-01-02'::VARIANT)
    FALSE
    """
    return _is(value, "DATE")


@function
def is_time(value: Variant) -> Expr:
    """Whether a VARIANT holds a TIME.

    >>> IS_TIME('10:11:12'::TIME::VARIANT)
    TRUE
    """
    return _is(value, "TIME")


@function
def is_timestamp_ntz(value: Variant) -> Expr:
    """Whether a VARIANT holds a TIMESTAMP_NTZ.

    >>> IS_TIMESTAMP_NTZ('2024-01-02'::TIMESTAMP_NTZ::VARIANT)
    TRUE
    """
    return _is(value, "TIMESTAMP_NTZ")


@function
def is_timestamp_ltz(value: Variant) -> Expr:
    """Whether a VARIANT holds a TIMESTAMP_LTZ.

    >>> IS_TIMESTAMP_LTZ('2024-01-02'::TIMESTAMP_LTZ::VARIANT)
    TRUE
    """
    return _is(value, "TIMESTAMP_LTZ")


@function
def is_timestamp_tz(value: Variant) -> Expr:
    """Whether a VARIANT holds a TIMESTAMP_TZ.

    >>> IS_TIMESTAMP_TZ('2024-01-02 00:00:00 +0100'::TIMESTAMP_TZ::VARIANT)
    TRUE
    """
    return _is(value, "TIMESTAMP_TZ")


def _as(call: Call, value: Expr, target: SqlType, *kinds: str) -> Expr:
    if not value.type.is_semistructured:
        raise call.wrong_types()

    def body(short: Expr) -> str:
        return f"CASE WHEN {_is(short, *kinds).sql} THEN {call.cast(short, target).sql} END"

    sql = body(value) if value.part_sql is not None else held([value], body, SHORT)
    return combined(sql, target, value).but(nullable=True)


@function
def as_array(call: Call, value: Any) -> Expr:
    """The ARRAY that a VARIANT holds, NULL for anything else.

    >>> AS_ARRAY(PARSE_JSON('{}'))
    NULL
    """
    return _as(call, value, t.ARRAY, "ARRAY")


@function
def as_object(call: Call, value: Any) -> Expr:
    """The OBJECT that a VARIANT holds, NULL for anything else.

    >>> AS_OBJECT(PARSE_JSON('{"a":1}')):a
    1
    """
    return _as(call, value, t.OBJECT, "OBJECT")


@function
def as_binary(call: Call, value: Any) -> Expr:
    """The BINARY that a VARIANT holds, NULL for anything else.

    >>> AS_BINARY('AB'::VARIANT)
    NULL
    """
    return _as(call, value, t.BINARY, "BINARY")


@function
def as_boolean(call: Call, value: Any) -> Expr:
    """The BOOLEAN that a VARIANT holds, NULL for anything else.

    >>> AS_BOOLEAN(TRUE::VARIANT)
    TRUE
    >>> AS_BOOLEAN('true'::VARIANT)
    NULL
    """
    return _as(call, value, t.BOOLEAN, "BOOLEAN")


@function(aliases=("AS_CHAR",))
def as_varchar(call: Call, value: Any) -> Expr:
    """The string that a VARIANT holds, NULL for anything else.

    >>> AS_VARCHAR('a'::VARIANT)
    a
    >>> AS_CHAR(1::VARIANT)
    NULL
    """
    return _as(call, value, t.VARCHAR, "VARCHAR")


@function
def as_integer(call: Call, value: Any) -> Expr:
    """The whole NUMBER that a VARIANT holds, NULL for anything else.

    >>> AS_INTEGER(PARSE_JSON('17'))
    17
    >>> AS_INTEGER('1'::VARIANT)
    NULL
    """
    return _as(call, value, t.INTEGER, "INTEGER")


@function(aliases=("AS_NUMBER",))
def as_decimal(call: Call, value: Any, precision: Constant = None, scale: Constant = None) -> Expr:
    """The NUMBER that a VARIANT holds, NULL for anything else.

    >>> AS_DECIMAL(PARSE_JSON('1.25'), 6, 2)
    1.25
    >>> AS_NUMBER(PARSE_JSON('"1"'))
    NULL
    """
    for given, name in ((precision, "PRECISION"), (scale, "SCALE")):
        if given is not None and not (isinstance(given, int) and 0 <= given <= 38):
            raise call.wrong_value(given, name)
    digits = 38 if precision is None else precision
    if not max(scale or 0, 1) <= digits:
        raise call.wrong_value(scale if digits else digits, "SCALE" if digits else "PRECISION")
    return _as(call, value, t.number(digits, scale or 0), "INTEGER", "DECIMAL")


@function(aliases=("AS_REAL",))
def as_double(call: Call, value: Any) -> Expr:
    """The number that a VARIANT holds as FLOAT, NULL for anything else.

    >>> AS_DOUBLE(PARSE_JSON('1.5'))
    1.5
    """
    return _as(call, value, t.FLOAT, *_NUMBERS)


@function
def as_date(call: Call, value: Any) -> Expr:
    """The DATE that a VARIANT holds, NULL for anything else.

    >>> AS_DATE('2024-01-02'::DATE::VARIANT)
    2024-01-02
    >>> AS_DATE('2024-01-02'::VARIANT)
    NULL
    """
    return _as(call, value, t.DATE, "DATE")


@function
def as_time(call: Call, value: Any) -> Expr:
    """The TIME that a VARIANT holds, NULL for anything else.

    >>> AS_TIME('10:11:12'::TIME::VARIANT)
    10:11:12
    """
    return _as(call, value, t.TIME, "TIME")


@function
def as_timestamp_ntz(call: Call, value: Any) -> Expr:
    """The TIMESTAMP_NTZ that a VARIANT holds, NULL for anything else.

    >>> AS_TIMESTAMP_NTZ('2024-01-02 03:04:05'::TIMESTAMP_NTZ::VARIANT)
    2024-01-02 03:04:05.000
    """
    return _as(call, value, t.TIMESTAMP_NTZ, "TIMESTAMP_NTZ")


@function
def as_timestamp_ltz(call: Call, value: Any) -> Expr:
    """The TIMESTAMP_LTZ that a VARIANT holds, NULL for anything else.

    >>> AS_TIMESTAMP_LTZ('2024-01-02'::VARIANT)
    NULL
    """
    return _as(call, value, t.TIMESTAMP_LTZ, "TIMESTAMP_LTZ")


@function
def as_timestamp_tz(call: Call, value: Any) -> Expr:
    """The TIMESTAMP_TZ that a VARIANT holds, NULL for anything else.

    >>> AS_TIMESTAMP_TZ('2024-01-02'::VARIANT)
    NULL
    """
    return _as(call, value, t.TIMESTAMP_TZ, "TIMESTAMP_TZ")

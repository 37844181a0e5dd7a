"""Conversion functions (https://docs.snowflake.com/en/sql-reference/functions-conversion). CAST is in casts.py."""

from __future__ import annotations

from collections.abc import Callable

from mockhaus_dbt.errors import UnsupportedError, error, raising
from mockhaus_dbt.translation import datetime_columns, datetime_formats, datetime_input, number_formats
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast, variant_text
from mockhaus_dbt.translation.casts_datetime import epoch_sql, truncated
from mockhaus_dbt.translation.casts_scalar import binary_text, text_binary
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Any, Call, function
from mockhaus_dbt.translation.held import held
from mockhaus_dbt.translation.types import SqlType

#: what is said of functions that make times and timestamps.
MICROSECONDS = "Of columns, fractions of a second are kept to the microsecond."


def constant_text(call: Call, value: Expr, parameter: str) -> str:
    """A format, which has to be a constant.

    Raises:
        UnsupportedError: it is not.
    """
    if isinstance(value.constant, str):
        return value.constant
    if value.type.is_text:
        raise UnsupportedError(f"a {parameter} of {call.name} that is not a constant")
    raise call.wrong_types()


def only_text(call: Call, value: Expr) -> Expr:
    """An argument of a TRY_ function, which takes text alone.

    Raises:
        CompilationError: 001065 it is something else.
    """
    if value.type.is_text or value.is_null:
        return value
    raise error("invalid_cast", function="TRY_CAST", source=value.type, target=call.name.removeprefix("TRY_TO_"))


def _safe(call: Call, value: Expr) -> bool:
    if not call.name.startswith("TRY_"):
        return False
    only_text(call, value)
    return True


# ------------------------------------------------------------------------------------------------------------ to text


@function(aliases=("TO_VARCHAR",))
def to_char(call: Call, value: Any, format: Any = None) -> Expr:
    """A value as text, numbers and dates by a format.

    >>> TO_CHAR('2024-01-02 03:04:05'::TIMESTAMP_NTZ)
    2024-01-02 03:04:05.000
    >>> TO_CHAR('2024-01-02'::DATE, 'YYYY"Y"')
    2024Y
    >>> TO_VARCHAR('2024-04-05 01:02:03'::TIMESTAMP, 'mm/dd/yyyy, hh24:mi hours')
    04/05/2024, 01:02 hours
    >>> TO_VARCHAR('2024-04-05'::DATE, 'mon dd, yyyy')
    Apr 05, 2024
    >>> '>' || TO_CHAR(12345.678, '999,999.99') || '<'
    >  12,345.68<
    >>> TO_CHAR(-12.391, '">"$99.0"<"')
    >-$12.4<
    >>> TO_CHAR(3987, '">"0XXX"<"')
    >0F93<
    >>> TO_CHAR(1.0::FLOAT)
    1
    >>> TO_CHAR(TO_BINARY('SNOW', 'UTF-8'), 'HEX')
    534E4F57
    """
    if format is None or value.is_null:
        return call.cast(value, t.VARCHAR)
    if value.type.name == "BINARY":
        return _by_binary_format(call, value, format, t.VARCHAR, lambda bytes_, form: binary_text(bytes_.sql, form))
    pattern = constant_text(call, format, "format")
    if value.type.is_datetime:
        sql = datetime_formats.format_sql(call.compiler, value, pattern)
    elif value.type.is_numeric:
        sql = number_formats.format_sql(call, value, pattern)
    elif value.type.name == "VARIANT":
        raise UnsupportedError(f"{call.name} of a VARIANT with a format")
    elif value.type.is_text and value.constant is not None:
        # A text with a date's format is taken as a timestamp.
        sql = datetime_formats.format_sql(call.compiler, call.cast(value, t.TIMESTAMP_NTZ), pattern)
    else:
        raise call.wrong_types()
    return combined(sql, t.VARCHAR, value)


BINARY_FORMATS = ("HEX", "BASE64", "UTF-8", "UTF8")


def _by_binary_format(
    call: Call, value: Expr, form: Expr, target: SqlType, body: Callable[[Expr, str], str], safe: bool = False
) -> Expr:
    """A conversion between text and bytes by HEX, BASE64 or UTF-8, which a column may name too.

    Args:
        body: gives the text of the conversion, for the value and a format.
        safe: NULL for what is none of the formats.

    Raises:
        CompilationError: 001015 the format is none of them.
    """
    if form.is_null:
        return Expr(f"CAST(NULL AS {target.physical()})", target)
    if not form.type.is_text:
        raise call.wrong_types()
    if isinstance(form.constant, str):
        name = form.constant.upper()
        if name in BINARY_FORMATS:
            return combined(body(value, name), target, value).but(nullable=value.nullable or safe)
        if not safe:
            raise call.wrong_value(form.constant, "FORMAT")
        return combined(f"CAST(NULL AS {target.physical()})", target, value).but(nullable=True)

    def chosen(given: Expr, named: Expr) -> str:
        ways = " ".join(f"WHEN '{name}' THEN {body(given, name)}" for name in BINARY_FORMATS)
        wrong = raising("argument_value", named.sql, name="FORMAT", function=call.name)
        other = "NULL" if safe else f"CASE WHEN {named} IS NOT NULL THEN {wrong} END"
        return f"CASE upper({named}) {ways} ELSE {other} END"

    return combined(held([value, form], chosen), target, value, form).but(nullable=True)


# --------------------------------------------------------------------------------------------------------- to numbers


@function(aliases=("TO_DECIMAL", "TO_NUMERIC", "TRY_TO_NUMBER", "TRY_TO_DECIMAL", "TRY_TO_NUMERIC"))
def to_number(call: Call, value: Any, format: Any = None, precision: Any = None, scale: Any = None) -> Expr:
    """A NUMBER of text (by a format) or of another number; TRY_ gives NULL where it fails.

    >>> TO_NUMBER('12.3456')
    12
    >>> TO_NUMBER('98.76546', 10, 1)
    98.8
    >>> TO_DECIMAL('3,741.72', '9,999.99', 6, 2)
    3741.72
    >>> TO_DECIMAL('- 0.1', 'TM9', 9, 5)
    -0.10000
    >>> TO_DECIMAL('ae5', 'XXX')
    2789
    >>> TO_NUMBER('102-', 'MI999|999MI')
    -102
    >>> TRY_TO_NUMBER('12,345.67', '000,000.00', 8, 2)
    NULL
    >>> TRY_TO_NUMERIC('x')
    NULL
    """
    safe = _safe(call, value)
    numbers = [n for n in (format, precision, scale) if n is not None]
    pattern = None
    if numbers and not numbers[0].type.is_number:
        pattern = constant_text(call, numbers.pop(0), "format")
    if len(numbers) > 2 or any(not isinstance(n.constant, int) for n in numbers):
        raise call.wrong_types()
    digits = [int(n.constant) for n in numbers]
    if digits and not 1 <= digits[0] <= 38:
        raise call.wrong_value(digits[0], "PRECISION")
    if len(digits) > 1 and not 0 <= digits[1] <= min(digits[0], 37):
        raise call.wrong_value(digits[1], "SCALE")
    target = t.number(*digits) if digits else t.INTEGER
    if pattern is None or not (value.type.is_text or value.type.name == "VARIANT"):
        if value.type.is_datetime or value.type.name == "BINARY":
            raise call.wrong_types()
        return cast(call.compiler, value, target, safe=safe)
    text = value if value.type.is_text else Expr(variant_text(value), t.VARCHAR)
    sql = number_formats.parse_sql(call, text, pattern, target, safe)
    return combined(sql, target, value).but(nullable=value.nullable or safe)


@function(aliases=("TRY_TO_DOUBLE",))
def to_double(call: Call, value: Any, format: Any = None) -> Expr:
    """A FLOAT of text (by a format) or of another number.

    >>> TO_DOUBLE('2.2')
    2.2
    >>> TO_DOUBLE(1.1)::NUMBER(38, 18)
    1.100000000000000089
    >>> TO_DOUBLE('1,234.5', '9,999.9')
    1234.5
    >>> TRY_TO_DOUBLE('Invalid')
    NULL
    """
    safe = _safe(call, value)
    if format is None or not value.type.is_text:
        return cast(call.compiler, value, t.FLOAT, safe=safe)
    sql = number_formats.parse_sql(call, value, constant_text(call, format, "format"), t.FLOAT, safe)
    return combined(sql, t.FLOAT, value).but(nullable=value.nullable or safe)


@function(aliases=("TRY_TO_BOOLEAN",))
def to_boolean(call: Call, value: Any) -> Expr:
    """A BOOLEAN of text or of a number.

    >>> TO_BOOLEAN('yes')
    true
    >>> TO_BOOLEAN(0)
    false
    >>> TRY_TO_BOOLEAN('Not valid')
    NULL
    """
    return cast(call.compiler, value, t.BOOLEAN, safe=_safe(call, value))


# --------------------------------------------------------------------------------------------------------- to dates


def _moment(call: Call, value: Expr, target: SqlType, format: Expr | None) -> Expr:
    """TO_DATE, TO_TIME and TO_TIMESTAMP with an optional format."""
    safe = _safe(call, value)
    if format is None:
        if value.type.name in ("NUMBER", "FLOAT", "BOOLEAN") and target.name in ("DATE", "TIME"):
            raise call.wrong_types()
        if value.type.name == "FLOAT":
            value = cast(call.compiler, value, t.number(38, 9))
        return cast(call.compiler, value, target, safe=safe)
    if value.type.is_numeric and target.is_timestamp and format.type.is_number:
        scale = format.constant
        if not isinstance(scale, int) or not 0 <= scale <= 9:
            raise call.wrong_value(format, "SCALE")
        number = value if value.type.is_number else cast(call.compiler, value, t.number(38, 9))
        return combined(epoch_sql(number, scale, target), target, value, atomic=False)
    if value.type.is_datetime and format.type.is_text:
        return cast(call.compiler, value, target)
    if not (value.type.is_text or value.is_null or value.type.name == "VARIANT"):
        raise call.wrong_types()
    pattern = constant_text(call, format, "format")
    text = value if value.type.is_text else cast(call.compiler, value, t.VARCHAR)
    sql = datetime_columns.parse_sql(call.compiler, text, target, pattern, safe)
    made = combined(sql if isinstance(text.constant, str) else truncated(sql, target), target, value)
    moment = None
    if isinstance(text.constant, str):
        century = int(call.compiler.context.parameters.get("TWO_DIGIT_CENTURY_START", 1970))
        moment = datetime_input.read(text.constant, target.name, pattern, century)
    return made.but(nullable=value.nullable or safe, moment=moment)


@function(aliases=("DATE", "TRY_TO_DATE"))
def to_date(call: Call, value: Any, format: Any = None) -> Expr:
    """A DATE of text (by a format), of a timestamp, or of an integer in text, which counts from 1970.

    >>> TO_DATE('3/4/2024', 'dd/mm/yyyy')
    2024-04-03
    >>> TO_DATE('1700000000')
    2023-11-14
    >>> TO_DATE('1700000000000')
    2023-11-14
    >>> TO_DATE('03-April-2024')
    2024-04-03
    >>> DATE('2024-05-10 10:00:00'::TIMESTAMP_NTZ)
    2024-05-10
    >>> TRY_TO_DATE('2024-02-30')
    NULL
    >>> TRY_TO_DATE('20240229', 'YYYYMMDD')
    2024-02-29
    """
    return _moment(call, value, t.DATE, format)


@function(aliases=("TRY_TO_UUID",))
def to_uuid(call: Call, text: Any) -> Expr:
    """Text as a UUID.

    >>> TO_UUID('C73D9175-0A1D-48C6-8D30-DF165461328B')
    c73d9175-0a1d-48c6-8d30-df165461328b
    >>> TRY_TO_UUID('not a uuid')
    NULL
    """
    if not (text.type.is_text or text.is_null or text.type.name in ("UUID", "VARIANT")):
        raise call.wrong_types()
    return cast(call.compiler, text, t.UUID, safe=call.name == "TRY_TO_UUID")


@function(aliases=("TIME", "TRY_TO_TIME"), remark=MICROSECONDS)
def to_time(call: Call, value: Any, format: Any = None) -> Expr:
    """A TIME of text (by a format), of a timestamp, or of an integer in text.

    >>> TO_TIME('13:30:00')
    13:30:00
    >>> TO_TIME('11.15.00', 'HH24.MI.SS')
    11:15:00
    >>> TO_TIME('04:01:07 PM')
    16:01:07
    >>> TO_TIME('31536002400')
    00:00:02
    >>> TRY_TO_TIME('Invalid')
    NULL
    """
    if format is not None and call.name == "TIME":
        line, column = call.compiler.position(call.node)
        shown = f"TIME({call.written(1)}, {call.written(2)})"
        raise error("many_arguments", line=line, column=column, call=shown, expected=1, got=2)
    return _moment(call, value, t.TIME, format)


@function(aliases=("TRY_TO_TIMESTAMP",), remark=MICROSECONDS)
def to_timestamp(call: Call, value: Any, format: Any = None) -> Expr:
    """A timestamp of the type that TIMESTAMP_TYPE_MAPPING says, of text (by a format), a date, or seconds since 1970.

    >>> TO_TIMESTAMP('1700000000000')
    2023-11-14 22:13:20.000
    >>> TO_TIMESTAMP(1000000000, 3)
    1970-01-12 13:46:40.000
    >>> TO_TIMESTAMP('2024.10.02 04:00:00', 'YYYY.MM.DD HH:MI:SS')
    2024-10-02 04:00:00.000
    >>> TRY_TO_TIMESTAMP('05/16')
    NULL
    """
    mapping = str(call.parameter("TIMESTAMP_TYPE_MAPPING")).upper()
    return _moment(call, value, t.SPELLINGS.get(mapping, t.TIMESTAMP_NTZ), format)


@function(aliases=("TRY_TO_TIMESTAMP_NTZ",), remark=MICROSECONDS)
def to_timestamp_ntz(call: Call, value: Any, format: Any = None) -> Expr:
    """A TIMESTAMP_NTZ; the wall clock of what has a time zone.

    >>> TO_TIMESTAMP_NTZ('2024-01-01 10:00:00 +05:00'::TIMESTAMP_TZ)
    2024-01-01 10:00:00.000
    >>> TO_TIMESTAMP_NTZ(40 * 365.25 * 86400 * 1000 + 456, 3)
    2010-01-01 00:00:00.456
    """
    return _moment(call, value, t.TIMESTAMP_NTZ, format)


@function(aliases=("TRY_TO_TIMESTAMP_LTZ",), remark=MICROSECONDS)
def to_timestamp_ltz(call: Call, value: Any, format: Any = None) -> Expr:
    """A TIMESTAMP_LTZ, shown in the session's time zone.

    >>> TO_TIMESTAMP_LTZ('2024-07-01 10:00:00')
    2024-07-01 10:00:00.000 -0700
    >>> TO_TIMESTAMP_LTZ('2024-01-01T10:00:00Z')
    2024-01-01 02:00:00.000 -0800
    """
    return _moment(call, value, t.TIMESTAMP_LTZ, format)


@function(aliases=("TRY_TO_TIMESTAMP_TZ",), remark=MICROSECONDS)
def to_timestamp_tz(call: Call, value: Any, format: Any = None) -> Expr:
    """A TIMESTAMP_TZ with the offset of its text, or of the session's time zone.

    >>> TO_TIMESTAMP_TZ('04/05/2024 01:02:03', 'dd/mm/yyyy hh24:mi:ss')
    2024-05-04 01:02:03.000 -0700
    >>> TO_TIMESTAMP_TZ('2024-01-01 10:00:00 +05:00')
    2024-01-01 10:00:00.000 +0500
    """
    return _moment(call, value, t.TIMESTAMP_TZ, format)


# -------------------------------------------------------------------------------------------------------- to binary


@function(aliases=("TRY_TO_BINARY",))
def to_binary(call: Call, value: Any, format: Any = None) -> Expr:
    """Bytes of text by HEX (the default), BASE64 or UTF-8.

    >>> TO_VARCHAR(TO_BINARY('SNOW', 'utf-8'), 'HEX')
    534E4F57
    >>> TRY_TO_BINARY('XYZ', 'HEX')
    NULL
    >>> TRY_TO_BINARY('534E', 'OCTAL')
    NULL
    """
    safe = _safe(call, value)
    if format is None or value.type.name == "BINARY":
        return cast(call.compiler, value, t.BINARY, safe=safe)
    if not (value.type.is_text or value.is_null or value.type.name == "VARIANT"):
        raise call.wrong_types()
    text = cast(call.compiler, value, t.VARCHAR)
    return _by_binary_format(call, text, format, t.BINARY, lambda given, form: text_binary(given, form, safe), safe)

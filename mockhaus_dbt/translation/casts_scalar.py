"""Conversions to numbers, text, booleans and binary
(https://docs.snowflake.com/en/sql-reference/data-type-conversion).
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error, raising
from mockhaus_dbt.translation import datetime_formats, variants
from mockhaus_dbt.translation.casts import decimal_text, failed_cast, json_sql, or_xml, rule, variant_text
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.held import once
from mockhaus_dbt.translation.types import MAX_BINARY, MAX_VARCHAR, SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)
#: a number whose mantissa or exponent is left out, which counts as 0 then ("Thus, E is parsed as 0"), and what DuckDB
#: reads in other ways than Snowflake: 1_000, 0x10 and 0b11.
_OMITTED = re.compile(r"(\s*[+-]?)([\d.]*)([eE](?:[+-]?\d+)?)(\s*)", re.ASCII)
_BARE = "^\\s*[+-]?(?:[eE][+-]?\\d*|[\\d.]+[eE])\\s*$"
_FOREIGN_WHOLE, _FOREIGN = f"[_xXbB]|{_BARE}", f"_|{_BARE}"


# ------------------------------------------------------------------------------------------------------- to NUMBER


def _word(safe: bool) -> str:
    return "TRY_CAST" if safe else "CAST"


def _decimal(sql: str, target: SqlType, safe: bool) -> str:
    return f"{_word(safe)}({sql} AS DECIMAL({target.precision},{target.scale}))"


def _stored(compiler: Compiler, sql: str, target: SqlType, safe: bool) -> str:
    """A number as the target; integers of few digits pass a DECIMAL, which knows their bound better than BIGINT."""
    if target.scale:
        return _decimal(sql, target, safe)
    if (target.precision or 38) < 19 or (safe and not compiler.context.wide):
        # A value that fits the type but not BIGINT is an overflow, upon which the statement runs again, wide.
        return f"CAST({_decimal(sql, target, safe)} AS {compiler.physical(target)})"
    return f"{_word(safe)}({sql} AS {compiler.physical(target)})"


@rule("NUMBER", "NUMBER")
def _number_to_number(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return _stored(compiler, value.sql, target, safe)


@rule("FLOAT", "NUMBER")
def _float_to_number(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    if (target.scale or 0) > 12:
        # Past the digits that a DOUBLE holds, its exact value shows.
        return _decimal(f"printf('%.{target.scale}f', {value.sql})", target, safe)
    # DuckDB rounds halves of a DOUBLE to even, Snowflake away from zero: round first.
    rounded = f"round({value.sql}, {target.scale})" if target.scale else f"round({value.sql})"
    return _stored(compiler, rounded, target, safe)


@rule("VARCHAR", "NUMBER")
def _text_to_number(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    plain = target.scale == 0 and (target.precision or 38) >= 19 and not (compiler.context.wide or safe)
    if isinstance(value.constant, str):
        if (full := _completed(value.constant)) != value.constant:
            value = value.but(constant=full, sql=literal(full))
        _check_number(value.constant, target, safe)
        if _NUMBER.fullmatch(value.constant) is None:
            return f"CAST(NULL AS {compiler.physical(target)})"
        if plain:
            return f"CAST({value.sql} AS BIGINT)"
        return _stored(compiler, value.sql, target, safe)

    def number(text: str) -> str:
        return f"CAST({text} AS BIGINT)" if plain else _stored(compiler, text, target, safe)

    def body(text: str) -> str:
        wrong = "NULL" if safe else raising("numeric_value", text)
        full = f"regexp_replace({text}, '^(\\s*[+-]?)([eE])', '\\10\\2')"
        full = f"regexp_replace({full}, '([eE])(\\s*)$', '\\10\\2')"
        special = f"CASE WHEN regexp_matches({text}, '[_xXbB]') THEN {wrong} ELSE {number(full)} END"
        foreign = f"regexp_matches({text}, '{_FOREIGN_WHOLE if plain else _FOREIGN}')"
        return f"CASE WHEN {foreign} THEN {special} ELSE {number(text)} END"

    return once(value.sql, body)


def _completed(text: str) -> str:
    """A number with a 0 in the place of the mantissa or exponent that it leaves out."""
    if (found := _OMITTED.fullmatch(text)) is None:
        return text
    exponent = found[3] if len(found[3]) > 1 else f"{found[3]}0"
    return f"{found[1]}{found[2] or '0'}{exponent}{found[4]}"


def _check_number(text: str, target: SqlType, safe: bool) -> None:
    """
    Raises:
        ExecutionError: 100038 the text is no number, 100039 it has too many digits.
    """
    if safe:
        return
    if _NUMBER.fullmatch(text) is None:
        raise error("numeric_value", value=text)
    number = Decimal(text.strip())
    if abs(number) >= Decimal(10) ** ((target.precision or 38) - (target.scale or 0)):
        raise error("number_range", value=text)


@rule("BOOLEAN", "NUMBER")
def _boolean_to_number(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return f"CAST(CAST({value.sql} AS TINYINT) AS {compiler.physical(target)})"


@rule("VARIANT", "NUMBER")
def _variant_to_number(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    text = variant_text(value)
    # What is not read at once is true, false, too large for BIGINT, or wrong; JSON null is NULL.
    quick = _stored(compiler, text, target, True)
    if target.scale == 0 and (target.precision or 38) >= 19:
        quick = f"TRY_CAST({text} AS {compiler.physical(target)})"
    wide = f"CAST(CAST({text} AS DECIMAL(38,0)) AS BIGINT)"
    large = f"WHEN TRY_CAST({text} AS DECIMAL(38,0)) IS NOT NULL THEN {wide} " if " AS BIGINT)" in quick else ""
    if (target.precision or 38) < 19 or target.scale:
        large = "" if safe else (
            f"WHEN TRY_CAST({text} AS DOUBLE) IS NOT NULL THEN {raising('number_range', text)} "
        )
    wrong = "NULL" if safe else failed_cast(value, "FIXED")
    if target.scale:  # DuckDB does not read 1e-7 for a DECIMAL without digits before the point
        quick += f", TRY_CAST(TRY_CAST({text} AS DECIMAL(38,37)) AS DECIMAL({target.precision},{target.scale}))"
    # The CASE around it keeps DuckDB from computing what two such casts have in common before either, the error too.
    return (
        f"CASE WHEN {text} IS NOT NULL THEN coalesce({quick}, CASE WHEN {text} = 'true' THEN 1 "
        f"WHEN {text} = 'false' THEN 0 {large}ELSE {wrong} END) END"
    )


# -------------------------------------------------------------------------------------------------------- to FLOAT


@rule("NUMBER FLOAT", "FLOAT")
def _to_float(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return f"CAST({value.sql} AS DOUBLE)"


@rule("VARCHAR", "FLOAT")
def _text_to_float(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    if isinstance(value.constant, str):
        if "_" in value.constant:
            if safe:
                return "CAST(NULL AS DOUBLE)"
            raise error("numeric_value", value=value.constant)
        return f"{_word(safe)}({value.sql} AS DOUBLE)"

    def body(text: str) -> str:
        wrong = "NULL" if safe else raising("numeric_value", text)
        return f"CASE WHEN contains({text}, '_') THEN {wrong} ELSE {_word(safe)}({text} AS DOUBLE) END"

    return once(value.sql, body)


@rule("VARIANT", "FLOAT")
def _variant_to_float(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    text = variant_text(value)
    wrong = "NULL" if safe else failed_cast(value, "REAL")
    return (
        f"coalesce(TRY_CAST({text} AS DOUBLE), CASE WHEN {text} IS NULL THEN NULL WHEN {text} = 'true' THEN 1 "
        f"WHEN {text} = 'false' THEN 0 ELSE {wrong} END)"
    )


# --------------------------------------------------------------------------------------------------------- to text


def limited(value_sql: str, source: SqlType, target: SqlType, safe: bool = False) -> str:
    """Text for a VARCHAR(n): what is longer is error 100078."""
    length = target.length if target.length is not None else MAX_VARCHAR
    if length >= MAX_VARCHAR or _longest(source) <= length:
        return value_sql

    def body(text: str) -> str:
        longer = "NULL" if safe else raising("string_too_long", text)
        return f"CASE WHEN length({text}) > {length} THEN {longer} ELSE {text} END"

    return once(value_sql, body)


def _longest(source: SqlType) -> int:
    """Characters that a value of a type can have as text."""
    if source.is_text:
        return source.length if source.length is not None else MAX_VARCHAR
    if source.is_number:
        return (source.precision or 38) + 3
    return {"BOOLEAN": 5, "FLOAT": 24}.get(source.name, MAX_VARCHAR)


@rule("VARCHAR", "VARCHAR")
def _text_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    if isinstance(value.constant, str):
        if len(value.constant) <= (target.length or 0):
            return value.sql
        if safe:
            return "CAST(NULL AS VARCHAR)"
        raise error("string_too_long", value=value.constant)
    return limited(value.sql, value.type, target, safe)


@rule("NUMBER BOOLEAN", "VARCHAR")
def _plain_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return limited(decimal_text(value), value.type, target, safe)


@rule("FLOAT", "VARCHAR")
def _float_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return limited(float_text(value), value.type, target, safe)


def float_text(value: Expr) -> str:
    """A FLOAT as Snowflake prints it: 15 significant digits, no point where there is no fraction."""
    return once(value.sql, lambda number: f"CASE WHEN isnan({number}) THEN 'NaN' ELSE printf('%.15g', {number}) END")


@rule("DATE TIME TIMESTAMP_NTZ TIMESTAMP_LTZ TIMESTAMP_TZ", "VARCHAR")
def _datetime_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    pattern = datetime_formats.output_format(compiler, value.type)
    return limited(datetime_formats.format_sql(compiler, value, pattern), value.type, target, safe)


@rule("BINARY", "VARCHAR")
def _binary_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    form = str(compiler.context.parameters.get("BINARY_OUTPUT_FORMAT") or "HEX")
    return limited(binary_text(value.sql, form), value.type, target, safe)


def binary_text(sql: str, form: str) -> str:
    """Bytes as text, by HEX, BASE64 or UTF-8."""
    form = form.upper()
    if form == "BASE64":
        return f"to_base64({sql})"
    return f"decode({sql})" if form in ("UTF-8", "UTF8") else f"hex({sql})"


@rule("VARIANT", "VARCHAR")
def _variant_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    text = variant_text(value)
    if value.text_sql is None:
        text = or_xml(compiler, value, text)
    elif value.part_sql is not None:
        # JSON of what has marks is not what Snowflake prints.
        marked, part, _ = value.part_sql
        text = (
            f"CASE WHEN {marked} THEN mh_protected_text({part}) ELSE {text} END"
        )
    return limited(text, value.type, target, safe)


# ------------------------------------------------------------------------------------------------------ to BOOLEAN

_TRUE = ("true", "t", "yes", "y", "on", "1")
_FALSE = ("false", "f", "no", "n", "off", "0")


@rule("NUMBER", "BOOLEAN")
def _number_to_boolean(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return f"({value} <> 0)"


@rule("FLOAT", "BOOLEAN")
def _float_to_boolean(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    def body(number: str) -> str:
        wrong = "NULL" if safe else raising("boolean_value", number)
        return f"CASE WHEN isfinite({number}) THEN {number} <> 0 WHEN {number} IS NOT NULL THEN {wrong} END"

    return once(value.sql, body)


def _boolean_of(text: str, wrong: str, implicit: bool = False) -> str:
    # DuckDB plans a CASE far faster than IN with a list.
    known = ((_TRUE[: 1 if implicit else None], "true"), (_FALSE[: 1 if implicit else None], "false"))
    words = " ".join(f"WHEN '{w}' THEN {truth}" for group, truth in known for w in group)
    return f"CASE lower({text}) {words} ELSE CASE WHEN {text} IS NOT NULL THEN {wrong} END END"


@rule("VARCHAR", "BOOLEAN")
def _text_to_boolean(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    if isinstance(value.constant, str):
        word = value.constant.lower()
        if word in _TRUE or word in _FALSE:
            return "true" if word in _TRUE else "false"
        if safe:
            return "CAST(NULL AS BOOLEAN)"
        raise error("boolean_value", value=value.constant)
    return once(value.sql, lambda text: _boolean_of(text, "NULL" if safe else raising("boolean_value", text)))


def word_to_boolean(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    """Text where a BOOLEAN is expected: nothing but true and false is converted unasked
    (https://docs.snowflake.com/en/sql-reference/data-types-logical).
    """
    if isinstance(value.constant, str):
        if value.constant.lower() not in ("true", "false"):
            raise error("boolean_value", value=value.constant)
        return value.constant.lower()
    return once(value.sql, lambda text: _boolean_of(text, raising("boolean_value", text), implicit=True))


@rule("VARIANT", "BOOLEAN")
def _variant_to_boolean(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    text = variant_text(value)
    wrong = "NULL" if safe else failed_cast(value, "BOOLEAN")
    number = (
        f"WHEN TRY_CAST({text} AS DOUBLE) IS NOT NULL AND json_type({json_sql(value)}) <> 'VARCHAR' "
        f"THEN CAST({text} AS DOUBLE) <> 0 "
    )
    return f"CASE {number}ELSE {_boolean_of(text, wrong)} END"


# ------------------------------------------------------------------------------------------------------ to BINARY


@rule("VARCHAR", "BINARY")
def _text_to_binary(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    form = str(compiler.context.parameters.get("BINARY_INPUT_FORMAT") or "HEX")
    return _fitting(text_binary(value, form, safe), target, safe)


def text_binary(value: Expr, form: str, safe: bool) -> str:
    """Text as bytes, by HEX, BASE64 or UTF-8."""
    form = form.upper()
    if form in ("UTF-8", "UTF8"):
        return f"encode({value.sql})"
    pattern = "([0-9A-Fa-f]{2})*" if form == "HEX" else "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"
    key, read = ("hex_value", "unhex") if form == "HEX" else ("base64_value", "from_base64")

    def body(text: str) -> str:
        wrong = "NULL" if safe else raising(key, text)
        # White space and line ends count for nothing in base64.
        digits = text if form == "HEX" else f"regexp_replace({text}, '\\s', '', 'g')"
        return (
            f"CASE WHEN regexp_full_match({digits}, '{pattern}') THEN {read}({digits}) "
            f"WHEN {text} IS NOT NULL THEN {wrong} END"
        )

    return once(value.sql, body)


def _fitting(sql: str, target: SqlType, safe: bool) -> str:
    """Bytes for a BINARY(n): what is longer is error 100078."""
    length = target.length if target.length is not None else MAX_BINARY
    if length >= MAX_BINARY:
        return sql

    def body(bytes_: str) -> str:
        longer = "NULL" if safe else raising("string_too_long", f"hex({bytes_})")
        return f"CASE WHEN octet_length({bytes_}) > {length} THEN {longer} ELSE {bytes_} END"

    return once(sql, body)


@rule("BINARY", "BINARY")
def _binary_to_binary(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return _fitting(value.sql, target, safe)


@rule("VARIANT", "BINARY")
def _variant_to_binary(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    text = Expr(variant_text(value), value.type)
    bytes_ = text_binary(text, "HEX", safe)
    form = str(compiler.context.parameters.get("BINARY_INPUT_FORMAT") or "HEX")
    if form.upper() != "HEX":
        # What was BINARY before is hexadecimal; a text is read as any other one.
        was_binary = f"starts_with(CAST({value.sql} AS VARCHAR), '{variants.MARKS['BINARY']}\"')"
        bytes_ = f"CASE WHEN {was_binary} THEN {bytes_} ELSE {text_binary(text, form, safe)} END"
    return _fitting(bytes_, target, safe)


# ---------------------------------------------------------------------------------------------------------------- UUID

_UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


@rule("VARCHAR VARIANT", "UUID")
def _text_to_uuid(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    """Kept as text in lower case, which compares as the value does
    (https://docs.snowflake.com/en/sql-reference/data-types-uuid)."""

    def body(text: str) -> str:
        wrong = "NULL" if safe else raising("uuid_value", text)
        known = f"WHEN regexp_full_match({text}, '{_UUID}') THEN lower({text})"
        return f"CASE WHEN {text} IS NULL THEN NULL {known} ELSE {wrong} END"

    return once(value.sql if value.type.is_text else variant_text(value), body)


@rule("UUID", "UUID")
def _uuid(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return value.sql


@rule("UUID", "VARCHAR")
def _uuid_to_text(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return limited(value.sql, SqlType("VARCHAR", length=36), target, safe)


@rule("UUID", "VARIANT")
def _uuid_to_variant(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return f"CASE WHEN {value} IS NOT NULL THEN to_json({value.sql}) END"

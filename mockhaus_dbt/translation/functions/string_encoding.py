"""Encodings, digests and compression of strings and binaries
(https://docs.snowflake.com/en/sql-reference/functions-string).
"""

from __future__ import annotations

import re

from mockhaus_dbt.errors import raising
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.arguments import blob, text_or_binary, whole
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Any, Call, Constant, Integer, Text, function
from mockhaus_dbt.translation.held import once

_ONE = Expr("1", t.number(1, 0), nullable=False, constant=1)
_ENDLESS = Expr("0", t.number(1, 0), nullable=False, constant=0)
_USUAL = Expr("''", t.varchar(0), nullable=False, constant="")
_SIZE = Expr("256", t.number(3, 0), nullable=False, constant=256)
_UNSIGNED = t.number(20, 0)


def _binary(length: int) -> t.SqlType:
    return t.SqlType("BINARY", length=length)


def _attempt(call: Call, value: Expr, body: str, wrong: str) -> str:
    """DuckDB text of a conversion that gives ``wrong`` where it fails.

    Args:
        body: the conversion, with ``{}`` where the value stands.
        wrong: key of the error to raise; empty for NULL.
    """
    # TRY takes no volatile function inside, so what is converted comes in as a variable.
    variable = call.fresh("held")
    tried = f"TRY({body.replace('{}', variable)})"
    if wrong:
        tried = f"CASE WHEN {variable} IS NOT NULL AND {tried} IS NULL THEN {raising(wrong, variable)} ELSE {tried} END"
    return f"list_transform([{value.sql}], lambda {variable}: {tried})[1]"


# ---------------------------------------------------------------------------------------------------------- hexadecimal


@function
def hex_encode(call: Call, value: Any, capitals: Integer = _ONE) -> Expr:
    """The bytes in hexadecimal digits, capital unless the second argument is 0.

    >>> HEX_ENCODE('SNOW')
    534E4F57
    >>> HEX_ENCODE('JKL', 0)
    4a4b4c
    """
    (value,) = text_or_binary(call, value)
    digits = f"hex({value.sql})"
    if isinstance(capitals.constant, int) and capitals.constant not in (0, 1):
        raise call.wrong_value(capitals, "CASE")
    if capitals.constant == 0:
        digits = f"lower({digits})"
    elif capitals.constant is None:
        wrong = raising("argument_value", str(capitals), name="CASE", function=call.name)
        digits = (
            f"CASE {capitals} WHEN 0 THEN lower({digits}) WHEN 1 THEN {digits} ELSE "
            f"CASE WHEN {capitals} IS NOT NULL THEN {wrong} END END"
        )
    return combined(digits, t.VARCHAR, value, capitals)


#: unhex takes an odd number of digits, Snowflake does not.
_UNHEX = "CASE WHEN strlen({}) % 2 = 0 THEN unhex({}) END"


@function
def hex_decode_binary(call: Call, value: Text) -> Expr:
    """The bytes of hexadecimal digits.

    >>> HEX_DECODE_BINARY('48454C4C4F')
    48454C4C4F
    """
    return combined(_attempt(call, value, _UNHEX, "hex_value"), t.BINARY, value)


@function
def hex_decode_string(call: Call, value: Text) -> Expr:
    """The text whose bytes are given in hexadecimal digits.

    >>> HEX_DECODE_STRING('536E6F77666C616B65')
    Snowflake
    """
    return combined(_attempt(call, value, f"decode({_UNHEX})", "hex_value"), t.VARCHAR, value)


@function
def try_hex_decode_binary(call: Call, value: Text) -> Expr:
    """HEX_DECODE_BINARY, NULL for what is not hexadecimal.

    >>> TRY_HEX_DECODE_BINARY('41426E')
    41426E
    >>> TRY_HEX_DECODE_BINARY('ABC')
    NULL
    """
    return combined(_attempt(call, value, _UNHEX, ""), t.BINARY, value).but(nullable=True)


@function
def try_hex_decode_string(call: Call, value: Text) -> Expr:
    """HEX_DECODE_STRING, NULL for what is not hexadecimal.

    >>> TRY_HEX_DECODE_STRING('4142')
    AB
    >>> TRY_HEX_DECODE_STRING('XY')
    NULL
    """
    return combined(_attempt(call, value, f"decode({_UNHEX})", ""), t.VARCHAR, value).but(nullable=True)


# --------------------------------------------------------------------------------------------------------------- base64


def _alphabet(call: Call, given: Expr) -> str:
    """DuckDB text of the characters of digits 62 and 63 and of the padding; '' for the usual ones."""
    if isinstance(given.constant, str):
        wanted = given.constant
        if len(wanted) > 3 or not wanted.isascii():
            raise call.wrong_value(wanted, "ALPHABET")
        return literal(wanted + "+/="[len(wanted) :]) if wanted else ""
    wrong = raising("argument_value", given.sql, name="ALPHABET", function=call.name)
    whole_text = f"{given} || substring('+/=', length({given.sql}) + 1)"
    return f"CASE WHEN strlen({given.sql}) > 3 THEN {wrong} ELSE {whole_text} END"


@function
def base64_encode(call: Call, value: Any, line_length: Integer = _ENDLESS, alphabet: Text = _USUAL) -> Expr:
    """The bytes in base64.

    >>> BASE64_ENCODE('Snowflake')
    U25vd2ZsYWtl
    >>> BASE64_ENCODE('Snowflake ❄❄❄ Snowman ☃☃☃', 0, '$')
    U25vd2ZsYWtlIOKdhOKdhOKdhCBTbm93bWFuIOKYg$KYg$KYgw==
    """
    (value,) = text_or_binary(call, value)
    sql = f"base64({blob(value)})"
    characters = _alphabet(call, alphabet)
    if isinstance(line_length.constant, int) and line_length.constant < 0:
        raise call.wrong_value(line_length.constant, "MAX_LINE_LENGTH")
    if characters:
        sql = f"translate({sql}, '+/=', {characters})"
    if line_length.constant != 0:
        sql = once(sql, lambda text: _lines(text, line_length), "_digits")
    return combined(sql, t.VARCHAR, value, line_length, alphabet)


def _lines(text: str, length: Expr) -> str:
    """DuckDB text of a text cut into lines."""
    size = whole(length)
    lines = f"list_transform(range(0, length({text}), {size}), lambda _start: substring({text}, _start + 1, {size}))"
    cut = f"array_to_string({lines}, chr(10))"
    if isinstance(length.constant, int):
        return cut
    wrong = raising("argument_value", size, name="MAX_LINE_LENGTH", function="BASE64_ENCODE")
    return f"CASE WHEN {size} > 0 THEN {cut} WHEN {size} = 0 THEN {text} WHEN {size} < 0 THEN {wrong} END"


def _decoded(call: Call, value: Expr, alphabet: Expr, as_text: bool, wrong: str) -> Expr:
    characters = _alphabet(call, alphabet)
    body = "regexp_replace({}, '\\s', '', 'g')"
    held = characters if characters.startswith("'") else call.fresh("alphabet")
    if characters:
        body = f"translate({body}, {held}, '+/=')"
    body = f"from_base64({body})"
    if as_text:
        body = f"decode({body})"
    sql = _attempt(call, value, body, wrong)
    if held != characters and characters:
        # A wrong alphabet is an error of TRY_BASE64_DECODE_STRING as well: it is looked at outside of what is tried.
        sql = f"list_transform([{characters}], lambda {held}: CASE WHEN {held} IS NOT NULL THEN {sql} END)[1]"
    nullable = value.nullable or alphabet.nullable or not wrong
    return combined(sql, t.VARCHAR if as_text else t.BINARY, value, alphabet).but(nullable=nullable)


@function
def base64_decode_binary(call: Call, value: Text, alphabet: Text = _USUAL) -> Expr:
    """The bytes of base64 text.

    >>> BASE64_DECODE_BINARY('SEVMTE8=')
    48454C4C4F
    """
    return _decoded(call, value, alphabet, False, "base64_value")


@function
def base64_decode_string(call: Call, value: Text, alphabet: Text = _USUAL) -> Expr:
    """The text of base64 text.

    >>> BASE64_DECODE_STRING('U25vd2ZsYWtl')
    Snowflake
    """
    return _decoded(call, value, alphabet, True, "base64_value")


@function
def try_base64_decode_binary(call: Call, value: Text, alphabet: Text = _USUAL) -> Expr:
    """BASE64_DECODE_BINARY, NULL for what is not base64.

    >>> TRY_BASE64_DECODE_BINARY('SEVMTE8=')
    48454C4C4F
    """
    return _decoded(call, value, alphabet, False, "")


@function
def try_base64_decode_string(call: Call, value: Text, alphabet: Text = _USUAL) -> Expr:
    """BASE64_DECODE_STRING, NULL for what is not base64.

    >>> TRY_BASE64_DECODE_STRING('SEVMTE8=')
    HELLO
    >>> TRY_BASE64_DECODE_STRING('$$$')
    NULL
    """
    return _decoded(call, value, alphabet, True, "")


# -------------------------------------------------------------------------------------------------------------- digests


def _digest(call: Call, name: str, value: Expr, length: int, binary: bool = False) -> Expr:
    (value,) = text_or_binary(call, value)
    sql = f"{name}({value.sql})"
    return combined(
        f"unhex({sql})" if binary else sql, _binary(length) if binary else t.varchar(length), value, atomic=True
    )


@function(aliases=("MD5_HEX",))
def md5(call: Call, value: Any) -> Expr:
    """The MD5 digest in hexadecimal digits.

    >>> MD5('Snowflake')
    edf1439075a83a447fb8b630ddc9c8de
    """
    return _digest(call, "md5", value, 32)


@function
def md5_binary(call: Call, value: Any) -> Expr:
    """The MD5 digest.

    >>> MD5_BINARY('Snowflake')
    EDF1439075A83A447FB8B630DDC9C8DE
    """
    return _digest(call, "md5", value, 16, binary=True)


@function
def md5_number_lower64(call: Call, value: Any) -> Expr:
    """The lower 64 bits of the MD5 digest as a number.

    >>> MD5_NUMBER_LOWER64('Snowflake')
    9203306159527282910
    """
    return _half(call, "right", value)


@function
def md5_number_upper64(call: Call, value: Any) -> Expr:
    """The upper 64 bits of the MD5 digest as a number.

    >>> MD5_NUMBER_UPPER64('Snowflake')
    17145559544104499780
    """
    return _half(call, "left", value)


@function
def md5_number(call: Call, value: Any) -> Expr:
    """The MD5 digest as a signed number of 128 bits.

    >>> MD5_NUMBER('Snowflake')
    -24002618010294540563082926240470284066
    """
    upper, lower = _half(call, "left", value), _half(call, "right", value)
    size = 2**64
    signed = f"CAST(CASE WHEN {upper} >= {size // 2} THEN {upper} - {size} ELSE {upper} END AS HUGEINT)"
    return combined(f"{signed} * {size} + {lower}", t.INTEGER, value)


def _half(call: Call, side: str, value: Expr) -> Expr:
    (value,) = text_or_binary(call, value)
    sql = f"CAST(CAST('0x' || {side}(md5({value.sql}), 16) AS UBIGINT) AS HUGEINT)"
    return combined(sql, _UNSIGNED, value, atomic=True)


@function(aliases=("SHA1_HEX",))
def sha1(call: Call, value: Any) -> Expr:
    """The SHA-1 digest in hexadecimal digits.

    >>> SHA1('Snowflake')
    fda76b0bcc1e87cf259b1d1e3271d76f590fb5dd
    """
    return _digest(call, "sha1", value, 40)


@function
def sha1_binary(call: Call, value: Any) -> Expr:
    """The SHA-1 digest.

    >>> SHA1_BINARY('Snowflake')
    FDA76B0BCC1E87CF259B1D1E3271D76F590FB5DD
    """
    return _digest(call, "sha1", value, 20, binary=True)


@function(aliases=("SHA2_HEX",))
def sha2(call: Call, value: Any, size: Integer = _SIZE) -> Expr:
    """The SHA-2 digest of 224, 256, 384 or 512 bits in hexadecimal digits.

    >>> SHA2('Snowflake', 224)
    6267d3d7a59929e6864dd4b737d98e3ef8569d9f88a7466647838532
    >>> SUBSTR(SHA2('a', 512), 1, 8)
    1f40fc92
    >>> SUBSTR(SHA2('a'), 1, 8)
    ca978112
    """
    (value,) = text_or_binary(call, value)
    if size.constant == 256:
        return _digest(call, "sha256", value, 64).but(type=t.varchar(128))
    _known_size(call, size)
    sql = f"lower(hex(mh_sha2({blob(value)}, {whole(size, 'INTEGER')})))"
    return combined(sql, t.varchar(128), value, size, atomic=True)


@function
def sha2_binary(call: Call, value: Any, size: Integer = _SIZE) -> Expr:
    """The SHA-2 digest of 224, 256, 384 or 512 bits.

    >>> LENGTH(SHA2_BINARY('Snowflake', 384))
    48
    """
    (value,) = text_or_binary(call, value)
    if size.constant == 256:
        return _digest(call, "sha256", value, 64, binary=True)
    _known_size(call, size)
    return combined(f"mh_sha2({blob(value)}, {whole(size, 'INTEGER')})", _binary(64), value, size, atomic=True)


def _known_size(call: Call, size: Expr) -> None:
    if size.constant is not None and size.constant not in (224, 256, 384, 512):
        raise call.wrong_value(size.constant, "DIGEST_SIZE")


# ---------------------------------------------------------------------------------------------------------- compression


def _method(call: Call, given: object) -> tuple[str, int]:
    match = re.fullmatch(r"\s*(snappy|zlib|zstd|bz2)\s*(?:\(\s*(\d+)\s*\))?\s*", str(given), re.I)
    if match is None:
        raise call.wrong_value(given, "METHOD")
    return match[1].lower(), int(match[2] or 0)


@function
def compress(call: Call, value: Any, method: Constant) -> Expr:
    """Compressed bytes.

    >>> COMPRESS('Snowflake', 'SNAPPY')
    0920536E6F77666C616B65
    """
    (value,) = text_or_binary(call, value)
    name, level = _method(call, method)
    return combined(f"mh_compress({blob(value)}, '{name}', {level})", t.BINARY, value, atomic=True)


@function
def decompress_binary(call: Call, value: Any, method: Constant) -> Expr:
    """What was compressed.

    >>> DECOMPRESS_BINARY(COMPRESS('Snow', 'ZLIB(9)'), 'ZLIB')
    536E6F77
    >>> DECOMPRESS_BINARY(COMPRESS('Snow', 'bz2'), 'BZ2')
    536E6F77
    """
    (value,) = text_or_binary(call, value)
    name, _ = _method(call, method)
    return combined(f"mh_decompress({value.sql}, '{name}')", t.BINARY, value, atomic=True)


@function
def decompress_string(call: Call, value: Any, method: Constant) -> Expr:
    """The text that was compressed.

    >>> DECOMPRESS_STRING(TO_BINARY('0920536E6F77666C616B65', 'HEX'), 'SNAPPY')
    Snowflake
    >>> DECOMPRESS_STRING(COMPRESS(REPEAT('Snowflake', 1000), 'ZSTD(7)'), 'ZSTD') = REPEAT('Snowflake', 1000)
    TRUE
    """
    (value,) = text_or_binary(call, value)
    name, _ = _method(call, method)
    return combined(f"decode(mh_decompress({value.sql}, '{name}'))", t.VARCHAR, value, atomic=True)

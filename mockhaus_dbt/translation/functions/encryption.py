"""Encryption functions (https://docs.snowflake.com/en/sql-reference/functions-encryption)."""

from __future__ import annotations

from sqlglot import exp

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.arguments import blob
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Any, Call, Node, Text, function

_REMARK = "The seed of the key is Snowflake's secret: each decrypts only what it has encrypted itself."
_NOTHING = Expr("CAST(NULL AS BLOB)", t.BINARY)
_METHOD = Expr("'AES-GCM'", t.varchar(7), nullable=False, constant="AES-GCM")


def _bytes(call: Call, value: Expr, text_too: bool) -> Expr:
    if value.is_null:
        return _NOTHING
    if value.type.name == "BINARY" or (text_too and value.type.is_text):
        return value.but(sql=blob(value), type=t.BINARY)
    raise call.wrong_types()


def _field(call: Call, node: Any) -> Expr:
    """The bytes of ciphertext, IV or tag. A VARIANT holds them as hexadecimal digits, where AS_BINARY finds no BINARY;
    what ENCRYPT_RAW has put there is read all the same."""
    if isinstance(node, exp.Anonymous) and call_name(node) == "AS_BINARY" and len(node.expressions) == 1:
        node = node.expressions[0]
    value = call.compiler.expression(node, call.scope)
    if value.type.is_semistructured:
        return combined(f"unhex({call.cast(value, t.VARCHAR).sql})", t.BINARY, value, atomic=True)
    return _bytes(call, value, False)


def _options(call: Call, first: Expr | None, second: Expr | None, text_too: bool) -> tuple[Expr, Expr]:
    """``[[aad,] method]``: a single argument is the additional data, unless it names a method."""
    if first is not None and second is None and str(first.constant).upper().startswith("AES"):
        first, second = None, first
    aad = _NOTHING if first is None else _bytes(call, first, text_too)
    return aad, _METHOD if second is None else second


@function(remark=_REMARK)
def encrypt(call: Call, value: Any, passphrase: Text, aad: Any | None = None, method: Text | None = None) -> Expr:
    """Encrypt with a passphrase.

    >>> ENCRYPT('Secret!', 'SamplePassphrase') = ENCRYPT('Secret!', 'SamplePassphrase')
    false
    """
    content = _bytes(call, value, True)
    data, how = _options(call, aad, method, True)
    sql = f"mh_encrypt({content.sql}, {passphrase.sql}, {data.sql}, {how.sql})"
    return combined(sql, t.BINARY, content, passphrase, how, atomic=True).but(volatile=True)


def _decrypted(call: Call, value: Expr, passphrase: Expr, aad: Expr | None, method: Expr | None, safe: bool) -> Expr:
    content = _bytes(call, value, False)
    data, how = _options(call, aad, method, True)
    sql = f"mh_decrypt({content.sql}, {passphrase.sql}, {data.sql}, {how.sql}, {'true' if safe else 'false'})"
    return combined(sql, t.BINARY, content, passphrase, how, atomic=True).but(nullable=True)


@function(remark=_REMARK)
def decrypt(call: Call, value: Any, passphrase: Text, aad: Any | None = None, method: Text | None = None) -> Expr:
    """Decrypt with a passphrase.

    >>> HEX_DECODE_STRING(DECRYPT(ENCRYPT('penicillin', 'pass', 'aad', 'aes-gcm'), 'pass', 'aad', 'aes-gcm')::VARCHAR)
    penicillin
    """
    return _decrypted(call, value, passphrase, aad, method, safe=False)


@function(remark=_REMARK)
def try_decrypt(call: Call, value: Any, passphrase: Text, aad: Any | None = None, method: Text | None = None) -> Expr:
    """DECRYPT, NULL where it fails.

    >>> TRY_DECRYPT(ENCRYPT('penicillin', 'pass'), 'another')
    NULL
    """
    return _decrypted(call, value, passphrase, aad, method, safe=True)


@function
def encrypt_raw(call: Call, value: Any, key: Any, iv: Any, aad: Any | None = None, method: Text | None = None) -> Expr:
    """Encrypt with a key; gives an object with ciphertext, iv and, in GCM mode, tag.

    >>> ENCRYPT_RAW(X'426F6E6A6F7572', SHA2_BINARY('NotSecretEnough'), X'416C736F4E6F745365637265'):ciphertext::VARCHAR
    CA2F4A383F6F55
    """
    content, secret, start = (_bytes(call, v, False) for v in (value, key, iv))
    data, how = _options(call, aad, method, False)
    sql = f"CAST(mh_encrypt_raw({content.sql}, {secret.sql}, {start.sql}, {data.sql}, {how.sql}) AS JSON)"
    return combined(sql, t.VARIANT, content, secret, how, atomic=True).but(volatile=iv.is_null)


def _decrypted_raw(
    call: Call, fields: tuple[Any, Any, Any], key: Expr, aad: Expr | None, method: Expr | None, safe: bool
) -> Expr:
    value, iv, tag = fields
    content, secret, start = _field(call, value), _bytes(call, key, False), _field(call, iv)
    data, how = _options(call, aad, method, False)
    seal = _NOTHING if tag is None else _field(call, tag)
    sql = (
        f"mh_decrypt_raw({content.sql}, {secret.sql}, {start.sql}, {data.sql}, {how.sql}, {seal.sql}, "
        f"{'true' if safe else 'false'})"
    )
    return combined(sql, t.BINARY, content, secret, how, atomic=True).but(nullable=True)


@function
def decrypt_raw(
    call: Call,
    value: Node,
    key: Any,
    iv: Node,
    aad: Any | None = None,
    method: Text | None = None,
    tag: Node | None = None,
) -> Expr:
    """Decrypt with a key.

    >>> DECRYPT_RAW(X'B4A5', MD5_BINARY('a'), MD5_BINARY('b'), NULL, 'AES-CTR')
    FBFB
    """
    return _decrypted_raw(call, (value, iv, tag), key, aad, method, safe=False)


@function
def try_decrypt_raw(
    call: Call,
    value: Node,
    key: Any,
    iv: Node,
    aad: Any | None = None,
    method: Text | None = None,
    tag: Node | None = None,
) -> Expr:
    """DECRYPT_RAW, NULL where it fails.

    >>> TRY_DECRYPT_RAW(X'B4A5', X'00', X'00', NULL, 'AES-GCM', X'00')
    NULL
    """
    return _decrypted_raw(call, (value, iv, tag), key, aad, method, safe=True)

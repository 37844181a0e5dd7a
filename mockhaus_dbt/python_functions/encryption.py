"""AES, as ENCRYPT and DECRYPT use it. The cipher itself is the ``cryptography`` package's, which dbt-snowflake brings.

Snowflake derives the key of a passphrase with a secret of its own; ours is another one. What Snowflake encrypted with
a passphrase can therefore not be decrypted here, and the other way round; the _RAW functions do interoperate.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import json
import os
import re
from typing import Any

from mockhaus_dbt.python_functions import failure, python_function

_AEAD_TAG = 16
_NONCES = {"GCM": 12, "ECB": 0}


def _method(text: str) -> tuple[str, bool]:
    """Mode, and whether to pad, of a text such as ``AES-CBC/pad:PKCS``."""
    match = re.fullmatch(r"\s*AES(?:-(\w+))?\s*(?:/\s*pad:\s*(\w+))?\s*", text, re.I)
    mode = (match[1] or "GCM").upper() if match else ""
    padding = (match[2] or "PKCS").upper() if match else ""
    if mode not in ("ECB", "CBC", "GCM", "CTR", "OFB", "CFB") or padding not in ("PKCS", "NONE"):
        raise failure("encryption_method", text)
    return mode, padding == "PKCS" and mode in ("ECB", "CBC")


@functools.lru_cache(maxsize=64)
def _key(passphrase: str) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", passphrase.encode(), b"mockhaus", 1000)


def _cipher(mode: str, key: bytes, iv: bytes, tag: bytes | None) -> Any:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
    from cryptography.hazmat.primitives.ciphers import modes as known

    if len(key) not in (16, 24, 32):
        raise failure("encryption_key", len(key) * 8)
    if len(iv) != _NONCES.get(mode, 16):
        raise failure("encryption_iv", len(iv) * 8)
    if mode == "GCM":
        return Cipher(algorithms.AES(key), known.GCM(iv, tag))
    if mode == "ECB":
        return Cipher(algorithms.AES(key), known.ECB())
    if mode in ("OFB", "CFB"):
        try:
            rare: Any = importlib.import_module("cryptography.hazmat.decrepit.ciphers.modes")
        except ImportError:  # older versions keep them with the others
            rare = known
        return Cipher(algorithms.AES(key), getattr(rare, mode)(iv))
    return Cipher(algorithms.AES(key), known.CBC(iv) if mode == "CBC" else known.CTR(iv))


def _encrypted(
    value: bytes, key: bytes, iv: bytes | None, aad: bytes | None, method: str
) -> tuple[bytes, bytes, bytes]:
    """IV, ciphertext, tag."""
    mode, pad = _method(method)
    if iv is None or mode == "ECB":
        iv = os.urandom(_NONCES.get(mode, 16))
    if pad:
        missing = 16 - len(value) % 16
        value += bytes([missing]) * missing
    elif mode in ("ECB", "CBC") and len(value) % 16:
        raise failure("encryption_block", len(value))
    worker = _cipher(mode, key, iv, None).encryptor()
    if mode == "GCM" and aad:
        worker.authenticate_additional_data(aad)
    text = worker.update(value) + worker.finalize()
    return iv, text, worker.tag if mode == "GCM" else b""


def _decrypted(value: bytes, key: bytes, iv: bytes, aad: bytes | None, method: str, tag: bytes | None) -> bytes:
    mode, pad = _method(method)
    try:
        worker = _cipher(mode, key, b"" if mode == "ECB" else iv, tag if mode == "GCM" else None).decryptor()
        if mode == "GCM" and aad:
            worker.authenticate_additional_data(aad)
        plain: bytes = worker.update(value) + worker.finalize()
    except Exception:
        raise failure("decryption") from None
    if pad:
        missing = plain[-1] if plain else 0
        if not 1 <= missing <= 16 or plain[-missing:] != bytes([missing]) * missing:
            raise failure("decryption")
        plain = plain[:-missing]
    return plain


@python_function("BLOB", "BLOB", "VARCHAR", "BLOB", "VARCHAR", nulls=True, volatile=True)
def encrypt(value: bytes | None, passphrase: str | None, aad: bytes | None, method: str | None) -> bytes | None:
    """IV, ciphertext and tag in one value."""
    if value is None or passphrase is None or method is None:
        return None
    return b"".join(_encrypted(value, _key(passphrase), None, aad, method))


@python_function("BLOB", "BLOB", "VARCHAR", "BLOB", "VARCHAR", "BOOLEAN", nulls=True)
def decrypt(
    value: bytes | None, passphrase: str | None, aad: bytes | None, method: str | None, lenient: bool | None
) -> bytes | None:
    """Undo :func:`encrypt`; NULL instead of an error where ``lenient``."""
    if value is None or passphrase is None or method is None:
        return None
    try:
        mode, _ = _method(method)
        start = _NONCES.get(mode, 16)
        end = len(value) - (_AEAD_TAG if mode == "GCM" else 0)
        if end < start:
            raise failure("decryption")
        return _decrypted(value[start:end], _key(passphrase), value[:start], aad, method, value[end:])
    except ValueError:
        if lenient:
            return None
        raise


@python_function("VARCHAR", "BLOB", "BLOB", "BLOB", "BLOB", "VARCHAR", nulls=True, volatile=True)
def encrypt_raw(
    value: bytes | None, key: bytes | None, iv: bytes | None, aad: bytes | None, method: str | None
) -> str | None:
    """The object that ENCRYPT_RAW gives, as JSON: ciphertext, iv and tag in hexadecimal digits."""
    if value is None or key is None or method is None:
        return None
    made, text, tag = _encrypted(value, key, iv, aad, method)
    parts = {"ciphertext": text.hex().upper(), "iv": made.hex().upper()}
    if tag:
        parts["tag"] = tag.hex().upper()
    return json.dumps(parts, separators=(",", ":"))


@python_function("BLOB", "BLOB", "BLOB", "BLOB", "BLOB", "VARCHAR", "BLOB", "BOOLEAN", nulls=True)
def decrypt_raw(
    value: bytes | None,
    key: bytes | None,
    iv: bytes | None,
    aad: bytes | None,
    method: str | None,
    tag: bytes | None,
    lenient: bool | None,
) -> bytes | None:
    """Undo :func:`encrypt_raw`; NULL instead of an error where ``lenient``."""
    if value is None or key is None or method is None:
        return None
    try:
        return _decrypted(value, key, iv or b"", aad, method, tag)
    except ValueError:
        if lenient:
            return None
        raise

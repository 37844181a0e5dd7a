"""Secrets do not enter the history: what stands behind the words that announce one is written as ``*****``.

Snowflake does the same with what it shows of statements.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_MASK = "*****"
#: options whose value is a secret, wherever they stand.
_OPTIONS = """PASSWORD PASSPHRASE OLD_PASSWORD SECRET_STRING SECRET_KEY CLIENT_SECRET OAUTH_CLIENT_SECRET API_KEY
    ACCESS_TOKEN REFRESH_TOKEN OAUTH_REFRESH_TOKEN OAUTH_TOKEN TOKEN AWS_KEY_ID AWS_SECRET_KEY AWS_TOKEN
    AZURE_SAS_TOKEN AZURE_STORAGE_SAS_TOKEN MASTER_KEY PRIVATE_KEY PRIVATE_KEY_PASSPHRASE RSA_PRIVATE_KEY""".split()
#: a value: quoted in any way, or a bare word.
_TEXT = r"'(?:[^'\\]|''|\\.)*(?:'|\Z)|\$\$.*?(?:\$\$|\Z)"
_VALUE = rf"(?:{_TEXT}|\"[^\"]*\"|[^\s,;)]+)"
_BEHIND_OPTION = re.compile(rf"\b((?:{'|'.join(_OPTIONS)})\"?\s*(?:=>|=|:)\s*)({_VALUE})", re.IGNORECASE | re.DOTALL)
#: ENCRYPT(value, passphrase): every text in the call may be the passphrase.
_CRYPT = re.compile(r"((?:\b|_)(?:TRY_)?(?:EN|DE)CRYPT(?:_RAW)?\s*\()", re.IGNORECASE)
#: signatures of URLs that give access to whoever has them, and passwords in URLs.
_SIGNED = re.compile(
    r"([?&](?:sig|se|X-Amz-Signature|X-Amz-Credential|X-Amz-Security-Token|X-Goog-Signature)=)[^&\s'\"]+", re.I
)
_IN_URL = re.compile(r"(\w+://[^\s:/@'\"]+:)[^\s@/'\"]+(@)")
#: what every option above and everything below has in it; in most texts there is nothing of it, and searching for plain
#: text is a hundred times as quick as the pattern behind it.
_STEMS = ("password", "passphrase", "secret", "token", "_key", "crypt", "sig=", "x-amz", "x-goog", "://")
_SUSPECT = re.compile(rf"{'|'.join(_OPTIONS)}|CRYPT(?:_RAW)?\s*\(|[?&](?:sig|X-Amz|X-Goog)|://[^\s/]*@", re.IGNORECASE)


def redacted(text: str, secrets: Iterable[str] = ()) -> str:
    """A text without the secrets that are written in it.

    Args:
        text: of a statement, or of an error that quotes one.
        secrets: values that are known to be secret, wherever they stand.
    """
    for secret in secrets:
        text = text.replace(secret, _MASK)
    lower = text.lower()
    if not any(stem in lower for stem in _STEMS) or not _SUSPECT.search(text):
        return text
    text = _BEHIND_OPTION.sub(lambda m: f"{m[1]}'{_MASK}'", text)
    text = _without_passphrases(text)
    text = _SIGNED.sub(lambda m: f"{m[1]}{_MASK}", text)
    return _IN_URL.sub(lambda m: f"{m[1]}{_MASK}{m[2]}", text)


def _without_passphrases(text: str) -> str:
    """The texts between the brackets of ENCRYPT(...) and its sisters, masked."""
    parts, at = [], 0
    for call in _CRYPT.finditer(text):
        if call.start() < at:
            continue
        end = _closing(text, call.end())
        parts.append(text[at : call.end()])
        parts.append(re.sub(_TEXT, f"'{_MASK}'", text[call.end() : end], flags=re.DOTALL))
        at = end
    return "".join([*parts, text[at:]])


def _closing(text: str, start: int) -> int:
    """Where the bracket that is open at ``start`` closes; brackets in texts do not count."""
    depth, at = 1, start
    for piece in re.finditer(rf"{_TEXT}|[()]", text[start:], re.DOTALL):
        depth += {"(": 1, ")": -1}.get(piece[0], 0)
        at = start + piece.start()
        if not depth:
            return at
    return len(text)

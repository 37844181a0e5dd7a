"""Reads JSON text as PARSE_JSON does, beyond JSON: bare keys, strings in single quotes, missing elements,
``undefined``, a comma at the end
(https://docs.snowflake.com/en/sql-reference/functions/parse_json).
"""

from __future__ import annotations

import json
import re
from decimal import Decimal

from mockhaus_dbt.translation.variants import MARK, MISSING, UNDEFINED

_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|[{}\[\],:]|[^\s{}\[\],:"]+)', re.S)
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
#: what is read as NaN and the infinities (https://docs.snowflake.com/en/sql-reference/parameters#strict-json-output).
_NO_NUMBERS = {"nan": "NaN", "inf": "Infinity", "infinity": "Infinity", "-inf": "-Infinity", "-infinity": "-Infinity"}
_BARE = re.compile(r"[A-Za-z_$][\w$]*")


class JsonError(ValueError):
    """The text is no JSON; the message is Snowflake's reason."""


def normalise(text: str, duplicates: bool = False, repaired: bool = False) -> str | None:
    """JSON text in the form that a VARIANT keeps: keys in order, no blanks.

    Args:
        text: what PARSE_JSON was given.
        duplicates: of keys that come twice the last value counts; otherwise they are an error.
        repaired: missing elements are ``-0.0`` already.

    Returns:
        the normalised text, or None for blank text.

    Raises:
        JsonError: with Snowflake's words.
    """
    if not text.strip():
        return None
    reader = Reader(text, duplicates, repaired)
    try:
        value = reader.value()
    except RecursionError:
        raise JsonError("document is nested too deeply") from None
    if reader.peek():
        raise JsonError(f"more than one document in the input, pos {reader.at + 1}")
    return value + MARK if value[0] in "[{" and MARK in value else value


class Reader:
    """Reads one value after another; ``at`` is where it stands."""

    def __init__(self, text: str, duplicates: bool, repaired: bool = False):
        self.text = text
        self.missing = ("undefined", MISSING) if repaired else ("undefined",)
        self.duplicates = duplicates
        self.at = 0

    def peek(self) -> str:
        found = _TOKEN.match(self.text, self.at)
        if found is None:
            if self.text[self.at :].strip():
                raise JsonError(f"unfinished string, pos {len(self.text)}")
            return ""
        return found[1]

    def take(self) -> str:
        found = _TOKEN.match(self.text, self.at)
        token = self.peek()
        if found is not None:
            self.at = found.end()
        return token

    def value(self) -> str:
        token = _double_quoted(self.take())
        if token == "{":
            return self.object()
        if token == "[":
            return self.array()
        if token[:1] == '"':
            try:
                return json.dumps(json.loads(token, strict=False), ensure_ascii=False)
            except ValueError:
                raise JsonError(f"bad escape in a string, pos {self.at}") from None
        if token.lower() in ("true", "false", "null"):
            return token.lower()
        if token in self.missing:
            return UNDEFINED
        if _NUMBER.fullmatch(token):
            return number(token)
        if token in ("}", "]", ":", ","):
            raise JsonError(f"misplaced {'comma' if token == ',' else token}, pos {self.at}")
        if not token:
            raise JsonError(f"unfinished document, pos {len(self.text) + 1}")
        if token.lower() in _NO_NUMBERS:
            return f'"{_NO_NUMBERS[token.lower()]}"'
        raise JsonError(f'unknown keyword "{token}", pos {self.at + 1}')

    def object(self) -> str:
        found: dict[str, str] = {}
        while True:
            key = _double_quoted(self.take())
            if key == "}":
                break
            if key == "," and not found:
                raise JsonError(f"misplaced comma, pos {self.at}")
            if not key:
                raise JsonError(f"incomplete object value, pos {len(self.text) + 1}")
            if key[0] == '"':
                name = json.dumps(json.loads(key, strict=False), ensure_ascii=False)
            elif _BARE.fullmatch(key):
                name = json.dumps(key)
            else:
                raise JsonError(f"missing object attribute name, pos {self.at}")
            if self.take() != ":":
                raise JsonError(f"missing colon, pos {self.at}")
            if name in found and not self.duplicates:
                raise JsonError(f"duplicate object attribute {name}, pos {self.at - 1}")
            found[name] = self.value()
            token = self.take()
            if token == "}":
                break
            if token != ",":
                where = len(self.text) + 1 if not token else self.at
                raise JsonError(f"incomplete object value, pos {where}")
        return "{" + ",".join(f"{k}:{found[k]}" for k in sorted(found)) + "}"

    def array(self) -> str:
        found: list[str] = []
        if self.peek() == "]":
            self.take()
            return "[]"
        while True:
            token = self.peek()
            if token in (",", "]"):
                found.append(UNDEFINED)
            elif not token:
                raise JsonError(f"incomplete array value, pos {len(self.text) + 1}")
            else:
                found.append(self.value())
            token = self.take()
            if token == "]":
                break
            if token != ",":
                where = len(self.text) + 1 if not token else self.at
                raise JsonError(f"incomplete array value, pos {where}")
        return "[" + ",".join(found) + "]"


def _double_quoted(token: str) -> str:
    """A string in single quotes as JSON writes it; any other token as it is."""
    if token[:1] != "'":
        return token
    inside = token[1:-1].replace("\\'", "'")
    return '"' + re.sub(r'(\\.)|"', lambda m: m[1] or '\\"', inside) + '"'


def number(text: str) -> str:
    """A number as a VARIANT spells it: exact where it is written without an exponent, else as a DOUBLE.

    As variants.py says, a DOUBLE has a mark, and so has what a DOUBLE would change: a string of its digits.
    """
    value = Decimal(text)
    if "e" in text.lower() or len(value.as_tuple().digits) > 38:
        short = f"{float(text):.15e}"
        return MARK + (short if float(short) == float(text) else f"{float(text):.16e}")
    if not value:
        return "0"
    plain = format(value, "f")
    if "." not in plain:
        return plain
    plain = plain.rstrip("0").rstrip(".")
    return f'{MARK}"{plain}"' if "." in plain and repr(float(plain)) != plain else plain

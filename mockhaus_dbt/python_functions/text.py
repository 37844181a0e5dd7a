"""Comparison of strings, and the phonetic codes."""

from __future__ import annotations

import uuid

from mockhaus_dbt.python_functions import failure, python_function


@python_function("BIGINT", "VARCHAR", "VARCHAR")
def editdistance(a: str, b: str) -> int:
    """Levenshtein distance by characters; DuckDB counts bytes."""
    if len(a) < len(b):
        a, b = b, a
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (x != y))
    return row[-1]


@python_function("VARCHAR", "VARCHAR")
def upper(text: str) -> str:
    """Capital letters, where one character becomes several as well: SS for ß."""
    return text.upper()


@python_function("BIGINT", "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR")
def cased_position(text: str, wanted: str, case: str, place: str) -> int:
    """Where a text first has another, in characters from 1, when both are in capitals or small letters; 0 for nowhere.

    What one character becomes matches as a whole or not at all: there is an S in no ß.

    Args:
        case: ``upper`` or ``lower``.
        place: ``start`` or ``end``, where it has to be; ``any`` for anywhere.
    """
    change = str.upper if case == "upper" else str.lower
    units = [change(character) for character in text]
    sought = "".join(map(change, wanted))
    starts, at = {}, 0
    for number, unit in enumerate([*units, ""]):
        starts[at] = number
        at += len(unit)
    whole, found = "".join(units), -1
    while (found := whole.find(sought, found + 1)) >= 0:
        end = found + len(sought)
        there = {"start": found == 0, "end": end == len(whole), "any": True}[place]
        if there and found in starts and end in starts:
            return starts[found] + 1
    return 0


@python_function("VARCHAR", "VARCHAR")
def lower(text: str) -> str:
    """Small letters, where they depend on what stands beside or become several as well."""
    return text.lower()


@python_function("BIGINT", "VARCHAR", "VARCHAR", "DOUBLE")
def jarowinkler(a: str, b: str, jaro: float) -> int:
    """Jaro-Winkler similarity from 0 to 100 of two strings in small letters.

    Args:
        jaro: their Jaro similarity, as DuckDB knows it for plain ASCII; below 0 it is computed here.

    The examples of Snowflake's documentation only come out when more than four letters of a common prefix count.
    """
    if jaro < 0:
        jaro = _jaro(a, b)
    prefix = 0
    while prefix < min(10, len(a), len(b)) and a[prefix] == b[prefix]:
        prefix += 1
    if jaro > 0.7:
        jaro += prefix * 0.1 * (1 - jaro)
    return int(jaro * 100)


def _jaro(a: str, b: str) -> float:
    if not a or not b:
        return 0.0
    reach = max(max(len(a), len(b)) // 2 - 1, 0)
    taken = [False] * len(b)
    matched: list[str] = []
    for i, x in enumerate(a):
        for j in range(max(0, i - reach), min(len(b), i + reach + 1)):
            if not taken[j] and b[j] == x:
                taken[j] = True
                matched.append(x)
                break
    if not matched:
        return 0.0
    others = [y for y, was in zip(b, taken) if was]
    swapped = sum(x != y for x, y in zip(matched, others)) // 2
    m = len(matched)
    return (m / len(a) + m / len(b) + (m - swapped) / m) / 3


_CODES = {letter: digit for digit, letters in
          {"1": "BFPV", "2": "CGJKQSXZ", "3": "DT", "4": "L", "5": "MN", "6": "R"}.items() for letter in letters}


@python_function("VARCHAR", "VARCHAR")
def soundex(text: str) -> str:
    """The Soundex code: a letter and three digits."""
    return _soundex(text, keep_second=False)


@python_function("VARCHAR", "VARCHAR")
def soundex_p123(text: str) -> str:
    """Soundex, keeping the digit of a second letter that sounds as the first."""
    return _soundex(text, keep_second=True)


def _soundex(text: str, keep_second: bool) -> str:
    letters = [c for c in text.upper() if c.isalpha()]
    if not letters:
        return ""
    digits: list[str] = []
    last = _CODES.get(letters[0], "")
    if keep_second:
        last = ""
    for letter in letters[1:]:
        digit = _CODES.get(letter, "")
        if digit and digit != last:
            digits.append(digit)
            if len(digits) == 3:
                break
        if letter not in "HW":
            last = digit
    return letters[0] + "".join(digits).ljust(3, "0")


@python_function("VARCHAR", "VARCHAR", "VARCHAR")
def uuid5(namespace: str, name: str) -> str:
    """A version 5 UUID of a name in a namespace."""
    try:
        return str(uuid.uuid5(uuid.UUID(namespace), name))
    except ValueError:
        raise failure("uuid_value", namespace) from None

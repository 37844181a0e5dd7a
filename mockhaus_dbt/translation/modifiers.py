"""Words between CREATE and what it makes: which kinds of objects take which, and in which order.

https://docs.snowflake.com/en/sql-reference/sql/create and the pages of the kinds.
"""

from __future__ import annotations

import re

_BRIEF = "(?:(?:(?:LOCAL|GLOBAL) )?(?:TEMP|TEMPORARY)(?: READ ONLY)?|VOLATILE)"
_REPLACE = "OR (?:REPLACE|ALTER)"
#: noun -> the words that may stand before it, in this order; SECURE is found on either side of TEMPORARY.
_OF_CREATE = {
    "TABLE": (_REPLACE, f"(?:{_BRIEF}|TRANSIENT|HYBRID|INTERACTIVE)"),
    "DYNAMIC TABLE": (_REPLACE, "TRANSIENT"),
    "VIEW": (_REPLACE, "FORCE", "SECURE", _BRIEF, "SECURE", "RECURSIVE"),
    "MATERIALIZED VIEW": (_REPLACE, "SECURE"),
    "DATABASE": (_REPLACE, "TRANSIENT"),
    "SCHEMA": (_REPLACE, "TRANSIENT"),
    "STAGE": (_REPLACE, _BRIEF),
    "FILE FORMAT": (_REPLACE, _BRIEF),
    "FUNCTION": (_REPLACE, "SECURE", "(?:TEMP|TEMPORARY)", "SECURE", "AGGREGATE"),
    "EXTERNAL FUNCTION": (_REPLACE, "SECURE"),
    "PROCEDURE": (_REPLACE, "SECURE", "(?:TEMP|TEMPORARY)", "SECURE"),
}
_OTHER = (_REPLACE,)
_PATTERNS = {noun: re.compile("".join(f"(?:{p} )?" for p in parts)) for noun, parts in _OF_CREATE.items()}
_CREATE = re.compile("".join(f"(?:{p} )?" for p in _OTHER))
_SHOW = re.compile("(?:TERSE )?(?:HYBRID |INTERACTIVE )?")
_REST = re.compile("(?:HYBRID |INTERACTIVE )?")


def wrong_modifier(name: str, modifiers: tuple[str, ...]) -> int | None:
    """Where the words before a noun stop to make sense.

    Args:
        name: of a statement, such as ``CREATE TABLE``.
        modifiers: the words between, in upper case.

    Returns:
        the place among the modifiers; None where all are right.
    """
    verb, _, noun = name.partition(" ")
    if not modifiers:
        return None
    pattern = _PATTERNS.get(noun, _CREATE) if verb == "CREATE" else _SHOW if verb == "SHOW" else _REST
    match = pattern.match("".join(f"{word} " for word in modifiers))
    assert match is not None, "every part may be missing"
    read = match[0].count(" ")
    return read if read < len(modifiers) else None

"""Where a node stands in the text of its statement."""

from __future__ import annotations

import re

from sqlglot import exp
from sqlglot.tokens import Token


def position(node: exp.Expr) -> tuple[int, int]:
    """Line (from 1) and position (from 0) of a node, as far as the parser kept it."""
    for candidate in node.walk():
        meta = candidate.meta if candidate._meta else None
        if meta and "line" in meta:
            return int(meta["line"]), max(int(meta["col"]) - (meta["end"] - meta["start"]) - 1, 0)
    return 1, 0


#: a place that nobody knew where the error was raised: the tree does not keep those of most words.
_UNKNOWN = re.compile(
    r"(?P<head>(?:syntax|parse)? ?error line )1 at position 0(?P<said>(?: unexpected| near|\n?invalid identifier) ')"
    r"(?P<token>[^']+)'"
)


def placed(message: str, tokens: list[Token]) -> str:
    """The message of an error at line 1 and position 0, with the place of the word that it names.

    Args:
        message: Snowflake's words.
        tokens: of the statement.

    Returns:
        the same where the word begins the statement, or stands in it several times.
    """
    match = _UNKNOWN.search(message)
    if match is None or not tokens or tokens[0].text.upper() == match["token"].upper():
        return message
    named = match["token"]
    if named == "<EOF>":
        line, column = tokens[-1].line, tokens[-1].col
    else:
        last = named.split(".")[-1].strip('"')
        found = [token for token in tokens if token.text.upper() == last.upper()]
        if len(found) != 1:
            return message
        line, column = found[0].line, max(found[0].col - (found[0].end - found[0].start) - 1, 0)
        if "identifier" not in match["said"]:
            named = found[0].text  # as written
    place = f"{match['head']}{line} at position {column}{match['said']}{named}'"
    return message[: match.start()] + place + message[match.end() :]

"""Paths outside of quotes (``PUT file:///data/*.csv @stage/a--b``) hold what would begin a comment elsewhere."""

from __future__ import annotations

import re

#: what must not be searched for paths (strings, names, comments), or a path outside of quotes.
_PATHS = re.compile(
    r"""'(?:[^'\\]|\\.|'')*' | "(?:[^"]|"")*" | \$\$.*?\$\$ | --[^\n]* | (?<!:)//[^\n]* | /\*.*?\*/
    | (?P<path> @[^\s;(),'"]+ | (?<![\w'])file://[^\s;'"]+ )""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_COMMENT_IN_PATH = re.compile(r"--|//|/\*")
_MASKS = {"--": "\x05\x05", "//": "\x06\x06", "/*": "\x06\x07"}


def without_path_comments(text: str) -> str:
    """The text, as long as before, without what looks like a comment inside a path: ``file:///data/*.csv``,
    ``@stage/a--b``. Only the tokens see it; paths are read from the script itself."""
    if "@" not in text and "file://" not in text.lower():
        return text
    if not _COMMENT_IN_PATH.search(text):
        return text

    def masked(match: re.Match[str]) -> str:
        path = match["path"]
        if path is None:
            return match[0]
        head = 7 if path[:7].lower() == "file://" else 0
        return path[:head] + _COMMENT_IN_PATH.sub(lambda m: _MASKS[m[0]], path[head:])

    return _PATHS.sub(masked, text)


def path_text(masked: str) -> str:
    """A path from the text of tokens, as it was written."""
    return masked.replace("\x05", "-").replace("\x06", "/").replace("\x07", "*")

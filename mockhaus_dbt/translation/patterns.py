"""Regular expressions: from Snowflake's dialect to DuckDB's (RE2).

Snowflake takes POSIX extended expressions with Perl's classes (https://docs.snowflake.com/en/sql-reference/functions-regexp).
RE2 understands all of that. What differs: among alternatives RE2 takes the first that matches, POSIX the longest; and
RE2 knows quantifiers that are not greedy and groups that begin with ``(?``, which Snowflake does not.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field

from mockhaus_dbt.errors import raising


@dataclass
class Group:
    """A capture group of a pattern: where its brackets stand, what is around it.

    Args:
        start, end: positions of ``(`` and of the matching ``)``.
        parent: the group around it, None at the top.
        capturing: it is counted.
        branch: where the alternative that it stands in begins.
        repeated: a quantifier follows.
    """

    start: int
    parent: Group | None
    capturing: bool
    branch: int
    end: int = -1
    repeated: bool = False


@dataclass
class Pattern:
    """A constant pattern and its groups."""

    text: str
    groups: list[Group] = field(default_factory=list)

    @property
    def captures(self) -> list[Group]:
        return [g for g in self.groups if g.capturing]


def parse(text: str) -> Pattern:
    """Find the groups of a pattern. Wrong patterns give something; DuckDB refuses them later."""
    found = Pattern(text)
    stack: list[Group] = []
    branches = [0]
    at = 0
    while at < len(text):
        character = text[at]
        if character == "\\":
            at += 2
            continue
        if character == "[":
            at = _class_end(text, at)
            continue
        if character == "(":
            capturing = text[at + 1 : at + 2] != "?" or text[at + 1 : at + 4] == "?P<"
            group = Group(at, stack[-1] if stack else None, capturing, branches[-1])
            found.groups.append(group)
            stack.append(group)
            inside = at + 1 if text[at + 1 : at + 2] != "?" else at + 1 + _flags_length(text[at + 1 :])
            branches.append(inside)
        elif character == ")" and stack:
            group = stack.pop()
            branches.pop()
            group.end = at
            group.repeated = text[at + 1 : at + 2] in ("*", "+", "{")
        elif character == "|":
            branches[-1] = at + 1
        at += 1
    return found


def posix(text: str) -> str:
    """A constant pattern as a reader of POSIX expressions takes it: a ``?`` after a quantifier makes nothing lazy.

    Raises:
        ValueError: a group begins with ``(?``; the message is Snowflake's reason.
    """
    if "?" not in text:
        return text
    out, at = [], 0
    while at < len(text):
        character = text[at]
        if character == "\\":
            out.append(text[at : at + 2])
            at += 2
            continue
        if character == "[":
            end = _class_end(text, at)
            out.append(text[at:end])
            at = end
            continue
        if text[at : at + 2] == "(?":
            raise ValueError("no argument for repetition operator: ?")
        if character == "?" and out and out[-1] in ("*", "+", "?", "}"):
            if out[-1] == "+":
                out[-1] = "*"  # (x+)? is x*
            elif out[-1] == "}":
                raise ValueError("bad repetition operator: }?")
            at += 1
            continue
        out.append(character)
        at += 1
    return "".join(out)


#: what a pattern is made of, for DuckDB: an escape, a bracket expression, a quantifier with question marks after it, a
#: group that begins with (?, any other character.
_TOKENS = r"(?s)\\.|\[\^?\]?(?:\[:[a-z]+:\]|\\.|[^\]\\])*\]|[*+?}]\?+|\(\?|."


def posix_sql(text: str) -> str:
    """DuckDB text of what :func:`posix` gives, for a pattern known only as the statement runs."""
    wrong = [
        raising("regexp", "''", pattern="?", reason=f"{reason} operator: {sign}")
        for reason, sign in (("no argument for repetition", "?"), ("bad repetition", "}?"))
    ]
    token = (
        f"CASE WHEN _token = '(?' THEN {wrong[0]} WHEN _token[2:2] <> '?' THEN _token "
        f"WHEN left(_token, 1) IN ('*', '+') THEN '*' WHEN left(_token, 1) = '?' THEN '?' "
        f"WHEN left(_token, 1) = '}}' THEN {wrong[1]} ELSE _token END"
    )
    made = f"array_to_string(list_transform(regexp_extract_all({text}, '{_TOKENS}'), lambda _token: {token}), '')"
    return f"CASE WHEN contains({text}, '?') THEN {made} ELSE {text} END"


def groups_sql(text: str) -> str:
    """DuckDB text of how many groups a pattern has that is known only as the statement runs."""
    return f"len(list_filter(regexp_extract_all({text}, '{_TOKENS}'), lambda _token: _token = '('))"


def flags_sql(parameters: str) -> str:
    """DuckDB text of what :func:`flags` gives; the flag that is taken away, of RE2 alone, keeps the brackets filled."""
    insensitive = f"CASE WHEN regexp_matches({parameters}, 'i[^c]*$') THEN 'i' ELSE '' END"
    others = "".join(f" || CASE WHEN contains({parameters}, '{c}') THEN '{c}' ELSE '' END" for c in "ms")
    return f"left({parameters}, 0) || '(?' || {insensitive}{others} || '-U)'"


def replacement_sql(text: str, groups: int) -> str:
    """DuckDB text of what :func:`rewrite_replacement` gives, for a replacement known only as the statement runs.

    Args:
        groups: how many the pattern has; -1 where references to all of them can stay.
    """
    kept = "_token" if groups < 0 else f"CASE WHEN _token[2:2] > '{min(groups, 9)}' THEN '' ELSE _token END"
    token = (
        "CASE WHEN left(_token, 1) <> '\\' OR _token = '\\\\' THEN _token "
        f"WHEN _token[2:2] BETWEEN '0' AND '9' THEN {kept} ELSE '\\' || _token END"
    )
    parts = f"regexp_extract_all({text}, '(?s)\\\\.|\\\\|[^\\\\]+')"
    made = f"array_to_string(list_transform({parts}, lambda _token: {token}), '')"
    return f"CASE WHEN contains({text}, '\\') THEN {made} ELSE {text} END"


def _flags_length(text: str) -> int:
    match = re.match(r"\?(?:P<\w+>|[imsU-]*:)", text)
    return match.end() if match else 0


def _class_end(text: str, at: int) -> int:
    """The position after a bracket expression such as ``[^]a[:alpha:]]``."""
    at += 1
    if text[at : at + 1] == "^":
        at += 1
    if text[at : at + 1] == "]":
        at += 1
    while at < len(text) and text[at] != "]":
        if text[at] == "\\":
            at += 1
        elif text[at : at + 2] == "[:":
            end = text.find(":]", at)
            at = end + 1 if end >= 0 else at
        at += 1
    return at + 1


def never_empty(text: str) -> bool:
    """Whether every match of a pattern has at least one character, as far as that is easy to tell."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                from re import _parser as parser  # type: ignore[attr-defined]
            except ImportError:  # Python 3.10
                import sre_parse as parser
            return bool(parser.parse(text).getwidth()[0] > 0)
    except Exception:
        return False


def flags(parameters: str) -> str:
    """The inline flags that stand for Snowflake's parameters, such as ``(?i)``; e is the caller's.

    Raises:
        ValueError: there is no such parameter.
    """
    if set(parameters) - set("cimnse"):
        raise ValueError(parameters)
    last = max(parameters.rfind("c"), parameters.rfind("i"))
    chosen = "i" if last >= 0 and parameters[last] == "i" else ""
    chosen += "m" if "m" in parameters else ""
    chosen += "s" if "s" in parameters else ""
    return f"(?{chosen})" if chosen else ""


def rewrite_replacement(text: str, groups: int) -> str:
    r"""A constant replacement in RE2's spelling: ``\1`` stays, other backslashes stand for themselves.

    Args:
        groups: how many the pattern has; a reference beyond them is empty.
    """
    out, at = [], 0
    while at < len(text):
        character = text[at]
        following = text[at + 1 : at + 2]
        if character != "\\":
            out.append(character)
        elif following.isdigit():
            out.append(f"\\{following}" if int(following) <= groups else "")
            at += 1
        elif following == "\\":
            out.append("\\\\")
            at += 1
        else:
            out.append("\\\\")
        at += 1
    return "".join(out)


def with_prefixes(pattern: Pattern, number: int) -> tuple[str, int] | None:
    """A pattern of which one group is told from what stands before it, to find out where in a match the group is.

    Groups get new brackets around what comes before them at each level; all other groups lose their number.

    Args:
        pattern: a parsed pattern.
        number: of the group, from 1.

    Returns:
        the pattern, and the number of the group in it: groups 1 to number-1 are what stands before it. None where a
        repetition hides the position.
    """
    chain: list[Group] = []
    at: Group | None = pattern.captures[number - 1]
    while at is not None:
        chain.insert(0, at)
        at = at.parent
    if any(g.repeated or g.end < 0 for g in chain):
        return None
    target = chain[-1]
    text = pattern.text
    edits: list[tuple[int, int, str]] = []
    for group in pattern.groups:
        if group.capturing and group is not target:
            edits.append((group.start, 2, "(?:"))
    for group in chain:
        edits.append((group.branch, 0, "("))
        edits.append((group.start, 1, ")"))
    out, last = [], 0
    for position, order, added in sorted(edits):
        out.append(text[last:position])
        out.append(added)
        last = position + (order == 2)  # "(?:" stands in for a bracket, the others are new
    out.append(text[last:])
    return "".join(out), len(chain) + 1

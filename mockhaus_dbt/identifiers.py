"""What bindings and variables are to a statement's words: ``?`` gets its number, IDENTIFIER(...) its name.

https://docs.snowflake.com/en/sql-reference/identifier-literal
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.token_reader import split_name


def with_bindings(statement: Statement, variables: Mapping[str, Any], bindings: Any) -> Statement:
    """Write ``?`` as ``:1``, ``:2``, ... in the order of the text, and IDENTIFIER($x), (?), (:1) as IDENTIFIER('name').

    Args:
        statement: as written.
        variables: of the session, by upper-case name.
        bindings: values of ``?`` and ``:1``, or variables of a script by name.

    Returns:
        the statement; the same one where there is nothing to write.

    Raises:
        CompilationError: IDENTIFIER holds a variable or binding that is missing.
    """
    tokens = statement.tokens
    found: list[Token] = []
    marks = 0
    named = isinstance(bindings, Mapping)
    i = 0
    while i < len(tokens):
        token = tokens[i]
        i += 1
        if token.token_type is TokenType.PLACEHOLDER:
            marks += 1
            found += [_like(token, TokenType.COLON, ":"), _like(token, TokenType.NUMBER, str(marks))]
            continue
        found.append(token)
        if statement.name == "COPY INTO" and i < len(tokens) and token.text.upper() in ("=", "FROM"):
            mark = tokens[i].token_type is TokenType.PLACEHOLDER  # ON_ERROR = ?, FROM ?, FROM :place
            names = tokens[i + 1 : i + 2] if tokens[i].text == ":" else []
            name = str(marks + 1) if mark else names[0].text if names else ""
            value = _option(bindings, name)
            if isinstance(value, str):
                marks += mark
                found.append(_like(tokens[i], TokenType.STRING, value))
                i += 1 if mark else 2
                continue
        if token.text == "=" and statement.name.startswith(_DEFINITIONS) and i + 1 < len(tokens):
            value = _option(bindings, tokens[i + 1].text) if tokens[i].text == ":" else None
            if value is not None:
                kind = TokenType.STRING if isinstance(value, str) else TokenType.NUMBER
                found.append(_like(tokens[i + 1], kind, str(value)))
                i += 2
            continue
        if token.text.upper() != "IDENTIFIER" or i + 2 >= len(tokens) or tokens[i].text != "(":
            continue
        first, second = tokens[i + 1], tokens[i + 2]
        if first.token_type is TokenType.PLACEHOLDER:
            marks += 1
            name, width = _binding(bindings, marks, "?"), 2
        elif first.text == "$":
            name, width = _variable(variables, second.text.upper()), 3
        elif first.text == ":" and named and (value := _option(bindings, second.text)) is not None:
            name, width = str(value), 3
        elif first.text == ":" and second.text.isdigit():
            name, width = _binding(bindings, int(second.text), f":{second.text}"), 3
        else:
            continue
        found += [tokens[i], _like(first, TokenType.STRING, name)]
        i += width
    found = _with_functions(found) if statement.name in _QUERIES else found
    if len(found) == len(tokens) and not marks and all(a is b for a, b in zip(found, tokens)):
        return statement
    return Statement(statement.name, found, statement.script, statement.modifiers, statement.head)


#: statements in which IDENTIFIER('f') with brackets behind it is a call.
_QUERIES = frozenset(["SELECT", "WITH", "("])


def _with_functions(tokens: list[Token]) -> list[Token]:
    """Write ``IDENTIFIER('f')(...)``, a call, as ``f(...)``."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        token, text = tokens[i], tokens[i + 2] if i + 4 < len(tokens) else None
        called = text is not None and token.text.upper() == "IDENTIFIER" and tokens[i + 1].text == "("
        if not called or text is None or text.token_type is not TokenType.STRING or tokens[i + 4].text != "(":
            found.append(token)
            i += 1
            continue
        for n, name in enumerate(split_name(text.text)):
            found += [_like(token, TokenType.DOT, ".")] if n else []
            found.append(_like(token, TokenType.VAR, name))
        i += 4
    return found


def ignoring_case(statement: Statement) -> Statement:
    """The statement with its quoted names in upper case, for QUOTED_IDENTIFIERS_IGNORE_CASE.

    https://docs.snowflake.com/en/sql-reference/identifiers-syntax. What the statement keeps of its text (the query of a
    view) has the names in upper case as well, so that it means the same when the parameter has changed.
    """
    quoted = [t for t in statement.tokens if t.token_type is TokenType.IDENTIFIER and t.text.upper() != t.text]
    if not quoted:
        return statement
    script = statement.script
    upper = {}
    for token in quoted:
        upper[id(token)] = _like(token, TokenType.IDENTIFIER, token.text.upper())
        written = script[token.start : token.end + 1]
        if len(written.upper()) == len(written):  # others, such as a sharp s, would move what comes behind them
            script = script[: token.start] + written.upper() + script[token.end + 1 :]
    tokens = [upper.get(id(t), t) for t in statement.tokens]
    return Statement(statement.name, tokens, script, statement.modifiers, statement.head)


def _like(token: Token, kind: TokenType, text: str) -> Token:
    """A token that stands where another stood."""
    return Token(kind, text, token.line, token.col, token.start, token.end, [])


#: statements whose options take variables: COMMENT = :x.
_DEFINITIONS = ("CREATE", "ALTER", "COPY")


def _option(bindings: Any, name: str) -> Any | None:
    """The string or number that is bound under a name or number; None where there is none."""
    if isinstance(bindings, Mapping):
        value = getattr(bindings.get(name.upper()), "constant", None)
    else:
        value = bindings[int(name) - 1] if name.isdigit() and 0 < int(name) <= len(bindings) else None
    return value if isinstance(value, (str, int)) and not isinstance(value, bool) else None


def _binding(bindings: Sequence[Any], position: int, shown: str) -> str:
    if not 0 < position <= len(bindings):
        raise error("bind_missing", name=shown)
    value = bindings[position - 1]
    return str(getattr(value, "constant", value))  # of a script's variable the value, not its text in DuckDB


def _variable(variables: Mapping[str, Any], name: str) -> str:
    if name not in variables:
        raise error("variable_missing", name=name)
    return str(variables[name])

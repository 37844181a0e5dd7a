"""RESAMPLE (...) behind a table of FROM, in words that the parser knows: as a PIVOT of calls, which RESAMPLE's rewrite
reads (https://docs.snowflake.com/en/sql-reference/constructs/resample)."""

from __future__ import annotations

from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.translation.call_marks import syntax_error
from mockhaus_dbt.translation.statement_names import word_of

#: the calls that carry the parts of the clause.
PARTITION = "RESAMPLE_PARTITION"


def with_resample_as_pivot(tokens: list[Token]) -> list[Token]:
    """Write ``RESAMPLE(USING u INCREMENT BY i PARTITION BY p METADATA_COLUMNS m)`` as
    ``PIVOT(RESAMPLE(u, i), RESAMPLE_PARTITION(p), m FOR RESAMPLE IN (1))``.

    Raises:
        CompilationError: 001003, a part is missing or none that there is.
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if word_of(token) != "RESAMPLE" or at + 2 >= len(tokens) or word_of(tokens[at + 2]) != "USING":
            found.append(token)
            at += 1
            continue
        end = _closing(tokens, at + 1)
        found += _pivot(token, tokens[at + 2 : end])
        at = end + 1
    return found


def _closing(tokens: list[Token], at: int) -> int:
    depth = 0
    for i in range(at, len(tokens)):
        depth += {TokenType.L_PAREN: 1, TokenType.R_PAREN: -1}.get(tokens[i].token_type, 0)
        if depth == 0:
            return i
    raise syntax_error(None, tokens[-1])


def _pivot(clause: Token, inside: list[Token]) -> list[Token]:
    def word(kind: TokenType, text: str) -> Token:
        return Token(kind, text, clause.line, clause.col, clause.start, clause.end, [])

    opening, closing, comma = (
        word(kind, text)
        for kind, text in ((TokenType.L_PAREN, "("), (TokenType.R_PAREN, ")"), (TokenType.COMMA, ","))
    )
    parts = _parts(inside)
    if not parts["USING"] or not parts["INCREMENT BY"]:
        raise syntax_error(inside[-1] if inside else clause)
    resample = word(TokenType.VAR, "RESAMPLE")
    made = [word(TokenType.PIVOT, "PIVOT"), opening]
    made += [resample, opening, *parts["USING"], comma, *parts["INCREMENT BY"], closing]
    if parts["PARTITION BY"]:
        made += [comma, word(TokenType.VAR, PARTITION), opening, *parts["PARTITION BY"], closing]
    if parts["METADATA_COLUMNS"]:
        made += [comma, *parts["METADATA_COLUMNS"]]
    values = [opening, word(TokenType.NUMBER, "1"), closing]
    return [*made, word(TokenType.FOR, "FOR"), resample, word(TokenType.IN, "IN"), *values, closing]


def _parts(inside: list[Token]) -> dict[str, list[Token]]:
    parts: dict[str, list[Token]] = {"USING": [], "INCREMENT BY": [], "PARTITION BY": [], "METADATA_COLUMNS": []}
    current = ""
    i = 0
    while i < len(inside):
        head = word_of(inside[i])
        if head == "INCREMENT" and i + 1 < len(inside) and word_of(inside[i + 1]) == "BY":
            head, i = "INCREMENT BY", i + 1
        if head in parts and not parts[head]:
            current = head
        elif current:
            parts[current].append(inside[i])
        i += 1
    return parts

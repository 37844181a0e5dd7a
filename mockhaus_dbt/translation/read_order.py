"""FIRST and LAST that sqlglot's parser does not know, or does not keep: the read-order clause of directed joins,
``FIRST ( alias )`` or ``LAST ( alias )``, which changes no result, and ``NULLS FIRST`` or ``LAST`` of an ORDER BY.

https://docs.snowflake.com/en/sql-reference/constructs/join, order-by
"""

from __future__ import annotations

from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import error

#: what a condition or a list of columns ends with; FIRST ( behind anything else is a call.
_ENDS = frozenset(
    [TokenType.VAR, TokenType.IDENTIFIER, TokenType.NUMBER, TokenType.STRING, TokenType.R_PAREN, TokenType.TRUE,
     TokenType.FALSE, TokenType.NULL]
)  # fmt: skip
_JOIN_WORDS = frozenset("INNER LEFT RIGHT FULL OUTER CROSS NATURAL DIRECTED ASOF".split())


#: the comment of a key of ORDER BY that says itself where NULLs come.
NULLS_PLACED = "\x00nulls"


def with_places_of_nulls(tokens: list[Token]) -> list[Token]:
    """The tokens of a statement with a comment on FIRST and LAST behind NULLS, which the parser puts on the key: the
    tree alone does not tell ``a NULLS LAST`` from ``a``."""
    found = list(tokens)
    for i, token in enumerate(tokens):
        if i and token.text.upper() in ("FIRST", "LAST") and tokens[i - 1].text.upper() == "NULLS":
            found[i] = Token(
                token.token_type, token.text, token.line, token.col, token.start, token.end, [NULLS_PLACED]
            )
    return found


def without_read_order(tokens: list[Token]) -> list[Token]:
    """The tokens of a statement without its read-order clauses.

    Raises:
        CompilationError: 001867, the join is not directed; 001868, the alias is of neither side.
    """
    at = 1
    while at + 3 < len(tokens):
        if _is_clause(tokens, at):
            _check(tokens, at)
            tokens = [*tokens[:at], *tokens[at + 4 :]]
        at += 1
    return tokens


def _is_clause(tokens: list[Token], at: int) -> bool:
    opened, name, closed = tokens[at + 1 : at + 4]
    return (
        opened.token_type is TokenType.L_PAREN
        and closed.token_type is TokenType.R_PAREN
        and name.token_type in (TokenType.VAR, TokenType.IDENTIFIER)
        and tokens[at].text.upper() in ("FIRST", "LAST")
        and tokens[at].token_type is not TokenType.STRING
        and tokens[at - 1].token_type in _ENDS
        and tokens[at - 1].text.upper() != "SKIP"
        and _join(tokens, at) is not None
    )


def _join(tokens: list[Token], at: int) -> int | None:
    """The JOIN whose ON or USING a clause stands behind; None where it stands behind something else."""
    depth, conditioned = 0, False
    for i in range(at - 1, -1, -1):
        kind = tokens[i].token_type
        depth += {TokenType.R_PAREN: 1, TokenType.L_PAREN: -1}.get(kind, 0)
        if depth < 0 or (depth == 0 and kind in (TokenType.SELECT, TokenType.WHERE, TokenType.FROM)):
            return None
        if depth == 0 and kind in (TokenType.ON, TokenType.USING):
            conditioned = True
        if depth == 0 and kind is TokenType.JOIN:
            return i if conditioned else None
    return None


def _check(tokens: list[Token], at: int) -> None:
    join = _join(tokens, at)
    assert join is not None
    start = join
    while start and tokens[start - 1].text.upper() in _JOIN_WORDS:
        start -= 1
    if all(token.text.upper() != "DIRECTED" for token in tokens[start:join]):
        raise error("read_order_undirected")
    name = tokens[at + 2]
    sides = [_last_name(tokens, join + 1, (TokenType.ON, TokenType.USING))]
    before = [i for i in range(start) if tokens[i].token_type in (TokenType.JOIN, TokenType.FROM)]
    if before and tokens[before[-1]].token_type is TokenType.FROM:
        sides.append(_folded(tokens[start - 1]))
    if _folded(name) not in sides:
        raise error("read_order_alias", name=name.text)


def _last_name(tokens: list[Token], start: int, ends: tuple[TokenType, ...]) -> str:
    depth, at = 0, start
    while at < len(tokens) and (depth or tokens[at].token_type not in ends):
        depth += {TokenType.L_PAREN: 1, TokenType.R_PAREN: -1}.get(tokens[at].token_type, 0)
        at += 1
    return _folded(tokens[at - 1])


def _folded(token: Token) -> str:
    return token.text if token.token_type is TokenType.IDENTIFIER else token.text.upper()

"""The pass over the tokens of a statement that :mod:`strictness` makes."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.translation.call_marks import syntax_error

#: the place of a clause in a query; HAVING and QUALIFY share one.
RANKS = {
    TokenType.FROM: 2,
    TokenType.WHERE: 3,
    TokenType.GROUP_BY: 4,
    TokenType.HAVING: 5,
    TokenType.QUALIFY: 5,
    TokenType.ORDER_BY: 6,
}
SETS = frozenset([TokenType.UNION, TokenType.EXCEPT, TokenType.INTERSECT])
OPENING = frozenset([TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE])
CLOSING = frozenset([TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE])
#: what cannot begin the content of a clause.
ENDS = frozenset([*RANKS, *SETS, TokenType.R_PAREN, TokenType.COMMA, TokenType.LIMIT])


class Walk:
    """One pass over the tokens of a statement.

    Args:
        tokens: of the statement, or of an expression.
        script: the text that they point into.
    """

    def __init__(self, tokens: list[Token], script: str):
        self.tokens, self.script = tokens, script
        #: of every bracket that is open: the rank of the clause that was read last, 1 in a SELECT list, 0 outside of
        #: queries.
        self.ranks = [0]
        #: how many brackets are open around the rows of VALUES that are read; 0 outside of one.
        self.values = 0
        self.merging = bool(tokens) and tokens[0].token_type is TokenType.MERGE

    def kind(self, at: int) -> TokenType | None:
        return self.tokens[at].token_type if 0 <= at < len(self.tokens) else None

    def word(self, at: int) -> str:
        return self.tokens[at].text.upper() if 0 <= at < len(self.tokens) else ""

    def wrong(self, at: int) -> SqlError:
        """The error of a token that must not stand there; the end of the text, where there is none."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is not None and " " in token.text and token.token_type not in (TokenType.STRING, TokenType.IDENTIFIER):
            word = self.script[token.start : token.end + 1].split()[0]  # GROUP BY is two words
            column = max(token.col - (token.end - token.start) - 1, 0)
            return error("syntax", line=token.line, column=column, token=word)
        return syntax_error(self.tokens[at] if at < len(self.tokens) else None, self.tokens[-1])

    def outermost(self) -> Iterator[tuple[int, TokenType]]:
        """The places and kinds of the tokens outside of brackets."""
        depth = 0
        for at, token in enumerate(self.tokens):
            kind = token.token_type
            depth += (kind in OPENING) - (kind in CLOSING)
            if not depth:
                yield at, kind

    def without_content(self, at: int) -> bool:
        following = self.kind(at)
        return following is None or following in ENDS

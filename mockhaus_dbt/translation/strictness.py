"""What sqlglot's parser forgives and Snowflake does not: found in the tokens, before they are parsed.

Clauses in the wrong order or without content, operators of other databases, commas at an end. Whoever tests a statement
here has to learn that Snowflake will not take it (https://docs.snowflake.com/en/sql-reference/constructs).
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.call_marks import syntax_error
from mockhaus_dbt.translation.strict_walk import CLOSING, OPENING, RANKS, SETS, Walk

#: what ends an operand.
_OPERAND = frozenset([TokenType.VAR, TokenType.IDENTIFIER, TokenType.R_PAREN, TokenType.NUMBER, TokenType.STRING])
_DIRECTIONS = frozenset([TokenType.ASC, TokenType.DESC])
_OVER = frozenset([TokenType.L_PAREN, TokenType.VAR, TokenType.IDENTIFIER])
#: what a window begins with.
_WINDOW = frozenset(
    [TokenType.PARTITION_BY, TokenType.ORDER_BY, TokenType.ROWS, TokenType.RANGE, TokenType.R_PAREN]
)
#: what stands before a whole name, and not before a part of one.
_BEFORE_NAMES = frozenset(
    [TokenType.FROM, TokenType.JOIN, TokenType.COMMA, TokenType.L_PAREN, TokenType.INTO, TokenType.SELECT]
)
_BEFORE_STAR = frozenset([TokenType.SELECT, TokenType.COMMA, TokenType.DOT, TokenType.DISTINCT])
#: what cannot begin a SELECT list.
_NO_ITEM = frozenset([None, TokenType.COMMA, TokenType.FROM, TokenType.WHERE, TokenType.R_PAREN])
_SIDES = frozenset([TokenType.LEFT, TokenType.RIGHT, TokenType.FULL])
_BOUNDS = frozenset(["PRECEDING", "FOLLOWING"])
_BEFORE_VARIABLES = frozenset([TokenType.PARAMETER, TokenType.COLON])
_CHANGES = frozenset([TokenType.UPDATE, TokenType.DELETE])
_BEFORE_COUNTS = frozenset(["TOP", "FIRST", "NEXT"])
_STAR_WORDS = frozenset(["EXCLUDE", "REPLACE", "RENAME"])


def check_strictly(tokens: list[Token], script: str) -> None:
    """Look for what Snowflake's parser refuses although sqlglot's takes it.

    Args:
        tokens: of a statement that is or has a query, or of an expression.
        script: the text that they point into.

    Raises:
        CompilationError: 001003, at the token that must not stand there.
    """
    walk = Walk(tokens, script)
    rule_of = _RULES.get
    for i, token in enumerate(tokens):
        rule = rule_of(token.token_type)
        if rule is not None:
            rule(walk, i)
    if len(walk.ranks) > 1:
        raise error("parse", line=tokens[-1].line, column=tokens[-1].col, token="<EOF>")
    if walk.merging:
        _check_merge(walk)


def check_commas(tokens: list[Token]) -> None:
    """Look for two commas in a row, which no statement has.

    Raises:
        CompilationError: 001003, at the second.
    """
    for token, following in pairwise(tokens):
        if token.token_type is following.token_type is TokenType.COMMA:
            raise syntax_error(following)


def _open(walk: Walk, i: int) -> None:
    if walk.values == len(walk.ranks) and walk.kind(i - 1) is TokenType.R_PAREN:
        raise walk.wrong(i)  # VALUES (1) (2)
    walk.ranks.append(0)
    # {,3} is a quantifier of a PATTERN
    if walk.kind(i + 1) is TokenType.COMMA and not (
        walk.kind(i) is TokenType.L_BRACE and walk.kind(i + 2) is TokenType.NUMBER
    ):
        raise walk.wrong(i + 1)


def _close(walk: Walk, i: int) -> None:
    if len(walk.ranks) < 2:
        raise walk.wrong(i)
    if walk.values == len(walk.ranks):
        walk.values = 0
    walk.ranks.pop()


def _values(walk: Walk, _i: int) -> None:
    walk.values = len(walk.ranks)


def _select(walk: Walk, i: int) -> None:
    if walk.ranks[-1] and walk.kind(i - 1) is TokenType.ALIAS:
        raise walk.wrong(i)
    walk.ranks[-1] = 1
    at = i + 2 if walk.kind(i + 1) is TokenType.DISTINCT else i + 1
    if walk.kind(at) in _NO_ITEM:
        raise walk.wrong(at)


def _set(walk: Walk, _i: int) -> None:
    walk.ranks[-1] = 0


def _from(walk: Walk, i: int) -> None:
    if walk.ranks[-1] == 1 and walk.kind(i - 1) is not TokenType.DISTINCT:  # IS DISTINCT FROM
        walk.ranks[-1] = 2


def _clause(walk: Walk, i: int) -> None:
    rank = RANKS[walk.tokens[i].token_type]
    if walk.ranks[-1]:
        if rank < walk.ranks[-1]:
            raise walk.wrong(i)
        walk.ranks[-1] = rank
    _content(walk, i)


def _content(walk: Walk, i: int) -> None:
    if walk.without_content(i + 1):
        raise walk.wrong(i + 1)


def _using(walk: Walk, i: int) -> None:
    _content(walk, i)
    _listed(walk, i)


def _listed(walk: Walk, i: int) -> None:
    """Brackets with nothing in them, or none at the end; ``@stage/in`` is a path."""
    if walk.kind(i + 1) is None and walk.kind(i - 1) in (*_OPERAND, TokenType.NOT):
        raise walk.wrong(i + 1)
    _empty(walk, i)


def _empty(walk: Walk, i: int) -> None:
    if walk.kind(i + 1) is TokenType.L_PAREN and walk.kind(i + 2) is TokenType.R_PAREN:
        raise walk.wrong(i + 2)


def _comma(walk: Walk, i: int) -> None:
    """Snowflake takes a comma at the end of a SELECT list alone; brackets are looked at where calls are marked."""
    following = walk.kind(i + 1)
    if following is TokenType.COMMA:
        raise walk.wrong(i + 1)
    if walk.ranks[-1] != 1 and (following is None or (following in RANKS and following is not TokenType.FROM)):
        raise walk.wrong(i + 1)
    if following is TokenType.R_BRACKET:
        raise walk.wrong(i + 1)
    if len(walk.ranks) == 1 and not walk.ranks[0] and walk.kind(0) is TokenType.WITH:
        _common_table(walk, i + 1)


def _direction(walk: Walk, i: int) -> None:
    if walk.kind(i + 1) in _DIRECTIONS:
        raise walk.wrong(i + 1)


def _over(walk: Walk, i: int) -> None:
    if walk.kind(i - 1) is not TokenType.R_PAREN:
        return
    if walk.kind(i + 1) not in _OVER:
        raise walk.wrong(i + 1)
    if walk.kind(i + 1) is TokenType.L_PAREN and walk.kind(i + 2) not in _WINDOW and walk.word(i + 2) != "GROUPS":
        raise walk.wrong(i + 2)


def _frame(walk: Walk, i: int) -> None:
    """ROWS and RANGE behind an operand are a frame, which has to say something; SAMPLE has numbers of rows."""
    before = walk.kind(i - 1)
    if before is TokenType.L_PAREN and walk.kind(i - 2) is TokenType.OVER:
        _bounds(walk, i)
    if walk.ranks[-1] or before is TokenType.NUMBER or not (before in _OPERAND or before in _DIRECTIONS):
        return
    if walk.kind(i - 2) in _BEFORE_VARIABLES:  # SAMPLE ($n ROWS)
        return
    _bounds(walk, i)


def _bounds(walk: Walk, i: int) -> None:
    """What stands behind ROWS and RANGE: each bound has two words."""
    if walk.kind(i + 1) is TokenType.R_PAREN:
        raise walk.wrong(i + 1)
    at, missing = i + 1, walk.kind(i + 1) is TokenType.BETWEEN
    while walk.kind(at) not in (None, TokenType.R_PAREN):
        if walk.word(at) in _BOUNDS and walk.kind(at - 1) in (walk.kind(i), TokenType.BETWEEN, TokenType.AND):
            raise walk.wrong(at)
        if walk.word(at) == "UNBOUNDED" and walk.word(at + 1) not in _BOUNDS:
            raise walk.wrong(at + 1)
        missing = missing and walk.kind(at) is not TokenType.AND
        at += 1
    if missing:
        raise walk.wrong(at)


def _is(walk: Walk, i: int) -> None:
    at = i + 2 if walk.kind(i + 1) is TokenType.NOT else i + 1
    if walk.kind(at) in (TokenType.NUMBER, TokenType.STRING):
        raise walk.wrong(at)


def _alias(walk: Walk, i: int) -> None:
    if walk.ranks[-1] and walk.kind(i + 1) in (TokenType.STRING, TokenType.PARAMETER):
        raise walk.wrong(i + 1)


def _with(walk: Walk, i: int) -> None:
    _common_table(walk, i + 2 if walk.kind(i + 1) is TokenType.RECURSIVE else i + 1)


def _common_table(walk: Walk, i: int) -> None:
    """A name, a list of columns perhaps, and AS."""
    if walk.kind(i) not in (TokenType.VAR, TokenType.IDENTIFIER) or walk.kind(i + 1) is not TokenType.L_PAREN:
        return
    if walk.kind(i + 2) in (TokenType.SELECT, TokenType.WITH):
        raise walk.wrong(i + 1)
    at = i + 2
    while walk.kind(at) in (TokenType.VAR, TokenType.IDENTIFIER, TokenType.COMMA):
        at += 1
    if walk.kind(at) is TokenType.R_PAREN and walk.kind(at + 1) is TokenType.L_PAREN:
        raise walk.wrong(at + 1)


def _limit(walk: Walk, i: int) -> None:
    if walk.kind(i + 1) is TokenType.NUMBER and walk.ranks[-1]:
        if walk.kind(i + 2) is TokenType.COMMA:
            raise walk.wrong(i + 2)
        walk.ranks[-1] = 7


def _fetch(walk: Walk, i: int) -> None:
    if walk.ranks[-1] > 1 and walk.word(i + 1) in ("FIRST", "NEXT") and walk.word(i + 2) in ("ROW", "ROWS", "ONLY"):
        raise walk.wrong(i + 2)


def _foreign_operator(walk: Walk, i: int) -> None:
    """Bits have functions in Snowflake, no operators; in MATCH_RECOGNIZE the same signs are those of patterns."""
    if walk.kind(i - 1) in _OPERAND and not any(t.token_type is TokenType.MATCH_RECOGNIZE for t in walk.tokens[:i]):
        raise walk.wrong(i)


def _arrow(walk: Walk, i: int) -> None:
    """The arrow of lambdas, which are arguments; nothing is taken out of JSON by it."""
    if walk.ranks[-1]:
        raise walk.wrong(i)


def _shift(walk: Walk, i: int) -> None:
    """sqlglot takes two of them for a shift of bits, even with a space between."""
    if walk.kind(i + 1) is walk.kind(i):
        raise walk.wrong(i + 1)


def _null_test(walk: Walk, i: int) -> None:
    if walk.kind(i - 1) in _OPERAND and walk.kind(i + 1) is not TokenType.L_PAREN:
        raise walk.wrong(i)


def _hexadecimal(walk: Walk, i: int) -> None:
    if walk.script[walk.tokens[i].start : walk.tokens[i].start + 2].lower() == "0x":
        raise walk.wrong(i)


def _identifier(walk: Walk, i: int) -> None:
    if not walk.tokens[i].text:
        raise walk.wrong(i)


def _star(walk: Walk, i: int) -> None:
    at = i + 1
    if walk.kind(i - 1) not in _BEFORE_STAR:
        return  # a * replace(b, c, d)
    while walk.word(at) in _STAR_WORDS:
        if walk.kind(at + 1) in (None, TokenType.FROM):
            raise walk.wrong(at + 1)
        if walk.kind(at + 1) is not TokenType.L_PAREN:
            return
        at = _star_list(walk, walk.word(at), at + 2)


def _star_list(walk: Walk, word: str, at: int) -> int:
    """The brackets behind EXCLUDE, REPLACE or RENAME: names, or two with AS between; the place behind them."""
    first, named = at, word == "EXCLUDE"
    depth = 1
    while walk.kind(at) is not None:
        kind = walk.kind(at)
        if depth == 1 and kind in (TokenType.COMMA, TokenType.R_PAREN):
            if not named or (word == "EXCLUDE" and at - first > 1 and walk.kind(first + 1) is not TokenType.DOT):
                raise walk.wrong(first + 1 if word == "EXCLUDE" else at - 1)
            first, named = at + 1, word == "EXCLUDE"
        depth += (kind in OPENING) - (kind in CLOSING)
        if not depth:
            return at + 1
        named = named or (depth == 1 and kind is TokenType.ALIAS)
        at += 1
    return at


def _map(walk: Walk, i: int) -> None:
    if walk.kind(i + 1) is TokenType.L_BRACE:
        raise walk.wrong(i + 1)


def _dot(walk: Walk, i: int) -> None:
    """A name does not begin with a dot, and the two of ``database..table`` stand together."""
    following = walk.kind(i + 1)
    if walk.kind(i - 1) in _BEFORE_NAMES and following is not TokenType.NUMBER:
        raise walk.wrong(i)
    if following is TokenType.DOT and walk.tokens[i + 1].start > walk.tokens[i].end + 1:
        raise walk.wrong(i + 1)


def _colon(walk: Walk, i: int) -> None:
    """Of a path, of a variable of a script, or behind the key of an OBJECT."""
    if walk.kind(i + 1) is TokenType.COLON and not _in_braces(walk, i):  # {'key': :variable}
        raise walk.wrong(i + 1)
    if walk.kind(i - 1) is TokenType.L_BRACE or (walk.kind(i - 1) is TokenType.COMMA and _in_braces(walk, i)):
        raise walk.wrong(i)


def _in_braces(walk: Walk, i: int) -> bool:
    """Whether the innermost bracket that is open is that of an OBJECT."""
    depth = 0
    for at in range(i - 1, -1, -1):
        kind = walk.kind(at)
        if kind in OPENING and not depth:
            return kind is TokenType.L_BRACE
        depth += (kind in CLOSING) - (kind in OPENING)
    return False


def _distinct(walk: Walk, i: int) -> None:
    if walk.kind(i + 1) is TokenType.COMMA:
        raise walk.wrong(i + 1)


def _outer(walk: Walk, i: int) -> None:
    if walk.kind(i + 1) is TokenType.JOIN and walk.kind(i - 1) not in _SIDES:
        raise walk.wrong(i)


def _inner(walk: Walk, i: int) -> None:
    if walk.kind(i - 1) in _SIDES:
        raise walk.wrong(i)


def _misplaced(walk: Walk, i: int) -> None:
    raise walk.wrong(i)


def _array(walk: Walk, i: int) -> None:
    """Another database's way to write an array; Snowflake takes the word for a column."""
    if walk.kind(i + 1) is TokenType.L_BRACKET and walk.kind(i - 1) not in (TokenType.DCOLON, TokenType.DOT):
        raise error("invalid_identifier", line=walk.tokens[i].line, column=walk.tokens[i].col - 5, name="ARRAY")


def _string(walk: Walk, i: int) -> None:
    """Texts that follow each other are not one."""
    if walk.kind(i + 1) is TokenType.STRING:
        raise walk.wrong(i + 1)


def _binding(walk: Walk, i: int) -> None:
    """A question mark between operands is an operator of other databases."""
    if walk.kind(i - 1) in _OPERAND and walk.kind(i + 1) in _OPERAND and walk.word(i - 1) not in _BEFORE_COUNTS:
        raise walk.wrong(i)


def _match_condition(walk: Walk, i: int) -> None:
    at = i
    while walk.kind(at) not in (None, TokenType.JOIN, TokenType.FROM):
        at -= 1
    if walk.kind(at) is TokenType.JOIN and not any(walk.kind(b) is TokenType.ASOF for b in range(max(at - 2, 0), at)):
        raise walk.wrong(i)


def _insert(walk: Walk, i: int) -> None:
    if i:
        return
    at = 2 if walk.kind(1) is TokenType.OVERWRITE else 1
    if walk.kind(at) is not TokenType.INTO and walk.word(at) not in ("ALL", "FIRST"):
        raise walk.wrong(at)


def _change(walk: Walk, i: int) -> None:
    """DELETE and UPDATE take neither ORDER BY nor LIMIT; UPDATE needs SET with something behind it."""
    if i:
        return
    setting = walk.tokens[0].token_type is not TokenType.UPDATE
    for at, kind in walk.outermost():
        if kind is TokenType.ORDER_BY or (kind is TokenType.LIMIT and walk.kind(at + 1) is TokenType.NUMBER):
            raise walk.wrong(at)
        if kind is TokenType.SET:
            setting = True
            _content(walk, at)
    if not setting:
        raise walk.wrong(len(walk.tokens))


def _check_merge(walk: Walk) -> None:
    """MERGE needs INTO and ON; rows that are there are changed, others are inserted."""
    if walk.kind(1) is not TokenType.INTO:
        raise walk.wrong(1)
    joined, missing, cases = False, False, 0
    for at, kind in walk.outermost():
        cases += (kind is TokenType.CASE) - (kind is TokenType.END)
        if kind is TokenType.ON:
            joined = True
        elif kind is TokenType.WHEN and not cases and "MATCHED" not in (walk.word(at + 1), walk.word(at + 2)):
            raise walk.wrong(at + 1)
        elif (kind in _CHANGES and walk.kind(at - 1) not in (TokenType.THEN, TokenType.DOT)) or (
            kind is TokenType.INSERT and walk.word(at - 1) == "MATCHED"
        ):
            raise walk.wrong(at)
        elif walk.word(at) == "MATCHED" and TokenType.WHEN in (walk.kind(at - 1), walk.kind(at - 2)):
            missing = walk.kind(at - 1) is TokenType.NOT
            if not joined:
                raise walk.wrong(at - 2 if missing else at - 1)
        elif kind is TokenType.THEN and (
            walk.kind(at + 1) is TokenType.INSERT if not missing else walk.kind(at + 1) in _CHANGES
        ):
            raise walk.wrong(at + 1)


_RULES: dict[TokenType, Callable[[Walk, int], None]] = {
    **dict.fromkeys(OPENING, _open),
    **dict.fromkeys(CLOSING, _close),
    TokenType.SELECT: _select,
    **dict.fromkeys(SETS, _set),
    TokenType.FROM: _from,
    **{kind: _clause for kind in RANKS if kind is not TokenType.FROM},
    TokenType.PARTITION_BY: _content,
    TokenType.ON: _content,
    TokenType.USING: _using,
    TokenType.IN: _listed,
    TokenType.ANY: _listed,
    TokenType.ALL: _empty,
    TokenType.INNER: _inner,
    TokenType.SIMILAR_TO: _misplaced,
    TokenType.STRING: _string,
    TokenType.ARRAY: _array,
    TokenType.PLACEHOLDER: _binding,
    TokenType.COMMA: _comma,
    **dict.fromkeys(_DIRECTIONS, _direction),
    TokenType.OVER: _over,
    TokenType.ROWS: _frame,
    TokenType.RANGE: _frame,
    TokenType.IS: _is,
    TokenType.ALIAS: _alias,
    TokenType.WITH: _with,
    TokenType.LIMIT: _limit,
    TokenType.FETCH: _fetch,
    TokenType.CARET: _foreign_operator,
    TokenType.AMP: _foreign_operator,
    TokenType.PIPE: _foreign_operator,
    TokenType.NULLSAFE_EQ: _foreign_operator,
    TokenType.ARROW: _arrow,
    TokenType.LT: _shift,
    TokenType.GT: _shift,
    TokenType.ISNULL: _null_test,
    TokenType.NOTNULL: _null_test,
    TokenType.HEX_STRING: _hexadecimal,
    TokenType.IDENTIFIER: _identifier,
    TokenType.STAR: _star,
    TokenType.VALUES: _values,
    TokenType.DOT: _dot,
    TokenType.COLON: _colon,
    TokenType.DISTINCT: _distinct,
    TokenType.OUTER: _outer,
    TokenType.MATCH_CONDITION: _match_condition,
    TokenType.MAP: _map,
    TokenType.INSERT: _insert,
    TokenType.DELETE: _change,
    TokenType.UPDATE: _change,
}

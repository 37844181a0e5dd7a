"""Marks on the names that begin a call, so that sqlglot's parser keeps every call as ``exp.Anonymous`` (DESIGN D2)."""

from __future__ import annotations

from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.translation import interval_types, structured_types
from mockhaus_dbt.translation.structured_types import MARK

__all__ = ["MARK", "mark_calls", "syntax_error"]

#: words that the parser needs as they are although a bracket follows them.
_GRAMMAR_WORDS = frozenset(
    """SELECT FROM WHERE AND OR NOT IN ANY ALL SOME EXISTS CASE WHEN THEN ELSE END AS ON USING JOIN VALUES TABLE
    LATERAL OVER PARTITION BY ORDER GROUP HAVING QUALIFY LIMIT OFFSET FETCH UNION INTERSECT EXCEPT MINUS WITH RECURSIVE
    CAST TRY_CAST EXTRACT POSITION INTERVAL DISTINCT WITHIN FILTER_WHERE SETS ROLLUP CUBE GROUPING_SETS PIVOT UNPIVOT
    MATCH_RECOGNIZE MATCH_CONDITION MEASURES PATTERN DEFINE SAMPLE TABLESAMPLE SEED REPEATABLE BERNOULLI ROW SYSTEM
    BLOCK AT BEFORE CHANGES EXCLUDE RENAME ILIKE_STAR INTO SET UPDATE DELETE MERGE BETWEEN IS NULL TRUE FALSE
    ASC DESC NULLS FIRST_ROW TOP IDENTIFIER CONNECT START PRIOR CROSS NATURAL FULL INNER OUTER ASOF SEMI ANTI
    OVERWRITE RETURNING MATCHED ROWS RANGE COLLATE ESCAPE SUBSET AFTER DEFAULT DEFAULT_ON_NULL DIRECTED BULK
    NUMERIC DECIMAL NUMBER INT INTEGER FLOAT VARCHAR STRING TEXT VARBINARY BOOLEAN VARIANT TIMESTAMP_NTZ_TYPE""".split()
)
#: keywords of the tokenizer that are functions when a bracket follows.
_TYPE_WORDS = frozenset(
    "DATE TIME TIMESTAMP TIMESTAMP_NTZ TIMESTAMP_LTZ TIMESTAMP_TZ CHAR BINARY ARRAY OBJECT MAP VECTOR".split()
)
#: words that say more about a ``*`` before them.
_STAR_WORDS = frozenset(["EXCLUDE", "EXCEPT", "REPLACE", "RENAME", "ILIKE"])
#: after these a type is written, not a call.
_BEFORE_TYPE = frozenset([TokenType.DCOLON, TokenType.ALIAS])

#: types that may have types in brackets behind them.
_STRUCTURED = frozenset([TokenType.ARRAY, TokenType.OBJECT, TokenType.MAP])

#: clauses that end a SELECT list.
_BEHIND_THE_LIST = frozenset([TokenType.FROM, TokenType.WHERE, TokenType.GROUP_BY, TokenType.ORDER_BY])
#: operators that are functions as well.
_INFIX = frozenset(["LIKE", "ILIKE", "RLIKE", "REGEXP"])
#: what cannot follow AS.
_NO_ALIAS = frozenset([TokenType.COMMA, TokenType.R_PAREN, TokenType.FROM, TokenType.WHERE])

#: after these a + is the sign of what follows. The parser drops it; written as ~, which Snowflake does not have, it is
#: kept: a text becomes a number by it.
_BEFORE_SIGN = frozenset(
    [
        TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.COMMA, TokenType.PLUS, TokenType.DASH, TokenType.STAR,
        TokenType.SLASH, TokenType.MOD, TokenType.DPIPE, TokenType.EQ, TokenType.NEQ, TokenType.LT, TokenType.LTE,
        TokenType.GT, TokenType.GTE, TokenType.SELECT, TokenType.DISTINCT, TokenType.WHERE, TokenType.ON,
        TokenType.HAVING, TokenType.QUALIFY, TokenType.GROUP_BY, TokenType.ORDER_BY, TokenType.AND, TokenType.OR,
        TokenType.NOT, TokenType.CASE, TokenType.WHEN, TokenType.THEN, TokenType.ELSE, TokenType.BETWEEN,
        TokenType.LIKE,
    ]
)  # fmt: skip


_QUOTES = {TokenType.STRING: "'", TokenType.IDENTIFIER: '"'}


def syntax_error(token: Token | None, last: Token | None = None) -> SqlError:
    """Snowflake's 001003 for an unexpected token."""
    if token is None:
        line, column = (last.line, last.col) if last is not None else (1, 0)
        return error("syntax", line=line, column=column, token="<EOF>")
    quote = _QUOTES.get(token.token_type, "")
    shown = f"{quote}{token.text}{quote}"
    return error("syntax", line=token.line, column=max(token.col - len(shown), 0), token=shown)


#: what a value ends with, and AS: a variable cannot be the name that follows.
_BEFORE_NAME = frozenset([TokenType.ALIAS, TokenType.NUMBER, TokenType.STRING, TokenType.R_PAREN])


def _variable_misplaced(sign: Token, name: Token) -> SqlError:
    return error("syntax", line=sign.line, column=max(sign.col - 1, 0), token=f"${name.text}")


def _behind_top(tokens: list[Token], at: int) -> bool:
    """Whether a value begins behind TOP 10."""
    return at > 1 and tokens[at - 1].token_type is TokenType.NUMBER and tokens[at - 2].text.upper() == "TOP"


def mark_calls(tokens: list[Token]) -> list[Token]:
    """Mark the names that begin a call. Gives new tokens; the old ones stay as they were."""
    marked = list(tokens)
    bracket, var = TokenType.L_PAREN, TokenType.VAR
    spare: list[int] = []
    types: list[int] = []
    before: TokenType | None = None
    if tokens and tokens[-1].token_type is TokenType.ALIAS:
        raise syntax_error(None, tokens[-1])
    for i, token in enumerate(tokens[:-1]):
        kind = token.token_type
        if kind is TokenType.ALIAS and tokens[i + 1].token_type in _NO_ALIAS:
            raise syntax_error(tokens[i + 1])  # sqlglot forgives AS without a name
        if kind is TokenType.COMMA and tokens[i + 1].token_type is TokenType.R_PAREN:
            if not _in_select_list(tokens, i):
                raise syntax_error(tokens[i + 1])  # sqlglot forgives f(1, )
            spare.append(i)
        if kind is TokenType.INTERVAL and tokens[i + 1].token_type is TokenType.STRING:
            # The parser makes INTERVAL '3' DAYS of INTERVAL '3 days', without the mark.
            text = tokens[i + 1]
            marked[i + 1] = Token(
                TokenType.STRING, MARK + text.text, text.line, text.col, text.start, text.end, text.comments
            )
        if kind is TokenType.ORDER_BY and _in_call(marked, i):
            word = token.text.split()[0]  # sqlglot takes f(x ORDER BY y)
            raise error("syntax", line=token.line, column=max(token.col - len(token.text), 0), token=word)
        if kind is TokenType.PARAMETER and before in _BEFORE_NAME and token.text == "$" and not _behind_top(tokens, i):
            raise _variable_misplaced(token, tokens[i + 1])
        if kind is TokenType.TILDE and before is not TokenType.PARAMETER:  # @~ is the user's stage
            raise syntax_error(token)
        if kind is TokenType.PLUS and tokens[i + 1].token_type is TokenType.STRING and i > 1:
            if TokenType.INTERVAL in (tokens[i - 2].token_type, tokens[max(i - 3, 0)].token_type):
                # The parser would make another interval of the text in INTERVAL '1 day' + '2024-01-01'::DATE.
                text = tokens[i + 1]
                marked[i + 1] = Token(
                    TokenType.RAW_STRING, text.text, text.line, text.col, text.start, text.end, text.comments
                )
        if kind is TokenType.PLUS and (before is None or before in _BEFORE_SIGN):
            marked[i] = Token(TokenType.TILDE, "~", token.line, token.col, token.start, token.end, token.comments)
        if kind is var and token.text.upper() == "DATE_PART" and _has_from(tokens, i):
            marked[i] = Token(var, "EXTRACT", token.line, token.col, token.start, token.end, token.comments)
        elif tokens[i + 1].token_type is bracket and _is_call(token, kind, before) and not _no_call(tokens, i):
            marked[i] = Token(
                var, MARK + token.text, token.line, token.col, token.start, token.end, token.comments
            )
        elif kind in _STRUCTURED and tokens[i + 1].token_type is bracket:
            types.append(i)
        elif kind is TokenType.INTERVAL and before in _BEFORE_TYPE:
            types += [i] if interval_types.end(tokens, i) > i else []
        before = kind
    if types:
        return _with_types(marked, types, spare)
    return [token for i, token in enumerate(marked) if i not in spare] if spare else marked


def _with_types(tokens: list[Token], places: list[int], spare: list[int]) -> list[Token]:
    """The tokens but the spare ones, structured types in a form that the parser takes."""
    found: list[Token] = []
    done = 0
    for at in [*places, len(tokens)]:
        made = structured_types.carried(tokens, at) if done <= at < len(tokens) else None
        if made is not None or at == len(tokens):
            found += [tokens[i] for i in range(done, at) if i not in spare]
        if made is not None:
            found += made[0]
            done = made[1]
    return found


def _in_select_list(tokens: list[Token], at: int) -> bool:
    """Whether a comma ends a SELECT list in brackets, which Snowflake allows and sqlglot takes for a tuple."""
    depth = 0
    for token in reversed(tokens[:at]):
        kind = token.token_type
        if kind is TokenType.R_PAREN:
            depth += 1
        elif kind is TokenType.L_PAREN:
            depth -= 1
        if depth < 0 or (depth == 0 and kind in _BEHIND_THE_LIST):
            return False
        if depth == 0 and kind is TokenType.SELECT:
            return True
    return False


def _in_call(marked: list[Token], at: int) -> bool:
    """Whether a token stands among the arguments of a call, outside of a query."""
    depth = 0
    for i in range(at - 1, 0, -1):
        kind = marked[i].token_type
        if kind is TokenType.R_PAREN:
            depth += 1
        elif kind is TokenType.L_PAREN and depth:
            depth -= 1
        elif kind is TokenType.L_PAREN:
            return marked[i - 1].text.startswith(MARK)
        elif not depth and kind is TokenType.SELECT:
            return False
    return False


def _has_from(tokens: list[Token], at: int) -> bool:
    """Whether a name is followed by ``(part FROM``."""
    ahead = tokens[at + 1 : at + 4]
    return len(ahead) == 3 and ahead[0].token_type is TokenType.L_PAREN and ahead[2].token_type is TokenType.FROM


def _no_call(tokens: list[Token], at: int) -> bool:
    if tokens[at - 1].token_type is TokenType.THEN and tokens[at].text.upper() == "INSERT":
        return _is_followed_by_values(tokens, at + 1)  # THEN INSERT (a, b) VALUES ... of MERGE
    return _of_star(tokens, at) or (tokens[at].text.upper() in _INFIX and _is_infix(tokens, at))


def _is_followed_by_values(tokens: list[Token], at: int) -> bool:
    """Whether VALUES stands behind the brackets that open at a place."""
    depth = 0
    for i in range(at, len(tokens) - 1):
        depth += (tokens[i].token_type is TokenType.L_PAREN) - (tokens[i].token_type is TokenType.R_PAREN)
        if not depth:
            return tokens[i + 1].token_type is TokenType.VALUES
    return False


def _is_infix(tokens: list[Token], at: int) -> bool:
    """Whether LIKE stands between two operands, as in ``a NOT LIKE (b || '%')``, and is not the function LIKE(a, b)."""
    if at and tokens[at - 1].token_type is TokenType.NOT:
        at -= 1
    return at > 0 and tokens[at - 1].token_type not in _BEFORE_SIGN


def _of_star(tokens: list[Token], at: int) -> bool:
    """Whether a REPLACE stands behind ``* EXCLUDE x`` or ``* ILIKE 'x'``."""
    if at < 3 or tokens[at].token_type is not TokenType.REPLACE:
        return False
    return tokens[at - 2].text.upper() in ("EXCLUDE", "ILIKE") and tokens[at - 3].token_type is TokenType.STAR


def _is_call(token: Token, kind: TokenType, before: TokenType | None) -> bool:
    text = token.text
    if kind is TokenType.STRING or kind is TokenType.IDENTIFIER or not (text[:1].isalpha() or text[:1] == "_"):
        return False
    word = text.upper()
    if word in _GRAMMAR_WORDS or " " in word:  # "PARTITION BY" is one token
        return False
    if before is TokenType.PARAMETER:
        return False  # @stage (...)
    if word in _STAR_WORDS and before in (TokenType.STAR, TokenType.R_PAREN):
        return False  # * EXCLUDE (...) REPLACE (...)
    if word in _TYPE_WORDS:
        return before not in _BEFORE_TYPE and before is not TokenType.VAR
    if before in _BEFORE_TYPE:
        return kind is TokenType.VAR and before is not TokenType.DCOLON
    return True

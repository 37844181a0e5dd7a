"""What Snowflake heads a result column with that has no alias: the expression as it was written, in upper case, blanks,
line ends and texts in quotes too.

The tree does not know how it was written. :func:`with_texts` gives the tokens of SELECT, before the parser sees them,
the texts of their lists as a comment, which the parser hands to the tree; :func:`written_items` finds them there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sqlglot import exp
from sqlglot.dialects.snowflake import Snowflake
from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.structured_types import written

_DIALECT = Snowflake()
_ZONES = re.compile(r"\bTIMESTAMP(NTZ|LTZ|TZ)\b")
_QUOTED = re.compile(r"('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")")
_BETWEEN = "\x1f"
_OPENING = frozenset([TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE])
_CLOSING = frozenset([TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE])
#: what ends a SELECT list.
_BEHIND = frozenset(
    [
        TokenType.FROM, TokenType.INTO, TokenType.WHERE, TokenType.GROUP_BY, TokenType.HAVING, TokenType.QUALIFY,
        TokenType.ORDER_BY, TokenType.LIMIT, TokenType.OFFSET, TokenType.FETCH, TokenType.UNION, TokenType.INTERSECT,
        TokenType.EXCEPT, TokenType.SEMICOLON,
    ]
)  # fmt: skip
#: an item of one such token is headed by it anyhow.
_PLAIN = frozenset([TokenType.VAR, TokenType.IDENTIFIER, TokenType.STAR, TokenType.NUMBER])


@dataclass
class _List:
    """A SELECT list while its tokens are read."""

    select: int
    depth: int
    start: int
    named: bool = False
    needed: bool = False
    texts: list[str] = field(default_factory=list)


def with_texts(tokens: list[Token], script: str) -> list[Token]:
    """Give each SELECT whose list needs it the texts of its items.

    Args:
        tokens: of a statement.
        script: the text that they point into.

    Returns:
        new tokens; those given stay as they were.
    """
    found, open_lists, depth = list(tokens), list[_List](), 0
    for i, token in enumerate(tokens):
        kind = token.token_type
        if kind in _OPENING:
            depth += 1
        elif kind in _CLOSING:
            depth -= 1
            while open_lists and open_lists[-1].depth > depth:
                _close(open_lists.pop(), i, tokens, found, script)
        elif kind is TokenType.SELECT:
            open_lists.append(_List(i, depth, _first_item(tokens, i + 1)))
        elif open_lists and open_lists[-1].depth == depth:
            if kind is TokenType.COMMA:
                _item(open_lists[-1], i, tokens, script)
            elif kind is TokenType.ALIAS:
                open_lists[-1].named = True
            elif kind in _BEHIND and not (kind is TokenType.FROM and tokens[i - 1].token_type is TokenType.DISTINCT):
                if not (kind is TokenType.EXCEPT and tokens[i - 1].token_type is TokenType.STAR):
                    _close(open_lists.pop(), i, tokens, found, script)
    while open_lists:
        _close(open_lists.pop(), len(tokens), tokens, found, script)
    return found


def _first_item(tokens: list[Token], at: int) -> int:
    """Where the items begin behind SELECT: after DISTINCT, ALL and TOP n."""
    if at < len(tokens) and tokens[at].token_type in (TokenType.DISTINCT, TokenType.ALL):
        at += 1
    if at + 1 < len(tokens) and tokens[at].text.upper() == "TOP" and tokens[at + 1].token_type is TokenType.NUMBER:
        at += 2
    return at


def _item(of: _List, end: int, tokens: list[Token], script: str) -> None:
    first, of.start = of.start, end + 1
    if end <= first:
        return  # a comma too many at the end of the list
    of.texts.append(script[tokens[first].start : tokens[end - 1].end + 1])
    column = end - first == 3 and tokens[first + 1].token_type is TokenType.DOT
    if not of.named and not column and (end - first > 1 or tokens[first].token_type not in _PLAIN):
        of.needed = True
    of.named = False


def _close(of: _List, end: int, tokens: list[Token], found: list[Token], script: str) -> None:
    _item(of, end, tokens, script)
    if of.needed:
        t = tokens[of.select]
        texts = [MARK + _BETWEEN.join(of.texts)]
        found[of.select] = Token(t.token_type, t.text, t.line, t.col, t.start, t.end, texts)


def written_items(node: exp.Select) -> list[str] | None:
    """The items of a SELECT list as they were written.

    Args:
        node: the SELECT.

    Returns:
        as many as the list has; None where each is a name or has one, or the list was not written.
    """
    for comment in node.comments or ():
        if comment.startswith(MARK):
            texts = comment[1:].split(_BETWEEN)
            return texts if len(texts) == len(node.expressions) else None
    return None


def heading(node: exp.Expr) -> str:
    """The heading of an expression.

    Args:
        node: the expression in the tree.

    Returns:
        ``SUM(A)``, ``1 + 1``, ``A:B::INT``; text in quotes keeps its case.
    """
    text = _heading(node)
    if text is None:
        if node.find(*_SPELLED) is not None:
            node = node.copy()
            while (part := node.find(*_SPELLED)) is not None:
                part.replace(exp.Var(this=_heading(part)))
        text = str(node.sql(dialect=_DIALECT, comments=False)).replace(MARK, "")
    return "".join(part if i % 2 else part.upper() for i, part in enumerate(_QUOTED.split(text)))


def full_name(column: exp.Column) -> str:
    """A column with its table, as messages have it; a result is headed by its name alone."""
    return ".".join(heading(exp.Column(this=part.copy())) for part in column.parts)


def _heading(node: exp.Expr) -> str | None:
    if isinstance(node, exp.Anonymous):
        inside = ", ".join(heading(a) for a in node.expressions)
        return f"{str(node.this).replace(MARK, '')}({inside})"
    if isinstance(node, exp.TryCast):
        return f"TRY_CAST({heading(node.this)} AS {_type(node.args['to'])})"
    if isinstance(node, exp.Cast):
        return f"{heading(node.this)}::{_type(node.args['to'])}"
    if isinstance(node, exp.Array):
        return f"[{', '.join(map(heading, node.expressions))}]"
    if isinstance(node, exp.Struct) and all(isinstance(p, exp.PropertyEQ) for p in node.expressions):
        pairs = (f"{_key(p.this)}: {heading(p.expression)}" for p in node.expressions)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(node, exp.Interval):
        return _interval(node)
    if isinstance(node, exp.BitwiseNot):
        return f"+{heading(node.this)}"
    if isinstance(node, exp.JSONExtract) and isinstance(node.expression, exp.JSONPath):
        return f"{heading(node.this)}:{_path(node.expression)}"
    if isinstance(node, exp.Bracket) and len(node.expressions) == 1:
        return f"{heading(node.this)}[{heading(node.expressions[0])}]"
    if isinstance(node, exp.Is):
        return f"{heading(node.this)} IS {heading(node.expression)}"
    if isinstance(node, exp.Parameter):
        return f"${node.this.name}"
    if isinstance(node, exp.Paren):
        return f"({heading(node.this)})"
    if isinstance(node, exp.Binary) and type(node) in SIGNS:
        return f"{heading(node.this)} {SIGNS[type(node)]} {heading(node.expression)}"
    if isinstance(node, exp.StrPosition):
        return f"POSITION({heading(node.args['substr'])} IN {heading(node.this)})"
    if isinstance(node, exp.Neg):
        return f"-{heading(node.this)}"
    if isinstance(node, exp.Column) and isinstance(node.this, exp.Star):
        return ".".join([*(p.name.replace(MARK, "") for p in node.parts[:-1]), str(node.this.sql(dialect=_DIALECT))])
    if isinstance(node, exp.Column) and isinstance(node.this, exp.Parameter):
        return heading(node.this)
    if isinstance(node, exp.Column):
        return ".".join(p.name.replace(MARK, "") for p in node.parts[-1:])
    if isinstance(node, (exp.Star, exp.Literal)):
        return None
    return None


def _key(node: exp.Expr) -> str:
    return heading(exp.Literal.string(node.name))


def _interval(node: exp.Interval) -> str:
    text, unit = str(node.this.name), node.args.get("unit")
    if unit is None:
        return f"INTERVAL '{text.replace(MARK, '')}'"
    shown = str(unit.sql(dialect=_DIALECT)).replace(MARK, "")
    if text.startswith(MARK):
        return f"INTERVAL '{text[1:]}' {shown}"
    return f"INTERVAL '{text} {shown}'"  # the parser has taken the text apart


def _type(node: exp.Expr) -> str:
    if written(node):
        return written(node)
    text = str(node.sql(dialect=_DIALECT))
    text = text.replace("DECIMAL", "NUMBER").replace("DOUBLE", "FLOAT")  # the parser's names of them
    return _ZONES.sub(r"TIMESTAMP_\1", text)


def _path(node: exp.JSONPath) -> str:
    """The path behind the colon of ``v:a.b[0]``."""
    text = ""
    for part in node.expressions:
        if isinstance(part, exp.JSONPathSubscript):
            text += f"[{part.this}]"
        elif isinstance(part, exp.JSONPathKey):
            key = str(part.this)
            shown = f'"{key}"' if part.args.get("quoted") else key
            text += f".{shown}" if text else shown
    return text


#: what sqlglot prints in another way than it was written, or with what the tree carries for us.
_SPELLED = (exp.BitwiseNot, exp.Interval, exp.Cast)

SIGNS: dict[type[exp.Expr], str] = {
    exp.Add: "+",
    exp.Sub: "-",
    exp.Mul: "*",
    exp.Div: "/",
    exp.Mod: "%",
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.And: "AND",
    exp.Or: "OR",
    exp.DPipe: "||",
}

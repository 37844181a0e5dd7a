"""What Snowflake heads a result column with that has no alias: the expression's text in upper case."""

from __future__ import annotations

import re

from sqlglot import exp
from sqlglot.dialects.snowflake import Snowflake

from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.structured_types import written

_DIALECT = Snowflake()
_ZONES = re.compile(r"\bTIMESTAMP(NTZ|LTZ|TZ)\b")
_QUOTED = re.compile(r"('(?:[^']|'')*'|\"(?:[^\"]|\"\")*\")")


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
        text = str(node.sql(dialect=_DIALECT)).replace(MARK, "")
    return "".join(part if i % 2 else part.upper() for i, part in enumerate(_QUOTED.split(text)))


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
    if isinstance(node, exp.Binary) and type(node) in _SIGNS:
        return f"{heading(node.this)} {_SIGNS[type(node)]} {heading(node.expression)}"
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

_SIGNS: dict[type[exp.Expr], str] = {
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

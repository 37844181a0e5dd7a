"""Names of lambda variables that follow from the text they stand in.

An expression that is written twice, as in SELECT and in GROUP BY, has to be one text both times: DuckDB tells by it
that the two are one. While an expression is compiled its variables have provisional names, counted through the
statement; with its text complete they get their last ones.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mockhaus_dbt.translation.expressions import Expr

#: in a provisional name, before its number: a letter that nobody has in a name or text just there.
PROVISIONAL = "\ua78f"
_NAME = re.compile(rf"_([a-z]*){PROVISIONAL}(\d+)")


def shape(text: str, order: dict[str, int] | None = None) -> str:
    """A text with its provisional names counted from its own beginning, as it is wherever it is written.

    Args:
        order: gets the names, each with its number.
    """
    if PROVISIONAL not in text:
        return text
    found: dict[str, int] = {} if order is None else order
    return _NAME.sub(lambda m: f"_{m[1]}{PROVISIONAL}{found.setdefault(m[0], len(found))}", text)


def named(value: Expr, names: list[str]) -> Expr:
    """An expression with the last names of its own variables.

    They are made of its text without the provisional names, those of lambda expressions around it among them, and of
    its length: what is inside of another expression is shorter than that, and so has other names.

    Args:
        value: the expression, complete.
        names: the provisional names that it made.
    """
    texts = [value.sql, value.text_sql, *(value.part_sql or ())]
    whole = "\n".join(text or "" for text in texts)
    order: dict[str, int] = {}
    plain = shape(whole, order)
    if not order:
        return value
    stem = f"{zlib.crc32(plain.encode())}_{len(plain)}"
    own = {name: _NAME.sub(rf"_\g<1>{stem}_{order[name]}", name) for name in names if name in order}
    last = [text and _NAME.sub(lambda m: own.get(m[0], m[0]), text) for text in texts]
    part = (last[2] or "", last[3] or "", last[4] or "") if value.part_sql else None
    return value.but(sql=last[0], text_sql=last[1], part_sql=part)


__all__ = ["PROVISIONAL", "named", "shape"]

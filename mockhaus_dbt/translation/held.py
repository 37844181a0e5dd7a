"""Values that a text uses several times, computed once.

DuckDB has no name for a value inside of an expression: a lambda expression over a list of one stands in.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from mockhaus_dbt.errors import UnsupportedError

if TYPE_CHECKING:
    from mockhaus_dbt.translation.expressions import Expr

_COLUMN = re.compile(r'(?:"[^"]+"\.)?"[^"]+"')
#: ``least`` for numbers and texts.
LONG = 400


class Names(Protocol):
    """What gives names that nothing else in the statement has: the compiler, a call."""

    def fresh(self, name: str) -> str: ...


def once(sql: str, body: Callable[[str], str], variable: str = "_text", least: int = 0) -> str:
    """Text that uses a value several times and computes it once, where computing it costs anything.

    Args:
        sql: DuckDB text of the value.
        body: gives the text for a short name of the value.
        variable: that name; nested uses need different ones.
        least: characters of a call that is not written twice.
    """
    if _COLUMN.fullmatch(sql) or sql == variable or (len(sql) < 40 and "(" not in sql and " " not in sql):
        return body(sql)
    if len(sql) <= least or (least and "(" not in sql):
        return body(f"({sql})")
    return f"list_transform([{sql}], lambda {variable}: {body(variable)})[1]"


def held(names: Names, values: Sequence[Expr], body: Callable[..., str], least: int = 60) -> str:
    """DuckDB text that uses values several times and has each of them in it once, if it is long or volatile.

    Args:
        names: gives the name that they are held under.
        values: what is used.
        body: gives the text for the values in short.
        least: characters of a text that is not written twice. DuckDB computes equal parts of numbers and texts once
            anyway, and faster than it calls lambda expressions: there only what makes the statement long counts.
    """
    long = [v for v in values if len(v.sql) > least and "(" in v.sql]
    if any(v.volatile for v in values):
        plain = body(*values)
        long += [v for v in values if v.volatile and v not in long and _times(v, plain) > 1]
    if not long:
        return body(*values)
    # One list around all of them: DuckDB takes no subquery inside of a lambda expression.
    long = [v for v in values if v in long or "SELECT " in v.sql]
    name = names.fresh("held")
    short = {
        id(v): v.but(sql=f"{name}.v{i}", atomic=True, text_sql=None, part_sql=None, volatile=False)
        for i, v in enumerate(long)
    }
    fields = ", ".join(f"'v{i}': {v.sql}" for i, v in enumerate(long))
    made = body(*(short.get(id(v), v) for v in values))
    return f"list_transform([{{{fields}}}], lambda {name}: {made})[1]"


def _times(value: Expr, text: str) -> int:
    """How often a text has a value in it."""
    return text.count(value.sql) + (text.count(value.text_sql) if value.text_sql else 0)


def settled(names: Names, values: Sequence[Expr], body: Callable[..., str]) -> str:
    """DuckDB text that uses values several times, each volatile one evaluated once (RANDOM would differ from itself).

    Args:
        names, values, body: as of :func:`held`.

    Raises:
        UnsupportedError: the text has a subquery of its own beside a volatile value.
    """
    if not any(v.volatile for v in values):
        return body(*values)
    made = held(names, values, body, sys.maxsize)
    if "SELECT " in made.partition(", lambda ")[2]:
        raise UnsupportedError("a random value that is used several times beside a subquery")
    return made

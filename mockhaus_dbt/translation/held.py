"""Values that a text uses several times, computed once.

DuckDB has no name for a value inside of an expression: a lambda expression over a list of one stands in.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.translation.variable_names import shape

if TYPE_CHECKING:
    from mockhaus_dbt.translation.expressions import Expr

_COLUMN = re.compile(r'(?:"[^"]+"\.)?"[^"]+"')
#: ``least`` of numbers and texts, and of what DuckDB does not see to be equal.
LONG, SHORT = 400, 60


def name_of(what: str) -> str:
    """A name to hold values under, which is another one for other values and the same for the same: the text of an
    expression is one in SELECT and in GROUP BY.

    Args:
        what: DuckDB text of the values.
    """
    return f"_held{zlib.crc32(shape(what).encode())}"


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


def held(values: Sequence[Expr], body: Callable[..., str], least: int = LONG) -> str:
    """DuckDB text that uses values several times, and has each of them in it once, if it is long or volatile.

    A long text would grow with every call around it as powers do; a volatile value, such as RANDOM, would differ from
    itself.

    Args:
        values: what is used.
        body: gives the text for the values in short.
        least: characters of a text that is not written twice. DuckDB computes equal parts of numbers and texts once
            anyway, and faster than it calls lambda expressions: there only what makes the statement long counts.

    Raises:
        UnsupportedError: the text has a subquery of its own beside a volatile value.
    """
    plain = body(*values)
    again = [v for v in values if _matters(v, least) and _times(v, plain) > 1]
    if not again:
        return plain
    # One list around all of them: DuckDB takes no subquery inside of a lambda expression.
    apart = [v for v in values if v in again or "SELECT " in v.sql]
    fields = ", ".join(f"'v{i}': {v.sql}" for i, v in enumerate(apart))
    name = name_of(fields)
    short = {
        id(v): v.but(sql=f"{name}.v{i}", atomic=True, text_sql=None, part_sql=None, volatile=False)
        for i, v in enumerate(apart)
    }
    made = body(*(short.get(id(v), v) for v in values))
    if "SELECT " in made:
        if any(v.volatile for v in again):
            raise UnsupportedError("a random value that is used several times beside a subquery")
        return plain
    return f"list_transform([{{{fields}}}], lambda {name}: {made})[1]"


def _matters(value: Expr, least: int) -> bool:
    return "(" in value.sql and (value.volatile or len(value.sql) > least)


def _times(value: Expr, text: str) -> int:
    """How often a text has a value in it."""
    return text.count(value.sql) + (text.count(value.text_sql) if value.text_sql else 0)

"""Which integers the query of an unload names by CAST: Parquet files get columns of that width
(https://docs.snowflake.com/en/user-guide/data-unload-considerations#label-converting-numeric-columns-to-parquet-data-types).
"""

from __future__ import annotations

from typing import Any

from sqlglot import exp

_INTEGERS = {getattr(exp.DataType.Type, name): name for name in ("TINYINT", "SMALLINT", "INT", "BIGINT")}


def named_integers(tree: Any, columns: int) -> dict[int, str]:
    """The columns of a query that are a CAST to an integer type.

    Args:
        tree: of the query.
        columns: how many it has, stars included.

    Returns:
        position of the column, from 0 -> TINYINT, SMALLINT, INT or BIGINT.
    """
    items = tree.expressions if isinstance(tree, exp.Select) else []
    stars = [i for i, item in enumerate(items) if item.is_star]
    first, last = (stars[0], stars[-1]) if stars else (len(items), -1)
    found = {}
    for i, item in enumerate(items):
        # Between stars nobody knows here which column it is.
        position = i if i < first else i - len(items) + columns if i > last else None
        inner = item.unalias().unnest()
        if position is not None and isinstance(inner, exp.Cast) and inner.to.this in _INTEGERS:
            found[position] = _INTEGERS[inner.to.this]
    return found

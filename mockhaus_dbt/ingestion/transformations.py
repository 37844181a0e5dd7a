"""Which queries COPY INTO <table> takes: a SELECT from one stage that makes one row of each record
(https://docs.snowflake.com/en/user-guide/data-load-transform#usage-notes).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlglot import exp

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.names import Context

#: clauses that a transformation cannot have. DISTINCT is let pass by Snowflake.
_REFUSED = ("with_", "joins", "laterals", "where", "group", "having", "qualify", "order", "limit", "offset", "windows")


def check_transformation(tree: Any) -> None:
    """See whether a query is one that COPY INTO takes.

    Args:
        tree: of the query.

    Raises:
        CompilationError: 001757, it filters, joins, sorts, aggregates or has another query in it.
    """
    simple = (
        isinstance(tree, exp.Select)
        and not any(tree.args.get(clause) for clause in _REFUSED)
        and not any(node is not tree for node in tree.find_all(exp.Query, exp.Window))
        and not any(_aggregates(call) for call in tree.find_all(exp.Func))
    )
    if not simple:
        raise error("copy_query")


def _aggregates(call: Any) -> bool:
    if isinstance(call, exp.AggFunc):
        return True
    known = FUNCTIONS.get(call_name(call)) if isinstance(call, exp.Anonymous) else None
    return known is not None and known.kind in ("aggregate", "window")


def query_context(context: Context) -> Context:
    """In which a transformation is translated: what it converts itself is not read in the formats of DATE_FORMAT and
    DATE_INPUT_FORMAT and their kin; what the table's columns convert is."""
    automatic = dict.fromkeys((f"{kind}_INPUT_FORMAT" for kind in ("DATE", "TIME", "TIMESTAMP")), "AUTO")
    return replace(context, parameters={**context.parameters, **automatic})

"""Functions of hierarchical queries (https://docs.snowflake.com/en/sql-reference/constructs/connect-by)."""

from __future__ import annotations

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.functions.registry import Call, Constant, Node, function
from mockhaus_dbt.translation.rewrites.connect_by import hierarchy, root_value


@function
def sys_connect_by_path(call: Call, value: Node, separator: Constant) -> Expr:
    """The values on the way from the root to a row, each with a separator before it.

    >>> SELECT SYS_CONNECT_BY_PATH(column1, '/') FROM VALUES (1, NULL), (2, 1) START WITH column2 IS NULL CONNECT BY PRIOR column1 = column2 ORDER BY 1
    /1
    /1/2
    """  # noqa: E501
    found = hierarchy(call.compiler, call.node, call.scope, call.name)
    variable = call.fresh("row")
    text = call.cast(found.elsewhere(call.compiler, value, call.scope, f"{variable}['{{}}']"), t.VARCHAR)
    step = f"{literal(str(separator))} || coalesce({text.sql}, '')"
    return Expr(f"array_to_string(list_transform({found.path}, lambda {variable}: {step}), '')", t.VARCHAR)


@function
def connect_by_root(call: Call, value: Node) -> Expr:
    """The value of an expression in the root of a row's branch.

    >>> SELECT CONNECT_BY_ROOT(column1) FROM VALUES (1, NULL), (2, 1) START WITH column2 IS NULL CONNECT BY PRIOR column1 = column2
    1
    1
    """  # noqa: E501
    return root_value(call.compiler, value, call.scope)

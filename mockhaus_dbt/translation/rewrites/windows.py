"""Calls with something around them: OVER, WITHIN GROUP, FILTER, IGNORE NULLS; and ORDER BY lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error, steady
from mockhaus_dbt.translation import variants
from mockhaus_dbt.translation.casts import tz_instant
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.grouping import resolved
from mockhaus_dbt.translation.read_order import NULLS_PLACED
from mockhaus_dbt.translation.rewrites import frames
from mockhaus_dbt.translation.rewrites.registry import rewrite

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope


@rewrite(exp.Window, exp.WithinGroup, exp.Filter, exp.IgnoreNulls, exp.RespectNulls)
def _wrapped(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    done = compiler.hoisted.get(id(node))
    if done is not None:
        return done
    around: dict[str, Any] = {}
    at: exp.Expr = node
    while not isinstance(at, exp.Anonymous):
        if isinstance(at, exp.Window):
            if scope.clause in ("where", "having", "on"):
                raise error("window_misplaced", name=resolved(at))
            around["over"] = at
        elif isinstance(at, exp.WithinGroup):
            around["order"] = at.expression
        elif isinstance(at, exp.Filter):
            around["filter"] = at.expression.this
        elif isinstance(at, (exp.IgnoreNulls, exp.RespectNulls)):
            around["nulls"] = "IGNORE" if isinstance(at, exp.IgnoreNulls) else "RESPECT"
        elif isinstance(at, exp.Dot) and isinstance(at.expression, exp.Anonymous):
            return _qualified(compiler, at, scope, around)
        else:
            raise UnsupportedError(f"OVER after {type(at).__name__.upper()}")
        at = at.this
    return compiler.call(at, scope, **around)


def _qualified(compiler: Compiler, node: exp.Dot, scope: Scope, around: dict[str, Any]) -> Expr:
    """``db.schema.f(...) OVER (...)``: only functions of users have qualified names."""
    from mockhaus_dbt.translation import user_functions
    from mockhaus_dbt.translation.rewrites.from_ import dotted

    filter_ = around.get("filter")
    filter_sql = compiler.expression(filter_, scope).sql if filter_ is not None else ""
    return user_functions.call(compiler, node.expression, dotted(compiler, node), scope, around.get("over"), filter_sql)


def window_text(compiler: Compiler, node: exp.Window, scope: Scope, whole_frame: bool) -> str:
    """The inside of OVER (...).

    Args:
        whole_frame: where ORDER BY stands without a frame, the frame is the whole partition.
    """
    if scope.parent is not None:
        frames.check_correlation(compiler, node, scope)
    parts = []
    partition = node.args.get("partition_by")
    if partition:
        from mockhaus_dbt.translation.rewrites.operators import grouping_key

        values = [_key_value(compiler, n, scope) for n in partition]
        _refuse_drawn(values)
        keys = [steady(grouping_key(compiler, v)) for v in values]
        parts.append(f"PARTITION BY {', '.join(keys)}")
    order = node.args.get("order")
    if order is not None:
        _refuse_drawn([_key_value(compiler, _key(n), scope) for n in order.expressions])
        parts.append("ORDER BY " + order_text(compiler, order.expressions, scope))
    spec = node.args.get("spec")
    if spec is not None:
        frames.check(compiler, node, scope)
        parts.append(_frame(compiler, spec, scope))
    elif whole_frame and order is not None:
        parts.append("ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING")
    return " ".join(parts)


def _refuse_drawn(keys: list[Expr]) -> None:
    if any(key.volatile for key in keys):
        raise UnsupportedError("a random value in the keys of a window beside GROUP BY")
    if any(key.window for key in keys):
        raise UnsupportedError("a window function in the keys of another one beside GROUP BY")


def _frame(compiler: Compiler, spec: exp.WindowSpec, scope: Scope) -> str:
    def bound(value: Any, side: Any) -> str:
        if isinstance(value, exp.Expr):
            text = compiler.expression(value, scope).sql
        else:
            text = str(value or "CURRENT ROW").upper()
        return f"{text} {str(side).upper()}" if side else text

    kind = str(spec.args.get("kind") or "RANGE").upper()
    start = bound(spec.args.get("start"), spec.args.get("start_side"))
    end = bound(spec.args.get("end"), spec.args.get("end_side"))
    return f"{kind} BETWEEN {start} AND {end}"


def order_text(compiler: Compiler, nodes: list[Any], scope: Scope) -> str:
    """An ORDER BY list inside a call or window; NULLs come last when ascending, first when descending."""
    return ", ".join(ordered_text(compiler, steady(sortable(_key_value(compiler, _key(n), scope))), n) for n in nodes)


def _key_value(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    """A key; what was computed before the SELECT list is not computed again."""
    done = compiler.hoisted.get(id(node))
    return compiler.expression(node, scope) if done is None else done


def _key(node: exp.Expr) -> exp.Expr:
    return node.this if isinstance(node, exp.Ordered) else node


def ordered_text(compiler: Compiler, sql: str, node: exp.Expr) -> str:
    """A key with its direction and the place of NULLs: by DEFAULT_NULL_ORDERING where the statement does not say it.

    https://docs.snowflake.com/en/sql-reference/constructs/order-by
    """
    descending = bool(isinstance(node, exp.Ordered) and node.args.get("desc"))
    # The parser has put NULLs where they are when the parameter is LAST.
    first = bool(isinstance(node, exp.Ordered) and node.args.get("nulls_first"))
    if NULLS_PLACED not in (node.comments or ()) and compiler.context.parameters["DEFAULT_NULL_ORDERING"] == "FIRST":
        first = not descending
    return f"{sql}{' DESC' if descending else ''} NULLS {'FIRST' if first else 'LAST'}"


#: what DuckDB takes for a position, or refuses as a key.
_LITERAL = re.compile(r"\(*(?:-?[0-9.]+|true|false)\)*", re.IGNORECASE)


def sortable(value: Expr) -> str:
    """The text that DuckDB orders as Snowflake orders the value."""
    if value.type.name == "VARIANT":
        return variants.split(value, variants.order_key)
    if value.type.name in ("ARRAY", "OBJECT") and value.type.fields is None:
        return variants.same_whole(value)
    if value.type.is_structured or value.type.name == "VECTOR":
        raise UnsupportedError(f"ORDER BY of {value.type}")
    if value.type.name == "TIMESTAMP_TZ":
        return tz_instant(value)
    if value.type.collation:
        from mockhaus_dbt.translation.rewrites.operators import collated

        return collated(value, value.type.collation)
    if value.constant is not None or value.is_null or (value.type.is_text and value.sql.startswith("'")):
        return f"CAST({value.sql} AS {'BIGINT' if value.type.is_integer else 'VARCHAR'})"  # no position, no literal
    if _LITERAL.fullmatch(value.sql):
        return f"CAST({value.sql} AS VARCHAR)"
    return value.sql

"""What windows may not be: frames that Snowflake refuses, and windows over columns of an outer query.

https://docs.snowflake.com/en/sql-reference/functions-window-syntax
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import SqlError, error
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.headings import full_name, heading

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope

#: functions that take RANGE BETWEEN with offsets.
_RANGED = frozenset(
    """COUNT SUM MIN MAX AVG STDDEV STDDEV_SAMP STDDEV_POP VARIANCE VARIANCE_SAMP VAR_SAMP VARIANCE_POP VAR_POP COUNT_IF
    FIRST_VALUE LAST_VALUE ARRAY_AGG ARRAYAGG""".split()
)
_DATED = ("DATE", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ")


def check(compiler: Compiler, node: exp.Window, scope: Scope) -> None:
    """Whether a window may have the frame that it has.

    Args:
        compiler: of the statement.
        node: a window with a frame.
        scope: what its expressions see.

    Raises:
        CompilationError: 002303, there is no ORDER BY, an offset is not one, or the frame ends before it starts.
    """
    spec, order = node.args["spec"], node.args.get("order")
    call = next(iter(node.this.find_all(exp.Anonymous)), None)
    name = call_name(call) if call is not None else ""
    line, column = compiler.position(call if call is not None else node)
    kind = str(spec.args.get("kind") or "RANGE").upper()
    if kind == "GROUPS" or spec.args.get("exclude"):
        raise error("syntax", line=line, column=column, token=kind)
    if order is None:
        raise error("window_order", line=line, column=column, name=name)
    bounds = [(spec.args.get(side), str(spec.args.get(f"{side}_side") or "").upper()) for side in ("start", "end")]
    offsets = [compiler.expression(value, scope) for value, _ in bounds if isinstance(value, exp.Expr)]
    for offset in offsets:
        unsigned = offset.type.is_numeric and offset.constant is not None and offset.constant >= 0
        if offset.type.name != "INTERVAL" and not unsigned:
            raise _invalid(line, column, offset, "it is no unsigned constant")
        if kind == "ROWS" and (offset.type.name == "INTERVAL" or offset.constant % 1):
            raise _invalid(line, column, offset, "it is no number of rows")
    places = [_place(value, side) for value, side in bounds]
    if places[0] is not None and places[1] is not None and places[0] > places[1]:
        raise error("frame_reversed", line=line, column=column)
    if name == "PERCENT_RANK" and kind == "ROWS":
        kinds = "Cumulative" if not offsets and float("-inf") in places else "Sliding"
        raise error("window_frame", line=line, column=column, kind=kinds, name=name)
    if kind == "RANGE" and offsets:
        nodes = call.expressions if call is not None else []
        rows = name == "COUNT" and (len(nodes) > 1 or any(isinstance(n, exp.Column) and n.is_star for n in nodes))
        if name not in _RANGED or rows or any(isinstance(n, exp.Distinct) for n in nodes):
            raise error("window_frame", line=line, column=column, kind="Sliding", name=name)
        if len(order.expressions) != 1:
            raise _invalid(line, column, offsets[0], "RANGE takes one ORDER BY expression")
        key = order.expressions[0]
        _check_key(compiler.expression(key.this if isinstance(key, exp.Ordered) else key, scope), offsets, line, column)


def _check_key(key: Expr, offsets: list[Expr], line: int, column: int) -> None:
    intervals = [o.type.name == "INTERVAL" for o in offsets]
    if key.type.is_numeric:
        wrong = any(intervals)
    elif key.type.name == "DATE":
        wrong = any(intervals) != all(intervals)
    else:
        wrong = key.type.name not in _DATED or not all(intervals)
    if wrong:
        raise _invalid(line, column, offsets[0], f"the ORDER BY expression is of type {key.type}")


def _invalid(line: int, column: int, offset: Expr, reason: str) -> SqlError:
    return error("frame_offset", line=line, column=column, offset=offset.sql, reason=reason)


def _place(value: Any, side: str) -> float | None:
    """Where a bound lies, counted from the current row; None for an interval."""
    sign = -1.0 if side == "PRECEDING" else 1.0
    if not isinstance(value, exp.Expr):
        return sign * float("inf") if str(value or "").upper() == "UNBOUNDED" else 0.0
    return sign * float(value.name) if isinstance(value, exp.Literal) and not value.is_string else None


def check_correlation(compiler: Compiler, node: exp.Window, scope: Scope) -> None:
    """Whether a window within a subquery keeps to the columns of the subquery.

    Raises:
        CompilationError: 000002, PARTITION BY or ORDER BY names a column of an outer query.
    """
    order = node.args.get("order")
    keys = [*(node.args.get("partition_by") or ()), *(order.expressions if order is not None else ())]
    for column in (c for key in keys for c in key.find_all(exp.Column)):
        *table, name = (compiler.identifier(p) for p in column.parts)
        if table:
            own = any(s.answers(tuple(table)) and s.find(name) for s in scope.sources)
        else:
            own = any(s.find(name) for s in scope.sources) or name in scope.aliases or name in scope.merged
        if not own and (scope.locals.get(name) is None) and _in_outer(scope, tuple(table), name):
            raise error("window_correlated", name=_written(node))


def _written(node: exp.Window) -> str:
    """A window as Snowflake's message has it: columns with their tables, order with the place of NULLs."""
    order, partition = node.args.get("order"), node.args.get("partition_by")
    if node.args.get("spec") is not None:
        return heading(node)
    parts = [f"PARTITION BY {', '.join(map(_key, partition))}"] if partition else []
    if order is not None:
        keys = [
            f"{_key(key.this)} {'DESC' if key.args.get('desc') else 'ASC'} "
            f"NULLS {'FIRST' if key.args.get('nulls_first') else 'LAST'}"
            for key in order.expressions
        ]
        parts.append(f"ORDER BY {', '.join(keys)}")
    return f"{heading(node.this)} OVER ({' '.join(parts)})"


def _key(node: exp.Expr) -> str:
    if isinstance(node, exp.Column) and not isinstance(node.this, exp.Star):
        return full_name(node)
    if isinstance(node, exp.JSONExtract) and isinstance(node.expression, exp.JSONPath):
        steps = node.expression.expressions[1:]
        if len(steps) == 1 and isinstance(steps[0], exp.JSONPathKey):
            return f"GET({_key(node.this)}, '{steps[0].this}')"
    return heading(node)


def _in_outer(scope: Scope, table: tuple[str, ...], name: str) -> bool:
    at = scope.parent
    while at is not None:
        if any((not table or s.answers(table)) and s.find(name) for s in at.sources):
            return True
        at = at.parent
    return False

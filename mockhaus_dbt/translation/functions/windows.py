"""Window functions (https://docs.snowflake.com/en/sql-reference/functions-window)."""

from __future__ import annotations

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.arguments import whole
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.functions.aggregates import held, numeric
from mockhaus_dbt.translation.functions.registry import Any, Boolean, Call, Constant, Integer, window
from mockhaus_dbt.translation.rewrites.arithmetic import divide
from mockhaus_dbt.translation.rewrites.operators import grouping_key, unify
from mockhaus_dbt.translation.rewrites.windows import sortable


def _ordered(call: Call) -> None:
    """Refuse a window without ORDER BY."""
    if call.over is None or call.over.args.get("order") is None:
        line, column = call.compiler.position(call.node)
        raise error("window_order", line=line, column=column, name=call.name)


@window
def row_number(call: Call) -> Expr:
    """The number of a row in its partition, from 1.

    >>> SELECT ROW_NUMBER() OVER (ORDER BY column1 DESC) FROM VALUES (1), (2) ORDER BY 1
    1
    2
    """
    _ordered(call)
    return Expr(call.windowed("row_number"), t.number(18, 0), nullable=False)


@window
def rank(call: Call) -> Expr:
    """The rank of a row; equal rows have the same, and leave a gap behind them.

    >>> SELECT RANK() OVER (ORDER BY column1) FROM VALUES (1), (1), (2) ORDER BY 1
    1
    1
    3
    """
    _ordered(call)
    return Expr(call.windowed("rank"), t.number(18, 0), nullable=False)


@window
def dense_rank(call: Call) -> Expr:
    """The rank of a row; equal rows have the same, without gaps.

    >>> SELECT DENSE_RANK() OVER (ORDER BY column1) FROM VALUES (1), (1), (2) ORDER BY 1
    1
    1
    2
    """
    _ordered(call)
    return Expr(call.windowed("dense_rank"), t.number(18, 0), nullable=False)


@window
def percent_rank(call: Call) -> Expr:
    """The rank of a row as a share of its partition, from 0 to 1.

    >>> SELECT PERCENT_RANK() OVER (ORDER BY column1) FROM VALUES (1), (2), (3) ORDER BY 1
    0
    0.5
    1
    """
    _ordered(call)
    return Expr(call.windowed("percent_rank"), t.FLOAT, nullable=False)


@window
def cume_dist(call: Call) -> Expr:
    """The share of rows that do not come after a row.

    >>> SELECT CUME_DIST() OVER (ORDER BY column1) FROM VALUES (1), (2) ORDER BY 1
    0.5
    1
    """
    _ordered(call)
    return Expr(call.windowed("cume_dist"), t.FLOAT, nullable=False)


@window
def ntile(call: Call, buckets: Integer) -> Expr:
    """The bucket of a row, where the partition is cut into some of equal size.

    >>> SELECT NTILE(2) OVER (ORDER BY column1) FROM VALUES (1), (2), (3) ORDER BY 1
    1
    1
    2
    """
    _ordered(call)
    if not isinstance(buckets.constant, int):
        raise error("argument_constant", position=1, function=call.name, found=call.written(1))
    if buckets.constant < 1:
        raise call.wrong_value(buckets.constant, "CONSTANT_VALUE")
    return Expr(call.windowed("ntile", whole(buckets)), t.number(18, 0))


def _neighbour(call: Call, name: str, value: Expr, offset: Expr | None, default: Expr | None) -> Expr:
    _ordered(call)
    constant = None if offset is None else offset.constant
    if call.nulls == "IGNORE" and isinstance(constant, int) and abs(constant) > 1_000_000:
        raise call.wrong_value(constant, "OFFSET")
    steps = "1" if offset is None else whole(offset)
    if default is None or default.is_null:
        return Expr(call.windowed(name, value, steps), value.type)
    value, default = unify(call.compiler, [value, default], name.upper())
    if value.type.is_number and value.type.scale:
        # DuckDB brings the default to the type of the value.
        value = value.but(sql=f"CAST({value.sql} AS {value.type.physical()})", atomic=True)
    return Expr(call.windowed(name, value, steps, default), value.type)


@window
def lag(call: Call, value: Any, offset: Integer | None = None, default: Any = None) -> Expr:
    """The value some rows before.

    >>> SELECT LAG(column1, 1, 0) OVER (ORDER BY column1) FROM VALUES (1), (2) ORDER BY 1
    0
    1
    >>> SELECT LAG(column2) IGNORE NULLS OVER (ORDER BY column1) FROM VALUES (1, 7), (2, NULL), (3, NULL) ORDER BY column1
    NULL
    7
    7
    """  # noqa: E501
    return _neighbour(call, "lag", value, offset, default)


@window
def lead(call: Call, value: Any, offset: Integer | None = None, default: Any = None) -> Expr:
    """The value some rows behind.

    >>> SELECT LEAD(column1) OVER (ORDER BY column1) FROM VALUES (1), (2) ORDER BY column1
    2
    NULL
    """
    return _neighbour(call, "lead", value, offset, default)


@window
def first_value(call: Call, value: Any) -> Expr:
    """The first value of the frame, by default the whole partition.

    >>> SELECT FIRST_VALUE(column1) OVER (ORDER BY column1 DESC) FROM VALUES (1), (2)
    2
    2
    """
    _ordered(call)
    return Expr(call.windowed("first_value", value, whole_frame=True), value.type)


@window
def last_value(call: Call, value: Any) -> Expr:
    """The last value of the frame, by default the whole partition.

    >>> SELECT LAST_VALUE(column1) OVER (ORDER BY column1) FROM VALUES (1), (2)
    2
    2
    """
    _ordered(call)
    return Expr(call.windowed("last_value", value, whole_frame=True), value.type)


@window
def nth_value(call: Call, value: Any, n: Constant) -> Expr:
    """The value of one of the first rows of the frame, by default the whole partition.

    >>> SELECT NTH_VALUE(column1, 2) OVER (ORDER BY column1) FROM VALUES (1), (2), (3)
    2
    2
    2
    """
    _ordered(call)
    if not isinstance(n, int) or not 1 <= n <= 1000:
        raise call.wrong_value(n, "N")
    return Expr(call.windowed("nth_value", value, str(n), whole_frame=True), value.type)


@window(name="NTH_VALUE_FROM_LAST")
def nth_value_from_last(call: Call, value: Any, n: Constant) -> Expr:
    """What NTH_VALUE (...) FROM LAST is read as: one of the last rows of the frame.

    >>> SELECT NTH_VALUE(column1, 1) FROM LAST OVER (ORDER BY column1) FROM VALUES (1), (2), (3)
    3
    3
    3
    """
    _ordered(call)
    assert call.over is not None
    if call.over.args.get("spec") is not None:
        raise UnsupportedError("NTH_VALUE FROM LAST with a window frame")
    turned = call.over.copy()
    for key in turned.args["order"].expressions:
        key.set("desc", not key.args.get("desc"))
        key.set("nulls_first", not key.args.get("nulls_first"))
    call.over = turned
    return nth_value(call, value, n)


@window
def ratio_to_report(call: Call, value: Any) -> Expr:
    """A value as a share of the sum over its partition.

    >>> SELECT RATIO_TO_REPORT(column1) OVER () FROM VALUES (1), (3) ORDER BY 1
    0.250000
    0.750000
    >>> SELECT RATIO_TO_REPORT(column1) OVER (ORDER BY column1) FROM VALUES (1), (3) ORDER BY 1
    0.250000
    0.750000
    """
    if call.over is not None and call.over.args.get("order") is not None:
        call.over = call.over.copy()  # its order changes nothing
        call.over.set("order", None)
    value = numeric(call, value)
    whole = Expr("nullif(_w['s'], 0)", t.number(38, value.type.scale or 0) if value.type.is_number else t.FLOAT)
    part = Expr("_w['v']", value.type)
    made = divide(call.compiler, part, whole)
    return Expr(held(call, {"v": value.sql, "s": call.windowed("sum", value)}, made.sql), made.type)


def _running(call: Call) -> str:
    """The window up to the row itself, other rows of the same rank left out."""
    assert call.over is not None
    plain = call.over.copy()
    plain.set("spec", None)
    inside = call.compiler.window_text(plain, call.scope, False)
    return f" OVER ({inside} ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)"


@window
def conditional_true_event(call: Call, condition: Boolean) -> Expr:
    """How often a condition has been true up to the row.

    >>> SELECT CONDITIONAL_TRUE_EVENT(column1 > 1) OVER (ORDER BY column1) FROM VALUES (1), (2), (3) ORDER BY column1
    0
    1
    2
    """
    _ordered(call)
    return Expr(f"count(CASE WHEN {condition.sql} THEN 1 END){_running(call)}", t.number(18, 0), nullable=False)


@window
def conditional_change_event(call: Call, value: Any) -> Expr:
    """How often a value has changed up to the row; NULL is no change.

    >>> SELECT CONDITIONAL_CHANGE_EVENT(column2) OVER (ORDER BY column1) FROM VALUES (1, 'a'), (2, 'b'), (3, 'b'), (4, 'a') ORDER BY column1
    0
    1
    1
    2
    """  # noqa: E501
    _ordered(call)
    previous = call.compiler.previous.get(id(call.over))
    now = grouping_key(call.compiler, value)
    if previous is not None:
        earlier = grouping_key(call.compiler, value.but(sql=call.compiler.hoisted[id(previous)].sql, text_sql=None))
        changed = f"count(CASE WHEN ({now}) <> ({earlier}) THEN 1 END){_running(call)}"
        return Expr(changed, t.number(18, 0), nullable=False)
    # In a query of groups DuckDB has no window inside of a window: what came before is kept as a list.
    before = f"list({now}){_running(call)}"
    sql = (
        f"list_transform([{before}], lambda _seen: CAST(len(list_filter(_seen, lambda _x, _i: _i > 1 AND "
        f"_x <> _seen[_i - 1])) AS BIGINT))[1]"
    )
    return Expr(sql, t.number(18, 0), nullable=False)


def _gap_filled(call: Call, value: Expr, name: str, frame: str) -> str:
    """The nearest value that is not NULL on one side of the row."""
    assert call.over is not None
    inside = call.compiler.window_text(call.over, call.scope, False)
    return f"{name}({value.sql} IGNORE NULLS) OVER ({inside} ROWS BETWEEN {frame})"


_BEFORE, _BEHIND = "UNBOUNDED PRECEDING AND CURRENT ROW", "CURRENT ROW AND UNBOUNDED FOLLOWING"


@window
def interpolate_ffill(call: Call, value: Any) -> Expr:
    """The value of a row or, where it is NULL, the one before.

    >>> SELECT INTERPOLATE_FFILL(column2) OVER (ORDER BY column1) FROM VALUES (1, NULL), (2, 48), (3, NULL), (4, 49) ORDER BY column1
    NULL
    48
    48
    49
    """  # noqa: E501
    _ordered(call)
    if value.type.name in ("GEOGRAPHY", "GEOMETRY"):
        raise call.wrong_types()
    return Expr(_gap_filled(call, value, "last_value", _BEFORE), value.type)


@window
def interpolate_bfill(call: Call, value: Any) -> Expr:
    """The value of a row or, where it is NULL, the one behind.

    >>> SELECT INTERPOLATE_BFILL(column2) OVER (ORDER BY column1) FROM VALUES (1, NULL), (2, 48), (3, NULL), (4, 49) ORDER BY column1
    48
    48
    49
    49
    """  # noqa: E501
    _ordered(call)
    if value.type.name in ("GEOGRAPHY", "GEOMETRY"):
        raise call.wrong_types()
    return Expr(_gap_filled(call, value, "first_value", _BEHIND), value.type)


@window(remark="The page does not show how a NUMBER is rounded: half away from zero here.")
def interpolate_linear(call: Call, value: Any) -> Expr:
    """The value of a row or, where it is NULL, the one on the line between the values around it.

    >>> SELECT INTERPOLATE_LINEAR(column2) OVER (ORDER BY column1) FROM VALUES (1, NULL), (2, 48.5), (3, NULL), (6, 50.5) ORDER BY column1
    NULL
    48.5
    49.0
    50.5
    """  # noqa: E501
    _ordered(call)
    assert call.over is not None
    keys = call.over.args["order"].expressions
    key = call.compiler.expression(keys[0].this if isinstance(keys[0], exp.Ordered) else keys[0], call.scope)
    dated = key.type.name in ("DATE", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ")
    if not value.type.is_numeric or len(keys) != 1 or not (key.type.is_numeric or dated):
        raise call.wrong_types()
    at = f"CAST(epoch_us({sortable(key)}) AS DOUBLE)" if dated else f"CAST({key.sql} AS DOUBLE)"
    place = Expr(f"CASE WHEN {value} IS NOT NULL THEN {at} END", t.FLOAT)
    number = call.cast(value, t.FLOAT)
    parts = {
        "v": value.sql,
        "at": at,
        "y0": _gap_filled(call, number, "last_value", _BEFORE),
        "y1": _gap_filled(call, number, "first_value", _BEHIND),
        "x0": _gap_filled(call, place, "last_value", _BEFORE),
        "x1": _gap_filled(call, place, "first_value", _BEHIND),
    }
    line = Expr("(_w.y0 + (_w.y1 - _w.y0) * (_w['at'] - _w.x0) / nullif(_w.x1 - _w.x0, 0))", t.FLOAT)
    return Expr(held(call, parts, f"coalesce(_w.v, {call.cast(line, value.type).sql})"), value.type)

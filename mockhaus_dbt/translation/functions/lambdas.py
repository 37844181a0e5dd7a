"""Higher-order functions: FILTER, TRANSFORM, REDUCE
(https://docs.snowflake.com/en/user-guide/querying-semistructured#lambda-functions-on-data-with-snowflake-higher-order-functions).
"""

from __future__ import annotations

from sqlglot import exp

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import json_of
from mockhaus_dbt.translation.compiler import Scope
from mockhaus_dbt.translation.datetime_columns import once
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.array import _made, item, may_mark
from mockhaus_dbt.translation.functions.registry import Any, Array, Call, Lambda, function
from mockhaus_dbt.translation.functions.structured import element_of
from mockhaus_dbt.translation.rewrites.operators import condition
from mockhaus_dbt.translation.types import SqlType, common_type
from mockhaus_dbt.translation.variants import elements


def _parameters(call: Call, body: Any, count: int) -> list[str]:
    if not isinstance(body, exp.Lambda) or len(body.expressions) != count:
        line, column = call.compiler.position(call.node)
        raise error("argument_types", line=line, column=column, name=call.name, types="ARRAY, lambda")
    if body.this.find(exp.Query):
        raise error("unsupported_subquery")
    return [call.compiler.identifier(p) for p in body.expressions]


def _inside(call: Call, values: dict[str, Expr]) -> Scope:
    return call.scope.within(**values)


@function
def filter_(call: Call, value: Array, test: Lambda) -> Expr:
    """The elements of an ARRAY for which a lambda is true.

    >>> FILTER(ARRAY_CONSTRUCT(1, 20, 30), x -> x > 10)::VARCHAR
    [20,30]
    >>> FILTER(PARSE_JSON('[{"v":1},{"v":5}]'), x -> x:v >= 5)::VARCHAR
    [{"v":5}]
    """
    (name,) = _parameters(call, test, 1)
    variable = call.fresh("x")
    scope = _inside(call, {name: element_of(call, value, variable)})
    kept = condition(call.compiler, test.this, scope)
    return _made(f"list_filter({elements(value.sql)}, lambda {variable}: {kept.sql})", value).but(type=value.type)


@function
def transform(call: Call, value: Array, body: Lambda) -> Expr:
    """An ARRAY of what a lambda makes of each element.

    >>> TRANSFORM(ARRAY_CONSTRUCT(1, 2, 3), x INT -> x * 2)::VARCHAR
    [2,4,6]
    >>> TRANSFORM(PARSE_JSON('[{"v":1},{"v":5}]'), x -> x:v)::VARCHAR
    [1,5]
    """
    (name,) = _parameters(call, body, 1)
    variable = call.fresh("x")
    scope = _inside(call, {name: element_of(call, value, variable)})
    made = call.compiler.expression(body.this, scope)
    listed = f"list_transform({elements(value.sql)}, lambda {variable}: {item(call, made)})"
    found = _made(listed, value, perhaps=may_mark(made))
    return found if value.type.fields is None else found.but(type=t.array_of(made.type))


def _grown(type_: SqlType) -> SqlType:
    """The type that a sum of values of a type is held in."""
    if type_.is_number:
        return t.number(38, type_.scale or 0)
    return t.VARCHAR if type_.is_text else type_


@function
def reduce(call: Call, value: Array, initial: Any, body: Lambda) -> Expr:
    """One value that a lambda makes of all elements, one after another.

    >>> REDUCE(ARRAY_CONSTRUCT(1, 2, 3), 0, (acc INT, x INT) -> acc + x)
    6
    >>> REDUCE(ARRAY_CONSTRUCT('a', 'b'), '', (acc, x) -> acc || x)
    ab
    >>> REDUCE(ARRAY_CONSTRUCT(1, 2), NULL, (acc, x) -> acc + x)
    NULL
    """
    sum_name, name = _parameters(call, body, 2)
    total, variable = call.fresh("acc"), call.fresh("x")
    held = _grown(initial.type) if not initial.is_null else t.VARIANT
    for _ in range(3):
        inside = {sum_name: call.cast(Expr(total, t.VARIANT), held), name: element_of(call, value, variable)}
        made = call.compiler.expression(body.this, _inside(call, inside))
        mixed = common_type([held, _grown(made.type)])
        wanted = _grown(mixed) if mixed is not None else t.VARIANT
        if wanted == held:
            break
        held = wanted
    missing = "CAST('null' AS JSON)"

    def stepped(text: str) -> str:
        return f"coalesce({json_of(call.compiler, call.cast(made.but(sql=text, atomic=True), held))}, {missing})"

    step = once(made.sql, stepped, call.fresh())
    start = f"coalesce({json_of(call.compiler, call.cast(initial, held))}, {missing})"
    sql = f"list_reduce({elements(value.sql)}, lambda {total}, {variable}: {step}, {start})"
    if initial.nullable:
        sql = f"CASE WHEN {initial} IS NOT NULL THEN {sql} END"
    if held.name == "VARIANT":
        sql = f"nullif({sql}, 'null')"
    result = once(f"({sql})", lambda v: call.cast(Expr(v, t.VARIANT), held).sql, call.fresh())
    return combined(result, held, value, initial).but(nullable=True)

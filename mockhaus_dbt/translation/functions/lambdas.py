"""Higher-order functions: FILTER, TRANSFORM, REDUCE
(https://docs.snowflake.com/en/user-guide/querying-semistructured#lambda-functions-on-data-with-snowflake-higher-order-functions).
"""

from __future__ import annotations

from typing import cast as typed

from sqlglot import exp

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import json_of
from mockhaus_dbt.translation.compiler import Scope
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.array import _made, item, may_mark
from mockhaus_dbt.translation.functions.registry import Any, Array, Call, Lambda, function
from mockhaus_dbt.translation.functions.structured import element_of
from mockhaus_dbt.translation.held import once
from mockhaus_dbt.translation.rewrites.operators import condition
from mockhaus_dbt.translation.types import SqlType, common_type
from mockhaus_dbt.translation.variants import elements


def _parameters(call: Call, body: Any, count: int) -> list[str]:
    if not isinstance(body, exp.Lambda) or len(body.expressions) != count:
        line, column = call.compiler.position(call.node)
        raise error("argument_types", line=line, column=column, name=call.name, types="ARRAY, lambda")
    return [call.compiler.identifier(p) for p in body.expressions]


class Subqueries:
    """The scalar subqueries of a lambda. DuckDB takes none there: they are computed before, outside of it.

    Args:
        call: of the higher-order function.
        body: the lambda; ``body`` has names in the place of its subqueries.
    """

    def __init__(self, call: Call, body: exp.Lambda):
        self._call = call
        self._found: dict[str, Expr] = {}
        self._row = call.fresh("row")
        self.body = typed(exp.Expr, body.this.copy())
        if self.body.find(exp.Query) is None:
            return
        for node in list(self.body.find_all(exp.Subquery, bfs=True)):
            if node.find_ancestor(exp.Query) is not None:
                continue
            if isinstance(node.parent, (exp.In, exp.Exists, exp.Any, exp.All)):
                raise error("unsupported_subquery")
            name = call.fresh("q")
            self._found[name] = call.compiler.expression(node, call.scope)
            named = exp.Column(this=exp.Identifier(this=name, quoted=True))
            if node is self.body:
                self.body = named
            else:
                node.replace(named)
        if self.body.find(exp.Query) is not None:
            raise error("unsupported_subquery")

    def scope(self, values: dict[str, Expr]) -> Scope:
        """What the lambda's body sees.

        Args:
            values: its parameters.
        """
        beside = {n: Expr(f"{self._row}.{n}", found.type, atomic=True) for n, found in self._found.items()}
        return self._call.scope.within(**beside, **values)

    def around(self, made: Expr) -> Expr:
        """What the function makes, once the subqueries are computed."""
        if not self._found:
            return made
        row = ", ".join(f"'{name}': {found.sql}" for name, found in self._found.items())
        return made.but(sql=f"list_transform([{{{row}}}], lambda {self._row}: {made.sql})[1]")


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
    beside = Subqueries(call, test)
    kept = condition(call.compiler, beside.body, beside.scope({name: element_of(call, value, variable)}))
    found = _made(f"list_filter({elements(value.sql)}, lambda {variable}: {kept.sql})", value)
    return beside.around(found.but(type=value.type))


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
    beside = Subqueries(call, body)
    made = call.compiler.expression(beside.body, beside.scope({name: element_of(call, value, variable)}))
    listed = f"list_transform({elements(value.sql)}, lambda {variable}: {item(call, made)})"
    found = beside.around(_made(listed, value, perhaps=may_mark(made)))
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
    beside = Subqueries(call, body)
    for _ in range(3):
        inside = {sum_name: call.cast(Expr(total, t.VARIANT), held), name: element_of(call, value, variable)}
        made = call.compiler.expression(beside.body, beside.scope(inside))
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
    return beside.around(combined(result, held, value, initial).but(nullable=True))

"""Comparison with Snowflake's conversions, logic, CASE
(https://docs.snowflake.com/en/sql-reference/operators-comparison, operators-logical).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import SqlError, UnsupportedError, error, raising
from mockhaus_dbt.translation import casts_structured, collations, variants
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast, tz_instant, variant_text
from mockhaus_dbt.translation.collations import mixed
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.grouping import resolved
from mockhaus_dbt.translation.held import held
from mockhaus_dbt.translation.rewrites.arithmetic import numeric, operands
from mockhaus_dbt.translation.rewrites.correlation import subquery
from mockhaus_dbt.translation.rewrites.registry import rewrite
from mockhaus_dbt.translation.rewrites.spread import is_spread, spread
from mockhaus_dbt.translation.types import SqlType, common_type, crowded, number

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import BoundQuery, Compiler, Scope


#: the number of what :func:`comparable` raises.
_INCOMPARABLE = 1065

_COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.GT: ">",
    exp.GTE: ">=",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.NullSafeEQ: "IS NOT DISTINCT FROM",
    exp.NullSafeNEQ: "IS DISTINCT FROM",
}


@rewrite(*_COMPARISONS)
def _compare(compiler: Compiler, node: exp.Binary, scope: Scope) -> Expr:
    sign = _COMPARISONS[type(node)]
    if isinstance(node.expression, (exp.All, exp.Any)):
        return _quantified(compiler, node, sign, scope)
    if isinstance(node.this, exp.Tuple) and isinstance(node.expression, exp.Tuple):
        return _compare_rows(compiler, node, sign, scope)
    a, b = operands(compiler, node, scope)
    with _named(node.expression, b, a):
        return compare(compiler, a, b, sign)


@contextmanager
def _named(node: exp.Expr, value: Expr, beside: Expr) -> Iterator[None]:
    """What cannot be compared is named as the operand that does not become the other's type."""
    try:
        yield
    except SqlError as e:
        if e.errno != _INCOMPARABLE or "Function = " not in e.message:
            raise
        raise error("cannot_convert", value=resolved(node), source=value.type, target=beside.type) from None


def compare(compiler: Compiler, a: Expr, b: Expr, sign: str) -> Expr:
    """Compare two values after Snowflake's implicit conversions."""
    ordered = sign in ("<", ">", "<=", ">=")

    def text(*sides: Expr) -> str:
        return compared(compiler, list(sides), lambda ready: f"{ready[0]} {sign} {ready[1]}", ordered)

    return combined(held([a, b], text), t.BOOLEAN, a, b)


def compared(compiler: Compiler, values: list[Expr], shape: Callable[[list[Expr]], str], ordered: bool) -> str:
    """A comparison of values, in text.

    Args:
        values: what is compared.
        shape: makes the text of what the values become.
        ordered: as of :func:`comparable`.
    """
    ready = comparable(compiler, values, ordered)
    quick = shape(ready)
    if {v.type.name for v in values if not v.is_null} != {"VARIANT", "NUMBER"}:
        return quick
    # A VARIANT was read as DOUBLE, which is exact up to 15 digits.
    exact = shape([_exact_number(compiler, v) for v in values])
    if all(v.constant is None for v in values if v.type.is_number):
        return exact  # each side stands alone: the condition of a join
    long = " OR ".join(f"length({variant_text(v)}) > 15" for v in values if v.type.name == "VARIANT")
    return f"CASE WHEN {long} THEN {exact} ELSE {quick} END"


def _exact_number(compiler: Compiler, value: Expr) -> Expr:
    if value.is_null:
        return value
    double = cast(compiler, value, t.FLOAT)
    if value.type.is_number:
        text = cast(compiler, value, t.VARCHAR).sql
    else:
        said = variant_text(value)
        text = f"CASE WHEN left({said}, 1) IN ('t', 'f') THEN CAST({double.sql} AS VARCHAR) ELSE {said} END"
    key = variants.number_key(text, double.sql)
    return value.but(sql=f"(CASE WHEN {double} IS NOT NULL THEN {key} END)", atomic=True)


def grouping_key(compiler: Compiler, value: Expr) -> str:
    """What GROUP BY, DISTINCT and PARTITION BY tell values apart by; the value's own text where that is the value."""
    if value.type.name == "VARIANT":
        return variants.split(value, variants.same_text)
    if value.type.name in ("ARRAY", "OBJECT") and value.type.fields is None:
        return variants.same_whole(value)
    if value.type.name == "TIMESTAMP_TZ":
        return tz_instant(value)
    if value.type.collation:
        return collated(value, value.type.collation)
    return value.sql


def comparable(compiler: Compiler, values: list[Expr], ordered: bool = False) -> list[Expr]:
    """Bring values to one type for a comparison, and each to what DuckDB compares as Snowflake does.

    Args:
        ordered: for less and greater; otherwise for equality alone.
    """
    target = _comparison_type([v.type for v in values])
    if target is not None and target.fields is not None:
        ready = [v if v.type == target else cast(compiler, v, target) for v in values]
        return [v.but(sql=casts_structured.key(compiler, v), atomic=True) for v in ready]
    if ordered and target is not None and target.name == "VECTOR":
        raise UnsupportedError(f"the order of {target}")  # by bytes, as Snowflake's documentation says
    collation = mixed(v.type.collation for v in values)
    ready = []
    for value in values:
        if target is not None and value.type.name != target.name:
            value = _for_comparison(compiler, value, target)
        if value.type.name == "TIMESTAMP_TZ":
            value = value.but(sql=tz_instant(value), atomic=True)
        elif value.type.is_semistructured and target is not None and target.name == "VARIANT":
            key = variants.split(value, variants.order_key if ordered else variants.same_text)
            value = value.but(sql=f"({key})", atomic=True)
        elif value.type.name in ("ARRAY", "OBJECT"):
            value = value.but(sql=f"({variants.same_whole(value)})", atomic=True)
        elif collation is not None and value.type.is_text:
            value = value.but(sql=collated(value, collation), atomic=True)
        ready.append(value)
    return ready


def collated(value: Expr, collation: str) -> str:
    """The text that compares by a collation as Snowflake does."""
    return collations.key(str(value), collation)


def _comparison_type(types: list[SqlType]) -> SqlType | None:
    names = {x.name for x in types if not x.is_null}
    if any(x.fields is not None for x in types):
        mixed = common_type(types)
        if mixed is None:
            raise error("argument_types", line=1, column=0, name="=", types=", ".join(map(str, types)))
        return mixed
    if len(names) <= 1:
        return next((x for x in types if not x.is_null), None)
    if "VARIANT" in names:
        others = names - {"VARIANT"}
        if others & {"OBJECT", "ARRAY"}:
            return t.VARIANT
        return common_type([x for x in types if x.name != "VARIANT"]) or t.VARIANT
    mixed = common_type(types)
    if mixed is None:
        raise error("invalid_cast", function="=", source=types[0], target=types[-1])
    if mixed.is_text and names != {"VARCHAR"}:
        return next(x for x in types if not x.is_text and not x.is_null)
    return mixed


def _for_comparison(compiler: Compiler, value: Expr, target: SqlType) -> Expr:
    if target.is_number and value.type.is_text:
        return numeric(compiler, value)
    if target.is_number and value.type.name == "VARIANT":
        return cast(compiler, value, t.FLOAT)
    if target.name == "FLOAT" and value.type.is_number:
        return value
    if target.is_datetime and value.type.is_text and target.name == "DATE" and isinstance(value.constant, str):
        # A timestamp string against a DATE compares as timestamps.
        if len(value.constant.strip()) > 10 and ":" in value.constant:
            return cast(compiler, value, t.TIMESTAMP_NTZ)
    if target.is_text:
        target = t.VARCHAR.with_collation(target.collation)  # the length of a constant is no limit for others
    return cast(compiler, value, target)


def _compare_rows(compiler: Compiler, node: exp.Binary, sign: str, scope: Scope) -> Expr:
    left, right = node.this.expressions, node.expression.expressions
    if len(left) != len(right):
        raise error("unsupported_subquery")
    parts = [
        compare(compiler, compiler.expression(a, scope), compiler.expression(b, scope), "=")
        for a, b in zip(left, right)
    ]
    # DuckDB takes rows for structs, in which NULL equals NULL: = and <> are spelled out instead.
    if sign in ("=", "<>"):
        text = " AND ".join(map(str, parts))
        return combined(text if sign == "=" else f"NOT ({text})", t.BOOLEAN, *parts)
    raise UnsupportedError(f"{sign} between rows")


def _quantified(compiler: Compiler, node: exp.Binary, sign: str, scope: Scope) -> Expr:
    value = compiler.expression(node.this, scope)
    word = "ALL" if isinstance(node.expression, exp.All) else "ANY"
    inner = node.expression.this
    if isinstance(inner, exp.Subquery):
        inner = inner.this
    if isinstance(inner, exp.Query):
        bound = subquery(compiler, inner, scope)
        if len(bound.columns) != 1:
            raise error("unsupported_subquery")
        (ready,), sql = _beside_query(compiler, [value], bound, sign in ("<", ">", "<=", ">="))
        return combined(f"{ready} {sign} {word} ({sql})", t.BOOLEAN, ready)
    items = inner.expressions if isinstance(inner, exp.Tuple) else [inner]
    joint = " AND " if word == "ALL" else " OR "
    others = [compiler.expression(i, scope) for i in items]
    text = held(
        [value, *others],
        lambda v, *all_: "(" + joint.join(str(compare(compiler, v, other, sign)) for other in all_) + ")",
    )  # fmt: skip
    return combined(text, t.BOOLEAN, value, *others, atomic=True)


@rewrite(exp.Between)
def _between(compiler: Compiler, node: exp.Between, scope: Scope) -> Expr:
    given = [compiler.expression(n, scope) for n in (node.this, node.args["low"], node.args["high"])]

    def text(*values: Expr) -> str:
        return compared(compiler, list(values), lambda v: f"{v[0]} BETWEEN {v[1]} AND {v[2]}", ordered=True)

    with _named(node.args["low"], given[1], given[0]):
        return combined(held(given, text), t.BOOLEAN, *given)


@rewrite(exp.In)
def _in(compiler: Compiler, node: exp.In, scope: Scope) -> Expr:
    query = node.args.get("query")
    if query is not None:
        return _in_query(compiler, node, query, scope)
    if any(is_spread(n) for n in node.expressions):
        node = exp.In(this=node.this, expressions=spread(compiler, node.expressions, scope))
        if not node.expressions:
            return Expr("FALSE", t.BOOLEAN, nullable=False)
    if not node.expressions:
        line, column = compiler.position(node.this)
        raise error("syntax", line=line, column=column, token=")")
    if isinstance(node.this, exp.Tuple):
        rows = [exp.EQ(this=node.this, expression=i) for i in node.expressions]
        parts = [compiler.expression(r, scope) for r in rows]
        return combined("(" + " OR ".join(map(str, parts)) + ")", t.BOOLEAN, *parts, atomic=True)
    given = [compiler.expression(n, scope) for n in (node.this, *node.expressions)]

    def text(*values: Expr) -> str:
        return compared(
            compiler, list(values), lambda v: f"{v[0]} IN ({', '.join(i.sql for i in v[1:])})", ordered=False
        )

    other = next((i for i, v in enumerate(given) if common_type([given[0].type, v.type]) is None), 1)
    with _named(node.expressions[other - 1], given[other], given[0]):
        return combined(held(given, text), t.BOOLEAN, *given)


def _in_query(compiler: Compiler, node: exp.In, query: exp.Expr, scope: Scope) -> Expr:
    inner = query.this if isinstance(query, exp.Subquery) else query
    bound = subquery(compiler, inner, scope)
    left = node.this.expressions if isinstance(node.this, exp.Tuple) else [node.this]
    values = [compiler.expression(n, scope) for n in left]
    if len(values) != len(bound.columns):
        raise error("unsupported_subquery")
    ready, sql = _beside_query(compiler, values, bound)
    shown = ready[0].sql if len(ready) == 1 and ready[0].atomic else f"({', '.join(r.sql for r in ready)})"
    return combined(f"{shown} IN ({sql})", t.BOOLEAN, *ready)


def _beside_query(
    compiler: Compiler, values: list[Expr], bound: BoundQuery, ordered: bool = False
) -> tuple[list[Expr], str]:
    """Values and the text of a query whose columns they are compared with, both after implicit conversions."""
    from mockhaus_dbt.translation.names import quote

    ready, outputs, changed = [], [], False
    for value, column, physical in zip(values, bound.columns, bound.physical):
        output = Expr(quote(physical), column.type)
        a, b = comparable(compiler, [value, output], ordered)
        if {value.type.name, output.type.name} == {"VARIANT", "NUMBER"}:
            a, b = _exact_number(compiler, value), _exact_number(compiler, output)
        elif value.type.is_number and output.type.is_number and value.type.scale != output.type.scale:
            both = common_type([value.type, output.type])
            if both is not None and crowded([value.type, output.type], both):
                a, b = in_common(compiler, value, both), in_common(compiler, output, both)
        changed = changed or b.sql != output.sql
        ready.append(a)
        outputs.append(b)
    return ready, f"SELECT {', '.join(o.sql for o in outputs)} FROM ({bound.sql})" if changed else bound.sql


@rewrite(exp.Is)
def _is(compiler: Compiler, node: exp.Is, scope: Scope) -> Expr:
    value = compiler.expression(node.this, scope)
    word = node.expression
    if isinstance(word, exp.Null):
        return combined(f"{value} IS NULL", t.BOOLEAN, value).but(nullable=False)
    if isinstance(word, exp.Boolean):
        truth = cast(compiler, value, t.BOOLEAN, implicit=True)
        return combined(f"{truth} IS {'TRUE' if word.this else 'FALSE'}", t.BOOLEAN, truth).but(nullable=False)
    return compare(compiler, value, compiler.expression(word, scope), "IS NOT DISTINCT FROM")


# -------------------------------------------------------------------------------------------------------------- logic


def condition(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    """A value as a truth value."""
    value = compiler.expression(node, scope)
    return value if value.type.name == "BOOLEAN" else cast(compiler, value, t.BOOLEAN, implicit=True)


@rewrite(exp.And, exp.Or)
def _logic(compiler: Compiler, node: exp.Connector, scope: Scope) -> Expr:
    word = "AND" if isinstance(node, exp.And) else "OR"
    parts: list[exp.Expr] = []
    at: exp.Expr = node
    while type(at) is type(node):
        parts.append(at.expression)
        at = at.this
    parts.append(at)
    values = [condition(compiler, p, scope) for p in reversed(parts)]
    return combined(f" {word} ".join(map(str, values)), t.BOOLEAN, *values)


@rewrite(exp.Not)
def _not(compiler: Compiler, node: exp.Not, scope: Scope) -> Expr:
    inner = node.this
    if isinstance(inner, exp.Is) and isinstance(inner.expression, exp.Null):
        value = compiler.expression(inner.this, scope)
        return combined(f"{value} IS NOT NULL", t.BOOLEAN, value).but(nullable=False)
    if isinstance(inner, (exp.Like, exp.ILike, exp.Escape)):
        from mockhaus_dbt.translation.rewrites.predicates import not_like

        return not_like(compiler, inner, scope)
    value = condition(compiler, inner, scope)
    return combined(f"NOT {value}", t.BOOLEAN, value)


@rewrite(exp.Case)
def _case(compiler: Compiler, node: exp.Case, scope: Scope) -> Expr:
    subject = compiler.expression(node.this, scope) if node.this is not None else None
    tests: list[Expr] = []
    values: list[Expr] = []
    for branch in node.args["ifs"]:
        test = branch.this
        tests.append(condition(compiler, test, scope) if subject is None else compiler.expression(test, scope))
        values.append(compiler.expression(branch.args["true"], scope))
    default = node.args.get("default")
    if default is not None:
        values.append(compiler.expression(default, scope))
    values = unify(compiler, values, "CASE")
    otherwise = f" ELSE {values[-1].sql}" if default is not None else ""

    def text(*given: Expr) -> str:
        found = tests if subject is None else [compare(compiler, given[0], test, "=") for test in tests]
        branches = " ".join(f"WHEN {test.sql} THEN {value.sql}" for test, value in zip(found, values))
        return f"CASE {branches}{otherwise} END"

    subjects = [] if subject is None else [subject]
    nullable = default is None or any(v.nullable for v in values)
    made = combined(held(subjects, text), values[0].type, *subjects, *tests, *values)
    return made.but(nullable=nullable)


def unify(compiler: Compiler, values: list[Expr], function: str) -> list[Expr]:
    """Bring the branches of CASE, COALESCE, IFF and their kin to their common type."""
    target = common_type([v.type for v in values])
    if target is None:
        raise error("invalid_cast", function=function, source=values[0].type, target=values[-1].type)
    if target.is_null:
        return values
    if target.is_number and any(v.type.is_text for v in values):
        values = [text_as_number(compiler, v) if v.type.is_text else v for v in values]
        target = common_type([v.type for v in values]) or target
    tight = crowded([v.type for v in values], target)

    def same(value: Expr) -> bool:
        if value.is_null and target.name not in ("VARIANT", "OBJECT", "ARRAY"):
            return True
        alike = (value.type.name, value.type.fields) == (target.name, target.fields)
        return alike and not (tight and value.type.scale != target.scale)

    return [v.but(type=target) if same(v) else in_common(compiler, v, target) for v in values]


def in_common(compiler: Compiler, value: Expr, target: SqlType) -> Expr:
    """A value as one of the common type of several.

    Raises, when it runs:
        ExecutionError: 100039, of an integer 100046, a NUMBER has more digits before the point than the common type
            leaves it.
    """
    if value.type.is_text and target.is_number:
        return in_common(compiler, text_as_number(compiler, value), target)
    if value.type.is_number and target.is_number:
        made = f"CAST({value.sql} AS {target.physical()})"
        whole = 38 - (target.scale or 0)
        # A cast of an integer that does not fit is an error anyway, and costs less than to look at it.
        if value.type.scale and (value.type.precision or 38) - value.type.scale > whole:
            wrong = raising("number_range", value.sql)
            made = f"CASE WHEN abs({value}) < {10 ** whole} OR {value} IS NULL THEN {made} ELSE {wrong} END"
        return value.but(sql=made, type=target, atomic=False, constant=None)
    return cast(compiler, value, target)


def text_as_number(compiler: Compiler, value: Expr) -> Expr:
    """A string beside numbers: NUMBER(18, 5), a constant with the digits that it has."""
    if isinstance(value.constant, str):
        return numeric(compiler, value)
    return cast(compiler, value, number(18, 5))

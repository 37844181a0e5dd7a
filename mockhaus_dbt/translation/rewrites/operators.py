"""Operators: arithmetic with Snowflake's precision rules, comparison with its coercions, logic, paths."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import date_parts, variants
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast, tz_instant
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.rewrites.literals import decimal, integer
from mockhaus_dbt.translation.rewrites.registry import rewrite
from mockhaus_dbt.translation.types import SqlType, common_type, number

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope


def combined(sql: str, type_: SqlType, *parts: Expr, atomic: bool = False) -> Expr:
    """An expression made of others: nullability, volatility, aggregates and windows are theirs."""
    return Expr(
        sql,
        type_,
        atomic,
        nullable=any(p.nullable for p in parts),
        volatile=any(p.volatile for p in parts),
        aggregate=any(p.aggregate for p in parts),
        window=any(p.window for p in parts),
    )


# --------------------------------------------------------------------------------------------------------- arithmetic


def numeric(compiler: Compiler, value: Expr) -> Expr:
    """A value as a number, as arithmetic takes it."""
    if value.type.is_numeric:
        return value
    if value.is_null:
        return cast(compiler, value, t.INTEGER)
    if value.type.is_text:
        if isinstance(value.constant, str):
            return _constant_number(compiler, value)
        return cast(compiler, value, number(38, 5))
    if value.type.name == "VARIANT":
        return cast(compiler, value, t.FLOAT)
    if value.type.name == "BOOLEAN":
        return cast(compiler, value, t.INTEGER)
    raise error("argument_types", line=1, column=0, name="+", types=str(value.type))


def _constant_number(compiler: Compiler, value: Expr) -> Expr:
    text = str(value.constant).strip()
    body = text.lstrip("+-")
    if body.replace(".", "", 1).isdigit() and body != ".":
        return decimal(text) if "." in text else integer(text.lstrip("+"), compiler.context.wide)
    try:
        float(text)
    except ValueError:
        from mockhaus_dbt.errors import error as build

        raise build("numeric_value", value=text) from None
    return cast(compiler, value, t.FLOAT)


def _operands(compiler: Compiler, node: exp.Binary, scope: Scope) -> tuple[Expr, Expr]:
    return compiler.expression(node.this, scope), compiler.expression(node.expression, scope)


def _digits(type_: SqlType) -> tuple[int, int]:
    """Digits before the point, and after it."""
    scale = type_.scale or 0
    return (type_.precision or 38) - scale, scale


@rewrite(exp.Add, exp.Sub)
def _add(compiler: Compiler, node: exp.Binary, scope: Scope) -> Expr:
    a, b = _operands(compiler, node, scope)
    sign = "+" if isinstance(node, exp.Add) else "-"
    if a.type.is_datetime or b.type.is_datetime or b.type.name == "INTERVAL" or a.type.name == "INTERVAL":
        return _date_arithmetic(compiler, node, a, b, sign)
    return add(compiler, numeric(compiler, a), numeric(compiler, b), sign)


def add(compiler: Compiler, a: Expr, b: Expr, sign: str = "+") -> Expr:
    """a + b or a - b of numbers."""
    if a.type.is_number and b.type.is_number:
        (l1, s1), (l2, s2) = _digits(a.type), _digits(b.type)
        scale = max(s1, s2)
        type_ = number(max(l1, l2) + 1 + scale, scale)
    else:
        type_ = t.FLOAT
    return combined(f"{a} {sign} {b}", type_, a, b)


def _date_arithmetic(compiler: Compiler, node: exp.Binary, a: Expr, b: Expr, sign: str) -> Expr:
    if a.type.name == "INTERVAL" and sign == "+":
        a, b = b, a
    if b.type.name == "INTERVAL":
        if a.type.is_text:
            a = cast(compiler, a, t.TIMESTAMP_NTZ)
        return _moved(compiler, a, b.constant, sign)
    if a.type.name == "DATE" and b.type.name == "DATE" and sign == "-":
        return combined(f"({a} - {b})", number(9, 0), a, b, atomic=True)
    if b.type.name == "DATE" and sign == "+":
        a, b = b, a
    if a.type.name == "DATE" and not b.type.is_datetime:
        days = cast(compiler, numeric(compiler, b), number(9, 0))
        return combined(f"({a} {sign} CAST({days.sql} AS INTEGER))", t.DATE, a, b, atomic=True)
    line, column = compiler.position(node)
    raise error("argument_types", line=line, column=column, name=sign, types=f"{a.type}, {b.type}")


def _moved(compiler: Compiler, value: Expr, parts: list[tuple[str, str]], sign: str) -> Expr:
    """A date or time plus or minus the parts of an INTERVAL, one after the other."""
    for amount, unit in parts:
        if value.type.name == "DATE" and unit in date_parts.TIME_UNITS:
            value = cast(compiler, value, t.TIMESTAMP_NTZ)
        if not value.type.is_datetime or (value.type.name == "TIME" and unit in date_parts.DATE_UNITS):
            raise error("argument_types", line=1, column=0, name=sign, types=f"{value.type}, INTERVAL")
        count = int(Decimal(amount).quantize(Decimal(1), ROUND_HALF_UP))
        text = str(-count if sign == "-" else count)
        value = combined(date_parts.add(unit, text, value), value.type, value, atomic=True)
    return value


@rewrite(exp.Mul)
def _multiply(compiler: Compiler, node: exp.Mul, scope: Scope) -> Expr:
    a, b = (numeric(compiler, v) for v in _operands(compiler, node, scope))
    if not (a.type.is_number and b.type.is_number):
        return combined(f"{a} * {b}", t.FLOAT, a, b)
    (l1, s1), (l2, s2) = _digits(a.type), _digits(b.type)
    scale = min(s1 + s2, max(s1, s2, 12))
    type_ = number(l1 + l2 + scale, scale)
    sql = f"{a} * {b}"
    if s1 + s2 > 37:
        sql = f"CAST({a.sql} AS DECIMAL(38,{min(s1, 18)})) * CAST({b.sql} AS DECIMAL(38,{min(s2, 18)}))"
    if scale != s1 + s2:
        return combined(f"CAST({sql} AS DECIMAL({type_.precision},{scale}))", type_, a, b, atomic=True)
    return combined(sql, type_, a, b)


@rewrite(exp.Div)
def _divide(compiler: Compiler, node: exp.Div, scope: Scope) -> Expr:
    a, b = (numeric(compiler, v) for v in _operands(compiler, node, scope))
    return divide(compiler, a, b)


def divide(compiler: Compiler, a: Expr, b: Expr) -> Expr:
    """a / b with Snowflake's scale: six digits more than the dividend's, at most 12, rounded half away from zero
    (https://docs.snowflake.com/en/sql-reference/operators-arithmetic).

    DuckDB divides in DOUBLE. That is exact after rounding while the scaled dividend stays under 2**52; larger ones
    take 128-bit integers.
    """
    if not (a.type.is_number and b.type.is_number):
        return combined(f"CAST({a.sql} AS DOUBLE) / {b}", t.FLOAT, a, b)
    (l1, s1), (_, s2) = _digits(a.type), _digits(b.type)
    scale = max(s1, min(s1 + 6, 12))
    type_ = number(l1 + s2 + scale, scale)
    up, down = _whole(a, s1), _whole(b, s2)
    factor = 10 ** (scale - s1 + s2)
    bound = 2**52 // factor
    quick = f"CAST(round({up} * {factor}.0::DOUBLE / {down}) AS BIGINT)"
    if l1 + s1 < len(str(bound)):
        counted = quick
    else:
        big_up, big_down = f"CAST(abs({up}) AS HUGEINT)", f"CAST(abs({down}) AS HUGEINT)"
        exact = (
            f"(2 * {big_up} * {factor} + {big_down}) // (2 * {big_down}) * (CASE WHEN ({up} < 0) <> ({down} < 0) "
            f"THEN -1 ELSE 1 END)"
        )
        counted = f"CASE WHEN abs({up}) <= {bound} THEN {quick} ELSE {exact} END"
    unit = f"CAST(0.{'0' * (scale - 1)}1 AS DECIMAL({scale + 1},{scale}))" if scale else "1"
    if l1 + s1 < len(str(bound)):
        sql = f"CAST({counted} * {unit} AS DECIMAL({type_.precision},{scale}))"
    else:
        sql = f"CAST(CAST(({counted}) AS DECIMAL(38,0)) * {unit} AS DECIMAL({type_.precision},{scale}))"
    return combined(sql, type_, a, b, atomic=True)


def _whole(value: Expr, scale: int) -> str:
    """A NUMBER as the integer of its digits."""
    if not scale:
        return str(value)
    if isinstance(value.constant, (int, float)) or value.constant is not None:
        from decimal import Decimal

        return str(int(Decimal(str(value.constant)).scaleb(scale)))
    kind = "BIGINT" if (value.type.precision or 38) <= 18 else "HUGEINT"
    return f"CAST({value} * {10**scale} AS {kind})"


@rewrite(exp.Mod)
def _modulo(compiler: Compiler, node: exp.Mod, scope: Scope) -> Expr:
    a, b = (numeric(compiler, v) for v in _operands(compiler, node, scope))
    return modulo(a, b)


def modulo(a: Expr, b: Expr) -> Expr:
    """a % b with the sign of a; zero is error 100051."""
    if not (a.type.is_number and b.type.is_number):
        return combined(f"{a} % {b}", t.FLOAT, a, b)
    (l1, s1), (l2, s2) = _digits(a.type), _digits(b.type)
    scale = max(s1, s2)
    return combined(f"{a} % {b}", number(max(l1, l2) + scale, scale), a, b)


@rewrite(exp.Neg)
def _negate(compiler: Compiler, node: exp.Neg, scope: Scope) -> Expr:
    if isinstance(node.this, exp.Literal) and not node.this.is_string:
        text = f"-{node.this.this}"
        if "e" not in text.lower():
            return decimal(text) if "." in text else integer(text, compiler.context.wide)
    value = numeric(compiler, compiler.expression(node.this, scope))
    return combined(f"-{value}", value.type, value)


@rewrite(exp.DPipe)
def _concatenate(compiler: Compiler, node: exp.DPipe, scope: Scope) -> Expr:
    parts: list[exp.Expr] = []
    at: exp.Expr = node
    while isinstance(at, exp.DPipe):
        parts.append(at.expression)
        at = at.this
    parts.append(at)
    values = [compiler.expression(p, scope) for p in reversed(parts)]
    if all(v.type.name == "BINARY" for v in values):
        return combined(" || ".join(map(str, values)), t.BINARY, *values)
    texts = [cast(compiler, v, t.VARCHAR if not v.type.is_text else v.type) for v in values]
    length = sum(v.type.length or 0 for v in texts)
    joined = combined(" || ".join(map(str, texts)), t.varchar(length), *texts)
    # Constant too, so that it can be a format: 'yyyy-mm-dd' || 'UTC'
    return joined.but(constant="".join(v.constant for v in texts)) if all(v.is_string_constant for v in texts) else joined


@rewrite(exp.BitwiseAnd, exp.BitwiseOr, exp.BitwiseXor, exp.BitwiseLeftShift, exp.BitwiseRightShift)
def _bitwise(compiler: Compiler, node: exp.Binary, scope: Scope) -> Expr:
    name = {"And": "BITAND", "Or": "BITOR", "Xor": "BITXOR", "LeftShift": "BITSHIFTLEFT", "RightShift": "BITSHIFTRIGHT"}
    call = name[type(node).__name__.removeprefix("Bitwise")]
    return compiler.call(exp.Anonymous(this=call, expressions=[node.this, node.expression]), scope)


# --------------------------------------------------------------------------------------------------------- comparison

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
    a, b = _operands(compiler, node, scope)
    return compare(compiler, a, b, sign)


def compare(compiler: Compiler, a: Expr, b: Expr, sign: str) -> Expr:
    """Compare two values after Snowflake's implicit conversions."""
    a, b = comparable(compiler, [a, b], ordered=sign in ("<", ">", "<=", ">="))
    return combined(f"{a} {sign} {b}", t.BOOLEAN, a, b)


def comparable(compiler: Compiler, values: list[Expr], ordered: bool = False) -> list[Expr]:
    """Bring values to one type for a comparison, and each to what DuckDB compares as Snowflake does.

    Args:
        ordered: for less and greater; otherwise for equality alone.
    """
    target = _comparison_type([v.type for v in values])
    collation = next((v.type.collation for v in values if v.type.collation), None)
    ready = []
    for value in values:
        if target is not None and value.type.name != target.name:
            value = _for_comparison(compiler, value, target)
        if value.type.name == "TIMESTAMP_TZ":
            value = value.but(sql=tz_instant(value), atomic=True)
        elif value.type.is_semistructured and target is not None and target.name == "VARIANT":
            key = variants.order_key(value.sql) if ordered else variants.same_text(value.sql)
            value = value.but(sql=f"({key})", atomic=True)
        elif collation is not None and value.type.is_text:
            value = value.but(sql=collated(value, collation), atomic=True)
        ready.append(value)
    return ready


def collated(value: Expr, collation: str) -> str:
    """The text that compares by a collation as Snowflake does: -ci ignores case, -ai accents."""
    sql = value.sql
    for flag in collation.split("-"):
        if flag == "ci" or flag == "lower":
            sql = f"lower({sql})"
        elif flag == "upper":
            sql = f"upper({sql})"
        elif flag == "ai":
            if collation.split("-")[0].split("_")[0] == "es":
                sql = f"translate({sql}, 'ñÑ', '\ufdd3\ufdd4')"  # a letter of its own in Spanish
            sql = f"strip_accents({sql})"
        elif flag in ("trim", "ltrim", "rtrim"):
            sql = f"{flag}({sql})"
    return sql if sql.endswith(")") else f"({sql})"


def _comparison_type(types: list[SqlType]) -> SqlType | None:
    names = {x.name for x in types if not x.is_null}
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
        bound = compiler.query(inner, scope.child())
        return combined(f"{value} {sign} {word} ({bound.sql})", t.BOOLEAN, value)
    items = inner.expressions if isinstance(inner, exp.Tuple) else [inner]
    joint = " AND " if word == "ALL" else " OR "
    parts = [compare(compiler, value, compiler.expression(i, scope), sign) for i in items]
    return combined("(" + joint.join(map(str, parts)) + ")", t.BOOLEAN, *parts, atomic=True)


@rewrite(exp.Between)
def _between(compiler: Compiler, node: exp.Between, scope: Scope) -> Expr:
    given = [compiler.expression(n, scope) for n in (node.this, node.args["low"], node.args["high"])]
    value, low, high = comparable(compiler, given, ordered=True)
    return combined(f"{value} BETWEEN {low} AND {high}", t.BOOLEAN, value, low, high)


@rewrite(exp.In)
def _in(compiler: Compiler, node: exp.In, scope: Scope) -> Expr:
    query = node.args.get("query")
    if query is not None:
        return _in_query(compiler, node, query, scope)
    if isinstance(node.this, exp.Tuple):
        rows = [exp.EQ(this=node.this, expression=i) for i in node.expressions]
        parts = [compiler.expression(r, scope) for r in rows]
        return combined("(" + " OR ".join(map(str, parts)) + ")", t.BOOLEAN, *parts, atomic=True)
    given = [compiler.expression(n, scope) for n in (node.this, *node.expressions)]
    value, *items = comparable(compiler, given)
    return combined(f"{value} IN ({', '.join(i.sql for i in items)})", t.BOOLEAN, value, *items)


def _in_query(compiler: Compiler, node: exp.In, query: exp.Expr, scope: Scope) -> Expr:
    inner = query.this if isinstance(query, exp.Subquery) else query
    bound = compiler.query(inner, scope.child())
    left = node.this.expressions if isinstance(node.this, exp.Tuple) else [node.this]
    values = [compiler.expression(n, scope) for n in left]
    if len(values) != len(bound.columns):
        raise error("unsupported_subquery")
    ready, outputs, changed = [], [], False
    from mockhaus_dbt.translation.names import quote

    for value, column, physical in zip(values, bound.columns, bound.physical):
        output = Expr(quote(physical), column.type)
        a, b = comparable(compiler, [value, output])
        changed = changed or b.sql != output.sql
        ready.append(a)
        outputs.append(b)
    sql = bound.sql
    if changed:
        sql = f"SELECT {', '.join(o.sql for o in outputs)} FROM ({sql})"
    shown = ready[0].sql if len(ready) == 1 and ready[0].atomic else f"({', '.join(r.sql for r in ready)})"
    return combined(f"{shown} IN ({sql})", t.BOOLEAN, *ready)


@rewrite(exp.Is)
def _is(compiler: Compiler, node: exp.Is, scope: Scope) -> Expr:
    value = compiler.expression(node.this, scope)
    word = node.expression
    if isinstance(word, exp.Null):
        return combined(f"{value} IS NULL", t.BOOLEAN, value).but(nullable=False)
    if isinstance(word, exp.Boolean):
        truth = cast(compiler, value, t.BOOLEAN)
        return combined(f"{truth} IS {'TRUE' if word.this else 'FALSE'}", t.BOOLEAN, truth).but(nullable=False)
    return compare(compiler, value, compiler.expression(word, scope), "IS NOT DISTINCT FROM")


# -------------------------------------------------------------------------------------------------------------- logic


def condition(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    """A value as a truth value."""
    value = compiler.expression(node, scope)
    return value if value.type.name == "BOOLEAN" else cast(compiler, value, t.BOOLEAN)


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
    value = condition(compiler, inner, scope)
    return combined(f"NOT {value}", t.BOOLEAN, value)


@rewrite(exp.Case)
def _case(compiler: Compiler, node: exp.Case, scope: Scope) -> Expr:
    subject = compiler.expression(node.this, scope) if node.this is not None else None
    tests: list[Expr] = []
    values: list[Expr] = []
    for branch in node.args["ifs"]:
        if subject is None:
            tests.append(condition(compiler, branch.this, scope))
        else:
            tests.append(compare(compiler, subject, compiler.expression(branch.this, scope), "="))
        values.append(compiler.expression(branch.args["true"], scope))
    default = node.args.get("default")
    if default is not None:
        values.append(compiler.expression(default, scope))
    values = unify(compiler, values, "CASE")
    text = " ".join(f"WHEN {test.sql} THEN {value.sql}" for test, value in zip(tests, values))
    if default is not None:
        text += f" ELSE {values[-1].sql}"
    nullable = default is None or any(v.nullable for v in values)
    return combined(f"CASE {text} END", values[0].type, *tests, *values).but(nullable=nullable)


def unify(compiler: Compiler, values: list[Expr], function: str) -> list[Expr]:
    """Bring the branches of CASE, COALESCE, IFF and their kin to their common type."""
    target = common_type([v.type for v in values])
    if target is None:
        raise error("invalid_cast", function=function, source=values[0].type, target=values[-1].type)
    if target.is_null:
        return values
    return [
        v.but(type=target) if v.type.name == target.name or (v.is_null and target.name not in ("VARIANT", "OBJECT", "ARRAY"))
        else _branch(compiler, v, target)
        for v in values
    ]


def _branch(compiler: Compiler, value: Expr, target: SqlType) -> Expr:
    if value.type.is_text and target.is_number:
        return numeric(compiler, value).but(type=target)
    return cast(compiler, value, target)


# ------------------------------------------------------------------------------------------------------------ patterns


@rewrite(exp.Like, exp.ILike)
def _like(compiler: Compiler, node: exp.Binary, scope: Scope) -> Expr:
    return _like_with(compiler, node, scope, None)


@rewrite(exp.Escape)
def _escape(compiler: Compiler, node: exp.Escape, scope: Scope) -> Expr:
    return _like_with(compiler, node.this, scope, compiler.expression(node.expression, scope))


def _like_with(compiler: Compiler, node: exp.Expr, scope: Scope, escape: Expr | None) -> Expr:
    if not isinstance(node, (exp.Like, exp.ILike)):
        raise UnsupportedError(f"ESCAPE after {type(node).__name__.upper()}")
    value = cast(compiler, compiler.expression(node.this, scope), t.VARCHAR)
    pattern = node.expression
    if isinstance(pattern, (exp.Any, exp.All)):
        items = pattern.this.expressions if isinstance(pattern.this, exp.Tuple) else [pattern.this]
        parts = [like(compiler, value, compiler.expression(i.unnest(), scope), node, escape) for i in items]
        joint = " OR " if isinstance(pattern, exp.Any) else " AND "
        return combined("(" + joint.join(map(str, parts)) + ")", t.BOOLEAN, *parts, atomic=True)
    return like(compiler, value, compiler.expression(pattern, scope), node, escape)


def like(compiler: Compiler, value: Expr, pattern: Expr, node: exp.Expr, escape: Expr | None) -> Expr:
    """LIKE or ILIKE, by the class of the node."""
    pattern = cast(compiler, pattern, t.VARCHAR)
    word = "ILIKE" if isinstance(node, exp.ILike) else "LIKE"
    if value.type.collation and "ci" in value.type.collation:
        word = "ILIKE"
    tail = f" ESCAPE {escape.sql}" if escape is not None else ""
    return combined(f"{value} {word} {pattern}{tail}", t.BOOLEAN, value, pattern)


@rewrite(exp.RegexpLike, exp.RegexpILike)
def _regexp(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    return compiler.call(exp.Anonymous(this="REGEXP_LIKE", expressions=[node.this, node.expression]), scope)


# --------------------------------------------------------------------------------------------------------------- paths


def path_text(keys: list[str | int]) -> str:
    """A JSON path of DuckDB: ``$."a"[0]``; keys that hold quotes go through a JSON pointer."""
    if any(isinstance(k, str) and ('"' in k or "*" in k) for k in keys):
        return "".join("/" + str(k).replace("~", "~0").replace("/", "~1") for k in keys)
    return "$" + "".join(f"[{k}]" if isinstance(k, int) else f'."{k}"' for k in keys)


def extract(base: Expr, keys: list[str | int]) -> Expr:
    """The value at a path of a VARIANT, OBJECT or ARRAY; NULL where there is none."""
    if any(isinstance(k, int) and k < 0 for k in keys):
        return Expr("CAST(NULL AS JSON)", t.VARIANT)
    path = literal(path_text(keys))
    sql, text = f"({base} -> {path})", f"({base} ->> {path})"
    if keys and isinstance(keys[-1], int):
        sql, text = variants.element(sql), variants.element(text)
    return combined(sql, t.VARIANT, base, atomic=True).but(text_sql=text, nullable=True)


def _keys(node: exp.JSONPath) -> list[str | int]:
    keys: list[str | int] = []
    for part in node.expressions:
        if isinstance(part, exp.JSONPathRoot):
            continue
        if not isinstance(part, (exp.JSONPathKey, exp.JSONPathSubscript)) or isinstance(part.this, exp.Expr):
            raise UnsupportedError("this kind of path in a VARIANT")
        keys.append(part.this if isinstance(part, exp.JSONPathKey) else int(part.this))
    return keys


@rewrite(exp.JSONExtract)
def _json_extract(compiler: Compiler, node: exp.JSONExtract, scope: Scope) -> Expr:
    keys: list[str | int] = []
    at: exp.Expr = node
    while isinstance(at, exp.JSONExtract) and isinstance(at.expression, exp.JSONPath):
        keys = _keys(at.expression) + keys
        at = at.this
    base = compiler.expression(at, scope)
    if not base.type.is_semistructured:
        line, column = compiler.position(node)
        raise error("argument_types", line=line, column=column, name="GET", types=f"{base.type}, VARCHAR")
    found = extract(base, keys)
    # DuckDB knows the group by its text: what reads the value in another way has to start from that.
    return found.but(text_sql=None) if found.sql in scope.grouped else found


@rewrite(exp.Bracket)
def _bracket(compiler: Compiler, node: exp.Bracket, scope: Scope) -> Expr:
    base = compiler.expression(node.this, scope)
    key = compiler.expression(node.expressions[0], scope)
    found = element(compiler, base, key)
    return found.but(text_sql=None) if found.sql in scope.grouped else found


def element(compiler: Compiler, base: Expr, key: Expr) -> Expr:
    """``base[key]``: an element of an array by position from 0, or of an object by key."""
    if not base.type.is_semistructured:
        raise error("argument_types", line=1, column=0, name="GET", types=f"{base.type}, {key.type}")
    if isinstance(key.constant, int) and key.type.is_number:
        return extract(base, [key.constant])
    if isinstance(key.constant, str):
        return extract(base, [key.constant])
    if key.type.is_text:
        pointer = f"'/' || replace(replace({key}, '~', '~0'), '/', '~1')"
    else:
        number_key = cast(compiler, key, number(18, 0))
        pointer = f"CASE WHEN {number_key} >= 0 THEN '$[' || {number_key} || ']' END"
    sql, text = f"json_extract({base.sql}, {pointer})", f"json_extract_string({base.sql}, {pointer})"
    if not key.type.is_text:
        sql, text = variants.element(sql), variants.element(text)
    return combined(sql, t.VARIANT, base, key, atomic=True).but(text_sql=text, nullable=True)


# ---------------------------------------------------------------------------------------------------------- subqueries


@rewrite(exp.Subquery, exp.Select, exp.Union, exp.Intersect, exp.Except)
def _scalar_subquery(compiler: Compiler, node: exp.Expr, scope: Scope) -> Expr:
    inner = node.this if isinstance(node, exp.Subquery) and not node.args.get("with_") else node
    bound = compiler.query(inner, scope.child())
    if len(bound.columns) != 1:
        raise error("unsupported_subquery")
    return Expr(f"({bound.sql})", bound.columns[0].type, nullable=True)


@rewrite(exp.Exists)
def _exists(compiler: Compiler, node: exp.Exists, scope: Scope) -> Expr:
    inner = node.this.this if isinstance(node.this, exp.Subquery) else node.this
    bound = compiler.query(inner, scope.child())
    return Expr(f"EXISTS ({bound.sql})", t.BOOLEAN, nullable=False)


@rewrite(exp.Alias)
def _alias(compiler: Compiler, node: exp.Alias, scope: Scope) -> Expr:
    return compiler.expression(node.this, scope)

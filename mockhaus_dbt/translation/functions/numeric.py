"""Numeric functions (https://docs.snowflake.com/en/sql-reference/functions-numeric)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from sqlglot import exp

from mockhaus_dbt.errors import raising
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.arguments import whole
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import (
    Any,
    Call,
    Constant,
    Float,
    Integer,
    Number,
    coerce,
    function,
)
from mockhaus_dbt.translation.held import SHORT, held, once
from mockhaus_dbt.translation.rewrites.arithmetic import divide, in_38_digits, modulo, numbers, unit
from mockhaus_dbt.translation.types import SqlType

_ZERO = Expr("0", t.number(1, 0), nullable=False, constant=0)


# ---------------------------------------------------------------------------------------------- rounding and truncation


def _at_scale(call: Call, value: Expr, scale: Expr, body: Callable[[str, int], str], grows: bool) -> Expr:
    """A NUMBER rounded in some way.

    Args:
        body: called with the value and a scale smaller than its own, gives DuckDB text.
        grows: the result can have one digit more before the point.
    """
    own = value.type.scale or 0
    digits = (value.type.precision or 38) - own + grows
    if isinstance(scale.constant, int):
        wanted = scale.constant
        if wanted >= own:
            return value.but(constant=None, name="")
        type_ = t.number(digits + max(wanted, 0), max(wanted, 0))
        return combined(_as(call, body(value.sql, wanted), type_), type_, value, atomic=True)
    type_ = t.number(digits + own, own)
    number = whole(scale)
    branches = " ".join(
        f"WHEN {n} THEN {_as(call, body(value.sql, n), type_)}" for n in range(own - 1, -min(digits, 19) - 1, -1)
    )
    sql = (
        f"CASE WHEN {number} >= {own} THEN {_as(call, value.sql, type_)} ELSE CASE {number} {branches} "
        f"ELSE CASE WHEN {number} IS NOT NULL THEN 0 * {_as(call, value.sql, type_)} END END END"
    )
    return combined(sql, type_, value, scale)


def _as(call: Call, sql: str, type_: SqlType) -> str:
    return f"CAST({sql} AS {call.compiler.physical(type_)})"


def _towards(sign: str) -> Callable[[str, int], str]:
    """CEIL (``+``) or FLOOR (``-``) of a NUMBER at a scale."""
    name, beyond = ("ceil", ">") if sign == "+" else ("floor", "<")

    def body(value: str, scale: int) -> str:
        if scale == 0:
            return f"{name}({value})"
        cut = f"trunc({value}, {scale})"
        return f"{cut} {sign} CASE WHEN ({value}) {beyond} {cut} THEN {unit(scale)} ELSE 0 END"

    return body


def _float_at_scale(name: str, value: Expr, scale: Expr) -> Expr:
    """CEIL or FLOOR of a FLOAT at a scale."""
    if isinstance(scale.constant, int):
        if scale.constant == 0:
            sql = f"{name}({value.sql})"
        elif scale.constant < 0:
            sql = f"{name}({value} / 1e{-scale.constant}) * 1e{-scale.constant}"
        else:
            sql = f"{name}({value} * 1e{scale.constant}) / 1e{scale.constant}" if scale.constant < 16 else value.sql
        return combined(sql, t.FLOAT, value)
    at = whole(scale)
    sql = (
        f"CASE WHEN {at} >= 16 THEN {value.sql} WHEN {at} >= 0 THEN {name}({value} * pow(10, {at})) / pow(10, {at}) "
        f"WHEN {at} IS NOT NULL THEN {name}({value} / pow(10, -{at})) * pow(10, -{at}) END"
    )
    return combined(sql, t.FLOAT, value, scale)


@function
def ceil(call: Call, value: Number, scale: Integer = _ZERO) -> Expr:
    """The next greater number with so many digits after the point.

    >>> CEIL(135.135)
    136
    >>> CEIL(-975.975)
    -975
    >>> CEIL(135.135, 1)
    135.2
    >>> CEIL(135.135, -2)
    200
    >>> CEIL(-975.975::FLOAT, 2)
    -975.97
    """
    if value.type.name == "FLOAT":
        return _float_at_scale("ceil", value, scale)
    return _at_scale(call, value, scale, _towards("+"), grows=True)


@function
def floor(call: Call, value: Number, scale: Integer = _ZERO) -> Expr:
    """The next smaller number with so many digits after the point.

    >>> FLOOR(135.135)
    135
    >>> FLOOR(-975.975, 2)
    -975.98
    """
    if value.type.name == "FLOAT":
        return _float_at_scale("floor", value, scale)
    return _at_scale(call, value, scale, _towards("-"), grows=True)


@function(name="ROUND")
def round_(call: Call, expr: Number, scale: Integer = _ZERO, rounding_mode: Constant = "") -> Expr:
    """The nearest number with so many digits after the point; halves away from zero, or to the even neighbour.

    >>> ROUND(2.5)
    3
    >>> ROUND(-975.975, -1)
    -980
    >>> ROUND(135.135, 2)
    135.14
    >>> ROUND(2.5, 0, 'HALF_TO_EVEN')
    2
    >>> ROUND(EXPR => -2.5, SCALE => 0)
    -3
    >>> ROUND(1.005::FLOAT, 2)
    1
    """
    names = [n.this.name.upper() for n in call.node.expressions if isinstance(n, (exp.Kwarg, exp.PropertyEQ))]
    if ("EXPR" in names and "SCALE" not in names) or ("ROUNDING_MODE" in names and len(call.node.expressions) < 3):
        raise call.wrong_types()
    mode = str(rounding_mode).upper()
    if mode not in ("", "HALF_AWAY_FROM_ZERO", "HALF_TO_EVEN"):
        raise call.wrong_value(rounding_mode, "ROUNDING_MODE")
    if expr.type.name == "FLOAT":
        if mode:
            raise call.wrong_types()
        at = whole(scale, "INTEGER")
        sql = f"round({expr.sql})" if at == "0" else f"round({expr.sql}, {at})"
        return combined(sql, t.FLOAT, expr, scale, atomic=True)
    name = "round_even" if mode == "HALF_TO_EVEN" else "round"
    return _at_scale(call, expr, scale, lambda value, n: f"{name}({value}, {n})", grows=True)


@function(aliases=("TRUNCATE",))
def trunc(call: Call, value: Any, scale: Any = _ZERO) -> Expr:
    """A number without further digits; of a date or timestamp, DATE_TRUNC.

    >>> TRUNC(-975.975)
    -975
    >>> TRUNC(135.135, 1)
    135.1
    >>> TRUNCATE(135.135, -2)
    100
    """
    if value.type.is_datetime:
        given = call.node.expressions
        if len(given) < 2:
            raise call.wrong_types()
        return call.compiler.call(exp.Anonymous(this="DATE_TRUNC", expressions=[given[1], given[0]]), call.scope)
    number = coerce(call.compiler, value, "Number")
    places = coerce(call.compiler, scale, "Integer")
    if number is None or places is None:
        raise call.wrong_types()
    if number.type.name == "FLOAT":
        at = whole(places, "INTEGER")
        sql = f"trunc({number.sql})" if at == "0" else f"trunc({number.sql}, {at})"
        return combined(sql, t.FLOAT, number, places, atomic=True)
    cut = _at_scale(call, number, places, lambda x, n: f"trunc({x}, {n})", grows=False)
    if not isinstance(places.constant, int) or places.constant >= (number.type.scale or 0):
        return cut
    # TRUNC(3.14, 1) is NUMBER(4,1): a digit more than the argument has, whatever is cut off.
    type_ = t.number(min(38, (number.type.precision or 38) + 1), cut.type.scale or 0)
    return cut.but(sql=_as(call, cut.sql, type_), type=type_, atomic=True)


# ----------------------------------------------------------------------------------------------------------- arithmetic


@function(name="ABS")
def abs_(call: Call, value: Number) -> Expr:
    """The value without its sign.

    >>> ABS(-5.5)
    5.5
    """
    return combined(f"abs({value.sql})", value.type, value, atomic=True)


@function
def sign(call: Call, value: Number) -> Expr:
    """-1, 0 or 1.

    >>> SIGN(-1.35)
    -1
    """
    return combined(f"CAST(sign({value.sql}) AS BIGINT)", t.number(1, 0), value, atomic=True)


@function
def mod(call: Call, dividend: Any, divisor: Any) -> Expr:
    """The remainder, with the sign of the dividend.

    >>> MOD(4.5, 1.2)
    0.9
    >>> MOD(-3, 2)
    -1
    """
    return modulo(*numbers(call.compiler, call.node, call.name, dividend, divisor))


@function
def div0(call: Call, dividend: Any, divisor: Any) -> Expr:
    """Division in which a divisor of 0 gives 0.

    >>> DIV0(7, 2)
    3.500000
    >>> DIV0(1, 0)
    0.000000
    """
    a, b = numbers(call.compiler, call.node, call.name, dividend, divisor)
    if b.constant:
        return divide(call.compiler, a, b)
    return _safely_divided(call, a, b, lambda divisor: f"{divisor} = 0")


@function
def div0null(call: Call, dividend: Any, divisor: Any) -> Expr:
    """Division in which a divisor of 0 or NULL gives 0.

    >>> DIV0NULL(20, NULL)
    0.000000
    >>> DIV0NULL(20, 0)
    0.000000
    >>> DIV0NULL(20, 4)
    5.000000
    >>> DIV0NULL(NULL, 0)
    0.000000
    """
    a, b = numbers(call.compiler, call.node, call.name, dividend, divisor)
    if b.constant:
        return divide(call.compiler, a, b)
    return _safely_divided(call, a, b, lambda divisor: f"coalesce({divisor} = 0, true)", of_null=True)


def _safely_divided(
    call: Call, a: Expr, b: Expr, no_divisor: Callable[[Expr], str], of_null: bool = False
) -> Expr:
    """A quotient that is 0 where there is no divisor, ``of_null`` also of a dividend that is NULL."""

    def quotient(x: Expr, y: Expr) -> Expr:
        return divide(call.compiler, x, y.but(sql=f"nullif({y.sql}, 0)", atomic=True, constant=None))

    type_ = quotient(a, b).type

    def body(x: Expr, y: Expr) -> str:
        none = f"CAST(0 AS {call.compiler.physical(type_)})"
        if not of_null:
            none = f"CASE WHEN {x} IS NOT NULL THEN {none} END"
        return f"CASE WHEN {no_divisor(y)} THEN {none} ELSE {quotient(x, y).sql} END"

    return combined(held([a, b], body), type_, a, b)


@function
def square(call: Call, value: Float) -> Expr:
    """The square.

    >>> SQUARE(3)
    9
    """
    return combined(f"pow({value.sql}, 2)", t.FLOAT, value, atomic=True)


# ------------------------------------------------------------------------------------------------ exponents, logarithms


def _float(name: str, *values: Expr) -> Expr:
    return combined(f"{name}({', '.join(v.sql for v in values)})", t.FLOAT, *values, atomic=True)


def _checked(name: str, wrong: str, value: Expr, shown: str = "") -> Expr:
    """A function that is not defined everywhere.

    Args:
        name: DuckDB's.
        wrong: DuckDB text that is true where it is not, ``{0}`` for the argument.
        shown: the call in the error, ``{0}`` for the argument; by default the name with it.
    """

    def body(number: str) -> str:
        before, after = (shown or f"{name}({{0}})").split("{0}")
        failed = raising("floating_point", f"'{before}' || printf('%g', {number}) || '{after}'")
        return f"CASE WHEN {wrong.format(number)} THEN {failed} ELSE {name}({number}) END"

    return combined(once(value.sql, body, f"_{name}"), t.FLOAT, value)


def _checked_pair(name: str, wrong: str, a: Expr, b: Expr) -> Expr:
    """As :func:`_checked`, of two arguments."""

    def body(x: str, y: str) -> str:
        failed = raising("floating_point", f"'{name}(' || printf('%g', {x}) || ',' || printf('%g', {y}) || ')'")
        return f"CASE WHEN {wrong.format(x, y)} THEN {failed} ELSE {name}({x}, {y}) END"

    sql = once(a.sql, lambda x: once(b.sql, lambda y: body(x, y), f"_{name}_b"), f"_{name}_a")
    return combined(sql, t.FLOAT, a, b)


def _periodic(name: str, value: Expr) -> Expr:
    """A trigonometric function of an angle; of an infinite one it is NaN."""
    if value.constant is not None:
        return _float(name, value)
    angle = f"CASE WHEN isinf({value.sql}) THEN 'nan'::DOUBLE ELSE {value.sql} END"
    return combined(f"{name}({angle})", t.FLOAT, value, atomic=True)


@function
def sqrt(call: Call, value: Float) -> Expr:
    """The square root; of a negative number it is an error.

    >>> SQRT(10)
    3.16227766016838
    """
    return _checked("sqrt", "{0} < 0", value)


@function
def cbrt(call: Call, value: Float) -> Expr:
    """The cube root.

    >>> CBRT(27) = 3
    true
    >>> CBRT(-2)
    -1.25992104989487
    """

    def body(short: Expr) -> str:
        root = f"cbrt({short.sql})"
        return f"CASE WHEN pow(round({root}), 3) = {short} THEN round({root}) ELSE {root} END"

    return combined(held([value], body, SHORT), t.FLOAT, value)


@function(name="POWER", aliases=("POW",))
def power(call: Call, base: Float, exponent: Float) -> Expr:
    """A number raised to a power.

    >>> POWER(2, 10)::VARCHAR
    1024
    >>> POW(2, -1)
    0.5
    """
    whole_ = isinstance(exponent.constant, int) and not isinstance(exponent.constant, bool)
    if whole_ and exponent.constant >= 0:
        return _float("pow", base, exponent)
    return _checked_pair("pow", "{0} < 0 AND {1} <> trunc({1}) OR {0} = 0 AND {1} < 0", base, exponent)


@function(name="EXP")
def exp_(call: Call, value: Float) -> Expr:
    """Euler's number raised to a power.

    >>> EXP(1)
    2.71828182845905
    """
    return _float("exp", value)


@function
def ln(call: Call, value: Float) -> Expr:
    """The natural logarithm.

    >>> LN(100)
    4.60517018598809
    """
    return _checked("ln", "{0} <= 0", value, "log(e,{0})")


@function
def log(call: Call, base: Float, value: Float) -> Expr:
    """The logarithm to a base.

    >>> LOG(2, 8)
    3
    """
    return _checked_pair("log", "{0} <= 0 OR {0} = 1 OR {1} <= 0", base, value)


@function
def factorial(call: Call, value: Integer) -> Expr:
    """The product of all numbers up to the value, from 0 to 33.

    >>> FACTORIAL(5)
    120
    >>> FACTORIAL(33)
    8683317618811886495518194401280000000
    """
    if isinstance(value.constant, int):
        known = 0 <= value.constant <= 33
        sql = f"factorial({value.constant})" if known else raising("factorial", value.sql)
        return in_38_digits(combined(sql, t.INTEGER, value))

    def body(n: Expr) -> str:
        product = f"factorial(CAST({n.sql} AS INTEGER))"
        wrong = raising("factorial", n.sql)
        return f"CASE WHEN {n} BETWEEN 0 AND 33 THEN {product} WHEN {n} IS NOT NULL THEN {wrong} END"

    return in_38_digits(combined(held([value], body), t.INTEGER, value))


# --------------------------------------------------------------------------------------------------------- trigonometry


@function
def acos(call: Call, value: Float) -> Expr:
    """The arc cosine.

    >>> ACOS(0.5)
    1.0471975511966
    """
    return _checked("acos", "abs({0}) > 1 AND NOT isnan({0})", value)


@function
def acosh(call: Call, value: Float) -> Expr:
    """The inverse hyperbolic cosine.

    >>> ACOSH(1)
    0
    """
    return _checked("acosh", "{0} < 1", value)


@function
def asin(call: Call, value: Float) -> Expr:
    """The arc sine.

    >>> ASIN(1)
    1.5707963267949
    """
    return _checked("asin", "abs({0}) > 1 AND NOT isnan({0})", value)


@function
def asinh(call: Call, value: Float) -> Expr:
    """The inverse hyperbolic sine.

    >>> ASINH(1)
    0.881373587019543
    """
    return _float("asinh", value)


@function
def atan(call: Call, value: Float) -> Expr:
    """The arc tangent.

    >>> ATAN(1)
    0.785398163397448
    """
    return _float("atan", value)


@function
def atan2(call: Call, y: Float, x: Float) -> Expr:
    """The angle of a point.

    >>> ATAN2(5, 5)
    0.785398163397448
    """
    return _float("atan2", y, x)


@function
def atanh(call: Call, value: Float) -> Expr:
    """The inverse hyperbolic tangent.

    >>> ATANH(0.5)
    0.549306144334055
    """
    return _checked("atanh", "abs({0}) > 1 AND NOT isnan({0})", value)


@function
def cos(call: Call, value: Float) -> Expr:
    """The cosine.

    >>> COS(0)
    1
    """
    return _periodic("cos", value)


@function
def cosh(call: Call, value: Float) -> Expr:
    """The hyperbolic cosine.

    >>> COSH(1.5)
    2.35240961524325
    """
    return _float("cosh", value)


@function
def cot(call: Call, value: Float) -> Expr:
    """The cotangent.

    >>> COT(1)
    0.642092615934331
    >>> COT(0)
    inf
    """
    return combined(f"CASE WHEN {value} = 0 THEN 'inf'::DOUBLE ELSE {_periodic('cot', value)} END", t.FLOAT, value)


@function
def degrees(call: Call, value: Float) -> Expr:
    """Radians as degrees.

    >>> DEGREES(PI())
    180
    """
    return _float("degrees", value)


@function
def radians(call: Call, value: Float) -> Expr:
    """Degrees as radians.

    >>> RADIANS(180)
    3.14159265358979
    """
    return _float("radians", value)


@function
def pi(call: Call) -> Expr:
    """The ratio of a circle's circumference to its diameter.

    >>> PI()
    3.14159265358979
    """
    return Expr("pi()", t.FLOAT, nullable=False)


@function
def sin(call: Call, value: Float) -> Expr:
    """The sine.

    >>> SIN(0)
    0
    """
    return _periodic("sin", value)


@function
def sinh(call: Call, value: Float) -> Expr:
    """The hyperbolic sine.

    >>> SINH(1.5)
    2.12927945509482
    """
    return _float("sinh", value)


@function
def tan(call: Call, value: Float) -> Expr:
    """The tangent.

    >>> TAN(0)
    0
    """
    return _periodic("tan", value)


@function
def tanh(call: Call, value: Float) -> Expr:
    """The hyperbolic tangent.

    >>> TANH(1.5)
    0.905148253644866
    """
    return _float("tanh", value)


@function
def haversine(call: Call, lat1: Float, lon1: Float, lat2: Float, lon2: Float) -> Expr:
    """The distance of two points of the earth in kilometres.

    >>> ROUND(HAVERSINE(40.7127, -74.0059, 34.0500, -118.2500), 6)
    3936.385096
    """
    half = [_periodic("sin", Expr(f"(radians({b} - {a}) / 2)", t.FLOAT)) for a, b in ((lat1, lat2), (lon1, lon2))]
    ends = [_periodic("cos", Expr(f"radians({lat.sql})", t.FLOAT)) for lat in (lat1, lat2)]
    sql = f"2 * 6371 * asin(sqrt(pow({half[0].sql}, 2) + {ends[0].sql} * {ends[1].sql} * pow({half[1].sql}, 2)))"
    return combined(sql, t.FLOAT, lat1, lon1, lat2, lon2)


def _bucket(value: Expr, least: Expr, most: Expr, count: Expr) -> str:
    share = f"CAST({value} - {least} AS DOUBLE) * {count} / CAST({most} - {least} AS DOUBLE)"
    return (
        f"CASE WHEN {value} < {least} AND {most} IS NOT NULL THEN 0 * {count} "
        f"WHEN {value} >= {most} AND {least} IS NOT NULL THEN {count} + 1 "
        f"WHEN {value} >= {least} AND {most} IS NOT NULL THEN CAST(floor({share}) AS BIGINT) + 1 END"
    )


@function
def width_bucket(call: Call, value: Number, least: Number, most: Number, buckets: Integer) -> Expr:
    """The number of the interval of equal width in which a value falls; 0 below all of them.

    >>> WIDTH_BUCKET(5, 0, 10, 5)
    3
    >>> WIDTH_BUCKET(399999.99, 200000, 600000, 4)
    2
    >>> WIDTH_BUCKET(600000, 200000, 600000, 4)
    5
    >>> WIDTH_BUCKET(1, NULL, 1, 4)
    NULL
    """
    count = whole(buckets)
    if isinstance(buckets.constant, int) and buckets.constant <= 0:
        raise call.wrong_value(buckets, "NUM_BUCKETS")
    if least.constant is not None and least.constant == most.constant:
        raise call.wrong_value(most, "MAX_VALUE")
    for bound, name in ((value, "EXPR"), (least, "MIN_VALUE"), (most, "MAX_VALUE")):
        if isinstance(bound.constant, (int, Decimal)) and abs(Decimal(bound.constant)) >= 2**53:
            raise call.wrong_value(bound, name)
    sql = held([value, least, most, Expr(count, t.INTEGER)], _bucket)
    if buckets.constant is None:
        wrong = raising("argument_value", count, name="NUM_BUCKETS", function="WIDTH_BUCKET")
        sql = f"CASE WHEN {count} <= 0 THEN {wrong} ELSE {sql} END"
    if least.constant is None or most.constant is None:
        wrong = raising("argument_value", most.sql, name="MAX_VALUE", function="WIDTH_BUCKET")
        sql = f"CASE WHEN {least} = {most} THEN {wrong} ELSE {sql} END"
    return combined(sql, t.INTEGER, value, least, most, buckets)

"""Statistical aggregates: deviations, regressions, medians and percentiles
(https://docs.snowflake.com/en/sql-reference/functions-aggregation).
"""

from __future__ import annotations

from sqlglot import exp

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.functions.aggregates import numeric
from mockhaus_dbt.translation.functions.registry import Any, Call, Constant, Float, aggregate
from mockhaus_dbt.translation.variants import order_key, split


def _double(call: Call, value: Expr) -> Expr:
    return call.cast(numeric(call, value), t.FLOAT)


def _finite(sql: str) -> str:
    """A measure that is NULL where it is not defined."""
    return f"list_filter([{sql}], lambda _x: isfinite(_x))[1]"


@aggregate(aliases=("STDDEV_SAMP",))
def stddev(call: Call, value: Any) -> Expr:
    """The standard deviation of a sample; NULL for a single value.

    >>> SELECT STDDEV(column1) FROM VALUES (6), (10), (14)
    4
    """
    return Expr(call.aggregate("stddev_samp", _double(call, value)), t.FLOAT)


@aggregate
def stddev_pop(call: Call, value: Any) -> Expr:
    """The standard deviation of a population.

    >>> SELECT ROUND(STDDEV_POP(column1), 5) FROM VALUES (6), (10), (14)
    3.26599
    """
    return Expr(call.aggregate("stddev_pop", _double(call, value)), t.FLOAT)


def _variance(call: Call, value: Expr, name: str) -> Expr:
    """A variance; of a NUMBER with the scale of squares divided by a count."""
    value = numeric(call, value)
    ignored = call.over is not None and call.name == "VAR_SAMP"  # whose page allows DISTINCT there, without effect
    made = call.aggregate(name, call.cast(value, t.FLOAT), distinct=False if ignored else None)
    if not value.type.is_number:
        return Expr(made, t.FLOAT)
    squares = 2 * (value.type.scale or 0)
    scale = min(max(squares, min(squares + 6, 12)), 37)
    return Expr(f"CAST(round({made}, {scale}) AS DECIMAL(38,{scale}))", t.number(38, scale))


@aggregate(aliases=("VAR_SAMP", "VARIANCE_SAMP"))
def variance(call: Call, value: Any) -> Expr:
    """The variance of a sample; NULL for a single value.

    >>> SELECT VARIANCE(column1) FROM VALUES (6), (10), (14)
    16.000000
    """
    return _variance(call, value, "var_samp")


@aggregate(aliases=("VARIANCE_POP",))
def var_pop(call: Call, value: Any) -> Expr:
    """The variance of a population.

    >>> SELECT VAR_POP(column1) FROM VALUES (10.25), (20), (25), (30)
    53.2929687500
    """
    return _variance(call, value, "var_pop")


@aggregate
def covar_pop(call: Call, y: Any, x: Any) -> Expr:
    """The covariance of a population of pairs.

    >>> SELECT COVAR_POP(column1, column2) FROM VALUES (10, 11), (20, 22), (30, 35)
    80
    """
    return Expr(call.aggregate("covar_pop", _double(call, y), _double(call, x)), t.FLOAT)


@aggregate
def covar_samp(call: Call, y: Any, x: Any) -> Expr:
    """The covariance of a sample of pairs.

    >>> SELECT COVAR_SAMP(column1, column2) FROM VALUES (10, 11), (20, 22), (30, 35)
    120
    """
    return Expr(call.aggregate("covar_samp", _double(call, y), _double(call, x)), t.FLOAT)


@aggregate
def corr(call: Call, y: Any, x: Any) -> Expr:
    """The correlation of pairs; NULL where one side does not vary.

    >>> SELECT CORR(column1, column2) FROM VALUES (1, 2), (2, 4), (3, 6)
    1
    >>> SELECT CORR(column1, 1) FROM VALUES (1), (2)
    NULL
    """
    return Expr(_finite(call.aggregate("corr", _double(call, y), _double(call, x))), t.FLOAT)


def _regression(call: Call, name: str, y: Expr, x: Expr) -> Expr:
    return Expr(_finite(call.aggregate(name, y, x)), t.FLOAT)


@aggregate
def regr_avgx(call: Call, y: Float, x: Float) -> Expr:
    """The mean of x over pairs without NULL.

    >>> SELECT REGR_AVGX(column1, column2) FROM VALUES (1, 2), (2, 4), (NULL, 9)
    3
    """
    return _regression(call, "regr_avgx", y, x)


@aggregate
def regr_avgy(call: Call, y: Float, x: Float) -> Expr:
    """The mean of y over pairs without NULL.

    >>> SELECT REGR_AVGY(column1, column2) FROM VALUES (1, 2), (3, 4), (5, NULL)
    2
    """
    return _regression(call, "regr_avgy", y, x)


@aggregate
def regr_count(call: Call, y: Any, x: Any) -> Expr:
    """How many pairs have no NULL.

    >>> SELECT REGR_COUNT(column1, column2) FROM VALUES (1, 2), (3, NULL)
    1
    """
    both = f"CASE WHEN {y} IS NOT NULL AND {x} IS NOT NULL THEN 1 END"
    return Expr(call.aggregate("count", both, distinct=False), t.INTEGER, nullable=False)


@aggregate
def regr_intercept(call: Call, y: Float, x: Float) -> Expr:
    """Where the regression line meets the y axis.

    >>> SELECT REGR_INTERCEPT(column1, column2) FROM VALUES (3, 1), (5, 2)
    1
    """
    return _regression(call, "regr_intercept", y, x)


@aggregate
def regr_r2(call: Call, y: Float, x: Float) -> Expr:
    """How well the regression line fits.

    >>> SELECT REGR_R2(column1, column2) FROM VALUES (3, 1), (5, 2)
    1
    """
    return _regression(call, "regr_r2", y, x)


@aggregate
def regr_slope(call: Call, y: Float, x: Float) -> Expr:
    """The slope of the regression line; NULL for a single pair.

    >>> SELECT REGR_SLOPE(column1, column2) FROM VALUES (3, 1), (5, 2)
    2
    """
    return _regression(call, "regr_slope", y, x)


@aggregate
def regr_sxx(call: Call, y: Float, x: Float) -> Expr:
    """The sum of squares of x around its mean.

    >>> SELECT REGR_SXX(column1, column2) FROM VALUES (3, 1), (5, 3)
    2
    """
    return _regression(call, "regr_sxx", y, x)


@aggregate
def regr_sxy(call: Call, y: Float, x: Float) -> Expr:
    """The sum of products of x and y around their means.

    >>> SELECT REGR_SXY(column1, column2) FROM VALUES (3, 1), (5, 3)
    2
    """
    return _regression(call, "regr_sxy", y, x)


@aggregate
def regr_syy(call: Call, y: Float, x: Float) -> Expr:
    """The sum of squares of y around its mean.

    >>> SELECT REGR_SYY(column1, column2) FROM VALUES (3, 1), (5, 3)
    2
    """
    return _regression(call, "regr_syy", y, x)


@aggregate
def kurtosis(call: Call, value: Any) -> Expr:
    """The excess kurtosis of a sample; NULL for less than four values.

    >>> SELECT KURTOSIS(column1), KURTOSIS(column2) FROM VALUES (1, 10.00), (2, 10), (2, 20), (2, 25), (2, 30)
    5.000000000000 | -2.324218750000
    """
    value = numeric(call, value)
    made = _finite(call.aggregate("kurtosis", _double(call, value)))
    if not value.type.is_number:
        return Expr(made, t.FLOAT)
    return Expr(f"CAST(round({made}, 12) AS DECIMAL(38,12))", t.number(38, 12))


@aggregate
def skew(call: Call, value: Any) -> Expr:
    """The skewness of a sample; NULL for less than three values.

    >>> SELECT ROUND(SKEW(column1), 9), ROUND(SKEW(column2), 11) FROM VALUES (1, 10), (2, 10), (2, 20), (2, 25), (2, 30)
    -2.236069766 | 0.05240788515
    """
    double = _double(call, value)
    skew, n = _finite(call.aggregate("skewness", double)), f"CAST({call.aggregate('count', double)} AS DOUBLE)"
    # The examples of the page show that n / ((n - 1) * (n - 2)) is a NUMBER with six digits behind the point.
    factor = f"({n} / nullif(({n} - 1) * ({n} - 2), 0))"
    return Expr(f"{skew} * (round({factor}, 6) / nullif({factor}, 0))", t.FLOAT)


# --------------------------------------------------------------------------------------------------------- percentiles


def _interpolated(call: Call, value: Expr, share: float) -> Expr:
    """A continuous percentile; of a NUMBER with three digits more behind the point."""
    value = numeric(call, value)
    scale = (value.type.scale or 0) + 3
    if not value.type.is_number or scale > 28:
        return Expr(call.aggregate("quantile_cont", call.cast(value, t.FLOAT), repr(share), order=""), t.FLOAT)
    # Three more digits are kept on the way: DuckDB cuts what Snowflake rounds.
    wide = f"CAST({value.sql} AS DECIMAL(38,{scale + 3}))"
    made = call.aggregate("quantile_cont", wide, repr(share), order="")
    return Expr(f"CAST({made} AS DECIMAL(38,{scale}))", t.number(38, scale))


@aggregate(note="Of a NUMBER with more than 25 digits behind the point it is a FLOAT.")
def median(call: Call, value: Any) -> Expr:
    """The middle value, or the mean of the two in the middle.

    >>> SELECT MEDIAN(column1) FROM VALUES (1), (2)
    1.500
    """
    value = numeric(call, value)
    scale = value.type.scale or 0
    if not value.type.is_number or scale > 25:
        return _interpolated(call, value, 0.5)
    # From below and from above the same one, or the two in the middle: DuckDB's own mean of them is a FLOAT's.
    middle = (call.aggregate("quantile_disc", value, share, order="") for share in ("0.5", "-0.5"))
    half = " + ".join(f"CAST({picked} AS DECIMAL(38,{scale})) * 0.5" for picked in middle)
    return Expr(f"CAST({half} AS DECIMAL(38,{scale + 3}))", t.number(38, scale + 3))


def _within_group(call: Call) -> tuple[Expr, bool]:
    """The key of WITHIN GROUP (ORDER BY key), and whether it is descending."""
    group = call.node.parent
    if not isinstance(group, exp.WithinGroup) or len(group.expression.expressions) != 1:
        line, column = call.compiler.position(call.node)
        raise error("syntax", line=line, column=column, token=call.name)
    key = group.expression.expressions[0]
    value = call.compiler.expression(key.this if isinstance(key, exp.Ordered) else key, call.scope)
    if value.type.is_interval:
        call.interval, value = value.type, value.but(type=t.INTEGER)
    return value, isinstance(key, exp.Ordered) and bool(key.args.get("desc"))


def _share(call: Call, given: Any) -> float:
    try:
        share = float(given)
    except (TypeError, ValueError):
        raise call.wrong_value(given, "PERCENTILE") from None
    if not 0 <= share <= 1:
        raise call.wrong_value(given, "PERCENTILE")
    return share


@aggregate(note="Between two neighbours it interpolates with the 15 digits of a FLOAT.")
def percentile_cont(call: Call, percentile: Constant) -> Expr:
    """The value at a share of an ordered group, interpolated between two.

    >>> SELECT PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY column1) FROM VALUES (1), (2)
    1.500
    >>> SELECT PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY column1 DESC) FROM VALUES (1), (2)
    1.750
    """
    value, descending = _within_group(call)
    share = _share(call, percentile)
    return _interpolated(call, value, 1 - share if descending else share)


@aggregate
def percentile_disc(call: Call, percentile: Constant) -> Expr:
    """The first value of an ordered group that at least a share of the group does not exceed.

    >>> SELECT PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY column1) FROM VALUES (1), (2), (3), (4)
    2
    >>> SELECT PERCENTILE_DISC(0.25) WITHIN GROUP (ORDER BY column1 DESC) FROM VALUES (1), (2), (3), (4)
    4
    """
    value, descending = _within_group(call)
    share = _share(call, percentile)
    if value.type.name == "VARIANT":
        pair = f"{{'k': {split(value, order_key)}, 'v': {value.sql}}}"
        picked = call.aggregate("quantile_disc", pair, repr(-share if descending else share), order="")
        return Expr(f"{picked}['v']", value.type)
    if descending and share == 0:
        return Expr(call.aggregate("max", value, order=""), value.type)
    return Expr(call.aggregate("quantile_disc", value, repr(-share if descending else share), order=""), value.type)

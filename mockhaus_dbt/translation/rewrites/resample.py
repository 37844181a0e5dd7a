"""RESAMPLE (https://docs.snowflake.com/en/sql-reference/constructs/resample): rows of a time series, and new ones for
the intervals that begin without a row.

The intervals are numbered from 1970-01-01; each partition has those from the one of its first row to its last row.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.compiler import Scope, Source, SourceColumn
from mockhaus_dbt.translation.resample_clause import PARTITION

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

_METADATA = ("IS_GENERATED", "BUCKET_START")
_MONTHS = {"year": 12, "quarter": 3, "month": 1}
_MICROSECONDS = {"day": 86_400_000_000, "hour": 3_600_000_000, "minute": 60_000_000, "second": 1_000_000}


@dataclass(frozen=True)
class Steps:
    """The intervals of a series.

    Args:
        number: DuckDB text of the number of the interval that the value ``{}`` is in.
        start: DuckDB text of where the interval of the number ``{}`` begins.
    """

    number: str
    start: str


def is_resample(node: exp.Expr) -> bool:
    """Whether a PIVOT stands for RESAMPLE."""
    call = next(iter(node.args.get("expressions") or ()), None)
    return isinstance(call, exp.Anonymous) and call_name(call) == "RESAMPLE"


def apply_resample(compiler: Compiler, node: exp.Pivot, item: Source, scope: Scope) -> Source:
    """The source that a RESAMPLE makes of another.

    Raises:
        CompilationError: 009954, the increment does not fit the column.
        UnsupportedError: a column of TIME, TIMESTAMP_LTZ or TIMESTAMP_TZ.
    """
    inner = Scope([item], scope.parent, scope.ctes, clause="select")
    calls = list(node.args["expressions"])
    using, increment = calls[0].expressions
    series = compiler.expression(using, inner)
    places = {c.sql: i for i, c in enumerate(item.columns)}
    if series.sql not in places:
        raise error("resample_increment", reason="needs a column in USING")
    steps = _steps(compiler, series.type, increment)
    keys = _keys(compiler, calls, inner, places)
    metadata = _metadata(compiler, calls)
    at = places[series.sql]
    alias = compiler.alias("RESAMPLED")
    rows = ", ".join(f"{c.sql} AS _{i}" for i, c in enumerate(item.columns))
    source = f"(SELECT {rows} FROM {item.sql})"
    held = ", ".join(f"_{i}" for i in range(len(item.columns)))
    made = ", ".join(
        f"_v AS _{i}" if i == at else f"_{i}" if i in keys else f"CAST(NULL AS {c.type.physical(True)}) AS _{i}"
        for i, c in enumerate(item.columns)
    )
    group = "".join(f"_{i}, " for i in keys)
    first, last = (steps.number.format(f"{side}(_{at})") for side in ("min", "max"))
    numbers = f"unnest(range(CAST({first} AS BIGINT), CAST({last} AS BIGINT) + 1))"
    bare = f"SELECT {group}{numbers} AS _n FROM _rows WHERE _{at} IS NOT NULL GROUP BY {group.rstrip(', ') or '()'}"
    same = "".join(f" AND _rows._{i} IS NOT DISTINCT FROM _new._{i}" for i in keys)
    sql = (
        f"(WITH _rows AS {source}, _new AS (SELECT {group}{steps.start.format('_n')} AS _v FROM ({bare})) "
        f"SELECT {held}, false AS _g, {steps.start.format(steps.number.format(f'_{at}'))} AS _b FROM _rows UNION ALL "
        f"SELECT {made}, true, _v FROM _new WHERE NOT EXISTS "
        f"(SELECT 1 FROM _rows WHERE _rows._{at} = _new._v{same})) AS {alias}"
    )
    columns = [replace(c, sql=f"{alias}._{i}", nullable=True) for i, c in enumerate(item.columns)]
    shown = {"IS_GENERATED": ("_g", t.BOOLEAN), "BUCKET_START": ("_b", series.type)}
    columns += [SourceColumn(name, f"{alias}.{shown[kind][0]}", shown[kind][1]) for kind, name in metadata]
    return Source(sql, item.alias, columns, item.path)


def _keys(compiler: Compiler, calls: list[exp.Expr], scope: Scope, places: dict[str, int]) -> list[int]:
    found = []
    for call in calls[1:]:
        if isinstance(call, exp.Anonymous) and call_name(call) == PARTITION:
            for node in call.expressions:
                key = compiler.expression(node, scope)
                if key.sql not in places:
                    raise UnsupportedError("an expression in PARTITION BY of RESAMPLE")
                found.append(places[key.sql])
    return found


def _metadata(compiler: Compiler, calls: list[exp.Expr]) -> list[tuple[str, str]]:
    """The metadata columns: the function, and the name of the column."""
    found = []
    for call in calls[1:]:
        bare = call.unalias()
        name = call_name(bare) if isinstance(bare, exp.Anonymous) else ""
        if name == PARTITION:
            continue
        if name not in _METADATA:
            raise error("unknown_function", name=name)
        alias = call.args.get("alias")
        found.append((name, compiler.identifier(alias) if alias is not None else name))
    return found


def _steps(compiler: Compiler, type_: t.SqlType, increment: exp.Expr) -> Steps:
    step = compiler.expression(increment, Scope(clause="select"))
    if type_.is_number or type_.name == "FLOAT":
        if not step.type.is_number or step.constant is None:
            raise error("resample_increment", reason="has to be numeric type when USING parameter is numeric.")
        if step.constant <= 0:
            raise error("resample_increment", reason="has to be positive.")
        physical = type_.physical(True)
        return Steps(f"floor({{}} / {step.constant})", f"CAST({{}} * {step.constant} AS {physical})")
    if type_.name not in ("DATE", "TIMESTAMP_NTZ"):
        raise UnsupportedError(f"RESAMPLE of a column of {type_.name}")
    if step.type != t.INTERVAL:
        raise error("resample_increment", reason="has to be INTERVAL type when USING parameter is a date or time.")
    return _of_time("DATE" if type_.name == "DATE" else "TIMESTAMP", step.constant)


def _of_time(kind: str, parts: list[tuple[str, str]]) -> Steps:
    units = {unit for _amount, unit in parts}
    if units <= set(_MONTHS):
        months = sum(int(amount) * _MONTHS[unit] for amount, unit in parts)
        _check_positive(months)
        return Steps(
            f"floor(datediff('month', DATE '1970-01-01', {{}}) / {months})",
            f"CAST(DATE '1970-01-01' + to_months(CAST({{}} * {months} AS INTEGER)) AS {kind})",
        )
    if units == {"week"}:
        width, origin = 7 * _MICROSECONDS["day"] * sum(int(amount) for amount, _unit in parts), "1969-12-29"
    elif units <= set(_MICROSECONDS):
        width, origin = sum(int(amount) * _MICROSECONDS[unit] for amount, unit in parts), "1970-01-01"
        if kind == "DATE" and units != {"day"}:
            raise error("resample_increment", reason="has to be of days or more when USING parameter is a DATE.")
    else:
        raise error("resample_increment", reason=f"cannot have the parts {', '.join(sorted(units))} together.")
    _check_positive(width)
    offset = f"epoch_us(TIMESTAMP '{origin}')"
    return Steps(
        f"floor((epoch_us(CAST({{}} AS TIMESTAMP)) - {offset}) / {width})",
        f"CAST(make_timestamp(CAST({{}} AS BIGINT) * {width} + {offset}) AS {kind})",
    )


def _check_positive(width: int) -> None:
    if width <= 0:
        raise error("resample_increment", reason="has to be positive.")

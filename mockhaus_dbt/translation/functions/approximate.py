"""Aggregates that Snowflake estimates. Here they are counted exactly, unless their note says otherwise
(https://docs.snowflake.com/en/sql-reference/functions-aggregation#cardinality-estimation).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import cast as typed

from sqlglot import exp

from mockhaus_dbt.errors import raising
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import json_of
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.hash import canonical
from mockhaus_dbt.translation.functions.registry import (
    Any,
    Binary,
    Call,
    Constant,
    Count,
    Float,
    Node,
    Object,
    aggregate,
    function,
)
from mockhaus_dbt.translation.variants import container, may_be_marked

_EXACT = "counts exactly where Snowflake estimates"
_STATE = "counts exactly where Snowflake estimates; the intermediate state is laid out differently"
_PROPRIETARY = "The state is proprietary there and of a form of its own here."
_DIGEST = "From all values; of many, Snowflake merges some and gives a number nearby. The state is not documented."
#: one of the numbers with which the estimates that the documentation prints come out
_FIRST_HASH = 4346
_COUNTERS = "Counts all values; with fewer counters than values Snowflake's answer varies. The state is not documented."


def _hashed(call: Call, nodes: Sequence[Any], kept: bool = False) -> str:
    """Rows as numbers; NULL where a part is NULL.

    Args:
        kept: the numbers are kept, to be compared with those of other columns, whose types may be others.
    """
    from mockhaus_dbt.translation.rewrites.outputs import star_pairs

    compiled: list[Expr] = []
    for node in nodes:
        if isinstance(node, exp.Star) or (isinstance(node, exp.Column) and isinstance(node.this, exp.Star)):
            compiled += [v for _, v in star_pairs(call.compiler, node, call.scope)]
        else:
            compiled.append(call.compiler.expression(typed(exp.Expr, node), call.scope))
    absent = " OR ".join(f"{v} IS NULL" for v in compiled)
    parts = ", ".join(canonical(v) if kept else v.sql for v in compiled)
    return f"CASE WHEN {absent} THEN NULL ELSE hash({parts}) END"


@aggregate(aliases=("HLL",), note=_EXACT)
def approx_count_distinct(call: Call, value: Node, *more: Node) -> Expr:
    """How many different values there are.

    >>> SELECT APPROX_COUNT_DISTINCT(column1), HLL(column1) FROM VALUES (1), (2), (2), (NULL)
    2 | 2
    """
    return Expr(call.aggregate("count", _hashed(call, (value, *more)), distinct=True), t.number(18, 0), nullable=False)


def _state(list_sql: str) -> str:
    return f"encode(array_to_string(list_sort(list_distinct(list_filter({list_sql}, lambda _x: _x IS NOT NULL))), ','))"


def _members(state_sql: str) -> str:
    return f"list_filter(string_split(decode({state_sql}), ','), lambda _x: _x <> '')"


@aggregate(remark=_PROPRIETARY)
def hll_accumulate(call: Call, value: Any) -> Expr:
    """The state from which HLL_ESTIMATE counts different values.

    >>> SELECT HLL_ESTIMATE(HLL_ACCUMULATE(column1)) FROM VALUES (1), (2), (2)
    2
    """
    text = f"CASE WHEN {value} IS NOT NULL THEN CAST(hash({canonical(value)}) AS VARCHAR) END"
    return Expr(_state(call.aggregate("list", text, distinct=True)), t.BINARY)


@aggregate(remark=_PROPRIETARY)
def hll_combine(call: Call, state: Binary) -> Expr:
    """Several states of HLL_ACCUMULATE in one.

    >>> SELECT HLL_ESTIMATE(HLL_COMBINE(s)) FROM (SELECT HLL_ACCUMULATE(column1) s FROM VALUES (1), (2) GROUP BY column1)
    2
    """  # noqa: E501
    listed = call.aggregate("list", f"CASE WHEN {state} IS NOT NULL THEN {_members(state.sql)} END")
    return Expr(_state(f"flatten(list_filter({listed}, lambda _l: _l IS NOT NULL))"), t.BINARY)


@function(note=_STATE)
def hll_estimate(state: Binary) -> Expr:
    """How many different values a state has seen.

    >>> SELECT HLL_ESTIMATE(HLL_ACCUMULATE(column1)) FROM VALUES ('a'), ('b')
    2
    """
    return combined(f"CAST(len({_members(state.sql)}) AS BIGINT)", t.INTEGER, state, atomic=True)


@function(note=_STATE)
def hll_export(state: Binary) -> Expr:
    """A state as an OBJECT.

    >>> SELECT HLL_ESTIMATE(HLL_IMPORT(HLL_EXPORT(HLL_ACCUMULATE(column1)))) FROM VALUES ('a'), ('b')
    2
    """
    head = '{"precision":12,"sparse":{"indices":['
    sql = f"CAST('{head}' || decode({state.sql}) || ']}},\"version\":4}}' AS JSON)"
    return combined(sql, t.OBJECT, state, atomic=True)


@function(note=_STATE)
def hll_import(state: Object) -> Expr:
    """The state that HLL_EXPORT gave out as an OBJECT.

    >>> HLL_ESTIMATE(HLL_IMPORT(HLL_EXPORT(NULL)))
    NULL
    """
    listed = f"json_extract_string({state.sql}, '$.sparse.indices[*]')"
    return combined(f"encode(array_to_string({listed}, ','))", t.BINARY, state, atomic=True)


# --------------------------------------------------------------------------------------------------------- percentiles


@aggregate(remark=_DIGEST)
def approx_percentile(call: Call, value: Float, percentile: Constant) -> Expr:
    """The value below which a share of the values lies.

    >>> SELECT APPROX_PERCENTILE(column1, 0.1), APPROX_PERCENTILE(column1, 0.5), APPROX_PERCENTILE(column1, 0.999) FROM VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)
    1.5 | 5.5 | 10.5
    >>> SELECT APPROX_PERCENTILE(column1, 0.5) FROM VALUES (7), (NULL)
    7
    """  # noqa: E501
    share = _share(call, percentile)
    if call.over is not None:  # a list for each row would need the square of their number
        return Expr(call.aggregate("quantile_cont", value, repr(share)), t.FLOAT)
    return Expr(_percentile(call.aggregate("list", value, order=value.sql), share), t.FLOAT)


def _share(call: Call, percentile: object) -> float:
    """A constant percentile, from 0 to below 1.

    Raises:
        CompilationError: 001015 it is outside.
    """
    if not isinstance(percentile, (int, float, Decimal)) or not 0 <= percentile < 1:
        raise call.wrong_value(percentile, "PERCENTILE")
    return float(percentile)


def _percentile(sorted_sql: str, share: float) -> str:
    """The upper border of the value at a share of sorted values, halfway to the next one, as a t-Digest has it.

    A t-Digest of few values keeps each; of many it merges some, and its borders move a little.
    """
    values, last, at = "_values", "len(_values)", "_at"
    border = (
        f"CASE WHEN {at} < {last} THEN ({values}[{at}] + {values}[{at} + 1]) / 2 "
        f"WHEN {last} > 1 THEN {values}[{last}] + ({values}[{last}] - {values}[{last} - 1]) / 2 ELSE {values}[1] END"
    )
    place = f"greatest(1, CAST(ceil({share!r} * {last} - 1e-9) AS BIGINT))"
    body = f"list_transform([{place}], lambda {at}: {border})[1]"
    present = f"list_filter({sorted_sql}, lambda _x: _x IS NOT NULL)"
    return f"list_transform([{present}], lambda {values}: {body})[1]"


def _digest(list_sql: str) -> str:
    return f"json_object('state', coalesce({list_sql}, []), 'type', 'tdigest', 'version', 1)"


@aggregate(remark=_DIGEST)
def approx_percentile_accumulate(call: Call, value: Float) -> Expr:
    """The state from which APPROX_PERCENTILE_ESTIMATE reads percentiles.

    >>> SELECT APPROX_PERCENTILE_ESTIMATE(APPROX_PERCENTILE_ACCUMULATE(column1), 0.5) FROM VALUES (1), (2), (3), (4)
    2.5
    """
    return Expr(_digest(f"list_filter({call.aggregate('list', value)}, lambda _x: _x IS NOT NULL)"), t.OBJECT)


@aggregate(remark=_DIGEST)
def approx_percentile_combine(call: Call, state: Object) -> Expr:
    """Several states of APPROX_PERCENTILE_ACCUMULATE in one.

    >>> SELECT APPROX_PERCENTILE_ESTIMATE(APPROX_PERCENTILE_COMBINE(s), 0.5) FROM (SELECT APPROX_PERCENTILE_ACCUMULATE(column1) s FROM VALUES (1), (2), (3), (4), (5), (6), (7), (8) GROUP BY column1 < 5)
    4.5
    """  # noqa: E501
    lists = call.aggregate("list", f"CAST(json_extract({state.sql}, '$.state[*]') AS JSON[])")
    return Expr(_digest(f"flatten(list_filter({lists}, lambda _l: _l IS NOT NULL))"), t.OBJECT)


@function(remark=_DIGEST)
def approx_percentile_estimate(call: Call, state: Object, percentile: Constant) -> Expr:
    """The value below which a share of the values lies that a state has seen.

    >>> SELECT APPROX_PERCENTILE_ESTIMATE(APPROX_PERCENTILE_ACCUMULATE(column1), 0.5) FROM VALUES (1), (2), (3), (4)
    2.5
    """
    numbers = f"list_sort(CAST(json_extract({state.sql}, '$.state[*]') AS DOUBLE[]))"
    return combined(_percentile(numbers, _share(call, percentile)), t.FLOAT, state, atomic=True)


# ------------------------------------------------------------------------------------------------------ frequent values


def _top(pairs_sql: str, most: int, perhaps: bool = True) -> str:
    """Entries of key (JSON text) and value (count) as an ARRAY, the most frequent first."""
    listed = (
        f"list_transform(list_sort(list_transform({pairs_sql}, "
        f"lambda _e: {{'n': -_e['value'], 'k': _e['key']}}))[1:{most}], "
        f"lambda _e: '[' || _e['k'] || ',' || (-_e['n']) || ']')"
    )
    return container(f"'[' || array_to_string({listed}, ',') || ']'", perhaps)


def _bounded(call: Call, number: int | None, name: str, most: int = 100_000) -> None:
    """Refuse a number that is not positive, or is more than the page allows."""
    if number is not None and not 1 <= number <= most:
        raise call.wrong_value(number, name)


def _counted(call: Call, value: Expr) -> str:
    text = f"CAST({json_of(call.compiler, value)} AS VARCHAR)"
    return f"list_transform(map_entries({call.aggregate('histogram', text)}), " \
           "lambda _e: {'key': _e['key'], 'value': CAST(_e['value'] AS BIGINT)})"


@aggregate(remark=_COUNTERS)
def approx_top_k(call: Call, value: Any, k: Count = 1, counters: Count | None = None) -> Expr:
    """The most frequent values with how often each comes, as an ARRAY of ARRAYs.

    >>> SELECT APPROX_TOP_K(column1, 2)::VARCHAR FROM VALUES ('a'), ('b'), ('b'), ('c'), ('c'), ('c')
    [["c",3],["b",2]]
    """
    _bounded(call, k, "K")
    _bounded(call, counters, "COUNTERS")
    return Expr(_top(_counted(call, value), k, may_be_marked(value)), t.ARRAY)


@aggregate(remark=_COUNTERS)
def approx_top_k_accumulate(call: Call, value: Any, counters: Count) -> Expr:
    """The state from which APPROX_TOP_K_ESTIMATE reads frequent values.

    >>> SELECT APPROX_TOP_K_ESTIMATE(APPROX_TOP_K_ACCUMULATE(column1, 10), 1)::VARCHAR FROM VALUES ('a'), ('b'), ('b')
    [["b",2]]
    """
    _bounded(call, counters, "COUNTERS")
    state = f"json_object('state', {_counted(call, value)}, 'type', 'topk', 'version', 1)"
    return Expr(state, t.OBJECT)


@function(remark=_COUNTERS)
def approx_top_k_estimate(call: Call, state: Object, k: Count = 1) -> Expr:
    """The most frequent values that a state has seen.

    >>> SELECT APPROX_TOP_K_ESTIMATE(APPROX_TOP_K_ACCUMULATE(column1, 10))::VARCHAR FROM VALUES (1), (2), (2)
    [[2,2]]
    """
    _bounded(call, k, "K")
    pairs = (
        f"list_transform(CAST(json_extract({state.sql}, '$.state[*]') AS JSON[]), "
        "lambda _s: {'key': _s ->> '$.key', 'value': CAST(_s ->> '$.value' AS BIGINT)})"
    )
    return combined(_top(pairs, k), t.ARRAY, state, atomic=True)


@aggregate(remark=_COUNTERS)
def approx_top_k_combine(call: Call, state: Object, counters: Count | None = None) -> Expr:
    """Several states of APPROX_TOP_K_ACCUMULATE in one.

    >>> SELECT APPROX_TOP_K_ESTIMATE(APPROX_TOP_K_COMBINE(s))::VARCHAR FROM (SELECT APPROX_TOP_K_ACCUMULATE(column1, 9) s FROM VALUES ('a'), ('b'), ('b') GROUP BY column1)
    [["b",2]]
    """  # noqa: E501
    lists = call.aggregate("list", f"json_extract({state.sql}, '$.state[*]')")
    every = (
        f"list_transform(flatten(list_filter(CAST({lists} AS JSON[][]), lambda _l: _l IS NOT NULL)), "
        "lambda _s: {'key': _s ->> '$.key', 'value': CAST(_s ->> '$.value' AS BIGINT)})"
    )
    merged = (
        "list_transform(list_distinct(list_transform(_all, lambda _e: _e['key'])), lambda _k: {'key': _k, "
        "'value': list_sum(list_transform(list_filter(_all, lambda _e: _e['key'] = _k), lambda _e: _e['value']))})"
    )
    body = f"list_transform([{every}], lambda _all: {merged})[1]"
    return Expr(f"json_object('state', {body}, 'type', 'topk', 'version', 1)", t.OBJECT)


# ----------------------------------------------------------------------------------------------------------- similarity


@aggregate(note="estimates with hashes of its own; the numbers differ from Snowflake's")
def minhash(call: Call, k: Count, value: Node, *more: Node) -> Expr:
    """The state from which APPROXIMATE_SIMILARITY estimates how alike two sets are.

    >>> SELECT MINHASH(4, column1):type::VARCHAR FROM VALUES (1), (2)
    minhash
    """
    _bounded(call, k, "K", 1024)
    parts = value.expressions if isinstance(value, exp.Distinct) else [value]  # DISTINCT has no effect
    hashes = call.aggregate("list", _hashed(call, (*parts, *more), kept=True), distinct=True)
    listed = f"list_filter({hashes}, lambda _x: _x IS NOT NULL)"
    least = (
        f"list_transform([{listed}], lambda _set: list_transform(range({k}), "
        f"lambda _n: list_min(list_transform(_set, lambda _h: hash(_h, _n + {_FIRST_HASH}) >> 14))))[1]"
    )
    return Expr(f"json_object('state', {least}, 'type', 'minhash', 'version', 1)", t.OBJECT)


@aggregate(remark="The least of each place, whatever made the states.")
def minhash_combine(call: Call, state: Object) -> Expr:
    """Several states of MINHASH in one.

    >>> SELECT MINHASH_COMBINE(s):type::VARCHAR FROM (SELECT MINHASH(4, column1) s FROM VALUES (1), (2) GROUP BY column1)
    minhash
    """  # noqa: E501
    lists = call.aggregate("list", f"CAST(json_extract({state.sql}, '$.state[*]') AS UBIGINT[])")
    least = (
        f"list_transform([list_filter({lists}, lambda _l: _l IS NOT NULL)], lambda _all: "
        "list_transform(range(len(_all[1])), lambda _n: list_min(list_transform(_all, lambda _l: _l[_n + 1]))))[1]"
    )
    return Expr(f"json_object('state', {least}, 'type', 'minhash', 'version', 1)", t.OBJECT)


@aggregate(aliases=("APPROXIMATE_JACCARD_INDEX",), remark="The share of places in which states agree; see MINHASH.")
def approximate_similarity(call: Call, state: Object) -> Expr:
    """How alike the sets are that states of MINHASH were made from, from 0 to 1.

    >>> SELECT APPROXIMATE_SIMILARITY(s) FROM (SELECT MINHASH(8, 'x') s FROM VALUES (1), (2) GROUP BY column1)
    1
    """
    lists = call.aggregate("list", f"json_extract({state.sql}, '$.state[*]')")
    lengths = "list_distinct(list_transform(_all, lambda _l: len(_l)))"
    same = (
        f"list_transform([list_filter({lists}, lambda _l: _l IS NOT NULL)], lambda _all: "
        f"CASE WHEN len({lengths}) > 1 THEN {raising('minhash_lengths', lengths)} ELSE "
        "list_avg(list_transform(range(len(_all[1])), lambda _n: CASE WHEN len(list_distinct(list_transform(_all, "
        "lambda _l: CAST(_l[_n + 1] AS VARCHAR)))) = 1 THEN 1.0::DOUBLE ELSE 0.0::DOUBLE END)) END)[1]"
    )
    return Expr(same, t.FLOAT)

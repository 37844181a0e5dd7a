"""Aggregate functions (https://docs.snowflake.com/en/sql-reference/functions-aggregation)."""

from __future__ import annotations

from dataclasses import replace

from sqlglot import exp

from mockhaus_dbt.errors import error, raising
from mockhaus_dbt.translation import collations
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import json_of
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.functions.registry import Any, Boolean, Call, Count, Node, Text, aggregate
from mockhaus_dbt.translation.grouping import qualifier
from mockhaus_dbt.translation.headings import heading
from mockhaus_dbt.translation.rewrites.arithmetic import divide, in_38_digits, whole
from mockhaus_dbt.translation.rewrites.operators import grouping_key
from mockhaus_dbt.translation.rewrites.windows import sortable
from mockhaus_dbt.translation.variants import (
    UNDEFINED,
    array,
    container,
    different,
    elements,
    folded,
    may_be_marked,
    order_key,
    same_text,
    split,
)


def numeric(call: Call, value: Expr) -> Expr:
    """The argument of SUM and its kin: numbers as they are, text and VARIANT as FLOAT; BOOLEAN is refused."""
    if value.type.is_numeric:
        return value
    if value.is_null:
        return call.cast(value, t.INTEGER)
    if value.type.is_text or value.type.name == "VARIANT":
        return call.cast(value, t.FLOAT)
    raise call.wrong_types()


def held(call: Call, parts: dict[str, str], body: str) -> str:
    """``body`` over the fields of ``_w``: each window function or aggregate is written, and computed, once."""
    cells = ", ".join(f"'{name}': {sql}" for name, sql in parts.items())
    return f"list_transform([{{{cells}}}], lambda _w: {body})[1]"


# -------------------------------------------------------------------------------------------------------- counts, sums


@aggregate
def count(call: Call, *values: Node) -> Expr:
    """How many rows, or how many values that are not NULL.

    >>> COUNT(*)
    1
    >>> SELECT COUNT(column1), COUNT(DISTINCT column1) FROM VALUES (1), (1), (NULL)
    2 | 1
    >>> SELECT COUNT(* ILIKE '%1'), COUNT(* EXCLUDE column1), COUNT(v.*), COUNT(DISTINCT *) FROM VALUES (1, 2), (3, 4), (NULL, 5) v
    2 | 3 | 2 | 2
    """  # noqa: E501
    plain = len(values) == 1 and isinstance(values[0], exp.Star) and not any(values[0].args.values())
    if plain and not call.distinct:
        return Expr(call.aggregate("count", "*"), t.number(18, 0), nullable=False)
    compiled: list[Expr] = []
    for value in values:
        if isinstance(value, exp.Star) or (isinstance(value, exp.Column) and isinstance(value.this, exp.Star)):
            from mockhaus_dbt.translation.rewrites.outputs import star_pairs

            compiled += [v for _, v in star_pairs(call.compiler, value, call.scope)]
        else:
            compiled.append(call.compiler.expression(value, call.scope))
    ordered = call.over is not None and call.over.args.get("order") is not None
    line, column = call.compiler.position(call.node)
    if not compiled:
        raise error("few_arguments", line=line, column=column, call="COUNT()", expected=1, got=0)
    if ordered and call.distinct and len(compiled) > 1:
        raise error("window_frame", line=line, column=column, kind="Cumulative", name=call.name)
    # JSON null does not count either.
    compiled = [
        _counted(call, v) if v.type.is_semistructured or v.type.name == "TIMESTAMP_TZ" or v.type.collation else v
        for v in compiled
    ]
    if len(compiled) == 1:
        return Expr(call.aggregate("count", compiled[0]), t.number(18, 0), nullable=False)
    row = ", ".join(v.sql for v in compiled)
    absent = " OR ".join(f"{v} IS NULL" for v in compiled)
    text = f"CASE WHEN {absent} THEN NULL ELSE row({row}) END"
    return Expr(call.aggregate("count", text), t.number(18, 0), nullable=False)


def _counted(call: Call, value: Expr) -> Expr:
    """A value as COUNT sees it: JSON null is NULL; equal numbers and equal moments are the same however written."""
    if value.type.name in ("ARRAY", "OBJECT", "MAP") and not call.distinct:
        return value
    if value.type.name != "VARIANT":
        return value.but(sql=f"({grouping_key(call.compiler, value)})", atomic=True)
    sql = f"nullif({value.sql}, 'null')"
    if call.distinct:
        sql = split(value, lambda v: f"nullif({same_text(v)}, 'null')")
    return value.but(sql=f"({sql})", atomic=True)


@aggregate
def count_if(call: Call, condition: Boolean) -> Expr:
    """How many rows a condition is true for.

    >>> SELECT COUNT_IF(column1 > 1) FROM VALUES (1), (2), (3)
    2
    """
    return Expr(call.aggregate("count", f"CASE WHEN {condition.sql} THEN 1 END"), t.number(18, 0), nullable=False)


@aggregate(name="SUM")
def sum_(call: Call, value: Any) -> Expr:
    """The sum; twelve digits more than a NUMBER has, FLOAT for text.

    >>> SUM(2)
    2
    >>> SELECT SUM(column1) FROM VALUES (1.10), (2.25)
    3.35
    """
    value = numeric(call, value)
    type_ = t.number((value.type.precision or 38) + 12, value.type.scale or 0) if value.type.is_number else t.FLOAT
    if not type_.is_integer:
        return Expr(call.aggregate("sum", value), type_)
    # DuckDB's sum of integers has 128 bits, which hold more than 38 digits; its sum of decimals looks by itself.
    # What has less than 20 stays under 38 in any product.
    wide = call.compiler.context.wide and value.type.precision == 38
    value = in_38_digits(value) if wide else value
    total = Expr(call.aggregate("sum", value), type_)
    return in_38_digits(total) if (type_.precision or 38) >= 20 else total


@aggregate
def avg(call: Call, value: Any) -> Expr:
    """The mean of the values; of a NUMBER exact, with six digits more behind the point, at most twelve.

    Over a window it has three digits more, and what comes behind them is cut off; but it has six, rounded, where the
    frame is all that comes before a row.

    >>> SELECT AVG(column1) FROM VALUES (1), (2)
    1.500000
    >>> SELECT AVG(column1) FROM VALUES (1.10), (2.25), (NULL)
    1.67500000
    >>> SELECT AVG(column1) OVER () FROM VALUES (0.50), (1.25), (1.00), (2.50), (2.50), (3.00) LIMIT 1
    1.79166
    >>> SELECT AVG(column1) OVER (ORDER BY column1) FROM VALUES (1), (2), (2) ORDER BY 1
    1.000000
    1.666667
    1.666667
    """
    value = numeric(call, value)
    if not value.type.is_number:
        return Expr(call.aggregate("avg", value), t.FLOAT)
    if call.over is not None and not _cumulative(call.over):
        return _moving_average(call, value)
    total, times = call.aggregate("sum", value), f"nullif({call.aggregate('count', value)}, 0)"
    scale = value.type.scale or 0
    kind = t.number((value.type.precision or 38) + 12, scale)
    made = divide(call.compiler, Expr("_w['s']", kind), Expr("_w['c']", t.number(18, 0)))
    return Expr(held(call, {"s": total, "c": times}, made.sql), t.number(38, made.type.scale or 0))


def _cumulative(over: exp.Window) -> bool:
    """Whether a frame is RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW, which it is with ORDER BY alone."""
    spec = over.args.get("spec")
    if spec is None:
        return over.args.get("order") is not None
    ends = (spec.args.get("kind") or "RANGE", spec.args.get("start"), spec.args.get("end") or "CURRENT ROW")
    return [str(word).upper() for word in ends] == ["RANGE", "UNBOUNDED", "CURRENT ROW"]


def _moving_average(call: Call, value: Expr) -> Expr:
    """AVG over a window: https://docs.snowflake.com/en/user-guide/functions-window-using."""
    total, times = call.aggregate("sum", value), f"nullif({call.aggregate('count', value)}, 0)"
    scale = value.type.scale or 0
    wanted = max(scale, min(scale + 3, 12))
    digits = whole(Expr("_w['s']", t.number((value.type.precision or 38) + 12, scale)), scale)
    cut = f"CAST({digits} AS HUGEINT) * {10 ** (wanted - scale)} // _w['c']"  # // cuts towards zero
    unit = f"CAST(0.{'0' * (wanted - 1)}1 AS DECIMAL({wanted + 1},{wanted}))"
    made = f"CAST(CAST({cut} AS DECIMAL(38,0)) * {unit} AS DECIMAL(38,{wanted}))"
    return Expr(held(call, {"s": total, "c": times}, made), t.number(38, wanted))


# ------------------------------------------------------------------------------------------------- one of the values


@aggregate
def any_value(call: Call, value: Any) -> Expr:
    """One of the values.

    >>> SELECT ANY_VALUE(column1) FROM VALUES (3), (3)
    3
    """
    return Expr(call.aggregate("any_value", value), value.type)


def _least(call: Call, value: Expr, name: str, keyed: str) -> Expr:
    if value.type.name in ("OBJECT", "ARRAY", "MAP"):
        raise call.wrong_types()
    if value.type.name == "VARIANT":
        return Expr(call.aggregate(keyed, value, split(value, order_key), distinct=False), t.VARIANT)
    if value.type.collation:
        return Expr(call.aggregate(keyed, value, sortable(value), distinct=False), value.type)
    return Expr(call.aggregate(name, value, distinct=False), value.type)


@aggregate(name="MIN")
def min_(call: Call, value: Any) -> Expr:
    """The least value.

    >>> SELECT MIN(column1) FROM VALUES (3), (2), (NULL)
    2
    >>> SELECT MIN(PARSE_JSON(column1)) FROM VALUES ('10'), ('9')
    9
    """
    return _least(call, value, "min", "arg_min")


@aggregate(name="MAX")
def max_(call: Call, value: Any) -> Expr:
    """The greatest value.

    >>> SELECT MAX(column1) FROM VALUES ('a'), ('b')
    b
    >>> SELECT MAX(PARSE_JSON(column1)) FROM VALUES ('10'), ('9')
    10
    """
    return _least(call, value, "max", "arg_max")


def _by(call: Call, value: Expr, by: Expr, most: int | None, name: str) -> Expr:
    from mockhaus_dbt.translation.functions.array import item

    key = split(by, order_key) if by.type.name == "VARIANT" else sortable(by) if by.type.collation else by.sql
    if most is None:
        return Expr(call.aggregate(f"{name}_null", value, key), value.type)
    if most < 1 or most > 1000:
        raise call.wrong_value(most, "MAXIMUM_NUMBER_OF_VALUES_TO_RETURN")
    text = f"CAST({item(call, value)} AS VARCHAR)"
    # NULL where the ordering column has no value at all; of equal ones the first come first
    if call.over is None and not call.order:
        way = "DESC" if name == "arg_max" else "ASC"
        ordered = call.aggregate("list", text, order=f"{key} {way} NULLS LAST")
        listed = f"{ordered}[1 : least({most}, {call.aggregate('count', key)})]"
    else:
        listed = call.aggregate(name, text, key, most)
    perhaps = may_be_marked(value) or value.nullable
    return Expr(container(f"'[' || array_to_string(nullif({listed}, []), ',') || ']'", perhaps), t.ARRAY)


@aggregate
def min_by(call: Call, value: Any, by: Any, maximum_number_of_values_to_return: Count | None = None) -> Expr:
    """The value in the row where another is least; with a third argument an ARRAY of that many.

    >>> SELECT MIN_BY(column1, column2) FROM VALUES ('a', 2), ('b', 1)
    b
    >>> SELECT MIN_BY(column1, column2, 2)::VARCHAR FROM VALUES ('a', 2), ('b', 1), ('c', 3)
    ["b","a"]
    """
    return _by(call, value, by, maximum_number_of_values_to_return, "arg_min")


@aggregate
def max_by(call: Call, value: Any, by: Any, maximum_number_of_values_to_return: Count | None = None) -> Expr:
    """The value in the row where another is greatest; with a third argument an ARRAY of that many.

    >>> SELECT MAX_BY(column1, column2) FROM VALUES ('a', 2), ('b', 1)
    a
    """
    return _by(call, value, by, maximum_number_of_values_to_return, "arg_max")


@aggregate
def mode(call: Call, value: Any) -> Expr:
    """The value that comes most often.

    >>> SELECT MODE(column1) FROM VALUES (1), (2), (2)
    2
    """
    collations.refuse("MODE", value.type.collation)
    if value.type.name in ("ARRAY", "OBJECT", "MAP", "GEOGRAPHY", "GEOMETRY"):
        raise call.wrong_types()
    return Expr(call.aggregate("mode", value), value.type)


# ------------------------------------------------------------------------------------------------------- collections


@aggregate
def listagg(call: Call, value: Any, delimiter: Any = None) -> Expr:
    """The values as one text with a delimiter between them; an empty text where there are none.

    >>> SELECT LISTAGG(column1, ',') WITHIN GROUP (ORDER BY column1 DESC) FROM VALUES ('a'), ('b'), (NULL)
    b,a
    >>> SELECT LISTAGG(DISTINCT column1, '|') WITHIN GROUP (ORDER BY column1) FROM VALUES (2), (1), (2)
    1|2
    >>> SELECT LISTAGG(column1) = '' FROM VALUES (NULL)
    TRUE
    """
    if value.type.name in ("OBJECT", "ARRAY", "MAP"):
        raise call.wrong_types()
    if delimiter is not None and delimiter.constant is None and not delimiter.is_null:
        raise error("argument_constant", position=2, function=call.name, found=call.written(2))
    if delimiter is not None:
        collations.refuse("a delimiter of LISTAGG", delimiter.type.collation)
    separator = literal("" if delimiter is None or delimiter.is_null else str(delimiter.constant))
    if call.distinct:
        _check_distinct_order(call, value)
        texts = call.cast(Expr("_x", value.type), t.VARCHAR)
        listed = f"list_filter({call.aggregate('list', value)}, lambda _x: _x IS NOT NULL)"
        sql = f"array_to_string(list_transform({listed}, lambda _x: {texts.sql}), {separator})"
    else:
        sql = call.aggregate("string_agg", call.cast(value, t.VARCHAR), separator)
    return Expr(f"coalesce({sql}, '')", replace(t.VARCHAR, collation=value.type.collation), nullable=False)


def _check_distinct_order(call: Call, value: Expr) -> None:
    if call.order and value.sql not in call.order:
        key = call.order_nodes[0]
        key = key.this if isinstance(key, exp.Ordered) else key
        select = key.find_ancestor(exp.Select)
        table = qualifier(key, select) if isinstance(key, exp.Column) and select is not None else ""
        raise error("order_by_invalid", name=f"{table}{heading(key)}")


@aggregate(aliases=("ARRAYAGG",))
def array_agg(call: Call, value: Any) -> Expr:
    """The values that are not NULL as an ARRAY; an empty one where there are none.

    >>> SELECT ARRAY_AGG(column1) WITHIN GROUP (ORDER BY column1 DESC)::VARCHAR FROM VALUES (1), (2), (NULL)
    [2,1]
    >>> SELECT ARRAY_AGG(DISTINCT column1) WITHIN GROUP (ORDER BY column1)::VARCHAR FROM VALUES (2), (1), (2)
    [1,2]
    >>> SELECT ARRAY_SIZE(ARRAY_AGG(column1)) FROM VALUES (NULL)
    0
    """
    if call.distinct:
        _check_distinct_order(call, value)
        text = json_of(call.compiler, Expr("_x", value.type))
        listed = f"list_filter({call.aggregate('list', value)}, lambda _x: _x IS NOT NULL)"
        texts = f"list_transform({listed}, lambda _x: CAST({text} AS VARCHAR))"
        joined = f"array_to_string({_different(texts, value)}, ',')"
    else:
        joined = call.aggregate("string_agg", f"CAST({json_of(call.compiler, value)} AS VARCHAR)", "','")
    return _array_of(joined, value)


def _array_of(joined: str, value: Expr) -> Expr:
    """An ARRAY of the texts of its elements, with commas between them."""
    perhaps = may_be_marked(value)
    made = container(f"'[' || coalesce({joined}, '') || ']'", perhaps)
    return Expr(made, t.ARRAY, nullable=False, unmarked=not perhaps)


@aggregate
def array_unique_agg(call: Call, value: Any) -> Expr:
    """The different values that are not NULL as an ARRAY, in no particular order.

    >>> SELECT ARRAY_SIZE(ARRAY_UNIQUE_AGG(column1)) FROM VALUES (1), (2), (2), (NULL)
    2
    >>> SELECT ARRAY_SIZE(ARRAY_UNIQUE_AGG(v)) FROM (SELECT 1::VARIANT AS v UNION ALL SELECT 1::FLOAT::VARIANT)
    1
    """
    text = f"CAST({json_of(call.compiler, value)} AS VARCHAR)"
    listed = f"list_filter({call.aggregate('list', text, distinct=True)}, lambda _x: _x IS NOT NULL)"
    return _array_of(f"array_to_string({_different(listed, value)}, ',')", value)


def _different(listed: str, value: Expr) -> str:
    """A list of different texts of JSON without those that are equal nevertheless."""
    if not value.type.is_semistructured or not may_be_marked(value):
        return listed
    return different(f"CAST({listed} AS JSON[])")


@aggregate
def array_union_agg(call: Call, value: Any) -> Expr:
    """The elements of ARRAYs in one, each as often as the ARRAY has it that has it most often.

    >>> SELECT ARRAY_SIZE(ARRAY_UNION_AGG(a)) FROM (SELECT ARRAY_CONSTRUCT(1, 1, 2) AS a UNION ALL SELECT [1, 3])
    4
    >>> SELECT ARRAY_SIZE(ARRAY_UNION_AGG(a)) FROM (SELECT [1, 2.5, 'x'] AS a UNION ALL SELECT [1::FLOAT, 2.5::FLOAT, 1])
    4
    """  # noqa: E501
    value = call.cast(value, t.ARRAY)
    # NULLs in the ARRAYs are ignored; what JSON calls null is an element like any other.
    given = f"list_filter(CAST({elements(value.sql)} AS JSON[]), lambda _x: _x IS NOT NULL AND _x <> '{UNDEFINED}')"
    numbered = (
        f"list_transform([list_transform({given}, lambda _x: {{'k': {folded('_x')}, 'v': _x}})], lambda _g: "
        "list_transform(_g, lambda _x, _i: {'k': _x['k'], "
        "'n': len(list_filter(_g[1:_i], lambda _y: _y['k'] = _x['k'])), 'v': _x['v']}))[1]"
    )
    lists = call.aggregate("list", numbered, distinct=False)
    every = f"list_sort(flatten(list_filter({lists}, lambda _l: _l IS NOT NULL)))"
    first = "list_filter(_k, lambda _x, _i: _i = 1 OR _x['k'] <> _k[_i - 1]['k'] OR _x['n'] <> _k[_i - 1]['n'])"
    made = f"list_transform(list_transform([{every}], lambda _k: {first})[1], lambda _x: _x['v'])"
    return Expr(array(f"coalesce({made}, [])"), t.ARRAY, nullable=False)


@aggregate(aliases=("OBJECTAGG",))
def object_agg(call: Call, key: Text, value: Any) -> Expr:
    """An OBJECT of keys and values; rows where one of them is NULL are left out.

    >>> SELECT OBJECT_AGG(column1, column2::VARIANT)::VARCHAR FROM VALUES ('b', 1), ('a', 2), ('c', NULL)
    {"a":2,"b":1}
    """
    from mockhaus_dbt.translation.functions.object import object_of

    text = json_of(call.compiler, value)
    row = f"CASE WHEN {key} IS NOT NULL AND ({text}) IS NOT NULL THEN {{'k': {key.sql}, 'v': {text}}} END"
    listed = f"list_filter({call.aggregate('list', row)}, lambda _f: _f IS NOT NULL)"
    again = "list_filter(_w['l'], lambda _f, _i: _i > 1 AND _w['l'][_i - 1]['k'] = _f['k'])"
    twice = raising("object_duplicate", f"{again}[1]['k']")
    made = object_of("_w['l']", in_order=True, perhaps=may_be_marked(value))
    body = f"CASE WHEN len({again}) > 0 THEN {twice} ELSE {made} END"
    return Expr(held(call, {"l": f"coalesce(list_sort({listed}), [])"}, body), t.OBJECT, nullable=False)


# ----------------------------------------------------------------------------------------------------- bits and truth


def _bits(call: Call, value: Expr, name: str) -> Expr:
    if value.type.is_semistructured or value.type.is_datetime or value.type.name in ("BINARY", "BOOLEAN"):
        raise call.wrong_types()
    number = value if value.type.is_integer else call.cast(numeric(call, value), t.INTEGER)
    # Of NUMBERs held as DECIMAL, DuckDB has no bits.
    whole = f"CAST({number.sql} AS HUGEINT)" if (number.type.precision or 38) > 18 else number.sql
    # The pages: DISTINCT has no effect here, not even on the XOR of equal values.
    return Expr(call.aggregate(name, whole, distinct=False), t.INTEGER)


@aggregate(aliases=("BITANDAGG", "BIT_AND_AGG", "BIT_ANDAGG"))
def bitand_agg(call: Call, value: Any) -> Expr:
    """Bitwise AND of the values.

    >>> SELECT BITAND_AGG(column1) FROM VALUES (7), (5)
    5
    """
    return _bits(call, value, "bit_and")


@aggregate(aliases=("BITORAGG", "BIT_OR_AGG", "BIT_ORAGG"))
def bitor_agg(call: Call, value: Any) -> Expr:
    """Bitwise OR of the values.

    >>> SELECT BITOR_AGG(column1) FROM VALUES (1), (4)
    5
    """
    return _bits(call, value, "bit_or")


@aggregate(aliases=("BITXORAGG", "BIT_XOR_AGG", "BIT_XORAGG"))
def bitxor_agg(call: Call, value: Any) -> Expr:
    """Bitwise XOR of the values.

    >>> SELECT BITXOR_AGG(column1) FROM VALUES (7), (5)
    2
    """
    return _bits(call, value, "bit_xor")


@aggregate
def booland_agg(call: Call, value: Boolean) -> Expr:
    """Whether all values are true.

    >>> SELECT BOOLAND_AGG(column1) FROM VALUES (TRUE), (NULL), (FALSE)
    FALSE
    """
    return Expr(call.aggregate("bool_and", value), t.BOOLEAN)


@aggregate
def boolor_agg(call: Call, value: Boolean) -> Expr:
    """Whether a value is true.

    >>> SELECT BOOLOR_AGG(column1) FROM VALUES (TRUE), (NULL), (FALSE)
    TRUE
    """
    return Expr(call.aggregate("bool_or", value), t.BOOLEAN)


@aggregate
def boolxor_agg(call: Call, value: Boolean) -> Expr:
    """Whether exactly one value is true.

    >>> SELECT BOOLXOR_AGG(column1) FROM VALUES (TRUE), (TRUE), (FALSE)
    FALSE
    """
    true = call.aggregate("count", f"CASE WHEN {value.sql} THEN 1 END", distinct=False)
    known = call.aggregate("count", value, distinct=False)
    return Expr(f"CASE WHEN {known} > 0 THEN {true} = 1 END", t.BOOLEAN, atomic=False)


# ----------------------------------------------------------------------------------------------------------- grouping


@aggregate(aliases=("GROUPING_ID",))
def grouping(call: Call, key: Any, *keys: Any) -> Expr:
    """Which of some keys of GROUP BY a row is not grouped by, one bit for each, the first key highest.

    >>> SELECT GROUPING(column1), COUNT(*) FROM VALUES (1) GROUP BY ROLLUP (column1) ORDER BY 1
    0 | 1
    1 | 1
    """
    return Expr(f"grouping({', '.join(k.sql for k in (key, *keys))})", t.INTEGER, nullable=False)


@aggregate(note="the value differs from Snowflake's; equal rows give equal values")
def hash_agg(call: Call, value: Node, *more: Node) -> Expr:
    """A number for a set of rows, whatever their order; 0 for none.

    >>> SELECT HASH_AGG(column1) = HASH(column1) FROM VALUES (1) GROUP BY column1
    TRUE
    >>> SELECT HASH_AGG(NULL) WHERE 0 = 1
    0
    """
    from mockhaus_dbt.translation.functions.hash import hashed
    from mockhaus_dbt.translation.rewrites.outputs import star_pairs

    compiled: list[Expr] = []
    for node in (value, *more):
        if isinstance(node, exp.Star) or (isinstance(node, exp.Column) and isinstance(node.this, exp.Star)):
            compiled += [v for _, v in star_pairs(call.compiler, node, call.scope)]
        else:
            compiled.append(call.compiler.expression(node, call.scope))
    if any(v.type.name in ("GEOGRAPHY", "GEOMETRY") for v in compiled):
        raise call.wrong_types()
    total = f"(coalesce({call.aggregate('sum', f'CAST({hashed(*compiled)} AS HUGEINT)')}, 0) % {2**64})"
    wrapped = f"CASE WHEN {total} >= {2**63} THEN {total} - {2**64} WHEN {total} < -{2**63} THEN {total} + {2**64} "
    return Expr(f"CAST({wrapped}ELSE {total} END AS BIGINT)", t.number(19, 0), nullable=False)

"""ARRAY functions (https://docs.snowflake.com/en/sql-reference/functions-semistructured)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mockhaus_dbt.errors import raising, typed
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.arguments import not_negative, whole
from mockhaus_dbt.translation.casts import json_of
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Any, Array, Call, Constant, Integer, Text, function
from mockhaus_dbt.translation.held import SHORT, held, once
from mockhaus_dbt.translation.variants import (
    MARK,
    UNDEFINED,
    array,
    container,
    different,
    elements,
    folded,
    may_be_marked,
    order_key,
    packed,
    shown,
    unended,
)


def length(sql: str) -> str:
    """How many elements an ARRAY has, as a signed number."""
    return f"CAST(json_array_length({sql}) AS BIGINT)"


_MISSING = f"CAST('{UNDEFINED}' AS JSON)"


def item(call: Call, value: Expr) -> str:
    """A value as an element of an ARRAY; NULL is the missing element."""
    text = json_of(call.compiler, value)
    return f"coalesce({text}, {_MISSING})" if value.nullable else text


def _variant(call: Call, value: Expr) -> None:
    """Refuse text, BINARY and dates, which have to be cast to VARIANT before they are sought in a plain ARRAY."""
    if any(isinstance(a, Expr) and a.type.fields is not None for a in call.arguments):
        return  # a structured ARRAY is searched for values of its own type
    if value.type.is_text or value.type.is_datetime or value.type.name == "BINARY":
        raise call.wrong_types()


def _sought(call: Call, value: Expr) -> tuple[str, bool]:
    """A value to look for among elements, and whether elements have to be folded for that."""
    text = json_of(call.compiler, value)
    if value.type.is_text:
        return f"CAST({text} AS VARCHAR)", False
    return once(text, folded, "_sought_", SHORT), True


def _folded_elements(value: Expr, fold: bool) -> str:
    if not fold:
        return elements(value.sql)
    if not may_be_marked(value):
        return f"CAST({elements(value.sql)} AS VARCHAR[])"
    return f"list_transform({elements(value.sql)}, lambda _x: {folded('_x')})"


def _made(list_sql: str, *parts: Expr, perhaps: bool | None = None) -> Expr:
    """An ARRAY of a list that is NULL where one of the parts is.

    Args:
        perhaps: whether the list may hold values that are more than their JSON; by default where a part does.
    """
    absent = [f"{p} IS NULL" for p in parts if p.nullable]
    made = array(list_sql, any(map(may_be_marked, parts)) if perhaps is None else perhaps)
    sql = f"CASE WHEN {' OR '.join(absent)} THEN NULL ELSE {made} END" if absent else made
    return combined(sql, t.ARRAY, *parts, atomic=not absent)


def _of_held(call: Call, body: Callable[..., str], *parts: Expr, perhaps: bool | None = None) -> Expr:
    """As :func:`_made`, of parts that ``body`` uses several times and that are computed once."""
    sql = held(parts, lambda *short: _made(body(*short), *short, perhaps=perhaps).sql, SHORT)
    return combined(sql, t.ARRAY, *parts)


def _constructed(text: str, values: Sequence[Expr], missing: Sequence[Expr] = ()) -> Expr:
    made = combined(packed(text, values, missing), t.ARRAY, *values, atomic=True)
    return made.but(nullable=False, unmarked=not missing and not any(map(may_be_marked, values)))


def may_mark(added: Expr) -> bool:
    """Whether a value can be a marked element of an ARRAY; so is a missing one."""
    return added.nullable or may_be_marked(added)


@function
def array_construct(call: Call, *values: Any) -> Expr:
    """An ARRAY of values; NULL becomes a missing element, ``undefined``.

    >>> ARRAY_CONSTRUCT(1, 'a', TRUE)::VARCHAR
    [1,"a",true]
    >>> ARRAY_CONSTRUCT(NULL, 3::FLOAT)::VARCHAR
    [undefined,3.000000000000000e+00]
    >>> ARRAY_CONSTRUCT(1, NULL)[1] IS NULL
    TRUE
    """
    if not values:
        return Expr("CAST('[]' AS JSON)", t.ARRAY, nullable=False, unmarked=True)
    missing = [v for v in values if v.nullable]
    texts = [f"CAST({item(call, v)} AS VARCHAR)" for v in values]
    joined = ", ',', ".join(texts)
    return _constructed(f"concat('[', {joined}, ']')", values, missing)


@function
def array_construct_compact(call: Call, *values: Any) -> Expr:
    """An ARRAY of the values that are not NULL.

    >>> ARRAY_CONSTRUCT_COMPACT(NULL, 'hello', 4)::VARCHAR
    ["hello",4]
    """
    if not values:
        return Expr("CAST('[]' AS JSON)", t.ARRAY, nullable=False)
    texts = ", ".join(f"CAST({json_of(call.compiler, v)} AS VARCHAR)" for v in values)
    return _constructed(f"concat('[', concat_ws(',', {texts}), ']')", values)


@function
def to_array(call: Call, value: Any) -> Expr:
    """A value as an ARRAY: of one element where it is none; JSON null is NULL.

    >>> TO_ARRAY(1)::VARCHAR
    [1]
    >>> TO_ARRAY(PARSE_JSON('[1,2]'))::VARCHAR
    [1,2]
    """
    return call.cast(value, t.ARRAY)


def _joined(call: Call, value: Expr, parts: Sequence[Expr], body: Callable[[str], str]) -> Expr:
    """An ARRAY of the text of another, which ends in its bracket, and of other texts; NULL where that is NULL."""
    perhaps = may_be_marked(value) or any(map(may_mark, parts))
    name = call.fresh("a")

    def made(held: str) -> str:
        text = f"CAST({held} AS VARCHAR)"
        made = container(body(f"({unended(text)})" if may_be_marked(value) else text), perhaps)
        return made if not value.nullable else f"CASE WHEN {held} IS NOT NULL THEN {made} END"

    return combined(once(value.sql, made, name), t.ARRAY, value, *parts)


@function
def array_append(call: Call, value: Array, added: Any) -> Expr:
    """An ARRAY with an element at its end.

    >>> ARRAY_APPEND(ARRAY_CONSTRUCT(1), 'b')::VARCHAR
    [1,"b"]
    """
    text = f"CAST({item(call, added)} AS VARCHAR)"
    joined = _joined(
        call, value, [added], lambda a: f"CASE WHEN {a} = '[]' THEN '[' ELSE left({a}, -1) || ',' END || {text} || ']'"
    )
    return joined.but(nullable=value.nullable)


@function
def array_prepend(call: Call, value: Array, added: Any) -> Expr:
    """An ARRAY with an element at its beginning.

    >>> ARRAY_PREPEND(ARRAY_CONSTRUCT(1), 0)::VARCHAR
    [0,1]
    """
    text = f"CAST({item(call, added)} AS VARCHAR)"
    joined = _joined(
        call, value, [added], lambda a: f"'[' || {text} || CASE WHEN {a} = '[]' THEN ']' ELSE ',' || substr({a}, 2) END"
    )
    return joined.but(nullable=value.nullable)


@function
def array_cat(call: Call, first: Array, second: Array) -> Expr:
    """Two ARRAYs, one behind the other.

    >>> ARRAY_CAT(ARRAY_CONSTRUCT(1), ARRAY_CONSTRUCT('b'))::VARCHAR
    [1,"b"]
    >>> ARRAY_CAT(ARRAY_CONSTRUCT(1), NULL)
    NULL
    """

    def both(a: str, b: str) -> str:
        x, y = (f"({unended(f'CAST({held} AS VARCHAR)')})" for held in (a, b))
        made = container(f"left({x}, -1) || ',' || substr({y}, 2)", may_be_marked(first) or may_be_marked(second))
        empty = f"WHEN CAST({a} AS VARCHAR) = '[]' THEN {b} WHEN CAST({b} AS VARCHAR) = '[]' THEN {a}"
        return f"CASE WHEN {a} IS NULL OR {b} IS NULL THEN NULL {empty} ELSE {made} END"

    names = call.fresh("a"), call.fresh("b")
    sql = once(first.sql, lambda a: once(second.sql, lambda b: both(a, b), names[1]), names[0])
    return combined(sql, t.ARRAY, first, second)


@function
def array_compact(value: Array) -> Expr:
    """An ARRAY without missing elements and JSON nulls.

    >>> ARRAY_COMPACT(ARRAY_CONSTRUCT(1, NULL, PARSE_JSON('null'), 2))::VARCHAR
    [1,2]
    """
    return _made(f"list_filter({elements(value.sql)}, lambda _x: _x NOT IN ('null', '{UNDEFINED}'))", value)


@function
def array_contains(call: Call, sought: Any, value: Array) -> Expr:
    """Whether an ARRAY has an element.

    >>> ARRAY_CONTAINS('a'::VARIANT, ARRAY_CONSTRUCT('a', 1))
    TRUE
    >>> ARRAY_CONTAINS(2::VARIANT, ARRAY_CONSTRUCT('a', 1))
    FALSE
    >>> ARRAY_CONTAINS(NULL, ARRAY_CONSTRUCT(1, NULL))
    TRUE
    >>> ARRAY_CONTAINS(NULL, ARRAY_CONSTRUCT(1))
    NULL
    """
    _variant(call, sought)
    text, fold = _sought(call, sought)
    sql = f"list_contains({_folded_elements(value, fold)}, {text})"
    if sought.nullable:
        missing = f"nullif(list_contains({elements(value.sql)}, '{UNDEFINED}'), false)"
        sql = f"CASE WHEN {sought} IS NULL THEN {missing} ELSE {sql} END"
    return combined(sql, t.BOOLEAN, sought, value, atomic=not sought.nullable)


@function
def array_position(call: Call, sought: Any, value: Array) -> Expr:
    """The position of an element in an ARRAY, from 0; NULL where there is none.

    >>> ARRAY_POSITION('b'::VARIANT, ARRAY_CONSTRUCT('a', 'b'))
    1
    >>> ARRAY_POSITION('x'::VARIANT, ARRAY_CONSTRUCT('a', 'b'))
    NULL
    >>> ARRAY_POSITION(NULL, ARRAY_CONSTRUCT(1, NULL, 2))
    1
    """
    _variant(call, sought)
    text, fold = _sought(call, sought)
    text = f"coalesce({text}, '{UNDEFINED}')" if sought.nullable else text
    sql = f"nullif(list_position({_folded_elements(value, fold)}, {text}), 0) - 1"
    return combined(sql, t.INTEGER, sought, value).but(nullable=True)


@function
def array_distinct(value: Array) -> Expr:
    """An ARRAY without what comes again.

    >>> ARRAY_DISTINCT(ARRAY_CONSTRUCT('A', 'A', 'B', NULL, NULL))::VARCHAR
    ["A","B",undefined]
    >>> ARRAY_DISTINCT([3, 1, 1::FLOAT, 0, NULL, 3])::VARCHAR
    [3,1,0,undefined]
    """
    return _made(different(elements(value.sql)), value)


def _counted(value: Expr, other: Expr, sign: str) -> str:
    """The elements of a list that have come more or less often than another list has them."""
    kept = (
        "list_filter(_l['v'], lambda _x, _i: len(list_filter(_l['a'][1:_i], lambda _y: _y = _l['a'][_i])) "
        f"{sign} len(list_filter(_l['b'], lambda _y: _y = _l['a'][_i])))"
    )
    cells = {"v": elements(value.sql), "a": _folded_elements(value, True), "b": _folded_elements(other, True)}
    pair = f"{{{', '.join(f'{key!r}: {sql}' for key, sql in cells.items())}}}"
    return f"list_transform([{pair}], lambda _l: {kept})[1]"


@function
def array_except(value: Array, other: Array) -> Expr:
    """The elements of an ARRAY that another does not have; each of the other's takes one away.

    >>> ARRAY_EXCEPT(ARRAY_CONSTRUCT('A', 'B', 'C', 'B'), ARRAY_CONSTRUCT('B'))::VARCHAR
    ["A","C","B"]
    >>> ARRAY_EXCEPT([1, 2.5, NULL], [1::FLOAT, 2.5::FLOAT])::VARCHAR
    [undefined]
    """
    return _made(_counted(value, other, ">"), value, other)


@function
def array_intersection(value: Array, other: Array) -> Expr:
    """The elements that two ARRAYs have in common, each as often as both have it.

    >>> ARRAY_INTERSECTION(ARRAY_CONSTRUCT('A', 'B', 'B'), ARRAY_CONSTRUCT('B', 'C'))::VARCHAR
    ["B"]
    >>> ARRAY_INTERSECTION([1, 2, [3]], [1::FLOAT, [3::FLOAT]])::VARCHAR
    [1,[3]]
    """
    return _made(_counted(value, other, "<="), value, other)


@function
def array_flatten(value: Array) -> Expr:
    """The elements of the ARRAYs in an ARRAY as one ARRAY.

    >>> ARRAY_FLATTEN(ARRAY_CONSTRUCT(ARRAY_CONSTRUCT(1, 2), ARRAY_CONSTRUCT(3)))::VARCHAR
    [1,2,3]
    """
    listed = elements(value.sql)
    wrong = raising("array_element", "_x")
    inner = f"CASE WHEN starts_with(CAST(_x AS VARCHAR), '[') THEN {elements('_x')} ELSE {wrong} END"
    made = array(f"flatten(list_transform({listed}, lambda _x: {inner}))")
    sql = f"CASE WHEN {value} IS NULL OR list_contains({listed}, '{UNDEFINED}') THEN NULL ELSE {made} END"
    return combined(sql, t.ARRAY, value).but(nullable=True)


@function
def array_generate_range(call: Call, start: Integer, stop: Integer, step: Integer | None = None) -> Expr:
    """An ARRAY of whole numbers from a first up to, and without, a last.

    >>> ARRAY_GENERATE_RANGE(2, 5)::VARCHAR
    [2,3,4]
    >>> ARRAY_GENERATE_RANGE(5, 1, -2)::VARCHAR
    [5,3]

    Raises:
        CompilationError: 001015 the step is 0.
    """
    if step is not None and step.constant == 0:
        raise call.wrong_value(0, "STEP")
    parts = [p for p in (start, stop, step) if p is not None]
    numbers = ", ".join(f"CAST({p.sql} AS BIGINT)" for p in parts)
    if step is not None and step.constant is None:
        wrong = typed(raising("argument_value", "'0'", name="STEP", function=call.name), "CAST(NULL AS BIGINT)")
        numbers = f"CAST({start.sql} AS BIGINT), CAST({stop.sql} AS BIGINT), "
        numbers += f"CASE WHEN {step} = 0 THEN {wrong} ELSE CAST({step.sql} AS BIGINT) END"
    return combined(f"to_json(range({numbers}))", t.ARRAY, *parts, atomic=True).but(unmarked=True)


def _front(value: Expr, position: Expr) -> str:
    """A position from 0; negative ones count from the end."""
    position = Expr(whole(position), position.type)
    return f"CASE WHEN {position} < 0 THEN {length(value.sql)} + {position} ELSE {position} END"


@function
def array_insert(call: Call, value: Array, position: Integer, added: Any) -> Expr:
    """An ARRAY with an element put in at a position from 0; a gap is filled with missing elements.

    >>> ARRAY_INSERT(ARRAY_CONSTRUCT(0, 1, 2, 3), 2, 'hello')::VARCHAR
    [0,1,"hello",2,3]
    >>> ARRAY_INSERT(ARRAY_CONSTRUCT(0, 1, 2, 3), -1, 'hello')::VARCHAR
    [0,1,2,"hello",3]
    >>> ARRAY_INSERT(ARRAY_CONSTRUCT(), 2, 1)::VARCHAR
    [undefined,undefined,1]
    """
    new = Expr(item(call, added), t.VARIANT, nullable=False)
    return _of_held(call, _inserted, value, position, new, perhaps=True)


def _inserted(value: Expr, position: Expr, new: Expr) -> str:
    listed, at = elements(value.sql), f"({_front(value, position)})"
    gap = f"list_transform(range(greatest({at} - {length(value.sql)}, 0)), lambda _x: {_MISSING})"
    lead = f"list_transform(range(greatest(-{at} - 1, 0)), lambda _x: {_MISSING})"
    return (
        f"CASE WHEN {at} < 0 THEN list_concat([{new.sql}], list_concat({lead}, {listed})) ELSE "
        f"list_concat(list_concat(list_concat({listed}[1:{at}], {gap}), [{new.sql}]), {listed}[{at} + 1:]) END"
    )


def _extreme(value: Expr, direction: str) -> Expr:
    listed = f"list_filter({elements(value.sql)}, lambda _x: _x NOT IN ('null', '{UNDEFINED}'))"
    pairs = f"list_transform({listed}, lambda _x: {{'k': {order_key('_x')}, 'v': _x}})"
    keyed = f"list_sort({pairs}, '{direction}')[1]['v']"
    null = f"CASE WHEN list_contains({elements(value.sql)}, 'null') THEN CAST('null' AS JSON) END"
    return combined(f"coalesce({keyed}, {null})", t.VARIANT, value, atomic=True).but(nullable=True)


@function
def array_max(value: Array) -> Expr:
    """The greatest element of an ARRAY; missing elements do not count, JSON null only where there is nothing else.

    >>> ARRAY_MAX(ARRAY_CONSTRUCT(20, 0, NULL, 100))
    100
    >>> ARRAY_MAX(ARRAY_CONSTRUCT())
    NULL
    """
    return _extreme(value, "DESC")


@function
def array_min(value: Array) -> Expr:
    """The least element of an ARRAY; missing elements do not count, JSON null only where there is nothing else.

    >>> ARRAY_MIN(ARRAY_CONSTRUCT(20, 0, NULL, 100))
    0
    """
    return _extreme(value, "ASC")


@function
def array_remove(call: Call, value: Array, removed: Any) -> Expr:
    """An ARRAY without the elements that equal a value.

    >>> ARRAY_REMOVE(ARRAY_CONSTRUCT(1, 5, 5.00, 'a'), 5)::VARCHAR
    [1,"a"]
    """
    _variant(call, removed)
    text, fold = _sought(call, removed)
    seen = folded("_x") if fold else "_x"
    return _made(f"list_filter({elements(value.sql)}, lambda _x: {seen} <> {text})", value, removed)


@function
def array_remove_at(value: Array, position: Integer) -> Expr:
    """An ARRAY without the element at a position from 0; negative ones count from the end.

    >>> ARRAY_REMOVE_AT(ARRAY_CONSTRUCT(2, 5, 7), 0)::VARCHAR
    [5,7]
    >>> ARRAY_REMOVE_AT(ARRAY_CONSTRUCT(2, 5, 7), -1)::VARCHAR
    [2,5]
    """
    at = f"({_front(value, position)})"
    return _made(f"list_filter({elements(value.sql)}, lambda _x, _i: _i - 1 <> {at})", value, position)


@function
def array_reverse(value: Array) -> Expr:
    """An ARRAY from its end to its beginning.

    >>> ARRAY_REVERSE(ARRAY_CONSTRUCT(1, 2, 3))::VARCHAR
    [3,2,1]
    """
    return _made(f"list_reverse({elements(value.sql)})", value)


@function
def array_repeat(call: Call, element: Any, count: Integer) -> Expr:
    """An ARRAY of so many times the same element.

    >>> ARRAY_REPEAT(42, 3)::VARCHAR
    [42,42,42]
    >>> ARRAY_REPEAT([1, 2], 2)::VARCHAR
    [[1,2],[1,2]]
    >>> ARRAY_REPEAT('x', 0)::VARCHAR
    []
    >>> ARRAY_REPEAT('hi', NULL)
    NULL
    """
    if element.type.fields is not None:
        raise call.wrong_types()
    if isinstance(count.constant, int) and count.constant > _LONGEST:
        raise call.wrong_value(count, "COUNT")
    return _made(f"repeat([{item(call, element)}], {not_negative(count)})", count, perhaps=may_mark(element))


#: an ARRAY has 128 MB at most.
_LONGEST = 2**27


@function
def array_size(call: Call, value: Any) -> Expr:
    """How many elements an ARRAY has; NULL for a VARIANT that holds none.

    >>> ARRAY_SIZE(ARRAY_CONSTRUCT(1, NULL))
    2
    >>> ARRAY_SIZE(PARSE_JSON('{}'))
    NULL
    """
    if value.type.name not in ("ARRAY", "VARIANT", "NULL"):
        call.arguments[:] = [value]
        raise call.wrong_types()
    size = length(value.sql)
    if value.type.name == "ARRAY":
        return combined(size, t.INTEGER, value, atomic=True)
    sql = f"CASE WHEN starts_with(CAST({value.sql} AS VARCHAR), '[') THEN {size} END"
    return combined(sql, t.INTEGER, value).but(nullable=True)


@function
def array_slice(call: Call, value: Array, start: Integer, stop: Integer) -> Expr:
    """The elements of an ARRAY from a position up to, and without, another; negative ones count from the end.

    >>> ARRAY_SLICE(ARRAY_CONSTRUCT(0, 1, 2, 3, 4, 5, 6), 0, 2)::VARCHAR
    [0,1]
    >>> ARRAY_SLICE(ARRAY_CONSTRUCT(0, 1, 2, 3, 4, 5, 6), -5, -3)::VARCHAR
    [2,3]
    >>> ARRAY_SLICE(ARRAY_CONSTRUCT('foo', 'snow'), 10, 12)::VARCHAR
    []
    """
    return _of_held(call, _slice, value, start, stop)


def _slice(value: Expr, start: Expr, stop: Expr) -> str:
    first, last = (f"greatest({_front(value, p)}, 0)" for p in (start, stop))
    return f"CASE WHEN {last} > {first} THEN {elements(value.sql)}[{first} + 1:{last}] ELSE [] END"


@function
def array_sort(call: Call, value: Array, ascending: Constant = True, nulls_first: Constant = None) -> Expr:
    """The elements of an ARRAY in order; the third argument says where missing elements stand.

    >>> ARRAY_SORT(ARRAY_CONSTRUCT(20, PARSE_JSON('null'), 0, NULL, 10))::VARCHAR
    [0,10,20,null,undefined]
    >>> ARRAY_SORT(ARRAY_CONSTRUCT(20, 0, NULL, 10), FALSE, FALSE)::VARCHAR
    [20,10,0,undefined]
    """
    if ascending is None:
        return Expr("CAST(NULL AS JSON)", t.ARRAY)
    first = (not ascending) if nulls_first is None else bool(nulls_first)
    listed = elements(value.sql)
    there = f"list_filter({listed}, lambda _x: _x <> '{UNDEFINED}')"
    keyed = f"list_transform({there}, lambda _x: {{'k': {order_key('_x')}, 'v': _x}})"
    ordered = f"list_transform(list_sort({keyed}, '{'ASC' if ascending else 'DESC'}'), lambda _x: _x['v'])"
    missing = f"list_filter({listed}, lambda _x: _x = '{UNDEFINED}')"
    parts = (missing, ordered) if first else (ordered, missing)
    return _made(f"list_concat({parts[0]}, {parts[1]})", value)


@function
def array_to_string(value: Array, separator: Text) -> Expr:
    """The elements of an ARRAY as text with a separator between them; nulls are empty.

    >>> ARRAY_TO_STRING(ARRAY_CONSTRUCT('a', NULL, 'b', 1), ',')
    a,,b,1
    """
    one = (
        f"CASE WHEN _x = '{UNDEFINED}' THEN '' WHEN starts_with(CAST(_x AS VARCHAR), '\"') THEN _x ->> '$' "
        f"WHEN starts_with(CAST(_x AS VARCHAR), '{MARK}') THEN regexp_replace(_x ->> '$', '\\.0$', '') "
        f"ELSE coalesce(nullif({shown('_x')}, 'null'), '') END"
    )
    text = f"list_transform({elements(value.sql)}, lambda _x: {one})"
    if isinstance(separator.constant, str):
        return combined(f"array_to_string({text}, {separator.sql})", t.VARCHAR, value, separator, atomic=True)
    # DuckDB's array_to_string takes no separator that differs from row to row.
    joined = f"list_reduce(_l, lambda _a, _b: _a || {separator} || _b)"
    body = f"CASE WHEN {separator} IS NULL THEN NULL WHEN len(_l) = 0 THEN '' ELSE {joined} END"
    return combined(f"list_transform([{text}], lambda _l: {body})[1]", t.VARCHAR, value, separator, atomic=True)


@function
def arrays_overlap(value: Array, other: Array) -> Expr:
    """Whether two ARRAYs have an element in common.

    >>> ARRAYS_OVERLAP(ARRAY_CONSTRUCT('hello', 'aloha'), ARRAY_CONSTRUCT('hi', 'hello'))
    TRUE
    >>> ARRAYS_OVERLAP(ARRAY_CONSTRUCT(1, 2), ARRAY_CONSTRUCT(3))
    FALSE
    >>> ARRAYS_OVERLAP([1], [1::FLOAT])
    TRUE
    """
    lists = f"{_folded_elements(value, True)}, {_folded_elements(other, True)}"
    return combined(f"list_has_any({lists})", t.BOOLEAN, value, other, atomic=True)


@function
def arrays_zip(call: Call, first: Array, *more: Array) -> Expr:
    """An ARRAY of OBJECTs, each with the elements that stand at one position in several ARRAYs.

    >>> ARRAYS_ZIP(ARRAY_CONSTRUCT(1, 2), ARRAY_CONSTRUCT('a'))::VARCHAR
    [{"$1":1,"$2":"a"},{"$1":2,"$2":null}]
    """
    return _of_held(call, _zipped, first, *more)


def _zipped(*arrays: Expr) -> str:
    longest = f"greatest({', '.join(length(a.sql) for a in arrays)})"
    cells = " || ',' || ".join(
        f"'\"${i}\":' || coalesce(nullif(CAST({elements(a.sql)}[_i] AS VARCHAR), '{UNDEFINED}'), 'null')"
        for i, a in enumerate(arrays, 1)
    )
    made = f"list_transform(range(1, {longest} + 1), lambda _i: CAST('{{' || {cells} || '}}' AS JSON))"
    return f"CASE WHEN {longest} = 0 THEN [CAST('{{}}' AS JSON)] ELSE {made} END"


@function
def arrays_to_object(call: Call, keys: Array, values: Array) -> Expr:
    """An OBJECT of an ARRAY of keys and an ARRAY of values.

    >>> ARRAYS_TO_OBJECT(ARRAY_CONSTRUCT('b', 'a'), ARRAY_CONSTRUCT(1, 2))::VARCHAR
    {"a":2,"b":1}
    """
    from mockhaus_dbt.translation.functions.object import object_of

    pairs = (
        f"list_filter(list_transform(list_zip({elements(keys.sql)}, {elements(values.sql)}), "
        f"lambda _p: {{'k': CASE WHEN _p[1] <> '{UNDEFINED}' THEN _p[1] ->> '$' END, "
        f"'v': CASE WHEN _p[2] = '{UNDEFINED}' THEN CAST('null' AS JSON) ELSE _p[2] END}}), "
        "lambda _f: _f['k'] IS NOT NULL)"
    )
    absent = f"{keys} IS NULL OR {values} IS NULL"
    uneven = f"{length(keys.sql)} <> {length(values.sql)}"
    wrong, untold = raising("array_lengths", keys.sql), raising("array_key_type", keys.sql)
    present = f"list_filter({elements(keys.sql)}, lambda _k: _k <> '{UNDEFINED}')"
    other = f"len(list_filter({present}, lambda _k: NOT starts_with(CAST(_k AS VARCHAR), '\"'))) > 0"
    again = f"list_filter({present}, lambda _k, _i: list_position({present}, _k) < _i)"
    twice = raising("object_duplicate", f"({again}[1] ->> '$')")
    sql = (
        f"CASE WHEN {absent} THEN NULL WHEN {uneven} THEN {wrong} WHEN {other} THEN {untold} "
        f"WHEN len({again}) > 0 THEN {twice} ELSE {object_of(pairs)} END"
    )
    return combined(sql, t.OBJECT, keys, values)

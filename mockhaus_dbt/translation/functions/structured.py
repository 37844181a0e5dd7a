"""Functions that make structured values, and what others do with them
(https://docs.snowflake.com/en/sql-reference/data-types-structured).

:data:`RULES` says for a function how it takes structured arguments. Functions without a rule, other than those that
pass a value on as it is, do not take them: a structured value is never converted to a semi-structured one unasked.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mockhaus_dbt.errors import error, raising
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation import variants
from mockhaus_dbt.translation.casts import cast, json_of
from mockhaus_dbt.translation.casts_structured import convert, entries_of, entries_text, field_of, joined, part
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.array import item, may_mark
from mockhaus_dbt.translation.functions.object import _pairs
from mockhaus_dbt.translation.functions.registry import Any, Call, Node, function
from mockhaus_dbt.translation.types import Field, SqlType, array_of, coercible, common_type, map_of
from mockhaus_dbt.translation.variants import container

Rule = Callable[[Call, list[Any]], Expr]
RULES: dict[str, Rule] = {}

#: functions that pass a structured value on, or look at its type alone, with the files whose functions all do.
_TAKEN = frozenset(
    """ANY_VALUE COUNT COUNT_IF LAG LEAD FIRST_VALUE LAST_VALUE NTH_VALUE SYSTEM$TYPEOF GET GET_PATH GET_IGNORE_CASE
    TO_VARIANT TO_ARRAY TO_OBJECT ARRAY_SIZE ARRAY_TO_STRING FILTER TRANSFORM REDUCE MAX_BY MIN_BY COLLATION
    ARRAY_CONSTRUCT_STRUCTURED OBJECT_CONSTRUCT_KEEP_NULL_STRUCTURED MAP_CONSTRUCT""".split()
)
_TAKEN_FILES = frozenset(["conditional", "metadata"])


def has_structured(arguments: list[Any]) -> bool:
    """Whether one of a call's arguments has a structured type."""
    return any(isinstance(a, Expr) and a.type.fields is not None for a in arguments)


def structured_call(call: Call) -> Expr | None:
    """A call with structured arguments.

    Returns:
        None where the function's body does it as it is.

    Raises:
        CompilationError: 001044 the function takes no structured values.
    """
    row = call.function
    rule = RULES.get(row.name)
    if rule is not None:
        return rule(call, call.arguments)
    if row.name in _TAKEN or row.category in _TAKEN_FILES:
        return None
    raise call.wrong_types()


def rule(*names: str) -> Callable[[Rule], Rule]:
    """Register how functions take structured values."""

    def register(body: Rule) -> Rule:
        for name in names:
            RULES[name] = body
        return body

    return register


def _body(call: Call, *arguments: Any) -> Expr:
    """What the function makes of the arguments as if they were semi-structured."""
    row = call.function
    plain = [a.but(type=t.SqlType(a.type.name)) if _structured(a) else a for a in arguments]
    made: Expr = row.body(call, *plain) if row.wants_call else row.body(*plain)
    return made


def _structured(value: Any) -> bool:
    return isinstance(value, Expr) and value.type.fields is not None


def _element(call: Call, value: Expr, wanted: SqlType) -> Expr:
    """A value as an element of a structured ARRAY or MAP, or as the value of a key.

    Raises:
        CompilationError: 001044 it is not converted to the type without a cast.
    """
    given = value.type
    mixed = given.is_datetime != wanted.is_datetime or given.is_semistructured != wanted.is_semistructured
    if not (given.is_null or given.is_text) and mixed and wanted.name != "VARIANT":
        raise call.wrong_types()
    if (given.is_structured or wanted.is_structured) and not coercible(given, wanted):
        raise call.wrong_types()
    return call.cast(value, wanted)


# ----------------------------------------------------------------------------------------------------- constructors


def _unified(call: Call, values: list[Expr]) -> tuple[SqlType, list[Expr]]:
    """Values of one type, and the type."""
    type_ = common_type([v.type for v in values])
    if type_ is None or type_.is_null:
        raise call.wrong_types()
    return type_, [v if v.type == type_ else call.cast(v, type_) for v in values]


@function
def array_construct_structured(call: Call, first: Any, *more: Any) -> Expr:
    """A structured ARRAY of values, of their common type; NULL is kept.

    >>> ARRAY_CONSTRUCT_STRUCTURED(1, 2, 3)
    [1,2,3]
    >>> ARRAY_CONSTRUCT_STRUCTURED(NULL, 'a', 'b')
    [undefined,"a","b"]
    >>> SYSTEM$TYPEOF(ARRAY_CONSTRUCT_STRUCTURED(1, 2.5))
    ARRAY(NUMBER(2,1) NOT NULL)[LOB]
    """
    type_, values = _unified(call, [first, *more])
    texts = " || ',' || ".join(f"CAST({item(call, v)} AS VARCHAR)" for v in values)
    nullable = any(v.nullable for v in values)
    made = container(f"'[' || {texts} || ']'", any(map(may_mark, values)))
    return combined(made, array_of(type_, nullable), *values, atomic=True).but(nullable=False)


@function
def object_construct_keep_null_structured(call: Call, *pairs: Node) -> Expr:
    """A structured OBJECT of constant keys and their values; NULL is kept.

    >>> OBJECT_CONSTRUCT_KEEP_NULL_STRUCTURED('a', 1, 'b', NULL::VARCHAR)
    {"a":1,"b":null}
    """
    found = _pairs(call, pairs)
    fields: list[Field] = []
    cells: list[tuple[str, str]] = []
    for key, value in sorted(found, key=lambda pair: str(pair[0].constant)):
        if not (isinstance(key.constant, str) and key.constant) or value.is_null or not found:
            raise call.wrong_types()
        if any(f.name == key.constant for f in fields):
            raise error("object_duplicate", value=key.constant)
        fields.append(Field(key.constant, value.type, value.nullable))
        cells.append((key.constant, f"coalesce({json_of(call.compiler, value)}, CAST('null' AS JSON))"))
    if not fields:
        raise call.wrong_types()
    values = [v for _, v in found]
    return combined(joined(cells), SqlType("OBJECT", fields=tuple(fields)), *values, atomic=True).but(nullable=False)


@function
def map_construct(call: Call, *pairs: Any) -> Expr:
    """A MAP of keys and values, each of their common type; a NULL key leaves its pair out, a NULL value is kept.

    >>> MAP_CONSTRUCT('b', 2, 'a', 1)
    {"a":1,"b":2}
    >>> MAP_CONSTRUCT(NULL, 1, 'a', 2)
    {"a":2}
    >>> SYSTEM$TYPEOF(MAP_CONSTRUCT(1, 'a', '2', 'b'))
    MAP(NUMBER(38,0), VARCHAR(1) NOT NULL)[LOB]
    """
    if not pairs or len(pairs) % 2:
        line, column = call.compiler.position(call.node)
        raise error("few_arguments", line=line, column=column, call=f"{call.name}(...)", expected=len(pairs) + 1,
                    got=len(pairs))
    key_type, keys = _unified(call, list(pairs[::2]))
    type_, values = _unified(call, list(pairs[1::2]))
    if key_type.is_number:
        key_type = t.INTEGER
        keys = [call.cast(k, key_type) for k in keys]
    elif not key_type.is_text:
        raise call.wrong_types()
    order = key_type.is_number
    entries = []
    for key, value in zip(keys, values):
        text = f"coalesce({json_of(call.compiler, value)}, CAST('null' AS JSON))"
        number = f"'n': {key.sql}, " if order else ""
        entries.append(f"{{{number}'k': {call.cast(key, t.VARCHAR).sql}, 'v': {text}}}")
    held = call.fresh("m")
    kept = f"list_filter([{', '.join(entries)}], lambda _f: _f.k IS NOT NULL)"
    names = f"list_transform({held}, lambda _f: _f.k)"
    again = f"list_filter({names}, lambda _k: len(list_filter({names}, lambda _j: _j = _k)) > 1)[1]"
    twice = raising("map_duplicate", again)
    body = f"CASE WHEN len({names}) > len(list_distinct({names})) THEN {twice} ELSE {entries_text(held)} END"
    nullable = any(v.nullable for v in values)
    shown = map_of(t.VARCHAR if key_type.is_text else key_type, type_, nullable)
    return combined(f"list_transform([{kept}], lambda {held}: {body})[1]", shown, *keys, *values, atomic=True).but(
        nullable=False
    )


# ------------------------------------------------------------------------------------------------------------ ARRAY


def _array_type(call: Call, value: Any) -> SqlType:
    if not _structured(value) or value.type.name != "ARRAY":
        raise call.wrong_types()
    found: SqlType = value.type
    return found


@rule("ARRAY_COMPACT", "ARRAY_SLICE", "ARRAY_DISTINCT", "ARRAY_REVERSE", "ARRAY_SORT", "ARRAY_REMOVE_AT",
      "ARRAY_UNION_AGG")
def _same_array(call: Call, given: list[Any]) -> Expr:
    type_ = _array_type(call, given[0])
    return _body(call, *given).but(type=type_)


@rule("ARRAY_APPEND", "ARRAY_PREPEND", "ARRAY_REMOVE")
def _with_element(call: Call, given: list[Any]) -> Expr:
    type_ = _array_type(call, given[0])
    return _body(call, given[0], _element(call, given[1], type_.element)).but(type=type_)


@rule("ARRAY_INSERT")
def _insert(call: Call, given: list[Any]) -> Expr:
    type_ = _array_type(call, given[0])
    return _body(call, given[0], given[1], _element(call, given[2], type_.element)).but(type=type_)


def _both(call: Call, a: Any, b: Any) -> SqlType:
    first, second = _array_type(call, a), _array_type(call, b)
    type_ = common_type([first, second])
    if type_ is None:
        raise call.wrong_types()
    return type_


@rule("ARRAY_CAT", "ARRAY_INTERSECTION", "ARRAYS_OVERLAP")
def _of_two(call: Call, given: list[Any]) -> Expr:
    type_ = _both(call, *given)
    made = _body(call, *(call.cast(a, type_) for a in given))
    return made.but(type=type_) if made.type.name == "ARRAY" else made


@rule("ARRAY_EXCEPT")
def _except(call: Call, given: list[Any]) -> Expr:
    type_ = _both(call, *given)
    made = _body(call, *(call.cast(a, type_) for a in given)).but(type=type_)
    return call.cast(made, given[0].type)


@rule("ARRAY_CONTAINS", "ARRAY_POSITION")
def _sought(call: Call, given: list[Any]) -> Expr:
    type_ = _array_type(call, given[1])
    if given[0].type.name == "VARIANT" and type_.element.name != "VARIANT":
        raise call.wrong_types()
    return _body(call, _element(call, given[0], type_.element), given[1])


@rule("ARRAYS_ZIP")
def _zipped(call: Call, given: list[Any]) -> Expr:
    types = [_array_type(call, a) for a in given]
    fields = tuple(Field(f"${i}", type_.element) for i, type_ in enumerate(types, 1))
    return _body(call, *given).but(type=t.array_of(SqlType("OBJECT", fields=fields)))


@rule("ARRAY_MAX", "ARRAY_MIN")
def _extreme(call: Call, given: list[Any]) -> Expr:
    type_ = _array_type(call, given[0])
    made = _body(call, given[0])
    found = part(call.compiler, made.sql, type_.element)
    return combined(found.sql, found.type, given[0]).but(nullable=True)


@rule("ARRAY_FLATTEN")
def _flattened(call: Call, given: list[Any]) -> Expr:
    inner = _array_type(call, given[0]).element
    if inner.fields is None or inner.name != "ARRAY":
        raise call.wrong_types()
    return _body(call, given[0]).but(type=inner)


# ------------------------------------------------------------------------------------------------------ OBJECT, MAP


@rule("OBJECT_KEYS")
def _keys(call: Call, given: list[Any]) -> Expr:
    [value] = given
    if value.type.name == "ARRAY":
        raise call.wrong_types()
    key = value.type.fields[0].type if value.type.name == "MAP" else t.VARCHAR
    if key.is_number:
        listed = f"list_transform(CAST(json_keys({value.sql}) AS VARCHAR[]), lambda _k: CAST(_k AS JSON))"
        return combined(f"to_json({listed})", array_of(key), value, atomic=True)
    return combined(f"to_json(json_keys({value.sql}))", array_of(key), value, atomic=True)


def _constants(call: Call, keys: list[Any]) -> list[str]:
    for key in keys:
        if not isinstance(key.constant, str):
            place = next(i for i, a in enumerate(call.arguments, 1) if a is key)
            raise error("argument_constant", position=place, function=call.name, found=call.written(place))
    return [key.constant for key in keys]


def _picked(call: Call, value: Expr, fields: list[Field], more: list[tuple[Field, Expr]]) -> Expr:
    """An OBJECT of some keys of another, and of new ones."""
    held = call.fresh("o")
    cells = [(f.name, field_of(held, f.name, t.VARIANT)) for f in fields]
    cells += [(f.name, f"coalesce({json_of(call.compiler, v)}, CAST('null' AS JSON))") for f, v in more]
    body = f"CASE WHEN {held} IS NOT NULL THEN {joined(cells)} END"
    type_ = SqlType("OBJECT", fields=(*fields, *(f for f, _ in more)))
    return combined(f"list_transform([{value.sql}], lambda {held}: {body})[1]", type_, value, *(v for _, v in more),
                    atomic=True)


@rule("OBJECT_DELETE", "OBJECT_PICK")
def _delete_or_pick(call: Call, given: list[Any]) -> Expr:
    value, *keys = given
    if value.type.name == "MAP":
        return _of_map(call, value, keys)
    names = _constants(call, keys)
    there = {f.name: f for f in value.type.fields}
    for name in names:
        if name not in there:
            raise error("field_missing", function=call.name, name=name)
    if call.function.name == "OBJECT_PICK":
        return _picked(call, value, [there[n] for n in names], [])
    return _picked(call, value, [f for f in there.values() if f.name not in names], [])


def _of_map(call: Call, value: Expr, keys: list[Any]) -> Expr:
    """MAP_DELETE and MAP_PICK."""
    key = (value.type.fields or ())[0].type
    if len(keys) == 1 and keys[0].type.name == "ARRAY":
        sought = f"list_transform({variants.elements(keys[0].sql)}, lambda _k: _k ->> '$')"
    else:
        if call.name == "MAP_DELETE" and any(not k.is_null and k.type.is_text != key.is_text for k in keys):
            raise call.wrong_types()
        sought = f"[{', '.join(call.cast(call.cast(k, key), t.VARCHAR).sql for k in keys)}]"
    word = "" if call.function.name == "OBJECT_PICK" else "NOT "
    held = call.fresh("m")
    kept = f"list_filter({entries_of(held)}, lambda _e: {word}list_contains({sought}, _e[1]))"
    body = f"CASE WHEN {held} IS NOT NULL THEN {_map_text(kept, key)} END"
    return combined(f"list_transform([{value.sql}], lambda {held}: {body})[1]", value.type, value, *keys, atomic=True)


def _map_text(list_sql: str, key: SqlType) -> str:
    """The JSON of a MAP of a list of keys and values."""
    number = "'n': CAST(_x[1] AS DECIMAL(38,0)), " if key.is_number else ""
    return entries_text(f"list_transform({list_sql}, lambda _x: {{{number}'k': _x[1], 'v': _x[2]}})")


@rule("OBJECT_INSERT")
def _insert_key(call: Call, given: list[Any]) -> Expr:
    value, key, inserted, update = given
    if value.type.name == "MAP":
        return _insert_into_map(call, value, key, inserted, update)
    [name] = _constants(call, [key])
    fields: tuple[Field, ...] = value.type.fields
    changing = update is not None and update.constant is True
    if update is not None and not isinstance(update.constant, bool):
        raise error("argument_constant", position=4, function=call.name, found=call.written(4))
    there = next((f for f in fields if f.name == name), None)
    if changing != (there is not None):
        raise error("field_missing" if changing else "field_exists", function=call.name, name=name)
    if there is None:
        if inserted.is_null:
            raise call.wrong_types()
        return _picked(call, value, list(fields), [(Field(name, inserted.type, inserted.nullable), inserted)])
    new = _element(call, inserted, there.type)
    made = _picked(call, value, [f for f in fields if f.name != name], [(there, new)])
    return convert(call.compiler, made, value.type)


def _insert_into_map(call: Call, value: Expr, key: Expr, inserted: Expr, update: Expr | None) -> Expr:
    key_type = (value.type.fields or ())[0].type
    written = call.compiler.expression(call.node.expressions[1], call.scope)  # the argument itself is text by now
    if not written.is_null and written.type.is_text != key_type.is_text:
        raise call.wrong_types()
    text = call.cast(call.cast(key, key_type), t.VARCHAR)
    wanted = value.type.element
    new = json_of(
        call.compiler,
        call.cast(inserted, wanted) if inserted.type.name == "VARIANT" else _element(call, inserted, wanted),
    )
    held, name = call.fresh("m"), call.fresh("k")
    others = f"list_filter({entries_of(held)}, lambda _e: _e[1] <> {name})"
    entry = f"[struct_pack(a := {name}, b := coalesce({new}, CAST('null' AS JSON)))]"
    pairs = f"list_concat(list_transform({others}, lambda _e: struct_pack(a := _e[1], b := _e[2])), {entry})"
    number = "'n': CAST(_x.a AS DECIMAL(38,0)), " if key_type.is_number else ""
    made = entries_text(f"list_transform({pairs}, lambda _x: {{{number}'k': _x.a, 'v': _x.b}})")
    refused = raising("object_key_exists", name)
    allowed = f"NOT list_contains(json_keys({held}), {name})"
    allowed = allowed if update is None else f"{update} OR {allowed}"
    body = f"CASE WHEN {held} IS NULL OR {name} IS NULL THEN {held} WHEN {allowed} THEN {made} ELSE {refused} END"
    inner = f"list_transform([{text.sql}], lambda {name}: {body})[1]"
    return combined(f"list_transform([{value.sql}], lambda {held}: {inner})[1]", value.type, value, key, inserted,
                    atomic=True).but(nullable=True)


@rule("MAP_CAT")
def _cat(call: Call, given: list[Any]) -> Expr:
    type_ = next(a.type for a in given if _structured(a))
    if type_.name != "MAP" or not all(a.is_null or coercible(a.type, type_) for a in given):
        raise call.wrong_types()
    a, b = (call.cast(v, type_) for v in given)
    held = call.fresh("m")
    first, second = entries_of(f"{held}.a"), entries_of(f"{held}.b")
    kept = f"list_filter({first}, lambda _e: NOT list_contains(json_keys({held}.b), _e[1]))"
    both = _map_text(f"list_concat({kept}, {second})", type_.fields[0].type)
    body = f"CASE WHEN {held}.a IS NOT NULL AND {held}.b IS NOT NULL THEN {both} END"
    pair = f"{{'a': {a.sql}, 'b': {b.sql}}}"
    return combined(f"list_transform([{pair}], lambda {held}: {body})[1]", type_, *given, atomic=True)


@rule("MAP_CONTAINS_KEY")
def _contains_key(call: Call, given: list[Any]) -> Expr:
    key, value = given
    if value.type.name != "MAP":
        raise call.wrong_types()
    if not key.is_null and key.type.is_text != value.type.fields[0].type.is_text:
        shown = re.sub(r"\bVARCHAR\b(?!\()", "VARCHAR(134217728)", str(value.type))
        raise error("invalid_cast", function=call.name, source=key.type, target=shown)
    return _body(call, cast(call.compiler, key, value.type.fields[0].type), value)


@rule("MAP_SIZE")
def _size(call: Call, given: list[Any]) -> Expr:
    if given[0].type.name != "MAP":
        raise call.wrong_types()
    return _body(call, *given)


def element_of(call: Call, value: Expr, variable: str) -> Expr:
    """What a lambda sees of an element of an ARRAY: of a structured one a value of its type."""
    if value.type.fields is None:
        held = variants.element(variable)
        parts = (f"contains({variable}, '{variants.MARK}')", variants.protected_sql(variable), held)
        return Expr(held, t.VARIANT, text_sql=f"({held} ->> '$')", part_sql=parts)
    return part(call.compiler, variable, value.type.element)


__all__ = ["element_of", "has_structured", "structured_call"]

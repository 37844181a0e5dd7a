"""OBJECT and MAP functions (https://docs.snowflake.com/en/sql-reference/functions-semistructured)."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlglot import exp

from mockhaus_dbt.errors import error, raising
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation import variants
from mockhaus_dbt.translation.casts import cast, json_of
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.functions.registry import Any, Boolean, Call, Node, Object, Text, function
from mockhaus_dbt.translation.held import SHORT, held, once
from mockhaus_dbt.translation.rewrites.variant_paths import extract


def entries(value_sql: str) -> str:
    """The keys and values of an OBJECT as a list of structs ``k``, ``v``."""
    # The casts are for a constant NULL, of which DuckDB forgets the type.
    keys, values = f"CAST(json_keys({value_sql}) AS VARCHAR[])", f"CAST({variants.listed(value_sql, '$.*')} AS JSON[])"
    return f"list_transform(list_zip({keys}, {values}), lambda _e: {{'k': _e[1], 'v': _e[2]}})"


def object_of(list_sql: str, in_order: bool = False, perhaps: bool = True) -> str:
    """An OBJECT of a list of structs ``k``, ``v`` without NULLs, which perhaps hold more than their JSON."""
    listed = list_sql if in_order else f"list_sort({list_sql})"
    one = "CAST(to_json(_e['k']) AS VARCHAR) || ':' || CAST(_e['v'] AS VARCHAR)"
    joined = f"array_to_string(list_transform({listed}, lambda _e: {one}), ',')"
    return variants.container(f"'{{' || {joined} || '}}'", perhaps)


def _pairs(call: Call, nodes: Sequence[Any]) -> list[tuple[Expr, Expr]]:
    """Keys and values of OBJECT_CONSTRUCT; ``*`` gives the columns with their names."""
    from mockhaus_dbt.translation.rewrites.outputs import star_pairs

    pairs: list[tuple[Expr, Expr]] = []
    compiled: list[Expr] = []
    for node in nodes:
        if isinstance(node, exp.Star) or (isinstance(node, exp.Column) and isinstance(node.this, exp.Star)):
            for name, value in star_pairs(call.compiler, node, call.scope):
                compiled += [Expr(literal(name), t.varchar(len(name)), nullable=False, constant=name), value]
        else:
            compiled.append(call.compiler.expression(node, call.scope))
    call.arguments[:] = compiled
    if len(compiled) % 2:
        line, column = call.compiler.position(call.node)
        raise error(
            "few_arguments", line=line, column=column, call=f"{call.name}(...)", expected=len(compiled) + 1,
            got=len(compiled),
        )
    for key, value in zip(compiled[::2], compiled[1::2], strict=True):
        if value.type.is_structured and not call.name.endswith("_STRUCTURED"):
            raise call.wrong_types()
        if not (key.type.is_text or key.is_null or key.type.name == "VARIANT"):
            raise call.wrong_types()
        pairs.append((cast(call.compiler, key, t.VARCHAR) if not key.type.is_text else key, value))
    return pairs


def _constructed(call: Call, nodes: Sequence[Any], keep_null: bool) -> Expr:
    pairs = _pairs(call, nodes)
    values = [v for pair in pairs for v in pair]
    compiler = call.compiler
    perhaps = any(variants.may_be_marked(v) for _, v in pairs)
    if all(isinstance(k.constant, str) for k, _ in pairs):
        seen: dict[str, Expr] = {}
        for key, value in pairs:
            if value.is_null and not keep_null:
                continue
            if key.constant in seen:
                raise error("object_duplicate", value=key.constant)
            seen[key.constant] = value
        parts = []
        for name in sorted(seen):
            head = literal(json.dumps(name, ensure_ascii=False) + ":")
            text = f"CAST({json_of(compiler, seen[name])} AS VARCHAR)"
            parts.append(f"{head} || coalesce({text}, 'null')" if keep_null else f"{head} || {text}")
        inside = f"concat_ws(',', {', '.join(parts)})" if parts else "''"
        made = variants.packed(f"concat('{{', {inside}, '}}')", list(seen.values()))
        return combined(made, t.OBJECT, *values, atomic=True).but(nullable=False, unmarked=not perhaps)
    items = []
    for key, value in pairs:
        text = json_of(compiler, value)
        if keep_null:
            text = f"coalesce({text}, CAST('null' AS JSON))"
        items.append(f"{{'k': {key.sql}, 'v': {text}}}")
    listed = f"list_filter([{', '.join(items)}], lambda _f: _f['k'] IS NOT NULL AND _f['v'] IS NOT NULL)"
    made = object_of(listed, perhaps=perhaps) if len(items) == 1 else _of_different(call, listed, perhaps)
    return combined(made, t.OBJECT, *values, atomic=True).but(nullable=False, unmarked=not perhaps)


def _of_different(call: Call, list_sql: str, perhaps: bool) -> str:
    """An OBJECT of a list of structs ``k``, ``v``; error 100106 where a key comes twice."""

    def body(pairs: str) -> str:
        keys = f"list_transform({pairs}, lambda _p: _p['k'])"
        again = f"list_filter({keys}, lambda _k, _i: list_position({keys}, _k) < _i)[1]"
        twice = raising("object_duplicate", again)
        made = object_of(pairs, perhaps=perhaps)
        return f"CASE WHEN len(list_distinct({keys})) < len({pairs}) THEN {twice} ELSE {made} END"

    return once(list_sql, body, call.fresh("pairs"), SHORT)


@function
def object_construct(call: Call, *pairs: Node) -> Expr:
    """An OBJECT of keys and values; pairs with NULL are left out, JSON null is kept.

    >>> OBJECT_CONSTRUCT('z', 1, 'a', 2)::VARCHAR
    {"a":2,"z":1}
    >>> OBJECT_CONSTRUCT('a', NULL, 'b', PARSE_JSON('null'))::VARCHAR
    {"b":null}
    >>> SELECT OBJECT_CONSTRUCT(*)::VARCHAR FROM VALUES (1, 'x')
    {"COLUMN1":1,"COLUMN2":"x"}
    """
    return _constructed(call, pairs, keep_null=False)


@function
def object_construct_keep_null(call: Call, *pairs: Node) -> Expr:
    """An OBJECT of keys and values; a NULL value becomes JSON null, a NULL key leaves its pair out.

    >>> OBJECT_CONSTRUCT_KEEP_NULL('a', NULL, 'b', 1)::VARCHAR
    {"a":null,"b":1}
    """
    return _constructed(call, pairs, keep_null=True)


@function(aliases=("MAP_INSERT",))
def object_insert(call: Call, value: Object, key: Text, inserted: Any, update: Boolean | None = None) -> Expr:
    """An OBJECT with a key added, or changed where the fourth argument is TRUE.

    >>> OBJECT_INSERT(OBJECT_CONSTRUCT('b', 1), 'a', 2)::VARCHAR
    {"a":2,"b":1}
    >>> OBJECT_INSERT(OBJECT_CONSTRUCT('a', 1), 'a', 2, TRUE)::VARCHAR
    {"a":2}
    >>> OBJECT_INSERT(OBJECT_CONSTRUCT('a', 1), 'b', NULL)::VARCHAR
    {"a":1}
    >>> OBJECT_INSERT(OBJECT_CONSTRUCT('a', 1), NULL, 2)::VARCHAR
    {"a":1}
    """
    added = Expr(json_of(call.compiler, inserted), t.VARIANT, nullable=inserted.nullable, atomic=False)
    perhaps = variants.may_be_marked(value) or variants.may_be_marked(inserted)
    parts = [value, key, added] if update is None else [value, key, added, update]
    sql = held(parts, lambda *short: _inserted(perhaps, *short), SHORT)
    return combined(sql, value.type, value, key, inserted).but(nullable=value.nullable)


def _inserted(perhaps: bool, value: Expr, key: Expr, added: Expr, update: Expr | None = None) -> str:
    pointer = f"'/' || replace(replace({key}, '~', '~0'), '/', '~1')"
    has = f"json_exists({value.sql}, {pointer})"
    others = f"list_filter({entries(value.sql)}, lambda _f: _f['k'] <> {key})"
    made = object_of(f"list_append({others}, {{'k': {key.sql}, 'v': {added.sql}}})", perhaps=perhaps)
    if added.nullable:
        without = object_of(others, in_order=True, perhaps=perhaps)
        made = f"CASE WHEN {added} IS NOT NULL THEN {made} WHEN {has} THEN {without} ELSE {value.sql} END"
    refused = raising("object_key_exists", key.sql)
    allowed = f"NOT {has}" if update is None else f"{update} OR NOT {has}"
    absent = [v for v in (value, key) if v.nullable]
    empty = f"WHEN {' OR '.join(f'{v} IS NULL' for v in absent)} THEN {value.sql} " if absent else ""
    return f"CASE {empty}WHEN {allowed} THEN {made} ELSE {refused} END"


def _keys_list(call: Call, keys: Sequence[Expr]) -> str:
    """Key arguments as a list of text; one of them may be an ARRAY."""
    if len(keys) == 1 and keys[0].type.name == "ARRAY":
        return f"list_transform({variants.elements(keys[0].sql)}, lambda _k: _k ->> '$')"
    return f"[{', '.join(f'CAST({cast(call.compiler, k, t.VARCHAR).sql} AS VARCHAR)' for k in keys)}]"


@function(aliases=("MAP_DELETE",))
def object_delete(call: Call, value: Object, key: Any, *more: Any) -> Expr:
    """An OBJECT without some keys.

    >>> OBJECT_DELETE(OBJECT_CONSTRUCT('a', 1, 'b', 2, 'c', 3), 'a', 'b')::VARCHAR
    {"c":3}
    """
    given = [key, *more]
    if all(isinstance(k.constant, str) for k in given):
        sql = held([value], lambda short: _without(short, given, variants.may_be_marked(value)), SHORT)
        return combined(sql, value.type, value, *given)
    keys = _keys_list(call, [key, *more])

    def kept(short: Expr) -> str:
        fields = f"list_filter({entries(short.sql)}, lambda _f: NOT list_contains({keys}, _f['k']))"
        return f"CASE WHEN {short} IS NOT NULL THEN {object_of(fields, in_order=True)} END"

    return combined(held([value], kept, SHORT), value.type, value, key, *more)


def _without(value: Expr, given: Sequence[Expr], perhaps: bool) -> str:
    """An OBJECT without keys that are constant."""
    gone = literal(json.dumps({k.constant: None for k in given}, ensure_ascii=False))
    made = f"json_merge_patch({value.sql}, {gone})"
    if perhaps:
        names = ", ".join(literal(str(k.constant)) for k in given)
        kept = object_of(f"list_filter({entries(value.sql)}, lambda _f: _f['k'] NOT IN ({names}))", in_order=True)
        made = f"CASE WHEN {variants.holds_marks(value.sql)} THEN {kept} ELSE {made} END"
    # Without an object to patch DuckDB gives the patch.
    return f"CASE WHEN {value} IS NOT NULL THEN {made} END" if value.nullable else made


@function(aliases=("MAP_PICK",))
def object_pick(call: Call, value: Object, key: Any, *more: Any) -> Expr:
    """An OBJECT with some keys of another alone.

    >>> OBJECT_PICK(OBJECT_CONSTRUCT('a', 1, 'b', 2, 'c', 3), 'a', 'b', 'x')::VARCHAR
    {"a":1,"b":2}
    >>> OBJECT_PICK(OBJECT_CONSTRUCT('a', 1, 'b', 2), ARRAY_CONSTRUCT('b'))::VARCHAR
    {"b":2}
    """
    given = [key, *more]
    if all(isinstance(k.constant, str) for k in given):
        parts = [
            f"{literal(json.dumps(k, ensure_ascii=False) + ':')} || CAST({extract(value, [k]).sql} AS VARCHAR)"
            for k in sorted({str(k.constant) for k in given})
        ]
        joined = f"concat('{{', concat_ws(',', {', '.join(parts)}), '}}')"
        picked = variants.container(joined, variants.may_be_marked(value))
        return combined(f"CASE WHEN {value} IS NOT NULL THEN {picked} END", value.type, value, *given)
    keys = _keys_list(call, [key, *more])
    made = object_of(f"list_filter({entries(value.sql)}, lambda _f: list_contains({keys}, _f['k']))", in_order=True)
    return combined(f"CASE WHEN {value} IS NOT NULL THEN {made} END", value.type, value, key, *more)


@function(aliases=("MAP_KEYS",))
def object_keys(call: Call, value: Any) -> Expr:
    """The keys of an OBJECT as an ARRAY, in order.

    >>> OBJECT_KEYS(PARSE_JSON('{"b":1,"a":2}'))::VARCHAR
    ["a","b"]
    """
    if not (value.type.name in ("OBJECT", "VARIANT") or value.is_null):
        raise call.wrong_types()
    text = f"CAST({value.sql} AS VARCHAR)"
    sql = f"CASE WHEN starts_with({text}, '{{') THEN to_json(json_keys({value.sql})) END"
    return combined(sql, t.ARRAY, value)


@function
def map_cat(call: Call, value: Any, other: Any) -> Expr:
    """Two maps in one; of keys in both the second map's value counts.

    >>> MAP_CAT(OBJECT_CONSTRUCT('a', 1, 'b', 2)::MAP(VARCHAR, INT), OBJECT_CONSTRUCT('b', 3)::MAP(VARCHAR, INT))
    {"a":1,"b":3}
    """
    if not all(m.is_null or m.type.is_semistructured or m.type.fields is not None for m in (value, other)):
        raise call.wrong_types()
    first = f"list_filter({entries(value.sql)}, lambda _f: NOT list_contains(json_keys({other.sql}), _f['k']))"
    made = object_of(f"list_concat({first}, {entries(other.sql)})")
    sql = f"CASE WHEN {value} IS NOT NULL AND {other} IS NOT NULL THEN {made} END"
    return combined(sql, t.MAP, value, other)


@function
def map_contains_key(call: Call, key: Any, value: Object) -> Expr:
    """Whether a map has a key.

    >>> MAP_CONTAINS_KEY('a', OBJECT_CONSTRUCT('a', 1)::MAP(VARCHAR, INT))
    TRUE
    """
    text = call.cast(key, t.VARCHAR)
    return combined(f"list_contains(json_keys({value.sql}), {text.sql})", t.BOOLEAN, key, value, atomic=True)


@function
def map_size(value: Object) -> Expr:
    """How many keys a map has.

    >>> MAP_SIZE(OBJECT_CONSTRUCT('a', 1, 'b', 2)::MAP(VARCHAR, INT))
    2
    """
    return combined(f"len(json_keys({value.sql}))", t.INTEGER, value, atomic=True)

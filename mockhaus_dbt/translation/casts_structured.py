"""Conversions to, from and between structured types
(https://docs.snowflake.com/en/sql-reference/data-types-structured).

A structured value is JSON as a semi-structured one is, with its keys in the order of its type. NULL is the missing
element of an ARRAY, and JSON null in an OBJECT or MAP.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import error, raising, typed
from mockhaus_dbt.translation import casts, variants
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.types import Field, SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

#: structured target -> the semi-structured types that are cast to it.
_SOURCES = {"ARRAY": ("ARRAY", "VARIANT"), "OBJECT": ("OBJECT", "VARIANT"), "MAP": ("OBJECT", "VARIANT")}
#: structured source -> the types it is cast to, structured or not.
_TARGETS = {"ARRAY": ("ARRAY", "VARIANT"), "OBJECT": ("OBJECT", "MAP", "VARIANT"), "MAP": ("OBJECT", "MAP", "VARIANT")}
_KEPT = frozenset(["VARIANT", "ARRAY", "OBJECT"])


def convert(compiler: Compiler, value: Expr, target: SqlType, options: frozenset[str] = frozenset()) -> Expr:
    """Cast a value to a structured type, or from one.

    Args:
        compiler: of the statement.
        value: one of the two types is structured.
        target: the type wanted.
        options: RENAME and ADD, of RENAME FIELDS and ADD FIELDS.

    Raises:
        CompilationError: 001065 there is no such cast.
    """
    source = value.type
    if target.name == "VECTOR" and source.name == "ARRAY" and source.element.is_numeric:
        return casts.cast(compiler, value.but(type=t.ARRAY), target)
    element = "NUMBER" if source.scale == 0 else "FLOAT"
    if source.name == "VECTOR" and target.name == "ARRAY" and target.element.name == element:
        return convert(compiler, casts.cast(compiler, value, t.ARRAY), target, options)
    allowed = _SOURCES.get(target.name, ()) if source.fields is None else _TARGETS[source.name]
    if (source.name if source.fields is None else target.name) not in allowed:
        raise _refused(source, target)
    held = compiler.fresh("cast")
    if target.fields is None:
        if not _differs(source):
            return value.but(type=target, text_sql=None)
        body = f"CASE WHEN {held} IS NOT NULL THEN {plain(compiler, held, source)} END"
    else:
        body = _checked(compiler, held, source, target, options)
    sql = f"list_transform([{value.sql}], lambda {held}: {body})[1]"
    return combined(sql, target, value, atomic=True)


def _refused(source: SqlType, target: SqlType) -> Exception:
    return error("invalid_cast", function="CAST", source=source, target=target)


def _checked(compiler: Compiler, held: str, source: SqlType, target: SqlType, options: frozenset[str]) -> str:
    """The value as the target; of a VARIANT what is no ARRAY or OBJECT fails, and JSON null is NULL."""
    wrong = raising("variant_cast", held, type=str(target))
    made = _MADE[target.name](compiler, held, source, target, options)
    if source.name == "VARIANT":
        first = "[" if target.name == "ARRAY" else "{"
        return (
            f"CASE left(CAST({held} AS VARCHAR), 1) WHEN '{first}' THEN {made} WHEN 'n' THEN NULL "
            f"ELSE CASE WHEN {held} IS NOT NULL THEN {wrong} END END"
        )
    return f"CASE WHEN {held} IS NOT NULL THEN {made} END"


# ------------------------------------------------------------------------------------------------------------ parts


def part(compiler: Compiler, sql: str, type_: SqlType) -> Expr:
    """A part of a structured value as a value of its type.

    Args:
        sql: DuckDB text of the JSON that was taken out; NULL, JSON null and the missing element are NULL.
    """
    there = f"nullif(nullif({sql}, '{variants.UNDEFINED}'), 'null')"
    if type_.name == "VARIANT":
        return Expr(f"nullif({sql}, '{variants.UNDEFINED}')", type_)
    if type_.is_semistructured:
        return Expr(there, type_)
    text = f"({there} ->> '$')"
    if type_.name in ("NUMBER", "FLOAT", "BOOLEAN", "DATE", "TIME", "TIMESTAMP_NTZ"):
        return Expr(f"CAST({text} AS {compiler.physical(type_)})", type_)
    if type_.is_text:
        return Expr(text, type_, stored="VARCHAR[LOB]" if type_.length == t.MAX_VARCHAR else "")
    if type_.name == "BINARY":
        return Expr(f"unhex({text})", type_)
    return casts.cast(compiler, Expr(there, t.VARIANT), type_)


def _entry(compiler: Compiler, sql: str, source: SqlType, field: Field, missing: str, whole: SqlType) -> str:
    """A part of a value as JSON of the type that it has in the target, whose NULL is ``missing``."""
    wanted = field.type
    if source.name == "VARIANT" and wanted.fields is None and wanted.name in _KEPT:
        made = sql
        if wanted.name != "VARIANT":  # JSON null stays
            cast = casts.cast(compiler, Expr(sql, t.VARIANT), wanted)
            made = f"CASE WHEN {sql} = 'null' THEN {sql} ELSE {cast.sql} END"
    else:
        given = Expr(f"nullif({sql}, '{variants.UNDEFINED}')", source)
        if source.name != "VARIANT":
            given = part(compiler, sql, source)
        cast = casts.cast(compiler, given, wanted)
        if wanted.is_semistructured:
            made = cast.sql
        else:
            held = compiler.fresh("part")
            text = casts.json_of(compiler, Expr(held, wanted))
            made = f"list_transform([{cast.sql}], lambda {held}: {text})[1]"
    if not field.nullable:
        missing_part = typed(raising("null_part", sql, type=str(whole)), "CAST('null' AS JSON)")
        return f"coalesce({made}, {missing_part})"
    return f"coalesce({made}, CAST('{missing}' AS JSON))"


def field_of(held: str, name: str, type_: SqlType) -> str:
    """DuckDB text of the JSON of a key, whose value has a type."""
    return read(held, literal("/" + name.replace("~", "~0").replace("/", "~1")), type_)


def read(held: str, pointer: str, type_: SqlType) -> str:
    """DuckDB text of the JSON of a part.

    Args:
        pointer: where it stands.
        type_: of the part; of a scalar the JSON says all that its type needs.
    """
    if type_.is_semistructured:
        return variants.taken(held, lambda v: f"json_extract({v}, {pointer})")
    return variants.element_text(f"json_extract({held}, {pointer})")


def entries_of(held: str) -> str:
    """DuckDB text of the keys and values of an OBJECT or MAP as a list."""
    return f"list_zip(CAST(json_keys({held}) AS VARCHAR[]), {variants.listed(held, '$.*')})"


def joined(pairs: list[tuple[str, str]], perhaps: bool = True) -> str:
    """JSON text of an OBJECT: keys, and DuckDB text of the JSON of each value."""
    parts = []
    for i, (name, sql) in enumerate(pairs):
        head = "," * (i > 0) + json.dumps(name, ensure_ascii=False) + ":"
        parts.append(f"{literal(head)} || CAST({sql} AS VARCHAR)")
    return variants.container(f"'{{' || {' || '.join(parts)} || '}}'", perhaps) if parts else "CAST('{}' AS JSON)"


# ---------------------------------------------------------------------------------------------------- to structured


def _array(compiler: Compiler, held: str, source: SqlType, target: SqlType, options: frozenset[str]) -> str:
    [field] = target.fields or ()
    variable = compiler.fresh("x")
    given = source.element if source.fields is not None else t.VARIANT
    made = _entry(compiler, variable, given, field, variants.UNDEFINED, target)
    return variants.array(f"list_transform({variants.elements(held)}, lambda {variable}: {made})")


def _object(compiler: Compiler, held: str, source: SqlType, target: SqlType, options: frozenset[str]) -> str:
    fields = target.fields or ()
    if source.fields is not None and source.name == "OBJECT":
        return joined([(f.name, sql) for f, sql in _from_object(compiler, held, source, target, options)])
    if options:
        raise _refused(source, target)
    given = source.element if source.fields is not None else t.VARIANT
    pairs = []
    for field in fields:
        found = f"coalesce({field_of(held, field.name, given)}, CAST('null' AS JSON))"
        pairs.append((field.name, _entry(compiler, found, given, field, "null", target)))
    keys = ", ".join(literal(f.name) for f in fields)
    right = f"len(json_keys({held})) = {len(fields)}"
    if keys:
        right += f" AND list_has_all(json_keys({held}), [{keys}])"
    wrong = raising("variant_cast", held, type=str(target))
    return f"CASE WHEN {right} THEN {joined(pairs)} ELSE {wrong} END"


def _from_object(
    compiler: Compiler, held: str, source: SqlType, target: SqlType, options: frozenset[str]
) -> list[tuple[Field, str]]:
    given, wanted = source.fields or (), target.fields or ()
    names = {f.name: f for f in given}
    made = []
    for i, field in enumerate(wanted):
        old = (given[i] if i < len(given) else None) if "RENAME" in options else names.get(field.name)
        if old is None:
            if "ADD" not in options or not field.nullable:
                raise _refused(source, target)
            made.append((field, "CAST('null' AS JSON)"))
            continue
        made.append((field, _entry(compiler, field_of(held, old.name, old.type), old.type, field, "null", target)))
    if len(given) > len(wanted) or not ("RENAME" in options or names.keys() <= {f.name for f in wanted}):
        raise _refused(source, target)
    return made


def _map(compiler: Compiler, held: str, source: SqlType, target: SqlType, options: frozenset[str]) -> str:
    if options:
        raise _refused(source, target)
    key, field = target.fields or ()
    given = t.VARIANT
    if source.fields is not None:
        given = source.element if source.name == "MAP" else t.VARIANT
        held = held if source.name == "MAP" else f"({plain(compiler, held, source)})"
    entry = compiler.fresh("e")
    value = _entry(compiler, f"{entry}[2]", given, field, "null", target)
    name = casts.cast(compiler, Expr(f"{entry}[1]", t.VARCHAR), key.type)
    order = f"'n': {name.sql}, " if key.type.is_number else ""
    text = casts.cast(compiler, name, t.VARCHAR).sql
    return entries_text(f"list_transform({entries_of(held)}, lambda {entry}: {{{order}'k': {text}, 'v': {value}}})")


def entries_text(list_sql: str) -> str:
    """The JSON of a MAP, in the order of its keys, of a list of structs with ``k`` and ``v``, and ``n`` for numbers."""
    one = "CAST(to_json(_e.k) AS VARCHAR) || ':' || CAST(_e.v AS VARCHAR)"
    texts = f"list_transform(list_sort({list_sql}), lambda _e: {one})"
    return variants.container(f"'{{' || array_to_string({texts}, ',') || '}}'")


_MADE = {"ARRAY": _array, "OBJECT": _object, "MAP": _map}


# ---------------------------------------------------------------------------------------------- to semi-structured


def _differs(type_: SqlType) -> bool:
    """Whether a value is written in another way where it is not structured: keys stand in order there."""
    if type_.fields is None:
        return False
    if any(_differs(f.type) for f in type_.fields):
        return True
    if type_.name == "MAP":
        return type_.fields[0].type.is_number
    names = [f.name for f in type_.fields]
    return type_.name == "OBJECT" and names != sorted(names)


def plain(compiler: Compiler, held: str, type_: SqlType) -> str:
    """A structured value that is not NULL as a semi-structured one."""
    if type_.fields is None or not _differs(type_):
        return held
    if type_.name == "OBJECT":
        fields = sorted(type_.fields)
        return joined([(f.name, plain(compiler, field_of(held, f.name, t.VARIANT), f.type)) for f in fields])
    variable = compiler.fresh("x")
    if type_.name == "ARRAY":
        made = plain(compiler, variable, type_.element)
        made = f"CASE WHEN {variable} = '{variants.UNDEFINED}' THEN {variable} ELSE {made} END"
        return variants.array(f"list_transform({variants.elements(held)}, lambda {variable}: {made})")
    value = plain(compiler, f"{variable}[2]", type_.element)
    return entries_text(f"list_transform({entries_of(held)}, lambda {variable}: {{'k': {variable}[1], 'v': {value}}})")


# ------------------------------------------------------------------------------------------------------- comparison


def key(compiler: Compiler, value: Expr) -> str:
    """What compares as Snowflake compares structured values: element by element, keys in alphabetical order."""
    type_ = value.type
    if type_.fields is None:
        return casts.tz_instant(value) if type_.name == "TIMESTAMP_TZ" else value.sql
    held, variable = compiler.fresh("key"), compiler.fresh("x")
    if type_.name == "ARRAY":
        made = key(compiler, part(compiler, variable, type_.element))
        body = f"list_transform({variants.elements(held)}, lambda {variable}: {made})"
    elif type_.name == "OBJECT":
        cells = [
            f"'f{i}': {key(compiler, part(compiler, field_of(held, f.name, f.type), f.type))}"
            for i, f in enumerate(sorted(type_.fields))
        ]
        body = "{" + ", ".join(cells or ["'f': 0"]) + "}"
    else:
        name = casts.cast(compiler, Expr(f"{variable}[1]", t.VARCHAR), type_.fields[0].type).sql
        made = key(compiler, part(compiler, f"{variable}[2]", type_.element))
        body = f"list_sort(list_transform({entries_of(held)}, lambda {variable}: {{'k': {name}, 'v': {made}}}))"
    return f"list_transform([{value.sql}], lambda {held}: CASE WHEN {held} IS NOT NULL THEN {body} END)[1]"

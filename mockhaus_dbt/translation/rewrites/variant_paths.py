"""Paths into VARIANT, OBJECT and ARRAY: ``v:a.b[0]``, ``v['a']``
(https://docs.snowflake.com/en/user-guide/querying-semistructured).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error, raising
from mockhaus_dbt.translation import casts_structured, variants
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.rewrites.registry import rewrite
from mockhaus_dbt.translation.types import number

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope


def path_text(keys: list[str | int]) -> str:
    """A JSON path of DuckDB: ``$."a"[0]``; keys that hold quotes, or nothing, go through a JSON pointer."""
    if any(isinstance(k, str) and (not k or '"' in k or "*" in k) for k in keys):
        return "".join("/" + str(k).replace("~", "~0").replace("/", "~1") for k in keys)
    return "$" + "".join(f"[{k}]" if isinstance(k, int) else f'."{k}"' for k in keys)


def extract(base: Expr, keys: list[str | int], compiler: Compiler | None = None) -> Expr:
    """The value at a path of a VARIANT, OBJECT or ARRAY; NULL where there is none.

    Args:
        base: where the path begins; a structured one needs the compiler, which knows the types of its parts.
        keys: the steps.
        compiler: of the statement.
    """
    if base.type.fields is not None and compiler is not None:
        return _structured(compiler, base, keys)
    if any(isinstance(k, int) and k < 0 for k in keys):
        return Expr("CAST(NULL AS JSON)", t.VARIANT)
    path = literal(path_text(keys))
    sql = f"({base} -> {path})" if base.unmarked else variants.taken(base.sql, lambda v: f"({v} -> {path})")
    text = f"({base} ->> {path})"
    if keys and isinstance(keys[-1], int):
        sql, text = variants.element(sql), variants.element_text(text)
    made = combined(sql, t.VARIANT, base, atomic=True).but(text_sql=text, nullable=True, unmarked=base.unmarked)
    return made.but(part_sql=variants.part(base.sql, lambda v: f"({v} -> {path})"))


def _structured(compiler: Compiler, base: Expr, keys: list[str | int]) -> Expr:
    """A path into a structured value: each step has the type that it says.

    Raises:
        CompilationError: 000904 an OBJECT has no such key.
    """
    if not keys:
        return base
    kind, step = base.type, keys[0]
    if kind.name == "OBJECT":
        field = next((f for f in kind.fields or () if f.name == step), None)
        if field is None:
            raise error("invalid_identifier", line=1, column=0, name=str(step))
        found = casts_structured.part(compiler, casts_structured.field_of(base.sql, field.name, field.type), field.type)
    elif kind.name == "MAP":
        read = casts_structured.field_of(base.sql, str(step), kind.element)
        found = casts_structured.part(compiler, read, kind.element)
    elif isinstance(step, int) and step >= 0:
        read = casts_structured.read(base.sql, f"'$[{step}]'", kind.element)
        found = casts_structured.part(compiler, read, kind.element)
    else:
        raise error("argument_types", line=1, column=0, name="GET", types=f"{kind}, VARCHAR")
    found = found.but(nullable=True, volatile=base.volatile, aggregate=base.aggregate, window=base.window)
    return extract(found, keys[1:], compiler) if len(keys) > 1 else found


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
    if at is node:  # a lambda expression where none can be
        line, column = compiler.position(node)
        raise error("syntax", line=line, column=column, token="->")
    base = compiler.expression(at, scope)
    if not base.type.is_semistructured:
        line, column = compiler.position(node)
        raise error("argument_types", line=line, column=column, name="GET", types=f"{base.type}, VARCHAR")
    found = extract(base, keys, compiler)
    # DuckDB knows the group by its text: what reads the value in another way has to start from that.
    return found.but(text_sql=None) if found.sql in scope.grouped else found


@rewrite(exp.Bracket)
def _bracket(compiler: Compiler, node: exp.Bracket, scope: Scope) -> Expr:
    base = compiler.expression(node.this, scope)
    key = compiler.expression(node.expressions[0], scope)
    found = element(compiler, base, key)
    return found.but(text_sql=None) if found.sql in scope.grouped else found


def leads_into(node: exp.Expr) -> bool:
    """Whether what stands before a dot is a path, such as ``v[0]`` or ``v[0].a``, and no name."""
    while isinstance(node, exp.Dot):
        node = node.this
    return isinstance(node, (exp.Bracket, exp.JSONExtract, exp.Paren))


def member(compiler: Compiler, node: exp.Dot, scope: Scope) -> Expr:
    """``v[0].a``: the key is taken as written, as behind a colon."""
    base = compiler.expression(node.this, scope)
    if not base.type.is_semistructured:
        line, column = compiler.position(node)
        raise error("argument_types", line=line, column=column, name="GET", types=f"{base.type}, VARCHAR")
    found = extract(base, [node.expression.name], compiler)
    return found.but(text_sql=None) if found.sql in scope.grouped else found


def element(compiler: Compiler, base: Expr, key: Expr) -> Expr:
    """``base[key]``: an element of an array by position from 0, or of an object by key."""
    if not base.type.is_semistructured:
        raise error("argument_types", line=1, column=0, name="GET", types=f"{base.type}, {key.type}")
    if key.is_null and base.type.name == "ARRAY" and base.type.fields is not None:
        return cast(compiler, key, base.type.element)
    if isinstance(key.constant, int) and key.type.is_number:
        bound = 2**31 - 1  # no array is as long; DuckDB takes no more than 64 bits
        known = key.constant if base.type.name == "MAP" else max(-bound, min(key.constant, bound))
        if known < 0 and base.type.name == "ARRAY" and base.type.fields is not None:
            raise error("array_index", value=known)
        return _within(base, str(known), extract(base, [known], compiler))
    if isinstance(key.constant, str):
        return extract(base, [key.constant], compiler)
    if base.type.name == "OBJECT" and base.type.fields is not None:
        raise error("argument_constant", position=2, function="GET", found=key.type)
    if base.type.name == "ARRAY" and base.type.fields is not None and not key.type.is_numeric:
        raise error("argument_types", line=1, column=0, name="GET", types=f"{base.type}, {key.type}")
    if base.type.name == "MAP" and base.type.fields is not None:
        key = cast(compiler, cast(compiler, key, base.type.fields[0].type), t.VARCHAR)
    if key.type.is_text:
        pointer = f"'/' || replace(replace({key}, '~', '~0'), '/', '~1')"
    else:
        number_key = cast(compiler, key, number(18, 0))
        pointer = f"CASE WHEN {number_key} >= 0 THEN '$[' || {number_key} || ']' END"
    sql = variants.taken(base.sql, lambda v: f"json_extract({v}, {pointer})")
    text = f"json_extract_string({base.sql}, {pointer})"
    if not key.type.is_text:
        sql, text = variants.element(sql), variants.element_text(text)
    part = variants.part(base.sql, lambda v: f"json_extract({v}, {pointer})")
    made = combined(sql, t.VARIANT, base, key, atomic=True).but(text_sql=text, part_sql=part, nullable=True)
    if base.type.fields is None:
        return made
    typed = casts_structured.part(compiler, sql, base.type.element)
    made = made.but(sql=typed.sql, type=typed.type, text_sql=None)
    return made if key.type.is_text else _within(base, str(number_key), made)


def _within(base: Expr, index: str, made: Expr) -> Expr:
    """An element of a structured ARRAY: a place beyond its ends is an error there, and NULL in others (GET's page)."""
    if base.type.name != "ARRAY" or base.type.fields is None:
        return made
    inside = f"{index} BETWEEN 0 AND json_array_length({base.sql}) - 1"
    wrong = raising("array_index", f"CAST({index} AS VARCHAR)")
    return made.but(sql=f"CASE WHEN NOT ({inside}) THEN {wrong} ELSE {made.sql} END")

"""Paths into VARIANT, OBJECT and ARRAY: ``v:a.b[0]``, ``v['a']``
(https://docs.snowflake.com/en/user-guide/querying-semistructured).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation import variants
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.expressions import Expr, combined, literal
from mockhaus_dbt.translation.rewrites.registry import rewrite
from mockhaus_dbt.translation.types import number

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler, Scope


def path_text(keys: list[str | int]) -> str:
    """A JSON path of DuckDB: ``$."a"[0]``; keys that hold quotes go through a JSON pointer."""
    if any(isinstance(k, str) and ('"' in k or "*" in k) for k in keys):
        return "".join("/" + str(k).replace("~", "~0").replace("/", "~1") for k in keys)
    return "$" + "".join(f"[{k}]" if isinstance(k, int) else f'."{k}"' for k in keys)


def extract(base: Expr, keys: list[str | int]) -> Expr:
    """The value at a path of a VARIANT, OBJECT or ARRAY; NULL where there is none."""
    if any(isinstance(k, int) and k < 0 for k in keys):
        return Expr("CAST(NULL AS JSON)", t.VARIANT)
    path = literal(path_text(keys))
    sql, text = f"({base} -> {path})", f"({base} ->> {path})"
    if keys and isinstance(keys[-1], int):
        sql, text = variants.element(sql), variants.element(text)
    return combined(sql, t.VARIANT, base, atomic=True).but(text_sql=text, nullable=True)


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
    base = compiler.expression(at, scope)
    if not base.type.is_semistructured:
        line, column = compiler.position(node)
        raise error("argument_types", line=line, column=column, name="GET", types=f"{base.type}, VARCHAR")
    found = extract(base, keys)
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
    found = extract(base, [node.expression.name])
    return found.but(text_sql=None) if found.sql in scope.grouped else found


def element(compiler: Compiler, base: Expr, key: Expr) -> Expr:
    """``base[key]``: an element of an array by position from 0, or of an object by key."""
    if not base.type.is_semistructured:
        raise error("argument_types", line=1, column=0, name="GET", types=f"{base.type}, {key.type}")
    if isinstance(key.constant, int) and key.type.is_number:
        return extract(base, [key.constant])
    if isinstance(key.constant, str):
        return extract(base, [key.constant])
    if key.type.is_text:
        pointer = f"'/' || replace(replace({key}, '~', '~0'), '/', '~1')"
    else:
        number_key = cast(compiler, key, number(18, 0))
        pointer = f"CASE WHEN {number_key} >= 0 THEN '$[' || {number_key} || ']' END"
    sql, text = f"json_extract({base.sql}, {pointer})", f"json_extract_string({base.sql}, {pointer})"
    if not key.type.is_text:
        sql, text = variants.element(sql), variants.element(text)
    return combined(sql, t.VARIANT, base, key, atomic=True).but(text_sql=text, nullable=True)

"""Calls of functions whose handler is Python or JavaScript: what is handed to DuckDB's Python function, and what comes
back (https://docs.snowflake.com/en/developer-guide/udf-stored-procedure-data-type-mapping).

Translation knows a handler by the name that :func:`handler_name` gives it; :mod:`mockhaus_dbt.handlers` finds the
function of that name when DuckDB first needs it. Both sides agree on the *carriers*: the DuckDB types in which values
cross the border.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import interval_types, structured_types
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import cast
from mockhaus_dbt.translation.expressions import Expr

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

#: what the names of handlers start with.
HANDLER_PREFIX = "mh_user_"
HANDLER_LANGUAGES = ("PYTHON", "JAVASCRIPT")
#: a function whose body is a block of Snowflake Scripting is called with what one in Python is called with.
CARRIED = "PYTHON"

_JSON = frozenset(["VARIANT", "OBJECT", "ARRAY", "MAP", "GEOGRAPHY", "GEOMETRY"])
_DATES = frozenset(["DATE", "TIMESTAMP_NTZ", "TIMESTAMP_LTZ", "TIMESTAMP_TZ"])
_PYTHON = {
    "FLOAT": "DOUBLE",
    "VARCHAR": "VARCHAR",
    "BINARY": "BLOB",
    "BOOLEAN": "BOOLEAN",
    "DATE": "DATE",
    "TIME": "TIME",
    "TIMESTAMP_NTZ": "TIMESTAMP",
    "TIMESTAMP_LTZ": "TIMESTAMP",  # in the session's time zone
    "TIMESTAMP_TZ": "VARCHAR",
    "VECTOR": "DOUBLE[]",
}
_JAVASCRIPT = {"FLOAT": "DOUBLE", "VARCHAR": "VARCHAR", "BINARY": "BLOB", "BOOLEAN": "BOOLEAN", "TIME": "VARCHAR"}


def stored_type(text: str) -> t.SqlType:
    """A type from the text in which the catalog keeps it: NUMBER(38,0), VARCHAR(16777216)."""
    name, _, inside = text.partition("(")
    if inside and name in ("ARRAY", "OBJECT", "MAP"):
        return structured_types.read(text)[0]
    if name == "VECTOR" and inside:
        element, _, dimension = inside.rstrip(")").partition(",")
        return t.vector(element.strip(), int(dimension))
    if name.startswith("INTERVAL"):
        return interval_types.read(text)
    parameters = tuple(int(p) for p in inside.rstrip(")").split(",") if p.strip().isdigit())
    return t.parse_type(name, parameters) or t.VARIANT


def handler_language(overload: dict[str, Any]) -> str:
    """The language whose carriers a function is called with; '' for one that is compiled into the call."""
    if overload.get("block"):
        return CARRIED
    return str(overload["language"]) if overload["language"] in HANDLER_LANGUAGES else ""


def signature(overload: dict[str, Any]) -> str:
    """The argument types that tell an overload from the others of its name."""
    return ", ".join(a["type"].split("(")[0] for a in overload["arguments"])


def handler_name(database: str, schema: str, name: str, overload: dict[str, Any]) -> str:
    """The DuckDB name of a handler. It stays when the function is replaced, unless types or kind change."""
    kind = [overload["language"], overload["returns"], bool(overload.get("aggregate")), bool(overload.get("volatile"))]
    types = [a["type"] for a in overload["arguments"]]
    text = json.dumps([database, schema, name, types, kind, bool(overload.get("immutable"))])
    return HANDLER_PREFIX + hashlib.sha1(text.encode()).hexdigest()[:20]


def carrier(type_: t.SqlType, language: str, returned: bool = False) -> str:
    """The DuckDB type in which values of a type cross the border.

    Args:
        type_: Snowflake's.
        language: of the handler.
        returned: of a result rather than an argument.

    Raises:
        UnsupportedError: the type cannot be passed here.
    """
    if type_.name in _JSON:
        return "VARCHAR"
    if language == "JAVASCRIPT":
        if type_.name in _DATES:
            return "VARCHAR" if returned else "BIGINT"
        found = _JAVASCRIPT.get(type_.name)
    elif type_.is_number:
        if returned:
            return "HUGEINT" if not type_.scale else "VARCHAR"
        return "HUGEINT" if not type_.scale else f"DECIMAL({type_.precision},{type_.scale})"
    else:
        found = _PYTHON.get(type_.name)
    if found is None:
        raise UnsupportedError(f"{type_.name} in a function with LANGUAGE {language}")
    return found


def handed_over(compiler: Compiler, value: Expr, language: str) -> str:
    """DuckDB text of an argument in its carrier."""
    type_ = value.type
    sql = value.sql
    if language == "JAVASCRIPT":
        if type_.name in _DATES:
            moment = cast(compiler, value, t.TIMESTAMP_LTZ)
            return f"epoch_ms({moment.sql})"
        if type_.name == "TIME":
            return cast(compiler, value, t.VARCHAR).sql
    elif type_.name == "TIMESTAMP_TZ":
        once = compiler.fresh("tz")
        utc, offset = (f"CAST(struct_extract({once}, '{part}') AS VARCHAR)" for part in ("utc", "offset_minutes"))
        text = f"{utc} || '|' || {offset}"
        return f"list_transform([{sql}], lambda {once}: {text})[1]"
    return f"CAST({sql} AS {carrier(type_, language)})"


def given_back(compiler: Compiler, sql: str, type_: t.SqlType, language: str) -> Expr:
    """A result in its carrier as an expression of the declared type."""
    if type_.name in _JSON:
        return Expr(f"CAST({sql} AS JSON)", type_)
    if language == "JAVASCRIPT" and type_.name in _DATES:
        # JavaScript has moments alone; they are converted as TIMESTAMP_LTZ(3).
        return cast(compiler, Expr(f"CAST({sql} AS TIMESTAMPTZ)", t.TIMESTAMP_LTZ), type_)
    if type_.name == "VECTOR":
        return Expr(sql, type_)
    if type_.name == "TIMESTAMP_TZ":
        once = compiler.fresh("tz")
        moment = f"CAST(split_part({once}, '|', 1) AS TIMESTAMP)"
        made = f"struct_pack(utc := {moment}, offset_minutes := CAST(split_part({once}, '|', 2) AS SMALLINT))"
        return Expr(f"list_transform([{sql}], lambda {once}: CASE WHEN {once} IS NOT NULL THEN {made} END)[1]", type_)
    return Expr(f"CAST({sql} AS {compiler.physical(type_)})", type_)


def argument_row(compiler: Compiler, values: list[Expr], language: str) -> str:
    """The arguments of one row as a struct, as aggregate and table functions get them."""
    cells = [f"'a{i}': {handed_over(compiler, v, language)}" for i, v in enumerate(values)]
    return "{" + ", ".join(cells or ["'a0': 0"]) + "}"


def argument_row_type(types: list[t.SqlType], language: str) -> str:
    """The DuckDB type of :func:`argument_row`."""
    cells = [f"a{i} {carrier(type_, language)}" for i, type_ in enumerate(types)]
    return f"STRUCT({', '.join(cells or ['a0 INTEGER'])})"


def output_row_type(types: list[t.SqlType], language: str) -> str:
    """The DuckDB type of a row that a table function gives: the input row that it is for, and its columns."""
    cells = [f"c{i} {carrier(type_, language, True)}" for i, type_ in enumerate(types)]
    return f"STRUCT({', '.join(['i BIGINT', *cells])})"


def output_rows(compiler: Compiler, list_sql: str, types: list[t.SqlType], language: str) -> str:
    """The rows of a table function with their columns in the declared types."""
    variable = compiler.fresh("out")
    cells = [
        f"'c{i}': {given_back(compiler, f'{variable}.c{i}', type_, language).sql}" for i, type_ in enumerate(types)
    ]
    inside = ", ".join([f"'i': {variable}.i", *cells])
    return f"list_transform({list_sql}, lambda {variable}: {{{inside}}})"


def check_language(overload: dict[str, Any]) -> None:
    """Refuse what Snowflake refuses of a declaration.

    Raises:
        CompilationError: a type that the language does not have.
    """
    if overload["language"] != "JAVASCRIPT":
        return
    types = [a["type"] for a in overload["arguments"]]
    types += [c["type"] for c in overload["columns"]] if overload.get("table") else [overload["returns"]]
    for text in types:
        if stored_type(text).is_number:
            raise error("language_type", language="JAVASCRIPT", type=text)


__all__ = ["HANDLER_LANGUAGES", "HANDLER_PREFIX", "carrier", "given_back", "handed_over", "handler_name"]

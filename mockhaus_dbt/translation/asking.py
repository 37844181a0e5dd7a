"""Functions whose value the account knows and no SQL can tell: GET_DDL, QUERY_HISTORY, INFER_SCHEMA and their kin.

Translation stays pure: it asks the context by the function's name and arguments, writes the answer as a constant or a
relation into the text, and does not let the translation be kept.
"""

from __future__ import annotations

import re
from typing import Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.compiler import Source, SourceColumn
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.functions.registry import Call
from mockhaus_dbt.translation.names import Relation, quote

#: functions that a view asks anew whenever it is read.
IN_VIEWS = ("DIRECTORY", "GET_STAGE_LOCATION", "BUILD_STAGE_FILE_URL", "GET_PRESIGNED_URL")
_STRINGS = re.compile(r"'(?:[^']|'')*'")


def ask(call: Call, *args: Any, function: str = "") -> Any:
    """What the account says.

    Args:
        call: of the function.
        *args: Python values, as the function's provider takes them.
        function: under whose name the provider stands; the call's own where not given.

    Raises:
        UnsupportedError: there is no account to ask, or the answer would be frozen in a view.
    """
    compiler = call.compiler
    compiler.cacheable = False
    context = compiler.context
    name = function or call.function.name
    if context.in_view:
        if context.ask_in_view is None or name not in IN_VIEWS:
            raise UnsupportedError(f"{call.name} in a view")
        return context.ask_in_view(name, *args)
    if context.ask is None:
        raise UnsupportedError(f"{call.name} outside of a session")
    return context.ask(name, *args)


def value_of(call: Call, value: Expr, position: int) -> Any:
    """The Python value of an argument that names no column: a literal, a variable, or an expression of such.

    Args:
        call: of the function.
        value: the argument; None where it was left out.
        position: of the argument, from 1.

    Raises:
        CompilationError: 001015, the argument is no constant.
    """
    if value is None or value.is_null:
        return None
    if value.constant is not None:
        return value.constant
    context = call.compiler.context
    if context.run is None or '"' in _STRINGS.sub("", value.sql):
        raise error("argument_constant", position=position, function=call.name, found=call.written(position))
    call.compiler.cacheable = False
    return context.run(f"SELECT {value.sql}")[0][0]


def text(answer: str | None) -> Expr:
    """An answer as a constant."""
    if answer is None:
        return Expr("CAST(NULL AS VARCHAR)", t.VARCHAR)
    return Expr(literal(answer), t.VARCHAR, nullable=False)


def rows(relation: Relation) -> Source:
    """An answer with rows, as TABLE(f(...)) offers it."""
    return Source(relation.sql, "", [SourceColumn(c.name, c.sql, c.type, c.nullable) for c in relation.columns])


def stage_reference(call: Call, node: exp.Expr, position: int) -> str:
    """The text of ``@stage``, ``@db.schema.stage/path`` or ``'@stage'`` as an argument."""
    written = _written(node)
    if written is not None:
        return written
    found = value_of(call, call.compiler.expression(node, call.scope), position)
    if not isinstance(found, str) or not found.startswith("@"):
        raise call.wrong_value(found, "STAGE_NAME")
    return found


def _written(node: exp.Expr) -> str | None:
    if isinstance(node, exp.Parameter):
        return f"@{node.name}"
    if isinstance(node, (exp.Dot, exp.Div)):
        left = _written(node.this)
        if left is not None:
            return f"{left}{'.' if isinstance(node, exp.Dot) else '/'}{_name(node.expression)}"
    return None


def _name(node: exp.Expr) -> str:
    if isinstance(node, exp.Column):
        return ".".join(_name(part) for part in node.parts)
    return quote(node.name) if isinstance(node, exp.Identifier) and node.quoted else node.name

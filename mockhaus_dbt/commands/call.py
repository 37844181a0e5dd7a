"""CALL of stored procedures, in whichever language
(https://docs.snowflake.com/en/sql-reference/sql/call).
"""

from __future__ import annotations

from typing import Any

from mockhaus_dbt.commands.handler_procedures import run_handler
from mockhaus_dbt.commands.scripting import run_block
from mockhaus_dbt.commands.scripting_syntax import Tokens
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.function import read_overload
from mockhaus_dbt.objects.procedure import PROCEDURE
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import Statement, parse_expression, split_statements, tokenize
from mockhaus_dbt.translation.casts import assign
from mockhaus_dbt.translation.compiler import Compiler, Scope
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.handlers import stored_type
from mockhaus_dbt.translation.rewrites.literals import typed_constant


@statement("CALL")
def call(session: Session, statement: Statement) -> QueryResult:
    """CALL procedure(arguments) [INTO :variable] (https://docs.snowflake.com/en/sql-reference/sql/call)."""
    reader = statement.reader()
    start = reader.position
    parts = reader.qualified()
    if len(parts) == 1 and (parts[0] in FUNCTIONS or parts[0].startswith("SYSTEM$")):
        inner = Statement("SELECT", statement.tokens[start:], statement.script)
        value = parse_expression(inner.tokens, statement.script)
        made = Compiler(session.context(bindings=session.bindings)).expression(value, Scope(clause="select"))
        return session.run(f"SELECT {made.sql} AS v", (t.ResultColumn(parts[0], made.type),))
    given = _arguments(session, statement, reader.bracketed())
    if reader.accept("INTO"):
        raise UnsupportedError("CALL ... INTO outside of a script")
    reader.expect_end()
    found = session.find("PROCEDURE", parts)
    if found is None:
        raise error("unknown_procedure", name=".".join(parts))
    return _call_one_of(session, found.name, list(found.properties["overloads"].values()), given)


def _call_one_of(session: Session, name: str, overloads: list[dict[str, Any]], given: list[Expr]) -> QueryResult:
    for overload in overloads:
        ready = _bound_arguments(session, given, overload["arguments"])
        if ready is not None:
            return _run_procedure(session, name, overload, ready)
    types = ", ".join(str(v.type) for v in given)
    raise error("argument_types", line=1, column=0, name=name, types=types)


@statement("CALL WITH")
def call_with(session: Session, statement: Statement) -> QueryResult:
    """WITH name AS PROCEDURE (...) RETURNS ... AS '...' CALL name(...)
    (https://docs.snowflake.com/en/sql-reference/sql/call-with)."""
    reader = statement.reader()
    reader.expect("WITH")
    name = reader.identifier()
    reader.expect("AS PROCEDURE")
    overload = read_overload(reader, session, stop="CALL")
    PROCEDURE.check(overload)
    reader.expect("CALL")
    called = reader.qualified()
    if called != (name,):
        raise error("unknown_procedure", name=".".join(called))
    given = _arguments(session, statement, reader.bracketed())
    if reader.accept("INTO"):
        raise UnsupportedError("CALL ... INTO outside of a script")
    reader.expect_end()
    return _call_one_of(session, name, [overload], given)


def _arguments(session: Session, statement: Statement, tokens: Tokens) -> list[Expr]:
    bindings = session.bindings
    locals_ = bindings if isinstance(bindings, dict) else {}
    compiler = Compiler(session.context(bindings=bindings))
    scope = Scope(locals=locals_, clause="select")
    values, start, depth = [], 0, 0
    for i, token in enumerate([*tokens, None]):
        text = token.text if token is not None else ","
        depth += {"(": 1, ")": -1, "[": 1, "]": -1, "{": 1, "}": -1}.get(text, 0)
        if text == "," and not depth and i > start:
            values.append(compiler.expression(parse_expression(tokens[start:i], statement.script), scope))
            start = i + 1
    return values


def _bound_arguments(session: Session, values: list[Expr], arguments: list[dict[str, Any]]) -> dict[str, Expr] | None:
    """The arguments of a procedure as variables of its block; None where they do not fit."""
    least = sum(a.get("default") is None for a in arguments)
    if not least <= len(values) <= len(arguments):
        return None
    compiler = Compiler(session.context())
    found = {}
    for i, argument in enumerate(arguments):
        type_ = stored_type(argument["type"])
        if i < len(values):
            value = values[i]
        else:
            text = argument["default"]
            value = compiler.expression(parse_expression(tokenize(text), text), Scope(clause="select"))
        ready = assign(compiler, value, argument["name"], type_)
        found[argument["name"]] = typed_constant(session.rows(f"SELECT {ready.sql}")[0][0], type_)
    return found


def _run_procedure(session: Session, name: str, overload: dict[str, Any], arguments: dict[str, Expr]) -> QueryResult:
    if overload["language"] != "SQL":
        return run_handler(session, name, overload, arguments)
    (block,) = split_statements(overload["body"])
    returns = "" if overload.get("table") else overload["returns"]
    return run_block(session, block, name, arguments, returns)

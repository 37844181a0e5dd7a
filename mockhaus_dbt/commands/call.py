"""CALL of stored procedures, in whichever language
(https://docs.snowflake.com/en/sql-reference/sql/call).
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from sqlglot import exp

from mockhaus_dbt.commands.handler_procedures import run_handler
from mockhaus_dbt.commands.scripting import run_block
from mockhaus_dbt.commands.scripting_tree import Tokens
from mockhaus_dbt.commands.variables import OwnersVariables
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.objects.function import read_overload
from mockhaus_dbt.objects.procedure import PROCEDURE
from mockhaus_dbt.query_ids import new_query_id
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS, Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import Statement, parse_expression, parse_tokens, split_statements, tokenize
from mockhaus_dbt.translation.call_marks import syntax_error
from mockhaus_dbt.translation.casts import assign
from mockhaus_dbt.translation.compiler import Compiler, Scope
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.handlers import stored_type
from mockhaus_dbt.translation.names import Relation
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
    overloads = list(found.properties["overloads"].values())
    return _call_one_of(session, found.name, overloads, given, (found.database, found.schema))


@dataclass
class _Given:
    """An argument as it was given: by name or by place, and the script's variable that it is, if it is one."""

    value: Expr
    name: str = ""
    variable: str = ""


def _call_one_of(
    session: Session,
    name: str,
    overloads: list[dict[str, Any]],
    given: list[_Given],
    home: tuple[str, str] | None = None,
) -> QueryResult:
    for overload in overloads:
        ready = _bound_arguments(session, given, overload["arguments"])
        if ready is not None:
            caller = session.bindings
            left: dict[str, Expr] = {}
            with _rights(session, overload, home), session.scope():
                result = _run_procedure(session, name, overload, ready[0], left)
            for argument, variable in ready[1].items():
                caller[variable] = left[argument]
            return result
    types = ", ".join(str(g.value.type) for g in given)
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


def _arguments(session: Session, statement: Statement, tokens: Tokens) -> list[_Given]:
    bindings = session.bindings
    locals_ = bindings if isinstance(bindings, dict) else {}
    compiler = Compiler(session.context(bindings=bindings))
    scope = Scope(locals=locals_, clause="select")
    values, start, depth = [], 0, 0
    for i, token in enumerate([*tokens, None]):
        text = token.text if token is not None else ","
        depth += {"(": 1, ")": -1, "[": 1, "]": -1, "{": 1, "}": -1}.get(text, 0)
        if text == "," and not depth and i == start and tokens:
            raise syntax_error(token, tokens[-1])
        if text == "," and not depth and i > start:
            part, name = tokens[start:i], ""
            start = i + 1
            if len(part) > 2 and part[1].text == "=>":
                name, part = part[0].text.upper(), part[2:]
            if part[0].text.upper() in ("SELECT", "WITH"):
                tree: exp.Expr = exp.Subquery(this=parse_tokens(part, statement.script))
            else:
                tree = parse_expression(part, statement.script)
            word = part[-1].text.upper()
            variable = word if len(part) == 1 + (part[0].text == ":") and word in locals_ else ""
            values.append(_Given(compiler.expression(tree, scope), name, variable))
    if any(g.name for g in values) and not all(g.name for g in values):
        raise error("syntax", line=1, column=0, token="=>")
    return values


def _bound_arguments(
    session: Session, given: list[_Given], arguments: list[dict[str, Any]]
) -> tuple[dict[str, Expr], dict[str, str]] | None:
    """The arguments of a procedure as variables of its block, and which variable of the caller gets which output
    argument; None where they do not fit."""
    named = {g.name: g for g in given if g.name}
    if len(given) > len(arguments) or any(name not in {a["name"] for a in arguments} for name in named):
        return None
    found: dict[str, Expr] = {}
    outputs: dict[str, str] = {}
    compiler = Compiler(session.context())
    for i, argument in enumerate(arguments):
        name, type_ = argument["name"], stored_type(argument["type"])
        one = named.get(name) if named else given[i] if i < len(given) else None
        if one is None and argument.get("default") is None:
            return None
        if argument.get("out"):
            if one is None or not one.variable or one.variable in outputs.values():
                raise error("output_argument", name=name)
            outputs[name] = one.variable
        if one is not None:
            value = one.value
        else:
            text = argument["default"]
            value = compiler.expression(parse_expression(tokenize(text), text), Scope(clause="select"))
        ready = assign(compiler, value, name, type_)
        found[name] = typed_constant(session.rows(f"SELECT {ready.sql}")[0][0], type_)
    return found, outputs


def _run_procedure(
    session: Session, name: str, overload: dict[str, Any], arguments: dict[str, Expr], left: dict[str, Expr]
) -> QueryResult:
    if overload["language"] != "SQL":
        return run_handler(session, name, overload, arguments)
    (block,) = split_statements(overload["body"])
    returns = "" if overload.get("table") else overload["returns"]
    result = run_block(session, block, name, arguments, returns, left)
    if overload.get("table"):
        _check_table(overload, result)
    return result


@contextmanager
def _rights(session: Session, overload: dict[str, Any], home: tuple[str, str] | None) -> Iterator[None]:
    """With the rights of its owner, and within a procedure that has those, a procedure runs in the database and schema
    that it is in, and neither sees nor sets the variables of the session that calls it
    (https://docs.snowflake.com/en/developer-guide/stored-procedure/stored-procedures-rights).

    Args:
        home: database and schema of the procedure; None for an anonymous one, which has its caller's rights.
    """
    if (overload.get("caller") or home is None) and not isinstance(session.variables, OwnersVariables):
        yield
        return
    hidden, session.variables = session.variables, OwnersVariables()
    place = session.database, session.schema
    session.use(*(home or place))
    try:
        yield
    finally:
        session.variables = hidden
        database, schema = place
        has_schema = database is not None and schema is not None and session.catalog.has_schema(database, schema)
        session.use(
            database if database and session.catalog.has_database(database) else None, schema if has_schema else None
        )


def _check_table(overload: dict[str, Any], result: QueryResult) -> None:
    """
    Raises:
        ExecutionError: the rows are not what RETURNS TABLE (...) says.
    """
    columns = [stored_type(c["type"]) for c in overload["columns"]]
    if not columns:
        return
    families = [c.name for c in columns]
    if families != [c.type.name for c in result.columns] or "GEOGRAPHY" in families:
        raise error("returned_table")


def rows_of(session: Session, parts: tuple[str, ...], given: list[tuple[str, exp.Expr, Scope]]) -> Relation | None:
    """The rows of ``FROM TABLE(procedure(arguments))``.

    https://docs.snowflake.com/en/developer-guide/stored-procedure/stored-procedures-selecting-from

    Returns:
        None where there is no such procedure.

    Raises:
        SqlError: 001044, no overload takes the arguments; 002141, it gives no table whose columns are known before.
        UnsupportedError: the query is a view's or function's, or the procedure changes something.
    """
    found = session.find("PROCEDURE", parts) if session.database and session.schema else None
    if found is None:
        return None
    around = session.statement.name if session.statement is not None else ""
    if around.startswith(("CREATE ", "ALTER ")) and around != "CREATE TABLE":
        raise UnsupportedError(f"the procedure {found.name} in FROM within {around}")
    compiler = Compiler(session.context(bindings=session.bindings))
    values = [_Given(compiler.expression(node, scope), name) for name, node, scope in given]
    overloads = list(found.properties["overloads"].values())
    fitting = [o for o in overloads if _bound_arguments(session, values, o["arguments"]) is not None][:1]
    if fitting and not fitting[0].get("columns"):
        raise error("unknown_table_function", name=found.name)
    before, session.only_reading = session.only_reading, True
    try:
        result = _call_one_of(session, found.name, fitting, values, (found.database, found.schema))
    finally:
        session.only_reading = before
    result.query_id = new_query_id(time.time())
    session.results.keep(result)
    relation = session.results.relation(session.cursor, result.query_id)
    columns = zip(relation.columns, fitting[0]["columns"])
    return replace(relation, columns=tuple(replace(c, name=wanted["name"]) for c, wanted in columns))


PROVIDERS["procedure_rows"] = rows_of

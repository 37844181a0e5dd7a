"""Calls of user-defined functions (https://docs.snowflake.com/en/developer-guide/udf/udf-overview).

The body of a SQL function is compiled in the place of the call, its arguments bound to values. A handler in Python or
JavaScript is called through DuckDB by the name that translation/handlers.py gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import parse_expression, parse_tokens, tokenize
from mockhaus_dbt.translation.casts import cast, converts
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.functions.catalogue import documented
from mockhaus_dbt.translation.handlers import (
    HANDLER_LANGUAGES,
    argument_row,
    given_back,
    handed_over,
    handler_language,
    handler_name,
    output_rows,
    stored_type,
)
from mockhaus_dbt.translation.names import display, quote

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import BoundQuery, Compiler, Scope

_MAX_DEPTH = 32


def find(compiler: Compiler, parts: tuple[str, ...]) -> Any | None:
    """The function of a name, qualified or not; None where there is none."""
    context = compiler.context
    if (len(parts) < 3 and context.database is None) or (len(parts) == 1 and context.schema is None):
        return None
    found = context.catalog.user_function(*compiler.full_name(parts))
    if found is None and len(parts) == 1:
        places = compiler.searched(parts[0])
        found = next((f for place in places if (f := context.catalog.user_function(*place)) is not None), None)
    return found


def call(
    compiler: Compiler,
    node: exp.Anonymous,
    parts: tuple[str, ...],
    scope: Scope,
    over: exp.Window | None = None,
    filter_sql: str = "",
) -> Expr:
    """Compile a call of a scalar or aggregate function.

    Args:
        over, filter_sql: OVER and FILTER around the call of an aggregate function.

    Raises:
        CompilationError: 002140 there is no such function, or none with such arguments.
        UnsupportedError: Snowflake has the function, Mockhaus does not.
    """
    nodes, distinct = list(node.expressions), False
    if nodes and isinstance(nodes[0], exp.Distinct):
        nodes, distinct = [*nodes[0].expressions, *nodes[1:]], True
    found, overload, values = _bound(compiler, node, nodes, parts, scope)
    aggregate = bool(overload.get("aggregate"))
    if overload.get("table") or (not aggregate and (over is not None or filter_sql or distinct)):
        raise error("unknown_function", name=parts[-1])
    returns = stored_type(overload["returns"])
    language = handler_language(overload)
    if language:
        name = handler_name(found.database, found.schema, found.name, overload)
        if aggregate:
            inside = _grouped(compiler, values, language, scope, distinct, over, filter_sql, parts[-1])
        else:
            inside = ", ".join(handed_over(compiler, v, language) for v in values)
        made = given_back(compiler, f"{name}({inside})", returns, language)
        return made.but(
            volatile=bool(overload.get("volatile")) or any(v.volatile for v in values),
            aggregate=(aggregate and over is None) or any(v.aggregate for v in values),
            window=over is not None or any(v.window for v in values),
        )
    with body_of(compiler, (found.database, found.schema), overload, values) as (tree, with_arguments):
        if isinstance(tree, exp.Query):
            bound = compiler.query(tree, with_arguments.child())
            value = Expr(f"({bound.sql})", bound.columns[0].type)
        else:
            value = compiler.expression(tree, with_arguments)
    return _loosely(compiler, value, returns).but(volatile=any(v.volatile for v in values), nullable=True)


def _loosely(compiler: Compiler, value: Expr, wanted: t.SqlType) -> Expr:
    """A value as an argument or the result of a function in SQL, whose precisions, scales and lengths are not looked at
    (https://docs.snowflake.com/en/developer-guide/udf/sql/udf-sql-limitations)."""
    if wanted.is_text:
        return cast(compiler, value, t.VARCHAR)
    return value if value.type.name == wanted.name == "NUMBER" else cast(compiler, value, wanted)


def _grouped(
    compiler: Compiler,
    values: list[Expr],
    language: str,
    scope: Scope,
    distinct: bool,
    over: exp.Window | None,
    filter_sql: str,
    name: str,
) -> str:
    """The rows of a group as a list, which is what an aggregate handler gets."""
    if over is None and scope.clause in ("where", "on"):
        raise error("aggregate_misplaced", name=name)
    text = f"list({'DISTINCT ' if distinct else ''}{argument_row(compiler, values, language)})"
    if filter_sql:
        text += f" FILTER (WHERE {filter_sql})"
    if over is not None:
        text += f" OVER ({compiler.window_text(over, scope, False)})"
    return text


@dataclass(frozen=True)
class TableCall:
    """A call of a table function with a handler.

    Args:
        handler: DuckDB's name of the function, which takes a list of rows.
        row: DuckDB text of the arguments of one row.
        columns: name and type of the output.
        language: of the handler.
    """

    handler: str
    row: str
    columns: tuple[tuple[str, t.SqlType], ...]
    language: str

    def rows(self, compiler: Compiler, list_sql: str) -> str:
        """The output rows for a list of input rows: structs of ``i``, ``c0``, ``c1`` ..."""
        return output_rows(compiler, f"{self.handler}({list_sql})", [c[1] for c in self.columns], self.language)


def table(compiler: Compiler, node: exp.Anonymous, parts: tuple[str, ...], scope: Scope) -> BoundQuery | TableCall:
    """Compile a call of a table function, TABLE(f(...)).

    Raises:
        CompilationError: 002141 there is no such function.
    """
    from mockhaus_dbt.translation.compiler import BoundQuery

    missing = "unknown_table_function"
    if find(compiler, parts) is None and (rows := _procedure_rows(compiler, node, parts, scope)) is not None:
        return rows
    found, overload, values = _bound(compiler, node, list(node.expressions), parts, scope, missing)
    if not overload.get("table"):
        raise error("unknown_table_function", name=parts[-1])
    language = overload["language"]
    if language in HANDLER_LANGUAGES:
        heads_of = tuple((c["name"], stored_type(c["type"])) for c in overload["columns"])
        name = handler_name(found.database, found.schema, found.name, overload)
        return TableCall(name, argument_row(compiler, values, language), heads_of, language)
    with body_of(compiler, (found.database, found.schema), overload, values) as (tree, with_arguments):
        inner = compiler.query(tree, with_arguments.child())
    columns = overload["columns"]
    if len(columns) != len(inner.columns):
        raise error("view_columns")
    outputs, heads = [], []
    for wanted, column, physical in zip(columns, inner.columns, inner.physical):
        type_ = stored_type(wanted["type"])
        type_ = t.VARCHAR if type_.is_text else type_  # lengths of what is returned are not enforced
        value = cast(compiler, Expr(quote(physical), column.type), type_)
        outputs.append(f"{value.sql} AS {quote(wanted['name'])}")
        heads.append(t.ResultColumn(wanted["name"], type_))
    sql = f"SELECT {', '.join(outputs)} FROM ({inner.sql})"
    return BoundQuery(sql, tuple(heads), tuple(c["name"] for c in columns))


def _procedure_rows(
    compiler: Compiler, node: exp.Anonymous, parts: tuple[str, ...], scope: Scope
) -> BoundQuery | None:
    """What a procedure returns, which runs now; None where there is none of that name.

    https://docs.snowflake.com/en/developer-guide/stored-procedure/stored-procedures-selecting-from
    """
    from mockhaus_dbt.translation.compiler import BoundQuery, Scope

    if compiler.context.ask is None:
        return None
    alone = Scope(locals=scope.locals, clause="select")
    given = []
    for argument in node.expressions:
        named = isinstance(argument, (exp.Kwarg, exp.PropertyEQ))
        value = argument.expression if named else argument
        given.append((compiler.identifier(argument.this) if named else "", value, alone))
    relation = compiler.context.ask("procedure_rows", parts, given)
    if relation is None:
        return None
    compiler.cacheable = False
    heads = tuple(t.ResultColumn(c.name, c.type, c.nullable) for c in relation.columns)
    outputs = ", ".join(f"{quote(c.physical)} AS {quote(c.name)}" for c in relation.columns)
    return BoundQuery(f"SELECT {outputs} FROM {relation.sql}", heads, tuple(c.name for c in relation.columns))


def check_body(compiler: Compiler, home: tuple[str, str], overload: dict[str, Any]) -> None:
    """Compile the body of a SQL function when it is made, as Snowflake does.

    Args:
        compiler: of CREATE FUNCTION.
        home: database and schema of the function.
        overload: what was read of it.

    Raises:
        CompilationError: what a call would say of the body.
    """
    values = [Expr("NULL", stored_type(a["type"]), name=display(a["name"])) for a in overload["arguments"]]
    with body_of(compiler, home, overload, values) as (tree, with_arguments):
        if isinstance(tree, exp.Query):
            width = len(compiler.query(tree, with_arguments.child()).columns)
            if overload.get("table") and width != len(overload["columns"]):
                raise error("view_columns")
        elif not overload.get("table"):
            cast(compiler, compiler.expression(tree, with_arguments), stored_type(overload["returns"]))


@contextmanager
def body_of(
    compiler: Compiler, home: tuple[str, str], overload: dict[str, Any], values: Sequence[Expr], policy: bool = False
) -> Iterator[tuple[exp.Expr, Scope]]:
    """The body of a function or policy and what it sees: its arguments, and names of the schema that it is in.

    Args:
        home: database and schema of it.
        overload: with its ``body`` and ``arguments``.
        values: of the arguments.
        policy: it is the body of a policy.

    Raises:
        CompilationError: 003560, a policy reads what it protects.
    """
    outer, searching = compiler.context, compiler.searching
    compiler.depth += 1
    if compiler.depth > _MAX_DEPTH:
        key = "policy_body" if policy else "internal"
        raise error(key, reason="the bodies of functions use each other without end")
    compiler.context, compiler.searching = replace(outer, database=home[0], schema=home[1]), False
    try:
        yield _body(overload["body"]), _argument_scope(overload, values)
    finally:
        compiler.context, compiler.searching = outer, searching
        compiler.depth -= 1


def _body(text: str) -> exp.Expr:
    tokens = tokenize(text)
    while tokens and tokens[-1].text == ";":
        tokens = tokens[:-1]
    if not tokens:
        raise error("empty")
    if tokens[0].text.upper() in ("SELECT", "WITH", "VALUES"):
        return parse_tokens(tokens, text)
    return parse_expression(tokens, text)


def _argument_scope(overload: dict[str, Any], values: Sequence[Expr]) -> Scope:
    from mockhaus_dbt.translation.compiler import Scope

    named = {a["name"]: v for a, v in zip(overload["arguments"], values)}
    return Scope(locals=named, clause="select")


def _bound(
    compiler: Compiler,
    node: exp.Anonymous,
    nodes: list[Any],
    parts: tuple[str, ...],
    scope: Scope,
    missing: str = "unknown_function",
) -> tuple[Any, dict[str, Any], list[Expr]]:
    """The function and overload that a call means, and its arguments converted to the declared types."""
    found = find(compiler, parts)
    if found is None:
        of_snowflake = ".".join(parts[-1:] if parts[-2:-1] in ((), ("INFORMATION_SCHEMA",)) else parts)
        if of_snowflake in documented():
            raise UnsupportedError(f"function {of_snowflake}")
        raise error(missing, name=".".join(parts))
    positional = [n for n in nodes if not isinstance(n, (exp.Kwarg, exp.PropertyEQ))]
    named = {
        compiler.identifier(n.this): compiler.expression(n.expression, scope)
        for n in nodes
        if isinstance(n, (exp.Kwarg, exp.PropertyEQ))
    }
    given = [compiler.expression(n, scope) for n in positional]
    best: tuple[int, dict[str, Any], list[tuple[Expr, t.SqlType]]] | None = None
    for overload in found.properties["overloads"].values():
        matched = _matched(compiler, overload, given, named)
        if matched is not None and (best is None or matched[0] < best[0]):
            best = (matched[0], overload, matched[1])
    if best is None:
        types = ", ".join(str(v.type) for v in [*given, *named.values()])
        line, column = compiler.position(node)
        raise error("argument_types", line=line, column=column, name=parts[-1], types=types)
    convert = cast if handler_language(best[1]) else _loosely
    return found, best[1], [convert(compiler, value, wanted).but(atomic=False) for value, wanted in best[2]]


def _matched(
    compiler: Compiler, overload: dict[str, Any], given: list[Expr], named: dict[str, Expr]
) -> tuple[int, list[tuple[Expr, t.SqlType]]] | None:
    """How far the arguments are from an overload's (0 is exact), with each argument's type; None: not callable."""
    arguments = overload["arguments"]
    if len(given) + len(named) > len(arguments):
        return None
    distance = 0
    values: list[tuple[Expr, t.SqlType]] = []
    for i, argument in enumerate(arguments):
        wanted = stored_type(argument["type"])
        if i < len(given):
            value = given[i]
        elif argument["name"] in named:
            value = named[argument["name"]]
        elif argument.get("default") is not None:
            text = argument["default"]
            value = compiler.expression(parse_expression(tokenize(text), text), _no_names())
        else:
            return None
        if (value.type.is_structured or wanted.is_structured) and not t.coercible(value.type, wanted):
            return None
        if not value.is_null:
            if not converts(value.type, wanted):
                return None
            distance += value.type.name != wanted.name
        values.append((value, wanted))
    return distance, values


def _no_names() -> Scope:
    from mockhaus_dbt.translation.compiler import Scope

    return Scope(clause="select")

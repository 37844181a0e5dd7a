"""Session variables: SET, UNSET, SHOW VARIABLES.

https://docs.snowflake.com/en/sql-reference/session-variables
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlglot.tokens import Token

from mockhaus_dbt.catalog import now
from mockhaus_dbt.errors import CompilationError, error
from mockhaus_dbt.objects.listing import like_pattern
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import PROVIDERS, Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement, parse_expression
from mockhaus_dbt.translation.statement_names import name_statement, text_of
from mockhaus_dbt.translation.token_reader import TokenReader
from mockhaus_dbt.translation.types import INTEGER, TIMESTAMP_LTZ, ResultColumn

_DONE = "Statement executed successfully."
#: bytes that a string may have.
_LIMIT = 16384
#: what the names begin with that attributes of the session have, which are no variables of a user.
_ATTRIBUTES = "SNOWFLAKE$SESSION_ATTRIBUTES."


class OwnersVariables(dict[str, Any]):
    """What a procedure with its owner's rights has in the place of session variables: reading and setting fail
    (https://docs.snowflake.com/en/developer-guide/stored-procedure/stored-procedures-rights)."""

    def __contains__(self, name: object) -> bool:
        raise error("owners_variable", name=name)

    def __setitem__(self, name: str, value: Any) -> None:
        raise error("owners_statement", kind="SET")

    def pop(self, name: str, *_default: Any) -> Any:
        raise error("owners_statement", kind="UNSET")


def check_own_session(session: Session, kind: str) -> None:
    """
    Raises:
        SqlError: a procedure with its owner's rights runs, which leaves the session as it is and shows nothing of it.
    """
    if isinstance(session.variables, OwnersVariables):
        raise error("owners_statement", kind=kind)


@statement("SET")
def set_variables(session: Session, statement: Statement) -> QueryResult:
    """SET <var> = <expr>; SET ( <var> [ , ... ] ) = ( <expr> [ , ... ] ).

    Raises:
        CompilationError: the numbers of names and values differ, or a value is too long.
    """
    reader = statement.reader()
    if reader.accept("("):
        names = [_name(reader)]
        while reader.accept(","):
            names.append(_name(reader))
        reader.expect(")")
        reader.expect("=")
        values = _values(session, reader)
        reader.expect_end()
    else:
        names = [_name(reader)]
        reader.expect("=")
        values = [_value(session, reader.rest(), statement.script)]
    if len(names) != len(values):
        raise error("variable_count", expected=len(names), got=len(values))
    moment = now()
    for name, value in zip(names, values):
        _check(name, value)
    for name, value in zip(names, values):
        created = session.variable_times.get(name.upper(), (moment, moment))[0]
        session.variable_times[name.upper()] = (created, moment)
        session.variables[name.upper()] = value
    return QueryResult.message(_DONE)


def set_context(session: Session, name: str, value: str | None) -> Any:
    """SET_SYS_CONTEXT, which a variable of a name with a namespace stands for
    (https://docs.snowflake.com/en/sql-reference/functions/set_sys_context).

    Returns:
        the value from before; None for an attribute of the session.

    Raises:
        CompilationError: the attribute has a value, or the value is too long.
    """
    moment = now()
    if name.startswith(_ATTRIBUTES) and name in session.variables:
        raise error("context_kept", value=name.partition(".")[2])
    _check(name, value)
    before = session.variables.get(name)
    session.variables[name] = value
    session.variable_times[name] = (session.variable_times.get(name, (moment, moment))[0], moment)
    return before


PROVIDERS["SET_SYS_CONTEXT"] = set_context


def _name(reader: TokenReader) -> str:
    """The name of a variable; CURRENT and PUBLIC are reserved (https://docs.snowflake.com/en/sql-reference/sql/set)."""
    if reader.word() in ("CURRENT", "PUBLIC"):
        raise reader.unexpected()
    return reader.identifier()


def _check(name: str, value: Any) -> None:
    if isinstance(value, (str, bytes, bytearray)):
        size = len(value.encode()) if isinstance(value, str) else len(value)
        if size > _LIMIT:
            raise CompilationError(
                f"Assignment to '{name}' not done because value exceeds size limit for variables. "
                f"Its size is {size}; the limit is {_LIMIT} (internal storage size in bytes).",
                1443,
                "22001",
            )


def _values(session: Session, reader: TokenReader) -> list[Any]:
    """The values behind ``SET (a, b) =``: as many expressions, or a query of one row."""
    script = reader.statement.script
    tokens = reader.bracketed()
    if tokens and tokens[0].text.upper() in ("SELECT", "WITH"):
        name, modifiers, head = name_statement(tokens)
        result = session.query(Statement(name, tokens, script, modifiers, head))
        rows = result.fetchmany(2)
        if len(rows) > 1:
            raise error("scalar_subquery_rows")
        return list(rows[0]) if rows else [None] * len(result.columns)
    return [_value(session, part, script) for part in _cut(tokens)]


def _cut(tokens: list[Token]) -> list[list[Token]]:
    """Tokens cut at commas that stand in no bracket."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.text in ("(", "[")) - (token.text in (")", "]")) if token.text in "()[]" else 0
        if token.text == "," and depth == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _value(session: Session, tokens: list[Token], script: str) -> Any:
    """What an expression comes to."""
    if not tokens:
        raise error("syntax", line=1, column=0, token="<EOF>")
    compiled = session.translator.compile_expression(parse_expression(tokens, script), session.context())
    if compiled.constant is not None:
        return compiled.constant
    column = ResultColumn(text_of(tokens, script), compiled.type)
    row = session.run(f"SELECT {compiled.sql}", (column,)).fetchone()
    value = row[0] if row else None
    return bytes(value) if isinstance(value, bytearray) else value


@statement("UNSET")
def unset_variables(session: Session, statement: Statement) -> QueryResult:
    """UNSET <var>; UNSET ( <var> [ , ... ] ); a variable that is not set makes no error."""
    reader = statement.reader()
    bracket = reader.accept("(")
    names = [reader.identifier()]
    while bracket and reader.accept(","):
        names.append(reader.identifier())
    if bracket:
        reader.expect(")")
    reader.expect_end()
    for name in names:
        session.variables.pop(name.upper(), None)
        session.variable_times.pop(name.upper(), None)
    return QueryResult.message(_DONE)


_HEADS = (
    ResultColumn("session_id", INTEGER),
    ResultColumn("created_on", TIMESTAMP_LTZ),
    ResultColumn("updated_on", TIMESTAMP_LTZ),
    "name",
    "value",
    "type",
    "comment",
)


@statement("SHOW VARIABLES")
def show_variables(session: Session, statement: Statement) -> QueryResult:
    """SHOW VARIABLES [ LIKE '<pattern>' ]."""
    check_own_session(session, "SHOW VARIABLES")
    reader = statement.reader()
    match = like_pattern(reader.string() if reader.accept("LIKE") else "%").fullmatch
    reader.expect_end()
    start = now()
    rows = []
    for name, value in sorted(session.variables.items()):
        if name.startswith(_ATTRIBUTES):
            continue
        if match(name):
            created, updated = session.variable_times.get(name, (start, start))
            rows.append((session.id, created, updated, name, _text(value), _kind(value), ""))
    return QueryResult.of(_HEADS, rows)


def _kind(value: Any) -> str:
    """The type as SHOW VARIABLES names it."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (int, Decimal)):
        return "fixed"
    if isinstance(value, float):
        return "real"
    if isinstance(value, dt.datetime):
        return "timestamp_ntz" if value.tzinfo is None else "timestamp_ltz"
    if isinstance(value, dt.date):
        return "date"
    if isinstance(value, dt.time):
        return "time"
    return "binary" if isinstance(value, bytes) else "text"


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return str(value).lower()
    return value.hex().upper() if isinstance(value, bytes) else str(value)

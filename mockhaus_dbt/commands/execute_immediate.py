"""EXECUTE IMMEDIATE (https://docs.snowflake.com/en/sql-reference/sql/execute-immediate)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot.tokens import TokenType

from mockhaus_dbt.commands.scripting_tree import Tokens
from mockhaus_dbt.commands.scripting_values import run_statement
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement, parse_expression, split_statements
from mockhaus_dbt.translation.compiler import Compiler, Scope
from mockhaus_dbt.translation.expressions import Expr

#: what control-flow statements begin with; they run as the only statement of a block.
_CONTROL = ("IF", "FOR", "WHILE", "LOOP", "REPEAT", "CASE")


@statement("EXECUTE IMMEDIATE")
def execute_immediate(session: Session, statement: Statement) -> QueryResult:
    """EXECUTE IMMEDIATE '<text>' | $$block$$ | variable | $variable [USING (...)]

    Raises:
        CompilationError: 000008, the text holds several statements.
    """
    reader = statement.reader()
    if reader.word() == "FROM":
        raise UnsupportedError("EXECUTE IMMEDIATE FROM")
    if reader.token is not None and reader.token.token_type is TokenType.NUMBER:
        raise reader.unexpected()
    tokens = reader.rest()
    using = next((i for i, token in enumerate(tokens) if token.text.upper() == "USING"), len(tokens))
    bindings = session.bindings if isinstance(session.bindings, dict) else {}
    compiler = Compiler(session.context(bindings=bindings))
    scope = Scope(locals=bindings, clause="select")
    value = compiler.expression(parse_expression(tokens[:using], statement.script), scope)
    text = value.constant if isinstance(value.constant, str) else session.rows(f"SELECT {value.sql}")[0][0]
    if text is None:
        raise error("empty")
    if not isinstance(text, str):
        raise error("argument_string", position=1)
    given = list(_using(tokens[using + 1 :], bindings)) if using < len(tokens) else None
    if text.split(None, 1)[:1] and text.split(None, 1)[0].upper().split("(")[0] in _CONTROL:
        text = f"BEGIN {text.rstrip().rstrip(';')}; END"
    parts = split_statements(text)
    if not parts:
        raise error("empty")
    if len(parts) > 1:
        raise error("statement_count", actual=len(parts), desired=1)
    return run_statement(session, parts[0], given if given is not None else bindings)


def _using(tokens: Tokens, bindings: dict[str, Expr]) -> Iterator[Expr]:
    for token in tokens:
        if token.text in ("(", ")", ",", ":"):
            continue
        if token.text.upper() not in bindings:
            place = max(token.col - len(token.text), 0)
            raise error("invalid_identifier", line=token.line, column=place, name=token.text)
        yield bindings[token.text.upper()]

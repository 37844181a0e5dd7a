"""The pipe operator: ``statement ->> statement ->> ...`` (https://docs.snowflake.com/en/sql-reference/operators-flow)."""

from __future__ import annotations

from sqlglot.tokens import Token, TokenType

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement, split_statements
from mockhaus_dbt.translation.call_marks import syntax_error
from mockhaus_dbt.translation.statement_names import text_of


@statement("FLOW")
def flow(session: Session, statement: Statement) -> QueryResult:
    """Run the statements of a chain in order; ``FROM $n`` reads the result of the n-th statement before.

    Raises:
        UnsupportedError: there are bind variables, which Snowflake refuses here too.
        SqlError: of the first statement that fails.
    """
    if session.bindings and not isinstance(session.bindings, dict):
        raise UnsupportedError("bind variables with the pipe operator")
    assert session.runner is not None
    outer, session.pipe = session.pipe, ()
    try:
        for tokens in _links(statement):
            # Cut anew: lines and positions of errors count from the statement's own start.
            link = split_statements(text_of(tokens, statement.script))[0]
            result = session.runner(link, session.bindings)
            session.pipe = (result.query_id, *session.pipe)
    finally:
        session.pipe = outer
    return result


def _links(statement: Statement) -> list[list[Token]]:
    links: list[list[Token]] = [[]]
    for token in statement.tokens:
        if token.token_type is TokenType.DARROW:
            if not links[-1]:
                raise syntax_error(token)
            links.append([])
        else:
            links[-1].append(token)
    if not links[-1]:
        raise syntax_error(None, statement.tokens[-1])
    return links

"""EXECUTE USING POLICY_CONTEXT(...) AS query: what a query would show to another role or user.

https://docs.snowflake.com/en/sql-reference/functions/policy_context
"""

from __future__ import annotations

from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.names import display
from mockhaus_dbt.translation.statement_names import name_statement
from mockhaus_dbt.translation.token_reader import TokenReader, fold

_ROLES = ("CURRENT_ROLE", "SNOWFLAKE$SESSION_ROLE")
#: arguments that the page lists and that change nothing here that policies could ask.
_REFUSED = frozenset(
    """CURRENT_AVAILABLE_ROLES CURRENT_ACCOUNT SNOWFLAKE$SESSION_PRINCIPAL_NAME SNOWFLAKE$SESSION_PRINCIPAL_TYPE
    SNOWFLAKE$SESSION_DATABASE SNOWFLAKE$SESSION_SCHEMA SNOWFLAKE$SESSION_WAREHOUSE SNOWFLAKE$SESSION_ACTIVATED_ROLES
    SNOWFLAKE$SESSION_ACTIVATED_DATABASE_ROLES SNOWFLAKE$CURRENT_ACTIVATED_ROLES
    SNOWFLAKE$CURRENT_ACTIVATED_DATABASE_ROLES""".split()
)


@statement("EXECUTE USING")
def policy_context(session: Session, statement: Statement) -> QueryResult:
    """EXECUTE USING POLICY_CONTEXT( name => 'value' , ... ) AS query.

    Raises:
        SqlError: 001015, an argument that there is none of; 002003, there is no such role or user, or the query reads
            no table.
        UnsupportedError: an argument other than CURRENT_ROLE, CURRENT_USER and SNOWFLAKE$SESSION_ROLE.
    """
    reader = statement.reader()
    reader.expect("POLICY_CONTEXT")
    given = _arguments(session, reader)
    reader.expect("AS")
    tokens = reader.rest()
    name, modifiers, head = name_statement(tokens) if tokens else ("", (), 0)
    if name != "SELECT":
        raise reader.unexpected() if not tokens else UnsupportedError(f"POLICY_CONTEXT of {name}")
    query = Statement(name, tokens, statement.script, modifiers, head)
    held = session.role, session.user
    session.role, session.user = given.get("ROLE", held[0]), given.get("USER", held[1])
    try:
        if not session.translate(query).relations:
            raise error("policy_context_table")
        return session.query(query)
    finally:
        session.role, session.user = held


def _arguments(session: Session, reader: TokenReader) -> dict[str, str]:
    found: dict[str, str] = {}
    reader.expect("(")
    while True:
        name = reader.identifier()
        if name in _REFUSED:
            raise UnsupportedError(f"POLICY_CONTEXT({name})")
        if name not in (*_ROLES, "CURRENT_USER"):
            raise error("argument_value", value=name, name="argument", function="POLICY_CONTEXT")
        reader.expect("=>")
        kind = "USER" if name == "CURRENT_USER" else "ROLE"
        value = fold(reader.string())
        if session.catalog.get(kind, "", "", value) is None:
            raise error("kind_missing", kind=kind.capitalize(), name=display(value))
        found[kind] = value
        if not reader.accept(","):
            break
    reader.expect(")")
    return found

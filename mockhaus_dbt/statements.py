"""The table of statements: from the leading words of a statement to the Python function that runs it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.translation.ast_parser import Statement, parse_tokens, split_statements
from mockhaus_dbt.translation.call_marks import syntax_error
from mockhaus_dbt.translation.modifiers import wrong_modifier
from mockhaus_dbt.translation.statement_names import NOUN_WORDS
from mockhaus_dbt.translation.strictness import check_commas

Handler = Callable[[Session, Statement], QueryResult]
H = TypeVar("H", bound=Handler)

#: name of a statement -> its handler.
STATEMENTS: dict[str, Handler] = {}


def statement(*names: str) -> Callable[[H], H]:
    """Register a handler.

    Args:
        *names: of the statements that it runs, such as ``"CREATE STAGE"``, as ast_parser names them.
    """

    def register(handler: H) -> H:
        for name in names:
            if name in STATEMENTS:
                raise ValueError(f"{name} has a handler: {STATEMENTS[name].__module__}.{STATEMENTS[name].__name__}")
            STATEMENTS[name] = handler
        return handler

    return register


#: what Snowflake has statements for; a first word outside of this is a syntax error.
VERBS = frozenset(
    """ALTER BEGIN CALL COMMENT COMMIT COPY CREATE DECLARE DELETE DESCRIBE DROP EXECUTE EXPLAIN GET GRANT INSERT LET
    LIST MERGE PUT REMOVE REVOKE ROLLBACK SELECT SET SHOW START TRUNCATE UNDROP UNSET UPDATE USE VALUES WITH BACKUP
    RESTORE IF FOR WHILE LOOP REPEAT RETURN""".split()
)
_NOUN_VERBS = frozenset(["CREATE", "ALTER", "DROP", "SHOW", "DESCRIBE"])
#: statements that sqlglot parses whole.
_PARSED = frozenset(["SELECT", "VALUES", "INSERT", "INSERT OVERWRITE", "UPDATE", "DELETE", "MERGE"])
#: what looks like two commas in a row; it may be in a text or a comment.
_COMMAS = re.compile(r",\s*,")


def handler_of(statement: Statement) -> Handler:
    """The function that runs a statement.

    Raises:
        UnsupportedError: Snowflake has the statement, Mockhaus does not.
        CompilationError: 001003, it is no statement.
    """
    wrong = wrong_modifier(statement.name, statement.modifiers)
    if wrong is not None:
        raise syntax_error(statement.tokens[1 + wrong])
    if _COMMAS.search(statement.text):
        check_commas(statement.tokens)
    handler = STATEMENTS.get(statement.name)
    if handler is not None:
        return handler
    words = statement.name.split()
    if not words or words[0] not in VERBS:
        raise syntax_error(statement.tokens[0])
    if words[0] in _NOUN_VERBS and len(words) == 1:
        at = statement.tokens[statement.head] if statement.head < len(statement.tokens) else None
        raise syntax_error(at, statement.tokens[-1])
    if words[0] in _NOUN_VERBS and words[1] not in NOUN_WORDS and not _is_noun(words[1]):
        raise syntax_error(statement.tokens[statement.head - 1])
    raise UnsupportedError(statement.name)


def _is_noun(word: str) -> bool:
    """Whether some statement has the word behind its verb."""
    return any(word in name.split()[1:2] for name in STATEMENTS)


def check_syntax(text: str) -> None:
    """Whether a text that runs later, such as the action of an alert, is a statement; its objects may be missing.

    Raises:
        CompilationError: 001003, it is none.
    """
    for statement in split_statements(text):
        with suppress(UnsupportedError):  # which running it tells
            handler_of(statement)
            if statement.name in _PARSED:
                parse_tokens(statement.tokens, statement.script)


def handler_named(name: str) -> Handler:
    """The function registered under a name that leading words alone do not give, such as ``BEGIN BLOCK``.

    Raises:
        UnsupportedError: there is none.
    """
    handler = STATEMENTS.get(name)
    if handler is None:
        raise UnsupportedError(name)
    return handler

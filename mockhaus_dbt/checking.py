"""What would become of a statement, told without running it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import DOCS_URL, SqlError, UnsupportedError
from mockhaus_dbt.executor import statements_of
from mockhaus_dbt.statements import handler_of
from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.names import quote

if TYPE_CHECKING:
    from mockhaus_dbt.executor import MockhausExecutor
    from mockhaus_dbt.translation.ast_parser import Statement
    from mockhaus_dbt.translation.types import ResultColumn

_LINE = re.compile(r"\bline (\d+)\b")
#: the thing that an error is about.
_NAME = re.compile(r"Unknown function (\S+)|'([^']+)'")
_QUERIES = ("SELECT", "VALUES")


@dataclass(frozen=True)
class Finding:
    """Something to know of a statement before it runs.

    Args:
        kind: ``approximate`` (it runs; what differs from Snowflake is in ``said``), ``refused`` (Snowflake has it,
            Mockhaus does not) or ``fails`` (Snowflake would refuse it as well, or it needs what is not there).
        name: of the function or thing.
        said: the note, or the error.
        line: of the text, from 1.
        url: the page of ours that says more; empty for ``fails``.
    """

    kind: str
    name: str
    said: str
    line: int
    url: str = ""


def check(executor: MockhausExecutor, sql: str) -> tuple[list[Finding], tuple[ResultColumn, ...]]:
    """Check every statement of a text: queries by translating them, others by their name and what they call.

    Args:
        executor: of a session, whose account has what the text names.
        sql: the text.

    Returns:
        what was found, and the columns of the last query; none where it fails.
    """
    try:
        statements = statements_of(sql)
    except SqlError as e:
        return [_failure(e, None)], ()
    found: list[Finding] = []
    columns: tuple[ResultColumn, ...] = ()
    for statement in statements:
        try:
            if statement.name in _QUERIES:
                columns = executor.session.translate(statement).columns
            else:
                handler_of(statement)
        except SqlError as e:
            columns = ()
            found.append(_failure(e, statement))
        found += _approximate(statement)
    return found, columns


def make_empty(executor: MockhausExecutor, place: tuple[str, str, str], columns: list[tuple[str, str]]) -> None:
    """Make an empty table, so that statements which read it can be checked.

    Args:
        executor: of a session of an account that is thrown away.
        place: database, schema and name of the table.
        columns: names and types.

    Raises:
        SqlError: there cannot be such a table.
    """
    database, schema, name = map(quote, place)
    definitions = ", ".join(f"{quote(column)} {type_}" for column, type_ in columns)
    executor.execute(
        f"CREATE DATABASE IF NOT EXISTS {database}; CREATE SCHEMA IF NOT EXISTS {database}.{schema};"
        f"CREATE OR REPLACE TABLE {database}.{schema}.{name} ({definitions})"
    )


def _failure(e: SqlError, statement: Statement | None) -> Finding:
    if isinstance(e, UnsupportedError):
        return Finding("refused", e.name, e.message, _line_of(e.name, statement), e.docs_url)
    line, name = _LINE.search(e.message), _NAME.search(e.message)
    named = (name[1] or name[2]) if name else ""
    return Finding("fails", named, str(e), int(line[1]) if line else _line_of(named, statement))


def _line_of(name: str, statement: Statement | None) -> int:
    """The line on which one of the words of a name stands."""
    words = [word for word in re.findall(r"\w+", name.upper()) if len(word) > 2]
    for word in sorted(words, key=len, reverse=True):
        for token in statement.tokens if statement is not None else ():
            if token.text.replace(MARK, "").upper() == word:
                return int(token.line)
    return 1


def _approximate(statement: Statement) -> list[Finding]:
    """The functions that a statement calls and whose results differ from Snowflake's."""
    found: dict[str, Finding] = {}
    tokens = statement.tokens
    for token, behind in pairwise(tokens):
        name = token.text.replace(MARK, "").upper()
        function = FUNCTIONS.get(name) if behind.text == "(" else None
        if function is not None and function.note and name not in found:
            found[name] = Finding("approximate", name, function.note, int(token.line), DOCS_URL)
    return list(found.values())

"""What would become of a statement, told without running it."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, replace
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
#: first words of statements that change the account alone: in one that is thrown away they may run.
_INSIDE = frozenset("ALTER COMMENT CREATE DELETE DROP INSERT MERGE SET TRUNCATE UNSET UPDATE USE".split())
#: an object does not exist.
_MISSING = (2003, 2043)


@dataclass(frozen=True)
class Finding:
    """Something to know of a statement before it runs.

    Args:
        kind: ``approximate`` (it runs; what differs from Snowflake is in ``said``), ``refused`` (Snowflake has it,
            Mockhaus does not), ``fails`` (Snowflake would refuse it as well, or it needs what is not there) or
            ``unknown`` (a hook needs what the account may have).
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


def rehearse(executor: MockhausExecutor, sql: str) -> list[Finding]:
    """Check a hook: what changes the account alone is run, so that what follows finds it, the rest is checked.

    Args:
        executor: of a session of an account that is thrown away.
        sql: the text.

    Returns:
        what was found. What names an object that is not there is ``unknown``: the account itself may have it.
    """
    try:
        statements = statements_of(sql)
    except SqlError as e:
        return [_failure(e, None)]
    found: list[Finding] = []
    for statement in statements:
        if statement.name.split()[0] not in _INSIDE:
            found += check(executor, statement.text)[0]
            continue
        try:
            executor.run(statement)
        except SqlError as e:
            failure = _failure(e, statement)
            said = f"{failure.said} in the hook {textwrap.shorten(statement.text, 80)}"
            kind = "unknown" if e.errno in _MISSING else failure.kind
            found.append(replace(failure, kind=kind, said=said))
        found += _approximate(statement)
    return found


def make_empty(
    executor: MockhausExecutor, place: tuple[str, str, str], columns: list[tuple[str, str]], kind: str = "TABLE"
) -> None:
    """Make an empty table or view, so that statements which read it can be checked.

    Args:
        executor: of a session of an account that is thrown away.
        place: database, schema and name of the table.
        columns: names and types.
        kind: TABLE or VIEW.

    Raises:
        SqlError: there cannot be such a table.
    """
    database, schema, name = map(quote, place)
    if kind == "VIEW":
        body = " AS SELECT " + ", ".join(f"NULL::{type_} AS {quote(column)}" for column, type_ in columns)
    else:
        body = f" ({', '.join(f'{quote(column)} {type_}' for column, type_ in columns)})"
    executor.session.provide(*place[:2])
    executor.execute(f"CREATE OR REPLACE {kind} {database}.{schema}.{name}{body}")


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

"""ALTER SESSION and SHOW PARAMETERS.

https://docs.snowflake.com/en/sql-reference/sql/alter-session,
https://docs.snowflake.com/en/sql-reference/sql/show-parameters
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.commands.variables import check_own_session
from mockhaus_dbt.objects.listing import like_pattern
from mockhaus_dbt.objects.object_parameters import object_parameter
from mockhaus_dbt.parameters import OBJECT_PARAMETERS, PARAMETERS, Parameter, checked, described
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import statement
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.token_reader import TokenReader

_DONE = "Statement executed successfully."
_HEADS = ("key", "value", "default", "level", "description", "type")
#: what SHOW PARAMETERS IN can name, with the domain in the catalog.
_KINDS = {
    "USER": "USER",
    "WAREHOUSE": "WAREHOUSE",
    "DATABASE": "DATABASE",
    "SCHEMA": "SCHEMA",
    "TASK": "TASK",
    "TABLE": "RELATION",
}


@statement("ALTER SESSION")
def alter_session(session: Session, statement: Statement) -> QueryResult:
    """ALTER SESSION SET <parameter> = <value> [ ... ]; ALTER SESSION UNSET <parameter> [ , ... ].

    Raises:
        CompilationError: a parameter does not exist or cannot take the value; then none is changed.
    """
    check_own_session(session, "ALTER_SESSION")
    for name, value in _settings(statement.reader()).items():
        if value is None:
            session.unset_parameter(name)
        else:
            session.set_parameter(name, value)
    return QueryResult.message(_DONE)


@statement("ALTER ACCOUNT")
def alter_account(session: Session, statement: Statement) -> QueryResult:
    """ALTER ACCOUNT SET / UNSET of parameters of sessions, for those that begin afterwards, and of objects.

    https://docs.snowflake.com/en/sql-reference/sql/alter-account

    Raises:
        CompilationError: a parameter does not exist or cannot take the value; then none is changed.
    """
    settings = _settings(statement.reader(), account=True)
    parameters = {**session.account.parameters, **settings}
    parameters = {name: value for name, value in parameters.items() if value is not None}
    account = CatalogObject("ACCOUNT", name=session.account.identifier, properties=parameters)
    with session.ddl(account.key) as change:
        change.put(account)
    session.account.parameters.clear()
    session.account.parameters.update(parameters)
    return QueryResult.message(_DONE)


def _settings(reader: TokenReader, account: bool = False) -> dict[str, Any]:
    """The checked values behind SET; None for what stands behind UNSET."""
    if reader.accept("UNSET"):
        names = [reader.identifier()]
        while reader.accept(","):
            names.append(reader.identifier())
        reader.expect_end()
        for name in names:
            described(name, account)
        return dict.fromkeys(names)
    reader.expect("SET")
    options = reader.options()
    if not options:
        raise reader.unexpected()
    return {name: checked(name, value, account) for name, value in options.items()}


@statement("SHOW PARAMETERS")
def show_parameters(session: Session, statement: Statement) -> QueryResult:
    """SHOW PARAMETERS [ LIKE '<pattern>' ] [ { IN | FOR } { SESSION | ACCOUNT | <kind> [ <name> ] } ].

    Raises:
        CompilationError: 002003, the object does not exist.
    """
    reader = statement.reader()
    rows = None
    match: Callable[[str], Any] = bool
    while not reader.done:
        if rows is None and reader.accept("LIKE"):
            match = like_pattern(reader.string()).fullmatch
        elif rows is None and (reader.accept("IN") or reader.accept("FOR")):
            rows = _scope(session, reader)
        else:
            raise reader.unexpected()
    if rows is None:
        check_own_session(session, "SHOW PARAMETERS")
    return QueryResult.of(_HEADS, [row for row in rows or _session(session) if match(row[0])])


def _row(name: str, parameter: Parameter, value: Any, level: str) -> tuple[str, ...]:
    return (name, _shown(value), _shown(parameter.default), level, parameter.description, parameter.type)


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _session(session: Session) -> Iterator[tuple[str, ...]]:
    for name in sorted(PARAMETERS):
        yield _row(name, PARAMETERS[name], session.parameters[name], session.parameters.level(name))


def _account(session: Session) -> Iterator[tuple[str, ...]]:
    known = {**PARAMETERS, **OBJECT_PARAMETERS}
    held = session.account.parameters
    for name in sorted(known):
        yield _row(name, known[name], held.get(name, known[name].default), "ACCOUNT" if name in held else "")


def _scope(session: Session, reader: TokenReader) -> Iterator[tuple[str, ...]]:
    if reader.accept("SESSION"):
        check_own_session(session, "SHOW PARAMETERS")
        return _session(session)
    if reader.accept("ACCOUNT"):
        return _account(session)
    kind = reader.word()
    if kind not in _KINDS:
        raise reader.unexpected()
    reader.accept(kind)
    parts: tuple[str, ...] | None = None
    if not reader.done and reader.word() != "LIKE":
        parts = reader.qualified()
    return _object(session, kind, parts)


def _object(session: Session, kind: str, parts: tuple[str, ...] | None) -> Iterator[tuple[str, ...]]:
    obj: CatalogObject | None
    if parts is None:
        current = {"USER": session.user, "WAREHOUSE": session.warehouse, "DATABASE": session.database}
        name = session.schema if kind == "SCHEMA" else current.get(kind)
        obj = None if name is None else session.require(_KINDS[kind], (name,))
    else:
        obj = session.require(_KINDS[kind], parts)
    if kind == "USER":
        held = obj.properties if obj is not None else {}
        return (_row(n, p, held.get(n, p.default), kind if n in held else "") for n, p in sorted(PARAMETERS.items()))
    known = {n: p for n, p in sorted(OBJECT_PARAMETERS.items()) if kind in p.values_of}
    if obj is None:
        return (_row(n, p, p.default, "") for n, p in known.items())
    found = obj
    return (_row(n, p, *object_parameter(session, found, n)) for n, p in known.items())

"""BEGIN, COMMIT, ROLLBACK, SHOW TRANSACTIONS, DESCRIBE TRANSACTION, SHOW LOCKS.

https://docs.snowflake.com/en/sql-reference/transactions
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timezone

from mockhaus_dbt.commands.variables import check_own_session
from mockhaus_dbt.errors import error
from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session import Session
from mockhaus_dbt.statements import handler_named, statement
from mockhaus_dbt.transaction import Transaction
from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.types import INTEGER, TIMESTAMP_LTZ, ResultColumn

_DONE = "Statement executed successfully."


@statement("BEGIN", "BEGIN TRANSACTION", "START TRANSACTION")
def begin(session: Session, statement: Statement) -> QueryResult:
    """BEGIN [ { WORK | TRANSACTION } ] [ NAME <name> ]; START TRANSACTION [ NAME <name> ]."""
    reader = statement.reader()
    if not reader.done and statement.name == "BEGIN" and reader.word() not in ("WORK", "NAME"):
        return handler_named("BEGIN BLOCK")(session, statement)  # Snowflake Scripting
    reader.accept("WORK")
    name = reader.identifier() if reader.accept("NAME") else None
    reader.expect_end()
    session.begin(name=name)
    return QueryResult.message(_DONE)


@statement("COMMIT")
def commit(session: Session, statement: Statement) -> QueryResult:
    """COMMIT [ WORK ]; without an open transaction nothing happens."""
    reader = statement.reader()
    reader.accept("WORK")
    reader.expect_end()
    session.check_scope()
    session.commit()
    return QueryResult.message(_DONE)


@statement("ROLLBACK")
def rollback(session: Session, statement: Statement) -> QueryResult:
    """ROLLBACK [ WORK ]; without an open transaction nothing happens."""
    reader = statement.reader()
    reader.accept("WORK")
    reader.expect_end()
    session.check_scope()
    session.rollback()
    return QueryResult.message(_DONE)


# ------------------------------------------------------------------------------------------------------------- SHOW

_TRANSACTIONS = (
    ResultColumn("id", INTEGER),
    ResultColumn("user"),
    ResultColumn("session", INTEGER),
    ResultColumn("name"),
    ResultColumn("started_on", TIMESTAMP_LTZ),
    ResultColumn("state"),
    ResultColumn("scope", INTEGER),
)
_DESCRIBED = (
    ResultColumn("id", INTEGER),
    ResultColumn("user"),
    ResultColumn("session name"),
    ResultColumn("started_on", TIMESTAMP_LTZ),
    ResultColumn("state"),
    ResultColumn("ended_on", TIMESTAMP_LTZ),
)
_LOCKS = (
    ResultColumn("resource"),
    ResultColumn("type"),
    ResultColumn("transaction", INTEGER),
    ResultColumn("transaction_started_on", TIMESTAMP_LTZ),
    ResultColumn("status"),
    ResultColumn("acquired_on", TIMESTAMP_LTZ),
    ResultColumn("query_id"),
)


@statement("SHOW TRANSACTIONS")
def show_transactions(session: Session, statement: Statement) -> QueryResult:
    """SHOW TRANSACTIONS [ IN ACCOUNT ] (https://docs.snowflake.com/en/sql-reference/sql/show-transactions).

    Those of the account that this process has open; another process cannot have the same account open.
    """
    check_own_session(session, "SHOW TRANSACTIONS")
    rows = [
        (t.id, s.user, s.id, t.name, _moment(t.began), "running", 0)
        for s, t in _running(session, _whole_account(session, statement))
    ]
    return QueryResult.of(_TRANSACTIONS, rows)


@statement("DESCRIBE TRANSACTION")
def describe_transaction(session: Session, statement: Statement) -> QueryResult:
    """DESCRIBE TRANSACTION number (https://docs.snowflake.com/en/sql-reference/sql/desc-transaction).

    One that is open, or among the thousand of the account that ended last.

    Raises:
        SqlError: 002003, there is none of that number.
    """
    reader = statement.reader()
    token = reader.take()
    if not token.text.isdigit():
        raise reader.unexpected()
    reader.expect_end()
    number = int(token.text)
    for of, open_ in _running(session, True):
        if open_.id == number:
            cells = (number, of.user, str(of.id), _moment(open_.began), "running", None)
            return QueryResult.of(_DESCRIBED, [cells])
    for id_, user, of_session, began, state, ended in session.account.transactions:
        if id_ == number:
            return QueryResult.of(
                _DESCRIBED, [(number, user, str(of_session), _moment(began), state, _moment(ended))]
            )
    raise error("kind_missing", kind="Transaction", name=token.text)


@statement("SHOW LOCKS")
def show_locks(session: Session, statement: Statement) -> QueryResult:
    """SHOW LOCKS [ IN ACCOUNT ] (https://docs.snowflake.com/en/sql-reference/sql/show-locks): the tables that open
    transactions have changed. A statement that waits for one is not shown.
    """
    check_own_session(session, "SHOW LOCKS")
    whole = _whole_account(session, statement)
    columns = (*_LOCKS, ResultColumn("session", INTEGER)) if session.role == "ACCOUNTADMIN" else _LOCKS
    rows = [
        (".".join(table), "PARTITIONS", t.id, _moment(t.began), "HOLDING", _moment(since), query, s.id)[: len(columns)]
        for s, t in _running(session, whole)
        for table, (since, query) in list(t.touched.items())
    ]
    return QueryResult.of(columns, rows)


def _whole_account(session: Session, statement: Statement) -> bool:
    """Read ``[ IN ACCOUNT ]``; it counts for ACCOUNTADMIN alone."""
    reader = statement.reader()
    whole = reader.accept("IN ACCOUNT")
    reader.expect_end()
    return whole and session.role == "ACCOUNTADMIN"


def _running(session: Session, whole: bool) -> Iterator[tuple[Session, Transaction]]:
    """The open transactions of the session's user, or of all, the latest first."""
    held = [(s, s.transaction) for s in list(session.account.sessions.values()) if whole or s.user == session.user]
    found = [(s, t) for s, t in held if t is not None]
    yield from sorted(found, key=lambda pair: -pair[1].id)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, timezone.utc)

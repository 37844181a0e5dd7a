"""Transactions as Snowflake has them, on DuckDB's.

DuckDB has no savepoints and ends a transaction on errors of the data; on Snowflake a failed statement leaves the
transaction as it was before that statement. So the writes of an open transaction are kept, and done once more.

https://docs.snowflake.com/en/sql-reference/transactions
"""

from __future__ import annotations

import itertools
import re
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mockhaus_dbt.backend import Cursor, WriteConflict
from mockhaus_dbt.catalog import CatalogObject, Key
from mockhaus_dbt.change import Change
from mockhaus_dbt.errors import UnsupportedError, error
from mockhaus_dbt.parameters import SessionParameters

if TYPE_CHECKING:
    from mockhaus_dbt.account import Account
    from mockhaus_dbt.session import Session

_READS = re.compile(r"\s*(?:SELECT|FROM|VALUES|DESCRIBE|EXPLAIN|SHOW|\()", re.I)
_WITH = re.compile(r"\s*WITH\b", re.I)
_WRITES_INSIDE = re.compile(r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO)\b", re.I)


def writes(sql: str) -> bool:
    """Whether DuckDB text may change anything; errs on the side of yes."""
    if _READS.match(sql):
        return False
    return not _WITH.match(sql) or bool(_WRITES_INSIDE.search(sql))


@contextmanager
def undisturbed(cursor: Cursor) -> Iterator[None]:
    """What runs in the block is not to be stopped: it would be done by half."""
    with cursor.stopping:
        held, cursor.undoing = cursor.undoing, True
    try:
        yield
    finally:
        cursor.undoing = held


#: ids are nanoseconds since 1970, of whole milliseconds, as Snowflake's are.
_numbers = itertools.count(int(time.time() * 1000) * 10**6, 10**6)


class Transaction:
    """An open transaction.

    Args:
        explicit: it was begun by a statement, not by AUTOCOMMIT = FALSE.
        name: behind NAME; without one it is made.
    """

    def __init__(self, explicit: bool = True, name: str | None = None):
        self.id = next(_numbers)
        self.name = name or str(uuid.uuid4())
        self.explicit = explicit
        #: DuckDB text that ran, and what gave it the Arrow tables and variables that it names.
        self.log: list[str | Callable[[Cursor], None]] = []
        #: tables that DML has touched: the moment of the first time, and the query id.
        self.touched: dict[tuple[str, str, str], tuple[float, str | None]] = {}
        self.began = time.time()
        #: what is to be done before COMMIT, each once: change_history.py gives versions, streams move on.
        self.at_commit: dict[str, Callable[[], object]] = {}
        #: of tables that keep their history, by identity: the number of the open changes, and the statements.
        self.provisional: dict[str, int] = {}
        self.statements: dict[str, list[str]] = {}
        #: set when it is committed or rolled back, for those who wait for that.
        self.ended = threading.Event()

    def note(self, sql: str) -> None:
        """Remember a write that is about to run."""
        self.log.append(sql)

    def provide(self, work: Callable[[Cursor], None]) -> None:
        """Give the cursor an Arrow table or a variable that writes will name, now and when they are done again."""
        self.log.append(work)

    def replay(self, cursor: Cursor) -> None:
        """Do all writes again in a new DuckDB transaction."""
        if not self.log:
            return
        cursor.begin()
        for entry in self.log:
            if isinstance(entry, str):
                cursor.execute(entry)
            else:
                entry(cursor)


class Transactions:
    """What a session knows of transactions; the part of :class:`Session` that begins, commits and takes back."""

    account: Account
    cursor: Cursor
    parameters: SessionParameters
    temporary: dict[tuple[str, str, str], CatalogObject]
    _temporary_changes: int

    def __init__(self) -> None:
        self.transaction: Transaction | None = None
        #: what was open when the procedure that runs was called.
        self.outer: Transaction | None = None
        self.last_transaction: str | None = None
        self._change: Change | None = None

    def _as_session(self) -> Session:
        raise NotImplementedError

    def _enter(self, sql: str) -> None:
        """Note a write of the open transaction. DuckDB's own begins with the first one, so that until then every
        statement sees what others committed meanwhile, as on Snowflake."""
        if self._change is not None or not writes(sql):
            return
        if self.transaction is None:
            if self.cursor.in_transaction:
                return  # of a statement that made its own
            self.begin(explicit=False)
        assert self.transaction is not None
        self.cursor.begin()
        self.transaction.note(sql)

    def begin(self, explicit: bool = True, name: str | None = None) -> None:
        """BEGIN [NAME name]; within a transaction nothing happens, as on Snowflake.

        Raises:
            UnsupportedError: a procedure begins one of its own within that of its caller.
        """
        if self.outer is not None and self.transaction is self.outer:
            raise UnsupportedError("BEGIN in a procedure that is called within a transaction")
        if self.transaction is None:
            self.transaction = Transaction(explicit, name)

    def check_scope(self) -> None:
        """Whether the open transaction may be ended here.

        Raises:
            SqlError: 090229, it was begun outside of the procedure that runs.
        """
        if self.outer is not None and self.transaction is self.outer:
            raise error("transaction_scope")

    @contextmanager
    def scope(self) -> Iterator[None]:
        """A procedure runs: what it begins it has to end
        (https://docs.snowflake.com/en/sql-reference/transactions#scoped-transactions).

        Raises:
            SqlError: 090232, it left a transaction open, which is rolled back.
        """
        entered = self.transaction
        held, self.outer = self.outer, entered
        try:
            yield
            if self.transaction is not None and self.transaction is not entered:
                raise error("transaction_incomplete")
        except BaseException:
            if self.transaction is not None and self.transaction is not entered:
                self.rollback()
            raise
        finally:
            self.outer = held

    def commit(self) -> None:
        """COMMIT; without a transaction nothing happens.

        A conflict with what others committed is answered by doing the transaction's writes once more.
        """
        transaction = self.transaction
        if transaction is None:
            return
        self.last_transaction = str(transaction.id)
        if transaction.at_commit:
            self._commit_with(transaction)
        else:
            self._finish(transaction)
        if transaction.touched:
            self.account.history.touched.touch(transaction.touched)

    def _commit_with(self, transaction: Transaction) -> None:
        """Commit a transaction that has something to do before; one session at a time."""
        with self.account.locks.hold([("HISTORY", "", "", "")], self.lock_wait):
            try:
                for work in transaction.at_commit.values():
                    work()
            except WriteConflict:
                pass  # the works are among the writes that are done once more
            except BaseException:
                self.rollback()
                raise
            self._finish(transaction)

    def _finish(self, transaction: Transaction) -> None:
        self.transaction = None
        try:
            with undisturbed(self.cursor):
                self.cursor.commit()
        except WriteConflict:
            self._patiently(lambda: self._replay_and_commit(transaction))
        except BaseException:
            self._end(transaction, "rolled back")
            raise
        self._end(transaction, "committed")

    def _end(self, transaction: Transaction, state: str) -> None:
        """Let those know who wait for it, and DESCRIBE TRANSACTION."""
        session = self._as_session()
        ended = (transaction.id, session.user, session.id, transaction.began, state, time.time())
        self.account.transactions.append(ended)
        transaction.ended.set()

    def touch(self, database: str, schema: str, name: str) -> None:
        """DML has run on a table: its LAST_ALTERED moves, when the transaction is committed."""
        if self.transaction is not None:
            self.transaction.touched.setdefault((database, schema, name), (time.time(), self._as_session().running))
        else:
            self.account.history.touched.touch([(database, schema, name)])

    def _replay_and_commit(self, transaction: Transaction) -> None:
        transaction.replay(self.cursor)
        self.cursor.commit()

    def _patiently(self, work: Callable[[], None]) -> None:
        """Do something that may meet the writes of other sessions; wait for them as Snowflake's locks would."""
        deadline = time.monotonic() + self.lock_wait
        pause = 0.001
        while True:
            self.cursor.rollback()
            try:
                work()
                return
            except WriteConflict:
                if time.monotonic() > deadline:
                    self.cursor.rollback()
                    raise
            except BaseException:
                self.cursor.rollback()
                raise
            time.sleep(pause)
            pause = min(pause * 2, 0.05)

    def rollback(self) -> None:
        """ROLLBACK; without a transaction nothing happens."""
        transaction, self.transaction = self.transaction, None
        self.cursor.rollback()
        if transaction is not None:
            self.last_transaction = str(transaction.id)
            self._end(transaction, "rolled back")

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All that runs inside happens, or nothing: for statements that take several DuckDB statements."""
        if self.transaction is None and not self.cursor.in_transaction and not self.parameters["AUTOCOMMIT"]:
            self.begin(explicit=False)
        if self.transaction is not None or self.cursor.in_transaction:
            yield  # a failure is taken back by undo()
            return
        self.cursor.begin()
        try:
            yield
            with undisturbed(self.cursor):
                self.cursor.commit()
        except BaseException:
            self.cursor.rollback()
            raise

    def renew(self) -> bool:
        """Let the open transaction see what others have committed since its first write, by doing its writes again.

        Snowflake reads what is committed when a statement starts; DuckDB what was committed at the first write. This
        is called where the difference showed: something that the catalog has was not found.

        Returns:
            whether anything was done.
        """
        transaction = self.transaction
        if transaction is None or not self.cursor.in_transaction:
            return False
        self._patiently(lambda: transaction.replay(self.cursor))
        return True

    def mark(self) -> int:
        """The writes of the open transaction so far, for :meth:`undo`."""
        return 0 if self.transaction is None else len(self.transaction.log)

    def undo(self, mark: int) -> None:
        """Take back a failed statement and keep the earlier work of the open transaction."""
        self._change = None
        if self.transaction is None:
            self.cursor.rollback()
        elif len(self.transaction.log) > mark or self.cursor.aborted:
            transaction = self.transaction
            del transaction.log[mark:]
            try:
                self._patiently(lambda: transaction.replay(self.cursor))
            except BaseException:
                self.transaction = None  # its earlier work cannot be had back, so it must not be committed in part
                self._end(transaction, "rolled back")
                raise

    @contextmanager
    def ddl(self, *keys: Key) -> Iterator[Change]:
        """Change the catalog: hold the objects' locks, commit what is open, then all of it or nothing.

        Args:
            *keys: of the objects that change: (domain, database, schema, name).

        Raises:
            WriteConflict, CatalogMismatch: another session was faster; the executor runs the statement again.
        """
        if self._change is not None:
            yield self._change  # a statement made of several changes
            return
        self.check_scope()
        self.commit()
        with self.account.locks.hold(keys, self.lock_wait):
            change = self._change = Change(self._as_session())
            self.cursor.begin()
            try:
                yield change
                with undisturbed(self.cursor):
                    if change.pending:
                        self.account.journal(self.cursor, change.pending)
                    self.cursor.commit()
                    self._change = None
                    self._apply(change)
            except BaseException:
                self.cursor.rollback()
                raise
            finally:
                self._change = None

    def _apply(self, change: Change) -> None:
        if change.pending:
            self.account.catalog.apply(change.pending)
            for key, obj in change.pending:
                if obj is None and key[0] == "RELATION":
                    self.account.history.touched.forget(key[1:])
        for key, obj in change.temporary:
            if obj is None:
                self.temporary.pop(key[1:], None)
            else:
                self.temporary[key[1:]] = obj
            self._temporary_changes += 1
        for work in change.after:
            work()

    @property
    def lock_wait(self) -> float:
        """Seconds to wait for locks of other sessions: LOCK_TIMEOUT."""
        return float(self.parameters["LOCK_TIMEOUT"]) or 0.001

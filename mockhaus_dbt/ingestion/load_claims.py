"""Files that open transactions have loaded: nobody else can know yet whether they are going to be loaded.

A load of one of them waits for the transaction's end, as for a lock, so that no two transactions load one file
(https://docs.snowflake.com/en/user-guide/data-load-considerations-load#load-metadata).
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from mockhaus_dbt.errors import error

if TYPE_CHECKING:
    from mockhaus_dbt.account import Account
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.transaction import Transaction

#: a file as the load history knows it: identity of the table, place, digest.
Claim = tuple[str, str, str]

_guard = threading.Lock()
_CLAIMS: WeakKeyDictionary[Account, dict[Claim, Transaction]] = WeakKeyDictionary()
#: transactions that wait, and for which one.
_WAITING: WeakKeyDictionary[Transaction, Transaction] = WeakKeyDictionary()


class Claimed(Exception):
    """A file is one that another open transaction has loaded.

    Args:
        holder: that transaction.
        table: name of the table, for the error message.
    """

    def __init__(self, holder: Transaction, table: str):
        super().__init__(table)
        self.holder = holder
        self.table = table

    def wait(self, session: Session) -> None:
        """Wait for the end of the transaction.

        Raises:
            ExecutionError: 000625, it takes longer than LOCK_TIMEOUT, or it waits for this session's.
        """
        own = session.transaction
        with _guard:
            if own is not None:
                behind: Transaction | None = self.holder
                while behind is not None and behind is not own:
                    behind = _WAITING.get(behind)
                if behind is own:
                    raise error("lock_timeout", query_id="unknown", name=self.table)
                _WAITING[own] = self.holder
        try:
            if not self.holder.ended.wait(min(session.lock_wait, threading.TIMEOUT_MAX)):
                raise error("lock_timeout", query_id="unknown", name=self.table)
        finally:
            with _guard:
                if own is not None:
                    _WAITING.pop(own, None)
        session.renew()


def open_claims(session: Session, table: str) -> dict[tuple[str, str], Transaction]:
    """What other open transactions have loaded into a table: place and digest, and the transaction.

    Args:
        session: that wants to load.
        table: identity of the table.
    """
    with _guard:
        known = _CLAIMS.get(session.account, {})
        return {
            (place, digest): holder
            for (loaded_into, place, digest), holder in known.items()
            if loaded_into == table and holder is not session.transaction and not holder.ended.is_set()
        }


def claim_files(session: Session, claims: Iterable[Claim]) -> None:
    """Note what the session's open transaction has loaded; without one there is nothing to note."""
    transaction = session.transaction
    if transaction is None:
        return
    with _guard:
        known = _CLAIMS.setdefault(session.account, {})
        for claim in [c for c, holder in known.items() if holder.ended.is_set()]:
            del known[claim]
        known.update(dict.fromkeys(claims, transaction))

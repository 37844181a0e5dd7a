"""The engine behind the adapter: one account per file, a session per dbt thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from dbt.adapters.mockhaus.credentials import MEMORY, MockhausCredentials
from dbt_common.context import get_invocation_context

# The engine is imported with the first connection: `dbt parse`, `dbt ls` and `dbt deps` do without DuckDB.
if TYPE_CHECKING:
    from mockhaus_dbt.account import Account
    from mockhaus_dbt.client import Connection as RemoteConnection
    from mockhaus_dbt.dbapi import Connection

#: bytes of a block of a file that dbt makes, half of DuckDB's: each column of a small table has one.
BLOCK_SIZE = 131_072

_held: dict[str, Account] = {}
_lock = threading.Lock()

#: called with the next connection, once: loads the sources that are files.
_first: Callable[[Any], None] | None = None
_loading = threading.RLock()
#: the account's file, whatever a target says.
_instead: str | None = None


def begin_with(work: Callable[[Any], None] | None) -> None:
    """Let the next connection do something before anyone uses one.

    Args:
        work: called with it; None for nothing.
    """
    global _first
    _first = work


def connect(credentials: MockhausCredentials) -> Connection | RemoteConnection:
    """A session of the account that the credentials name, or of the server that holds it.

    The account itself is held until :func:`release`, so that the file is not closed and opened again between the
    connections of one dbt command.

    Raises:
        ConfigError: the file is locked, foreign or unreadable, or a session parameter is wrong.
    """
    if _first is None:
        return _connect(credentials)
    with _loading:  # other threads wait for the sources
        connection = _connect(credentials)
        if _first is not None:
            _first(connection)
            begin_with(None)
        return connection


def _connect(credentials: MockhausCredentials) -> Connection | RemoteConnection:
    from mockhaus_dbt.dbapi import connect as connect_to

    parameters: dict[str, Any] = dict(credentials.session_parameters or {})
    if credentials.query_tag:
        parameters["QUERY_TAG"] = credentials.query_tag
    if credentials.server and _instead is None:
        from mockhaus_dbt import client

        return client.connect(
            credentials.server,
            credentials.database,
            credentials.schema,
            credentials.role,
            credentials.warehouse,
            credentials.user,
            **parameters,
        )
    return connect_to(
        _account(credentials),
        credentials.database,
        credentials.schema,
        role=credentials.role,
        warehouse=credentials.warehouse,
        user=credentials.user,
        **parameters,
    )


def release(credentials: MockhausCredentials) -> None:
    """Let go of the account, which closes its file once the last session is closed.

    An account in memory stays until the process ends: it would be empty for the next dbt command of the process.
    """
    if _instead is not None or credentials.server or credentials.path.startswith(MEMORY):
        return
    with _lock:
        account = _held.pop(credentials.file, None)
    if account is not None:
        account.close()


@contextmanager
def in_memory() -> Iterator[None]:
    """Within the block every target's account is a new one in memory, gone afterwards."""
    global _instead
    _instead = MEMORY
    try:
        yield
    finally:
        _instead = None
        with _lock:
            account = _held.pop(MEMORY, None)
        if account is not None:
            account.close()


def thrown_away() -> bool:
    """Whether accounts are gone after what is being done."""
    return _instead is not None


def _account(credentials: MockhausCredentials) -> Account:
    from mockhaus_dbt.account import Account

    file = _instead or credentials.file
    with _lock:
        account = _held.get(file)
        if account is None:
            options: dict[str, Any] = {
                "stage_root": None if _instead else credentials.stage_folder,
                "block_size": BLOCK_SIZE,
            }
            if credentials.lock_timeout is not None:
                options["lock_timeout"] = credentials.lock_timeout
            account = _held[file] = Account.open(file, **options)
        # dbt keeps these out of its logs; the history is a file as well
        account.history.secrets = tuple(get_invocation_context().env_secrets)
        return account

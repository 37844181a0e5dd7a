"""What SYSTEM$ functions ask of the account.

https://docs.snowflake.com/en/sql-reference/functions-system
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import error
from mockhaus_dbt.session import PROVIDERS
from mockhaus_dbt.translation.token_reader import split_name

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session

#: seconds to wait for a session that is to give a transaction up.
_PATIENCE = 10


def last_change(session: Session, name: str) -> int:
    """Nanoseconds since 1970 of the last change of a table, or of what a view reads.

    Raises:
        CompilationError: 002003, there is no such table or view.
    """
    return _last_change(session, session.require("RELATION", split_name(name)))


def _last_change(session: Session, obj: CatalogObject) -> int:
    moments = [obj.altered_on]
    touched = session.account.history.touched.at((obj.database, obj.schema, obj.name))
    if touched is not None and not obj.temporary:
        moments.append(touched)
    found = [int(m.timestamp() * 1_000_000) * 1000 for m in moments]
    for database, schema, relation, *_mark in obj.properties.get("reads", ()):
        read = session.catalog.get("RELATION", database, schema, relation)
        if read is not None and read.key != obj.key:
            found.append(_last_change(session, read))
    return max(found)


def clustering(session: Session, name: str, columns: str | None, function: str) -> str:
    """SYSTEM$CLUSTERING_INFORMATION of a table that is one micro-partition.

    Args:
        columns: expressions in brackets; None for the clustering key.
        function: that asks.

    Raises:
        CompilationError: 002003, there is no such table; 001015, it has no clustering key and no columns are named.
    """
    obj = session.require("RELATION", split_name(name))
    keys = f"LINEAR{_in_upper_case(columns)}" if columns else obj.properties.get("cluster_by")
    if not keys:
        raise error("argument_value", value=name, name="TABLE_NAME", function=function)
    depths = {f"{n:05}": int(n == 1) for n in range(17)}
    found: dict[str, Any] = {
        "cluster_by_keys": keys,
        "version": "CLASSIC",
        "total_partition_count": 1,
        "total_constant_partition_count": 0,
        "average_overlaps": 0.0,
        "average_depth": 1.0,
        "partition_depth_histogram": depths,
        "clustering_errors": [],
    }
    return json.dumps(found, indent=2, separators=(",", " : "))


def _in_upper_case(columns: str) -> str:
    """Expressions as Snowflake shows them: what is not quoted is in upper case."""
    parts = re.split(r"""("[^"]*"|'[^']*')""", columns)
    return "".join(part if i % 2 else part.upper() for i, part in enumerate(parts))


def cancel_query(session: Session, query_id: str) -> str:
    """Interrupt the session that runs a statement."""
    for other in list(session.account.sessions.values()):
        if other.running == query_id:
            other.interrupt()
            return f"query [{query_id}] terminated."
    return "Identified SQL statement is not currently executing."


def cancel_all_queries(session: Session, session_id: int) -> str:
    """Interrupt a session."""
    other = session.account.sessions.get(session_id)
    running = other is not None and other is not session and other.running is not None
    if running and other is not None:
        other.interrupt()
    return f"{int(running)} cancelled."


def abort_session(session: Session, session_id: int) -> str:
    """Interrupt a session and close it.

    Raises:
        CompilationError: 001015, it is the session that asks.
    """
    other = session.account.sessions.get(session_id)
    if other is None:
        return f"Session {session_id} does not exist."
    if other is session:
        raise error("argument_value", value=session_id, name="SESSION_ID", function="SYSTEM$ABORT_SESSION")
    other.interrupt()
    with other.lock:
        other.close()
    return f"Session {session_id} is aborted."


def abort_transaction(session: Session, transaction_id: int) -> str:
    """Roll back an open transaction, and interrupt the statement that runs in it.

    Raises:
        CompilationError: 002003, no transaction of that number is open or has ended lately.
        SqlError: 000625, its session does not give way: it may wait for this one.
    """
    for other in list(session.account.sessions.values()):
        if other.transaction is not None and other.transaction.id == transaction_id:
            if other is not session:
                other.interrupt()
            if not other.lock.acquire(timeout=_PATIENCE):
                raise error("lock_timeout", query_id=other.running or "", name=f"transaction {transaction_id}")
            try:
                if other.transaction is not None and other.transaction.id == transaction_id:
                    other.rollback()
            finally:
                other.lock.release()
            return f"Aborted transaction id: {transaction_id}"
    if not any(ended[0] == transaction_id for ended in session.account.transactions):
        raise error("kind_missing", kind="Transaction", name=str(transaction_id))
    return f"Transaction id {transaction_id} is not running"


PROVIDERS["SYSTEM$ABORT_TRANSACTION"] = abort_transaction
PROVIDERS["SYSTEM$LAST_CHANGE_COMMIT_TIME"] = last_change
PROVIDERS["SYSTEM$CLUSTERING_INFORMATION"] = clustering
PROVIDERS["SYSTEM$CANCEL_QUERY"] = cancel_query
PROVIDERS["SYSTEM$CANCEL_ALL_QUERIES"] = cancel_all_queries
PROVIDERS["SYSTEM$ABORT_SESSION"] = abort_session

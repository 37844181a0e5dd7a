"""Snowpark on a session of ours (extra ``[snowpark]``): what Python procedures and dbt's Python models get.

Snowpark is a writer of SQL over Snowflake's connector. It is given a connection that runs the SQL here, so that tables,
DataFrames and results are those of the account
(https://docs.snowflake.com/en/developer-guide/snowpark/python/index).
"""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.errors import ConfigError

if TYPE_CHECKING:
    from mockhaus_dbt.session import Session

__all__ = ["session_of"]

_held: weakref.WeakKeyDictionary[Session, Any] = weakref.WeakKeyDictionary()


def session_of(session: Session) -> Any:
    """The ``snowflake.snowpark.Session`` of a session; made when it is first asked for.

    Raises:
        ConfigError: the extra is not installed.
    """
    made = _held.get(session)
    if made is None:
        try:
            from mockhaus_dbt.snowpark.session import open_session
        except ImportError as e:
            raise ConfigError(
                "Python procedures and Python models need the package snowflake-snowpark-python: "
                f"pip install 'dbt-mockhaus[snowpark]' ({e})"
            ) from None
        made = _held[session] = open_session(session)
    return made

"""dbt's connections: dbt-snowflake's manager with an engine in place of the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from dbt.adapters.contracts.connection import Connection, ConnectionState
from dbt.adapters.events.logging import AdapterLogger
from dbt.adapters.exceptions.connection import FailedToConnectError
from dbt.adapters.mockhaus import accounts
from dbt.adapters.mockhaus.connector_shim import field_name, stand_ins
from dbt.adapters.mockhaus.credentials import MockhausCredentials
from dbt_common.exceptions import DbtDatabaseError, DbtRuntimeError

from mockhaus_dbt.errors import MockhausError, SqlError

with stand_ins():
    from dbt.adapters.snowflake.connections import ERROR_REDACTION_PATTERNS, SnowflakeConnectionManager

logger = AdapterLogger("Mockhaus")

#: what a semicolon may hide in, as Snowflake's connector sees it; the last branch is a semicolon that separates.
_PIECES = re.compile(
    r"""'(?:[^'\\]+|''|\\.)*(?:'|\Z) | "(?:[^"\\]+|""|\\.)*(?:"|\Z) | \$\$.*?(?:\$\$|\Z) | (?<!:)(?:--|//)[^\n]*"""
    r"""| /\*.*?(?:\*/|\Z) | (;[ \t]*(?:--[^\n]*)?)""",
    re.VERBOSE | re.DOTALL,
)
_BLANK = re.compile(r"(?:\s+|--[^\n]*|//[^\n]*|/\*.*?\*/|;)*", re.DOTALL)


class MockhausConnectionManager(SnowflakeConnectionManager):
    """Opens sessions, hands them statements, words their failures as dbt-snowflake does."""

    TYPE = "mockhaus"

    @classmethod
    def open(cls, connection: Connection) -> Connection:
        """Open a session for a dbt thread.

        Raises:
            FailedToConnectError: with the engine's reason.
        """
        if connection.state == ConnectionState.OPEN:
            return connection
        try:
            connection.handle = accounts.connect(connection.credentials)
        except MockhausError as e:
            connection.handle = None
            connection.state = ConnectionState.FAIL
            raise FailedToConnectError(str(e)) from e
        connection.state = ConnectionState.OPEN
        return connection

    def cancel(self, connection: Connection) -> None:
        """Interrupt what another thread's session is running."""
        logger.debug(f"Cancelling the query of {connection.name}")
        connection.handle.cancel()

    def cleanup_all(self) -> None:
        """Close every session, then the account."""
        super().cleanup_all()
        credentials = self.profile.credentials
        assert isinstance(credentials, MockhausCredentials)
        accounts.release(credentials)

    @contextmanager
    def exception_handler(self, sql: str) -> Iterator[None]:
        """Turn Mockhaus's errors into dbt's, with the texts that dbt-snowflake gives them."""
        try:
            yield
        except SqlError as e:
            self._raise_from(e)
        except DbtRuntimeError:
            # dbt's own, such as a signal that arrived during the statement.
            self.rollback_if_open()
            raise
        except Exception as e:
            logger.debug(f"Error running SQL: {sql}")
            self.rollback_if_open()
            raise DbtRuntimeError(str(e)) from e

    @staticmethod
    def _raise_from(error: SqlError) -> None:
        text = str(error)
        for pattern, redacted in ERROR_REDACTION_PATTERNS.items():
            text = pattern.sub(redacted, text)
        logger.debug(f"Mockhaus query id: {error.query_id}")
        logger.debug(f"Mockhaus error: {text}")
        if "Empty SQL statement" in text:
            return
        if "This session does not have a current database" in text:
            raise FailedToConnectError(text) from error
        raise DbtDatabaseError(text) from error

    @classmethod
    def _split_queries(cls, sql: str) -> list[str]:
        """Cut at semicolons as Snowflake's connector does, whose splitter reads one character at a time."""
        text = str(sql)
        if ";" not in text:
            return [text.strip()]
        pieces, start = [], 0
        for match in _PIECES.finditer(text):
            if match[1]:
                pieces.append(text[start : match.end()].strip())
                start = match.end()
        pieces.append(text[start:].strip())
        return [piece for piece in pieces if piece]

    def _stripped_queries(self, sql: str) -> list[str]:
        return [query for query in self._split_queries(sql) if not _is_blank(query)]

    @classmethod
    def data_type_code_to_name(cls, type_code: int | str) -> str:
        """The type that a code in ``cursor.description`` stands for, for model contracts."""
        return field_name(int(type_code))


class NamedSnowflakeConnectionManager(MockhausConnectionManager):
    """The same under the name that dbt projects and packages ask for."""

    TYPE = "snowflake"


def _is_blank(query: str) -> bool:
    blank = _BLANK.match(query)
    return blank is not None and blank.end() == len(query)

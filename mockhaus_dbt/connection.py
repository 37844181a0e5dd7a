"""What a connection to an account and one to a server share (https://peps.python.org/pep-0249)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from mockhaus_dbt.binding import STYLES
from mockhaus_dbt.cursor import Cursor
from mockhaus_dbt.errors import SessionError
from mockhaus_dbt.executor import statements_of


def checked_style(style: str | None) -> str | None:
    """A style of parameters as cursors know it.

    Raises:
        SessionError: 251017, there is no such style.
    """
    if style not in (None, *STYLES):
        raise SessionError("Invalid paramstyle is specified", 251017, "HY000")
    return "pyformat" if style == "format" else style


class SharedConnection:
    """Statements on cursors, and transactions.

    Args:
        executor: runs them.
        style: of parameters.
    """

    def __init__(self, executor: Any, style: str | None = None):
        self.executor = executor
        self.paramstyle = checked_style(style)
        self.messages: list[Any] = []
        #: whether NUMBERs with a scale are Decimal in pandas DataFrames, not float64.
        self.arrow_number_to_decimal = False
        #: the connector's write_pandas looks for its own switches here: there are none.
        self._session_parameters: dict[str, Any] = {}

    def cursor(self, cursor_class: type[Cursor] | None = None) -> Cursor:
        """A cursor of the session."""
        return (cursor_class or Cursor)(self)  # type: ignore[arg-type]

    def execute(self, sql: str, params: Any = None) -> Cursor:
        """Run a text on a new cursor."""
        return self.cursor().execute(sql, params)

    def execute_string(
        self,
        sql: str,
        remove_comments: bool = False,
        return_cursors: bool = True,
        cursor_class: type[Cursor] | None = None,
        **more: Any,
    ) -> list[Cursor]:
        """Run every statement of a text, each on a cursor of its own.

        Args:
            sql: of any number of statements.
            remove_comments: accepted; comments change nothing here.
            return_cursors: whether the cursors are wanted.
            cursor_class: of the cursors.
            **more: for :meth:`Cursor.execute`, such as ``params``.

        Raises:
            SqlError: of the first statement that fails; those before it have run.
        """
        cursors = list(self.execute_stream(StringIO(sql), remove_comments, cursor_class, **more))
        return cursors if return_cursors else []

    def execute_stream(
        self,
        stream: Iterable[str],
        remove_comments: bool = False,
        cursor_class: type[Cursor] | None = None,
        **more: Any,
    ) -> Iterator[Cursor]:
        """Run every statement of an open file when its cursor is asked for.

        Args:
            stream: of lines.
            remove_comments, cursor_class, **more: as for :meth:`execute_string`.

        Raises:
            SqlError: of the statement.
        """
        for statement in statements_of("".join(stream)):
            yield self.cursor(cursor_class).execute(statement.text, **more)

    def commit(self) -> None:
        """COMMIT what is open."""
        self.executor.execute("COMMIT")

    def rollback(self) -> None:
        """ROLLBACK what is open."""
        self.executor.execute("ROLLBACK")

    def autocommit(self, mode: bool) -> None:
        """Set AUTOCOMMIT.

        Raises:
            SessionError: 251007, the mode is no bool.
        """
        if not isinstance(mode, bool):
            raise SessionError(f"Invalid parameter: {mode}", 251007, "HY000")
        self.executor.execute(f"ALTER SESSION SET AUTOCOMMIT = {mode}")

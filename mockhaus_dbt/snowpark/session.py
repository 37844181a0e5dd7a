"""Snowpark's Session over a session of ours; pandas DataFrames go into tables without files in between."""

from __future__ import annotations

import itertools
import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pyarrow
from snowflake import snowpark
from snowflake.connector.errors import ProgrammingError
from snowflake.snowpark import session as snowpark_session
from snowflake.snowpark._internal.server_connection import ServerConnection

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.snowpark.connection import LocalConnection
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.names import Column, quote

if TYPE_CHECKING:
    import pandas

    from mockhaus_dbt.session import Session

_numbers = itertools.count(1)
#: of ``sys._xoptions``: where a handler looks for the files of IMPORTS.
_IMPORT_DIRECTORY = "snowflake_import_directory"


class LocalSession(snowpark.Session):  # type: ignore[misc]
    """A Snowpark session whose :meth:`write_pandas` needs no stage."""

    def _get_default_artifact_repository(self) -> str:
        """Packages are those that are installed here."""
        return "snowflake.snowpark.anaconda_shared_repository"

    def write_pandas(  # same arguments as the method that it stands for
        self,
        df: pandas.DataFrame,
        table_name: str,
        *,
        database: str | None = None,
        schema: str | None = None,
        quote_identifiers: bool = True,
        auto_create_table: bool = False,
        create_temp_table: bool = False,
        overwrite: bool = False,
        table_type: str = "",
        **_more: Any,
    ) -> Any:
        """Write a pandas DataFrame to a table and give a DataFrame of the table.

        Raises:
            ProgrammingError: the table does not exist, or the values do not fit.
        """
        if len(df.columns) == 0:
            raise ProgrammingError("The provided schema or inferred schema cannot be None or empty")
        spell = quote if quote_identifiers else str
        location = ".".join(spell(part) for part in (database, schema, table_name) if part)
        columns = _columns(df)
        heads = [spell(str(name)) for name in df.columns]
        cursor = self._conn._conn.cursor()
        if auto_create_table:
            kind = "TEMPORARY" if create_temp_table or table_type.lower() in ("temp", "temporary") else table_type
            body = ", ".join(f"{head} {type_}" for head, (type_, _) in zip(heads, columns))
            verb, absent = ("CREATE OR REPLACE", "") if overwrite else ("CREATE", "IF NOT EXISTS ")
            cursor.execute(f"{verb} {kind} TABLE {absent}{location} ({body})")
        elif overwrite:
            cursor.execute(f"TRUNCATE TABLE {location}")
        with _named(self._conn._conn._session, columns) as name:
            cursor.execute(f"INSERT INTO {location} ({', '.join(heads)}) SELECT * FROM {quote(name)}")
        return self.table(location)


@contextmanager
def _named(session: Session, columns: list[tuple[t.SqlType, Any]]) -> Iterator[str]:
    """Within the block the session can name an Arrow table."""
    name = f"_pandas_{next(_numbers)}"
    names = [f"C{n}" for n in range(1, len(columns) + 1)]
    shown = tuple(
        Column(head, type_, head, wide=type_.is_integer and pyarrow.types.is_decimal(array.type))
        for head, (type_, array) in zip(names, columns)
    )
    place = session.database or "", session.schema or ""
    obj = CatalogObject("TABLE", *place, name, columns=shown, temporary=True, physical=quote(name))
    session.register(name, pyarrow.table([array for _, array in columns], names=names))
    session.show_temporary(obj)
    try:
        yield name
    finally:
        session.hide_temporary(obj)
        session.cursor.unregister(name)


def _columns(df: pandas.DataFrame) -> list[tuple[t.SqlType, Any]]:
    """The columns of a DataFrame with the types that ``write_pandas`` gives a new table.

    Raises:
        ProgrammingError: a column's values have different types.
    """
    try:
        table = pyarrow.Table.from_pandas(df.reset_index(drop=True), preserve_index=False)
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError, pyarrow.ArrowNotImplementedError) as e:
        raise ProgrammingError(f"The DataFrame cannot be written: {e}") from None
    return [_column(column.combine_chunks()) for column in table.columns]


def _column(array: Any) -> tuple[t.SqlType, Any]:
    kinds, kind = pyarrow.types, array.type
    if kinds.is_dictionary(kind):
        return _column(array.dictionary_decode())
    if kinds.is_boolean(kind):
        return t.BOOLEAN, array
    if kinds.is_integer(kind):
        wide = kinds.is_uint64(kind)
        return t.INTEGER, array.cast(pyarrow.decimal128(38, 0) if wide else pyarrow.int64())
    if kinds.is_floating(kind):
        return t.FLOAT, array.cast(pyarrow.float64())
    if kinds.is_decimal(kind):
        return t.number(38, kind.scale), array.cast(pyarrow.decimal128(38, kind.scale))
    if kinds.is_timestamp(kind):
        micro = pyarrow.timestamp("us", kind.tz)
        return (t.TIMESTAMP_LTZ if kind.tz else t.TIMESTAMP_NTZ), array.cast(micro, safe=False)
    if kinds.is_date(kind):
        return t.DATE, array.cast(pyarrow.date32())
    if kinds.is_time(kind):
        return t.TIME, array.cast(pyarrow.time64("us"), safe=False)
    if kinds.is_binary(kind) or kinds.is_large_binary(kind):
        return t.BINARY, array.cast(pyarrow.binary())
    if kinds.is_nested(kind):
        texts = [None if v is None else json.dumps(v, default=str, ensure_ascii=False) for v in array.to_pylist()]
        return t.VARCHAR, pyarrow.array(texts, pyarrow.string())
    if kinds.is_duration(kind):
        return t.INTEGER, array.cast(pyarrow.int64())
    return t.VARCHAR, array.cast(pyarrow.string())


def open_session(session: Session) -> LocalSession:
    """A Snowpark session that runs its SQL in a session of ours."""
    return LocalSession(ServerConnection({}, LocalConnection(session)), {"paramstyle": "qmark"})


class _ActiveSessions(set):  # type: ignore[type-arg] # Snowpark's set of active sessions
    """Where Snowpark keeps active sessions: a thread that runs a handler sees the handler's session alone.

    On Snowflake a handler has a process of its own. Here two models of dbt may run at once, and functions that look
    for *the* active session (``udf``, ``get_active_session``) would find two.
    """

    def __init__(self, sessions: set[snowpark.Session]):
        super().__init__(sessions)
        self._running = threading.local()

    @property
    def running(self) -> list[LocalSession]:
        """The sessions of the handlers that this thread runs: one that calls a procedure has an inner one."""
        if not hasattr(self._running, "sessions"):
            self._running.sessions = []
        found: list[LocalSession] = self._running.sessions
        return found

    def __len__(self) -> int:
        return 1 if self.running else super().__len__()

    def __iter__(self) -> Iterator[Any]:
        return iter(self.running[-1:]) if self.running else super().__iter__()

    def __contains__(self, session: object) -> bool:
        return session in self.running or super().__contains__(session)


_sessions = _ActiveSessions(snowpark_session._active_sessions)
snowpark_session._active_sessions = _sessions


@contextmanager
def active(made: LocalSession) -> Iterator[None]:
    """Within the block ``get_active_session()`` of this thread finds the session."""
    _sessions.running.append(made)
    try:
        yield
    finally:
        _sessions.running.pop()


#: the folder of imports is told to handlers in one place for the whole process.
_importing = threading.RLock()


@contextmanager
def imported(made: LocalSession, imports: Any) -> Iterator[None]:
    """Within the block the files of IMPORTS are in the handler's import directory, modules among them importable.

    Args:
        made: the session that reads the stages.
        imports: the value of IMPORTS: ``@stage/path`` or several; None without the clause.

    Raises:
        ProgrammingError: a file is not there.
    """
    places = [imports] if isinstance(imports, str) else list(imports or ())
    if not places:
        yield
        return
    with _importing, TemporaryDirectory(prefix="mockhaus-imports-") as folder:
        for place in places:
            if not made.file.get(place, folder):
                raise ProgrammingError(f"The file of IMPORTS does not exist: '{place}'")
        found = [folder, *(str(file) for file in sorted(Path(folder).glob("*.zip")))]
        before = sys._xoptions.get(_IMPORT_DIRECTORY)
        sys._xoptions[_IMPORT_DIRECTORY] = folder + os.sep
        sys.path[:0] = found
        try:
            yield
        finally:
            sys.path[:] = [path for path in sys.path if path not in found]
            for name, module in list(sys.modules.items()):
                if str(getattr(module, "__file__", None) or "").startswith(folder):
                    del sys.modules[name]
            if before is None:
                del sys._xoptions[_IMPORT_DIRECTORY]
            else:
                sys._xoptions[_IMPORT_DIRECTORY] = before

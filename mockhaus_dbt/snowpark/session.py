"""Snowpark's Session over a session of ours; pandas DataFrames go into tables without files in between."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyarrow
from snowflake import snowpark
from snowflake.connector.errors import ProgrammingError
from snowflake.snowpark._internal.server_connection import ServerConnection

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.snowpark.connection import LocalConnection
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.names import Column, quote

if TYPE_CHECKING:
    import pandas

    from mockhaus_dbt.session import Session

_numbers = itertools.count(1)


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


@contextmanager
def active(made: LocalSession) -> Iterator[None]:
    """Within the block ``get_active_session()`` finds the session, unless other threads have theirs active too."""
    from snowflake.snowpark.session import _add_session, _remove_session

    _add_session(made)
    try:
        yield
    finally:
        _remove_session(made)

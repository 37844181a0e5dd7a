"""What a statement gives back: columns with Snowflake types, rows, counts and a query id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from mockhaus_dbt.translation.types import ResultColumn, SqlType

if TYPE_CHECKING:
    import pyarrow


class Rows(Protocol):
    """A source of rows that a result reads once."""

    def fetchmany(self, size: int) -> list[tuple[Any, ...]]: ...

    def fetchall(self) -> list[tuple[Any, ...]]: ...

    def arrow(self) -> pyarrow.Table: ...

    def again(self) -> Rows: ...


class ListRows:
    """Rows that are already in memory."""

    def __init__(self, rows: Sequence[tuple[Any, ...]], columns: Sequence[ResultColumn]):
        self.held = list(rows)
        self._columns = columns
        self._position = 0

    def fetchmany(self, size: int) -> list[tuple[Any, ...]]:
        chunk = self.held[self._position : self._position + size]
        self._position += len(chunk)
        return chunk

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.fetchmany(len(self.held))

    def arrow(self) -> pyarrow.Table:
        import pyarrow as pa

        rows = self.fetchall()
        return pa.table({c.name: [r[i] for r in rows] for i, c in enumerate(self._columns)})

    def again(self) -> ListRows:
        return ListRows(self.held, self._columns)


@dataclass
class QueryResult:
    """The outcome of one statement.

    Args:
        columns: name, type and nullability of every column.
        source: the rows; read through :meth:`fetchone`, :meth:`fetchmany`, :meth:`fetchall` or :meth:`arrow`.
        rowcount: rows returned by a query, rows touched by DML; -1 where it is not known before reading.
        query_id: Snowflake's ``sfqid``, set by the executor.
        inserted, updated, deleted: rows by DML action; None where the statement is not DML.
        translated: the DuckDB text that ran, empty where the catalog answered.
    """

    columns: tuple[ResultColumn, ...]
    source: Rows
    rowcount: int = -1
    query_id: str = ""
    inserted: int | None = None
    updated: int | None = None
    deleted: int | None = None
    translated: str = ""
    statistics: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(
        cls, columns: Iterable[ResultColumn | tuple[str, SqlType] | str], rows: Iterable[tuple[Any, ...]], **more: Any
    ) -> QueryResult:
        """A result of rows in memory; a column is a ResultColumn, a (name, type) pair, or a name of a VARCHAR."""
        heads = tuple(
            c if isinstance(c, ResultColumn) else ResultColumn(c) if isinstance(c, str) else ResultColumn(*c)
            for c in columns
        )
        held = list(rows)
        more.setdefault("rowcount", len(held))
        return cls(heads, ListRows(held, heads), **more)

    @classmethod
    def message(cls, text: str, **more: Any) -> QueryResult:
        """The one-cell ``status`` result that DDL gives."""
        return cls.of(["status"], [(text,)], **more)

    @property
    def column_names(self) -> list[str]:
        return [c.name for c in self.columns]

    def fetchone(self) -> tuple[Any, ...] | None:
        chunk = self.source.fetchmany(1)
        return chunk[0] if chunk else None

    def fetchmany(self, size: int) -> list[tuple[Any, ...]]:
        return self.source.fetchmany(size)

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self.source.fetchall()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        while chunk := self.source.fetchmany(1024):
            yield from chunk

    def again(self) -> QueryResult:
        """The same result, none of whose rows has been read."""
        return replace(self, source=self.source.again())

    def arrow(self) -> pyarrow.Table:
        """The remaining rows as an Arrow table."""
        return self.source.arrow()

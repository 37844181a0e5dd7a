"""Results of a session: rows as Snowflake's Python connector gives them, and the last ones kept for RESULT_SCAN."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import OrderedDict
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pytz

from mockhaus_dbt.backend import Cursor, Produced
from mockhaus_dbt.conversion import Converter, convert_rows, converters
from mockhaus_dbt.errors import error
from mockhaus_dbt.result import ListRows, QueryResult
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.names import Column, Relation, quote
from mockhaus_dbt.translation.types import ResultColumn

if TYPE_CHECKING:
    import pandas
    import pyarrow

#: results that a session keeps for RESULT_SCAN.
KEPT = 20
#: rows that they may have together; the last result stays in any case.
KEPT_ROWS = 2_000_000
#: rows that are converted at a time from the Arrow part of a result.
_CHUNK = 10000


class ProducedRows:
    """The rows of a query that ran; converted when they are read.

    Args:
        produced: what DuckDB gave.
        columns: Snowflake's, in the same order.
        indent: JSON_INDENT.
        shapes: GEOGRAPHY_OUTPUT_FORMAT and GEOMETRY_OUTPUT_FORMAT.
    """

    def __init__(
        self,
        produced: Produced,
        columns: tuple[ResultColumn, ...],
        indent: int = 2,
        shapes: tuple[str, str] = ("", ""),
    ):
        self.produced = produced
        self._shapes = shapes
        self._indent = indent
        self._columns = columns
        self._needed: list[tuple[int, Converter]] | None = None
        self._at = 0

    def again(self) -> ProducedRows:
        """The same rows, from the first one."""
        p = self.produced
        whole = Produced(p.names, p.types, p.first, p.rest, p.timezone)
        return ProducedRows(whole, self._columns, self._indent, self._shapes)

    def _convert(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        if self._needed is None:
            self._needed = converters(self._columns, self.produced.types, self._indent, self._shapes)
        return convert_rows(rows, self._needed)

    def fetchmany(self, size: int) -> list[tuple[Any, ...]]:
        first = self.produced.first
        chunk: list[tuple[Any, ...]] = []
        if self._at < len(first):
            chunk = first[self._at : self._at + size]
        wanted = min(size, len(self.produced) - self._at) - len(chunk)
        if wanted > 0:
            chunk = chunk + self.produced.more(wanted)
        self._at += len(chunk)
        return self._convert(chunk)

    def fetchall(self) -> list[tuple[Any, ...]]:
        if self.produced.rest is None:
            chunk = self.produced.first[self._at :] if self._at else self.produced.first
            self._at = len(self.produced.first)
            return self._convert(chunk)
        rows: list[tuple[Any, ...]] = []
        while chunk := self.fetchmany(_CHUNK):
            rows += chunk
        return rows

    def typed(self) -> Iterator[tuple[ResultColumn, str]]:
        """Every column with DuckDB's type of it."""
        return zip(self._columns, self.produced.types)

    def texts(self, expression: str, limit: int, size: int) -> Iterator[tuple[int, bytes]]:
        """The rows behind the first ones, written by DuckDB.

        Args:
            expression: DuckDB text that makes a text of a row, whose columns it calls c0, c1, ...
            limit: rows, at most.
            size: rows at a time.

        Returns:
            how many rows, and their texts with commas between them.
        """
        import pyarrow as pa

        for batch in self.produced.select(f"({expression})::VARCHAR || ','", limit, size):
            column = batch.column(0).cast(pa.large_string())
            _nulls, places, held = column.buffers()  # the texts lie in memory one behind the other
            ends = memoryview(places).cast("q")
            yield len(column), bytes(memoryview(held)[ends[column.offset] : ends[column.offset + len(column)] - 1])

    def arrow(self) -> pyarrow.Table:
        """The rows that are left, as an Arrow table with the connector's values."""
        import pyarrow as pa

        schema, batches = self.arrow_batches()
        return pa.Table.from_batches(batches, schema)

    def arrow_batches(self, size: int = 1 << 17) -> tuple[pyarrow.Schema, Iterator[pyarrow.RecordBatch]]:
        """The rows that are left, piece by piece; only what has to be converted is copied.

        Args:
            size: rows of a piece, at most.

        Returns:
            the schema, and the pieces.
        """
        import pyarrow as pa

        rest = self.produced.rest
        if rest is None or self._at > len(self.produced.first):
            table = arrow_table(self.fetchall(), self._columns)
            return table.schema, iter(table.to_batches(size))
        head = arrow_table(self.fetchmany(len(self.produced.first) - self._at), self._columns)
        needed = dict(self._needed or [])
        self._at = len(self.produced)
        fields = []
        for i, field in enumerate(head.schema):
            given = rest.schema.field(i).type
            fields.append(pa.field(field.name, given if pa.types.is_decimal(given) and i not in needed else field.type))
        schema = pa.schema(fields)
        return schema, self._batches(head, rest, schema, needed, size)

    def _batches(
        self, head: pyarrow.Table, rest: pyarrow.Table, schema: pyarrow.Schema, needed: dict[int, Converter], size: int
    ) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow as pa

        yield from head.cast(schema).to_batches(size)
        for batch in rest.to_batches(size):
            columns = []
            for i, column in enumerate(self._columns):
                values = batch.column(i)
                if i in needed:  # such as JSON, which is shown indented
                    rows = [(None if v is None else needed[i](v),) for v in values.to_pylist()]
                    values = arrow_table(rows, (column,)).column(0).combine_chunks()
                columns.append(values.cast(schema.field(i).type))
            yield pa.RecordBatch.from_arrays(columns, schema=schema)


def arrow_batches(result: QueryResult, size: int = 1 << 17) -> tuple[pyarrow.Schema, Iterator[pyarrow.RecordBatch]]:
    """The rows of a result that are left as Arrow batches with Snowflake's types.

    Args:
        result: of a statement.
        size: rows of a batch, at most.
    """
    source: Any = result.source
    if hasattr(source, "arrow_batches"):
        found: tuple[pyarrow.Schema, Iterator[pyarrow.RecordBatch]] = source.arrow_batches(size)
        return found
    table = arrow_table(result.fetchall(), result.columns)
    return table.schema, iter(table.to_batches(size))


def frame_of(table: pyarrow.Table, number_to_decimal: bool = False, **how: Any) -> pandas.DataFrame:
    """An Arrow table as the pandas DataFrame that Snowflake's connector makes.

    Args:
        table: with Snowflake's types.
        number_to_decimal: whether NUMBERs with a scale stay Decimal; otherwise they are float64.
        **how: arguments of ``Table.to_pandas``.

    https://docs.snowflake.com/en/developer-guide/python-connector/python-connector-pandas#snowflake-to-pandas-data-mapping
    """
    import pyarrow as pa

    if not number_to_decimal:
        for i, field in enumerate(table.schema):
            if pa.types.is_decimal(field.type) and field.type.scale > 0:
                table = table.set_column(i, field.name, table.column(i).cast(pa.float64()))
    try:
        return table.to_pandas(**{"coerce_temporal_nanoseconds": True, **how})
    except pa.ArrowInvalid:  # moments that nanoseconds do not reach
        return table.to_pandas(**how)


def size_of(result: QueryResult) -> int:
    """Bytes of a result: texts by their length, every other value as eight."""
    source = result.source
    if isinstance(source, ProducedRows):
        rows, rest = source.produced.first, source.produced.rest
    elif isinstance(source, ListRows):
        rows, rest = source.held, None
    else:
        return 0
    size = sum([len(v) if type(v) is str else 8 for row in rows for v in row if v is not None])
    return size if rest is None else size + rest.nbytes


def localize(result: QueryResult, zone: str) -> None:
    """Show the TIMESTAMP_LTZ columns of rows in memory, such as those of SHOW, in the session's time zone."""
    places = [i for i, column in enumerate(result.columns) if column.type.name == "TIMESTAMP_LTZ"]
    source = result.source
    if places and isinstance(source, ListRows):
        for i in places:
            source.held = [
                row if row[i] is None else (*row[:i], _local(row[i], zone), *row[i + 1 :]) for row in source.held
            ]


@lru_cache(maxsize=4096)
def _local(moment: dt.datetime, zone: str) -> dt.datetime:
    """Kept, because dbt asks for the same objects again and again, and a time zone is most of what SHOW costs."""
    return moment.astimezone(pytz.timezone(zone))


def arrow_table(rows: list[tuple[Any, ...]], columns: tuple[ResultColumn, ...]) -> pyarrow.Table:
    """Converted rows as an Arrow table with Snowflake's types and names; names may be equal."""
    import pyarrow as pa

    types = {
        "FLOAT": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "TIME": pa.time64("us"),
        "BINARY": pa.binary(),
        "TIMESTAMP_NTZ": pa.timestamp("us"),
    }
    arrays, fields = [], []
    for i, column in enumerate(columns):
        values = [row[i] for row in rows]
        kind = column.type
        if kind.name == "NUMBER":
            wide = any(abs(v) > 0x7FFFFFFFFFFFFFFF for v in values if v is not None)
            arrow_type = pa.decimal128(38, kind.scale or 0) if kind.scale or wide else pa.int64()
        elif kind.name in ("TIMESTAMP_LTZ", "TIMESTAMP_TZ"):
            arrow_type = pa.timestamp("us", tz="UTC")
        elif kind.name == "VECTOR":
            arrow_type = pa.list_(pa.float64())
        else:
            arrow_type = types.get(kind.name, pa.string())
        if kind.name == "BINARY":
            values = [None if v is None else bytes(v) for v in values]
        arrays.append(pa.array(values, arrow_type))
        fields.append(pa.field(column.name, arrow_type))
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields))


class RecentResults:
    """The last results of a session, by query id."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, QueryResult] = OrderedDict()
        self._rows = 0

    def keep(self, result: QueryResult) -> None:
        """Remember a result under its query id."""
        self._held[result.query_id] = result
        self._rows += max(result.rowcount, 0)
        while len(self._held) > KEPT or (self._rows > KEPT_ROWS and len(self._held) > 1):
            _id, old = self._held.popitem(last=False)
            self._rows -= max(old.rowcount, 0)

    def __contains__(self, query_id: str) -> bool:
        return query_id in self._held

    def get(self, query_id: str) -> QueryResult | None:
        return self._held.get(query_id)

    def relation(self, cursor: Cursor, query_id: str) -> Relation:
        """A result as something to select from; registers it with the cursor.

        Raises:
            CompilationError: there is no such result (any more).
        """
        result = self._held.get(query_id)
        if result is None:
            raise error("kind_missing", kind="Statement", name=query_id)
        name = f"_RESULT_{query_id}"
        names = _distinct([c.name for c in result.columns])
        columns = tuple(
            Column(names[i], c.type, f"C{i}", c.nullable, wide=True) for i, c in enumerate(result.columns)
        )
        cursor.register(name, _as_arrow(cursor, result))
        return Relation("", "", name, "TABLE", columns, quote(name))


def _distinct(names: list[str]) -> list[str]:
    """Names of columns with ``_1``, ``_2`` and so on behind those that a column before has."""
    made: list[str] = []
    for name in names:
        free = (f"{name}_{n}" for n in itertools.count(1))
        made.append(name if name not in made else next(f for f in free if f not in made))
    return made


def _as_arrow(cursor: Cursor, result: QueryResult) -> pyarrow.Table:
    source = result.source
    if isinstance(source, ProducedRows):
        types, rows, rest = source.produced.types, source.produced.first, source.produced.rest
    else:
        assert isinstance(source, ListRows)
        types, rows, rest = [c.type.physical(True) for c in result.columns], source.held, None
    heads = ", ".join(f'"C{i}"' for i in range(len(types)))
    casts = ", ".join(f'"C{i}"::{t} AS "C{i}"' for i, t in enumerate(types))
    cells = ", ".join("(" + ", ".join(map(_literal, row)) + ")" for row in rows)
    if not rows:
        cells = "(" + ", ".join(["NULL"] * len(types)) + ")"
    table = cursor.arrow(f"SELECT {casts} FROM (VALUES {cells}) AS t({heads}){'' if rows else ' LIMIT 0'}")
    if rest is not None:
        import pyarrow as pa

        table = pa.concat_tables([table, rest.rename_columns(table.column_names).cast(table.schema)])
    return table


def _literal(value: Any) -> str:
    """A Python value as DuckDB text that a cast turns into any type that can hold it."""
    if value is None:
        return "NULL"
    if isinstance(value, (bool, int, float, Decimal)):
        return literal(str(value))
    if isinstance(value, (bytes, bytearray)):
        return literal("".join(f"\\x{b:02X}" for b in value))
    if isinstance(value, dt.datetime):
        return literal(value.isoformat(" "))
    if isinstance(value, dict):
        fields = (f"'{name}': {'NULL' if v is None else repr(str(v))}" for name, v in value.items())
        return literal("{" + ", ".join(fields) + "}")
    return literal(str(value))

"""A result as bytes, piece by piece: JSON and Arrow. No answer is ever whole in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

import orjson
from starlette.concurrency import iterate_in_threadpool

from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session_results import ProducedRows, arrow_batches
from mockhaus_dbt.wire import column_to_wire, encode_rows, encoder, fits_arrow, json_expression

JSON = "application/json"
ARROW = "application/vnd.apache.arrow.stream"
#: rows that are written at a time.
_ROWS = 5000
#: bytes that go to the socket at a time: what it does not take at once would be copied.
_SLICE = 1 << 18
Piece = bytes | memoryview


async def sliced(pieces: Iterator[Piece]) -> AsyncIterator[Piece]:
    """The bytes of an answer in portions that a socket takes, without copying them.

    Args:
        pieces: of any size; each is made in a thread.
    """
    async for piece in iterate_in_threadpool(pieces):
        view = memoryview(piece)
        for start in range(0, len(view), _SLICE):
            yield view[start : start + _SLICE]


def held_rows(result: QueryResult) -> int:
    """The rows that a result holds; of DML it is not ``rowcount``."""
    source: Any = result.source
    return len(source.produced) if isinstance(source, ProducedRows) else len(source.held)


# -------------------------------------------------------------------------------------------------------------- JSON


def json_pieces(result: QueryResult, about: dict[str, Any], limit: int) -> Iterator[bytes]:
    """The answer as JSON.

    Args:
        result: whose rows are read; nobody has read any of them.
        about: what stands before the rows.
        limit: rows, at most.
    """
    head = orjson.dumps({**about, "columns": [column_to_wire(column) for column in result.columns]})
    yield head[:-1] + b',"data":['
    returned = 0
    for count, text in _json_rows(result, limit):
        yield (b"," if returned else b"") + text
        returned += count
    tail = {"row_count": result.rowcount, "returned": returned, "truncated": held_rows(result) > limit}
    yield b"]," + orjson.dumps(tail)[1:]


def _json_rows(result: QueryResult, limit: int) -> Iterator[tuple[int, bytes]]:
    """Rows as JSON arrays with commas between them: how many, and their text."""
    encoders = [encoder(column.type) for column in result.columns]
    source = result.source
    quick = _expression(source) if isinstance(source, ProducedRows) else None
    size = len(source.produced.first) if quick and isinstance(source, ProducedRows) else _ROWS
    left = limit
    while left > 0:
        rows = result.fetchmany(min(size, left))
        if not rows:
            return
        # Half of a surrogate pair cannot be in a text: DuckDB holds UTF-8 alone.
        yield len(rows), orjson.dumps(encode_rows(rows, encoders))[1:-1]
        left -= len(rows)
        if quick and isinstance(source, ProducedRows):
            yield from source.texts(quick, left, _ROWS)
            return


def _expression(source: ProducedRows) -> str | None:
    """DuckDB text for a row as JSON; None where there are few rows, or one that only Python can convert."""
    if source.produced.rest is None:
        return None
    cells = [json_expression(c.type, kind, f"c{i}") for i, (c, kind) in enumerate(source.typed())]
    return None if None in cells else f"json_array({', '.join(filter(None, cells))})"


# ------------------------------------------------------------------------------------------------------------- Arrow


class _Sink:
    """A file that keeps what is written until it is taken; long pieces as they are."""

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
        self._small: list[Piece] = []
        self.closed = False

    def write(self, data: Any) -> int:
        piece = memoryview(data)
        if piece.nbytes < _SLICE:
            self._small.append(bytes(piece))
        else:
            self._gather()
            self._pieces.append(piece)
        return piece.nbytes

    def _gather(self) -> None:
        if self._small:
            self._pieces.append(b"".join(self._small))
            self._small = []

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self.closed = True

    def take(self) -> list[Piece]:
        self._gather()
        taken, self._pieces = self._pieces, []
        return taken


def better_as_arrow(result: QueryResult) -> bool:
    """Whether a client that takes either is better off with Arrow: many rows, and none that Arrow would change."""
    source = result.source
    many = isinstance(source, ProducedRows) and source.produced.rest is not None
    return many and all(fits_arrow(column.type) for column in result.columns)


def arrow_pieces(result: QueryResult, about: dict[str, Any], limit: int) -> Iterator[Piece]:
    """The answer as an Arrow stream; the fields know Snowflake's types (metadata ``snowflake_type``).

    Args:
        result: whose rows are read.
        about: what the metadata of the stream says, as JSON does before the rows.
        limit: rows, at most.
    """
    import pyarrow as pa

    told = {
        **about,
        "columns": [column_to_wire(column) for column in result.columns],
        "row_count": result.rowcount,
        "truncated": held_rows(result) > limit,
    }

    schema, batches = arrow_batches(result)
    fields = [
        field.with_metadata({"snowflake_type": str(column.type)}) for field, column in zip(schema, result.columns)
    ]
    sink = _Sink()
    metadata = {"mockhaus": orjson.dumps(told)}
    with pa.ipc.new_stream(pa.PythonFile(sink, mode="w"), pa.schema(fields, metadata)) as writer:
        left = limit
        for batch in batches:
            if left <= 0:
                break
            writer.write_batch(batch.slice(0, left))
            left -= batch.num_rows
            yield from sink.take()
    yield from sink.take()

"""A result as bytes, piece by piece: JSON and Arrow. No answer is ever whole in memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from mockhaus_dbt.result import QueryResult
from mockhaus_dbt.session_results import arrow_batches
from mockhaus_dbt.wire import column_to_wire, encode_rows, encoder

JSON = "application/json"
ARROW = "application/vnd.apache.arrow.stream"
#: rows that are written at a time.
_ROWS = 5000


def json_pieces(result: QueryResult, about: dict[str, Any], limit: int) -> Iterator[bytes]:
    """The answer as JSON.

    Args:
        result: whose rows are read.
        about: what stands before the rows.
        limit: rows, at most.
    """
    head = orjson.dumps({**about, "columns": [column_to_wire(column) for column in result.columns]})
    yield head[:-1] + b',"data":['
    encoders = [encoder(column.type) for column in result.columns]
    returned = 0
    while returned < limit:
        rows = result.fetchmany(min(_ROWS, limit - returned))
        if not rows:
            break
        # Half of a surrogate pair cannot be in a text: DuckDB holds UTF-8 alone.
        text = orjson.dumps(encode_rows(rows, encoders))[1:-1]
        yield (b"," if returned else b"") + text
        returned += len(rows)
    truncated = bool(result.fetchmany(1)) if returned == limit else False
    tail = {"row_count": result.rowcount, "returned": returned, "truncated": truncated}
    yield b"]," + orjson.dumps(tail)[1:]


class _Sink:
    """A file that keeps what is written until it is taken."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self.closed = False

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self.closed = True

    def take(self) -> bytes:
        taken, self._pieces = self._pieces, []
        return b"".join(taken)


def arrow_pieces(result: QueryResult, limit: int) -> Iterator[bytes]:
    """The answer as an Arrow stream; the fields know Snowflake's types (metadata ``snowflake_type``).

    Args:
        result: whose rows are read.
        limit: rows, at most.
    """
    import pyarrow as pa

    schema, batches = arrow_batches(result)
    fields = [
        field.with_metadata({"snowflake_type": str(column.type)}) for field, column in zip(schema, result.columns)
    ]
    sink = _Sink()
    with pa.ipc.new_stream(pa.PythonFile(sink, mode="w"), pa.schema(fields)) as writer:
        left = limit
        for batch in batches:
            if left <= 0:
                break
            writer.write_batch(batch.slice(0, left))
            left -= batch.num_rows
            yield sink.take()
    yield sink.take()

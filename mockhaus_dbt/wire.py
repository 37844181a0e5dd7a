"""How values, columns and errors cross HTTP: what the server writes and the client reads.

=====================  ==========================================================================
NUMBER(p, 0)           a number while JavaScript can hold it (2^53), else a text of its digits
NUMBER(p, s)           a text of its digits: ``"1.50"``
FLOAT                  a number; ``"NaN"``, ``"inf"``, ``"-inf"``
VARCHAR                a text
BOOLEAN                true, false
BINARY                 a text in hexadecimal
DATE TIME TIMESTAMP    a text of ISO 8601, with the offset where the type has one
VARIANT OBJECT ARRAY   the JSON as a text, as Snowflake's connector gives it
VECTOR                 a list of numbers
NULL                   null
=====================  ==========================================================================
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.binding import unbindable
from mockhaus_dbt.errors import (
    CompilationError,
    ExecutionError,
    IntegrityError,
    InternalError,
    SessionError,
    SqlError,
    UnsupportedError,
)
from mockhaus_dbt.translation.rewrites.literals import typed_constant
from mockhaus_dbt.translation.types import TIMESTAMP_TZ, ResultColumn, SqlType, type_of_entry

if TYPE_CHECKING:
    import pyarrow

_SAFE = 2**53
Coder = Callable[[Any], Any]

# ----------------------------------------------------------------------------------------------------------- columns


def column_to_wire(column: ResultColumn) -> dict[str, Any]:
    """A column as the answer of the server describes it."""
    kind = column.type
    return {
        "name": column.name,
        "type": str(kind),
        "base_type": kind.name,
        "precision": kind.precision,
        "scale": kind.scale,
        "length": kind.length,
        "nullable": column.nullable,
        **({"structure": kind.entry()} if kind.is_structured else {}),
    }


def column_from_wire(given: dict[str, Any]) -> ResultColumn:
    """The column that :func:`column_to_wire` described."""
    kind = SqlType(given["base_type"], given["precision"], given["scale"], given["length"])
    if "structure" in given:
        kind = type_of_entry(given["structure"])
    return ResultColumn(given["name"], kind, given["nullable"])


# ------------------------------------------------------------------------------------------------------------ values


def _integer(value: int) -> int | str:
    return value if -_SAFE <= value <= _SAFE else str(value)


def _float(value: float) -> float | str:
    return value if math.isfinite(value) else str(value).replace("nan", "NaN")


def _hex(value: bytes) -> str:
    return bytes(value).hex().upper()


def _iso(value: Any) -> str:
    text: str = value.isoformat()
    return text


def encoder(kind: SqlType) -> Coder | None:
    """What makes JSON of a value that is not NULL; None where the value is JSON as it is."""
    if kind.is_interval:
        return _integer
    if kind.name == "NUMBER":
        return _integer if kind.scale in (0, None) else str_of_decimal
    if kind.name == "FLOAT":
        return _float
    if kind.name == "BINARY":
        return _hex
    return _iso if kind.is_datetime else None


def json_expression(kind: SqlType, physical: str, name: str) -> str | None:
    """DuckDB text that makes JSON of a value as :func:`encoder` does; None where there is none.

    Args:
        kind: Snowflake's type of the column.
        physical: DuckDB's type of it.
        name: of the column.
    """
    integer = physical.endswith(("INT", ",0)")) or physical == "INTEGER"
    if kind.name == "NUMBER" and kind.scale in (0, None) and integer:
        whole = f"{name}::HUGEINT" if physical.endswith(")") else name
        if kind.precision is not None and kind.precision <= 15:
            return whole
        inside = f"{name} BETWEEN -{_SAFE} AND {_SAFE}"
        return f"CASE WHEN {inside} THEN to_json({whole}) ELSE to_json({whole}::VARCHAR) END"
    if kind.name == "NUMBER" and kind.scale and physical.endswith(f",{kind.scale})"):
        if physical != f"DECIMAL({kind.scale},{kind.scale})":
            return f"{name}::VARCHAR"
        # Of a type without digits before the point DuckDB writes none: ".5".
        return f"{name}::DECIMAL({kind.scale + 1},{kind.scale})::VARCHAR" if kind.scale < 38 else None
    if kind.name == "FLOAT" and physical == "DOUBLE":
        return (
            f"CASE WHEN isfinite({name}) THEN to_json({name}) WHEN isnan({name}) THEN '\"NaN\"'::JSON "
            f"WHEN {name} > 0 THEN '\"inf\"'::JSON WHEN {name} < 0 THEN '\"-inf\"'::JSON END"
        )
    if kind.name == "VARCHAR" and physical == "VARCHAR":
        return name
    if kind.name == "BOOLEAN" and physical == "BOOLEAN":
        return name
    if kind.name == "BINARY" and physical == "BLOB":
        return f"hex({name})"
    if kind.name == "DATE" and physical == "DATE":
        return f"{name}::VARCHAR"
    length = {"TIME": 15, "TIMESTAMP": 26}.get(physical)
    if kind.name in ("TIME", "TIMESTAMP_NTZ") and length:  # no digits of the second, or six of them
        text = f"replace({name}::VARCHAR, ' ', 'T')"
        return f"CASE WHEN contains({text}, '.') THEN rpad({text}, {length}, '0') ELSE {text} END"
    return None


def str_of_decimal(value: Any) -> str:
    """The digits of a number, without an exponent."""
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def encode_rows(rows: Sequence[tuple[Any, ...]], encoders: Sequence[Coder | None]) -> list[list[Any]]:
    """Rows as JSON can hold them."""
    needed = [(i, code) for i, code in enumerate(encoders) if code is not None]
    encoded = []
    for row in rows:
        cells = list(row)
        for i, code in needed:
            if cells[i] is not None:
                cells[i] = code(cells[i])
        encoded.append(cells)
    return encoded


def decoder(kind: SqlType) -> Coder | None:
    """What makes the Python value of a value that is not null; None where they are the same."""
    if kind.is_interval:
        return int
    if kind.name == "NUMBER":
        return int if kind.scale in (0, None) else Decimal
    makers: dict[str, Coder] = {
        "FLOAT": float,
        "BINARY": bytearray.fromhex,
        "DATE": dt.date.fromisoformat,
        "TIME": dt.time.fromisoformat,
        "TIMESTAMP_NTZ": dt.datetime.fromisoformat,
        "TIMESTAMP_LTZ": dt.datetime.fromisoformat,
        "TIMESTAMP_TZ": dt.datetime.fromisoformat,
    }
    return makers.get(kind.name)


_IN_ARROW = frozenset("NUMBER FLOAT VARCHAR BOOLEAN DATE TIME TIMESTAMP_NTZ BINARY VARIANT OBJECT ARRAY".split())


def fits_arrow(kind: SqlType) -> bool:
    """Whether Arrow holds every value of a type: it has no zone for each moment, and no structures of ours."""
    return kind.name in _IN_ARROW and not kind.is_structured


class ArrowRows:
    """Rows that came as Arrow; read as the embedded engine would have given them.

    Args:
        table: whose types are those that :func:`fits_arrow` lets through.
        columns: Snowflake's.
    """

    def __init__(self, table: pyarrow.Table, columns: Sequence[ResultColumn]):
        self._table = table
        self._columns = columns
        self._at = 0

    def again(self) -> ArrowRows:
        """The same rows, from the first one."""
        return ArrowRows(self._table, self._columns)

    def fetchmany(self, size: int) -> list[tuple[Any, ...]]:
        """The next rows."""
        piece = self._table.slice(self._at, size)
        self._at += piece.num_rows
        made = []
        for i, column in enumerate(self._columns):
            values = piece.column(i).to_pylist()
            code: Coder | None = bytearray if column.type.name == "BINARY" else None
            if column.type.is_integer and values and str(piece.column(i).type).startswith("decimal"):
                code = int
            made.append(values if code is None else [None if v is None else code(v) for v in values])
        return list(zip(*made)) if made else [()] * piece.num_rows

    def fetchall(self) -> list[tuple[Any, ...]]:
        """The rows that are left."""
        return self.fetchmany(self._table.num_rows - self._at)

    def arrow(self) -> pyarrow.Table:
        """The rows that are left."""
        rest, self._at = self._table.slice(self._at), self._table.num_rows
        return rest

    def arrow_batches(self, size: int) -> tuple[pyarrow.Schema, Iterator[pyarrow.RecordBatch]]:
        """The rows that are left, piece by piece."""
        return self._table.schema, iter(self.arrow().to_batches(size))


def decode_rows(rows: Sequence[list[Any]], columns: Sequence[ResultColumn]) -> list[tuple[Any, ...]]:
    """Rows as the embedded engine would have given them."""
    codes = [decoder(column.type) for column in columns]
    return [tuple(v if v is None or code is None else code(v) for v, code in zip(row, codes)) for row in rows]


# ---------------------------------------------------------------------------------------------------------- bindings

#: the types of Snowflake's SQL API -> what reads a text.
_READERS: dict[str, Coder] = {
    "FIXED": int,
    "DECIMAL": Decimal,
    "REAL": float,
    "TEXT": str,
    "BOOLEAN": lambda v: {"true": True, "false": False}[str(v).lower()],
    "DATE": dt.date.fromisoformat,
    "TIME": dt.time.fromisoformat,
    "TIMESTAMP_NTZ": dt.datetime.fromisoformat,
    "TIMESTAMP_LTZ": lambda v: _in_zone(dt.datetime.fromisoformat(v)),
    "TIMESTAMP_TZ": lambda v: _in_zone(dt.datetime.fromisoformat(v)),
    "BINARY": bytes.fromhex,
}


def _in_zone(value: dt.datetime) -> dt.datetime:
    """A moment; one without a zone is of UTC, as the connector has it."""
    return value if value.tzinfo is not None else value.replace(tzinfo=dt.timezone.utc)


def binding_to_wire(value: Any) -> Any:
    """A Python value for ``?`` or ``%s`` as JSON; a pair is the name of a type and a value.

    Raises:
        CompilationError: 255001, the type cannot be bound.
    """
    if isinstance(value, tuple):
        return _typed_to_wire(*value)
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return value if -_SAFE <= value <= _SAFE else {"type": "FIXED", "value": str(value)}
    if isinstance(value, float):
        return value if math.isfinite(value) else {"type": "REAL", "value": str(value)}
    if isinstance(value, Decimal):
        return {"type": "DECIMAL", "value": str(value)}
    if isinstance(value, (bytes, bytearray)):
        return {"type": "BINARY", "value": value.hex()}
    if isinstance(value, dt.datetime):
        return {"type": "TIMESTAMP_NTZ" if value.tzinfo is None else "TIMESTAMP_TZ", "value": value.isoformat()}
    if isinstance(value, (dt.date, dt.time)):
        return {"type": "DATE" if isinstance(value, dt.date) else "TIME", "value": value.isoformat()}
    if hasattr(value, "item"):  # numpy's scalars
        return binding_to_wire(value.item())
    raise unbindable(value)


def _typed_to_wire(kind: str, value: Any) -> dict[str, Any]:
    kind = kind.upper()
    if kind not in _READERS:
        raise CompilationError(f"Binding of type '{kind}' is not supported.", 252004, "HY000")
    if value is None:
        return {"type": kind, "value": None}
    wants = {"TIMESTAMP_LTZ": dt.datetime, "TIMESTAMP_TZ": dt.datetime, "TIMESTAMP_NTZ": dt.datetime}.get(kind)
    if (wants or isinstance(value, dt.datetime)) and not (wants and isinstance(value, wants)):
        message = f"Binding {type(value).__name__} object with Snowflake data type {kind} is not supported."
        raise CompilationError(message, 255001, "HY000")
    if isinstance(value, dt.timedelta):
        if kind != "TIME" or not dt.timedelta() <= value < dt.timedelta(days=1):
            raise CompilationError(
                f"Binding timedelta object with Snowflake data type {kind} is not supported.", 255001, "HY000"
            )
        value = (dt.datetime.min + value).time()
    if isinstance(value, dt.datetime):
        if kind == "TIMESTAMP_NTZ" and value.tzinfo is not None:
            value = value.astimezone(dt.timezone.utc).replace(tzinfo=None)
        elif kind != "TIMESTAMP_NTZ":
            value = _in_zone(value)
    plain = binding_to_wire(value)
    return {"type": kind, "value": str(plain["value"] if isinstance(plain, dict) else plain)}


def binding_from_wire(given: Any, typed: bool = True) -> Any:
    """The value that :func:`binding_to_wire` wrote, or that Snowflake's SQL API writes as ``{"type", "value"}``.

    Args:
        given: JSON.
        typed: whether the value is for ``?``, which knows a TIMESTAMP_TZ, or for ``%s``, which becomes text.

    Raises:
        CompilationError: 252004, there is no such type, or the text is no value of it.
    """
    if not isinstance(given, dict):
        if isinstance(given, list):
            raise CompilationError("A binding is a value, not a list.", 252004, "HY000")
        return given
    kind, value = str(given.get("type", "")).upper(), given.get("value")
    read = _READERS.get(kind)
    if read is None:
        raise CompilationError(f"Binding of type '{kind}' is not supported.", 252004, "HY000")
    if value is None:
        return None
    try:
        if kind == "FIXED" and "." in str(value):
            return Decimal(str(value))
        made = read(str(value))
    except (ValueError, KeyError, ArithmeticError):
        raise CompilationError(f"'{value}' is no value of type {kind}.", 252004, "HY000") from None
    if kind == "TIMESTAMP_TZ" and typed:
        utc, offset = made.astimezone(dt.timezone.utc).replace(tzinfo=None), made.utcoffset()
        return typed_constant({"utc": utc, "offset_minutes": int(offset.total_seconds() // 60)}, TIMESTAMP_TZ)
    return made


# ------------------------------------------------------------------------------------------------------------ errors

_CLASSES: dict[str, type[SqlError]] = {
    "CompilationError": CompilationError,
    "ExecutionError": ExecutionError,
    "IntegrityError": IntegrityError,
    "InternalError": InternalError,
    "SessionError": SessionError,
}


def error_to_wire(e: SqlError) -> dict[str, Any]:
    """An error of a statement as the answer of the server."""
    kind = next(
        (c.__name__ for c in type(e).__mro__ if c.__name__ in _CLASSES or c is UnsupportedError), "CompilationError"
    )
    return {
        "error": kind,
        "errno": e.errno,
        "sqlstate": e.sqlstate,
        "message": e.message,
        "query_id": e.query_id,
    }


def error_from_wire(given: dict[str, Any]) -> SqlError:
    """The error that :func:`error_to_wire` wrote."""
    made: SqlError
    if given.get("error") == "UnsupportedError":
        made = UnsupportedError("")
        made.message, made.args = given["message"], (given["message"],)
        made.errno, made.sqlstate = given["errno"], given["sqlstate"]
    else:
        kind = _CLASSES.get(str(given.get("error")), SqlError)
        made = kind(given["message"], given["errno"], given["sqlstate"])
    made.query_id = given.get("query_id")
    return made

"""Python values for the marks of a text, as Snowflake's connector takes them.

``%s`` and ``%(name)s`` are written into the text (https://docs.snowflake.com/en/developer-guide/python-connector/
python-connector-example#binding-data), ``?`` and ``:1`` are handed to the engine with it.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from mockhaus_dbt.errors import CompilationError, SessionError, error

STYLES = ("pyformat", "format", "qmark", "numeric")
PYFORMAT = re.compile(r"%s|%\(\w+\)s")
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r"[\\'\n\r]")
_INSERT = re.compile(r"\s*insert\s+into\b", re.I)
#: the rows behind VALUES, up to the end of the statement.
_VALUES = re.compile(r"\bvalues\s*(\(.*\))\s*;?\s*$", re.I | re.S)
_NUMBERED = re.compile(r":(\d+)")


def unbindable(value: Any) -> CompilationError:
    """The error about a value of a type that cannot be bound."""
    return CompilationError(f"Binding data in type ({type(value).__name__.lower()}) is not supported.", 255001, "HY000")


def _moment(value: time.struct_time) -> dt.datetime:
    return dt.datetime.fromtimestamp(time.mktime(value))


def _is_of_pandas(value: Any) -> bool:
    """Whether a datetime is pandas' Timestamp or NaT, which the connector does not bind."""
    return isinstance(value, dt.datetime) and type(value).__module__.startswith("pandas.")


def as_text(value: Any) -> str:
    """A Python value as the connector writes it into the text; a list is its values with commas between them.

    Raises:
        CompilationError: 255001, the type cannot be bound.
    """
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):  # numpy's float64 is a float that writes itself in another way
        return repr(float(value) if isinstance(value, float) else int(value))
    if isinstance(value, Decimal):
        return f"'{value}'"
    if isinstance(value, str):
        return "'" + _ESCAPED.sub(lambda m: _ESCAPES[m[0]], value) + "'"
    if isinstance(value, (bytes, bytearray)):
        return f"X'{bytes(value).hex().upper()}'"
    if _is_of_pandas(value):
        raise unbindable(value)
    if isinstance(value, dt.datetime):
        return f"'{value.isoformat(sep=' ')}'"
    if isinstance(value, (dt.date, dt.time)):
        return f"'{value.isoformat()}'"
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(value.days * 86400 + value.seconds, 60)
        parts = f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
        return f"'{parts}.{value.microseconds:06}'" if value.microseconds else f"'{parts}'"
    if isinstance(value, time.struct_time):  # a moment here: the connector writes the offset of this machine as well
        return f"'{_moment(value).astimezone().isoformat(sep=' ')}'"
    if isinstance(value, (list, tuple)):
        return ",".join(map(as_text, value))
    if hasattr(value, "item"):  # numpy's scalars
        return as_text(value.item())
    raise unbindable(value)


def write_into(sql: str, params: Any) -> str:
    """The text with its ``%s`` or ``%(name)s`` filled.

    Raises:
        CompilationError: 252004, numbers or names do not match; 255001, a type cannot be bound.
    """
    try:
        if isinstance(params, Mapping):
            return sql % {name: as_text(value) for name, value in params.items()}
        values: Sequence[Any] = params if isinstance(params, (list, tuple)) else (params,)
        return sql % tuple(map(as_text, values))
    except (TypeError, ValueError, KeyError) as e:
        if isinstance(e, KeyError):
            raise error("bind_missing", name=str(e.args[0])) from None
        raise CompilationError(f"Failed processing pyformat-parameters: {e}", 252004, "HY000") from None


def to_bind(params: Any) -> list[Any]:
    """Values for ``?`` or ``:1`` in the types that the engine takes.

    Args:
        params: a sequence, or a mapping in the order of the marks. A pair ``("TIMESTAMP_LTZ", value)`` says the type,
            as in the connector; a datetime with a zone is TIMESTAMP_NTZ in UTC without one.

    Raises:
        CompilationError: 255001, a type cannot be bound; 252012, a tuple is no pair of a type and a value.
    """
    return [_to_bind(value) for value in (params.values() if isinstance(params, Mapping) else params)]


def _to_bind(value: Any) -> Any:
    if isinstance(value, time.struct_time):
        return _moment(value)
    if isinstance(value, tuple):
        if len(value) != 2 or not isinstance(value[0], str):
            raise CompilationError(
                "Binding parameters must be a list where one element is a single value or a pair of Snowflake datatype "
                "and a value",
                252012,
                "HY000",
            )
        return value
    if isinstance(value, dt.timedelta):
        return ("TIME", value)
    if _is_of_pandas(value) or type(value).__module__ == "numpy":
        if type(value).__name__ in ("bool", "bool_"):
            return bool(value)
        raise unbindable(value)
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.astimezone(dt.timezone.utc).replace(tzinfo=None)
    if value is None or isinstance(value, (bool, int, float, Decimal, str, bytes, bytearray, dt.date, dt.time)):
        return value
    raise unbindable(value)


def many_rows(sql: str, rows: Sequence[Any], style: str) -> tuple[str, Any] | None:
    """One INSERT for all rows of ``executemany``, as the connector makes it.

    Args:
        sql: with marks for one row.
        rows: the values of each.
        style: pyformat, qmark or numeric.

    Returns:
        the text and its values; None where the text is no INSERT.

    Raises:
        SessionError: 252001, the INSERT has no VALUES; 251007, the rows differ in length.
    """
    if _INSERT.match(sql) is None:
        return None
    found = _VALUES.search(sql)
    if found is None:
        raise SessionError("Failed to rewrite multi-row insert", 252001, "HY000")
    head, group, tail = sql[: found.start(1)], found[1], sql[found.end(1) :]
    if isinstance(rows[0], Mapping):
        return head + ",".join(write_into(group, row) for row in rows) + tail, None
    width = len(rows[0])
    for row in rows:
        if len(row) != width:
            message = f"Bulk data size don't match. expected: {width}, got: {len(row)}, command: {sql}"
            raise SessionError(message, 251007, "HY000")
    groups: Iterable[str] = [group] * len(rows)
    if style == "numeric":
        groups = (_NUMBERED.sub(lambda m, at=at: f":{int(m[1]) + at}", group)
                  for at in range(0, len(rows) * width, width))  # fmt: skip
    return head + ",".join(groups) + tail, [value for row in rows for value in row]

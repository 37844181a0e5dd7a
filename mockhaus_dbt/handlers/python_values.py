"""Values between SQL and Python handlers
(https://docs.snowflake.com/en/developer-guide/udf-stored-procedure-data-type-mapping, "SQL-Python Data Type Mappings").

DuckDB gives and takes values in the carriers of translation/handlers.py; handlers want Python's own types.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Any

from mockhaus_dbt.python_functions import failure
from mockhaus_dbt.translation.types import SqlType
from mockhaus_dbt.translation.variants import MISSING, plain_text

Converter = Callable[[Any], Any]


class SqlNull:
    """What a handler gets for a VARIANT that is NULL; None is JSON null there."""

    is_sql_null = True

    def __repr__(self) -> str:
        return "SqlNull"


SQL_NULL = SqlNull()
_JSON = ("VARIANT", "OBJECT", "ARRAY", "MAP", "GEOGRAPHY", "GEOMETRY")


# -------------------------------------------------------------------------------------------------------- to Python


def argument(type_: SqlType) -> Converter | None:
    """How an argument in its carrier becomes what a handler gets; None where it is that already."""
    if type_.name == "VARIANT":
        return lambda value: SQL_NULL if value is None else from_json(value)
    if type_.name in _JSON:
        return lambda value: None if value is None else from_json(value)
    if type_.name == "TIMESTAMP_TZ":
        return lambda value: None if value is None else _aware(value)
    return None


def from_json(text: str) -> Any:
    """The Python value of a VARIANT; missing elements of arrays are None."""
    return json.loads(plain_text(text), parse_float=lambda number: None if number == MISSING else float(number))


def _aware(text: str) -> dt.datetime:
    moment, _, minutes = text.partition("|")
    utc = dt.datetime.fromisoformat(_six_digits(moment)).replace(tzinfo=dt.timezone.utc)
    return utc.astimezone(dt.timezone(dt.timedelta(minutes=int(minutes))))


def _six_digits(moment: str) -> str:
    """Python 3.10 reads three or six digits of a second alone."""
    head, dot, fraction = moment.partition(".")
    return f"{head}.{fraction:0<6}" if dot else head


# ------------------------------------------------------------------------------------------------------ from Python


def result(type_: SqlType) -> Converter:
    """How a handler's result becomes a value of the declared type's carrier.

    The converter raises failures: of values that the type does not hold.
    """
    name = type_.name
    if name == "NUMBER":
        return _integer(type_) if not type_.scale else _decimal(type_)
    if name == "VARCHAR":
        return _text(type_)
    if name in _JSON:
        return _json(type_)
    plain = _PLAIN.get(name)
    if plain is None:
        return lambda value: value

    def convert(value: Any) -> Any:
        if value is None:
            return None
        made = plain(_scalar(value))
        if made is None:
            raise _unfit(value, type_)
        return made

    return convert


def _scalar(value: Any) -> Any:
    """numpy's scalars as Python's."""
    return value.item() if hasattr(value, "item") and hasattr(value, "dtype") else value


def _unfit(value: Any, type_: SqlType) -> Exception:
    return failure("handler_result", type(value).__name__, type=str(type_))


def _number(value: Any, type_: SqlType) -> Decimal:
    value = _scalar(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise failure("number_range", str(value))
    if not isinstance(value, (int, float, Decimal)):
        raise _unfit(value, type_)
    with localcontext() as context:
        context.prec = 80
        made = Decimal(repr(value) if isinstance(value, float) else value)
        made = made.quantize(Decimal(1).scaleb(-(type_.scale or 0)), ROUND_HALF_UP)
        if abs(made) >= Decimal(10) ** ((type_.precision or 38) - (type_.scale or 0)):
            raise failure("number_range", str(value))
        return made


def _integer(type_: SqlType) -> Converter:
    most = 10 ** (type_.precision or 38)

    def convert(value: Any) -> Any:
        if value is None:
            return None
        if type(value) is int and -most < value < most:
            return value
        return int(_number(value, type_))

    return convert


def _decimal(type_: SqlType) -> Converter:
    return lambda value: None if value is None else f"{_number(value, type_):f}"


def _text(type_: SqlType) -> Converter:
    longest = type_.length or 0

    def convert(value: Any) -> Any:
        if value is None:
            return None
        text = value if isinstance(value, str) else str(value)
        if len(text) > longest:
            raise failure("string_too_long", text)
        return text

    return convert


def _float(value: Any) -> Any:
    return float(value) if isinstance(value, (int, float, Decimal)) else None


def _boolean(value: Any) -> Any:
    return bool(value) if isinstance(value, (bool, int, float)) else None


def _date(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.date()
    return value if isinstance(value, dt.date) else None


def _naive(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return _plain_datetime(value) if value.tzinfo is None else None
    return dt.datetime(value.year, value.month, value.day) if isinstance(value, dt.date) else None


def _plain_datetime(value: dt.datetime) -> dt.datetime:
    return value.to_pydatetime(warn=False) if hasattr(value, "to_pydatetime") else value


def _with_offset(value: Any) -> Any:
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        return None
    value = _plain_datetime(value)
    offset = value.utcoffset() or dt.timedelta()
    utc = value.astimezone(dt.timezone.utc).replace(tzinfo=None)
    return f"{utc.isoformat(sep=' ')}|{int(offset.total_seconds() // 60)}"


_PLAIN: dict[str, Converter] = {
    "FLOAT": _float,
    "BOOLEAN": _boolean,
    "BINARY": lambda value: bytes(value) if isinstance(value, (bytes, bytearray, memoryview)) else None,
    "DATE": _date,
    "TIME": lambda value: value if isinstance(value, dt.time) else None,
    "TIMESTAMP_NTZ": _naive,
    "TIMESTAMP_LTZ": _naive,
    "TIMESTAMP_TZ": _with_offset,
    "VECTOR": lambda value: [float(v) for v in value],
}


def _json(type_: SqlType) -> Converter:
    wanted: tuple[type, ...] = {"ARRAY": (list, tuple), "OBJECT": (dict,), "MAP": (dict,)}.get(type_.name, (object,))

    def convert(value: Any) -> Any:
        if value is None or isinstance(value, SqlNull):
            return None
        if not isinstance(value, wanted):
            raise _unfit(value, type_)
        return to_json(value)

    return convert


def to_json(value: Any) -> str:
    """A Python value as the text that PARSE_JSON would keep: keys sorted, Decimals as strings."""
    value = _scalar(value)
    if value is None or isinstance(value, SqlNull):
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return _float_json(float(value))
    if isinstance(value, dict):
        cells = (f"{_string(str(k))}:{to_json(v)}" for k, v in sorted(value.items(), key=lambda item: str(item[0])))
        return "{" + ",".join(cells) + "}"
    if isinstance(value, (list, tuple, set, frozenset)) or hasattr(value, "tolist"):
        items = value.tolist() if hasattr(value, "tolist") else value
        return "[" + ",".join(map(to_json, items)) + "]"
    if isinstance(value, (bytes, bytearray)):
        return _string(value.hex().upper())
    if isinstance(value, dt.datetime):
        return _string(value.isoformat(sep=" "))
    if isinstance(value, (dt.date, dt.time, Decimal, str)):
        return _string(str(value))
    raise failure("handler_result", type(value).__name__, type="VARIANT")


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _float_json(value: float) -> str:
    if not math.isfinite(value):
        return _string("NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity")
    return repr(value).removesuffix(".0")

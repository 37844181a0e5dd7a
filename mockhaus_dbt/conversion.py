"""DuckDB's Python values into those that Snowflake's Python connector gives.

=================  ==============================================================
NUMBER(p, 0)       int
NUMBER(p, s)       Decimal with s digits behind the point
FLOAT              float
VARCHAR            str
BOOLEAN            bool
BINARY             bytearray
DATE TIME          datetime.date, datetime.time
TIMESTAMP_NTZ      naive datetime
TIMESTAMP_LTZ      aware datetime in the session's time zone
TIMESTAMP_TZ       aware datetime with the value's own offset
VARIANT OBJECT     str: JSON on one line, or indented where the session has set JSON_INDENT
ARRAY MAP
VECTOR             list of float or int
=================  ==============================================================

Most results have nothing to convert, which is found out once per result and not per row.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any

from mockhaus_dbt.early_years import before_christ
from mockhaus_dbt.translation.types import ALL_DIGITS, ResultColumn, SqlType
from mockhaus_dbt.translation.variants import MARK, UNDEFINED, plain_text

Converter = Callable[[Any], Any]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.S)
#: where JSON on one line may still have to be changed: blanks, missing elements.
_UNTIDY = re.compile(r"[:,\[{]\s|\s[\]},:]|\.0[,\]}]")


def show_json(text: str, width: int = 2) -> str:
    """JSON as Snowflake shows it: indented, numbers digit for digit, ``undefined`` for what is missing.

    Args:
        text: valid JSON; an empty text stands for a missing element.
        width: of the indentation (JSON_INDENT); 0 gives one line.
    """
    if not text or text == "-0.0":
        return "undefined"
    if MARK in text:
        text = text.replace(UNDEFINED, "undefined")
        text = _show_typed(text) if text[0] == MARK else plain_text(text)
    if text[0] not in "{[":
        return text
    if text.startswith('{"$":') and '"@":' in text:
        shown = _show_xml(text)
        if shown is not None:
            return shown
    if width == 0 and not _UNTIDY.search(text):
        return text
    tokens = _TOKEN.findall(text)
    if width == 0:
        return "".join(map(_show_scalar, tokens))
    out: list[str] = []
    indent, step = "\n", " " * width
    for i, token in enumerate(tokens):
        if token in "{[" and len(token) == 1:
            out.append(token)
            if tokens[i + 1] not in ("}", "]"):
                indent += step
                out.append(indent)
        elif token in "}]" and len(token) == 1:
            if tokens[i - 1] not in ("{", "["):
                indent = indent[:-width]
                out.append(indent)
            out.append(token)
        elif token == ",":
            out.append(token)
            out.append(indent)
        elif token == ":":
            out.append(": ")
        else:
            out.append(_show_scalar(token))
    return "".join(out)


def _show_scalar(token: str) -> str:
    return "undefined" if token == "-0.0" else token


def _show_xml(text: str) -> str | None:
    """An OBJECT that is an XML element as XML; None for any other."""
    from mockhaus_dbt.python_functions.xml import Raw, element_text, is_element

    value = json.loads(text, parse_int=Raw, parse_float=Raw)
    return element_text(value) if is_element(value) else None


def _show_typed(text: str) -> str:
    """A value that is more than its JSON: times without fraction, timestamps with three digits of it."""
    plain = plain_text(text)
    if text[1] not in "\n\r":
        return plain
    return re.sub(r"^(\"\d\d:\d\d:\d\d)\.\d+|(\.\d{3})\d+", r"\1\2", plain)


@lru_cache(maxsize=256)
def _fixed_offset(minutes: int) -> tzinfo:
    return timezone(timedelta(minutes=minutes))


def _with_offset(value: Any) -> Any:
    """TIMESTAMP_TZ is stored as its moment in UTC and the offset that it was written with."""
    moment, minutes = value.values()
    if not isinstance(moment, datetime):
        return f"{before_christ(moment)} +0000"  # beyond the years of Python
    return moment.replace(tzinfo=timezone.utc).astimezone(_fixed_offset(minutes))


def _scaled(scale: int) -> Converter:
    unit = Decimal(1).scaleb(-scale)

    def convert(value: Any) -> Decimal:
        return Decimal(str(value) if isinstance(value, float) else value).quantize(unit, context=ALL_DIGITS)

    return convert


def _json(width: int) -> Converter:
    return lambda value: show_json(value if isinstance(value, str) else str(value), width)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _whole_numbers(value: Any) -> Any:
    return [int(v) for v in value]


def _date(value: Any) -> Any:
    return value.date() if isinstance(value, datetime) else value


def _timestamp(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value


def _nanoseconds(value: Any) -> Any:
    """pandas' Timestamp, from a TIMESTAMP_NS read through Arrow."""
    return value.to_pydatetime(warn=False) if hasattr(value, "to_pydatetime") else value


def _time(value: Any) -> Any:
    return value if isinstance(value, time) else _text(value)


def _shape(form: str, srid: int) -> Converter:
    from mockhaus_dbt.python_functions.shape_formats import shown

    return lambda text: shown(text, form, srid)


def converter(type_: SqlType, physical: str, indent: int = 2, shapes: tuple[str, str] = ("", "")) -> Converter | None:
    """How to convert a value that is not NULL.

    Args:
        type_: Snowflake's type.
        physical: DuckDB's type of the result column.
        indent: JSON_INDENT.
        shapes: GEOGRAPHY_OUTPUT_FORMAT and GEOMETRY_OUTPUT_FORMAT.

    Returns:
        None where DuckDB's Python value is right as it is.
    """
    name = type_.name
    if name == "NUMBER":
        if type_.scale:
            exact = physical.startswith("DECIMAL") and physical.endswith(f",{type_.scale})")
            return None if exact else _scaled(type_.scale)
        return None if physical.endswith("INT") or physical == "INTEGER" else int
    if name in ("GEOGRAPHY", "GEOMETRY"):
        form = shapes[name == "GEOMETRY"].upper()
        if form not in ("", "GEOJSON"):
            return _shape(form, 0 if name == "GEOMETRY" else 4326)
        shown = _json(indent)
        return shown if name == "GEOGRAPHY" else lambda value: shown(value.rstrip())  # its spatial reference
    if name in ("VARIANT", "OBJECT", "ARRAY", "MAP"):
        return _json(indent)
    if name == "VECTOR":
        return _whole_numbers if type_.scale == 0 else None
    if name == "TIMESTAMP_TZ":
        return _with_offset if physical.startswith("STRUCT") else None
    if name == "BINARY":
        return bytearray if physical == "BLOB" else None
    if name == "FLOAT":
        return None if physical == "DOUBLE" else float
    if name == "DATE":
        return None if physical == "DATE" else _date
    if name == "TIMESTAMP_NTZ":
        return None if physical == "TIMESTAMP" else _nanoseconds if physical == "TIMESTAMP_NS" else _timestamp
    if name in ("VARCHAR", "NULL", "INTERVAL"):
        return None if physical in ("VARCHAR", "JSON") else _text
    if name == "TIME":
        return None if physical == "TIME" else _time
    return None


def converters(
    columns: Sequence[ResultColumn], types: Sequence[str], indent: int = 2, shapes: tuple[str, str] = ("", "")
) -> list[tuple[int, Converter]]:
    """Position and converter of every column that needs one; empty where all are plain."""
    found = []
    for i, (column, physical) in enumerate(zip(columns, types)):
        convert = converter(column.type, physical, indent, shapes)
        if convert is not None:
            found.append((i, convert))
    return found


def convert_rows(rows: list[tuple[Any, ...]], needed: list[tuple[int, Converter]]) -> list[tuple[Any, ...]]:
    """The rows with the columns converted that need it; the same list where none does."""
    if not needed:
        return rows
    converted = []
    for row in rows:
        cells = list(row)
        for i, convert in needed:
            if cells[i] is not None:
                cells[i] = convert(cells[i])
        converted.append(tuple(cells))
    return converted


#: DuckDB's types to Snowflake's, for the few statements that run without a translation.
_PLAIN = {
    "BOOLEAN": "BOOLEAN",
    "DATE": "DATE",
    "TIME": "TIME",
    "TIMESTAMP": "TIMESTAMP_NTZ",
    "TIMESTAMP_NS": "TIMESTAMP_NTZ",
    "TIMESTAMP WITH TIME ZONE": "TIMESTAMP_LTZ",
    "BLOB": "BINARY",
    "JSON": "VARIANT",
    "DOUBLE": "FLOAT",
    "FLOAT": "FLOAT",
}


def type_of(physical: str) -> SqlType:
    """The Snowflake type that shows a DuckDB type best."""
    decimal = re.match(r"DECIMAL\((\d+),(\d+)\)", physical)
    if decimal:
        return SqlType("NUMBER", int(decimal[1]), int(decimal[2]))
    if physical.endswith("INT") or physical == "INTEGER":
        return SqlType("NUMBER", 38, 0)
    name = _PLAIN.get(physical)
    if name is None:
        return SqlType("TIMESTAMP_TZ", 9) if physical.startswith("STRUCT(utc") else SqlType("VARCHAR", length=16777216)
    if name.startswith("TIME"):
        return SqlType(name, 9)
    return SqlType(name, length=8388608) if name == "BINARY" else SqlType(name)

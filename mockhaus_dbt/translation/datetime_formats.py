"""Snowflake's date and time formats, in both directions
(https://docs.snowflake.com/en/user-guide/date-time-input-output, sql-format-models).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import raising
from mockhaus_dbt.translation.expressions import Expr, literal
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

#: longest first: a Snowflake format element -> DuckDB's strftime/strptime element.
ELEMENTS: tuple[tuple[str, str], ...] = (
    ("HH24", "%H"),
    ("HH12", "%I"),
    ("YYYY", "%Y"),
    ("MMMM", "%B"),
    ("MON", "%b"),
    ("MM", "%m"),
    ("MI", "%M"),
    ("DD", "%d"),
    ("DY", "%a"),
    ("SS", "%S"),
    ("FF", "%f"),
    ("AM", "%p"),
    ("PM", "%p"),
    ("YY", "%y"),
    ("TZH:TZM", "%z"),
    ("TZHTZM", "%z"),
    ("TZH", "%z"),
)

_ISO = {
    "DATE": r"\d{4}-\d{1,2}-\d{1,2}",
}


def output_format(compiler: Compiler, source: SqlType) -> str:
    """The session's output format of a type."""
    parameters = compiler.context.parameters
    name = source.name
    if name in ("DATE", "TIME"):
        return str(parameters[f"{name}_OUTPUT_FORMAT"])
    own = parameters.get(f"{name}_OUTPUT_FORMAT") or ""
    return str(own or parameters["TIMESTAMP_OUTPUT_FORMAT"])


def input_format(compiler: Compiler, target: SqlType) -> str:
    """The session's input format for a type; AUTO where nothing was set."""
    kind = target.name if target.name in ("DATE", "TIME") else "TIMESTAMP"
    return str(compiler.context.parameters.get(f"{kind}_INPUT_FORMAT") or "AUTO")


def format_sql(compiler: Compiler, value: Expr, pattern: str) -> str:
    """DuckDB text that prints a date or time by a Snowflake format."""
    name = value.type.name
    if name == "TIMESTAMP_TZ":
        local = f"({value}.utc + to_minutes(CAST({value}.offset_minutes AS BIGINT)))"
        offset = f"{value}.offset_minutes"
    elif name == "TIMESTAMP_LTZ":
        local = f"CAST({value.sql} AS TIMESTAMP)"
        offset = f"CAST(date_diff('minute', {value} AT TIME ZONE 'UTC', CAST({value.sql} AS TIMESTAMP)) AS SMALLINT)"
    elif name == "TIME":
        local, offset = f"(DATE '1970-01-01' + {value})", "0"
    else:
        local, offset = value.sql, "0"
    pieces: list[str] = []
    run = ""
    for piece in _pieces(pattern):
        if piece[0] == "strftime" or piece[0] == "text":
            run += piece[1]
            continue
        if run:
            pieces.append(f"strftime({local}, {literal(run)})")
            run = ""
        pieces.append(piece[1].format(local=local, offset=offset))
    if run or not pieces:
        pieces.append(f"strftime({local}, {literal(run)})")
    return " || ".join(pieces)


def _pieces(pattern: str) -> list[tuple[str, str]]:
    """Cut a format into strftime text, plain text (escaped) and DuckDB expressions over {local} and {offset}."""
    found: list[tuple[str, str]] = []
    i, upper = 0, pattern.upper()
    while i < len(pattern):
        if pattern[i] == '"':
            end = pattern.find('"', i + 1)
            end = len(pattern) if end < 0 else end
            found.append(("text", pattern[i + 1 : end].replace("%", "%%")))
            i = end + 1
            continue
        fraction = re.match(r"FF(\d?)", upper[i:])
        if fraction:
            digits = int(fraction[1] or 9)
            if digits:
                found.append(("sql", f"left(strftime({{local}}, '%n'), {digits})"))
            i += len(fraction[0])
            continue
        zone = re.match(r"TZH(:?)TZM|TZH|TZM|TZISO", upper[i:])
        if zone:
            found.append(("sql", _zone_sql(zone[0])))
            i += len(zone[0])
            continue
        for element, out in ELEMENTS:
            if upper.startswith(element, i):
                found.append(("strftime", out))
                i += len(element)
                break
        else:
            found.append(("text", pattern[i].replace("%", "%%")))
            i += 1
    return found


def _zone_sql(element: str) -> str:
    sign = "CASE WHEN {offset} < 0 THEN '-' ELSE '+' END"
    hours = "lpad(CAST(abs({offset}) // 60 AS VARCHAR), 2, '0')"
    minutes = "lpad(CAST(abs({offset}) % 60 AS VARCHAR), 2, '0')"
    if element == "TZM":
        return minutes
    if element == "TZH":
        return f"{sign} || {hours}"
    joint = " || ':' || " if ":" in element else " || "
    return f"{sign} || {hours}{joint}{minutes}"


def parse_sql(compiler: Compiler, value: Expr, target: SqlType, pattern: str, safe: bool) -> str:
    """DuckDB text that reads a date or time from text by a Snowflake format (AUTO: the documented ones)."""
    word = "TRY_CAST" if safe else "CAST"
    name = target.name
    if pattern.upper() == "AUTO":
        if name == "TIMESTAMP_TZ":
            from mockhaus_dbt.translation.casts import zoned

            return zoned(f"{word}({value.sql} AS TIMESTAMP WITH TIME ZONE)")
        return f"{word}({value.sql} AS {target.physical()})"
    duck = "".join(text for _, text in _pieces(pattern))
    parsed = f"try_strptime({value.sql}, {literal(duck)})"
    key = {"DATE": "date_value", "TIME": "time_value"}.get(name, "timestamp_value")
    wrong = "NULL" if safe else raising(key, value.sql)
    return f"CAST(CASE WHEN {value} IS NULL THEN NULL ELSE coalesce({parsed}, {wrong}) END AS {target.physical()})"


def epoch_sql(compiler: Compiler, value: Expr, target: SqlType) -> str:
    """Seconds since 1970 (or milli-, micro-, nanoseconds, told apart by size) as a date or time."""
    micros = (
        f"CASE WHEN abs({value}) < 31536000000 THEN CAST({value} * 1000000 AS BIGINT) "
        f"WHEN abs({value}) < 31536000000000 THEN CAST({value} * 1000 AS BIGINT) "
        f"WHEN abs({value}) < 31536000000000000 THEN CAST({value} AS BIGINT) "
        f"ELSE CAST({value} // 1000 AS BIGINT) END"
    )
    stamp = f"make_timestamp({micros})"
    if target.name == "TIMESTAMP_LTZ":
        return f"({stamp} AT TIME ZONE 'UTC')"
    if target.name == "TIMESTAMP_TZ":
        from mockhaus_dbt.translation.casts import zoned

        return zoned(f"{stamp} AT TIME ZONE 'UTC'")
    return f"CAST({stamp} AS {target.physical()})"

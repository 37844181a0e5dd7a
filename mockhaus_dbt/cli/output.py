"""How results are printed: as a table, as CSV, as JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from math import isfinite
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mockhaus_dbt.result import QueryResult
    from mockhaus_dbt.translation.types import ResultColumn


def write(result: QueryResult, form: str) -> None:
    """Print a result.

    Args:
        result: of a statement; its rows are read.
        form: ``table``, ``csv`` or ``json``.
    """
    {"table": _write_table, "csv": _write_csv, "json": _write_json}[form](result)


def write_records(records: list[dict[str, Any]], names: tuple[str, ...], form: str) -> None:
    """Print dictionaries.

    Args:
        records: with values for ``names``.
        names: of the columns, in order.
        form: ``table``, ``csv`` or ``json``.
    """
    if form == "json":
        rows = [{name: _json(record[name]) for name in names} for record in records]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(["" if r[n] is None else shown(r[n]) for n in names] for r in records)
    else:
        numbers = [any(isinstance(r[n], (int, float)) for r in records) for n in names]
        _table(list(zip(names, numbers)), [tuple(r[n] for n in names) for r in records])


def _json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime, time)) else value


def _write_table(result: QueryResult) -> None:
    _table([(column.name, column.type.is_numeric) for column in result.columns], result.fetchall())


def _table(heads: list[tuple[str, bool]], rows: list[tuple[Any, ...]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=100_000)  # a file or a pipe takes lines of any width
    table = Table(box=box.ROUNDED if console.is_terminal else box.ASCII2, header_style="bold")
    for name, numeric in heads:
        table.add_column(Text(name), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("NULL", style="dim") if v is None else Text(shown(v)) for v in row))
    console.print(table)
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}")


def _write_csv(result: QueryResult) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(result.column_names)
    for row in result:
        writer.writerow(["" if v is None else shown(v) for v in row])


def _write_json(result: QueryResult) -> None:
    click.echo(json.dumps([_object(result.columns, row) for row in result], ensure_ascii=False, indent=2))


def _object(columns: Iterable[ResultColumn], row: tuple[Any, ...]) -> dict[str, Any]:
    """A row by column name; of columns with one name, the later ones get a number."""
    made: dict[str, Any] = {}
    for column, value in zip(columns, row):
        name, n = column.name, 1
        while name in made:
            n += 1
            name = f"{column.name}_{n}"
        if value is not None and column.type.is_semistructured:
            value = json.loads(value) if value != "undefined" else None
        if isinstance(value, float) and not isfinite(value):
            value = str(value).replace("nan", "NaN")  # JSON has no such numbers
        made[name] = value if value is None or isinstance(value, (bool, int, float, str, list, dict)) else shown(value)
    return made


def shown(value: Any) -> str:
    """A value as Snowflake's own command line shows it."""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, (bytes, bytearray)):
        return value.hex().upper()
    if isinstance(value, datetime):
        text = value.strftime("%Y-%m-%d %H:%M:%S.") + f"{value.microsecond // 1000:03}"
        return text if value.tzinfo is None else text + value.strftime(" %z")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)

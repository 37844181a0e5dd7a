"""Results on a terminal: a table, or one record below the other where a table would be too wide."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.cli.output import shown
from mockhaus_dbt.conversion import show_json

if TYPE_CHECKING:
    from mockhaus_dbt.errors import SqlError
    from mockhaus_dbt.result import QueryResult

_POSITION = re.compile(r"\bline (\d+) at position (\d+)")


def rendered(result: QueryResult, width: int, expanded: str, colours: bool) -> str:
    """A result as text.

    Args:
        result: whose rows are read.
        width: of the terminal.
        expanded: ``on``, ``off``, or ``auto``: where the table is wider than the terminal.
        colours: whether the text may have them.
    """
    heads = [(column.name, column.type.is_numeric) for column in result.columns]
    cells = [
        [_cell(value, column.type.is_semistructured) for value, column in zip(row, result.columns)]
        for row in result.fetchall()
    ]
    if expanded == "on" or (expanded == "auto" and _width(heads, cells) > width):
        text = _records([name for name, _numeric in heads], cells, colours)
    else:
        text = _table(heads, cells, colours)
    return text + f"{len(cells)} row{'' if len(cells) == 1 else 's'}\n"


def _cell(value: Any, semistructured: bool) -> str | None:
    if value is None:
        return None
    if semistructured and isinstance(value, str) and value[:1] in "{[":
        return show_json(value)
    return shown(value)


def _width(heads: list[tuple[str, bool]], cells: list[list[str | None]]) -> int:
    total = 1
    for i, (name, _numeric) in enumerate(heads):
        lines = [len(line) for row in cells for line in (row[i] or "NULL").split("\n")]
        total += max([len(name), *lines]) + 3
    return total


def _table(heads: list[tuple[str, bool]], cells: list[list[str | None]], colours: bool) -> str:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    sink = io.StringIO()
    console = Console(
        file=sink, width=100_000, force_terminal=colours, highlight=False, color_system="standard" if colours else None
    )
    table = Table(box=box.ROUNDED, header_style="bold")
    for name, numeric in heads:
        table.add_column(Text(name), justify="right" if numeric else "left", no_wrap=True)
    for row in cells:
        table.add_row(*(Text("NULL", style="dim") if cell is None else Text(cell) for cell in row))
    console.print(table)
    return sink.getvalue()


def _records(names: list[str], cells: list[list[str | None]], colours: bool) -> str:
    longest = max([len(name) for name in names], default=0)
    lines = []
    for number, row in enumerate(cells, 1):
        lines.append(f"-[ record {number} ]-".ljust(longest + 20, "-"))
        for name, cell in zip(names, row):
            text = "NULL" if cell is None else cell.replace("\n", "\n" + " " * (longest + 3))
            lines.append(f"{name.ljust(longest)} | {text}")
    return "".join(f"{line}\n" for line in lines)


def error_text(e: SqlError, sql: str) -> str:
    """An error with the line that it is about and a caret below the position.

    Args:
        e: what was raised.
        sql: the statement.
    """
    found = _POSITION.search(e.message)
    lines = sql.split("\n")
    if found is None or not 0 < int(found[1]) <= len(lines):
        return str(e)
    line, position = lines[int(found[1]) - 1], int(found[2])
    pad = re.sub(r"[^\t]", " ", line[:position])
    return f"{e}\n{line}\n{pad}^"


def numbered(rows: Sequence[Sequence[Any]]) -> str:
    """Rows of texts below each other, columns aligned."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in texts) for i in range(len(texts[0]))] if texts else []
    return "".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths)).rstrip() + "\n" for row in texts)

"""Golden files: statements, each followed by what it prints (``-- `` lines), run in one session through every door.

A line ``-- ! text`` expects an error whose message holds the text; a statement without lines below is only run.
Rows of a query that groups, partitions, joins or matches and has no ORDER BY of its own are compared in any order:
several threads give them in several orders, here as in Snowflake.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import mockhaus_dbt
from tests.printing import row, same

FILES = sorted(Path(__file__).parent.glob("*.sql"))


def blocks(path: Path) -> list[tuple[int, str, list[str]]]:
    """(line, statement, expected lines) of a golden file."""
    found = []
    for block in path.read_text().split("\n\n"):
        lines = [line for line in block.split("\n") if line.strip() and not line.startswith("--#")]
        statement = "\n".join(line for line in lines if not line.startswith("--"))
        if statement:
            wanted = [line[2:].removeprefix(" ") for line in lines if line.startswith("--")]
            found.append((path.read_text().split(block)[0].count("\n") + 1, statement.rstrip().rstrip(";"), wanted))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_golden(path: Path) -> None:
    with mockhaus_dbt.connect(database="GOLD", schema="PUBLIC") as connection:
        cursor = connection.cursor()
        wrong = [w for line, statement, wanted in blocks(path) if (w := check(cursor, line, statement, wanted))]
    assert not wrong, "\n\n".join(wrong)


def check(cursor: Any, line: int, statement: str, wanted: list[str]) -> str:
    """What is wrong with one block, or an empty text."""
    head = f"line {line}: {statement}"
    try:
        cursor.execute(statement)
        got = [row(r) for r in cursor.fetchall()]
    except mockhaus_dbt.SqlError as e:
        if wanted and wanted[0].startswith("! ") and wanted[0][2:] in str(e).replace("\n", " "):
            return ""
        return f"{head}\n  raised {e}"
    if wanted and wanted[0].startswith("! "):
        return f"{head}\n  did not raise {wanted[0][2:]}: {got}"
    if not has_an_order(statement):
        got, wanted = sorted(got), sorted(wanted)
    if wanted and not (len(got) == len(wanted) and all(map(same, got, wanted))):
        return f"{head}\n  got  {got}\n  want {wanted}"
    return ""


def has_an_order(statement: str) -> bool:
    """Whether a statement's rows come in an order that can be expected of it."""
    outer = statement
    while (inner := re.sub(r"'(?:[^']|'')*'|\([^()']*\)", "", outer)) != outer:
        outer = inner
    words = r"\b(OVER|GROUP BY|DISTINCT|UNION|INTERSECT|EXCEPT|MINUS|JOIN|MATCH_RECOGNIZE)\b"
    unordered = re.search(words, statement, re.IGNORECASE)
    return unordered is None or re.search(r"\bORDER\s+BY\b", outer, re.IGNORECASE) is not None

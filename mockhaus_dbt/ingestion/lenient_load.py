"""ON_ERROR = CONTINUE in one pass: DuckDB's reader leaves out the records that it refuses, and tells which.

Only those are read once more, by our own reader, which says what is wrong with them, or that nothing is.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion.bad_records import PASSED_ON
from mockhaus_dbt.ingestion.file_formats.base import RowError, Rows
from mockhaus_dbt.translation.names import quote

if TYPE_CHECKING:
    from mockhaus_dbt.ingestion.file_load import FileLoad, Outcome

_numbers = itertools.count(1)
_BLOCK = 1 << 18
#: with more refused records than that the file is read in another way.
MOST = 20_000


def load_leniently(load: FileLoad) -> Outcome | None:
    """Load the good records of a file.

    Args:
        load: of the file; ON_ERROR is CONTINUE.

    Returns:
        what became of it, or None for a file that is not read this way; nothing is loaded then.

    Raises:
        Again: it cannot be loaded this way after all.
    """
    from mockhaus_dbt.ingestion.file_load import Again

    name = f"mh_rejected_{next(_numbers)}"
    rows = load.read(False, rejects=name)
    if rows.lines is None or rows.path is None:
        return None
    condition = load.plan.suspicion(rows, load.file)
    if condition is None:
        return None
    try:
        loaded = load.insert(rows, f" WHERE ({condition}) IS NOT TRUE")
        refused = {int(r[0]) for r in load.session.rows(f"SELECT DISTINCT line FROM {quote(name)}")}
    except PASSED_ON:
        raise
    except SqlError:
        raise Again("careful") from None
    for table in (name, f"{name}_scans"):
        load.session.rows(f"DROP TABLE {quote(table)}")
    skip = int(load.plan.format.options["SKIP_HEADER"])
    bad = {line - skip for line in refused}
    if loaded + len(bad) < rows.lines:
        bad |= _suspects(load, condition, sorted(bad))
    if loaded + len(bad) != rows.lines or len(bad) > MOST:
        raise Again("careful")
    errors, more = _again(load, rows, sorted(bad), skip) if bad else ([], 0)
    return load.outcome(rows.lines, loaded + more, errors)


def _suspects(load: FileLoad, condition: str, refused: list[int]) -> set[int]:
    """The numbers of the records that DuckDB reads and that the condition kept out."""
    rows = load.read(False, rejects=f"mh_rejected_{next(_numbers)}")
    # The hash keeps DuckDB from leaving out fields, for which it would then refuse no record.
    every = ", ".join(f"f.{field.sql}" for field in rows.fields)
    found = load.work.query(
        f"SELECT n FROM (SELECT *, row_number() OVER () AS n FROM {rows.sql}) AS f "
        f"WHERE ({condition}) AND hash({every}) IS NOT NULL ORDER BY n LIMIT {MOST + 1}"
    )
    numbers: set[int] = set()
    before = 0
    for (n,) in found:
        number = int(str(n)) + before
        while before < len(refused) and refused[before] <= number:
            before += 1
            number += 1
        numbers.add(number)
    return numbers


def _again(load: FileLoad, rows: Rows, numbers: list[int], skip: int) -> tuple[list[RowError], int]:
    """Read some records once more: their errors, and how many were good and are loaded."""
    assert rows.path is not None
    path = load.work.new()
    with open(path, "wb") as stream:
        stream.write(b"\n" * skip)
        stream.writelines(_lines(rows.path, {number + skip for number in numbers}))
    few = load.read(True, path=path)
    converted = load.bad.find(few)
    errors = sorted([*few.errors, *converted], key=lambda e: e.row)
    excluded = ", ".join(str(e.row) for e in converted)
    good = len(numbers) - len(errors)
    loaded = load.insert(few, f" WHERE row_number NOT IN ({excluded})" if excluded else "") if good else 0
    return [_moved(e, numbers, skip) for e in errors], loaded


def _lines(path: Path, wanted: set[int]) -> Iterable[bytes]:
    """Some lines of a file, by number. Blocks without any of them are only counted."""
    from mockhaus_dbt.ingestion.file_formats.search import count  # loads a library

    left = sorted(wanted, reverse=True)
    before = 0
    with open(path, "rb") as stream:
        while left and (block := stream.read(_BLOCK) + stream.readline()):
            end = before + count(block, b"\n") + (not block.endswith(b"\n"))
            if left[-1] <= end:
                lines = block.split(b"\n")
                while left and left[-1] <= end:
                    at = left.pop() - before - 1
                    yield lines[at] + (b"\n" if at < len(lines) - 1 else b"")  # the last line may lack its end
            before = end


def _moved(bad: RowError, numbers: list[int], skip: int) -> RowError:
    """An error with the record's number and line in the whole file."""
    number = numbers[bad.row - 1]
    ahead = number + skip - (bad.row + skip)
    return replace(
        bad,
        row=number,
        line=None if bad.line is None else bad.line + ahead,
        started=None if bad.started is None else bad.started + ahead,
    )

"""Many small files at once: DuckDB reads a list of files by one statement, where they are all read in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion.bad_records import PASSED_ON
from mockhaus_dbt.ingestion.file_formats.base import SMALL, Rows, named
from mockhaus_dbt.ingestion.file_load import Again, FileLoad, Outcome

#: so many small files are loaded at once.
AT_ONCE = 250
#: stands for the file in the text of an INSERT.
_FILE = "\x02file\x02"


class _Small(NamedTuple):
    """A small file: its load, its records, and the INSERT with a mark in the place of its name."""

    load: FileLoad
    rows: Rows
    insert: str


def load_files(loads: Iterable[FileLoad]) -> Iterator[Outcome]:
    """Load files in their order, neighbours that are small and alike together.

    Args:
        loads: of the files.

    Raises:
        SqlError: ON_ERROR = ABORT_STATEMENT, and a record is bad.
        Again: the statement has to begin again, in another way.
    """
    held: list[_Small] = []
    for load in loads:
        small = _small(load)
        if held and (small is None or not _alike(small, held[0]) or len(held) == AT_ONCE):
            yield from _together(held)
            held = []
        if small is None:
            yield load.load()
        else:
            held.append(small)
    yield from _together(held)


def _small(load: FileLoad) -> _Small | None:
    """A file as one of several that are loaded together; None where that cannot be."""
    manner = load.manner
    if manner.single or manner.careful or manner.exact or load.size > SMALL or not load.plan.one_to_one:
        return None
    try:
        rows = load.read(False)
    except PASSED_ON:
        raise
    except SqlError:
        return None  # its own load tells why
    if rows.errors or rows.reads is None or rows.records == 0:
        return None
    insert = load.plan.insert(rows, load.file)
    name = named(rows.reads)
    return _Small(load, rows, insert.replace(name, _FILE)) if insert.count(name) == 1 else None


def _alike(one: _Small, other: _Small) -> bool:
    """Whether one statement can load both."""
    return one.insert == other.insert and one.rows.shape == other.rows.shape


def _counts(files: list[_Small]) -> list[int]:
    """How many records each file has."""
    known = [small.rows.records for small in files if small.rows.records is not None]
    if len(known) == len(files):
        return known
    first = files[0].load
    return first.plan.format.counts(first.work.query, [small.rows.reads for small in files if small.rows.reads])


def _together(files: list[_Small]) -> Iterator[Outcome]:
    """Load files by one INSERT."""
    if len(files) == 1:
        yield files[0].load.load()
        return
    if not files:
        return
    names = ", ".join(named(small.rows.reads) for small in files if small.rows.reads)
    try:
        counts = _counts(files)
        done = files[0].load.session.rows(files[0].insert.replace(_FILE, f"[{names}]"))
    except PASSED_ON:
        raise
    except SqlError:
        raise Again("single") from None
    if int(done[0][0]) != sum(counts):
        # It was not one record on each line, as it had looked.
        raise Again("single")
    for small, count in zip(files, counts, strict=True):
        yield small.load.good(count)

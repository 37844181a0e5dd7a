"""Finds the matches of a row pattern in one partition (MATCH_RECOGNIZE).

Which symbols a row may have does not depend on the match, so a state of the search (instruction, row) that has failed
once fails always: the search takes time in proportion to rows times instructions, however the pattern is written.
"""

from __future__ import annotations

import functools

from mockhaus_dbt.python_functions import failure, python_function

#: instruction, its two operands.
_Program = list[tuple[str, int, int]]


@functools.lru_cache(maxsize=64)
def _program(text: str) -> _Program:
    found = []
    for word in text.split(" "):
        first, _, second = word[1:].partition(",")
        found.append((word[0], int(first or 0), int(second or 0)))
    return found


def _match(program: _Program, rows: list[int], start: int, failed: set[int]) -> list[tuple[int, bool]] | None:
    """The match that begins at a row: symbol and exclusion of each of its rows; None where there is none."""
    end = len(rows)
    trail: list[tuple[int, bool]] = []
    stack = [(0, start, 0)]
    width = end + 1
    while stack:
        at, row, taken = stack.pop()
        del trail[taken:]
        while True:
            op, a, b = program[at]
            if op == "m":
                return trail
            if op == "s":
                state = at * width + row
                if state in failed:
                    break
                failed.add(state)
                stack.append((b, row, len(trail)))
                at = a
            elif op == "j":
                at = a
            elif op == "^" or op == "$":
                if row != (0 if op == "^" else end):
                    break
                at += 1
            else:
                if row >= end or not rows[row] >> a & 1:
                    break
                trail.append((a, op == "x"))
                row += 1
                at += 1
    return None


def _next_start(skip: str, start: int, match: list[tuple[int, bool]]) -> int:
    """Where the search goes on behind a match; ``skip`` is PAST, NEXT, or FIRST or LAST with a symbol's number."""
    if skip == "NEXT" or not match:
        return start + 1
    if skip == "PAST":
        return start + len(match)
    word, _, symbol = skip.partition(" ")
    places = [i for i, (s, _excluded) in enumerate(match) if s == int(symbol)]
    if not places:
        raise failure("match_skip_missing")
    place = places[0] if word == "FIRST" else places[-1]
    if place == 0:
        raise failure("match_skip_still")
    return start + place


@python_function("BIGINT[]", "BIGINT[]", "VARCHAR", "VARCHAR", "BOOLEAN")
def match_rows(rows: list[int], program: str, skip: str, unmatched: bool) -> list[int | None]:
    """The rows of all matches of a partition.

    Args:
        rows: for each row of the partition, in order, the symbols that it may have, as bits.
        program: of the pattern; see translation/row_patterns.py.
        skip: where the search goes on behind a match.
        unmatched: rows of no match come out as well.

    Returns:
        five lists of one length, one behind the other (DuckDB takes numbers much faster than structs): number of the
        row (from 1), number of the match, number of the row in it, its symbol, and 1 where the row is kept out of the
        output. The row of an empty match has no symbol, a row of no match no number of a match.
    """
    code = _program(program)
    places: list[int | None] = []
    matches: list[int | None] = []
    sequence: list[int | None] = []
    symbols: list[int | None] = []
    hidden: list[int | None] = []

    def put(place: int, match: int | None, at: int | None, symbol: int | None, excluded: bool = False) -> None:
        places.append(place)
        matches.append(match)
        sequence.append(at)
        symbols.append(symbol)
        hidden.append(int(excluded))

    failed: set[int] = set()
    start = number = covered = 0
    while start < len(rows):
        match = _match(code, rows, start, failed)
        if match is None:
            if unmatched and start >= covered:
                put(start + 1, None, None, None)
            start += 1
            continue
        failed.clear()  # the states on the way of the match have not failed
        number += 1
        if not match:
            put(start + 1, number, 1, None)
        for n, (symbol, excluded) in enumerate(match):
            put(start + n + 1, number, n + 1, symbol, excluded)
        covered = max(covered, start + max(len(match), 1))
        start = _next_start(skip, start, match)
    return [*places, *matches, *sequence, *symbols, *hidden]

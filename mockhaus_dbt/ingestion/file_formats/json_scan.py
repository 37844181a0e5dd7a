"""A look at the bytes of JSON objects, one on a line: does DuckDB's reader read them as Snowflake does?"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from mockhaus_dbt.ingestion.file_formats.moments import TWO_BLANKS

#: so much of the beginning of a file shows what its fields hold.
_SAMPLE = 1 << 16
#: of so many pieces, one is looked at for nulls; those that are found too late cost a second reading.
_NULLS_IN = 16
#: so much is looked at on both sides of an edge of two pieces; more blanks than that are not to be seen there.
_EDGE = 64
_MANY_BLANKS = b" " * (_EDGE - 2)
_CLOSED_BEHIND = re.compile(rb"[,\x00-\x20][\]}]")
_ESCAPES = re.compile(rb"\\.", re.DOTALL)
_KEYS = re.compile(rb"[\"\x00-\x20]:")
_BLANK_KEYS = re.compile(rb"[\x00-\x20]:")
_QUOTE = 0x22
#: the end of a key, as the number that two bytes make.
_KEY = 0x3A22


@dataclass
class Look:
    """What the bytes of a file show.

    Args:
        lines: how many, where they were to be counted.
        keys_of_each: how many keys the first objects have together, nested ones left out.
        quotes_of_each: how many there are around the texts and keys of each of the first objects; 0 where they differ.
        quotes: as many, of the whole file; where ``quotes_of_each`` tells something.
        keys: how many keys all of its objects have at most, nested ones included; where it does not.
        nulls: a value may be null.
        returns: there are carriage returns.
        escapes: there are backslashes.
        odd: something closes behind a comma or a blank, or digits have several blanks between them.
    """

    lines: int | None = None
    keys_of_each: int = 0
    quotes_of_each: int = 0
    quotes: int = 0
    keys: int = 0
    nulls: bool = False
    returns: bool = False
    escapes: bool = False
    odd: bool = False

    @property
    def alike(self) -> tuple[bool, bool, bool]:
        """What tells how objects of the same fields are read."""
        return self.nulls, self.escapes, self.odd

    @property
    def objects(self) -> int:
        """How many objects there are, if they are like the first ones; less than none where some are not."""
        by_quotes = self.quotes, self.quotes_of_each
        found, each = by_quotes if self.quotes_of_each else (self.keys, self.keys_of_each)
        return found // each if each and found % each == 0 else -1


def _objects(lines: bytes) -> list[dict[str, Any]]:
    """The first objects; none where they are not JSON, or something else is among them."""
    decoder = json.JSONDecoder(object_pairs_hook=no_key_twice)
    try:
        rows = [decoder.decode(line) for line in lines.decode("utf-8").split("\n")[:200] if line]
    except (ValueError, RecursionError):
        return []
    return rows if all(isinstance(row, dict) for row in rows) else []


def no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of its fields, for Python's decoder.

    Raises:
        ValueError: a key is there twice.
    """
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _quotes_of_each(rows: list[dict[str, Any]]) -> int:
    """How many quotes the objects of a sample have, if each has the same keys, and texts for the same ones."""
    kinds = [{key: _quotes(value) for key, value in row.items()} for row in rows]
    if not kinds or any(kind != kinds[0] for kind in kinds) or None in kinds[0].values():
        return 0
    return sum(2 + (quotes or 0) for quotes in kinds[0].values())


def _quotes(value: Any) -> int | None:
    """How many quotes there are around a value; None where it may be any number, or a missing one."""
    if isinstance(value, str):
        return 2
    return None if value is None or '"' in json.dumps(value) else 0


class Looker:
    """Looks at a file, piece by piece.

    Args:
        moments: whether blanks between digits matter, which DuckDB takes for a timestamp.
        counted: whether lines are counted.
        keys: whether keys are counted in any case. Quotes are counted more quickly.
    """

    def __init__(self, moments: bool, counted: bool, keys: bool = False) -> None:
        self.look = Look(lines=0 if counted else None)
        #: some objects that the file begins with; none where they are not plain, or nobody asked.
        self.first_objects: list[dict[str, Any]] = []
        self._sample = b""
        self._moments = moments
        #: whether the sample is to tell what is counted, and is not complete yet.
        self._sampling = not keys
        self._last = b"\n"
        self._escaping = False
        self._taken = 0
        self._hits: Any = None

    def take(self, piece: bytes) -> None:
        """Look at the next piece."""
        from mockhaus_dbt.ingestion.file_formats.search import count, find_first_of, has  # loads a library

        look = self.look
        if len(self._sample) < _SAMPLE:
            self._sample += piece[:_SAMPLE]
        if look.odd or not piece:
            return
        if not look.nulls and self._taken % _NULLS_IN == 0:
            look.nulls = has(piece, b":null", b": null")
        self._taken += 1
        # What stands on the edge of two pieces is looked at by itself.
        edge = self._last + piece[:_EDGE]
        rare = find_first_of(piece, b"\t\r\\") >= 0
        returns = rare and b"\r" in piece
        look.returns = look.returns or returns
        unusual = returns or (rare and b"\t" in piece)
        look.odd = self._is_odd(edge) or (self._moments and _MANY_BLANKS in edge) or self._is_suspect(piece, unusual)
        escapes = rare and b"\\" in piece
        look.escapes = look.escapes or escapes
        if look.lines is not None:
            look.lines += count(piece, b"\n")
        if not look.quotes_of_each:
            look.keys += len(_KEYS.findall(self._last[-1:] + piece[:1])) + self._count_keys(piece, unusual)
        if look.quotes_of_each or self._sampling:
            look.quotes += self._count_quotes(piece, escapes)
        self._last = edge[-_EDGE:] if len(piece) < _EDGE else piece[-_EDGE:]
        if self._sampling and len(self._sample) >= _SAMPLE:
            self._end_sample()

    def finish(self) -> Look:
        """What the whole file shows."""
        look = self.look
        if self._sampling:
            self._end_sample()
        if look.lines is not None and not self._last.endswith(b"\n"):
            look.lines += 1
        return look

    def _end_sample(self) -> None:
        self._sampling = False
        rows = self.first_objects = _objects(self.first_lines)
        self.look.keys_of_each = len({key for row in rows for key in row})
        self.look.quotes_of_each = _quotes_of_each(rows)

    @property
    def first_lines(self) -> bytes:
        """The lines that the file begins with, as far as they are kept."""
        whole, end, _ = self._sample[:_SAMPLE].rpartition(b"\n")
        return whole if end else self._sample

    def _is_odd(self, part: bytes) -> bool:
        """Whether there is what DuckDB reads and Snowflake does not."""
        return bool(_CLOSED_BEHIND.search(part) or (self._moments and TWO_BLANKS.search(part)))

    def _is_suspect(self, piece: bytes, unusual: bool) -> bool:
        """The same, where quick searches do not show that there is nothing; ``unusual``: for tabs and returns."""
        from mockhaus_dbt.ingestion.file_formats.search import has

        suspect = has(piece, b",}", b" }") or (b"]" in piece and has(piece, b",]", b" ]"))
        suspect = suspect or unusual or (self._moments and has(piece, b"  "))
        return suspect and self._is_odd(piece)

    def _count_keys(self, piece: bytes, unusual: bool) -> int:
        """The ends of keys within a piece."""
        from mockhaus_dbt.ingestion.file_formats.search import has

        keys = 0
        for begin in (0, 1):
            size = (len(piece) - begin) // 2
            keys += self._equal(piece, "<u2", size, begin, _KEY)
        if unusual or has(piece, b" :"):
            keys += len(_BLANK_KEYS.findall(piece))
        return keys

    def _count_quotes(self, piece: bytes, escapes: bool) -> int:
        """Quotes around texts and keys; those in a text are escaped."""
        quotes = self._equal(piece, "u1", len(piece), 0, _QUOTE)
        begin = int(self._escaping)
        quotes -= self._escaping and piece.startswith(b'"')
        self._escaping = False
        if escapes:
            left = piece[begin:].rstrip(b"\\")
            self._escaping = (len(piece) - begin - len(left)) % 2 == 1
            if begin or b"\\\\" in piece:
                quotes -= sum(escape == b'\\"' for escape in _ESCAPES.findall(piece, begin))
            else:
                quotes -= piece.count(b'\\"')
        return quotes

    def _equal(self, piece: bytes, kind: str, size: int, begin: int, value: int) -> int:
        """How many of so many numbers of a kind, from a byte on, are that one."""
        import numpy

        if self._hits is None or len(self._hits) < size:
            self._hits = numpy.empty(size, bool)
        hits = numpy.equal(numpy.frombuffer(piece, kind, size, begin), value, out=self._hits[:size])
        return int(numpy.count_nonzero(hits))

"""A look at the bytes of JSON objects, one on a line: does DuckDB's reader read them as Snowflake does?"""

from __future__ import annotations

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
_KEYS = re.compile(rb"[\"\x00-\x20]:")
_BLANK_KEYS = re.compile(rb"[\x00-\x20]:")
#: the end of a key, as the number that two bytes make.
_KEY = 0x3A22


@dataclass
class Look:
    """What the bytes of a file show.

    Args:
        lines: how many, where they were to be counted.
        keys: how many keys all of its objects have at most, nested ones included.
        nulls: a value may be null.
        returns: there are carriage returns.
        escapes: there are backslashes.
        odd: something closes behind a comma or a blank, or digits have several blanks between them.
    """

    lines: int | None = None
    keys: int = 0
    nulls: bool = False
    returns: bool = False
    escapes: bool = False
    odd: bool = False

    @property
    def alike(self) -> tuple[bool, bool, bool]:
        """What tells how objects of the same fields are read."""
        return self.nulls, self.escapes, self.odd


class Looker:
    """Looks at a file, piece by piece.

    Args:
        moments: whether blanks between digits matter, which DuckDB takes for a timestamp.
        counted: whether lines are counted.
    """

    def __init__(self, moments: bool, counted: bool) -> None:
        self.look = Look(lines=0 if counted else None)
        self._sample = b""
        self._moments = moments
        self._last = b"\n"
        self._taken = 0
        self._hits: Any = None

    def take(self, piece: bytes) -> None:
        """Look at the next piece."""
        look = self.look
        if len(self._sample) < _SAMPLE:
            self._sample += piece[:_SAMPLE]
        if look.odd or not piece:
            return
        if not look.nulls and self._taken % _NULLS_IN == 0:
            look.nulls = b"null" in piece and (b":null" in piece or b": null" in piece)
        self._taken += 1
        # What stands on the edge of two pieces is looked at by itself.
        edge = self._last + piece[:_EDGE]
        look.keys += len(_KEYS.findall(self._last[-1:] + piece[:1]))
        returns = b"\r" in piece
        look.returns = look.returns or returns
        unusual = returns or b"\t" in piece
        look.odd = self._is_odd(edge) or (self._moments and _MANY_BLANKS in edge) or self._is_suspect(piece, unusual)
        self._count(piece, unusual)
        self._last = edge[-_EDGE:] if len(piece) < _EDGE else piece[-_EDGE:]

    def finish(self) -> Look:
        """What the whole file shows."""
        look = self.look
        if look.lines is not None and not self._last.endswith(b"\n"):
            look.lines += 1
        return look

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

    def _count(self, piece: bytes, unusual: bool) -> None:
        """Lines, where they are wanted, and keys."""
        import numpy

        from mockhaus_dbt.ingestion.file_formats.search import count, has

        look = self.look
        if look.lines is not None:
            look.lines += count(piece, b"\n")
        look.escapes = look.escapes or b"\\" in piece
        if self._hits is None or 2 * len(self._hits) < len(piece):
            self._hits = numpy.empty(len(piece) // 2, bool)
        for begin in (0, 1):
            size = (len(piece) - begin) // 2
            pairs = numpy.frombuffer(piece, "<u2", size, begin)
            hits = numpy.equal(pairs, _KEY, out=self._hits[:size])
            look.keys += int(numpy.count_nonzero(hits))
        if unusual or has(piece, b" :"):
            look.keys += len(_BLANK_KEYS.findall(piece))

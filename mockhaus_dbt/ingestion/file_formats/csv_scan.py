"""A look at the bytes of delimited text, piece by piece: does DuckDB's reader read it as Snowflake does?

numpy is imported where it is needed: that takes six times as long as the load of a small file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from mockhaus_dbt.ingestion.file_formats.csv_records import Syntax
from mockhaus_dbt.ingestion.file_formats.documents import has_mark, is_utf8
from mockhaus_dbt.ingestion.file_formats.moments import TWO_BLANKS
from mockhaus_dbt.ingestion.file_formats.search import count, find_first_of, has

#: a line longer than this is for the exact reader; one that ends in the piece behind it is short enough for DuckDB's.
LONGEST_LINE = 1_900_000
_NEWLINE, _RETURN, _UNDERSCORE = 10, 13, 95
#: so much of the first lines is kept.
_SAMPLE = 1 << 14


def _places(data: Any, byte: int, ends: Any) -> Any:
    """How often a byte stands before each line's end."""
    import numpy

    return numpy.searchsorted(numpy.flatnonzero(data == byte), ends)


@dataclass
class Look:
    """What a look has shown.

    Args:
        lines: lines behind the header, where they were to be counted.
        returns: how many lines end in ``\\r\\n``.
        quotes: there are enclosing characters.
        escapes: there are backslashes, or other escape characters.
        joined: there are digits with ``_`` between them, which DuckDB takes for a number.
        odd: why the file is not plain; empty where it is.
        widest: the most fields that a line can have.
        spaced: there are digits with several blanks between them, which DuckDB takes for a timestamp.
        first: the first lines.
    """

    lines: int | None = None
    returns: int = 0
    quotes: bool = False
    escapes: bool = False
    joined: bool = False
    odd: str = ""
    widest: int = 1
    spaced: bool = False
    first: bytes = b""

    @property
    def alike(self) -> tuple[Any, ...]:
        """What tells how DuckDB is asked to read the file."""
        return bool(self.returns), self.quotes, self.escapes, self.joined, self.spaced, self.odd


class Scanner:
    """Looks at a file.

    Args:
        syntax: how it is written.
        skip: lines of the header.
        width: fields that a record has to have; None for any, then the widest is looked for.
        utf8: bytes that are no UTF-8 make the file odd; DuckDB notices by itself, but late.
        moments: whether it matters what would be a timestamp (``Look.spaced``).
        counted: whether lines are counted, which takes as long as all else.
    """

    def __init__(self, syntax: Syntax, skip: int, width: int | None, utf8: bool, moments: bool, counted: bool):
        self.look = Look(lines=0 if counted else None)
        self._syntax = syntax
        self._skip = skip
        self._width = width
        self._utf8 = utf8
        self._moments = moments
        self._delimiter = syntax.field_delimiter.encode()
        self._quote = syntax.enclosed_by.encode()
        #: what a piece without anything unusual has none of: single bytes, and pairs.
        marks = [c for c in (b"\r", self._quote, syntax.escape_unenclosed.encode(), b"\0") if c]
        self._backslash = b"\\" in marks  # it is searched for anyway
        self._marks = [c for c in marks if c != b"\\"]
        self._singles = b"".join({*marks, b"\\", b"_", *([b"\t"] if moments else [])})
        self._pairs = [b"\n\n", self._delimiter[-1:] + b"\n"]
        self._rest = b""
        self._unusual = False
        self._first = True
        #: a line ends in a new line alone.
        self._newline_alone = False
        self._heads: set[bool] = set()

    def take(self, piece: bytes) -> None:
        """Look at the next piece: at each of its lines where a glance shows anything unusual in them."""
        cut = piece.rfind(b"\n") + 1
        unusual = self._is_unusual(piece)
        if not cut:
            self._rest += piece
            self._unusual = self._unusual or unusual
            if len(self._rest) > LONGEST_LINE:
                self._odd("a long line")
            return
        if unusual or self._unusual or self._first or self._skip or self._width is None:
            self._lines(self._rest + piece[:cut])
        else:
            self._newline_alone = True
            if self.look.lines is not None:
                self.look.lines += count(piece, b"\n")
        self._rest = piece[cut:]
        self._unusual = unusual

    def _is_unusual(self, piece: bytes) -> bool:
        """Whether the lines of a piece have to be looked at; searches for single bytes are three times as fast."""
        look = self.look
        edge = (self._rest[-1:] or b"\n") + piece[:1]
        # All at once where there are none takes half as long as one after another.
        any_single = find_first_of(piece, self._singles) >= 0
        backslash = any_single and b"\\" in piece
        look.escapes = look.escapes or backslash
        if look.quotes or (backslash and self._backslash):
            return True
        if any_single and any(mark in piece for mark in self._marks):
            return True
        if edge in self._pairs or has(piece, *self._pairs):
            return True
        if self._moments and not look.spaced and (
            edge == b"  " or (any_single and b"\t" in piece) or has(piece, b"  ")
        ):
            return True
        if not look.joined and any_single and b"_" in piece and self._joins(piece):
            return True
        return self._utf8 and not piece.isascii()

    @staticmethod
    def _joins(piece: bytes) -> bool:
        """Whether there may be digits with ``_`` between them."""
        import numpy

        data = numpy.frombuffer(piece, numpy.uint8)
        at = numpy.flatnonzero(data == _UNDERSCORE)
        if at[0] == 0 or at[-1] == len(piece) - 1:
            return True
        before, behind = data[at - 1], data[at + 1]
        return bool(((before >= 48) & (before <= 57) & (behind >= 48) & (behind <= 57)).any())

    def finish(self) -> Look:
        """Look at what is left, and tell."""
        if self._rest:
            self._lines(self._rest + b"\n", ended=False)
        look = self.look
        if look.returns and self._newline_alone:
            self._odd("mixed line ends")
        if self._syntax.record_delimiter == "\r\n" and self._newline_alone:
            self._odd("lines that end in \\n")
        if self._heads and self._heads != {bool(look.returns)}:
            self._odd("a header with another line end")
        if self._first and has_mark(self._rest):
            self._odd("a mark alone")
        return look

    def _odd(self, reason: str) -> None:
        self.look.odd = self.look.odd or reason

    def _lines(self, block: bytes, ended: bool = True) -> None:
        """Look at whole lines."""
        if self._first:
            self._first = False
            if has_mark(block) and block[3:4] in (b"\n", b"\r"):
                self._odd("a mark alone")
        while self._skip and block:
            head, _, block = block.partition(b"\n")
            self._skip -= 1
            self._heads.add(head.endswith(b"\r"))
            if (self._quote and self._quote in head) or b"\r" in head[:-1] or head in (b"", b"\r"):
                self._odd("a header of another form")
        if not block:
            return
        look = self.look
        look.first = look.first or block[:_SAMPLE]
        if look.lines is not None:
            look.lines += count(block, b"\n")
        if b"\r" in block or (look.returns and ended):
            self._returns(block, count(block, b"\n") - (not ended))
        else:
            self._newline_alone = self._newline_alone or ended
        if block.startswith((b"\n", b"\r\n")) or has(block, b"\n\n") or (look.returns and has(block, b"\n\r\n")):
            self._odd("a blank line")
        self._characters(block)
        if self._quote and self._quote in block:
            look.quotes = True
            self._enclosed(block)
        self._fields(block)

    def _returns(self, block: bytes, ended: int) -> None:
        """Every line that ends has to end in ``\\r\\n``."""
        crlf = count(block, b"\r\n")
        self.look.returns += crlf
        self._newline_alone = self._newline_alone or crlf < ended
        if crlf != count(block, b"\r"):
            self._odd("mixed line ends")

    def _characters(self, block: bytes) -> None:
        look = self.look
        if b"\0" in block:
            self._odd("a zero byte")
        for escape in (self._syntax.escape_unenclosed, self._syntax.escape if look.quotes else ""):
            if escape and escape.encode() in block:
                self._odd("an escape character")
        look.joined = look.joined or (b"_" in block and self._joins(b"\n" + block))
        if self._moments and not look.spaced:
            look.spaced = (b"\t" in block or has(block, b"  ")) and TWO_BLANKS.search(block) is not None
        if self._utf8 and not is_utf8(block):
            self._odd("bytes that are no UTF-8")

    def _enclosed(self, block: bytes) -> None:
        """Every quote has to stand at the edge of a field, and no blanks around it."""
        syntax = self._syntax
        if syntax.trim_space or not syntax.multi_line or (syntax.escape and syntax.escape.encode() in block):
            self._odd("quotes")
            return
        delimiter = re.escape(self._delimiter)
        if has(block, b' "', b'" ') or (b"\t" in block and has(block, b'\t"', b'"\t')):
            beside = rb"(?:^|\n|" + delimiter + rb')[ \t]+"|"[ \t]+(?:$|[\r\n]|' + delimiter + rb")"
            if re.search(beside, block):
                self._odd("blanks beside quotes")
        single = block.replace(b'""', b"") if has(block, b'""') else block
        if b'"' not in single:
            return
        import numpy

        data = numpy.frombuffer(b"\n" + single, numpy.uint8)
        at = numpy.flatnonzero(data == 34)
        before, behind = data[at - 1], data[at + 1]
        edge = (before == self._delimiter[-1]) | (before == _NEWLINE)
        edge |= (behind == self._delimiter[0]) | (behind == _NEWLINE) | (behind == _RETURN)
        if not edge.all():
            self._odd("a quote inside of a field")

    def _fields(self, block: bytes) -> None:
        """No line may end in one delimiter too many: DuckDB lets that pass. Of unknown width, the widest counts."""
        size = len(self._delimiter)
        if self._width is not None:
            ended = [self._delimiter[-1:] + end for end in ((b"\n", b"\r\n") if self.look.returns else (b"\n",))]
            if not has(block, *ended):
                return
            if self.look.quotes:
                self._odd("a delimiter at the end of a line")
        import numpy

        data = numpy.frombuffer(block, numpy.uint8)
        ends = numpy.flatnonzero(data == _NEWLINE)
        if size == 1:
            delimiters = numpy.flatnonzero(data == self._delimiter[0])
        else:
            delimiters = numpy.array([m.start() for m in re.finditer(re.escape(self._delimiter), block)], dtype=int)
        counts = numpy.diff(numpy.searchsorted(delimiters, ends), prepend=0)
        if self._width is None:
            if self.look.quotes and (numpy.diff(_places(data, 34, ends), prepend=0) % 2).any():
                self._odd("a field over several lines")
            self.look.widest = max(self.look.widest, int(counts.max()) + 1)
        elif (counts[self._bare(data, ends)] >= self._width).any():
            self._odd("more delimiters than fields")

    def _bare(self, data: Any, ends: Any) -> Any:
        """Which lines end in a delimiter."""
        last = data[ends - 1]
        return data[ends - 1 - (last == _RETURN)] == self._delimiter[-1]

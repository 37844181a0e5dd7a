"""PATTERN of MATCH_RECOGNIZE, compiled to a small program that ``mh_match_rows`` runs
(https://docs.snowflake.com/en/sql-reference/constructs/match_recognize).

Instructions, one word each: ``c2`` takes a row that has symbol 2, ``x2`` the same and keeps the row out of the output,
``s4,7`` goes on at 4 or, where that fails, at 7, ``j3`` goes on at 3, ``^`` and ``$`` hold at the edges of the
partition, ``m`` is a match.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field

from mockhaus_dbt.errors import UnsupportedError, error

_TOKEN = re.compile(r'\s*("(?:[^"]|"")*"|[A-Za-z_][\w$]*|\{-|-\}|\{\s*\d*\s*(?:,\s*\d*\s*)?\}|[()|,^$*+?])')
_QUANTIFIER = re.compile(r"\{\s*(\d*)\s*(,?)\s*(\d*)\s*\}")
#: longer programs are refused: quantifiers are written out.
_LONGEST = 20_000
#: symbols are bits of a BIGINT.
_MOST_SYMBOLS = 62


@dataclass
class Pattern:
    """A compiled pattern.

    Args:
        symbols: folded names in the order in which they first appear.
        program: instructions; see above.
        excludes: whether it has ``{- -}``.
    """

    symbols: list[str] = field(default_factory=list)
    program: list[str] = field(default_factory=list)
    excludes: bool = False

    def text(self) -> str:
        """The program as ``mh_match_rows`` takes it."""
        return " ".join(self.program)


#: instructions whose targets are relative to the start of the piece.
_Piece = list[tuple[str, int, int]]


class _Parser:
    """Reads a pattern; ``|`` binds tighter than concatenation, as the documentation says."""

    def __init__(self, text: str):
        self.pattern = Pattern()
        self.tokens: list[str] = []
        self.excluding = False
        at = 0
        text = text.strip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise error("syntax", line=1, column=0, token=text[at:].split()[0])
            self.tokens.append(match[1])
            at = match.end()
        self.at = 0

    def word(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def accept(self, word: str) -> bool:
        if self.word() == word:
            self.at += 1
            return True
        return False

    def expect(self, word: str) -> None:
        if not self.accept(word):
            raise error("syntax", line=1, column=0, token=self.word() or "<EOF>")

    def sequence(self, stops: tuple[str, ...]) -> _Piece:
        found: _Piece = []
        while self.word() and self.word() not in stops:
            found = _joined(found, self.alternatives())
        return found

    def alternatives(self) -> _Piece:
        found = self.quantified()
        while self.accept("|"):
            found = _either(found, self.quantified())
        return found

    def quantified(self) -> _Piece:
        piece = self.single()
        word = self.word()
        bounds = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(word)
        if bounds is None and word.startswith("{") and word != "{-":
            match = _QUANTIFIER.fullmatch(word)
            assert match is not None
            least, comma, most = match.groups()
            if not comma and not least:
                raise error("syntax", line=1, column=0, token=word)
            bounds = (int(least or 0), (int(most) if most else None) if comma else int(least))
        if bounds is None:
            return piece
        self.at += 1
        return _repeated(piece, *bounds, greedy=not self.accept("?"))

    def single(self) -> _Piece:
        word = self.word()
        self.at += 1
        if word == "(":
            found = self.sequence((")",))
            self.expect(")")
            return found
        if word == "{-":
            outer, self.excluding, self.pattern.excludes = self.excluding, True, True
            found = self.sequence(("-}",))
            self.expect("-}")
            self.excluding = outer
            return found
        if word in ("^", "$"):
            return [(word, 0, 0)]
        if word.upper() == "PERMUTE" and self.word() == "(":
            return self.permuted()
        if not word or not (word[0].isalpha() or word[0] in '_"'):
            raise error("syntax", line=1, column=0, token=word or "<EOF>")
        name = word[1:-1].replace('""', '"') if word[0] == '"' else word.upper()
        if name not in self.pattern.symbols:
            self.pattern.symbols.append(name)
        return [("x" if self.excluding else "c", self.pattern.symbols.index(name), 0)]

    def permuted(self) -> _Piece:
        self.expect("(")
        parts = [self.sequence((",", ")"))]
        while self.accept(","):
            parts.append(self.sequence((",", ")")))
        self.expect(")")
        if len(parts) > 6:
            raise UnsupportedError("PERMUTE of more than six patterns")
        found: _Piece | None = None
        for order in reversed(list(itertools.permutations(parts))):
            row: _Piece = []
            for part in order:
                row = _joined(row, part)
            found = row if found is None else _either(row, found)
        return found or []


def _shifted(piece: _Piece, by: int) -> _Piece:
    return [(op, a + by, b + by) if op in ("s", "j") else (op, a, b) for op, a, b in piece]


def _joined(first: _Piece, second: _Piece) -> _Piece:
    if len(first) + len(second) > _LONGEST:
        raise UnsupportedError("a PATTERN of this size")
    return first + _shifted(second, len(first))


def _either(first: _Piece, second: _Piece) -> _Piece:
    """``first``, or ``second`` where that fails."""
    after = len(first) + 2
    head: _Piece = [("s", 1, after), *_shifted(first, 1), ("j", after + len(second), 0)]
    return head + _shifted(second, after)


def _repeated(piece: _Piece, least: int, most: int | None, greedy: bool) -> _Piece:
    """``piece{least,most}``."""
    if least * max(len(piece), 1) > _LONGEST or (most or 0) * (len(piece) + 1) > _LONGEST:
        raise UnsupportedError("a PATTERN of this size")
    found: _Piece = []
    for _ in range(least):
        found = _joined(found, piece)

    def split(inside: int, behind: int) -> tuple[str, int, int]:
        return ("s", inside, behind) if greedy else ("s", behind, inside)

    if most is None:
        loop: _Piece = [split(1, len(piece) + 2), *_shifted(piece, 1), ("j", 0, 0)]
        return _joined(found, loop)
    optional: _Piece = []
    for _ in range(most - least):
        optional = _joined([split(1, len(piece) + 1 + len(optional))], _joined(piece, optional))
        # The split jumps over everything that is optional behind it.
        optional[0] = split(1, len(optional))
    return _joined(found, optional)


def compile_pattern(text: str) -> Pattern:
    """Compile the text in the brackets of PATTERN.

    Raises:
        CompilationError: 001003, it is no pattern.
        UnsupportedError: it has more than 62 symbols, or grows too large.
    """
    parser = _Parser(text)
    piece = parser.sequence(())
    if not piece:
        raise error("syntax", line=1, column=0, token=")")
    pattern = parser.pattern
    if len(pattern.symbols) > _MOST_SYMBOLS:
        raise UnsupportedError("a PATTERN of more than 62 symbols")
    words = {"s": "s{},{}", "j": "j{}", "c": "c{}", "x": "x{}", "^": "^", "$": "$"}
    pattern.program = [*(words[op].format(a, b) for op, a, b in piece), "m"]
    return pattern

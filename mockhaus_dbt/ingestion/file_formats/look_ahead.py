"""Large files are loaded while the look at their bytes goes on, as if the rest were like the beginning."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

#: bytes that are looked at before; of files that are not twice as large, all are.
BEGINNING = 1 << 24


class Look(Protocol):
    """What the bytes of a file show so far."""

    @property
    def odd(self) -> object:
        """True where the file is for other readers; then there is no more to see."""

    @property
    def alike(self) -> tuple[Any, ...]:
        """What tells how the rows are read: all of the file has to have it in common."""


L = TypeVar("L", bound=Look)


class Scanning(Protocol[L]):
    """What looks at a file, piece by piece."""

    look: L

    def take(self, piece: bytes) -> None:
        """Look at the next piece."""

    def finish(self) -> L:
        """Look at what is left."""


def take(scanner: Scanning[Any], pieces: Iterator[bytes], most: float = math.inf) -> None:
    """Look at pieces until the file is odd.

    Args:
        scanner: looks.
        pieces: of the file; what is not looked at stays in it.
        most: bytes after which there is enough.
    """
    taken = 0
    while not scanner.look.odd and taken < most:
        piece = next(pieces, None)
        if piece is None:
            return
        scanner.take(piece)
        taken += len(piece)


class LookAhead(Generic[L]):
    """A look at the rest of a file while its rows are read already.

    Args:
        scanner: has looked at the beginning.
        pieces: the rest.
        lines: how many records a whole look tells of, where that can be told.
    """

    def __init__(
        self,
        scanner: Scanning[L],
        pieces: Iterator[bytes],
        lines: Callable[[L], int | None] = lambda _: None,
    ):
        self._scanner = scanner
        self._pieces = pieces
        self._lines = lines
        seen: Any = scanner.look
        #: what the rows are read by.
        self.seen: L = replace(seen)
        self._whole = False
        self._stopped = False
        self._thread = threading.Thread(target=self._look, name="mockhaus-look", daemon=True)
        self._thread.start()

    def _look(self) -> None:
        try:
            for piece in self._pieces:
                self._scanner.take(piece)
                if self._stopped or self._scanner.look.odd:
                    return
            self._scanner.finish()
        except Exception:
            return  # the file is read once more then, and this found by the one who waits
        self._whole = True

    def agrees(self) -> bool:
        """Whether all of the file, which is waited for, is like its beginning."""
        self._thread.join()
        return self._whole and self._scanner.look.alike == self.seen.alike

    @property
    def lines(self) -> int | None:
        """How many records the file has, where that can be told."""
        self._thread.join()
        return self._lines(self._scanner.look)

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._stopped = True
        self._thread.join()

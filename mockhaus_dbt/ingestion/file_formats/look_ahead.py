"""Large files are loaded while the look at their bytes goes on, as if the rest were like the beginning."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

#: bytes that are looked at before; of files that are not twice as large, all are.
BEGINNING = 1 << 24

L = TypeVar("L")


class Scanning(Protocol[L]):
    """What looks at a file, piece by piece."""

    look: L

    def take(self, piece: bytes) -> None:
        """Look at the next piece."""

    def finish(self) -> L:
        """Look at what is left."""


class LookAhead(Generic[L]):
    """A look at the rest of a file while its rows are read already.

    Args:
        scanner: has looked at the beginning.
        pieces: the rest.
        alike: what of a look has to be the same for the whole file.
        lines: how many records a whole look tells of, where that can be told.
    """

    def __init__(
        self,
        scanner: Scanning[L],
        pieces: Iterator[bytes],
        alike: Callable[[L], tuple[Any, ...]],
        lines: Callable[[L], int | None] = lambda _: None,
    ):
        self._scanner = scanner
        self._pieces = pieces
        self._alike = alike
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
                if self._stopped or getattr(self._scanner.look, "odd", False):
                    return
            self._scanner.finish()
        except Exception:
            return  # the file is read once more then, and this found by the one who waits
        self._whole = True

    def agrees(self) -> bool:
        """Whether all of the file, which is waited for, is like its beginning."""
        self._thread.join()
        return self._whole and self._alike(self._scanner.look) == self._alike(self.seen)

    @property
    def lines(self) -> int | None:
        """How many records the file has, where that can be told."""
        self._thread.join()
        return self._lines(self._scanner.look)

    def stop(self) -> None:
        """Nobody wants to know any more."""
        self._stopped = True
        self._thread.join()

"""What tells whether a file still holds what it held, taken while the file is read for something else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

#: what digests of the quick hash begin with; the others are SHA-1.
_QUICK = "xxh3:"


def content_hash(like: str = "") -> tuple[str, Any]:
    """A hash of what a file holds: XXH3, which takes an eighth of the time of the SHA-1 of older histories.

    Args:
        like: a digest; the hash is to be of its kind.

    Returns:
        what its digest begins with, and the hash.
    """
    if like and not like.startswith(_QUICK):
        return "", hashlib.sha1(usedforsecurity=False)
    import xxhash  # of loads alone

    return _QUICK, xxhash.xxh3_128()


class ContentHash:
    """The hash of the pieces of a file that somebody reads from its beginning to its end."""

    def __init__(self) -> None:
        #: known once all of the file was read.
        self.value: str | None = None

    def of(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Pass the pieces on.

        Args:
            pieces: of the file as it is stored.
        """
        if self.value is not None:
            yield from pieces
            return
        kind, made = content_hash()
        for piece in pieces:
            made.update(piece)
            yield piece
        self.value = kind + str(made.hexdigest())

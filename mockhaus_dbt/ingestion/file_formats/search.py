"""Searches in large pieces of bytes: stringzilla does them about as fast as memory can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:

    def find(data: bytes, text: bytes) -> int:
        """Where a text begins, or -1."""

    def count(data: bytes, text: bytes) -> int:
        """How often it is there, without overlap."""

    def find_first_of(data: bytes, texts: bytes) -> int:
        """Where one of some bytes first is, or -1."""

else:
    from stringzilla import count as count
    from stringzilla import find
    from stringzilla import find_first_of as find_first_of


def has(data: bytes, *texts: bytes) -> bool:
    """Whether one of some texts is there."""
    return any(find(data, text) >= 0 for text in texts)

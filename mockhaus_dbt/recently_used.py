"""A bounded cache."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class RecentlyUsed(Generic[K, V]):
    """A bounded mapping for caches; the older half goes when it is full. Threads may share it."""

    def __init__(self, size: int):
        self._size = size
        self._held: dict[K, V] = {}
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        return self._held.get(key)

    def put(self, key: K, value: V) -> None:
        self._held[key] = value
        if len(self._held) > self._size:
            with self._lock:
                for old in list(itertools.islice(self._held, self._size // 2)):
                    self._held.pop(old, None)

    def clear(self) -> None:
        self._held.clear()

    def __len__(self) -> int:
        return len(self._held)

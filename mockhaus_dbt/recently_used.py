"""A bounded cache."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class RecentlyUsed(Generic[K, V]):
    """A bounded mapping for caches; the older half goes when it is full. Threads may share it.

    Args:
        size: entries, at most.
        most: that they may weigh together; 0 for no such limit.
        weigh: the weight of an entry.
    """

    def __init__(self, size: int, most: int = 0, weigh: Callable[[K, V], int] | None = None):
        self._size = size
        self._most = most
        self._weigh = weigh
        self._weight = 0
        self._held: dict[K, V] = {}
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        return self._held.get(key)

    def put(self, key: K, value: V) -> None:
        with self._lock:
            self._take(key)
            self._held[key] = value
            if self._weigh is not None:
                self._weight += self._weigh(key, value)
            if len(self._held) > self._size or self._weight > self._most:
                for old in list(itertools.islice(self._held, len(self._held) // 2)):
                    self._take(old)
                if self._weight > self._most:  # what is left is one that is too heavy, or a few
                    self._drop()

    def _take(self, key: K) -> None:
        value = self._held.pop(key, None)
        if value is not None and self._weigh is not None:
            self._weight -= self._weigh(key, value)

    def _drop(self) -> None:
        self._held.clear()
        self._weight = 0

    def clear(self) -> None:
        with self._lock:
            self._drop()

    def __iter__(self) -> Iterator[K]:
        return iter(list(self._held))

    def __len__(self) -> int:
        return len(self._held)


class Marks:
    """Which keys came before, as far as a bounded memory goes: all are forgotten when it is full.

    Args:
        size: keys, at most.
    """

    def __init__(self, size: int):
        self._size = size
        self._seen: set[int] = set()

    def again(self, key: Hashable) -> bool:
        """Whether the key came before; now it has."""
        mark = hash(key)
        if mark in self._seen:
            return True
        if len(self._seen) >= self._size:
            self._seen.clear()
        self._seen.add(mark)
        return False

    def __len__(self) -> int:
        return len(self._seen)


class Repeated(RecentlyUsed[K, V]):
    """A bounded mapping that keeps what is put a second time: most keys never come again, and cost no memory here."""

    def __init__(self, size: int, most: int = 0, weigh: Callable[[K, V], int] | None = None):
        super().__init__(size, most, weigh)
        self._once = Marks(10 * size)

    def put(self, key: K, value: V) -> None:
        if self._once.again(key):
            super().put(key, value)

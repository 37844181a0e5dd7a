"""Progress bars for transfers and loads of many files, on standard error, where that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any


def show(what: str, items: Sequence[Any], done: Iterable[Any]) -> Iterator[Any]:
    """Hand on what comes of each item, and show how many are done.

    Args:
        what: the statement.
        items: all of them.
        done: what comes of each, in turn.
    """
    if not sys.stderr.isatty():
        yield from done
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(done, what, total=len(items), console=console, transient=True, disable=not console.is_terminal)

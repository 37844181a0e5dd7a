"""Ctrl-C while a statement runs: doors that run statements for somebody at a keyboard do it through this."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def stoppable(work: Callable[[], T], cancel: Callable[[], None]) -> T:
    """Do work in a thread, so that Ctrl-C reaches this one and cancels it.

    Args:
        work: that runs statements of a connection.
        cancel: of that connection.

    Returns:
        what the work gives.

    Raises:
        SqlError: 000604, it was cancelled; whatever else the work raises.
    """
    outcome: list[T] = []
    failure: list[BaseException] = []
    finished = threading.Event()  # Thread.join can take a thread for ended when Ctrl-C comes in it

    def run() -> None:
        try:
            outcome.append(work())
        except BaseException as e:
            failure.append(e)
        finally:
            finished.set()

    threading.Thread(target=run, daemon=True).start()
    cancelled = False
    while not finished.is_set():
        try:
            finished.wait(0.1)
            if cancelled:  # what consists of several statements was between two of them
                cancel()
        except KeyboardInterrupt:
            cancelled = True
            cancel()
    if failure:
        raise failure[0]
    return outcome[0]

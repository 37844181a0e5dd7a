"""Ctrl-C in a program that runs statements in its main thread.

Python raises KeyboardInterrupt in its own next step, and DuckDB lets it wait for that: a long query, or a pool of
threads, would go on for as long as they like. Here Ctrl-C cancels the statement first, from a thread that the signal
wakes; what the statement did is taken back, undisturbed, and then KeyboardInterrupt is what the program gets.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Protocol


class Stoppable(Protocol):
    """What runs statements, such as a cursor of the backend."""

    undoing: bool

    def interrupt(self, timeout: str = "") -> None:
        """Stop what runs."""


class _Watch:
    """A thread that the signal wakes at once, whatever the main thread does."""

    def __init__(self) -> None:
        self._sender: socket.socket | None = None
        self._receiver: socket.socket | None = None
        self._process = 0
        #: held while one of the two threads deals with what has come.
        self._lock = threading.Lock()
        self._cancel: Callable[[], None] | None = None

    def begin(self, cancel: Callable[[], None]) -> bool:
        """Cancel where Ctrl-C comes.

        Returns:
            whether that is possible: another part of the program may have itself woken by signals, as asyncio does.
        """
        if self._sender is None or self._process != os.getpid():
            self._receiver, self._sender = socket.socketpair()
            self._sender.setblocking(False)
            self._receiver.setblocking(False)
            self._process = os.getpid()
            self._lock = threading.Lock()
            threading.Thread(target=self._run, args=(self._receiver,), daemon=True, name="mockhaus-ctrl-c").start()
        held = signal.set_wakeup_fd(self._sender.fileno(), warn_on_full_buffer=False)
        if held != -1:
            signal.set_wakeup_fd(held)
            return False
        self._cancel = cancel
        return True

    def end(self, came: bool) -> None:
        """No statement runs any more: what comes from now on, or ``came`` and was not looked at, is not for it."""
        signal.set_wakeup_fd(-1)
        if not came:
            self._cancel = None
            return
        with self._lock:
            self._cancel = None
            if self._receiver is not None:
                _read(self._receiver)

    def _run(self, receiver: socket.socket) -> None:
        while True:
            select.select([receiver], [], [])
            with self._lock:
                if signal.SIGINT in _read(receiver) and self._cancel is not None:
                    self._cancel()


def _read(receiver: socket.socket) -> bytes:
    """The numbers of the signals that have come."""
    try:
        return receiver.recv(4096)
    except BlockingIOError:
        return b""


_watch = _Watch()


@contextmanager
def stopped_by_ctrl_c(cursor: Stoppable) -> Iterator[None]:
    """A statement runs within the block; Ctrl-C cancels it, where nobody else has asked for the signal.

    Args:
        cursor: that runs it.

    Raises:
        KeyboardInterrupt: when the statement has been taken back.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    pressed = came = False

    def press(_number: int, _frame: FrameType | None) -> None:
        nonlocal pressed, came
        pressed = came = True
        cursor.interrupt()
        if not cursor.undoing:
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, press)
    watching = _watch.begin(cursor.interrupt)
    try:
        yield
    except KeyboardInterrupt:
        pressed = False  # this is it
        raise
    finally:
        if watching:
            _watch.end(came)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if pressed:  # while the statement was being taken back, or in a function of the user's
            raise KeyboardInterrupt

"""Ctrl-C and SIGTERM, for what goes on long and must end between two articles."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Any

ENDING = "stopping once the article at hand is stored; once more breaks off."


class Stop:
    """The wish to end, which a signal handler may express: a queue of this kind may be filled at any moment."""

    def __init__(self) -> None:
        self._asked = False
        self._wake: SimpleQueue[None] = SimpleQueue()

    def ask(self) -> None:
        """End as soon as the article at hand is stored."""
        self._asked = True
        self._wake.put(None)

    def asked(self) -> bool:
        """Whether somebody did."""
        return self._asked

    def wait(self, seconds: float) -> None:
        """Rest for so long, or until somebody asks for the end."""
        with contextlib.suppress(Empty):
            self._wake.get(timeout=seconds)


@contextlib.contextmanager
def ended_by_signals(stop: Stop, ending: bytes) -> Iterator[None]:
    """The first SIGTERM or Ctrl-C asks for the end, which ``ending`` tells; the second breaks off."""

    def end(_number: int, _frame: FrameType | None) -> None:
        if stop.asked():
            raise KeyboardInterrupt
        stop.ask()
        # Not by a stream of Python's, in whose middle the signal may have come.
        os.write(2, ending)

    numbers = (signal.SIGTERM, signal.SIGINT)
    before: list[Callable[..., Any] | int | None] = [signal.signal(number, end) for number in numbers]
    try:
        yield
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


@contextlib.contextmanager
def stopped_by_signals() -> Iterator[Callable[[], bool]]:
    """For a command with a progress display: gives what says whether Ctrl-C or SIGTERM came."""
    stop = Stop()
    # On a terminal the cursor stands behind the display, and behind ^C.
    start = "\n" if sys.stderr.isatty() else ""
    with ended_by_signals(stop, f"{start}onrecord: {ENDING}\n".encode()):
        yield stop.asked

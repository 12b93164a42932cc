"""The time limit of one whole fetch: names, connections, redirects and bodies together.

A limit on each read alone would let a server hold us for days with a byte every few seconds.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

from onrecord.errors import FetchError


class Deadline:
    """A moment by which a fetch must be over.

    Args:
        seconds: from now.
        where: the address that is fetched, for the error.
    """

    def __init__(self, seconds: float, where: str) -> None:
        self._allowed = seconds
        self._ends = time.monotonic() + seconds
        self._where = where

    def left(self) -> float:
        """Seconds that are left, more than none.

        Raises:
            FetchError: where there are none (code ``slow``).
        """
        left = self._ends - time.monotonic()
        if left <= 0:
            raise self.over()
        return left

    def put_off(self, seconds: float) -> None:
        """Add seconds in which we ourselves waited, out of politeness."""
        self._ends += seconds

    def over(self) -> FetchError:
        """The error for a fetch that took too long."""
        return FetchError(
            f"it did not answer in full within {self._allowed:g} seconds",
            where=self._where,
            next_step="Try again later, or save the page in a browser and add the file",
            code="slow",
        )

    @contextlib.contextmanager
    def cutting(self, connection: socket.socket) -> Iterator[None]:
        """Cut a connection when the time is over, whatever whoever reads from it waits for, headers and TLS included.

        Raises:
            FetchError: where it was cut (code ``slow``), in place of what the reader made of that.
        """
        twin = connection.dup()  # lives on where TLS takes the socket over
        cut = threading.Event()

        def cut_it() -> None:
            cut.set()
            with contextlib.suppress(OSError):
                twin.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.left(), cut_it)
        timer.daemon = True
        timer.start()
        try:
            yield
        except Exception:
            if cut.is_set():
                raise self.over() from None
            raise
        finally:
            timer.cancel()
            timer.join()
            twin.close()
        if cut.is_set():  # a body that ends with its connection looks whole
            raise self.over()

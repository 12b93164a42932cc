"""What the worker processes of one reading room have in common; one that works by itself has the same to itself.

It is numbers in memory that all processes see, and a folder of theirs alone. Each worker writes only the numbers at its
own place, so none ever waits for another, nor for one that was killed.
"""

from __future__ import annotations

import fcntl
import mmap
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_BYTES = 8  # of a number


class Numbers:
    """One number for each place, 0 at first, in memory that a process shares with those that it forks.

    Args:
        places: how many.
    """

    def __init__(self, places: int) -> None:
        self._places = places
        self._memory = mmap.mmap(-1, places * _BYTES)
        self._lock = threading.Lock()

    def every(self) -> tuple[int, ...]:
        """All of them, as they are now."""
        return struct.unpack(f"{self._places}q", self._memory[:])

    def put(self, place: int, value: int) -> None:
        """Write the number at a place; one process may at a time."""
        # By a slice: ``pack_into`` would write zeros first, which another process could see.
        self._memory[place * _BYTES : (place + 1) * _BYTES] = struct.pack("q", value)

    def count(self, place: int) -> None:
        """Add one at a place; one process may at a time, and several threads of it."""
        with self._lock:
            self.put(place, self.every()[place] + 1)


class Together:
    """What workers of one reading room share, made before they are forked.

    Args:
        workers: how many work at a time, each at its place from 0.
        folder: for files that they share, of mode 0700 and on this machine; None for one process by itself.

    Attributes:
        writes: how often each wrote to the record, through the room.
        ended: how many connections ended at each.
        processes: their numbers, that of whoever forked them at last; 0 where there is none.
        place, number: of this worker; ``number`` counts all that were ever started, so it tells a worker from
            another that took its place.
    """

    def __init__(self, workers: int = 1, folder: Path | None = None) -> None:
        self.workers = workers
        self.folder = folder
        self.writes = Numbers(workers)
        self.ended = Numbers(workers)
        self.processes = Numbers(workers + 1)
        self.place = 0
        self.number = 0
        self._indexing = threading.Lock()

    def wrote(self) -> None:
        """Something was written to the record, which every worker has to show from now on."""
        self.writes.count(self.place)

    @contextmanager
    def indexing(self) -> Iterator[None]:
        """Held by who brings the index up to date that drafts are checked with; the others wait."""
        if self.folder is None:
            with self._indexing:
                yield
            return
        with (self.folder / "indexing").open("wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)  # which whoever is killed lets go of
            yield

    def working(self, number: int) -> Path:
        """Where a worker is asked for the work that it does in the background: the address of a Unix socket."""
        assert self.folder is not None
        return self.folder / f"work-{number}"

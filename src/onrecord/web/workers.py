"""Several worker processes behind one address: one lock of Python's lets a process use little more than one core.

The process that took the address makes no page. It takes each connection and hands it to the worker that has fewest:
were they all to wait for connections themselves, whoever woke first would take all that came at once. It puts another
in the place of a worker that ended, and closes the line to each to have it stop; so they stop, too, where it is killed
itself. They are forked, so they share the memory of all that was loaded before.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.context import ForkProcess
from pathlib import Path

from fastapi import FastAPI

from onrecord.errors import OnrecordError

from .serving import serve_handed
from .together import Together

Opened = Callable[[Together], AbstractContextManager[FastAPI]]
"""Opens the record and gives the app of it; called in each worker."""

_FORK = multiprocessing.get_context("fork")
_ENDING = frozenset({signal.SIGINT, signal.SIGTERM})

_STARTS = 5
"""Workers that may end soon after their start, one after another; then the fault is not in what they were asked."""

_SOON = 5.0
"""Seconds in which that is soon."""

_PAUSE = 0.5
"""Seconds before another is started after the second that ended soon; twice that after the third, and so on."""

_LONGEST = 80
"""Bytes of a folder's path in which a Unix socket may lie, on every system."""

log = logging.getLogger("onrecord.web")


def serve_together(
    opened: Opened,
    taken: socket.socket,
    workers: int,
    *,
    ready: Callable[[], None],
    say: Callable[[str], None],
    behind_proxy: bool = False,
    logged: bool = False,
) -> None:
    """Answer from several processes until Ctrl-C or SIGTERM; requests that are under way may end.

    Nothing that was opened before may be used after a fork: no record, and no thread.

    Args:
        opened: opens the record and gives the app of it, in each worker.
        taken: from ``listen``; closed afterwards.
        workers: how many.
        ready: is called once, when all workers can answer.
        say: is told of a worker that ended.
        behind_proxy, logged: as for ``serving.serve``.

    Raises:
        OnrecordError: what ``opened`` raises; where no worker stays alive (code ``workers``), or no folder can be made
            for what they share (code ``folder``).
    """
    with taken, _folder() as folder, _signals() as signalled:
        team = _Team(opened, taken, signalled, Together(workers, folder), say, (behind_proxy, logged))
        try:
            team.work(ready)
        finally:
            team.end()


@contextmanager
def _folder() -> Iterator[Path]:
    """A folder that only this user may enter, for as long as this lasts."""
    try:
        made = tempfile.mkdtemp(prefix="onrecord-serve-")
    except OSError as error:
        raise _no_folder(f"no folder can be made for what the workers share: {error.strerror or error}") from error
    try:
        if len(os.fsencode(made)) > _LONGEST:
            raise _no_folder(f"the name of the folder for what the workers share is too long: {made}")
        yield Path(made)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _no_folder(what: str) -> OnrecordError:
    next_step = "Name one in $TMPDIR, such as /tmp; or do with one process: --workers 1"
    return OnrecordError(what, next_step=next_step, code="folder")


@contextmanager
def _signals() -> Iterator[socket.socket]:
    """While this lasts, Ctrl-C and SIGTERM make a socket readable and break off nothing."""
    reading, writing = socket.socketpair()
    with reading, writing:
        reading.setblocking(False)
        writing.setblocking(False)
        handlers = {number: signal.signal(number, lambda *_: None) for number in _ENDING}
        before = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
        try:
            yield reading
        finally:
            signal.set_wakeup_fd(before)
            for number, handler in handlers.items():
                signal.signal(number, handler)


@dataclass(slots=True, eq=False)
class _Worker:
    """A worker: its place, since when it is there, and how many connections it was handed since that place is."""

    place: int
    number: int
    line: socket.socket  # to hand it connections
    theirs: socket.socket
    told: connection.Connection  # on which it says that it is ready, or why it cannot be
    telling: connection.Connection
    process: ForkProcess | None = None
    began: float = 0.0
    ready: bool = False
    error: OnrecordError | None = None

    def hear(self) -> None:
        """Take what it says of its start."""
        with suppress(EOFError, OSError):
            self.error = self.told.recv()
            self.ready = self.error is None
        self.told.close()

    def let_go(self) -> None:
        """Close what leads to it."""
        self.line.close()
        self.told.close()


class _Team:
    """The workers, from the side of the process that hands them what comes in."""

    def __init__(
        self,
        opened: Opened,
        taken: socket.socket,
        signalled: socket.socket,
        together: Together,
        say: Callable[[str], None],
        how: tuple[bool, bool],
    ) -> None:
        self._opened, self._taken, self._signalled, self._together = opened, taken, signalled, together
        self._say, self._how = say, how
        self._workers: list[_Worker] = []
        self._waiting: dict[int, float] = {}  # places to be filled, and when
        self._handed = [0] * together.workers
        self._number = 0
        self._soon = 0  # how many ended soon, one after another
        self._open = False
        together.processes.put(together.workers, os.getpid())

    def work(self, ready: Callable[[], None]) -> None:
        """Hand on what comes, until a signal."""
        gc.collect()
        gc.freeze()  # the collector writes into all that it looks at, and what is written is no longer shared
        self._taken.setblocking(False)
        self._waiting = dict.fromkeys(range(self._together.workers), 0.0)
        while True:
            self._fill()
            came = set(connection.wait(self._watched(), self._pause()))
            if self._signalled in came:
                return
            for worker in list(self._workers):
                if worker.told in came:
                    worker.hear()
                if worker.process is not None and worker.process.sentinel in came:
                    self._ended(worker)
            if not self._open and sum(worker.ready for worker in self._workers) == self._together.workers:
                self._open = True
                ready()
            if self._taken in came:
                self._hand_on()

    def end(self) -> None:
        """Have all workers stop, and wait for that; another signal kills them."""
        self._taken.close()
        with suppress(BlockingIOError):
            self._signalled.recv(4096)
        for worker in self._workers:
            worker.let_go()
        running = {worker.process.sentinel: worker.process for worker in self._workers if worker.process is not None}
        while running:
            came = set(connection.wait([self._signalled, *running]))
            if self._signalled in came:
                self._signalled.recv(4096)
                for process in running.values():
                    process.kill()
            for sentinel in running.keys() & came:
                running.pop(sentinel).join()

    # --- what comes, and to whom it goes ---

    def _watched(self) -> list[connection.Connection | socket.socket | int]:
        found: list[connection.Connection | socket.socket | int] = [self._signalled]
        found += [worker.process.sentinel for worker in self._workers if worker.process is not None]
        found += [worker.told for worker in self._workers if not worker.told.closed]
        return [*found, self._taken] if any(worker.ready for worker in self._workers) else found

    def _hand_on(self) -> None:
        """Give one connection to the worker that has fewest."""
        try:
            came, _ = self._taken.accept()
        except OSError:  # it went away already, or this process has too many
            return
        ended = self._together.ended.every()
        with came:
            ready = [worker for worker in self._workers if worker.ready]
            handed = self._handed
            for worker in sorted(ready, key=lambda one: (handed[one.place] - ended[one.place], handed[one.place])):
                with suppress(OSError):  # it is about to end, or looks at none
                    socket.send_fds(worker.line, [b"+"], [came.fileno()])
                    handed[worker.place] += 1
                    return

    # --- their beginning and end ---

    def _fill(self) -> None:
        for place, when in list(self._waiting.items()):
            if when <= time.monotonic():
                del self._waiting[place]
                self._start(place)

    def _pause(self) -> float | None:
        return max(0.0, min(self._waiting.values()) - time.monotonic()) if self._waiting else None

    def _start(self, place: int) -> None:
        self._number += 1
        self._handed[place] = self._together.ended.every()[place]
        (line, theirs), (told, telling) = socket.socketpair(), _FORK.Pipe(duplex=False)
        line.setblocking(False)
        worker = _Worker(place, self._number, line, theirs, told, telling, began=time.monotonic())
        self._workers.append(worker)
        worker.process = _FORK.Process(target=self._be, args=(worker,), name=f"onrecord-{self._number}")
        # A worker gets no signal before it has made up its mind about them.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
        try:
            worker.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        telling.close()
        self._together.processes.put(place, worker.process.pid or 0)

    def _ended(self, worker: _Worker) -> None:
        """Bury a worker, and see that another takes its place."""
        process = worker.process
        assert process is not None
        process.join()
        if not worker.told.closed:
            worker.hear()
        worker.let_go()
        self._workers.remove(worker)
        self._together.processes.put(worker.place, 0)
        status = process.exitcode or 0
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        if worker.ready and time.monotonic() - worker.began >= _SOON:
            self._soon = 0
        self._soon += 1
        if not self._open or self._soon >= _STARTS:
            raise worker.error or OnrecordError(
                f"no worker process of the reading room stays alive (the last ended with {how})",
                next_step="Run it with --workers 1, which shows what is wrong",
                code="workers",
            )
        why = f": {worker.error}" if worker.error else f" ({how})"
        self._say(f"! A worker process of the reading room ended{why}. Another takes its place.")
        pause = 0.0 if self._soon == 1 else _PAUSE * 2 ** (self._soon - 2)
        self._waiting[worker.place] = time.monotonic() + pause

    def _be(self, worker: _Worker) -> None:
        """A worker's life, in a process of its own."""
        parent = os.getppid()
        # Ctrl-C reaches the whole group and the parent alone decides, so it stays blocked. SIGTERM is uvicorn's as long
        # as it serves: a service's whole group may get it.
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        self._taken.close()
        for one in self._workers:  # a line is at its end when nobody has the other end any more
            one.let_go()
        self._together.place, self._together.number = worker.place, worker.number
        try:
            with self._opened(self._together) as app:
                worker.telling.send(None)
                worker.telling.close()
                ended = self._together.ended
                behind_proxy, logged = self._how
                serve_handed(
                    app, worker.theirs, lambda: ended.count(worker.place), behind_proxy=behind_proxy, logged=logged
                )
        except OnrecordError as error:
            if worker.telling.closed:
                log.error("%s", error)
            else:
                worker.telling.send(error)
        except Exception as error:
            log.critical("a worker process of the reading room", exc_info=error)
            raise SystemExit(1) from None
        finally:
            if os.getppid() != parent and self._together.folder is not None:  # it was killed, and could not
                shutil.rmtree(self._together.folder, ignore_errors=True)

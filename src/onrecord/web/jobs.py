"""Work that takes longer than a page may: done in the background, looked at under an address that nobody can guess.

It stays in the memory of the worker process that began it, for what is checked is nobody's but who asked. Another
worker that is asked for its page asks that one, over a Unix socket in the folder that all share.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Client, Listener
from pickle import PickleError
from typing import Any

from onrecord.errors import OnrecordError, RecordError

from .together import Together

_WORKERS = 2
"""At a time, so that a slow address does not hold up a paste; more would take the cores from the pages."""

_KEPT = 60
"""Pieces of work that are remembered, by all workers; of those done, the oldest are forgotten first."""

_WAITING = 20
"""Pieces of work that may wait, in all workers."""

_PATIENCE = 10.0
"""Seconds for another worker to answer."""

log = logging.getLogger("onrecord.web")


@dataclass(frozen=True, slots=True)
class Seen:
    """A piece of work as it stood when it was looked at.

    Attributes:
        id: part of its address.
        kind: what sort. told: how far it is, in words.
        done: whether it came to its end, well or not.
        value: what came of it. error: why nothing did.
    """

    id: str
    kind: str
    told: str
    done: bool
    value: Any = None
    error: OnrecordError | None = None

    @property
    def result(self) -> Any:
        """What came of it.

        Raises:
            OnrecordError: where it failed.
        """
        if self.error is not None:
            raise self.error
        return self.value


class Job:
    """One piece of work.

    Attributes:
        id: part of its address.
        told: how far it is, in words; the work itself says so.
        stopping: whether the server is about to stop; long work looks at it now and then.
        future: its end.
    """

    def __init__(self, own_id: str, kind: str) -> None:
        self.id = own_id
        self.kind = kind
        self.told = "waiting for its turn"
        self.stopping = False
        self.future: Future[Any]

    @property
    def done(self) -> bool:
        """Whether it came to its end, well or not."""
        return self.future.done()

    def seen(self) -> Seen:
        """How it stands."""
        if not self.done:
            return Seen(self.id, self.kind, self.told, False)
        error = self.future.exception()
        if error is None:
            return Seen(self.id, self.kind, self.told, True, self.future.result())
        return self.failed(error)

    def failed(self, error: BaseException) -> Seen:
        """It is at its end, and nothing came of it."""
        if not isinstance(error, OnrecordError):
            log.error("work in the background", exc_info=error)
            error = OnrecordError(
                "the reading room made a mistake",
                next_step="The terminal it runs in says which; the record is unharmed",
            )
        return Seen(self.id, self.kind, self.told, True, error=error)

    async def settled(self, seconds: float) -> bool:
        """Wait for the end, but no longer than this; whether it came."""
        await asyncio.wait([asyncio.wrap_future(self.future)], timeout=seconds)
        return self.done


class Jobs:
    """All pieces of work of one reading room: those of this worker, and ways to those of the others.

    Args:
        together: what its workers share.
    """

    def __init__(self, together: Together) -> None:
        self._together = together
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="work")
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        if together.folder is not None:
            listener = Listener(str(together.working(together.number)), "AF_UNIX", backlog=64)
            threading.Thread(target=self._answer, args=(listener,), name="told", daemon=True).start()

    def start(self, kind: str, work: Callable[[Job], Any]) -> Job:
        """Begin a piece of work.

        Args:
            kind: what sort; it is found again by it.
            work: is handed the job, to say how far it is.

        Raises:
            OnrecordError: where too much waits (code ``busy``).
        """
        # The number of this worker tells the others whom to ask.
        job = Job(f"{self._together.number}-{secrets.token_urlsafe(16)}", kind)
        kept, waiting = (max(1, most // self._together.workers) for most in (_KEPT, _WAITING))
        with self._lock:
            if sum(not one.done for one in self._jobs.values()) >= waiting:
                raise OnrecordError(
                    "too much is being worked on already", next_step="Try it again in a minute", code="busy"
                )
            for old in [one for one in self._jobs.values() if one.done][: max(0, len(self._jobs) - kept + 1)]:
                del self._jobs[old.id]
            job.future = self._pool.submit(work, job)
            self._jobs[job.id] = job
        return job

    def get(self, job_id: str, kind: str) -> Seen | None:
        """How a piece of work stands, of whichever worker; None where it was forgotten or never was.

        Raises:
            RecordError: where the worker that has it does not answer (code ``busy``).
        """
        job = self._jobs.get(job_id)
        seen = job.seen() if job is not None else self._elsewhere(job_id, kind)
        return seen if seen is not None and seen.kind == kind else None

    def _elsewhere(self, job_id: str, kind: str) -> Seen | None:
        number = job_id.partition("-")[0]
        if self._together.folder is None or not (number.isascii() and number.isdecimal()) or len(number) > 9:
            return None
        if int(number) == self._together.number:
            return None
        try:
            with Client(str(self._together.working(int(number))), "AF_UNIX") as line:
                line.send(job_id)
                if not line.poll(_PATIENCE):
                    raise RecordError(
                        "the process that works on this does not answer", next_step="Try it again", code="busy"
                    )
                seen: Seen | None = line.recv()
                return seen
        except FileNotFoundError:
            return None
        except (OSError, EOFError):  # nobody is there any more
            return Seen(job_id, kind, "", True, error=_lost())

    def _answer(self, listener: Listener) -> None:
        """Tell other workers how the work of this one stands, for as long as this process lives."""
        while True:
            with suppress(OSError, EOFError), listener.accept() as line:  # else whoever asked went away
                if line.poll(_PATIENCE):
                    job = self._jobs.get(line.recv())
                    try:
                        line.send(job.seen() if job is not None else None)
                    except (TypeError, AttributeError, PickleError) as error:  # it is none that can be handed over
                        line.send(job.failed(error) if job is not None else None)

    def close(self) -> None:
        """Stop: what waits is given up, what goes on comes to its end."""
        for job in list(self._jobs.values()):
            job.stopping = True
        self._pool.shutdown(wait=True, cancel_futures=True)


def _lost() -> OnrecordError:
    return OnrecordError(
        "the process of the reading room that worked on this ended, and what it had is lost",
        next_step="Send it again; what was added until then is in the list of articles",
        code="lost",
    )

"""Work that takes longer than a page may: done in the background, looked at under an address that nobody can guess."""

from __future__ import annotations

import asyncio
import logging
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from onrecord.errors import OnrecordError

_WORKERS = 2
"""At a time, so that a slow address does not hold up a paste; more would take the cores from the pages."""

_KEPT = 60
"""Pieces of work that are remembered; of those done, the oldest are forgotten first."""

_WAITING = 20
"""Pieces of work that may wait."""

log = logging.getLogger("onrecord.web")


class Job:
    """One piece of work.

    Attributes:
        id: part of its address.
        told: how far it is, in words; the work itself says so.
        stopping: whether the server is about to stop; long work looks at it now and then.
        future: its end.
    """

    def __init__(self, kind: str) -> None:
        self.id = secrets.token_urlsafe(16)
        self.kind = kind
        self.told = "waiting for its turn"
        self.stopping = False
        self.future: Future[Any]

    @property
    def done(self) -> bool:
        """Whether it came to its end, well or not."""
        return self.future.done()

    @property
    def result(self) -> Any:
        """What came of it.

        Raises:
            OnrecordError: where it failed.
        """
        error = self.future.exception()
        if error is None or isinstance(error, OnrecordError):
            return self.future.result()
        log.error("work in the background", exc_info=error)
        raise OnrecordError(
            "the reading room made a mistake", next_step="The terminal it runs in says which; the record is unharmed"
        )

    async def settled(self, seconds: float) -> bool:
        """Wait for the end, but no longer than this; whether it came."""
        await asyncio.wait([asyncio.wrap_future(self.future)], timeout=seconds)
        return self.done


class Jobs:
    """All pieces of work of one reading room."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_WORKERS, thread_name_prefix="work")
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}

    def start(self, kind: str, work: Callable[[Job], Any]) -> Job:
        """Begin a piece of work.

        Args:
            kind: what sort; it is found again by it.
            work: is handed the job, to say how far it is.

        Raises:
            OnrecordError: where too much waits (code ``busy``).
        """
        job = Job(kind)
        with self._lock:
            if sum(not one.done for one in self._jobs.values()) >= _WAITING:
                raise OnrecordError(
                    "too much is being worked on already", next_step="Try it again in a minute", code="busy"
                )
            for old in [one for one in self._jobs.values() if one.done][: max(0, len(self._jobs) - _KEPT + 1)]:
                del self._jobs[old.id]
            job.future = self._pool.submit(work, job)
            self._jobs[job.id] = job
        return job

    def get(self, job_id: str, kind: str) -> Job | None:
        """A piece of work; None where it was forgotten or never was."""
        job = self._jobs.get(job_id)
        return job if job is not None and job.kind == kind else None

    def close(self) -> None:
        """Stop: what waits is given up, what goes on comes to its end."""
        for job in list(self._jobs.values()):
            job.stopping = True
        self._pool.shutdown(wait=True, cancel_futures=True)

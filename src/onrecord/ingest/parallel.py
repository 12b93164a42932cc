"""One function over many items in worker processes: answers in the order of the items, memory bounded, no item lost.

``concurrent.futures`` gives up a whole pool when one worker dies. Here a worker that is killed, or crashed by one
hostile file, costs the item it was at and nothing else: a new worker takes its place.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, Generic, TypeVar

from onrecord.errors import OnrecordError

Item = TypeVar("Item")
Answer = TypeVar("Answer")

AHEAD = 4  # items a worker that are read ahead of the oldest unanswered one; bounds memory, hides uneven items
_LOOKS = 0.5  # seconds of waiting for an answer after which it is asked whether to stop
_STARTS = 3  # workers that may die one after another before the first answer; then the fault is not in the items


@dataclass(frozen=True, slots=True)
class Crash:
    """The item's worker died, or the function raised: ``why`` says what is known, in a few words."""

    why: str


def never() -> bool:
    """Nobody asks to stop."""
    return False


def ordered_map(
    prepare: Callable[[], Callable[[Item], Answer]],
    items: Iterable[Item],
    jobs: int = 1,
    stopped: Callable[[], bool] = never,
) -> Iterator[tuple[Item, Answer | Crash]]:
    """Answer each item, in the order of ``items``.

    Args:
        prepare: called once in each worker, gives the function; both the callable and its answers must pickle where
            ``jobs`` is over 1.
        items: read as needed, at most ``AHEAD`` a worker ahead of the answers.
        jobs: worker processes; 1 does the work in this process.
        stopped: asked between two answers, and while one is waited for; where it says so, no more is answered.

    Yields:
        each item with its answer, or with a ``Crash`` where there is none.

    Raises:
        OnrecordError: where no worker stays alive long enough for a first answer (code ``workers``).
    """
    if jobs <= 1:
        function = prepare()
        for item in items:
            if stopped():
                return
            yield item, _answer(function, item)
        return
    team = _Team(prepare, jobs, stopped)
    try:
        yield from team.work(items)
    finally:
        team.dismiss()


def _answer(function: Callable[[Item], Answer], item: Item) -> Answer | Crash:
    try:
        return function(item)
    except Exception as problem:  # whatever it was, it is this item's alone
        return Crash(f"{type(problem).__name__}: {problem}")


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    line: Connection
    at: int | None = None  # place of the item it is busy with


class _Team(Generic[Item, Answer]):
    """The workers, the items they are at, and the answers that wait for an earlier one."""

    def __init__(self, prepare: Callable[[], Callable[[Item], Answer]], jobs: int, stopped: Callable[[], bool]) -> None:
        self._prepare, self._jobs, self._stopped = prepare, jobs, stopped
        # "spawn", not "fork": onnxruntime's and SQLite's threads and handles must not be inherited half-alive.
        self._context: SpawnContext = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []
        self._answers: dict[int, Answer | Crash] = {}
        self._answered = False
        self._failed_starts = 0

    def work(self, items: Iterable[Item]) -> Iterator[tuple[Item, Answer | Crash]]:
        """Hand out items while there are any, hand back answers in order."""
        source = enumerate(items)
        given: deque[tuple[int, Item]] = deque()
        more = True
        while (more or given) and not self._stopped():
            while more and len(given) < self._jobs * AHEAD and (worker := self._idle()):
                pair = next(source, None)
                if pair is None:
                    more = False
                    break
                given.append(pair)
                self._hand_out(worker, *pair)
            while given and given[0][0] in self._answers and not self._stopped():
                place, item = given.popleft()
                yield item, self._answers.pop(place)
            if any(w.at is not None for w in self._workers) and (not more or not self._room(given)):
                self._collect()

    def dismiss(self) -> None:
        """End every worker, whatever it is doing; nothing that they hold is needed any more."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join(5)
            worker.line.close()
        self._workers.clear()

    def _room(self, given: deque[tuple[int, Item]]) -> bool:
        return len(given) < self._jobs * AHEAD and self._idle() is not None

    def _idle(self) -> _Worker | None:
        for worker in self._workers:
            if worker.at is None:
                return worker
        return self._hire() if len(self._workers) < self._jobs else None

    def _hire(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(self._prepare, theirs), daemon=True)
        with _without_interrupts():
            process.start()
        theirs.close()  # so that the line breaks when the worker dies
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker

    def _hand_out(self, worker: _Worker, place: int, item: Item) -> None:
        worker.at = place
        # A worker that died idle is noticed when its answer is read.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            worker.line.send(item)

    def _collect(self) -> None:
        """Wait a moment for at least one answer or death, and take what is there."""
        busy = {w.line: w for w in self._workers if w.at is not None}
        for line in wait(list(busy), _LOOKS):
            worker = busy[line]  # type: ignore[index]  # wait() gives back what it was given
            place = worker.at
            assert place is not None
            try:
                self._answers[place] = worker.line.recv()
                worker.at, self._answered = None, True
            except (EOFError, ConnectionResetError):
                self._answers[place] = self._bury(worker)

    def _bury(self, worker: _Worker) -> Crash:
        worker.process.join(5)
        worker.line.close()
        self._workers.remove(worker)
        code = worker.process.exitcode
        self._failed_starts += not self._answered
        if self._failed_starts >= _STARTS:
            raise OnrecordError(
                f"no worker process stays alive (the last ended with status {code})",
                next_step="Run it again with --jobs 1, which shows what is wrong",
                code="workers",
            )
        how = signal.Signals(-code).name if code is not None and code < 0 else f"status {code}"
        return Crash(f"the process at work on it ended ({how})")


@contextlib.contextmanager
def _without_interrupts() -> Iterator[None]:
    """Block Ctrl-C for what is started here, for good: it reaches the whole group, and the parent alone decides.

    Blocked before the start, since a worker that is interrupted while it imports would write a traceback.
    """
    # Starting the tracker unblocks what was blocked, so it has to run already.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(prepare: Callable[[], Callable[[Any], Any]], line: Connection) -> None:
    """A worker's life: prepare once, then answer until the line is closed."""
    function = prepare()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            line.send(_answer(function, line.recv()))

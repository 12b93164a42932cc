"""Many addresses asked at once, and none of their hosts by two at a time.

The client holds each host to its rest; here one thread has all addresses of a host, so that a slow host holds up itself
and not the others. Answers come back to one thread, which alone writes into the record.
"""

from __future__ import annotations

import math
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from queue import Empty, SimpleQueue
from urllib.parse import urlsplit

from onrecord.domain import Fetched
from onrecord.errors import FetchError
from onrecord.fetching import Known

from .followed import Item

FetchAgain = Callable[[str, Known], Fetched | None]
"""As ``Client.fetch_again``."""

Answer = Fetched | FetchError | None
"""What came of it; None where it is still the same."""

_WORKERS = 8
_AHEAD = 16  # answers that wait to be taken: each may be 32 MB
_LOOK = 0.2  # seconds after which whoever waits for an answer looks whether there is still to be one


def ask_all(
    items: Sequence[Item], fetch_again: FetchAgain, stopped: Callable[[], bool], *, seconds: float = math.inf
) -> Iterator[tuple[Item, Answer]]:
    """Ask for each item, and give the answers as they come.

    Args:
        items: in the order in which those of one host are asked for.
        fetch_again: from several threads at once.
        stopped: whether to end at once; what is asked for at that moment is given up.
        seconds: after which no further item is asked for. Those that were not asked for have no answer.
    """
    return _Asking(_by_host(items), fetch_again, stopped, time.monotonic() + seconds).answers()


def _by_host(items: Sequence[Item]) -> list[list[Item]]:
    hosts: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        hosts[host_of(item.address)].append(item)
    return list(hosts.values())


def host_of(address: str) -> str:
    """The host of an address; empty where it names none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # no address; the client says what is wrong with it
        return ""


class _Asking:
    """The threads of one call, and what they have brought."""

    def __init__(
        self, hosts: list[list[Item]], fetch_again: FetchAgain, stopped: Callable[[], bool], until: float
    ) -> None:
        self._fetch_again, self._stopped, self._until = fetch_again, stopped, until
        self._hosts: SimpleQueue[list[Item]] = SimpleQueue()
        for host in hosts:
            self._hosts.put(host)
        self._found: SimpleQueue[tuple[Item, Answer | Exception] | None] = SimpleQueue()
        self._room = threading.Semaphore(_AHEAD)
        self._over = False
        # Daemons: one that sleeps for its turn at a host, or waits for its answer, must not hold up the end.
        count = min(_WORKERS, len(hosts))
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(count)]

    def answers(self) -> Iterator[tuple[Item, Answer]]:
        for thread in self._threads:
            thread.start()
        working = len(self._threads)
        try:
            while working:
                try:
                    found = self._found.get(timeout=_LOOK)
                except Empty:
                    if self._stopped():
                        return
                    continue
                if found is None:
                    working -= 1
                    continue
                self._room.release()
                item, answer = found
                if isinstance(answer, Exception) and not isinstance(answer, FetchError):
                    raise answer
                yield item, answer
        finally:
            self._over = True

    def _work(self) -> None:
        try:
            while True:
                for item in self._hosts.get_nowait():
                    self._room.acquire()
                    if self._over or self._stopped() or time.monotonic() > self._until:
                        return
                    self._found.put((item, self._ask(item)))
        except Empty:
            pass
        finally:
            self._found.put(None)

    def _ask(self, item: Item) -> Answer | Exception:
        try:
            return self._fetch_again(item.address, item.known)
        except Exception as error:  # what is no FetchError is our own fault, and is raised where it is seen
            return error

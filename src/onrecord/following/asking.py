"""Many addresses asked at once, and none of their hosts by two at a time.

The client holds each host to its rest; here one thread has all addresses of a host, so that a slow host holds up itself
and not the others. Answers come back to one thread, which alone stores them; a host is let go of when all of its
answers were taken.
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

Take = Callable[[str, Sequence[Item]], Sequence[Item]]
"""Takes a host, and gives those of the items that are still to be asked for: none where it is not to be had."""

_WORKERS = 8
_AHEAD = 16  # answers that wait to be taken: each may be 32 MB
_LOOK = 0.2  # seconds after which whoever waits for an answer looks whether there is still to be one


def ask_all(
    items: Sequence[Item],
    fetch_again: FetchAgain,
    stopped: Callable[[], bool],
    *,
    take: Take = lambda _host, items: items,
    free: Callable[[str], None] = lambda _host: None,
    seconds: float = math.inf,
) -> Iterator[tuple[Item, Answer]]:
    """Ask for each item, and give the answers as they come.

    Args:
        items: in the order in which those of one host are asked for.
        fetch_again: from several threads at once.
        stopped: whether to end at once; what is asked for at that moment is given up.
        take: called before a host is asked, from several threads. free: called with it when all of its answers were
            taken, where ``take`` gave any item.
        seconds: after which no further item is asked for. Those that were not asked for have no answer.
    """
    return _Asking(_by_host(items), fetch_again, stopped, take, time.monotonic() + seconds).answers(free)


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
        self, hosts: list[list[Item]], fetch_again: FetchAgain, stopped: Callable[[], bool], take: Take, until: float
    ) -> None:
        self._fetch_again, self._stopped, self._take, self._until = fetch_again, stopped, take, until
        self._hosts: SimpleQueue[list[Item]] = SimpleQueue()
        for host in hosts:
            self._hosts.put(host)
        self._found: SimpleQueue[tuple[Item, Answer] | Exception | str | None] = SimpleQueue()
        self._room = threading.Semaphore(_AHEAD)
        self._over = False
        # Daemons: one that sleeps for its turn at a host, or waits for its answer, must not hold up the end.
        count = min(_WORKERS, len(hosts))
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(count)]

    def answers(self, free: Callable[[str], None]) -> Iterator[tuple[Item, Answer]]:
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
                elif isinstance(found, str):
                    free(found)
                elif isinstance(found, Exception):
                    raise found
                else:
                    self._room.release()
                    yield found
        finally:
            self._over = True

    def _work(self) -> None:
        try:
            while not self._ended():
                self._ask_host(self._hosts.get_nowait())
        except Empty:
            pass
        except Exception as error:  # no FetchError, so our own fault: raised where it is seen
            self._found.put(error)
        finally:
            self._found.put(None)

    def _ask_host(self, items: Sequence[Item]) -> None:
        host = host_of(items[0].address)
        items = self._take(host, items)
        try:
            for item in items:
                self._room.acquire()
                if self._ended():
                    return
                self._found.put((item, self._ask(item)))
        finally:
            if items:
                self._found.put(host)

    def _ended(self) -> bool:
        return self._over or self._stopped() or time.monotonic() > self._until

    def _ask(self, item: Item) -> Answer:
        try:
            return self._fetch_again(item.address, item.known)
        except FetchError as error:
            return error

"""One round: every feed and folder that is due is asked, and what it tells of is fetched, extracted and stored.

due feeds -> what they tell, kept -> articles that wait, fetched -> ingest -> crossed off

Several workers may go round on one record: each takes the hosts that no other has (``hosts``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

from onrecord.domain import Fetched
from onrecord.errors import FetchError, ReadError
from onrecord.fetching import Known
from onrecord.ingest import Event, Extractor, add
from onrecord.ingest.pipeline import Reads, read_here
from onrecord.reading import Source, is_address
from onrecord.record import Record
from onrecord.record.clock import Clock, written

from . import folder
from .again import again_words, rest
from .asking import FetchAgain, Take, ask_all, host_of
from .feed import read_feed
from .followed import Feeds, Item
from .hosts import FILES, Hosts
from .line import Line

_BATCH = 100  # articles between two looks at the feeds; after each, people and sayings are brought up to date
_OF_ONE_HOST = 20  # of them
_BATCH_SECONDS = 300.0  # after which the feeds are looked at again, whatever a slow host still has
_FIRST, _LONGEST = timedelta(minutes=5), timedelta(days=1)
_TRIES = 8  # in vain, after which an article is given up: about a day and a half
_FOLDER_EVERY = timedelta(seconds=30)

_PASSING = frozenset({"unreachable", "no-host", "broken", "busy", "http", "slow"})
"""Codes of errors that may be over the next time. What is forbidden or gone is not asked for again."""


@dataclass(slots=True)
class Told:
    """What a round did: ``asked`` feeds and folders, ``failed`` of them, and articles by what became of them."""

    asked: int = 0
    failed: int = 0
    articles: Counter[str] = field(default_factory=Counter)

    @property
    def number(self) -> int:
        """How much was done at all."""
        return self.asked + self.articles.total()

    @property
    def lacking(self) -> bool:
        """Whether something that was asked for was not had."""
        return bool(self.failed or any(self.articles[what] for what in ("failed", "put off", "not to be had")))

    def __str__(self) -> str:
        parts = [f"{number:,} {what}" for what, number in sorted(self.articles.items())]
        failed = f" ({self.failed} failed)" if self.failed else ""
        return f"{self.asked:,} asked{failed}; articles: {', '.join(parts) or 'none new'}"


@dataclass(slots=True)
class Rounds:
    """Follows what one record follows.

    Attributes:
        record: which.
        extractor, version: as for ``ingest.add``.
        fetch_again: as ``Client.fetch_again``.
        every: how often a feed is asked, where it does not want more rest.
        clock: gives the time.
        tell: is told each step, a line each.
        stopped: whether to end as soon as the article at hand is stored.
        read: reads one source.
    """

    record: Record
    extractor: Extractor
    version: str
    fetch_again: FetchAgain
    every: timedelta
    clock: Clock
    tell: Callable[[str], None]
    stopped: Callable[[], bool] = lambda: False
    read: Reads = read_here
    feeds: Feeds = field(init=False)
    hosts: Hosts = field(init=False)
    _failure: ReadError | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.feeds = Feeds(self.record)
        self.hosts = Hosts(self.record)

    def once(self) -> Told:
        """Ask what is due and no other worker has taken, and go on until nothing is."""
        told = Told()
        with self.hosts.kept():
            before = None
            while not self.stopped() and told.number != before:
                before = told.number
                due = self._free(self.feeds.due(self.clock()))
                self._ask_feeds([item for item in due if item.kind == "feed"], told)
                self._look_into_all([item for item in due if item.kind == "folder"], told)
                batch = _fair(self._free(self.feeds.waiting(self.clock(), _BATCH)))
                if batch:
                    self._store(self._sources(batch, told), told)
        return told

    def _free(self, items: Sequence[Item]) -> list[Item]:
        """Those of whose hosts no other worker has."""
        others = self.hosts.of_others()
        return [item for item in items if host_of(item.address) not in others]

    def _take(self, still: Callable[[Sequence[Item], datetime], list[Item]]) -> Take:
        """Takes a host, and leaves out what another worker has done meanwhile."""

        def take(host: str, items: Sequence[Item]) -> Sequence[Item]:
            if not self.hosts.take(host):
                return ()
            found = still(items, self.clock())
            if not found:
                self.hosts.free(host)
            return found

        return take

    # --- feeds ---

    def _ask_feeds(self, due: list[Item], told: Told) -> None:
        take = self._take(self.feeds.still_due)
        for item, answer in ask_all(due, self.fetch_again, self.stopped, take=take, free=self.hosts.free):
            told.asked += 1
            if answer is None:
                self.feeds.same(item, self.clock(), self.clock() + self.every)
                continue
            try:
                if isinstance(answer, FetchError):
                    raise answer
                self._read(item, answer)
            except ReadError as error:
                told.failed += 1
                due_at = self._feed_due(item, error)
                self.feeds.failed(item, error, self.clock(), due_at)
                self.tell(_wrong(item.address, error, due_at))

    def _read(self, item: Item, answer: Fetched) -> None:
        found = read_feed(answer.data, answer.address)
        # Of a feed that came broken the whole may come next time, also where its host says that it is the same.
        known = Known() if found.broken else Known(answer.etag, answer.last_modified)
        due = self.clock() + max(self.every, timedelta(seconds=found.rest))
        new, changed = self.feeds.told(item, found.entries, self.clock(), due, title=found.title, known=known)
        notes = [f"{new} new, {changed} changed"] if new or changed else []
        notes += [f"broken, read as far as it goes ({found.broken})"] if found.broken else []
        notes += [f"{found.without_address} without an address"] if found.without_address and (new or changed) else []
        if notes:
            self.tell(Line(f"{item.address}: {'; '.join(notes)}", address=item.address, new=new, changed=changed))

    def _feed_due(self, item: Item, error: ReadError) -> datetime | None:
        """When to ask a feed again that could not be had; None where that is for a person to decide."""
        if error.code in ("gone", "address", "private", "index", "reserved") and item.tries + 1 >= _TRIES:
            return None  # and not at the first time: hosts say such things by mistake for an afternoon
        return self.clock() + rest(error, item.tries, first=self.every, longest=_LONGEST)

    # --- articles ---

    def _sources(self, batch: list[Item], told: Told) -> Iterator[Source]:
        """The files and articles of a batch, as far as they can be had."""
        batch = [item for item in batch if self._bearable(item, told)]
        take = self._take(self.feeds.still_waiting)
        files = [item for item in batch if not is_address(item.address)]
        for item in take(FILES, files) if files else ():
            if not self.stopped():
                yield from self._handed_on(item, Source(item.address), None)
        if files:
            self.hosts.free(FILES)
        pages = [item for item in batch if is_address(item.address)]
        answers = ask_all(
            pages, self.fetch_again, self.stopped, take=take, free=self.hosts.free, seconds=_BATCH_SECONDS
        )
        for item, answer in answers:
            if self.stopped():
                return
            if answer is None:
                self.feeds.stored(item, None)
                told.articles["unchanged"] += 1
            elif isinstance(answer, FetchError):
                self._not_had(item, answer, told)
            else:
                source = Source(item.address, fetch=partial(replace, answer, asked=item.address))
                yield from self._handed_on(item, source, answer)

    def _bearable(self, item: Item, told: Told) -> bool:
        """Whether an article may be tried; not where it ended the process each time, as what fills the memory does."""
        if item.tries < _TRIES:
            return True
        self.feeds.refuse(item, ReadError(f"the program ended at it {item.tries} times", code="crashed"))
        told.articles["not to be had"] += 1
        return False

    def _handed_on(self, item: Item, source: Source, answer: Fetched | None) -> Iterator[Source]:
        """One source; it is crossed off when the next one is asked for, since by then it was stored."""
        self._take_failure()
        # A first time is bad luck, such as a power cut, and costs no time.
        self.feeds.begun(item, self.clock() + (_FIRST * (1 << item.tries) if item.tries else timedelta(0)))
        yield source
        error = self._take_failure()
        if error is None:
            self.feeds.stored(item, answer)
        else:
            self.feeds.refuse(item, error)

    def _take_failure(self) -> ReadError | None:
        """Why the article at hand could not be taken up, once; None where it could."""
        error, self._failure = self._failure, None
        return error

    def _not_had(self, item: Item, error: FetchError, told: Told) -> None:
        if (error.code in _PASSING or error.again_in is not None) and item.tries + 1 < _TRIES:
            due = self.clock() + rest(error, item.tries, first=_FIRST, longest=_LONGEST)
            self.feeds.later(item, error, due)
            told.articles["put off"] += 1
            self.tell(_wrong(item.address, error, due))
        else:
            self.feeds.refuse(item, error)
            told.articles["not to be had"] += 1
            self.tell(_wrong(item.address, error, None))

    def _store(self, sources: Iterator[Source], told: Told) -> None:
        def watch(event: Event) -> None:
            if event.kind == "source":
                return
            told.articles[event.kind] += 1
            if event.error is not None:
                self._failure = event.error
                self.tell(Line(f"! {event.path}: {event.error.what}", address=event.path, code=event.error.code))
            elif event.kind != "already":
                self.tell(Line(f"{event.kind}: {event.path}", address=event.path, became=event.kind))

        # One process: so an article is stored when the next one is asked for, which crossing off relies on.
        summary = add(self.record, sources, self.extractor, self.version, progress=watch, read=self.read)
        if summary.stopped:  # Ctrl-C a second time
            raise KeyboardInterrupt

    # --- folders ---

    def _look_into_all(self, due: list[Item], told: Told) -> None:
        for item in self._take(self.feeds.still_due)(FILES, due) if due else ():
            if not self.stopped():
                self._look_into(item, told)
        if due:
            self.hosts.free(FILES)

    def _look_into(self, item: Item, told: Told) -> None:
        told.asked += 1
        now = self.clock()
        try:
            entries = folder.look(item.address, now)
        except ReadError as error:
            told.failed += 1
            due = now + rest(error, item.tries, first=self.every, longest=_LONGEST)
            self.feeds.failed(item, error, now, due)
            self.tell(_wrong(item.address, error, due))
            return
        new, changed = self.feeds.told(item, entries, now, now + _FOLDER_EVERY, title=None, known=Known())
        if new or changed:
            self.tell(
                Line(f"{item.address}: {new} new, {changed} changed", address=item.address, new=new, changed=changed)
            )


def _fair(waiting: Sequence[Item]) -> list[Item]:
    """The next batch: not too many of one host, so that one with a long list does not hold up the others."""
    of_host: Counter[str] = Counter()
    batch = []
    for item in waiting:
        host = host_of(item.address)  # none for files
        of_host[host] += 1
        if not host or of_host[host] <= _OF_ONE_HOST:
            batch.append(item)
    return batch[:_BATCH]


def _wrong(address: str, error: ReadError, due: datetime | None) -> Line:
    """That something could not be had, why, and when it is asked for again."""
    again_at = written(due) if due else None
    again = again_words(due) if due else "not asked for again"
    return Line(f"! {address}: {error.what}; {again}", address=address, code=error.code, again_at=again_at)

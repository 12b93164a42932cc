"""What every page is handed: the open record, and what of it is worth keeping for a moment."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Annotated, Generic, TypeVar

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.domain import Person, Saying
from onrecord.errors import OnrecordError
from onrecord.fetching import Client
from onrecord.following import SharedTurns
from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import update_sayings
from onrecord.record import Facets, Heard, Month, Page, PersonRow, Query, Record, Stats, parse_query

from .around import SpokenOf, spoken_of
from .jobs import Jobs

T = TypeVar("T")

log = logging.getLogger("onrecord.web")

_SHARE = 50
"""What is kept is kept fifty times as long as it took to make: fresh at once where that is quick, and where it takes
seconds no more than two of a hundred are spent on it."""

_QUICK = 0.1
"""Seconds of making a value anew for which a page waits."""

_NAMES, _ONE = 500, 20.0
"""Of how many persons or queries what is kept of one of them is, and for how many seconds at least."""

FACETS = 8
"""Rows of each sort that a page shows of what the hits of a search are made of."""

SAYINGS = 25
"""Sayings on a page of them."""

SPEAKERS = 200
"""Those who speak most: a form offers their names by itself, and the first pages of the list of people are of them."""


class Kept(Generic[T]):
    """A value that is kept while nothing is written to the record, and made anew when it has become old after that: at
    once where that is quick, else in the background.

    Args:
        make: makes it. One thread does at a time; the others have the old one meanwhile.
        changed: gives another value after something was written.
        at_least: seconds for which it is kept however quickly it was made.
    """

    def __init__(self, make: Callable[[], T], changed: Callable[[], Hashable], *, at_least: float = 0.0) -> None:
        self._make = make
        self._changed = changed
        self._at_least = at_least
        self._lock = threading.Lock()
        self._found: tuple[T, float, Hashable] | None = None
        self._turn = 0
        self._took = 0.0

    def get(self) -> T:
        """The value: of the record as it is, or at most fifty times as old as it takes to make, or ``at_least``."""
        found = self._found
        if found is None:
            with self._lock:
                return self._found[0] if self._found is not None else self._renewed()
        if time.monotonic() < found[1] or found[2] == self._changed() or not self._lock.acquire(blocking=False):
            return found[0]
        if self._took > _QUICK:
            threading.Thread(target=self._renew, name="renew", daemon=True).start()
            return found[0]
        try:
            return self._renewed()
        finally:
            self._lock.release()

    def _renew(self) -> None:
        """Make it anew in the background; the lock is held already, by who started this."""
        try:
            self._renewed()
        except OnrecordError as error:  # the old one stays, and whoever asks next tries again
            log.warning("%s", error)
        finally:
            self._lock.release()

    def _renewed(self) -> T:
        turn, changed, began = self._turn, self._changed(), time.monotonic()
        value = self._make()
        ended = time.monotonic()
        self._took = ended - began
        # What was written while it was made may be lacking in it.
        fresh = max(self._at_least, _SHARE * self._took) if turn == self._turn else 0.0
        self._found = (value, ended + fresh, changed)
        return value

    def forget(self) -> None:
        """Have it made anew when it is next asked for: something was written."""
        self._turn += 1
        self._found = None


class KeptOf(Generic[T]):
    """Such a value for each of many, of which those that were asked for last are kept.

    Args:
        make: makes it, of a name.
        changed, at_least: as for ``Kept``.
    """

    def __init__(self, make: Callable[[str], T], changed: Callable[[], Hashable], *, at_least: float = _ONE) -> None:
        self._make = make
        self._changed = changed
        self._at_least = at_least
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Kept[T]] = OrderedDict()

    def get(self, name: str) -> T:
        """The value of one."""
        with self._lock:
            kept = self._kept.setdefault(name, Kept(lambda: self._make(name), self._changed, at_least=self._at_least))
            self._kept.move_to_end(name)
            while len(self._kept) > _NAMES:
                self._kept.popitem(last=False)
        return kept.get()

    def forget(self) -> None:
        """Have all made anew."""
        with self._lock:
            self._kept.clear()


class Room:
    """An open record, as pages are handed it.

    Attributes:
        record: it. Pages run in threads, several at a time; every method of a record may be called so.
        stats, lately, speakers: what it holds, who was in the news, and who speaks most: counted over much of it, so
            kept. in_order: the public ids of all who speak, likewise.
        looked_at: how many statements were reviewed, edited or neither, and whether that number is exact.
        persons, examples, spoken_of: by public id, a person, in which words articles say whose the names are, and of
            whom he or she speaks.
        months, facets: by a query, how many statements were made when, and what its hits are made of.
        sayings: by the number of those before them, a page of what was printed most often.
        jobs: what is done in the background. indexing: held by who brings the index up to date that drafts are
            checked with.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        changed = record.changed
        self.stats: Kept[Stats] = Kept(record.stats, changed)
        self.lately: Kept[tuple[Heard, ...]] = Kept(record.persons.lately, changed)
        self.speakers: Kept[Page[PersonRow]] = Kept(lambda: record.people(limit=SPEAKERS), changed)
        self.in_order: Kept[tuple[str, ...]] = Kept(record.persons.in_order, changed)
        self.looked_at: Kept[Mapping[str, tuple[int, bool]]] = Kept(lambda: _looked_at(record), changed)
        self.persons: KeptOf[Person] = KeptOf(record.persons.named, changed, at_least=0)
        self.examples: KeptOf[Mapping[str, tuple[str, str]]] = KeptOf(
            lambda person: record.persons.examples(self.persons.get(person)), changed, at_least=0
        )
        self.months: KeptOf[tuple[Month, ...]] = KeptOf(lambda query: record.months(parse_query(query)), changed)
        self.spoken_of: KeptOf[tuple[SpokenOf, ...]] = KeptOf(lambda person: spoken_of(record, person), changed)
        self.facets: KeptOf[Facets] = KeptOf(lambda query: record.facets(parse_query(query), most=FACETS), changed)
        self.sayings: KeptOf[Page[Saying]] = KeptOf(
            lambda offset: record.sayings.listed(None, limit=SAYINGS, offset=int(offset)), changed
        )
        self.jobs = Jobs()
        self.indexing = threading.Lock()

    def people(self, offset: int, limit: int) -> Page[PersonRow]:
        """Who speaks, those with most statements first: as ``Record.people``, from what is kept of it."""
        everybody = self.in_order.get()
        if not everybody:  # names that are not joined yet, of a record that may not be written
            return self.record.people(limit=limit, offset=offset)
        most = self.speakers.get()
        if offset + limit <= len(most.items):
            return Page(most.items[offset : offset + limit], len(everybody), limit, offset)
        shown = self.record.persons.listed(everybody[offset : offset + limit])
        return Page(shown, len(everybody), limit, offset)

    @cached_property
    def client(self) -> Client:
        """Fetches the addresses that are added; no host is asked too often, by it and ``onrecord watch`` together."""
        return Client(turns=SharedTurns(self.record))

    def warm(self) -> None:
        """Make what is kept, so that no page need wait for it."""
        for kept in (self.stats, self.lately, self.speakers, self.in_order, self.looked_at):
            with suppress(OnrecordError):
                kept.get()

    def written(self) -> None:
        """Something was written: have every page show it, also what only follows from it."""
        update_people(self.record)
        update_sayings(self.record)
        self.stats.forget()
        self.lately.forget()
        self.speakers.forget()
        self.in_order.forget()
        self.looked_at.forget()
        for kept in (self.persons, self.examples, self.months, self.spoken_of, self.facets, self.sayings):
            kept.forget()


def _looked_at(record: Record) -> Mapping[str, tuple[int, bool]]:
    found = {state: record.search(Query(review=state, limit=1)) for state in ("unreviewed", "reviewed", "edited")}
    return {state: (page.total, page.exact) for state, page in found.items()}


async def _room(request: Request) -> Room:
    found: Room = request.app.state.room
    return found


InRoom = Annotated[Room, Depends(_room)]
"""The type of a page's parameter that is handed the room."""


def pages() -> APIRouter:
    """A router whose routes answer with HTML and are no part of the API."""
    return APIRouter(default_response_class=HTMLResponse, include_in_schema=False)


def api(tag: str) -> APIRouter:
    """A router of the API, whose description puts its routes under ``tag``."""
    return APIRouter(tags=[tag])


def redirect(address: str) -> RedirectResponse:
    """To the address by which a thing is cited, from another that leads to it."""
    return RedirectResponse(address, status_code=302)

"""What every page is handed: the open record, and what of it is worth keeping for a moment."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from functools import cached_property
from typing import Annotated, Generic, NamedTuple, TypeVar

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.errors import OnrecordError
from onrecord.fetching import Client
from onrecord.following import SharedTurns
from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import update_sayings
from onrecord.record import Hit, Page, PersonRow, Query, Record, parse_query

from .around import latest, spoken_of
from .jobs import Jobs
from .together import Together

T = TypeVar("T")

log = logging.getLogger("onrecord.web")

_SHARE = 50
"""What is kept is kept fifty times as long as it took to make: fresh at once where that is quick, and where it takes
seconds no more than two of a hundred are spent on it."""

_QUICK = 0.1
"""Seconds of making a value anew for which a page waits."""

_PAGES = 100
"""Persons of whom the first page of statements is kept."""

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
        changed: gives another value after something was written, by whomever.
        wrote: gives another value after something was written through the room; then nobody has the old one.
        at_least: seconds for which it is kept however quickly it was made.
    """

    def __init__(
        self,
        make: Callable[[], T],
        changed: Callable[[], Hashable],
        wrote: Callable[[], Hashable],
        *,
        at_least: float = 0.0,
    ) -> None:
        self._make = make
        self._changed = changed
        self._wrote = wrote
        self._at_least = at_least
        self._lock = threading.Lock()
        self._found: _Found[T] | None = None
        self._took = 0.0

    def get(self) -> T:
        """The value: of the record as it is, or at most fifty times as old as it takes to make, or ``at_least``."""
        found = self._usable()
        if found is None:
            with self._lock:
                found = self._usable()
                return self._renewed() if found is None else found.value
        if time.monotonic() < found.until or found.changed == self._changed() or not self._lock.acquire(blocking=False):
            return found.value
        if self._took > _QUICK:
            threading.Thread(target=self._renew, name="renew", daemon=True).start()
            return found.value
        try:
            return self._renewed()
        finally:
            self._lock.release()

    def _usable(self) -> _Found[T] | None:
        found = self._found
        return found if found is not None and found.wrote == self._wrote() else None

    def _renew(self) -> None:
        """Make it anew in the background; the lock is held already, by who started this."""
        try:
            self._renewed()
        except OnrecordError as error:  # the old one stays, and whoever asks next tries again
            log.warning("%s", error)
        finally:
            self._lock.release()

    def _renewed(self) -> T:
        # Asked before: what is written while it is made may be lacking in it.
        wrote, changed, began = self._wrote(), self._changed(), time.monotonic()
        value = self._make()
        ended = time.monotonic()
        self._took = ended - began
        self._found = _Found(value, ended + max(self._at_least, _SHARE * self._took), changed, wrote)
        return value


class _Found(NamedTuple, Generic[T]):
    """A value that was made, until when it is fresh, and what it was made of."""

    value: T
    until: float
    changed: Hashable
    wrote: Hashable


class KeptOf(Generic[T]):
    """Such a value for each of many, of which those that were asked for last are kept.

    Args:
        make: makes it, of a name.
        changed, wrote, at_least: as for ``Kept``.
        most: how many are kept.
    """

    def __init__(
        self,
        make: Callable[[str], T],
        changed: Callable[[], Hashable],
        wrote: Callable[[], Hashable],
        *,
        at_least: float = _ONE,
        most: int = _NAMES,
    ) -> None:
        self._make = make
        self._states = changed, wrote
        self._at_least = at_least
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Kept[T]] = OrderedDict()

    def get(self, name: str) -> T:
        """The value of one."""
        with self._lock:
            kept = self._kept.setdefault(name, Kept(lambda: self._make(name), *self._states, at_least=self._at_least))
            self._kept.move_to_end(name)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return kept.get()


class Room:
    """An open record, as pages are handed it.

    Attributes:
        record: it. Pages run in threads, several at a time; every method of a record may be called so.
        stats, lately, speakers: what it holds, who was in the news, and who speaks most: counted over much of it, so
            kept. in_order: the public ids of all who speak, likewise.
        looked_at: how many statements were reviewed, edited or neither, and whether that number is exact.
        persons, examples, spoken_of, latest: by public id, a person, in which words articles say whose the names are,
            of whom he or she speaks, and what was said last.
        months, facets, outlets: by a query, how many statements were made when, what its hits are made of, and in
            which outlets they stand.
        sayings: by the number of those before them, a page of what was printed most often.
        together: what its worker processes share. jobs: what is done in the background.
    """

    def __init__(self, record: Record, together: Together | None = None) -> None:
        self.record = record
        self.together = together or Together()
        self.stats = self.kept(record.stats)
        self.lately = self.kept(record.persons.lately)
        self.speakers = self.kept(lambda: record.people(limit=SPEAKERS))
        self.in_order = self.kept(record.persons.in_order)
        self.looked_at = self.kept(lambda: _looked_at(record))
        self.persons = self.kept_of(record.persons.named, at_least=0)
        self.examples = self.kept_of(lambda person: record.persons.examples(self.persons.get(person)), at_least=0)
        self.months = self.kept_of(lambda query: record.months(parse_query(query)))
        self.spoken_of = self.kept_of(lambda person: spoken_of(record, person))
        self.latest = self.kept_of(self._latest, at_least=0, most=_PAGES)
        self.facets = self.kept_of(lambda query: record.facets(parse_query(query), most=FACETS))
        self.outlets = self.kept_of(lambda query: record.outlets(parse_query(query), most=FACETS))
        self.sayings = self.kept_of(lambda offset: record.sayings.listed(None, limit=SAYINGS, offset=int(offset)))
        self._people = self.kept_of(self._people_from, at_least=0)
        self.jobs = Jobs(self.together)

    def kept(self, make: Callable[[], T]) -> Kept[T]:
        """What is made of the record, kept as ``Kept`` says."""
        return Kept(make, self.record.changed, self.together.writes.every)

    def kept_of(self, make: Callable[[str], T], *, at_least: float = _ONE, most: int = _NAMES) -> KeptOf[T]:
        """What is made of the record and a name, kept as ``KeptOf`` says."""
        return KeptOf(make, self.record.changed, self.together.writes.every, at_least=at_least, most=most)

    def _latest(self, person: str) -> tuple[Page[Hit], Page[Hit]]:
        return latest(self.record, person, self.months.get(f"person:{person}"))

    def people(self, offset: int, limit: int) -> Page[PersonRow]:
        """Who speaks, those with most statements first: as ``Record.people``, from what is kept of it."""
        return self._people.get(f"{offset} {limit}")

    def _people_from(self, asked: str) -> Page[PersonRow]:
        offset, limit = map(int, asked.split())
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
        """Something was written: have every page of every worker show it, also what only follows from it."""
        update_people(self.record)
        update_sayings(self.record)
        self.together.wrote()


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

"""What every page is handed: the open record, and what of it is worth keeping for a moment."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import cached_property
from typing import Annotated, Generic, TypeVar

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from onrecord.fetching import Client
from onrecord.ingest.people import update_people
from onrecord.ingest.sayings import update_sayings
from onrecord.record import Heard, PersonRow, Record, Stats

from .around import SpokenOf, spoken_of
from .jobs import Jobs

T = TypeVar("T")

_SHARE = 50
"""What is kept is kept fifty times as long as it took to make: fresh at once where that is quick, and where it takes
seconds no more than two of a hundred are spent on it."""

_NAMES = 500
"""Of whom what is kept of one person is."""

_SPEAKERS = 200
"""Names that a form offers by itself; the others are found by their letters."""


class Kept(Generic[T]):
    """A value that is made anew when it has become old; one thread makes it while the others have the old one."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._found: tuple[T, float] | None = None
        self._turn = 0

    def get(self) -> T:
        """The value, at most fifty times as old as it takes to make."""
        found = self._found
        if found is not None:
            if time.monotonic() < found[1] or not self._lock.acquire(blocking=False):
                return found[0]
        else:
            self._lock.acquire()
        try:
            if found is None and self._found is not None:  # another thread made it while this one waited
                return self._found[0]
            turn, began = self._turn, time.monotonic()
            value = self._make()
            ended = time.monotonic()
            # What was written while it was made may be lacking in it.
            self._found = (value, ended + _SHARE * (ended - began) if turn == self._turn else ended)
            return value
        finally:
            self._lock.release()

    def forget(self) -> None:
        """Have it made anew when it is next asked for: something was written."""
        self._turn += 1
        self._found = None


class KeptOf(Generic[T]):
    """Such a value for each of many, of which those that were asked for last are kept.

    Args:
        make: makes it, of a name.
    """

    def __init__(self, make: Callable[[str], T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Kept[T]] = OrderedDict()

    def get(self, name: str) -> T:
        """The value of one."""
        with self._lock:
            kept = self._kept.setdefault(name, Kept(lambda: self._make(name)))
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
            kept.
        spoken_of: by public id of a person, whom he or she speaks of.
        jobs: what is done in the background. indexing: held by who brings the index up to date that drafts are
            checked with.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.stats: Kept[Stats] = Kept(record.stats)
        self.lately: Kept[tuple[Heard, ...]] = Kept(record.persons.lately)
        self.speakers: Kept[tuple[PersonRow, ...]] = Kept(lambda: record.people(limit=_SPEAKERS).items)
        self.spoken_of: KeptOf[tuple[SpokenOf, ...]] = KeptOf(lambda person: spoken_of(record, person))
        self.jobs = Jobs()
        self.indexing = threading.Lock()

    @cached_property
    def client(self) -> Client:
        """Fetches the addresses that are added; one for all, so that no host is asked too often."""
        return Client()

    def written(self) -> None:
        """Something was written: have every page show it, also what only follows from it."""
        update_people(self.record)
        update_sayings(self.record)
        self.stats.forget()
        self.lately.forget()
        self.speakers.forget()
        self.spoken_of.forget()


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

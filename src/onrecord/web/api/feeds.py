"""What is new, for readers of feeds: the statements of a query, those that came into the record last first. And the
feeds that the record itself follows.
"""

from __future__ import annotations

import dataclasses

from fastapi import Request, Response

from onrecord.following import Feeds, Followed
from onrecord.record import Page, parse_query
from onrecord.views.feed import atom
from onrecord.web.room import InRoom, api

from .answering import Asked, counted_answer, get, tagged
from .shapes import Found

router = api("feeds")

ATOM = "application/atom+xml"

_ENTRIES = 50


@get(router, "/feeds", Found[Followed])
def followed(request: Request, room: InRoom) -> Response:
    """Feeds and folders that are followed: last answers, articles, failures and why. Without what stands behind the
    question mark of an address, which may be a key.
    """
    every = Feeds(room.record).every()
    shown = tuple(dataclasses.replace(one, address=one.address.partition("?")[0]) for one in every)
    return counted_answer(request, Page(shown, len(shown), len(shown), 0))


@get(router, "/feed.atom", None, media_type=ATOM)
def feed(request: Request, room: InRoom, q: Asked = "") -> Response:
    """An Atom feed of the 50 statements that fit a query and came into the record last; of a person: `q=person:ID`."""
    hits = room.record.latest(parse_query(q, limit=_ENTRIES))
    # With the root alone of the address, so that an entry is the same whoever asks for it by whatever query.
    return tagged(request, atom(hits, q, root=str(request.base_url), address=str(request.url)), ATOM)

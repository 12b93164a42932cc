"""What is new, for readers of feeds: the statements of a query, those that came into the record last first."""

from __future__ import annotations

from fastapi import Request, Response

from onrecord.record import parse_query
from onrecord.views.feed import atom
from onrecord.web.room import InRoom, api

from .answering import Asked, get, tagged

router = api("feeds")

ATOM = "application/atom+xml"

_ENTRIES = 50


@get(router, "/feed.atom", None, media_type=ATOM)
def feed(request: Request, room: InRoom, q: Asked = "") -> Response:
    """An Atom feed of the 50 statements that fit a query and came into the record last; of a person: `q=person:ID`."""
    hits = room.record.latest(parse_query(q, limit=_ENTRIES))
    # With the root alone of the address, so that an entry is the same whoever asks for it by whatever query.
    return tagged(request, atom(hits, q, root=str(request.base_url), address=str(request.url)), ATOM)

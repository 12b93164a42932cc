"""The first page: what the record holds, what came last, who was in the news."""

from __future__ import annotations

from fastapi import Request, Response

from onrecord.web.rendering import page
from onrecord.web.room import InRoom, pages

router = pages()

_NEWEST = 8


@router.api_route("/", methods=["GET", "HEAD"])
def home(request: Request, room: InRoom) -> Response:
    """What the record holds; search; newest articles; who was in the news."""
    return page(
        request,
        "home.html",
        stats=room.stats.get(),
        lately=room.lately.get(),
        newest=room.record.articles(limit=_NEWEST).items,
    )

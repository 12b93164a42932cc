"""What is followed: feeds and folders, with last answers, articles, failures and why; and saved queries."""

from __future__ import annotations

from fastapi import Request, Response

from onrecord.following import Feeds, SavedQueries
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, pages

router = pages()

_MOST = 200  # articles that could not be had


@router.api_route("/feeds", methods=["GET", "HEAD"])
def feeds(request: Request, room: InRoom) -> Response:
    """The list of what is followed, what is in trouble first; the articles that could not be had; the saved queries."""
    list_ = Feeds(room.record)
    every, lacking = list_.every(), list_.not_had()
    return page(
        request,
        "feeds.html",
        feeds=sorted(every, key=lambda one: one.why is None),
        troubled=sum(one.why is not None for one in every),
        lacking=lacking[:_MOST],
        lacking_in_all=len(lacking),
        saved=SavedQueries(room.record).every(),
    )

"""Lists of articles; what reading doubts of them, and what could not be read."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import Query, Request, Response

from onrecord.record import Failure
from onrecord.web import addresses
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, pages

router = pages()

_ON_A_PAGE = 40
_MOST_FAILURES = 200


@router.api_route("/articles", methods=["GET", "HEAD"])
def articles(
    request: Request,
    room: InRoom,
    outlet: str = "",
    warning: str = "",
    offset: Annotated[int, Query(ge=0, lt=2**31)] = 0,
) -> Response:
    """The articles, the latest published first; those of one outlet, or with one doubt."""
    found = room.record.articles(outlet=outlet or None, warning=warning or None, limit=_ON_A_PAGE, offset=offset)
    return page(
        request,
        "articles.html",
        found=found,
        outlet=outlet,
        warning=warning,
        **addresses.around("/articles", offset, _ON_A_PAGE, more=found.more, outlet=outlet, warning=warning),
    )


@router.api_route("/doubts", methods=["GET", "HEAD"])
def doubts(request: Request, room: InRoom) -> Response:
    """How many articles have which doubt, and what could not be read, by reason."""
    every = room.record.failures()
    by_reason: dict[str, list[Failure]] = defaultdict(list)
    for failure in every[:_MOST_FAILURES]:
        by_reason[failure.message].append(failure)
    reasons = sorted(by_reason.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return page(
        request, "doubts.html", stats=room.stats.get(), reasons=reasons, failures=len(every), shown=_MOST_FAILURES
    )

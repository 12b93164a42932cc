"""What was said once and printed many times, for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response

from onrecord.domain import Saying
from onrecord.record import parse_query
from onrecord.views.answers import answer
from onrecord.web.room import InRoom, api

from .answering import Asked, Cursor, Limit, counted_answer, get, json_answer, offset_of
from .shapes import Found

router = api("sayings")


@get(router, "/sayings", Found[Saying])
def sayings(request: Request, room: InRoom, q: Asked = "", limit: Limit = 20, cursor: Cursor = "") -> Response:
    """Sayings with two reports or more of which one fits a query, those with most reports first."""
    asked = parse_query(q) if q.strip() else None
    found = room.record.sayings.listed(asked, limit=limit, offset=offset_of(cursor))
    return counted_answer(request, found)


@get(router, "/sayings/{public_id:path}", Saying)
def saying(
    request: Request, room: InRoom, public_id: Annotated[str, Path(description="Public id of any of its reports.")]
) -> Response:
    """One saying with its reports."""
    return json_answer(request, answer(room.record.sayings.named(public_id)))

"""What one person said on a subject, by the day it was said; two of it side by side; and what may not go together."""

from __future__ import annotations

import dataclasses

from fastapi import Request, Response

from onrecord.domain import Saying
from onrecord.matching import differences
from onrecord.matching.positions import questions
from onrecord.record import parse_query
from onrecord.record.sayings import MOST
from onrecord.views.over_time import told_day
from onrecord.views.sayings import differing, quotes_most
from onrecord.web import addresses
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, pages, redirect

router = pages()


@router.api_route("/people/{public_id}/over-time", methods=["GET", "HEAD"])
def over_time(request: Request, room: InRoom, public_id: str, q: str = "", a: str = "", b: str = "") -> Response:
    """One person, one query. ``a`` and ``b`` are ids of the two sayings that were marked to be laid side by side."""
    person = room.persons.get(public_id)
    if person.id != public_id:
        return redirect(addresses.over_time(person.id, q=q, a=a, b=b))
    found: tuple[Saying, ...] = ()
    looked_at = 0
    if q.strip():
        found, looked_at = room.record.sayings.in_time(dataclasses.replace(parse_query(q), person=person.id))
    by_id = {one.id: one for one in found}
    pair = [by_id[own] for own in sorted({a, b} & set(by_id), key=list(by_id).index)]
    return page(
        request,
        "over_time.html",
        person=person,
        q=q,
        found=found,
        numbers={own: place for place, own in enumerate(by_id, 1)},
        looked_at=looked_at,
        most=MOST,
        questions=questions(found),
        by_id=by_id,
        pair=_side_by_side(*pair) if len(pair) == 2 else None,
        marked=(a, b),
        best=_best,
        told_day=told_day,
    )


def _best(one: Saying) -> object:
    return max(one.reports, key=quotes_most)


def _side_by_side(earlier: Saying, later: Saying) -> object:
    """The two, and the words of the later one with what differs from the earlier."""
    before, after = (max(one.reports, key=quotes_most) for one in (earlier, later))
    return earlier, before, later, after, list(differing(after, before.content, differences))

"""Who speaks; and one of them: names, offices, what was said when, and what would not be said."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Annotated

from fastapi import Query as Asked
from fastapi import Request, Response

from onrecord.record import Hit, Month, Page, Query, Record
from onrecord.views.linked_data import person_object
from onrecord.web import addresses
from onrecord.web.around import LOOKED_AT, REFUSALS, STATEMENTS, counted, quotations_beside
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, pages, redirect
from onrecord.web.timeline import timeline

router = pages()

_ON_A_PAGE = 50


@router.api_route("/people", methods=["GET", "HEAD"])
def people(
    request: Request, room: InRoom, name: str = "", offset: Annotated[int, Asked(ge=0, lt=2**31)] = 0
) -> Response:
    """Who speaks, those with most statements first; those in one of whose names some words stand."""
    found = (
        room.people(offset, _ON_A_PAGE) if not name else room.record.people(name=name, limit=_ON_A_PAGE, offset=offset)
    )
    return page(
        request,
        "people.html",
        found=found,
        name=name,
        **addresses.around("/people", offset, _ON_A_PAGE, more=found.more, name=name),
    )


@router.api_route("/people/{public_id}", methods=["GET", "HEAD"])
def person(
    request: Request,
    room: InRoom,
    public_id: str,
    q: str = "",
    outlet: str = "",
    form: str = "",
    after: str = "",
    before: str = "",
    act: str = "",
    cursor: str = "",
    first: Annotated[int, Asked(ge=1, lt=2**31)] = 1,
) -> Response:
    """One person, with the statements that the filters let through, the latest said first."""
    found = room.persons.get(public_id)
    if found.id != public_id:
        return redirect(addresses.person(found.id))
    asked = Query(
        words=q or None,
        person=found.id,
        outlet=outlet or None,
        form=form or None,
        after=after or None,
        before=before or None,
        newest=True,
        limit=STATEMENTS,
    )
    given = {"q": q, "outlet": outlet, "form": form, "after": after, "before": before}
    whole, filtered = f"person:{found.id}", any(given.values())
    months = room.record.months(asked) if filtered else room.months.get(whole)
    plain = not (filtered or act or cursor)
    shown, would_not = room.latest.get(found.id) if plain else _shown(room.record, asked, act, cursor, months)
    hits = [*shown.items, *would_not.items]
    more = {**given, "act": act, "cursor": shown.next, "first": first + len(shown.items)}
    return page(
        request,
        "person.html",
        person=found,
        linked=person_object(found),
        examples=room.examples.get(found.id),
        years=timeline(months),
        outlets=room.outlets.get(whole),
        given=given,
        act=act,
        shown=shown,
        would_not=would_not,
        first=first,
        sayings=room.record.sayings.holding([hit.id for hit in hits]),
        beside=quotations_beside(room.record, found.id, hits),
        spoken_of=room.spoken_of.get(found.id),
        looked_at=LOOKED_AT,
        next=addresses.person(found.id, **more) if shown.next else None,
        anew=addresses.person(found.id, **given, act=act) if cursor else None,
        filtered=filtered,
    )


def _shown(record: Record, asked: Query, act: str, cursor: str, months: Sequence[Month]) -> tuple[Page[Hit], Page[Hit]]:
    """A page of what was said, and some of what would not be said; the latter twice where that is asked for."""
    refused = dataclasses.replace(asked, act="refused")
    if act == "refused":
        shown = counted(record, dataclasses.replace(refused, cursor=cursor or None), months)
        return shown, shown
    said = dataclasses.replace(asked, act="said", cursor=cursor or None)
    would_not = dataclasses.replace(refused, limit=REFUSALS)
    return counted(record, said, months), counted(record, would_not, months)

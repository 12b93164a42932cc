"""Who speaks, for programs."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response
from fastapi import Query as Given

from onrecord.domain import Person
from onrecord.record import PersonRow
from onrecord.views.answers import answer
from onrecord.web.room import InRoom, api

from .answering import Cursor, Limit, counted_answer, get, json_answer, offset_of
from .shapes import Found

router = api("people")


@get(router, "/people", Found[PersonRow])
def people(
    request: Request,
    room: InRoom,
    name: Annotated[str, Given(description="Words of a name.")] = "",
    party: Annotated[str, Given(description="Who ever was of it, by the list of known people.")] = "",
    office: Annotated[str, Given(description="Who ever had it, by that list.")] = "",
    limit: Limit = 20,
    cursor: Cursor = "",
) -> Response:
    """Who speaks, those with most statements first."""
    found = room.record.people(
        name=name or None, party=party or None, office=office or None, limit=limit, offset=offset_of(cursor)
    )
    return counted_answer(request, found)


@get(router, "/people/{public_id}", Person)
def person(
    request: Request, room: InRoom, public_id: Annotated[str, Path(description="Public id of a person, or a name.")]
) -> Response:
    """One person: names, and why they are one's, and offices. The statements: `/api/statements?q=person:ID`."""
    return json_answer(request, answer(room.record.persons.named(public_id)))

"""Statements for programs: what a query finds, what it is made of, and one of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response
from fastapi import Query as Given

from onrecord.record import Facets, parse_query
from onrecord.views.answers import answer
from onrecord.views.interchange import stored_object
from onrecord.web.room import InRoom, api

from .answering import Asked, Cursor, Limit, get, json_answer
from .shapes import Article, Found, Hit

router = api("statements")


@get(router, "/statements", Found[Hit])
def statements(
    request: Request,
    room: InRoom,
    q: Asked = "",
    limit: Limit = 20,
    cursor: Cursor = "",
    newest: Annotated[bool, Given(description="The latest said first even where there are words.")] = False,
) -> Response:
    """Statements that fit a query: the best first where it has words and few enough fit, else the latest said."""
    query = parse_query(q, limit=limit, cursor=cursor or None, newest=newest)
    found = room.record.search(query)
    return json_answer(request, answer(found), after=found.next)


@get(router, "/facets", Facets)
def facets(request: Request, room: InRoom, q: Asked = "", limit: Limit = 10) -> Response:
    """Who speaks in the statements that fit a query, where, when and in what form; `limit` rows of each."""
    return json_answer(request, answer(room.record.facets(parse_query(q), most=limit)))


@get(router, "/statements/{public_id:path}", Article)
def statement(
    request: Request, room: InRoom, public_id: Annotated[str, Path(description="Public id of a statement.")]
) -> Response:
    """The article of one statement, with that statement alone."""
    return json_answer(request, stored_object(room.record.statement(public_id)))

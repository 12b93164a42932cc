"""What people decided, the latest first; one of it, to be taken back; and names for the forms."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response
from fastapi import Query as Asked
from fastapi.responses import JSONResponse

from onrecord.domain import Edit
from onrecord.errors import OnrecordError, RecordError
from onrecord.web import addresses
from onrecord.web.forms import InForm, Posted, decision_form, done
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, Room, pages

from .correcting import CANNOT

router = pages()

Number = Annotated[int, Path(ge=0, lt=2**31)]

_ON_A_PAGE = 50
_OFFERED = 20


@router.api_route("/edits", methods=["GET", "HEAD"])
def edits(request: Request, room: InRoom, offset: Annotated[int, Asked(ge=0, lt=2**31)] = 0) -> Response:
    """All edits, and those whose statement could not be found again."""
    every = room.record.edits.every()[::-1]
    return page(
        request,
        "edits.html",
        number=len(every),
        shown=every[offset : offset + _ON_A_PAGE],
        orphans=room.record.edits.orphans(),
        **addresses.around("/edits", offset, _ON_A_PAGE, more=offset + _ON_A_PAGE < len(every)),
    )


@router.api_route("/edits/{number}", methods=["GET", "HEAD"])
def edit(request: Request, room: InRoom, number: Number) -> Response:
    """One edit."""
    return _edit_page(request, room, room.record.edits.get(number), None)


@router.post("/edits/{number}")
def undo(request: Request, room: InRoom, number: Number, sent: InForm) -> Response:
    """Take it back."""
    found = room.record.edits.get(number)
    try:
        room.record.edits.undo(number, **sent.decision)
    except CANNOT as error:
        return _edit_page(request, room, found, error, sent)
    room.written()
    return done(addresses.edit(number), sent)


@router.api_route("/names", methods=["GET", "HEAD"])
def names(room: InRoom, q: str = "") -> Response:
    """Names of the record in which the words of ``q`` stand, for a field in which one is typed."""
    typed = "".join(sign if sign.isalnum() else " " for sign in q).split()
    found = room.record.people(name=f"{' '.join(typed)}*", limit=_OFFERED).items if typed else ()
    return JSONResponse([row.name for row in found])


def _edit_page(
    request: Request, room: Room, found: Edit, error: OnrecordError | None, sent: Posted | None = None
) -> Response:
    return page(
        request,
        "edit.html",
        edit=found,
        about=_about(room, found),
        **decision_form(request, sent, error),
    )


def _about(room: Room, found: Edit) -> tuple[str, str] | None:
    """What an edit is about, in words, and its address; None where that is not in the record now."""
    try:
        if found.target.startswith("p-"):
            who = room.record.persons.named(found.target)
            return who.name, addresses.person(who.id)
        stored = room.record.statement(found.target)
    except RecordError:
        article = found.payload.get("anchor", {}).get("article")
        return ("the article", addresses.article(article)) if article else None
    return "the statement in its article", addresses.article(stored.id, next(iter(stored.statement_ids.values())))

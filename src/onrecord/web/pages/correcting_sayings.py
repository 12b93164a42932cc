"""Which reports belong to one saying, put right: joined, and set apart."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from fastapi import Request, Response

from onrecord.accounts import Role
from onrecord.domain import Edit, Saying
from onrecord.errors import OnrecordError, QueryError, UsageError
from onrecord.record import Hit, parse_query
from onrecord.views.sayings import fullest
from onrecord.web import addresses
from onrecord.web.entry import open_to
from onrecord.web.forms import InForm, Posted, decision_form, done
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, Room, pages, redirect

from .correcting import CANNOT

router = pages()

_FOUND = 12


@router.api_route("/correct/sayings/{public_id:path}", methods=["GET", "HEAD"])
@open_to(Role.EDITOR)
def saying(request: Request, room: InRoom, public_id: str, q: str = "") -> Response:
    """One saying. ``q`` seeks statements that may be reports of it, too."""
    found = room.record.sayings.named(public_id)
    if public_id not in {report.id for report in found.reports}:
        return redirect(addresses.correct_saying(found.id, q=q))
    try:
        return _page(request, room, found, q, _sought(room, found, q), None)
    except QueryError as error:
        return _page(request, room, found, q, (), error)


@router.post("/correct/sayings/{public_id:path}")
def decide(request: Request, room: InRoom, public_id: str, sent: InForm) -> Response:
    """Join a statement to it, or set reports apart from it."""
    found = room.record.sayings.named(public_id)
    try:
        made = _decided(room, found, sent)
    except CANNOT as error:
        return _page(request, room, found, "", (), error, sent)
    room.written()
    return done(addresses.saying(public_id), sent, made.id)


def _decided(room: Room, found: Saying, sent: Posted) -> Edit:
    if sent.text("do") == "part":
        if not sent.every("report"):
            raise UsageError("no report was ticked", next_step="Tick those that report another saying than the others")
        return room.record.sayings.part(sent.every("report"), **sent.decision)
    other = sent.text("other") or sent.text("typed")
    if not other:
        raise UsageError("no statement was named", next_step="Choose one that was found, or paste its address")
    return room.record.sayings.join(found.id, _id_in(other), **sent.decision)


def _id_in(typed: str) -> str:
    """The id of a statement, also where its address in this reading room was pasted."""
    split = urlsplit(typed)
    if not split.path.startswith("/") and not split.scheme:
        return typed
    return unquote(split.fragment.removeprefix("about-") or split.path.rsplit("/", 1)[-1])


def _sought(room: Room, found: Saying, q: str) -> Sequence[Hit]:
    if not q.strip():
        return ()
    own = {report.id for report in found.reports}
    return [hit for hit in room.record.search(parse_query(q, limit=_FOUND)).items if hit.id not in own]


def _page(
    request: Request,
    room: Room,
    found: Saying,
    q: str,
    hits: Sequence[Hit],
    error: OnrecordError | None,
    sent: Posted | None = None,
) -> Response:
    return page(
        request,
        "correct_saying.html",
        saying=found,
        most=fullest(found),
        q=q,
        hits=hits,
        value={name: sent.text(name) if sent else "" for name in ("other", "typed", "do")},
        ticked=sent.every("report") if sent else (),
        **decision_form(request, sent, error),
        edits=room.record.edits.on_statements(sorted(report.id for report in found.reports)),
    )

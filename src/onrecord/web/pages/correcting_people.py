"""Who is who, put right: two people made one, a name set apart, a better name, a Wikidata item."""

from __future__ import annotations

from fastapi import Request, Response

from onrecord.accounts import Role
from onrecord.domain import Edit, Person
from onrecord.errors import OnrecordError, UsageError
from onrecord.record import ArticleRow, Query
from onrecord.web import addresses
from onrecord.web.entry import open_to
from onrecord.web.forms import InForm, Posted, decision_form, done
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, Room, pages, redirect

from .correcting import CANNOT

router = pages()

_ARTICLES = 200  # statements whose articles are offered for setting two bearers of one name apart


@router.api_route("/correct/people/{public_id}", methods=["GET", "HEAD"])
@open_to(Role.EDITOR)
def person(request: Request, room: InRoom, public_id: str) -> Response:
    """One person, to be merged, parted, renamed or linked."""
    found = room.record.persons.named(public_id)
    if found.id != public_id:
        return redirect(addresses.correct_person(found.id))
    return _page(request, room, found, None)


@router.post("/correct/people/{public_id}")
def decide(request: Request, room: InRoom, public_id: str, sent: InForm) -> Response:
    """Do one of these."""
    found = room.record.persons.named(public_id)
    try:
        made = _decided(room, found, sent)
    except CANNOT as error:
        return _page(request, room, found, error, sent)
    room.written()
    return done(addresses.person(found.id), sent, made.id)


def _decided(room: Room, found: Person, sent: Posted) -> Edit:
    persons, decision = room.record.persons, sent.decision
    match sent.text("do"):
        case "merge":
            return persons.merge(found.id, _named(sent, "other"), **decision)
        case "rename":
            return persons.rename(found.id, _named(sent, "to"), **decision)
        case "link":
            return persons.link(found.id, _named(sent, "qid"), **decision)
        case "split":
            return persons.split(_named(sent, "name"), articles=sent.every("article"), **decision)
    raise UsageError("nothing that can be done was chosen", next_step="Press one of the buttons")


def _named(sent: Posted, field: str) -> str:
    if not sent.text(field):
        raise UsageError("a field was left empty", where=field, next_step="Fill it in")
    return sent.text(field)


def _page(
    request: Request, room: Room, found: Person, error: OnrecordError | None, sent: Posted | None = None
) -> Response:
    said = room.record.search(Query(person=found.id, newest=True, limit=_ARTICLES)).items
    articles: dict[str, ArticleRow] = {hit.article.id: hit.article for hit in said}
    return page(
        request,
        "correct_person.html",
        person=found,
        articles=list(articles.values()),
        ticked=sent.every("article") if sent else (),
        do=sent.text("do") if sent else "",
        value={name: sent.text(name) if sent else "" for name in ("other", "to", "qid", "name")},
        **decision_form(request, sent, error),
        names=[row.name for row in room.speakers.get().items if row.id != found.id],
        edits=[edit for edit in room.record.persons.edits() if _concerns(edit, found)],
    )


def _concerns(edit: Edit, found: Person) -> bool:
    keys = {alias.key for alias in found.aliases}
    payload = edit.payload
    named = {*payload.get("one", ()), *payload.get("other", ()), *payload.get("keys", ()), payload.get("key")}
    return edit.target == found.id or bool(named & keys)

"""A statement put right, found right or rejected; and one added that was missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import Request, Response

from onrecord.accounts import Role
from onrecord.domain import Edit, Field, Span, hull
from onrecord.errors import OnrecordError, QueryError, RecordError, UsageError
from onrecord.record import StoredArticle
from onrecord.web import addresses
from onrecord.web.entry import open_to
from onrecord.web.forms import InForm, Posted, decision_form, done
from onrecord.web.marked import Paragraph, marked_text
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, Room, pages, redirect
from onrecord.web.wishes import FIELDS, TYPES, as_it_stands, places, wish, wishes_nothing

router = pages()

CANNOT = (UsageError, QueryError, RecordError)
"""What the record answers where an edit cannot be made: told beside the form, with what was typed."""

_ROUND = 1200  # code points of the article on either side of a statement that are shown beside its form


@router.api_route("/correct/statements/{public_id:path}", methods=["GET", "HEAD"])
@open_to(Role.EDITOR)
def statement(request: Request, room: InRoom, public_id: str) -> Response:
    """One statement, to be put right, and what was decided about it."""
    stored = room.record.statement(public_id)
    (own,) = stored.statement_ids.values()
    if own != public_id:
        return redirect(addresses.correct(own))
    now = as_it_stands(stored)
    return _statement_page(request, room, stored, now, {name: now[name] for name in FIELDS}, None)


@router.post("/correct/statements/{public_id:path}")
def decide(request: Request, room: InRoom, public_id: str, sent: InForm) -> Response:
    """Change it, find it right, or reject it."""
    stored = room.record.statement(public_id)
    (own,) = stored.statement_ids.values()
    try:
        made = _decided(room, own, sent)
    except CANNOT as error:
        was = {name: sent.text(f"was-{name}") for name in FIELDS}
        typed = {name: sent.text(name) for name in as_it_stands(stored)}
        return _statement_page(request, room, stored, typed, was, error, sent)
    room.written()
    gone = made.kind == "statement.reject"
    return done(addresses.article(stored.id, None if gone else own), sent, made.id)


def _decided(room: Room, own: str, sent: Posted) -> Edit:
    edits, do = room.record.edits, sent.text("do")
    if do not in ("review", "reject"):
        return edits.change(own, wish(sent), **sent.decision)
    if not wishes_nothing(sent):
        raise UsageError(
            "fields were changed too, and only one thing can be done at a time",
            next_step="Save the change first, or load the page again for what it shows now",
        )
    return edits.review(own, **sent.decision) if do == "review" else edits.reject(own, **sent.decision)


def _statement_page(
    request: Request,
    room: Room,
    stored: StoredArticle,
    typed: Mapping[str, str],
    was: Mapping[str, str],
    error: OnrecordError | None,
    sent: Posted | None = None,
) -> Response:
    (one,) = stored.extracted.statements
    (own,) = stored.statement_ids.values()
    text = marked_text(stored)
    return page(
        request,
        "correct_statement.html",
        stored=stored,
        article=stored.extracted.article,
        statement=one,
        id=own,
        title=text.title,
        paragraphs=_round(text.paragraphs, one.field, hull(one.content), len(stored.extracted.article.text)),
        places=places(one),
        value=typed,
        was=was,
        **decision_form(request, sent, error),
        kind=sent.text("speaker_type") if sent else "",
        kinds=TYPES,
        names=_names(room, stored.id),
        edits=room.record.edits.on_statements([own]),
    )


def _round(paragraphs: Sequence[Paragraph], field: Field, content: Span | None, length: int) -> Sequence[Paragraph]:
    """The paragraphs about a statement, among which its words can be marked anew; about a headline the first ones."""
    if field == "title" or content is None:
        content = Span(0, 1)
    ends = [*(one.start for one in paragraphs[1:]), length]
    return [
        one
        for one, end in zip(paragraphs, ends, strict=True)
        if one.start < content.end + _ROUND and content.start - _ROUND < end
    ]


@router.api_route("/correct/articles/{public_id:path}", methods=["GET", "HEAD"])
@open_to(Role.EDITOR)
def missed(request: Request, room: InRoom, public_id: str, at: str = "", field: str = "text") -> Response:
    """An article, to add a statement to it. ``at``: the words that were marked for it, as ``120-180``."""
    stored = room.record.article(public_id)
    if stored.id != public_id:
        return redirect(addresses.missed(stored.id, at=at, field=field if at else None))
    asked: Field = "title" if field == "title" else "text"
    words = _words_at(stored.extracted.article.field_text(asked), at)
    typed = {"content": words, "content_at": at if words else "", "headline": "on" if field == "title" else ""}
    return _missed_page(request, room, stored, typed, None)


@router.post("/correct/articles/{public_id:path}")
def add(request: Request, room: InRoom, public_id: str, sent: InForm) -> Response:
    """Add a statement."""
    stored = room.record.article(public_id)
    field: Field = "title" if sent.text("headline") else "text"
    try:
        made = room.record.edits.add(stored.id, wish(sent), field=field, **sent.decision)
    except CANNOT as error:
        return _missed_page(request, room, stored, {}, error, sent)
    room.written()
    return done(addresses.article(stored.id, made.target), sent, made.id)


def _words_at(text: str, at: str) -> str:
    first, _, last = at.partition("-")
    if len(at) > 30 or not (first.isdecimal() and last.isdecimal()):
        return ""
    return text[int(first) : int(last)]


def _missed_page(
    request: Request,
    room: Room,
    stored: StoredArticle,
    typed: Mapping[str, str],
    error: OnrecordError | None,
    sent: Posted | None = None,
) -> Response:
    names = (*FIELDS, "content_at", "cue_at", "source_at", "speaker_type", "headline")
    value = {name: sent.text(name) if sent else typed.get(name, "") for name in names}
    text = marked_text(stored)
    return page(
        request,
        "correct_article.html",
        stored=stored,
        article=stored.extracted.article,
        title=text.title,
        paragraphs=text.paragraphs,
        value=value,
        **decision_form(request, sent, error),
        kinds=TYPES,
        names=_names(room, stored.id),
    )


def _names(room: Room, article: str) -> list[str]:
    """Names to pick from: who speaks in this article, then who speaks most in the record."""
    here = room.record.article(article)
    names = [who.name for those in here.persons.values() for who in those]
    names += [one.speaker.name for one in here.extracted.statements if one.speaker.name]
    return list(dict.fromkeys([*names, *(row.name for row in room.speakers.get().items)]))

"""The reading view: an article as text, its statements marked, and beside it each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Request, Response

from onrecord.domain import Edit
from onrecord.extraction.unrecorded import unrecorded
from onrecord.record import Printed, StoredArticle
from onrecord.views.linked_data import article_object
from onrecord.web import addresses
from onrecord.web.marked import marked_text, notes
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, pages, redirect

router = pages()

_UNRECORDED = 200
"""Quotations in no statement that are listed; their number is told of all."""


@router.api_route("/articles/{public_id:path}", methods=["GET", "HEAD"])
def article(request: Request, room: InRoom, public_id: str) -> Response:
    """One article with its statements; any version of it, or an address or path, leads here too."""
    stored = room.record.article(public_id)
    if stored.id != public_id:
        return redirect(addresses.article(stored.id))
    sayings = room.record.sayings.holding(list(stored.statement_ids.values()))
    extracted = stored.extracted
    apart = unrecorded(extracted) if extracted.model else ()
    return page(
        request,
        "reading.html",
        stored=stored,
        article=extracted.article,
        linked=article_object(stored),
        text=marked_text(stored),
        notes=notes(stored, elsewhere(stored, sayings)),
        rejected=[edit for edit in room.record.edits.of_article(stored.id) if _rejects(edit)],
        unrecorded=[span.of(extracted.article.text) for span in apart[:_UNRECORDED]],
        unrecorded_number=len(apart),
    )


@router.api_route("/statements/{public_id:path}", methods=["GET", "HEAD"])
def statement(room: InRoom, public_id: str) -> Response:
    """A statement where it stands: its article, at its place."""
    stored = room.record.statement(public_id)
    (own,) = stored.statement_ids.values()
    return redirect(addresses.article(stored.id, own))


def elsewhere(stored: StoredArticle, sayings: Mapping[str, Printed]) -> Mapping[str, int]:
    """In how many other articles each statement is reported, by its public id; without those that are in none."""
    others = {own: len(saying.articles - {stored.id}) for own, saying in sayings.items()}
    return {own: number for own, number in others.items() if number}


def _rejects(edit: Edit) -> bool:
    return edit.holds and edit.kind == "statement.reject"

"""What was said once and printed many times: the reports of one saying side by side, how to cite it, who changed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query as Asked
from fastapi import Request, Response

from onrecord.domain import Report, Saying, Statement
from onrecord.domain.sentences import around, sentences
from onrecord.matching import differences
from onrecord.record import Record, StoredArticle, parse_query
from onrecord.views.citing import bibtex, citation, markdown, plain
from onrecord.views.linked_data import saying_object
from onrecord.views.marking import pieces
from onrecord.views.sayings import compared_with, differing, doubts, fullest, notes
from onrecord.web import addresses
from onrecord.web.rendering import page
from onrecord.web.room import SAYINGS, InRoom, pages, redirect

router = pages()

_MOST_REPORTS = 40
"""Reports that are laid side by side; what was printed more often is told as a number."""


@dataclass(frozen=True, slots=True)
class Told:
    """One report as the page shows it.

    Attributes:
        report: it.
        words: its words in order, each with ``same``, ``new``, or ``cut`` for words that only the other has.
        compared: whether it was compared with anything.
        notes: what does not agree with the transcript.
        sentence: the sentence of the article round it, in stretches; True beside those that are what was said.
        stored: its article.
    """

    report: Report
    words: tuple[tuple[str, str], ...]
    compared: bool
    notes: list[str]
    sentence: tuple[tuple[str, bool], ...]
    stored: StoredArticle


@router.api_route("/sayings", methods=["GET", "HEAD"])
def sayings(request: Request, room: InRoom, q: str = "", offset: Annotated[int, Asked(ge=0, lt=2**31)] = 0) -> Response:
    """What was printed twice or more, those with most reports first."""
    if q.strip():
        found = room.record.sayings.listed(parse_query(q), limit=SAYINGS, offset=offset)
    else:
        found = room.sayings.get(str(offset))
    return page(
        request,
        "sayings.html",
        found=found,
        q=q,
        fullest=fullest,
        **addresses.around("/sayings", offset, SAYINGS, more=found.more, q=q),
    )


@router.api_route("/sayings/{public_id:path}", methods=["GET", "HEAD"])
def saying(request: Request, room: InRoom, public_id: str, cite: str = "") -> Response:
    """One saying. ``cite`` names the report to be cited; without it, the one that quotes most."""
    found = room.record.sayings.named(public_id)
    own = {report.id for report in found.reports}
    if public_id not in own:
        return redirect(addresses.saying(found.id))
    most = fullest(found)
    told = list(_told(room.record, found, most))
    cited = next((one for one in told if one.report.id == (cite or most.id)), told[0])
    citing = citation(cited.stored, _statement(cited.stored))
    return page(
        request,
        "saying.html",
        saying=found,
        linked=saying_object(found),
        most=most,
        told=told,
        doubts=doubts(found),
        spoken=next((report.original for report in found.reports if report.original), None),
        cited=cited.report.id,
        link=citing.link,
        styles=[("In words", plain(citing)), ("Markdown", markdown(citing)), ("BibTeX", bibtex(citing))],
        edits=room.record.edits.on_statements(sorted(own)),
    )


def _told(record: Record, found: Saying, most: Report) -> Iterator[Told]:
    shown = found.reports[:_MOST_REPORTS]
    every = record.statements([report.id for report in shown])
    for report in shown:
        stored = every.get(report.id) or record.statement(report.id)  # which says so where it was removed meanwhile
        against = compared_with(report, most)
        yield Told(
            report=report,
            words=tuple((kind, words) for kind, words in differing(report, against, differences) if words),
            compared=against is not None and report.form != "indirect",
            notes=notes(report),
            sentence=_sentence(stored),
            stored=stored,
        )


def _sentence(stored: StoredArticle) -> tuple[tuple[str, bool], ...]:
    """The sentences of the article in which a statement stands, cut where its content begins and ends."""
    statement = _statement(stored)
    text = stored.extracted.article.field_text(statement.field)
    every = sentences(text)
    if not every:
        return ()
    spans = (*statement.content, *statement.cue, *statement.source)
    start = every[around(every, min(s.start for s in spans))].start
    end = every[around(every, max(s.end for s in spans) - 1)].end
    return tuple(
        (text[max(piece.start, start) : min(piece.end, end)], any(m.role == "content" for m in piece.marks))
        for piece in pieces(text, [statement], statement.field)
        if piece.start < end and start < piece.end
    )


def _statement(stored: StoredArticle) -> Statement:
    return stored.extracted.statements[0]

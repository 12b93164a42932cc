"""A draft checked: each of its quotations against the full text of everything in the record."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Response

from onrecord.accounts import Role
from onrecord.checking import Stored, check
from onrecord.domain import CheckedDraft, CheckedQuote
from onrecord.errors import OnrecordError, ReadError, RecordError, UsageError
from onrecord.ingest import extract_article, read_each, read_within
from onrecord.reading import Given, Source
from onrecord.views.check_page import check_page
from onrecord.views.check_words import (
    WORDINGS,
    against,
    doubts,
    link,
    places,
    searched_words,
    sentences,
    speaker_found,
    summary,
)
from onrecord.web import addresses
from onrecord.web.entry import open_to
from onrecord.web.forms import Posted, done, posted, size_limit, wrong
from onrecord.web.jobs import Job, Seen
from onrecord.web.problems import status_of
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, Room, pages

router = pages()

MOST = 10 * 1024 * 1024
"""Bytes of a draft; a book is a tenth of it."""

_BESIDE = 64 * 1024  # bytes of the fields beside it
_PATIENCE = 4.0
_GONE = "this check is not kept any more; checks stay in memory for a while, and nowhere else"

InDraft = Annotated[Posted, Depends(posted(MOST + _BESIDE))]


@router.api_route("/check", methods=["GET", "HEAD"])
def form(request: Request) -> Response:
    """Paste or upload a draft."""
    return _form(request, None, None)


@router.post("/check")
@open_to(Role.READER)
async def take(request: Request, room: InRoom, sent: InDraft) -> Response:
    """Take a draft, and begin."""
    try:
        source, given = _source(sent), Given(published=sent.text("published") or None)
        job = room.jobs.start("check", lambda job: _check(room, source, given, job))
    except OnrecordError as error:
        return _form(request, sent, error)
    await job.settled(_PATIENCE)
    return done(addresses.checked(job.id))


@router.api_route("/check/{job_id}", methods=["GET", "HEAD"])
def checked(request: Request, room: InRoom, job_id: str) -> Response:
    """How far it is, and in the end each quotation with what was found."""
    job = _job(room, job_id)
    if not job.done:
        return page(request, "working.html", title="Checking", told=job.told, cannot=None)
    try:
        drafts: list[CheckedDraft] = job.result
    except OnrecordError as error:
        status = 400 if isinstance(error, ReadError) else status_of(error)
        return page(request, "working.html", status=status, title="Nothing was checked", told="", cannot=error)
    return page(
        request,
        "checked.html",
        drafts=drafts,
        report=addresses.checked(job.id) + "/report.html",
        cut=_cut,
        WORDINGS=WORDINGS,
        against=against,
        doubts=doubts,
        link=link,
        searched_words=searched_words,
        sentences=sentences,
        speaker_found=speaker_found,
        summary=summary,
        places=places,
    )


@router.api_route("/check/{job_id}/report.html", methods=["GET", "HEAD"])
def report(room: InRoom, job_id: str) -> Response:
    """The same as a page that is saved and handed on."""
    job = _job(room, job_id)
    if not job.done:
        raise RecordError("this draft is still being checked", code="busy")
    named = {"content-disposition": 'attachment; filename="quotations-checked.html"'}
    return Response(check_page(job.result), media_type="text/html; charset=utf-8", headers=named)


def _job(room: Room, job_id: str) -> Seen:
    job = room.jobs.get(job_id, "check")
    if job is None:
        raise RecordError(_GONE, code="not-found")
    return job


def _source(sent: Posted) -> Source:
    if sent.file is not None:
        return Source(sent.file.name, data=sent.file.data)
    if not sent.text("text"):
        raise UsageError("there is no draft", where="text", next_step="Paste one, or choose a file")
    return Source("-", data=sent.pasted("text"))


def _check(room: Room, source: Source, given: Given, job: Job) -> list[CheckedDraft]:
    from onrecord.extraction import load_model  # numpy and the weights: a second that only this costs

    failed: list[ReadError] = []
    job.told = "reading the draft"
    articles = list(read_each([source], given, failed.append, read_within))
    if failed:
        raise failed[0]
    drafts = [extract_article(article, load_model()) for article in articles]

    def tell(ready: int, whole: int) -> None:
        job.told = f"making an index of the record, once: {ready:,} of {whole:,} texts"

    with room.together.indexing():  # one at a time goes through the texts that came since
        job.told = "opening the index of the record"
        sources = Stored(room.record, on_progress=tell)
    job.told = "seeking each quotation"
    return [check(draft, sources) for draft in drafts]


def _cut(draft: CheckedDraft) -> list[tuple[str, int, CheckedQuote | None]]:
    """The draft in stretches; a quotation with its number, all else with none."""
    text, at = draft.article.text, 0
    found: list[tuple[str, int, CheckedQuote | None]] = []
    for number, quote in enumerate(draft.quotes, 1):
        found += [(text[at : quote.span.start], 0, None), (quote.span.of(text), number, quote)]
        at = quote.span.end
    return [*found, (text[at:], 0, None)]


def _form(request: Request, sent: Posted | None, error: OnrecordError | None) -> Response:
    return page(
        request,
        "check.html",
        status=status_of(error) if error else 200,
        value={name: sent.text(name) if sent else "" for name in ("text", "published")},
        wrong=wrong(error) if error else None,
        most=MOST,
        limit=size_limit(MOST),
    )

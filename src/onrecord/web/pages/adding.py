"""Articles added by paste, upload or address: read in the background, and shown with what reading doubts of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request, Response

from onrecord.accounts import Role
from onrecord.errors import OnrecordError, ReadError, RecordError, UsageError
from onrecord.ingest import Event, Extractor, add, read_within
from onrecord.reading import MAX_BYTES, Given, Source, find, is_address
from onrecord.record import StoredArticle
from onrecord.web import addresses
from onrecord.web.entry import open_to
from onrecord.web.forms import Posted, done, posted, size_limit, wrong
from onrecord.web.jobs import Job
from onrecord.web.problems import status_of
from onrecord.web.rendering import page
from onrecord.web.room import InRoom, Room, pages

router = pages()

MOST = MAX_BYTES + 64 * 1024
"""Bytes of a request: the largest article, and the fields beside it."""

PATIENCE = 2.5
"""Seconds in which an article is mostly read, so that its page comes at once."""

_GIVEN = ("title", "outlet", "byline", "published", "url")
_SHOWN = 30  # articles whose doubts are told one by one

InUpload = Annotated[Posted, Depends(posted(MOST))]


@dataclass(slots=True)
class Outcome:
    """What became of what was sent.

    Attributes:
        articles: what the record did with each, and by what it finds it.
        failures: what could not be read, and why.
        stopped: whether the server stopped before the end.
    """

    articles: list[tuple[str, str]] = field(default_factory=list)
    removed: int = 0
    failures: list[ReadError] = field(default_factory=list)
    stopped: bool = False


@router.api_route("/add", methods=["GET", "HEAD"])
@open_to(Role.EDITOR)
def form(request: Request) -> Response:
    """Forms to paste, upload, or name an address."""
    return _form(request, None, None)


@router.post("/add")
async def take(request: Request, room: InRoom, sent: InUpload) -> Response:
    """Take what was sent, and begin."""
    try:
        source, given = _source(room, sent), _given(sent)
        job = room.jobs.start("add", lambda job: _add(room, source, given, job))
    except OnrecordError as error:
        return _form(request, sent, error)
    await job.settled(PATIENCE)
    return done(addresses.added(job.id))


@router.api_route("/add/{job_id}", methods=["GET", "HEAD"])
@open_to(Role.EDITOR)
def added(request: Request, room: InRoom, job_id: str) -> Response:
    """How far it is, and in the end what came of it."""
    job = room.jobs.get(job_id, "add")
    if job is None:
        raise RecordError("this is not known any more; what was added is in the list of articles", code="not-found")
    if not job.done:
        return page(request, "working.html", title="Reading", told=job.told, cannot=None)
    try:
        outcome: Outcome = job.result
    except OnrecordError as error:
        return page(request, "working.html", status=status_of(error), title="Nothing was added", told="", cannot=error)
    stored = [(kind, found) for kind, own in outcome.articles[:_SHOWN] if (found := _stored(room, own))]
    return page(request, "added.html", outcome=outcome, stored=stored)


def _stored(room: Room, own: str) -> StoredArticle | None:
    try:
        return room.record.article(own)
    except RecordError:  # removed since, or one of several that it could be
        return None


def _source(room: Room, sent: Posted) -> Source:
    match sent.text("do"):
        case "paste":
            if not sent.text("text"):
                raise UsageError("nothing was pasted", where="text", next_step="Paste the article, with its headline")
            return Source("-", data=sent.pasted("text"))
        case "upload":
            if sent.file is None:
                raise UsageError("no file was chosen", where="file", next_step="Choose a saved page, a PDF, a text")
            return Source(sent.file.name, data=sent.file.data)
        case "address":
            if not is_address(sent.text("address")):
                raise UsageError(
                    f"{sent.text('address')!r} is no address of the web",
                    where="address",
                    next_step="Copy it from the browser, with the https:// before it",
                )
            return next(find([sent.text("address")], fetch=room.client.fetch))
    raise UsageError("nothing that can be done was chosen", next_step="Press one of the buttons")


def _given(sent: Posted) -> Given:
    return Given(**{name: sent.text(name) or None for name in _GIVEN})


def _add(room: Room, source: Source, given: Given, job: Job) -> Outcome:
    from onrecord.extraction import load_model  # numpy and the weights: a second that only this costs

    job.told = "fetching" if source.fetch else "reading"
    outcome = Outcome()
    watch = _watch(outcome, job)
    summary = add(
        room.record,
        [source],
        Extractor(load_model),
        load_model().version,
        given,
        progress=watch,
        read=read_within,
        stopped=lambda: job.stopping,
    )
    outcome.stopped = summary.stopped
    room.written()
    return outcome


def _watch(outcome: Outcome, job: Job) -> Callable[[Event], None]:
    def watch(event: Event) -> None:
        if event.article is not None:
            outcome.articles.append((event.kind, event.article))
            job.told = f"reading; {len(outcome.articles):,} done"
        elif event.error is not None:
            outcome.failures.append(event.error)
        else:
            outcome.removed += event.kind == "removed"

    return watch


def _form(request: Request, sent: Posted | None, error: OnrecordError | None) -> Response:
    names = (*_GIVEN, "text", "address", "do")
    return page(
        request,
        "add.html",
        status=status_of(error) if error else 200,
        value={name: sent.text(name) if sent else "" for name in names},
        wrong=wrong(error) if error else None,
        most=MAX_BYTES,
        limit=size_limit(MAX_BYTES),
    )

"""Adding sources to a record: what it has is skipped, what fails is kept as a failure, and the rest goes on.

One transaction an article, in the order of the sources however many workers there are: so a run that was killed at any
moment and is started again ends with the same record as one that was not.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal

from onrecord.domain import Article, Extracted
from onrecord.errors import ReadError, RecordError
from onrecord.reading import Given, Source
from onrecord.views.words import why_unnamed

from .parallel import never
from .people import update_people
from .pipeline import NOTHING, Extractor, Reads, extract_each, is_looked_at, read_each, read_here

if TYPE_CHECKING:  # what extracts without a record should not wait for SQLAlchemy
    from onrecord.record import Record

Status = Literal["added", "already", "re-read", "revised", "removed", "failed"]
_STORED: tuple[Status, ...] = ("added", "re-read", "revised")


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a run, for whoever shows its progress.

    Attributes:
        kind: ``source`` when one is begun, else what became of an article.
        path: of the source, or of the article.
        error: with ``failed``, why.
        article: by what the record finds it, where it is in there now.
    """

    kind: Status | Literal["source"]
    path: str
    error: ReadError | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did.

    Attributes:
        articles: how many of each status; an article counts once. Those ``removed`` before were not taken up again.
        statements: how many were stored by this run, and ``refused`` how many of them say that somebody would not say.
        named: of how many the speaker's name is known; ``unnamed``: of how many not, by the reason.
        warnings: how many stored articles have each doubt.
        not_extracted: stored articles that the model did not look at, being in another language.
        others: of web archives and scanned newspapers what is no article, by what it is: ``pictures``.
        failures: what could not be read.
        orphans: edits made before that could not be found again in what was read anew.
        stopped: whether it was interrupted.
        seconds: wall time.
    """

    articles: Mapping[str, int]
    statements: int
    refused: int
    named: int
    unnamed: Mapping[str, int]
    warnings: Mapping[str, int]
    not_extracted: int
    others: Mapping[str, int]
    failures: tuple[ReadError, ...]
    orphans: int
    stopped: bool
    seconds: float

    @property
    def new(self) -> int:
        """Articles that this run stored or stored anew."""
        return sum(self.articles.get(kind, 0) for kind in _STORED)


def add(
    record: Record,
    sources: Iterable[Source],
    extractor: Extractor,
    version: str,
    given: Given = NOTHING,
    *,
    jobs: int = 1,
    progress: Callable[[Event], None] | None = None,
    read: Reads | None = None,
    stopped: Callable[[], bool] = never,
) -> Summary:
    """Read, extract and store.

    Args:
        record: where to.
        sources: from ``reading.find``.
        extractor: what each worker runs, and ``version`` that of its model, by which the record knows what it has.
        given: metadata that beats what is found.
        jobs: worker processes; 1 works in this process.
        progress: told each step.
        read: reads one of the sources; None reads it in this process.
        stopped: asked between two articles, and while one is extracted by a worker, whether to leave the rest.

    Returns:
        what was done; also where it was stopped, or interrupted by Ctrl-C, with ``stopped`` set: everything counted in
        it is stored.

    Raises:
        RecordError: where the record cannot be written.
    """
    run = Run(record, version, progress or (lambda _: None), corrects=given != NOTHING, asked_to_stop=stopped)
    reads = read or partial(read_here, on_other=run.pass_over)
    articles = run.wanted(read_each(run.watched(sources), given, run.fail, reads))
    return run.through(extract_each(articles, extractor, jobs, stopped), run.store)


@dataclass(slots=True)
class Run:
    """The counts of one run while it goes."""

    record: Record
    version: str
    progress: Callable[[Event], None]
    corrects: bool  # metadata was given: it goes over what the record has of the same bytes
    asked_to_stop: Callable[[], bool] = never
    failed_before: set[str] = field(init=False)
    articles: Counter[str] = field(default_factory=Counter)
    unnamed: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    statements: int = 0
    refused: int = 0
    not_extracted: int = 0
    orphans: int = 0
    failures: list[ReadError] = field(default_factory=list)
    stopped: bool = False
    started: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.failed_before = {failure.path for failure in self.record.failures()}

    def through(self, found: Iterable[Extracted | ReadError], take: Callable[[Extracted], object]) -> Summary:
        """Take what is found one by one, and keep what failed, until the end or until it is asked to stop."""
        try:
            for one in found:
                if self.asked_to_stop():
                    break
                if isinstance(one, ReadError):
                    self.fail(one)
                else:
                    take(one)
        except KeyboardInterrupt:
            self.stopped = True
        self.stopped |= self.asked_to_stop()
        return self.finish()

    def watched(self, sources: Iterable[Source]) -> Iterator[Source]:
        """The sources, each told as it is begun; no more of them where it is asked to stop."""
        for source in sources:
            if self.asked_to_stop():
                return
            self.progress(Event("source", source.path))
            yield source

    def wanted(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Those of which there is anything to do; no more of them where it is asked to stop."""
        for article in articles:
            if self.asked_to_stop():
                return
            if self.wants(article):
                yield article

    def wants(self, article: Article) -> bool:
        """Whether there is anything to do: the record lacks it from this reader and model, or is to be corrected."""
        if self.record.removed(article) is not None:
            self._count("removed", article.path or article.id)
            return False
        if self.corrects:
            return True
        # An article that no model looks at is stored with none, and is known by that.
        model = self.version if is_looked_at(article) else None
        has = self.record.has(article.sha256, article.reader, article.reader_version, model, article_id=article.id)
        if has:
            self._count("already", article.path or article.id, article=article.id)
            if article.path in self.failed_before:  # the file is again what it was before it failed
                self.record.clear_failure(article.path)
        return not has

    def store(self, found: Extracted) -> None:
        """Put an article into the record, and count what came of it."""
        stored = self.record.add(found, replace=self.corrects)
        status = stored.status
        self.orphans += stored.orphans
        self._count(status, found.article.path or found.article.id, article=stored.article_id)
        if status == "already":  # the same bytes twice in one run
            return
        self.statements += len(found.statements)
        self.refused += sum(s.act == "refused" for s in found.statements)
        self.not_extracted += found.model is None
        self.unnamed.update(why for s in found.statements if (why := why_unnamed(s)))
        self.warnings.update({w.code for w in found.article.warnings})

    @property
    def stored(self) -> bool:
        """Whether anything was stored."""
        return any(self.articles[kind] for kind in _STORED)

    def finish(self) -> Summary:
        """Bring people and sayings up to date; what was done."""
        if self.stored:
            from .sayings import update_sayings  # knows the record, for which extraction alone should not wait

            update_people(self.record)
            update_sayings(self.record)
        return self.summary()

    def pass_over(self, what: str) -> None:
        """Count what is no page."""
        self.others[what] += 1

    def fail(self, error: ReadError) -> None:
        """Keep a failure."""
        if error.code == "cancelled" and error.about:
            error = self._taken_back(error, error.about)
        self.failures.append(error)
        self.record.add_failure(error.where or "-", error.code, error.what, error.next_step)
        self._count("failed", error.where or "-", error)

    def _taken_back(self, error: ReadError, own: str) -> ReadError:
        """The error, with which article of the record it takes back; to remove that for good is for a person."""
        try:
            held = self.record.article(own).id
        except RecordError:
            return error
        return ReadError(
            f"{error.what}, and the record holds it: {held}",
            where=error.where,
            next_step=f"Do not use it. To take it out: onrecord remove {held} --reason 'taken back by its sender'",
            code=error.code,
        )

    def _count(self, kind: Status, path: str, error: ReadError | None = None, article: str | None = None) -> None:
        self.articles[kind] += 1
        self.progress(Event(kind, path, error, article))

    def summary(self) -> Summary:
        """What was done so far."""
        return Summary(
            articles=dict(self.articles),
            statements=self.statements,
            refused=self.refused,
            named=self.statements - self.unnamed.total(),
            unnamed=dict(self.unnamed.most_common()),
            warnings=dict(self.warnings.most_common()),
            not_extracted=self.not_extracted,
            others=dict(self.others.most_common()),
            failures=tuple(self.failures),
            orphans=self.orphans,
            stopped=self.stopped,
            seconds=time.monotonic() - self.started,
        )

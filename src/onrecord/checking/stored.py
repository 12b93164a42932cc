"""A record as what a draft is checked against: every article and transcript in it, whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from onrecord.domain import Article, Searched, Span, Statement
from onrecord.errors import QueryError
from onrecord.record import Record

from . import kept
from .index import SEGMENT_LETTERS, Segment, build
from .sources import Stated, holding

_SMALL = 1_000_000
"""Words below which a segment is built anew with the texts that came after it, so that they do not grow many."""


class Stored:
    """The texts of a record, indexed; what was indexed before is taken from the user's cache.

    Args:
        record: an open one.
        cache: folder of the index; where the user keeps such things by default.
        on_progress: called with how many texts are indexed now and how many there are to index.
    """

    def __init__(
        self,
        record: Record,
        *,
        cache: Path | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self._record = record
        self._cache = cache or kept.folder_for(str(record.path.resolve() if record.path else record.target))
        self._told = on_progress or (lambda _done, _all: None)
        self._speaking = lru_cache(maxsize=256)(record.texts.speaking)
        self.statements = lru_cache(maxsize=256)(self._statements)
        self._names = lru_cache(maxsize=512)(record.persons.other_names)
        self.with_speaker = lru_cache(maxsize=512)(self._with_speaker)
        self.transcripts = record.texts.transcripts()
        self.segments = self._up_to_date()

    def article(self, text_id: str) -> Article:
        """See ``Sources``."""
        return self._record.texts.article(text_id)

    def searched(self) -> Searched:
        """See ``Sources``."""
        days = self._record.texts.days()
        return Searched(days.articles, days.first, days.last, "this record")

    def _statements(self, text_id: str) -> tuple[Statement, ...]:
        return tuple(one.statement for one in self._record.texts.statements(text_id))

    def stated(self, text_id: str, span: Span) -> Stated | None:
        """See ``Sources``."""
        ids = {one.statement: one.id for one in self._record.texts.statements(text_id, within=span)}
        found = holding(tuple(ids), span)
        return Stated(found, ids[found]) if found else None

    def other_names(self, text_id: str, statement: Statement) -> tuple[str, ...]:
        """See ``Sources``: those of the record's persons."""
        people = self._speaking(text_id).get(statement.id, ())
        return tuple(name for who in people for name in self._names(who))

    def _with_speaker(self, name: str) -> int | None:
        try:
            return self._record.texts.with_speaker(name)
        except QueryError:  # a name of signs alone
            return None

    def _up_to_date(self) -> Sequence[tuple[Segment, Sequence[str]]]:
        """The segments that were kept, and new ones for texts that came since."""
        waiting = dict.fromkeys((one.id, one.text_sha256) for one in self._record.texts.listed())
        found: list[kept.Kept] = []
        for one in kept.load(self._cache):
            # With a text in it that the record no longer holds, or that another segment has, it is made anew: what was
            # taken out of a record is not kept here.
            if not all(text in waiting for text in one.texts):
                kept.drop(one)
                continue
            found.append(one)
            for text in one.texts:
                del waiting[text]
        found, small = _without_small(found, bool(waiting))
        found += self._built([*small, *waiting])
        return [(one.segment, [text_id for text_id, _ in one.texts]) for one in found]

    def _built(self, wanted: Sequence[tuple[str, str]]) -> Iterator[kept.Kept]:
        done = 0
        for some in self._portions(wanted):
            segment = build(self._record.texts.read([text_id for text_id, _ in some]))
            yield kept.save(self._cache, segment, some)
            done += len(some)
            self._told(done, len(wanted))

    def _portions(self, wanted: Sequence[tuple[str, str]]) -> Iterator[Sequence[tuple[str, str]]]:
        """Texts for one segment after another, by how long the first fifty of each are."""
        at = 0
        while at < len(wanted):
            sample = wanted[at : at + 50]
            letters = sum(len(text) for text in self._record.texts.read([text_id for text_id, _ in sample]))
            size = max(50, int(SEGMENT_LETTERS * len(sample) / max(letters, 1)))
            yield wanted[at : at + size]
            at += size


def _without_small(found: Sequence[kept.Kept], more: bool) -> tuple[list[kept.Kept], list[tuple[str, str]]]:
    """The segments without the small ones where more texts come, and the texts of those."""
    large: list[kept.Kept] = []
    texts: list[tuple[str, str]] = []
    for one in found:
        if more and len(one.segment.words) < _SMALL:
            kept.drop(one)
            texts += one.texts
        else:
            large.append(one)
    return large, texts

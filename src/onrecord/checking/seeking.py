"""One quotation sought in all texts: the places where it stands, best first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from onrecord.aligning import Alignment
from onrecord.domain import Article

from .index import regions, sought
from .quoted import Quoted
from .sources import Sources
from .wording import BEST_FIRST, Judged, Source, judge, may_be

_REGIONS = 12
"""Places in a segment that are looked at closely for one quotation."""

_REACH, _REACH_OF_SHORT, _REACH_WITH_CUTS = 40, 80, 700
"""Words over which the parts of a quotation may lie apart: without marked cuts, with them where some part is short (a
word or two stand everywhere), and where all are long."""

_LONG_PART = 4

_JUDGED, _TRANSCRIPTS_JUDGED = 24, 4
"""Places that are read word by word, those with the fewest differences first; and besides, of those in transcripts."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A place at which a quotation, or something like it, stands."""

    text_id: str
    article: Article
    judged: Judged


class Seeker:
    """Seeks quotations in texts, and keeps those texts at hand that it took apart.

    Args:
        sources: the texts.
        without: the hash of bytes that are not searched: the draft's own, which may lie among them.
    """

    def __init__(self, sources: Sources, without: str) -> None:
        self._sources = sources
        self._without = without
        self._segments = [
            (segment, ids, np.fromiter((text_id in sources.transcripts for text_id in ids), np.bool_))
            for segment, ids in sources.segments
        ]
        self._source = lru_cache(maxsize=256)(self._load)

    def seek(self, quoted: Quoted, *, denied: bool = False) -> tuple[Seen, ...]:
        """The places, the best wording first, transcripts before print, then the earliest; one for each text.

        Args:
            quoted: the quotation, with one word at least.
            denied: whether the draft denies the words.
        """
        every = sorted(self._near(quoted), key=lambda one: one[0].cost)
        rest = [one for one in every[_JUDGED:] if one[1] in self._sources.transcripts]
        found = [*every[:_JUDGED], *rest[:_TRANSCRIPTS_JUDGED]]
        best: dict[str, Seen] = {}
        for alignment, text_id, offset in found:
            source = self._source(text_id)
            if source.article.sha256 == self._without:
                continue
            seen = Seen(text_id, source.article, judge(quoted, source, alignment, offset, denied=denied))
            if text_id not in best or _order(seen) < _order(best[text_id]):
                best[text_id] = seen
        return tuple(sorted(best.values(), key=_order))

    def _load(self, text_id: str) -> Source:
        return Source(self._sources.article(text_id))

    def _near(self, quoted: Quoted) -> Iterator[tuple[Alignment, str, int]]:
        """Alignments that cost little enough, with the text and the number of its word that they begin to count at."""
        hashes = quoted.hashes()
        wanted, reach = sought(hashes, quoted.runs()), _reach(quoted)
        for segment, ids, transcripts in self._segments:
            besides = transcripts if transcripts.any() else None
            for region in regions(segment, wanted, reach=reach, most=_REGIONS, besides=besides):
                text_id = ids[region.text]
                alignment = may_be(quoted, hashes, segment.text(region.text)[region.start : region.end])
                if alignment:
                    yield alignment, text_id, region.start


def _reach(quoted: Quoted) -> int:
    """Words over which the parts of a quotation may lie, its own among them."""
    long = quoted.cuts and all(b - a >= _LONG_PART for a, b in quoted.runs())
    return (_REACH_WITH_CUTS if long else _REACH_OF_SHORT if quoted.cuts else _REACH) + len(quoted)


def _order(seen: Seen) -> tuple[int, int, bool, str, str]:
    judged = seen.judged
    transcript = seen.article.kind == "transcript"
    near = judged.cost + 10 * sum(len(one.source) for one in judged.differences if one.marked)
    return (BEST_FIRST.index(judged.wording), near, not transcript, seen.article.published or "9", seen.text_id)

"""Where in a transcript the words of a report stand: its original, with the stretch of the transcript's own text.

A turn of a transcript can run over thousands of words and hold the originals of many sayings; so it is no report and
joins none. The two find one another by runs of eight words. Around such a run the quotation is laid beside the turn,
and beside what the same speaker says right before and after it, for a debate is full of interruptions. What it covers
there is the original, cut words in the middle included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np

from onrecord.aligning import Alignment, Hashes, Step, align, within_sentences, without_remarks
from onrecord.record import folding

from .keys import PLAIN_RUN, RUN
from .pairs import DAYS, FAR_WEIGHT, LONG_RUN, common_runs
from .told import Told, Words, days_apart, speakers_agree
from .weights import weight_of

COVERED, COVERED_UNSURE = 0.6, 0.8
"""Share of a quotation's words that its original must hold; and where nobody is named who could be the speaker."""

PIECE = 0.5
"""Share of a first or last piece of a quotation that must stand there, else it is taken for said elsewhere."""

AROUND = 60
"""Words before and behind the run in which the rest of the quotation is looked for."""

_STOP = re.compile(r"[.?!…]|\n\s*\n")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a report's words stand in a transcript.

    Attributes:
        start, stop: code points of the text, half-open.
        words: how many of the quoted words stand there; of: how many were quoted.
    """

    start: int
    stop: int
    words: int
    of: int


def original(report: Told, turn: Told, text: str) -> Found | None:
    """Where a transcript holds the quoted words of ``report``; None where it does not.

    Args:
        report: a statement of an article.
        turn: what one speaker says in a transcript.
        text: of the transcript: the turn, what the speaker says right before and after it, and what stands between.
    """
    quoted = tuple(word for piece in report.pieces for word in piece)
    places = _places(text)
    said = tuple(folding.stem(word.folded) for word in places)
    agree = speakers_agree(report, turn)
    run = _best_run(quoted, said, agree, near=_of_that_time(report, turn))
    if run is None:
        return None
    at, place, _ = run
    start = max(0, place - at - AROUND)
    window = said[start : place + len(quoted) - at + AROUND]
    ends = list(accumulate(map(len, report.pieces)))
    laid = align(*_numbers(quoted, window), dict.fromkeys(ends[:-1], "cut"))
    laid = _without_far_pieces(laid, report.pieces, ends)
    begin = [n for n in range(1, len(window)) if _parts(text, places[start + n - 1], places[start + n])]
    laid = within_sentences(laid, begin)
    words = sum(step.kind == "same" for step in laid.steps)
    # One sentence of several that stand in a speech is no original of them all: it may be a line that is often said.
    if words < (COVERED_UNSURE if agree is None else COVERED) * len(quoted):
        return None
    first, last = places[start + laid.start], places[start + laid.end - 1]
    return Found(first.start, last.end, words, len(quoted))


def _best_run(quoted: Words, said: Words, agree: bool | None, *, near: bool) -> tuple[int, int, int] | None:
    """The longest run of words that both have, and that tells: where in the one, where in the other, how long."""
    least = LONG_RUN if agree is False else RUN
    runs = [
        run
        for run in common_runs(quoted, said, least)
        if weight_of(quoted[run[0] : run[0] + run[2]]) >= (PLAIN_RUN if near else FAR_WEIGHT)
    ]
    return max(runs, key=lambda run: (run[2], -run[1]), default=None)


def _of_that_time(report: Told, turn: Told) -> bool:
    """Whether the two may be of one time. Days are misprinted by one; a slogan is said on many."""
    if report.said is not None and turn.said is not None:
        return abs(report.said - turn.said) <= 1
    apart = days_apart(report, turn)
    return apart is not None and apart <= DAYS


@lru_cache(maxsize=32)
def _places(text: str) -> Sequence[folding.Word]:
    """The words of a transcript; kept, since many reports are laid beside one speech."""
    return tuple(folding.words(without_remarks(text)))


def _numbers(quoted: Words, window: Words) -> tuple[Hashes, Hashes]:
    numbers = {word: number for number, word in enumerate(dict.fromkeys((*quoted, *window)), 1)}
    first, second = (np.fromiter((numbers[word] for word in words), np.uint32) for words in (quoted, window))
    return first, second


def _parts(text: str, before: folding.Word, word: folding.Word) -> bool:
    """Whether a sentence ends between two words."""
    return _STOP.search(text, before.end, word.start) is not None


def _without_far_pieces(laid: Alignment, pieces: Sequence[Words], ends: Sequence[int]) -> Alignment:
    """Without the first and last pieces of which too little stands there: their words stand beside nothing."""
    same = [
        sum(s.kind == "same" and end - len(p) <= s.a < end for s in laid.steps)
        for p, end in zip(pieces, ends, strict=True)
    ]
    there = [number >= PIECE * len(piece) for number, piece in zip(same, pieces, strict=True)]
    if not any(there):
        return laid
    first, last = there.index(True), len(there) - there[::-1].index(True) - 1
    begin, end = ends[first] - len(pieces[first]), ends[last]
    within = [s for s in laid.steps if begin <= s.a < end and (s.a < s.b or s.a > begin)]
    before, behind = (within[0].c, within[-1].d) if within else (0, 0)
    lost = [Step("added", n, n + 1, before, before) for n in range(begin)]
    lost_behind = [Step("added", n, n + 1, behind, behind) for n in range(end, ends[-1])]
    return Alignment(laid.cost, (*lost, *within, *lost_behind))

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
from itertools import accumulate, pairwise

from onrecord.aligning import STOP, Alignment, Step, align, numbered, within_sentences, without_remarks
from onrecord.record import folding

from .keys import PLAIN_RUN, RUN
from .pairs import DAYS, FAR_WEIGHT, LONG_RUN, common_runs
from .told import MISPRINT, Told, Words, days_apart, speakers_agree
from .weights import weight_of

COVERED, COVERED_UNSURE = 0.6, 0.8
"""Share of a quotation's words that its original must hold; and where nobody is named who could be the speaker, or the
transcript is of another time."""

PIECE, FAR_PIECE = 0.6, 0.8
"""Share of a first or last piece of a quotation that must stand there, else it is taken for said elsewhere; and of one
that was said farther off."""

AROUND, FAR = 100, 1000
"""Words before and behind the run in which the rest of the quotation is looked for; and where it has pieces, each of
``LONG_PIECE`` words or more: "We will win," she said. "And we will win again tomorrow." may be minutes apart."""

LONG_PIECE = 4

_PAUSE = re.compile(r",|\W[-–—]")
_COMPOUND = re.compile(r"(?:-\s?\w+)*")
_BEFORE_HYPHEN = re.compile(r"(?:\w+-)*$")


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
    places, said = _places(text)
    agree = speakers_agree(report, turn)
    near = _of_that_time(report, turn)
    run = _best_run(quoted, said, agree, near=near)
    if run is None:
        return None
    at, place, _ = run
    reach = FAR if all(len(piece) >= LONG_PIECE for piece in report.pieces) else AROUND
    start = max(0, place - at - reach)
    window = said[start : place + len(quoted) - at + reach]
    ends = list(accumulate(map(len, report.pieces)))
    laid = align(*numbered(quoted, window), dict.fromkeys(ends[:-1], "cut"))
    laid = _without_lost_pieces(laid, report.pieces, ends, at)
    laid = within_sentences(laid, _borders(laid, text, places[start : start + len(window)]))
    words = sum(step.kind == "same" for step in laid.steps)
    # One sentence of several that stand in a speech is no original of them all: it may be a line that is often said.
    if words < (COVERED if agree is not None and near else COVERED_UNSURE) * len(quoted):
        return None
    first, last = places[start + laid.start].start, places[start + laid.end - 1].end
    return Found(*_with_compounds(text, first, last), words, len(quoted))


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
    """Whether the two may be of one time: a slogan is said on many days."""
    if report.said is not None and turn.said is not None:
        return abs(report.said - turn.said) <= MISPRINT
    apart = days_apart(report, turn)
    return apart is not None and apart <= DAYS


@lru_cache(maxsize=32)
def _places(text: str) -> tuple[Sequence[folding.Word], Words]:
    """The words of a transcript, and their stems; kept, since many reports are laid beside one speech."""
    places = tuple(folding.words(without_remarks(text)))
    return places, tuple(folding.stem(word.folded) for word in places)


def _borders(laid: Alignment, text: str, places: Sequence[folding.Word]) -> set[int]:
    """The words that begin something that goes no further with the words before it.

    That is a sentence; and what follows a comma, where the quotation is over before it is.
    """
    between = [text[before.end : word.start] for before, word in pairwise(places)]
    stops = {n for n, signs in enumerate(between, 1) if STOP.search(signs)} | {0, len(places)}
    pauses = {n for n, signs in enumerate(between, 1) if _PAUSE.search(signs)}
    same = [step for step in laid.steps if step.kind == "same"]
    if laid.start not in stops | pauses:
        stops |= {n for n in pauses if n <= same[0].c}
    if laid.end not in stops | pauses:
        stops |= {n for n in pauses if n >= same[-1].d}
    return stops


def _with_compounds(text: str, first: int, last: int) -> tuple[int, int]:
    """A stretch that begins and ends with whole words, where hyphens join some: "re-tweets"."""
    before, behind = _BEFORE_HYPHEN.search(text, 0, first), _COMPOUND.match(text, last)
    return before.start() if before else first, behind.end() if behind else last


def _without_lost_pieces(laid: Alignment, pieces: Sequence[Words], ends: Sequence[int], at: int) -> Alignment:
    """Without the first and last pieces of which too little stands there: their words stand beside nothing.

    Args:
        laid: the quotation beside the transcript.
        pieces: of the quotation; ends: where each ends in it.
        at: a word of the quotation that is there.
    """
    there = [_is_there(laid, end - len(piece), end, at) for piece, end in zip(pieces, ends, strict=True)]
    if not any(there):
        return laid
    first, last = there.index(True), len(there) - there[::-1].index(True) - 1
    begin, end = ends[first] - len(pieces[first]), ends[last]
    within = [s for s in laid.steps if begin <= s.a < end and (s.a < s.b or s.a > begin)]
    before, behind = (within[0].c, within[-1].d) if within else (0, 0)
    lost = [Step("added", n, n + 1, before, before) for n in range(begin)]
    lost_behind = [Step("added", n, n + 1, behind, behind) for n in range(end, ends[-1])]
    return Alignment(laid.cost, (*lost, *within, *lost_behind))


def _is_there(laid: Alignment, begin: int, end: int, at: int) -> bool:
    """Whether enough of the piece from word ``begin`` to ``end`` of the quotation stands where it is laid."""
    same = sum(step.kind == "same" and begin <= step.a < end for step in laid.steps)
    # The cut that parts it from the word that is there, on this side of it.
    border = begin if begin > at else end
    far = any(step.kind == "cut" and step.a == border and step.d - step.c > AROUND for step in laid.steps)
    return same >= (FAR_PIECE if far else PIECE) * (end - begin)

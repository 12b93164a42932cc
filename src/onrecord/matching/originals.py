"""Where in a transcript the words of a report stand: its original, with the stretch of the transcript's own text.

A turn of a transcript can run over thousands of words and hold the originals of many sayings; so it is no report and
joins none. The two find one another by runs of eight words. Around such a run the quotation is laid beside the turn,
and what it covers there is the original, cut words in the middle included.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from onrecord.record import folding

from .keys import PLAIN_RUN, RUN
from .pairs import LONG_RUN, common_runs
from .told import Told, Words, speakers_agree
from .weights import weight_of

COVERED = 0.6
"""Share of a quotation's words that its original must hold."""

EDGE = 4
"""Words at the beginning and the end of a quotation that may have been changed against as many of the original."""

AROUND = 60
"""Words before and behind the run in which the rest of the quotation is looked for."""

_STOP = re.compile(r"[.!?…]")


@dataclass(frozen=True, slots=True)
class Found:
    """Where a report's words stand in a turn.

    Attributes:
        start, stop: code points of the turn's content, half-open.
        words: how many of the quoted words stand there; of: how many were quoted.
    """

    start: int
    stop: int
    words: int
    of: int


class _Laid(NamedTuple):
    """A quotation laid beside a turn: the first and last place that it covers there, half-open; how many of its words
    match; and how many before the first and behind the last match do not.
    """

    first: int
    last: int
    words: int
    before: int
    behind: int


def original(report: Told, turn: Told, content: str) -> Found | None:
    """Where ``turn`` holds the quoted words of ``report``; None where it does not.

    Args:
        report: a statement of an article.
        turn: what one speaker says in a transcript, and ``content`` the same as text.
    """
    agree = speakers_agree(report, turn)
    places = _places(content)
    best: Found | None = None
    longest = max((len(quoted) for quoted in report.quoted), default=0)
    for quoted in report.quoted:
        found = _laid_beside(quoted, turn.words, agree is False)
        if found and len(turn.words) == len(places) and (best is None or found.words > best.words):
            first, last = _widened(found, places, content)
            best = Found(places[first].start, places[last - 1].end, found.words, longest)
    # One sentence of several that stand in a speech is no original of them all: it may be a line that is often said.
    return best if best and best.words >= COVERED * longest else None


@lru_cache(maxsize=32)
def _places(content: str) -> Sequence[folding.Word]:
    """The words of a turn; kept, since many reports are laid beside one speech."""
    return tuple(folding.words(content))


def _laid_beside(quoted: Words, said: Words, other_speaker: bool) -> _Laid | None:
    """How the quotation lies beside ``said``; None where it does not."""
    runs = [r for r in common_runs(quoted, said, RUN) if weight_of(quoted[r[0] : r[0] + r[2]]) >= PLAIN_RUN]
    if not runs:
        return None
    at, place, length = max(runs, key=lambda run: (run[2], -run[1]))
    if other_speaker and length < LONG_RUN:
        return None
    start = max(0, place - at - AROUND)
    window = said[start : place + (len(quoted) - at) + AROUND]
    blocks = _blocks(quoted, window, at, place - start, length)
    covered = sum(size for *_, size in blocks)
    if covered < COVERED * len(quoted):
        return None
    return _Laid(
        start + blocks[0][1],
        start + blocks[-1][1] + blocks[-1][2],
        covered,
        blocks[0][0],
        len(quoted) - blocks[-1][0] - blocks[-1][2],
    )


def _widened(laid: _Laid, places: Sequence[folding.Word], content: str) -> tuple[int, int]:
    """First and last place with the words that stand over against unmatched ones of the quotation, where these are few.

    They were changed there. A sentence's end is not gone over: what stands beyond it is another sentence.
    """
    first, last = laid.first, laid.last
    for _ in range(laid.before if laid.before <= EDGE else 0):
        if first == 0 or _STOP.search(content[places[first - 1].end : places[first].start]):
            break
        first -= 1
    for _ in range(laid.behind if laid.behind <= EDGE else 0):
        if last == len(places) or _STOP.search(content[places[last - 1].end : places[last].start]):
            break
        last += 1
    return first, last


def _blocks(quoted: Words, window: Words, at: int, place: int, length: int) -> list[tuple[int, int, int]]:
    """Runs that both have in the same order around the one that is known; single common words far off are none."""
    before = _matching(quoted[:at], window[:place], 0, 0)
    after = _matching(quoted[at + length :], window[place + length :], at + length, place + length)
    return [*before, (at, place, length), *after]


def _matching(a: Sequence[str], b: Sequence[str], a_from: int, b_from: int) -> list[tuple[int, int, int]]:
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [(x + a_from, y + b_from, n) for x, y, n in blocks if n > 1 or (n and weight_of(a[x : x + n]) > 6)]

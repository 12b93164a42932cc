"""The time expressions of a text: all that are found in it, or the one that is known to stand at a place.

Most of a text tells of no time, and going through all of it with every pattern was most of what dating cost. So each
pattern is tried only where one of the pieces of words stands of which its matches hold one ("quarter"; "jan", "feb").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.domain import Span

from .expressions import TimeExpression
from .parsing import parsed
from .patterns import BARE, SOUGHT

_REACH = 100  # code points from such a piece to either end of its expression; the longest of 24,000 in news has 41
_BEFORE, _BEYOND = 5, 40  # code points round a mark in which the words stand that place it in time
_LOOKED_FOR = tuple((kind, pattern) for kind, _, pattern in SOUGHT)


def find_times(text: str) -> tuple[TimeExpression, ...]:
    """The time expressions of ``text``, in its order; of overlapping ones the longer stays."""
    found = [t for kind, m in sought(text) if (t := parsed(text, kind, m, sought=True))]
    found.sort(key=lambda t: (t.span.start, -len(t.span)))
    return tuple(_apart(found))


def read_time(text: str, span: Span) -> TimeExpression | None:
    """What the words at ``span`` say, for one who knows that they are a time expression; None where it is not seen.

    Words are read so that ``find_times`` does not look for, because they seldom speak of time: "the period", "then".
    """
    longest = max(_all(text, (*_LOOKED_FOR, *BARE), span.start, span.end), key=lambda t: len(t.span), default=None)
    if longest is None or longest.kind == "same":
        # "[10 days] before the vote", "[a year] earlier": where the mark ends before the words that place it in time
        start, end = max(0, span.start - _BEFORE), span.end + _BEYOND
        beyond = (t for t in _all(text, _LOOKED_FOR, start, end) if t.span.contains(span))
        placed = (t for t in beyond if t.kind in ("ago", "from", "later"))
        longest = max(placed, key=lambda t: len(t.span), default=longest)
    return longest


def _all(text: str, rows: tuple[tuple[str, re.Pattern[str]], ...], start: int, end: int) -> Iterator[TimeExpression]:
    for kind, pattern in rows:
        for m in pattern.finditer(text, start, end):
            time = parsed(text, kind, m, sought=False)
            if time:
                yield time


def _apart(found: list[TimeExpression]) -> Iterator[TimeExpression]:
    """Of each run of overlapping expressions the longest, and those that stand clear of it."""
    while found:
        end, run = found[0].span.end, 1
        while run < len(found) and found[run].span.start < end:
            end = max(end, found[run].span.end)
            run += 1
        kept: list[TimeExpression] = []
        for time in sorted(found[:run], key=lambda t: (-len(t.span), t.span.start)):
            if not any(time.span.overlaps(k.span) for k in kept):
                kept.append(time)
        yield from sorted(kept, key=lambda t: t.span)
        found = found[run:]


def sought(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The matches of every pattern that is looked for, with their kinds; those of one pattern in order."""
    lowered = _lowered(text)
    stretches: dict[tuple[str, ...], list[Span]] = {}
    for kind, pieces, pattern in SOUGHT:
        if pieces not in stretches:
            stretches[pieces] = _around(lowered, pieces)
        for stretch in stretches[pieces]:
            for m in pattern.finditer(text, stretch.start, stretch.end):
                yield kind, m


def _lowered(text: str) -> str:
    """The text in small letters, every one at its old place: "İ" alone becomes two."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower()[0] for c in text)


def _around(lowered: str, pieces: tuple[str, ...]) -> list[Span]:
    """The stretches round all places of some pieces, joined where they overlap."""
    joined: list[Span] = []
    for at in sorted(place for piece in pieces for place in _places(lowered, piece)):
        start, end = max(0, at - _REACH), min(len(lowered), at + _REACH)
        if joined and start <= joined[-1].end:
            start = joined.pop().start
        joined.append(Span(start, end))
    return joined


def _places(lowered: str, piece: str) -> Iterator[int]:
    at = lowered.find(piece)
    while at >= 0:
        yield at
        at = lowered.find(piece, at + 1)

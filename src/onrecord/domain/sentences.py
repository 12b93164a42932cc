"""Where the paragraphs and sentences of a text lie, by rules that need no model.

People, dates, occasions and figures all ask which sentence a word stands in; they do not import one another, so the
answer lives here, and is kept for the texts last asked of. A sentence that is cut in two is worse for them than two
that stay joined (the name before the cut is lost), so a full stop ends one only where nothing speaks against it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from .span import Span, Spans
from .titles import ABBREVIATED

_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_LINE = re.compile(r"\n\s*")
# Begun at the first of several stops alone, and never taken back: a line of a million dots is looked at once.
_STOP = re.compile(r"(?:(?<![.!?])[.!?]++|…)[\"'”’)\]»]*+(?=\s)")
_OPENS = re.compile(r"\s+[\"'“‘(\[«¿¡—–-]*\s?(?=[^\W_])")
_SPACE = re.compile(r"\s*")
_HEAD_LINE = re.compile(
    r"(?=.{0,80}\Z)(?:[Bb][Yy]\s+[^\W\d_a-z]|(?:.*\W)?(?:19|20)\d\d\W*\Z|"
    r"(?:.*\s)?(?i:correspondent|reporter|staff writer)s?\Z)"
)
"""A line of the head that is no headline: "By Mira Solis", "New Delhi, July 18, 2019", "Special Correspondent"."""
_LONGEST_HEAD = 600
_LONGEST_WORD = 100  # code points back from a full stop in which the word before it is sought
_LAST_WORD = re.compile(r"[^\s\"“‘(\[]+$")

_BEFORE_NAMES = ABBREVIATED | frozenset(
    "mme mlle no vs supt atty jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
"""Abbreviations before a name or a number: their full stop never ends a sentence."""
_ABBREVIATIONS = _BEFORE_NAMES | frozenset(
    "jr sr inc co corp ltd mon tue wed thu fri sat sun ala ariz ark calif colo conn del fla ill ind kan ky la mass md "
    "mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo dept univ dist".split()
)
"""Words whose full stop is part of them. Of those not before names it may yet end the sentence; see ``_ends``."""


def paragraphs(text: str) -> Spans:
    """The paragraphs: stretches between blank lines, or between line ends where the text has no blank line.

    White space around a paragraph is not part of it. Headline, byline and day at the top, each in a line, are one each,
    unless the text is wrapped.
    """
    breaks = _BLANK_LINE if _BLANK_LINE.search(text.strip()) else _LINE
    found = tuple(_stretches(text, breaks))
    lines = tuple(_lines(text, found[0])) if found else ()
    if any(_HEAD_LINE.match(line.of(text)) for line in lines[1:]) and not any(
        text.find("\n", p.start, p.end) >= 0 for p in found[1:]
    ):
        return (*lines, *found[1:])
    return found


@lru_cache(maxsize=8)
def sentences(text: str) -> Spans:
    """The sentences, in order; each lies within one paragraph."""
    return tuple(s for p in paragraphs(text) for s in _sentences_of(text, p))


def around(places: Spans, offset: int) -> int:
    """Index of the stretch of ``places`` (sorted, apart) that holds ``offset``, else of the one before, else 0."""
    return max(0, bisect_right(places, offset, key=lambda s: s.start) - 1)


def paragraphs_of(text: str, whole: Span, *, before: int = 0) -> Span:
    """The paragraphs that a stretch of ``text`` stands in, with so many ``before`` them; else the whole text."""
    places = paragraphs(text)
    if not places:
        return Span(0, len(text))
    first, last = around(places, whole.start), around(places, whole.end - 1)
    return Span(min(places[max(0, first - before)].start, whole.start), max(places[last].end, whole.end))


def _lines(text: str, within: Span) -> Iterator[Span]:
    """The lines of a paragraph, if it is short enough to be the head of a text."""
    if len(within) <= _LONGEST_HEAD:
        yield from (Span(within.start + s.start, within.start + s.end) for s in _stretches(within.of(text), _LINE))


def _stretches(text: str, breaks: re.Pattern[str]) -> Iterator[Span]:
    at = 0
    for cut in [*((m.start(), m.end()) for m in breaks.finditer(text)), (len(text), len(text))]:
        piece = text[at : cut[0]]
        if piece.strip():
            start = at + len(piece) - len(piece.lstrip())
            yield Span(start, start + len(piece.strip()))
        at = cut[1]


def _sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
        following = _OPENS.match(text, stop.end(), paragraph.end)
        if following and _ends(text, start, stop, following.end()):
            yield Span(start, stop.end())
            space = _SPACE.match(text, stop.end(), paragraph.end)
            start = space.end() if space else stop.end()
    if start < paragraph.end:
        yield Span(start, paragraph.end)


def _ends(text: str, start: int, stop: re.Match[str], after: int) -> bool:
    """Whether the stop ends a sentence, judged by the word before and the first letter after it."""
    if text[after].islower():
        return False
    mark = stop.group()
    if mark[0] != "." or mark.startswith("..") or len(mark) > 1:
        return True  # "!", "?", "..." before a capital, or a full stop inside closing marks
    word = _LAST_WORD.search(text, max(start, stop.start() - _LONGEST_WORD), stop.start())
    last = word.group() if word else ""
    if last.lower() in _BEFORE_NAMES or (len(last) == 1 and last.isupper()):
        return False
    if "." in last and last.replace(".", "").isalpha():
        # "U.S. Senate" goes on, "in the U.S. The" does not: a function word tells.
        return _first_word(text, after).lower() in _OPENERS
    return not (last.lower() in _ABBREVIATIONS and _first_word(text, after).lower() not in _OPENERS)


def _first_word(text: str, at: int) -> str:
    found = re.compile(r"\w+").match(text, at)
    return found.group() if found else ""


_OPENERS = frozenset(
    "the a an he she it they we i you this that these those there in on at but and as for if when while after before "
    "his her their its our my mr mrs ms however yet so then now what who how why to from with by some many most no "
    "not".split()
)

"""Quotation marks, read by code.

Which words stand inside quotation marks decides the form of a statement, and a model alone gets it wrong where marks
are missing or mixed. News text does everything with them: straight and curly in one sentence, a curly opening with a
straight close, single inside double, French and German marks, a new opening at each paragraph of a long speech with
only one close at the end, and plain mistakes. The rules here:

* A quotation ends with its paragraph, ``closed=False`` where it has no close there. Where the next paragraph opens
  again, it is the printer's custom for long speech and no mistake. Where the next one closes what nothing in it
  opened, a page break cut the sentence, and the two are one quotation.
* A double mark closes whatever double quotation is open, whichever kind it opened with. Straight marks open or close
  by what stands beside them, and where that does not tell, by whether one is open.
* An apostrophe is no quotation mark: a single mark opens only before a letter or digit and after white space or
  another opening mark, and counts only where its close is found in the same paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from onrecord.domain import Span
from onrecord.domain.sentences import paragraphs

OPENING = "“«„‹"
STRAIGHT = '"'
SINGLE_OPEN = "‘‚"
SINGLE_CLOSE = "’"
SINGLE_STRAIGHT = "'"

_MARK = re.compile("[“”„«»‹›\"‘’‚']")
_SINGLES = SINGLE_OPEN + SINGLE_CLOSE + SINGLE_STRAIGHT
_KINDS = ("“”„", "«»", "‹›", STRAIGHT)
_BEFORE_OPENING = set("([{—–-/“\"‘'«„")
# A single quotation longer than this is far more often two apostrophes; counted on 200 articles of PolNeAR train.
_LONGEST_SINGLE = 400
_DEEPEST = 16  # quotations inside one another; what goes deeper is no text that somebody means to be read


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch in quotation marks.

    Attributes:
        span: with its marks, in code points of the text.
        depth: 1 for a quotation in plain text, 2 for one inside another.
        closed: False where no closing mark was found before the paragraph ended.
    """

    span: Span
    depth: int
    closed: bool


@lru_cache(maxsize=4)  # forms, whole quotations and those announced are asked of one text, one after another
def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of ``text`` in the order in which they open; inner ones come after the one that holds them."""
    borders = paragraphs(text)
    found = [q for paragraph in borders for q in _in_paragraph(text, paragraph)]
    ends = {paragraph.end: following for paragraph, following in pairwise(borders)}
    joined = [_over_the_break(text, q, ends.get(q.span.end)) for q in found]
    return tuple(_nested(sorted(joined, key=lambda q: (q.span.start, -q.span.end))))


def _nested(ordered: Sequence[Quotation]) -> Iterator[Quotation]:
    """Those that nest or stand apart: one that a page break joined ends any that its close cuts across."""
    end = 0
    for quotation in ordered:
        if quotation.span.start >= end or quotation.span.end <= end:
            end = max(end, quotation.span.end)
            yield quotation


def _over_the_break(text: str, quotation: Quotation, following: Span | None) -> Quotation:
    """The quotation up to its close in the next paragraph, where a page break cut it in two."""
    if quotation.closed or quotation.depth > 1 or following is None:
        return quotation
    mark = next(
        (m.start() for m in _MARK.finditer(text, following.start, following.end) if m.group() not in _SINGLES),
        None,
    )
    if mark is None or text[mark] in OPENING or _opens(text, mark, following, is_open=False):
        return quotation
    return Quotation(Span(quotation.span.start, mark + 1), 1, closed=True)


def depths(text: str, positions: Sequence[int]) -> list[int]:
    """Inside how many quotations each of ``positions`` (ascending offsets) stands; the marks count as inside."""
    found = quotations(text)
    events = sorted([(q.span.start, 1) for q in found] + [(q.span.end, -1) for q in found])
    result, depth, at = [], 0, 0
    for position in positions:
        while at < len(events) and events[at][0] <= position:
            depth += events[at][1]
            at += 1
        result.append(depth)
    return result


@dataclass(slots=True)
class _Open:
    start: int
    single: bool


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Quotation]:
    stack: list[_Open] = []
    later: dict[str, _Later] = {}
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        at = match.start()
        single = match.group() in _SINGLES
        opened = [i for i, o in enumerate(stack) if o.single == single]
        if len(stack) < _DEEPEST and _opens(text, at, paragraph, is_open=bool(opened)):
            if single and not _single_closes_later(text, at, paragraph):
                continue
            if opened and not single and _opened_again(text, stack[opened[-1]].start, at, paragraph, later):
                yield from _end(stack, opened[0], text, at)
            stack.append(_Open(at, single))
        elif opened and _closes(text, at, paragraph, single=single):
            depth = opened[-1]
            del stack[depth + 1 :]
            yield Quotation(Span(stack.pop().start, at + 1), depth + 1, closed=True)
    if stack:
        yield from _end(stack, 0, text, paragraph.end)


def _end(stack: list[_Open], first: int, text: str, limit: int) -> Iterator[Quotation]:
    """Ends the open double quotations from ``first`` on at ``limit``, as never closed."""
    for depth, still_open in enumerate(stack[first:], first + 1):
        stretch = text[still_open.start : limit].rstrip()
        if not still_open.single and len(stretch) > 1:
            yield Quotation(Span(still_open.start, still_open.start + len(stretch)), depth, closed=False)
    del stack[first:]


class _Later:
    """For the marks of one kind in a paragraph: whether as many close after one of them as would close it and another.

    Worked out for all at once, since to look on from each would take for ever where somebody wrote a million of them.
    """

    def __init__(self, text: str, paragraph: Span, kind: str) -> None:
        marks = [m.start() for m in re.compile(f"[{kind}]").finditer(text, paragraph.start, paragraph.end)]
        open_at = list(accumulate(1 if text[at] in OPENING else -1 for at in marks))
        # The fewest that are open at any mark after this one.
        fewest = list(accumulate(reversed(open_at), min))[::-1]
        follow = [*fewest[1:], None]
        self._closed = {
            at: then is not None and then - now <= -2 for at, now, then in zip(marks, open_at, follow, strict=False)
        }

    def closes_two(self, at: int) -> bool:
        """Whether the quotation that the mark at ``at`` opens, and one around it, are both closed."""
        return self._closed[at]


def _opened_again(text: str, before: int, at: int, paragraph: Span, later: dict[str, _Later]) -> bool:
    """Whether the mark at ``at`` opens anew what that at ``before`` left unclosed, and not a quotation within it."""
    kind = next(kind for kind in _KINDS if text[before] in kind)
    if text[at] not in kind:
        return False
    if kind not in later:
        later[kind] = _Later(text, paragraph, kind)
    return not later[kind].closes_two(at)


def _opens(text: str, at: int, paragraph: Span, *, is_open: bool) -> bool:
    mark = text[at]
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    free_before = before.isspace() or before in _BEFORE_OPENING
    if mark in OPENING:
        # The German close looks like the English opening mark.
        return not (mark == "“" and is_open and not free_before and not after.isalnum())
    if mark in SINGLE_OPEN + SINGLE_STRAIGHT:
        return free_before and (after.isalnum() or after in '“"…[$£€') and not (is_open and mark == SINGLE_STRAIGHT)
    if mark == STRAIGHT:
        free_after = after.isspace() or after in ".,;:!?)]}—–"
        return not is_open if (free_before and free_after) else free_before and not free_after
    return False


def _closes(text: str, at: int, paragraph: Span, *, single: bool) -> bool:
    if text[at] in OPENING and text[at] != "“":
        return False
    after = text[at + 1] if at + 1 < paragraph.end else " "
    before = text[at - 1]
    if single:
        return not after.isalnum() and not before.isspace()
    return True


def _single_closes_later(text: str, at: int, paragraph: Span) -> bool:
    limit = min(paragraph.end, at + _LONGEST_SINGLE)
    return any(
        match.group() in SINGLE_CLOSE + SINGLE_STRAIGHT and _closes(text, match.start(), paragraph, single=True)
        for match in re.compile("[’']").finditer(text, at + 2, limit)
    )

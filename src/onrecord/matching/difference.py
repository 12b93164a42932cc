"""What two texts of one saying do not share, word by word, and where in each of them it stands.

Words are compared folded and *not* stemmed: "thing" for "things" is a change that somebody made. Marks, spaces and
capitals are none, nor are the stenographer's remarks. An ellipsis or a bracket of the printer's is shown as what it is,
an honest mark of a change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

import numpy as np

from onrecord.aligning import BRACKETED_LETTER, Hashes, Step, Word, align, numbered, words
from onrecord.domain import Form, Span

from .told import ELISION, QUOTED

Kind = Literal["same", "cut", "added", "changed"]

_SQUARE = re.compile(r"\[[^\[\]]{2,}\]")
_STOP = re.compile(r"[.?!]")
_MARK = re.compile('[“”"«»„]')
_BRACKETED = re.compile(r"[\[(][^\])]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the two texts.

    Attributes:
        kind: ``same``; ``cut``, in the first alone; ``added``, in the second alone; ``changed``, other words for
            these.
        before: where in the first text, in code points; None where nothing of it.
        after: the same in the second.
        marked: whether the second text shows that something was done: an ellipsis or brackets there.
        quoted: whether it stands in quotation marks in the second text: only there do other words misquote.
    """

    kind: Kind
    before: Span | None
    after: Span | None
    marked: bool = False
    quoted: bool = True


def differences(first: str, second: str, form: Form = "direct") -> tuple[Piece, ...]:
    """The whole of both texts as pieces, in order; without their marks and spaces at either end.

    Args:
        first: what is compared with: the original, or the fuller report.
        second: what is compared.
        form: of the second: of a statement that is partly quoted, only what stands in marks is.
    """
    quoted = [(0, len(second))] if form == "direct" else [m.span() for m in QUOTED.finditer(second)]
    a, b = words(first), words(BRACKETED_LETTER.sub(" \\1\u200b", second))
    return tuple(
        Piece(
            kind,
            _span(a, a_from, a_to),
            _span(b, b_from, b_to),
            kind != "same" and _marked(second, b, b_from, b_to),
            _within(quoted, b, b_from, b_to),
        )
        for change in _at_sentences(list(_changes(a, b, second, direct=form == "direct")), a, first)
        for kind, a_from, a_to, b_from, b_to in _by_quotation(change, quoted, b)
    )


class _Change(NamedTuple):
    kind: Kind
    a_from: int
    a_to: int
    b_from: int
    b_to: int


def _changes(a: Sequence[Word], b: Sequence[Word], second: str, *, direct: bool) -> Iterator[_Change]:
    """The words of both texts in stretches: what ``align`` says of the second beside the first."""
    if not b:
        yield from [_Change("cut", 0, len(a), 0, 0)] if a else ()
        return
    printed = _printers(second, b)
    cuts = [n for n in range(1, len(b)) if _is_marked_cut(second, b[n - 1].end, b[n].start, direct=direct)]
    steps = align(*_numbers(a, b, printed), dict.fromkeys(cuts, "cut")).steps
    yield from [_Change("cut", 0, steps[0].c, 0, 0)] if steps[0].c else ()

    def sort(step: Step) -> str:
        # Where words are in brackets, what was cut beside them is what they stand for.
        return (
            "same"
            if step.kind == "same"
            else "cut"
            if step.kind == "cut" and not any(printed[max(0, step.a - 1) : step.a + 1])
            else "other"
        )

    for kind, group in groupby(steps, key=sort):
        run = list(group)
        here = _Change("same", run[0].c, run[-1].d, run[0].a, run[-1].b)
        yield here if kind == "same" else here._replace(kind=_kind(here))
    yield from [_Change("cut", steps[-1].d, len(a), len(b), len(b))] if steps[-1].d < len(a) else ()


def _at_sentences(changes: list[_Change], a: Sequence[Word], first: str) -> list[_Change]:
    """The same, but a cut before other words takes in the end of the sentence in which it ends."""
    for at, (cut, change) in enumerate(pairwise(changes)):
        if cut.kind == "cut" and change.kind == "changed":
            inner = range(change.a_from + 1, change.a_to)
            begin = max((n for n in inner if _STOP.search(first, a[n - 1].end, a[n].start)), default=change.a_from)
            changes[at] = cut._replace(a_to=begin)
            changes[at + 1] = change._replace(a_from=begin)
    return changes


def _is_marked_cut(text: str, start: int, end: int, *, direct: bool) -> bool:
    """Whether words may be missing between two: at dots, and where a quotation within a sentence begins or ends."""
    return bool(ELISION.search(text, start, end) or (not direct and _MARK.search(text, start, end)))


def _kind(change: _Change) -> Kind:
    if change.a_from == change.a_to:
        return "added"
    return "cut" if change.b_from == change.b_to else "changed"


def _printers(text: str, words_: Sequence[Word]) -> list[bool]:
    """Of each word, whether it stands in square brackets: it is the printer's, also where the same was said."""
    brackets = [found.span() for found in _SQUARE.finditer(text)]
    return [any(first < word.start and word.end < last for first, last in brackets) for word in words_]


def _numbers(a: Sequence[Word], b: Sequence[Word], printed: Sequence[bool]) -> tuple[Hashes, Hashes]:
    """Both texts as ``align`` wants them; the printer's words are like none."""
    first, second = numbered([word.folded for word in a], [word.folded for word in b])
    return np.where(np.asarray(printed), np.uint32(0), second), first


def _by_quotation(change: _Change, quoted: Sequence[tuple[int, int]], b: Sequence[Word]) -> Iterator[_Change]:
    """A change apart for each stretch of its new words that is quoted, and each that is not.

    What stands in the place of words of the first text is the first stretch that is quoted.
    """
    kind, a_from, a_to, b_from, b_to = change
    inside = [any(first <= word.start and word.end <= last for first, last in quoted) for word in b[b_from:b_to]]
    if kind == "same" or all(inside) or not any(inside):
        yield change
        return
    at = b_from
    for is_quoted, group in groupby(inside):
        end = at + len(list(group))
        if is_quoted and a_from < a_to:
            yield _Change("changed", a_from, a_to, at, end)
            a_from = a_to
        else:
            yield _Change("added", a_from, a_from, at, end)
        at = end


def _span(words: Sequence[Word], start: int, stop: int) -> Span | None:
    return Span(words[start].start, words[stop - 1].end) if stop > start else None


def _within(quoted: Sequence[tuple[int, int]], words: Sequence[Word], start: int, stop: int) -> bool:
    """Whether words from ``start`` to ``stop`` are quoted; where they are none, whether those on both sides are."""
    if stop == start:
        start, stop = max(0, start - 1), min(len(words), stop + 1)
    if stop <= start:
        return False
    return any(first <= words[start].start and words[stop - 1].end <= last for first, last in quoted)


def _marked(text: str, words: Sequence[Word], start: int, stop: int) -> bool:
    """Whether an ellipsis stands at the change, or the new words in brackets."""
    begin = words[start - 1].end if start else 0
    end = words[stop].start if stop < len(words) else len(text)
    if ELISION.search(text[begin:end]):
        return True
    return stop > start and bool(_BRACKETED.search(text[: words[start].start]))

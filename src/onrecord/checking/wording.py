"""What a quotation is to one place in a text: verbatim, shortened, altered, or another thing altogether."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

import numpy as np

from onrecord.aligning import CHANGED, STOP, Alignment, Hashes, LazyWords, Step, Word, align, within_sentences
from onrecord.domain import Article, Difference, Span, Wording
from onrecord.extraction.quotes import depths

from .quoted import Quoted
from .turning import denial_lost, denied_before, lost_in_cut

# Up to which cost, in thousandths of a word, a place is still one of this quotation: a share of its words, and never
# less than one word for five. Chosen on drafts made from the transcripts of the bench (scores/check.py).
_SHARE = 0.34
_LONG_CUT = 100  # words cut after which a reader should know of it

BEST_FIRST: tuple[Wording, ...] = ("verbatim", "shortened", "altered")


class Source:
    """A text in which quotations are looked for; its words are taken apart when first asked for."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def words(self) -> Sequence[Word]:
        """Its words."""
        return LazyWords(self.article.text)

    def begins_sentence(self, number: int) -> bool:
        """Whether one of its words is the first of a sentence; what follows the last word is."""
        if not 0 < number < len(self.words):
            return True
        return STOP.search(self.article.text, self.words[number - 1].end, self.words[number].start) is not None

    @cached_property
    def inside(self) -> list[bool]:
        """Of each word, whether it stands in quotation marks."""
        return [depth > 0 for depth in depths(self.article.text, [word.start for word in self.words])]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a quotation is to one place.

    Attributes:
        span: from the first to the last of the words, in the text of the source.
        cost: of the differences, in thousandths of a word.
        wording, differences, remarks: as in ``FoundIn``.
    """

    span: Span
    cost: int
    wording: Wording
    differences: tuple[Difference, ...]
    remarks: tuple[str, ...]


def marks(quoted: Quoted) -> dict[int, Literal["cut", "bracket"]]:
    """Where the words of a source may be passed over."""
    brackets: dict[int, Literal["cut", "bracket"]] = dict.fromkeys(quoted.inserted, "bracket")
    return brackets | dict.fromkeys(quoted.cuts, "cut")


def may_be(quoted: Quoted, hashes: Hashes, text: Hashes) -> Alignment | None:
    """The quotation laid beside a stretch of a text; None where they have too little in common."""
    most = allowed(len(quoted))
    # A word that stands nowhere in the stretch costs a whole one: most stretches are done with here.
    lacking = len(hashes) - np.count_nonzero((hashes[:, None] == text).any(axis=1))
    if not len(text) or lacking * CHANGED > most:
        return None
    found = align(hashes, text, marks(quoted))
    return found if found.cost <= most else None


def allowed(length: int) -> int:
    """The cost up to which a quotation of so many words is still seen in a place. Of four words, all must be there."""
    return 0 if length < 5 else max(1000, int(1000 * _SHARE * length))


def judge(quoted: Quoted, source: Source, alignment: Alignment, offset: int, *, denied: bool = False) -> Judged:
    """What a quotation is to the place at which it was found.

    Args:
        quoted: the quotation.
        source: the whole text.
        alignment: of the quotation with the words of the text from ``offset`` on.
        offset: number of a word of the text.
        denied: whether the draft itself denies the words ("he did not “want to go”").
    """
    near = range(alignment.start, alignment.end + 1)
    alignment = within_sentences(alignment, [at for at in near if source.begins_sentence(offset + at)])
    place = _Place(quoted, source, offset)
    differences: list[Difference] = []
    remarks: list[str] = []
    changed = False
    for step in _merged(alignment.steps):
        difference, remark, wrong = place.read(step)
        differences += [difference] if difference else []
        remarks += [remark] if remark else []
        changed = changed or wrong
    first, last = offset + alignment.start, offset + alignment.end - 1
    before = None if denied else denied_before(source.article.text, source.words, first)
    if before:
        remarks.append(f"right before these words the source has “{before}”")
    span = Span(source.words[first].start, source.words[last].end)
    wording: Wording = "altered" if changed else "shortened" if differences else "verbatim"
    return Judged(span, alignment.cost, wording, tuple(differences), tuple(remarks))


def _merged(steps: Iterable[Step]) -> Iterable[Step]:
    """Neighbouring words that differ without a mark, as one step of kind "changed"; equal words are left out."""
    for kind, group in groupby(steps, key=_sort):
        run = list(group)
        if kind == "unmarked":
            yield Step("changed", run[0].a, run[-1].b, run[0].c, run[-1].d)
        elif kind != "same":
            yield from run


def _sort(step: Step) -> str:
    return "unmarked" if step.kind in ("changed", "added", "left-out") else step.kind


class _Place:
    """A quotation and the text it is held against."""

    def __init__(self, quoted: Quoted, source: Source, offset: int) -> None:
        self._quoted, self._source, self._offset = quoted, source, offset

    def read(self, step: Step) -> tuple[Difference | None, str | None, bool]:
        """A difference: as shown, what is to be said of it, and whether it alters the words."""
        start, end = step.c + self._offset, step.d + self._offset
        there = _between(self._source.article.text, self._source.words, start, end)
        if step.kind == "cut":
            return self._cut(start, end, there)
        if step.kind == "bracket":
            return self._bracket(self._quoted.inserted[step.a], start, end, there)
        here = _between(self._quoted.plain, self._quoted.words, step.a, step.b)
        if not here and self._is_between_quotations(start, end):
            return None, f"the source puts “{there}” between", False
        return Difference(here, there), None, True

    def _cut(self, start: int, end: int, there: str) -> tuple[Difference | None, str | None, bool]:
        text, words_ = self._source.article.text, self._source.words
        lost = lost_in_cut(text, words_, start, end)
        shown = Difference("…", there, marked=True)
        if lost:
            said = " and ".join(f"“{word}”" for word in lost)
            return shown, f"the marked cut takes out {said}, which may turn the meaning round", True
        crossed = self._crosses_speakers(start, end)
        if crossed:
            return shown, crossed, True
        if denial_lost(words_, start, end):
            return shown, "whole sentences are cut, with a negation in them", False
        if end - start > _LONG_CUT:
            return shown, f"the marked cut leaves out {end - start} words", False
        return shown, None, False

    def _bracket(self, inserted: str, start: int, end: int, there: str) -> tuple[Difference | None, str | None, bool]:
        shown = Difference(inserted, there, marked=True)
        lost = lost_in_cut(self._source.article.text, self._source.words, start, end)
        if lost:
            said = " and ".join(f"“{word}”" for word in lost)
            return shown, f"{inserted} stands for words with {said} in them", True
        return shown, None, False

    def _crosses_speakers(self, start: int, end: int) -> str | None:
        """What to say where a cut joins the words of two speakers of a transcript."""
        article, words_ = self._source.article, self._source.words
        ends = (words_[start - 1].start, words_[min(end, len(words_) - 1)].start)
        labels = [next((t.label.of(article.text) for t in article.turns if _holds(t.speech, at)), None) for at in ends]
        if None in labels or labels[0] == labels[1]:
            return None
        return f"the marked cut joins words of {labels[0]} and of {labels[1]}"

    def _is_between_quotations(self, start: int, end: int) -> bool:
        """Whether these words are the teller's, between two parts of a quotation: “We will,” he said, “go.”"""
        inside = self._source.inside
        return (
            0 < start < end < len(inside) and inside[start - 1] and inside[end] and not any(inside[start:end])
        ) or self._is_label(start, end)

    def _is_label(self, start: int, end: int) -> bool:
        """Whether they name the speaker of a turn, who goes on."""
        found = self._source.words[start:end]
        return bool(found) and any(
            turn.label.start <= found[0].start and found[-1].end <= turn.label.end
            for turn in self._source.article.turns
        )


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset < span.end


def _between(text: str, found: Sequence[Word], start: int, end: int) -> str:
    """The text from the first of these words to the last, on one line; empty where there are none."""
    return " ".join(text[found[start].start : found[end - 1].end].split()) if start < end else ""

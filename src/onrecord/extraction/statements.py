"""From drafts in word numbers to Statements in spans of the text, with form, act and confidence."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.domain import Article, Field, Form, Span, Spans, Statement, hull

from .decode import Draft
from .features import Words
from .lemmas import cue_class, cue_lemma
from .quotes import quotations
from .refusals import manner
from .whole import with_whole_quotations

_LETTERS = re.compile(r"\w+")
_NO_START = set(",;:.!?)]}—–-")
_HEAD_LINES = 6
_SENTENCE_ENDS = set(".:?!…”\"’'»)]")
_NO_END = set(",;:—–-([{")
# A turn of a transcript is given to the speaker that its label names: what is left to doubt is the transcript itself.
_TURN_CONFIDENCE = 0.99


@dataclass(frozen=True, slots=True)
class Calibration:
    """Turns the network's own probabilities into the probability that content and source are both right.

    A logistic regression (Platt 1999) on the held-out tenth of PolNeAR train, where "right" is what
    score_statements.py calls "attributed".

    Attributes:
        bias: the constant.
        weights: of the logits of cue, content, least sure content and source, of whether there is no source, and of
            whether all is quoted.
        least: what is less sure than this is left out; chosen on the same articles for the best figures.
    """

    bias: float = 0.0
    weights: tuple[float, ...] = (0.25, 0.25, 0.25, 0.25, 0.0, 0.0)
    least: float = 0.0

    def confidence(self, draft: Draft, form: Form) -> float:
        """The probability for one statement, 0 to 1."""
        z = self.bias + sum(w * x for w, x in zip(self.weights, evidence(draft, form), strict=True))
        return 1.0 / (1.0 + math.exp(-z))


def evidence(draft: Draft, form: Form) -> tuple[float, ...]:
    """What confidence is reckoned from: four logits and two yes-or-no's."""
    chances = (draft.cue_probability, draft.content_probability, draft.content_lowest, draft.source_probability)
    logits = tuple(math.log(p / (1 - p)) for p in (min(max(c, 1e-4), 1 - 1e-4) for c in chances))
    return (*logits, float(draft.source is None), float(form == "direct"))


class Quoted:
    """Which words of a text stand inside quotation marks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._inside = bytearray(len(text))
        for quotation in quotations(text):
            start, end = quotation.span.start, quotation.span.end
            self._inside[start:end] = b"\1" * (end - start)

    def form(self, content: Spans) -> Form:
        """Direct where every word of ``content`` is inside quotation marks, mixed where some are, else indirect."""
        words = [m for s in content for m in _LETTERS.finditer(self._text, s.start, s.end)]
        inside = sum(self._inside[word.start()] for word in words)
        if words and inside == len(words):
            return "direct"
        return "mixed" if inside else "indirect"


def spans_of(numbers: Iterable[int], words: Words) -> Spans:
    """Word numbers as spans, neighbours joined to one with what stands between them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return tuple(Span(words.spans[a].start, words.spans[b].end) for a, b in runs)


def statements_of(
    text: str, words: Words, drafts: Sequence[Draft], calibration: Calibration, field: Field = "text"
) -> list[Statement]:
    """The Statements of one text, in its order, without ids: those are given by ``numbered``."""
    quoted = Quoted(text)
    said = [d for d in drafts if any(words.shape[n] for n in d.content)]  # not signs alone
    whole = with_whole_quotations(text, words, said)
    story = _below_head(words, text)
    apart = [dataclasses.replace(draft, content=_on_one_side(draft, words, story)) for draft in whole]
    found = [_statement(text, words, draft, calibration, quoted, field) for draft in apart]
    # Refusals are few in what was learned from, and known by their words: the bar was not chosen for them.
    return [s for s in found if s.confidence >= calibration.least or s.act == "refused"]


def _statement(
    text: str, words: Words, draft: Draft, calibration: Calibration, quoted: Quoted, field: Field
) -> Statement:
    cue = Span(words.spans[draft.cue[0]].start, words.spans[draft.cue[1]].end)
    source = spans_of(_in_one_paragraph(draft.source, words), words) if draft.source else ()
    content = spans_of(_trimmed(draft.content, words, text), words)
    found = described(text, quoted, source, (cue,), content, field)
    return dataclasses.replace(found, confidence=round(calibration.confidence(draft, found.form), 4))


def described(text: str, quoted: Quoted, source: Spans, cue: Spans, content: Spans, field: Field = "text") -> Statement:
    """A statement of these spans with what its own words tell: form, act, manner, the cue's lemma and class.

    It has no id and confidence 1, as for spans that a person marked.
    """
    cued, said = (" ".join(s.of(text) for s in spans) for spans in (cue, content))
    whole = hull((*source, *cue, *content))
    refused = manner(cued, said, whole.of(text) if whole else "")
    return Statement(
        id="",
        source=source,
        cue=cue,
        content=content,
        field=field,
        act="refused" if refused else "said",
        form=quoted.form(content),
        confidence=1.0,
        manner=refused,
        cue_lemma=cue_lemma(cued) if cue else None,
        cue_class=cue_class(cued) if cue else None,
    )


def _in_one_paragraph(source: tuple[int, int], words: Words) -> range:
    """The words of a source; of one that begins in a headline or byline above, those in the paragraph where it ends."""
    first, last = source
    return range(max(first, int(np.searchsorted(words.paragraph, words.paragraph[last]))), last + 1)


def _below_head(words: Words, text: str) -> int:
    """The first word below the head of a text: headline, byline and day are paragraphs that end no sentence."""
    story = 0
    for paragraph in range(_HEAD_LINES):
        end = int(np.searchsorted(words.paragraph, paragraph + 1))
        if end == len(words) or text[words.spans[end - 1].end - 1] in _SENTENCE_ENDS:
            break
        story = end
    return story


def _on_one_side(draft: Draft, words: Words, story: int) -> tuple[int, ...]:
    """The content without what it has beyond the head of the text, if the cue stands below it, or beyond its paragraph,
    if the cue stands in the head."""
    if draft.cue[1] >= story:
        return tuple(number for number in draft.content if number >= story) or draft.content
    here = words.paragraph[draft.cue[1]]
    return tuple(number for number in draft.content if words.paragraph[number] == here) or draft.content


def _trimmed(content: Sequence[int], words: Words, text: str) -> Sequence[int]:
    """The content without the commas and dashes at the edges of its parts, which belong to the sentence around it."""
    inside = set(content)

    def at_edge(number: int) -> bool:
        mark = words.spans[number].of(text)
        return (number - 1 not in inside and mark in _NO_START) or (number + 1 not in inside and mark in _NO_END)

    kept = [number for number in content if not at_edge(number)]
    return kept or content


def turns(article: Article) -> list[Statement]:
    """Each turn of a transcript as a direct statement of the speaker whom its label names."""
    return [
        Statement(
            id="",
            source=(turn.label,),
            cue=(),
            content=(turn.speech,),
            form="direct",
            confidence=_TURN_CONFIDENCE,
        )
        for turn in article.turns
    ]


def numbered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements in the order of the text, those of the title first, with their ids and what each is within."""
    ordered = sorted(statements, key=lambda s: (s.field == "text", s.start, s.content))
    named = [dataclasses.replace(s, id=f"s{number}") for number, s in enumerate(ordered, 1)]
    contents = [(s, content) for s in named if (content := hull(s.content))]
    return tuple(dataclasses.replace(s, within=_enclosing(s, contents)) for s in named)


def _enclosing(inner: Statement, others: Sequence[tuple[Statement, Span]]) -> str | None:
    """The id of the smallest other statement whose content holds all of this one.

    Args:
        inner: the statement asked about.
        others: statements, each with the hull of its content.
    """
    mine = hull((*inner.source, *inner.cue, *inner.content))
    holders = []
    for other, theirs in others:
        if mine and theirs.contains(mine) and other.id != inner.id and other.field == inner.field:
            cue = hull(other.cue)
            if not (cue and mine.overlaps(cue)):
                holders.append((len(theirs), other.id))
    return min(holders)[1] if holders else None

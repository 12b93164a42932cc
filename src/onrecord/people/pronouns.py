"""Whom "he", "she", "they" and "it" stand for, answered only where it is safe.

Each person named or speaking in the same or the preceding paragraph, outside quotation marks, gets a weight: the nearer
the sentence the more, and more as its subject or as the last who spoke (after Lappin and Leass 1994, whose factors
these are). The heaviest is taken only where it is well ahead of the second; otherwise both are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.domain import Span, Spans
from onrecord.domain.sentences import around, paragraphs, sentences

from .cast import Cast
from .lexicon import Gender
from .members import Member

NEARNESS = 0.55  # each sentence further back counts this much of the one after it
SUBJECT = 0.8  # added where a name is the subject of its sentence
SPOKE = 0.9  # added where it was the source of a statement there
OWNED = -0.5  # added where it only owns something ("Trump's")
PASSED_OVER = 3  # paragraphs of quotation, naming nobody, that may stand between a pronoun and its name
UNKNOWN_SEX = 0.7  # factor where nothing tells whether "he" fits
MARGIN = 1.45  # how much heavier the first must be than the second

_QUOTED = re.compile(r"“[^”\n]*(?:\n(?!\s*\n)[^”\n]*)*(?:”|(?=\n\s*\n)|\Z)|\"[^\"\n]*(?:\"|$)|«[^»\n]*»", re.MULTILINE)
_GOES_ON_QUOTING = re.compile(r"[”\"»]$")
_JOINED = re.compile(r",?\s(?:and|or)\s(?:[A-Z]\w*\.?\s){0,3}")  # "Jan Novak and Mr. Moor left": both are the subject
_PREPOSED = re.compile(
    r"\b(?:of|for|at|from|in|with|to|on|by|about|against|over|than|like|behind)\s(?:the\s)?(?:[A-Z]\w*\.?\s){0,2}$"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody of the cast who was found to speak, with the place of the source."""

    member: Member
    at: Span


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The answer: a member with the place that stands for it and a confidence, or those it could be."""

    member: Member | None
    at: Span | None
    confidence: float
    candidates: tuple[Member, ...] = ()


class Scene:
    """The paragraphs, sentences and quotations of a text, and who is named in them."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.paragraphs: Spans = paragraphs(cast.text)
        self.sentences: Spans = sentences(cast.text)
        self.quoted: Spans = tuple(Span(m.start(), m.end()) for m in _QUOTED.finditer(cast.text) if m.end() > m.start())

    def in_quotes(self, span: Span) -> bool:
        """Whether the words stand inside quotation marks."""
        return self.quotation(span) is not None

    def quotation(self, span: Span) -> Span | None:
        """The quotation in which ``span`` stands; None outside quotation marks."""
        q = self.quoted[around(self.quoted, span.start)] if self.quoted else None
        return q if q and q.start <= span.start < q.end else None

    def sentence(self, offset: int) -> int:
        """Index of the sentence at ``offset``."""
        return around(self.sentences, offset)

    def window(self, offset: int, spoken: Sequence[Spoken] = ()) -> int:
        """Where the paragraph before that of ``offset`` begins, a few that only go on with a quotation passed over."""
        if not self.paragraphs:
            return 0
        here = around(self.paragraphs, offset)
        for before in range(here - 1, max(-1, here - 1 - PASSED_OVER), -1):
            paragraph = self.paragraphs[before]
            named = any(
                paragraph.contains(a.span) and not self.in_quotes(a.span)
                for a in self.cast.appearances
                if a.member is None or a.member.may_be_person
            )
            spoke = any(paragraph.contains(s.at) and not self.in_quotes(s.at) for s in spoken)
            if named or spoke or not _GOES_ON_QUOTING.search(paragraph.of(self.cast.text)):
                return paragraph.start
        return self.paragraphs[max(0, here - 1)].start

    def is_subject(self, span: Span) -> bool:
        """Whether a name seems to be the subject: the first of its sentence that stands free."""
        sentence = self.sentences[self.sentence(span.start)]
        earlier = (
            a.span
            for a in self.cast.appearances
            if sentence.start <= a.span.start < span.start
            and not _JOINED.fullmatch(self.cast.text, a.span.end, span.start)
            and not self.in_quotes(a.span)
            and (a.member is None or a.member.may_be_person)
        )
        return self._stands_free(span, sentence) and not any(self._stands_free(e, sentence) for e in earlier)

    def owns(self, span: Span) -> bool:
        """Whether the name only owns something ("Trump's")."""
        return self.cast.text[span.end : span.end + 2] in ("'s", "’s")

    def _stands_free(self, span: Span, sentence: Span) -> bool:
        """Whether the name neither hangs on a preposition nor owns something."""
        hangs = _PREPOSED.search(self.cast.text, max(sentence.start, span.start - 40), span.start)
        return hangs is None and not self.owns(span)


def find_antecedent(scene: Scene, pronoun: Span, sex: Gender, spoken: Sequence[Spoken]) -> Antecedent:
    """Whom "he" or "she" at ``pronoun`` stands for.

    Args:
        scene: the text.
        pronoun: its place.
        sex: which of the two it is.
        spoken: the speakers already found, in the order of the text.
    """
    weights: dict[Member, tuple[float, Span]] = {}
    for member, span, weight in _weighed(scene, pronoun, sex, spoken):
        if member not in weights or weights[member][0] < weight:
            weights[member] = (weight, span)
    ranked = sorted(weights.items(), key=lambda item: -item[1][0])
    if not ranked:
        return Antecedent(None, None, 0.0)
    best, (weight, span) = ranked[0]
    speaking = any(s.member is best for s in spoken)
    if (len(ranked) > 1 and weight < MARGIN * ranked[1][1][0]) or not (best.kind == "person" or speaking):
        close = tuple(m for m, (w, _) in ranked if weight < MARGIN * w)
        return Antecedent(None, None, 0.0, close)
    alone = len(ranked) == 1
    return Antecedent(best, span, (0.9 if alone else 0.8) * (1.0 if best.gender == sex else 0.9))


def _weighed(
    scene: Scene, pronoun: Span, sex: Gender, spoken: Sequence[Spoken]
) -> Iterator[tuple[Member, Span, float]]:
    """Each place before the pronoun at which somebody it could stand for is named or speaks, with its weight."""
    quotation = scene.quotation(pronoun)
    start = scene.window(pronoun.start, spoken) if quotation is None else quotation.start
    here = scene.sentence(pronoun.start)
    named = (
        (member, a.span, _standing(scene, a.span))
        for a in scene.cast.appearances
        for member in ((a.member,) if a.member else a.candidates)
        if start <= a.span.start < pronoun.start
    )
    said = ((s.member, s.at, 1.0 + SPOKE) for s in spoken if start <= s.at.start < pronoun.start)
    speaking = {s.member for s in spoken}
    for member, span, standing in (*named, *said):
        if scene.quotation(span) == quotation and _fits(member, sex, speaking):
            fit = 1.0 if member.gender == sex else UNKNOWN_SEX
            yield member, span, standing * fit * NEARNESS ** (here - scene.sentence(span.start))


def _standing(scene: Scene, span: Span) -> float:
    return 1.0 + (OWNED if scene.owns(span) else SUBJECT if scene.is_subject(span) else 0.0)


def _fits(member: Member, sex: Gender, speaking: set[Member]) -> bool:
    if member.gender not in (None, sex):
        return False
    looks_full = len(member.fullest.words) > 1
    return member.kind == "person" or (member.kind == "unknown" and (looks_full or member in speaking))

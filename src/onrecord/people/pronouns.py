"""Whom "he" and "she" stand for, answered only where it is safe.

Each person who stands in the same or the preceding paragraph, outside quotation marks, gets a weight: the nearer the
sentence the more, and more as its subject or as the last who spoke (after Lappin and Leass 1994, whose factors these
are). Every pronoun of the text is followed, not only those that speak: whoever was "he" two lines up is the likelier
"he" here. The heaviest is taken only where it is well ahead of the second; otherwise both are listed.

The weights of sentence, paragraph and subject were tuned, one after another, on 139 training articles of PolNeAR (551
pronouns) against the chains that CoreNLP found in them, which err themselves; the others were set by hand.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.domain import Sex, Span, Spans, Statement, hull

from .members import Member
from .offices import NOUNS_OF_A_SEX
from .scene import Scene, Spoken, Stand, speaking_between


@dataclass(frozen=True, slots=True)
class Weights:
    """What each circumstance counts; see the head of this module."""

    sentence: float = 0.45  # factor for each sentence further back
    paragraph: float = 0.6  # factor for each paragraph further back
    subject: float = 0.4  # added where a name is the subject of its sentence
    pronoun: float = 0.5  # added where it is an earlier pronoun
    spoke: float = 0.9  # added where it was the source of a statement there
    owner: float = -0.5  # added where it only owns something ("Novak's")
    more: float = 0.2  # share of the weights of its other places
    spoken_of: float = 0.4  # factor for a name inside the very words that the pronoun is said to say
    unknown_sex: float = 0.7  # factor where nothing tells whether "he" fits
    margin: float = 1.45  # how much heavier the first must be than the second


WEIGHTS = Weights()
_PRONOUN = re.compile(r"\b(?:(?P<he>he|him|his|himself)|(?P<she>she|her|hers|herself))\b", re.IGNORECASE)
SOMEBODY = re.compile(
    r"\b(?:the|an?|that|this|one|another)\s(?:[\w-]+\s){0,3}(?:" + "|".join(sorted(NOUNS_OF_A_SEX)) + r")\b",
    re.IGNORECASE,
)
"""Somebody who is spoken of without a name: "the woman", "a young man"."""
Fits = Callable[[Member], float]
"""How well a member can be meant, 0 (not) to 1 (surely)."""


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The answer: a member with a place before that stands for it and a confidence, or those it could be, or nobody.

    ``unnamed`` is somebody without a name who spoke since the one candidate was named, and may be meant instead.
    """

    member: Member | None = None
    at: Span | None = None
    confidence: float = 0.0
    candidates: tuple[Member, ...] = ()
    unnamed: Span | None = None


class Follower:
    """Follows the pronouns of a text from its beginning on.

    Args:
        scene: the text.
        statements: whose words stand where, so that those whom a speaker speaks of are not taken for the speaker.

    Attributes:
        unnamed: where somebody spoke whom the text describes and does not name; filled while the text is read.
    """

    def __init__(self, scene: Scene, statements: Iterable[Statement] = (), weights: Weights = WEIGHTS) -> None:
        self.scene = scene
        self.weights = weights
        self.unnamed: list[Span] = []
        self._followed: dict[int, Antecedent] = {}
        self._stands: list[Stand] = []
        self._waiting = _pronouns(scene)
        self._next = next(self._waiting, None)
        self._said_at: dict[int, Spans] = defaultdict(tuple)
        for statement in statements:
            source = hull(statement.source)
            if source is not None and statement.field == "text":
                self._said_at[source.start] += statement.content

    def he_or_she(self, pronoun: Span, sex: Sex, spoken: Sequence[Spoken]) -> Antecedent:
        """Whom "he" or "she" at ``pronoun`` stands for.

        Args:
            pronoun: its place.
            sex: which of the two it is.
            spoken: the speakers already found, in the order of the text.
        """
        self._advance(pronoun.start, spoken)
        if pronoun.start in self._followed:
            return self._followed[pronoun.start]
        return self._find(pronoun, _of_sex(sex, spoken, self.weights), spoken)

    def described(self, at: Span, fits: Fits, spoken: Sequence[Spoken], margin: float = 1.0) -> Antecedent:
        """Whom a description at ``at`` ("the senator") stands for.

        Args:
            at: its place.
            fits: how well each member can be meant by it.
            spoken: the speakers already found.
            margin: how many times the margin of a pronoun the first must be ahead.
        """
        self._advance(at.start, spoken)
        return self._find(at, fits, spoken, margin)

    def standing(self, at: Span, spoken: Sequence[Spoken]) -> list[Stand]:
        """Where anybody stands, by name, pronoun or source, from the paragraph before ``at`` on, in the text's order.

        Outside quotation marks only.

        Args:
            at: a place outside quotation marks.
            spoken: the speakers already found.
        """
        self._advance(at.start, spoken)
        found = self._stands_between(self.scene.window(at.start, spoken), at.start, spoken)
        return sorted((s for s in found if not self.scene.in_quotes(s.span)), key=lambda s: s.span)

    def _advance(self, offset: int, spoken: Sequence[Spoken]) -> None:
        """Follow the pronouns up to and with the one at ``offset``."""
        while self._next is not None and self._next[0].start <= offset:
            span, sex = self._next
            found = self._find(span, _of_sex(sex, spoken, self.weights), spoken)
            self._followed[span.start] = found
            if found.member is not None:
                word = span.of(self.scene.cast.text).lower()
                subject = word in ("he", "she") and self.scene.stands_free(span)
                self._stands.append(Stand(span, (found.member,), subject, word == "his", False))
            self._next = next(self._waiting, None)

    def _find(self, at: Span, fits: Fits, spoken: Sequence[Spoken], margin: float = 1.0) -> Antecedent:
        start = self.scene.window(at.start, spoken)
        places = self._places(at, start, fits, spoken)
        if not places and start > 0 and not self.scene.in_quotes(at):
            # Nobody at all in the paragraph before: whoever stands in the one before that, if nobody unnamed is meant.
            wider = self.scene.window(start, spoken)
            if not SOMEBODY.search(self.scene.cast.text, wider, at.start):
                places = self._places(at, wider, fits, spoken)
        ranked = sorted(((self._sum(found), member) for member, found in places.items()), key=lambda t: -t[0])
        if not ranked:
            return Antecedent(unnamed=self._unnamed_between(start, at.start))
        weight, best = ranked[0]
        if best in self._named_in(at):
            return Antecedent(candidates=tuple(member for _, member in ranked[:2]) if len(ranked) > 1 else ())
        needed = self.weights.margin * margin
        speaking = any(s.member is best for s in spoken)
        sure = best.kind in ("person", "organisation") or speaking
        if (len(ranked) > 1 and weight < needed * ranked[1][0]) or not sure:
            close = sorted((m for w, m in ranked if weight < needed * w), key=lambda m: m.first)
            return Antecedent(candidates=tuple(close))
        span = max(places[best])[1]
        since = max(place for _, place in places[best])
        unnamed = self._unnamed_between(since.end, at.start)
        if unnamed is not None and not self.scene.in_quotes(at):
            return Antecedent(candidates=(best,), unnamed=unnamed)
        alone = len(ranked) == 1
        return Antecedent(best, span, (0.9 if alone else 0.8) * (1.0 if fits(best) == 1.0 else 0.9))

    def _unnamed_between(self, start: int, end: int) -> Span | None:
        return next((u for u in reversed(self.unnamed) if start <= u.start < end), None)

    def _places(
        self, at: Span, start: int, fits: Fits, spoken: Sequence[Spoken]
    ) -> dict[Member, list[tuple[float, Span]]]:
        places: dict[Member, list[tuple[float, Span]]] = defaultdict(list)
        for member, span, weight in self._weighed(at, start, fits, spoken):
            places[member].append((weight, span))
        return places

    def _sum(self, found: Sequence[tuple[float, Span]]) -> float:
        best = max(found)[0]
        return best + self.weights.more * (sum(w for w, _ in found) - best)

    def _weighed(
        self, at: Span, start: int, fits: Fits, spoken: Sequence[Spoken]
    ) -> Iterator[tuple[Member, Span, float]]:
        """Each place in ``[start, at)`` at which somebody whom it could mean is named or speaks, with its weight."""
        scene, quotation = self.scene, self.scene.quotation(at)
        start = start if quotation is None else quotation.start
        sources = {s.at.start for s in speaking_between(spoken, start, at.start)}
        said = self._said_at.get(at.start, ())
        for stand in self._stands_between(start, at.start, spoken):
            if scene.quotation(stand.span) != quotation:
                continue
            weight = self._standing(stand, stand.span.start in sources) * self._nearness(stand.span, at)
            weight *= self.weights.spoken_of if any(c.contains(stand.span) for c in said) else 1.0
            for member in stand.members:
                if fit := fits(member):
                    yield member, stand.span, weight * fit

    def _named_in(self, at: Span) -> list[Member]:
        """Whom the paraphrase of a source at ``at`` names behind it, in its sentence: hardly the speaker.

        "He said Novak would come" is not said by Novak (principle C of binding, Chomsky 1981). What stands before its
        source, or in quotation marks, may be.
        """
        scene = self.scene
        here, said = scene.sentence(at.start), self._said_at.get(at.start, ())
        behind = [c for c in said if c.start >= at.end and scene.sentence(c.start) == here]
        names = [n for c in behind for n in scene.cast.between(c.start, c.end)]
        return [n.member for n in names if n.member is not None and not scene.in_quotes(n.span)]

    def _stands_between(self, start: int, end: int, spoken: Sequence[Spoken]) -> Iterator[Stand]:
        """The names, followed pronouns and sources in ``[start, end)``."""
        first = bisect_left(self._stands, start, key=lambda s: s.span.start)
        stands = (*self.scene.named_between(start, end), *self._stands[first:])
        placed = {s.span.start for s in stands}
        yield from (s for s in stands if s.span.start < end)
        for s in speaking_between(spoken, start, end):
            if s.at.start not in placed:
                yield Stand(s.at, (s.member,), True, False, False)

    def _nearness(self, span: Span, at: Span) -> float:
        scene, w = self.scene, self.weights
        sentences = scene.sentence(at.start) - scene.sentence(span.start)
        return w.sentence**sentences * w.paragraph ** (scene.paragraph(at.start) - scene.paragraph(span.start))

    def _standing(self, stand: Stand, spoke: bool) -> float:
        w = self.weights
        weight = 1.0 + (w.spoke if spoke else 0.0)
        if stand.owner:
            weight += 0.0 if stand.opens else w.owner
        elif stand.subject:
            weight += w.subject
        return max(0.1, weight + (w.pronoun if not stand.opens and stand.span.start in self._followed else 0.0))


def _pronouns(scene: Scene) -> Iterator[tuple[Span, Sex]]:
    for m in _PRONOUN.finditer(scene.cast.text):
        span = Span(m.start(), m.end())
        if not scene.in_quotes(span):
            yield span, "he" if m["he"] else "she"


def _of_sex(sex: Sex, spoken: Sequence[Spoken], weights: Weights) -> Fits:
    speaking = {s.member for s in spoken}

    def fits(member: Member) -> float:
        if member.gender not in (None, sex):
            return 0.0
        looks_full = len(member.fullest.words) > 1
        person = member.kind == "person" or (member.kind == "unknown" and (looks_full or member in speaking))
        return 0.0 if not person else 1.0 if member.gender == sex else weights.unknown_sex

    return fits

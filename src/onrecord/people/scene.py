"""The paragraphs, sentences and quotations of a text, and where in them each member of its cast stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.domain import Span, Spans
from onrecord.domain.sentences import around, paragraphs, sentences

from .cast import Cast
from .members import Appearance, Member

_HEAD = 2000  # code points in which a byline is sought
PASSED_OVER = 3  # paragraphs of quotation, naming nobody, that may stand between a pronoun and its name

_QUOTED = re.compile(
    r"“[^“”\"\n]*\"(?!\w)|“[^”\n]*(?:\n(?!\s*\n)[^”\n]*)*(?:”|(?=\n\s*\n)|\Z)|\"[^\"\n]*(?:\"|$)|«[^»\n]*»",
    re.MULTILINE,
)
_GOES_ON_QUOTING = re.compile(r"[”\"»]$")
_JOINED = re.compile(r",?\s(?:and|or)\s(?:[A-Z]\w*\.?\s){0,3}")  # "Jan Novak and Mr. Moor left": both are the subject
_JOINED_NAMES = 8  # more than can stand in what joins two names
_PREPOSED = re.compile(
    r"\b(?:of|for|at|from|in|with|to|on|by|about|against|over|than|like|behind)\s(?:the\s)?(?:[A-Z]\w*\.?\s){0,2}$"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody of the cast who was found to speak, with the place of the source."""

    member: Member
    at: Span


@dataclass(frozen=True, slots=True)
class Stand:
    """One place at which a member stands in the text.

    Attributes:
        span: the name, the pronoun or the source.
        members: who is named there; several where a name fits several.
        subject, owner: what it is in its sentence; an owner only owns something ("Novak's").
        opens: whether it is the first that is named in its sentence.
    """

    span: Span
    members: tuple[Member, ...]
    subject: bool
    owner: bool
    opens: bool


def speaking_between(spoken: Sequence[Spoken], start: int, end: int) -> Sequence[Spoken]:
    """Those of ``spoken``, which is in the order of the text, whose source begins in ``[start, end)``."""
    begins, ends = (bisect_left(spoken, at, key=lambda s: s.at.start) for at in (start, end))
    return spoken[begins:ends]


class Scene:
    """Where everything stands.

    Args:
        cast: everyone whom the text names.
        byline: as its head prints it; whoever is named there tells the story and is nobody in it, unless named again.
    """

    def __init__(self, cast: Cast, byline: str | None = None) -> None:
        self.cast = cast
        self.paragraphs: Spans = paragraphs(cast.text)
        self.sentences: Spans = sentences(cast.text)
        self.quoted: Spans = tuple(Span(m.start(), m.end()) for m in _QUOTED.finditer(cast.text) if m.end() > m.start())
        persons = [a.span for a in cast.appearances if self._may_be_subject(a)]
        self._persons = [span.start for span in persons]
        self._free = [span.start for span in persons if self.stands_free(span)]
        self._places = [a.span.start for a in cast.appearances]
        signed = _signed(cast.text, byline)
        self.named = tuple(self._stand(a) for a in cast.appearances if signed is None or not a.span.overlaps(signed))
        self._starts = [s.span.start for s in self.named]
        self._peopled = {
            self.paragraph(s.span.start)
            for s in self.named
            if any(m.may_be_person for m in s.members) and not self.in_quotes(s.span)
        }

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

    def paragraph(self, offset: int) -> int:
        """Index of the paragraph at ``offset``."""
        return around(self.paragraphs, offset)

    def named_between(self, start: int, end: int) -> Sequence[Stand]:
        """The names that begin in ``[start, end)``."""
        return self.named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def window(self, offset: int, spoken: Sequence[Spoken] = ()) -> int:
        """Where the paragraph before that of ``offset`` begins, a few that only go on with a quotation passed over."""
        if not self.paragraphs:
            return 0
        here = self.paragraph(offset)
        for before in range(here - 1, max(-1, here - 1 - PASSED_OVER), -1):
            paragraph = self.paragraphs[before]
            speaks = any(not self.in_quotes(s.at) for s in speaking_between(spoken, paragraph.start, paragraph.end))
            if before in self._peopled or speaks or not _GOES_ON_QUOTING.search(paragraph.of(self.cast.text)):
                return paragraph.start
        return self.paragraphs[max(0, here - 1)].start

    def owns(self, span: Span) -> bool:
        """Whether the name only owns something ("Novak's")."""
        return self.cast.text[span.end : span.end + 2] in ("'s", "’s")

    def stands_free(self, span: Span) -> bool:
        """Whether the words neither hang on a preposition nor own something."""
        sentence = self.sentences[self.sentence(span.start)]
        hangs = _PREPOSED.search(self.cast.text, max(sentence.start, span.start - 40), span.start)
        return hangs is None and not self.owns(span)

    def _stand(self, name: Appearance) -> Stand:
        earlier, earlier_free = self._earlier_in_sentence(name.span)
        return Stand(
            name.span,
            (name.member,) if name.member else name.candidates,
            self.stands_free(name.span) and not earlier_free,
            self.owns(name.span),
            not earlier,
        )

    def _earlier_in_sentence(self, span: Span) -> tuple[bool, bool]:
        """Whether a person is named before ``span`` in its sentence, outside quotation marks, and whether one of them
        stands free; such as are joined to it do not count."""
        begins = self.sentences[self.sentence(span.start)].start
        end = bisect_left(self._places, span.start)
        first = max(bisect_left(self._places, begins), end - _JOINED_NAMES)
        near = [
            a.span
            for a in self.cast.appearances[first:end]
            if self._may_be_subject(a) and not _JOINED.fullmatch(self.cast.text, a.span.end, span.start)
        ]
        # Those further off are never joined to it, and a sentence may name thousands: they are counted, not looked at.
        far = self._places[first] if first < end else begins
        earlier = bool(near) or _any_within(self._persons, begins, far)
        return earlier, any(map(self.stands_free, near)) or _any_within(self._free, begins, far)

    def _may_be_subject(self, name: Appearance) -> bool:
        return not self.in_quotes(name.span) and (name.member is None or name.member.may_be_person)


def _signed(text: str, byline: str | None) -> Span | None:
    """Where the head of a text prints its byline."""
    at = text.find(byline, 0, _HEAD) if byline else -1
    return Span(at, at + len(byline)) if byline and at >= 0 else None


def _any_within(starts: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(starts, start) < bisect_left(starts, end)

"""What every rule of dating asks of an article: its sentences and paragraphs, its contents, its time expressions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import takewhile

from onrecord.domain import Article, Span, Statement, When
from onrecord.domain.sentences import around, paragraphs

from .expressions import TimeExpression
from .tense import looks_ahead
from .timeline import Timeline
from .values import first_day

SENTENCE = 8  # words; a shorter paragraph at the top is a headline, byline or dateline


class Ground:
    """One article with its statements, as the rules look at it.

    Args:
        article: as read.
        statements: all of them; those of the headline are left aside.
        timeline: that of its text, where it is known already.
    """

    def __init__(self, article: Article, statements: Sequence[Statement], timeline: Timeline | None = None) -> None:
        self.text = article.text
        self.timeline = timeline or Timeline(article.text, article.published)
        self.sentences = self.timeline.sentences
        self.paragraphs = paragraphs(article.text)
        self._head = self._head_lines()
        self.contents = sorted(c for s in statements if s.field == "text" for c in s.content)
        self._longest = max((len(c) for c in self.contents), default=0)

    def sentence(self, offset: int) -> Span:
        """The sentence that holds an offset."""
        return self.timeline.sentence(offset)

    def sentence_before(self, sentence: Span) -> Span | None:
        """The sentence before, where it stands in the same paragraph."""
        at = around(self.sentences, sentence.start)
        if at == 0 or self.paragraph(self.sentences[at - 1].start) != self.paragraph(sentence.start):
            return None
        return self.sentences[at - 1]

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph that holds an offset."""
        return around(self.paragraphs, offset)

    def from_top(self, offset: int) -> int:
        """The number of the paragraph that holds an offset, where byline, dateline and the like count for none."""
        return max(0, self.paragraph(offset) - self._head)

    def _head_lines(self) -> int:
        """How many lines of the head stand below the headline: short paragraphs that end no sentence."""
        below = (p.of(self.text) for p in self.paragraphs[1:])
        return sum(1 for _ in takewhile(lambda p: len(p.split()) < SENTENCE and p[-1] not in '.!?”"', below))

    def times(self, within: Span) -> Sequence[TimeExpression]:
        """The time expressions that stand wholly within a stretch."""
        return self.timeline.within(within)

    def when(self, time: TimeExpression) -> When:
        """The day of an expression that dates what was said. News says what has been said by the day of publication;
        only "will speak Friday" lies ahead, and "July 25" just before that day: nobody means the one of last year."""
        time = self.timeline.explained(time)
        sentence = self.sentence(time.span.start)
        nearest = None if time.kind in ("day", "holiday") else False
        ahead = time.direction != "last" and (looks_ahead(self.text, time.span, sentence) or nearest)
        outcome = self.timeline.reckon(time, ahead=ahead)
        if outcome.edtf and time.told and time.event is None and not self._follows_a_day(time):
            return When(reason=f"nothing right before '{time.text}' says from which day it is reckoned")
        published = self.timeline.published
        if published and not ahead and first_day(outcome.edtf or "") > published[:10]:
            return When(reason=f"'{time.text}' is after the day of publication, {published}")
        if outcome.edtf is None:
            return When(reason=outcome.reason)
        base = self.timeline.base(time)
        if base is None or time.span.contains(base.span):
            return When(outcome.edtf, outcome.reason, (time.span,))
        told = f"{outcome.reason}, in '{base.span.of(self.text)}'"
        return When(outcome.edtf, told, tuple(sorted((base.span, time.span))))

    def _follows_a_day(self, time: TimeExpression) -> bool:
        """Whether a day stands shortly before "that night", "the following morning", from which it is reckoned."""
        start = self.paragraphs[max(0, self.paragraph(time.span.start) - 1)].start
        if start == time.span.start:
            return False  # it is the first word of the text
        return any(t.kind != "reference" and not t.told for t in self.times(Span(start, time.span.start)))

    def contents_at(self, offset: int) -> frozenset[Span]:
        """The contents that hold an offset: whose words it is among."""
        last = bisect_right(self.contents, offset, key=lambda c: c.start)
        first = bisect_left(self.contents, offset - self._longest, key=lambda c: c.start)
        return frozenset(c for c in self.contents[first:last] if offset < c.end)

    def same_voice(self, statement: Statement, span: Span) -> bool:
        """Whether ``span`` is told by whoever tells the saying, and not inside other contents.

        A day inside a content is what the speaker speaks of; it says nothing about when.
        """
        return self.contents_at(statement.stands_at) == self.contents_at(span.start)

"""Which time expression says when a statement was made, and what day that is.

The words that tell are looked for from near to far: in the statement's own sentence; at an occasion that the sentence
names and the text dates elsewhere; in a sentence just before that tells of the same speaker; in what the same speaker
said before; in the lead, where the article tells of one day. A headline has the day of the statement that it announces.
Where none tells, the day stays empty, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from onrecord.domain import Article, Span, Statement, When, hull
from onrecord.domain.sentences import around

from .carrying import (
    MOVES_ON,
    Told,
    carried,
    cue_tense,
    has_another_time,
    is_another_occasion,
    is_told_as_day,
    may_be_of,
    speaker_of,
)
from .expressions import TimeExpression
from .ground import Ground
from .hanging import hanging_on, is_main, is_state
from .occasions import OCCASION_AFTER, dated_occasions, mentions
from .story import announced_by, of_the_story, story_of
from .tense import looks_ahead
from .timeline import Timeline
from .transcripts import transcript_day
from .values import first_day, parse_day

NOTHING_TELLS = "nothing in the sentence or in what goes before says when it was said"
_BACK = 3  # sentences back in which the one that introduces a saying is sought
_YEAR = len("2021")
_RELATIVE = (["who"], ["which"], ["that"])
_HEADLINE_REACH = 4  # paragraphs from the top in which the statement stands that a headline announces


def date(article: Article, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Date the statements of an article.

    Args:
        article: as read; ``published`` is the day from which "Friday" is reckoned.
        statements: with spans, and with speakers where the day is to carry over from one to the next.

    Returns:
        the same statements in the same order, with ``said_on`` filled: a day, or None with the reason.
    """
    if article.kind == "transcript":
        when = transcript_day(article)
        return tuple(replace(s, said_on=when) for s in statements)
    found = _Dater(article, statements).found
    return tuple(replace(s, said_on=_said_by_then(article, s, found[s.id])) for s in statements)


def _said_by_then(article: Article, statement: Statement, when: When | None) -> When:
    """A day up to that of publication; a later one only where the cue looks ahead ("will announce on Friday")."""
    if when is None:
        return When(reason=NOTHING_TELLS)
    first = first_day(when.edtf) if when.edtf else None
    day = parse_day(article.published)
    if first is None or day is None or first <= day.isoformat():
        return when
    cue = hull(statement.cue)
    if cue is not None and looks_ahead(article.text, Span(cue.end - 1, cue.end), cue):
        return when
    return When(reason=f"{when.reason}: that is later than the article, which tells what was said")


class _Dater:
    def __init__(self, article: Article, statements: Sequence[Statement]) -> None:
        self.article = article
        self.ground = Ground(article, statements)
        self.occasions = dated_occasions(self.ground)
        self.story = story_of(self.ground)
        self.found: dict[str, When | None] = {}
        self.told: dict[str, Told] = {}  # by speaker, the latest last
        self.elsewhere: dict[str, int] = {}
        headlines = [s for s in statements if self._is_headline(s)]
        ids = {s.id for s in headlines}
        self.below = sorted((s for s in statements if s.id not in ids), key=lambda s: s.stands_at)
        for statement in self.below:
            self.found[statement.id] = self._when(statement) if self.ground.sentences else None
        for statement in headlines:
            self.found[statement.id] = self._of_headline(statement)

    def _when(self, statement: Statement) -> When | None:
        sentence = self.ground.sentence(statement.stands_at)
        hanging = hanging_on(self.ground, statement, sentence)
        if hanging:
            # "Days before", "on the eve of the vote", of which nobody tells the day, leave it to "Friday" beside them.
            vague = [time.kind == "later" or time.event is not None for time in hanging]
            days = [self.ground.when(time) for time in hanging]
            told = (day for day, is_vague in zip(days, vague, strict=True) if day.edtf or not is_vague)
            return self._begin(statement, next(told, days[0]))
        known = self._at_known_occasion(statement, sentence)
        if known is not None:
            return self._begin(statement, known)
        carried_over = self._turn(statement) or self._carried(statement)
        if carried_over is not None:
            return carried_over
        introduced = self._introduced(statement, sentence)
        if introduced is not None:
            return self._begin(statement, introduced)
        return self._of_the_story(statement) if self.story else None

    def _of_the_story(self, statement: Statement) -> When | None:
        assert self.story is not None
        name, paragraph = speaker_of(statement) or "", self.ground.paragraph(statement.stands_at)
        elsewhere = is_another_occasion(self.ground, statement, self.story.told.sentence)
        if elsewhere or paragraph == self.elsewhere.get(name):
            self.elsewhere[name] = paragraph  # and there what the same speaker says next is said too
            return None
        return of_the_story(self.ground, statement, self.story)

    def _begin(self, statement: Statement, when: When) -> When:
        """Notes a day that later statements may have from this one; a saying without a day ends the chain."""
        name = speaker_of(statement) or ""
        self.told.pop(name, None)
        self.elsewhere.pop(name, None)
        tense = cue_tense(self.ground, statement)
        # "The office, which dismissed him in November, declined to comment": November is told by the way.
        aside = [s.of(self.ground.text).lower() for s in statement.source] in _RELATIVE
        if when.edtf is not None and tense != "perfect" and name and not aside:
            at = statement.stands_at
            self.told[name] = Told(when, self.ground.sentence(at), tense, statement.content, at)
        return when

    # An occasion that has its day elsewhere

    def _at_known_occasion(self, statement: Statement, sentence: Span) -> When | None:
        """The day that the text gives elsewhere to the occasion named in a sentence: "in the debate"."""
        for occasion in mentions(self.ground, sentence):
            if occasion.which not in ("the", "that", "this") or not self.ground.same_voice(statement, occasion.span):
                continue
            times = self.occasions.get(occasion.noun, [])
            days = {w.edtf: w for t in times if (w := self.ground.when(t)).edtf}
            if len(days) == 1:
                (when,) = days.values()
                named = occasion.span.of(self.ground.text)
                evidence = tuple(sorted({*when.evidence, occasion.span}))
                return When(when.edtf, f"{when.reason}, the day of '{named}'", evidence)
        return None

    # A sentence just before

    def _introduced(self, statement: Statement, sentence: Span) -> When | None:
        """The day that a sentence just before gives, where it tells of the same speaker.

        "AMLO spoke of it during a January 7 press conference. He began: ..."
        """
        stepping_out = cue_tense(self.ground, statement) in ("perfect", "present") or statement.within is not None
        stepping_out |= is_state(statement)
        if stepping_out or has_another_time(self.ground, statement, sentence):
            return None
        here = around(self.ground.sentences, sentence.start)
        for at in range(here - 1, max(-1, here - 1 - _BACK), -1):
            before = self.ground.sentences[at]
            if self.ground.paragraph(sentence.start) - self.ground.paragraph(before.start) > 1:
                return None
            time = self._main_time(statement, before)
            when = self.ground.when(time) if time else self._at_known_occasion(statement, before)
            if when is not None:
                mine = self._tells_of_speaker(statement, before)
                other = (
                    not mine
                    or self._is_vague(when, before, sentence)
                    or is_another_occasion(self.ground, statement, before)
                    or not may_be_of(self.ground, statement, when)
                )
                told = f"{when.reason}, told of the same speaker just before"
                return None if other or when.edtf is None else replace(when, reason=told)
            if any(t.kind in MOVES_ON and self.ground.same_voice(statement, t.span) for t in self.ground.times(before)):
                return None  # the story is at another day by now, whatever it is the day of
        return None

    def _is_vague(self, when: When, there: Span, here: Span) -> bool:
        """Whether a time is too long to be that of one occasion: a year; a month or week, if not told right before."""
        if is_told_as_day(when):
            return False
        return len(when.edtf or "") <= _YEAR or self.ground.sentence_before(here) != there

    def _main_time(self, statement: Statement, sentence: Span) -> TimeExpression | None:
        """The time of what a sentence tells, in the voice that tells the saying."""
        for time in self.ground.times(sentence):
            if time.kind == "reference" or not self.ground.same_voice(statement, time.span):
                continue
            if OCCASION_AFTER.match(self.ground.text, time.span.end) or is_main(self.ground, time, sentence):
                return time
        return None

    def _tells_of_speaker(self, statement: Statement, sentence: Span) -> bool:
        """Whether a sentence tells of the speaker: names it in the voice that tells the saying, and nobody else says
        anything in it."""
        name = statement.speaker.name
        others = [s for s in self.below if s.speaker.name != name and sentence.start <= s.stands_at < sentence.end]
        if not name or others:
            return False
        last = re.compile(rf"\b{re.escape(name.split()[-1])}\b")
        named = last.finditer(self.ground.text, sentence.start, sentence.end)
        places = [*statement.speaker.evidence, *(Span(*m.span()) for m in named)]
        owners = tuple(p for p in places if self.ground.text.startswith(("'", "’"), p.end))
        return any(sentence.contains(p) and self.ground.same_voice(statement, p) for p in places if p not in owners)

    # What was said before

    def _turn(self, statement: Statement) -> When | None:
        """The day of the broadcast whose turns an article prints ("WALLACE: ..."), as the story told it before."""
        text = self.ground.text
        if not self.told or not statement.source or " ".join(c.of(text) for c in statement.cue).strip() != ":":
            return None
        label = statement.source[0]
        paragraph = self.ground.paragraphs[self.ground.paragraph(label.start)]
        opens = not text[paragraph.start : label.start].strip("\"'“‘«([*_ ")
        if not (opens and label.of(text).isupper()):
            return None
        when = next(reversed(self.told.values())).when
        return replace(when, reason=f"{when.reason}, as told before this transcript")

    def _carried(self, statement: Statement) -> When | None:
        name = speaker_of(statement) or ""
        told = self.told.get(name)
        if told is None or statement.within is not None:
            return None
        if any(c.start <= statement.stands_at < c.end for c in told.contents):
            return None
        when = carried(self.ground, statement, told)
        if when is not None:
            self.told[name] = replace(told, last=statement.stands_at)
        elif is_another_occasion(self.ground, statement, told.sentence):
            del self.told[name]
        return when

    # The headline

    def _is_headline(self, statement: Statement) -> bool:
        """Whether a statement stands in the headline, its own field or the first paragraph of the text."""
        if statement.field == "title":
            return True
        first = self.ground.paragraphs[0] if self.ground.paragraphs else None
        if first is None or not self.article.title or not first.contains(Span(statement.start, statement.start + 1)):
            return False
        return _letters(first.of(self.ground.text)) == _letters(self.article.title)

    def _of_headline(self, headline: Statement) -> When:
        """The day that the headline gives itself; else that of the first statement below that the same speaker makes;
        else that of the story, where the lead tells of the speaker."""
        own = self._in_headline(headline)
        if own is not None:
            return own
        name = headline.speaker.name
        for statement in self.below:
            when = self.found[statement.id]
            if self.ground.from_top(statement.stands_at) >= _HEADLINE_REACH:
                break
            if when and when.edtf and name and statement.speaker.name == name:
                return replace(when, reason=f"{when.reason}, of what the headline announces")
        told = announced_by(self.ground, headline, self.story) if self.story else None
        return told or When(reason="a headline does not say when it was said")

    @cached_property
    def title_timeline(self) -> Timeline:
        """The times that a headline in its own field tells of."""
        return Timeline(self.article.title or "", self.article.published)

    def _in_headline(self, headline: Statement) -> When | None:
        """The day of an expression in the headline that hangs on what is said there: "Novak said on Friday he would
        go"."""
        if headline.field == "text":
            ground = self.ground
        else:
            title = replace(self.article, text=self.article.title or "")
            ground = Ground(title, (replace(headline, field="text"),), self.title_timeline)
        if not ground.sentences:
            return None
        own = hanging_on(ground, headline, ground.sentence(headline.stands_at))
        found = next((when for time in own if (when := ground.when(time)).edtf), None)
        # The words of a headline in its own field are no evidence in the text.
        return found if found is None or headline.field == "text" else replace(found, evidence=())


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).lower()

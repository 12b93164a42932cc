"""Which time expression says when a statement was made, and what day that is.

A day in the content is what the speaker speaks of; it says nothing about when. So only expressions outside every
content are asked, in the sentence of the cue, and of these only such as hang on the saying: beside the cue, at the head
of the sentence, or before the word for an occasion ("during a January 7 press conference"). Others date something
else ("the January 6 coup attempt", "until the college met on December 14") and are left alone. Where none is left, the
day may carry over from what the same speaker said just before in the paragraph; else it stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from onrecord.domain import Article, Span, Spans, Statement, When, hull
from onrecord.domain.sentences import around, paragraphs, sentences

from .expressions import TimeExpression, find_times
from .reckon import parse_day, reckon

NOTHING_TELLS = "nothing in the sentence says when it was said"
_HEAD_OF_TRANSCRIPT = 400

OCCASIONS = (
    r"(?:press\s+|news\s+)?(?:conference|briefing)|interview|speech|address|remarks|debate|rally|hearing|testimony|statement|letter|"
    r"memo|memorandum|report|tweet|post|posting|message|email|e-mail|meeting|summit|convention|episode|broadcast|show|program|"
    r"programme|podcast|appearance|event|town\s+hall|call|op-ed|editorial|essay|column|article|story|feature|book|study|"
    r"announcement|release|note|filing|ruling|session|forum|ceremony|dinner|visit|trip|talk|lecture|sermon|vote|lawsuit|complaint"
)
"""Words for an occasion or a paper at or in which something is said."""

_OCCASION_AFTER = re.compile(rf"(?:['’]s)?\s+(?:[^\W\d_][\w-]*\s+){{0,3}}?(?:{OCCASIONS})s?\b", re.IGNORECASE)
_ATTRIBUTIVE = re.compile(r"\b(?:the|a|an|his|her|its|their|this|that|whose|[^\W\d_]+['’]s)\s+$", re.IGNORECASE)
_NOUN_AFTER = re.compile(r"(?:['’]s\s+|\s+)[^\W\d_]")
_CLAUSE = re.compile(
    r"\b(?:who|which|whose|whom|that|when|where|after|before|since|until|till|following|because|although|though|if|unless|"
    r"while|whether|than|ahead\s+of|prior\s+to|from|between|by|for)\b",
    re.IGNORECASE,
)
_CLAUSE_BEGINS = re.compile(rf"{_CLAUSE.pattern}\W*$", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|would|is\s+to|are\s+to|plans?\s+to|scheduled|due\s+to|expected\s+to|ahead\s+of)\b", re.IGNORECASE
)
_LONG_LEAD = 4  # words; more than these before an expression are no mere "Speaking at noon on"
_NEAR = 30  # code points between a cue or source and an expression that still stands beside it


@dataclass(frozen=True, slots=True)
class _Found:
    time: TimeExpression
    distance: int


def date(article: Article, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Date the statements of an article.

    Args:
        article: as read; ``published`` is the day from which "Friday" is reckoned.
        statements: with spans, and with speakers where the day is to carry over from one to the next.

    Returns:
        the same statements in the same order, with ``said_on`` filled: a day, or None with the reason.
    """
    dater = _Dater(article, statements)
    return tuple(replace(s, said_on=dater.found[s.id]) for s in statements)


class _Dater:
    def __init__(self, article: Article, statements: Sequence[Statement]) -> None:
        self.article = article
        self.text = article.text
        self.sentences = sentences(article.text)
        self.paragraphs = paragraphs(article.text)
        self.contents = sorted(c for s in statements if s.field == "text" for c in s.content)
        self.times = find_times(article.text)
        self.found: dict[str, When] = {}
        transcript = _transcript_day(article) if article.kind == "transcript" else None
        earlier: list[Statement] = []
        for statement in sorted(statements, key=_anchor):
            when = transcript or self._when(statement, earlier)
            self.found[statement.id] = when
            earlier.append(statement)

    def _when(self, statement: Statement, earlier: Sequence[Statement]) -> When:
        if statement.field == "title":
            return When(reason="a headline does not say when it was said")
        if not self.sentences:
            return When(reason=NOTHING_TELLS)
        sentence = self.sentences[around(self.sentences, _anchor(statement))]
        best = self._hanging_on(statement, sentence)
        if best is not None:
            return self._reckoned(best, sentence)
        return self._introduced(statement, sentence) or self._carried(statement, earlier) or When(reason=NOTHING_TELLS)

    def _reckoned(self, time: TimeExpression, sentence: Span) -> When:
        before = self.text[sentence.start : time.span.start]
        ahead = bool(_AHEAD.search(before[-40:])) and time.direction != "last"
        outcome = reckon(time, self.article.published, ahead=ahead)
        return When(outcome.edtf, outcome.reason, (time.span,))

    # The statement's own sentence

    def _hanging_on(self, statement: Statement, sentence: Span) -> TimeExpression | None:
        """The nearest expression of the sentence that says when this was said; None where there is none."""
        roles = sorted((*statement.cue, *statement.source))
        if not roles:
            return None
        found = [
            _Found(time, _distance(time.span, roles))
            for time in self.times
            if sentence.contains(time.span) and self._is_of(time, statement) and self._dates(time, statement, sentence)
        ]
        return min(found, key=lambda f: (f.distance, f.time.span)).time if found else None

    def _is_of(self, time: TimeExpression, statement: Statement) -> bool:
        """Whether the expression stands outside every content that the statement itself stands outside of."""
        at = _anchor(statement)
        return all(c.contains(time.span) == (c.start <= at < c.end) for c in self.contents)

    def _dates(self, time: TimeExpression, statement: Statement, sentence: Span) -> bool:
        if any(role.contains(time.span) for role in statement.cue):
            return True
        if self._is_attributive(time) and not _OCCASION_AFTER.match(self.text, time.span.end):
            return False
        roles = sorted((*statement.cue, *statement.source))
        before = [r for r in roles if r.start <= time.span.start]
        if not before:
            if statement.cue and roles[0] in statement.cue and _CLAUSE.search(self.text, time.span.end, roles[0].start):
                return False  # "on Friday, after refusing to answer, she said": Friday is not the refusal's
            return self._opens(time, sentence, roles[0])
        between = self.text[before[-1].end : time.span.start] if before[-1].end <= time.span.start else ""
        if before[-1].contains(time.span):
            between = self.text[before[-1].start : time.span.start]
        if self._content_between(before[-1].end, time.span.start):
            return False
        return not _CLAUSE.search(between) and len(between) <= 2 * _NEAR + 40

    def _is_attributive(self, time: TimeExpression) -> bool:
        """Whether the expression stands before a noun and with an article: "the January 6 riot", "Monday's debate"."""
        if self.text[time.span.end : time.span.end + 2] in ("'s", "’s"):
            return True
        articled = _ATTRIBUTIVE.search(self.text, max(0, time.span.start - 20), time.span.start)
        return bool(articled and _NOUN_AFTER.match(self.text, time.span.end))

    def _opens(self, time: TimeExpression, sentence: Span, role: Span) -> bool:
        """Whether the expression stands in what goes before source and cue, and not in a clause of its own there."""
        # '"It rained." That was on Friday': what goes before is reckoned from the last content's end, and of what is
        # told inside a content ("he said that on Friday she agreed") from where that content begins.
        ends = [c.end for c in self.contents if sentence.start <= c.start and c.end <= time.span.start]
        begins = [c.start for c in self.contents if c.contains(time.span)]
        lead = self.text[max([sentence.start, *ends, *begins]) : time.span.start].removeprefix("that ")
        if _CLAUSE.search(lead):
            return False
        between = self.text[time.span.end : role.start]
        if _CLAUSE_BEGINS.search(between):
            return False  # "told me last month, before her lawyer asked": the month is not the lawyer's
        if len(lead.split()) > _LONG_LEAD and _CLAUSE.search(between):
            return False  # "She came in February, after what she called ...": February dates the coming
        return not re.search(r"[;:]|[.!?]\s", between) and len(between) <= 160

    def _content_between(self, start: int, end: int) -> bool:
        return any(start <= c.start and c.end <= end for c in self.contents)

    # What goes before

    def _introduced(self, statement: Statement, sentence: Span) -> When | None:
        """The day of the occasion that the sentence before introduces, where it names the same speaker.

        "AMLO spoke of it during a January 7 press conference. He began: ..."
        """
        at = around(self.sentences, sentence.start)
        if at == 0 or not self._same_paragraph(self.sentences[at - 1], sentence):
            return None
        before = self.sentences[at - 1]
        if not any(before.contains(span) for span in statement.speaker.evidence):
            return None
        for time in self.times:
            if not before.contains(time.span) or not self._is_of(time, statement):
                continue
            if _OCCASION_AFTER.match(self.text, time.span.end):
                when = self._reckoned(time, before)
                return replace(when, reason=f"{when.reason}, in the sentence before") if when.edtf else None
        return None

    def _carried(self, statement: Statement, earlier: Sequence[Statement]) -> When | None:
        """The day of what the same speaker said just before in the same paragraph."""
        for before in reversed(earlier):
            if before.field != "text" or before.id == statement.id:
                continue
            if not self._same_paragraph(
                Span(before.start, before.start + 1), Span(statement.start, statement.start + 1)
            ):
                return None
            inside = any(c.start <= _anchor(statement) < c.end for c in before.content)
            if inside or before.within is not None or not _same_speaker(before, statement):
                return None
            when = self.found[before.id]
            if when.edtf is None:
                return None
            told = "" if when.reason.endswith(_CARRIED) else _CARRIED
            return replace(when, reason=when.reason + told)
        return None

    def _same_paragraph(self, one: Span, other: Span) -> bool:
        return around(self.paragraphs, one.start) == around(self.paragraphs, other.start)


_CARRIED = ", carried over from the statement before"


def _anchor(statement: Statement) -> int:
    """Where the saying stands: its cue, else its source, else its content."""
    for role in (statement.cue, statement.source, statement.content):
        if role:
            return min(s.start for s in role)
    return 0


def _distance(span: Span, roles: Sequence[Span]) -> int:
    return min(
        0 if r.overlaps(span) else span.start - r.end if r.end <= span.start else r.start - span.end for r in roles
    )


def _same_speaker(one: Statement, other: Statement) -> bool:
    return one.speaker.name is not None and one.speaker.name == other.speaker.name


def _transcript_day(article: Article) -> When | None:
    """The day that the head of a transcript gives; None where it gives no whole date."""
    for time in find_times(article.text[:_HEAD_OF_TRANSCRIPT]):
        first = hull(t.label for t in article.turns)
        if time.kind == "day" and time.year and (first is None or time.span.end <= first.start):
            outcome = reckon(time, None)
            spans: Spans = (time.span,)
            return When(outcome.edtf, f"{outcome.reason} at the head of the transcript", spans)
    for words, where in ((article.title or "", "headline"), (PurePath(article.path or "").name, "file name")):
        for time in find_times(words):
            if time.kind == "day" and time.year:
                return When(reckon(time, None).edtf, f"'{time.text}' in the {where} of the transcript")
    if parse_day(article.published) is None:
        return When(reason="the transcript gives no day")
    return When(reason=f"the transcript does not say the day; it was published on {article.published}")

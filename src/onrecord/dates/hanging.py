"""Which time expression of a sentence says when a saying of that sentence was made.

Only expressions outside every content are asked, and of these only such as hang on the saying: beside the cue, at the
head of the sentence, or before the word for an occasion ("during a January 7 press conference"). Others date something
else ("the January 6 coup attempt", "until the college met on December 14") and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.domain import Span, Statement

from .expressions import TimeExpression
from .ground import Ground
from .occasions import OCCASION_AFTER

_ATTRIBUTIVE = re.compile(r"\b(?:the|a|an|his|her|its|their|this|that|whose|[^\W\d_]+['’]s)\s+$", re.IGNORECASE)
_NOUN_AFTER = re.compile(r"(?:['’]s\s+|\s+)[^\W\d_]")
_CLAUSE = re.compile(
    r"\b(?:who|which|whose|whom|that|when|where|after|before|since|until|till|following|because|although|though|if|unless|"
    r"while|whether|than|ahead\s+of|prior\s+to|from|between|by|for)\b",
    re.IGNORECASE,
)
_CLAUSE_BEGINS = re.compile(rf"{_CLAUSE.pattern}\W*$", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r",\s+(?:and|but|so|yet)\s|;")
"""Where another main clause begins: "according to the ministry, and it was signed on Tuesday"."""
_LONG_LEAD = 4  # words; more than these before an expression are no mere "Speaking at noon on"
_OBJECT = 3  # words; a content no longer than that is the object of the cue: "congratulated [Biden] on Friday"
_BESIDE = 100  # code points between a cue or source and an expression behind it that still hangs on them
_BEFORE = 160  # the same for one that stands before them


def hanging_on(ground: Ground, statement: Statement, sentence: Span) -> TimeExpression | None:
    """The nearest expression of the sentence that says when this was said; None where there is none."""
    roles = sorted((*statement.cue, *statement.source))
    if not roles:
        return None
    found = [
        (_distance(time.span, roles), time.span, time)
        for time in ground.times(sentence)
        if time.kind != "reference"
        and ground.same_voice(statement, time.span)
        and _dates(ground, time, statement, sentence)
    ]
    return min(found, key=lambda f: f[:2])[2] if found else None


def is_attributive(ground: Ground, time: TimeExpression) -> bool:
    """Whether the expression stands before a noun and with an article: "the January 6 riot", "Monday's debate"."""
    if ground.text[time.span.end : time.span.end + 2] in ("'s", "’s"):
        return True
    articled = _ATTRIBUTIVE.search(ground.text, max(0, time.span.start - 20), time.span.start)
    return bool(articled and _NOUN_AFTER.match(ground.text, time.span.end))


def _dates_a_noun(ground: Ground, time: TimeExpression) -> bool:
    """Whether the expression stands before a noun that is no occasion at which something is said."""
    return is_attributive(ground, time) and not OCCASION_AFTER.match(ground.text, time.span.end)


def _dates(ground: Ground, time: TimeExpression, statement: Statement, sentence: Span) -> bool:
    text = ground.text
    if any(role.contains(time.span) for role in statement.cue):
        return True
    if _dates_a_noun(ground, time):
        return False
    roles = sorted((*statement.cue, *statement.source))
    before = [r for r in roles if r.start <= time.span.start]
    if not before:
        if statement.cue and roles[0] in statement.cue and _CLAUSE.search(text, time.span.end, roles[0].start):
            return False  # "on Friday, after refusing to answer, she said": Friday is not the refusal's
        return _opens(ground, time, sentence, roles[0])
    between = text[before[-1].end : time.span.start] if before[-1].end <= time.span.start else ""
    if before[-1].contains(time.span):
        between = text[before[-1].start : time.span.start]
    told = [c for c in ground.contents if before[-1].end <= c.start and c.end <= time.span.start]
    if any(len(c.of(text).split()) > _OBJECT for c in told):
        return False  # behind a long content it may be a part of that content, cut off
    return not (_CLAUSE.search(between) or _NEXT_CLAUSE.search(between)) and len(between) <= _BESIDE


def _opens(ground: Ground, time: TimeExpression, sentence: Span, role: Span) -> bool:
    """Whether the expression stands in what goes before source and cue, and not in a clause of its own there."""
    # '"It rained." That was on Friday': what goes before is reckoned from the last content's end, and of what is
    # told inside a content ("he said that on Friday she agreed") from where that content begins.
    ends = [c.end for c in ground.contents if sentence.start <= c.start and c.end <= time.span.start]
    begins = [c.start for c in ground.contents if c.contains(time.span)]
    lead = ground.text[max([sentence.start, *ends, *begins]) : time.span.start].removeprefix("that ")
    if _CLAUSE.search(lead):
        return False
    between = ground.text[time.span.end : role.start]
    if _CLAUSE_BEGINS.search(between):
        return False  # "told me last month, before her lawyer asked": the month is not the lawyer's
    if len(lead.split()) > _LONG_LEAD and _CLAUSE.search(between):
        return False  # "She came in February, after what she called ...": February dates the coming
    return not re.search(r"[;:]|[.!?]\s", between) and len(between) <= _BEFORE


def _distance(span: Span, roles: Sequence[Span]) -> int:
    return min(
        0 if r.overlaps(span) else span.start - r.end if r.end <= span.start else r.start - span.end for r in roles
    )


def is_main(ground: Ground, time: TimeExpression, sentence: Span) -> bool:
    """Whether an expression dates what its sentence tells, and not a noun or a clause within it."""
    if _dates_a_noun(ground, time):
        return False
    return not _CLAUSE.search(ground.text, max(sentence.start, time.span.start - _BESIDE), time.span.start)

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
_DURING = re.compile(r"\b(?:in|during|from|of|since|through|throughout)\s+$", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:who|which|whose|whom|that|when|where|after|before|since|until|till|following|because|although|though|if|unless|"
    r"while|whether|than|ahead\s+of|prior\s+to|from|between|by|for)\b",
    re.IGNORECASE,
)
_CLAUSE_BEGINS = re.compile(rf"{_CLAUSE.pattern}\W*$", re.IGNORECASE)
_GROUND = re.compile(r"\b(?:for|after|before|from|since|about|despite)\s+$", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r",\s+(?:and|but|so|yet)\s|;")
"""Where another main clause begins: "according to the ministry, and it was signed on Tuesday"."""
_LONG_LEAD = 4  # words; more than these before an expression are no mere "Speaking at noon on"
_OBJECT = 3  # words; a content no longer than that is the object of the cue: "congratulated [Biden] on Friday"
_SENTENCE = re.compile(
    r"[\"“”]|\b(?:that|to|is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|should|must|do|does|did|who|whom|whose|which|when|where|after|before|because|while)\b"
    r"|n[’']t\b|[’'](?:s|re|ll|ve|d)\b",
    re.IGNORECASE,
)
"""What a mere object has not: a verb, a clause, somebody's words."""
_THING = re.compile(r"(?:an?|the|his|her|its|their|that|this|th[eo]se|any|all|no)\s+\w", re.IGNORECASE)
_IN_THING = re.compile(r"\b(?:in|for|of|from|by|until|since|before|after|over)\s+$", re.IGNORECASE)
_STATES = frozenset(
    "believe think want wish hope fear know feel expect like love hate oppose support see consider plan intend try "
    "understand regard view prefer need seek worry doubt mean trust have be seem".split()
)
_BESIDE = 100  # code points between a cue or source and an expression behind it that still hangs on them
_BEFORE = 160  # the same for one that stands before them


def hanging_on(ground: Ground, statement: Statement, sentence: Span) -> list[TimeExpression]:
    """The expressions of the sentence that say when this was said, the nearest first."""
    roles = sorted((*statement.cue, *statement.source))
    if not roles:
        return []
    found = [
        (_distance(time.span, roles), time.span, time)
        for time in ground.times(sentence)
        if time.kind != "reference"
        and ground.same_voice(statement, time.span)
        and _dates(ground, time, statement, sentence)
    ]
    return [time for _, _, time in sorted(found, key=lambda f: f[:2])]


def is_attributive(ground: Ground, time: TimeExpression) -> bool:
    """Whether the expression stands before a noun and with an article: "the January 6 riot", "Monday's debate", "the
    20th-century painter"."""
    if ground.text[time.span.end : time.span.end + 2] in ("'s", "’s"):
        return True
    if time.kind in ("decade", "century"):
        return not _DURING.search(ground.text, max(0, time.span.start - 20), time.span.start)
    articled = _ATTRIBUTIVE.search(ground.text, max(0, time.span.start - 20), time.span.start)
    return bool(articled and _NOUN_AFTER.match(ground.text, time.span.end))


def _dates_a_noun(ground: Ground, time: TimeExpression) -> bool:
    """Whether the expression stands before a noun that is no occasion at which something is said."""
    return is_attributive(ground, time) and not OCCASION_AFTER.match(ground.text, time.span.end)


def _dates(ground: Ground, time: TimeExpression, statement: Statement, sentence: Span) -> bool:
    if any(role.contains(time.span) for role in statement.cue):
        return True
    if _dates_a_noun(ground, time):
        return False
    roles = sorted((*statement.cue, *statement.source))
    before = [r for r in roles if r.start <= time.span.start]
    if before:
        return _follows(ground, time, statement, before[-1]) and not _is_of_something_else(ground, time, statement)
    if roles[0].start - time.span.end > _BEFORE:
        return False
    if statement.cue and roles[0] in statement.cue and _CLAUSE.search(ground.text, time.span.end, roles[0].start):
        return False  # "on Friday, after refusing to answer, she said": Friday is not the refusal's
    return _opens(ground, time, sentence, roles[0]) and not _is_of_something_else(ground, time, statement)


def _is_of_something_else(ground: Ground, time: TimeExpression, statement: Statement) -> bool:
    """Whether the cue only follows from what has the day: "On Thursday they fined him for refusing to appear"."""
    cue = min((c.start for c in statement.cue), default=0)
    return time.span.end <= cue and bool(_GROUND.search(ground.text, max(0, cue - _BESIDE), cue))


def _follows(ground: Ground, time: TimeExpression, statement: Statement, role: Span) -> bool:
    """Whether the expression stands close behind a source or cue, or behind what was said, with no clause between."""
    text = ground.text
    told = [c for c in ground.contents if role.end <= c.start and c.end <= time.span.start]
    if any(not _is_object(c.of(text), lasts=is_state(statement)) for c in told):
        return False  # behind a long content it may be a part of that content, cut off
    own = [c.end for c in told if c in statement.content]
    start = max([role.start if role.contains(time.span) else role.end, *own])
    between = text[start : time.span.start]
    return len(between) <= _BESIDE and not (_CLAUSE.search(between) or _NEXT_CLAUSE.search(between))


def _is_object(content: str, *, lasts: bool) -> bool:
    """Whether a content is a thing and no sentence: "unveiled [a list of her friends] on Friday". What is hoped for may
    have the day itself: "hoped for [a win in the vote] on Friday"."""
    return len(content.split()) <= _OBJECT or not (lasts or _SENTENCE.search(content))


def ends_object(ground: Ground, time: TimeExpression, statement: Statement) -> bool:
    """Whether the expression stands last in a content that is a thing and no sentence: "repeated [that demand on
    Thursday]". It is the day of the saying or of the thing, and nothing tells which."""
    if time.kind not in ("weekday", "day"):
        return False
    own = next((c for c in statement.content if c.contains(time.span)), None)
    if own is None or re.search(r"\w", ground.text[time.span.end : own.end]):
        return False
    before = ground.text[own.start : time.span.start]
    return bool(_THING.match(before) and not _IN_THING.search(before)) and _is_object(before, lasts=False)


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
    return not re.search(r"[;:]|[.!?]\s", between)


def _distance(span: Span, roles: Sequence[Span]) -> int:
    return min(
        0 if r.overlaps(span) else span.start - r.end if r.end <= span.start else r.start - span.end for r in roles
    )


def is_state(statement: Statement) -> bool:
    """Whether the cue tells of what somebody thinks or wants, which lasts, and not of something said on a day."""
    return statement.cue_lemma in _STATES


def is_main(ground: Ground, time: TimeExpression, sentence: Span) -> bool:
    """Whether an expression dates what its sentence tells, and not a noun or a clause within it."""
    if _dates_a_noun(ground, time):
        return False
    return not _CLAUSE.search(ground.text, max(sentence.start, time.span.start - _BESIDE), time.span.start)

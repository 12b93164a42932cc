"""A day told once that holds for what follows: within one speech, interview, press conference, rally or debate.

News tells the day of an occasion once and then quotes on: "he said", "he added". So a day carries over to what the
same speaker says next, as long as nothing speaks against it: another time, another occasion ("in an interview with a
paper"), another medium, a tense that steps out of the story ("has long argued", "says"), or a story that has moved to
another day meanwhile. How far it carries is bounded in paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.domain import Span, Spans, Statement, When

from .ground import Ground
from .hanging import ends_object, is_main, is_state
from .occasions import mentions
from .tense import is_past_form
from .values import holds

CueTense = Literal["past", "perfect", "present", "open"]
_PERFECT = re.compile(r"\b(?:has|have|had|having)\b|['’](?:ve|d)\b", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\b(?:wrote|tweeted|retweeted|posted|blogged|emailed|e-mailed|texted|penned|published)\b", re.IGNORECASE
)
_PAPER = re.compile(r"\b(?:letter|note|memo|e-?mail|tweet|post|op-ed|message|column|statement)s?\b", re.IGNORECASE)
_TOLD_ONE = re.compile(r"\btold\s*$")
_NAME_NEXT = re.compile(
    r"\s*(?:(?:the|me|us|his|her)\b|[A-Z]|(?:an?|another)\s(?:[\w-]+\s){0,3}?"
    r"(?:conference|briefing|rally|hearing|meeting|crowd|audience|forum|summit|dinner|court|committee|panel|inquiry)\b)"
)
_PRESENT = re.compile(
    r"\s*(?:the\s|his\s|her\s|a\s|an\s)?(?:[\w-]+\s){0,2}?"
    r"(?:reporters|journalists|parliament|congress|senate|house|court|jury|jurors|council|lawmakers|senators|members|"
    r"supporters|voters|delegates|crowd|audience|judge)\b",
    re.IGNORECASE,
)
"""Whom one speaks to on the spot, in the course of the story itself."""
_WORD = re.compile(r"[^\W\d_]+")
_ON_AND_ON = re.compile(r"\b(?:only|on)\s+to\s+$", re.IGNORECASE)  # "called it grave, only to add"
_PARAGRAPHS = 6  # between two statements of one chain; tuned on the open articles of the speaker gold
_DAY = len("2021-01-17")
_LEAD = 3  # its last paragraph, counted from 0: what is told of there is the matter of the whole article
MOVES_ON = frozenset(("weekday", "day", "nearby", "holiday", "ago"))
"""Months and years are left out: they stand in asides ("Carter took office in February"), and the day goes on."""
CARRIED = "carried over from what the same speaker said before"


@dataclass(frozen=True, slots=True)
class Told:
    """A day told of one speaker, from which later statements may have theirs.

    Attributes:
        when: the day, with its reason and evidence.
        sentence: where the day is told.
        tense: of the cue there; "open" where the sentence is no statement.
        contents: of the statement there, if it is one.
        last: offset of the latest statement that has the day.
    """

    when: When
    sentence: Span
    tense: CueTense
    contents: Spans
    last: int


def cue_tense(ground: Ground, statement: Statement) -> CueTense:
    """How a saying is told: past ("said"), lasting ("says"), done before the story ("has said"), or none of these, as
    with "according to", "adding" or a colon."""
    words = " ".join(c.of(ground.text) for c in statement.cue)
    found = _WORD.findall(words)
    if not found or words.lower().startswith("according"):
        return "open"
    start = min(c.start for c in statement.cue)
    if _PERFECT.search(ground.text[max(0, start - 8) : start] + words):
        return "perfect"
    if _ON_AND_ON.search(ground.text[max(0, start - 16) : start]):
        return "open"
    lowered = [w.lower() for w in found]
    if any(is_past_form(w) for w in found) or {"would", "could", "wouldn", "couldn"} & set(lowered):
        return "past"
    if any(w.endswith("ing") for w in lowered) or "to" in lowered:
        return "present" if {"is", "are", "am"} & set(lowered) else "open"
    return "present"


def carried(ground: Ground, statement: Statement, told: Told) -> When | None:
    """The day of what the same speaker said before, where nothing speaks against it."""
    if not goes_on_from(ground, statement, told):
        return None
    here = ground.sentence(statement.stands_at)
    apart = ground.paragraph(here.start) - ground.paragraph(told.last)
    if apart and not is_told_as_day(told.when):
        return None  # a year in which somebody once spoke is not the year of the whole story
    far = apart > _PARAGRAPHS
    if far and ground.from_top(told.sentence.start) > _LEAD:
        return None
    if story_moved_on(ground, max(told.sentence.end, told.last), here.start, told.when):
        return None
    if not may_be_of(ground, statement, told.when):
        return None
    reason = told.when.reason
    return replace(told.when, reason=reason if reason.endswith(CARRIED) else f"{reason}, {CARRIED}")


def is_told_as_day(when: When) -> bool:
    """Whether it is one day, not a week, a month or a year, in which much else was said."""
    return len(when.edtf or "") == _DAY


def goes_on_from(ground: Ground, statement: Statement, told: Told) -> bool:
    """Whether a saying may belong to what was told: same tense, same occasion, and no time of its own."""
    tense = cue_tense(ground, statement)
    if is_state(statement):
        return False
    if tense == "perfect" or (tense == "present" and told.tense != "present"):
        return False  # "says" goes on from "says" alone, "has said" from nothing
    if is_another_occasion(ground, statement, told.sentence) and not _tells_more(ground, statement, told):
        return False
    here = ground.sentence(statement.stands_at)
    return here == told.sentence or not has_another_time(ground, statement, here)


def _tells_more(ground: Ground, statement: Statement, told: Told) -> bool:
    """Whether a saying right below the lead only tells where that was said which the lead told: "Novak refused on
    Thursday to name a day. 'No day,' he said at a press conference." """
    lead = ground.from_top(told.sentence.start)
    near = lead <= _LEAD and ground.from_top(statement.stands_at) - lead <= 1
    first = told.contents and told.sentence.contains(Span(told.last, told.last + 1))
    cue = " ".join(c.of(ground.text) for c in statement.cue)
    bare = not any(True for _ in mentions(ground, told.sentence)) and not _TOLD_ONE.search(cue)
    return bool(near and first and bare and told.tense != "perfect")


def is_another_occasion(ground: Ground, statement: Statement, there: Span) -> bool:
    """Whether the statement's sentence brings in an occasion, a medium or a listener that the first one had not.

    Args:
        ground: the article.
        statement: the later one.
        there: the sentence that tells the day.
    """
    here = ground.sentence(statement.stands_at)
    if here == there:
        return False
    before = there.of(ground.text).lower()
    for occasion in mentions(ground, here):
        if ground.same_voice(statement, occasion.span) and occasion.brought_in and occasion.noun not in before:
            return True
    cue = " ".join(c.of(ground.text) for c in statement.cue)
    if _WRITTEN.search(cue) and not (_WRITTEN.search(before) or _PAPER.search(before)):
        return True
    return bool(_TOLD_ONE.search(cue) and _told_somebody(ground, statement, there))


def _told_somebody(ground: Ground, statement: Statement, there: Span) -> bool:
    """Whether "told" has a listener of its own: a paper, a person; "told reporters" is no occasion of its own."""
    end = max(c.end for c in statement.cue)
    if not _NAME_NEXT.match(ground.text, end):
        return False
    listeners = _PRESENT.match(ground.text, end)
    if listeners and ground.paragraph(end) - ground.paragraph(there.start) <= 1:
        return False
    listener = " ".join(ground.text[end : end + 40].split()[:2])
    return listener not in there.of(ground.text)


def has_another_time(ground: Ground, statement: Statement, sentence: Span) -> bool:
    """Whether the statement's own sentence tells of some time, though not of the saying's."""
    return any(
        time.kind != "reference" and ground.same_voice(statement, time.span) and is_main(ground, time, sentence)
        for time in ground.times(sentence)
    )


def may_be_of(ground: Ground, statement: Statement, when: When) -> bool:
    """Whether no other day stands where it may be that of the saying: "repeated that demand on Thursday"."""
    ends = [t for t in ground.times(ground.sentence(statement.stands_at)) if ends_object(ground, t, statement)]
    return all(ground.when(time).edtf in (None, when.edtf) for time in ends)


def story_moved_on(ground: Ground, start: int, end: int, when: When) -> bool:
    """Whether the article's own voice has told of another day between two places."""
    if start >= end:
        return False
    for time in ground.times(Span(start, end)):
        if time.kind not in MOVES_ON or ground.contents_at(time.span.start):
            continue
        if not is_main(ground, time, ground.sentence(time.span.start)):
            continue
        there = ground.timeline.reckon(time, ahead=False)
        if there.edtf and there.edtf != when.edtf and not holds(there.value or "", when.edtf or ""):
            return True
    return False


def speaker_of(statement: Statement) -> str | None:
    """By what a speaker is known again: the name, or of a group ("they") the words that describe it."""
    speaker = statement.speaker
    return speaker.name or (speaker.description if speaker.type == "group" else None)

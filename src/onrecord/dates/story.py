"""The day of the story that an article's lead tells, and what it says of sayings further down.

A report of one day's news names the day once, in its lead ("Clinton and Trump appeared Wednesday at a forum"), and
from there on quotes without it. So whoever the lead names has that day for what is told of him in the simple past, as
long as the story does not move to another day. Where the day is that of publication it holds for everybody: what was
said about what happened today was said today. Where the lead tells of two days, it tells nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.domain import Span, Statement, When
from onrecord.domain.titles import BEFORE_SURNAMES

from .carrying import Told, goes_on_from, is_told_as_day, may_be_of, speaker_of, story_moved_on
from .expressions import TimeExpression
from .ground import SENTENCE, Ground
from .hanging import is_attributive, is_state

_LEAD = 2  # the last paragraph of the lead, counted from 0: a headline in the text, and two of the story
_DAYS = frozenset(("weekday", "day", "nearby", "holiday"))
_ASIDE = re.compile(
    r"\b(?:after|before|until|till|since|following|prior\s+to|ahead\s+of|from|between|by)\b", re.IGNORECASE
)
_TOWN = re.compile(r"[^a-z(]*[A-Z]{2}(?:[^.!?()]{0,30},)?\s")
_DASH = re.compile(r"\s*(?:\([^)]{1,40}\)\s*)?[-–—]")
"""A dateline: "LUND, Feb 24 (Lund Wire) - The ferry ..."."""
_GIVEN = re.compile(
    r"(?:(?<![.!?] )(?<!\n)\b([A-Z][\w’'.-]+)\s|"
    r"\b([A-Z][\w’'.-]+)\s(?:(?:van|von|der|den|de|del|di|da|dos|du|la|le|al|el|bin)\s)+)$"
)
_TITLES = BEFORE_SURNAMES | frozenset(
    "miss dame sir minister premier chancellor representative mayor justice captain general gen colonel chief director "
    "chairman pope nominee leader".split()
)
"""Words before a last name that are no given name."""
_REACH = 10  # paragraphs below its lead
"""How far a story's day holds. Set on the speaker gold of dev, which it therefore flatters."""
_RELATIVE = re.compile(r",\s(?:who|which|whose)\b[^,;:.]*\Z")
_BESIDE = 100  # code points before an expression in which its relative clause begins
_ASIDE_REACH = 30  # code points before an expression


@dataclass(frozen=True, slots=True)
class Story:
    """The day that a lead tells.

    Attributes:
        told: the day, its sentence and evidence.
        names: the stretch in which those are named whose day it is.
        of_today: whether it is the day of publication, told in the article's own voice.
    """

    told: Told
    names: Span
    of_today: bool


def story_of(ground: Ground) -> Story | None:
    """The one day that the lead tells; None where it tells of none or of several."""
    times = [t for t in ground.timeline.times if ground.from_top(t.span.start) <= _LEAD and not _is_dateline(ground, t)]
    lead = [t for t in times if t.kind in _DAYS]
    own = {ground.when(t).edtf for t in times if _tells_a_day(ground, t)}
    if len(own) > 1:
        return None
    for time in lead:
        story = _story(ground, time)
        if story is not None:
            return story
    return None


def _tells_a_day(ground: Ground, time: TimeExpression) -> bool:
    """Whether an expression says, in the article's own voice, on which day something happened."""
    if ground.contents_at(time.span.start) or not (time.kind in _DAYS or is_told_as_day(ground.when(time))):
        return False
    sentence = ground.sentence(time.span.start)
    return _RELATIVE.search(ground.text, max(sentence.start, time.span.start - _BESIDE), time.span.start) is None


def _story(ground: Ground, time: TimeExpression) -> Story | None:
    when, published = ground.when(time), ground.timeline.published
    own = not ground.contents_at(time.span.start)
    # "Today" within what somebody said dates the story only where it is the day of publication: nothing is said of a
    # day before it has come, nor after it was printed.
    if when.edtf is None or (published and when.edtf > published) or not (own or when.edtf == published):
        return None
    at = ground.paragraph(time.span.start)
    aside = _ASIDE.search(ground.text, max(0, time.span.start - _ASIDE_REACH), time.span.start)
    if aside or is_attributive(ground, time):
        return None
    first = max(0, at - 1)
    told = Told(when, ground.sentence(time.span.start), "open", (), time.span.end)
    names = Span(ground.paragraphs[first].start, ground.paragraphs[at].end)
    return Story(told, names, own and when.edtf == published)


def _is_dateline(ground: Ground, time: TimeExpression) -> bool:
    """Whether the expression is the day of printing, as bylines and datelines give it, and no part of the story."""
    paragraph = ground.paragraphs[ground.paragraph(time.span.start)]
    whole = time.year is not None and time.day is not None
    if whole or len(paragraph.of(ground.text).split(None, SENTENCE)) < SENTENCE:
        return True
    town = _TOWN.fullmatch(ground.text, paragraph.start, time.span.start)
    return bool(town and _DASH.match(ground.text, time.span.end, paragraph.end))


def of_the_story(ground: Ground, statement: Statement, story: Story) -> When | None:
    """The day of the story for a statement below its lead; None where it is not the statement's."""
    if statement.within is not None or statement.stands_at < story.told.last:
        return None
    if not _tells_of(ground, story, statement) or not goes_on_from(ground, statement, story.told):
        return None
    if _is_beyond(ground, ground.sentence(statement.stands_at), story.told):
        return None
    if not may_be_of(ground, statement, story.told.when):
        return None
    return replace(story.told.when, reason=f"{story.told.when.reason}, the day of the story that the lead tells")


def announced_by(ground: Ground, headline: Statement, story: Story) -> When | None:
    """The day of the story for a statement in the headline, where the lead itself tells of its speaker."""
    lead = ground.paragraphs[ground.paragraph(story.told.sentence.start)]
    if is_state(headline) or not _tells_of(ground, replace(story, names=lead), headline):
        return None
    return replace(
        story.told.when, reason=f"{story.told.when.reason}, the day of the story that the headline announces"
    )


def _tells_of(ground: Ground, story: Story, statement: Statement) -> bool:
    everybody = story.of_today and statement.speaker.name
    return bool(everybody) or _names(ground, story.names, speaker_of(statement))


def _is_beyond(ground: Ground, here: Span, told: Told) -> bool:
    """Whether a sentence lies too far below the lead, has a day of its own, or comes after the story has moved on."""
    own = any(t.kind in _DAYS and not ground.contents_at(t.span.start) for t in ground.times(here))
    far = ground.paragraph(here.start) - ground.paragraph(told.sentence.start) > _REACH
    return far or (own and here != told.sentence) or story_moved_on(ground, told.sentence.end, here.start, told.when)


def _names(ground: Ground, where: Span, name: str | None) -> bool:
    """Whether somebody is named in a stretch, in full or by the last name; not whoever only owns something there, nor
    a namesake ("Maria Novak" is not Jan Novak)."""
    if not name:
        return False
    words = where.of(ground.text)
    for m in re.finditer(rf"\b{re.escape(name.split()[-1])}\b(?!['’])", words):
        given = _GIVEN.search(words[: m.start()])
        word = (given[1] or given[2]) if given else ""
        if not word or word in name.split() or word.rstrip(".").lower() in _TITLES:
            return True
    return False

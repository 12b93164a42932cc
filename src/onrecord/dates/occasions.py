"""The occasions at which things are said: their words, and the days that a text gives them.

"Monday's debate" gives the debate a day; "in the debate" further down then has one too. An occasion with "a" or
"another" is a new one, with its own day or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.domain import Span

from .expressions import TimeExpression
from .ground import Ground

_NOUNS = (
    r"(?:press\s+|news\s+)?(?:conference|briefing)|interview|speech|address|remarks|debate|rally|hearing|testimony|statement|letter|"
    r"memo|memorandum|report|tweet|post|posting|message|email|e-mail|meeting|summit|convention|episode|broadcast|show|program|"
    r"programme|podcast|appearance|event|town\s+hall|call|op-ed|editorial|essay|column|article|story|feature|book|study|"
    r"announcement|release|note|filing|ruling|session|forum|ceremony|dinner|visit|trip|talk|lecture|sermon|vote|lawsuit|complaint|"
    r"paper|panel|gaggle|fundraiser|breakfast|lunch|luncheon|tour|stop|question-and-answer|roundtable|deposition|commercial|ad"
)
"""Words for an occasion or a paper at or in which something is said."""

_WORD = r"(?:[\"“‘'&]*[^\W\d_][\w.’'-]*[,\"”]*\s+)"
OCCASION_AFTER = re.compile(rf"(?:['’]s)?\s+{_WORD}{{0,3}}?(?:{_NOUNS})s?\b", re.IGNORECASE)
"""An occasion right behind a time expression: "January 7 press conference", "Monday's presidential debate"."""

_MENTION = re.compile(
    r"\b(?:in|at|during|on|from|(?:part|portion|half|course|start|end|beginning|middle)\s+of)\s+"
    r"(?P<which>an?|another|the|this|that|his|her|their|its|one|[^\W\d_]+['’]s)\s+"
    rf"(?P<words>(?:(?!of\s){_WORD}){{0,4}}?)(?P<noun>{_NOUNS})\b",
    re.IGNORECASE,
)
_NEW = frozenset("a an another one".split())
_OPENS_OCCASION = re.compile(
    rf"\b(?:an?|the|his|her|their|its)\s+{_WORD}{{0,4}}?(?P<noun>{_NOUNS})\s+(?:on\s+|in\s+)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """An occasion as mentioned.

    Attributes:
        noun: its head in small letters ("debate", "press conference").
        span: from determiner to noun.
        which: what stands before it: "a", "the", "his", "Monday's".
    """

    noun: str
    span: Span
    which: str

    @property
    def brought_in(self) -> bool:
        """Whether it is a new one: "a", "another", or somebody's ("the paper's story") but not the speaker's own."""
        return self.which in _NEW or self.which.endswith(("'s", "’s"))


def mentions(ground: Ground, sentence: Span) -> Iterator[Occasion]:
    """The occasions mentioned in a sentence, whoever's words they are."""
    for m in _MENTION.finditer(ground.text, sentence.start, sentence.end):
        yield Occasion(_plain(m["noun"]), Span(m.start("which"), m.end("noun")), m["which"].lower())


def dated_occasions(ground: Ground) -> dict[str, list[TimeExpression]]:
    """The occasions that the text gives a day, by noun: "Monday's debate", "a debate on Monday"."""
    found: dict[str, list[TimeExpression]] = {}
    for time in ground.timeline.times:
        noun = occasion_of(ground, time)
        if noun:
            found.setdefault(noun, []).append(time)
    return found


def occasion_of(ground: Ground, time: TimeExpression) -> str | None:
    """The noun of the occasion that an expression dates by standing right before or behind it."""
    after = OCCASION_AFTER.match(ground.text, time.span.end)
    if after:
        return _head(after.group())
    before = _OPENS_OCCASION.search(ground.text, max(0, time.span.start - 60), time.span.start)
    return _plain(before["noun"]) if before else None


def _head(words: str) -> str:
    m = re.search(rf"(?P<noun>{_NOUNS})s?$", words, re.IGNORECASE)
    return _plain(m["noun"]) if m else ""


def _plain(noun: str) -> str:
    return " ".join(noun.lower().split())

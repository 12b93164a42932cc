"""To whom something was said: the object of "told", and the person at the other end of a letter."""

from __future__ import annotations

import re

from onrecord.domain import Span, Statement

from .phrases import noun_phrase
from .words import NO_HEARERS

_TELLS = re.compile(
    r"\b(?:tells?|told|telling|reminds?|reminded|informs?|informed|assures?|assured|(?:apologi[sz]ed|apologi[sz]es|confided|"
    r"complained|said|wrote|writes)\s+to)\s+",
    re.IGNORECASE,
)
_CAN_HEAR = (
    r"(?=(?:the\s+)?(?:(?-i:[^\W\d_a-z])|(?:me|him|her|us|them|reporters|journalists|voters|supporters|lawmakers|students|workers|"
    r"members|police|investigators|prosecutors)\b))"
)
_TELLS_TO = re.compile(
    r"\b(?:confirm(?:ed|s)?|admit(?:ted|s)?|announce[ds]?|explain(?:ed|s)?|boast(?:ed|s)?|confess(?:ed|es)?|reveal(?:ed|s)?|"
    r"disclose[ds]?|acknowledge[ds]?|repeat(?:ed|s)?|insist(?:ed|s)?|suggest(?:ed|s)?|stress(?:ed|es)?|spoke|speaks?|talk(?:ed|s)?|"
    rf"respond(?:ed|s)?)\s+(?:to|with)\s+{_CAN_HEAR}",
    re.IGNORECASE,
)
"""Verbs behind whose "to" more can stand than hearers: only who can hear is taken."""
_UNSPOKEN_TO = re.compile(rf"\b(?:speak|talk|respond|comment)\s+(?:to|with)\s+{_CAN_HEAR}", re.IGNORECASE)
_ASKS = re.compile(r"\b(?:asks?|asked|asking|urges?|urged|warns?|warned|advised|advises)\s+", re.IGNORECASE)
_ASKED = re.compile(r"(?:\s\([^)]{1,12}\))?\s+(?:(?:\w+\s+){0,2}(?:whether|if|how|why|when|what|who|about)|to\s+\w+)\b")
_PASSIVE = re.compile(
    r"^(?:was|were|been|being|is|are|be|(?:has|have|had)\s+been)\s+(?:\w+ly\s+)?(?:told|asked|informed|warned)\b"
)
_NEAR = 10  # code points at the beginning of what was refused: "to speak to"
_SUBJECT = re.compile(r"((?:(?:the|my|our|his|her|their|its|a|an)\s+)?[^\W\d_][\w’'-]*)\s+$", re.IGNORECASE)
_WRITTEN_TO = re.compile(
    r"\b(?:letter|note|memo|e-?mail|message|statement)\s+to\s+(?P<whom>.+)$", re.IGNORECASE | re.DOTALL
)


def hearer(text: str, statement: Statement, sentence: Span, medium: Span | None) -> Span | None:
    """Whom a statement was said to; None where its sentence does not name them.

    Args:
        text: the article's.
        statement: with its cue.
        sentence: of the cue.
        medium: of the statement, already found; "a letter to employees" names them too.
    """
    for cue in statement.cue:
        if _PASSIVE.match(cue.of(text)):
            subject = _SUBJECT.search(text, sentence.start, cue.start)
            return Span(*subject.span(1)) if subject else None
        for pattern in (_TELLS, _TELLS_TO, _ASKS):
            verb = pattern.search(text, cue.start, sentence.end)
            if (
                verb
                and verb.start() < cue.end
                and (pattern is _TELLS_TO or verb.end() <= cue.end + 1)
                and (found := _object(text, statement, verb.end(), sentence.end, pattern is _ASKS))
            ):
                return found
    for content in statement.content if statement.act == "refused" else ():
        if (verb := _UNSPOKEN_TO.search(text, content.start, content.end)) and verb.start() - content.start < _NEAR:
            return noun_phrase(text, verb.end(), content.end)
    written = _WRITTEN_TO.search(medium.of(text)) if medium else None
    return Span(medium.start + written.start("whom"), medium.end) if medium and written else None


def _object(text: str, statement: Statement, start: int, end: int, asked: bool) -> Span | None:
    """The noun phrase behind the verb; of "asked" only where a question or a request follows it."""
    stops = [c.start for c in statement.content if c.start > start]
    found = noun_phrase(text, start, min([end, *([] if asked else stops)]))
    if found is None or NO_HEARERS & set(found.of(text).lower().split()):
        return None
    if asked and not _ASKED.match(text, found.end):
        return None
    if any(found.overlaps(r) for r in statement.source) or (
        not asked and any(found.overlaps(c) for c in statement.content)
    ):
        return None
    return found

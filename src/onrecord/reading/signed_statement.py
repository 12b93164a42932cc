"""Statements that are printed whole, without quotation marks: a headline says whose words follow.

    Statement by Governor Anne Hale on Storm Relief

    I have asked the President for help. ...

So presidents, ministries and companies publish them. All below the head is one turn of whom the headline names, where
it is told in the first person and speaks of nobody by that name.
"""

from __future__ import annotations

import re

from onrecord.domain import Span, Turn
from onrecord.domain.sentences import paragraphs

from .head import is_head_line

_WORD = r"[^\W\d_a-z][\w'’.-]*"
_WHO = rf"{_WORD}(?:\s(?:(?:of|the|de|van|von|and)\s){{0,2}}{_WORD}){{1,8}}?"
_THING = r"(?i:statement|remarks|message|(?:open\s+)?letter|speech|address)"
_BEHIND = r"(?i:on|about|regarding|concerning|following|after|in|at|before|to|for|marking|announcing|during)\b"
_WHOSE = re.compile(
    r"\W{0,3}(?:(?i:press|public|written|prepared|official|full|opening|closing)\s+)?"
    rf"{_THING}\s+(?i:by|from|of)\s+(?:the\s)?(?P<by>{_WHO})(?=\s+{_BEHIND}|\s*[:,–—\n]|\s*\Z)"
    rf"|\W{{0,3}}(?P<own>{_WHO})(?:['’]s?)?\s+{_THING}(?=\s+{_BEHIND}|\s*\Z)"
)
_OWN = re.compile(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b")
_QUOTED = re.compile(r"[“\"][^“”\"\n]*[”\"]")
_ENDS = re.compile(r"\s*(?:ends?\W*\Z|#{2,}|-{3,}|\*{3,}|_{3,}|(?:(?:press|media)\s+)?contacts?\s*:)", re.IGNORECASE)
_MOST_QUOTED = 0.2  # share of the words; news of a statement quotes more


def signed_statement(text: str, title: str | None) -> Turn | None:
    """The one turn of a statement that is printed whole; None where the text is none.

    Args:
        text: the finished text, with its headline.
        title: the headline.
    """
    whose = _WHOSE.match(title or "")
    if whose is None:
        return None
    who, places = re.sub(r"['’]s?$", "", whose["by"] or whose["own"]), paragraphs(text)
    at = next((n for n, place in enumerate(places[:6]) if place.of(text).strip("#* ") == title), None)
    if at is None:
        return None
    label = text.find(who, places[at].start, places[at].end)
    body = _body(text, places[at + 1 :])
    if label < 0 or body is None or not _is_own(body.of(text), who):
        return None
    return Turn(Span(label, label + len(who)), body)


def _body(text: str, below: tuple[Span, ...]) -> Span | None:
    told = list(below)
    while told and is_head_line(told[0].of(text)):
        del told[0]
    end = next((n for n, place in enumerate(told) if _ENDS.match(place.of(text))), len(told))
    return Span(told[0].start, told[end - 1].end) if end else None


def _is_own(body: str, who: str) -> bool:
    """Whether words are somebody's own, and not told of that one."""
    unquoted = _QUOTED.sub("", body)
    named = re.search(rf"\b{re.escape(who.rsplit(maxsplit=1)[-1])}\b", body, re.IGNORECASE)
    return bool(_OWN.search(unquoted)) and named is None and len(unquoted) >= (1 - _MOST_QUOTED) * len(body)

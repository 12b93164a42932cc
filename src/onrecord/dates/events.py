"""Where a text tells of the event from which a day is counted: "two days after the vote".

The event is told of by its own noun, by a verb of the same stem ("voted"), or by another word for the same thing
("his death", "the sniper who killed him").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from onrecord.domain import Span

_ENDING = re.compile(r"(?:ation|(?<=\w{5})ion|ement|(?<=\w{3})(?:ing|ed)|e)s?$|(?<!s)s$")
_GROWN = r"(?:e|ed|es|s|ing|ings|ion|ions|ation|ations|ated|ement|ments?)?"
_SAME = tuple(
    frozenset(words.split())
    for words in (
        "kill kills killed killing killings murder murdered slaying slain slayed shot shooting shootings gunned died "
        "death deaths dead assassinated assassination",
        "election elected elections vote votes voted voting referendum",
        "bomb bombs bombed bombing bombings blast blasts explosion explosions exploded attack attacks attacked",
        "speech spoke speaking address addressed",
        "meeting met meetings talks",
        "win won victory",
        "loss lost defeat defeated",
        "arrest arrested detained seized",
        "resignation resigned quit",
        "decision decided ruling ruled",
        "wedding married marriage",
        "birth born",
    )
)
"""Words for one and the same event."""


def tellings(text: str, event: Span, asking: Span) -> Iterator[Span]:
    """Where an event may be told of, the likeliest first: by its own word, then by words for the same thing; of each,
    what stands before the question, the nearest first, then what stands behind.

    Args:
        text: the whole text.
        event: its words in the question ("the July vote").
        asking: the whole expression that counts from it.
    """
    heads = _heads(event.of(text).split())
    for head in heads:
        yield from _places(text, [f"{re.escape(_ENDING.sub('', head) or head)}{_GROWN}"], asking)
    for head in heads:
        for same in _SAME:
            if head in same:
                yield from _places(text, sorted(same), asking)


def _heads(words: list[str]) -> list[str]:
    """The word that names the event, its last; where that is a verb it may begin what comes next: "the vote Novak
    resigned"."""
    last = [words[-1].lower()] if words[-1][0].islower() and len(words[-1]) > 2 else []
    before = [one for one, next_one in pairwise(words[1:]) if one[0].islower() and next_one[0].isupper()]
    return [*last, *(one.lower() for one in before)]


def _places(text: str, words: list[str], asking: Span) -> list[Span]:
    found = re.finditer(rf"\b(?:{'|'.join(words)})\b", text, re.IGNORECASE)
    told = [s for s in (Span(*m.span()) for m in found) if not s.overlaps(asking)]
    before = [s for s in told if s.end <= asking.start]
    return [*reversed(before), *(s for s in told if s.start >= asking.end)]

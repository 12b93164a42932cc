"""Names whose kind their place tells: labels in capitals are of persons, the town of a dateline is a place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.domain import Span
from onrecord.domain.sentences import around

from .lexicon import is_given_name
from .names import Mention, tells_belonging

_SKIPPED = frozenset("\"“‘'(")  # what may stand before the first word of a sentence
_STOPS = frozenset(".?!:;•—–")


def with_labels(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with names in capitals ("PENCE:") taken for persons where they are labels or known surnames.

    So is one that an organisation has too: "Fox", where "Vicente Fox" is named.
    """
    surnames = {m.bare[-1] for m in mentions if m.kind == "person" and len(m.bare) > 1}
    surnames |= {m.bare[-1] for m in mentions if _looks_full(text, m)}
    return [
        replace(m, kind="unknown")
        if m.kind == "organisation"
        and len(m.words) == 1
        and (
            m.words[0] in surnames
            or (m.text.isupper() and text[m.span.end : m.span.end + 1] == ":" and _opens_line(text, m.span.start))
        )
        else m
        for m in mentions
    ]


def _looks_full(text: str, mention: Mention) -> bool:
    """Whether a name whose kind nothing tells is a given name and a surname: two words, not first in a sentence."""
    if mention.kind != "unknown" or len(mention.bare) != 2 or mention.text.split()[1].isupper():
        return False
    return not tells_belonging(mention.bare[0]) and not _opens_sentence(text, mention.span.start)


def _opens_sentence(text: str, at: int) -> bool:
    """Whether nothing but blanks and opening marks stands between a place and a stop, a line's end or the beginning."""
    while at and text[at - 1] != "\n" and (text[at - 1].isspace() or text[at - 1] in _SKIPPED):
        at -= 1
    return not at or text[at - 1] == "\n" or text[at - 1] in _STOPS


def _opens_line(text: str, at: int) -> bool:
    """Whether nothing but blanks and one opening mark stands before a place in its line."""
    if at and text[at - 1] in '"“':
        at -= 1
    while at and text[at - 1] != "\n" and text[at - 1].isspace():
        at -= 1
    return not at or text[at - 1] == "\n"


DATELINE = re.compile(
    r"(?:^|\n)[ \t]*(?P<town>[A-Z][A-Z .'’-]+[A-Z.](?:, [^\n()—–]{1,40}?)?)(?:\s\([^)\n]{1,40}\))?\s+(?:[—–]|--?)\s"
)


def with_datelines(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with the town of a dateline ("PORT LUND, Norway —") taken for a place, not for somebody."""
    towns = tuple(Span(*m.span("town")) for m in DATELINE.finditer(text))
    return [
        replace(m, kind="place")
        if m.kind == "unknown"
        and not is_given_name(m.words[0])
        and towns
        and towns[around(towns, m.span.start)].contains(m.span)
        else m
        for m in mentions
    ]

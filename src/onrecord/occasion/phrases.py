"""Where a text names an event, a medium or a place: a preposition, and behind it a noun phrase with a known head.

The preposition decides as much as the head: "at a rally" is where something was said, "after the rally" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.domain import Span

from .words import CHANNELS, DAYS, DETERMINERS, EVENTS, MEDIA, MONTHS, PLACES, PLATFORMS, PRONOUNS, STOPS, TIMES, VERBS

Kind = Literal["event", "place", "medium"]

_WORD = r"[^\W_][\w'’&-]*"
_NAME = r"(?:(?:[A-Z]\.){2,}|[^\W\d_a-z][\w&-]*(?:['’][^\W\d_a-z]\w+)?)"
_NO_MODIFIER = (
    r"(?!(?:in|on|at|with|of|for|to|that|who|which|and|or|along|across|from|by|as|after|before|during|when|"
    r"said|says)\b)"
)
_DETERMINED = (
    rf"(?:(?:a|an|the|his|her|its|their|this|that|another|one)\s+|(?:{_NAME}\s+){{0,4}}{_NAME}['’]s?\s+|(?:{_NAME}\s+)(?={_NAME}))"
    rf"(?:{_NO_MODIFIER}{_WORD},?\s+){{0,6}}?"
)
_NO_COMPOUND = (
    r"(?![\w-]|['’]s\b|\s+(?:stage|requests?|season|crowds?|circuit|schedule|performances?|organi[sz]ers?|hosts?|moderators?|"
    r"appearances?|series|transcripts?|fees?|cards?|writers?|pages?|editors?|cycle|hall|room)\b)"
)
_EVENT = re.compile(
    rf"\b(?:[Aa]t|[Dd]uring|[Ii]n)\s+(?P<np>{_DETERMINED}(?:{EVENTS})(?:\s+(?:{EVENTS}))?){_NO_COMPOUND}"
)
_EVENT_BARE = re.compile(r"\b(?:[Ii]n|[Dd]uring)\s+(?P<np>(?:prepared\s+)?(?:remarks|testimony|court|speeches))\b")
_MEDIUM = re.compile(
    rf"\b(?:[Ii]n|[Vv]ia|[Oo]n|[Bb]y|[Tt]hrough|[Dd]uring)\s+(?P<np>{_DETERMINED}(?:{MEDIA})){_NO_COMPOUND}"
)
_MEDIUM_WITH = re.compile(
    rf"\s+(?:with|to)\s+(?:(?:the|his|her|its|their|a)\s+)?(?:{_NAME}(?:\s+{_NAME}){{0,4}}|staff|supporters|employees|colleagues|"
    r"reporters|lawmakers|members|investors|shareholders)"
)
_PLATFORM = re.compile(
    rf"\b(?:[Oo]n|[Vv]ia|[Tt]hrough)\s+(?P<np>(?:(?:his|her|its|their|the|{_NAME}['’]s)\s+(?:\w+\s+)??)?(?:{PLATFORMS})"
    rf"(?:\s+(?:account|page|feed))?|(?:the|his|her|its|their)\s+(?:{_WORD}\s+){{0,2}}?(?:website|blog|Web\s+site))(?![\w-])"
)
_CHANNEL = re.compile(
    rf"\b(?:[Oo]n|[Tt]o)\s+(?P<np>(?:the\s+)?(?:{CHANNELS})(?![\w-])(?:['’]s?)?(?:\s+(?:News|Sunday|{_NAME}(?:\s+{_NAME}){{0,2}}))?"
    r"(?:(?<=['’]s)\s+[“\"‘'][^”\"’\n]{3,40}?[,]?[”\"’'])?)"
)
_SHOW = re.compile(rf"\b[Oo]n\s+(?P<np>(?:(?:{CHANNELS})['’]s?\s+)?[“\"‘][A-Z][^”\"’\n]{{3,40}}?,?[”\"’])")
_VOICE = re.compile(r"\b(?:[Bb]y|[Oo]ver\s+the|[Oo]n\s+the)\s+(?P<np>telephone|phone|e-?mail|text\s+message)\b")
_TITLE = r"(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|President|Senator|Governor|Representative)"
_PLACE = re.compile(
    rf"\b(?:[Ii]n|[Aa]t|[Oo]n|[Oo]utside|[Ii]nside|[Nn]ear|[Ff]rom)\s+"
    rf"(?P<np>(?:the\s+)?{_NAME}(?:\s+(?:of\s+)?{_NAME}){{0,3}}(?:,\s+(?!{_TITLE}\b|[A-Z][a-z]+day\b){_NAME}(?:\s+{_NAME})?(?=[\s,.]))?"
    rf"|(?:the|his|her|its|their|a)\s+(?:{_NO_MODIFIER}{_WORD}\s+){{0,3}}?(?:{PLACES}))"
    r"(?=\s*(?:[,.;:()”\"—–]|$)|\s+(?:on|in|at|this|last|next|that|to|and|as|after|before|earlier|late|about|for|when|"
    r"where|with|who|which|during|he|she|they|[A-Z][a-z]+day)\b)"
)
_NO_PLACES = (
    DAYS
    | MONTHS
    | frozenset(
        "jan feb mar apr may jun jul aug sep sept oct nov dec "
        "congress parliament english spanish french german republicans democrats arabic islam twitter facebook cnn "
        "msnbc nbc abc cbs fox pbs npr cnbc bloomberg telemundo univision instagram youtube x mr mrs ms dr that this "
        "these those i tv".split()
    )
)
_TOKEN = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|St|Jr)\.|(?:[A-Z]\.){2,}|[^\W_][\w'’&/-]*)")

_PHRASE_GOES_ON = re.compile(r"\s+(?:(?:of|and)\s+(?=(?:the\s+)?[^\W\d_a-z]))?(?:the\s+(?<=of\sthe\s))?")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch that names something, with the place where its preposition begins."""

    kind: Kind
    span: Span
    begins: int


def phrases(text: str) -> list[Phrase]:
    """Every event, medium and place that ``text`` names behind a preposition, in its order.

    A place that overlaps an event or medium is none ("in the House speech"); those two may not overlap either, and
    then the one that begins first is taken.
    """
    found = sorted(_found(text), key=lambda p: (p.kind == "place", p.span.start, -len(p.span)))
    kept: list[Phrase] = []
    for phrase in found:
        if not any(phrase.span.overlaps(other.span) for other in kept):
            kept.append(phrase)
    return sorted(kept, key=lambda p: p.span)


def _found(text: str) -> Iterator[Phrase]:
    for pattern in (_EVENT, _EVENT_BARE):
        for m in pattern.finditer(text):
            yield Phrase("event", Span(*m.span("np")), m.start())
    for m in _MEDIUM.finditer(text):
        beside = _MEDIUM_WITH.match(text, m.end("np"))
        yield Phrase("medium", Span(m.start("np"), beside.end() if beside else m.end("np")), m.start())
    for pattern in (_PLATFORM, _SHOW, _CHANNEL, _VOICE):
        for m in pattern.finditer(text):
            yield Phrase("medium", Span(*m.span("np")), m.start())
    for m in _PLACE.finditer(text):
        words = [w.lower() for w in re.findall(r"\w+", m["np"])]
        if not _NO_PLACES & set(words[:2]):
            yield Phrase("place", Span(*m.span("np")), m.start())


def noun_phrase(text: str, start: int, end: int) -> Span | None:
    """The noun phrase that begins at ``start``, up to a word that no phrase goes on with, or to ``end``.

    Returns:
        None where none begins there, or where a verb behind it shows that it runs into another clause ("told CNN voters
        would").
    """
    taken: list[re.Match[str]] = []
    at = start
    while token := _TOKEN.match(text, at, end):
        word, lower = token.group(), token.group().lower()
        if lower in VERBS and taken:
            return None
        if (lower in STOPS or lower in TIMES) and not (lower in PRONOUNS | DETERMINERS and not taken):
            break
        if taken and (word in DETERMINERS or word == "This" or _new_name(taken[-1].group(), word, len(taken))):
            break
        taken.append(token)
        if lower in PRONOUNS and len(taken) == 1 and lower != "her":
            break
        gap = _PHRASE_GOES_ON.match(text, token.end(), end)
        if gap is None:
            break
        at = gap.end()
    if not taken or (len(taken) == 1 and taken[0].group().lower() in DETERMINERS - PRONOUNS):
        return None
    return Span(taken[0].start(), taken[-1].end())


def _new_name(before: str, word: str, taken: int) -> bool:
    """Whether a name begins a clause of its own: "told city leaders | Clinton would"."""
    return (
        word[0].isupper() and before[0].islower() and before.endswith("s") and taken <= 3 and before not in DETERMINERS
    )

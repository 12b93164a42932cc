"""Statements of one speaker that may not go together: pointed out as questions, never as findings.

A machine cannot tell a change of mind from a change of subject. What it can do is to lay two statements side by side
that speak of the same and differ in one of four plain ways, and to say in which: one of them has a "not" that the other
lacks, one has a word whose opposite the other has, they give other numbers, or what was said once was not to be had
another time. Whether that is a change of position, a reader judges.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.domain import Saying
from onrecord.record import folding

from .told import NEGATIONS, Words, stems
from .weights import rarest_first, telling_words, weight_of

SHARED, COVERED = 20, 0.35
"""Bits of telling words that two statements must share to speak of the same, and their share of the shorter one."""

MOST = 20
"""Questions that are asked; the pairs that share most come first."""

_COMMON = 40
"""Statements with one word among those looked at from which on that word brings no two of them together."""

_OPPOSITES = (
    "support oppose", "support opposed", "supported opposed", "supporting opposing", "favor oppose", "favor against",
    "for against", "raise cut", "raise lower", "raising cutting", "increase reduce", "increase cut", "more fewer",
    "more less", "always never", "win lose", "begin end", "start stop", "open close", "keep repeal", "keep abolish",
    "legal illegal", "guilty innocent", "accept reject", "agree disagree", "allow ban", "enforce suspend", "build tear",
    "true false", "good bad", "best worst", "great terrible", "safe dangerous", "love hate", "friend enemy",
    "confirm deny", "join leave", "stay leave", "stay withdraw", "buy sell", "strong weak",
)  # fmt: skip
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_AGAINST: dict[str, set[str]] = defaultdict(set)
for _pair in _OPPOSITES:
    _one, _other = _pair.split()
    _AGAINST[_one].add(_other)
    _AGAINST[_other].add(_one)


@dataclass(frozen=True, slots=True)
class Question:
    """Two sayings that a reader may want to hold against one another.

    Attributes:
        earlier, later: ids of the sayings, in the order in which they were given.
        why: what differs, in words.
        shared: the words by which both speak of the same, as the earlier has them, the rarest first.
    """

    earlier: str
    later: str
    why: str
    shared: tuple[str, ...]


def questions(sayings: Sequence[Saying]) -> tuple[Question, ...]:
    """The pairs of ``sayings`` that may be a change of position, those that share most first.

    Args:
        sayings: of one speaker, by the day they were said.
    """
    looked_at = [(one, _words(one)) for one in sayings]
    found: list[tuple[int, int, int, Question]] = []
    for i, j in _near([words for _, words in looked_at]):
        (one, a), (other, b) = looked_at[i], looked_at[j]
        shared = telling_words({*a} & {*b})
        bits = weight_of(shared)
        if bits < SHARED or bits < COVERED * min(weight_of(telling_words(words)) for words in (a, b)):
            continue
        why = _why(one, other, a, b)
        if why:
            written = _written(one)
            named = tuple(written[word] for word in rarest_first(shared))
            found.append((-bits, i, j, Question(one.id, other.id, why, named)))
    return tuple(question for *_, question in sorted(found, key=lambda one: one[:3])[:MOST])


def _fullest(one: Saying) -> str:
    """The words of the report that says most."""
    return max((report.content for report in one.reports), key=lambda content: len(stems(content)))


def _words(one: Saying) -> Words:
    return stems(_fullest(one))


def _written(one: Saying) -> dict[str, str]:
    """By their stems, the words as they are printed."""
    text = _fullest(one)
    return {folding.stem(word.folded): text[word.start : word.end] for word in reversed(list(folding.words(text)))}


def _near(everyone: Sequence[Words]) -> Iterator[tuple[int, int]]:
    """Pairs that share a telling word that not too many have."""
    having: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(everyone):
        for word in telling_words(words):
            having[word].append(place)
    pairs = {(i, j) for some in having.values() if len(some) <= _COMMON for i in some for j in some if i < j}
    return iter(sorted(pairs))


def _why(one: Saying, other: Saying, a: Words, b: Words) -> str | None:
    first, second = one.reports[0].act, other.reports[0].act
    if first != second:
        return "would not say, and then said" if first == "refused" else "said, and then would not say"
    if first == "refused":
        return None
    first_words, second_words = _written(one), _written(other)
    for word in a:
        against = sorted(_AGAINST.get(word, set()) & set(b) - set(a))
        if against and word not in b:
            return f"“{first_words[word]}” in one, “{second_words[against[0]]}” in the other"
    numbers = [[n for n in _NUMBER.findall(_fullest(saying)) if len(n) > 1] for saying in (one, other)]
    if all(numbers) and not set(numbers[0]) & set(numbers[1]):
        return f"{numbers[0][0]} in one, {numbers[1][0]} in the other"
    denied = [sorted(NEGATIONS & set(words)) for words in (a, b)]
    if bool(denied[0]) != bool(denied[1]):
        word = first_words[denied[0][0]] if denied[0] else second_words[denied[1][0]]
        return f"“{word}” stands in the {'earlier' if denied[0] else 'later'} one alone"
    return None

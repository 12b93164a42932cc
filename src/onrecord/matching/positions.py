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
from functools import cached_property

from onrecord.domain import Act, Saying
from onrecord.record import folding

from .told import NEGATIONS, stems
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
    read = [_Read(one) for one in sayings]
    found: list[tuple[int, int, int, Question]] = []
    for i, j in _near(read):
        one, other = read[i], read[j]
        shared = one.telling & other.telling
        bits = weight_of(shared)
        if bits < SHARED or bits < COVERED * min(one.weight, other.weight):
            continue
        why = _why(one, other)
        if why:
            named = tuple(one.written[word] for word in rarest_first(shared))
            found.append((-bits, i, j, Question(one.saying.id, other.saying.id, why, named)))
    return tuple(question for *_, question in sorted(found, key=lambda one: one[:3])[:MOST])


class _Read:
    """A saying as it is compared with others: the words of the report that says most."""

    def __init__(self, saying: Saying) -> None:
        self.saying = saying
        contents = {report.content: stems(report.content) for report in saying.reports}
        self.text = max(contents, key=lambda content: len(contents[content]))
        self.words = contents[self.text]
        self.telling = telling_words(self.words)
        self.weight = weight_of(self.telling)

    @property
    def act(self) -> Act:
        return self.saying.reports[0].act

    @cached_property
    def written(self) -> dict[str, str]:
        """By their stems, the words as they are printed."""
        words = reversed(list(folding.words(self.text)))
        return {folding.stem(word.folded): self.text[word.start : word.end] for word in words}

    @cached_property
    def numbers(self) -> list[str]:
        return [number for number in _NUMBER.findall(self.text) if len(number) > 1]


def _near(everyone: Sequence[_Read]) -> Iterator[tuple[int, int]]:
    """Pairs that share a telling word that not too many have."""
    having: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(everyone):
        for word in one.telling:
            having[word].append(place)
    pairs = {(i, j) for some in having.values() if len(some) <= _COMMON for i in some for j in some if i < j}
    return iter(sorted(pairs))


def _why(one: _Read, other: _Read) -> str | None:
    if one.act != other.act:
        return "would not say, and then said" if one.act == "refused" else "said, and then would not say"
    if one.act == "refused":
        return None
    for word in one.words:
        if word in _AGAINST and word not in other.words:
            against = sorted(_AGAINST[word].intersection(other.words).difference(one.words))
            if against:
                return f"“{one.written[word]}” in one, “{other.written[against[0]]}” in the other"
    if one.numbers and other.numbers and not {*one.numbers} & {*other.numbers}:
        return f"{one.numbers[0]} in one, {other.numbers[0]} in the other"
    denied = [sorted(NEGATIONS.intersection(read.words)) for read in (one, other)]
    if bool(denied[0]) != bool(denied[1]):
        word = one.written[denied[0][0]] if denied[0] else other.written[denied[1][0]]
        return f"“{word}” stands in the {'earlier' if denied[0] else 'later'} one alone"
    return None

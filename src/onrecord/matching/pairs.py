"""Whether two statements report one saying: decided from the two alone, so that no order of adding can matter.

Precision before recall. Long identical quotations are strong evidence, whoever and whatever day they are given to: that
one outlet names another speaker is what a fact-checker wants to see, and no reason to part them. Shorter ones need the
same speaker and days near one another, and no two days on which they are printed as said: a line that is said today is
said again tomorrow. A paraphrase needs more than that: most of the rare words of the shorter
statement, the same numbers, and nothing turned from yes to no. A slogan is none of these.

Every limit here was set on pairs of the archive of 2016 read by eye (``scores/sayings.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.record import folding

from .keys import NEAR, PLAIN_RUN, RUN, telling, topics
from .told import NEGATIONS, Told, Words, days_apart, said_on_other_days, speakers_agree
from .weights import weight_of

Why = Literal["same-words", "other-words"]

LONG_RUN, LONG_WEIGHT = 12, 55
"""Words, and bits, of a run that needs neither speaker nor day."""

DAYS = 5
"""Days between publications within which a part of a quotation, eight words or more, by one speaker is one saying."""

FAR_WEIGHT = 40
"""Bits that a whole quotation of fewer than twelve words must have to be the same on days that are not near: a slogan
("we are going to make America great again", 39) is said on many days."""

NAMELESS_RUN = 10
"""Words that such a part must have where one of the two is given to nobody."""

FITTING = 2 / 3
"""Share of the shorter quotation's words that must stand in the other one where they share a part of it: else it is a
phrase of the matter ("have the requisite number of pledged delegates to") in two sentences."""

SHORT_RUN, SHORT_WEIGHT = 4, 28
"""Words, and bits, of a short quotation that is the same where speaker and days are."""

SHARED, COVERED, ALIKE = 36, 0.7, 0.5
"""Of a paraphrase: bits of the rare words that both have; their share of the shorter one's; and of both together."""

BARE = 46
"""Bits that two statements must share where neither quotes a word of it."""

# What shows that a paraphrase says something, and does not only name what was spoken of ("the death of the judge"):
# two outlets that say that she spoke of the trial tell of no one saying.
_SAYS = frozenset(folding.stems(
    "is are was were be been has have had having do does did will would can could should may might must isn't aren't "
    "wasn't weren't won't wouldn't can't couldn't shouldn't hasn't haven't hadn't doesn't didn't don't i i'm i've he "
    "he's she she's they they're it it's we we're we've you you're").split())  # fmt: skip
_NOT = NEGATIONS | frozenset("without refuse deny denied".split())


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive quoted words that both have.

    Attributes:
        words: they; whole: whether they are all of one's quotation.
        a, b: the quotations that they stand in.
    """

    words: Words
    whole: bool
    a: Words
    b: Words

    @property
    def fits(self) -> bool:
        """Whether most of the shorter quotation's other words stand in the other, too, in the same order."""
        blocks = SequenceMatcher(None, self.a, self.b, autojunk=False).get_matching_blocks()
        return sum(block.size for block in blocks if block.size > 1) >= FITTING * min(len(self.a), len(self.b))


def same(one: Told, other: Told) -> Why | None:
    """Why the two are reports of one saying; None where nothing says that they are.

    Args:
        one, other: in any order.
    """
    if one.act != other.act or one.overlaps(other):
        return None
    agree, apart, twice = speakers_agree(one, other), days_apart(one, other), said_on_other_days(one, other)
    if any(_is_strong(run, agree, apart, twice) for run in _shared_runs(one, other, RUN)):
        return "same-words"
    if not agree or twice or apart is None or apart > NEAR or not set(topics(one)) & set(topics(other)):
        return None
    if any(run.whole and weight_of(run.words) >= SHORT_WEIGHT for run in _shared_runs(one, other, SHORT_RUN)):
        return "same-words"
    return "other-words" if _paraphrase(one, other) else None


def _is_strong(run: _Run, agree: bool | None, apart: int | None, twice: bool) -> bool:
    """Whether a run of eight words or more makes two statements one, which ``twice`` says are given two days."""
    bits = weight_of(run.words)
    if len(run.words) >= LONG_RUN and bits >= LONG_WEIGHT:
        return True
    if bits < PLAIN_RUN or (twice and bits < FAR_WEIGHT):
        return False
    near = apart is not None and apart <= DAYS
    if agree is False:
        return run.whole and near
    if run.whole:
        return near or bits >= FAR_WEIGHT
    return near and (agree is True or len(run.words) >= NAMELESS_RUN) and run.fits


def _shared_runs(one: Told, other: Told, least: int) -> Iterator[_Run]:
    """The longest runs of at least ``least`` quoted words that both have."""
    for a in one.quoted:
        for b in other.quoted:
            for start_a, _, length in common_runs(a, b, least):
                yield _Run(a[start_a : start_a + length], length in (len(a), len(b)), a, b)


def common_runs(a: Words, b: Words, least: int) -> Iterator[tuple[int, int, int]]:
    """Every run of words that stands in both and cannot be made longer: where in ``a``, where in ``b``, how long."""
    if len(a) > len(b):  # the shorter one is looked up in, since the other may be a speech
        yield from sorted((at, place, length) for place, at, length in common_runs(b, a, least))
        return
    places: dict[Words, list[int]] = {}
    for at in range(len(a) - least + 1):
        places.setdefault(a[at : at + least], []).append(at)
    for place in range(len(b) - least + 1):
        for at in places.get(b[place : place + least], ()):
            if at and place and a[at - 1] == b[place - 1]:
                continue  # a part of the run that began one word earlier
            length = least
            while at + length < len(a) and place + length < len(b) and a[at + length] == b[place + length]:
                length += 1
            yield at, place, length


def _paraphrase(one: Told, other: Told) -> bool:
    a, b = (telling(told) for told in (one, other))
    shared = weight_of(a & b)
    least, both = min(weight_of(a), weight_of(b)), weight_of(a | b)
    if shared < SHARED or shared < COVERED * least or shared < ALIKE * both:
        return False
    if not (_SAYS & set(one.words) and _SAYS & set(other.words)):
        return False
    if not (one.quoted or other.quoted) and shared < BARE:
        return False
    return _numbers(one) == _numbers(other) and bool(_NOT & set(one.words)) == bool(_NOT & set(other.words))


def _numbers(one: Told) -> set[str]:
    return {word for word in one.words if word.isdecimal()}


def strength(one: Told, other: Told) -> int:
    """How much speaks for the two being one, in bits: of their longest shared run, and of the words that both have."""
    longest = max((weight_of(run.words) for run in _shared_runs(one, other, SHORT_RUN)), default=0)
    return longest + weight_of(telling(one) & telling(other))

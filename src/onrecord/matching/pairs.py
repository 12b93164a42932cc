"""Whether two statements report one saying: decided from the two alone, so that no order of adding can matter.

Precision before recall. Long identical quotations are strong evidence, whoever and whatever day they are given to: that
one outlet names another speaker is what a fact-checker wants to see, and no reason to part them. Shorter ones need the
same speaker and days near one another, and no two days on which they are printed as said: a line that is said today is
said again tomorrow, and stands in another sentence then. A paraphrase needs more than that: most of the rare words of
the shorter statement, the same numbers, and nothing turned from yes to no. A slogan is none of these.

Every limit here was set on pairs of the archive of 2016 read by eye (``scores/sayings.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.record import folding

from .keys import NEAR, PLAIN_RUN, RUN, telling, topics
from .told import MISPRINT, NEGATIONS, Told, Words, days_apart, days_between, out_before, speakers_agree
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

FITTING = 0.7
"""Share of the words beside one another that must be the same where two quotations share a part of both: else it is a
phrase of the matter ("have the requisite number of pledged delegates to"), or a line said again, in two sentences."""

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
_NOT = NEGATIONS | frozenset("without refuse refused refusing deny denied denying decline declined declining".split())


@dataclass(frozen=True, slots=True)
class _Run:
    """Consecutive quoted words that both have.

    Attributes:
        words: they; whole: whether they are all of one's quotation.
        a, b: the quotations that they stand in; at, place: where.
    """

    words: Words
    whole: bool
    a: Words
    b: Words
    at: int
    place: int

    @property
    def fits(self) -> bool:
        """Whether what stands around it in both is for the most part the same, as far as both go on."""
        before, behind = min(self.at, self.place), min(len(self.a) - self.at, len(self.b) - self.place)
        a, b = self.a[self.at - before : self.at + behind], self.b[self.place - before : self.place + behind]
        blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        return sum(block.size for block in blocks if block.size > 1) >= FITTING * len(a)

    @property
    def is_long(self) -> bool:
        """Whether it needs neither speaker nor day."""
        return _is_long(self.words) and (self.whole or self.fits)


def same(one: Told, other: Told) -> Why | None:
    """Why the two are reports of one saying; None where nothing says that they are.

    Args:
        one, other: in any order.
    """
    if one.overlaps(other):
        return None
    runs = list(_shared_runs(one, other, RUN))
    if one.act != other.act:
        # An answer in place of the one that was asked for is a refusal to one reader, and said to another.
        answer = one.is_quotation and other.is_quotation and any(run.is_long and run.whole for run in runs)
        return "same-words" if answer else None
    if runs and _same_words(one, other, runs):
        return "same-words"
    if not (_are_near(one, other) and speakers_agree(one, other) and set(topics(one)) & set(topics(other))):
        return None
    if any(run.whole and weight_of(run.words) >= SHORT_WEIGHT for run in _shared_runs(one, other, SHORT_RUN)):
        return "same-words"
    return "other-words" if _paraphrase(one, other) else None


def _same_words(one: Told, other: Told, runs: Sequence[_Run]) -> bool:
    if any(run.is_long or _is_strong(run, one, other) for run in runs):
        return True
    if _stands_in(one, other) or _stands_in(other, one):
        return True
    # Two who print the same around a short quotation have it from one place.
    return any(run.whole for run in runs) and _is_long(_longest(one.words, other.words))


def _are_near(one: Told, other: Told) -> bool:
    """Whether a paraphrase of the one may stand in the other, by their days."""
    apart = days_apart(one, other)
    return apart is not None and apart <= NEAR and not days_between(one, other) and not out_before(one, other)


def _is_long(words: Words) -> bool:
    return len(words) >= LONG_RUN and weight_of(words) >= LONG_WEIGHT


def _is_strong(run: _Run, one: Told, other: Told) -> bool:
    """Whether a run of eight words or more makes the two one."""
    agree, apart, between = speakers_agree(one, other), days_apart(one, other), days_between(one, other)
    bits = weight_of(run.words)
    if between > MISPRINT or out_before(one, other):
        return run.whole and bits >= LONG_WEIGHT and agree is not False
    if bits < PLAIN_RUN or (between and bits < FAR_WEIGHT):
        return False
    near = apart is not None and apart <= DAYS
    if agree is False:
        return run.whole and near
    if run.whole:
        return near or bits >= FAR_WEIGHT
    alike = run.fits and _numbers_agree(run.a, run.b)
    return near and (agree is True or len(run.words) >= NAMELESS_RUN) and alike


def _numbers_agree(a: Words, b: Words) -> bool:
    """Whether one of two quotations has all numbers that the other has: "74 percent" is not "70 percent"."""
    one, other = ({word for word in words if word.isdecimal()} for words in (a, b))
    return one <= other or other <= one


def _stands_in(one: Told, other: Told) -> bool:
    """Whether all pieces of the one, which are many words together, stand one after another in one of the other's."""
    words = tuple(word for piece in one.pieces for word in piece)
    return len(one.pieces) > 1 and _is_long(words) and any(_in_order(one.pieces, b) for b in other.quoted)


def _in_order(pieces: Sequence[Words], words: Words) -> bool:
    at = 0
    for piece in pieces:
        places = range(at, len(words) - len(piece) + 1)
        found = next((place for place in places if words[place : place + len(piece)] == piece), None)
        if found is None:
            return False
        at = found + len(piece)
    return True


def _longest(a: Words, b: Words) -> Words:
    """The longest run of words that both statements have, quoted or not."""
    at, _, length = max(common_runs(a, b, LONG_RUN), key=lambda run: run[2], default=(0, 0, 0))
    return a[at : at + length]


def _shared_runs(one: Told, other: Told, least: int) -> Iterator[_Run]:
    """The longest runs of at least ``least`` quoted words that both have."""
    for a in one.quoted:
        for b in other.quoted:
            for at, place, length in common_runs(a, b, least):
                yield _Run(a[at : at + length], length in (len(a), len(b)), a, b, at, place)


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

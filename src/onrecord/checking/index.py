"""Where words stand side by side in very many texts, found in a time that hardly hangs on how many they are.

The words of many texts one after another, as numbers, and beside them the places of all words in the order of the word
there and the two after it: a suffix array (Manber and Myers 1993) that looks three words deep. Three words are enough
to start from: of eight words of which any one is changed, a run of four is left on one side.

A segment holds some million words. New texts make a new segment, so that nothing is built twice, and a search goes
through all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from onrecord.aligning import BORDER, Hashes, hashes

DEEP = 3
"""Words that the order of places looks at."""

SEGMENT_WORDS = 4_000_000
"""Words after which a segment is full: some two thousandths of a second to search, half a second to build."""

SEGMENT_LETTERS = 6 * SEGMENT_WORDS
"""The same in code points, to divide texts before their words are counted: a word and what parts it from the next."""

_MOST_PLACES = 20_000
"""Places that are looked at for one quotation, those of its rarest words first."""

_BITS = (24, 20, 20)  # of the key that each of the three words has

Keys = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]
KeyRanges = npt.NDArray[np.uint64]
"""Shape (ranges, 2): of each, the least and the greatest key."""


class Region(NamedTuple):
    """A stretch of one text in which words of a quotation stand close together.

    Attributes:
        text: number of the text within its segment.
        start, end: words of the text, half-open; whence and whither to look.
        score: how many of the quotation's runs of three words stand there, rare ones counting more.
    """

    text: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True, eq=False)  # arrays have no one answer to ==
class Segment:
    """Some texts, indexed.

    Attributes:
        words: of all texts, one after another, ``DEEP`` borders after each.
        starts: where each text begins in ``words``, and where the last ends.
        keys: of all places, ascending; places: in the same order.
    """

    words: Hashes
    starts: Places
    keys: Keys
    places: npt.NDArray[np.uint32]

    def text(self, number: int) -> Hashes:
        """The words of one text."""
        return self.words[self.starts[number] : self.starts[number + 1] - DEEP]

    def standing(self, ranges: KeyRanges) -> list[npt.NDArray[np.uint32]]:
        """For each range of keys, both ends included, the places whose key lies in it."""
        first = np.searchsorted(self.keys, ranges[:, 0], "left")
        last = np.searchsorted(self.keys, ranges[:, 1], "right")
        return [self.places[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]

    def text_of(self, places: npt.ArrayLike) -> Places:
        """The numbers of the texts in which these places lie."""
        return np.asarray(np.searchsorted(self.starts, places, "right") - 1, np.int64)


def build(texts: Iterable[str]) -> Segment:
    """Index texts; a few million words at most, for all of it is in memory."""
    parts: list[Hashes] = []
    border = np.full(DEEP, BORDER, np.uint32)
    starts = [0]
    for text in texts:
        found = hashes(text)
        parts += [found, border]
        starts.append(starts[-1] + len(found) + DEEP)
    words = np.concatenate(parts) if parts else np.zeros(0, np.uint32)
    return of_words(words, np.asarray(starts, np.int64))


def of_words(words: Hashes, starts: Places) -> Segment:
    """Index texts that are numbers already.

    Args:
        words, starts: as in ``Segment``.
    """
    keys = _keys(words)
    order = np.argsort(keys, kind="stable")
    real = order[words[order] != BORDER]
    return Segment(words, starts, keys[real], real.astype(np.uint32))


def _keys(words: Hashes) -> Keys:
    padded = np.concatenate([words, np.full(DEEP, BORDER, np.uint32)])
    return _key([padded[at : len(words) + at] for at in range(DEEP)])


def _key(three: Sequence[npt.NDArray[np.uint32]]) -> Keys:
    made = np.zeros(len(three[0]), np.uint64)
    for column, bits in zip(three, _BITS, strict=True):
        made = (made << np.uint64(bits)) | (column.astype(np.uint64) >> np.uint64(32 - bits))
    return made


def key_ranges(some: Iterable[Hashes]) -> KeyRanges:
    """For one to three words each: the range of the keys of a place at which they stand side by side."""
    return np.asarray([_range(words) for words in some], np.uint64).reshape(-1, 2)


def _range(words: Hashes) -> tuple[int, int]:
    made, left = 0, sum(_BITS)
    for word, bits in zip(words.tolist(), _BITS, strict=False):
        made = (made << bits) | (word >> (32 - bits))
        left -= bits
    return made << left, ((made + 1) << left) - 1


class Sought(NamedTuple):
    """What is looked up of a quotation: its runs of up to three words within which nothing is marked.

    Attributes:
        length: words of the quotation.
        at: number of the first word of each run.
        ranges: of the keys of each.
    """

    length: int
    at: Sequence[int]
    ranges: KeyRanges


def sought(quoted: Hashes, parts: Sequence[tuple[int, int]]) -> Sought:
    """The runs of a quotation; ``parts`` are the stretches of it within which nothing is marked."""
    runs = [(i, min(DEEP, b - a)) for a, b in parts for i in range(a, max(a + 1, b - DEEP + 1))]
    return Sought(len(quoted), [i for i, _ in runs], key_ranges(quoted[i : i + n] for i, n in runs))


def regions(
    segment: Segment,
    quoted: Sought,
    *,
    reach: int,
    most: int,
    besides: npt.NDArray[np.bool_] | None = None,
) -> list[Region]:
    """The stretches of a segment's texts in which a quotation may stand, the likeliest first.

    Then those of the texts in ``besides``, which many others that have the very words would crowd out.

    Args:
        segment: to search.
        quoted: what to look up.
        reach: words of a text over which its parts may lie apart.
        most: regions to give at most, and a third as many more.
        besides: of each text, whether it is one of those; None for none.
    """
    hits = _hits(segment, quoted)
    if hits is None:
        return []
    # Texts are drawn apart, so that no window reaches from one into the next.
    apart = hits.diagonals + hits.texts * (reach + quoted.length + 1)
    order = np.argsort(apart, kind="stable")
    apart, hits = apart[order], hits.taken(order)
    sums = np.concatenate([[0.0], np.cumsum(hits.weights)])
    ends = np.searchsorted(apart, apart + reach, "right")
    scores = sums[ends] - sums[:-1]
    found = _best(segment, hits, ends, scores, quoted.length, most)
    if besides is not None and len(found) == most:
        scores = np.where(besides[hits.texts], scores, 0.0)
        found += [one for one in _best(segment, hits, ends, scores, quoted.length, most // 3) if one not in found]
    return found


class _Hits(NamedTuple):
    """Runs of words that a quotation shares with texts.

    Attributes:
        diagonals: where in ``Segment.words`` the quotation would begin by each of them.
        texts: the numbers of their texts.
        weights: how much each tells.
    """

    diagonals: Places
    texts: Places
    weights: npt.NDArray[np.float64]

    def taken(self, order: Places) -> _Hits:
        """The same in another order."""
        return _Hits(self.diagonals[order], self.texts[order], self.weights[order])


def _hits(segment: Segment, quoted: Sought) -> _Hits | None:
    """The runs that are found, those of rare words first and no more than can be looked at; None where none is."""
    every = zip(segment.standing(quoted.ranges), quoted.at, strict=True)
    looked = sorted((one for one in every if len(one[0])), key=lambda one: len(one[0]))
    found: list[_Hits] = []
    seen = 0
    for places, i in looked:
        if seen and seen + len(places) > _MOST_PLACES:
            break
        some = places[:_MOST_PLACES].astype(np.int64)
        seen += len(some)
        weight = 1.0 / (1.0 + np.log10(len(places)))
        found.append(_Hits(some - i, segment.text_of(some), np.full(len(some), weight)))
    if not found:
        return None
    return _Hits(*(np.concatenate([getattr(one, name) for one in found]) for name in _Hits._fields))


def _best(
    segment: Segment, hits: _Hits, ends: Places, scores: npt.NDArray[np.float64], length: int, most: int
) -> list[Region]:
    """The regions of the highest scores, none within another, each cut to its text."""
    found: list[Region] = []
    taken: list[tuple[int, int, int]] = []
    around = length // 2 + 20
    for at in np.argsort(-scores, kind="stable")[: most * 40].tolist():
        if not scores[at]:
            break
        text, first, last = int(hits.texts[at]), int(hits.diagonals[at]), int(hits.diagonals[ends[at] - 1])
        if any(text == other and a <= last and first <= b for other, a, b in taken):
            continue
        taken.append((text, first, last))
        base, stop = int(segment.starts[text]), int(segment.starts[text + 1]) - DEEP
        start, end = max(base, first - around), min(stop, last + length + around)
        if start < end:
            found.append(Region(text, start - base, end - base, float(scores[at])))
        if len(found) == most:
            break
    return found

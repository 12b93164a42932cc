"""What the network is told of each word beside its pieces: its letter case, where it stands, and whether it is quoted.

The encoder is uncased, and window by window it sees no page: three small tables give back what that loses.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onrecord.domain import Span
from onrecord.domain.sentences import paragraphs

from .quotes import depths
from .words import WordPiece, words

Ints = NDArray[np.int64]

SHAPES = 6  # sign, digits, lower, Title, ALL CAPITALS, miXed
PLACES = 3  # after white space, first of its paragraph, joined to the word before
QUOTES = 3  # outside, in a quotation, in a quotation within one


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the network reads it, one row a word.

    Attributes:
        spans: where each word stands, in code points.
        pieces: the word pieces of each.
        shape, place, quote: the features, shape (words,), values below SHAPES, PLACES and QUOTES.
        paragraph: number of the paragraph each word is in, shape (words,), from 0.
        sentence_end: whether a sentence may end after the word, shape (words,).
    """

    spans: list[Span]
    pieces: list[tuple[int, ...]]
    shape: Ints
    place: Ints
    quote: Ints
    paragraph: Ints
    sentence_end: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.spans)

    def covered(self, stretches: Iterable[Span]) -> list[tuple[int, int]]:
        """First and last word of each of ``stretches`` of the text; those that hold no word are left out."""
        starts = [s.start for s in self.spans]
        ends = [s.end for s in self.spans]
        found = ((bisect_right(ends, s.start), bisect_left(starts, s.end) - 1) for s in stretches)
        return [(first, last) for first, last in found if first <= last]

    def inside(self, stretches: Iterable[Span]) -> tuple[int, ...]:
        """The numbers of the words of all ``stretches``, in the order given."""
        return tuple(number for first, last in self.covered(stretches) for number in range(first, last + 1))


def read_words(text: str, wordpiece: WordPiece) -> Words:
    """Takes ``text`` apart into words with their features."""
    spans = words(text)
    forms = [s.of(text) for s in spans]
    starts = np.array([s.start for s in spans], dtype=np.int64)
    ends = np.array([s.end for s in spans], dtype=np.int64)
    borders = np.array([p.start for p in paragraphs(text)], dtype=np.int64)
    paragraph = np.maximum(np.searchsorted(borders, starts, side="right") - 1, 0)
    joined = np.concatenate([[False], starts[1:] == ends[:-1]]) if len(spans) else np.zeros(0, dtype=bool)
    first = np.concatenate([[True], paragraph[1:] != paragraph[:-1]]) if len(spans) else joined
    ending = np.array([form in '.!?…”"' for form in forms], dtype=bool)
    return Words(
        spans=spans,
        pieces=[wordpiece.pieces(form) for form in forms],
        shape=np.array([_shape(form) for form in forms], dtype=np.int64),
        place=np.where(first, 1, np.where(joined, 2, 0)).astype(np.int64),
        quote=np.minimum(np.array(depths(text, starts.tolist()), dtype=np.int64), QUOTES - 1),
        paragraph=paragraph.astype(np.int64),
        sentence_end=ending & np.concatenate([~joined[1:], [True]]) if len(spans) else ending,
    )


@lru_cache(maxsize=200_000)  # as for the pieces of words: news repeats its words
def _shape(form: str) -> int:
    if not form[0].isalnum():
        return 0
    if form.isdigit():
        return 1
    if form.islower():
        return 2
    if len(form) > 1 and form.isupper():
        return 4
    return 3 if form[0].isupper() else 5


def windows(words: Words, most_pieces: int, first_most: int | None = None) -> list[tuple[int, int]]:
    """Divides a text into stretches ``[start, end)`` of words that the network reads one at a time.

    Whole paragraphs are packed together while they fit; a paragraph that is too long by itself is cut at the end of a
    sentence.

    Args:
        words: the text.
        most_pieces: how many word pieces a window may hold.
        first_most: the same for the first window alone; training varies it, so that positions move.
    """
    sizes = [len(p) for p in words.pieces]
    found: list[tuple[int, int]] = []
    start, filled, limit = 0, 0, min(first_most or most_pieces, most_pieces)
    for unit_start, unit_end, size in _units(words, sizes, most_pieces):
        if unit_start > start and filled + size > limit:
            found.append((start, unit_start))
            start, filled, limit = unit_start, 0, most_pieces
        filled += size
        last = unit_end
    if sizes:
        found.append((start, last))
    return found


def _units(words: Words, sizes: list[int], most: int) -> list[tuple[int, int, int]]:
    """Paragraphs as (start, end, pieces); long ones cut into parts that fit."""
    found = []
    borders = [0, *(np.flatnonzero(np.diff(words.paragraph)) + 1).tolist(), len(sizes)]
    for begin, end in itertools.pairwise(borders):
        start = begin
        while start < end:
            stop, filled, sentence = start, 0, 0
            while stop < end and filled + sizes[stop] <= most:
                filled += sizes[stop]
                stop += 1
                if words.sentence_end[stop - 1]:
                    sentence = stop
            if stop < end and sentence:
                filled -= sum(sizes[sentence:stop])
                stop = sentence
            found.append((start, stop, filled))
            start = stop
    return found

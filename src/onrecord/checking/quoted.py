"""A quotation as a draft prints it, taken apart: its words, and where it says itself that it is not the whole.

Dots, with or without brackets, mark a cut: any words of the source may stand there. Square brackets mark the writer's
own words, put in the place of a few of the source's or beside them: "[Trump] will not wait". A bracketed letter at the
head of a word marks its case and nothing else: "[T]he".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from onrecord.aligning import BRACKETED_LETTER, Hashes, Word, hashed, words

_CUT = re.compile(r"[\[(]\s*(?:\.{3,}|…|\. \. \.)\s*[\])]|\.{3,}|…|\. \. \.(?: \.)?")
_INSERTED = re.compile(r"\[[^\[\]]{1,120}\]")
_MARKS = "“”„«»‹›\"‘’'‚ \t\n"


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of a quotation that must be the source's.

    Attributes:
        text: the quotation without its outer marks.
        plain: as long as ``text``, with spaces for dots and brackets.
        words: without those in square brackets; offsets are into ``plain``.
        cuts: numbers of the words before which a cut is marked.
        inserted: by the number of the word that follows, what stands in square brackets before it.
    """

    text: str
    plain: str
    words: tuple[Word, ...]
    cuts: frozenset[int]
    inserted: dict[int, str]

    def __len__(self) -> int:
        return len(self.words)

    def hashes(self) -> Hashes:
        """The words as numbers."""
        return np.fromiter((hashed(word.folded) for word in self.words), np.uint32)

    def runs(self) -> list[tuple[int, int]]:
        """Stretches of words between marked places, half-open."""
        borders = sorted({0, len(self.words), *self.cuts, *self.inserted})
        return [(a, b) for a, b in pairwise(borders) if a < b]


def take_apart(quotation: str) -> Quoted:
    """Read one quotation.

    Args:
        quotation: the words, with or without their quotation marks.
    """
    text = quotation.strip(_MARKS)
    # A bracketed first letter leaves a word of the same length, so that offsets stand.
    seen = BRACKETED_LETTER.sub(lambda found: f"\u200b{found[1]}\u200b", text)
    seen = re.sub("\u200b(\\w)\u200b(\\w+)", lambda found: f" {found[1]}{found[2]} ", seen)
    cut_at = [found.start() for found in _CUT.finditer(seen)]
    seen = _CUT.sub(lambda found: " " * len(found[0]), seen)
    brackets = [(found.start(), found[0]) for found in _INSERTED.finditer(seen)]
    seen = _INSERTED.sub(lambda found: " " * len(found[0]), seen)
    found = tuple(words(seen))
    starts = [word.start for word in found]

    def following(offset: int) -> int:
        return sum(start < offset for start in starts)

    cuts = {following(at) for at in cut_at} - {0, len(found)}
    inserted: dict[int, str] = {}
    for at, words_ in brackets:
        number = following(at)
        if words_.lower() != "[sic]":
            inserted[number] = f"{inserted.get(number, '')} {words_}".strip()
    return Quoted(text, seen, found, frozenset(cuts), inserted)

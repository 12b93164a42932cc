"""The words of a text as two printings are compared: typography is no difference, a letter is.

Not a difference: case, curly or straight marks, dashes and hyphens, spaces, accents, punctuation between words, dots in
abbreviations (U.S.), separators of thousands, "%" for "percent" and "&" for "and". Everything else is: "don't" is not
"do not", and "company's" is not "company" (``record.folding``, made for search, joins them).

Remarks of the stenographer, "(APPLAUSE)", are nobody's words and are passed over.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, overload

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint32]
"""Words as numbers, equal ones for equal words."""

_STAGE = re.compile(
    r"[(\[](?:applause|cheers?|cheering|laughter|laughs?|crosstalk|inaudible|unintelligible|booing|boos|music|pause|"
    r"off[- ]mike|(?:begin|end) (?:video|audio)[^)\]]*)(?: and (?:applause|cheering|laughter))?[.!]?[)\]]",
    re.I,
)

BRACKETED_LETTER = re.compile(r"\[(\w)\](?=\w)")
"""A letter whose case a printer changed: "[T]he"; the word is the same."""

BORDER = 0
"""The hash of no word: stands between two texts."""

_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_APOSTROPHE = "'\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"  # U.S., p.m.
    r"|\d+(?:[.,]\d+)+"
    rf"|[^\W_](?:[^\W_]|[{_INSIDE}])*(?:[{_APOSTROPHE}](?:[^\W_]|[{_INSIDE}])+)*"
    r"|[%$£€¥&]"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")
_PLAIN = str.maketrans(dict.fromkeys(_APOSTROPHE, "'") | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_SIGNS = {"%": "percent", "&": "and"}


class Word(NamedTuple):
    """A word of a text: as it is compared, and where it stands, in code points."""

    folded: str
    start: int
    end: int


def without_remarks(text: str) -> str:
    """``text`` with spaces in the place of the stenographer's remarks."""
    return _STAGE.sub(lambda found: " " * len(found[0]), text)


def words(text: str) -> list[Word]:
    """The words of ``text``, in their order."""
    return [Word(fold(found[0]), *found.span()) for found in _WORD.finditer(without_remarks(text))]


class LazyWords(Sequence[Word]):
    """The same words, each made when it is asked for: of a long text of which only a stretch is looked at."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [found.span() for found in _WORD.finditer(without_remarks(text))]

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | Sequence[Word]:
        if isinstance(at, slice):
            return [self._word(*span) for span in self._spans[at]]
        return self._word(*self._spans[at])

    def _word(self, start: int, end: int) -> Word:
        return Word(fold(self._text[start:end]), start, end)


def hashes(text: str) -> Hashes:
    """The words of ``text`` as numbers, the same words in the same order as ``words`` gives."""
    return np.fromiter(map(hashed, _WORD.findall(without_remarks(text))), np.uint32)


def numbered(first: Sequence[str], second: Sequence[str]) -> tuple[Hashes, Hashes]:
    """Words that are taken apart already, as numbers from 1 on: equal ones for equal words of the two texts."""
    numbers = {word: number for number, word in enumerate(dict.fromkeys((*first, *second)), 1)}
    one, other = (np.fromiter((numbers[word] for word in text), np.uint32) for text in (first, second))
    return one, other


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """One word as it is compared."""
    plain = unicodedata.normalize("NFKD", word.translate(_PLAIN)).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if plain[:1].isdigit():
        return _THOUSANDS.sub("", plain)
    return _SIGNS.get(plain, plain.replace(".", ""))


@lru_cache(maxsize=1 << 18)
def hashed(word: str) -> int:
    """The number of one word. Two words of one number are told apart when they are shown, never here."""
    return zlib.crc32(fold(word).encode("utf-8", "surrogatepass")) or 1

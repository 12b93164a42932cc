"""Words as search sees them: without case, accents and plural endings.

Folding and stemming are done here, and written into a search column, instead of being left to the store. SQLite's
and PostgreSQL's own tokenisers differ in what they call a letter, a word and a stem, and a search that gives other
statements on another store is no record. What the stores are handed is plain words with single spaces between them.

The stemmer is the S-stemmer of Harman (1991, "How effective is suffixing?", JASIS 42(1)), which joins plurals to
their singulars and nothing else: a search for "organisation" must not find "organ". One rule is added: after x, ch,
sh and ss the whole "es" goes, since with Harman's three rules "taxes" would not be found by "tax".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

_LONGEST = 100
"""Code points of a word that count. PostgreSQL refuses lexemes of 2 KB; no word of a language is this long."""

_MOST_BYTES = 1_000_000
"""Bytes of a search column, in UTF-8. PostgreSQL refuses 1 MiB of words in one row; a book has less than this."""

PART = " / "
"""Stands between the spellings of a name in its search column; no folded word has it."""

# What may stand inside a word without ending it: combining accents, soft hyphens, zero-width joiners.
_INSIDE = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff"
_APOSTROPHES = "'\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
_LETTERS = r"[^\W_]"
# A run of letters at a time: one at a time takes 1.7 times as long, and whole articles are gone through with this.
_WORD = re.compile(rf"{_LETTERS}+(?:(?:[{_INSIDE}]|[{_APOSTROPHES}](?={_LETTERS})){_LETTERS}*)*")

# What may stand between two letters of a word, and is folded away.
_BETWEEN_ONE = rf"[{_INSIDE}]|['’](?={_LETTERS})"
_BETWEEN = f"(?:{_BETWEEN_ONE})*"
_IOTA = "\u0345"  # a combining sign that is folded to a letter
_STAYS = re.compile(f"[{_INSIDE}]")

# Letters that readers take for a plain one, and that Unicode does not take apart.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "ı": "i"}
    | dict.fromkeys(_APOSTROPHES, "'")
)


class Word(NamedTuple):
    """A word of a text: its folded form, and where it stands, in code points of that text."""

    folded: str
    start: int
    end: int


def words(text: str) -> Iterator[Word]:
    """The words of ``text`` in their order, folded. Any mark but an apostrophe parts two words."""
    for found in _WORD.finditer(text):
        folded = fold(found[0])
        if folded:
            yield Word(folded, found.start(), found.end())


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """One word without case, accents and apostrophes; a possessive ("Trump's") is the word itself.

    Compatible forms are joined (NFKD: the ligature in "oﬃce", full-width letters). Empty where nothing is left.
    """
    folded = word.casefold()
    if not folded.isascii():
        # Twice, as Unicode's own caseless matching does it: what was taken apart may have a case again.
        for _ in range(2):
            folded = unicodedata.normalize("NFKD", folded).casefold()
        folded = folded.translate(_PLAIN)
    folded = folded.removesuffix("'s")
    return "".join(filter(str.isalnum, folded))[:_LONGEST]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The singular of a folded word, as far as its ending tells; words of three letters and fewer stay as they are."""
    if len(word) <= 3 or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-1] if word.endswith(("eies", "aies")) else word[:-3] + "y"
    if word.endswith(("xes", "ches", "shes", "sses")):
        return word[:-2]
    return word if word.endswith(("us", "ss")) else word[:-1]


def stems(text: str) -> str:
    """The search column of a content: its folded words, stemmed, with single spaces between them."""
    return _cut(" ".join(filter(None, map(_folded_stem, _WORD.findall(text)))))


class Stemmed(NamedTuple):
    """A word of a text as its search column has it, and where it stands, in code points of that text."""

    stem: str
    start: int
    end: int


def stemmed(text: str, start: int = 0) -> Iterator[Stemmed]:
    """The words of ``text`` in their order, from the word on that begins at ``start``."""
    for found in _WORD.finditer(text, start):
        if folded := _folded_stem(found[0]):
            yield Stemmed(folded, found.start(), found.end())


def runs(text: str, wanted: Iterable[str], length: int) -> Iterator[list[Stemmed]]:
    """Every run of so many words that begins with one of which one of ``wanted`` is the stem, or how it begins.

    Some others, too, and shorter ones at the end. Whole articles are gone through with this, and to fold and stem each
    word takes five times as long as to look for those that begin as is wanted.
    """
    # The stem is how a word begins, all but its last letter at most: "city" is that of "cities".
    starts = tuple(stem[:-1] or stem for stem in wanted)
    plain = not any(sign > "\x7f" and (sign.isalnum() or sign == _IOTA) for sign in set(text))
    for found in _beginning(starts, plain=plain).finditer(text):
        run = list(islice(stemmed(text, found.start()), length)) if _is_first(text, found.start()) else []
        if run and run[0].start == found.start():  # and not the next one: of some letters folding leaves nothing
            yield run


@lru_cache(maxsize=256)
def _beginning(starts: tuple[str, ...], *, plain: bool) -> re.Pattern[str]:
    """Finds where a word begins with one of ``starts``, or with letters beyond ASCII, which may be folded to anything.

    Args:
        starts: letters and digits alone.
        plain: whether the text has no such letters.
    """
    ways = [_BETWEEN.join(start) for start in sorted(starts)]
    foreign = [] if plain else [rf"(?:[a-z0-9]|{_BETWEEN_ONE})*+(?:(?![a-z0-9]){_LETTERS}|{_IOTA})"]
    begins = rf"(?<!{_LETTERS})(?<!{_LETTERS}['’])(?={_LETTERS})"
    return re.compile(f"{begins}(?:{'|'.join(ways + foreign)})", re.IGNORECASE)


def _is_first(text: str, at: int) -> bool:
    """Whether a letter that no other stands right before, nor before an apostrophe, is the first of its word."""
    before = at - 1 if at and text[at - 1] in "'’" else at
    inside = before
    while inside and _STAYS.match(text, inside - 1):
        inside -= 1
    return inside in (0, before) or not text[inside - 1].isalnum()


def names(text: str) -> str:
    """The search column of names: folded and not stemmed, for Barnes is not Barne."""
    return _cut(" ".join(filter(None, map(fold, _WORD.findall(text)))))


def _cut(column: str) -> str:
    """``column``, or as many of its words as every store can hold."""
    if len(column) * 4 <= _MOST_BYTES or len(column.encode()) <= _MOST_BYTES:
        return column
    return column.encode()[:_MOST_BYTES].decode(errors="ignore").rpartition(" ")[0]


@lru_cache(maxsize=1 << 16)
def _folded_stem(word: str) -> str:
    return stem(fold(word))

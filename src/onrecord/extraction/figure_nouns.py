"""The noun phrase behind a number: what is counted.

Up to a plural, or, without one, to the first noun: the word behind that is too often a verb ("the population fled").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .figure_words import (
    ADJECTIVE,
    DIGIT_NEXT,
    IRREGULAR_PLURALS,
    NEXT_WORD,
    NO_NOUN,
    NO_NOUNS,
    SHORT_ADJECTIVES,
    SKIPPED,
    WORDS,
)

_LONGEST_PHRASE = 4
_OF = re.compile(r"\s+of(?=\s)")
_THE = re.compile(r"(?=\s+the\s)")
_OF_THOSE = re.compile(r"\s+of\s*(?=\s(?:the|those|these|its|his|her|their)\s)")
_ENDS = NO_NOUNS - SKIPPED
"""Words with which no noun phrase goes on."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase without its adjectives, and where it ends."""

    words: str
    end: int


def counted(text: str, at: int, *, partitive: bool) -> Phrase | None:
    """What is counted: the "soldiers" of "27,000 Mexican soldiers"; behind a unit, only after "of"."""
    if partitive:
        opened = _OF.match(text, at) or _THE.match(text, at)
        if opened is None:
            return None
    else:
        opened = _OF_THOSE.match(text, at)
    return noun_phrase(text, opened.end() if opened else at, partitive=partitive)


def noun_phrase(text: str, at: int, *, partitive: bool = False) -> Phrase | None:
    """The noun phrase at ``at`` up to its head; what owns the head is left out.

    Of "60 percent of the islands' food" the food is what is shared; "two candidates' quarrel" has two candidates.
    """
    taken: list[re.Match[str]] = []
    owners: list[re.Match[str]] = []
    while len(taken) < _LONGEST_PHRASE:
        found = NEXT_WORD.match(text, at)
        word = found["word"].lower() if found else ""
        if word in WORDS:
            return None  # "two of the four ministers": read as a part of them
        if found is None or word in _ENDS or (taken and word in SKIPPED):
            break
        at = found.end()
        if word.endswith(("'s", "’s", "s'", "s’")):
            owners, taken = [*taken, found], []
            if DIGIT_NEXT.match(text, at):
                return None  # "three of the state's 72 counties"
        elif taken or word not in SKIPPED:
            taken.append(found)
            if _is_plural(word):
                return _phrase(text, taken)
    named = _up_to_noun(taken)
    if owners and not partitive and owners[-1]["word"].endswith(("s'", "s’")):
        return _phrase(text, owners)
    return _phrase(text, named) if named else None


def _up_to_noun(taken: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without a plural, the first word that is no adjective ends the phrase: "the Mexican population" (fled)."""
    for n, found in enumerate(taken, 1):
        word = found["word"]
        if not (ADJECTIVE.match(word) or word.lower() in SHORT_ADJECTIVES or "-" in word):
            return taken[:n]
    return [] if not taken or NO_NOUN.search(taken[0]["word"]) else taken[:1]


def _phrase(text: str, taken: list[re.Match[str]]) -> Phrase:
    last = re.sub(r"['’]s?$", "", taken[-1]["word"])
    end = taken[-1].start("word") + len(last)
    while len(taken) > 1 and (ADJECTIVE.match(taken[0]["word"]) or taken[0]["word"].lower() in SHORT_ADJECTIVES):
        taken = taken[1:]
    return Phrase(" ".join(text[taken[0].start("word") : end].split()), end)


def _is_plural(word: str) -> bool:
    looks_so = word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    return word in IRREGULAR_PLURALS or (looks_so and word != "news")

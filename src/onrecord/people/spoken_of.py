"""Whom somebody speaks of: the full names in what was said, as they are compared across articles.

A surname alone may be anybody's in words that are shown without their article, so it names nobody here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .across_names import key_of, names_nobody, shape
from .lexicon import PARTICLES, folded, is_given_name
from .words import Word, split_words

_TWO_CAPITALS = re.compile(r"\b[^\W\da-z_]\S* (?:[^\W\d_]{1,4} ){0,3}[^\W\da-z_]")
"""Without two words with capitals, perhaps with particles between, there is no full name, and it is soon told."""


def names_in(words: str) -> frozenset[str]:
    """The keys (``across_names.key_of``) of the full names of people in ``words``."""
    if not _TWO_CAPITALS.search(words):
        return frozenset()
    found = set()
    for run in _runs(words):
        # At the head of a sentence a capital tells nothing: "Yesterday Ana Ruiz" is Ana Ruiz.
        for first in (0, 1) if run[0].opens and not is_given_name(folded(run[0].text)) else (0,):
            if len(run) - first < 2:
                continue
            key = key_of(words[run[first].start : run[-1].end], "person")
            if key and shape(key).full and not names_nobody(key, "person"):
                found.add(key)
    return frozenset(found)


def _runs(text: str) -> Iterator[Sequence[Word]]:
    """Words with capitals that stand side by side, also with a particle between ("Ana de la Cruz")."""
    run: list[Word] = []
    between: list[Word] = []
    for word in split_words(text):
        before = (between or run)[-1] if run else None
        joined = before is not None and not before.possessive and text[before.end : word.start] == " "
        if joined and word.capital and not word.opens:
            run += [*between, word]
            between = []
        elif joined and folded(word.text) in PARTICLES:
            between.append(word)
        else:
            if len(run) > 1:
                yield run
            run, between = ([word] if word.capital else []), []
    if len(run) > 1:
        yield run

"""Which of several statements fit the words best: one definition, reckoned here, so that it is the same on every store.

It is the term weight of BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", 3.4): a statement
comes first where the words stand oftener, and in less beside them. What BM25 adds, that rare words count more than
common ones, is left out: here every hit has all the words, so there is nothing to choose between. And what is shorter
than usual counts as usual, or scraps of one or two words ("the vote") would stand before every sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from .query import Term

MOST_RANKED = 2_000
"""Hits that are put in order by their words. Beyond that a person does not look for the best but for fewer, and the
newest come first. Reading and weighing so many takes about 20 milliseconds."""

_K1, _B = 1.2, 0.75
"""BM25's usual constants, which are SQLite's too."""

_USUAL_LENGTH = 15
"""Words of a content, the mean of those of the bench archive. It is fixed, for an order must not change with what is
added."""


def fit(words: str, terms: Sequence[Term]) -> float:
    """How well a search column fits the terms, greater being better.

    Args:
        words: folded words with single spaces between them.
        terms: each of which stands in them.
    """
    text = words.split(" ")
    slack = _K1 * (1 - _B + _B * max(1, len(text) / _USUAL_LENGTH))
    return sum(often * (_K1 + 1) / (often + slack) for often in (_often(text, term) for term in terms))


def _often(text: list[str], term: Term) -> int:
    if len(term.words) == 1 and not term.prefix:
        return text.count(term.words[0])
    return sum(term.stands_at(text, at) for at in range(len(text)))

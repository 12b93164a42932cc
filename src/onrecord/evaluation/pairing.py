"""Which prediction answers which gold statement: one to one, the best overlap first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .words import MarkedText, Roles

MIN_OVERLAP = 0.5
"""Jaccard overlap of the content words from which on a prediction answers a gold statement."""


@dataclass(frozen=True, slots=True)
class Paired:
    """A gold statement with the prediction that answers it, or either of them alone.

    Attributes:
        gold: index into the document's gold statements; None where nothing in gold answers the prediction.
        predicted: index into the document's predicted statements; None where the gold statement was missed.
        overlap: Jaccard overlap of the contents, 0 to 1; 0 where one stands alone.
        attributed: the sources agree too.
        exact: content and source are word for word the same.
    """

    gold: int | None
    predicted: int | None
    overlap: float = 0.0
    attributed: bool = False
    exact: bool = False

    @property
    def outcome(self) -> Literal["exact", "attributed", "found", "missed", "spurious"]:
        """The best that can be said of it, in one word, for lists of gains and losses."""
        if self.gold is None:
            return "spurious"
        if self.predicted is None:
            return "missed"
        return "exact" if self.exact else "attributed" if self.attributed else "found"


def pair(text: MarkedText, gold: Sequence[Any], predicted: Sequence[Any]) -> tuple[Paired, ...]:
    """Pair the statements of one document, and list those that stay alone.

    Pairs are taken greedily from the greatest overlap down; of equal overlaps, the earlier gold statement and then the
    earlier prediction come first. Statements without a content word take no part.

    Args:
        text: the text that both were marked in.
        gold, predicted: statements in their JSON shape.

    Returns:
        one ``Paired`` for each statement that takes part, pairs first, best first.
    """
    g, p = _with_content(text, gold), _with_content(text, predicted)
    pairs = [
        Paired(i, j, overlap, text.same_source(g[i].source, p[j].source), g[i] == p[j])
        for overlap, i, j in _best_first(g, p)
    ]
    used_gold, used_predicted = {x.gold for x in pairs}, {x.predicted for x in pairs}
    missed = [Paired(i, None) for i in g if i not in used_gold]
    spurious = [Paired(None, j) for j in p if j not in used_predicted]
    return (*pairs, *missed, *spurious)


def _with_content(text: MarkedText, statements: Sequence[Any]) -> dict[int, Roles]:
    marked = ((i, text.roles(s)) for i, s in enumerate(statements))
    return {i: roles for i, roles in marked if roles.content}


def _best_first(gold: dict[int, Roles], predicted: dict[int, Roles]) -> Iterator[tuple[float, int, int]]:
    found = overlaps({i: g.content for i, g in gold.items()}, {j: p.content for j, p in predicted.items()})
    return one_to_one(sorted(found, key=lambda one: (-one[0], *one[1:])), MIN_OVERLAP)


def overlaps(
    some: Mapping[int, frozenset[int]], others: Mapping[int, frozenset[int]]
) -> Iterator[tuple[float, int, int]]:
    """The Jaccard overlap of every two that share a word, with the keys of both."""
    for i, a in some.items():
        for j, b in others.items():
            if a & b:
                yield len(a & b) / len(a | b), i, j


def one_to_one(ranked: Iterable[tuple[float, int, int]], least: float) -> Iterator[tuple[float, int, int]]:
    """Of pairs, the best first, those that overlap by ``least`` or more and of which neither is taken already."""
    taken: set[int] = set()
    taken_others: set[int] = set()
    for overlap, i, j in ranked:
        if overlap >= least and i not in taken and j not in taken_others:
            taken.add(i)
            taken_others.add(j)
            yield overlap, i, j

"""The words of a quotation laid beside those of a text, so that every difference is seen and none is made up.

A fitting alignment: the whole quotation against whichever stretch of the text suits it best (Sellers 1980, "The theory
and computation of evolutionary distances", J. Algorithms 1), by dynamic programming (Needleman and Wunsch 1970) with an
affine cost of words left out (Gotoh 1982): one long cut is one change, not thirty. At a marked cut words of the text
cost next to nothing, and beside square brackets a few do.

Each row is worked out at once: the best way to leave words out ends in a running minimum, which numpy has.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from .words import Hashes

STOP = re.compile(r"[.?!…:;]|\n\s*\n")
"""What ends a sentence, or as much of one as stands by itself."""

Kind = Literal["same", "changed", "added", "left-out", "cut", "bracket"]

# In thousandths of a word.
CHANGED = ADDED = 1000
_OPEN, _LONGER = 890, 60  # words left out without a mark: the first costs a little less than a changed one
_CUT, _CUT_LONGER = 10, 1  # of two places to cut to, the nearer
_BRACKET, _BRACKET_LONGER = 10, 5
BRACKET_MOST = 8
"""Words of a source that a bracket may stand for."""

_Costs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the quotation, words ``[a, b)``, beside a stretch of the text, words ``[c, d)``.

    ``same`` and ``changed`` are one word beside one; ``added`` has no word of the text; ``left-out``, ``cut`` and
    ``bracket`` have none of the quotation.
    """

    kind: Kind
    a: int
    b: int
    c: int
    d: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cheapest way to lay a quotation beside a text.

    Attributes:
        cost: in thousandths of a word: of what is changed, added, or left out without a mark; marked places are free.
        steps: in the order of the quotation.
    """

    cost: int
    steps: tuple[Step, ...]

    @property
    def start(self) -> int:
        """Number of the first word of the text that stands beside one of the quotation."""
        return min((s.c for s in self.steps if s.kind in ("same", "changed")), default=0)

    @property
    def end(self) -> int:
        """One more than the number of the last."""
        return max((s.d for s in self.steps if s.kind in ("same", "changed")), default=0)


def align(quoted: Hashes, text: Hashes, free: Mapping[int, Literal["cut", "bracket"]]) -> Alignment:
    """Lay ``quoted`` beside the stretch of ``text`` that suits it best; of two, beside the first.

    Args:
        quoted: the words of the quotation, at least one.
        text: the words of the text, or of a stretch of it.
        free: numbers of the words of the quotation before which something is marked.
    """
    rows = _Rows(len(quoted), len(text))
    for i in range(1, len(quoted) + 1):
        entry = _entered(rows.whole[i - 1], free.get(i - 1))
        changed = np.full(len(text) + 1, 1 << 40, np.int64)
        changed[1:] = entry[:-1] + np.where(text == quoted[i - 1], 0, CHANGED)
        beside = np.minimum(changed, entry + ADDED)
        rows.entry[i - 1], rows.beside[i] = entry, beside
        rows.whole[i] = np.minimum(beside, _left_out(beside)) if i < len(quoted) else beside
    return _traced(rows, quoted, text, free)


def within_sentences(found: Alignment, begin: Collection[int]) -> Alignment:
    """The same at the same cost, but no word at either end of the quotation beside one of another sentence.

    Args:
        found: the quotation laid beside a text.
        begin: numbers of the words of that text that begin a sentence.
    """
    steps = list(found.steps)
    first = next((at for at, step in enumerate(steps) if step.kind == "same"), len(steps))
    over = [at for at, step in enumerate(steps[:first]) if step.kind == "changed" and step.d in begin]
    for at in range(over[-1] + 1 if over else 0):
        steps[at] = _beside_nothing(steps[at], steps[over[-1]].d)
    last = next((at for at in range(len(steps) - 1, -1, -1) if steps[at].kind == "same"), len(steps))
    beyond = [at for at in range(last + 1, len(steps)) if steps[at].kind == "changed" and steps[at].c in begin]
    for at in range(beyond[0], len(steps)) if beyond else ():
        steps[at] = _beside_nothing(found.steps[at], found.steps[beyond[0]].c)
    return Alignment(found.cost, tuple(step for step in steps if step.a < step.b or step.c < step.d))


def _beside_nothing(step: Step, at: int) -> Step:
    return Step("added", step.a, step.b, at, at)


class _Rows:
    """The tables: a row a word of the quotation, a column a place in the text."""

    def __init__(self, m: int, n: int) -> None:
        self.entry = np.zeros((m, n + 1), np.int64)
        self.beside = np.zeros((m + 1, n + 1), np.int64)
        self.whole = np.zeros((m + 1, n + 1), np.int64)


def _entered(row: _Costs, mark: Literal["cut", "bracket"] | None) -> _Costs:
    """The costs before the next word, where words of the text may be passed over at a mark."""
    if mark == "cut":
        return np.minimum(row, _CUT + _running(row, _CUT_LONGER))
    if mark == "bracket":
        best = row.copy()
        for passed in range(1, BRACKET_MOST + 1):
            if passed < len(row):
                best[passed:] = np.minimum(best[passed:], row[:-passed] + _BRACKET + passed * _BRACKET_LONGER)
        return best
    return row


def _left_out(beside: _Costs) -> _Costs:
    return _OPEN + _running(beside, _LONGER)


def _running(row: _Costs, longer: int) -> _Costs:
    """For each place the least of ``row[k] + longer * (place - k)`` over the places ``k`` up to it."""
    slope = longer * np.arange(len(row))
    return np.minimum.accumulate(row - slope) + slope


def _traced(rows: _Rows, quoted: Hashes, text: Hashes, free: Mapping[int, Literal["cut", "bracket"]]) -> Alignment:
    i, j = len(quoted), int(np.argmin(rows.whole[-1]))
    if not _is_diagonal(rows, quoted, text, i, j) and j < len(text) and rows.whole[i, j + 1] == rows.whole[i, j]:
        j += 1  # a last word beside another one, rather than beside nothing: both cost the same
    steps: list[Step] = []
    cost = 0
    while i:
        if rows.whole[i, j] != rows.beside[i, j]:
            k = _origin(rows.beside[i], j, int(rows.whole[i, j]), _OPEN, _LONGER)
            steps.append(Step("left-out", i, i, k, j))
            cost += _OPEN + _LONGER * (j - k)
            j = k
        entry = rows.entry[i - 1]
        if rows.beside[i, j] == entry[j] + ADDED and not _is_diagonal(rows, quoted, text, i, j):
            steps.append(Step("added", i - 1, i, j, j))
            cost += ADDED
        else:
            same = bool(text[j - 1] == quoted[i - 1])
            steps.append(Step("same" if same else "changed", i - 1, i, j - 1, j))
            cost += 0 if same else CHANGED
            j -= 1
        i -= 1
        mark = free.get(i)
        if mark and rows.entry[i, j] != rows.whole[i, j]:
            base, longer = (_CUT, _CUT_LONGER) if mark == "cut" else (_BRACKET, _BRACKET_LONGER)
            k = _origin(rows.whole[i], j, int(rows.entry[i, j]), base, longer)
            steps.append(Step(mark, i, i, k, j))
            j = k
    return Alignment(cost, tuple(reversed(steps)))


def _is_diagonal(rows: _Rows, quoted: Hashes, text: Hashes, i: int, j: int) -> bool:
    if j == 0:
        return False
    changed = 0 if text[j - 1] == quoted[i - 1] else CHANGED
    return bool(rows.beside[i, j] == rows.entry[i - 1, j - 1] + changed)


def _origin(row: _Costs, j: int, value: int, base: int, longer: int) -> int:
    """The nearest place before ``j`` from which words were passed over at this cost."""
    costs = row[:j] + base + longer * (j - np.arange(j))
    return int(np.flatnonzero(costs == value)[-1])

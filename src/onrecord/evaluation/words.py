"""A text as a row of words, so that two markings of it can be compared without asking how either was tokenised.

A role (content or source) is the set of the words that its spans touch. Quotation marks, spaces and end punctuation
are no words, so it never matters whether an annotator took the comma along.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

StatementKind = Literal["direct", "mixed", "indirect", "no source"]

_WORD = re.compile(r"\w+")
# A quotation that opens curly runs to the closing mark, or, unclosed, to the end of its paragraph; a straight one to
# the next straight mark or the end of its line.
_QUOTED = re.compile(
    r"“(?:[^”“\"\n]|\n(?!\s*\n))*(?:[”\"]|(?=\n\s*\n)|\Z)|\"[^\"\n]*(?:\"|$)",
    re.MULTILINE,
)
_SLACK = frozenset("the a an of and s his her their its in for mr ms mrs dr".split())
"""Words that two sources may share without meaning the same."""


def words_agree(gold: str, given: str) -> bool:
    """Whether two descriptions mean the same, by the rule for sources: a shared word that tells, and not bloated."""
    wanted, got = set(_WORD.findall(gold.lower())), set(_WORD.findall(given.lower()))
    if not wanted or not got or len(got) > most_words(len(wanted)):
        return False
    return wanted == got or bool((wanted & got) - _SLACK)


def most_words(gold: int) -> int:
    """How many words an answer may have where gold has ``gold``, before it is bloated and names nobody."""
    return 3 + 3 * gold


@dataclass(frozen=True, slots=True)
class Roles:
    """The words of one statement, as indices into the words of its text."""

    content: frozenset[int]
    source: frozenset[int]


class MarkedText:
    """The words of one text, and questions about statements marked in it.

    Args:
        text: the text that all offsets point into.
        discard: ``[start, end)`` stretches whose words count for nobody (gold that its makers withdrew).
    """

    def __init__(self, text: str, discard: Iterable[Sequence[int]] = ()) -> None:
        dropped = [(start, end) for start, end in discard]
        kept = [
            m for m in _WORD.finditer(text) if not any(start < m.end() and m.start() < end for start, end in dropped)
        ]
        self._words = [m.group().lower() for m in kept]
        self._starts = [m.start() for m in kept]
        self._ends = [m.end() for m in kept]
        self.quoted = frozenset(i for m in _QUOTED.finditer(text) for i in self.cover([(m.start(), m.end())]))

    def cover(self, spans: Iterable[Sequence[int]]) -> frozenset[int]:
        """The words that ``spans`` touch."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))
        return frozenset(found)

    def roles(self, statement: Mapping[str, Any]) -> Roles:
        """The content and source words of a statement in its JSON shape; an absent role has none.

        Nor has a statement of a headline that is kept apart: its offsets are not offsets into this text.
        """
        if statement.get("field", "text") != "text":
            return Roles(frozenset(), frozenset())
        return Roles(self.cover(statement.get("content") or ()), self.cover(statement.get("source") or ()))

    def same_source(self, gold: frozenset[int], predicted: frozenset[int]) -> bool:
        """Whether two sources agree: both absent, or sharing a word that tells, the predicted one not bloated.

        Bloated is more than three words beyond three times gold's: a whole sentence names nobody.
        """
        if not gold or not predicted:
            return not gold and not predicted
        if len(predicted) > most_words(len(gold)):
            return False
        return gold == predicted or any(self._words[i] not in _SLACK for i in gold & predicted)

    def kinds(self, roles: Roles) -> tuple[StatementKind, ...]:
        """The kinds under which the recall of this statement is listed: by its marks, and "no source" besides."""
        inside = len(roles.content & self.quoted)
        form: StatementKind = "direct" if inside == len(roles.content) else "mixed" if inside else "indirect"
        return (form,) if roles.source else (form, "no source")

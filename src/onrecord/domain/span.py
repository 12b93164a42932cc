"""A place in a text. Everything that onrecord shows points at one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A half-open stretch ``[start, end)`` of a text, so that ``text[start:end]`` is it.

    The unit of both numbers is Unicode code points (what Python's ``len()`` counts), never bytes, UTF-16 units or
    tokens.

    Raises:
        ValueError: where ``start`` is negative or ``end`` is not greater than ``start``; an empty stretch shows
            nothing.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of ``text`` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this one (or is it)."""
        return self.start <= other.start and other.end <= self.end


Spans = tuple[Span, ...]
"""The spans of one role, in the order of the text, not touching each other. Empty where the role is absent."""


def hull(spans: Iterable[Span]) -> Span | None:
    """The smallest span that covers all of ``spans``; None where there are none."""
    found = sorted(spans)
    return Span(found[0].start, max(s.end for s in found)) if found else None


def first_difference(one: str, other: str) -> int:
    """Offset of the first code point in which two strings differ; the length of the shorter where the other goes on."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def joined(spans: Iterable[Span], text: str, gap: str = " ... ") -> str:
    """The words of ``spans`` in the order given, with ``gap`` wherever the text between two of them is left out."""
    return gap.join(s.of(text) for s in spans)

"""Where the roles of statements begin and end in a text, cut so that a face can write it from left to right.

Statements nest (A said that B had said) and, rarely, cross. So the text is cut at every edge of every span; each piece
knows all the roles that cover it. Pieces never overlap, and joined they are the text again.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.domain import Field, Span, Statement

Role = Literal["content", "cue", "source", "evidence"]
ROLES: tuple[Role, ...] = ("content", "cue", "source")
"""What a statement is made of. Evidence, what its speaker and day rest on, is none of it; it is marked on request."""

_GAP = re.compile(r"\n\s*\n")
_SHORT, _LONG = 45, 100  # letters of a line in mail and wire copy; lines are cut at 60 to 80


@dataclass(frozen=True, slots=True)
class Mark:
    """One span of one role of one statement.

    Attributes:
        number: 1-based place of the statement in the article, what a reader sees beside it.
        role: content, cue or source; or evidence of its speaker and day.
        span: the whole span, of which a piece may be a part.
        first, last: whether it is the first or last span of this role; a number is shown at the first only.
    """

    number: int
    statement: Statement
    role: Role
    span: Span
    first: bool
    last: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that one set of marks covers; ``marks`` are outermost first."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    def opening(self) -> tuple[Mark, ...]:
        """The marks that begin with this piece, outermost first."""
        return tuple(m for m in self.marks if m.span.start == self.start)

    def closing(self) -> tuple[Mark, ...]:
        """The marks that end with this piece, innermost first."""
        return tuple(m for m in reversed(self.marks) if m.span.end == self.end)


def marks_of(statements: Sequence[Statement], field: Field, length: int, *, evidence: bool = False) -> list[Mark]:
    """All marks of a field in the order of the text, outermost first; none beyond ``length`` code points."""
    found = [
        Mark(number, statement, role, span, index == 0, index == len(spans) - 1)
        for number, statement in enumerate(statements, start=1)
        for role, spans in _spans(statement, field, evidence)
        for index, span in enumerate(spans)
        if span.end <= length
    ]
    return sorted(found, key=lambda m: (m.span.start, -m.span.end, m.number))


def _spans(statement: Statement, field: Field, evidence: bool) -> Iterator[tuple[Role, Sequence[Span]]]:
    """The spans that a statement has in a field, by role. Evidence stands in the text, also that of a headline."""
    if statement.field == field:
        yield from ((role, getattr(statement, role)) for role in ROLES)
    if evidence and field == "text":
        yield "evidence", sorted({*statement.speaker.evidence, *statement.said_on.evidence})


def pieces(text: str, statements: Sequence[Statement], field: Field = "text", *, evidence: bool = False) -> list[Piece]:
    """``text`` cut at every edge of every span of ``field``.

    Args:
        text: the string that the field's offsets point into.
        statements: of the whole article; their places in it are their numbers.
        field: which statements' spans are meant.
        evidence: whether what speakers and days rest on is marked too.

    Returns:
        pieces from left to right that cover ``text`` without gap or overlap; none where it is empty.
    """
    marks = marks_of(statements, field, len(text), evidence=evidence)
    edges = sorted({0, len(text), *(m.span.start for m in marks), *(m.span.end for m in marks)})
    found: list[Piece] = []
    open_marks: list[Mark] = []
    waiting = 0
    for start, end in itertools.pairwise(edges):
        open_marks = [m for m in open_marks if m.span.end > start]
        while waiting < len(marks) and marks[waiting].span.start == start:
            open_marks.append(marks[waiting])
            waiting += 1
        found.append(Piece(start, end, tuple(open_marks)))
    return found


def hard_wrapped(paragraph: str) -> bool:
    """Whether the line ends of a paragraph only break long lines, so that a face may flow them to its own width.

    Verses, addresses and heads ("By: ...") have a short line somewhere before the last.
    """
    lines = paragraph.split("\n")[:-1]
    return bool(lines) and all(_SHORT <= len(line) <= _LONG for line in lines)


def paragraphs(text: str, found: Sequence[Piece]) -> Iterator[tuple[int, int, list[Piece]]]:
    """Each paragraph of ``text`` (parted by an empty line) with its pieces, cut at its ends.

    Args:
        text: the whole text.
        found: its ``pieces``.

    Yields:
        start, end, and the pieces between them; empty paragraphs are passed over.
    """
    at = start = 0
    gaps = [(m.start(), m.end()) for m in _GAP.finditer(text)]
    for end, after in [*gaps, (len(text), len(text))]:
        while at < len(found) and found[at].end <= start:
            at += 1
        inside = []
        for piece in found[at:]:
            if piece.start >= end:
                break
            inside.append(Piece(max(piece.start, start), min(piece.end, end), piece.marks))
        if start < end:
            yield start, end, inside
        start = after

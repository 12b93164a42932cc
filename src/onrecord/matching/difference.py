"""What two texts of one saying do not share, word by word, and where in each of them it stands.

Words are compared folded and *not* stemmed: "thing" for "things" is a change that somebody made. Marks, spaces and
capitals are none, nor are the stenographer's remarks. An ellipsis or a bracket of the printer's is shown as what it is,
an honest mark of a change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from onrecord.aligning import without_remarks
from onrecord.domain import Form, Span
from onrecord.record import folding

from .told import ELISION, QUOTED

Kind = Literal["same", "cut", "added", "changed"]

_BRACKETED = re.compile(r"[\[(][^\])]*$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the two texts.

    Attributes:
        kind: ``same``; ``cut``, in the first alone; ``added``, in the second alone; ``changed``, other words for
            these.
        before: where in the first text, in code points; None where nothing of it.
        after: the same in the second.
        marked: whether the second text shows that something was done: an ellipsis or brackets there.
        quoted: whether it stands in quotation marks in the second text: only there do other words misquote.
    """

    kind: Kind
    before: Span | None
    after: Span | None
    marked: bool = False
    quoted: bool = True


def differences(first: str, second: str, form: Form = "direct") -> tuple[Piece, ...]:
    """The whole of both texts as pieces, in order; without their marks and spaces at either end.

    Args:
        first: what is compared with: the original, or the fuller report.
        second: what is compared.
        form: of the second: of a statement that is partly quoted, only what stands in marks is.
    """
    quoted = [(0, len(second))] if form == "direct" else [m.span() for m in QUOTED.finditer(second)]
    a, b = (list(folding.words(without_remarks(text))) for text in (first, second))
    matcher = SequenceMatcher(None, [w.folded for w in a], [w.folded for w in b], autojunk=False)
    return tuple(
        Piece(
            _KINDS[tag],
            _span(a, a_from, a_to),
            _span(b, b_from, b_to),
            tag != "equal" and _marked(second, b, b_from, b_to),
            _within(quoted, b, b_from, b_to),
        )
        for tag, a_from, a_to, b_from, b_to in matcher.get_opcodes()
    )


_KINDS: dict[str, Kind] = {"equal": "same", "delete": "cut", "insert": "added", "replace": "changed"}


def _span(words: Sequence[folding.Word], start: int, stop: int) -> Span | None:
    return Span(words[start].start, words[stop - 1].end) if stop > start else None


def _within(quoted: Sequence[tuple[int, int]], words: Sequence[folding.Word], start: int, stop: int) -> bool:
    """Whether words from ``start`` to ``stop`` are quoted; where they are none, whether those on both sides are."""
    if stop == start:
        start, stop = max(0, start - 1), min(len(words), stop + 1)
    if stop <= start:
        return False
    return any(first <= words[start].start and words[stop - 1].end <= last for first, last in quoted)


def _marked(text: str, words: Sequence[folding.Word], start: int, stop: int) -> bool:
    """Whether an ellipsis stands at the change, or the new words in brackets."""
    begin = words[start - 1].end if start else 0
    end = words[stop].start if stop < len(words) else len(text)
    if ELISION.search(text[begin:end]):
        return True
    return stop > start and bool(_BRACKETED.search(text[: words[start].start]))

"""From words that somebody quotes of a text to the place where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from onrecord.domain import Span, Spans
from onrecord.errors import UsageError

_GAP = re.compile(r"\s*(?:\.\.\.|…)\s*")
_SINGLE, _DOUBLE = "'’‘‚", '"“”„«»'
_ALIKE = {**dict.fromkeys(_SINGLE, f"[{_SINGLE}]"), **dict.fromkeys(_DOUBLE, f"[{_DOUBLE}]")}
_WORD = re.compile(r"\S+")


def find(words: str, text: str, *, near: int = 0) -> Spans:
    """Where these words stand in a text, letter for letter but for white space and the shape of quotation marks.

    Args:
        words: as quoted; " ... " between two pieces stands for what is left out.
        text: in which they are sought.
        near: of several places, the one nearest to this offset is taken.

    Returns:
        a span for each piece, in the order of the text; empty where they do not stand there.
    """
    whole = _nearest(words, text, near)  # an ellipsis may be the text's own
    if whole is not None:
        return (whole,)
    found: list[Span] = []
    for piece in filter(None, _GAP.split(words.strip())):
        after = found[-1].end if found else 0
        span = _nearest(piece, text, max(near, after), after=after)
        if span is None:
            return ()
        found.append(span)
    return tuple(found)


def _nearest(words: str, text: str, near: int, *, after: int = 0) -> Span | None:
    pattern = r"\s+".join("".join(_ALIKE.get(c, re.escape(c)) for c in word) for word in words.split())
    if not pattern:
        return None
    # Looked ahead, since places may overlap: "a a" stands in "a a a" twice.
    places = [Span(*match.span(1)) for match in re.compile(f"(?=({pattern}))").finditer(text, after)]
    return min(places, key=lambda span: (abs(span.start - near), span.start), default=None)


def given(words: str | None, places: Sequence[str], text: str, *, option: str, near: int = 0) -> Spans:
    """The spans that a person gives, by quoting or by offsets.

    Args:
        words: quoted words, or None.
        places: offsets as ``120-180``, in code points of the text.
        text: of the article, or its headline.
        option: which of them it is, for the error.
        near: as for ``find``.

    Raises:
        UsageError: where the words are not in the text, or the offsets are none.
    """
    if words is not None and places:
        raise UsageError("words and offsets were both given", where=option, next_step="Give the one or the other")
    if words is None:
        return tuple(sorted(_place(place, len(text), option) for place in places))
    found = find(words, text, near=near)
    if not found:
        raise UsageError(
            f"the words {words!r} do not stand in the text",
            where=option,
            next_step="Copy them from `onrecord show`, with ... for what you leave out",
        )
    return found


def _place(place: str, length: int, option: str) -> Span:
    start, _, end = place.partition("-")
    if start.isdecimal() and end.isdecimal() and int(start) < int(end) <= length:
        return Span(int(start), int(end))
    raise UsageError(
        f"{place!r} is no stretch of a text of {length:,} characters",
        where=option,
        next_step="Write first and last offset as 120-180, the last one beyond the end",
    )


class Alignment:
    """How the words of one text stand in another: those that both have, in the same order (Ratcliff and Obershelp)."""

    def __init__(self, old: str, new: str) -> None:
        self._old = list(_spans(old))
        self._new = list(_spans(new))
        matcher = SequenceMatcher(
            None, [s.of(old) for s in self._old], [s.of(new) for s in self._new], autojunk=len(self._old) > 20_000
        )
        self._pairs = {
            block.a + step: block.b + step for block in matcher.get_matching_blocks() for step in range(block.size)
        }

    def map(self, spans: Spans) -> Spans:
        """The words of ``spans`` that stand in the new text too, those side by side as one span."""
        inside = (n for n, word in enumerate(self._old) if any(span.overlaps(word) for span in spans))
        found: list[tuple[int, int]] = []
        for place in (self._pairs[n] for n in inside if n in self._pairs):
            if found and found[-1][1] + 1 == place:
                found[-1] = (found[-1][0], place)
            else:
                found.append((place, place))
        return tuple(Span(self._new[first].start, self._new[last].end) for first, last in found)


def _spans(text: str) -> Iterator[Span]:
    return (Span(*match.span()) for match in _WORD.finditer(text))

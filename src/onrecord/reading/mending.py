"""A text that remembers every change made to it.

Reading changes a text before its offsets are fixed: joins what a page break cut, repairs a broken encoding. Each change
must be shown later with its place, so passes do not rewrite strings; they hand edits to a ``Mending``, which keeps
one flat list of repairs against the text as decoded, whatever number of passes touched the same letters. ``undo``
replays the list backwards and gives the decoded text again: the proof that nothing was changed unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.domain import Repair


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``after`` in the place of ``[start, end)`` of the text as it stands, in code points; ``end > start``."""

    start: int
    end: int
    after: str


class Mending:
    """A text under repair.

    Attributes:
        text: as it stands now.
        repairs: what was changed so far, in the order of the text, at offsets of ``text``.
    """

    def __init__(self, text: str, repairs: tuple[Repair, ...] = ()) -> None:
        self.text = text
        self.repairs = repairs

    def apply(self, kind: str, edits: Iterable[Edit]) -> None:
        """Make the edits of one pass, given at offsets of ``text`` as it stands, in order and not overlapping."""
        news = [edit for edit in edits if self.text[edit.start : edit.end] != edit.after]
        if not news:
            return
        olds = [(r.at, r.at + len(r.after), r) for r in self.repairs]
        items: list[tuple[int, int, Repair | Edit]] = [*olds, *((e.start, e.end, e) for e in news)]
        items.sort(key=lambda item: item[:2])
        pieces: list[str] = []
        repairs: list[Repair] = []
        done = length = 0
        for low, high, members in _clusters(items):
            untouched = self.text[done:low]
            before, after = _before(self.text, low, high, members), _after(self.text, low, high, members)
            length += len(untouched)
            repairs.append(Repair(_kind(members, kind), length, before, after))
            pieces += (untouched, after)
            length, done = length + len(after), high
        self.text = "".join((*pieces, self.text[done:]))
        self.repairs = tuple(r for r in repairs if r.before != r.after)


def undo(text: str, repairs: Sequence[Repair]) -> str:
    """The text as it was before ``repairs``: each ``after`` is put back to its ``before``, from the last to the first.

    Raises:
        ValueError: where a repair's ``after`` does not stand at its place, so that the two do not belong together.
    """
    for repair in reversed(repairs):
        end = repair.at + len(repair.after)
        if text[repair.at : end] != repair.after:
            raise ValueError(f"no {repair.after!r} at {repair.at}")
        text = text[: repair.at] + repair.before + text[end:]
    return text


def _clusters(
    items: Sequence[tuple[int, int, Repair | Edit]],
) -> Iterable[tuple[int, int, list[Repair | Edit]]]:
    """Items that share letters belong together; items that only touch stay apart."""
    low = high = -1
    members: list[Repair | Edit] = []
    for start, end, item in items:
        if members and start < high:
            members.append(item)
            high = max(high, end)
            continue
        if members:
            yield low, high, members
        low, high, members = start, end, [item]
    if members:
        yield low, high, members


def _before(text: str, low: int, high: int, members: Sequence[Repair | Edit]) -> str:
    moved = [Repair(m.kind, m.at - low, m.before, m.after) for m in members if isinstance(m, Repair)]
    return undo(text[low:high], moved)


def _after(text: str, low: int, high: int, members: Sequence[Repair | Edit]) -> str:
    piece = text[low:high]
    for edit in reversed([m for m in members if isinstance(m, Edit)]):
        piece = piece[: edit.start - low] + edit.after + piece[edit.end - low :]
    return piece


def _kind(members: Sequence[Repair | Edit], kind: str) -> str:
    only = members[0]
    return only.kind if len(members) == 1 and isinstance(only, Repair) else kind

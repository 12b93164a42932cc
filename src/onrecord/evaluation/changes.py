"""What becomes of an article's statements when another model reads it: statement by statement, in words to be counted.

Statements are paired as ``pairing`` does it for scores: one to one, the best overlap of content words first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .pairing import pair
from .words import MarkedText

Kind = Literal["gained", "lost", "reworded", "source", "speaker", "day", "form", "act", "same"]
KINDS: tuple[Kind, ...] = ("gained", "lost", "reworded", "source", "speaker", "day", "form", "act", "same")

_ASKED: tuple[tuple[Kind, Any], ...] = (
    ("reworded", lambda s: s["content"]),
    ("source", lambda s: s["source"]),
    ("speaker", lambda s: (s["speaker"]["name"], s["speaker"]["type"])),
    ("day", lambda s: s["said_on"]["edtf"]),
    ("form", lambda s: s["form"]),
    ("act", lambda s: s["act"]),
)
"""What two statements that are one are compared by."""


@dataclass(frozen=True, slots=True)
class Change:
    """One statement, before and after.

    Attributes:
        kinds: ``gained`` or ``lost``; or what is otherwise (``reworded``, ``source``, ``speaker``, ``day``, ``form``,
            ``act``); or ``same``.
        before, after: the statement in its JSON shape; None where there is none.
    """

    kinds: tuple[Kind, ...]
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


def changes(text: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> tuple[Change, ...]:
    """What becomes of the statements of one string.

    Args:
        text: the string that all spans point into: the body, or the headline.
        before, after: its statements in their JSON shape.

    Returns:
        in the order of the text.
    """
    found = []
    for paired in pair(MarkedText(text), before, after):
        old = None if paired.gold is None else before[paired.gold]
        new = None if paired.predicted is None else after[paired.predicted]
        found.append(Change(_kinds(old, new), old, new))
    return tuple(sorted(found, key=lambda change: _start(change.before or change.after)))


def _kinds(old: Mapping[str, Any] | None, new: Mapping[str, Any] | None) -> tuple[Kind, ...]:
    if old is None:
        return ("gained",)
    if new is None:
        return ("lost",)
    return tuple(kind for kind, value in _ASKED if value(old) != value(new)) or ("same",)


def _start(statement: Mapping[str, Any] | None) -> int:
    return min(start for start, _ in statement["content"]) if statement else 0

"""Statements as matching sees them, of which a test writes down only what matters to it."""

from __future__ import annotations

from itertools import count
from typing import Any

from onrecord.matching import Told, told

_NUMBERS = count()


def telling(content: str, *, key: str | None = None, **given: Any) -> Told:
    """A direct quotation of Ilse Marrow, printed on 10 January 2026 in an article of its own."""
    number = next(_NUMBERS)
    known: dict[str, Any] = {"form": "direct", "act": "said", "speaker": "Ilse Marrow", "published": "2026-01-10"}
    known |= given
    return told(
        key or f"k{number}",
        content,
        known["form"],
        known["act"],
        known["speaker"],
        known.get("named_as", "person"),
        known["published"],
        known.get("said"),
        known.get("article", f"a{number}"),
        known.get("place", (0, len(content))),
        known.get("enclosed", ()),
    )

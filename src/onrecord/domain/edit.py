"""What a person decided, for good: a row of its own beside what was read, never over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision of one person.

    Attributes:
        id: running number within the record.
        kind: what was decided, a word with the sort of thing before it (``person.merge``, ``statement.speaker``).
        target: public id of what it is about, as it was then.
        payload: the decision itself, such as JSON can hold. It names things by what outlives re-extraction.
        who: who decided.
        made_at: when, UTC, ISO 8601.
        why: the reason given; never empty.
        undone_by: id of the edit that took it back; None where it holds.
    """

    id: int
    kind: str
    target: str
    payload: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    who: str = ""
    made_at: str = ""
    why: str = ""
    undone_by: int | None = None

    @property
    def holds(self) -> bool:
        """Whether it was not taken back."""
        return self.undone_by is None

"""What came of reading a stored article again from its bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Again:
    """One article read again.

    Attributes:
        id: its public id.
        differs: in what, in one sentence; None where the stored text came out.
        headline: whether the stored headline came out too; where it did not, somebody gave it, or changed it.
    """

    id: str
    differs: str | None
    headline: bool = True

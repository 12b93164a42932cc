"""Who wrote an article, as its byline says."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"\s*(?:,(?!\s*(?:Jr|Sr|I{2,3}|IV)\b)|;|&|\band\b|\bwith\b)\s*", re.IGNORECASE)
"""A comma before "Jr." parts no names."""


def authors(byline: str) -> list[str]:
    """The names in a byline, and what else it parts as names are parted: "Jan Novak, Political Editor" gives two."""
    return [part for part in _BETWEEN.split(byline) if part]

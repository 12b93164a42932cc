"""How sure a figure from a sample is, and how far two people who coded it agree.

interval  Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22(158):
          keeps its promise for small samples and near 0 and 1, where the textbook interval does not.
alpha     Krippendorff (2004), Content Analysis, 2nd ed., ch. 11: 1 is perfect agreement, 0 is chance, below 0 is
          worse than chance. He asks for 0.8, and accepts 0.667 for tentative conclusions. Any number of coders;
          codes may be missing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import Literal, NamedTuple, TypeVar

Z = 1.959963984540054
"""Standard normal quantile of a two-sided 95 % interval."""

Level = Literal["nominal", "interval"]
Code = TypeVar("Code", bound=Hashable)


class Share(NamedTuple):
    """A share with its 95 % interval (Wilson).

    Attributes:
        part, whole: how many of how many.
        low, high: the interval, 0 to 1; 0 and 1 where nothing was judged.
    """

    part: int
    whole: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share itself, 0 to 1; None where nothing was judged."""
        return self.part / self.whole if self.whole else None


def share(part: int, whole: int, z: float = Z) -> Share:
    """``part`` of ``whole`` with its Wilson interval.

    >>> [round(x, 3) for x in share(9, 10)[2:]]
    [0.596, 0.982]
    """
    if not whole:
        return Share(0, 0, 0.0, 1.0)
    p, shrink = part / whole, 1 + z * z / whole
    middle = (p + z * z / (2 * whole)) / shrink
    half = z / shrink * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    return Share(part, whole, max(0.0, middle - half), min(1.0, middle + half))


def alpha(units: Sequence[Sequence[Code | None]], level: Level = "nominal") -> float | None:
    """Krippendorff's alpha.

    Args:
        units: for each thing coded, the codes that it was given, one a coder; None where a coder gave none.
        level: ``nominal`` for codes that are alike or not; ``interval`` for numbers, by their squared difference.

    Returns:
        at most 1; None where fewer than two codes of one unit can be compared, or all codes are the same, so that
        agreement cannot be told from having only one code.
    """
    pairable = [codes for unit in units if len(codes := [code for code in unit if code is not None]) > 1]
    totals = Counter(code for codes in pairable for code in codes)
    number = totals.total()
    if len(totals) < 2:
        return None
    observed = sum(_distance(a, b, level) / (len(codes) - 1) for codes in pairable for a in codes for b in codes)
    expected = sum(n * m * _distance(a, b, level) for a, n in totals.items() for b, m in totals.items())
    return 1 - (number - 1) * observed / expected


def _distance(a: Hashable, b: Hashable, level: Level) -> float:
    if level == "nominal":
        return float(a != b)
    return float(a - b) ** 2  # type: ignore[operator]  # codes of this level are numbers

"""How many were right, of how many: what every figure here is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """How many were right, of how many predicted and how many in gold. The three figures are in percent."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Of what was predicted, the share that is right; 0 where nothing was predicted."""
        return 100 * share(self.right, self.predicted)

    @property
    def recall(self) -> float:
        """Of what gold has, the share that was predicted right; 0 where gold has nothing."""
        return 100 * share(self.right, self.gold)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        p, r = share(self.right, self.predicted), share(self.right, self.gold)
        return 100 * (2 * p * r / (p + r) if p + r else 0.0)

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    def as_dict(self) -> dict[str, float]:
        """The figures and the counts as plain values for JSON."""
        counts = {"right": self.right, "given": self.predicted, "gold": self.gold}
        return {"p": self.precision, "r": self.recall, "f": self.f1} | counts


def share(part: int, whole: int) -> float:
    """``part`` of ``whole``, 0 where there is no whole."""
    return part / whole if whole else 0.0

"""Precision against how much is kept, as the least confidence that is asked for rises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .rate import Rate

STEPS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)


@dataclass(frozen=True, slots=True)
class Step:
    """What is left where only answers of at least one confidence are kept.

    Attributes:
        least: the confidence asked for, 0 to 1.
        rate: right, given and in gold, of what is left.
        scored: the cases in which an answer could have been given; what ``coverage`` is a share of.
    """

    least: float
    rate: Rate
    scored: int

    @property
    def coverage(self) -> float:
        """Percent of the cases in which an answer this sure is given."""
        return 100 * self.rate.predicted / self.scored if self.scored else 0.0

    def as_dict(self) -> dict[str, float]:
        """The step as plain values for JSON."""
        return {"least": self.least, "coverage": self.coverage} | self.rate.as_dict()


def curve(
    answers: Iterable[tuple[float, bool]], gold: int, scored: int, steps: Sequence[float] = STEPS
) -> tuple[Step, ...]:
    """The curve over (confidence, right) of each answer. A step at which nothing changes is left out.

    Args:
        answers: everything that was answered.
        gold: how many answers would be right, given or not; recall is a share of these.
        scored: see ``Step``.
        steps: least confidences, rising.
    """
    marked = list(answers)
    made: list[Step] = []
    for least in steps:
        kept = [right for confidence, right in marked if confidence >= least]
        step = Step(least, Rate(sum(kept), len(kept), gold), scored)
        if not made or made[-1].rate != step.rate:
            made.append(step)
    return tuple(made)


def at_recall(answers: Iterable[tuple[float, bool]], gold: int, recall: float) -> Step | None:
    """The step of the greatest confidence at which ``recall`` percent is still reached; None where it never is.

    This is one point of the curve, at whatever confidence it lies: precision can be compared between two models only
    where their recall is the same.
    """
    marked = sorted(answers, key=lambda a: -a[0])
    right = 0
    for place, (confidence, is_right) in enumerate(marked):
        right += is_right
        last_of_its_confidence = place + 1 == len(marked) or marked[place + 1][0] < confidence
        if last_of_its_confidence and gold and 100 * right / gold >= recall:
            return Step(confidence, Rate(right, place + 1, gold), len(marked))
    return None

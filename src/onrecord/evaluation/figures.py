"""Numbers with what they count: whether each that gold marks was found at its place, and was read right.

figure     found at its place with its value
unit       and its unit is right
of what    and the words for what is counted agree
whose      and it stands in the statement of gold, or in none where the article itself gives it
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Any, Literal

from .pairing import Paired
from .rate import Rate
from .words import words_agree

FigurePart = Literal["figure", "unit", "of what", "whose"]
PARTS: tuple[FigurePart, ...] = ("figure", "unit", "of what", "whose")


@dataclass(frozen=True, slots=True)
class FigureScore:
    """A marked figure with the one that was found at its place, or either of them alone.

    Attributes:
        document: id of the document.
        gold, given: figures in their JSON shape; None where there is none on that side.
        whose: it is given to the right statement, or rightly to none.
    """

    document: str
    gold: Mapping[str, Any] | None
    given: Mapping[str, Any] | None
    whose: bool = False

    def is_right(self, part: FigurePart) -> bool:
        """Found with its value, and ``part`` is right as well."""
        if self.gold is None or self.given is None or not _same_value(self.gold["value"], self.given["value"]):
            return False
        if part == "unit":
            return (self.gold.get("unit") or "") == (self.given.get("unit") or "")
        if part == "of what":
            wanted, got = self.gold.get("of") or "", self.given.get("of") or ""
            return words_agree(wanted, got) if wanted and got else wanted == got
        return self.whose if part == "whose" else True

    def rate(self, part: FigurePart) -> Rate:
        """What it adds to the figures of ``part``."""
        return Rate(self.is_right(part), self.given is not None, self.gold is not None)


def figures(
    document: Mapping[str, Any],
    predicted: Sequence[Mapping[str, Any]],
    given: Sequence[Mapping[str, Any]],
    pairs: Iterable[Paired],
) -> Iterator[FigureScore]:
    """The figures of one document, in gold's order, then those that gold does not have; none where gold marks none.

    Args:
        document: a gold line; its ``figures`` have ``span``, ``value``, ``unit``, ``of``, and ``statement``, the index
            of a gold statement.
        predicted: the predicted statements of that document, to which the ids in ``given`` point.
        given: the predicted figures.
        pairs: which predicted statement answers which gold statement.
    """
    if "figures" not in document:
        return
    answers = {str(predicted[p.predicted].get("id")): p.gold for p in pairs if p.predicted is not None}
    left = list(given)
    name = str(document["id"])
    for gold in document["figures"]:
        found = next((f for f in left if f["span"][0] < gold["span"][1] and gold["span"][0] < f["span"][1]), None)
        if found is not None:
            left.remove(found)
        of_statement = found.get("statement") if found else None
        whose = (answers.get(of_statement, -1) if of_statement else None) == gold.get("statement")
        yield FigureScore(name, gold, found, found is not None and whose)
    yield from (FigureScore(name, None, extra) for extra in left)


def _same_value(wanted: float, got: float) -> bool:
    return isclose(wanted, got, rel_tol=1e-9)

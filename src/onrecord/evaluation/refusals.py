"""Refusals to say: whether what gold lists as one was taken out as one (``act`` refused), and nothing else was.

A prediction answers a listed refusal where content and cue together overlap its words by three tenths or more (Jaccard,
words): "has refused to condemn the attack" and "refused to condemn" are the same refusal, however much of it each took.
Listed refusals that their annotator was unsure of cost nothing either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .gold import refusals_of
from .pairing import one_to_one, overlaps
from .rate import Rate
from .words import MarkedText

MIN_OVERLAP = 0.3


@dataclass(frozen=True, slots=True)
class Refusal:
    """A listed refusal with the prediction that answers it, or either of them alone.

    Attributes:
        document: id of the document.
        spans: where it stands: as listed, or as predicted where nothing listed answers it.
        who: who refuses, as gold says it; None where gold does not list it.
        predicted: index of the prediction; None where it was missed.
        listed: gold lists it.
        unsure: the annotator was unsure, so that it costs nothing.
    """

    document: str
    spans: tuple[tuple[int, int], ...]
    who: str | None
    predicted: int | None
    listed: bool
    unsure: bool = False

    @property
    def rate(self) -> Rate:
        """What it adds to the figures."""
        if self.unsure:
            return Rate()
        return Rate(self.listed and self.predicted is not None, self.predicted is not None, self.listed)


def refusals(document: Mapping[str, Any], predicted: Sequence[Mapping[str, Any]]) -> Iterator[Refusal]:
    """The refusals of one document, listed ones first; none where gold marks no refusals in it.

    Args:
        document: a gold line.
        predicted: the predicted statements of that document.
    """
    listed = refusals_of(document)
    if listed is None:
        return
    text = MarkedText(document["text"], document.get("discard") or ())
    mine = {i: spans for i, s in enumerate(predicted) if s.get("act") == "refused" if (spans := _spans(s))}
    wanted = {place: text.cover(r["spans"]) for place, r in enumerate(listed)}
    ranked = sorted(overlaps({i: text.cover(s) for i, s in mine.items()}, wanted), reverse=True)
    answers = {i: place for _, i, place in one_to_one(ranked, MIN_OVERLAP)}
    of_listed = {place: i for i, place in answers.items()}
    name = str(document["id"])
    for place, gold in enumerate(listed):
        spans = tuple((start, end) for start, end in gold["spans"])
        yield Refusal(name, spans, gold["who"], of_listed.get(place), True, gold["unsure"])
    for i, spans in mine.items():
        if i not in answers:
            yield Refusal(name, spans, None, i, False)


def _spans(statement: Mapping[str, Any]) -> tuple[tuple[int, int], ...]:
    if statement.get("field", "text") != "text":
        return ()
    return tuple((start, end) for start, end in (*(statement.get("content") or ()), *(statement.get("cue") or ())))

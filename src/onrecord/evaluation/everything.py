"""Everything that gold marks, scored in one go: statements, speakers, days, refusals, details and figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .curve import Step, at_recall, curve
from .details import DETAILS, Detail, details
from .figures import PARTS, FigureScore, figures
from .rate import Rate
from .refusals import Refusal, refusals
from .scores import Scores, score
from .speakers import Attribution, SpeakerScores, attributions


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one program made of the gold documents. A part is empty where gold does not mark it.

    Attributes:
        gold: the gold lines, by id.
        predicted: the predicted lines, by id.
        statements: spans: were the statements found, with their sources.
        speakers: who said it, and on which day.
        refusals: what gold lists as refused to say.
        details: event, place, medium, addressee and whose word it is.
        figures: numbers.
    """

    gold: Mapping[str, Mapping[str, Any]]
    predicted: Mapping[str, Mapping[str, Any]]
    statements: Scores
    speakers: SpeakerScores
    refusals: tuple[Refusal, ...]
    details: tuple[Detail, ...]
    figures: tuple[FigureScore, ...]

    @property
    def refusal_rate(self) -> Rate:
        """Precision and recall of refusals."""
        return sum((r.rate for r in self.refusals), Rate())

    @property
    def detail_rates(self) -> dict[str, Rate]:
        """Precision and recall of each kind of detail that gold or the prediction has."""
        kinds = {d.kind for d in self.details}
        return {k: sum((d.rate for d in self.details if d.kind == k), Rate()) for k in DETAILS if k in kinds}

    @property
    def figure_rates(self) -> dict[str, Rate]:
        """Precision and recall of figures, part by part; none where gold marks no figures."""
        return {part: sum((f.rate(part) for f in self.figures), Rate()) for part in PARTS} if self.figures else {}

    @property
    def statement_curve(self) -> tuple[Step, ...]:
        """Precision and recall of attributed statements as the least confidence rises; empty where none is given."""
        answers = self.answers()
        return curve(answers, self.statements.found.gold, self.statements.found.predicted) if answers else ()

    def statements_at_recall(self, recall: float) -> Step | None:
        """The point of that curve where ``recall`` percent of the statements are attributed; None if not reached."""
        return at_recall(self.answers(), self.statements.found.gold, recall)

    def as_dict(self) -> dict[str, Any]:
        """The figures as plain values for JSON; a part that gold does not mark is left out."""
        found = self.statements.as_dict()
        if steps := self.statement_curve:
            found["curve"] = [step.as_dict() for step in steps]
        if self.speakers.attributions:
            found["speakers"] = self.speakers.as_dict()
        if self.refusals:
            found["refusals"] = self.refusal_rate.as_dict()
        if self.details:
            found["details"] = {kind: rate.as_dict() for kind, rate in self.detail_rates.items()}
        if self.figures:
            found["figures"] = {part: rate.as_dict() for part, rate in self.figure_rates.items()}
        return found

    def answers(self) -> list[tuple[float, bool]]:
        """(confidence, attributed) of every predicted statement that takes part."""
        return [
            (float(confidence), pair.attributed)
            for document in self.statements.documents
            for pair in document.pairs
            if pair.predicted is not None
            and (confidence := self.predicted[document.id]["statements"][pair.predicted].get("confidence")) is not None
        ]


def evaluate(gold_docs: Iterable[Mapping[str, Any]], predicted_docs: Iterable[Mapping[str, Any]]) -> Evaluation:
    """Score predicted documents against gold ones in everything that gold marks.

    Args:
        gold_docs: as for ``score``; statements may have ``speaker``, ``said_on``, ``act``, ``event``, ``place``,
            ``medium``, ``addressee``, ``asserted_by`` in the shape that ``onrecord extract`` writes, and ``unsure``;
            documents may have ``figures`` and ``refusals``. See ``with_speakers`` for marks in files of their own.
        predicted_docs: lines of ``onrecord extract``.

    Raises:
        UsageError: as for ``score``.
    """
    gold = {str(d.get("id")): d for d in gold_docs}
    predicted = {str(d.get("id")): d for d in predicted_docs}
    scores = score(gold.values(), predicted.values())
    speakers: list[Attribution] = []
    refused: list[Refusal] = []
    beside: list[Detail] = []
    numbers: list[FigureScore] = []
    for scored in scores.documents:
        document, line = gold[scored.id], predicted.get(scored.id, {})
        found = line.get("statements") or ()
        speakers += attributions(document, found, scored.pairs)
        refused += refusals(document, found)
        beside += details(document, found, scored.pairs)
        numbers += figures(document, found, line.get("figures") or (), scored.pairs)
    return Evaluation(
        gold, predicted, scores, SpeakerScores(tuple(speakers)), tuple(refused), tuple(beside), tuple(numbers)
    )

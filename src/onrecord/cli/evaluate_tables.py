"""The tables of ``onrecord evaluate``, each under a sentence that says what it asks; and its errors, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.views.words import counted

if TYPE_CHECKING:
    from rich.console import RenderableType

    from onrecord.evaluation import Evaluation, Miss, Rate, Scores, SpeakerScores, Step

_STATEMENT_ROWS = {
    "exact": "content and source word for word",
    "found": "content overlaps gold's by half or more",
    "attributed": "found, and the sources agree",
    "word": "each word under the right source",
    "quoted-word": "the same, inside quotation marks",
}
_SORTS = {
    "name": "  source is a name",
    "pronoun": "  source is a pronoun",
    "description": "  source is a description",
    "none": "  no source",
}
_READING = (
    "Precision: of what the program says, how many per cent are right. Recall: of what\n"
    "people marked (gold), how many per cent the program says, and rightly. A statement\n"
    "that was not found counts as one that was given no name and no day."
)


def tables(evaluation: Evaluation, *, statements: bool) -> Iterator[RenderableType]:
    """Everything that gold marks, as tables.

    Args:
        evaluation: what was scored.
        statements: show how well the statements themselves were found; needless where they were handed in.
    """
    yield Text(_READING, style="dim")
    if statements:
        yield from _statements(evaluation.statements)
        yield from _statement_curve(evaluation)
    if evaluation.speakers.attributions:
        yield from _speakers(evaluation.speakers)
    if evaluation.speakers.named.predicted:
        yield from _curve(
            "Names, the surest first: what is left at each confidence", evaluation.speakers.curve, "% named"
        )
    if evaluation.speakers.day.gold:
        yield from _days(evaluation.speakers)
    if evaluation.refusals:
        yield _heading("Refusals to say: are they kept as such?")
        yield _rates({"refusal": evaluation.refusal_rate})
    if evaluation.details:
        yield _heading("What else the text tells of a statement that was found")
        yield _rates(evaluation.detail_rates)
    if evaluation.figures:
        yield _heading("Figures: is each number found, and read right?")
        yield _rates(evaluation.figure_rates)


def _statements(scores: Scores) -> Iterator[RenderableType]:
    yield _heading(
        f"Statements: {scores.found.gold:,} in gold, {scores.found.predicted:,} found in "
        f"{counted(len(scores.documents), 'article')}"
    )
    rows = table("", "precision", "recall", "F1")
    rows.add_column(justify="left", style="dim")
    for name, rate in scores.rows().items():
        rows.add_row(name, _one(rate.precision), _one(rate.recall), _one(rate.f1), _STATEMENT_ROWS[name])
    yield rows
    kinds = table("gold statements", "how many", "% found", "% attributed")
    for kind, recall in scores.by_kind.items():
        kinds.add_row(kind, f"{recall.gold:,}", _one(recall.found_recall), _one(recall.attributed_recall))
    yield kinds


def _statement_curve(evaluation: Evaluation) -> Iterator[RenderableType]:
    steps = evaluation.statement_curve
    if not steps:
        return
    yield from _curve("Attributed statements, the surest first: what is left at each confidence", steps, "% kept")
    if half := evaluation.statements_at_recall(50):
        yield Text(
            f"Where half of gold's statements are still there, {_one(half.rate.precision)}% of what is kept is right "
            f"(confidence at least {half.least:.2f})."
        )


def _speakers(scores: SpeakerScores) -> Iterator[RenderableType]:
    yield _heading(f"Who said it: {len(scores.attributions):,} statements whose speaker is marked")
    rows: dict[str, Rate] = {"full name": scores.named}
    rows |= {_SORTS[sort]: rate for sort, rate in scores.by_sort.items() if rate.gold or rate.predicted}
    rows["surname is enough"] = scores.surname
    if scores.together.gold:
        rows["two or more together"] = scores.together
    yield _rates(rows)
    unnamed = scores.unnamed
    if unnamed.gold:
        yield Text(
            f"Of {unnamed.gold:,} statements that nobody could put a name to, {unnamed.right:,} were rightly given "
            f"none ({_one(unnamed.recall)}%)."
        )


def _days(scores: SpeakerScores) -> Iterator[RenderableType]:
    yield _heading("When it was said")
    rows = {"day": scores.day}
    yield _rates(
        rows | {_SORTS[sort]: rate for sort, rate in scores.day_by_sort.items() if rate.gold or rate.predicted}
    )


def _curve(title: str, steps: Sequence[Step], last: str) -> Iterator[RenderableType]:
    yield _heading(title)
    rows = table("confidence at least", "given", "precision", "recall", last)
    for step in steps:
        rate = step.rate
        rows.add_row(
            f"{step.least:.2f}", f"{rate.predicted:,}", _one(rate.precision), _one(rate.recall), _one(step.coverage)
        )
    yield rows


def _rates(rates: dict[str, Rate]) -> Table:
    rows = table("", "right", "given", "in gold", "precision", "recall")
    for name, rate in rates.items():
        precision = _one(rate.precision) if rate.predicted else "-"
        recall = _one(rate.recall) if rate.gold else "-"
        rows.add_row(name, f"{rate.right:,}", f"{rate.predicted:,}", f"{rate.gold:,}", precision, recall)
    return rows


def table(first: str, *others: str) -> Table:
    """A table whose columns but the first hold numbers."""
    made = Table(first, box=box.SIMPLE_HEAD, pad_edge=False)
    for name in others:
        made.add_column(name, justify="right")
    return made


def _heading(words: str) -> Text:
    return Text(f"\n{words}", style="bold")


def _one(percent: float) -> str:
    return f"{percent:.1f}"


def error_lines(evaluation: Evaluation, errors: Sequence[Miss], total: int) -> Iterator[RenderableType]:
    """Each error as a paragraph: what and where, the passage, what gold has, what the program said.

    Args:
        evaluation: what was scored.
        errors: those to show.
        total: how many there are.
    """
    if not errors:
        yield Text("No such error.")
    elif len(errors) < total:
        yield Text(f"{len(errors):,} of {total:,} errors, spread evenly over the texts:\n", style="dim")
    for number, miss in enumerate(errors, start=1):
        title = evaluation.gold[miss.document].get("title")
        document = f"{title} ({miss.document})" if title else miss.document
        sure = f", {miss.confidence:.2f} sure" if miss.confidence is not None else ""
        yield Text(f"{number}. {miss.problem}{sure}", style="bold")
        body = Text.assemble(
            (f"{document}, at {miss.start}\n", "dim"),
            f"{miss.passage}\ngold:    {miss.gold}\nprogram: {miss.given}\n",
        )
        yield Padding(body, (0, 0, 0, 3))

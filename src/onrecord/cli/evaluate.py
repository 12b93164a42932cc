"""``onrecord evaluate``: how good the extracted statements are, against a file that people marked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.errors import ReadError, UsageError

from . import screen
from .options import jobs_option, json_option, workers

if TYPE_CHECKING:
    from onrecord.evaluation import Evaluation, Miss, MissKind

_EPILOG = """\b
Examples:
  onrecord evaluate gold.jsonl                    extract its texts and score
  onrecord evaluate gold.jsonl found.jsonl        score what was extracted
  onrecord evaluate gold.jsonl --gold-statements  who and when alone
  onrecord evaluate gold.jsonl --misses speakers  each wrong or missing name
  onrecord evaluate code.csv code2.csv            a sample that people coded

A gold line is {"id", "text", "statements": [{"source", "cue", "content"}]}
with spans as [start, end) in code points of "text". Statements may also have
"speaker", "said_on", "act", "event", "place", "medium", "addressee", and
documents "figures", in the shape that 'onrecord extract' writes; what gold
does not have is not scored. Speakers and refusals may stand in files of their
own (--speakers, --refusals). docs/evaluating.md says how to mark a text, and
what each figure means.
"""


@click.command("evaluate", epilog=_EPILOG)
@click.argument("gold")
@click.argument("predicted", required=False)
@click.option("--speakers", metavar="FILE", help="Who said each gold statement and when, a JSON line a statement.")
@click.option("--refusals", metavar="FILE", help="The refusals to say in the gold texts, a JSON line a refusal.")
@click.option(
    "--gold-statements",
    is_flag=True,
    help="Take the statements from GOLD, so that only speakers, days and the like are put to the test.",
)
@click.option(
    "--misses",
    "kind",
    type=click.Choice(["statements", "speakers", "days", "refusals", "details", "figures"]),
    help="List the errors of one kind, one by one.",
)
@click.option(
    "--above",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="0..1",
    help="With --misses: only errors that the program was at least this sure of.",
)
@click.option(
    "--limit",
    "-n",
    "most",
    type=click.IntRange(1),
    metavar="N",
    help="With --misses: at most N, spread evenly over the texts.",
)
@jobs_option
@json_option
def command(
    gold: str,
    predicted: str | None,
    speakers: str | None,
    refusals: str | None,
    gold_statements: bool,
    kind: MissKind | None,
    above: float,
    most: int | None,
    jobs: int | None,
    as_json: bool,
) -> int:
    """Score statements against GOLD, a JSON Lines file of texts that people marked.

    PREDICTED is what 'onrecord extract' wrote of the same texts. Without it, the texts of GOLD are extracted first.
    Where GOLD is a CSV of "onrecord sample" that was filled in, what it says is told, and with a second coder's file
    after it, how far the two agree.
    """
    from onrecord.evaluation import evaluate, with_speakers

    from .coded import evaluate_coded, is_coded

    if is_coded(gold):
        evaluate_coded([path for path in (gold, predicted) if path], as_json=as_json)
        return 0
    if gold_statements and predicted:
        raise UsageError(
            "--gold-statements takes the statements from GOLD, and PREDICTED gives others",
            next_step="Leave one of the two out",
        )
    marks = (list(_objects(path)) if path else () for path in (speakers, refusals))
    gold_docs = with_speakers(_documents(gold), *marks)
    failed: list[ReadError] = []
    if gold_statements:
        found: Iterable[dict[str, Any]] = _given(gold_docs, gold)
    else:
        found = _documents(predicted) if predicted else _extracted(gold_docs, gold, jobs, failed)
    evaluation = evaluate(gold_docs, found)
    for document in evaluation.statements.unknown:
        screen.tell(f"onrecord: {document}: not in {gold}, so it was not scored.")
    _show(evaluation, _errors(evaluation, kind, above, most), most, gold_statements, as_json)
    return int(bool(failed))


def _errors(evaluation: Evaluation, kind: MissKind | None, above: float, most: int | None) -> list[Miss] | None:
    """The errors asked for; None where none were."""
    from onrecord.evaluation import misses

    if kind is None:
        if above or most:
            raise UsageError("--above and --limit choose among errors", next_step="Add --misses statements")
        return None
    return misses(evaluation, kind, above=above)


def _show(
    evaluation: Evaluation, errors: Sequence[Miss] | None, most: int | None, gold_statements: bool, as_json: bool
) -> None:
    from onrecord.evaluation import sample

    from .evaluate_tables import error_lines, tables

    chosen = sample(errors, most) if errors and most else errors
    if as_json:
        figures = evaluation.as_dict()
        screen.show_json(figures if chosen is None else figures | {"misses": [m.as_dict() for m in chosen]})
    elif chosen is not None:
        screen.show(*error_lines(evaluation, chosen, len(errors or ())))
    else:
        screen.show(*tables(evaluation, statements=not gold_statements))


def _documents(path: str) -> Iterator[dict[str, Any]]:
    """The lines of a JSON Lines file, each an object with ``statements``."""
    for number, found in enumerate(_objects(path), start=1):
        if not isinstance(found.get("statements"), list):
            raise _bad_line(path, number, 'it has no list "statements"')
        yield found


def _objects(path: str) -> Iterator[dict[str, Any]]:
    """The lines of a JSON Lines file, as objects."""
    from onrecord.reading import Source

    if Path(path).is_dir():
        raise ReadError(
            "this is a folder, and what people marked is one file",
            where=path,
            next_step=f"Name the file; several can be joined: cat {path.rstrip('/')}/*.jsonl > gold.jsonl",
            code="folder",
        )
    with Source(path).open() as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except ValueError as problem:
                raise _bad_line(path, number, f"it is not JSON ({problem})") from problem
            if not isinstance(found, dict):
                raise _bad_line(path, number, "it is not a JSON object")
            yield found


def _bad_line(path: str, number: int, what: str) -> ReadError:
    return ReadError(what, where=f"{path}:{number}", next_step="See: onrecord evaluate --help", code="bad-line")


def _extracted(
    gold_docs: Iterable[Mapping[str, Any]], path: str, jobs: int | None, failed: list[ReadError]
) -> Iterator[dict[str, Any]]:
    """What the model and the later stages find in gold's texts."""
    from onrecord.extraction import load_model
    from onrecord.ingest import Extractor, extract_each, marked_article
    from onrecord.views.interchange import to_object

    articles = (marked_article(document, path) for document in gold_docs)
    for found in extract_each(articles, Extractor(load_model), workers(jobs, 1, lambda: True)):
        if isinstance(found, ReadError):
            failed.append(found)
            screen.complain(found)
        else:
            yield to_object(found)


def _given(gold_docs: Iterable[Mapping[str, Any]], path: str) -> Iterator[dict[str, Any]]:
    """What the stages after the model find, with gold's own statements handed in."""
    from onrecord.ingest import marked_article, marked_statements, resolve_marked
    from onrecord.views.interchange import to_object

    for document in gold_docs:
        yield to_object(resolve_marked(marked_article(document, path), marked_statements(document)))

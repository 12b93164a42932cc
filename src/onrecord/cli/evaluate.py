"""``onrecord evaluate``: how good the extracted statements are, against a file that people marked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from onrecord.errors import ReadError

from . import screen
from .options import jobs_option, json_option, workers

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.evaluation import Scores

_EPILOG = """\b
Examples:
  onrecord evaluate gold.jsonl                   extract its texts and score
  onrecord evaluate gold.jsonl predicted.jsonl   score what was extracted

A gold line is {"id", "text", "statements": [{"source", "cue", "content"}]}
with spans as [start, end) in code points. Given are precision, recall and F1 in
percent, of:

\b
  exact        content and source word for word
  found        content overlaps gold's by half or more
  attributed   found, and the sources agree
  word         each word of content under the right source
  quoted-word  the same, inside quotation marks only
"""


@click.command("evaluate", epilog=_EPILOG)
@click.argument("gold")
@click.argument("predicted", required=False)
@jobs_option
@json_option
def command(gold: str, predicted: str | None, jobs: int | None, as_json: bool) -> int:
    """Score statements against GOLD, a JSON Lines file with statements that people marked.

    Without PREDICTED, the texts of GOLD are extracted with the model and scored.
    """
    from onrecord.evaluation import score

    gold_docs = list(_objects(gold))
    failed: list[ReadError] = []
    found = _objects(predicted) if predicted else _extracted(gold_docs, gold, jobs, failed)
    scores = score(gold_docs, found)
    for document in scores.unknown:
        screen.tell(f"onrecord: {document}: not in {gold}, so it was not scored.")
    if as_json:
        screen.show_json(scores.as_dict())
    else:
        screen.show(*_tables(scores))
    return int(bool(failed))


def _objects(path: str) -> Iterator[dict[str, Any]]:
    """The lines of a JSON Lines file, as objects with a text."""
    from onrecord.reading import Source

    with Source(path).open() as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                found = json.loads(line)
            except ValueError as problem:
                raise _bad_line(path, number, f"it is not JSON ({problem})") from problem
            if not isinstance(found, dict) or not isinstance(found.get("statements"), list):
                raise _bad_line(path, number, 'it is not an object with "statements"')
            yield found


def _bad_line(path: str, number: int, what: str) -> ReadError:
    return ReadError(what, where=f"{path}:{number}", next_step="See: onrecord evaluate --help", code="bad-line")


def _extracted(
    gold_docs: Iterable[Mapping[str, Any]], path: str, jobs: int | None, failed: list[ReadError]
) -> Iterator[dict[str, Any]]:
    """What the model finds in gold's texts. Speakers and days are not scored, so they are not worked out."""
    from onrecord.extraction import load_model
    from onrecord.ingest import Extractor, extract_each
    from onrecord.reading import read_bytes
    from onrecord.views.interchange import to_object

    def texts() -> Iterator[Any]:
        for document in gold_docs:
            line = json.dumps({"id": document["id"], "text": document["text"], "language": "en"}).encode()
            for item in read_bytes(line, path=path, reader="jsonl"):
                if isinstance(item, ReadError):
                    raise item
                yield item

    extractor = Extractor(load_model, only_statements=True)
    for found in extract_each(texts(), extractor, workers(jobs, 1, streams=True)):
        if isinstance(found, ReadError):
            failed.append(found)
            screen.complain(found)
        else:
            yield to_object(found)


def _tables(scores: Scores) -> Iterator[Table]:
    from rich import box
    from rich.table import Table

    rows = Table("", "precision", "recall", "F1", box=box.SIMPLE_HEAD, pad_edge=False)
    for name, rate in scores.rows().items():
        rows.add_row(name, f"{rate.precision:.1f}", f"{rate.recall:.1f}", f"{rate.f1:.1f}")
    kinds = Table("gold statements", "how many", "% found", "% attributed", box=box.SIMPLE_HEAD, pad_edge=False)
    for kind, recall in scores.by_kind.items():
        kinds.add_row(kind, f"{recall.gold:,}", f"{recall.found_recall:.1f}", f"{recall.attributed_recall:.1f}")
    for table in (rows, kinds):
        for column in table.columns[1:]:
            column.justify = "right"
        yield table

"""What edits teach, tried where gold can stand in for the people: on PolNeAR's held-out articles.

    python -m training.trial edit --bench ../shared/bench --out training/work/edits.jsonl
    python -m training.train --edited training/work/edits.jsonl --start BEFORE.pt --marked-share 0.1 ...
    python -m training.trial measure --bench ../shared/bench --encoder MINILM_FOLDER --settings SETTINGS.json
        BEFORE.pt AFTER.pt

``edit`` extracts one half of these articles with the model that is shipped, puts them in a record, and there confirms,
corrects, rejects and adds as gold says, with the same functions as people have; then it writes what ``onrecord edits
export`` writes. ``measure`` scores checkpoints on the other half, which no run has seen: in int8, as they will be at
work, under the same bars, with unsure statements left in.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scores.bench_data import lines

from onrecord.domain import Extracted, Spans, Statement
from onrecord.errors import UsageError
from onrecord.extraction import load_model
from onrecord.extraction.decode import DecoderSettings
from onrecord.extraction.model import Model
from onrecord.ingest import Marked, extract_article, marked_article, marked_statements
from onrecord.record import Record, Wish, open_record
from onrecord.views.training import span_lines

from .corpus import held_out
from .tune import figures, listen, write_weights

_BY = {"who": "gold", "why": "PolNeAR 1.0"}
_SAME = 0.5  # share of the letters of both that two contents must have in common to be one statement


def halves(bench: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The held-out articles: those that are edited, and those that are measured on; by their ids alone."""
    chosen = [data for data in lines(bench / "polnear" / "train.jsonl") if held_out(data["id"])]
    edited = {data["id"] for data in chosen if hashlib.sha256(f"half {data['id']}".encode()).digest()[0] % 2}
    return [d for d in chosen if d["id"] in edited], [d for d in chosen if d["id"] not in edited]


def edited_lines(articles: Sequence[Mapping[str, Any]], done: Counter[str]) -> Iterator[str]:
    """The export of a record of these articles, in which all was decided as gold says; ``done`` counts what."""
    model = load_model()
    with tempfile.TemporaryDirectory(prefix="onrecord-trial-") as folder, open_record(Path(folder) / "r.db") as record:
        for data in articles:
            article = marked_article(data)
            extracted = extract_article(article, model)
            record.add(extracted)
            edit(record, extracted, marked_statements(data), done)
        yield from span_lines(record.edits.articles())


def edit(record: Record, extracted: Extracted, gold: Sequence[Marked], done: Counter[str]) -> None:
    """Decide about every statement of an article, and add those that were missed."""
    article, ids = extracted.article, record.article(extracted.article.id).statement_ids
    left = list(gold)
    for statement in (s for s in extracted.statements if s.field == "text"):
        right = max(left, key=lambda one: _common(statement.content, one.content), default=None)
        if right is None or _common(statement.content, right.content) < _SAME:
            record.edits.reject(ids[statement.id], **_BY)
            done["rejected"] += 1
        elif _roles(statement) == (right.source, right.cue, right.content):
            left.remove(right)
            record.edits.review(ids[statement.id], **_BY)
            done["confirmed"] += 1
        else:
            left.remove(right)
            record.edits.change(ids[statement.id], _wish(right), **_BY)
            done["corrected"] += 1
    for missed in left:
        try:
            record.edits.add(article.id, _wish(missed), who=_BY["who"], why=_BY["why"])
            done["added"] += 1
        except UsageError:  # gold has the same words twice, with another cue
            done["not added"] += 1


def _roles(statement: Statement) -> tuple[Spans, Spans, Spans]:
    return statement.source, statement.cue, statement.content


def _wish(marked: Marked) -> Wish:
    source, cue, content = (
        tuple(f"{s.start}-{s.end}" for s in spans) for spans in (marked.source, marked.cue, marked.content)
    )
    bare = {name: "-" for name, spans in (("source", source), ("cue", cue)) if not spans}
    return Wish(source_at=source, cue_at=cue, content_at=content, **bare)


def _common(one: Spans, other: Spans) -> float:
    """Share of the letters of both that they have in common."""
    first, second = ({at for s in spans for at in range(s.start, s.end)} for spans in (one, other))
    return len(first & second) / max(1, len(first | second))


def measured(
    checkpoint: Path, encoder: Path, decoder: DecoderSettings, articles: Sequence[dict[str, Any]]
) -> dict[str, float]:
    """F1 by measure of a checkpoint under these bars."""
    with tempfile.TemporaryDirectory(prefix="onrecord-trial-") as name:
        folder = Path(name)
        write_weights(folder, checkpoint, encoder, decoder)
        found = figures(listen(Model(folder), articles), decoder)
    return {name: round(rate.f1, 2) for name, rate in found.rows().items()}


def main() -> None:
    """Edits as gold says, or measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    editing, measuring = commands.add_parser("edit"), commands.add_parser("measure")
    for one in (editing, measuring):
        one.add_argument("--bench", type=Path, required=True)
    editing.add_argument("--out", type=Path, required=True)
    measuring.add_argument("--encoder", type=Path, required=True)
    measuring.add_argument("--settings", type=Path, required=True, help="a settings.json, for its bars")
    measuring.add_argument("checkpoints", type=Path, nargs="+")
    options = parser.parse_args()
    edited, others = halves(options.bench)
    if options.command == "edit":
        done: Counter[str] = Counter()
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text("".join(f"{line}\n" for line in edited_lines(edited, done)), encoding="utf-8")
        print(json.dumps({"articles": len(edited), **done}))
        return
    decoder = DecoderSettings(**json.loads(options.settings.read_text(encoding="utf-8"))["decoder"])
    for checkpoint in options.checkpoints:
        f1 = measured(checkpoint, options.encoder, decoder, others)
        print(json.dumps({"checkpoint": str(checkpoint), "articles": len(others), "f1": f1}))


if __name__ == "__main__":
    main()

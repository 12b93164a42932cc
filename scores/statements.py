"""How well statements are taken out, on PolNeAR dev: by measure, by form, by outlet, by role, and against the run
before.

    python -m scores.statements --bench ../shared/bench [--against scores/work/statements.2026-11-24.jsonl]

The floors in floors.json are what has been reached. They never sink by themselves: ``--update`` raises those that were
passed and leaves the others. A figure under its floor makes the exit status 1. On 84 articles resampling moves found
and attributed by 3 points and exact by 4, so two runs are compared statement by statement (--against), not by one
number.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.evaluation import MarkedText, Scores, score
from onrecord.extraction import Model, load_model

from .bench_data import WORK, lines, needed, parser

FLOORS = Path(__file__).parent / "floors.json"
# An int8 model may give another rounding on another processor: one statement of 2,192 moves a figure by 0.05.
TOLERANCE = 0.3


def predict(model: Model, documents: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The statements of each document, as spans."""
    return [
        {
            "id": document["id"],
            "statements": [
                {role: [[s.start, s.end] for s in getattr(statement, role)] for role in ("source", "cue", "content")}
                | {"confidence": statement.confidence}
                for statement in model.find(document["text"])
            ],
        }
        for document in documents
    ]


def by_outlet(gold: Sequence[dict[str, Any]], predicted: Sequence[dict[str, Any]]) -> dict[str, Scores]:
    """The same figures for each outlet by itself."""
    return {
        outlet: score([g for g in gold if g["publisher"] == outlet], predicted)
        for outlet in sorted({g["publisher"] for g in gold})
    }


def exact_roles(
    gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]], found: Scores
) -> dict[str, float]:
    """Of the statements found, the share whose source, cue or content is word for word that of gold, in percent."""
    answers = {p["id"]: p["statements"] for p in predicted}
    right = dict.fromkeys(("source", "cue", "content"), 0)
    total = 0
    for document, scored in zip(gold, found.documents, strict=True):
        text = MarkedText(document["text"], document.get("discard", ()))
        for pair in scored.pairs:
            if pair.gold is not None and pair.predicted is not None:
                total += 1
                wanted, got = document["statements"][pair.gold], answers[scored.id][pair.predicted]
                for role in right:
                    right[role] += text.cover(wanted[role]) == text.cover(got[role])
    return {role: 100 * n / max(1, total) for role, n in right.items()}


def curve(found: Scores, predicted: Sequence[Mapping[str, Any]]) -> list[tuple[float, float, float]]:
    """(least confidence, precision, recall) of attributed, in percent, at ten steps."""
    answers = {p["id"]: p["statements"] for p in predicted}
    marked = [
        (answers[d.id][pair.predicted]["confidence"], pair.attributed)
        for d in found.documents
        for pair in d.pairs
        if pair.predicted is not None
    ]
    gold = sum(d.gold for d in found.documents)
    steps = []
    for least in (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        kept = [right for confidence, right in marked if confidence >= least]
        steps.append((least, 100 * sum(kept) / max(1, len(kept)), 100 * sum(kept) / gold))
    return steps


def changes(
    gold: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]
) -> list[str]:
    """What a change gained and lost, a line a gold statement whose outcome differs."""
    found = []
    old, new = (score(gold, side).documents for side in (before, now))
    for document, was, is_now in zip(gold, old, new, strict=True):
        outcome = {p.gold: p.outcome for p in was.pairs if p.gold is not None}
        for pair in is_now.pairs:
            if pair.gold is not None and pair.outcome != outcome[pair.gold]:
                words = " … ".join(document["text"][a:b] for a, b in document["statements"][pair.gold]["content"])
                found.append(f"{outcome[pair.gold]:>10} -> {pair.outcome:<10} {document['id'][:24]}  {words[:80]!r}")
    return sorted(found)


def floors_passed(figures: Mapping[str, float], *, update: bool) -> bool:
    """Compares with floors.json; with ``update`` raises the floors that were passed and writes the file."""
    known: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    floors = known["statements"]
    under = {name: value for name, value in figures.items() if value < floors.get(name, 0.0) - TOLERANCE}
    for name, value in under.items():
        print(f"UNDER ITS FLOOR: {name} {value:.1f}, floor {floors[name]:.1f}")
    if update:
        known["statements"] = {name: max(round(value, 1), floors.get(name, 0.0)) for name, value in figures.items()}
        FLOORS.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    return not under


def report(gold: Sequence[dict[str, Any]], predicted: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Prints the tables; gives the figures that have floors."""
    whole = score(gold, predicted)
    print(f"{whole.found.gold} gold statements, {whole.found.predicted} predicted, {len(gold)} articles")
    for name, rate in whole.rows().items():
        print(f"{name:12s} P {rate.precision:5.1f}  R {rate.recall:5.1f}  F1 {rate.f1:5.1f}")
    for kind, recall in whole.by_kind.items():
        recalls = f"found R {recall.found_recall:5.1f}  attributed R {recall.attributed_recall:5.1f}"
        print(f"{kind:12s} {recall.gold:5d} gold  {recalls}")
    roles = exact_roles(gold, predicted, whole)
    print("of those found, word for word: " + ", ".join(f"{role} {share:.1f}%" for role, share in roles.items()))
    for outlet, scores in by_outlet(gold, predicted).items():
        rows = "  ".join(f"{name} {rate.f1:5.1f}" for name, rate in scores.rows().items())
        print(f"{outlet:14s} {rows}")
    print("confidence at least / precision / recall of attributed:")
    print("  ".join(f"{least:.2f}: {p:.0f}/{r:.0f}" for least, p, r in curve(whole, predicted)))
    kinds = {f"found recall, {kind}": recall.found_recall for kind, recall in whole.by_kind.items()}
    return {name: rate.f1 for name, rate in whole.rows().items()} | kinds


def main(argv: Sequence[str] | None = None) -> int:
    """Scores the model of the package."""
    options = parser(__doc__)
    options.add_argument("--model", help="version; the newest where not given")
    options.add_argument("--against", type=Path, help="predictions of an earlier run: lists what was gained and lost")
    options.add_argument("--update", action="store_true", help="raise the floors that were passed")
    given = options.parse_args(argv)
    gold = list(lines(needed(given.bench, "polnear", "dev.jsonl")))
    model = load_model(given.model)
    predicted = predict(model, gold)
    WORK.mkdir(exist_ok=True)
    kept = WORK / f"statements.{model.version}.jsonl"
    before = list(lines(given.against)) if given.against else None
    kept.write_text("".join(json.dumps(line) + "\n" for line in predicted), encoding="utf-8")
    figures = report(gold, predicted)
    if before is not None:
        print(*changes(gold, before, predicted), sep="\n")
    print(f"predictions kept in {kept}")
    return 0 if floors_passed(figures, update=given.update) else 1


if __name__ == "__main__":
    sys.exit(main())

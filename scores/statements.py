"""How well statements are taken out, on PolNeAR dev: by measure, by form, by outlet, by role, and against the run
before.

    python -m scores.statements --bench ../shared/bench [--extracted dev.jsonl] [--against earlier.jsonl]

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

from onrecord.evaluation import DocumentScore, Evaluation, MarkedText, Scores, evaluate, score
from onrecord.extraction import Model, load_model

from . import release
from .bench_data import WORK, lines, needed, parser
from .floors import floors_passed
from .founders import differences

_BETTER = ("spurious", "absent", "missed", "found", "attributed", "exact")
"""Outcomes, the worst first; a spurious prediction that is gone is a gain."""

_Place = tuple[int, tuple[tuple[int, int], ...]]
"""A gold statement by its number and content, or a prediction that gold does not have, by -1 and its content."""


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


def spans(document: Mapping[str, Any]) -> dict[str, Any]:
    """The spans of an extracted document, without its words."""
    keys = ("source", "cue", "content", "confidence")
    return {"id": document["id"], "statements": [{key: s[key] for key in keys} for s in document["statements"]]}


def founders_names(found: Scores) -> dict[str, dict[str, float]]:
    """Our figures under the names of score_statements.py."""
    return {name: {"p": r.precision, "r": r.recall, "f": r.f1} for name, r in found.rows().items()}


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


def changes(
    gold: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]], now: Sequence[dict[str, Any]]
) -> list[tuple[bool, str]]:
    """What differs from an earlier run: each gold statement whose outcome is another, and each prediction without one.

    Each comes with whether it is a gain.
    """
    found = []
    for document, was, is_now in zip(gold, *(score(gold, side).documents for side in (before, now)), strict=True):
        old, new = (_outcomes(document, side, scored) for side, scored in ((before, was), (now, is_now)))
        for place in sorted(old.keys() | new.keys()):
            a, b = old.get(place, "absent"), new.get(place, "absent")
            if a != b:
                words = " ".join(" … ".join(document["text"][i:j] for i, j in place[1]).split())
                line = f"{a:>10} -> {b:<10} {document['id'][:24]}  {words[:80]!r}"
                found.append((_BETTER.index(b) > _BETTER.index(a), line))
    return found


def _outcomes(
    document: Mapping[str, Any], predicted: Sequence[Mapping[str, Any]], scored: DocumentScore
) -> dict[_Place, str]:
    """The outcome of each gold statement, and of each prediction that gold does not have."""
    answers: Sequence[Mapping[str, Any]] = next((p["statements"] for p in predicted if p["id"] == scored.id), ())
    made: dict[_Place, str] = {}
    for pair in scored.pairs:
        if pair.gold is not None:
            statement, number = document["statements"][pair.gold], pair.gold
        else:
            assert pair.predicted is not None
            statement, number = answers[pair.predicted], -1
        made[number, tuple((a, b) for a, b in statement["content"])] = pair.outcome
    return made


def report(gold: Sequence[dict[str, Any]], predicted: Sequence[dict[str, Any]], whole: Evaluation) -> dict[str, float]:
    """Prints the tables; gives the figures that have floors."""
    found = whole.statements
    print(f"{found.found.gold} gold statements, {found.found.predicted} predicted, {len(gold)} articles")
    for name, rate in found.rows().items():
        print(f"{name:12s} P {rate.precision:5.1f}  R {rate.recall:5.1f}  F1 {rate.f1:5.1f}")
    for kind, recall in found.by_kind.items():
        recalls = f"found R {recall.found_recall:5.1f}  attributed R {recall.attributed_recall:5.1f}"
        print(f"{kind:12s} {recall.gold:5d} gold  {recalls}")
    roles = exact_roles(gold, predicted, found)
    print("of those found, word for word: " + ", ".join(f"{role} {share:.1f}%" for role, share in roles.items()))
    for outlet, scores in by_outlet(gold, predicted).items():
        rows = "  ".join(f"{name} {rate.f1:5.1f}" for name, rate in scores.rows().items())
        print(f"{outlet:14s} {rows}")
    print("confidence at least / precision / recall of attributed:")
    print("  ".join(f"{s.least:.2f}: {s.rate.precision:.0f}/{s.rate.recall:.0f}" for s in whole.statement_curve))
    half = whole.statements_at_recall(50)
    at_half = half.rate.precision if half else 0.0
    print(f"precision of attributed at recall 50%: {at_half:.1f}%, confidence at least {half.least if half else 1:.3f}")
    kinds = {f"found recall, {kind}": recall.found_recall for kind, recall in found.by_kind.items()}
    figures = {name: rate.f1 for name, rate in found.rows().items()}
    return figures | kinds | {"attributed precision at recall 50": at_half}


def main(argv: Sequence[str] | None = None) -> int:
    """Scores the model of the package."""
    options = parser(__doc__)
    options.add_argument("--model", help="version; the newest where not given")
    options.add_argument(
        "--extracted", type=Path, help="what 'onrecord extract' wrote of polnear/dev.jsonl; else it runs"
    )
    options.add_argument("--against", type=Path, help="predictions of an earlier run, instead of the last release's")
    options.add_argument("--update", action="store_true", help="raise the floors that were passed")
    options.add_argument("--release", action="store_true", help="keep the spans as those of the last release")
    given = options.parse_args(argv)
    gold_file = needed(given.bench, "polnear", "dev.jsonl")
    gold = list(lines(gold_file))
    predicted = (
        [spans(d) for d in lines(given.extracted)] if given.extracted else predict(load_model(given.model), gold)
    )
    before = list(lines(given.against)) if given.against else release.kept("statements")
    whole = evaluate(gold, predicted)
    figures = report(gold, predicted, whole)
    WORK.mkdir(exist_ok=True)
    kept = WORK / "statements.jsonl"
    kept.write_text("".join(json.dumps(line) + "\n" for line in predicted), encoding="utf-8")
    print(f"predictions kept in {kept}")
    wrong = differences(given.bench, "score_statements.py", [gold_file, kept], founders_names(whole.statements))
    if before:
        release.print_changes(changes(gold, before, predicted))
    if given.release:
        print(f"spans kept in {release.keep('statements', predicted)}")
    return 0 if floors_passed("statements", figures, update=given.update) and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())

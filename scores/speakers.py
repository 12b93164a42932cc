"""Who said it, when, and what is a refusal, on the 21 articles of PolNeAR dev whose speakers are marked.

    python -m scores.speakers --bench ../shared/bench [--extracted dev.jsonl] [--update]

Twice: end to end, with our own extraction; and with the gold statements handed in, so that what the model missed is not
counted against what comes after it. The figures are those of ``onrecord.evaluation``; the founders' scorer is run over
the same predictions and must give the same. A figure under its floor makes the exit status 1.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord.domain import Speaker, When
from onrecord.evaluation import Attribution, Evaluation, evaluate, with_speakers
from onrecord.ingest import extract_article, marked_article, marked_statements, resolve_article, resolve_marked
from onrecord.views.interchange import to_object

from . import release
from .bench_data import WORK, extracted, lines, needed, parser
from .floors import floors_passed
from .founders import differences

_BETTER = ("wrong", "none", "right")
"""Outcomes, the worst first: a wrong name is worse than none."""

LEAST_PRECISION = {"named": 92.0, "surname": 94.0, "day": 85.0}
"""What was promised when this was begun, in percent: below it, no recall makes up for wrong names and days."""

_FALSE = "false refusal"

Outcomes = dict[tuple[str, str, int], str]
"""By what was asked, document and place in it: number of the statement, or where a refusal begins."""


def end_to_end(gold: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What the whole way from the text gives."""
    from onrecord.extraction import load_model

    model = load_model()
    return (to_object(extract_article(marked_article(document), model)) for document in gold)


def named_again(path: Path) -> Iterator[dict[str, Any]]:
    """Statements that were extracted before, with the stages after the model run over them anew."""
    for old in extracted(path):
        bare = tuple(replace(s, speaker=Speaker(), said_on=When(), asserted_by=None) for s in old.statements)
        yield to_object(resolve_article(old.article, bare))


def given_statements(gold: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What the stages after the model give for gold's own statements."""
    return (to_object(resolve_marked(marked_article(d), marked_statements(d))) for d in gold)


def figures(found: Evaluation) -> dict[str, float]:
    """The figures that have floors, in percent: F1, since recall may cost some precision, down to LEAST_PRECISION."""
    speakers = found.speakers
    rates = {"named": speakers.named, "surname": speakers.surname, "day": speakers.day, "refusals": found.refusal_rate}
    rates |= {f"named, {sort}": rate for sort, rate in speakers.by_sort.items() if rate.gold}
    return {name: rate.f1 for name, rate in rates.items()} | {"unnamed": speakers.unnamed.recall}


def precise_enough(found: Evaluation) -> bool:
    """Whether no precision is under what was promised; prints those that are."""
    speakers = found.speakers
    rates = {"named": speakers.named, "surname": speakers.surname, "day": speakers.day}
    under = {name: rate.precision for name, rate in rates.items() if rate.precision < LEAST_PRECISION[name]}
    for name, value in under.items():
        print(f"NOT PRECISE ENOUGH: {name} {value:.1f}, promised {LEAST_PRECISION[name]:.1f}")
    return not under


def report(found: Evaluation) -> None:
    """Prints the rows, each with its counts, then the curve."""
    speakers = found.speakers
    rows = [("named", speakers.named), ("surname", speakers.surname)]
    rows += [(f"  {sort}", rate) for sort, rate in speakers.by_sort.items()]
    rows += [("day", speakers.day), *((f"  {sort}", rate) for sort, rate in speakers.day_by_sort.items())]
    for name, rate in (*rows, ("refusals", found.refusal_rate)):
        counts = f"{rate.right:4d} right of {rate.predicted:4d} given, {rate.gold:4d} in gold"
        print(f"{name:14s} P {rate.precision:5.1f}  R {rate.recall:5.1f}  {counts}")
    print(f"unnamed        {speakers.unnamed.recall:5.1f}  {speakers.unnamed.right} of {speakers.unnamed.gold}")
    print("a name's confidence at least / precision / share of all statements that are named:")
    print("  ".join(f"{s.least:.2f}: {s.rate.precision:.0f}/{s.coverage:.0f}" for s in speakers.curve))


def founders_names(found: Evaluation) -> dict[str, dict[str, float]]:
    """Our figures under the names of score_speakers.py."""
    speakers = found.speakers
    rates = {"named": speakers.named, "surname": speakers.surname, "date": speakers.day}
    rows = {name: {"p": rate.precision, "r": rate.recall, "f": rate.f1} for name, rate in rates.items()}
    refusals = {"p": found.refusal_rate.precision, "r": found.refusal_rate.recall}
    return rows | {"refusal": refusals, "unnamed": {"share": speakers.unnamed.recall}}


def outcomes(found: Evaluation) -> Outcomes:
    """Right, wrong or none for everything that was asked."""
    asked: Outcomes = {}
    for a in found.speakers.attributions:
        asked["speaker", a.document, a.statement] = _name_outcome(a)
        if a.day or a.day_is_right is False:
            asked["day", a.document, a.statement] = {True: "right", False: "wrong", None: "none"}[a.day_is_right]
    for r in found.refusals:
        if not r.unsure:
            at = min(start for start, _ in r.spans)
            kind, outcome = ("refusal", "none" if r.predicted is None else "right") if r.listed else (_FALSE, "wrong")
            asked[kind, r.document, at] = outcome
    return asked


def _name_outcome(a: Attribution) -> str:
    if a.name:
        return "right" if a.is_right() else "wrong"
    return "none" if a.mark.names else "right"


def changes(before: Outcomes, found: Evaluation) -> list[tuple[bool, str]]:
    """What differs from an earlier run, each with whether it is a gain."""
    made = []
    after = outcomes(found)
    for asked in sorted(before.keys() | after.keys()):
        what, document, place = asked
        was, now = before.get(asked, "none"), after.get(asked, "none")
        if was != now:
            of = found.gold[document]
            who = of["text"][place : place + 60] if "refusal" in what else of["statements"][place]["speaker"]["name"]
            line = f"{what} {was} -> {now}: {document} [{place}] {' '.join(who.split())}"
            made.append((_BETTER.index(now) > _BETTER.index(was), line))
    return made


def run(
    name: str, gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]], bench: Path, update: bool
) -> tuple[Evaluation, bool]:
    """One of the two runs: printed, compared with the founders' scorer, held to its floors."""
    found = evaluate(gold, predicted)
    print(f"-- {name}: {len(found.speakers.attributions)} statements in {len(gold)} articles")
    report(found)
    WORK.mkdir(exist_ok=True)
    kept = WORK / f"speakers.{name.replace(' ', '-')}.jsonl"
    kept.write_text("".join(json.dumps(line) + "\n" for line in predicted), encoding="utf-8")
    marks = [bench / "speakers" / file for file in ("dev.gold.jsonl", "dev.refusals.jsonl")]
    files = [bench / "polnear" / "dev.jsonl", *marks, kept]
    wrong = differences(bench, "score_speakers.py", files, founders_names(found))
    passed = floors_passed(f"speakers, {name}", figures(found), update=update)
    return found, precise_enough(found) and passed and not wrong


def main(argv: Sequence[str] | None = None) -> int:
    """Scores both runs."""
    options = parser(__doc__)
    options.add_argument(
        "--extracted", type=Path, help="what 'onrecord extract' wrote of polnear/dev.jsonl; else it runs"
    )
    options.add_argument("--again", action="store_true", help="with --extracted: find speakers and days anew")
    options.add_argument("--update", action="store_true", help="raise the floors that were passed")
    options.add_argument("--release", action="store_true", help="keep the outcomes as those of the last release")
    given = options.parse_args(argv)
    marks = [list(lines(needed(given.bench, "speakers", f"dev.{part}.jsonl"))) for part in ("gold", "refusals")]
    marked = {line["id"] for line in marks[0]}
    articles = [d for d in lines(needed(given.bench, "polnear", "dev.jsonl")) if d["id"] in marked]
    gold = with_speakers(articles, *marks)
    found_before = (named_again if given.again else lines)(given.extracted) if given.extracted else None
    predicted = {
        "end to end": [d for d in found_before if d["id"] in marked] if found_before else end_to_end(gold),
        "gold statements": given_statements(gold),
    }
    passed, made = True, []
    for name, found in predicted.items():
        evaluation, is_good = run(name, gold, list(found), given.bench, given.update)
        passed &= is_good
        before = [line for line in release.kept("speakers") or () if line["run"] == name]
        if before:
            asked = {(line["asked"], line["id"], line["place"]): line["outcome"] for line in before}
            release.print_changes(changes(asked, evaluation))
        made += [
            {"run": name, "asked": asked, "id": document, "place": place, "outcome": outcome}
            for (asked, document, place), outcome in outcomes(evaluation).items()
        ]
    if given.release:
        print(f"outcomes kept in {release.keep('speakers', made)}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())

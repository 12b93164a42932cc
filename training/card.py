"""Writes the card of a model: what it is, how it was made, what it scores, where it fails.

    python -m training.card --bench BENCH --weights FOLDER --made "command and time" \\
        [--unrounded FP32_FOLDER] [--seeds FOLDER FOLDER FOLDER]

Every number that this writes is measured here, or read from what training.tune left. What cannot be measured on one
machine (another processor, networks that are gone) is put in afterwards by hand, with the day.
"""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scores.bench_data import lines
from scores.examples import gold as examples
from scores.statements import predict

from onrecord.evaluation import Evaluation, Scores, evaluate, misses, score
from onrecord.extraction import Model

from .corpus import held_out
from .reliability import reliability

_HEAD = """# Model {version}

Finds statements in English news text: what was said, the words that say so, and whom the text names as saying it.
A MiniLM encoder of six layers with four small heads, int8, run by onnxruntime and numpy. What the heads ask and how
they are decoded is told in `training/network.py` and `onrecord/extraction/decode.py`.

**For**: building a searchable record in which each line can be checked against its article. **Not for**: publishing a
line that nobody looked at; languages other than English; transcripts (their turns are read by rule); deciding
whether what was said is true.

## How it was made

{made}

Learned from {taught} of the {train} train articles of PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018: seven US
outlets, November 2015 to October 2016, nearly all on one election), from first weights of all-MiniLM-L6-v2
(Apache-2.0), a sixth of whose feed-forward was cut away first. The articles of `bench/archive` (US outlets, January to
June 2016) were learned from too, as other models of the same kind read them: every second one as two teachers, begun
from other chance, read it together, the others as model 2026-11-24.2 did, which those two had taught.
`training/lessons` keeps what they thought, without a word of the articles. The names that Stanford CoreNLP found in
PolNeAR's articles taught the head for names. The decoder's settings and the calibration come from the other
{held_out} train articles. Of settings that were equal on those, the ones that found more in the project's one seed
article were kept, so that a figure for that article is no test of them. PolNeAR's dev articles were used for the
tables below and for no choice.

Licence of the weights: Apache-2.0, as the file LICENSE says. PolNeAR states no licence; none of its text is in here.
"""

_SEEDS = """On PolNeAR dev."""

_LIMITS = """## Where it is weak

- Indirect speech with rare cues, and attitudes ("backed", "supports"), which PolNeAR counts as statements.
- Statements without a source. Fewer than half are found.
- One election in one country in one year: names, offices and habits of other places are less well known.
- Statements inside statements: PolNeAR marks none, so a chain (A said B had said) is most often taken for one.
- int8 arithmetic may round otherwise on another processor; figures were measured on {processor}. Weights have seven
  bits, so that no sum overflows where VNNI is lacking, which an earlier model's did.
"""


_ERRORS = 5  # real errors that the card shows
_BAR = 0.3  # below it the model keeps refusals alone


def table(scores: Scores) -> str:
    """Measures as a Markdown table, in percent."""
    rows = [f"| {n} | {r.precision:.1f} | {r.recall:.1f} | {r.f1:.1f} |" for n, r in scores.rows().items()]
    kinds = [
        f"| {kind} | {k.gold} | {k.found_recall:.1f} | {k.attributed_recall:.1f} |"
        for kind, k in scores.by_kind.items()
    ]
    head = ["| measure | precision | recall | F1 |", "|---|---|---|---|"]
    kind_head = ["", "| form | in gold | found | attributed |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, *kind_head, *kinds])


def reliability_table(held: Evaluation, tuned: dict[str, Any]) -> str:
    """The reliability of what is given on held-out articles, as Markdown."""
    answers = held.answers()
    found = reliability(np.array([sure for sure, _ in answers]), np.array([float(right) for _, right in answers]))
    rows = [f"| {n} | {confidence:.2f} | {share:.2f} |" for n, confidence, share in found.bins]
    return "\n".join(
        [
            "| statements | mean confidence | share right |\n|---|---|---|",
            *rows,
            "",
            f"Expected calibration error {found.error:.3f} (ten bins). Over all that the network proposes,",
            f"cross-fitted by `training.tune`: {tuned['calibration']['error']:.3f}.",
        ]
    )


def rounding(predicted: Sequence[dict[str, Any]], unrounded: Path, gold: Sequence[dict[str, Any]]) -> str:
    """How many statements int8 changes, against the same weights in fp32."""
    ours = _spans(predicted)
    exact = _spans(predict(Model(unrounded), gold))
    share = 100 * len(ours ^ exact) / max(1, len(ours | exact))
    return (
        f"Of {len(ours | exact)} statements that int8 or the same weights in fp32 find on dev, {share:.1f} % differ\n"
        "in a span or are found by one alone; what another processor's int8 (with VNNI) may change is of that size."
    )


def _spans(predicted: Sequence[dict[str, Any]]) -> set[tuple[str, str]]:
    roles = ("source", "cue", "content")
    return {(d["id"], json.dumps([s[role] for role in roles])) for d in predicted for s in d["statements"]}


def seeds(folders: Sequence[Path], gold: Sequence[dict[str, Any]]) -> str:
    """Mean and spread over networks that began from different chance, as a Markdown table."""
    rows = [score(gold, predict(Model(folder), gold)).rows() for folder in folders]
    told = ["| measure | mean F1 | standard deviation | each |", "|---|---|---|---|"]
    for name in rows[0]:
        values = [row[name].f1 for row in rows]
        each = ", ".join(f"{value:.1f}" for value in values)
        told.append(f"| {name} | {statistics.mean(values):.1f} | {statistics.stdev(values):.1f} | {each} |")
    return "\n".join(told)


def real_errors(model: Model) -> str:
    """The surest errors on the project's own articles (others' texts are not shown), each as gold and model have it."""
    marked = [document for document, _ in examples()]
    found = misses(evaluate(marked, predict(model, marked)), "statements")
    surest = sorted((m for m in found if m.confidence is not None), key=lambda m: -(m.confidence or 0.0))[:_ERRORS]
    rows = [f"- {m.problem} ({m.confidence:.2f}). Marked: {m.gold} Found: {m.given}" for m in surest]
    return "\n".join(textwrap.fill(row, 118, subsequent_indent="  ") for row in rows)


def card(weights: Path, bench: Path, made: str, read: str, unrounded: Path | None, seed_folders: Sequence[Path]) -> str:
    """The whole card."""
    gold = list(lines(bench / "polnear" / "dev.jsonl"))
    model = Model(weights)
    predicted = predict(model, gold)
    found = evaluate(gold, predicted)
    tuned = json.loads((weights / "scores.json").read_text(encoding="utf-8"))["held_out"]
    apart = [line for line in lines(bench / "polnear" / "train.jsonl") if held_out(line["id"])]
    held = evaluate(apart, predict(model, apart))
    size = sum(f.stat().st_size for f in weights.iterdir()) / 1e6
    return "\n".join(
        [
            _head(weights.name, bench, made),
            *_scored(found.statements, held.statements),
            *_trusted(found, held, tuned),
            *([textwrap.fill(read, 118), ""] if read else []),
            *(["## Other seeds", "", _SEEDS, "", seeds(seed_folders, gold), ""] if seed_folders else []),
            _LIMITS.format(processor=processor()),
            *([rounding(predicted, unrounded, gold), ""] if unrounded else []),
            f"Its {_ERRORS} surest errors on the invented articles of the project (`examples/`):",
            "",
            real_errors(model),
            "",
            f"The folder holds {size:.1f} MB.",
            "",
        ]
    )


def _head(version: str, bench: Path, made: str) -> str:
    ids = [line["id"] for line in lines(bench / "polnear" / "train.jsonl")]
    kept_out = sum(map(held_out, ids))
    return _HEAD.format(
        version=version, made=textwrap.fill(made, 118), train=len(ids), taught=len(ids) - kept_out, held_out=kept_out
    )


def _scored(scores: Scores, apart: Scores) -> list[str]:
    """The lines on quality."""
    held = ", ".join(f"{name} {rate.f1:.1f}" for name, rate in apart.rows().items())
    return [
        "## What it scores",
        "",
        f"PolNeAR dev, {len(scores.documents)} articles, {scores.found.gold} statements; "
        "`python -m scores.statements --bench ../shared/bench`:",
        "",
        table(scores),
        "",
        "Resampling the articles moves found and attributed by about 3 points and exact by 4. Two annotators",
        "of PolNeAR against each other (20 articles): exact 64.0, found 79.7, attributed 75.0, word 85.9,",
        "quoted-word 96.8.",
        "",
        f"On the {len(apart.documents)} held-out articles on which settings were chosen: {held} (F1).",
        "",
    ]


def _trusted(found: Evaluation, held: Evaluation, tuned: dict[str, Any]) -> list[str]:
    """The lines on confidence."""
    half = found.statements_at_recall(50)
    return [
        "## What its confidence means",
        "",
        "The probability that content and source are both right. On the held-out articles:",
        "",
        reliability_table(held, tuned),
        "",
        "",
        "What a bar (`--min-confidence`) keeps on PolNeAR dev:",
        "",
        "| confidence at least | precision of attributed | recall of attributed |\n|---|---|---|",
        *(
            f"| {step.least:.2f} | {step.rate.precision:.0f} | {step.rate.recall:.0f} |"
            for step in found.statement_curve
            if step.least >= _BAR
        ),
        "",
        f"At a recall of 50 the precision of attributed is {half.rate.precision:.1f}, from {half.least:.2f} on."
        if half
        else "A recall of 50 is not reached.",
        "",
    ]


def processor() -> str:
    """The name of this machine's processor, as far as the system tells."""
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [
            line.split(":", 1)[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        flags = [line for line in info.read_text().splitlines() if line.startswith("flags")]
        vnni = "with" if flags and "vnni" in flags[0] else "without"
        return f"{names[0] if names else platform.machine()}, {vnni} VNNI"
    return platform.processor() or platform.machine()


def main() -> None:
    """Measures and writes README.md into the weights folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("bench", "weights"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--made", required=True, help="the command of the training run and how long it took")
    parser.add_argument("--read", default="", help="what a person who read the surest errors found")
    parser.add_argument("--unrounded", type=Path, help="the same weights exported in fp32, to compare with")
    parser.add_argument("--seeds", type=Path, nargs="+", default=[], help="weights of runs with other seeds")
    options = parser.parse_args()
    text = card(options.weights, options.bench, options.made, options.read, options.unrounded, options.seeds)
    (options.weights / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

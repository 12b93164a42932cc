"""Everything that gold marks, on our own examples: speakers, days, refusals, event, place, medium, addressee, figures.

    python -m scores.examples [--update] [--misses figures]

PolNeAR marks neither events nor figures, so these are measured on the invented articles of ``examples``. They are small
and were written by us: a floor here guards what works, it says nothing of how good the program is on news.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.evaluation import MISS_KINDS, Evaluation, Rate, evaluate, misses
from onrecord.extraction import load_model
from onrecord.ingest import extract_article, marked_article
from onrecord.views.interchange import to_object

from .floors import floors_passed

_GOLD = Path(__file__).parents[1] / "tests" / "examples" / "gold.py"


def gold() -> list[dict[str, Any]]:
    """The examples' gold with offsets, as its own script writes it."""
    done = subprocess.run([sys.executable, _GOLD], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def rates(found: Evaluation) -> dict[str, Rate]:
    """What is measured here, by name."""
    speakers = found.speakers
    rows = {"attributed": found.statements.attributed, "named": speakers.named, "together": speakers.together}
    rows |= {"unnamed": speakers.unnamed, "day": speakers.day, "refusals": found.refusal_rate}
    return rows | found.detail_rates | found.figure_rates


def main(argv: Sequence[str] | None = None) -> int:
    """Extracts the examples and scores them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--bench", help=argparse.SUPPRESS)  # the other scorers take it, and make bench hands it to all
    options.add_argument("--update", action="store_true", help="raise the floors that were passed")
    options.add_argument("--misses", choices=MISS_KINDS, help="list the errors of one kind")
    given = options.parse_args(argv)
    documents, model = gold(), load_model()
    found = evaluate(documents, [to_object(extract_article(marked_article(d), model)) for d in documents])
    figures: dict[str, float] = {}
    for name, rate in rates(found).items():
        print(
            f"{name:12s} P {rate.precision:5.1f}  R {rate.recall:5.1f}  "
            f"{rate.right:4d} right of {rate.predicted:4d} given, {rate.gold:4d} in gold"
        )
        figures[name] = rate.f1
    for miss in misses(found, given.misses) if given.misses else ():
        print(f"{miss.problem:24s} {miss.document} at {miss.start}\n  gold: {miss.gold}\n  ours: {miss.given}")
    return 0 if floors_passed("examples", figures, update=given.update) else 1


if __name__ == "__main__":
    sys.exit(main())

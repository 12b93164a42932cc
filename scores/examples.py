"""Everything that gold marks, on our own examples: speakers, days, refusals, event, place, medium, addressee, figures.

    python -m scores.examples [--update] [--misses figures]

PolNeAR marks neither events nor figures, so these are measured on the invented articles of ``examples``. They are small
and were written by us: a floor here guards what works, it says nothing of how good the program is on news.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.domain import Article
from onrecord.evaluation import MISS_KINDS, Evaluation, Rate, evaluate, misses
from onrecord.extraction import load_model
from onrecord.ingest import extract_article
from onrecord.views.interchange import to_object

from .floors import floors_passed

_GOLD = Path(__file__).parents[1] / "tests" / "examples" / "gold.py"


def gold() -> list[tuple[dict[str, Any], Article]]:
    """The examples' gold with offsets, each with its article as read: a transcript is read as one."""
    spec = importlib.util.spec_from_file_location("examples_gold", _GOLD)
    assert spec is not None
    assert spec.loader is not None  # it is a Python file
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    articles = {a.id: a for a in module.articles().values()}
    return [(d, articles[d["id"]]) for d in module.documents()]


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
    marked, model = gold(), load_model()
    found = evaluate([d for d, _ in marked], [to_object(extract_article(article, model)) for _, article in marked])
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
